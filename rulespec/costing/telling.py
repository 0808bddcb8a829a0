"""What two runs say to sections of a report, in a reader's tongue: sentences, tables, bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rulespec.compiler.documents.values import write_number
from rulespec.compiler.ground.kinds import money
from rulespec.compiler.words import Language
from rulespec.costing.charts import Bar
from rulespec.costing.comparing import Comparison, Household
from rulespec.costing.counting import ALL, FEW, SURE, Line
from rulespec.costing.grouping import MAKE_UP, MOST_CHILDREN, MOST_PEOPLE, OTHERS, SIZE, Bands
from rulespec.costing.marginal import Cliff
from rulespec.costing.why import Reason

# Adults beyond so many are told together.
MOST_ADULTS = 3
# From so much on, cents say nothing.
LARGE = 1000


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        sentences: before its table; `items` a list of them, each with those below it.
        headings, rows: of its table, the first column its names; empty where it has none.
        bars: what is drawn beside the table; `notes` what follows it.
    """

    title: str
    sentences: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    bars: tuple[Bar, ...] = ()
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """How things are called: aids by identifier, variables by name, the unit in the plural, what came before (empty: the country alone).

    `changed` are parameters of the country that change, where what they change there is not counted.
    """

    project: str
    since: str
    unit: str
    currency: str
    aids: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()


def sections(found: Comparison, reasons: Sequence[Sequence[Reason]], names: Names, words: Language) -> tuple[Section, ...]:
    """The report in the order read."""
    return tuple(_Teller(found, names, words).sections(reasons))


