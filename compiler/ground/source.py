"""Where a piece of text was written: a cell of a workbook, or a line of a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class CellAnchor:
    """A cell of a workbook: sheet name, row and column counted from 1; `line` is where its row starts in a file that is text, else 0."""

    sheet: str
    row: int
    column: int
    line: int = field(default=0, compare=False)

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it: 1 is A, 27 is AA."""
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    def __str__(self) -> str:
        return f"{self.sheet}!{self.letter}{self.row}"


@dataclass(frozen=True, order=True, slots=True)
class LineAnchor:
    """A place in a text file: line and column counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


Anchor = CellAnchor | LineAnchor


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of text with its place: spans are offsets in this text, never in the file."""

    path: str
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a source, from `start` (included) to `end` (excluded)."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def place(self) -> Anchor:
        """The cell, or the line and column where the span starts."""
        anchor = self.source.anchor
        if isinstance(anchor, LineAnchor) and "\n" not in self.source.text:
            return LineAnchor(anchor.line, anchor.column + self.start)
        return anchor

    @property
    def sort_key(self) -> tuple[str, str, int, int, int]:
        place = self.place
        if isinstance(place, CellAnchor):
            return (self.path, place.sheet, place.row, place.column, self.start)
        return (self.path, "", place.line, place.column, self.start)

    def part(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def __str__(self) -> str:
        return f"{self.path}, {self.place}"


def whole(source: Source) -> Span:
    """The span of all of a source."""
    return Span(source, 0, len(source.text))


@dataclass(frozen=True, slots=True)
class Cell:
    """A leaf of a document: its text in the document's language, and where it was written.

    `native` says what a workbook held before it became text: "text", "number", "percent", "date",
    "boolean"; "plain" for a YAML scalar; "code" for what is to be written as text.
    """

    text: str
    span: Span = field(compare=False, repr=False)
    native: str = field(default="text", compare=False, repr=False)
