"""The boundary of the command line: what the world refuses is a sentence and exit 2; only a bug of ours is called a defect."""

from __future__ import annotations

import errno
import os
import platform
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NoReturn

import click

from rulespec import __version__
from rulespec.commands.checking import WRONG_USAGE
from rulespec.commands.terminal import console, words_now
from rulespec.compiler.ground.diagnostics import Defect
from rulespec.disk.errors import WorldError
from rulespec.reporting.sentences import advice, sentence

DEFECT, INTERRUPTED = 3, 130
# What a plain installation does without, by the module that is missing: the extra that brings it.
EXTRAS = {
    "distributed": "dask",
    "flask": "simulate",
    "lsprotocol": "lsp",
    "numpy": "simulate",
    "openfisca_core": "simulate",
    "openfisca_web_api": "simulate",
    "PIL": "logos",
    "psutil": "populations",
    "pyarrow": "populations",
    "pygls": "lsp",
    "resvg_py": "logos",
    "werkzeug": "simulate",
}
# Set by `--debug`: a defect is written to a report.
DEBUG: ContextVar[bool] = ContextVar("DEBUG", default=False)
REPORT = "rulespec-report"
OWN = Path(__file__).resolve().parent.parent


def leave_cleanly() -> None:
    """A signal that asks to end is an end like another: temporary folders go, servers stop."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # One that is ignored, as by `nohup`, stays so.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(number: int, frame: object) -> NoReturn:
    sys.exit(128 + number)


@contextmanager
def boundary() -> Iterator[None]:
    """Tell what stops a command and leave with its code; click's own errors, and an output that nobody reads, are left to click."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except WorldError as error:
        _stop("\n".join(filter(None, (sentence(error.problem, words_now()), advice(error.problem, words_now())))))
    except ModuleNotFoundError as error:
        extra = EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            defect(error)
        _stop(words_now().ui["extra missing"].format(extra=extra))
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace") if isinstance(error.stderr, bytes) else error.stderr or ""
        tool = str(error.cmd[0] if isinstance(error.cmd, list) else error.cmd)
        _stop(words_now().ui["tool failed"].format(tool=tool, reason=" ".join(said.split())[:300] or error.returncode))
    except OSError as error:
        _stop(world_text(error))
    except MemoryError:
        _stop(words_now().ui["memory"])
    except Exception as error:
        defect(error)


def world_text(error: OSError) -> str:
    """Which file, and what the system says of it."""
    words = words_now()
    reason = words.reason(error.strerror or str(error))
    names = [str(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes | os.PathLike)]
    if error.errno == errno.ENOSPC and not names:
        return words.ui["world"].format(path=os.getcwd(), reason=reason)
    return words.ui["world"].format(path=" → ".join(names), reason=reason) if names else words.ui["world bare"].format(reason=reason)


def stop_at(error: WorldError, path: str) -> NoReturn:
    """Tell what stands in the way as a remark is told, with its code and its place; leave."""
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.projects.project import place
    from rulespec.reporting.text import print_diagnostics

    diagnostics = Diagnostics()
    diagnostics.report(error.problem, place(path))
    print_diagnostics(diagnostics.sorted(), words_now(), console(stderr=True))
    sys.exit(WRONG_USAGE)


def _stop(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(WRONG_USAGE)


def _reason(error: Exception) -> str:
    """What stopped rulespec, with what it was checking where that is known."""
    if not isinstance(error, Defect):
        return f"{type(error).__name__}: {error}"
    if error.__cause__ is None:
        return words_now().said("vanished", name=error.name, place=error.span)
    return words_now().said("stopped", name=error.name, place=error.span, reason=f"{type(error.__cause__).__name__}: {error.__cause__}")


def defect(error: Exception) -> NoReturn:
    """Say that rulespec has a bug; with `--debug` write what helps to mend it, without what the rules or the people hold."""
    words = words_now()
    click.echo(words.said("internal", reason=_reason(error)), err=True)
    if DEBUG.get():
        text = report_of(error)
        path = _free(Path.cwd())
        try:
            path.write_text(text, encoding="utf-8")
            click.echo(words.ui["report written"].format(path=path.name), err=True)
        except OSError:
            click.echo(text, err=True)
    else:
        click.echo(words.ui["report offered"], err=True)
    sys.exit(DEFECT)


def _free(folder: Path) -> Path:
    """A name that nothing has in a folder: nothing is written over."""
    names = (folder / (f"{REPORT}.txt" if number == 1 else f"{REPORT}-{number}.txt") for number in range(1, 1_000))
    return next((path for path in names if not os.path.lexists(path)), folder / f"{REPORT}-{os.getpid()}.txt")


def report_of(error: BaseException) -> str:
    """Versions, and where it stopped: lines of programs, never a value, a message, a path of the machine or an argument."""
    command = click.get_current_context(silent=True)
    lines = [
        f"rulespec {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        *_versions(),
        f"command: {command.info_name if command is not None else '?'}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines += ["", f"{type(seen).__module__}.{type(seen).__name__}"]
        for frame in traceback.extract_tb(seen.__traceback__):
            place, is_program = _place(frame.filename)
            lines.append(f"  {place}:{frame.lineno} {frame.name}" + (f": {frame.line}" if is_program else ""))
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _versions() -> list[str]:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("click", "lark", "numpy", "odfdo", "openfisca-core", "openfisca-france", "openpyxl", "pyyaml"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return [", ".join(found)]


def _place(filename: str) -> tuple[str, bool]:
    """The file of a program without the folders above its package, which name people; False for one that was made of the rules."""
    path = Path(filename)
    for own in (OWN, OWN.parent / "compiler"):
        if path.resolve().is_relative_to(own):
            return path.resolve().relative_to(own.parent).as_posix(), True
    parts = path.parts
    known = [index for index, part in enumerate(parts) if part in ("site-packages", "dist-packages") or part.startswith("python3")]
    return ("/".join(parts[known[-1] + 1 :]), True) if known else ("(generated)", False)
