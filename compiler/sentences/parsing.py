"""Text to nodes, or to a diagnostic that says where the sentence stops making sense."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from lark import Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedToken

from rulespec.compiler.documents.values import report_currency, report_number
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.limits import CHARACTERS, NESTING, TERMS
from rulespec.compiler.ground.operators import Aggregation, Comparison, Connective, Operation
from rulespec.compiler.ground.periods import Duration, MonthEdge
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.sentences import nodes
from rulespec.compiler.sentences.filtering import Unclear, bracketed
from rulespec.compiler.sentences.grammar import parser
from rulespec.compiler.sentences.lexing import Fault, Lexicon, ValueToken, scan

# What the name of members follows: « au moins un … », « nombre de … », « pour les … ».
MEMBERS = {"SOME", "EVERY", "NO", "COUNT", "FOR", "AMONG"}
MONTHLY = {"MONTHS": Aggregation.COUNT, "MONTHLY_MAXIMUM": Aggregation.MAXIMUM, "MONTHLY_MINIMUM": Aggregation.MINIMUM}
EDGES = {"MONTH_START": MonthEdge.START, "MONTH_END": MonthEdge.END}
ELAPSED = {"DAYS_BETWEEN": Duration.DAY, "MONTHS_BETWEEN": Duration.MONTH, "YEARS_BETWEEN": Duration.YEAR}
VALUE_TOKENS = {"DAY", "NAME", "NUMBER", "TEXT", "DATE", "TRUE", "FALSE", "FUNC", "INFINITY"}


def parse(cell: Cell, lexicon: Lexicon, diagnostics: Diagnostics, start: str = "expression") -> nodes.Node | None:
    """The node that a cell says (`start` is "expression" or "cell"), None after a report."""
    span = cell.span
    if cell.native == "unreadable":
        return None  # told when the file was read
    scanned = scan(cell.text, lexicon)
    for fault in scanned.faults:
        _report_fault(fault, cell, lexicon, diagnostics)
    if scanned.faults:
        return None
    if not scanned.tokens:
        if start == "cell":
            return nodes.AnyValue(span=span)
        diagnostics.report(codes.Syntax.Empty(), span)
        return None
    if start == "cell":
        ranges = _ranges(scanned.tokens, slashed=True)
        for low, high in ranges:
            text = (cell.text[low.start_pos : low.end_pos], cell.text[high.start_pos : high.end_pos])
            diagnostics.report(codes.Syntax.Range(low=text[0], high=text[1]), span.part(low.start_pos or 0, high.end_pos or 0))
        if ranges:
            return None
    tokens, unclear = bracketed(scanned.tokens)
    for doubt in unclear:
        _report_unclear(doubt, cell, diagnostics)
    if unclear:
        return None
    try:
        tree = parser().parse(tokens, start=start)  # type: ignore[arg-type]
    except UnexpectedInput as error:
        _report_syntax(error, tuple(tokens), cell, lexicon, diagnostics, start)
        return None
    if _depth(tree) > NESTING:
        diagnostics.report(codes.OverLimit.Nesting(limit=NESTING), span)
        return None
    if start == "cell":
        return _Reader(span).cell(tree)
    # « (a + b) » : the parentheses are tokens beside the one node that they hold.
    return _Reader(span).node(next(item for item in tree.children if isinstance(item, Tree)))


SUMS = {"plus", "minus"}
# Sums that are longer are read in halves: everything that follows looks at a sum from its last sign down.
LONG = 40


def _depth(tree: Any) -> int:
    """How many operations stand within each other; a sum, however long, is one."""
    most, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        parts = [item for item in node.children if isinstance(item, Tree)]
        most = max(most, depth if parts else 0)
        for index, part in enumerate(parts):
            goes_on = not index and node.data in SUMS and part.data in SUMS
            waiting.append((part, depth if goes_on else depth + 1))
    return most


def _report_fault(fault: Fault, cell: Cell, lexicon: Lexicon, diagnostics: Diagnostics) -> None:
    text = cell.text[fault.start : fault.end]
    span = cell.span.part(fault.start, fault.end)
    match fault.kind:
        case "number":
            report_number(text, span, lexicon.words, diagnostics)
        case "date":
            diagnostics.report(codes.BadDate(text=text), span)
        case "unit":
            figure, _, name = text.partition(" ")
            diagnostics.report(codes.Syntax.Unit(found=text, figure=figure, name=name or text), span)
        case "length":
            diagnostics.report(codes.OverLimit(limit=CHARACTERS), cell.span)
        case "nesting":
            diagnostics.report(codes.OverLimit.Nesting(limit=NESTING), cell.span)
        case "terms":
            diagnostics.report(codes.OverLimit.Terms(limit=TERMS), span)
        case _ if unicodedata.category(text[0]) == "Sc":
            report_currency(text, lexicon.words.currency_of(text), lexicon.words, span, diagnostics)
        case _ if text == ",":
            before, after = cell.text[: fault.start].rstrip(), cell.text[fault.end :].lstrip()
            diagnostics.report(codes.Syntax.Character(found=text, write=f"{before} ; {after}", help="list"), span)
        case _:
            diagnostics.report(codes.Syntax.Character(found=text, help="quote"), span)


SQUARE = {"LBRACK", "RBRACK"}
BOUNDS = {*SQUARE, "LPAR", "RPAR"}


def range_in(cell: Cell, lexicon: Lexicon) -> tuple[str, str] | None:
    """The two figures of a cell that is « 500-700 » or « 500 à 700 », which no one writes to subtract."""
    found = _ranges(scan(cell.text, lexicon).tokens)
    if len(found) != 1 or cell.native == "unreadable":
        return None
    low, high = found[0]
    return cell.text[low.start_pos : low.end_pos], cell.text[high.start_pos : high.end_pos]


def _ranges(tokens: tuple[Token, ...], slashed: bool = False) -> list[tuple[Token, Token]]:
    """The two figures of each « 500-700 », « 500 à 700 », « [500 ; 700[ » of a cell: a range in every scale, never a subtraction.

    « 18/25 » is one too in the cell of a table (`slashed`); 1/3 is no range.
    """
    found = []
    kinds = [token.type for token in tokens]
    for at in range(len(tokens) - 2):
        if kinds[at] != "NUMBER" or kinds[at + 2] != "NUMBER":
            continue
        between = tokens[at + 1]
        before, after = kinds[at - 1] if at else "", kinds[at + 3] if at + 3 < len(kinds) else ""
        alone = before in ("SEP", "") and after in ("SEP", "")
        said = between.type == "MINUS" or (between.type == "NAME" and normalise(str(between)) in ("a", "to"))
        said = said or (slashed and between.type == "DIV" and 1 < _figure(tokens[at]) < _figure(tokens[at + 2]))
        bracketed_pair = between.type == "SEP" and before in BOUNDS and after in BOUNDS
        bracketed_dash = between.type == "MINUS" and before in SQUARE and after in SQUARE
        if bracketed_pair or bracketed_dash or (alone and said):
            found.append((tokens[at], tokens[at + 2]))
    return found


def _figure(token: Token) -> Decimal:
    """The figure of a NUMBER, without its unit."""
    assert isinstance(token, ValueToken)
    figure: Decimal = token.payload[0]
    return figure


def _report_unclear(doubt: Unclear, cell: Cell, diagnostics: Diagnostics) -> None:
    """« avec A et B »: the two ways to write it, to choose from."""
    text, at = cell.text, doubt.at.start_pos or 0
    diagnostics.report(
        codes.Syntax.Filter(
            found=str(doubt.at),
            within=f"{text[doubt.start : doubt.begin]} ({text[doubt.begin : doubt.end].strip()})",
            apart=f"({text[doubt.start : at].strip()}) {text[at : doubt.end].strip()}",
        ),
        cell.span.part(at, doubt.at.end_pos or at),
    )


def _report_syntax(
    error: UnexpectedInput, tokens: tuple[Token, ...], cell: Cell, lexicon: Lexicon, diagnostics: Diagnostics, start: str
) -> None:
    token = error.token if isinstance(error, UnexpectedToken) else tokens[-1]
    if token.type == "$END":
        opened = sum(t.type == "LPAR" for t in tokens) - sum(t.type == "RPAR" for t in tokens)
        end = tokens[-1].end_pos or len(cell.text)
        problem = codes.Syntax.Parenthesis() if opened > 0 else codes.Syntax.End()
        diagnostics.report(problem, cell.span.part(max(end - 1, 0), end))
        return
    at = next(index for index, item in enumerate(tokens) if item is token or item.start_pos == token.start_pos)
    span = cell.span.part(token.start_pos or 0, token.end_pos or 0)
    previous = tokens[at - 1].type if at else ""
    if token.type == "NAME" and previous in MEMBERS:
        known = list(dict.fromkeys(text for phrases in lexicon.names for text in phrases.of("ROLE")))
        near = get_close_matches(normalise(str(token)), known, 1, 0.7)
        shown = " ; ".join(sorted(known, key=len)[:12])
        diagnostics.report(codes.UnknownName.Members(name=str(token), known=shown, near=near[0] if near else ""), span)
    elif previous == "NUMBER" and (others := lexicon.words.currency_of(str(token))):
        report_currency(str(token), others, lexicon.words, span, diagnostics)
    elif token.type in VALUE_TOKENS and (unknown := _unknown_name(tokens, at, lexicon)) is not None:
        _report_unknown(*unknown, cell, lexicon, diagnostics)
    elif start == "cell":
        diagnostics.report(codes.Syntax.Cell(found=str(token)), span)
    elif token.type in VALUE_TOKENS and previous in VALUE_TOKENS | {"RPAR"}:
        diagnostics.report(codes.Syntax.Values(found=str(token)), span)
    elif token.type == "DEFAULT":
        diagnostics.report(codes.Syntax.Default(found=str(token)), span)
    else:
        diagnostics.report(codes.Syntax(found=str(token)), span)


def _unknown_name(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> tuple[Token, Token] | None:
    """The first and last words of a name that nobody has declared: « âge minimum » where only « âge » is known."""
    first = last = at
    while first > 0 and tokens[first - 1].type in ("NAME", "NUMBER"):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].type in ("NAME", "NUMBER"):
        last += 1
    run = tokens[first : last + 1]
    strangers = [token for token in run if token.type == "NAME" and lexicon.name_at(normalise(str(token)), 0) is None]
    return (run[0], run[-1]) if len(run) > 1 and strangers and run[0].type == "NAME" else None


def _report_unknown(first: Token, last: Token, cell: Cell, lexicon: Lexicon, diagnostics: Diagnostics) -> None:
    name = cell.text[first.start_pos : last.end_pos]
    # What the name itself begins or ends with is no suggestion for it: whole words, since « minimumm » lacks nothing of « minimum ».
    words = f" {normalise(name)} "
    known = {text: said for names in lexicon.names for text, said in names.names().items() if f" {text} " not in words}
    near = get_close_matches(normalise(name), known, 1, 0.65)
    problem = codes.UnknownName(name=name, near=known[near[0]] if near else "")
    diagnostics.report(problem, cell.span.part(first.start_pos or 0, last.end_pos or 0))


def _joined(left: nodes.Node, right: nodes.Node) -> Span:
    return replace(left.span, end=right.span.end)


class _Reader:
    """Lark's tree to nodes."""

    def __init__(self, span: Span) -> None:
        self.whole = span

    def span(self, tree: Any) -> Span:
        if isinstance(tree, Token):
            return self.whole.part(tree.start_pos or 0, tree.end_pos or 0)
        return self.whole.part(tree.meta.start_pos, tree.meta.end_pos)

    def cell(self, tree: Any) -> nodes.Node:
        first = tree.children[0]
        if isinstance(first, Tree) and first.data == "any":
            return nodes.AnyValue(span=self.whole)
        negated = isinstance(first, Tree) and first.data == "excepted"
        items = first.children if negated else tree.children
        tests = tuple(self.node(item) for item in items if not isinstance(item, Token))
        return nodes.Tests(tests=tests, negated=negated, span=self.whole)

    def values(self, tree: Any) -> list[nodes.Node]:
        return [self.node(item) for item in tree.children if isinstance(item, Tree)]

    def sum(self, tree: Any) -> nodes.Node:
        """Terms from the left to the right, without going down a level for each."""
        parts: list[tuple[Operation, Any]] = []
        while tree.data in SUMS:
            left, right = (item for item in tree.children if isinstance(item, Tree))
            parts.append((Operation[tree.data.upper()], right))
            tree = left
        terms = [(Operation.PLUS, self.node(tree)), *((sign, self.node(part)) for sign, part in reversed(parts))]
        return self.halves(terms) if len(terms) > LONG else self.chain(terms)

    def chain(self, terms: list[tuple[Operation, nodes.Node]]) -> nodes.Node:
        found = terms[0][1]
        for sign, term in terms[1:]:
            found = nodes.Arithmetic(operator=sign, left=found, right=term, span=_joined(found, term))
        return found

    def halves(self, terms: list[tuple[Operation, nodes.Node]]) -> nodes.Node:
        """The sum of the first half and of the second, a − b + c being a − (b − c): a tree of few levels."""
        if len(terms) <= LONG:
            return self.chain(terms)
        first, second = terms[: len(terms) // 2], terms[len(terms) // 2 :]
        sign = second[0][0]
        if sign is Operation.MINUS:
            flipped = {Operation.PLUS: Operation.MINUS, Operation.MINUS: Operation.PLUS}
            second = [(flipped[each], term) for each, term in second]
        left, right = self.halves(first), self.halves(second)
        return nodes.Arithmetic(operator=sign, left=left, right=right, span=_joined(left, right))

    def node(self, tree: Any) -> nodes.Node:
        span = self.span(tree)
        token = next((item for item in tree.children if isinstance(item, Token)), None)
        payload: Any = getattr(token, "payload", None)
        # Parentheses leave only their content; the rules below see values and the tokens that say something.
        match tree.data:
            case "number":
                return nodes.Number(value=payload[0], unit=payload[1], span=span)
            case "infinity":
                return nodes.Infinity(span=span)
            case "text":
                return nodes.Text(value=payload, span=span)
            case "date":
                return nodes.Date(value=payload, span=span)
            case "day":
                return nodes.Day(window=payload, span=span)
            case "true" | "false":
                return nodes.Truth(value=tree.data == "true", span=span)
            case "name":
                return nodes.Name(name=str(token), span=span)
        if tree.data in SUMS:
            return self.sum(tree)
        values = self.values(tree)
        match tree.data:
            case "conditional":
                return nodes.If(condition=values[0], then=values[1], otherwise=values[2], span=span)
            case "disjunction" | "conjunction":
                return nodes.Logic(operator=Connective.OR if tree.data == "disjunction" else Connective.AND, items=tuple(values), span=span)
            case "negation":
                return nodes.Not(value=values[0], span=span)
            case "compare":
                sign = next(item for item in tree.children if isinstance(item, Token) and item.type in set(Comparison))
                return nodes.Compare(operator=Comparison(sign.type), left=values[0], right=values[1], span=span)
            case "between":
                return nodes.Between(value=values[0], low=values[1], high=values[2], span=span)
            case "inside" | "outside":
                return nodes.In(value=values[0], items=tuple(values[1:]), negated=tree.data == "outside", span=span)
            case "starts":
                return nodes.Starts(value=values[0], items=tuple(values[1:]), span=span)
            case "is_true":
                return nodes.Compare(operator=Comparison.EQ, left=values[0], right=nodes.Truth(value=True, span=span), span=span)
            case "is_false":
                return nodes.Compare(operator=Comparison.EQ, left=values[0], right=nodes.Truth(value=False, span=span), span=span)
            case "times":
                return nodes.Arithmetic(operator=Operation[tree.data.upper()], left=values[0], right=values[1], span=span)
            case "divide":
                return nodes.Divide(left=values[0], right=values[1], default=values[2] if len(values) > 2 else None, span=span)
            case "negative":
                return nodes.Negative(value=values[0], span=span)
        tokens = [item for item in tree.children if isinstance(item, Token)]
        last = getattr(tokens[-1], "payload", None)
        match tree.data:
            case "convert":
                assert last is not None
                return nodes.Convert(value=values[0], unit=last, span=span)
            case "of_role":
                return nodes.OfRole(value=values[0], role=str(tokens[-1]), span=span)
            case "windowed":
                assert last is not None
                return nodes.Windowed(value=values[0], window=last, span=span)
            case "call":
                return nodes.Call(function=payload, written=str(tokens[0]), arguments=tuple(values), span=span)
            case "apply":
                name = nodes.Name(name=str(tokens[0]), span=self.span(tokens[0]))
                return nodes.Apply(name=name, argument=values[0], span=span)
            case "rank":
                among = next(str(item) for item in tokens if item.type == "ROLE")
                filtered = values[1] if len(values) > 1 else None
                is_rising = tokens[0].type == "RANK_RISING"
                return nodes.Rank(value=values[0], role=among, condition=filtered, is_rising=is_rising, span=span)
            case "has_role":
                return nodes.HasRole(role=str(tokens[-1]), negated=tokens[0].type == "NE", span=span)
            case "quantified":
                role = next(item for item in tokens if item.type == "ROLE")
                return nodes.Quantify(
                    quantifier=Aggregation(tokens[0].type), role=str(role), condition=values[0] if values else None, span=span
                )
            case "count" | "total" | "extreme":
                members = next(str(item) for item in tokens if item.type == "ROLE")
                aggregate = Aggregation.COUNT if tree.data == "count" else Aggregation(tokens[0].type)
                value = None if tree.data == "count" else values.pop(0)
                marks = {item.type for item in tokens}
                condition = values.pop(0) if "WITH" in marks else None
                default = values.pop(0) if "DEFAULT" in marks else None
                return nodes.Aggregate(aggregate=aggregate, role=members, value=value, condition=condition, default=default, span=span)
            case "monthly":
                if tokens[0].type == "MONTHLY_MEAN":
                    return nodes.MonthlyMean(value=values[0], span=span)
                return nodes.OverMonths(operator=MONTHLY[tokens[0].type], value=values[0], span=span)
            case "edge":
                return nodes.Edge(edge=EDGES[tokens[0].type], value=values[0], span=span)
            case "elapsed":
                return nodes.Elapsed(unit=ELAPSED[tokens[0].type], start=values[0], end=values[1], span=span)
            case "unary_test":
                return nodes.UnaryTest(operator=Comparison(tokens[0].type), value=values[0], span=span)
            case "closed":
                return nodes.IntervalTest(
                    low=values[0],
                    high=values[1],
                    low_included=tokens[0].type == "LBRACK",
                    high_included=tokens[-1].type == "RBRACK",
                    span=span,
                )
        raise AssertionError(tree.data)
