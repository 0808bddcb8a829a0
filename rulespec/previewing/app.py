"""The addresses of the preview: each to its page, in the reader's tongue; no other."""

from __future__ import annotations

import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, redirect, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from rulespec.compiler.ground.windows import When
from rulespec.compiler.words import Language, language, language_codes
from rulespec.disk.reading import read_text
from rulespec.previewing.engine import Engine
from rulespec.previewing.pages import Pages
from rulespec.previewing.security import guard

# The one stylesheet and the one script, read once: no path of a request reaches the disk.
STATIC = {"preview.css": "text/css", "preview.js": "text/javascript"}


def create_app(engine: Engine, default: str, hosts: frozenset[str], theme: str = "", today: datetime.date | None = None) -> Flask:
    """The application. `theme` is the text of a stylesheet put after ours; `today` stands for the clock in tests."""
    app = Flask(__name__, static_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard(app, hosts)
    static = {name: files("rulespec.previewing").joinpath("static", name).read_text("utf-8") for name in STATIC}
    static["theme.css"] = theme
    day = today or datetime.date.today()
    pages = Pages(engine, When(day.year, day.month), bool(theme))

    @app.before_request
    def refresh() -> None:
        engine.refresh()

    @app.get("/")
    def start() -> Any:
        return redirect(f"/{default}/")

    @app.get("/version")
    def version() -> Response:
        return Response(f"{engine.version}{' …' if engine.is_reading else ''}", mimetype="text/plain")

    @app.get("/static/<name>")
    def asset(name: str) -> Response:
        if name not in static:
            abort(404)
        return Response(static[name], mimetype=STATIC.get(name, "text/css"))

    @app.get("/logo/<name>")
    def logo(name: str) -> Response:
        data = engine.loaded.logos.get(name) if engine.loaded is not None else None
        if data is None:
            abort(404)
        return Response(data, mimetype="image/png")

    @app.get("/<lang>/")
    def home(lang: str) -> str:
        return pages.home(words_of(lang))

    # What was told is kept, then shown at an address of its own: a reload asks nothing, and says nothing twice.
    @app.post("/<lang>/simulation")
    def tell_situation(lang: str) -> Any:
        words_of(lang)
        return redirect(f"/{lang}/simulation?of={pages.keep()}", 303)

    @app.get("/<lang>/simulation")
    def simulation(lang: str) -> str:
        return pages.simulation(words_of(lang))

    @app.post("/<lang>/case")
    def tell_case(lang: str) -> Any:
        return redirect(f"/{lang}/case?of={pages.keep_case(words_of(lang))}", 303)

    @app.get("/<lang>/case")
    def case(lang: str) -> str:
        return pages.case(words_of(lang))

    @app.get("/<lang>/rules")
    def rules(lang: str) -> str:
        return pages.diagnostics(words_of(lang))

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        lang = request.path.split("/")[1] if request.path.count("/") > 1 else default
        words = language(lang if lang in language_codes() else default)
        key = "not found" if code == 404 else "defect" if code >= 500 else "bad request"
        return pages.render("error.html", words, message=words.preview[key], code=code), code

    return app


def words_of(lang: str) -> Language:
    if lang not in language_codes():
        abort(404)
    return language(lang)


def read_theme(path: Path | None) -> str:
    """The text of a stylesheet given at the start, read once."""
    return read_text(path) if path is not None else ""
