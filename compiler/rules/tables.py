"""Decision tables (DMN) to variables: the row that applies, and the outputs."""

from __future__ import annotations

from dataclasses import replace

from rulespec.compiler import ir
from rulespec.compiler.checking.checking import check, check_cell
from rulespec.compiler.checking.comparing import among_value, between_value, compare_value, is_anything, label_member
from rulespec.compiler.checking.context import Context, kind_word
from rulespec.compiler.checking.resolving import BrokenSymbol, Declared, OwnSymbol, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_identifier
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.kinds import BOOLEAN, UNKNOWN, Kind, Type
from rulespec.compiler.ground.operators import Comparison, Connective
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import slug
from rulespec.compiler.ground.windows import SAME
from rulespec.compiler.rules.answering import NEUTRAL, ROW, Rows, collected, output_type, selected
from rulespec.compiler.rules.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.rules.calculations import conform, dates_of, named_choice
from rulespec.compiler.rules.choices import choices_of
from rulespec.compiler.rules.declaring import document_entity, document_period, entity_of
from rulespec.compiler.rules.quantities import number_of
from rulespec.compiler.rules.unknowns import known_in_row
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.parsing import parse


def declare_table(assembly: Assembly, sheet: Sheet, scope: Scope, table: doc.Table) -> None:
    """Give each output of a table its name; the table is checked when an output is read."""
    assert table.name is not None
    entity = entity_of(assembly, table.entity, document_entity(assembly, sheet))
    policy = scope.words.choice(ir.HitPolicy, "policies", text_of(table.policy))
    if entity is None or policy is None or not table.outputs:
        for cell in table.outputs:
            assembly.name_symbol(scope, cell, BrokenSymbol(cell.span))
        return
    base = slug(table.name.text)
    prefix = prefix_of(sheet)
    reader = _Table(assembly, sheet, scope, table, entity, policy)
    if policy.hits.chooses_one:
        word = assembly.project.words.names.row
        reader.row = assembly.declare(
            f"{prefix}_{base}_{word}",
            f"{table.name.text} ({scope.words.names.row})",
            entity,
            document_period(sheet),
            table.name.span,
            sheet,
            ir.Part.ROW,
            reader.make_row,
        )
    if len(table.choices) > 1:
        own = choices_of(assembly, doc.Datum(span=table.name.span, choices=table.choices), f"{prefix}_{base}")
        reader.choice = Type(Kind.CHOICE, enum=own.name)
    for index, cell in enumerate(table.outputs):
        identifier: str | None = f"{prefix}_{slug(cell.text)}"
        if table.id is not None and len(table.outputs) == 1:
            identifier = read_identifier(table.id, assembly.diagnostics)
        elif table.id is not None:
            assembly.diagnostics.report(codes.BadIdentifier.Outputs(id=table.id.text, count=len(table.outputs)), table.id.span)
        reader.identifiers.append(identifier or "")
        declared = None
        if identifier is not None:
            declared = assembly.declare(
                identifier,
                cell.text,
                entity,
                document_period(sheet),
                cell.span,
                sheet,
                ir.Part.TABLE,
                lambda index=index, name=identifier: reader.make_output(index, name),  # type: ignore[misc]
            )
            if declared is not None and len(table.outputs) == 1:
                declared.type = reader.choice
        assembly.name_symbol(scope, cell, OwnSymbol(declared, cell.span) if declared else BrokenSymbol(cell.span))


