"""What a field of a document holds, told once where it is declared: readers, writers, pages, schemas are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any


class Says(Enum):
    """What a text of a document says: whether names stand in it, how another tongue says it, what a schema asks of it.

    WORD is all that is neither read by people nor made of names: a code, a path, a word of a closed list.
    """

    WORD = "word"
    NAMES = "names"
    SENTENCE = "sentence"
    UNIT = "unit"
    WINDOW = "window"
    DATE = "date"
    IDENTIFIER = "identifier"
    PROSE = "prose"
    LINK = "link"
    # What to do: an address, or a text.
    GUIDE = "guide"


class Shown(Enum):
    """Where a page shows a field of the card besides what it makes of it itself."""

    NOWHERE = "nowhere"
    # Among the facts of the aid.
    FACT = "fact"
    # Among the ways to apply for it, or to ask.
    WAY = "way"


@dataclass(frozen=True, slots=True)
class OnCard:
    """How a field stands on the card of an aid, in a workbook, on a page, in a simulator.

    Attributes:
        width: of its column, where a row is an aid; 0 where a row can't hold it.
        is_first: its column comes before those of the rules.
        is_usual: its column is there though nothing fills it; `is_asked` says the same of its line on the card.
        own: an institution may say its own.
        shown: where pages show it.
        simulator: the field of the simulator's files that holds it, "" where there is none.
    """

    width: int = 30
    is_first: bool = False
    is_usual: bool = False
    is_asked: bool = False
    own: bool = False
    shown: Shown = Shown.NOWHERE
    simulator: str = ""


def spec(
    kind: str,
    default: Any,
    required: bool = False,
    of: str = "",
    words: str = "",
    says: Says = Says.WORD,
    card: OnCard | None = None,
) -> Any:
    """A field of a record, with what its declaration says of it (see the other functions for its kinds)."""
    return field(default=default, metadata={"kind": kind, "required": required, "of": of, "words": words, "says": says, "card": card})


def cell(required: bool = False, words: str = "", says: Says = Says.WORD, card: OnCard | None = None) -> Any:
    """One leaf; `words` names the closed list of words it is taken from."""
    return spec("cell", None, required, words=words, says=says, card=card)


def prose(required: bool = False, card: OnCard | None = None) -> Any:
    """A leaf that people read: a name of the rulebook there is only a word."""
    return cell(required, says=Says.PROSE, card=card)


def cells(required: bool = False, says: Says = Says.WORD, card: OnCard | None = None) -> Any:
    """A list of leaves; one leaf alone is a list of one."""
    return spec("cells", (), required, says=says, card=card)


def records(of: str, card: OnCard | None = None) -> Any:
    """A list of records of one kind."""
    return spec("records", (), of=of, card=card)


def named(of: str, required: bool = False) -> Any:
    """A mapping from a name to a record that carries this name."""
    return spec("named", (), required, of=of)


def dated(required: bool = False) -> Any:
    """A mapping from a date to a value; one value alone holds since ever."""
    return spec("dated", (), required)


def tree(of: str = "mapping", says: Says = Says.NAMES) -> Any:
    """Free content, kept as written: names are its keys, but where it says prose; `of` is empty where a list will do too."""
    return spec("tree", None, of=of, says=says)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field of a record holds, for readers, writers and schemas."""

    name: str
    kind: str
    required: bool
    of: str
    words: str
    says: Says = Says.WORD
    card: OnCard | None = None


_SPECS: dict[type[Any], tuple[FieldSpec, ...]] = {}


def specs(cls: type[Any]) -> tuple[FieldSpec, ...]:
    """The fields of a record, in the order in which they are written; found once for each kind of record."""
    if cls not in _SPECS:
        _SPECS[cls] = tuple(FieldSpec(item.name, **item.metadata) for item in fields(cls) if item.name != "span")
    return _SPECS[cls]
