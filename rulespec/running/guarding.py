"""What is posted to OpenFisca's web API to what is wrong with it: what it would stop at, or compute for ever, does not reach it."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rulespec.compiler.words import Language

LARGEST = 2_000_000
MOST_INSTANCES, LONGEST = 2_000, 1_000
# Beyond, a 64-bit number has no cents left.
HIGHEST = 10**13
DAY = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-W[0-5]\d(?:-[1-7])?)?"
PERIOD = re.compile(rf"(?:ETERNITY|eternity|{DAY}|(?:year|month|day|week|weekday):{DAY}(?::[1-9]\d{{0,2}})?)\Z")
CALCULATED = ("/calculate", "/trace")
Start = Callable[..., Any]
Api = Callable[[Any, Start], Iterable[bytes]]


class Wrong(Exception):
    """What is wrong with a situation: a key of the words, and where."""

    def __init__(self, key: str, place: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.place = place[:60]


def check_situation(told: Any, kinds: Mapping[str, type]) -> None:
    """Raise Wrong for a situation that OpenFisca can't take; `kinds` is the type of the values of each variable."""
    if not isinstance(told, dict):
        raise Wrong("api shape")
    count = 0
    for plural, instances in told.items():
        if plural == "axes":
            # A few characters that stand for millions of people; answers of the API have no place for them.
            raise Wrong("api shape", plural)
        if not plural.isidentifier() or not isinstance(instances, dict):
            raise Wrong("api shape", plural)
        count += len(instances)
        if count > MOST_INSTANCES:
            raise Wrong("api too large")
        for name, values in instances.items():
            # OpenFisca looks for answers by paths, in which these signs have a meaning.
            if not name or set(name) & set("/*?[]\0") or len(name) > LONGEST or not isinstance(values, dict):
                raise Wrong("api shape", f"{plural} {name}")
            for variable, dated in values.items():
                if not variable.isidentifier():
                    raise Wrong("api shape", f"{plural} {name} {variable}")
                _check_values(f"{plural} {name} {variable}", dated, kinds.get(variable))


def _check_values(place: str, told: Any, kind: type | None) -> None:
    """The values of a variable by period, or the members of a role."""
    if isinstance(told, dict):
        for period, value in told.items():
            if not PERIOD.match(period):
                raise Wrong("api period", place)
            if not _is_value(value, kind):
                raise Wrong("api value", place)
    elif isinstance(told, list):
        if not all(isinstance(item, str) for item in told) or len(told) > MOST_INSTANCES:
            raise Wrong("api shape", place)
    elif not isinstance(told, str):
        raise Wrong("api shape", place)


def _is_value(value: Any, kind: type | None) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        highest = 2**31 if kind is int else HIGHEST
        return abs(value) < highest  # neither of those that are no number is
    return value is None or isinstance(value, bool) or (isinstance(value, str) and len(value) <= LONGEST)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong("api shape") from None


def guarded(app: Api, kinds: Mapping[str, type], builds: Callable[[Any], bool], words: Language) -> Api:
    """The web API behind what it can't do itself: bodies of a bounded size, situations that it can take, one calculation at a time.

    `builds` says whether OpenFisca can make a simulation of a situation, where it failed: what it can't make is the request's fault.
    """
    turn = threading.Lock()

    def answer(start: Start, status: str, text: str) -> list[bytes]:
        data = json.dumps({"error": text}, ensure_ascii=False).encode()
        start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
        return [data]

    def call(environ: Any, start: Start) -> Iterable[bytes]:
        body, situation = b"", None
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if environ.get("wsgi.input_terminated") or not length.isdecimal() or int(length) > LARGEST:
            return answer(start, "413 Content Too Large", words.ui["api too large"])
        if length != "0":
            body = environ["wsgi.input"].read(int(length))
        if environ.get("REQUEST_METHOD") == "POST" and str(environ.get("PATH_INFO")).rstrip("/") in CALCULATED:
            try:
                situation = _parsed(body)
                check_situation(situation, kinds)
            except Wrong as wrong:
                text = words.ui[wrong.key] + (f" ({wrong.place})" if wrong.place else "")
                return answer(start, "400 Bad Request", text)
        environ["wsgi.input"] = io.BytesIO(body)
        told: list[Any] = []
        with turn:
            # Whole before the turn passes: what is lazy would be computed after it.
            found = list(app(environ, lambda *arguments: told.append(arguments)))
            is_theirs = told[0][0].startswith("500") and situation is not None and not builds(situation)
        if is_theirs:
            return answer(start, "400 Bad Request", words.ui["api shape"])
        if told[0][0].startswith("500"):
            # The message of an error may hold what was sent: it is told as ours, without it.
            return answer(start, "500 Internal Server Error", words.ui["api failed"])
        start(*told[0])
        return found

    return call
