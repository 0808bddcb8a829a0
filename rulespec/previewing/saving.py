"""A simulated situation to a case of the rulebook: as YAML, as rows to paste in a sheet, or added to its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.registry import PLAIN, format_of
from rulespec.formats.workbook.lines import case_lines
from rulespec.formats.workbook.read_cases import PERIOD
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.compiling import Checked
from rulespec.projects.writing import write_atomically
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
    said_words = sheet.words.workbook.cases
    lines = case_lines(case, said_words)
    fields = {normalise(text): key for key, text in said_words.items()}
    own = normalise(said_words["own"])
    aid = normalise(sheet.document.aid.text) if sheet.document.aid is not None else ""
    answers = sheet.words.keys["amount"] if sheet.document.amount is not None else sheet.words.marks.entitled
    same = {aid, *map(normalise, answers)} - {""}
    columns = headers or [
        *(("case", said_words[key]) for key in ("name", "date")),
        *(("situation", name) for name in dict.fromkeys(name for line in lines for name in line["situation"])),
        *(("expected", name) for name in dict.fromkeys(name for line in lines for name in line["expected"])),
    ]
    taken: set[tuple[str, str]] = set()
    told = []
    for line in lines:
        cells = []
        for band, header in columns:
            key = normalise(header)
            if band in ("situation", "expected"):
                wanted = aid if key == own and band == "expected" else _plain(header)
                # A title may be the aid's identifier, or « montant ».
                likes = same if band == "expected" and wanted in same else {wanted}
                name = next((name for name in line[band] if _plain(name) in likes), "")
                taken.add((band, name))
                value = line[band].get(name)
            else:
                value = line.get(fields.get(key, ""))
            cells.append(value.text.replace("\t", " ").replace("\n", " ") if value is not None else "")
        told.append("\t".join(cells))
    missing = [(band, name) for band in ("situation", "expected") for line in lines for name in line[band] if (band, name) not in taken]
    return "\n".join(told), list(dict.fromkeys(missing))


def _plain(header: str) -> str:
    """A header in normal form, the blanks before its period aside."""
    match = PERIOD.match(header)
    return f"{normalise(match['name'])} [{match['period']}]" if match is not None else normalise(header)


def can_append(path: str) -> bool:
    """True of a document whose text can be given one more case."""
    return (format_of(Path(path)) or PLAIN).add_case is not None


def append_case(checked: Checked, case: ir.Case) -> bool:
    """Add a case to the file of its document, every other character kept; False, nothing written, where that can't be."""
    sheet = _sheet(checked, case)
    path = checked.loaded.folder / sheet.document.span.path
    add_case = (format_of(path) or PLAIN).add_case
    if add_case is None:
        return False
    text = path.read_bytes().decode("utf-8")
    made = add_case(text, cases_yaml([case], checked, case.document), sheet.words)
    if made is None:
        return False
    again = _document(made, path, sheet)
    before = _document(text, path, sheet)
    if again is None or before is None or replace(again, cases=again.cases[:-1]) != before or len(again.cases) != len(before.cases) + 1:
        return False
    write_atomically(path, made)
    return True


def _document(text: str, path: Path, sheet: Sheet) -> doc.Document | None:
    diagnostics = Diagnostics()
    tree = read_yaml(path.name, text, diagnostics)
    found = build(doc.Document, tree, sheet.words, diagnostics) if tree is not None else None
    return None if diagnostics.has_errors else found
