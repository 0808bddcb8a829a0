"""What a person waits for: the command line, a check, a compile, an editor's remarks; in seconds of CPU of one run.

`python benchmarks/keys.py` prints the card; `--write` puts it in docs/performance.md between its marks. Projects are made by `projects.py`.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from projects import make_project

from rulespec.projects.recalling import recalled, whole

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- keys: benchmarks/keys.py --write -->", "<!-- end of keys -->"
SIZES = (100, 500, 2000)
TIMES = 3
# What the figures of another machine are to be compared with: sums of Python in a second of CPU.
LOOP = 10_000_000


def spent(arguments: list[object], cache: Path, before: Callable[[int], None] = lambda _: None, times: int = TIMES) -> float:
    """The least CPU, user and system, of a command and what it starts; `before` is done before each time."""
    found = []
    for number in range(times):
        before(number)
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-P", "-m", "rulespec", *map(str, arguments)]
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "RULESPEC_CACHE": str(cache)})
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
    return min(found)


def forget(cache: Path) -> None:
    """All that is known of checks; the country's catalogue stays."""
    for path in (cache / "checks").glob("*"):
        path.unlink()


def change(project: Path, number: int) -> None:
    path = sorted((project / "aides").glob("antony_noel_pour_tous_*.yaml"))[number]
    path.write_text(path.read_text(encoding="utf-8") + "# un mot\n", encoding="utf-8")


def keystroke(project: Path) -> tuple[float, float]:
    """An editor's remarks after a right and after a wrong change, in the process that holds the project."""
    remarks, kept = whole(project)
    assert kept is not None and remarks.checked is not None
    catalog = remarks.checked.catalog
    path = next((project / "aides").glob("rennes_metropole_transport_*.yaml"))
    text = path.read_text(encoding="utf-8")
    wrong = re.sub(r"^conditions:", "conditions:\n  - un nom que personne ne connaît > 3", text, count=1, flags=re.MULTILINE)
    least = []
    for new in (text, wrong):
        found = []
        for number in range(5):
            start = time.process_time()
            assert recalled(kept, project, catalog, {path: f"{new}# {number}\n"}, at_once=True) is not None
            found.append(time.process_time() - start)
        least.append(min(found))
    return least[0], least[1]


def loop() -> float:
    start = time.process_time()
    sum(range(LOOP))
    return time.process_time() - start


def curve(points: dict[int, float]) -> list[str]:
    """The growth as bars of text: time an aid, the first being 1."""
    first = points[SIZES[0]] / SIZES[0]
    return [
        f"| {size:,} | {seconds:.2f} | {seconds / size / first:.2f} | {'█' * round(10 * seconds / size / first)} |".replace(",", " ", 1)
        for size, seconds in points.items()
    ]


def card(scratch: Path) -> str:
    cache = scratch / "cache"
    checks: dict[int, float] = {}
    for size in SIZES:
        make_project(scratch / str(size), size)
        if size == SIZES[0]:
            spent(["check", scratch / str(size)], cache, times=1)  # the country's catalogue
        checks[size] = spent(["check", scratch / str(size)], cache, lambda _: forget(cache), TIMES if size < 1000 else 1)
    project = scratch / "500"
    spent(["check", project], cache, times=1)
    unchanged = spent(["check", project], cache)
    changed = spent(["check", project], cache, lambda number: change(project, number))
    right, wrong = keystroke(project)
    rows = [
        ("`rulespec --version`", spent(["--version"], cache), 0.1),
        ("`rulespec --help`", spent(["--help"], cache), 0.15),
        ("`check`, nothing known", checks[500], 2.0),
        ("`check`, one file changed", changed, 0.4),
        ("`check`, nothing changed", unchanged, 0.4),
        ("`compile`, all written", spent(["compile", project, "--out", scratch / "out"], cache), 3.0),
        ("an editor's remarks after a key", right, 0.1),
        ("the same where the change is wrong", wrong, 0.1),
    ]
    lines = [
        START,
        "",
        f"500 documents of aids (545 aids: some are of several communes), made from the examples. Seconds of CPU, the least of {TIMES}.",
        "",
    ]
    lines += ["| | seconds | wanted |", "|---|---|---|", *(f"| {name} | {found:.2f} | ≤ {wanted:g} |" for name, found, wanted in rows), ""]
    lines += ["A check of all, as the project grows: time an aid, that of 100 aids being 1.", ""]
    lines += ["| aids | seconds | an aid | |", "|---|---|---|---|", *curve(checks), ""]
    lines += [f"On a machine where Python adds up {LOOP:,} numbers in {loop():.2f} s.".replace(",", " "), "", END]
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        text = card(Path(name))
    print(text)
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END + "\n")
        PAGE.write_text(before + text + after, encoding="utf-8")


if __name__ == "__main__":
    main()
