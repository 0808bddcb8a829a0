"""The grammar of sentences to its parser: by the tables that are kept beside it, or by reading it where they are not of this lark."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from rulespec.compiler.sentences.lexing import TokenLexer

OPTIONS: dict[str, Any] = {
    "parser": "lalr",
    "lexer": TokenLexer,
    "start": ["expression", "cell"],
    "propagate_positions": True,
    "maybe_placeholders": True,
}
ROOM = files("rulespec.compiler.sentences")


@lru_cache(maxsize=1)
def parser() -> Lark:
    """The parser of sentences. Making its tables takes a sixth of a second, which every command would wait for."""
    text = ROOM.joinpath("expression.lark").read_text(encoding="utf-8")
    try:
        kept = json.loads(ROOM.joinpath("expression.json").read_text(encoding="utf-8"), object_pairs_hook=_keyed)
    except (OSError, ValueError):
        return _made(text)
    return _loaded(kept["tables"]) if kept["of"] == _origin(text) else _made(text)


def tables() -> str:
    """What `expression.json` holds: the tables, and what they were made of (`make accept` renews them)."""
    text = ROOM.joinpath("expression.lark").read_text(encoding="utf-8")
    data, memo = _made(text).memo_serialize([TerminalDef, Rule])
    return json.dumps({"of": _origin(text), "tables": _plain({"data": data, "memo": memo})}, separators=(",", ":")) + "\n"


def _made(text: str) -> Lark:
    return Lark(text, **OPTIONS)


def _loaded(kept: dict[str, Any]) -> Lark:
    # The lexer is a class: no text holds it.
    kept["data"]["options"]["lexer"] = kept["data"]["parser"]["lexer_conf"]["lexer_type"] = TokenLexer
    return Lark.load(kept)


def _origin(text: str) -> str:
    """The grammar and the lark that tables are of: those of others would not be this language's."""
    return f"{lark.__version__} {hashlib.sha256(text.encode()).hexdigest()}"


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case type():
            return None
    return value


def _keyed(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """States are numbers, which JSON writes as texts."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs}
