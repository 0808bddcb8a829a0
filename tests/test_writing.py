"""A writing that is killed, refused or met by another leaves the old or the new files, whole, and the next one needs nothing."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from rulespec.compiler.ground import codes
from rulespec.disk import swapping, writing
from rulespec.disk.errors import WorldError
from rulespec.disk.locking import LOCK, BusyError, held
from rulespec.disk.temporary import PREFIX, Temporary, sweep
from rulespec.disk.writing import MANIFEST, ForeignFileError, create_files, in_the_way, write_atomically, write_files

Files = dict[PurePosixPath, str | bytes]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")


def files(**told: str) -> Files:
    return {PurePosixPath(name.replace("__", "/")): text for name, text in told.items()}


OLD = files(a="old a", b__c="old c", b__d="same", gone__e="old e")
NEW = files(a="new a", b__c="new c", b__d="same", f__g__h="new h")
# What the system is asked to do to files: each is a step at which a process can be killed.
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod", "shutil.rmtree", "ctypes.dlsym")


def held_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".rulespec")
    }


def plain(told: Files) -> dict[str, str]:
    return {path.as_posix(): str(text) for path, text in told.items()}


def in_a_child(work: Callable[[], None], step: int, fail: Callable[[], None]) -> int:
    """Do some work in a copy of this process, in which a step fails or ends it; its exit code, 0 where it came to its end."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, _: object) -> None:
            nonlocal count
            if event in STEPS:
                count += 1
                if count == step:
                    fail()

        code = 1
        try:
            sys.addaudithook(watch)
            work()
            code = 0
        except OSError:
            code = 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in (*folder.glob(".*"), *folder.parent.glob(".*")) if path.name != MANIFEST]


@needs_fork
@pytest.mark.parametrize("fail", [die, refuse])
@pytest.mark.parametrize("before", [None, OLD], ids=["first", "again"])
@pytest.mark.parametrize("with_notes", [False, True], ids=["alone", "with-notes"])
def test_a_writing_stopped_at_any_step(fail: Callable[[], None], before: Files | None, with_notes: bool, tmp_path: Path) -> None:
    """Alone in its folder a package is the old or the new one at each step; beside somebody's notes, once the next writing has passed."""
    own = {"notes.txt": "mine"} if with_notes else {}
    steps = 0
    for step in range(1, 400):
        folder = tmp_path / str(step) / "out"
        folder.parent.mkdir()
        if before is not None:
            write_files(folder, before)
        if with_notes:
            folder.mkdir(exist_ok=True)
            (folder / "notes.txt").write_text("mine")
        code = in_a_child(lambda folder=folder: write_files(folder, NEW), step, fail)  # type: ignore[misc]
        found = held_in(folder) if folder.exists() else {}
        whole = [{**plain(before or {}), **own}, {**plain(NEW), **own}]
        if swapping._function() is not None and not with_notes:
            assert found in whole, (step, found)
        assert "notes.txt" in found or not with_notes
        write_files(folder, NEW)
        assert held_in(folder) == whole[1], step
        assert leftovers(folder) == [], step
        if code == 0 and fail is die:
            steps = step
            break
        if code == 0 and step > 60:
            # An error that is passed over (a leftover that can't be taken away) is no end: all steps are tried.
            steps = step
            break
    assert steps > 20


@needs_fork
def test_two_writings_at_once_leave_one_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    told = [files(**{f"n{index}": f"{who} {index}" for index in range(30)}) for who in ("one", "two", "three")]
    for _ in range(5):
        children = []
        for each in told:
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    write_files(folder, each)
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
        assert held_in(folder) in [plain(each) for each in told]
        assert leftovers(folder) == []


def test_who_holds_a_folder_is_told(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(BusyError) as told, held(tmp_path, patience=0.1):
        pass
    assert isinstance(told.value.problem, codes.BusyFolder)
    assert told.value.problem.process == str(os.getpid())
    assert not (tmp_path / LOCK).exists()
    with held(tmp_path, patience=0):
        pass


@needs_fork
def test_the_lock_of_a_killed_process_holds_nobody(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with held(tmp_path):
            die()
    os.waitpid(child, 0)
    assert (tmp_path / LOCK).exists()
    with held(tmp_path, patience=0):
        pass


def test_nothing_is_written_outside_or_over_a_stranger(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "project" / "out"
    folder.mkdir(parents=True)
    (folder / "link").symlink_to(outside, target_is_directory=True)
    (folder / "aimed").symlink_to(outside / "made")
    for name in ("../x", "/etc/x", "a/../../x", "link/x", "aimed"):
        for write in (write_files, create_files):
            with pytest.raises(ForeignFileError):
                write(folder, {PurePosixPath(name): "x"})
    # A listing that came with the folder makes nobody's file ours.
    (folder / MANIFEST).write_text('{"../../outside/kept": "0", "aimed": "0", "/etc/hostname": "0"}')
    (outside / "kept").write_text("")
    write_files(folder, files(a="a"))
    assert (outside / "kept").exists() and sorted(path.name for path in outside.iterdir()) == ["kept"]
    assert (folder / "aimed").is_symlink()
    (folder / "b").write_text("mine")
    with pytest.raises(WorldError):
        write_files(folder, files(b__c="c"))
    assert (folder / "b").read_text() == "mine" and held_in(folder)["a"] == "a"


def test_new_files_come_together_or_not(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (tmp_path / "new2").mkdir()
    (tmp_path / "new2" / "b").write_text("mine")
    with pytest.raises(ForeignFileError):
        create_files(tmp_path / "new2", files(a="a", b="b"))
    assert held_in(tmp_path / "new2") == {"b": "mine"}
    create_files(folder, files(a="a", b__c="c"))
    assert held_in(folder) == {"a": "a", "b/c": "c"}
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert in_the_way(dangling) == dangling


def test_a_folder_that_was_not_there_goes_with_its_writing(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError):
        write_files(tmp_path / "out", {PurePosixPath("../x"): "x"})
    assert not (tmp_path / "out").exists()


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 240 + ".yaml")
    write_atomically(path, "one")
    write_atomically(path, "two")
    assert path.read_text() == "two" and [path.name for path in tmp_path.iterdir()] == [path.name]
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError) as told:
        write_atomically(tmp_path / "file" / "inside", "")
    assert told.value.filename is not None


@needs_fork
def test_a_temporary_folder_goes_even_after_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    alive = Temporary()
    (alive.path / "held").write_text("")
    child = os.fork()
    if child == 0:
        made = Temporary()
        (made.path / "left").write_text("")
        die()
    os.waitpid(child, 0)
    (tmp_path / f"{PREFIX}mine").mkdir()
    end = time.monotonic() + 5
    while len(list(tmp_path.iterdir())) > 2 and time.monotonic() < end:
        sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([alive.path.name, f"{PREFIX}mine"])
    alive.close()
    assert [path.name for path in tmp_path.iterdir()] == [f"{PREFIX}mine"]


def test_a_full_disk_is_that_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system names no file for a write that it refuses: the folder that was asked for is told, not the one at hand."""

    def refused(*_: object) -> None:
        refuse()

    monkeypatch.setattr(writing, "_write", refused)
    with pytest.raises(OSError) as error:
        write_files(tmp_path / "out", {PurePosixPath("a"): "b"})
    assert error.value.filename == str(tmp_path / "out")
