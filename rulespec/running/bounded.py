"""A small server: so many readers at once and no more, nothing logged of what they send."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

# Connections that the system keeps for us until they are taken, and that are served at once.
WAITING, MOST = 128, 48
# How long a reader may say nothing, in seconds.
SILENCE = 20


class Quiet(WSGIRequestHandler):
    """Logs no request: a log would say who asked for what."""

    timeout = SILENCE

    def log(self, type: str, message: str, *args: Any) -> None:
        pass

    def version_string(self) -> str:
        return "rulespec"


class Bounded(ThreadedWSGIServer):
    """A thread for each reader, up to a number: beyond it the one who has been there longest gives way, as who sends a byte a minute."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        # In order of arrival.
        self.readers: dict[socket.socket, None] = {}
        self.turn = threading.Lock()
        super().__init__(*arguments, **named)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.turn:
            if len(self.readers) >= MOST:
                first = next(iter(self.readers))
                del self.readers[first]
                with contextlib.suppress(OSError):
                    first.shutdown(socket.SHUT_RDWR)
            self.readers[request] = None
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self.turn:
            self.readers.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A reader who left, or was made to: nothing that the terminal has to show.
        pass


def bounded_server(host: str, port: int) -> Bounded:
    """A server that is bound, not yet serving: it answers once it is given its `app`. Raises OSError where the port is taken."""
    bound = _bound(host, port)
    try:
        # The server would tell a port that is taken by itself, in English, and leave.
        return Bounded(host, bound.getsockname()[1], _empty, Quiet, fd=bound.fileno())
    finally:
        bound.close()


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
