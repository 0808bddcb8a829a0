"""Files to disk: all or none, only over what rulespec wrote before, never outside the folder that they are for.

A killed writing leaves the folder as it was or as it was to be. Where the system can (`swapping`) and all that is in the folder is ours,
the new folder is made beside and put in the place of the old one in one move. Else the new files are made in `NEW`, then the journal says
that they are whole, then each is moved to its place: a journal that is found there is followed to its end before anything else.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rulespec.compiler.ground import codes
from rulespec.disk.bounds import is_inside
from rulespec.disk.errors import WorldError
from rulespec.disk.locking import LOCK, PATIENCE, held
from rulespec.disk.pictures import same_picture
from rulespec.disk.swapping import swap

MANIFEST = ".rulespec-files.json"
# What a writing keeps in the folder until it is done: its new files, then the list of what is left to do.
NEW, JOURNAL = ".rulespec-new", ".rulespec-journal.json"
# Made anew by whoever needs it: nobody's file.
CACHES = ("__pycache__",)
# From how many files on the system is told to write all that waits, rather than each: 5 ms each.
MANY = 8


@dataclass(frozen=True, slots=True)
class Written:
    """What a writing did, or would do: paths relative to the folder."""

    count: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class ForeignFileError(WorldError):
    """A file that rulespec did not write stands where it would write, or the place is outside the folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(codes.ForeignFile(path=str(path)))
        self.path = path


def write_atomically(path: Path, data: str | bytes) -> None:
    """The whole file or nothing: written beside, then moved over. Raises OSError, that names the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.rulespec")
    try:
        _fill(beside, data)
        if path.exists():
            _settle([beside])
        os.replace(beside, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def create_files(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> list[Path]:
    """Write new files in a folder, and return their paths. Raises ForeignFileError, nothing being written, where one is there already."""
    paths = {_inside(folder, relative): data for relative, data in files.items()}
    for path in paths:
        if os.path.lexists(path):
            raise ForeignFileError(path)
    if not folder.exists():
        # A folder that is not there yet comes whole.
        _sweep(folder.absolute())
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        beside = folder.absolute().with_name(f"{_mark(folder.absolute())}{secrets.token_hex(4)}")
        try:
            fill(beside, files)
            _settle([beside / name for name in files])
            os.rename(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return list(paths)
    for path, data in paths.items():
        write_atomically(path, data)
    return list(paths)


def fill(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> None:
    """Write files in a temporary folder of our own, where nobody else looks."""
    for relative, data in files.items():
        path = _inside(folder, relative)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(data))


def files_in(folder: Path) -> dict[PurePosixPath, bytes]:
    """The files of a temporary folder of our own, but those that begin with a dot."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    return {PurePosixPath(path.relative_to(folder).as_posix()): path.read_bytes() for path in found}


def in_the_way(folder: Path) -> Path | None:
    """What stands already where a new project would be made: none of it is rulespec's to replace; a `.git` is in nobody's way."""
    if not folder.exists():
        return folder if os.path.lexists(folder) else None
    if not folder.is_dir():
        return folder
    return next((path for path in sorted(folder.iterdir()) if not path.name.startswith(".")), None)


def write_files(folder: Path, files: Mapping[PurePosixPath, str | bytes], patience: float = PATIENCE) -> Written:
    """Make a folder hold these files; remove those written before and no longer made.

    Raises ForeignFileError, having written nothing, where a file to write exists and is not rulespec's; BusyError where another process
    writes there and does not end; OSError where the disk refuses, the folder being as it was.
    """
    told, folder = folder, folder.resolve()
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with held(folder, patience):
            _finish(folder)
            _sweep(folder)
            return _write(folder, files)
    except ForeignFileError as error:
        # As whoever asked for it calls the folder.
        if not error.path.is_relative_to(folder):
            raise
        raise ForeignFileError(told / error.path.relative_to(folder)) from None
    except OSError as error:
        # A write that a full disk refuses names no file: the working folder was told, which is on another disk.
        if error.filename is None:
            error.filename = str(told)
        raise
    finally:
        if is_new:
            # Nothing was written: the folder goes as it came.
            with contextlib.suppress(OSError):
                folder.rmdir()