class _Table:
    """A table whose cells are checked once, for its row and for each of its outputs."""

    def __init__(self, assembly: Assembly, sheet: Sheet, scope: Scope, table: doc.Table, entity: str, policy: ir.HitPolicy) -> None:
        self.assembly = assembly
        self.sheet = sheet
        self.scope = scope
        self.table = table
        self.entity = entity
        self.policy = policy
        self.row: Declared | None = None
        self.checked: Rows | None = None
        self.failed = False
        self.identifiers: list[str] = []
        self.units: dict[int, Type] = {}
        self.choice: Type | None = None

    def answer(self, index: int) -> Context:
        """Where a cell of an output stands: a name there may be one of the choices of the table."""
        name = self.table.outputs[index].text if index < len(self.table.outputs) else ""
        return replace(self.context(self.identifiers[0]), choice=self.choice, answering=name)

    def context(self, rule: str) -> Context:
        return self.assembly.context(self.sheet, self.scope, self.entity, document_period(self.sheet), rule)

    def rows(self, rule: str) -> Rows | None:
        if self.checked is None and not self.failed:
            self.checked = self.check_rows(self.context(rule))
            self.failed = self.checked is None
            if self.checked is not None:
                self.register(self.checked)
        return self.checked

    def check_rows(self, ctx: Context) -> Rows | None:
        table, diagnostics = self.table, self.assembly.diagnostics
        if len(table.choices) == 1:
            self.choice = named_choice(self.assembly, ctx.scope, table.choices[0])
            if self.choice is None:
                return None
        subjects: list[tuple[nodes.Node, ir.Expression]] = []
        for cell in table.inputs:
            node = parse(cell, ctx.scope.lexicon(), diagnostics)
            value = None if node is None else check(node, ctx)
            if node is not None and value is not None:
                subjects.append((node, value))
        if len(subjects) < len(table.inputs):
            return None
        wanted = len(table.inputs) + len(table.outputs)
        found: list[ir.TableRow] = []
        fine = True
        for row in table.rows:
            if len(row.cells) != wanted:
                diagnostics.report(codes.WrongShape.Columns(found=len(row.cells), wanted=wanted), row.span)
                fine = False
                continue
            tests = [
                self.guarded(head, cell, self.test(cell, subject, ctx), ctx)
                for head, cell, subject in zip(table.inputs, row.cells, subjects, strict=False)
            ]
            outputs = self.outputs(row.cells[len(table.inputs) :], ctx)
            kept = tuple(test for test in tests if test is not None)
            if len(kept) < len(tests) or outputs is None:
                fine = False
                continue
            texts = tuple(cell.text.strip() for cell in row.cells)
            found.append(ir.TableRow(kept, outputs, texts, row.span, text_of(row.reference), text_of(row.note)))
        otherwise = None
        if table.otherwise:
            outputs = self.outputs(table.otherwise, ctx)
            if outputs is None:
                return None
            texts = tuple(cell.text.strip() for cell in table.otherwise)
            otherwise = ir.TableRow((), outputs, texts, table.otherwise[0].span)
        if not fine or not self.same_types([*found, *([otherwise] if otherwise is not None else [])]):
            return None
        if self.policy.hits.is_ordered_by_outputs:
            ranked = self.ranked(found, ctx)
            if ranked is None:
                return None
            found = ranked
        inputs = tuple((cell.text.strip(), value) for cell, (_, value) in zip(table.inputs, subjects, strict=True))
        return Rows(inputs, tuple(found), otherwise)

    def ranked(self, rows: list[ir.TableRow], ctx: Context) -> list[ir.TableRow] | None:
        """The rows in the order of their outputs (P, O): the first output counts first, as in DMN."""
        table, diagnostics = self.table, self.assembly.diagnostics
        order = [self.output(cell, 0) for cell in table.order]
        if not order:
            assert table.policy is not None
            diagnostics.report(codes.MissingOrder(policy=table.policy.text), table.policy.span)
            return None
        if any(item is None for item in order):
            return None
        fine = True
        ranks: list[tuple[int, ...]] = []
        for row in rows:
            rank = []
            for value, text in zip(row.outputs, row.texts[len(table.inputs) :], strict=True):
                if value in order:
                    rank.append(order.index(value))
                elif not rank:
                    known = " ; ".join(cell.text for cell in table.order)
                    diagnostics.report(codes.MissingOrder.Value(name=text, known=known), row.span)
                    fine = False
            ranks.append(tuple(rank))
        if not fine:
            return None
        return [row for _, row in sorted(zip(ranks, rows, strict=True), key=lambda pair: pair[0])]

    def register(self, found: Rows) -> None:
        """Keep the table for what looks at rows: analyses, coverage, explanations, documentation."""
        table = self.table
        assert table.name is not None
        start, last = dates_of(self.assembly, self.sheet, table.start, None)
        names = tuple((cell.text.strip(), self.identifiers[index]) for index, cell in enumerate(table.outputs))
        self.assembly.tables.append(
            ir.Table(
                name=table.name.text,
                policy=self.policy,
                entity=self.entity,
                period=document_period(self.sheet),
                inputs=found.inputs,
                outputs=names,
                rows=found.rows,
                otherwise=found.otherwise,
                row=self.row.name if self.row is not None else None,
                span=table.name.span,
                start=start,
                end=last,
                document=self.sheet.document.path,
            )
        )

    def same_types(self, rows: list[ir.TableRow]) -> bool:
        """All the values of an output have one kind, numbers where they are added up or compared, and fit one another."""
        hits = self.policy.hits
        is_number = not hits.chooses_one and not hits.is_list and self.policy is not ir.HitPolicy.COUNT
        for index in range(len(self.table.outputs)):
            known = [(row, value) for row in rows if (value := row.outputs[index]) is not None]
            wanted = Kind.NUMBER if is_number else known[0][1].type.kind if known else None
            for row, value in known:
                if value.type.kind is not wanted or value.type.enum != known[0][1].type.enum:
                    name = row.texts[index if row.tests == () else len(self.table.inputs) + index]
                    problem = codes.WrongType(wanted=kind_word(wanted or Kind.NUMBER), found=kind_word(value.type.kind), name=name)
                    self.assembly.diagnostics.report(problem, row.span)
                    return False
        return True

    def outputs(self, cells: tuple[Cell, ...], ctx: Context) -> tuple[ir.Expression | None, ...] | None:
        """What a row answers; None for « rien », which is no answer."""
        values: list[ir.Expression | None] = []
        fine = True
        for index, cell in enumerate(cells):
            if ctx.scope.words.value("nothing", cell.text) is not None:
                values.append(None)
                continue
            value = self.output(cell, index)
            if value is not None and value.type.kind not in (*NEUTRAL, Kind.CHOICE):
                self.assembly.diagnostics.report(codes.CannotStore(), cell.span)
                value = None
            value = self.in_unit(value, index, cell, ctx)
            fine = fine and value is not None
            values.append(value)
        return tuple(values) if fine else None

    def output(self, cell: Cell, index: int) -> ir.Expression | None:
        """What a cell answers: a choice of the table, quoted or not, else the expression that it says."""
        ctx = self.answer(index)
        whole = nodes.Text(value=cell.text.strip(), span=cell.span)
        member = label_member(whole, self.choice, ctx) if self.choice is not None else None
        return check_cell(cell, ctx) if member is None or self.choice is None else ir.Constant(member, self.choice)

    def in_unit(self, value: ir.Expression | None, index: int, cell: Cell, ctx: Context) -> ir.Expression | None:
        """A number in the unit of the table, or without one in that of the output's first value; None after a report."""
        is_kept = not self.policy.hits.is_list and self.policy is not ir.HitPolicy.COUNT
        if value is None or value.type.kind is not Kind.NUMBER or not is_kept or index >= len(self.table.outputs):
            return value
        stated = number_of(self.assembly, self.scope, self.table.unit)
        wanted = self.units.get(index) if stated.unstated else stated
        if wanted is None:
            if not value.type.bare and not value.type.unit.any:
                self.units[index] = value.type
            return value
        return conform(value, wanted, True, self.table.outputs[index], cell, ctx)

    def test(self, cell: Cell, subject: tuple[nodes.Node, ir.Expression], ctx: Context) -> ir.Expression | None:
        """A cell of an input column, as a yes / no about the input."""
        if is_anything(cell, subject[1], ctx):
            self.assembly.diagnostics.report(codes.Syntax.Anything(found=cell.text.strip()), cell.span)
            return None
        node = parse(cell, ctx.scope.lexicon(), self.assembly.diagnostics, "cell")
        if node is None or isinstance(node, nodes.AnyValue):
            return None if node is None else ALWAYS
        assert isinstance(node, nodes.Tests)
        written, value = subject
        if value.type.kind in (Kind.CHOICE, Kind.TEXT) and not any(
            isinstance(test, nodes.UnaryTest | nodes.IntervalTest) for test in node.tests
        ):
            if cell.native == "number" and value.type.kind is Kind.TEXT and value.type.codes is None:
                self.assembly.diagnostics.report(codes.NumberForCode(text=cell.text), cell.span)
                return None
            inside = among_value(value, written, node.tests, ctx)
            return ir.negated(inside) if inside is not None and node.negated else inside
        tests = [self.one_test(test, written, value, ctx) for test in node.tests]
        checked = [test for test in tests if test is not None]
        if len(checked) < len(tests):
            return None
        joined = checked[0] if len(checked) == 1 else ir.Logic(Connective.OR, tuple(checked))
        return ir.negated(joined) if node.negated else joined

    def guarded(self, head: Cell, cell: Cell, test: ir.Expression | None, ctx: Context) -> ir.Expression | None:
        """A cell holds of nothing that is not known, where the datum says « si inconnu : refusé »; « - » looks at nothing."""
        if test is None or test == ALWAYS:
            return test
        known = known_in_row(head, cell, self.assembly, self.sheet, ctx)
        return ir.Logic(Connective.AND, (*known, test)) if known else test

    def one_test(self, test: nodes.Node, written: nodes.Node, value: ir.Expression, ctx: Context) -> ir.Expression | None:
        match test:
            case nodes.UnaryTest(operator=operator, value=bound):
                return compare_value(value, operator, written, bound, test.span, ctx)
            case nodes.IntervalTest(low=low, high=high, low_included=low_in, high_included=high_in):
                return between_value(value, written, low, high, low_in, high_in, test.span, ctx)
            case _:
                return compare_value(value, Comparison.EQ, written, test, test.span, ctx)

    def make_row(self) -> ir.Variable | None:
        assert self.row is not None
        found = self.rows(self.row.name)
        if found is None:
            return None
        tests = tuple(row.test for row in found.rows)
        if found.otherwise is not None and any(value is not None for value in found.otherwise.outputs):
            tests = (*tests, ALWAYS)
        return self.variable(self.row, ir.RowNumber(tests, ROW), ROW)

    def make_output(self, index: int, name: str) -> ir.Variable | None:
        declared = self.assembly.declared[name]
        if self.row is not None and not self.assembly.resolve(self.row):
            return None
        found = self.rows(name)
        if found is None:
            return None
        expression = self.selected(found, index) if self.row is not None else collected(self.policy, found, index)
        type_ = expression.type
        if type_.kind is Kind.NUMBER:
            stated = number_of(self.assembly, self.scope, self.table.unit)
            is_said = not stated.unstated
            unit = stated.unit if is_said else UNKNOWN if type_.unit.any else type_.unit
            type_ = replace(
                type_,
                unit=unit,
                integer=False,
                bare=False,
                rate=stated.rate or type_.rate,
                unstated=not is_said and type_.bare and self.policy is not ir.HitPolicy.COUNT,
            )
        return self.variable(declared, expression, type_)

    def selected(self, found: Rows, index: int) -> ir.Expression:
        """The output of the row that applies; where it says « rien », the neutral value, or the first choice."""
        assert self.row is not None
        type_ = output_type(found, index)
        first = next(iter(self.answer(index).members_of(type_)), "")
        nothing = ir.Constant(NEUTRAL.get(type_.kind, first), replace(type_, bare=False))
        read = ir.Read(self.row.name, self.entity, (), SAME, False, ROW, own=True)
        return selected(read, found, index, nothing)

    def variable(self, declared: Declared, expression: ir.Expression, type_: Type) -> ir.Variable:
        start, last = dates_of(self.assembly, self.sheet, self.table.start, None)
        assert self.table.name is not None
        references = (ir.Reference(text_of(self.table.reference)),) if self.table.reference else ()
        return ir.Variable(
            name=declared.name,
            label=declared.shown,
            entity=declared.entity,
            period=declared.period,
            type=type_,
            role=declared.role,
            span=declared.span,
            formulas=(ir.Formula(start, expression, self.table.name.span),),
            end=last,
            references=references,
            documentation=text_of(self.table.note),
            document=self.sheet.document.path,
        )


ALWAYS = ir.Constant(True, BOOLEAN)
