"""The conditions of an aid to a tree, with one boolean variable for each."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.checking.agreeing import check_as
from rulespec.compiler.checking.checking import check_cell
from rulespec.compiler.checking.comparing import among, between, compare
from rulespec.compiler.checking.context import Context
from rulespec.compiler.checking.resolving import OwnSymbol, VariableSymbol
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_date, read_identifier
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem
from rulespec.compiler.ground.kinds import BOOLEAN, Kind, Type, number
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective
from rulespec.compiler.ground.source import Cell, Source, Span, whole
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.calculations import check_life, dates_of
from rulespec.compiler.rules.idle import words_of
from rulespec.compiler.rules.unknowns import known_of, missing_in
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.parsing import parse, range_in
from rulespec.compiler.sentences.phrases import language_phrases

COMPARISONS = {*Comparison, "BETWEEN", "IN", "NOT_IN", "IS_TRUE", "IS_FALSE", "STARTS"}


def misshapen(condition: doc.Condition) -> tuple[Problem, Span] | None:
    """What is wrong with a condition that is not said in exactly one way, and where."""
    if condition.unmodelled is not None:
        # « âge ≥ 18 » beside a text would be dropped with it.
        is_rule = any(getattr(condition, name) for name in (*doc.WAYS, *doc.COMPARED))
        return (codes.WrongShape.Unmodelled(), condition.unmodelled.span) if is_rule else None
    found = sum(bool(getattr(condition, name)) for name in doc.WAYS)
    if found and condition.subject is None and any(getattr(condition, name) for name in doc.COMPARED):
        # « âge ≥ 18 » and beside it « est au moins 21 », of nothing: it would be dropped.
        found += 1
    return (codes.WrongShape.Condition(found=found), condition.span) if found != 1 else None


class Conditions:
    """Builds the tree of conditions once, when the aid is checked; `fine` is False after a report."""

    def __init__(self, assembly: Assembly, sheet: Sheet, ctx: Context) -> None:
        self.assembly = assembly
        self.sheet = sheet
        self.ctx = ctx
        self.unmodelled: list[str] = []
        self.fine = True

    def tree(self) -> ir.ConditionGroup | None:
        document = self.sheet.document
        items = [found for item in document.conditions if (found := self.condition(item)) is not None]
        profiles = []
        for profile in document.profiles:
            inner = [found for item in profile.conditions if (found := self.condition(item, profile.name)) is not None]
            profiles.append(ir.ConditionGroup(ir.Grouping.ALL, text_of(profile.name), items=tuple(inner), span=profile.span))
        items += [found for cell in document.not_with if (found := self.not_with(cell)) is not None]
        if profiles:
            items.append(ir.ConditionGroup(ir.Grouping.ANY, "", items=tuple(profiles), span=profiles[0].span))
        if not items:
            return None
        return ir.ConditionGroup(ir.Grouping.ALL, "", items=tuple(items), span=document.span)

    def condition(self, condition: doc.Condition, profile: Cell | None = None) -> ir.ConditionGroup | None:
        if (wrong := misshapen(condition)) is not None:
            self.assembly.diagnostics.report(*wrong)
            self.fine = False
            return None
        if condition.unmodelled is not None:
            self.unmodelled.append(condition.unmodelled.text.strip())
            return None
        start = read_date(condition.start, self.assembly.diagnostics) if condition.start else None
        until = read_date(condition.until, self.assembly.diagnostics) if condition.until else None
        check_life(self.assembly, self.sheet, (condition.start, start), (condition.until, until))
        for operator, group in (
            (ir.Grouping.ALL, condition.all_of),
            (ir.Grouping.ANY, condition.any_of),
            (ir.Grouping.NONE, condition.none_of),
        ):
            if group:
                items = tuple(found for item in group if (found := self.condition(item, profile)) is not None)
                return ir.ConditionGroup(
                    operator,
                    text_of(condition.label),
                    items=items,
                    message=text_of(condition.message),
                    reference=text_of(condition.reference),
                    start=start,
                    until=until,
                    span=condition.span,
                )
        return self.leaf(condition, start, until, profile)

    def leaf(
        self, condition: doc.Condition, start: datetime.date | None, until: datetime.date | None, profile: Cell | None
    ) -> ir.ConditionGroup | None:
        expression = self.row(condition) if condition.subject is not None else self.sentence(condition.expression)
        if expression is None:
            self.fine = False
            return None
        expression = self.guarded(condition, expression)
        shown = text_of(condition.label) or self.sentence_of(condition)
        group = ir.ConditionGroup(
            ir.Grouping.LEAF,
            shown,
            message=text_of(condition.message),
            reference=text_of(condition.reference),
            start=start,
            until=until,
            span=condition.span,
        )
        # A yes / no that has its name already needs no second variable.
        if isinstance(expression, ir.Read) and condition.id is None:
            return replace(group, variable=expression.variable, expression=expression)
        variable = self.variable(condition, expression, shown, profile)
        if variable is None:
            self.fine = False
            return None
        read = ir.Read(variable.name, self.ctx.entity, (), SAME, False, BOOLEAN, own=True)
        return replace(group, variable=variable.name, expression=read)

    def not_with(self, cell: Cell) -> ir.ConditionGroup | None:
        """« non cumulable avec »: an aid of the rulebook or a benefit of the country that must not be received."""
        received = self.received(cell)
        if received is None:
            self.fine = False
            return None
        said = self.ctx.scope.words.said("receives", name=cell.text.strip())
        label = Cell(said, whole(Source(cell.span.path, said, cell.span.source.anchor)))
        written = doc.Condition(span=cell.span, expression=cell, label=label)
        variable = self.variable(written, received, said, None)
        if variable is None:
            self.fine = False
            return None
        read = ir.Read(variable.name, self.ctx.entity, (), SAME, False, BOOLEAN, own=True)
        leaf = ir.ConditionGroup(ir.Grouping.LEAF, said, variable=variable.name, expression=read, span=cell.span)
        title = f"{self.ctx.scope.words.key('Document', 'not_with')} {cell.text.strip()}"
        return ir.ConditionGroup(ir.Grouping.NONE, title, items=(leaf,), span=cell.span)

    def received(self, cell: Cell) -> ir.Expression | None:
        symbol = self.ctx.scope.find(cell.text)
        person = self.ctx.catalog.person.key
        is_of_person = isinstance(symbol, OwnSymbol) and symbol.declared.entity == person
        if is_of_person and not self.ctx.is_person:
            member = check_cell(cell, self.ctx.about(person, self.ctx.entity))
            return None if member is None else ir.Fold(Aggregation.SOME, self.ctx.entity, None, None, self.is_given(member), BOOLEAN)
        found = check_cell(cell, self.ctx)
        return None if found is None else self.is_given(found)

    def is_given(self, expression: ir.Expression) -> ir.Expression:
        if expression.type.kind is Kind.BOOLEAN:
            return expression
        return ir.Compare(Comparison.GT, expression, ir.Constant(Decimal(0), number(expression.type.unit)))

    def guarded(self, condition: doc.Condition, expression: ir.Expression) -> ir.Expression:
        """The condition with what to answer where a datum that it names is not known: refused or granted."""
        cells = (condition.expression, condition.subject, condition.value, condition.upper)
        for found in missing_in(cells, self.assembly, self.sheet, self.ctx):
            known = known_of(found, self.ctx)
            if found.policy is ir.Missing.REFUSE:
                expression = ir.Logic(Connective.AND, (known, expression))
            else:
                expression = ir.Logic(Connective.OR, (ir.Not(known), expression))
        return expression

    def sentence_of(self, condition: doc.Condition) -> str:
        if condition.expression is not None:
            return condition.expression.text.strip()
        parts = [condition.subject, condition.comparison, condition.value]
        text = " ".join(part.text.strip() for part in parts if part is not None)
        if condition.upper is not None:
            text += f" {self.ctx.scope.words.marks.and_} {condition.upper.text.strip()}"
        return text

    def sentence(self, cell: Cell | None) -> ir.Expression | None:
        return None if cell is None else check_cell(cell, self.ctx, Kind.BOOLEAN)

    def row(self, condition: doc.Condition) -> ir.Expression | None:
        """A row of the sheet of conditions: a datum, a comparison, one or two values."""
        diagnostics, scope = self.assembly.diagnostics, self.ctx.scope
        assert condition.subject is not None
        subject = parse(condition.subject, scope.lexicon(), diagnostics)
        if subject is None:
            return None
        operator = "IS_TRUE"
        if condition.comparison is not None:
            phrase = language_phrases(scope.words).at(normalise(condition.comparison.text), 0)
            text = normalise(condition.comparison.text)
            signs = {normalise(word): token for word, token in scope.words.keywords.items()}
            found = signs.get(text) or (phrase.token if phrase is not None and phrase.text == text else None)
            if found is None or found not in COMPARISONS:
                known = " ; ".join(scope.words.workbook.comparisons)
                diagnostics.report(codes.UnknownWord(name=condition.comparison.text, known=known), condition.comparison.span)
                return None
            operator = found
        if condition.upper is not None and operator != "BETWEEN":
            field, said = scope.words.key("Condition", "upper"), words_of(scope.words, "BETWEEN")
            problem = codes.IdleField.Upper(name=field, comparison=text_of(condition.comparison) or "=", between=said)
            diagnostics.report(problem, condition.upper.span)
            return None
        if operator in ("IS_TRUE", "IS_FALSE"):
            checked = check_as(subject, self.ctx, Kind.BOOLEAN)
            return ir.negated(checked) if checked is not None and operator == "IS_FALSE" else checked
        if condition.value is None:
            diagnostics.report(codes.MissingField(name=scope.words.key("Condition", "value")), condition.span)
            return None
        span = condition.subject.span
        if condition.value.native in ("number", "percent") and self.is_bare_text(subject):
            diagnostics.report(codes.NumberForCode(text=condition.value.text), condition.value.span)
            return None
        # A list is parsed as the end of « donnée parmi … », so that the `;` of a cell separate its items.
        if operator in ("IN", "NOT_IN", "STARTS"):
            items = parse(condition.value, scope.lexicon(), diagnostics, "cell")
            if items is None:
                return None
            if not isinstance(items, nodes.Tests):
                diagnostics.report(codes.Syntax(found=condition.value.text), condition.value.span)
                return None
            if operator == "STARTS":
                return check_as(nodes.Starts(value=subject, items=items.tests, span=span), self.ctx, Kind.BOOLEAN)
            inside = among(subject, items.tests, self.ctx)
            return ir.negated(inside) if inside is not None and operator == "NOT_IN" else inside
        if (bounds := range_in(condition.value, scope.lexicon())) is not None:
            said, field = words_of(scope.words, "BETWEEN"), scope.words.key("Condition", "upper")
            diagnostics.report(codes.Syntax.Bounds(low=bounds[0], high=bounds[1], comparison=said, field=field), condition.value.span)
            return None
        value = parse(condition.value, scope.lexicon(), diagnostics)
        if value is None:
            return None
        if operator != "BETWEEN":
            return compare(Comparison(operator), subject, value, condition.value.span, self.ctx)
        if condition.upper is None:
            diagnostics.report(codes.MissingField(name=scope.words.key("Condition", "upper")), condition.span)
            return None
        upper = parse(condition.upper, scope.lexicon(), diagnostics)
        return None if upper is None else between(subject, value, upper, True, True, condition.value.span, self.ctx)

    def is_bare_text(self, subject: nodes.Node) -> bool:
        """True for a text that is of no list of codes: of a number in its place nobody can say whether a zero is lost."""
        symbol = self.ctx.scope.find(subject.name) if isinstance(subject, nodes.Name) else None
        if isinstance(symbol, VariableSymbol):
            type_: Type | None = symbol.variable.type
        else:
            type_ = symbol.declared.type if isinstance(symbol, OwnSymbol) else None
        return type_ is not None and type_.kind is Kind.TEXT and type_.codes is None

    def variable(self, condition: doc.Condition, expression: ir.Expression, shown: str, profile: Cell | None) -> ir.Variable | None:
        assembly, sheet = self.assembly, self.sheet
        if condition.id is not None:
            identifier = read_identifier(condition.id, assembly.diagnostics)
            if identifier is None:
                return None
        else:
            middle = f"{slug(profile.text, 25)}_" if profile is not None else ""
            base = f"{prefix_of(sheet)}_{middle}condition_{self.short(condition)}"
            identifier, number_ = base, 2
            while identifier in assembly.declared:
                identifier, number_ = f"{base}_{number_}", number_ + 1
        declared = assembly.declare(
            identifier, shown, self.ctx.entity, self.ctx.period, condition.span, sheet, ir.Part.CONDITION, None, BOOLEAN
        )
        if declared is None:
            return None
        start, last = dates_of(assembly, sheet, None, None)
        declared.state = "done"
        declared.variable = ir.Variable(
            name=identifier,
            label=shown,
            entity=self.ctx.entity,
            period=self.ctx.period,
            type=BOOLEAN,
            role=ir.Part.CONDITION,
            span=condition.span,
            formulas=(ir.Formula(start, expression, condition.expression.span if condition.expression else condition.span),),
            end=last,
            references=(ir.Reference(text_of(condition.reference)),) if condition.reference else (),
            message=text_of(condition.message),
            document=sheet.document.path,
            is_named=condition.id is not None,
        )
        assembly.done.append(declared.variable)
        return declared.variable

    def short(self, condition: doc.Condition) -> str:
        """A few letters for a condition's name: its label, or the datum that it is about."""
        if condition.label is not None:
            return slug(condition.label.text, 40)
        if condition.subject is not None:
            return slug(condition.subject.text, 40)
        assert condition.expression is not None
        phrase = self.ctx.scope.lexicon().name_at(normalise(condition.expression.text), 0)
        if phrase is not None and phrase.token == "NAME":
            return slug(phrase.text, 40)
        return slug(condition.expression.text, 30)
