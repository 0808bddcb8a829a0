"""A simulated situation to a case of the rulebook: as YAML, as rows to paste in a sheet, or added to its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path, PurePosixPath

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.disk.temporary import temporary
from rulespec.disk.writing import ForeignFileError, write_atomically, write_files
from rulespec.formats.registry import PLAIN, format_of
from rulespec.formats.workbook.case_rows import case_cells
from rulespec.formats.workbook.lines import case_lines
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.compiling import Checked
from rulespec.projects.project import read_documents
from rulespec.running.case_texts import cases_yaml


def case_rows(checked: Checked, case: ir.Case) -> tuple[str, str, list[str], str]:
    """The case as YAML; its rows for the sheet of its workbook, the columns that the sheet lacks; the file of its document."""
    sheet = _sheet(checked, case)
    text = cases_yaml([case], checked, case.document)
    path = sheet.document.span.path
    told = _told(text, sheet)
    if told is None:
        return text, "", [], path
    headers = _headers(checked, sheet)
    rows, missing = _rows(told, headers, sheet)
    return text, rows, [name for _, name in missing] if headers else [], path


def pasted_rows(checked: Checked, cases: Sequence[ir.Case]) -> tuple[str, list[str]] | None:
    """Cases of one document as rows for its sheet under its titles, and the columns to add first; None for what is no workbook.

    The columns to add stand in the rows after those of their band.
    """
    sheet = _sheet(checked, cases[0])
    if (format_of(checked.loaded.folder / sheet.document.span.path) or PLAIN).case_columns is None:
        return None
    told = [found for case in cases if (found := _told(cases_yaml([case], checked, case.document), sheet)) is not None]
    if len(told) < len(cases):
        return None
    known = _headers(checked, sheet)
    said = sheet.words.workbook.cases
    headers = known or [("case", said["name"]), ("case", said["date"])]
    added: list[str] = []
    lines = [line for case in told for line in case_lines(case, said)]
    for field, text in said.items():
        is_told = any(isinstance(line.get(field), Cell) for line in lines)
        if is_told and all(normalise(text) != normalise(name) for _, name in headers):
            headers = _after(headers, "case", text)
            added.append(text)
    for case in told:
        for band, name in _rows(case, headers, sheet)[1]:
            headers = _after(headers, band, name)
            added.append(name)
    titles = "\t".join(name for _, name in headers)
    return "\n".join([titles, *(_rows(case, headers, sheet)[0] for case in told)]), list(dict.fromkeys(added)) if known else []


def _after(headers: list[tuple[str, str]], band: str, name: str) -> list[tuple[str, str]]:
    """Titles with one more, at the end of its band."""
    if (band, name) in headers:
        return headers
    inside = ("situation", "expected")
    of_band = [place for place, (other, _) in enumerate(headers) if other == band or (band not in inside and other not in inside)]
    place = of_band[-1] + 1 if of_band else len(headers)
    return [*headers[:place], (band, name), *headers[place:]]


def _headers(checked: Checked, sheet: Sheet) -> list[tuple[str, str]]:
    source = checked.loaded.folder / sheet.document.span.path
    columns = (format_of(source) or PLAIN).case_columns
    return columns(source, sheet.words) if columns is not None else []


def _told(text: str, sheet: Sheet) -> doc.Case | None:
    told = _case_of(text, sheet.words)
    if told is not None and sheet.document.path != sheet.document.span.path:
        # A row of a sheet of aids: the case says for which.
        return replace(told, instance=sheet.document.aid)
    return told


def _sheet(checked: Checked, case: ir.Case) -> Sheet:
    assert checked.loaded.project is not None
    return next(item for item in checked.loaded.project.sheets if item.document.path == case.document)


def _case_of(text: str, words: Language) -> doc.Case | None:
    """The record that a YAML list of one case tells."""
    tree = read_yaml("", text, Diagnostics())
    item = tree.items[0] if isinstance(tree, doc.Sequence) else None
    return build(doc.Case, item, words, Diagnostics()) if isinstance(item, doc.Mapping) else None


def _rows(case: doc.Case, headers: list[tuple[str, str]], sheet: Sheet) -> tuple[str, list[tuple[str, str]]]:
    """Rows with tabs between cells, in the order of the sheet; a sheet without columns takes those of the case."""
    told, missing = case_cells(case, headers, sheet.words, sheet.document)
    return "\n".join("\t".join(_said(cell) for cell in cells) for cells in told), missing


def _said(cell: Cell | None) -> str:
    return cell.text.replace("\t", " ").replace("\n", " ") if cell is not None else ""


class Kept(Enum):
    """What became of a case that was to be kept."""

    ADDED = "added"
    COPIED = "copied"
    REFUSED = "refused"


def can_append(path: str) -> bool:
    """True of a document whose file can be given one more case."""
    return (format_of(Path(path)) or PLAIN).add_case is not None


def keep_case(checked: Checked, case: ir.Case, copies: str) -> tuple[Kept, str]:
    """Add a case to the file of its document, all the rest kept, and where it went.

    While a spreadsheet has the file open, to a copy in the folder `copies` beside it: saving either would lose the other.
    Nothing is written where the file would not say the same with one case more.
    """
    sheet = _sheet(checked, case)
    shown = sheet.document.span.path
    path = checked.loaded.folder / shown
    made = _with_case(path, cases_yaml([case], checked, case.document), sheet)
    if made is None:
        return Kept.REFUSED, shown
    if not _is_open(path):
        try:
            write_atomically(path, made)
            return Kept.ADDED, shown
        except PermissionError:
            pass  # Excel on Windows lets nobody else write.
    folder = path.parent / copies
    try:
        write_files(folder, {PurePosixPath(path.name): made})
    except (OSError, ForeignFileError):
        return Kept.REFUSED, shown
    return Kept.COPIED, (PurePosixPath(shown).parent / copies / path.name).as_posix()


def _is_open(path: Path) -> bool:
    """True while Excel or LibreOffice holds a file: each leaves a mark beside it."""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return any((path.parent / mark).exists() for mark in marks)


def _with_case(path: Path, added: str, sheet: Sheet) -> bytes | None:
    """The bytes of a file with a case, a YAML list of one, added to one of its documents."""
    form = format_of(path) or PLAIN
    told = _told(added, sheet)
    if form.add_case is None or told is None:
        return None
    try:
        made = form.add_case(path, told, added, sheet)
    except OSError:
        return None
    if made is None:
        return None
    before = _documents(path, sheet)
    with temporary() as folder:
        fresh = folder / path.name
        fresh.write_bytes(made)
        after = _documents(fresh, sheet)
    return made if before is not None and after is not None and _has_one_more(before, after, sheet.document.path) else None


def _has_one_more(before: list[doc.Document], after: list[doc.Document], where: str) -> bool:
    """Whether the documents of a file say the same, with one case more in one of them."""
    if len(before) != len(after):
        return False
    added = 0
    for old, new in zip(before, after, strict=True):
        if new != old:
            added += len(new.cases) - len(old.cases)
            if old.path != where or new.cases[: len(old.cases)] != old.cases or replace(new, cases=old.cases) != old:
                return False
    return added == 1


def _documents(path: Path, sheet: Sheet) -> list[doc.Document] | None:
    diagnostics = Diagnostics()
    found = read_documents(path, sheet.document.span.path, sheet.words, diagnostics)
    return [item.document for item in found] if found and not diagnostics.has_errors else None
