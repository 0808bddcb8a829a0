"""The logic of a DMN decision to a table or a calculation of the document, with the sentences that say when it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from rulespec.importing import feel
from rulespec.importing.dmn_built import LISTS, SINGLE, Built, Output, answer_of
from rulespec.importing.dmn_hints import TYPES
from rulespec.importing.dmn_names import Names
from rulespec.importing.dmn_xml import child, children, language_of, name_of, text_of, type_of
from rulespec.importing.feel import Feel, Refused
from rulespec.importing.feel_pieces import NO, SUM, YES, Sentence
from rulespec.importing.feel_said import FeelType, Said
from rulespec.importing.feel_sentences import Teller

POLICIES = {"UNIQUE": "U", "ANY": "A", "PRIORITY": "P", "FIRST": "F", "RULE ORDER": "R", "OUTPUT ORDER": "O", "COLLECT": "C"}
AGGREGATIONS = {"SUM": "C+", "MIN": "C<", "MAX": "C>", "COUNT": "C#"}
ELSE = {"U", "A", "F", "P", "C<", "C>"}
# Takes what is wrong in a row (0: the table) and a column; True: the decision is left out for it.
Refuse = Callable[[int, str, Refused, bool], None]


def calculation(name: str, names: Names, teller: Teller, node: feel.Node, note: str) -> Built:
    """A literal expression to a calculation. Raises Refused."""
    said = teller.say(node)
    if said.type not in (FeelType.NUMBER, FeelType.TEXT, FeelType.BOOLEAN):
        raise Refused("answer", found=f"@dmn {said.type.value}")
    _check_type(names.decisions[name], child(names.decisions[name], "literalExpression"), said.type)
    shown = names.shown[name]
    value = teller.yes(said) if said.type is FeelType.BOOLEAN else said.value
    told = {"formula": value.text, "identifier": names.identifier(name)}
    if note:
        told["note"] = note
    output = Output(name, shown, said.type, teller.known(said))
    return Built(shown, "", (output,), calculations={shown: told})


def _check_type(decision: Element, logic: Element | None, found: FeelType) -> None:
    """Raises Refused where the model says another type than the expression has: FEEL's answer would be null."""
    wanted = TYPES.get(type_of(child(decision, "variable")) or type_of(logic))
    if wanted is not None and wanted is not found:
        raise Refused("declared type", wanted=f"@dmn {wanted.value}", found=f"@dmn {found.value}")


def table(
    name: str, names: Names, teller: Teller, reader: Feel, element: Element, root: Element, note: str, refuse: Refuse
) -> Built | None:
    """A decision table. Raises Refused for the table itself; `refuse` takes what is wrong in a row or a column."""
    return _Table(name, names, teller, reader, element, root, refuse).built(note)


