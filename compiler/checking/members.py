"""Quantifiers and aggregates over the members of a group: « au moins un enfant avec … », « somme de … »."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, assert_never

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as, fits, of_kind, written
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.reads import path_to, read_variable, role_name
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import BOOLEAN, NONE, Kind, Type
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Operation
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
    return _fold(node.aggregate, node.role, node.value, node.condition, count, node.span, ctx, node.default)


def check_has_role(node: nodes.HasRole, ctx: Context) -> ir.Expression | None:
    """« est demandeur »: a yes or no of a person."""
    who = who_of(node.role, node.span, ctx)
    if who is None:
        return None
    if not ctx.is_person or who.role is None:
        ctx.diagnostics.report(codes.WrongEntity.Role(name=node.role, entity=ctx.entity_name(ctx.entity)), node.span)
        return None
    found = ir.HasRole(who.entity, who.role)
    return ir.Not(found) if node.negated else found


def check_rank(node: nodes.Rank, ctx: Context) -> ir.Expression | None:
    """« rang par âge parmi les enfants »: the place of a person among the members of their group."""
    who = _who_ranked(node, ctx)
    if who is None:
        return None
    if not ctx.is_person:
        ctx.diagnostics.report(codes.WrongEntity.Rank(text=written(node), entity=ctx.entity_name(ctx.entity)), node.span)
        return None
    member = ctx.about(ctx.catalog.person.key, who.entity)
    value = ctx.services.check(node.value, member)
    condition = check_as(node.condition, member, Kind.BOOLEAN) if node.condition is not None else None
    if value is None or (node.condition is not None and condition is None):
        return None
    if value.type.kind is not Kind.DATE and of_kind(value, node.value, ctx, Kind.NUMBER) is None:
        return None
    return ir.Rank(who.entity, who.role, value, condition, node.is_rising, Type(Kind.NUMBER, NONE, integer=True))


def _who_ranked(node: nodes.Rank, ctx: Context) -> Who | None:
    """The members among whom one is ranked: those of the group that is being gone through, if it has any so called."""
    inside = [who for who in ctx.services.words.roles[normalise(node.role)] if who.entity == ctx.inside]
    return inside[0] if inside else who_of(node.role, node.span, ctx)


def _regrouped(condition: nodes.Node, node: nodes.Aggregate, ctx: Context) -> nodes.Node | None:
    """« nombre d'enfants avec étudie ≥ 2 »: a yes / no has no order, so it is the number that is compared; None otherwise."""
    if not isinstance(condition, nodes.Compare) or not isinstance(condition.left, nodes.Name):
        return None
    is_of_number = condition.operator.is_order or isinstance(condition.right, nodes.Number)
    if not is_of_number or not _names_yes_or_no(condition.left, node, ctx):
        return None
    return replace(condition, left=replace(node, condition=condition.left))


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
    ctx.diagnostics.report(codes.AmbiguousName(name=phrase, candidates=names), span)
    return None


def _fold(
    operator: Aggregation,
    phrase: str,
    value: nodes.Node | None,
    condition: nodes.Node | None,
    type_: Type,
    span: Span,
    ctx: Context,
    default: nodes.Node | None = None,
) -> ir.Expression | None:
    who = who_of(phrase, span, ctx)
    if who is None:
        return None
    group, role = who.entity, who.role
    if not ctx.is_person and group != ctx.entity and group not in _containing(ctx):
        # The tax homes of a dwelling: all their members in the dwelling count, not those of the reference person's alone.
        if role is None:
            problem = codes.WrongEntity.Several(name=phrase, entity=ctx.entity_name(ctx.entity), other=ctx.entity_name(group))
            ctx.diagnostics.report(problem, span)
            return None
        group = ctx.entity
    member = ctx.about(ctx.catalog.person.key, group)
    checked_value = check_as(value, member, Kind.NUMBER) if value is not None else None
    checked_condition = check_as(condition, member, Kind.BOOLEAN) if condition is not None else None
    if (value is not None and checked_value is None) or (condition is not None and checked_condition is None):
        return None
    if group != who.entity and role is not None:
        holds = ir.HasRole(who.entity, role)
        checked_condition = holds if checked_condition is None else ir.Logic(Connective.AND, (holds, checked_condition))
        role = None
    if checked_value is not None:
        type_ = replace(checked_value.type, bare=False)
        assert value is not None
        if operator is Aggregation.SUM and not counted_once(checked_value, group, role, checked_condition, written(value), value.span, ctx):
            return None
    members = ir.Fold(operator, group, role, checked_value, checked_condition, type_)
    fold = _of_nobody(members, value, default, span, ctx.about(group)) if operator.is_extreme else members
    if fold is None:
        return None
    if group == ctx.entity and ctx.inside is None:
        return fold
    # A rule of another entity: the group's answer becomes a variable of the group, which the rule then reads.
    via = path_to(group, ctx)
    if via is None:
        ctx.diagnostics.report(
            codes.WrongEntity.Path(
                entity=ctx.entity_name(ctx.entity), other=ctx.entity_name(group), name=span.source.text[span.start : span.end]
            ),
            span,
        )
        return None
    text = span.source.text[span.start : span.end]
    declared = ctx.services.hoist(text, group, fold, ctx)
    return read_variable(declared.info, text, None, span, ctx)


