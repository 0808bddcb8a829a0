"""Simple aids to a workbook where each row is an aid, with their cases on a second sheet.

An aid goes in a row only if reading the row gives the same document: all others keep a file of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import parse_number
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, CellAnchor, Source, whole
from rulespec.compiler.ground.text import printable
from rulespec.compiler.words import Language
from rulespec.formats.workbook import devices, style
from rulespec.formats.workbook.grid import plain_number
from rulespec.formats.workbook.layout import BOUNDS, BULK_CARD, BULK_MORE, BULK_RULES, LAYOUTS
from rulespec.formats.workbook.lines import joined
from rulespec.formats.workbook.read_bulk import COLUMNS, EPCI, row_tree
from rulespec.formats.workbook.read_free import STEP, leaves
from rulespec.formats.workbook.write import add_records
from rulespec.formats.workbook.write_cases import put_cases

FIRST = 4
# In a list of more than a few aids, a bound that fewer than three of them have is a sentence.
FEW, COMMON = 5, 3
# What a cell of a spreadsheet can hold.
LONGEST = 32_000
QUOTED = re.compile(r'"([^"]*)"\Z')
BOUND = re.compile(r"(?P<name>[^<>=≥≤\"()\[\]]+?) (?P<sign>≥|≤|=|parmi|among) (?P<value>.+)\Z")
# Wide enough for a number or a name.
BOUND_WIDTH = 22
# Identifiers of real aids have up to a hundred characters.
WIDEST_NAME = 60
ONE_LINE = Alignment(horizontal="left", vertical="center", shrink_to_fit=True, indent=1)
IDENTIFIER = re.compile(r"\w+_\w+\Z")
# HTML that a simulator's texts hold: kept, since the simulator shows it, and marked.
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]+;")


def row_of(document: doc.Document, words: Language) -> dict[str, str] | None:
    """The cells of an aid by field (« ≥ âge » for a bound); None where a row would not say the same document."""
    cells: dict[str, str] = {}
    rules = _rules(document)
    if document.aid is None or rules is None:
        return None
    cells |= rules
    for column in (*BULK_CARD, *BULK_MORE):
        value = getattr(document, column.field)
        if column.field == "simulator":
            cells |= (
                {"simulator": "\n".join(f"{STEP.join(path)} : {cell.text}" for path, cell in leaves(value))} if value is not None else {}
            )
        elif value:
            cell = joined(value)
            assert cell is not None
            cells[column.field] = cell.text
    if document.profiles:
        cells["profiles"] = "\n".join(_profile(item) for item in document.profiles)
    if document.zones:
        cells["zones"] = "\n".join(_zone(item) for item in document.zones)
    if any(len(text) > LONGEST or printable(text) != text or text != text.strip() or not text for text in cells.values()):
        return None
    again = _read(cells, words)
    return cells if again == replace(document, cases=()) and all(case.instance is None for case in document.cases) else None


def _read(cells: Mapping[str, str], words: Language) -> doc.Document | None:
    """The document that a row would be read as."""
    place = whole(Source("", "", CellAnchor("", 1, 1)))
    made = {field: Cell(text, whole(Source("", text, CellAnchor("", 1, 1)))) for field, text in cells.items()}
    diagnostics = Diagnostics()
    found = build(doc.Document, row_tree(made, words, place), words, diagnostics)
    return None if diagnostics.has_errors else found


def _rules(document: doc.Document) -> dict[str, str] | None:
    """The conditions: bounds in columns of their own as long as their order is that of the row, then sentences, then texts."""
    cells: dict[str, str] = {}
    sentences: list[str] = []
    texts: list[str] = []
    for condition in document.conditions:
        if condition.unmodelled is not None:
            texts.append(condition.unmodelled.text)
            continue
        if condition.expression is None or texts:
            return None
        bound = _bound(condition.expression.text)
        if bound is not None and bound[0] not in cells and not sentences:
            cells[bound[0]] = bound[1]
        else:
            sentences.append(condition.expression.text)
    if sentences:
        cells["conditions"] = "\n".join(sentences)
    if texts:
        cells["unmodelled"] = "\n".join(texts)
    return cells


def _bound(sentence: str) -> tuple[str, str] | None:
    """« âge ≥ 16 » as (« ≥ âge », « 16 »)."""
    match = BOUND.match(sentence)
    if match is None or " et " in sentence or " ou " in sentence or " and " in sentence or " or " in sentence:
        return None
    sign = match["sign"] if match["sign"] in BOUNDS else "∈"
    value = match["value"]
    if sign in "=∈":
        parts = [quoted[1] if (quoted := QUOTED.match(part.strip())) else part.strip() for part in value.split(";")]
        value = " ; ".join(parts)
    return f"{sign} {match['name']}", value


def _profile(profile: doc.Profile) -> str:
    assert profile.name is not None
    texts = [condition.expression.text if condition.expression is not None else "" for condition in profile.conditions]
    if len(texts) == 1:
        return f"{profile.name.text} : {texts[0]}"
    return "\n".join([f"{profile.name.text} :", *(f"- {text}" for text in texts)])


def _zone(zone: doc.Zone) -> str:
    assert zone.name is not None
    listed = zone.codes or zone.epci
    return f"{zone.name.text} : {EPCI if zone.epci else ''}{' ; '.join(cell.text for cell in listed)}"


@dataclass(frozen=True, slots=True)
class Bulk:
    """Aids in rows, the columns of bounds in order, what the aids share, and the documents that neither can tell."""

    rows: tuple[tuple[Sheet, dict[str, str]], ...]
    bounds: tuple[str, ...]
    others: tuple[Sheet, ...]
    shared: Sheet | None = None


def gather(sheets: list[Sheet]) -> Bulk:
    """The aids that a row can tell, with their cells, and those that it can't."""
    found = [(sheet, row_of(sheet.document, sheet.words)) for sheet in sheets]
    rows = [(sheet, cells) for sheet, cells in found if cells is not None]
    order = _columns_of_bounds(cells for _, cells in rows)
    made = tuple((sheet, _in_order(sheet.document, cells, order)) for sheet, cells in rows)
    used = {field for _, cells in made for field in cells}
    others = [sheet for sheet, cells in found if cells is None]
    common = [sheet for sheet in others if _is_shared(sheet.document)]
    shared = common[0] if len(common) == 1 else None
    bounds = tuple(field for field in order if field in used)
    return Bulk(made, bounds, tuple(sheet for sheet in others if sheet is not shared), shared)


