"""Calls of FEEL's functions to sentences: each function of the standard, or the reason why the rule language has no sentence for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.importing import feel
from rulespec.importing.feel import Refused
from rulespec.importing.feel_pieces import COMPARISON, PRODUCT, SUM, UNARY, Sentence, all_of, quoted
from rulespec.importing.feel_said import FeelType, Said, literal, number_of, text_of
from rulespec.importing.feel_sentences import Teller

Function = Callable[[Teller, tuple[Said, ...]], Said]


def call(teller: Teller, name: str, arguments: tuple[Said, ...]) -> Said:
    """The sentences of a call. Raises Refused."""
    found = FUNCTIONS.get(name)
    if found is None:
        if name in UNSAID:
            raise Refused("no function", name=name)
        near = get_close_matches(name.lower(), FUNCTIONS, 1, 0.7)
        raise Refused("near function", name=name, near=near[0]) if near else Refused("unknown function", name=name)
    least, most, function = found
    if not least <= len(arguments) <= most:
        raise Refused("arguments", name=name, found=str(len(arguments)), wanted=str(least) if least == most else f"{least}–{most}")
    return function(teller, arguments)


def _scale(arguments: tuple[Said, ...]) -> int:
    """The number of decimals of a rounding: written out, 0 without one."""
    if len(arguments) < 2:
        return 0
    found = number_of(arguments[1])
    if found is None or found != found.to_integral_value() or abs(found) > 12:
        raise Refused("scale", text=arguments[1].value.text)
    return int(found)


def _step(scale: int) -> str:
    return f"{Decimal(1).scaleb(-scale):f}"


def _to_step(word: str) -> Function:
    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        value = teller.of_type(arguments[0], FeelType.NUMBER)
        return replace(value, value=Sentence(f"{word}({value.value.text} ; {_step(_scale(arguments))})"), constant=None)

    return function


def _to_decimals(word: str) -> Function:
    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        value = teller.of_type(arguments[0], FeelType.NUMBER)
        return replace(value, value=Sentence(f"{word}({value.value.text} ; {_scale(arguments)})"), constant=None)

    return function


def _half(otherwise: Callable[[str, int], str]) -> Function:
    """A rounding that differs from the commercial one on the halves alone."""

    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        value, scale = teller.of_type(arguments[0], FeelType.NUMBER), _scale(arguments)
        text = teller.part(value.value).within(UNARY)
        half = f"{Decimal(5).scaleb(-scale - 1):f}"
        test = f"{text} - FLOOR({text} ; {_step(scale)}) = {half}"
        return replace(value, value=Sentence(f"if {test} then {otherwise(text, scale)} else ROUND({text} ; {scale})", 0), constant=None)

    return function


def _absolute(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    value = teller.of_type(arguments[0], FeelType.NUMBER)
    return replace(value, value=Sentence(f"ABS({value.value.text})"), constant=None)


def _modulo(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    left, right = (teller.of_type(item, FeelType.NUMBER) for item in arguments)
    left, right = replace(left, value=teller.part(left.value)), replace(right, value=teller.part(right.value))
    quotient = teller.divided(left, right)
    text = f"{left.value.within(SUM)} - {right.value.within(UNARY)} * FLOOR({quotient.value.text} ; 1)"
    return replace(quotient, value=Sentence(text, SUM))


def _parity(remainder: int) -> Function:
    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        value = teller.of_type(arguments[0], FeelType.NUMBER)
        text = teller.part(value.value).within(UNARY)
        test = Sentence(f"{text} - 2 * FLOOR({text} / 2 ; 1) = {remainder}", COMPARISON)
        return Said(FeelType.BOOLEAN, test, value.data, value.also)

    return function


def _items(arguments: tuple[Said, ...]) -> list[Said]:
    """The items of a list, or the arguments themselves."""
    found = list(arguments[0].items) if len(arguments) == 1 and arguments[0].type is FeelType.LIST else list(arguments)
    if any(item.type is FeelType.LIST for item in found):
        raise Refused("nested list")
    return found


def _numbers(teller: Teller, arguments: tuple[Said, ...], name: str) -> list[Said]:
    if any(item.type not in (FeelType.NUMBER, FeelType.NULL) for item in _items(arguments)):
        raise Refused("numbers only", name=name)
    return [teller.of_type(item, FeelType.NUMBER) for item in _items(arguments)]


def _together(items: list[Said], value: Sentence) -> Said:
    data = frozenset(name for item in items for name in item.data)
    return Said(FeelType.NUMBER, value, data, all_of(item.also for item in items))


def _extreme(word: str) -> Function:
    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        items = _numbers(teller, arguments, word.lower())
        if len(items) == 1:
            return items[0]
        return _together(items, Sentence(f"{word}({' ; '.join(item.value.text for item in items)})"))

    return function


def _sum(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    items = _numbers(teller, arguments, "sum")
    return items[0] if len(items) == 1 else _together(items, Sentence(" + ".join(item.value.within(PRODUCT) for item in items), SUM))


def _mean(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    total = _sum(teller, arguments)
    return replace(total, value=Sentence(f"{total.value.within(PRODUCT)} / {len(_items(arguments))}", PRODUCT), constant=None)


def _product(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    items = _numbers(teller, arguments, "product")
    return items[0] if len(items) == 1 else _together(items, Sentence(" * ".join(item.value.within(UNARY) for item in items), PRODUCT))


def _count(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    if arguments[0].type is not FeelType.LIST:
        raise Refused("type", wanted="@dmn list", found=f"@dmn {arguments[0].type.value}", text=arguments[0].value.text)
    return literal(feel.Literal(Decimal(len(arguments[0].items))))


def _quantified(operator: str) -> Function:
    def function(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        return teller.logic(operator, [teller.of_type(item, FeelType.BOOLEAN) for item in _items(arguments)])

    return function


def _list_contains(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    if arguments[0].type is not FeelType.LIST:
        raise Refused("type", wanted="@dmn list", found=f"@dmn {arguments[0].type.value}", text=arguments[0].value.text)
    return teller.logic("or", [teller.compared("EQ", arguments[1], item) for item in arguments[0].items])


def _not(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    return teller.negation(teller.of_type(arguments[0], FeelType.BOOLEAN))


def _starts_with(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    value, prefix = teller.of_type(arguments[0], FeelType.TEXT), text_of(arguments[1])
    first = text_of(value)
    if prefix is None:
        raise Refused("prefix")
    if first is not None or not prefix:
        return literal(feel.Literal((first or "").startswith(prefix)))
    sentence = Sentence(f"{value.value.within(SUM)} starts with {quoted(prefix)}", COMPARISON)
    return Said(FeelType.BOOLEAN, sentence, value.data, value.also)


def _of_text(name: str, function: Callable[..., str | int | bool | None]) -> Function:
    """A function of texts: the rule language has none; between literals its answer is known at import."""

    def folded(teller: Teller, arguments: tuple[Said, ...]) -> Said:
        values: list[str | int] = []
        for item in arguments:
            text, number = text_of(item), number_of(item)
            if text is None and number is None:
                raise Refused("text function", name=name)
            values.append(text if text is not None else int(number or 0))
        try:
            found = function(*values)
        except (TypeError, AttributeError) as error:
            raise Refused("text function", name=name) from error
        return literal(feel.Literal(Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found))

    return folded


def _substring(text: str, start: int, length: int | None = None) -> str | None:
    if start == 0 or abs(start) > len(text):
        return None
    begin = start - 1 if start > 0 else len(text) + start
    return text[begin:] if length is None else text[begin : begin + length]


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark in text else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2]


def _string(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    value = arguments[0].constant.value if isinstance(arguments[0].constant, feel.Literal) else None
    if value is None:
        raise Refused("text function", name="string")
    if isinstance(value, bool):
        return literal(feel.Literal("true" if value else "false"))
    return literal(feel.Literal(f"{value:f}" if isinstance(value, Decimal) else str(value)))


def _number(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    text = text_of(arguments[0])
    if text is None or len(arguments) > 1:
        raise Refused("text function", name="number")
    try:
        return literal(feel.Literal(Decimal(text)))
    except ArithmeticError as error:
        raise Refused("text function", name="number") from error


def _date(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    if len(arguments) == 1:
        text = text_of(arguments[0])
        if arguments[0].type is FeelType.DATE:
            return arguments[0]
        if text is None:
            raise Refused("computed date")
        found = feel.temporal(text)
        if isinstance(found, feel.Literal):
            return literal(found)
        raise Refused("no such date", text=text)
    parts = [number_of(item) for item in arguments]
    if len(parts) != 3 or any(part is None for part in parts):
        raise Refused("computed date")
    try:
        return literal(feel.Literal(datetime.date(*(int(part) for part in parts if part is not None))))
    except ValueError as error:
        raise Refused("no such date", text=" ".join(str(part) for part in parts)) from error


def _duration(teller: Teller, arguments: tuple[Said, ...]) -> Said:
    text = text_of(arguments[0])
    if text is None:
        raise Refused("computed date")
    found = feel.temporal(text)
    if not isinstance(found, feel.Duration):
        raise Refused("no time", text=text)
    return literal(found)


HALF_EVEN = _half(lambda text, scale: f"2 * ROUND({text} / 2 ; {scale})")
HALF_DOWN = _half(lambda text, scale: f"ROUNDDOWN({text} ; {scale})")

# Each function that has a sentence: how many arguments it takes.
FUNCTIONS: Mapping[str, tuple[int, int, Function]] = {
    "floor": (1, 2, _to_step("FLOOR")),
    "ceiling": (1, 2, _to_step("CEILING")),
    "round up": (1, 2, _to_decimals("ROUNDUP")),
    "round down": (1, 2, _to_decimals("ROUNDDOWN")),
    "round half up": (1, 2, _to_decimals("ROUND")),
    "round half down": (1, 2, HALF_DOWN),
    "decimal": (2, 2, HALF_EVEN),
    "abs": (1, 1, _absolute),
    "modulo": (2, 2, _modulo),
    "even": (1, 1, _parity(0)),
    "odd": (1, 1, _parity(1)),
    "min": (1, 99, _extreme("MIN")),
    "max": (1, 99, _extreme("MAX")),
    "sum": (1, 99, _sum),
    "mean": (1, 99, _mean),
    "product": (1, 99, _product),
    "count": (1, 1, _count),
    "all": (1, 99, _quantified("and")),
    "any": (1, 99, _quantified("or")),
    "list contains": (2, 2, _list_contains),
    "not": (1, 1, _not),
    "starts with": (2, 2, _starts_with),
    "string": (1, 1, _string),
    "number": (1, 3, _number),
    "date": (1, 3, _date),
    "duration": (1, 1, _duration),
    "string length": (1, 1, _of_text("string length", len)),
    "upper case": (1, 1, _of_text("upper case", str.upper)),
    "lower case": (1, 1, _of_text("lower case", str.lower)),
    "substring": (2, 3, _of_text("substring", _substring)),
    "substring before": (2, 2, _of_text("substring before", _before)),
    "substring after": (2, 2, _of_text("substring after", _after)),
    "contains": (2, 2, _of_text("contains", lambda text, part: part in text)),
    "ends with": (2, 2, _of_text("ends with", lambda text, part: text.endswith(part))),
}

# The other functions of DMN 1.5: known, and without a sentence in the rule language.
UNSAID = frozenset(
    {
        "matches", "replace", "split", "string join", "sqrt", "log", "exp", "stddev", "median", "mode", "append", "concatenate",
        "insert before", "remove", "reverse", "index of", "union", "distinct values", "flatten", "sublist", "list replace", "sort",
        "time", "date and time", "years and months duration", "day of year", "day of week", "month of year", "week of year",
        "now", "today", "is", "get value", "get entries", "context", "context put", "context merge", "range",
        "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by", "includes",
        "during", "starts", "started by", "coincides", "instance of",
    }
)  # fmt: skip
