"""The preview on a port of this machine: several readers at once, nothing logged of what they type."""

from __future__ import annotations

from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from rulespec.previewing.app import create_app
from rulespec.previewing.engine import Engine
from rulespec.previewing.security import hosts_of


class Quiet(WSGIRequestHandler):
    """Logs no request: a log would say who asked for what."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass

    def version_string(self) -> str:
        return "rulespec"


def make_app_server(engine: Engine, lang: str, host: str, port: int, theme: str = "") -> BaseWSGIServer:
    """A server that is bound, not yet serving; port 0 takes a free one. Raises OSError where the port is taken."""
    server = make_server(host, port, _empty, threaded=True, request_handler=Quiet)
    server.app = create_app(engine, lang, hosts_of(host, server.port), theme)
    return server


def _empty(environ: Any, start: Any) -> list[bytes]:
    """Stands for the application until the port, which it must know, is taken."""
    start("503 Service Unavailable", [])
    return []