class _Table:
    def __init__(self, name: str, names: Names, teller: Teller, reader: Feel, element: Element, root: Element, refuse: Refuse) -> None:
        self.name = name
        self.names = names
        self.teller = teller
        self.reader = reader
        self.root = root
        self.element = element
        self.tell = refuse
        self.inputs = list(children(element, "input"))
        self.rules = list(children(element, "rule"))
        self.elements = list(children(element, "output"))
        self.shown = names.outputs[name]
        # Columns beside those of the model: a yes / no for a test that no cell can say.
        self.extra: dict[str, int] = {}

    def refuse(self, row: int, column: str, problem: Refused) -> None:
        self.tell(row, column, problem, True)

    def policy(self) -> str:
        said = self.element.get("hitPolicy", "UNIQUE")
        policy = POLICIES.get(said)
        if policy is None:
            raise Refused("hit policy", name=said)
        aggregation = self.element.get("aggregation")
        if policy != "C" or not aggregation:
            return policy
        if aggregation not in AGGREGATIONS:
            raise Refused("aggregation", name=aggregation)
        if len(self.elements) > 1:
            raise Refused("several outputs", name=aggregation)
        return AGGREGATIONS[aggregation]

    def built(self, note: str) -> Built | None:
        policy = self.policy()
        if not self.rules:
            raise Refused("no rule")
        if not self.elements:
            raise Refused("no output")
        columns = [self.column(index, item) for index, item in enumerate(self.inputs, start=1)]
        if any(column is None for column in columns):
            return None
        said = [column for column in columns if column is not None]
        rows = [self.row(number, rule, said) for number, rule in enumerate(self.rules, start=1)]
        defaults = [self.entry(0, index, child(item, "defaultOutputEntry")) for index, item in enumerate(self.elements)]
        if any(row is None for row in rows) or any(cell is None for cell in defaults):
            return None
        kept = [row for row in rows if row is not None]
        otherwise = [cell for cell in defaults if cell is not None]
        types = self.types([outputs for _, _, outputs, _ in kept], otherwise)
        if types is None:
            return None
        headers = [*(column.value.text for column in said), *self.extra]
        if not headers:
            headers, kept = ["true"], [(["-"], {}, outputs, text) for _, _, outputs, text in kept]
        told: dict[str, Any] = {"reading": policy, "if": headers, "then": [shown for _, shown in self.shown]}
        told["rows"] = [self.told(row, len(headers)) for row in kept]
        if policy in ("P", "O"):
            told["order of outputs"] = self.order()
        if any(cell.type is not FeelType.NULL for cell in otherwise) and policy not in ELSE:
            raise Refused("default", policy=policy)
        if policy in ELSE:
            told["else"] = [self.output(cell) for cell in otherwise]
        if note:
            told["note"] = note
        pending = tuple(
            (*(self.teller.known(outputs[index]) for _, _, outputs, _ in kept), self.teller.known(otherwise[index]))
            for index in range(len(self.elements))
        )
        always = policy == "C#" or policy in LISTS
        outputs = tuple(
            Output(own, shown, FeelType.NUMBER if policy == "C#" else type_, YES if always or set(cells) == {YES} else NO)
            for (own, shown), type_, cells in zip(self.shown, types, pending, strict=True)
        )
        if policy not in SINGLE and any(cell not in (YES, NO) for cells in pending for cell in cells):
            raise Refused("null in list")
        name = self.names.shown[self.name]
        return Built(name, policy, outputs, tables={name: told}, pending=pending)

    def column(self, number: int, item: Element) -> Said | None:
        """The expression that an input column looks at."""
        title = self.title(item, number)
        expression = child(item, "inputExpression")
        try:
            if expression is None or not text_of(expression):
                raise Refused("no expression")
            language_of(expression, self.root)
            said = self.teller.say(self.reader.expression(text_of(expression)))
            if said.type not in (FeelType.NUMBER, FeelType.TEXT, FeelType.BOOLEAN, FeelType.DATE):
                raise Refused("column type", found=f"@dmn {said.type.value}")
            values = text_of(child(item, "inputValues"))
            if values:
                self.names.told.append(("dmn allowed values", {"name": title, "values": values}))
            return said
        except Refused as problem:
            self.refuse(0, title, problem)
            return None

    def title(self, item: Element, number: int) -> str:
        return text_of(child(item, "inputExpression")) or item.get("label") or str(number)

    def row(self, number: int, rule: Element, columns: list[Said]) -> tuple[list[str], dict[str, str], list[Said], str] | None:
        """A rule: its cells, its tests that have a column of their own, its answers, what is said of it."""
        entries, answers = list(children(rule, "inputEntry")), list(children(rule, "outputEntry"))
        if len(entries) != len(columns) or len(answers) != len(self.elements):
            self.refuse(number, "", Refused("cells", found=str(len(entries) + len(answers)), wanted=str(len(columns) + len(self.elements))))
            return None
        cells: list[str] = []
        extra: dict[str, str] = {}
        fine = True
        for index, (entry, column) in enumerate(zip(entries, columns, strict=True)):
            try:
                language_of(entry, self.root)
                tests = self.reader.cell(text_of(entry))
                self.check_allowed(number, index, tests)
                cells.append(self.cell(tests, column, extra))
            except Refused as problem:
                self.refuse(number, self.title(self.inputs[index], index + 1), problem)
                fine = False
        outputs = [self.entry(number, index, entry) for index, entry in enumerate(answers)]
        if not fine or any(cell is None for cell in outputs):
            return None
        return cells, extra, [cell for cell in outputs if cell is not None], self.annotation(rule)

    def check_allowed(self, number: int, index: int, tests: feel.Tests) -> None:
        """Tell a cell's value that is not among those of its input: a slip of the pen, which no case would reach."""
        item = self.inputs[index]
        said = text_of(child(item, "inputValues")) or self.names.allowed.get(text_of(child(item, "inputExpression")), "")
        self.tell_others(number, self.title(item, index + 1), said, tests.tests)

    def tell_others(self, number: int, column: str, allowed: str, found: tuple[feel.Node, ...]) -> None:
        try:
            known = self.reader.cell(allowed).tests
        except Refused:
            return
        if not known or not all(isinstance(item, feel.Literal) for item in known):
            return
        for item in found:
            if isinstance(item, feel.Literal) and item.value is not None and item not in known:
                self.tell(number, column, Refused("not allowed", value=str(item.value), values=allowed), False)

    def annotation(self, rule: Element) -> str:
        """What is said of a rule beside it: its annotations under their headings, and its description."""
        heads = [name_of(item) for item in children(self.element, "annotation")]
        texts = [text_of(item) for item in children(rule, "annotationEntry")]
        said = [f"{heads[index]}: {text}" if index < len(heads) and heads[index] else text for index, text in enumerate(texts) if text]
        return "\n".join([*said, *([found] if (found := text_of(child(rule, "description"))) else [])])

    def cell(self, tests: feel.Tests, column: Said, extra: dict[str, str]) -> str:
        """A cell as the rule language writes it; « - » beside a column of its own where it has no such writing."""
        if not tests.tests:
            return "-"
        plain = self.plain(tests, column)
        if plain is not None:
            if column.also != YES:
                extra[self.head(self.teller.part(column.also))] = "yes"
            return plain
        sentence = self.teller.yes(self.teller.passes(column, tests))
        if sentence == YES:
            return "-"
        is_denied = sentence.denied is not None
        sentence = sentence.denied or sentence
        never = sentence == NO
        extra[self.head(YES if never else self.teller.part(sentence))] = "no" if is_denied or never else "yes"
        return "-"

    def head(self, sentence: Sentence) -> str:
        """The heading of a column of its own."""
        self.extra.setdefault(sentence.text, len(self.extra))
        return sentence.text

    def plain(self, tests: feel.Tests, column: Said) -> str | None:
        """A cell that says the same in the rule language: nothing where a datum is not known, as with FEEL's null."""
        if column.truths is not None:
            return None
        if column.type is FeelType.BOOLEAN:
            match tests:
                case feel.Tests(tests=(feel.Literal(value=bool() as value),), negated=False):
                    return "yes" if value else "no"
            return None
        may_be_null = bool(column.data) or column.also != YES
        texts = [self.plain_test(test, column) for test in tests.tests]
        if any(text is None for text in texts):
            return None
        is_equality = any(
            not isinstance(test, feel.Bound | feel.Interval) or isinstance(test, feel.Bound) and test.operator == "NE"
            for test in tests.tests
        )
        if tests.negated and is_equality and may_be_null:
            # FEEL's null is not equal to a value: « not("a") » holds of what is not known.
            return None
        return ("except " if tests.negated else "") + " ; ".join(text for text in texts if text is not None)

    def plain_test(self, test: feel.Node, column: Said) -> str | None:
        match test:
            case feel.Bound(operator=operator, value=value):
                if (
                    operator == "NE"
                    and (column.data or column.also != YES)
                    or operator not in ("EQ", "NE")
                    and column.type is FeelType.TEXT
                ):
                    return None
                bound = self.operand(value, column)
                return None if bound is None else {"EQ": "", "NE": "≠ ", "LT": "< ", "LE": "≤ ", "GT": "> ", "GE": "≥ "}[operator] + bound
            case feel.Interval(low=low, high=high, low_included=low_in, high_included=high_in):
                first, last = self.operand(low, column), self.operand(high, column)
                if first is None or last is None or column.type is FeelType.TEXT:
                    return None
                return f"{'[' if low_in else ']'}{first}..{last}{']' if high_in else '['}"
        return self.operand(test, column)

    def operand(self, node: feel.Node, column: Said) -> str | None:
        """A value that a cell compares its column with, None where it is no plain one."""
        if not isinstance(node, feel.Literal | feel.Name | feel.Negative | feel.Arithmetic | feel.Call):
            return None
        said = self.teller.say(node) if not feel.reads_input(node) else None
        if said is None or said.type is not column.type or said.also != YES or said.truths is not None:
            return None
        if said.type is FeelType.TEXT and said.constant is None and not isinstance(node, feel.Name):
            return None
        return said.value.within(SUM)

    def entry(self, number: int, index: int, element: Element | None) -> Said | None:
        """An answer: null where the entry is empty."""
        text = text_of(element)
        null = Said(FeelType.NULL, Sentence("nothing"), also=NO)
        if text in ("", "-"):
            return null
        try:
            assert element is not None
            language_of(element, self.root)
            node = self.reader.expression(text)
            self.tell_others(number, self.shown[index][0], text_of(child(self.elements[index], "outputValues")), (node,))
            said = self.teller.say(node)
            if said.type is FeelType.NULL:
                return null
            if said.type not in (FeelType.NUMBER, FeelType.TEXT, FeelType.BOOLEAN):
                raise Refused("answer", found=f"@dmn {said.type.value}")
            return said
        except Refused as problem:
            self.refuse(number, self.shown[index][0], problem)
            return None

    def types(self, rows: list[list[Said]], otherwise: list[Said]) -> list[FeelType] | None:
        """The type of each output, the same in all its cells and in the model."""
        found: list[FeelType] = []
        variable = child(self.names.decisions[self.name], "variable") if len(self.elements) == 1 else None
        for index, element in enumerate(self.elements):
            cells = [(number, row[index].type) for number, row in enumerate([*rows, otherwise], start=1)]
            known = [(number, type_) for number, type_ in cells if type_ is not FeelType.NULL]
            wanted = TYPES.get(type_of(element)) or TYPES.get(type_of(variable)) or (known[0][1] if known else FeelType.NUMBER)
            if self.element.get("aggregation") == "COUNT":
                wanted = known[0][1] if known else FeelType.NUMBER
            for number, type_ in known:
                if type_ is not wanted:
                    problem = Refused("declared type", wanted=f"@dmn {wanted.value}", found=f"@dmn {type_.value}")
                    self.refuse(number if number <= len(rows) else 0, self.shown[index][0], problem)
                    return None
            if not known:
                self.refuse(0, self.shown[index][0], Refused("no answer"))
                return None
            found.append(wanted)
        return found

    def output(self, said: Said) -> str:
        if said.type is FeelType.BOOLEAN:
            return answer_of(self.teller.yes(said))
        return said.value.text

    def told(self, row: tuple[list[str], dict[str, str], list[Said], str], width: int) -> Any:
        cells, extra, outputs, annotation = row
        own = [extra.get(header, "-") for header in self.extra]
        texts = [*cells, *own, *(self.output(said) for said in outputs)]
        return {"cells": texts, "note": annotation} if annotation else texts

    def order(self) -> list[str]:
        """The order of the outputs, the first first."""
        found: list[str] = []
        for index, item in enumerate(self.elements):
            try:
                values = self.reader.cell(text_of(child(item, "outputValues"))).tests
                found += [self.output(self.teller.say(value)) for value in values]
            except Refused as problem:
                self.refuse(0, self.shown[index][0], problem)
        if not found:
            raise Refused("no order")
        return list(dict.fromkeys(found))
