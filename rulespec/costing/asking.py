"""A project, what it is compared with and the words of a command line to a question that can be computed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import YEARS, money
from rulespec.compiler.ir.walking import read_by
from rulespec.costing.comparing import Question, Rules
from rulespec.costing.telling import Names
from rulespec.populations.job import FIRST, SUM, More, Output, outputs_of
from rulespec.populations.known import Known, known_variables
from rulespec.populations.population import Population, open_population
from rulespec.populations.running import Asked
from rulespec.projects.compiling import Checked

SHARE = re.compile(r"(?:(?P<aid>[^=]+)=)?\s*(?P<share>\d+(?:[.,]\d+)?)\s*(?P<percent>%?)\Z")
# What the people's age is called where the country has it; without it, households are told by their size.
AGE = "age"


class WrongQuestion(Exception):
    """A sentence of the command line that says what can't be asked: its key, and its fields."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key, self.fields = f"cost {key}", fields


@dataclass(frozen=True)
class Wanted:
    """What the reader wants, in the words of the command line."""

    period: str
    aids: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    unit: str = ""
    ranked: str = ""
    by: tuple[str, ...] = ()
    take_up: tuple[str, ...] = ()
    more: str = ""
    step: float = 1.0


@dataclass(frozen=True)
class Prepared:
    """The two sides, and the question."""

    before: Rules
    after: Rules
    question: Question
    names: Names


def prepare(wanted: Wanted, population: Population, after: Checked, before: Checked | None, since: str, asked: Asked) -> Prepared:
    """Raises WrongQuestion for a name that nobody knows, WorldError for an aid that is none."""
    program = after.program
    assert program is not None
    catalog = after.catalog
    if before is None and not catalog.distribution:
        raise WrongQuestion("own country")
    new = known_variables(catalog, after.program)
    old = known_variables(before.catalog, before.program) if before is not None else known_variables(catalog)
    amounts = _amounts(after, new, wanted)
    earlier = _earlier(amounts, before, old, wanted)
    aids = tuple(dict.fromkeys([item.aid for item in (*amounts, *earlier)]))
    changed = () if wanted.variables else _changed(program, before)
    if not aids:
        raise WrongQuestion("only parameters", paths=", ".join(changed)) if changed else WrongQuestion("no aid")
    unit = _unit(wanted.unit, catalog, population)
    age = AGE if any(AGE in known and known[AGE].entity == catalog.person.key for known in (old, new)) else ""
    traits = tuple(dict.fromkeys([*([wanted.ranked] if wanted.ranked else []), *wanted.by]))
    others = dict.fromkeys([*traits, *([age] if age else []), *([wanted.more] if wanted.more else [])])
    for name in others:
        if name not in old and name not in new:
            raise WrongQuestion("no variable", name=name)
    if wanted.more and not wanted.step > 0:
        raise WrongQuestion("step wrong", step=wanted.step)
    if wanted.more and wanted.more not in {column.variable for key, column in population.columns if key == catalog.person.key}:
        raise WrongQuestion("not given", name=wanted.more)
    sides = [
        (*given, *(_aged(item, catalog) for item in outputs_of(None, known, wanted.period, (), [name for name in others if name in known])))
        for given, known in ((earlier, old), (amounts, new))
    ]
    question = Question(
        unit=unit,
        ranked=_own(wanted.ranked, old, new),
        traits=tuple(_own(name, old, new) for name in wanted.by),
        ages=frozenset(_own(name, old, new) for name in traits if _is_age(name, catalog)),
        age=age,
        aids=aids,
        rights=frozenset(item.aid for item in (*amounts, *earlier) if item.kind == "bool"),
        take_up=_take_up(wanted.take_up, aids, after),
        coin=float(money(catalog.currency).coin),
        more=More(_own(wanted.more, old, new), wanted.step, unit) if wanted.more else None,
    )
    cards = {aid.id: aid.name for item in (before, after) if item is not None and item.program is not None for aid in item.program.aids}
    labels = {name: _label(name, catalog) for name in others}
    cards |= {item.aid: _label(item.variable, catalog) for item in (*amounts, *earlier) if item.aid not in cards}
    names = Names(asked.project, since, catalog.entities[unit].plural, catalog.currency, cards, labels, changed)
    former = Rules(
        before, before.catalog if before is not None else catalog, old, open_population(population.path, catalog, old), sides[0], asked
    )
    return Prepared(former, Rules(after, catalog, new, population, sides[1], asked), question, names)


