"""A rulebook as written: typed records whose leaves are cells with their place.

Workbook and YAML both become a `Tree` with canonical keys, then these records (`building.py`). The
metadata of each field says what it holds; readers, writers and JSON Schemas are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from rulespec.compiler.documents.fields import FieldSpec as FieldSpec
from rulespec.compiler.documents.fields import OnCard as OnCard
from rulespec.compiler.documents.fields import Says as Says
from rulespec.compiler.documents.fields import Shown as Shown
from rulespec.compiler.documents.fields import cell, cells, dated, named, prose, records, spec, tree
from rulespec.compiler.documents.fields import specs as specs
from rulespec.compiler.ground.source import Cell, CellAnchor, Span

# Between a file and the row that is the document.
ROW = "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """A key as written, and what stands under it."""

    key: Cell
    value: Tree


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Tree, ...]
    span: Span = field(compare=False, repr=False)


Tree = Cell | Mapping | Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all records share: where they stand."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Node):
    text: Cell | None = prose(required=True)
    link: Cell | None = cell(says=Says.LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCell(Node):
    """A value from a date on; an empty value ends what came before."""

    start: Cell | None = cell(says=Says.DATE)
    value: Cell | None = cell(says=Says.SENTENCE)
    reference: Cell | None = prose()
    link: Cell | None = cell(says=Says.LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum(Node):
    """A name of the trade for a variable of the country, a term of the lexicon or a declared input."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    reads: Cell | None = cell()
    term: Cell | None = cell(says=Says.NAMES)
    window: Cell | None = cell(says=Says.WINDOW)
    id: Cell | None = cell(says=Says.IDENTIFIER)
    label: Cell | None = prose()
    question: Cell | None = prose()
    kind: Cell | None = cell(words="kinds")
    unit: Cell | None = cell(says=Says.UNIT)
    entity: Cell | None = cell()
    period: Cell | None = cell(words="periods")
    flow: Cell | None = cell(words="flows")
    choices: tuple[Cell, ...] = cells()
    choice_names: tuple[Cell, ...] = cells()
    choice_type: Cell | None = cell()
    default: Cell | None = cell(says=Says.SENTENCE)
    missing: Cell | None = cell(says=Says.SENTENCE)
    compared_by: Cell | None = cell(words="comparisons_by")
    code_list: Cell | None = cell()
    max_length: Cell | None = cell()
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    name: Cell | None = cell(required=True, says=Says.NAMES)
    reads: Cell | None = cell()
    modifies: Cell | None = cell()
    by: tuple[Cell, ...] = cells(says=Says.SENTENCE)
    default: Cell | None = cell(says=Says.SENTENCE)
    id: Cell | None = cell()
    label: Cell | None = prose()
    unit: Cell | None = cell(says=Says.UNIT)
    values: tuple[DatedCell, ...] = dated()
    reference: Cell | None = prose()
    link: Cell | None = cell(says=Says.LINK)
    review_on: Cell | None = cell(says=Says.DATE)
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Node):
    """A sentence, or a row of a workbook (subject, comparison, value), or a group, or a text not modelled."""

    expression: Cell | None = cell(says=Says.SENTENCE)
    subject: Cell | None = cell(says=Says.SENTENCE)
    comparison: Cell | None = cell(says=Says.SENTENCE)
    value: Cell | None = cell(says=Says.SENTENCE)
    upper: Cell | None = cell(says=Says.SENTENCE)
    all_of: tuple[Condition, ...] = spec("conditions", ())
    any_of: tuple[Condition, ...] = spec("conditions", ())
    none_of: tuple[Condition, ...] = spec("conditions", ())
    unmodelled: Cell | None = prose()
    label: Cell | None = prose()
    id: Cell | None = cell(says=Says.IDENTIFIER)
    message: Cell | None = prose()
    reference: Cell | None = prose()
    start: Cell | None = cell(says=Says.DATE)
    until: Cell | None = cell(says=Says.DATE)
    note: Cell | None = prose()


