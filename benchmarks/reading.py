"""Reading, comparing, showing: ratios against openpyxl and PyYAML alone, and the preview under several readers.

Prints one JSON object: seconds of CPU (milliseconds for the pages), each beside what it is compared with.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import yaml
from openpyxl import load_workbook

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.documenting.making import make_site
from rulespec.importing.simulator_commands import import_simulator
from rulespec.keeping.differing import compare_paths
from rulespec.projects.compiling import check_folder
from rulespec.projects.project import read_documents

FRENCH = language("fr")
READERS, ROUNDS, WANTED = 4, 15, 500


def cpu(work: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def reading(project: Path, rows: Path, aid: Path) -> dict[str, float]:
    told: dict[str, float] = {}
    for name, path in (("aid", aid), ("rows", rows)):
        told[f"{name} openpyxl"] = cpu(lambda p=path: load_workbook(p))  # type: ignore[misc]
        told[f"{name} read"] = cpu(lambda p=path: read_documents(p, p.name, FRENCH, Diagnostics()))  # type: ignore[misc]
    files = (sorted((project / "aides").glob("*.yaml")) * 2)[:WANTED]
    texts = [path.read_bytes() for path in files]
    told["yaml alone"] = cpu(lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts])
    told["yaml read"] = cpu(lambda: [read_documents(path, path.name, FRENCH, Diagnostics()) for path in files])
    return told


def differing(project: Path, scratch: Path) -> dict[str, float]:
    """Two rulebooks of 500 aids, each changed in each of its documents."""
    for side in ("old", "new"):
        (scratch / side).mkdir()
    for index, path in enumerate((sorted((project / "aides").glob("*.yaml")) * 2)[:WANTED]):
        text = path.read_text(encoding="utf-8").replace("aide: ", f"aide: n{index}_", 1)
        (scratch / "old" / f"{index}.yaml").write_text(text, encoding="utf-8")
        (scratch / "new" / f"{index}.yaml").write_text(text.replace("nom: ", "nom: Nouvelle ", 1), encoding="utf-8")
    return {"diff": cpu(lambda: compare_paths(scratch / "old", scratch / "new", Diagnostics()), 1)}


def previewing(project: Path) -> dict[str, float]:
    """The form and the results of all the aids for readers at once: the 95th percentile, in milliseconds.

    The server is a process of its own, as it is for its readers.
    """
    command = [sys.executable, "-m", "rulespec", "--lang", "fr", "preview", str(project), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    url = next(match[0].rstrip("/") for line in server.stderr if (match := re.search(r"http://[\d.:]+/", line)))
    home = urllib.request.urlopen(f"{url}/fr/", timeout=60).read().decode()
    aids = [("aid", name) for name in dict.fromkeys(re.findall(r'name="aid" value="(\w+)"', home))]
    times: dict[str, list[float]] = {"form": [], "result": []}

    def reader(number: int) -> None:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        text = opener.open(f"{url}/fr/simulation?{urllib.parse.urlencode(aids[:3])}", timeout=60).read().decode()
        token, member = re.search(r'name="token" value="(\w+)"', text), re.search(r'name="member" value="([^"]+)"', text)
        assert token is not None and member is not None
        who = member[1].partition(":")[0]
        told = [("token", token[1]), *aids, ("member", member[1]), ("month", "01/2025"), ("action", "results")]
        told += [
            (f"q.age.{who}.m", str(17 + number)),
            # Caen; 59350 is Lille and a part of it: the page would ask which.
            ("q.depcom..m", "14118"),
            (f"q.scolarite.{who}.m", "enseignement_superieur"),
        ]
        body = urllib.parse.urlencode(told).encode()
        for _ in range(ROUNDS):
            for name, data in (("form", None), ("result", body)):
                start = time.perf_counter()
                page = f"{url}/fr/simulation" + (f"?{urllib.parse.urlencode(aids)}" if data is None else "")
                opener.open(page, data, timeout=60).read()
                times[name].append((time.perf_counter() - start) * 1000)

    try:
        reader(0)
        for found in times.values():
            found.clear()
        threads = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    print({n: sorted(round(x) for x in f) for n, f in times.items()}, file=sys.stderr)
    return {f"preview {name}": statistics.quantiles(found, n=20)[-1] for name, found in times.items()} | {"preview aids": float(len(aids))}


def main() -> None:
    corpus = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for form in ("yaml", "xlsx"):
            import_simulator(corpus, scratch / form, FRENCH, True, form, lambda *_: None)
        aid = sorted((Path(__file__).parent.parent / "examples").rglob("aides/*.xlsx"))[0]
        told = reading(scratch / "yaml", scratch / "xlsx" / "aides.xlsx", aid)
        told |= differing(scratch / "yaml", scratch)
        told |= previewing(scratch / "yaml")
        checked = check_folder(scratch / "yaml")
        told["site"] = cpu(lambda: make_site(checked, None, None, lambda *_: None), 1)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
