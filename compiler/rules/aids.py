"""An aid to its variables: itself, its eligibility by span of dates, its amount, its card."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.checking import check_cell
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.resolving import BrokenSymbol, OwnSymbol, Scope
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_identifier
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import BOOLEAN, UNKNOWN, Kind, number
from rulespec.compiler.ground.operators import Comparison
from rulespec.compiler.ground.periods import ONE_DAY
from rulespec.compiler.ground.source import Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.rules.assembling import Assembly, text_of
from rulespec.compiler.rules.calculations import conform, dates_of, rounded
from rulespec.compiler.rules.cards import card_of
from rulespec.compiler.rules.conditions import Conditions
from rulespec.compiler.rules.cumulating import Exclusion, before, kept_alone
from rulespec.compiler.rules.declaring import document_entity, document_period, references_of
from rulespec.compiler.rules.quantities import number_of
from rulespec.compiler.sentences.lexing import Lexicon, scan


def declare_aid(assembly: Assembly, sheet: Sheet, scope: Scope) -> None:
    """Give an aid its variables: itself, its eligibility, one for each condition."""
    document = sheet.document
    assert document.aid is not None
    identifier = read_identifier(document.aid, assembly.diagnostics)
    entity = document_entity(assembly, sheet)
    if identifier is None or entity is None:
        return
    period = document_period(sheet)
    name = text_of(document.name) or identifier
    span = document.aid.span
    ctx = assembly.context(sheet, scope, entity, period, identifier)
    built = Conditions(assembly, sheet, ctx)

    exclusion: Exclusion | None = assembly.exclusions.get(identifier)
    names = assembly.project.words.names

    def make_aid() -> ir.Variable | None:
        if exclusion is None:
            return _aid_variable(assembly, sheet, ctx, name, built)
        alone = assembly.declared[before(identifier, names)]
        expression = kept_alone(assembly, identifier, exclusion, names, span) if assembly.resolve(alone) else None
        if expression is None or alone.variable is None:
            return None
        assert alone.variable is not None
        first = alone.variable.formulas[0].start
        return replace(
            alone.variable, name=identifier, label=name, role=ir.Part.AID, formulas=(ir.Formula(first, expression, exclusion.span),)
        )

    def make_alone() -> ir.Variable | None:
        variable = _aid_variable(assembly, sheet, ctx, name, built)
        label = assembly.project.words.said("alone of", name=name)
        return None if variable is None else replace(variable, name=before(identifier, names), label=label, role=ir.Part.CALCULATION)

    if exclusion is not None:
        assembly.declare(before(identifier, names), f"{name} *", entity, period, span, sheet, ir.Part.CALCULATION, make_alone)
    declared = assembly.declare(identifier, name, entity, period, span, sheet, ir.Part.AID, make_aid)
    if declared is None:
        return
    # What it gives, for a formula that reads its own past.
    unit = number_of(assembly, scope, document.unit) if document.unit is not None else None
    declared.type = BOOLEAN if document.amount is None else unit
    if scope.outer is not None:
        for spoken, where in ((identifier, span), *(((document.name.text, document.name.span),) if document.name else ())):
            # An aid called « RSA », « oui » or « nombre d'enfants » must not hide a word or a sentence that all the others use.
            if not scope.outer.is_common(spoken) and not _says_something(spoken, scope.outer):
                scope.outer.declare(spoken, OwnSymbol(declared, where))


SIGNS = {*Comparison, "IN", "NOT_IN", "BETWEEN", "STARTS", "IS_TRUE", "IS_FALSE", "AND", "OR", "PLUS", "MINUS", "TIMES", "DIV"}


def _says_something(text: str, shared: Scope) -> bool:
    """True for a text that is a sentence, or a piece of one, in the words of the language and of the lexicons alone."""
    lexicons = shared.outer
    tokens = scan(text, lexicons.lexicon() if lexicons is not None else Lexicon(shared.words, ())).tokens
    if not tokens:
        return False
    unknown = [token.type == "NAME" and (lexicons is None or lexicons.find(str(token)) is None) for token in tokens]
    return not unknown[0] and (not any(unknown) or any(token.type in SIGNS for token in tokens))


def _aid_variable(assembly: Assembly, sheet: Sheet, ctx: Context, name: str, built: Conditions) -> ir.Variable | None:
    document = sheet.document
    assert document.aid is not None
    span = document.aid.span
    start, last = dates_of(assembly, sheet, None, None)
    tree = built.tree()
    amount = _amount(assembly, sheet, ctx)
    if not built.fine or amount is False:
        return None
    assert not isinstance(amount, bool)
    formulas = _eligibility_formulas(tree, start, last, span) if tree is not None else ()
    eligibility: str | None = None
    if formulas and (amount is not None or document.eligibility_id is not None):
        eligibility = _eligibility_variable(assembly, sheet, ctx, name, formulas, last)
        if eligibility is None:
            return None
        read: ir.Expression = ir.Read(eligibility, ctx.entity, (), SAME, False, BOOLEAN, own=True)
        value = read if amount is None else ir.If(read, amount, ir.Constant(Decimal(0), number(amount.type.unit)), amount.type)
        formulas = (ir.Formula(start, value, span),)
    elif amount is not None:
        formulas = (ir.Formula(start, amount, span),)
    if not formulas:
        if assembly.is_whole:  # else what it says may be what could not be read
            place = document.aid.span if document.aid is not None else document.span
            words = ctx.scope.words
            problem = codes.MissingField.Rule(conditions=words.key("Document", "conditions"), amount=words.key("Document", "amount"))
            assembly.diagnostics.report(problem, place)
        return None
    assembly.aids.append(card_of(assembly, sheet, ctx.rule, ctx.entity, name, eligibility, tree, tuple(built.unmodelled)))
    type_ = formulas[0].expression.type
    if type_.kind is Kind.NUMBER:
        type_ = replace(type_, integer=False, bare=False)
    return ir.Variable(
        name=ctx.rule,
        label=name,
        entity=ctx.entity,
        period=ctx.period,
        type=type_,
        role=ir.Part.AID,
        span=span,
        formulas=formulas,
        end=last,
        references=references_of(assembly, document.references),
        documentation=text_of(document.summary),
        document=document.path,
    )


def _amount(assembly: Assembly, sheet: Sheet, ctx: Context) -> ir.Expression | None | bool:
    """The amount of the aid; None for a yes / no; False after a report."""
    document = sheet.document
    cell = document.amount
    wanted = number_of(assembly, ctx.scope, document.unit)
    has_unit = not wanted.unstated
    if cell is None:
        for word in ctx.scope.words.keys["amount"]:
            symbol = ctx.scope.symbols.get(normalise(word))
            if isinstance(symbol, BrokenSymbol):
                return False
            if isinstance(symbol, OwnSymbol):
                ctx.scope.read.add(normalise(word))
                if not assembly.resolve(symbol.declared):
                    return False
                info = symbol.declared.info
                if has_unit and info.type.kind is Kind.NUMBER and not info.type.unstated and not info.type.unit.fits(wanted.unit):
                    problem = codes.WrongUnit.Result(
                        found=ctx.unit_name(info.type.unit),
                        name=text_of(document.name) or ctx.rule,
                        wanted=ctx.unit_name(wanted.unit),
                        help="card",
                    )
                    assembly.diagnostics.report(problem, symbol.span)
                    return False
                return ir.Read(info.name, info.entity, (), SAME, False, info.type, own=True)
        return None
    found = check_cell(cell, ctx, Kind.NUMBER)
    found = None if found is None else conform(found, wanted, has_unit, document.name or cell, cell, ctx)
    if found is None:
        return False
    if has_unit or found.type.unit.any or found.type.bare:
        # The unit of the card is the aid's, whatever its amount is made of; without one, what reads the aid is told.
        unit = wanted.unit if has_unit else UNKNOWN if found.type.unit.any else found.type.unit
        found = replace(found, type=replace(found.type, unit=unit, unstated=not has_unit))
    found = rounded(ctx.scope, document.rounding, found)
    if document.amount_id is None:
        return found
    identifier = read_identifier(document.amount_id, assembly.diagnostics)
    if identifier is None:
        return False
    declared = assembly.declare(identifier, cell.text, ctx.entity, ctx.period, cell.span, sheet, ir.Part.CALCULATION, None, found.type)
    if declared is None:
        return False
    start, last = dates_of(assembly, sheet, None, None)
    declared.state = "done"
    declared.variable = ir.Variable(
        name=identifier,
        label=text_of(document.name),
        entity=ctx.entity,
        period=ctx.period,
        type=replace(found.type, integer=False, bare=False),
        role=ir.Part.CALCULATION,
        span=cell.span,
        formulas=(ir.Formula(start, found, cell.span),),
        end=last,
        document=document.path,
    )
    assembly.done.append(declared.variable)
    return ir.Read(identifier, ctx.entity, (), SAME, False, found.type, own=True)


def _eligibility_formulas(
    tree: ir.ConditionGroup, start: datetime.date | None, last: datetime.date | None, span: Span
) -> tuple[ir.Formula, ...]:
    """One formula for each span of dates over which the same conditions are in force, none after the end."""
    turns: set[datetime.date] = set()
    _turning_dates(tree, turns)
    begins: list[datetime.date | None] = [start]
    begins += sorted(date for date in turns if (start is None or date > start) and (last is None or date <= last))
    formulas: list[ir.Formula] = []
    for begin in begins:
        expression = tree.at(begin)
        if expression is None:
            expression = ir.Constant(True, BOOLEAN)
        if not formulas or formulas[-1].expression != expression:
            formulas.append(ir.Formula(begin, expression, span))
    return tuple(formulas)


def _turning_dates(group: ir.ConditionGroup, into: set[datetime.date]) -> None:
    if group.start is not None:
        into.add(group.start)
    if group.until is not None:
        into.add(group.until + ONE_DAY)
    for item in group.items:
        _turning_dates(item, into)


def _eligibility_variable(
    assembly: Assembly,
    sheet: Sheet,
    ctx: Context,
    name: str,
    formulas: tuple[ir.Formula, ...],
    last: datetime.date | None,
) -> str | None:
    document = sheet.document
    cell = document.eligibility_id
    identifier = (
        read_identifier(cell, assembly.diagnostics) if cell is not None else f"{ctx.rule}_{assembly.project.words.names.eligibility}"
    )
    if identifier is None:
        return None
    span = cell.span if cell is not None else formulas[0].span
    label = ctx.scope.words.said("eligibility of", name=name)
    declared = assembly.declare(identifier, label, ctx.entity, ctx.period, span, sheet, ir.Part.ELIGIBILITY, None, BOOLEAN)
    if declared is None:
        return None
    declared.state = "done"
    declared.variable = ir.Variable(
        name=identifier,
        label=label,
        entity=ctx.entity,
        period=ctx.period,
        type=BOOLEAN,
        role=ir.Part.ELIGIBILITY,
        span=span,
        formulas=formulas,
        end=last,
        references=references_of(assembly, document.references),
        document=document.path,
    )
    assembly.done.append(declared.variable)
    return identifier