# The ways to say a condition that is a rule: one of them, with what a row compares its subject to.
# A text that is not modelled stands alone.
WAYS = ("expression", "subject", "all_of", "any_of", "none_of")
COMPARED = ("comparison", "value", "upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Node):
    """One of the situations that open the aid: any profile will do, all its conditions are needed."""

    name: Cell | None = prose(required=True)
    conditions: tuple[Condition, ...] = spec("conditions", (), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Node):
    """A DMN decision table: inputs, outputs, rows of cells, a hit policy."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    policy: Cell | None = cell(required=True, words="policies")
    inputs: tuple[Cell, ...] = cells(required=True, says=Says.SENTENCE)
    outputs: tuple[Cell, ...] = cells(required=True, says=Says.NAMES)
    rows: tuple[TableRow, ...] = spec("rows", (), required=True)
    otherwise: tuple[Cell, ...] = cells(says=Says.SENTENCE)
    order: tuple[Cell, ...] = cells(says=Says.NAMES)
    entity: Cell | None = cell()
    unit: Cell | None = cell(says=Says.UNIT)
    choices: tuple[Cell, ...] = cells()
    id: Cell | None = cell(says=Says.IDENTIFIER)
    start: Cell | None = cell(says=Says.DATE)
    reference: Cell | None = prose()
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(Node):
    cells: tuple[Cell, ...] = cells(required=True, says=Says.SENTENCE)
    reference: Cell | None = prose()
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket(Node):
    threshold: tuple[DatedCell, ...] = dated(required=True)
    value: tuple[DatedCell, ...] = dated(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Node):
    """A scale of brackets on one quantity."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    modifies: Cell | None = cell()
    kind: Cell | None = cell(required=True, words="scales")
    by: Cell | None = cell(says=Says.SENTENCE)
    by_unit: Cell | None = cell(says=Says.UNIT)
    unit: Cell | None = cell(says=Says.UNIT)
    bound: Cell | None = cell(words="bounds")
    brackets: tuple[Bracket, ...] = spec("records", (), True, of="Bracket")
    additional: tuple[DatedCell, ...] = dated()
    cap: Cell | None = cell(says=Says.SENTENCE)
    id: Cell | None = cell()
    label: Cell | None = prose()
    start: Cell | None = cell(says=Says.DATE)
    reference: Cell | None = prose()
    link: Cell | None = cell(says=Says.LINK)
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation(Node):
    """A quantity with a name of its own: a variable of the generated package."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    formula: tuple[DatedCell, ...] = dated(required=True)
    id: Cell | None = cell(says=Says.IDENTIFIER)
    replaces: Cell | None = cell()
    label: Cell | None = prose()
    entity: Cell | None = cell()
    period: Cell | None = cell(words="periods")
    kind: Cell | None = cell(words="kinds")
    choices: tuple[Cell, ...] = cells()
    unit: Cell | None = cell(says=Says.UNIT)
    flow: Cell | None = cell(words="flows")
    rounding: Cell | None = cell(words="roundings")
    start: Cell | None = cell(says=Says.DATE)
    until: Cell | None = cell(says=Says.DATE)
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceItem(Node):
    who: Cell | None = cell(required=True)
    variables: tuple[Cell, ...] = cells(required=True, says=Says.NAMES)
    window: Cell | None = cell(says=Says.WINDOW)
    sign: Cell | None = cell(words="signs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources(Node):
    """A base of resources: variables of the group or of its members, over a window of time."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    items: tuple[ResourceItem, ...] = spec("records", (), True, of="ResourceItem")
    reading: Cell | None = cell(words="readings")
    window: Cell | None = cell(says=Says.WINDOW)
    id: Cell | None = cell(says=Says.IDENTIFIER)
    label: Cell | None = prose()
    entity: Cell | None = cell()
    start: Cell | None = cell(says=Says.DATE)
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Node):
    """A list of codes with a name: communes, départements; or those of an EPCI."""

    name: Cell | None = cell(required=True, says=Says.NAMES)
    codes: tuple[Cell, ...] = cells()
    epci: tuple[Cell, ...] = cells()
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Node):
    """A situation and what must come out of it."""

    name: Cell | None = prose(required=True)
    date: Cell | None = cell(required=True)
    situation: Tree | None = tree()
    people: Tree | None = tree()
    groups: Tree | None = tree()
    expected: Tree | None = tree()
    instance: Cell | None = cell()
    margin: Cell | None = cell(says=Says.SENTENCE)
    to_confirm: Cell | None = cell()
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """A word of the glossary, a hypothesis, or a question to the lawyer."""

    name: Cell | None = prose(required=True)
    text: Cell | None = prose()
    source: Cell | None = prose()
    answer: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Node):
    """Aids of which a household gets only one: the most favourable, or the first in order that applies."""

    name: Cell | None = prose(required=True)
    aids: tuple[Cell, ...] = cells(required=True, says=Says.NAMES)
    rule: Cell | None = cell(required=True, words="exclusions")
    reference: Cell | None = prose()
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Node):
    """Who pays for aids: its name is the identifier of the simulator's file; `simulator` holds what only the simulator reads."""

    name: Cell | None = cell(required=True)
    label: Cell | None = prose(required=True)
    kind: Cell | None = cell()
    siren: Cell | None = cell()
    insee: Cell | None = cell()
    departments: tuple[Cell, ...] = cells()
    logo: Cell | None = cell()
    simulator: Tree | None = tree(says=Says.PROSE)
    note: Cell | None = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Node):
    """One file of a rulebook: an aid with its card, or a shared document without one.

    A field with `card` needs nothing more than its words in each tongue: workbooks, pages and files are made from what it says here.
    """

    aid: Cell | None = cell(says=Says.IDENTIFIER, card=OnCard(34, is_first=True, is_asked=True, own=True))
    name: Cell | None = prose(card=OnCard(40, is_first=True, is_asked=True, own=True, simulator="label"))
    language: Cell | None = cell(words="languages", card=OnCard(0))
    organisation: Cell | None = prose(card=OnCard(26, is_first=True, is_asked=True, own=True, simulator="institution"))
    summary: Cell | None = prose(card=OnCard(60, is_first=True, is_asked=True, own=True, simulator="description"))
    state: Cell | None = cell(words="states", card=OnCard(14, is_first=True, is_asked=True, own=True))
    entity: Cell | None = cell(card=OnCard(12, is_first=True, is_asked=True))
    period: Cell | None = cell(words="periods", card=OnCard(12))
    payment: Cell | None = cell(words="payments", card=OnCard(14, is_first=True, is_asked=True, own=True))
    unit: Cell | None = cell(says=Says.UNIT, card=OnCard(8, is_first=True, is_asked=True))
    start: Cell | None = cell(says=Says.DATE, card=OnCard(14, is_asked=True, own=True))
    until: Cell | None = cell(says=Says.DATE, card=OnCard(14, own=True))
    amount: Cell | None = cell(says=Says.SENTENCE, card=OnCard(12, is_first=True, is_asked=True))
    rounding: Cell | None = cell(words="roundings", card=OnCard(16))
    legend: Cell | None = prose(card=OnCard(16, own=True, simulator="legend"))
    prefix: Cell | None = prose(card=OnCard(8, own=True, simulator="prefix"))
    references: tuple[Reference, ...] = records("Reference", card=OnCard(40, is_asked=True))
    procedure: Cell | None = cell(
        says=Says.LINK, card=OnCard(40, is_usual=True, is_asked=True, own=True, shown=Shown.WAY, simulator="teleservice")
    )
    form: Cell | None = cell(says=Says.LINK, card=OnCard(40, is_usual=True, own=True, shown=Shown.WAY, simulator="form"))
    instructions: Cell | None = cell(says=Says.GUIDE, card=OnCard(40, is_usual=True, own=True, shown=Shown.WAY, simulator="instructions"))
    contact: Cell | None = cell(says=Says.GUIDE, card=OnCard(40, own=True, shown=Shown.WAY))
    link: Cell | None = cell(says=Says.LINK, card=OnCard(40, is_usual=True, own=True, shown=Shown.WAY, simulator="link"))
    documents_needed: tuple[Cell, ...] = cells(says=Says.PROSE, card=OnCard(40))
    author: Cell | None = prose(card=OnCard(20, own=True))
    maintainer: Cell | None = prose(card=OnCard(20, own=True, shown=Shown.FACT))
    amount_id: Cell | None = cell(says=Says.IDENTIFIER, card=OnCard(30, own=True))
    eligibility_id: Cell | None = cell(says=Says.IDENTIFIER, card=OnCard(30, own=True))
    computed_by: Cell | None = cell(card=OnCard(30))
    replaces: tuple[Cell, ...] = cells(card=OnCard(30))
    parameters_path: Cell | None = cell(card=OnCard(0))
    simulator: Tree | None = tree(says=Says.PROSE)
    note: Cell | None = prose(card=OnCard(40))
    data: tuple[Datum, ...] = named("Datum")
    parameters: tuple[Parameter, ...] = named("Parameter")
    zones: tuple[Zone, ...] = named("Zone")
    conditions: tuple[Condition, ...] = spec("conditions", ())
    profiles: tuple[Profile, ...] = named("Profile")
    tables: tuple[Table, ...] = named("Table")
    scales: tuple[Scale, ...] = named("Scale")
    calculations: tuple[Calculation, ...] = named("Calculation")
    resources: tuple[Resources, ...] = named("Resources")
    not_with: tuple[Cell, ...] = cells(says=Says.NAMES, card=OnCard(30))
    reduces: tuple[Cell, ...] = cells(says=Says.NAMES, card=OnCard(30))
    counted_in: tuple[Cell, ...] = cells(says=Says.NAMES, card=OnCard(30))
    exclusions: tuple[Exclusion, ...] = named("Exclusion")
    instances: Tree | None = tree(of="")
    cases: tuple[Case, ...] = records("Case")
    hypotheses: tuple[Term, ...] = named("Term")
    questions: tuple[Term, ...] = named("Term")
    glossary: tuple[Term, ...] = named("Term")
    organisations: tuple[Organisation, ...] = named("Organisation")

    @property
    def path(self) -> str:
        """The file of the document; « aides.xlsx#identifiant » for a document that is one row of a sheet."""
        if isinstance(self.span.source.anchor, CellAnchor) and self.aid is not None:
            return f"{self.span.path}{ROW}{self.aid.text}"
        return self.span.path

    def holds(self, span: Span) -> bool:
        """True where a place is in this document: in its file, in its row or in the rows of its cases."""
        if span.path != self.span.path:
            # A case that names its aid may be told in a file of its own.
            return any(case.span.path == span.path and _has(case, span) for case in self.cases)
        if not isinstance(self.span.source.anchor, CellAnchor):
            return True
        return _has(self, span)


