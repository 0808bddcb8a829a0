"""What the workbook of a new aid has to begin with: a block ready to be filled, an example in grey, the titles of further columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style

Block = TypeVar("Block", doc.Table, doc.Scale)
READY_ROWS, READY_BRACKETS = 6, 4
NOWHERE = whole(Source("", "", LineAnchor(1, 1)))
# Where the example of a sheet of records stands: right above the titles, in sight while one types below.
EXAMPLE_ROW = 3


def _cell(text: str = "") -> Cell:
    return Cell(text, NOWHERE)


def ready_table(words: Language) -> doc.Table:
    """A table without a name: it is read once it has one."""
    policy = words.values_of("policies")[0]
    row = doc.TableRow(span=NOWHERE, cells=(_cell(), _cell(), _cell()))
    empty = _cell()
    return doc.Table(span=NOWHERE, policy=_cell(policy), unit=empty, inputs=(empty, empty), outputs=(empty,), rows=(row,) * READY_ROWS)


def ready_scale(words: Language) -> doc.Scale:
    """A scale without a name: it is read once it has one."""
    line = (doc.DatedCell(span=NOWHERE, value=_cell()),)
    bracket = doc.Bracket(span=NOWHERE, threshold=line, value=line)
    empty = _cell()
    return doc.Scale(
        span=NOWHERE,
        kind=_cell(words.values_of("scales")[0]),
        by=empty,
        by_unit=empty,
        unit=empty,
        cap=empty,
        brackets=(bracket,) * READY_BRACKETS,
        additional=line,
    )


def put_example(
    sheet: Worksheet, row: int, put_block: Callable[[Worksheet, int, Block, Language], int], block: Block, words: Language
) -> int:
    """A block in grey that is not read: its title says « Exemple »; the row after it."""
    after = put_block(sheet, row, block, words)
    sheet.cell(row, 1).value = words.workbook.blocks["example"].capitalize()
    for line in range(row, after):
        in_grey(sheet, line)
    return after


def in_grey(sheet: Worksheet, row: int) -> None:
    """The filled cells of a row as an example."""
    for cell in sheet[row]:
        if cell.has_style and (cell.value is not None or cell.border.left is not None):
            cell.fill = style.EXAMPLE_FILL
            cell.font = style.font(italic=True, color=style.EXAMPLE_INK)


def example_line(sheet: Worksheet, row: int, words: Language, name_column: int = 1) -> None:
    """A row above the titles as an example: its first cell says so."""
    cell = sheet.cell(row, name_column)
    cell.value = f"{words.workbook.blocks['example']}{words.marks.colon}{cell.value}" if cell.value else words.workbook.blocks["such as"]
    in_grey(sheet, row)


def further_columns(sheet: Worksheet, row: int, column: int, titles: Sequence[str], words: Language) -> None:
    """An empty title beside the others: its list has the other columns that the sheet can have."""
    style.head(sheet, row, column, "", style.GREY)
    listed: list[str] = [words.own_notes[0].capitalize()]
    for title in titles:
        # What a list in a cell can hold.
        if "," not in title and len(",".join([*listed, title])) < 250:
            listed.append(title)
    text = ",".join(listed)
    validation = DataValidation(type="list", formula1=f'"{text}"', allow_blank=True, showErrorMessage=False)
    validation.promptTitle, validation.prompt = words.workbook.headers["further"].capitalize(), words.workbook.hints["further"]
    validation.showInputMessage = True
    sheet.add_data_validation(validation)
    validation.add(sheet.cell(row, column).coordinate)
