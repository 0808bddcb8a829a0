"""A household's amount to the steps of its calculation: each with its value, its formula, the terms of a total, the row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.looking import COMPARED_SIGNS
from rulespec.compiler.analysis.explaining.quantities import Quantities
from rulespec.compiler.analysis.explaining.why import Explainer
from rulespec.compiler.analysis.judging.scales import scale_of
from rulespec.compiler.analysis.proving.goals import reachable
from rulespec.compiler.analysis.space.folding import plain
from rulespec.compiler.evaluating.interpreter import NoValue, Value
from rulespec.compiler.ground.operators import Operation
from rulespec.compiler.ground.text import normalise


@dataclass(frozen=True, slots=True)
class Step:
    """A quantity of the rulebook on the way to the amount.

    Attributes:
        label: how it is called; for a table, its name.
        value: with its unit; "" for a table.
        row: what the row that applies says.
        formula: as the author wrote it, where it is more than a name.
        terms: what is added up or taken away, each with its value.
    """

    label: str
    value: str
    row: str = ""
    formula: str = ""
    terms: tuple[Step, ...] = ()

    def said(self, colon: str) -> str:
        """« base : part × loyer = 300 € (loyer : 600 € / mois) »."""
        if self.row:
            return f"{self.label}{colon}{self.row}"
        told = f"{self.label}{colon}{self.formula} = {self.value}" if self.formula else f"{self.label}{colon}{self.value}"
        terms = " ; ".join(f"{term.label} = {term.value}" for term in self.terms)
        return f"{told} ({terms})" if terms else told


def steps(explainer: Explainer, entitled: bool = True) -> tuple[Step, ...]:
    """The calculation with its numbers, in the order in which it is made; the amount comes last.

    Where the aid is refused, what its conditions read and no amount.
    """
    found: list[Step] = []
    top = explainer.aid.variable if entitled else explainer.aid.eligibility or explainer.aid.variable
    tables = {table.row: table for table in explainer.program.tables if table.row is not None}
    for variable in reversed(reachable(explainer.program, top)):
        is_total = variable.name == explainer.aid.variable
        if not (is_total and entitled) and not variable.role.is_step:
            continue
        for owner in _owners(explainer, variable):
            try:
                value = explainer.reference.answer(variable.name, explainer.period_of(variable), owner)
            except NoValue:
                continue
            table = tables.get(variable.name)
            if table is not None:
                found += _row(explainer, table, value)
            elif not is_total:
                who = f" ({owner})" if owner is not None and owner != explainer.owner else ""
                found.append(_step(explainer, variable, value, who, owner == explainer.owner or owner is None))
            elif (total := _total(explainer, variable)) is not None:
                found.append(total)
    return tuple(found)


def _owners(explainer: Explainer, variable: ir.Variable) -> list[str | None]:
    """Of whom a step is told: of the applicant or of the group; of each member, where a group adds them up."""
    if not explainer.rulebook.catalog.entities[variable.entity].is_person:
        return [None]
    if explainer.owner is not None:
        return [explainer.owner]
    return [person.name for person in explainer.reference.case.people]


def _row(explainer: Explainer, table: ir.Table, value: Value) -> Iterator[Step]:
    """The row of a table that applies, by what it says."""
    if not isinstance(value, Fraction):
        return
    row = table.rows[int(value) - 1] if 0 < value <= len(table.rows) else table.otherwise
    if row is None:
        return
    count = len(table.inputs)
    if row is table.otherwise:
        tests = [explainer.words.site["otherwise"]]
        outputs = row.texts[-len(table.outputs) :]
    else:
        tests = [_cell(text, cell, explainer) for (text, _), cell in zip(table.inputs, row.texts, strict=False) if cell not in ("", "-")]
        outputs = row.texts[count : count + len(table.outputs)]
    # The only answer of a table is called as the table is; one that is called as its answer needs no name either.
    is_alone = len(table.outputs) == 1
    given = [
        cell if is_alone or normalise(cell) == normalise(name) else f"{name}{explainer.words.marks.colon}{cell}"
        for (name, _), cell in zip(table.outputs, outputs, strict=False)
        if cell
    ]
    yield Step(table.name, "", " → ".join(part for part in (" ; ".join(tests), " ; ".join(given)) if part))


def _cell(name: str, cell: str, explainer: Explainer) -> str:
    """« quotient familial ≤ 500 », « activité : étudiant »."""
    return f"{name} {cell}" if cell[:1] in COMPARED_SIGNS else f"{name}{explainer.words.marks.colon}{cell}"


def _step(explainer: Explainer, variable: ir.Variable, value: Value, who: str, is_here: bool) -> Step:
    quantities = explainer.quantities
    label = explainer.rulebook.names.get(variable.name, variable.label)
    formula = next((item for item in reversed(variable.formulas) if item.start is None or item.start <= explainer.date), None)
    text = ""
    terms: tuple[Step, ...] = ()
    if formula is not None and variable.role is ir.Part.CALCULATION:
        text = formula.span.source.text[formula.span.start : formula.span.end].strip()
        if is_here and variable.entity == explainer.aid.entity:
            terms = _terms(explainer, _bare(formula.expression))
    figure = quantities.figure(value, variable.type)
    return Step(f"{label}{who}", figure, formula=text if text != label else "", terms=_telling(terms, figure))


def _total(explainer: Explainer, variable: ir.Variable) -> Step | None:
    """The amount, where it adds up several things or is computed in place."""
    formula = explainer.moment.formula(variable)
    if formula is None:
        return None
    expression = _bare(formula)
    terms = _terms(explainer, expression)
    text = told(expression, explainer.quantities)
    if isinstance(expression, ir.Read | ir.Constant) or not (terms or text):
        return None
    value = explainer.reference.answer(variable.name, explainer.period_of(variable), explainer.owner)
    figure = explainer.quantities.figure(value, variable.type)
    return Step(explainer.words.keys["amount"][0], figure, formula=text, terms=_telling(terms, figure))


def _telling(terms: tuple[Step, ...], figure: str) -> tuple[Step, ...]:
    """The terms, where they tell more than the value itself."""
    return () if len(terms) == 1 and terms[0].value == figure else terms


def _bare(expression: ir.Expression) -> ir.Expression:
    """The amount without the question of the right to it, nor its rounding."""
    if isinstance(expression, ir.If) and isinstance(expression.condition, ir.Read) and isinstance(expression.otherwise, ir.Constant):
        return _bare(expression.then)
    return _bare(expression.value) if isinstance(expression, ir.Round) else expression


def _terms(explainer: Explainer, expression: ir.Expression) -> tuple[Step, ...]:
    """What a sum adds up: nothing for what is no sum."""
    parts = list(_parts(expression, False, explainer.quantities))
    if len(parts) < 2:
        parts = [(False, item) for item in _factors(expression, explainer.quantities)]
    found = []
    for minus, part in parts:
        text = explainer.quantities.name(part) or told(part, explainer.quantities)
        if isinstance(part, ir.Constant) or not text:
            continue
        try:
            figure = explainer.quantities.figure(explainer.value(part), part.type)
        except NoValue:
            continue
        scale = scale_of(part)
        if scale is not None and (read := explainer.looking.read_for(scale)):
            text = f"{text} ({read})"
        found.append(Step(f"− {text}" if minus else text, figure))
    return tuple(found)


def _parts(expression: ir.Expression, minus: bool, quantities: Quantities) -> Iterator[tuple[bool, ir.Expression]]:
    """The terms of a sum, each with whether it is taken away; what has a name is one."""
    if isinstance(expression, ir.Arithmetic) and expression.operator is not Operation.TIMES and not quantities.name(expression):
        yield from _parts(expression.left, minus, quantities)
        yield from _parts(expression.right, minus != (expression.operator is Operation.MINUS), quantities)
        return
    yield minus, expression


def _factors(expression: ir.Expression, quantities: Quantities) -> Iterator[ir.Expression]:
    """The named quantities of a product, of a quotient, of a least or greatest."""
    if quantities.name(expression):
        yield expression
        return
    if isinstance(expression, ir.Arithmetic | ir.Divide | ir.Extreme | ir.Round | ir.Negative | ir.Absolute):
        for item in ir.children(expression):
            yield from _factors(item, quantities)


def told(expression: ir.Expression, quantities: Quantities) -> str:
    """A formula in the names of its document, "" where a part of it has none."""
    if name := quantities.name(expression):
        return name
    if isinstance(expression, ir.Constant):
        return quantities.figure(plain(expression.value), expression.type)
    if isinstance(expression, ir.Round):
        return told(expression.value, quantities)
    if isinstance(expression, ir.Arithmetic | ir.Divide):
        sign = "/" if isinstance(expression, ir.Divide) else SIGNS[expression.operator]
        pair = [_grouped(item, quantities, sign in ("/", "×")) for item in (expression.left, expression.right)]
        return f" {sign} ".join(pair) if all(pair) else ""
    if isinstance(expression, ir.Extreme):
        parts = [told(item, quantities) for item in expression.items]
        name = next(text for text, word in quantities.words.functions.items() if word == expression.function.value)
        return f"{name.upper()}({' ; '.join(parts)})" if all(parts) else ""
    return ""


SIGNS = {Operation.PLUS: "+", Operation.MINUS: "−", Operation.TIMES: "×"}


def _grouped(expression: ir.Expression, quantities: Quantities, within: bool) -> str:
    text = told(expression, quantities)
    is_sum = isinstance(expression, ir.Arithmetic) and expression.operator is not Operation.TIMES
    return f"({text})" if text and within and is_sum and not quantities.name(expression) else text
