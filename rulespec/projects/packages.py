"""The name of a package to whether something else that is installed here has it already."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from rulespec.compiler.ground.text import is_identifier

# The helpers that every package of ours holds, and how they begin.
HELPERS, MARK = "rt.py", '"""What generated formulas call'


def is_anothers(package: str) -> bool:
    """True for a module or a distribution that is installed and that rulespec did not make: ours would take its place."""
    if not is_identifier(package):
        return False
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return True
    if spec is not None and spec.origin is not None and Path(spec.origin).exists():
        return not _is_ours(Path(spec.origin))
    try:
        version(package.replace("_", "-"))
    except PackageNotFoundError:
        return False
    return True


def _is_ours(origin: Path) -> bool:
    try:
        return origin.with_name(HELPERS).read_text("utf-8").startswith(MARK)
    except (OSError, UnicodeDecodeError):
        return False
