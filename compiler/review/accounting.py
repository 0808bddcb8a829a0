"""What is written to what was made of it: a part that is gone though no error says so is a defect of rulespec, never a missing aid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rulespec.compiler import ir
from rulespec.compiler.checking.resolving import BrokenSymbol, Scope
from rulespec.compiler.documents import document as doc
from rulespec.compiler.ground.diagnostics import Defect
from rulespec.compiler.ground.source import Cell, Span
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.review.counting import conditions_of, modelled
from rulespec.compiler.rules.assembling import Assembly, text_of

Part = tuple[str, str, Span]


def account(assembly: Assembly, cases: tuple[ir.Case, ...], organisations: tuple[ir.Organisation, ...]) -> None:
    """Raise a Defect for the first part of the rulebook that is gone; to be asked where no error was told."""
    missing = next(_missing(assembly, cases, organisations), None)
    if missing is not None:
        _, name, span = missing
        raise Defect(name, span)


def _missing(assembly: Assembly, cases: tuple[ir.Case, ...], organisations: tuple[ir.Organisation, ...]) -> Iterator[Part]:
    for declared in assembly.declared.values():
        if declared.state != "done":
            yield declared.role, declared.shown, declared.span
    for scope in {id(item): item for item in (*_chain(assembly.shared), *assembly.scopes)}.values():
        yield from (("name", scope.shown[key], item.span) for key, item in scope.symbols.items() if isinstance(item, BrokenSymbol))
    aids = [*assembly.aids, *assembly.cards]
    made = Counter(
        [
            *(("aid", aid.span) for aid in aids),
            *(("condition", span) for aid in aids if aid.conditions is not None for span in _leaves(aid.conditions)),
            *(("case", case.span) for case in cases),
            *(("given", value.span) for case in cases for value in (*case.given, *case.expected)),
            *(("table", table.span) for table in assembly.tables),
            *(("row", row.span) for table in assembly.tables for row in table.rows),
            *(("scale", scale.span) for scale in assembly.scales),
            *(("zone", zone.span) for zone in assembly.zones),
            *(("parameter", parameter.span) for parameter in assembly.parameters),
            *(("dated", parameter.span) for parameter in assembly.parameters for _ in parameter.values),
            *(("variable", variable.span) for variable in assembly.done),
            *(("formula", formula.span) for variable in assembly.done for formula in variable.formulas),
            *(("exclusion", exclusion.span) for exclusion in {id(item): item for item in assembly.exclusions.values()}.values()),
            *(("organisation", organisation.span) for organisation in organisations),
        ]
    )
    for field, name, span in _written(assembly):
        if made[field, span] <= 0:
            yield field, name, span
        made[field, span] -= 1


def _chain(scope: Scope | None) -> Iterator[Scope]:
    while scope is not None:
        yield scope
        scope = scope.outer


def _leaves(group: ir.ConditionGroup) -> Iterator[Span]:
    if group.operator == "leaf" and group.span is not None:
        yield group.span
    for item in group.items:
        yield from _leaves(item)


def _written(assembly: Assembly) -> Iterator[Part]:
    """Every part that the documents and the lexicons write, by the place that what is made of it keeps."""
    for lexique in assembly.project.vocabularies:
        vocabulary = lexique.vocabulary
        yield from _terms(vocabulary.parameters, vocabulary.scales, vocabulary.zones)
    for sheet in assembly.project.sheets:
        document = sheet.document
        yield from _terms(document.parameters, document.scales, document.zones)
        if document.aid is not None:
            yield "aid", document.aid.text, document.span
            conditions = modelled(conditions_of(document))
            yield from (("condition", text_of(item.label) or text_of(item.expression), item.span) for item in conditions)
        yield from (("table", *_named(item.name)) for item in document.tables)
        yield from (("row", text_of(item.name), row.span) for item in document.tables for row in item.rows)
        formulas = [formula.value for item in document.calculations for formula in item.formula]
        yield from (("formula", *_named(cell)) for cell in formulas)
        yield from (("variable", *_named(item.name)) for item in document.calculations)
        yield from (("variable", *_named(item.name)) for item in document.resources)
        yield from (("variable", *_named(item.name)) for item in document.data if item.reads is None and item.term is None)
        yield from (("case", text_of(item.name), item.span) for item in document.cases)
        # Roles are no values, nor is a column of one's own remarks.
        roles = {normalise(word) for word in (*sheet.words.keys["roles"], sheet.words.marks.role, *sheet.words.own_notes)}
        for item in document.cases:
            for tree in (item.situation, item.people, item.groups, item.expected):
                yield from (("given", *_named(cell)) for cell in _values(tree, roles))
        yield from (("exclusion", text_of(item.name), item.span) for item in document.exclusions)
        yield from (("organisation", text_of(item.name), item.span) for item in document.organisations)


def _terms(parameters: Iterable[doc.Parameter], scales: Iterable[doc.Scale], zones: Iterable[doc.Zone]) -> Iterator[Part]:
    for item in parameters:
        if item.reads is None:
            yield from (("parameter", *_named(item.name)), *(("dated", *_named(item.name)) for _ in item.values))
    yield from (("scale", *_named(item.name)) for item in scales)
    yield from (("zone", text_of(item.name), item.span) for item in zones)


def _values(tree: doc.Tree | None, roles: set[str]) -> Iterator[Cell]:
    """The values that a case gives or expects: every leaf but the roles."""
    match tree:
        case Cell():
            yield tree
        case doc.Mapping(entries=entries):
            for entry in entries:
                if normalise(entry.key.text) not in roles:
                    yield from _values(entry.value, roles)
        case doc.Sequence(items=items):
            for item in items:
                yield from _values(item, roles)


def _named(name: Cell | None) -> tuple[str, Span]:
    assert name is not None
    return name.text, name.span
