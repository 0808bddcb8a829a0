"""What a change does to everything else, to sentences for its reader and to plain data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.quantities import Quantities
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.documents.values import write_period
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.words import Language
from rulespec.keeping.impact import PEOPLE, Difference, Impact, Moved, Proofs, bases, interactions

FEW = 5


def text_lines(
    impact: Impact,
    different: list[Difference],
    proofs: Proofs,
    program: ir.Program,
    catalog: Catalog,
    words: Language,
    old: ir.Program | None,
) -> Iterator[str]:
    """The report, in words: the rules by what their authors call them, those that are gone by what `old` called them."""
    for key, names in (("added", impact.added), ("removed", impact.removed), ("changed", impact.changed), ("through", impact.through)):
        said = _rules(names, old if key == "removed" and old is not None else program, words)
        if said:
            yield words.said(f"impact {key}", count=sum(map(len, said.values())), names=_by_aid(said))
    yield from _moved_lines(proofs.moved, program, catalog, words)
    yield words.said("impact same", count=len(impact.same), people=PEOPLE)
    for item in different:
        yield words.said("impact different", name=_by_aid(_rules((item.variable,), program, words)) or item.variable, count=item.count)
    if proofs.formulas and not proofs.readers:
        yield words.said("impact structure", count=proofs.formulas)
    if proofs.readers:
        yield words.said("impact readers", names=", ".join(proofs.readers))
    for key, total, turned in (("tests", proofs.tests, proofs.turned), ("cases", proofs.cases, proofs.turned_cases)):
        if total:
            yield words.said(f"impact {key}", total=total, changed=len(turned))
        for test in turned:
            said_of = [words.ui["impact passes" if fine else "impact fails"] for fine in (not test.passed, test.passed)]
            yield words.said("impact test", file=test.file, name=test.name, before=said_of[0], after=said_of[1])
    yield from interaction_lines(program, words)


def _rules(names: tuple[str, ...], program: ir.Program, words: Language) -> dict[str, list[str]]:
    """Variables as their authors know them, by aid; « » holds what documents share. Which row of a table decides is told by its table."""
    aids = {aid.document: aid.name for aid in program.aids}
    found: dict[str, list[str]] = {}
    for variable in program.variables:
        if variable.name not in names or variable.role in (ir.Part.ROW, ir.Part.HELPER, ir.Part.KNOWN):
            continue
        if variable.role is ir.Part.AID:
            said = words.ui["impact the aid"]
        elif variable.role is ir.Part.ELIGIBILITY:
            said = words.ui["impact the eligibility"]
        else:
            said = words.quoted(variable.label or variable.name)
        found.setdefault(aids.get(variable.document, ""), []).append(said)
    return found


def _by_aid(said: Mapping[str, list[str]]) -> str:
    return " ; ".join(f"{aid} ({', '.join(rules)})" if aid else ", ".join(rules) for aid, rules in said.items())


def _moved_lines(moved: tuple[Moved, ...], program: ir.Program, catalog: Catalog, words: Language) -> Iterator[str]:
    """Each answer that a case gets anew, with its unit: what a revaluation gives to whom."""
    variables = {variable.name: variable for variable in program.variables}
    rulebook = rulebook_of(program, catalog)
    for item in moved:
        own = variables.get(item.variable)
        known = catalog.variable(item.variable)
        type_ = own.type if own is not None else known.type if known is not None else None
        if type_ is None:
            continue
        figures = Quantities(program, rulebook.at(datetime.date(int(item.date[:4]), int(item.date[5:7] or 1), 1)), words)
        before, after = (
            figures.figure(Fraction(value) if isinstance(value, Decimal) else value, type_) for value in (item.before, item.after)
        )
        name = own.label if own is not None else item.variable
        yield words.said("impact moved", case=item.case, date=write_period(item.date), name=name, before=before, after=after)


def interaction_lines(program: ir.Program, words: Language) -> Iterator[str]:
    """Which aids read each other, what is declared, and what each base of resources counts."""
    called = {aid.id: aid.name for aid in program.aids}
    for aid, found in interactions(program).items():
        if found["aids"]:
            yield words.ui["impact reads"].format(aid=called[aid], names=", ".join(called[name] for name in found["aids"]))
    for item in program.interactions:
        told = words.ui["impact declared"].format(aid=called[item.aid], kind=words.key("Document", item.kind), target=item.name)
        yield told + ("" if item.held else words.ui["impact not held"].format(target=item.name))
    for base in bases(program):
        if base.counted:
            yield words.ui["impact counted"].format(base=base.label, names=", ".join(called[name] for name in base.counted))
        if base.left:
            kind = words.key("Document", "counted_in")
            left = _few(tuple(called[name] for name in base.left))
            yield words.ui["impact not counted"].format(base=base.label, names=left, kind=kind)


def _few(names: tuple[str, ...]) -> str:
    """A long list by its first names and a count: the JSON has all."""
    return ", ".join(names) if len(names) <= FEW else f"{', '.join(names[:FEW])} (+ {len(names) - FEW})"


def to_data(impact: Impact, different: list[Difference], proofs: Proofs, program: ir.Program) -> Mapping[str, Any]:
    """The report as plain data."""
    sets = {key: list(getattr(impact, key)) for key in ("added", "removed", "changed", "through", "same")}
    return {
        **sets,
        "different": {item.variable: item.count for item in different},
        "proofs": {**asdict(proofs), "moved": [_plain(item) for item in proofs.moved]},
        "interactions": interactions(program),
        "declared": [{"aid": item.aid, "kind": item.kind, "target": item.target} for item in program.interactions],
        "bases": [asdict(base) for base in bases(program)],
    }


def _plain(item: Moved) -> dict[str, Any]:
    values = {key: value if isinstance(value, bool) else str(value) for key, value in (("before", item.before), ("after", item.after))}
    return {"case": item.case, "date": item.date, "variable": item.variable, **values}
