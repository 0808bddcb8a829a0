"""A folder to the revision of git that it is at."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# The settings of a stranger's repository name programs: none of them is run.
QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


def revision_of(folder: Path) -> str:
    """The commit that the files of a folder are those of; empty outside of git, and where one was changed since."""

    def git(*arguments: str) -> str:
        command = ["git", *QUIET, "-C", str(folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()

    try:
        return "" if git("status", "--porcelain", "--", ".") else git("rev-parse", "HEAD")
    except (OSError, subprocess.CalledProcessError):
        return ""