def _containing(ctx: Context) -> set[str]:
    """The groups within which the rule's own group lives whole: one household for each family."""
    return {group for group, within in ctx.services.words.contains.items() if ctx.entity in within}


def _of_nobody(fold: ir.Fold, value: nodes.Node | None, default: nodes.Node | None, span: Span, ctx: Context) -> ir.Expression | None:
    """The greatest or the least of members who may be none: what to answer then is said, as it is for a division by 0."""
    entity = ctx.catalog.entities[fold.entity]
    is_somebody = fold.condition is None and (fold.role is None or fold.role == ctx.services.words.reference_roles.get(entity.key))
    if default is None:
        if not is_somebody:
            text = span.source.text[span.start : span.end]
            ctx.diagnostics.report(codes.UnstatedDivision.Nobody(text=text, word=ctx.keyword("DEFAULT")), span)
            return None
        return fold
    otherwise = check_as(default, ctx, Kind.NUMBER)
    if otherwise is None or not fits(fold, otherwise, value or default, default, ctx):
        return None
    number = Type(Kind.NUMBER, NONE, integer=True)
    count = ir.Fold(Aggregation.COUNT, fold.entity, fold.role, None, fold.condition, number)
    nobody = ir.Compare(Comparison.EQ, count, ir.Constant(Decimal(0), number))
    return ir.If(nobody, otherwise, fold, replace(fold.type, integer=fold.type.integer and otherwise.type.integer))


def counted_once(
    value: ir.Expression, group: str, role: str | None, condition: ir.Expression | None, name: str, span: Span, ctx: Context
) -> bool:
    """Whether a sum over members adds up amounts of theirs: a group's amount would be counted for each of them; False after a report.

    It is counted once where the members are those of a role that one person holds in the amount's own group.
    """
    required = condition.items if isinstance(condition, ir.Logic) and condition.operator is Connective.AND else (condition,)
    held = [item for item in required if isinstance(item, ir.HasRole)]
    once = {item.entity for item in held if _is_unique(item.entity, item.role, ctx)}
    if role is not None and _is_unique(group, role, ctx):
        once.add(group)
    for read in _of_groups(value):
        owner = read.via[0]
        if owner not in once:
            help_: Literal["owner", "reference"] = "owner" if owner == ctx.entity else "reference"
            problem = codes.WrongEntity.Owner(name=name, entity=ctx.entity_name(owner), role=role_name(owner, ctx), help=help_)
            ctx.diagnostics.report(problem, span)
            return False
    return True


def _is_unique(group: str, role: str, ctx: Context) -> bool:
    found = ctx.catalog.entities[group].role(role)
    return found is not None and found.is_unique


def _of_groups(value: ir.Expression) -> Iterator[ir.Read]:
    """The reads of a group's amount that a sum over members would repeat: terms in which nothing is the member's own."""
    match value:
        case ir.Arithmetic(operator=Operation.PLUS | Operation.MINUS, left=left, right=right):
            yield from _of_groups(left)
            yield from _of_groups(right)
        case ir.Negative(value=inner):
            yield from _of_groups(inner)
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
            reads = [item for item in ir.walk(value) if isinstance(item, ir.Read)]
            if all(read.via for read in reads):
                yield from reads
        case _:
            assert_never(value)
