"""The preview on a port of this machine: several readers at once, nothing logged of what they type."""

from __future__ import annotations

import os
import socket
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from rulespec.previewing.app import create_app
from rulespec.previewing.engine import Engine
from rulespec.previewing.security import hosts_of

# Connections that the system keeps for us until they are taken.
WAITING = 128


class Quiet(WSGIRequestHandler):
    """Logs no request: a log would say who asked for what."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass

    def version_string(self) -> str:
        return "rulespec"


def make_app_server(engine: Engine, lang: str, host: str, port: int, theme: str = "") -> BaseWSGIServer:
    """A server that is bound, not yet serving; port 0 takes a free one. Raises OSError where the port is taken."""
    bound = _bound(host, port)
    try:
        # The server would tell a port that is taken by itself, in English, and leave.
        server = make_server(host, bound.getsockname()[1], _empty, threaded=True, request_handler=Quiet, fd=bound.fileno())
    finally:
        bound.close()
    server.app = create_app(engine, lang, hosts_of(host, server.port), theme)
    return server


def _bound(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    made = socket.socket(family, kind)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(WAITING)
    except BaseException:
        made.close()
        raise
    return made


def _empty(environ: Any, start: Any) -> list[bytes]:
    """Stands for the application until the port, which it must know, is taken."""
    start("503 Service Unavailable", [])
    return []
