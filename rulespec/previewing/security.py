"""What guards the preview: only this machine's names, a token in each form, a policy that runs nothing but our own files."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from flask import Flask, Request, Response, abort, g, request

COOKIE = "rulespec_preview"
TOKEN = "token"
LARGEST = 256 * 1024
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What a person typed stays in no cache.
    "Cache-Control": "no-store",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The values of the Host header that are ours: another is a page elsewhere that a name leads here (DNS rebinding)."""
    names = {*LOOPBACK, f"[{host}]" if ":" in host else host}
    return frozenset({f"{name}:{port}" for name in names} | ({*names} if port == 80 else set()))


def guard(app: Flask, hosts: frozenset[str]) -> None:
    """Refuse what is not a form of ours; say in each answer what the browser may do."""
    key = secrets.token_bytes(32)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["MAX_FORM_PARTS"] = 5_000

    @app.before_request
    def check() -> None:
        if request.host not in hosts:
            abort(421)
        g.visitor = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
        g.token = _token(key, g.visitor)
        if request.method not in ("GET", "HEAD", "POST"):
            abort(405)
        if request.method == "POST":
            _check_form(request, key)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers.pop("Server", None)
        visitor = getattr(g, "visitor", None)
        if visitor is not None and request.cookies.get(COOKIE) != visitor:
            response.set_cookie(COOKIE, visitor, httponly=True, samesite="Strict")
        return response


def _check_form(told: Request, key: bytes) -> None:
    # A file has no place in these forms: only plain fields are taken.
    if told.mimetype != FORM:
        abort(415)
    origin = told.headers.get("Origin")
    if origin is not None and origin != f"http://{told.host}":
        abort(403)
    visitor = told.cookies.get(COOKIE, "")
    if not visitor or not hmac.compare_digest(told.form.get(TOKEN, "").encode("utf-8", "replace"), _token(key, visitor).encode()):
        abort(403)


def _token(key: bytes, visitor: str) -> str:
    return hmac.new(key, visitor.encode("utf-8", "replace"), sha256).hexdigest()
