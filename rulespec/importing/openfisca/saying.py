"""Terms to sentences of the rule language, in the tongue of the rulebook."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from rulespec.compiler.documents.values import write_date
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import ANY, NONE, YEARS, Kind, Period, Unit, conversion, unit_of
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import SAME, Window, month_of_year
from rulespec.compiler.sentences.vocabulary import Words
from rulespec.compiler.words import Language
from rulespec.importing.openfisca import algebra
from rulespec.importing.openfisca.measuring import Measures
from rulespec.importing.openfisca.naming import Names
from rulespec.importing.openfisca.terms import (
    Absolute,
    Age,
    Arithmetic,
    Between,
    Choice,
    Compare,
    DatePart,
    Day,
    Divided,
    Elapsed,
    Extreme,
    Figure,
    Fold,
    HasRole,
    If,
    Literal,
    Logic,
    Named,
    Negative,
    Not,
    OneOfThese,
    Read,
    Rounded,
    Scaled,
    Starts,
    Term,
    bare,
)
from rulespec.importing.openfisca.values import Unsaid

# How tightly a sentence holds together.
LOOSE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, UNARY, CONVERTED, ATOM = range(10)
SIGNS = {"EQ": "=", "NE": "≠", "LT": "<", "LE": "≤", "GT": ">", "GE": "≥"}
FOLDS = {"sum": "SUM", "count": "COUNT", "some": "SOME", "every": "EVERY", "max": "MAXIMUM", "min": "MINIMUM"}
ELAPSED = {"days": "DAYS_BETWEEN", "months": "MONTHS_BETWEEN", "years": "YEARS_BETWEEN"}


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence: how tightly it holds, its unit (None of a figure without one)."""

    text: str
    level: int = ATOM
    unit: Unit | None = NONE

    def within(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"


@dataclass(eq=False)
class Teller:
    """Says terms; what they read is gathered on the way.

    Attributes:
        own: the names of parts of formulas that are calculations of their own, by their term.
        is_plain: without units: each value is taken as a number.
        divided: told a division whose divisor may be 0.
    """

    words: Language
    people: Words
    catalog: Catalog
    names: Names
    measures: Measures
    period: Period
    entity: str
    is_plain: bool = False
    own: dict[Term, tuple[str, Unit]] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)
    windows: dict[str, set[Window]] = field(default_factory=dict)
    figures: dict[str, Figure | Scaled] = field(default_factory=dict)
    divided: Callable[[str], None] = lambda text: None

    def word(self, token: str) -> str:
        return next(phrase for phrase, known in self.words.keywords.items() if known == token)

    def say(self, term: Term) -> Said:
        """The sentence of a term. Raises Unsaid."""
        if isinstance(term, Named):
            if term.value in self.own:
                name, unit = self.own[term.value]
                return self.valued(Said(name, ATOM, unit))
            return self.say(term.value)
        match term:
            case Literal(value=value):
                return self.literal(value)
            case Choice(member=member):
                return Said(member)
            case Read():
                return self.read(term)
            case Figure():
                return self.figure(term)
            case Scaled():
                return self.scaled(term)
            case Arithmetic():
                return self.arithmetic(term)
            case Divided():
                return self.divided_or(term)
            case Negative(value=value):
                said = self.say(value)
                return Said(f"-{said.within(UNARY)}", UNARY, said.unit)
            case Compare(operator=operator, left=left, right=right):
                one, other = self.agreeing([self.say(left), self.say(right)])
                return Said(f"{one.within(SUM)} {SIGNS[operator]} {other.within(SUM)}", COMPARISON)
            case Between(value=value, low=low, high=high):
                said_value, least, most = self.agreeing([self.say(value), self.say(low), self.say(high)])
                between, and_ = self.word("BETWEEN"), self.word("AND")
                return Said(f"{said_value.within(SUM)} {between} {least.within(SUM)} {and_} {most.within(SUM)}", COMPARISON)
            case Logic(operator=operator, items=items):
                items = algebra.bounded(items) if operator == "and" else items
                if len(items) == 1:
                    return self.say(items[0])
                level, inner = (AND, NOT) if operator == "and" else (OR, AND)
                return Said(f" {self.word(operator.upper())} ".join(self.say(item).within(inner) for item in items), level)
            case Not(value=value):
                return self.negated(value)
            case If():
                return self.conditional(term)
            case Extreme(function=function, items=items):
                said_items = self.agreeing([self.say(item) for item in items])
                common = next((item.unit for item in said_items if item.unit is not None), None)
                return Said(f"{self.words.function_name(function)}({' ; '.join(item.text for item in said_items)})", ATOM, common)
            case Rounded(function=function, value=value, figure=figure):
                said = self.say(value)
                return Said(f"{self.words.function_name(function)}({said.text} ; {self.number(figure)})", ATOM, said.unit)
            case Absolute(value=value):
                said = self.say(value)
                return Said(f"{self.words.function_name('abs')}({said.text})", ATOM, said.unit)
            case Fold():
                return self.fold(term)
            case HasRole(group=group, role=role):
                return Said(f"{self.is_a()} {self.role(group, role)}", COMPARISON)
            case OneOfThese(value=value, items=items):
                told = " ; ".join(self.say(item).text for item in items)
                return Said(f"{self.say(value).within(SUM)} {self.word('IN')} {f'({told})' if len(items) > 1 else told}", COMPARISON)
            case Starts(value=value, texts=texts):
                told = " ; ".join(self.literal(text).text for text in texts)
                return Said(f"{self.say(value).within(SUM)} {self.word('STARTS')} {told}", COMPARISON)
            case Day(window=window):
                return self.day(window)
            case Age(birth=birth, at=at):
                is_now = at == Day() and self.period is Period.MONTH
                on = "" if is_now else f" ; {self.say(at).text}"
                return Said(f"{self.words.function_name('age')}({self.say(birth).text}{on})", ATOM, YEARS)
            case DatePart(date=Day(window=window), part="month") if window == SAME and self.period is Period.MONTH:
                # Months since January, and one more.
                return self.say(Arithmetic("+", Elapsed("months", Day(month_of_year(1)), Day()), Literal(Decimal(1))))
            case DatePart(part=part):
                raise Unsaid("part of period", None, what=part)
            case Elapsed(unit=counted, start=start, end=end):
                text = f"{self.word(ELAPSED[counted])} {self.say(start).within(SUM)} {self.word('AND')} {self.say(end).within(UNARY)}"
                return self.valued(Said(text, SUM, unit_of(counted[:-1])))
        raise Unsaid("term", None, what=type(term).__name__)

    def number(self, value: Decimal) -> str:
        """A number without marks of thousands, which a sentence has not."""
        if not value.is_finite():
            return self.word("INFINITY")
        whole = value == value.to_integral_value()
        return (f"{value:.0f}" if whole else f"{value.normalize():f}").replace(".", self.words.decimal)

    def is_a(self) -> str:
        return [phrase for phrase, known in self.words.keywords.items() if known == "EQ"][1]

    def has_name(self, unit: Unit) -> bool:
        """True of a unit that people say: euros squared are none."""
        return self.words.unit(self.words.unit_name(unit)) is not None or not unit.powers

    def plain(self, said: Said) -> Said:
        """A value without its unit."""
        if said.unit is None or said.unit == NONE or said.unit.any:
            return said
        return Said(f"{self.words.function_name('value')}({said.text})", ATOM, ANY)

    def valued(self, said: Said) -> Said:
        """A value without its unit, where units are left aside."""
        if not self.is_plain or said.unit is None or said.unit == NONE or said.unit.any:
            return said
        return Said(f"{self.words.function_name('value')}({said.text})", ATOM, ANY)

    def literal(self, value: bool | Decimal | str | datetime.date) -> Said:
        match value:
            case bool():
                return Said(self.word("TRUE" if value else "FALSE"))
            case Decimal():
                text = self.number(abs(value))
                return Said(f"-{text}", UNARY, None) if value < 0 else Said(text, ATOM, None)
            case str():
                return Said(f'"{value}"')
            case datetime.date():
                return Said(write_date(value))
        assert_never(value)

    def negated(self, value: Term) -> Said:
        inner = value
        while isinstance(inner, Named) and inner.value not in self.own:
            inner = inner.value
        if isinstance(inner, Fold) and inner.operation == "some":
            return self.fold(inner, "NO")
        if isinstance(inner, OneOfThese):
            told = " ; ".join(self.say(item).text for item in inner.items)
            many = f"({told})" if len(inner.items) > 1 else told
            return Said(f"{self.say(inner.value).within(SUM)} {self.word('NOT_IN')} {many}", COMPARISON)
        return Said(f"{self.word('NOT')} {self.say(value).within(COMPARISON + 1)}", NOT)

    def read(self, term: Read) -> Said:
        self.variables.add(term.variable)
        self.windows.setdefault(term.variable, set()).add(term.window)
        text = self.names.variable(term.variable)
        level = ATOM
        unit = self.measures.variable(term.variable) if term.kind is Kind.NUMBER else NONE
        if term.through and "." in term.through[-1]:
            entity, _, role = term.through[-1].partition(".")
            if not self.catalog.entities[self.entity].is_person and entity != self.entity:
                raise Unsaid("projection", None)
            of = self.people.of_words.get((entity, role))
            if of is None:
                raise Unsaid("projection", None)
            text = f"{text} {of}"
        raw = self.catalog.raw_variables[term.variable]
        if term.window != SAME and raw["period"] != "eternity":
            said = self.words.timing.say(term.window)
            if not said:
                raise Unsaid("period", None, what=term.window.name)
            text = f"{text} {said}"
            if term.window.is_run or (term.window.is_year and raw["period"] == "month"):
                unit = unit.summed(term.window.count or 1)
        elif self.period is Period.MONTH and raw["period"] == "year":
            unit = unit.shared_out()
        return self.valued(Said(text, level, unit))

    def figure(self, term: Figure) -> Said:
        if term.keys:
            raise Unsaid("keyed parameter", None, name=term.path)
        self.figures.setdefault(term.path, term)
        text = self.names.figure(term.path)
        if term.window != SAME:
            text = f"{text} {self._at(term.window)}"
        return self.valued(Said(text, ATOM, self.measures.figure(term.path) if term.kind is Kind.NUMBER else NONE))

    def _at(self, window: Window) -> str:
        said = self.words.timing.say(window)
        if not said:
            raise Unsaid("period", None, what=window.name)
        return said

    def scaled(self, term: Scaled) -> Said:
        if term.window != SAME:
            raise Unsaid("period", None, what=term.window.name)
        self.figures.setdefault(term.path, term)
        value = self.say(term.value)
        kind = self.catalog.raw_parameters[term.path]["scale"]
        unit = value.unit if kind in ("marginal_rate", "linear_average") else self.measures.figure(term.path)
        return self.valued(Said(f"{self.names.figure(term.path)}({value.text})", ATOM, unit))

    def agreeing(self, items: Sequence[Said]) -> list[Said]:
        """Pieces that are compared or added: those of other units are taken as numbers."""
        units = [item.unit for item in items if item.unit is not None and not item.unit.any]
        if all(unit.fits(units[0]) for unit in units):
            return list(items)
        value = self.words.function_name("value")
        return [item if item.unit is None or item.unit.any else Said(f"{value}({item.text})", ATOM, ANY) for item in items]

    def arithmetic(self, term: Arithmetic) -> Said:
        left, right = self.say(term.left), self.say(term.right)
        if term.operator in ("+", "-"):
            left, right = self.agreeing([left, right])
            unit = left.unit if left.unit is not None else right.unit
            sign = "+" if term.operator == "+" else "-"
            return Said(f"{left.within(SUM)} {sign} {right.within(PRODUCT)}", SUM, unit)
        converted = self.converted(term, left)
        if converted is not None:
            return converted
        first, second = left.unit or NONE, right.unit or NONE
        if term.operator == "*":
            unit = ANY if first.any or second.any else first.times(second)
            if not unit.any and not self.has_name(unit):
                left, right, unit = self.plain(left), self.plain(right), ANY
            if left.unit is None and right.unit is None:
                return Said(f"{left.within(PRODUCT)} × {right.within(UNARY)}", PRODUCT, None)
            return Said(f"{left.within(PRODUCT)} × {right.within(UNARY)}", PRODUCT, unit)
        unit = ANY if first.any or second.any else first.over(second)
        text = f"{left.within(PRODUCT)} / {right.within(UNARY)}"
        if algebra.number_of(term.right):
            return Said(text, PRODUCT, left.unit)
        divisor = bare(term.right)
        is_safe = self.never_zero(divisor) if isinstance(divisor, Figure) else algebra.is_positive(divisor)
        if not is_safe:
            self.divided(text)
        # As numpy does; what nobody told opens no right under a ceiling, which 0 would.
        answer = "0" if is_safe else self.word("INFINITY")
        return Said(f"{text} {self.word('DEFAULT')} {answer}", PRODUCT, unit)

    def divided_or(self, term: Divided) -> Said:
        left, right = self.say(term.left), self.say(term.right)
        first, second = left.unit or NONE, right.unit or NONE
        unit = ANY if first.any or second.any else first.over(second)
        quotient = Said(f"{left.within(PRODUCT)} / {right.within(UNARY)}", PRODUCT, unit)
        otherwise = self.say(term.otherwise)
        if otherwise.unit is not None and not otherwise.unit.any and not otherwise.unit.fits(unit):
            otherwise = Said(f"{self.words.function_name('value')}({otherwise.text})", ATOM, ANY)
        return Said(f"{quotient.text} {self.word('DEFAULT')} {otherwise.within(UNARY)}", PRODUCT, unit)

    def never_zero(self, figure: Figure) -> bool:
        return all(value != 0 for _, value in self.catalog.raw_parameters[figure.path]["values"])

    def converted(self, term: Arithmetic, left: Said) -> Said | None:
        """`salary * 12` of what is « a month » is « in € / year »; `/ 12` of what is « a year », « in € / month »."""
        read = bare(term.left)
        if term.operator == "/" and isinstance(read, Read) and read.window.is_run and algebra.number_of(term.right) == read.window.count:
            unit = self.measures.variable(read.variable)
            return self.valued(Said(f"{self.word('MONTHLY_MEAN')} {self.say(term.left).text}", CONVERTED, unit))
        if left.unit is None or left.unit.any or algebra.number_of(term.right) != 12:
            return None
        powers = dict(left.unit.powers)
        source, target = ("month", "year") if term.operator == "*" else ("year", "month")
        if powers.get(source) != -1:
            return None
        powers.pop(source)
        powers[target] = powers.get(target, 0) - 1
        unit = Unit(tuple(sorted((base, power) for base, power in powers.items() if power)))
        if conversion(left.unit, unit) is None:
            return None
        return Said(f"{left.within(CONVERTED)} {self.words.marks.into} {self.words.unit_name(unit)}", CONVERTED, unit)

    def conditional(self, term: If) -> Said:
        then, otherwise = self.agreeing([self.say(term.then), self.say(term.otherwise)])
        if_, then_, else_ = self.word("IF"), self.word("THEN"), self.word("ELSE")
        text = f"{if_} {self.say(term.condition).within(OR)} {then_} {then.within(OR)} {else_} {otherwise.text}"
        return Said(text, LOOSE, then.unit if then.unit is not None else otherwise.unit)

    def fold(self, term: Fold, token: str = "") -> Said:
        is_one = (token or FOLDS[term.operation]) in ("SOME", "EVERY", "NO")
        who = self.role(term.group, term.role, is_one)
        such = ""
        if term.such is not None:
            such = f" {self.word('WITH')} ({self.say(term.such).text})"
        start = self.word(token or FOLDS[term.operation])
        if term.what is None:
            level = COMPARISON if term.operation in ("some", "every") else CONVERTED
            return Said(f"{start} {who}{such}", level, NONE)
        what = self.say(term.what)
        for_ = [phrase for phrase, known in self.words.keywords.items() if known == "FOR"][1]
        return Said(f"{start} {what.within(SUM)} {for_} {who}{such}", PRODUCT, what.unit)

    def role(self, group: str, role: str | None, is_one: bool = True) -> str:
        """The people of a group, in the words of the lexicon; of which group, where several have some."""
        if role is None:
            text = self.words.marks.members[0 if is_one else 1]
        else:
            said = [phrase for phrase, whos in self.people.roles.items() if any((who.entity, who.role) == (group, role) for who in whos)]
            text = self.people.role_words.get((group, role)) or (said[0] if said else role)
            known = next(item for item in self.catalog.entities[group].roles if item.key == role)
            if not is_one and known.plural and normalise(known.plural.replace("_", " ")) in said:
                text = known.plural.replace("_", " ")
        whos = self.people.roles.get(normalise(text), ())
        if group != self.entity and len(whos) > 1:
            longer = [
                phrase
                for phrase, found in self.people.roles.items()
                if len(found) == 1 and found[0].entity == group and found[0].role == role
            ]
            longer = [phrase for phrase in longer if phrase.startswith(normalise(text))]
            text = longer[0] if longer else text
        return text

    def day(self, window: Window) -> Said:
        said = self.words.timing.say_day(window if window != SAME else Window(count=1))
        if not said:
            raise Unsaid("period", None, what=window.name)
        return Said(said)
