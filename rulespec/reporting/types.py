"""The type of each rule, and for each datum that it reads the way, the window and the conversion that it got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from rulespec.compiler import ir
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Type
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.words import Language


def type_lines(program: ir.Program, catalog: Catalog, words: Language) -> Iterator[str]:
    """A line for each variable of the rulebook, then one for each datum and parameter that its formulas read."""
    for variable in sorted(program.variables, key=lambda item: item.name):
        if not variable.formulas:
            continue
        yield words.ui["types of"].format(
            name=variable.name,
            label=variable.label,
            type=type_text(variable.type, words),
            entity=variable.entity,
            period=words.terms[variable.period.value],
        )
        lines = dict.fromkeys(line for formula in variable.formulas for line in _reads(formula.expression, catalog, words, False))
        yield from lines


def type_text(type_: Type, words: Language) -> str:
    """« un nombre en € / mois », « un oui / non »."""
    text = words.terms[type_.kind.value]
    if type_.kind is not Kind.NUMBER:
        return text
    return f"{text} {words.marks.into} {words.unit_name(type_.unit)}" if type_.unit.powers or type_.unit.any or type_.unit.unknown else text


def _reads(expression: ir.Expression, catalog: Catalog, words: Language, divided: bool) -> Iterator[str]:
    match expression:
        case ir.Read():
            yield _read(expression, words, divided)
        case ir.OverMonths(read=read):
            yield _read(replace(read, added=False), words, divided)
        case ir.ParameterRead(name=name, type=type_):
            yield words.ui["types parameter"].format(name=name, type=type_text(type_, words))
        case ir.Divide(left=ir.Read() as left, right=ir.Constant(value=Decimal() as value)) if value == 12:
            yield _read(left, words, not left.added and left.window.is_year)
        case (
            ir.Constant()
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
        ):
            for child in ir.children(expression):
                yield from _reads(child, catalog, words, divided)
        case _:
            assert_never(expression)


def _read(read: ir.Read, words: Language, divided: bool) -> str:
    how = words.ui["types via"].format(via=" → ".join(read.via)) if read.via else ""
    window = words.timing.say(read.window) or read.window.name
    if read.added:
        how += words.ui["types sum"].format(window=window if read.window != SAME else words.terms["year"])
    elif read.window != SAME:
        how += words.ui["types window"].format(window=window)
    if divided:
        how += words.ui["types twelfth"]
    return words.ui["types read"].format(name=read.variable, type=type_text(read.type, words), entity=read.entity, how=how)
