"""Files to disk: each in one move, only those that rulespec wrote before, and none if one is a stranger's."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MANIFEST = ".rulespec-files.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What a writing did, or would do: paths relative to the folder."""

    count: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class ForeignFileError(Exception):
    """A file that rulespec did not write stands where it would write."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_atomically(path: Path, text: str | bytes) -> None:
    """The whole file or nothing: written beside, then moved over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def in_the_way(folder: Path) -> Path | None:
    """What stands already where a new project would be made: none of it is rulespec's to replace; a `.git` is in nobody's way."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return folder
    return next((path for path in sorted(folder.iterdir()) if not path.name.startswith(".")), None)


def write_files(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> Written:
    """Make a folder hold these files; remove those written before and no longer made.

    Raises ForeignFileError, having written nothing, where a file to write exists and is not rulespec's.
    """
    known = _manifest(folder)
    for relative in files:
        path = _inside(folder, relative)
        if path.exists() and relative.as_posix() not in known:
            raise ForeignFileError(path)
    changed = []
    for relative, text in files.items():
        path = _inside(folder, relative)
        if not path.exists() or not _same(path.read_bytes(), text):
            write_atomically(path, text)
            changed.append(relative.as_posix())
    removed = [name for name in known if PurePosixPath(name) not in files]
    for name in removed:
        path = _inside(folder, PurePosixPath(name))
        # A file changed by hand since is no longer ours to remove.
        if path.exists() and _digest(path.read_bytes()) == known[name]:
            path.unlink()
            _prune(path.parent, folder)
    # A picture kept because it shows the same is listed as it lies there.
    listing = {
        name.as_posix(): _digest(data.encode() if isinstance(data, str) else (folder / name).read_bytes()) for name, data in files.items()
    }
    text = json.dumps(listing, indent=1, sort_keys=True) + "\n"
    if not (folder / MANIFEST).exists() or (folder / MANIFEST).read_text() != text:
        write_atomically(folder / MANIFEST, text)
    return Written(len(files), tuple(changed), tuple(removed))


def differences(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> list[str]:
    """The unified diff from what a folder holds to these files; empty where they are the same."""
    lines: list[str] = []
    for relative, text in files.items():
        path = folder / relative
        if isinstance(text, bytes):
            if not path.is_file() or not _same(path.read_bytes(), text):
                lines.append(f"* {relative}")
            continue
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if old != text or not path.is_file():
            lines += difflib.unified_diff(old.splitlines(), text.splitlines(), f"{relative} (disk)", f"{relative} (rules)", lineterm="")
            if not old and not text:
                lines.append(f"+ {relative}")
    for name in _manifest(folder):
        if PurePosixPath(name) not in files and (folder / name).exists():
            lines.append(f"- {name}")
    return lines


def _same(old: bytes, new: str | bytes) -> bool:
    if isinstance(new, str) or old == new:
        return old == (new.encode() if isinstance(new, str) else new)
    from rulespec.projects.logos import same_picture

    return same_picture(old, new)


def _manifest(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def _inside(folder: Path, relative: PurePosixPath) -> Path:
    path = folder / relative
    if relative.is_absolute() or ".." in relative.parts or not path.resolve().is_relative_to(folder.resolve()):
        raise ForeignFileError(path)
    return path


def _prune(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def write_metadata(folder: Path, package: str, version: str) -> None:
    """What makes a package of `folder` look installed: without it a standalone country warns on each variable."""
    info = folder / f"{package}-{version}.dist-info" / "METADATA"
    write_atomically(info, f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