class _Teller:
    def __init__(self, found: Comparison, names: Names, words: Language) -> None:
        self.found, self.names = found, names
        self.words = words.in_currency(names.currency)
        self.unit = money(names.currency)
        self.lines: dict[tuple[str, str], list[Line]] = {}
        for line in found.lines:
            self.lines.setdefault((line.aid, line.dimension), []).append(line)

    def said(self, key: str, **fields: object) -> str:
        return self.words.said(f"cost {key}", **fields)

    def count(self, value: float) -> str:
        """People or households: weights make parts of them, which nobody is."""
        return write_number(Decimal(round(value)), self.words)

    def money(self, value: float, is_signed: bool = False) -> str:
        digits = 0 if abs(value) >= LARGE else -int(self.unit.coin.as_tuple().exponent)
        rounded = round(Decimal(repr(value)), digits) if digits else Decimal(round(value))
        sign = "+" if is_signed and rounded > 0 else ""
        return sign + self.words.amount(write_number(rounded, self.words), self.words.unit_name(self.unit))

    def share(self, value: float) -> str:
        return f"{write_number(Decimal(f'{value * 100:g}'), self.words)}\u00a0%"

    def aid(self, aid: str) -> str:
        return self.names.aids.get(aid, aid) if aid else self.said("all")

    def variable(self, name: str) -> str:
        return self.names.variables.get(name, name)

    def sections(self, reasons: Sequence[Sequence[Reason]]) -> list[Section]:
        found = [self._head(), self._aids()]
        for dimension in (*self.found.cuts, SIZE, MAKE_UP):
            if (ALL, dimension) in self.lines:
                found.append(self._groups(dimension))
        if self.found.told:
            items = tuple(self._household(item, why) for item, why in zip(self.found.told, reasons, strict=True))
            found.append(Section(self.said("told"), items=items))
        if self.found.question.more is not None:
            found += [self._marginal(), self._cliffs()]
        return found

    def _head(self) -> Section:
        (line,) = self.lines[ALL, ALL]
        since = self.said("since", name=self.names.since) if self.names.since else self.said("since country")
        title = self.said("title", project=self.names.project)
        period = self.said("period", period=self.found.after.period)
        sentences = [f"{since[:1].upper()}{since[1:]}, {period}."]
        amounts = {name: self.money(getattr(line, name)) for name in ("before", "after")}
        change = self.money(line.change, True)
        sentences.append(self.said("headline", change=change, **amounts, units=self.count(line.units), entity=self.names.unit))
        if line.changed:
            if line.rows > 1:
                low, high = (self.money(line.change + sign * SURE * line.error, True) for sign in (-1, 1))
                sentences.append(self.said("error", low=low, high=high))
            counted = {"winners": self.count(line.winners), "losers": self.count(line.losers)}
            moved = {"gained": self.money(line.gained), "lost": self.money(abs(line.lost))}
            sentences.append(self.said("winners", **counted, **moved, entity=self.names.unit))
        elif not any(item.changed for item in self.found.lines):
            sentences.append(self.said("same"))
        return Section(title, tuple(sentences), notes=tuple(self._notes()))

    def _margin(self, line: Line) -> str:
        """Nothing where one row is the whole sample: another may be anything."""
        (every,) = self.lines[ALL, ALL]
        return f"± {self.money(SURE * line.error)}" if every.rows > 1 else ""

    def _notes(self) -> list[str]:
        question, after = self.found.question, self.found.after
        notes = []
        if after.is_synthetic:
            notes.append(self.words.ui["population synthetic"])
        if self.names.changed:
            notes.append(self.said("changed", paths=", ".join(self.names.changed)))
        if question.take_up:
            shares = [self.said("take-up of", name=self.aid(aid), share=self.share(share)) for aid, share in question.take_up.items()]
            notes.append(self.said("take-up", shares=", ".join(shares)))
        if question.rights:
            notes.append(self.said("rights", names=", ".join(self.aid(aid) for aid in question.aids if aid in question.rights)))
        notes.append(self.said("sampled"))
        versions = ", ".join(f"{name} {number}" for name, number in after.versions.items())
        rows = ", ".join(f"{self.count(count)} {after.plurals[key]}" for key, count in after.rows.items())
        revision = after.revision[:12] or self.said("unknown revision")
        notes.append(self.said("made with", population=after.population, rows=rows, revision=revision, versions=versions))
        return notes

    def _aids(self) -> Section:
        lines = [self.lines[aid, ALL][0] for aid in (ALL, *self.found.question.aids)]
        keys = ("aid", "before", "after", "change", "margin", "holders before", "holders after", "gainers", "payers")
        rows = []
        for line in lines:
            is_right = line.aid in self.found.question.rights
            amounts = [self.money(line.before), self.money(line.after), self.money(line.change, True), self._margin(line)]
            counts = [self.count(getattr(line, name)) for name in ("holders_before", "holders_after", "winners", "losers")]
            rows.append((self._starred(self.aid(line.aid), line), *(["–"] * 4 if is_right else amounts), *counts))
        drawn = tuple(
            Bar(self.aid(line.aid), line.change, self.money(line.change, True))
            for line in lines[1:]
            if line.aid not in self.found.question.rights
        )
        return Section(self.said("by aid"), (), self._headings(keys), tuple(rows), drawn, notes=self._few(lines))

    def _groups(self, dimension: str) -> Section:
        lines = [line for line in self.lines[ALL, dimension] if line.rows]
        keys = ("units", "before", "after", "change", "mean", "gainers", "payers", "rows")
        rows, drawn = [], []
        for line in lines:
            name = self._group(dimension, line.group)
            mean = line.change / line.units if line.units else 0.0
            amounts = [self.money(line.before), self.money(line.after), self.money(line.change, True), self.money(mean, True)]
            counts = [self.count(line.winners), self.count(line.losers), self.count(line.rows)]
            rows.append((self._starred(name, line), self.count(line.units), *amounts, *counts))
            drawn.append(Bar(name, mean, self.money(mean, True)))
        return Section(self._by(dimension), (), ("", *self._headings(keys)), tuple(rows), tuple(drawn), notes=self._few(lines))

    def _by(self, dimension: str) -> str:
        if dimension in (SIZE, MAKE_UP):
            return self.said("by size" if dimension == SIZE else "by make-up")
        return self.said("by rank" if dimension == self.found.question.ranked else "by", name=self.variable(dimension))

    def _headings(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.said(key) for key in keys)

    def _starred(self, name: str, line: Line) -> str:
        return f"{name} *" if line.is_few else name

    def _few(self, lines: Sequence[Line]) -> tuple[str, ...]:
        return (self.said("few", count=FEW),) if any(line.is_few for line in lines) else ()

    def _group(self, dimension: str, group: str) -> str:
        """What a group is called."""
        if dimension == SIZE:
            return self._at_most("people", int(group), MOST_PEOPLE)
        if dimension == MAKE_UP:
            older, younger = (int(part) for part in group.split("+"))
            adults = self._at_most("adults", older, MOST_ADULTS) if older else self.said("no adult")
            children = self._at_most("children", younger, MOST_CHILDREN) if younger else self.said("alone")
            return self.said("make-up", adults=adults, children=children)
        cut = self.found.cuts[dimension]
        if not isinstance(cut, Bands):
            return self.said("others") if group == OTHERS else self._value(group)
        mark = "[" if cut.is_from else "]"
        rank, _, edges = group.partition(mark)
        low, _, high = edges.partition(":")
        band = self._ages(low, high) if dimension in self.found.question.ages else self._band(low, high)
        return self.said("tenth", rank=rank, band=band) if rank else band

    def _at_most(self, key: str, count: int, most: int) -> str:
        return self.said(f"{key} more", count=count) if count >= most else self.said(key, count=count)

    def _band(self, low: str, high: str) -> str:
        low, high = (write_number(Decimal(edge).quantize(self._step(edge)), self.words) if edge else "" for edge in (low, high))
        if low and high:
            return self.said("between", low=low, high=high)
        return self.said("over", low=low) if low else self.said("up to", high=high) if high else self.said("every")

    def _step(self, edge: str) -> Decimal:
        """A whole number stays whole, another has cents."""
        return Decimal(1) if Decimal(edge) == Decimal(edge).to_integral_value() else Decimal("0.01")

    def _ages(self, low: str, high: str) -> str:
        if low and high:
            return self.said("ages", low=low, high=int(high) - 1)
        return self.said("ages from", low=low) if low else self.said("ages under", high=high)

    def _household(self, item: Household, why: Sequence[Reason]) -> tuple[str, tuple[str, ...]]:
        head = self.said("household", change=self.money(item.change, True), people=item.people, weight=self.count(item.weight))
        moved = [
            self.said("moved", aid=self.aid(aid), before=self.money(item.before[aid]), after=self.money(item.after[aid]))
            for aid in item.before
            if abs(item.after[aid] - item.before[aid]) > self.found.question.coin / 2
        ]
        because = [
            self.said("because", label=reason.label, before=self._value(reason.before), after=self._value(reason.after)) for reason in why
        ]
        return head, (*moved, *because)

    def _value(self, value: Any) -> str:
        """A value of a variable, as people say it."""
        if value is None:
            return "–"
        if isinstance(value, bool) or value in ("True", "False"):
            return self.said("yes" if value in (True, "True") else "no")
        if isinstance(value, (int, float)):
            return write_number(Decimal(f"{value:.2f}").normalize(), self.words)
        return str(value)

    def _marginal(self) -> Section:
        more = self.found.question.more
        assert more is not None
        name = self.variable(more.variable)
        rows = tuple((self._lost(rate.low, rate.high), self.count(rate.units), self.count(rate.rows)) for rate in self.found.marginal)
        drawn = tuple(Bar(row[0], rate.units, row[1]) for row, rate in zip(rows, self.found.marginal, strict=True))
        lead = self.said("marginal lead", given=self.money(more.amount), name=name)
        return Section(self.said("marginal", name=name), (lead,), self._headings(("share", "units", "rows")), rows, drawn)

    def _lost(self, low: float | None, high: float | None) -> str:
        if low is None:
            return self.said("share none")
        return self.said("share over") if high is None else self.said("share between", low=self.share(low), high=self.share(high))

    def _cliffs(self) -> Section:
        more = self.found.question.more
        assert more is not None
        name = self.variable(more.variable)
        items = tuple((self._cliff(item, name), ()) for item in self.found.cliffs)
        return Section(self.said("cliffs"), () if items else (self.said("no cliff"),), items=items)

    def _cliff(self, item: Cliff, name: str) -> str:
        amounts = {key: self.money(getattr(item, key)) for key in ("loss", "low", "high")}
        return self.said("cliff", aid=self.aid(item.aid), units=self.count(item.units), **amounts, name=name, rows=item.rows)
