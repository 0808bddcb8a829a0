"""A simulated situation to a case of the rulebook: as YAML, as rows to paste in a sheet, or added to its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook.lines import case_lines
from rulespec.formats.workbook.read_cases import PERIOD
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.compiling import Checked
from rulespec.projects.writing import write_atomically
from rulespec.running.case_texts import cases_yaml

TOP = re.compile(r"[^\s#-]")


def case_rows(checked: Checked, case: ir.Case) -> tuple[str, str, list[str], str]:
    """The case as YAML; its rows for the sheet of its workbook, the columns that the sheet lacks; the file of its document."""
    sheet = _sheet(checked, case)
    text = cases_yaml([case], checked, case.document)
    path = sheet.document.span.path
    told = _case_of(text, sheet.words)
    if told is None:
        return text, "", [], path
    if sheet.document.path != path:
        # A row of a sheet of aids: the case says for which.
        told = replace(told, instance=sheet.document.aid)
    source = checked.loaded.folder / path
    headers = _headers(source, sheet.words) if source.suffix == ".xlsx" else []
    rows, missing = _rows(told, headers, sheet)
    return text, rows, missing if headers else [], path


def _sheet(checked: Checked, case: ir.Case) -> Sheet:
    assert checked.loaded.project is not None
    return next(item for item in checked.loaded.project.sheets if item.document.path == case.document)


def _case_of(text: str, words: Language) -> doc.Case | None:
    """The record that a YAML list of one case tells."""
    tree = read_yaml("", text, Diagnostics())
    item = tree.items[0] if isinstance(tree, doc.Sequence) else None
    return build(doc.Case, item, words, Diagnostics()) if isinstance(item, doc.Mapping) else None


def _headers(path: Path, words: Language) -> list[tuple[str, str]]:
    """The columns of the sheet of cases: their band and their title, in order."""
    book = load_workbook(path, read_only=True)
    titles = {normalise(surface) for surface in words.sheets["cases"]}
    bands = {normalise(words.workbook.cases[key]): key for key in ("case", "situation", "expected", "follow")}
    for sheet in book.worksheets:
        if normalise(sheet.title) not in titles:
            continue
        rows = [[str(value) if value is not None else "" for value in row] for row in sheet.iter_rows(max_row=40, values_only=True)]
        for band_row, header_row in zip(rows, rows[1:], strict=False):
            if {"situation", "expected"} <= {bands.get(normalise(text)) for text in band_row}:
                return list(_banded(band_row, header_row, bands))
    return []


def _banded(band_row: list[str], header_row: list[str], bands: dict[str, str]) -> Iterator[tuple[str, str]]:
    band = ""
    for above, header in zip(band_row, header_row, strict=False):
        band = bands.get(normalise(above), band)
        yield band, header.replace("*", "").strip()


def _rows(case: doc.Case, headers: list[tuple[str, str]], sheet: Sheet) -> tuple[str, list[str]]:
    """Rows with tabs between cells, in the order of the sheet; a sheet without columns takes those of the case."""
    said_words = sheet.words.workbook.cases
    lines = case_lines(case, said_words)
    fields = {normalise(text): key for key, text in said_words.items()}
    own = normalise(said_words["own"])
    aid = normalise(sheet.document.aid.text) if sheet.document.aid is not None else ""
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
                name = next((name for name in line[band] if _plain(name) == wanted), "")
                taken.add((band, name))
                value = line[band].get(name)
            else:
                value = line.get(fields.get(key, ""))
            cells.append(value.text.replace("\t", " ").replace("\n", " ") if value is not None else "")
        told.append("\t".join(cells))
    missing = [name for band in ("situation", "expected") for line in lines for name in line[band] if (band, name) not in taken]
    return "\n".join(told), list(dict.fromkeys(missing))


def _plain(header: str) -> str:
    """A header in normal form, the blanks before its period aside."""
    match = PERIOD.match(header)
    return f"{normalise(match['name'])} [{match['period']}]" if match is not None else normalise(header)


def append_case(checked: Checked, case: ir.Case) -> bool:
    """Add a case to the YAML file of its document, every other character kept; False, nothing written, where that can't be."""
    sheet = _sheet(checked, case)
    path = checked.loaded.folder / sheet.document.span.path
    text = path.read_text(encoding="utf-8")
    made = _with_case(text, cases_yaml([case], checked, case.document), sheet.words)
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


def _with_case(text: str, added: str, words: Language) -> str | None:
    """The text of a file with one more item at the end of its list of cases."""
    lines = text.rstrip("\n").split("\n")
    surfaces = {normalise(surface) for surface in words.keys["cases"]}
    start = next((i for i, line in enumerate(lines) if TOP.match(line) and normalise(line.partition(":")[0]) in surfaces), None)
    if start is None:
        return (
            "\n".join([*lines, "", f"{words.key('Document', 'cases')}:", *("  " + line for line in added.rstrip("\n").split("\n"))]) + "\n"
        )
    if lines[start].partition(":")[2].partition("#")[0].strip():
        return None
    end = next((i for i in range(start + 1, len(lines)) if TOP.match(lines[i])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    first = next((line for line in lines[start + 1 : end] if line.lstrip().startswith("- ")), "  - ")
    indent = first[: len(first) - len(first.lstrip())]
    return "\n".join([*lines[:end], *(indent + line for line in added.rstrip("\n").split("\n")), *lines[end:]]) + "\n"