def finish_writing(folder: Path) -> None:
    """Bring to its end what a killed process had begun to write in a folder; nothing where there is nothing of the kind."""
    if (folder / JOURNAL).is_file():
        with held(folder.resolve()):
            _finish(folder.resolve())


def _write(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> Written:
    known = _listing(folder, MANIFEST)
    for relative in files:
        path = _inside(folder, relative)
        if os.path.lexists(path) and (relative.as_posix() not in known or path.is_symlink() or path.is_dir()):
            raise ForeignFileError(path)
        above = next((parent for parent in path.relative_to(folder).parents if os.path.lexists(folder / parent)), Path())
        if not (folder / above).is_dir():
            raise ForeignFileError(folder / above)
    changed = {relative: data for relative, data in files.items() if not _holds(folder / relative, data)}
    # A picture kept because it shows the same is listed as it lies there.
    listing = {
        name.as_posix(): _digest(_bytes(data) if name in changed or isinstance(data, str) else (folder / name).read_bytes())
        for name, data in files.items()
    }
    removed = [name for name in known if PurePosixPath(name) not in files]
    # A file changed by hand since is no longer ours to remove.
    gone = [name for name in removed if _is_as_written(_inside(folder, PurePosixPath(name)), known[name])]
    if changed or gone or listing != known:
        done = _swap_in(folder, files, changed, listing, gone)
        if not done:
            _move_in(folder, changed, listing, gone)
    return Written(len(files), tuple(name.as_posix() for name in changed), tuple(removed))


def _swap_in(
    folder: Path,
    files: Mapping[PurePosixPath, str | bytes],
    changed: Mapping[PurePosixPath, str | bytes],
    listing: Mapping[str, str],
    gone: list[str],
) -> bool:
    """The new folder in the place of the old, in one move; False, nothing being done, where the old one holds what is not ours."""
    if not _is_all_ours(folder, {*(name.as_posix() for name in files), *gone}):
        return False
    beside = folder.with_name(f"{_mark(folder)}{secrets.token_hex(4)}")
    try:
        try:
            beside.mkdir()
            shutil.copystat(folder, beside)
        except OSError:
            return False  # a folder above that is not ours to write in
        for relative, data in files.items():
            path = beside / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            if relative in changed or not _linked(folder / relative, path):
                _fill(path, data)
        _fill(beside / MANIFEST, _text(listing))
        _settle([*(beside / name for name in changed), beside / MANIFEST])
        return swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _move_in(folder: Path, changed: Mapping[PurePosixPath, str | bytes], listing: Mapping[str, str], gone: list[str]) -> None:
    """Each new file to its place, once all are on the disk and the journal says so."""
    try:
        for relative, data in changed.items():
            path = folder / NEW / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            _fill(path, data)
        _settle([folder / NEW / name for name in changed])
        write_atomically(folder / JOURNAL, _text({"listing": dict(listing), "gone": gone}))
    except BaseException:
        shutil.rmtree(folder / NEW, ignore_errors=True)
        raise
    _finish(folder)


def _finish(folder: Path) -> None:
    """Follow a journal to its end; what is done already is passed over. Without one, what was not yet whole goes."""
    told = _journal(folder)
    if told is None:
        if (folder / NEW).is_dir() and not (folder / NEW).is_symlink():
            shutil.rmtree(folder / NEW)
        return
    listing, gone = told
    for name in listing:
        made = folder / NEW / name
        if made.is_file():
            aim = _inside(folder, PurePosixPath(name))
            aim.parent.mkdir(parents=True, exist_ok=True)
            os.replace(made, aim)
    for name in gone:
        path = _inside(folder, PurePosixPath(name))
        path.unlink(missing_ok=True)
        _prune(path.parent, folder)
    write_atomically(folder / MANIFEST, _text(listing))
    (folder / JOURNAL).unlink()
    shutil.rmtree(folder / NEW, ignore_errors=True)


def _journal(folder: Path) -> tuple[dict[str, str], list[str]] | None:
    try:
        told = json.loads((folder / JOURNAL).read_bytes())
        return {str(name): str(digest) for name, digest in told["listing"].items()}, [str(name) for name in told["gone"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _mark(folder: Path) -> str:
    """How the folders begin that are made beside another to take its place."""
    return f".{folder.name[:100]}.rulespec-"


def _sweep(folder: Path) -> None:
    """What killed writings left beside a folder, and in it."""
    with contextlib.suppress(OSError):
        for left in folder.parent.glob(f"{_escaped(_mark(folder))}????????"):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
    for name in (MANIFEST, JOURNAL):
        for left in folder.glob(f".{name}.????????.rulespec"):
            with contextlib.suppress(OSError):
                left.unlink()


def _escaped(text: str) -> str:
    import glob

    return glob.escape(text)


def _is_all_ours(folder: Path, ours: set[str]) -> bool:
    """Whether a folder holds nothing but these files, what a writing keeps there, and what anybody makes anew."""
    aside = {MANIFEST, JOURNAL, NEW, LOCK}
    for held_in, folders, names in os.walk(folder):
        inside = Path(held_in).relative_to(folder)
        folders[:] = [name for name in folders if name not in CACHES and not (inside == Path() and name in aside)]
        if any((Path(held_in) / name).is_symlink() for name in folders):
            return False
        if any((inside / name).as_posix() not in ours and not (inside == Path() and name in aside) for name in names):
            return False
    return True


def _linked(source: Path, aim: Path) -> bool:
    """The same file at a second place: one that does not change keeps its dates."""
    try:
        os.link(source, aim)
    except OSError:
        return False
    return True


def _fill(path: Path, data: str | bytes) -> None:
    with path.open("xb") as file:
        file.write(_bytes(data))
    path.chmod(0o644)


def _settle(paths: Sequence[Path]) -> None:
    """Have the disk hold files before they get their names: a power cut leaves none that is named and empty."""
    if len(paths) > MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def differences(folder: Path, files: Mapping[PurePosixPath, str | bytes]) -> list[str]:
    """The unified diff from what a folder holds to these files; empty where they are the same."""
    lines: list[str] = []
    for relative, text in files.items():
        path = folder / relative
        if isinstance(text, bytes):
            if not _holds(path, text):
                lines.append(f"* {relative}")
            continue
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if old != text or not path.is_file():
            lines += difflib.unified_diff(old.splitlines(), text.splitlines(), f"{relative} (disk)", f"{relative} (rules)", lineterm="")
            if not old and not text:
                lines.append(f"+ {relative}")
    for name in _listing(folder, MANIFEST):
        if PurePosixPath(name) not in files and (folder / name).exists():
            lines.append(f"- {name}")
    return lines


def _holds(path: Path, data: str | bytes) -> bool:
    """Whether a file is there with this content; a picture, with this look."""
    if path.is_symlink() or not path.is_file():
        return False
    old = path.read_bytes()
    return old == _bytes(data) or (isinstance(data, bytes) and same_picture(old, data))


def _is_as_written(path: Path, digest: str) -> bool:
    return path.is_file() and not path.is_symlink() and _digest(path.read_bytes()) == digest


def _listing(folder: Path, name: str) -> dict[str, str]:
    try:
        data = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    found = {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
    # A listing that comes with a stranger's folder names nothing outside of it.
    return {key: value for key, value in found.items() if _is_plain(PurePosixPath(key)) and is_inside(folder / key, folder.resolve())}


def _is_plain(relative: PurePosixPath) -> bool:
    return bool(relative.parts) and not relative.is_absolute() and ".." not in relative.parts and "\0" not in str(relative)


def _inside(folder: Path, relative: PurePosixPath) -> Path:
    path = folder / relative
    if not _is_plain(relative) or not is_inside(path.parent, folder.resolve()):
        raise ForeignFileError(path)
    return path


def _prune(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _text(told: Mapping[str, object]) -> str:
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def write_metadata(folder: Path, package: str, version: str) -> None:
    """What makes a package of `folder` look installed: without it a standalone country warns on each variable."""
    info = PurePosixPath(f"{package}-{version}.dist-info", "METADATA")
    fill(folder, {info: f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"})
