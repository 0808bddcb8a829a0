"""A rulebook as written: typed records whose leaves are cells with their place.

Workbook and YAML both become a `Tree` with canonical keys, then these records (`building.py`). The
metadata of each field says what it holds; readers, writers and JSON Schemas are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

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


def _spec(kind: str, default: Any, required: bool = False, of: str = "", words: str = "", owner: str = "") -> Any:
    meta = {"kind": kind, "required": required, "of": of, "words": words, "owner": owner}
    return field(default=default, metadata=meta)


def cell(required: bool = False, words: str = "") -> Any:
    """One leaf; `words` names the closed list of words it is taken from."""
    return _spec("cell", None, required, words=words)


def cells(required: bool = False) -> Any:
    """A list of leaves; one leaf alone is a list of one."""
    return _spec("cells", (), required)


def record(of: str) -> Any:
    return _spec("record", None, of=of)


def records(of: str) -> Any:
    return _spec("records", (), of=of)


def named(of: str, required: bool = False) -> Any:
    """A mapping from a name to a record that carries this name."""
    return _spec("named", (), required, of=of)


def dated(required: bool = False) -> Any:
    """A mapping from a date to a value; one value alone holds since ever."""
    return _spec("dated", (), required)


def tree(of: str = "mapping") -> Any:
    """Free content, kept as written: names of the rulebook are its keys; `of` is empty where a list will do too."""
    return _spec("tree", None, of=of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all records share: where they stand."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Node):
    text: Cell | None = cell(required=True)
    link: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCell(Node):
    """A value from a date on; an empty value ends what came before."""

    start: Cell | None = cell()
    value: Cell | None = cell()
    reference: Cell | None = cell()
    link: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum(Node):
    """A name of the trade for a variable of the country, a term of the lexicon or a declared input."""

    name: Cell | None = cell(required=True)
    reads: Cell | None = cell()
    term: Cell | None = cell()
    window: Cell | None = cell()
    id: Cell | None = cell()
    label: Cell | None = cell()
    question: Cell | None = cell()
    kind: Cell | None = cell(words="kinds")
    unit: Cell | None = cell()
    entity: Cell | None = cell()
    period: Cell | None = cell(words="periods")
    flow: Cell | None = cell(words="flows")
    choices: tuple[Cell, ...] = cells()
    choice_names: tuple[Cell, ...] = cells()
    choice_type: Cell | None = cell()
    default: Cell | None = cell()
    missing: Cell | None = cell()
    compared_by: Cell | None = cell(words="comparisons_by")
    max_length: Cell | None = cell()
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    name: Cell | None = cell(required=True)
    reads: Cell | None = cell()
    id: Cell | None = cell()
    label: Cell | None = cell()
    unit: Cell | None = cell()
    values: tuple[DatedCell, ...] = dated()
    reference: Cell | None = cell()
    link: Cell | None = cell()
    review_on: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Node):
    """A sentence, or a row of a workbook (subject, comparison, value), or a group, or a text not modelled."""

    expression: Cell | None = cell()
    subject: Cell | None = cell()
    comparison: Cell | None = cell()
    value: Cell | None = cell()
    upper: Cell | None = cell()
    all_of: tuple[Condition, ...] = _spec("conditions", ())
    any_of: tuple[Condition, ...] = _spec("conditions", ())
    none_of: tuple[Condition, ...] = _spec("conditions", ())
    unmodelled: Cell | None = cell()
    label: Cell | None = cell()
    id: Cell | None = cell()
    message: Cell | None = cell()
    reference: Cell | None = cell()
    start: Cell | None = cell()
    until: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Node):
    """One of the situations that open the aid: any profile will do, all its conditions are needed."""

    name: Cell | None = cell(required=True)
    conditions: tuple[Condition, ...] = _spec("conditions", (), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Node):
    """A DMN decision table: inputs, outputs, rows of cells, a hit policy."""

    name: Cell | None = cell(required=True)
    policy: Cell | None = cell(required=True, words="policies")
    inputs: tuple[Cell, ...] = cells(required=True)
    outputs: tuple[Cell, ...] = cells(required=True)
    rows: tuple[TableRow, ...] = _spec("rows", (), required=True)
    otherwise: tuple[Cell, ...] = cells()
    order: tuple[Cell, ...] = cells()
    entity: Cell | None = cell()
    unit: Cell | None = cell()
    id: Cell | None = cell()
    start: Cell | None = cell()
    reference: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(Node):
    cells: tuple[Cell, ...] = cells(required=True)
    reference: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket(Node):
    threshold: tuple[DatedCell, ...] = dated(required=True)
    value: tuple[DatedCell, ...] = dated(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Node):
    """A scale of brackets on one quantity."""

    name: Cell | None = cell(required=True)
    kind: Cell | None = cell(required=True, words="scales")
    by: Cell | None = cell()
    by_unit: Cell | None = cell()
    unit: Cell | None = cell()
    bound: Cell | None = cell(words="bounds")
    brackets: tuple[Bracket, ...] = _spec("records", (), True, of="Bracket")
    additional: tuple[DatedCell, ...] = dated()
    cap: Cell | None = cell()
    id: Cell | None = cell()
    label: Cell | None = cell()
    start: Cell | None = cell()
    reference: Cell | None = cell()
    link: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation(Node):
    """A quantity with a name of its own: a variable of the generated package."""

    name: Cell | None = cell(required=True)
    formula: tuple[DatedCell, ...] = dated(required=True)
    id: Cell | None = cell()
    label: Cell | None = cell()
    entity: Cell | None = cell()
    period: Cell | None = cell(words="periods")
    kind: Cell | None = cell(words="kinds")
    unit: Cell | None = cell()
    flow: Cell | None = cell(words="flows")
    rounding: Cell | None = cell(words="roundings")
    start: Cell | None = cell()
    until: Cell | None = cell()
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceItem(Node):
    who: Cell | None = cell(required=True)
    variables: tuple[Cell, ...] = cells(required=True)
    window: Cell | None = cell()
    sign: Cell | None = cell(words="signs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources(Node):
    """A base of resources: variables of the group or of its members, over a window of time."""

    name: Cell | None = cell(required=True)
    items: tuple[ResourceItem, ...] = _spec("records", (), True, of="ResourceItem")
    reading: Cell | None = cell(words="readings")
    window: Cell | None = cell()
    id: Cell | None = cell()
    label: Cell | None = cell()
    entity: Cell | None = cell()
    start: Cell | None = cell()
    references: tuple[Reference, ...] = records("Reference")
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Node):
    """A list of codes with a name: communes, départements; or those of an EPCI."""

    name: Cell | None = cell(required=True)
    codes: tuple[Cell, ...] = cells()
    epci: tuple[Cell, ...] = cells()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Node):
    """A situation and what must come out of it."""

    name: Cell | None = cell(required=True)
    date: Cell | None = cell(required=True)
    situation: Tree | None = tree()
    people: Tree | None = tree()
    groups: Tree | None = tree()
    expected: Tree | None = tree()
    instance: Cell | None = cell()
    margin: Cell | None = cell()
    to_confirm: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """A word of the glossary, a hypothesis, or a question to the lawyer."""

    name: Cell | None = cell(required=True)
    text: Cell | None = cell()
    source: Cell | None = cell()
    answer: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Node):
    """Aids of which a household gets only one: the most favourable, or the first in order that applies."""

    name: Cell | None = cell(required=True)
    aids: tuple[Cell, ...] = cells(required=True)
    rule: Cell | None = cell(required=True, words="exclusions")
    reference: Cell | None = cell()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Node):
    """Who pays for aids: its name is the identifier of the simulator's file; `simulator` holds what only the simulator reads."""

    name: Cell | None = cell(required=True)
    label: Cell | None = cell(required=True)
    kind: Cell | None = cell()
    siren: Cell | None = cell()
    insee: Cell | None = cell()
    departments: tuple[Cell, ...] = cells()
    logo: Cell | None = cell()
    simulator: Tree | None = tree()
    note: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Node):
    """One file of a rulebook: an aid with its card, or a shared document without one."""

    aid: Cell | None = cell()
    name: Cell | None = cell()
    language: Cell | None = cell(words="languages")
    organisation: Cell | None = cell()
    summary: Cell | None = cell()
    state: Cell | None = cell(words="states")
    entity: Cell | None = cell()
    period: Cell | None = cell(words="periods")
    payment: Cell | None = cell(words="payments")
    unit: Cell | None = cell()
    start: Cell | None = cell()
    until: Cell | None = cell()
    amount: Cell | None = cell()
    amount_id: Cell | None = cell()
    eligibility_id: Cell | None = cell()
    computed_by: Cell | None = cell()
    parameters_path: Cell | None = cell()
    rounding: Cell | None = cell(words="roundings")
    references: tuple[Reference, ...] = records("Reference")
    link: Cell | None = cell()
    procedure: Cell | None = cell()
    form: Cell | None = cell()
    instructions: Cell | None = cell()
    documents_needed: tuple[Cell, ...] = cells()
    legend: Cell | None = cell()
    prefix: Cell | None = cell()
    author: Cell | None = cell()
    maintainer: Cell | None = cell()
    simulator: Tree | None = tree()
    note: Cell | None = cell()
    data: tuple[Datum, ...] = named("Datum")
    parameters: tuple[Parameter, ...] = named("Parameter")
    zones: tuple[Zone, ...] = named("Zone")
    conditions: tuple[Condition, ...] = _spec("conditions", ())
    profiles: tuple[Profile, ...] = named("Profile")
    tables: tuple[Table, ...] = named("Table")
    scales: tuple[Scale, ...] = named("Scale")
    calculations: tuple[Calculation, ...] = named("Calculation")
    resources: tuple[Resources, ...] = named("Resources")
    not_with: tuple[Cell, ...] = cells()
    reduces: tuple[Cell, ...] = cells()
    counted_in: tuple[Cell, ...] = cells()
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
            return False
        if not isinstance(self.span.source.anchor, CellAnchor):
            return True
        place = span.place
        return isinstance(place, CellAnchor) and any((place.sheet, place.row) == (at.sheet, at.row) for at in _anchors(self))


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
    label: Cell | None = cell()
    max: Cell | None = cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Node):
    """An entity of a standalone country."""

    name: Cell | None = cell(required=True)
    plural: Cell | None = cell(required=True)
    label: Cell | None = cell()
    note: Cell | None = cell()
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
class Vocabulary(Node):
    """The words of a country or an organisation: entities, roles, ready terms."""

    country: Cell | None = cell()
    language: Cell | None = cell(words="languages")
    entities: tuple[EntityWords, ...] = named("EntityWords")
    roles: tuple[RoleWords, ...] = named("RoleWords")
    people: tuple[PersonKind, ...] = named("PersonKind")
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
        EntityWords, RoleWords, PersonKind, Vocabulary,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field of a record holds, for readers, writers and schemas."""

    name: str
    kind: str
    required: bool
    of: str
    words: str


_SPECS: dict[type[Node], tuple[FieldSpec, ...]] = {}


def specs(cls: type[Node]) -> tuple[FieldSpec, ...]:
    """The fields of a record, in the order in which they are written; found once for each kind of record."""
    if cls not in _SPECS:
        found = ((item.name, item.metadata) for item in fields(cls) if item.name != "span")
        _SPECS[cls] = tuple(FieldSpec(name, meta["kind"], meta["required"], meta["of"], meta["words"]) for name, meta in found)
    return _SPECS[cls]
