"""What a page of an aid shows, gathered from the checked program, the documents and the cases as played."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.curves import Curve, curves
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.analysis.proving.coverage import Coverage, aid_coverage
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.rulebook import Rulebook, rulebook_of
from rulespec.compiler.backends.openfisca.variables import module_names
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.kinds import Kind
from rulespec.compiler.words import Language
from rulespec.documenting.drawing import Node
from rulespec.projects.compiling import Checked
from rulespec.running.proof_reports import scalar_text
from rulespec.running.testing import Played

SINCE_EVER = datetime.date(1900, 1, 1)


@dataclass(eq=False)
class Content:
    """A rulebook and its cases as played: all that the pages are made of."""

    checked: Checked
    played: Sequence[Played]

    @cached_property
    def program(self) -> ir.Program:
        assert self.checked.program is not None
        return self.checked.program

    @cached_property
    def aids(self) -> tuple[ir.Aid, ...]:
        """The aids of the rulebook, those that another package computes included."""
        return tuple(sorted((*self.program.aids, *self.program.cards), key=lambda aid: aid.document))

    @cached_property
    def rulebook(self) -> Rulebook:
        return rulebook_of(self.program, self.checked.catalog)

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        assert self.checked.loaded.project is not None
        return {sheet.document.path: sheet for sheet in self.checked.loaded.project.sheets}

    @cached_property
    def modules(self) -> Mapping[str, str]:
        """The generated module of each document."""
        return module_names(sorted({variable.document for variable in self.program.variables}))

    @cached_property
    def by_document(self) -> Mapping[str, list[Played]]:
        found: dict[str, list[Played]] = {}
        for item in self.played:
            found.setdefault(item.case.document, []).append(item)
        return found

    def cases(self, aid: ir.Aid) -> list[Played]:
        """The cases of an aid; of a document with instances, those that expect something of it."""
        own = {aid.variable, aid.eligibility}
        found = self.by_document.get(aid.document, [])
        several = sum(item.document == aid.document for item in self.program.aids) > 1
        return [item for item in found if not several or any(value.variable in own for value in item.case.expected)]

    def coverage(self, aid: ir.Aid) -> Coverage:
        """What the confirmed cases show of an aid."""
        return aid_coverage(aid, self.program, [item.reference for item in self.cases(aid) if not item.case.to_confirm])

    def variables(self, aid: ir.Aid) -> list[ir.Variable]:
        return reachable(self.program, aid.variable)

    def parameters(self, aid: ir.Aid) -> list[ir.Parameter]:
        """The parameters that an aid reads, in the order of the rulebook."""
        paths = {item.path for item in self._walk(aid) if isinstance(item, ir.ParameterRead) and item.own}
        return [parameter for parameter in self.program.parameters if parameter.path in paths]

    def scales(self, aid: ir.Aid) -> list[ir.Scale]:
        paths = {item.path for item in self._walk(aid) if isinstance(item, ir.ScaleRead) and item.own}
        return [scale for scale in self.program.scales if scale.path in paths]

    def tables(self, aid: ir.Aid) -> list[ir.Table]:
        """The decision tables whose outputs an aid reads."""
        names = {variable.name for variable in self.variables(aid)}
        return [table for table in self.program.tables if any(name in names for _, name in table.outputs)]

    def calculations(self, aid: ir.Aid) -> list[ir.Variable]:
        return [item for item in self.variables(aid) if item.role in (ir.Part.CALCULATION, ir.Part.RESOURCES) and item.name != aid.variable]

    def _walk(self, aid: ir.Aid) -> list[ir.Expression]:
        return [item for variable in self.variables(aid) for formula in variable.formulas for item in ir.walk(formula.expression)]

    @cached_property
    def _curves(self) -> dict[str, tuple[str, tuple[Curve, ...]]]:
        return {}

    def curves(self, aid: ir.Aid, words: Language) -> tuple[str, tuple[Curve, ...]]:
        """The amount against money, in the household of a case that gets the aid; nothing without such a case."""
        # The same in each tongue: computed once.
        if aid.id not in self._curves:
            self._curves[aid.id] = self._curves_of(aid, words)
        return self._curves[aid.id]

    def _curves_of(self, aid: ir.Aid, words: Language) -> tuple[str, tuple[Curve, ...]]:
        variable = self.rulebook.variables.get(aid.variable)
        if variable is None or variable.type.kind is not Kind.NUMBER:
            return "", ()
        for item in self.cases(aid):
            given = [value.value for value in item.case.expected if value.variable == aid.variable]
            if given and given[0] and not any(result.error for result in item.results):
                found = curves(Explainer(aid, self.program, self.rulebook, item.reference, words))
                if found:
                    return item.case.name, found
        return "", ()

    def graph(self, aid: ir.Aid, labels: Mapping[str, str], link: Mapping[str, str]) -> tuple[dict[str, Node], list[tuple[str, str]]]:
        """What an aid reads, as boxes and arrows; conditions and helpers, which have no name of their own, are passed through."""
        own = {variable.name: variable for variable in self.variables(aid)}
        if not own:
            return {}, []
        shown = {name for name, variable in own.items() if not variable.role.is_inner} | {aid.variable}
        aids = {item.variable for item in self.program.aids}
        nodes: dict[str, Node] = {}
        edges: dict[tuple[str, str], None] = {}

        def put(name: str) -> None:
            variable = own.get(name)
            kind = "country" if variable is None else "aid" if name in aids else "data" if variable.role is ir.Part.INPUT else "rule"
            nodes.setdefault(name, Node(name, labels.get(name, name), kind, link.get(name, "")))

        for reader in shown:
            put(reader)
            for name in self._read_through(reader, own, shown):
                put(name)
                edges[name, reader] = None
        return nodes, list(edges)

    def _read_through(self, name: str, own: Mapping[str, ir.Variable], shown: set[str]) -> list[str]:
        found: dict[str, None] = {}
        seen: set[str] = set()
        stack = [name]
        while stack:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            for formula in own[current].formulas if current in own else ():
                for item in ir.walk(formula.expression):
                    if isinstance(item, ir.Read):
                        if item.variable in shown or item.variable not in own:
                            found[item.variable] = None
                        else:
                            stack.append(item.variable)
        found.pop(name, None)
        return list(found)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """How each variable is called: by the rulebook, else by its own label."""
        found = {variable.name: variable.label for variable in self.program.variables}
        for reads in (item for aid in self.program.aids for item in self._walk(aid)):
            if isinstance(reads, ir.Read) and reads.variable not in found:
                country = self.checked.catalog.variable(reads.variable)
                found[reads.variable] = (country.label if country is not None else "") or reads.variable
        return {**found, **{variable: shown for variable, shown in self.program.names if self._is_data(variable)}}

    def _is_data(self, name: str) -> bool:
        variable = self.rulebook.variables.get(name)
        return variable is None or variable.role is not ir.Part.AID


CENT = Decimal("0.01")


def number(value: Any, words: Language, coin: Decimal = CENT) -> str:
    """A number of the rules or of a computation, in the reader's tongue, to the smallest amount of the currency."""
    if isinstance(value, bool):
        return words.say("booleans", "true" if value else "false")
    digits = -int(coin.as_tuple().exponent)
    if isinstance(value, Fraction):
        value = round(float(value), digits)
    text = f"{value:.{digits}f}" if isinstance(value, float) else None
    text = text.rstrip("0").rstrip(".") if text is not None and digits else text
    return text.replace(".", words.decimal) if text is not None else write_number(value, words)


def date_said(date: datetime.date | None, texts: Mapping[str, str]) -> str:
    return texts["ever"] if date is None or date <= SINCE_EVER else write_date(date)


def given_text(case: ir.Case, labels: Mapping[str, str], words: Language) -> str:
    """What a case gives, on one line."""
    parts = []
    for value in case.given:
        name = labels.get(value.variable, value.variable)
        who = f" ({value.person})" if value.person and len(case.people) > 1 else ""
        period = f" [{value.period}]" if value.period not in (case.period, "ETERNITY") else ""
        parts.append(f"{name}{who}{period} = {scalar_text(value.value, words)}")
    return " ; ".join(parts)


def terms(sheet: Sheet | None, section: str) -> list[tuple[str, str, str, str]]:
    """The lines of a section of words: name, text, source, answer."""
    found: tuple[doc.Term, ...] = getattr(sheet.document, section) if sheet is not None else ()
    return [tuple(cell.text if cell is not None else "" for cell in (t.name, t.text, t.source, t.answer)) for t in found]  # type: ignore[misc]
