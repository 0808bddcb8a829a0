"""The cost of computing aids: the generated package against the published Python, as ratios of one run.

`python benchmarks/rules.py --write` writes the card into docs/performance.md. Both sides run in turns, in processes of their
own; of each, the least CPU time counts. The published packages need pandas and numpy 1.26: `run.py` makes their environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from run import FOLDER, ROOT, environment
from simulator import kept

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- rules: benchmarks/rules.py --write -->", "<!-- end of rules -->"
TURNS = 3
Figures = dict[str, float]


def figures(python: Path, path: str, *arguments: object) -> Figures:
    """What a script of this folder tells, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": path, "RULESPEC_CACHE": str(FOLDER / "cache")}
    script, *rest = arguments
    command = [python, ROOT / "benchmarks" / str(script), *rest]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    found: Figures = json.loads(told.strip().splitlines()[-1])
    return found


def least(runs: list[Figures]) -> Figures:
    return {key: min(run[key] for run in runs) for key in runs[0]}


def compiled(python: Path, project: Path, out: Path) -> None:
    env = {**os.environ, "RULESPEC_CACHE": str(FOLDER / "cache")}
    subprocess.run([python, "-m", "rulespec", "compile", project, "--out", out], check=True, capture_output=True, env=env)


def one_aid(python: Path, out: Path) -> list[str]:
    """Each aid of the demo alone, what it reads being given."""
    compiled(python, ROOT / "examples" / "demo", out)
    runs: dict[str, list[Figures]] = {"published": [], "generated": []}
    for _ in range(TURNS):
        for side, found in runs.items():
            found.append(figures(python, str(out), "aids.py", side))
    published, generated = least(runs["published"]), least(runs["generated"])
    rows = ["| aid alone | generated / published, 1 person | 100,000 persons |", "|---|---|---|"]
    for aid in dict.fromkeys(key.split(" ")[0] for key in published):
        ratios = [generated[f"{aid} {count}"] / published[f"{aid} {count}"] for count in (1, 100_000)]
        rows.append(f"| {aid} | {ratios[0]:.2f} | {ratios[1]:.2f} |")
    return rows


def all_aids(python: Path, scratch: Path) -> list[str]:
    """The simulator's aids that both sides can load, in one system. Skipped without the corpus."""
    corpus = ROOT.parent / "shared" / "corpus" / "aides-jeunes"
    if not corpus.is_dir():
        return []
    both, project, out = kept(corpus, scratch / "both"), scratch / "project", scratch / "package"
    figures(python, "", "simulator.py", "import", both, project)
    compiled(python, project, out)
    runs: dict[str, list[Figures]] = {"published": [], "generated": []}
    for _ in range(TURNS):
        runs["published"].append(figures(python, "", "simulator.py", "published", both))
        runs["generated"].append(figures(python, "", "simulator.py", "generated", both, out))
    published, generated = least(runs["published"]), least(runs["generated"])
    rows = [f"| {generated['aids']:.0f} aids in one system | published | generated | times as fast |", "|---|---|---|---|"]
    for count, said in (("1", "1 person"), ("100000", "100,000 persons")):
        one, other = published[count], generated[count]
        rows.append(f"| {said} | {one * 1000:.1f} ms | {other * 1000:.1f} ms | {one / other:.1f} |")
    rows.append(f"| bytes kept a person an aid | {published['bytes']:.1f} | {generated['bytes']:.1f} | |")
    return rows


def main() -> None:
    python = environment()
    with tempfile.TemporaryDirectory() as name:
        rows = [*one_aid(python, Path(name) / "demo"), "", *all_aids(python, Path(name))]
    card = "\n".join(rows)
    print(card)
    if "--write" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        before, rest = text.split(START)
        PAGE.write_text(f"{before}{START}\n{card}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
