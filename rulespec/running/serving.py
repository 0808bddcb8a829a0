"""The OpenFisca web API with the country and a rulebook's package: what a simulator asks."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys

from rulespec.compiler.backends.openfisca.reform import reform_path
from rulespec.country.isolated import environment, python
from rulespec.disk.temporary import Temporary
from rulespec.projects.compiling import Checked, write_package

# How long the server has to end, in seconds.
PATIENCE = 5


def command(checked: Checked, host: str, port: int) -> list[str]:
    """The core's own server, for the country and the package, or for the package alone where it is the country."""
    assert checked.program is not None
    package, catalog = checked.program.package, checked.catalog
    loaded = ["--country-package", catalog.package, "--extensions", package] if catalog.distribution else ["--country-package", package]
    if checked.program.has_reform:
        loaded += ["--reforms", reform_path(package)]
    return python("-m", "openfisca_core.scripts.openfisca_command", "serve", *loaded, "--bind", f"{host}:{port}")


def serve(checked: Checked, host: str, port: int) -> int:
    """Serve until stopped; the package lies in a folder of ours meanwhile. The server's exit code.

    Raises OSError where the port is taken.
    """
    _try_port(host, port)
    work = Temporary()
    try:
        write_package(work.path, checked)
        # From the folder of the package: the server looks for modules where it is started. It holds the folder as long as it lives.
        process = subprocess.Popen(
            command(checked, host, port),
            cwd=work.path,
            env=environment(work.path),
            pass_fds=(work.handle,) if os.name == "posix" else (),
            preexec_fn=_end_with_us if sys.platform == "linux" else None,
        )
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(process)
    finally:
        work.close()


def _try_port(host: str, port: int) -> None:
    """Raises OSError where the port is not free: the server itself tries for five seconds, then says so in English."""
    family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(address)


def _end_with_us() -> None:
    """Have the system end the server when this process is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
