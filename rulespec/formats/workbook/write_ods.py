"""Our workbooks as OpenDocument: the same sheets, widths, colours, drop-downs, read-back sentences."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" office:version="1.3"'
)
# A width of openpyxl counts characters of about two millimetres.
MILLIMETRES = 1.9
DATE_STYLE = (
    '<number:date-style style:name="date"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/></number:date-style>'
)
# A cell or an area, on this sheet or on another: 'Données'!$A$5:$A$204.
REFERENCE = re.compile(
    r"(?:'(?P<sheet>[^']+)'!)?(?<![A-Za-z.\[])(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?(?![\d(])"
)


def ods_bytes(book: Workbook) -> bytes:
    """The file of a workbook that we made; the same workbook gives the same bytes."""
    styles = _Styles()
    sheets = "".join(_sheet(sheet, index, styles) for index, sheet in enumerate(book.worksheets))
    validations = "".join(_validation(*item) for sheet in book.worksheets for item in _lists(sheet))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}><office:automatic-styles>{DATE_STYLE}{styles.xml()}'
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f"{f'<table:content-validations>{validations}</table:content-validations>' if validations else ''}{sheets}"
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    files = {
        "content.xml": content,
        "settings.xml": _settings(book),
        "styles.xml": _pages(book),
        "META-INF/manifest.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
            f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            f'<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
            f'<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>'
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and uncompressed: that is how a file is known for what it is.
        archive.writestr(zipfile.ZipInfo("mimetype", (2020, 1, 1, 0, 0, 0)), MIME, zipfile.ZIP_STORED)
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pages(book: Workbook) -> str:
    """Landscape A4, as many pages across as the sheet asks, its name and the page below."""
    wide = sorted({_across(sheet) for sheet in book.worksheets})
    layouts = "".join(
        f'<style:page-layout style:name="page{count}"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" '
        f'style:print-orientation="landscape" fo:margin="15mm" style:scale-to-X="{count}" style:scale-to-Y="0"/></style:page-layout>'
        for count in wide
    )
    page = "<text:page-number>1</text:page-number> / <text:page-count>1</text:page-count>"
    footer = f"<style:footer><text:p><text:sheet-name>?</text:sheet-name> — {page}</text:p></style:footer>"
    masters = "".join(
        f'<style:master-page style:name="across{count}" style:page-layout-name="page{count}">{footer}</style:master-page>' for count in wide
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMES}>'
        f"<office:automatic-styles>{layouts}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def _across(sheet: Worksheet) -> int:
    return int(sheet.page_setup.fitToWidth or 1)


class _Styles:
    """The styles of columns, rows and cells, each written once."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def name(self, family: str, body: str, attributes: str = "") -> str:
        key = f'style:family="{family}"{attributes}>{body}'
        return self.names.setdefault(key, f"s{len(self.names)}")

    def xml(self) -> str:
        return "".join(f'<style:style style:name="{name}" {key}</style:style>' for key, name in self.names.items())

    def cell(self, cell: Cell) -> str:
        fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
        edges = 'fo:border="0.5pt solid #cecee8"' if cell.border.left is not None and cell.border.left.style else ""
        background = f'fo:background-color="#{str(fill)[-6:].lower()}"' if fill else ""
        wrap = 'fo:wrap-option="wrap" style:vertical-align="middle"' if cell.alignment.wrap_text else ""
        colour = str(cell.font.color.rgb)[-6:].lower() if cell.font.color is not None and isinstance(cell.font.color.rgb, str) else "000000"
        weight = ' fo:font-weight="bold"' if cell.font.b else ""
        slant = ' fo:font-style="italic"' if cell.font.i else ""
        body = (
            f"<style:table-cell-properties {background} {edges} {wrap}/>{_alignment(cell)}"
            f'<style:text-properties fo:color="#{colour}" fo:font-family="{cell.font.name or "Calibri"}" '
            f'fo:font-size="{cell.font.sz or 11:g}pt"{weight}{slant}/>'
        )
        data = ' style:data-style-name="date"' if isinstance(cell.value, datetime.datetime) else ""
        return self.name("table-cell", body, data)


def _alignment(cell: Cell) -> str:
    """A number is set at the right, off the line."""
    if cell.alignment.horizontal != "right":
        return ""
    return '<style:paragraph-properties fo:text-align="end" fo:margin-right="2mm"/>'


def _sheet(sheet: Worksheet, index: int, styles: _Styles) -> str:
    width, height = sheet.max_column, sheet.max_row
    lists = {(row, column): f"v{index}_{number}" for number, areas in _areas(sheet) for row, column in areas}
    display = f'<style:table-properties table:display="{"true" if sheet.sheet_state == "visible" else "false"}"/>'
    shown = styles.name("table", display, f' style:master-page-name="across{_across(sheet)}"')
    parts = [f"<table:table table:name={quoteattr(sheet.title)} table:style-name={quoteattr(shown)}>"]
    for column in range(1, width + 1):
        size = sheet.column_dimensions[get_column_letter(column)].width or 10
        style = styles.name("table-column", f'<style:table-column-properties style:column-width="{size * MILLIMETRES:.1f}mm"/>')
        parts.append(f'<table:table-column table:style-name="{style}"/>')
    for row in range(1, height + 1):
        tall = sheet.row_dimensions[row].height
        row_style = ""
        if tall:
            body = f'<style:table-row-properties style:row-height="{tall:g}pt" style:use-optimal-row-height="false"/>'
            row_style = f' table:style-name="{styles.name("table-row", body)}"'
        hidden = ' table:visibility="collapse"' if sheet.row_dimensions[row].hidden else ""
        parts.append(f"<table:table-row{row_style}{hidden}>")
        parts += [_cell(sheet.cell(row, column), styles, lists.get((row, column))) for column in range(1, width + 1)]
        parts.append("</table:table-row>")
    parts.append("</table:table>")
    return "".join(parts)


