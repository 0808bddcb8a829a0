"""The preview on a port of this machine."""

from __future__ import annotations

from werkzeug.serving import BaseWSGIServer

from rulespec.previewing.app import create_app
from rulespec.previewing.engine import Engine
from rulespec.previewing.security import hosts_of
from rulespec.running.bounded import bounded_server


def make_app_server(engine: Engine, lang: str, host: str, port: int, theme: str = "") -> BaseWSGIServer:
    """A server that is bound, not yet serving; port 0 takes a free one. Raises OSError where the port is taken."""
    server = bounded_server(host, port)
    server.app = create_app(engine, lang, hosts_of(host, server.port), theme)
    return server
