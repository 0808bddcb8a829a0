"""Cases of the checked program to YAML that an expert can paste in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import yaml

from rulespec.compiler import ir
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.values import plain_number, write_date
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.words import Language
from rulespec.projects.compiling import Checked


def cases_yaml(cases: Sequence[ir.Case], checked: Checked, document: str) -> str:
    """The lines of some cases, in the tongue of their document, under the names of the trade."""
    assert checked.loaded.project is not None
    sheet = next((item for item in checked.loaded.project.sheets if item.document.path == document), None)
    words = sheet.words if sheet is not None else checked.words
    names = dict(checked.program.names) if checked.program is not None else {}
    answers: dict[str, str] = {}
    if sheet is not None:
        # What another document calls a datum means nothing here: the country's name does.
        others = [item.document for item in checked.loaded.project.sheets if item is not sheet]
        foreign = {pair for other in others for pair in _data(other)}
        names = {variable: name for variable, name in names.items() if (variable, name) not in foreign}
        # The document's own words come before those of the lexicon, which may be another tongue's.
        names |= dict(_data(sheet.document))
        answers = _answers(checked, sheet.document, words)
    rates = frozenset(item.variable for case in cases for item in (*case.given, *case.expected) if _is_rate(item.variable, checked))
    told = [_case(case, words, names, answers, rates) for case in cases]
    return yaml.dump(told, allow_unicode=True, sort_keys=False, default_flow_style=None, width=150)


def _data(document: doc.Document) -> Iterator[tuple[str, str]]:
    """The variables that a document's data read as they are, with the names that it gives them."""
    for datum in document.data:
        if datum.reads and datum.name and not datum.window:
            yield datum.reads.text.strip(), datum.name.text


def _answers(checked: Checked, document: doc.Document, words: Language) -> dict[str, str]:
    """What the cases of a document call the answers of its aid: « montant », « a droit »; the rows of a sheet of aids have a column."""
    if checked.program is None or document.aid is None or document.path != document.span.path:
        return {}
    aid = next((item for item in checked.program.aids if item.id == document.aid.text.strip()), None)
    variable = checked.program.variable(aid.variable) if aid is not None else None
    if aid is None or variable is None:
        return {}
    entitled, amount = words.marks.entitled[0], words.keys["amount"][0]
    if variable.type.kind is Kind.NUMBER:
        return {aid.variable: amount} | ({aid.eligibility: entitled} if aid.eligibility else {})
    return {aid.eligibility or aid.variable: entitled}


def _is_rate(variable: str, checked: Checked) -> bool:
    """Whether the values of a variable are written in %: the rulebook's, or the country's."""
    own = next((item for item in checked.program.variables if item.name == variable), None) if checked.program is not None else None
    known = own or checked.catalog.variable(variable)
    return known is not None and known.type.rate


def _case(case: ir.Case, words: Language, names: dict[str, str], answers: dict[str, str], rates: frozenset[str]) -> dict[str, object]:
    def key(name: str) -> str:
        return words.key("Case", name)

    situation: dict[str, object] = {}
    people: dict[str, dict[str, object]] = {}
    alone = len(case.people) == 1
    for value in case.given:
        into = situation if value.person is None or alone else people.setdefault(value.person, {})
        name = names.get(value.variable, value.variable)
        scalar = scalar_yaml(value.value, words, value.variable in rates)
        if value.period in (case.period, "ETERNITY"):
            into[name] = scalar
        else:
            dated = into.setdefault(name, {})
            assert isinstance(dated, dict)
            dated[value.period] = scalar
    told: dict[str, object] = {key("name"): case.name, key("date"): _date(case.period)}
    if not alone:
        role = words.marks.role
        told[key("people")] = {person.name: {role: _kind(person), **people.get(person.name, {})} for person in case.people}
    if situation:
        told[key("situation")] = situation
    told[key("expected")] = {
        answers.get(item.variable) or names.get(item.variable, item.variable): scalar_yaml(item.value, words, item.variable in rates)
        for item in case.expected
    }
    if case.to_confirm:
        told[key("to_confirm")] = words.values["booleans"]["true"][0]
    return told


def _kind(person: ir.Person) -> str:
    """A word of the vocabulary for someone's place: kept in the person's first role."""
    return dict(person.roles).get("famille", next(iter(dict(person.roles).values()), ""))


def _date(period: str) -> str:
    return f"{period[5:7]}/{period[:4]}" if len(period) == 7 else period


def scalar_yaml(value: ir.Scalar, words: Language, is_rate: bool = False) -> object:
    """A value as YAML keeps it without surprise: a decimal with the tongue's sign is a text, a rate is in %."""
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        if is_rate:
            return f"{plain_number(value * 100, words)} %"
        if value == value.to_integral_value():
            return int(value)
        return f"{value.normalize():f}".replace(".", words.decimal)
    return value if isinstance(value, str) else write_date(value)