def _cell(cell: Any, styles: _Styles, validation: str | None) -> str:
    value = cell.value
    known = f' table:content-validation-name="{validation}"' if validation else ""
    style = f' table:style-name="{styles.cell(cell)}"' if cell.has_style else ""
    start = f"<table:table-cell{style}{known}"
    if value is None:
        return f"{start}/>"
    if cell.data_type == "f":
        return f"{start} table:formula={quoteattr('of:' + _formula(str(value)))}/>"
    if isinstance(value, bool):
        word = "true" if value else "false"
        return f'{start} office:value-type="boolean" office:boolean-value="{word}"><text:p>{word}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        return f'{start} office:value-type="float" office:value="{value!r}"><text:p>{value!r}</text:p></table:table-cell>'
    if isinstance(value, datetime.datetime):
        day = value.date().isoformat()
        return f'{start} office:value-type="date" office:date-value="{day}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
    return f'{start} office:value-type="string">{_paragraphs(str(value))}</table:table-cell>'


def _paragraphs(text: str) -> str:
    """Lines as paragraphs; blanks in a row, which XML would make one, are told."""
    spaced = (
        re.sub(r" {2,}", lambda m: f'<text:s text:c="{len(m[0])}"/>', escape(line)).replace("\t", "<text:tab/>")
        for line in text.split("\n")
    )
    return "".join(f"<text:p>{line}</text:p>" for line in spaced)


def _formula(text: str) -> str:
    """A formula of ours in OpenFormula: [.A5] for A5, semicolons between arguments; what is between quotes stays."""
    parts = text.split('"')
    for index in range(0, len(parts), 2):
        parts[index] = REFERENCE.sub(_reference, parts[index].replace(",", ";"))
    return '"'.join(parts)


def _reference(match: re.Match[str]) -> str:
    sheet = f"$'{match['sheet']}'" if match["sheet"] else ""
    return f"[{sheet}.{match['first']}" + (f":.{match['last']}]" if match["last"] else "]")


def _areas(sheet: Worksheet) -> list[tuple[int, list[tuple[int, int]]]]:
    """The cells of each drop-down of words, those that the sheet shows."""
    found = []
    for number, validation in enumerate(sheet.data_validations.dataValidation):
        if validation.type == "list" and str(validation.formula1).startswith(('"', "'")):
            cells = [
                (row, column)
                for area in validation.sqref.ranges
                for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1)
                for column in range(area.min_col, area.max_col + 1)
            ]
            found.append((number, cells))
    return found


def _lists(sheet: Worksheet) -> list[tuple[str, str]]:
    index = sheet.parent.worksheets.index(sheet)
    return [
        (f"v{index}_{number}", str(sheet.data_validations.dataValidation[number].formula1)[1:-1])
        for number, cells in _areas(sheet)
        if cells
    ]


def _validation(name: str, words: str) -> str:
    listed = ";".join(f'"{word}"' for word in words[1:-1].split(",")) if words.startswith('"') else _formula(words)
    condition = f"of:cell-content-is-in-list({listed})"
    return (
        f'<table:content-validation table:name="{name}" table:condition={quoteattr(condition)} table:display-list="unsorted">'
        '<table:error-message table:display="true" table:message-type="warning"/></table:content-validation>'
    )


def _settings(book: Workbook) -> str:
    """What stays in sight when one scrolls: the frozen rows and columns of each sheet."""
    maps = []
    for sheet in book.worksheets:
        if not sheet.freeze_panes:
            continue
        match = re.match(r"([A-Z]+)(\d+)", str(sheet.freeze_panes))
        assert match is not None
        column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(match[1]))) - 1
        items = {"HorizontalSplitMode": 2 if column else 0, "HorizontalSplitPosition": column, "PositionRight": column,
                 "VerticalSplitMode": 2, "VerticalSplitPosition": int(match[2]) - 1, "PositionBottom": int(match[2]) - 1}  # fmt: skip
        told = "".join(
            f'<config:config-item config:name="{name}" config:type="{"short" if "Mode" in name else "int"}">{value}</config:config-item>'
            for name, value in items.items()
        )
        maps.append(f"<config:config-item-map-entry config:name={quoteattr(sheet.title)}>{told}</config:config-item-map-entry>")
    active = (
        f'<config:config-item config:name="ActiveTable" config:type="string">{escape(book.active.title)}</config:config-item>'
        if book.active
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {NAMES}><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
        f"{''.join(maps)}</config:config-item-map-named>{active}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )
