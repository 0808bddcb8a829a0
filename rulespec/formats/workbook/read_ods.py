"""An OpenDocument workbook (LibreOffice, Google Sheets) to grids: its cells say themselves what they are.

Own reader: the libraries that read .ods lose percents, booleans and errors, or are no longer kept (decision 12).
"""

from __future__ import annotations

import datetime
import math
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import CellAnchor
from rulespec.formats.workbook.grid import DAMAGED, DAMAGED_CELL, MAX_ROWS, Grid, Workbook, file_span

T = TypeVar("T")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
# A filled cell or row that says it repeats more often than this is a bomb, or an accident.
MOST_REPEATS = 2_000
ERROR_WORDS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "Err:")


class TooLarge(Exception):
    """A sheet that would fill the memory."""


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A filled cell, with the names of an openpyxl cell; `cached` is the value of a formula."""

    row: int
    column: int
    value: Any
    data_type: str = "s"
    number_format: str = "General"
    cached: Any = None


def open_ods(path: Path, shown: str, diagnostics: Diagnostics) -> Workbook | None:
    """The sheets of an .ods file that the zip guard has let in, None after a report."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(path) as archive:
            if b"encryption-data" in archive.read(MANIFEST):
                diagnostics.report(codes.UnreadableFile.Password(), file_span(shown))
                return None
            root = fromstring(archive.read(CONTENT))
    except (*DAMAGED, OSError, SyntaxError, DefusedXmlException) as error:
        # A damaged archive, no content, XML that is not well formed or that declares entities.
        diagnostics.report(codes.UnreadableFile(reason=f"{type(error).__name__} {error}"[:120], help="save"), file_span(shown))
        return None
    hidden = _hidden_styles(root)
    grids = []
    for table in root.iter(f"{TABLE}table"):
        try:
            grids.append(_grid(table, shown, hidden))
        except TooLarge:
            name = table.get(f"{TABLE}name", "")
            diagnostics.report(codes.OversizedFile.Rows(sheet=name, limit=str(MAX_ROWS)), file_span(shown))
            return None
        except RecursionError:
            diagnostics.report(codes.UnreadableFile(reason="XML", help="save"), file_span(shown))
            return None
    return Workbook(shown, tuple(grids), path)


def _hidden_styles(root: Element) -> set[str]:
    """The styles of sheets that are not shown."""
    found = set()
    for style in root.iter(f"{STYLE}style"):
        properties = style.find(f"{STYLE}table-properties")
        if properties is not None and properties.get(f"{TABLE}display") == "false":
            found.add(style.get(f"{STYLE}name", ""))
    return found


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a sheet, those in groups and in headers included."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from _rows(child)


def _repeat(element: Element, name: str) -> int:
    text = element.get(f"{TABLE}{name}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


def _grid(table: Element, shown: str, hidden_styles: set[str]) -> Grid:
    raw: dict[tuple[int, int], OdsCell] = {}
    merged: list[tuple[int, int, int, int, str]] = []
    hidden: list[int] = []
    number = 1
    for row in _rows(table):
        repeats = _repeat(row, "number-rows-repeated")
        cells = list(_cells(row))
        if cells:
            if repeats > MOST_REPEATS or len(raw) > MAX_ROWS * 100:
                raise TooLarge
            for at in range(number, number + repeats):
                for column, element, spans in cells:
                    made = _cell(element, at, column)
                    if made is not None:
                        raw[at, column] = made
                    if spans != (1, 1):
                        merged.append((at, column, at + spans[0] - 1, column + spans[1] - 1, f"{CellAnchor(shown, at, column).letter}{at}"))
                if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
                    hidden.append(at)
        number += repeats
    by_row: dict[int, list[int]] = {}
    for at, column in raw:
        by_row.setdefault(at, []).append(column)
    if len(by_row) > MAX_ROWS:
        raise TooLarge
    kept = tuple(at for at in hidden if at in by_row)
    is_hidden = table.get(f"{TABLE}style-name", "") in hidden_styles
    return Grid(table.get(f"{TABLE}name", ""), shown, raw, tuple(merged), kept, is_hidden, by_row=by_row)


def _cells(row: Element) -> Iterator[tuple[int, Element, tuple[int, int]]]:
    """The filled cells of a row with their column and the area that they cover."""
    column = 1
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeats = _repeat(cell, "number-columns-repeated")
        spans = (_repeat(cell, "number-rows-spanned"), _repeat(cell, "number-columns-spanned"))
        if cell.tag == f"{TABLE}table-cell" and (cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula") or len(cell)):
            if repeats > MOST_REPEATS:
                raise TooLarge
            for at in range(column, column + repeats):
                yield at, cell, spans
        column += repeats


def _cell(cell: Element, row: int, column: int) -> OdsCell | None:
    formula = cell.get(f"{TABLE}formula")
    try:
        value, number_format = _value(cell)
    except ValueError as error:
        return OdsCell(row, column, str(error), DAMAGED_CELL)
    if formula:
        written = "=" + formula.partition("=")[2]
        return OdsCell(row, column, written, "f", number_format, value)
    if value is None or not str(value).strip():
        return None
    return OdsCell(row, column, value, "s", number_format)


def _value(cell: Element) -> tuple[Any, str]:
    """The value of a cell as a spreadsheet holds it, and « 0% » for a percentage. Raises ValueError where it is none of its kind."""
    kind = cell.get(f"{OFFICE}value-type")
    text = _text(cell)
    if cell.get(f"{CALC}value-type") == "error" or text.startswith(ERROR_WORDS):
        return ("#N/A" if text.startswith("Err:") or not text else text), "General"
    match kind:
        case "float" | "currency" | "percentage":
            number = _told(cell, "value", float)
            if not math.isfinite(number):
                raise ValueError(cell.get(f"{OFFICE}value", ""))
            whole = int(number) if number.is_integer() else number
            return whole, "0%" if kind == "percentage" else "General"
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true", "General"
        case "date":
            return _told(cell, "date-value", _date), "General"
        case "time":
            return datetime.timedelta(0), "General"
    return (text or cell.get(f"{OFFICE}string-value") or None), "General"


def _date(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.partition(".")[0]).replace(tzinfo=None)


def _told(cell: Element, name: str, read: Callable[[str], T]) -> T:
    """What an attribute of a cell says. Raises ValueError, with its text, where it says none of it: a damaged file."""
    text = cell.get(f"{OFFICE}{name}", "")
    try:
        return read(text)
    except (ValueError, OverflowError):
        raise ValueError(text) from None


def _text(element: Element) -> str:
    """The paragraphs of a cell, one a line; the notes beside it are no part of it."""
    return "\n".join(_inline(child) for child in element if child.tag == f"{TEXT}p")


def _inline(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * min(_count(child), 1_000))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{OFFICE}annotation":
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _count(element: Element) -> int:
    text = element.get(f"{TEXT}c", "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
