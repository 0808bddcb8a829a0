"""What the simulator asks of an aid's card: its rules as checks, before a person sees the aid.

An aid in production must hold to them all; a draft is only warned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem, Severity
from rulespec.compiler.ground.operators import Comparison
from rulespec.compiler.rules.assembling import Assembly
from rulespec.compiler.rules.cards import organisation_of

SHORTEST, LONGEST = 10, 420
TAG = re.compile(r"<[^>]*>")
LOCAL = ("commune", "epci", "departement", "region", "caf", "msa")
# The fields of the simulator that tell an applicant what to do.
CALLS = ("teleservice", "form", "instructions")


def check_simulator(assembly: Assembly, organisations: tuple[ir.Organisation, ...]) -> None:
    """Tell what the simulator would refuse in the cards of all aids."""
    variables = {variable.name: variable for variable in assembly.done}
    for aid in (*assembly.aids, *assembly.cards):
        level = None if aid.state in ("production", "closed") else Severity.WARNING

        def tell(problem: Problem, aid: ir.Aid = aid, level: Severity | None = level) -> None:
            assembly.diagnostics.report(problem, aid.span, level=level)

        length = len(" ".join(TAG.sub("", aid.summary).split()))
        if not SHORTEST <= length <= LONGEST:
            tell(codes.DescriptionLength(name=aid.name, count=length))
        for text in aid.unmodelled:
            if not TAG.sub("", text).rstrip().endswith("."):
                tell(codes.NoFullStop(name=aid.name, text=text[:80]))
        if not any(item.simulator in CALLS for item in aid.texts):
            tell(codes.NoCallToAction(name=aid.name))
        if not aid.prefix:
            tell(codes.NoPrefix(name=aid.name))
        organisation = organisation_of(aid, organisations)
        if organisation is None:
            tell(codes.UnknownOrganisation(name=aid.name, organisation=aid.organisation or "∅"))
        elif organisation.kind in LOCAL and not aid.computed_elsewhere:
            places = list(_places(aid, variables))
            if not places:
                tell(codes.NoTerritory(name=aid.name, organisation=organisation.name))
            elif not any(_within(kind, code, organisation, assembly) for kind, code in places):
                place = ", ".join(place for _, place in places[:4])
                tell(codes.NoTerritory.Elsewhere(name=aid.name, organisation=organisation.name, place=place))


def _places(aid: ir.Aid, variables: dict[str, ir.Variable]) -> Iterator[tuple[str, str]]:
    """The codes that an aid's rules ask for, as ("commune" | "departement" | "region", code)."""
    seen: set[str] = set()
    stack = [aid.variable, *([aid.eligibility] if aid.eligibility else [])]
    while stack:
        variable = variables.get(stack.pop())
        if variable is None or variable.name in seen:
            continue
        seen.add(variable.name)
        for formula in variable.formulas:
            for item in ir.walk(formula.expression):
                if isinstance(item, ir.Read) and item.own:
                    stack.append(item.variable)
                yield from _codes(item)


def _codes(item: ir.Expression) -> Iterator[tuple[str, str]]:
    match item:
        case ir.Among(ir.Read(variable="depcom"), codes_):
            yield from (("commune", str(code)) for code in codes_)
        case ir.StartsWith(ir.Read(variable="depcom"), prefixes):
            yield from (("departement", prefix) for prefix in prefixes)
        case ir.Compare(Comparison.EQ, ir.Read(variable="depcom"), ir.Constant(value=str() as code)):
            yield "commune", code
        case ir.Among(ir.Read(variable="region"), codes_):
            yield from (("region", str(code)) for code in codes_)
        case ir.Compare(Comparison.EQ, ir.Read(variable="region"), ir.Constant(value=str() as code)):
            yield "region", code
        case ir.Read(variable=name) if name.startswith("menage_dans_epci_siren_"):
            yield "epci", name.rsplit("_", 1)[1]
        case (
            ir.Constant()
            | ir.Read()
            | ir.ParameterRead()
            | ir.ScaleRead()
            | ir.Not()
            | ir.Logic()
            | ir.Compare()
            | ir.Among()
            | ir.StartsWith()
            | ir.Arithmetic()
            | ir.Divide()
            | ir.Negative()
            | ir.If()
            | ir.Extreme()
            | ir.Absolute()
            | ir.Round()
            | ir.Fold()
            | ir.Age()
            | ir.RowNumber()
            | ir.Select()
            | ir.HasRole()
            | ir.Rank()
            | ir.Listing()
            | ir.Day()
            | ir.Elapsed()
            | ir.Shifted()
            | ir.OverMonths()
        ):
            return
        case _:
            assert_never(item)


def _within(kind: str, code: str, organisation: ir.Organisation, assembly: Assembly) -> bool:
    """Whether a place may be of an organisation's territory; a place that can't be compared with it may."""
    match organisation.kind, kind:
        case "commune", "commune" | "departement":
            return organisation.insee.startswith(code)
        case "departement", "commune" | "departement":
            return code.startswith(organisation.insee)
        case (("caf" | "msa"), ("commune" | "departement")):
            return not organisation.departments or any(code.startswith(item) for item in organisation.departments)
        case "region", "region":
            names = assembly.project.catalog.codes.choices.get("TypesCodeInseeRegion", {})
            return names.get(code, code) == organisation.insee
        case "epci", "commune":
            groups = assembly.project.catalog.codes.list_of("EPCI")
            group = groups.entries.get(organisation.siren) if groups is not None else None
            return group is None or code in group.holds
        case "epci", "epci":
            return code == organisation.siren
    return True
