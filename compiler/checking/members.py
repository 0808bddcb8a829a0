"""Quantifiers and aggregates over the members of a group: « au moins un enfant avec … », « somme de … »."""

from __future__ import annotations

from dataclasses import replace

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.reads import path_to, read_variable
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import BOOLEAN, NONE, Kind, Type
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.vocabulary import Who


def check_quantify(node: nodes.Quantify, ctx: Context) -> ir.Expression | None:
    """« au moins un / chaque / aucun … avec … »: a yes or no of the group."""
    return _fold(node.quantifier, node.role, None, node.condition, BOOLEAN, node.span, ctx)


def check_aggregate(node: nodes.Aggregate, ctx: Context) -> ir.Expression | None:
    """« nombre de …, somme de … pour … »: a number of the group."""
    regrouped = _regrouped(node.condition, node, ctx) if node.condition is not None else None
    if regrouped is not None:
        return ctx.services.check(regrouped, ctx)
    count = Type(Kind.NUMBER, NONE, integer=True)
    return _fold(node.aggregate, node.role, node.value, node.condition, count, node.span, ctx)


def check_has_role(node: nodes.HasRole, ctx: Context) -> ir.Expression | None:
    """« est demandeur »: a yes or no of a person."""
    who = who_of(node.role, node.span, ctx)
    if who is None:
        return None
    if not ctx.is_person or who.role is None:
        ctx.diagnostics.report(codes.WRONG_ENTITY, node.span, "role", name=node.role, entity=ctx.entity_name(ctx.entity))
        return None
    found = ir.HasRole(who.entity, who.role)
    return ir.Not(found) if node.negated else found


def _regrouped(condition: nodes.Node, node: nodes.Aggregate, ctx: Context) -> nodes.Node | None:
    """« nombre d'enfants avec étudie ≥ 2 »: a yes / no has no order, so it is the number that is compared; None otherwise."""
    match condition:
        case nodes.Compare(operator=operator, left=nodes.Name() as left, right=right) if (
            operator not in ("EQ", "NE") or isinstance(right, nodes.Number)
        ) and _names_yes_or_no(left, node, ctx):
            return replace(condition, left=replace(node, condition=left))
    return None


def _names_yes_or_no(left: nodes.Name, node: nodes.Aggregate, ctx: Context) -> bool:
    who = who_of(node.role, node.span, ctx)
    found = ctx.services.check(left, ctx.about(ctx.catalog.person.key, who.entity)) if who is not None else None
    return found is not None and found.type.kind is Kind.BOOLEAN


def who_of(phrase: str, span: Span, ctx: Context) -> Who | None:
    """The members that a phrase means: those of the rule's own group, or of the only group that has them."""
    candidates = ctx.services.words.roles[normalise(phrase)]
    own = [who for who in candidates if who.entity == ctx.entity]
    if own:
        return own[0]
    if len(candidates) == 1:
        return candidates[0]
    names = " ; ".join(f"{phrase} ({ctx.entity_name(who.entity)})" for who in candidates)
    ctx.diagnostics.report(codes.AMBIGUOUS_NAME, span, help="precise", name=phrase, candidates=names)
    return None


def _fold(
    operator: str,
    phrase: str,
    value: nodes.Node | None,
    condition: nodes.Node | None,
    type_: Type,
    span: Span,
    ctx: Context,
) -> ir.Expression | None:
    who = who_of(phrase, span, ctx)
    if who is None:
        return None
    member = ctx.about(ctx.catalog.person.key, who.entity)
    checked_value = check_as(value, member, Kind.NUMBER) if value is not None else None
    checked_condition = check_as(condition, member, Kind.BOOLEAN) if condition is not None else None
    if (value is not None and checked_value is None) or (condition is not None and checked_condition is None):
        return None
    if checked_value is not None:
        type_ = replace(checked_value.type, bare=False)
    fold = ir.Fold(operator, who.entity, who.role, checked_value, checked_condition, type_)
    if who.entity == ctx.entity and ctx.inside is None:
        return fold
    # A rule of another entity: the group's answer becomes a variable of the group, which the rule then reads.
    via = path_to(who.entity, ctx)
    if via is None:
        ctx.diagnostics.report(
            codes.WRONG_ENTITY,
            span,
            "path",
            entity=ctx.entity_name(ctx.entity),
            other=ctx.entity_name(who.entity),
            name=span.source.text[span.start : span.end],
        )
        return None
    text = span.source.text[span.start : span.end]
    declared = ctx.services.hoist(text, who.entity, fold, ctx)
    return read_variable(declared.info, text, None, span, ctx)
