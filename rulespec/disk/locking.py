"""A folder to write in, held by one process at a time; the system lets go of it when that process ends, however it ends."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rulespec.compiler.ground import codes
from rulespec.disk.errors import WorldError

LOCK = ".rulespec-lock"
# How long another writing is waited for, and how often it is looked at, in seconds.
PATIENCE, STEP = 20.0, 0.05


class BusyError(WorldError):
    """Another process writes in the folder: which, on which machine, since when."""

    def __init__(self, folder: Path, holder: dict[str, str]) -> None:
        said = {name: holder.get(name, "?") for name in ("process", "machine", "since")}
        super().__init__(codes.BusyFolder(path=str(folder), **said))
        self.holder = holder


@contextmanager
def held(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a folder that exists. Raises BusyError where another process does not let go of it in time, OSError."""
    path = folder / LOCK
    handle = _opened(path, folder, time.monotonic() + patience)
    try:
        told = {
            "process": str(os.getpid()),
            "machine": platform.node(),
            "since": f"{datetime.datetime.now():%H:%M:%S}",
        }
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(told).encode())
        yield
    finally:
        # Taken away while it is still held: who waits for it sees that it is no longer there, and makes its own.
        with contextlib.suppress(OSError):
            if _is_at(handle, path):
                path.unlink()
        os.close(handle)


def _opened(path: Path, folder: Path, end: float) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            if taken(handle) and _is_at(handle, path):
                return handle
            if time.monotonic() > end:
                raise BusyError(folder, _holder(path))
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(STEP)


def _is_at(handle: int, path: Path) -> bool:
    """Whether the file that is held is still the one of the folder: its holder may have taken it away, or put another folder there."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_bytes())
        return {str(name): str(value) for name, value in told.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def taken(handle: int) -> bool:
    """Take the lock without waiting; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the text, which others read.
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        if error.errno in (errno.ENOLCK, errno.ENOTSUP):
            return True  # a disk without locks
        raise
    return True