def _has(record: Node, span: Span) -> bool:
    """True where a place is in a row of what a record holds."""
    place = span.place
    return isinstance(place, CellAnchor) and any((place.sheet, place.row) == (at.sheet, at.row) for at in _anchors(record))


def _anchors(value: Any) -> Iterator[CellAnchor]:
    """The cells of a record and of all that it holds."""
    if isinstance(value, tuple):
        for item in value:
            yield from _anchors(item)
    elif isinstance(value, Cell | Node | Entry | Mapping | Sequence):
        span = getattr(value, "span", None)
        if span is not None and isinstance(span.source.anchor, CellAnchor):
            yield span.source.anchor
        for spec in fields(value):
            if spec.name != "span":
                yield from _anchors(getattr(value, spec.name))


def stem_of(path: str) -> str:
    """The name of a document without its folder: that of its file, or the aid of its row."""
    file, _, row = path.partition(ROW)
    return row or file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Node):
    name: Cell | None = cell(required=True)
    plural: Cell | None = cell()
    label: Cell | None = prose()
    max: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Node):
    """An entity of a standalone country."""

    name: Cell | None = cell(required=True)
    plural: Cell | None = cell(required=True)
    label: Cell | None = prose()
    note: Cell | None = prose()
    reference_role: Cell | None = cell()
    roles: tuple[Role, ...] = named("Role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(Node):
    """The file `rulespec.yaml` of a project."""

    package: Cell | None = cell(required=True)
    title: Cell | None = cell()
    version: Cell | None = cell()
    language: Cell | None = cell(words="languages")
    country: Cell | None = cell()
    extensions: tuple[Cell, ...] = cells()
    currency: Cell | None = cell()
    vocabulary: tuple[Cell, ...] = cells()
    documents: tuple[Cell, ...] = cells()
    parameters_root: Cell | None = cell()
    licence: Cell | None = cell()
    author: Cell | None = cell()
    out: Cell | None = cell()
    coverage: Tree | None = tree()
    simulator: Cell | None = cell(words="simulators")
    requirements: Tree | None = tree()
    entities: tuple[Entity, ...] = named("Entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityWords(Node):
    """How an entity is said in a vocabulary: its names, its forms after « de », who answers for it."""

    name: Cell | None = cell(required=True)
    words: tuple[Cell, ...] = cells()
    of: tuple[Cell, ...] = cells()
    reference_role: Cell | None = cell()
    contains: tuple[Cell, ...] = cells()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords(Node):
    """How a role is said: words for one or many people, and words after « de » where it is unique."""

    name: Cell | None = cell(required=True)
    words: tuple[Cell, ...] = cells()
    of: tuple[Cell, ...] = cells()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKind(Node):
    """A kind of person in a case, and the role it takes in each group."""

    name: Cell | None = cell(required=True)
    words: tuple[Cell, ...] = cells()
    roles: tuple[Cell, ...] = cells()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile(Node):
    """A list of codes of a vocabulary: a file beside it, and the list of which its codes are parts."""

    name: Cell | None = cell(required=True)
    file: Cell | None = cell(required=True)
    within: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Node):
    """The words of a country or an organisation: entities, roles, ready terms."""

    country: Cell | None = cell()
    language: Cell | None = cell(words="languages")
    entities: tuple[EntityWords, ...] = named("EntityWords")
    roles: tuple[RoleWords, ...] = named("RoleWords")
    people: tuple[PersonKind, ...] = named("PersonKind")
    code_lists: tuple[CodeFile, ...] = named("CodeFile")
    data: tuple[Datum, ...] = named("Datum")
    parameters: tuple[Parameter, ...] = named("Parameter")
    zones: tuple[Zone, ...] = named("Zone")
    scales: tuple[Scale, ...] = named("Scale")
    calculations: tuple[Calculation, ...] = named("Calculation")


RECORDS: dict[str, type[Node]] = {
    cls.__name__: cls
    for cls in (
        Reference, DatedCell, Datum, Parameter, Condition, Profile, Table, TableRow, Bracket, Scale,
        Calculation, ResourceItem, Resources, Zone, Case, Term, Exclusion, Organisation, Document, Role, Entity, Manifest,
        EntityWords, RoleWords, PersonKind, CodeFile, Vocabulary,
    )
}  # fmt: skip


def card_fields() -> tuple[tuple[FieldSpec, OnCard], ...]:
    """The fields of an aid's card, in order."""
    return tuple((spec, spec.card) for spec in specs(Document) if spec.card is not None)
