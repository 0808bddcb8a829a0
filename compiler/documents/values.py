"""A cell to a number, a date, a yes or no: tolerant of spaces and forms, strict where one would have to guess."""

from __future__ import annotations

import datetime
import re
import struct
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Problem
from rulespec.compiler.ground.kinds import CURRENCIES, NONE, Type, Unit, conversion
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import is_identifier, normalise, slug
from rulespec.compiler.words import Language

# What a cell holds that was told when its file was read: nothing more is said of it.
UNREADABLE = "unreadable"
MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5,
    "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
# 31/12/2025, and 31.12.2025 as on many letters.
SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})\Z")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
MONTH = re.compile(r"(?:(\d{1,2})[/-](\d{4})|(\d{4})-(\d{1,2})|([a-z]+) (\d{4}))\Z")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+) (\d{4})\Z")
NUMBERS = {
    ",": re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?\Z"),
    ".": re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?\Z"),
}
LOOKS_NUMBER = re.compile(r"[+-]?\d[\d .,]*")


def parse_date(text: str) -> datetime.date | None:
    """A date in one of the accepted forms: 31/12/2025, 31.12.2025, 2025-12-31, 1er septembre 2025.

    >>> parse_date("1er septembre 2025")
    datetime.date(2025, 9, 1)
    >>> parse_date("31/11/2025")
    """
    found = normalise(text)
    if match := SLASHED.match(found):
        day, month, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    elif match := ISO.match(found):
        year, month, day = (int(part) for part in match.groups())
    elif (match := NAMED.match(found)) and match.group(2) in MONTHS:
        day, month, year = int(match.group(1)), MONTHS[match.group(2)], int(match.group(3))
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def read_date(cell: Cell, diagnostics: Diagnostics) -> datetime.date | None:
    """The date that a cell says, None after a report."""
    if cell.native == UNREADABLE:
        return None
    found = parse_date(cell.text)
    if found is None or not 1800 <= found.year <= 2200:
        diagnostics.report(_bad_date(cell.text), cell.span)
        return None
    return found


def _bad_date(text: str) -> Problem:
    """What is wrong with a date, and what to type: a month or a year has no day, the 31st of November does not exist."""
    found = normalise(text)
    if YEAR.match(found):
        return codes.BadDate.Day(text=text, near=f"01/01/{found}")
    month = MONTH.match(found)
    if month is not None:
        number = month.group(1) or month.group(4) or str(MONTHS.get(month.group(5) or "", 0))
        year = month.group(2) or month.group(3) or month.group(6)
        if 1 <= int(number) <= 12:
            return codes.BadDate.Day(text=text, near=f"01/{int(number):02}/{year}")
    if SLASHED.match(found) or ISO.match(found) or NAMED.match(found):
        return codes.BadDate.Missing(text=text)
    return codes.BadDate(text=text)


def parse_number(text: str, words: Language) -> tuple[Decimal, str] | None:
    """A number and the unit written after it ("" without one); None where it would have to be guessed."""
    found = _sign_last(normalise(text).replace("−", "-"), words)
    match = LOOKS_NUMBER.match(found)
    if match is None:
        return None
    digits, unit = match.group().strip(), found[match.end() :].strip()
    if not NUMBERS[words.decimal].match(digits):
        return None
    if unit and words.unit(unit) is None:
        return None
    return Decimal(digits.replace(" ", "").replace(words.decimal, ".")), unit


def _sign_last(text: str, words: Language) -> str:
    """« £12.50 / month » as « 12.50 £ / month »: a text in normal form, as it is where it begins with no sign of money."""
    minus = "-" if text.startswith("-") else ""
    told = words.sign_at(text, len(minus))
    match = LOOKS_NUMBER.match(text, told[1]) if told is not None else None
    if told is None or match is None:
        return text
    return f"{minus}{match.group().strip()} {told[0]} {text[match.end() :].strip()}".strip()


def read_number(cell: Cell, words: Language, diagnostics: Diagnostics, percent: bool = False) -> tuple[Decimal, Unit | None] | None:
    """The number that a cell says and the unit written with it; `12,5 %` gives 0.125.

    `percent` says that the field is a rate: a bare 12,5 could then be 12,5 % or 12,5 for 1, and is refused.
    """
    if cell.native == UNREADABLE:
        return None
    parsed = parse_number(cell.text, words)
    if parsed is None:
        report_number(cell.text, cell.span, words, diagnostics)
        return None
    value, unit = parsed
    if unit == "%":
        return value / 100, words.unit("%")
    if percent and value not in (0, 1):
        diagnostics.report(codes.BadPercent(text=cell.text, help="percent"), cell.span)
        return None
    return value, words.unit(unit) if unit else None


def read_whole(cell: Cell, diagnostics: Diagnostics) -> int | None:
    """A whole number greater than 0: how many people, how many characters; None after a report."""
    text = cell.text.strip()
    if not text.isdecimal() or int(text) < 1:
        diagnostics.report(codes.BadNumber.Whole(text=cell.text), cell.span)
        return None
    return int(text)


def report_currency(text: str, others: tuple[str, ...], words: Language, span: Span, diagnostics: Diagnostics) -> None:
    """Tell a unit in another currency than the project's."""
    own = next(phrase for phrase, (top, under) in words.units.items() if top in CURRENCIES and under is None)
    diagnostics.report(codes.UnknownUnit.Currency(name=text, known=" ; ".join(others), unit=own), span)


