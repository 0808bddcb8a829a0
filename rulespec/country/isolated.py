"""A command of Python to a process that executes nothing of the folder that it is started from."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def python(*arguments: str) -> list[str]:
    """The command of this Python for some arguments; `-P`: a `json.py` among the rules is no module."""
    return [sys.executable, "-P", *arguments]


def environment(*folders: Path, **others: str) -> Mapping[str, str]:
    """This process's environment, for processes that import from `folders` too, and that start others as `python` does.

    An empty piece of PYTHONPATH stands for the folder one is in: it is left out.
    """
    known = [piece for piece in os.environ.get("PYTHONPATH", "").split(os.pathsep) if piece]
    path = os.pathsep.join([*map(str, folders), *known])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, **({"PYTHONPATH": path} if path else {}), "PYTHONSAFEPATH": "1", **others}