def _amounts(checked: Checked, known: Mapping[str, Known], wanted: Wanted) -> list[Output]:
    """What each aid gives, and each other amount that is asked; where none is, all the aids and all that the rules replace."""
    assert checked.program is not None
    found: list[Output] = []
    is_all = not wanted.aids and not wanted.variables
    if wanted.aids or (is_all and checked.program.aids):
        found = [item for item in outputs_of(checked, known, wanted.period, wanted.aids) if item.aid and not item.is_eligibility]
    if wanted.variables:
        found += [replace(item, aid=item.variable) for item in outputs_of(None, known, wanted.period, (), wanted.variables)]
    return [*found, *(_replaced(checked, known, wanted.period) if is_all else [])]


def _replaced(checked: Checked, known: Mapping[str, Known], period: str) -> list[Output]:
    """The amounts of the country that take another rule and are no aid's, but those that another of them reads: they would count twice."""
    program = checked.program
    assert program is not None
    own = {variable.name: variable for variable in program.variables}
    theirs = {item.country: item.variable for item in program.replacements if item.variable not in {aid.variable for aid in program.aids}}
    answers = {*theirs.values(), *(aid.variable for aid in program.aids)}
    read = set().union(*(read_by(name, own) - {name} for name in answers if name in own))
    kept = sorted(
        name for name, variable in theirs.items() if name in known and known[name].decimals is not None and not {name, variable} & read
    )
    return [replace(item, aid=item.variable) for item in outputs_of(None, known, period, (), kept)] if kept else []


def _own(name: str, *sides: Mapping[str, Known]) -> str:
    """The identifier of a variable that is named by what its document calls it."""
    return next((known[name].name for known in sides if name in known), name)


def _earlier(amounts: Sequence[Output], before: Checked | None, old: Mapping[str, Known], wanted: Wanted) -> list[Output]:
    """The aids before: those of the rules before, and what the country gave under the name of those of today."""
    found: list[Output] = []
    if before is not None and before.program is not None:
        named = sorted({item.aid for item in amounts} & {aid.id for aid in before.program.aids}) if wanted.aids else ()
        if named or not (wanted.aids or wanted.variables):
            found = _amounts(before, old, replace(wanted, aids=tuple(named), variables=()))
    held = {item.aid for item in found}
    return [*found, *(item for item in amounts if item.aid not in held and item.variable in old)]


def _unit(name: str, catalog: Catalog, population: Population) -> str:
    names = {word: entity.key for entity in catalog.entities.values() for word in (entity.key, entity.plural)}
    if name:
        if name not in names:
            raise WrongQuestion("no unit", name=name, names=", ".join(catalog.entities))
        return names[name]
    weighted = population.weighted
    if weighted is not None:
        return weighted.entity.key
    return next((entity.key for entity in catalog.entities.values() if not entity.is_person), catalog.person.key)


def _label(name: str, catalog: Catalog) -> str:
    return str(catalog.raw_variables.get(name, {}).get("label") or name)


def _is_age(name: str, catalog: Catalog) -> bool:
    variable = catalog.variable(name) if name in catalog.raw_variables else None
    return name == AGE or (variable is not None and variable.type.unit == YEARS)


def _aged(output: Output, catalog: Catalog) -> Output:
    """An age is that of the first month of a year, never the sum of twelve."""
    return replace(output, how=FIRST) if output.how == SUM and _is_age(output.variable, catalog) else output


def _changed(after: ir.Program, before: Checked | None) -> tuple[str, ...]:
    """The parameters of the country that one side changes otherwise than the other."""
    first, second = _changes(after), _changes(before.program) if before is not None else {}
    return tuple(sorted(path for path in {*first, *second} if first.get(path) != second.get(path)))


def _changes(program: ir.Program | None) -> dict[str, ir.Modification | ir.ModifiedScale]:
    found: dict[str, ir.Modification | ir.ModifiedScale] = {}
    if program is not None:
        found |= {item.path: item for item in program.modifications}
        found |= {item.path: item for item in program.modified_scales}
    return found


def _take_up(texts: Sequence[str], aids: Sequence[str], after: Checked) -> dict[str, float]:
    """The share of each aid; one without a name is that of all that are not named."""
    assert after.program is not None
    by_name = {aid.name: aid.id for aid in after.program.aids} | {aid: aid for aid in aids}
    found: dict[str, float] = {}
    for text in texts:
        read = SHARE.match(text.strip())
        share = float(read["share"].replace(",", ".")) / (100 if read["percent"] else 1) if read is not None else -1.0
        named = (read["aid"] or "").strip() if read is not None else ""
        if read is None or not 0 <= share <= 1 or (named and named not in by_name):
            raise WrongQuestion("take-up wrong", text=text)
        if named:
            found[by_name[named]] = share
        else:
            found = dict.fromkeys(aids, share) | found
    return found
