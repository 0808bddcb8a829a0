"""Cases to their sheet: a row for one person, several rows for a household."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style
from rulespec.formats.workbook.cells import as_code, as_text, holds_codes, put
from rulespec.formats.workbook.lines import case_lines, ordered
from rulespec.formats.workbook.write_begin import EXAMPLE_ROW, example_line, in_grey


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
            if (band, name) in coded:
                as_text(sheet, row, index)
        row += 1
    for empty in range(row, row + empty_rows):
        for index, (band, name) in enumerate(columns, start=1):
            style.body(sheet, empty, index, None, name=name == "name")
            if (band, name) in coded:
                as_text(sheet, empty, index)
    style.heights(sheet, range(first + 2, row), {i: 36 if n == "name" else 18 for i, (_, n) in enumerate(columns, start=1)})
    sheet.freeze_panes = f"B{first + 2}"
    sheet.print_title_rows = f"{first}:{first + 1}"


def begin_cases(sheet: Worksheet, example: doc.Case, words: Language, empty_rows: int, data: str) -> None:
    """The sheet of a new aid: a household in grey with its own titles, then empty titles to choose among the names of the data."""
    said = words.workbook.cases
    lines = case_lines(example, said)
    given = ordered(name for line in lines for name in line["situation"])
    wanted = [words.marks.entitled[0], words.keys["amount"][0]]
    left = ["name", "date", "person", "role"]
    for index, title in enumerate([*(said[name].capitalize() for name in left), *given, *wanted], start=1):
        style.head(sheet, EXAMPLE_ROW, index, title, style.GREY)
        sheet.column_dimensions[get_column_letter(index)].width = 30 if index == 1 else 15
    widths = {1: 30, **dict.fromkeys(range(2, len(left) + len(given) + len(wanted) + 1), 15)}
    row = EXAMPLE_ROW
    for line in lines:
        row += 1
        cells = [*(line[name] for name in left), *(line["situation"].get(name) for name in given)]
        for index, cell in enumerate([*cells, *(line["expected"].get(name) for name in wanted)], start=1):
            put(sheet, row, index, cell, words, name=index == 1)
        if line["name"] is not None:
            example_line(sheet, row, words)
        in_grey(sheet, row)
    style.heights(sheet, range(EXAMPLE_ROW + 1, row + 1), widths)
    first = row + 2
    columns = [("case", said[name].capitalize()) for name in left]
    columns += [("situation", "")] * len(given) + [("expected", name) for name in wanted] + [("follow", words.own_notes[0].capitalize())]
    colours = {"expected": style.GREEN, "follow": style.GREY}
    for index, (band, title) in enumerate(columns, start=1):
        colour = colours.get(band, style.BLUE)
        is_first = index == 1 or columns[index - 2][0] != band
        style.head(sheet, first, index, said[band].capitalize() if is_first else "", colour)
        style.head(sheet, first + 1, index, title, colour)
        for empty in range(first + 2, first + 2 + empty_rows):
            style.body(sheet, empty, index, None, name=index == 1)
    sheet.column_dimensions[get_column_letter(len(columns))].width = 24
    choose = DataValidation(type="list", formula1=f"'{data}'!$A$5:$A$204", allow_blank=True, showErrorMessage=False, showInputMessage=True)
    choose.promptTitle, choose.prompt = said["situation"].capitalize(), words.workbook.hints["case titles"]
    sheet.add_data_validation(choose)
    choose.add(f"{get_column_letter(len(left) + 1)}{first + 1}:{get_column_letter(len(left) + len(given))}{first + 1}")
    roles = ordered(line["role"].text for line in lines if line["role"] is not None)
    style.choices(sheet, f"D{first + 2}:D{first + 60}", tuple(roles))
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{first + 1 + empty_rows}"
    style.fit_page(sheet, len(columns))
    sheet.freeze_panes = f"B{first + 2}"
    sheet.print_title_rows = f"{first}:{first + 1}"
