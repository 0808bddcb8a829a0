"""Cases of a document to situations that OpenFisca takes: everyone in every group, every value in its period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from rulespec.compiler import ir
from rulespec.compiler.checking.coded import coded_member
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope, Symbol, VariableSymbol
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import (
    parse_date,
    read_boolean,
    read_code,
    read_date,
    read_number,
    read_quantity,
)
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, Variable
from rulespec.compiler.ground.diagnostics import Problem, Word
from rulespec.compiler.ground.kinds import Kind, Period, Type
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.ground.windows import Window
from rulespec.compiler.rules.assembling import Assembly
from rulespec.compiler.rules.placing import Placing
from rulespec.compiler.rules.storing import period_of, periods_of, storable

YEAR = re.compile(r"\d{4}\Z")
MONTH = re.compile(r"(\d{4})-(\d{2})\Z|(\d{1,2})/(\d{4})\Z")
DEFAULT_MARGIN = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class _Target:
    """A name in a case: the variable it means, and the period over which its value is given."""

    variable: Variable
    period: str
    window: Window | None
    type: Type


def make_cases(assembly: Assembly, sheet: Sheet, scope: Scope) -> tuple[ir.Case, ...]:
    """The cases of a document that make sense; the others are told."""
    reader = Cases(assembly, sheet, scope)
    return tuple(found for case in sheet.document.cases if (found := reader.case(case)) is not None)


class Cases:
    """Reads the cases of one document."""

    def __init__(self, assembly: Assembly, sheet: Sheet, scope: Scope) -> None:
        self.assembly = assembly
        self.sheet = sheet
        self.scope = scope
        self.placing = Placing(assembly, scope)
        self.catalog: Catalog = assembly.project.catalog
        self.diagnostics = assembly.diagnostics

    def case(self, case: doc.Case, needs_expected: bool = True) -> ir.Case | None:
        """A case with its people placed and its values read, None after a report."""
        assert case.name is not None and case.date is not None
        period = self.period(case.date)
        if period is None:
            return None
        if case.expected is None and needs_expected:
            self.diagnostics.report(codes.EmptyCase(), case.span)
            return None
        people = self.placing.people(case)
        if people is None:
            return None
        given = self.values(case.situation, period, people)
        if isinstance(case.people, doc.Mapping):
            for person, entry in zip(people, case.people.entries, strict=False):
                given += self.person_values(person, entry, period)
        if isinstance(case.groups, doc.Mapping):
            given += self.values(case.groups, period, people)
        self.check_whole(given, people)
        expected = self.values(case.expected, period, people, expected=True)
        margin = read_number(case.margin, self.scope.words, self.diagnostics) if case.margin else None
        confirm = read_boolean(case.to_confirm, self.scope.words, self.diagnostics) if case.to_confirm else False
        if not needs_expected:
            given += self.not_told(given, period, people)
        if not expected and needs_expected:
            if isinstance(case.expected, doc.Mapping) and case.expected.entries:
                return None  # what it expects has been told to be wrong
            self.diagnostics.report(codes.EmptyCase(), case.span)
            return None
        return ir.Case(
            name=case.name.text,
            period=period,
            people=tuple(people),
            given=tuple(given),
            expected=tuple(expected),
            margin=margin[0] if margin else DEFAULT_MARGIN,
            to_confirm=bool(confirm),
            span=case.span,
            document=self.sheet.document.path,
        )

    def check_whole(self, given: list[ir.CaseValue], people: list[ir.Person]) -> None:
        """A calculation given for one person only: OpenFisca would take 0 for the others instead of computing them."""
        holders: dict[tuple[str, str], list[ir.CaseValue]] = {}
        for value in given:
            if value.person is not None:
                holders.setdefault((value.variable, value.period), []).append(value)
        for (name, _), values in holders.items():
            declared = self.assembly.declared.get(name)
            computed = declared is not None and declared.variable is not None and declared.variable.formulas
            if computed and declared is not None and len(values) < len(people):
                left = ", ".join(person.name for person in people if person.name not in {value.person for value in values})
                self.diagnostics.report(codes.BadCase.Partly(name=declared.shown, person=left), values[0].span)

    def not_told(self, given: list[ir.CaseValue], period: str, people: list[ir.Person]) -> list[ir.CaseValue]:
        """A situation that does not give a datum that has a « si inconnu » says so: it is not known."""
        told = {value.variable for value in given}
        found = []
        for (_, name), missing in self.assembly.missing.items():
            symbol = next((symbol for scope in self.assembly.scopes if (symbol := scope.find(name)) is not None), None)
            if isinstance(symbol, VariableSymbol):
                variable = symbol.variable.name
            elif isinstance(symbol, OwnSymbol):
                variable = symbol.declared.name
            else:
                continue
            if variable in told or missing.known.name in told:
                continue
            entity = missing.known.entity
            owners = [person.name for person in people] if self.catalog.entities[entity].is_person else [None]
            found += [ir.CaseValue(missing.known.name, entity, owner, period, False, missing.known.span) for owner in owners]
        return found

    def period(self, cell: Cell) -> str | None:
        """The month of a date: 01/10/2025, 10/2025, 2025-10; or a year alone."""
        text = normalise(cell.text)
        if YEAR.match(text):
            return text
        match = MONTH.match(text)
        if match:
            year, month = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
            if 1 <= int(month) <= 12:
                return f"{year}-{int(month):02}"
        if each := periods_of(text):
            self.diagnostics.report(codes.BadDate.Several(text=cell.text, near=" ; ".join(each)), cell.span)
            return None
        date = read_date(cell, self.diagnostics)
        return f"{date.year:04}-{date.month:02}" if date is not None else None

    def person_values(self, person: ir.Person, entry: doc.Entry, period: str) -> list[ir.CaseValue]:
        role_keys = self.placing.role_keys()
        if not isinstance(entry.value, doc.Mapping):
            return []
        kept = tuple(item for item in entry.value.entries if normalise(item.key.text) not in role_keys)
        return self.values(doc.Mapping(kept, entry.value.span), period, [person])

    def values(self, tree: doc.Tree | None, period: str, people: list[ir.Person], expected: bool = False) -> list[ir.CaseValue]:
        if not isinstance(tree, doc.Mapping):  # another shape has been told when the document was read
            return []
        found = []
        for entry in tree.entries:
            person = next((p for p in people if p.name == slug(entry.key.text)), None)
            if person is not None and isinstance(entry.value, doc.Mapping):
                found += self.values(entry.value, period, [person], expected)
                continue
            target = self.target(entry.key, period, expected)
            if target is None:
                continue
            found += self.entry_values(entry, target, people, expected)
        return found

    def entry_values(self, entry: doc.Entry, target: _Target, people: list[ir.Person], expected: bool) -> list[ir.CaseValue]:
        is_person = self.catalog.entities[target.variable.entity].is_person
        person = people[0].name if is_person else None
        pairs: list[tuple[str, Cell]] = []
        if isinstance(entry.value, Cell):
            pairs.append((target.period, entry.value))
        elif isinstance(entry.value, doc.Mapping) and entry.value.entries:
            for inner in entry.value.entries:
                period = self.period(inner.key)
                if not isinstance(inner.value, Cell):
                    self.diagnostics.report(codes.WrongShape.Leaf(), inner.value.span)
                elif period is not None and self.takes(target.variable, inner.key, period):
                    pairs.append((period, inner.value))
        else:
            self.diagnostics.report(codes.WrongShape.Leaf(), entry.value.span)
        found = []
        for period, cell in pairs:
            value = self.scalar(cell, target.type, entry.key, period)
            if isinstance(value, Decimal):
                value = storable(value, target.variable, cell, expected, self.scope.words, self.diagnostics)
            if value is not None:
                found.append(ir.CaseValue(target.variable.name, target.variable.entity, person, period, value, cell.span))
        return found

    def takes(self, variable: Variable, key: Cell, period: str) -> bool:
        """Whether a variable can be given a value for a period: OpenFisca would drop it, or answer for another one."""
        spread = "set_input" in self.catalog.raw_variables.get(variable.name, {})
        match variable.period:
            case Period.YEAR:
                fine = len(period) == 4
            case Period.MONTH:
                fine = len(period) == 7 or spread
            case _:
                fine = False
        if not fine:
            wanted = Word(variable.period.value)
            self.diagnostics.report(codes.BadCase.Period(name=variable.name, period=key.text, wanted=wanted), key.span)
        return fine

    def target(self, key: Cell, period: str, expected: bool) -> _Target | None:
        """The variable that a name in a case means."""
        name = key.text.strip()
        variable: Variable | None = None
        window: Window | None = None
        symbol = self.scope.find(name)
        aid = self.sheet.document.aid
        # « a droit » and « montant » are the aid's, even where a table has an output of that name.
        if expected and aid is not None and normalise(name) in {normalise(word) for word in self.scope.words.marks.entitled}:
            card = next((item for item in self.assembly.aids if item.id == aid.text.strip()), None)
            variable = self.own(card.eligibility or card.variable) if card else None
        elif expected and aid is not None and normalise(name) in map(normalise, self.scope.words.keys["amount"]):
            variable = self.own(aid.text.strip())
        elif isinstance(symbol, VariableSymbol):
            variable, window = symbol.variable, symbol.window
        elif isinstance(symbol, OwnSymbol):
            if symbol.declared.state != "done":
                return None
            variable, window = symbol.declared.info, symbol.window
        else:
            variable = self.own(name) or self.catalog.variable(name)
        if variable is None:
            if normalise(name) in {normalise(text) for text in self.scope.words.own_notes}:
                return None  # a column of one's own, among those of a sheet of cases
            if not self.is_broken(name, symbol, expected):
                known = self.known(expected)
                near = self.scope.near(name, self.catalog)
                if near is not None and not isinstance(self.scope.find(near), VariableSymbol | OwnSymbol | None):
                    near = None  # a case gives data: a parameter has its value in the document, a formula of the lexicon its own
                self.diagnostics.report(codes.BadCase(name=name, near=near or "", known=" ; ".join(known)), key.span)
            return None
        type_ = variable.type
        if isinstance(symbol, OwnSymbol) and symbol.codes is not None:
            type_ = replace(type_, codes=symbol.codes)
        return _Target(variable, period_of(variable, window, period), window, type_)

    def known(self, expected: bool) -> list[str]:
        """The names that a case of this document can give: the data that its rules read; or those whose value it can expect."""
        path = self.sheet.document.path
        # A household told for `explain` is of no document: all the rules read it.
        is_alone = all(sheet.document.path != path for sheet in self.assembly.project.sheets)
        rules = [variable for variable in self.assembly.done if variable.document == path or is_alone]
        if expected:
            results = [self.scope.shown[key] for key, symbol in self.scope.symbols.items() if isinstance(symbol, OwnSymbol)]
            return list(dict.fromkeys((self.scope.words.marks.entitled[0], self.scope.words.keys["amount"][0], *results)))
        read = {
            item.variable: None
            for variable in rules
            for formula in variable.formulas
            for item in ir.walk(formula.expression)
            if isinstance(item, ir.Read)
        }
        variables = {variable.name: variable for variable in self.assembly.done}
        # What another document's rule reads in turn can be given too.
        read |= dict.fromkeys(name for first in list(read) for name in sorted(ir.read_by(first, variables)))
        given = [name for name in read if (own := self.assembly.declared.get(name)) is None or own.role == ir.Part.INPUT]
        # Rules that could not be checked read nothing yet: the document's own data are there all the same.
        given += [own.name for own in self.assembly.declared.values() if own.role == ir.Part.INPUT and own.document.path == path]
        return list(dict.fromkeys(self.name_of(name) for name in given))

    def name_of(self, variable: str) -> str:
        """What the document or a lexicon calls a variable, else its own name."""
        scope: Scope | None = self.scope
        while scope is not None:
            for key, symbol in scope.symbols.items():
                match symbol:
                    case VariableSymbol(variable=found) if found.name == variable and not found.type.prefix:
                        return scope.shown[key]
                    case OwnSymbol(declared=declared) if declared.name == variable:
                        return scope.shown[key]
            scope = scope.outer
        return variable

    def is_broken(self, name: str, symbol: Symbol | None, expected: bool) -> bool:
        """True of a name that may be of what could not be checked: what was told of that says the rest.

        A datum is declared whatever the rules say; a result is there only once its rule is right.
        """
        if isinstance(symbol, BrokenSymbol) or (name in self.assembly.declared and self.own(name) is None):
            return True
        failed = {declared.document.path for declared in self.assembly.declared.values() if declared.state == "failed"}
        return expected and self.sheet.document.path in failed

    def own(self, name: str) -> Variable | None:
        declared = self.assembly.declared.get(name)
        return declared.info if declared is not None and declared.state == "done" else None

    def scalar(self, cell: Cell, type_: Type, key: Cell, period: str) -> ir.Scalar | None:
        match type_.kind:
            case Kind.BOOLEAN:
                return read_boolean(cell, self.scope.words, self.diagnostics)
            case Kind.NUMBER:
                return read_quantity(cell, type_, self.scope.words, self.diagnostics)
            case Kind.DATE:
                return parse_date(cell.text) or read_date(cell, self.diagnostics)
            case Kind.TEXT:
                return self.code(cell, type_, period)
            case Kind.CHOICE:
                return self.choice(cell, type_, key)

    def code(self, cell: Cell, type_: Type, period: str) -> str | None:
        """A code of its list at the case's date, by code or by name; any text where the datum has no list."""
        of = self.catalog.codes.list_of(type_.codes)
        if of is None:
            return read_code(cell, self.diagnostics)
        entry = self.catalog.codes.read(cell.text, of, period if period[:4].isdigit() else "")
        if isinstance(entry, Problem):
            self.diagnostics.report(entry, cell.span)
            return None
        return entry.code

    def choice(self, cell: Cell, type_: Type, key: Cell) -> str | None:
        members = self.assembly.choices.get(type_.enum or "") or self.catalog.enums.get(type_.enum or "", {})
        for member, label in members.items():
            if normalise(cell.text) in (normalise(member), normalise(label)):
                return member
        coded = coded_member(cell.text, type_, self.catalog)
        if isinstance(coded, Problem):
            self.diagnostics.report(coded, cell.span)
            return None
        if coded is not None:
            return coded
        by_key = {normalise(text): label for name, label in members.items() for text in (name, label)}
        near = get_close_matches(normalise(cell.text), by_key, 1, 0.5)
        self.diagnostics.report(
            codes.UnknownLabel(
                name=cell.text, subject=key.text, near=by_key[near[0]] if near else "", known=" ; ".join(list(members.values())[:25])
            ),
            cell.span,
        )
        return None
