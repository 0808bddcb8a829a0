"""What a comparison found to lines for the terminal and to JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from rulespec.comparing.comparing import Compared
from rulespec.comparing.ways import Datum, Scalar, Shown
from rulespec.compiler.documents.values import write_number
from rulespec.compiler.words import Language


def lines_of(item: Compared, words: Language) -> Iterator[tuple[str, bool | None]]:
    """The sentences of a variable, each with whether it is good news (None: neither)."""
    name = f"{item.pair.original} ({item.label})" if item.label != item.pair.original else item.pair.original
    key = "compared equal" if item.is_equal else "compared different"
    yield (
        words.said(
            key, name=name, situations=item.situations, periods=len(item.periods), differing=item.differing, on=_some(item.differing_on)
        ),
        item.is_equal,
    )
    if item.is_equal and item.situations and not item.answers:
        yield f"    {words.ui['compared nothing']}", None
    for fault, (period, count) in sorted(item.faults.items(), key=lambda entry: entry[0].value):
        yield f"    {words.said(f'compared fault {fault.value}', count=count, period=period, reason=item.stops)}", None
    if item.rule_stacked:
        yield f"    {words.ui['compared rule stacked']}", False
    for shown in item.shown:
        yield from _difference(shown, words)


def _difference(shown: Shown, words: Language) -> Iterator[tuple[str, bool | None]]:
    yield f"    {words.said('compared situation', period=shown.period)}", None
    for name, places in shown.people:
        yield f"        {name}{words.marks.colon}{', '.join(f'{group} → {role}' for group, role in places)}", None
    for datum in shown.data:
        yield f"        {_datum(datum, words)}", None
    if any(datum.is_computed for datum in shown.data):
        yield f"        {words.ui['compared computed']}", None
    whose = f" ({shown.whose})" if shown.whose else ""
    yield f"    {words.said('compared original', value=told(shown.original, words), place=shown.place)}{whose}", None
    for name, text in (*shown.parameters, *shown.locals):
        yield f"        {name} = {text}", None
    if shown.error:
        yield f"    {words.said('compared error', reason=shown.error)}", False
    else:
        yield f"    {words.said('compared rule', value=told(shown.rule, words))}{whose}", False
    for text in shown.reasons:
        yield f"        {text}", None


def _datum(datum: Datum, words: Language) -> str:
    who = f" ({datum.who})" if datum.who else ""
    mark = "* " if datum.is_computed else ""
    when = "" if datum.period == "ETERNITY" else f" [{datum.period}]"
    return f"{mark}{datum.label}{who}{words.marks.colon}{told(datum.value, words)}{when} ({datum.name})"


def told(value: Scalar | None, words: Language) -> str:
    """A value as the expert would type it."""
    if value is None:
        return words.ui["compared no answer"]
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, float | int):
        number = Decimal(str(value))
        return write_number(number.quantize(Decimal("0.0001")).normalize() + 0, words) if number.is_finite() else str(value)
    return str(value)


def _some(periods: Sequence[str]) -> str:
    return ", ".join([*periods[:6], *(["…"] if len(periods) > 6 else [])])


def head(items: Sequence[Compared], words: Language) -> str:
    """« 91 variables compared: 88 equal, 3 differ; 5 with a fault of the original. »"""
    return words.said(
        "compared head",
        count=len(items),
        equal=sum(item.is_equal for item in items),
        differing=sum(not item.is_equal for item in items),
        faults=sum(bool(item.faults) for item in items),
        situations=sum(item.situations for item in items),
    )


def to_json(items: Iterable[Compared], words: Language) -> str:
    """The whole as JSON."""
    return json.dumps([to_data(item) for item in items], ensure_ascii=False, indent=1)


def to_data(item: Compared) -> dict[str, Any]:
    """A variable as plain data."""
    return {
        "variable": item.pair.original,
        "rule": item.pair.own,
        "label": item.label,
        "equal": item.is_equal,
        "situations": item.situations,
        "answers": item.answers,
        "periods": item.periods,
        "differing": item.differing,
        "differing_on": item.differing_on,
        "faults": [{"fault": fault.value, "period": period, "situations": count} for fault, (period, count) in item.faults.items()],
        "stops": item.stops,
        "rule_stacked": item.rule_stacked,
        "differences": [asdict(shown) for shown in item.shown],
    }
