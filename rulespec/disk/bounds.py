"""What a project may name: files of its own folder, or of the repository that holds it; never the rest of the disk."""

from __future__ import annotations

from pathlib import Path


def top_of(folder: Path) -> Path:
    """The highest folder that a project may name: its repository's, else the one in which projects lie side by side."""
    own = folder.resolve()
    return next((parent for parent in (own, *own.parents) if (parent / ".git").exists()), own.parent)


class OutsideError(OSError):
    """A file outside the bounds of the project that names it."""


def kept_inside(path: Path, folder: Path) -> Path:
    """The path itself. Raises OutsideError where the project of this folder may not name it."""
    if not is_inside(path, top_of(folder)):
        raise OutsideError(None, "Outside the project", str(path))
    return path


def is_inside(path: Path, top: Path) -> bool:
    """Whether a path, its links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(top)
    except (OSError, RuntimeError, ValueError):
        # A link that turns round, or a name that no disk can hold.
        return False
