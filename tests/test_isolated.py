"""A Python file that lies among the rules is never executed, by any command, in this process or in one that it starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("openfisca_country_template")

RULES = """\
aid: small_aid
name: Small aid
about: household
unit: €
data:
  rent: {reads: rent, unit: € / month}
conditions:
  - rent <= 800 € / month
amount: 100 €
cases:
  - name: an adult
    on: 2025-01
    situation: {rent: 300}
    expected: {small_aid: 100}
"""
UPSTREAM = "- name: a dear one\n  period: 2025-01\n  input:\n    rent: 900\n  output:\n    small_aid: 0\n"
# What a command, or a process that it starts, would import if it looked in the folder first.
NAMES = (
    "json", "yaml", "lark", "numpy", "decimal", "tempfile", "openfisca_core", "openfisca_country_template", "openfisca_web_api", "pytest",
    "sitecustomize", "usercustomize", "conftest", "gunicorn", "flask", "gzip", "hashlib", "runpy",
)  # fmt: skip
SCRIPT = str(Path(sys.executable).with_name("rulespec"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project, with files that would tell that they were executed."""
    (tmp_path / "rulespec.yaml").write_text(
        "package: openfisca_small_rules\nlanguage: en\ncountry: openfisca_country_template\ndocuments: [aid.yaml]\n"
    )
    (tmp_path / "aid.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "upstream.yaml").write_text(UPSTREAM, encoding="utf-8")
    marker = tmp_path / "executed"
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write({name!r} + '\\n')\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p conftest\npythonpath = .\n")
    return tmp_path


def executed(folder: Path) -> str:
    marker = folder / "executed"
    return marker.read_text() if marker.exists() else ""


def environment(folder: Path) -> dict[str, str]:
    """A cold cache: the country is read anew."""
    return {**os.environ, "RULESPEC_CACHE": str(folder / "cache"), "RULESPEC_LANG": "en"}


def run(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=300, check=False)


def test_no_command_executes_a_file_that_lies_among_the_rules(folder: Path) -> None:
    for arguments in (
        ["check", "."],  # the catalogue is not there yet: the country is read in a process of its own
        ["test", "."],
        ["test", ".", "--openfisca-tests", "upstream.yaml"],
        ["test", ".", "--openfisca-tests", "upstream.yaml", "--with-openfisca"],
        ["impact", ".", "--against", "."],
    ):
        done = run(folder, [SCRIPT, *arguments])
        assert executed(folder) == "" and done.returncode == 0, (arguments, done.stdout, done.stderr)


def test_the_module_as_a_command_looks_elsewhere_first(folder: Path) -> None:
    (folder / "runpy.py").unlink()  # Python itself has executed this one before the first line of ours: `-P` is for that
    done = run(folder, [sys.executable, "-m", "rulespec", "check", "."])
    assert executed(folder) == "" and done.returncode == 0, (done.stdout, done.stderr)


def test_the_server_does_not_look_in_the_folder_it_is_started_from(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [SCRIPT, "serve", ".", "--port", str(port)],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/variable/small_aid", timeout=30).read()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert server.poll() is None and time.monotonic() < until, executed(folder)
                time.sleep(0.3)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
    assert executed(folder) == ""
