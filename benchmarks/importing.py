"""Packages of rules in Python imported, proved and run on their own published tests: a table, and what differs.

`make importing` (ONLY="country_template paris" for some of them, SITUATIONS=1000). All of France takes hours of CPU: ask for
some of its variables (`python benchmarks/importing.py france --variables 'aah*,asi*'`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from run import FOLDER, ROOT, environment

PUBLISHED = ROOT.parent / "shared" / "corpus" / "upstream-tests"
PACKAGES = ("country_template", "france_local", "paris")
HEAD = (
    "| package | formulas | imported | variables | equal | differing | faults told | tests passed "
    "| import (s of CPU) | proof (s of CPU) | proof (s of the clock) |"
)


def cpu() -> float:
    """Seconds of CPU of the commands that were run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rulespec(python: Path, *arguments: object) -> str:
    """What a command prints; it may find differences, not fail."""
    env = {**os.environ, "RULESPEC_CACHE": str(FOLDER / "cache")}
    result = subprocess.run([python, "-m", "rulespec", "--lang", "en", *map(str, arguments)], capture_output=True, text=True, env=env)
    if result.returncode > 1:
        raise SystemExit(result.stderr)
    return result.stdout


def measured(python: Path, package: str, situations: int, variables: str) -> dict[str, Any]:
    """What becomes of a package: counts, the variables that differ, what stays in Python by reason, seconds."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        started = cpu()
        rulespec(python, "import", "openfisca", f"openfisca_{package}", "--variables", variables, "--out", project)
        import_cpu = cpu() - started
        report = (project / "import.md").read_text(encoding="utf-8")
        started, clock = cpu(), time.monotonic()
        found = json.loads(rulespec(python, "prove", project, "--situations", situations, "--format", "json"))
        proof = (cpu() - started, time.monotonic() - clock)
        tests = PUBLISHED / package.replace("_", "-")
        told = json.loads(rulespec(python, "test", project, "--openfisca-tests", tests, "--format", "json")) if tests.is_dir() else None
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", report.splitlines()[2])]
    return {
        "imported": numbers[0],
        "formulas": numbers[1],
        "found": found,
        "left": re.findall(r"^- (.*: \d+)$", report, re.MULTILINE),
        "tests": told,
        "seconds": (import_cpu, *proof),
    }


def row(package: str, told: dict[str, Any]) -> str:
    found = told["found"]
    equal = sum(item["equal"] for item in found)
    faults = sum(bool(item["faults"]) for item in found)
    tests = "not beside this checkout" if told["tests"] is None else f"{told['tests']['passed']} of {told['tests']['run']}"
    share = told["imported"] / max(1, told["formulas"])
    seconds = "{:.0f} | {:.0f} | {:.0f}".format(*told["seconds"])
    return (
        f"| {package} | {told['formulas']} | {told['imported']} ({share:.0%}) | {len(found)} | {equal} | {len(found) - equal} "
        f"| {faults} | {tests} | {seconds} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--situations", type=int, default=1000)
    parser.add_argument("--variables", default="*")
    asked = parser.parse_args()
    python = environment()
    rows = {package: measured(python, package, asked.situations, asked.variables) for package in asked.packages or PACKAGES}
    print(f"{HEAD}\n|{'---|' * (HEAD.count('|') - 1)}")
    for package, told in rows.items():
        print(row(package, told))
    for package, told in rows.items():
        for item in told["found"]:
            if not item["equal"]:
                print(f"\n{package}: {item['variable']} differs in {item['differing']} situations ({', '.join(item['differing_on'][:4])})")
        for line in told["left"]:
            print(f"{package}: left in Python: {line}")
        for failed in (told["tests"] or {}).get("failed", ()):
            print(f"{package}: {failed['file'].split('upstream-tests/')[-1]} “{failed['name']}”: {'; '.join(failed['failures'])}")
    return int(any(not item["equal"] for told in rows.values() for item in told["found"]))


if __name__ == "__main__":
    sys.exit(main())
