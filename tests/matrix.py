"""The tests on the other engines: core 46 without France, and numpy 1.26 with France. Run by `make matrix`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ["pytest>=8.3", "hypothesis>=6.100", "hatchling>=1.26"]
ENVIRONMENTS = {
    "core46": ["openfisca-core[web-api]==46.0.1", "openfisca-country-template>=8.2", "numpy>=2", *TOOLS],
    "numpy1": ["openfisca-france==176.1.8", "openfisca-core[web-api]==44.7.1", "openfisca-country-template>=8.2", "numpy==1.26.4", *TOOLS],
}
TESTS = [
    "tests/test_examples.py",
    "tests/test_runtime.py",
    "tests/test_engines.py",
    "tests/test_errors.py",
    "tests/test_stacked.py",
    "tests/test_tables.py",
]


def main() -> int:
    failed = []
    for name, requirements in ENVIRONMENTS.items():
        folder = ROOT / f".venv-{name}"
        python = folder / "bin" / "python"
        done = folder / ".done"
        asked = max(path.stat().st_mtime for path in (ROOT / "pyproject.toml", Path(__file__)))
        if not done.exists() or done.stat().st_mtime < asked:
            venv.create(folder, with_pip=True, clear=True)
            command = [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--editable",
                f"{ROOT}[logos]",
                *requirements,
            ]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            done.touch()
        print(f"== {name}: {', '.join(requirements[:3])}", flush=True)
        environment = {**os.environ, "RULESPEC_CACHE": str(folder / "cache"), "RULESPEC_EXAMPLES": "demo country-template"}
        result = subprocess.run([python, "-m", "pytest", "-q", *TESTS], cwd=ROOT, env=environment, check=False)
        if result.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
