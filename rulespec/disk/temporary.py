"""A folder for the time of a command: it goes when the command ends, and after a kill when the next one starts."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rulespec.disk.locking import taken

PREFIX = "rulespec-"
# Held by the command as long as it lives: the system lets go of it even when it is killed.
ALIVE = ".rulespec-alive"


class Temporary:
    """A folder of our own, kept until `close`.

    Attributes:
        handle: what holds it; a process that is given it holds it too.
    """

    def __init__(self) -> None:
        sweep(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        # Held before it has its name: no other command takes it for a leftover in between.
        hidden = self.path / f"{ALIVE}.{secrets.token_hex(4)}"
        self.handle = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        taken(self.handle)
        with contextlib.suppress(OSError):
            os.replace(hidden, self.path / ALIVE)

    def close(self) -> None:
        """Take the folder away."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder of our own for a while."""
    made = Temporary()
    try:
        yield made.path
    finally:
        made.close()


def sweep(folder: Path) -> None:
    """Take away the folders that killed commands of this user left."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(PREFIX) and _is_left(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is ours, and held by nobody that lives."""
    try:
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
            return False
        handle = os.open(Path(entry.path, ALIVE), os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return taken(handle)
    except OSError:
        return False
    finally:
        os.close(handle)
