"""Cases to their sheet: a row for one person, several rows for a household."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style
from rulespec.formats.workbook.cells import as_code, as_text, holds_codes, put
from rulespec.formats.workbook.lines import case_lines, ordered


def put_cases(sheet: Worksheet, cases: tuple[doc.Case, ...], words: Language, first: int, empty_rows: int) -> None:
    """A band row and a header row at `first`, then the cases."""
    said_words = words.workbook.cases
    lines = [line for case in cases for line in case_lines(case, said_words)]
    given = ordered(name for line in lines for name in line["situation"])
    wanted = ordered(name for line in lines for name in line["expected"])
    has_people = any(line["person"] for line in lines)
    follow = [name for name in ("instance", "margin", "to_confirm", "note") if any(line[name] for line in lines)]
    left = ["name", "date", *(("person", "role") if has_people else ())]
    bands = [
        ("case", left, style.BLUE),
        ("situation", given or ["…"], style.BLUE),
        ("expected", wanted or ["…"], style.GREEN),
        ("follow", follow, style.GREY),
    ]
    columns: list[tuple[str, str]] = []
    for band, names, colour in bands:
        for index, name in enumerate(names):
            columns.append((band, name))
            style.head(sheet, first, len(columns), said_words[band].capitalize() if index == 0 else "", colour)
            shown = name if band in ("situation", "expected") else said_words[name].capitalize()
            style.head(sheet, first + 1, len(columns), shown, colour)
            sheet.column_dimensions[get_column_letter(len(columns))].width = 36 if name == "name" else 18
    coded = {
        (band, name)
        for band, name in columns
        if band in ("situation", "expected") and holds_codes(name, (line[band][name].text for line in lines if name in line[band]))
    }
    row = first + 2
    for line in lines:
        for index, (band, name) in enumerate(columns, start=1):
            value = line[band].get(name) if band in ("situation", "expected") else line[name]
            value = as_code(value) if (band, name) in coded else value
            put(sheet, row, index, value, words, name=name == "name")
        row += 1
    for empty in range(row, row + empty_rows):
        for index, (band, name) in enumerate(columns, start=1):
            style.body(sheet, empty, index, None, name=name == "name")
            if (band, name) in coded:
                as_text(sheet, empty, index)
    style.heights(sheet, range(first + 2, row), {i: 36 if n == "name" else 18 for i, (_, n) in enumerate(columns, start=1)})
    sheet.freeze_panes = f"B{first + 2}"
    sheet.print_title_rows = f"{first}:{first + 1}"
