"""A file to its bytes or its text: an ordinary file, not endless, in UTF-8."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextvars import ContextVar
from pathlib import Path

# Longer than any document, workbook or picture that is taken.
LARGEST = 100_000_000
# As `strerror` says the others: `words.reason` says them in the reader's tongue.
NO_FILE, TOO_LARGE, NO_TEXT = "Not an ordinary file", "File too large", "Not UTF-8 text"


class NotTextError(OSError):
    """A file that was to be text and is not UTF-8."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EILSEQ, NO_TEXT, str(path))


# The files that were read, for who wants to know whether they are still the same.
READ: ContextVar[dict[Path, str] | None] = ContextVar("READ", default=None)


def read_bytes(path: Path) -> bytes:
    """The bytes of an ordinary file, noted where somebody asked for it. Raises OSError for what is none."""
    data = _bytes(path)
    noted = READ.get()
    if noted is not None:
        noted[path] = digest(data)
    return data


def digest(data: bytes) -> str:
    """What two contents have in common only where they are the same."""
    return hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises OSError for what is none: a pipe or a device would never end."""
    # A pipe that nobody writes to is opened without waiting, then refused. O_BINARY is Windows's.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, NO_FILE, str(path))
        if status.st_size > LARGEST:
            raise OSError(errno.EFBIG, TOO_LARGE, str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LARGEST)
    finally:
        os.close(handle)


def read_text(path: Path) -> str:
    """The text of an ordinary file, without the mark that some editors put first. Raises OSError, NotTextError."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTextError(path) from None
