"""Speed as ratios in one run: check and compile against loading France, generated aids against the published Python.

Run with `make benchmarks`. The published packages need pandas and numpy 1.26: they get an environment of their own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-benchmarks"
REQUIREMENTS = [
    "openfisca-france==176.1.8", "openfisca-core[web-api]==44.7.1", "numpy==1.26.4", "pandas==1.5.3",
    "openfisca-france-local==6.17.11", "openfisca-paris==5.5.15", "openfisca-country-template==8.2.0",
]  # fmt: skip


def environment() -> Path:
    """A Python with the published packages and ours."""
    python = FOLDER / "bin" / "python"
    if not (FOLDER / ".done").exists():
        venv.create(FOLDER, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--editable", ROOT, *REQUIREMENTS], check=True)
        (FOLDER / ".done").touch()
    return python


def cpu_of(python: Path, code: str, times: int = 3) -> float:
    """The least CPU seconds of a cold process that runs some code."""
    script = f"import time\n{code}\nprint(time.process_time())"
    env = {**os.environ, "RULESPEC_CACHE": str(FOLDER / "cache")}
    outputs = [subprocess.run([python, "-c", script], check=True, capture_output=True, text=True, env=env, cwd=ROOT) for _ in range(times)]
    return min(float(output.stdout.strip().splitlines()[-1]) for output in outputs)


def simulator_rows(python: Path, france_cpu: float) -> list[str]:
    """Import and compile the simulator's corpus; the generated extension against the published reform. Skipped without the corpus."""
    from simulator import kept

    corpus = ROOT.parent / "shared" / "corpus" / "aides-jeunes"
    if not corpus.is_dir():
        return ["| the simulator's files are not beside this checkout | | |"]
    scratch = ROOT / "build" / "benchmarks-simulator"
    shutil.rmtree(scratch, ignore_errors=True)
    env = {**os.environ, "RULESPEC_CACHE": str(FOLDER / "cache")}

    def run(*arguments: object) -> dict[str, float]:
        command = [python, ROOT / "benchmarks" / "simulator.py", *arguments]
        result = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
        found: dict[str, float] = json.loads(result.stdout.strip().splitlines()[-1])
        return found

    cold = run("import", corpus, scratch / "all")["cpu"]
    both = kept(corpus, scratch / "both")
    run("import", both, scratch / "project")
    out = scratch / "package"
    subprocess.run([python, "-m", "rulespec", "compile", scratch / "project", "--out", out], check=True, capture_output=True, env=env)
    published, generated = run("published", both), run("generated", both, out)
    rows = [
        f"| import and compile of the 332 files and 140 institutions | {cold:.2f} | < 2 × loading France (ratio {cold / france_cpu:.2f}) |",
        f"| loading {generated['aids']:.0f} generated aids | {generated['load']:.2f} | ≤ the published reform: {published['load']:.2f} |",
    ]
    for count in ("1", "100000"):
        ratio = generated[count] / published[count]
        rows.append(
            f"| computing them for {count} persons | {generated[count]:.3f} | published: {published[count]:.3f} (ratio {ratio:.2f}) |"
        )
    return rows


def reading_rows(python: Path) -> list[str]:
    """Reading, comparing, the preview and the site. Skipped without the corpus."""
    corpus = ROOT.parent / "shared" / "corpus" / "aides-jeunes"
    if not corpus.is_dir():
        return []
    env = {**os.environ, "RULESPEC_CACHE": str(FOLDER / "cache")}
    result = subprocess.run([python, ROOT / "benchmarks" / "reading.py", corpus], check=True, capture_output=True, text=True, env=env)
    told: dict[str, float] = json.loads(result.stdout.strip().splitlines()[-1])

    def ratio(one: str, other: str) -> str:
        return f"{told[one]:.3f} | {told[one] / told[other]:.2f} × {told[other]:.3f}"

    return [
        f"| reading the workbook of an aid | {ratio('aid read', 'aid openpyxl')} (≤ 1.5 × openpyxl alone) |",
        f"| reading a workbook of 331 aids in rows, with 524 cases | {ratio('rows read', 'rows openpyxl')} (≤ 1.5 × openpyxl alone) |",
        f"| reading 500 aids in YAML | {ratio('yaml read', 'yaml alone')} (≤ 3 × PyYAML's C loader) |",
        f"| diff of two rulebooks of 500 aids, all changed | {told['diff']:.2f} | ≤ 2 |",
        f"| preview: form of {told['preview aids']:.0f} aids, 95th percentile, 4 readers | {told['preview form']:.0f} ms | ≤ 50 ms |",
        f"| preview: results, the same | {told['preview result']:.0f} ms | ≤ 500 ms |",
        f"| documentation site of 332 aids, two tongues | {told['site']:.1f} | ≤ 60 |",
    ]


def main() -> None:
    python = environment()
    check = (
        "from rulespec.projects.compiling import check_folder, files_of\nfrom pathlib import Path\nc = check_folder(Path('examples/demo'))"
    )
    cpu_of(python, check, 1)  # warm the catalogue
    check_cpu = cpu_of(python, check)
    compile_cpu = cpu_of(python, f"{check}\nfiles_of(c)")
    france_cpu = cpu_of(python, "import openfisca_france\nopenfisca_france.FranceTaxBenefitSystem()")
    out = ROOT / "build" / "benchmarks"
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([python, "-m", "rulespec", "compile", "examples/demo", "--out", out], check=True, capture_output=True, cwd=ROOT)
    rows = {}
    for side in ("published", "generated"):
        env = {**os.environ, "PYTHONPATH": str(out)}
        result = subprocess.run([python, ROOT / "benchmarks" / "aids.py", side], check=True, capture_output=True, text=True, env=env)
        rows[side] = json.loads(result.stdout.strip().splitlines()[-1])
    simulator = [*simulator_rows(python, france_cpu), *reading_rows(python)]
    print("| what | seconds of CPU | target |\n|---|---|---|")
    print(f"| cold check of the demo, warm catalogue | {check_cpu:.2f} | ≤ 1 |")
    print(f"| cold compile of the demo | {compile_cpu:.2f} | < loading France: {france_cpu:.2f} (ratio {compile_cpu / france_cpu:.2f}) |")
    for row in simulator:
        print(row)
    print("\n| aid | persons | published (ms) | generated (ms) | generated / published |\n|---|---|---|---|---|")
    for key, published in rows["published"].items():
        aid, count = key.split(" ")
        generated = rows["generated"][key]
        print(f"| {aid} | {count} | {published * 1000:.2f} | {generated * 1000:.2f} | {generated / published:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
