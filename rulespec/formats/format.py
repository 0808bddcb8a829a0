"""What can be done with a kind of file, as a record of functions: those that are None can't be done with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeAlias

from rulespec.compiler.documents.document import Case, Document, Tree
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import Language

# A variable of the country to choose from: its name in the lexicon, its name, its label, of whom it is, its period.
Listed: TypeAlias = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new document is begun with.

    Attributes:
        example: a document that is whole, of which each sheet shows a row.
        needed: the fields of the card that the project requires.
        variables: those of the country to choose from.
        entities: of whom one can speak.
    """

    example: Document
    needed: tuple[str, ...] = ()
    variables: tuple[Listed, ...] = ()
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say at a cell of a file; `tone` is "error", "warning", "good" or "note".

    Attributes:
        place: None for what is said of the whole file.
        is_listed: False for what is listed already at another cell.
    """

    place: CellAnchor | None
    text: str
    tone: Literal["error", "warning", "good", "note"]
    title: str = ""
    is_listed: bool = True


# Between a person's own comment on a cell and what rulespec says there.
OURS_BELOW = "— rulespec —"


def noted(own: str, remarks: Sequence[Remark]) -> str:
    """The note of a cell: the person's own comment above, as it was before any remark."""
    kept = own.partition(OURS_BELOW)[0].strip()
    ours = "\n\n".join(item.text for item in remarks)
    return f"{kept}\n\n{OURS_BELOW}\n{ours}" if kept else ours


@dataclass(frozen=True, slots=True)
class Content:
    """The documents of a file as trees, and the tongue in which they are written."""

    trees: tuple[Tree, ...]
    words: Language


@dataclass(frozen=True, slots=True)
class Gathered:
    """Documents in a file whose rows are aids, and those that it can't hold.

    Attributes:
        files: the bytes of the file, and of those that belong to it, by name; none where no document could be told so.
        others: each keeps a file of its own.
    """

    files: Mapping[str, bytes]
    others: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that documents are told in.

    Attributes:
        name: how a command calls it.
        suffixes: in lower case, with their dot; a file is written with the first.
        is_text: git compares and merges its lines by itself.
        read: its documents, None after a report; `text` stands for a file that an editor holds and has not saved.
        document: the bytes of a file that holds one document.
        begin: the same for a new aid: with rows to fill in, examples, the country's variables to choose from; None: the text of a model.
        gather: documents as rows of a file of the name that is given.
        update: the text of a file brought up to what a document says, what has not changed being kept.
        annotate: a copy of a file with remarks at its cells, and a list of them.
        uprate: a copy of a file with new values from a date, by the name of their parameter in normal form, and the text that decided
            them, "" for none; nothing else changes.
        case_columns: the columns in which a case is told, each with its band ("situation", "expected" or another) and its title.
        add_case: the bytes of a file with one more case in one of its documents: a record, and the YAML list of one that tells it;
            all the rest is kept. None where that can't be done without a doubt.
        table: the cells of the first sheet, row by row, as the file holds them.
    """

    name: str
    suffixes: tuple[str, ...]
    is_text: bool
    read: Callable[[Path, str, Language, Diagnostics, str | None], Content | None]
    document: Callable[[Document, Language], bytes] | None = None
    begin: Callable[[Document, Language, Begun], bytes] | None = None
    gather: Callable[[Sequence[Sheet], str], Gathered] | None = None
    update: Callable[[str, Document, Language], str] | None = None
    annotate: Callable[[Path, Sequence[Remark], Language], bytes] | None = None
    uprate: Callable[[Path, Mapping[str, Decimal], datetime.date, Language, str], bytes] | None = None
    case_columns: Callable[[Path, Language], list[tuple[str, str]]] | None = None
    add_case: Callable[[Path, Case, str, Sheet], bytes | None] | None = None
    table: Callable[[Path], list[list[Any]]] | None = None

    @property
    def extension(self) -> str:
        """With which a file of this kind is written."""
        return self.suffixes[0]
