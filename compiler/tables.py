"""Decision tables (DMN) to variables: the row that applies, and the outputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from rulespec.compiler import codes, ir, nodes
from rulespec.compiler import document as doc
from rulespec.compiler.agreeing import negated
from rulespec.compiler.assembling import Assembly, prefix_of, text_of
from rulespec.compiler.checking import check, check_cell
from rulespec.compiler.comparing import among_value, between_value, compare_value
from rulespec.compiler.context import Context, kind_word
from rulespec.compiler.declaring import document_entity, document_period, entity_of
from rulespec.compiler.kinds import BOOLEAN, NONE, Kind, Type, number
from rulespec.compiler.parsing import parse
from rulespec.compiler.project import Sheet
from rulespec.compiler.quantities import unit_of
from rulespec.compiler.resolving import BrokenSymbol, Declared, OwnSymbol, Scope
from rulespec.compiler.rules import dates_of
from rulespec.compiler.source import Cell
from rulespec.compiler.text import slug
from rulespec.compiler.values import read_identifier

SINGLE = {"U", "A", "F"}
LISTS = {"R", "O", "C", "P"}
ROW = Type(Kind.NUMBER, NONE, integer=True)


@dataclass(frozen=True, slots=True)
class _Row:
    tests: ir.Expression
    outputs: tuple[ir.Expression, ...]
    is_else: bool


def declare_table(assembly: Assembly, sheet: Sheet, scope: Scope, table: doc.Table) -> None:
    """Give each output of a table its name; the table is checked when an output is read."""
    assert table.name is not None
    entity = entity_of(assembly, table.entity, document_entity(assembly, sheet))
    policy = scope.words.value("policies", text_of(table.policy))
    if entity is None or policy is None or not table.outputs:
        for cell in table.outputs:
            assembly.name_symbol(scope, cell, BrokenSymbol(cell.span))
        return
    if policy in LISTS:
        assert table.policy is not None
        assembly.diagnostics.report(codes.CANNOT_STORE, table.policy.span, help="policy", policy=table.policy.text)
        for cell in table.outputs:
            assembly.name_symbol(scope, cell, BrokenSymbol(cell.span))
        return
    base = slug(table.name.text)
    prefix = prefix_of(sheet)
    reader = _Table(assembly, sheet, scope, table, entity, policy)
    if policy in SINGLE:
        word = "ligne" if scope.words.code == "fr" else "row"
        reader.row = assembly.declare(
            f"{prefix}_{base}_{word}",
            f"{table.name.text} ({word})",
            entity,
            document_period(sheet),
            table.name.span,
            sheet,
            "row",
            reader.make_row,
        )
    for index, cell in enumerate(table.outputs):
        if table.id is not None and len(table.outputs) == 1:
            identifier = read_identifier(table.id, assembly.diagnostics)
        else:
            identifier = f"{prefix}_{slug(cell.text)}"
        declared = None
        if identifier is not None:
            declared = assembly.declare(
                identifier,
                cell.text,
                entity,
                document_period(sheet),
                cell.span,
                sheet,
                "table",
                lambda index=index, name=identifier: reader.make_output(index, name),  # type: ignore[misc]
            )
        assembly.name_symbol(scope, cell, OwnSymbol(declared, cell.span) if declared else BrokenSymbol(cell.span))


class _Table:
    """A table whose cells are checked once, for its row and for each of its outputs."""

    def __init__(self, assembly: Assembly, sheet: Sheet, scope: Scope, table: doc.Table, entity: str, policy: str) -> None:
        self.assembly = assembly
        self.sheet = sheet
        self.scope = scope
        self.table = table
        self.entity = entity
        self.policy = policy
        self.row: Declared | None = None
        self.checked: tuple[_Row, ...] | None = None
        self.failed = False

    def context(self, rule: str) -> Context:
        return self.assembly.context(self.sheet, self.scope, self.entity, document_period(self.sheet), rule)

    def rows(self, rule: str) -> tuple[_Row, ...] | None:
        if self.checked is None and not self.failed:
            self.checked = self.check_rows(self.context(rule))
            self.failed = self.checked is None
        return self.checked

    def check_rows(self, ctx: Context) -> tuple[_Row, ...] | None:
        table, diagnostics = self.table, self.assembly.diagnostics
        subjects: list[tuple[nodes.Node, ir.Expression]] = []
        for cell in table.inputs:
            node = parse(cell, ctx.scope.lexicon(), diagnostics)
            value = None if node is None else check(node, ctx)
            if node is not None and value is not None:
                subjects.append((node, value))
        if len(subjects) < len(table.inputs):
            return None
        wanted = len(table.inputs) + len(table.outputs)
        found: list[_Row] = []
        fine = True
        for row in table.rows:
            if len(row.cells) != wanted:
                diagnostics.report(codes.WRONG_SHAPE, row.span, "columns", found=str(len(row.cells)), wanted=str(wanted))
                fine = False
                continue
            tests = [self.test(cell, subject, ctx) for cell, subject in zip(row.cells, subjects, strict=False)]
            outputs = self.outputs(row.cells[len(table.inputs) :], ctx)
            if any(test is None for test in tests) or outputs is None:
                fine = False
                continue
            needed = [test for test in tests if test is not None and test != ALWAYS]
            joined = ALWAYS if not needed else needed[0] if len(needed) == 1 else ir.Logic("and", tuple(needed))
            found.append(_Row(joined, outputs, not needed))
        if table.otherwise:
            outputs = self.outputs(table.otherwise, ctx)
            if outputs is None:
                return None
            found.append(_Row(ALWAYS, outputs, True))
        if not fine or not self.same_types(found):
            return None
        needs_else = self.policy not in ("C+", "C#")
        if needs_else and not any(row.is_else for row in found):
            assert table.name is not None
            diagnostics.report(codes.TABLE_WITHOUT_ELSE, table.name.span, help="else", name=table.name.text)
            return None
        return tuple(found)

    def same_types(self, rows: list[_Row]) -> bool:
        """All the values of an output have one kind and fit one another."""
        for index in range(len(self.table.outputs)):
            kinds = [row.outputs[index].type for row in rows]
            for row, type_ in zip(self.table.rows, kinds, strict=False):
                if type_.kind is not kinds[0].kind:
                    self.assembly.diagnostics.report(
                        codes.WRONG_TYPE,
                        row.cells[len(self.table.inputs) + index].span,
                        wanted=kind_word(kinds[0].kind),
                        found=kind_word(type_.kind),
                        name=row.cells[len(self.table.inputs) + index].text,
                    )
                    return False
        return True

    def outputs(self, cells: tuple[Cell, ...], ctx: Context) -> tuple[ir.Expression, ...] | None:
        values = []
        for cell in cells:
            value = check_cell(cell, ctx)
            if value is not None and value.type.kind not in (Kind.NUMBER, Kind.BOOLEAN):
                self.assembly.diagnostics.report(codes.CANNOT_STORE, cell.span, "text")
                value = None
            values.append(value)
        return None if any(value is None for value in values) else tuple(value for value in values if value is not None)

    def test(self, cell: Cell, subject: tuple[nodes.Node, ir.Expression], ctx: Context) -> ir.Expression | None:
        """A cell of an input column, as a yes / no about the input."""
        node = parse(cell, ctx.scope.lexicon(), self.assembly.diagnostics, "cell")
        if node is None or isinstance(node, nodes.AnyValue):
            return None if node is None else ALWAYS
        assert isinstance(node, nodes.Tests)
        written, value = subject
        if value.type.kind in (Kind.CHOICE, Kind.TEXT) and not any(
            isinstance(test, nodes.UnaryTest | nodes.IntervalTest) for test in node.tests
        ):
            if cell.native == "number" and value.type.kind is Kind.TEXT:
                self.assembly.diagnostics.report(codes.NUMBER_FOR_CODE, cell.span, help="text", text=cell.text)
                return None
            inside = among_value(value, written, node.tests, ctx)
            return negated(inside) if inside is not None and node.negated else inside
        tests = [self.one_test(test, written, value, ctx) for test in node.tests]
        checked = [test for test in tests if test is not None]
        if len(checked) < len(tests):
            return None
        joined = checked[0] if len(checked) == 1 else ir.Logic("or", tuple(checked))
        return negated(joined) if node.negated else joined

    def one_test(self, test: nodes.Node, written: nodes.Node, value: ir.Expression, ctx: Context) -> ir.Expression | None:
        match test:
            case nodes.UnaryTest(operator=operator, value=bound):
                return compare_value(value, operator, written, bound, test.span, ctx)
            case nodes.IntervalTest(low=low, high=high, low_included=low_in, high_included=high_in):
                return between_value(value, written, low, high, low_in, high_in, test.span, ctx)
            case _:
                return compare_value(value, "EQ", written, test, test.span, ctx)

    def make_row(self) -> ir.Variable | None:
        assert self.row is not None
        rows = self.rows(self.row.name)
        if rows is None:
            return None
        return self.variable(self.row, ir.RowNumber(tuple(row.tests for row in rows), ROW), ROW)

    def make_output(self, index: int, name: str) -> ir.Variable | None:
        declared = self.assembly.declared[name]
        if self.row is not None:
            if not self.assembly.resolve(self.row):
                return None
            rows = self.rows(name)
            assert rows is not None
            expression = self.selected(rows, index)
        else:
            rows = self.rows(name)
            if rows is None:
                return None
            expression = self.collected(rows, index)
        type_ = expression.type
        unit = unit_of(self.assembly, self.scope, self.table.unit)
        if unit is not None and type_.kind is Kind.NUMBER:
            type_ = replace(type_, unit=unit)
        if type_.kind is Kind.NUMBER:
            type_ = replace(type_, integer=False, bare=False)
        return self.variable(declared, expression, type_)

    def selected(self, rows: tuple[_Row, ...], index: int) -> ir.Expression:
        """The output of the row that applies."""
        assert self.row is not None
        read = ir.Read(self.row.name, self.entity, (), "same", False, ROW, own=True)
        cases = tuple(
            (ir.Compare("EQ", read, ir.Constant(Decimal(number_), ROW)), row.outputs[index])
            for number_, row in enumerate(rows[:-1], start=1)
        )
        default = rows[-1].outputs[index]
        return ir.Select(cases, default, self.output_type(rows, index))

    def output_type(self, rows: tuple[_Row, ...], index: int) -> Type:
        types = [row.outputs[index].type for row in rows]
        return next((type_ for type_ in types if not type_.bare and not type_.unit.any), types[0])

    def collected(self, rows: tuple[_Row, ...], index: int) -> ir.Expression:
        """A sum, a count, a least or a greatest over the rows that apply."""
        kept = [row for row in rows if not row.is_else]
        type_ = self.output_type(rows, index)
        zero = ir.Constant(Decimal(0), number(type_.unit))
        one = ir.Constant(Decimal(1), ROW)
        if self.policy in ("C+", "C#"):
            parts = [ir.If(row.tests, one if self.policy == "C#" else row.outputs[index], zero, type_) for row in kept]
            total: ir.Expression = parts[0]
            for part in parts[1:]:
                total = ir.Arithmetic("+", total, part, ROW if self.policy == "C#" else type_)
            return total
        worst = ir.Constant(Decimal("Infinity" if self.policy == "C<" else "-Infinity"), type_)
        items = tuple(ir.If(row.tests, row.outputs[index], worst, type_) for row in kept)
        best = items[0] if len(items) == 1 else ir.Extreme("min" if self.policy == "C<" else "max", items, type_)
        any_row = kept[0].tests if len(kept) == 1 else ir.Logic("or", tuple(row.tests for row in kept))
        default = next(row for row in rows if row.is_else).outputs[index]
        return ir.If(any_row, best, default, type_)

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