def report_number(text: str, span: Span, words: Language, diagnostics: Diagnostics) -> None:
    """Tell a number that can't be read, with what to write instead: 3.000 is three thousand for some and three for others."""
    other = "." if words.decimal == "," else ","
    text = text if words.sign_at(normalise(text)) is None else _sign_last(normalise(text), words)
    digits = re.sub(r"[^\d.,+-]", "", text)
    head, _, tail = digits.partition(words.decimal)
    is_grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(\{other}\d{{3}})+", head) is not None and tail.isdigit() == (words.decimal in digits)
    whole = digits.replace(other, "")
    decimal = digits.replace(other, words.decimal)
    rest = text.strip()[len(re.match(r"[\d\s.,+-]*", text.strip()).group()) :]  # type: ignore[union-attr]
    help_: Literal["example", "write", "either"]
    if rest and words.unit(rest) is None:
        if others := words.currency_of(rest):
            report_currency(rest, others, words, span, diagnostics)
            return
        help_ = "example"
    elif is_grouped and digits.count(other) == 1 and words.decimal not in digits:
        help_ = "either"
    elif is_grouped:
        help_, decimal = "write", whole
    else:
        help_ = "write" if digits.count(other) == 1 and words.decimal not in digits and NUMBERS[words.decimal].match(decimal) else "example"
    unit = f" {rest}" if rest else ""
    diagnostics.report(codes.BadNumber(text=text, write=decimal + unit, whole=whole + unit, help=help_), span)


def read_quantity(cell: Cell, type_: Type, words: Language, diagnostics: Diagnostics, percent: bool = False) -> Decimal | None:
    """The number that a cell gives to what has a unit: another unit is refused, and a rate over 1 without its %; None after a report."""
    read = read_number(cell, words, diagnostics, percent)
    if read is None:
        return None
    value, unit = read
    if type_.rate and abs(value) > 1 and not cell.text.rstrip().endswith("%"):
        diagnostics.report(codes.BadPercent(text=plain_number(value, words), help="rate"), cell.span)
        return None
    wanted = NONE if type_.unit.any else type_.unit
    if unit is None or wanted.unknown or unit.fits(wanted):
        return value
    factor = conversion(unit, wanted)
    exact = value * factor[0] / factor[1] if factor is not None else None
    is_written = exact is not None and exact == round(exact, 4)
    problem = codes.WrongUnit(
        left=words.unit_name(wanted),
        right=words.unit_name(unit),
        write=words.amount(plain_number(exact, words), words.unit_name(wanted)) if is_written and exact is not None else "",
        help="same" if is_written else "given",
    )
    diagnostics.report(problem, cell.span)
    return None


def read_boolean(cell: Cell, words: Language, diagnostics: Diagnostics) -> bool | None:
    """The yes or no that a cell says (« oui », « VRAI », `yes`), None after a report (RS111)."""
    found = words.value("booleans", cell.text)
    if found is None:
        diagnostics.report(codes.BadBoolean(text=cell.text), cell.span)
        return None
    return found == "true"


def read_identifier(cell: Cell, diagnostics: Diagnostics) -> str | None:
    """An OpenFisca name chosen by the author."""
    if cell.native == UNREADABLE:
        return None
    text = cell.text.strip()
    if not is_identifier(text):
        diagnostics.report(codes.BadIdentifier(id=text, near=slug(text)), cell.span)
        return None
    return text


def read_path(cell: Cell, diagnostics: Diagnostics) -> str | None:
    """A dotted path of identifiers: each is a folder of the package, and an attribute in its formulas."""
    if cell.native == UNREADABLE:
        return None
    text = cell.text.strip()
    wrong = next((part for part in text.split(".") if not is_identifier(part)), None)
    if wrong is not None:
        near = ".".join(slug(part) for part in text.split("."))
        diagnostics.report(codes.BadIdentifier(id=text, near=near), cell.span)
        return None
    return text


def read_code(cell: Cell, diagnostics: Diagnostics) -> str | None:
    """A code (commune, département): text, since a number has lost its leading zeros."""
    if cell.native == UNREADABLE:
        return None
    if cell.native in ("number", "percent"):
        diagnostics.report(codes.NumberForCode(text=cell.text), cell.span)
        return None
    return cell.text.strip()


def kept_in_32_bits(value: Decimal) -> Decimal:
    """What becomes of a number of the country: stored as a 32-bit float, then read as the cents (else ten-thousandths) it stands for.

    The same as `exact` of the generated packages.

    >>> kept_in_32_bits(Decimal("540.51"))
    Decimal('540.51')
    >>> kept_in_32_bits(Decimal("682122089"))
    Decimal('682122112.00')
    """
    (stored,) = struct.unpack("f", struct.pack("f", float(value)))
    for digits in (2, 4):
        decimal = Decimal(stored).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
        if struct.unpack("f", struct.pack("f", float(decimal)))[0] == stored:
            return decimal
    return Decimal(stored)


def plain_number(value: Decimal, words: Language) -> str:
    """A number as one types it in a cell: 1234,56."""
    return f"{value.normalize():f}".replace(".", words.decimal)


def write_number(value: Decimal, words: Language) -> str:
    """A number as the tongue writes it: 1 234,56."""
    text = f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.removeprefix("-").partition(".")
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return sign + words.marks.thousands.join(groups) + (words.decimal + decimals if decimals else "")


def write_period(period: str) -> str:
    """A period as a case writes it: 10/2025, 2025."""
    year, _, month = period.partition("-")
    return f"{month}/{year}" if month else year


def write_date(value: datetime.date) -> str:
    """A date as both tongues read it: 31/12/2025."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"
