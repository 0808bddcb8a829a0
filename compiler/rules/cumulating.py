"""Aids that do not add up: « la plus favorable », « dans cet ordre », to the formulas that keep only one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Label
from rulespec.compiler.ground.kinds import BOOLEAN, Kind, number
from rulespec.compiler.ground.operators import Comparison, Connective
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.rules.assembling import Assembly, text_of
from rulespec.compiler.rules.declaring import document_entity
from rulespec.compiler.words.records import Names


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Aids by identifier, in the order in which they were written."""

    name: str
    rule: ir.ExclusionRule
    aids: tuple[str, ...]
    span: Span


def exclusions_of(assembly: Assembly) -> dict[str, Exclusion]:
    """The exclusion of each aid that is in one; unknown aids, aids in two, aids of different entities are told."""
    by_name: dict[str, str] = {}
    entities: dict[str, str | None] = {}
    for sheet in assembly.project.sheets:
        if sheet.document.aid is not None:
            identifier = text_of(sheet.document.aid)
            entities[identifier] = document_entity(assembly, sheet)
            by_name[normalise(identifier)] = identifier
            if sheet.document.name is not None:
                by_name.setdefault(normalise(sheet.document.name.text), identifier)
    found: dict[str, Exclusion] = {}
    for sheet in assembly.project.sheets:
        for written in sheet.document.exclusions:
            rule = sheet.words.choice(ir.ExclusionRule, "exclusions", text_of(written.rule))
            if rule is None or written.name is None:
                continue
            aids: list[str] = []
            for cell in written.aids:
                aid = by_name.get(normalise(cell.text))
                if aid is None:
                    known = " ; ".join(dict.fromkeys(by_name.values()))
                    assembly.diagnostics.report(codes.BadExclusion(name=cell.text, known=known), cell.span)
                elif aid in found or aid in aids:
                    other = found[aid].span if aid in found else cell.span
                    assembly.diagnostics.report(codes.BadExclusion.Twice(name=cell.text), cell.span, labels=(Label(other, "first"),))
                elif aids and entities[aid] != entities[aids[0]]:
                    assembly.diagnostics.report(
                        codes.BadExclusion.Entity(name=cell.text, other=aids[0], entity=entities[aids[0]] or ""), cell.span
                    )
                else:
                    aids.append(aid)
            exclusion = Exclusion(written.name.text, rule, tuple(aids), written.span)
            found.update(dict.fromkeys(aids, exclusion))
    return found


def before(aid: str, names: Names) -> str:
    """The name of what an aid would be if it stood alone."""
    return f"{aid}_{names.alone}"


def kept_alone(assembly: Assembly, aid: str, exclusion: Exclusion, names: Names, span: Span) -> ir.Expression | None:
    """The aid where no other of its exclusion takes its place; None after a report."""
    reads: dict[str, ir.Read] = {}
    for other in exclusion.aids:
        declared = assembly.declared.get(before(other, names))
        if declared is None or not assembly.resolve(declared):
            return None
        reads[other] = ir.Read(declared.name, declared.entity, (), SAME, False, declared.info.type, own=True)
    own = reads[aid]
    if exclusion.rule is ir.ExclusionRule.BEST and any(read.type.kind is not Kind.NUMBER for read in reads.values()):
        assembly.diagnostics.report(codes.BadExclusion.Kind(name=exclusion.name), exclusion.span)
        return None
    rivals: list[ir.Expression] = []
    earlier = True
    for other in exclusion.aids:
        if other == aid:
            earlier = False
            continue
        if exclusion.rule is ir.ExclusionRule.BEST:
            # Of two equal amounts, the first written is paid.
            rivals.append(ir.Compare(Comparison.GE if earlier else Comparison.GT, reads[other], own))
        elif earlier:
            rivals.append(given(reads[other]))
    if not rivals:
        return own
    taken = rivals[0] if len(rivals) == 1 else ir.Logic(Connective.OR, tuple(rivals))
    if own.type.kind is Kind.BOOLEAN:
        return ir.Logic(Connective.AND, (own, ir.Not(taken)))
    zero = ir.Constant(Decimal(0), number(own.type.unit))
    return ir.If(taken, zero, own, own.type)


def given(read: ir.Read) -> ir.Expression:
    """True where an aid, or a benefit of the country, is received."""
    if read.type.kind is Kind.BOOLEAN:
        return read
    return ir.Compare(Comparison.GT, read, ir.Constant(Decimal(0), number(read.type.unit)), BOOLEAN)