def _is_shared(document: doc.Document) -> bool:
    """True of a document that only declares records of the sheets that a workbook of aids can have."""
    sections = {layout.section for layout in LAYOUTS}
    filled = {spec.name for spec in doc.specs(doc.Document) if getattr(document, spec.name)}
    plain = all(item.simulator is None for item in document.organisations)
    return bool(filled) and filled <= sections and plain


def _in_order(document: doc.Document, cells: dict[str, str], order: list[str]) -> dict[str, str]:
    """A row whose bounds come in the order of the columns: from the first that does not, they are sentences."""
    bounds = [field for field in cells if field.partition(" ")[0] in BOUNDS]
    places = [order.index(field) if field in order else -1 for field in bounds]
    late = next((index for index, place in enumerate(places) if place < max(places[:index], default=0)), len(bounds))
    if late == len(bounds):
        return cells
    sentences = [condition.expression.text for condition in document.conditions if condition.expression is not None]
    kept = {field: text for field, text in cells.items() if field not in bounds[late:]}
    return kept | {"conditions": "\n".join(sentences[late:])}


def _columns_of_bounds(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns of bounds: those of one quantity together, the most used quantity first; a rare bound has none."""
    listed = list(rows)
    count = Counter(field for cells in listed for field in cells if field.partition(" ")[0] in BOUNDS)
    if len(listed) > FEW:
        count = Counter({field: number for field, number in count.items() if number >= COMMON})
    names: Counter[str] = Counter()
    for field, number in count.items():
        names[field.partition(" ")[2]] += number
    signs = list(BOUNDS)

    def rank(field: str) -> tuple[int, str, int]:
        sign, _, name = field.partition(" ")
        return -names[name], name, signs.index(sign)

    return sorted(count, key=rank)


def bulk_bytes(bulk: Bulk, words: Language) -> bytes:
    """The workbook of the aids that `gather` put in rows."""
    return style.fixed_bytes(bulk_workbook(bulk, words))


def bulk_workbook(bulk: Bulk, words: Language) -> Workbook:
    """The same, not yet a file."""
    book = Workbook()
    assert book.active is not None
    sheet = book.active
    sheet.title = words.sheets["aids"][0]
    style.title(sheet, words.workbook.titles["aids"], words.workbook.hints["aids"], 8)
    rows = bulk.rows
    used = {field for _, cells in rows for field in cells}
    columns = [
        *((column.field, column.width) for column in BULK_CARD),
        *((field, BOUND_WIDTH) for field in bulk.bounds),
        *((column.field, column.width) for column in (*BULK_RULES, *BULK_MORE) if column.usual or column.field in used),
    ]
    longest = max((len(cells["aid"]) for _, cells in rows), default=0)
    columns = [(field, max(width, min(longest + 4, WIDEST_NAME)) if field == "aid" else width) for field, width in columns]
    specs = {spec.name: spec.words for spec in doc.specs(doc.Document)}
    for index, (field, width) in enumerate(columns, start=1):
        colour = style.GREEN if field in {column.field for column in BULK_CARD[5:]} else style.BLUE
        style.head(sheet, FIRST, index, _header(field, words), colour if field in {c.field for c in COLUMNS} else style.BLUE)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = width
        if specs.get(field):
            style.choices(sheet, f"{letter}{FIRST + 1}:{letter}{FIRST + len(rows) + 100}", words.values_of(specs[field]))
    for row, (_, cells) in enumerate(rows, start=FIRST + 1):
        for index, (field, _) in enumerate(columns, start=1):
            text = cells.get(field)
            style.body(sheet, row, index, _native(text, field, words) if text is not None else None, name=field == "aid")
            if text is not None and IDENTIFIER.match(text):
                # An identifier in two lines is no longer one.
                sheet.cell(row, index).alignment = ONE_LINE
            elif text is not None and MARKUP.search(text):
                sheet.cell(row, index).fill = PatternFill("solid", fgColor=devices.MISSING)
    # Rows are as high as the summary, to be read as a list: a longer text shows its beginning.
    shown = {index: width for index, (field, width) in enumerate(columns, start=1) if field in ("name", "summary")}
    style.heights(sheet, range(FIRST + 1, FIRST + 1 + len(rows)), shown)
    style.guard_headers(sheet, f"A{FIRST}:{get_column_letter(len(columns))}{FIRST}", words.workbook.hints["header"])
    sheet.freeze_panes = f"C{FIRST + 1}"
    sheet.auto_filter.ref = f"A{FIRST}:{get_column_letter(len(columns))}{FIRST + len(rows)}"
    sheet.print_title_rows, sheet.print_title_cols = f"{FIRST}:{FIRST}", "A:A"
    # A list of aids is wide: three sheets of A3 side by side can be read.
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = 8, 3
    cases = [_case(case, item.document.aid, words) for item, _ in rows for case in item.document.cases]
    if cases:
        second = book.create_sheet(words.sheets["cases"][0])
        style.title(second, words.workbook.titles["cases"], words.workbook.hints["cases"], 8)
        put_cases(second, tuple(cases), words, FIRST, 0)
    if bulk.shared is not None:
        add_records(book, bulk.shared.document, words)
    return book


def _case(case: doc.Case, aid: Cell | None, words: Language) -> doc.Case:
    """A case that says for which aid it is; what it expects of it stands in one column for all."""
    assert aid is not None
    own = Cell(words.workbook.cases["own"], aid.span)
    expected = case.expected
    if isinstance(expected, doc.Mapping):
        told = (replace(entry, key=own) if entry.key.text == aid.text else entry for entry in expected.entries)
        expected = doc.Mapping(tuple(told), expected.span)
    return replace(case, instance=aid, expected=expected)


def _header(field: str, words: Language) -> str:
    sign, _, name = field.partition(" ")
    if sign in BOUNDS:
        # The name is read from the header: it stays as written.
        return f"{name} {words.workbook.bounds[sign]}"
    text = words.key("Condition" if field == "unmodelled" else "Document", field)
    return text[:1].upper() + text[1:] + (" *" if field == "aid" else "")


def _native(text: str, field: str, words: Language) -> str | int | float:
    """A number where the cell is exactly one, and a quantity: a code keeps its zeros."""
    if field != "amount" and field.partition(" ")[0] not in ("≥", "≤"):
        return text
    parsed = parse_number(text, words)
    if parsed is None or not re.fullmatch(r"-?\d{1,12}(?:[.,]\d+)?", text) or plain_number(Decimal(parsed[0]), words) != text:
        return text
    number = parsed[0]
    return int(number) if number == number.to_integral_value() else float(number)
