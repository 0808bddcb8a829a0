"""What a tongue must give besides its lists of words: records whose missing field a type checker names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any


@dataclass(frozen=True, slots=True)
class Hints:
    """The words of a tongue that names of locals are made of.

    Attributes:
        calls: what a helper or a function of numpy gives, by its name.
        signs: a comparison between two names: « age_au_moins_18 ».
        joints: `&` and `|` between two names.
        denied: what stands before what is denied.
        within: a code among those of a zone.
        one_of: a choice among several.
        condition, amount, choice: what nothing better says.
        who, values, read, rank: the members concerned, their amounts, a value as it is read, a place among them.
        small: words on which no name ends.
    """

    calls: Mapping[str, str]
    signs: Mapping[str, str]
    joints: Mapping[str, str]
    denied: str
    within: str
    one_of: str
    condition: str
    amount: str
    choice: str
    who: str
    values: str
    read: str
    rank: str
    small: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The words that identifiers, persons and files are made of.

    Attributes:
        eligibility, alone, known, row, extra: what follows an aid, an aid before the exclusions, a datum, a table, a scale.
        percentage: what follows an aid in % as the simulator shows it: 12.5 for 0.125.
        shared: the document of conditions that several aids have in common.
        claimant, person: the persons of a case that nobody named.
        folder: where `new` puts aids; `example` is the identifier of the aid of `init`, `model` the file of `new --model`, never compiled.
        first: the identifier of the first aid of any other country.
        lexicon: what the file of a lexicon has in its name.
        signs: a comparison in a sentence to words: « ≥ » to « au moins ».
        source, line: what a module is written from.
    """

    eligibility: str
    alone: str
    known: str
    row: str
    extra: str
    percentage: str
    shared: str
    claimant: str
    person: str
    folder: str
    example: str
    model: str
    first: str
    lexicon: str
    signs: tuple[tuple[str, str], ...]
    source: str
    line: str


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """The words of workbooks.

    Attributes:
        titles, hints: what stands at the top of a sheet, by its section.
        steps: the sheet that guides: a step and what to do.
        advice: beside a field of the card.
        control: what the column that checks says.
        comparisons: those of the drop-down.
        headers: columns that are no field's, by their canonical name.
        blocks, cases, bounds, tree: words of tables and scales, of cases, of bounds in a heading, of free content.
        card: the headings of the card.
    """

    titles: Mapping[str, str]
    hints: Mapping[str, str]
    steps: tuple[tuple[str, str], ...]
    advice: Mapping[str, str]
    control: Mapping[str, str]
    comparisons: tuple[str, ...]
    headers: Mapping[str, str]
    blocks: Mapping[str, str]
    cases: Mapping[str, str]
    bounds: Mapping[str, str]
    tree: Mapping[str, str]
    card: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """How a tongue punctuates, joins and counts.

    Attributes:
        thousands: the sign between the thousands of a number: 1 234,56.
        is_sign_first: True where the sign of money stands before the figure: £12.50.
        colon: what stands between a name and what is said of it.
        quotes: around a name in a sentence.
        and_: between the two bounds of « entre »; `into` before a unit to convert to.
        members: the words for the members of a group, whatever their role.
        entitled: how a case says an aid's own yes or no, the first preferred.
        nothing: how a dated value says that there is none any more.
        anything: what is written in a cell of a table in place of « - ».
        role: the key of a person's role in a case.
        plural: which of the forms of a word goes with a number: 0 the first.
        bound: the spaces at which a line must not break on a page or in a cell, as a regular expression.
    """

    thousands: str
    is_sign_first: bool
    colon: str
    quotes: tuple[str, str]
    and_: str
    into: str
    members: tuple[str, ...]
    entitled: tuple[str, ...]
    nothing: tuple[str, ...]
    anything: tuple[str, ...]
    role: str
    plural: Callable[[int], int]
    bound: str


class Sentence(str):
    """A sentence whose words agree with its numbers: `{count:# document|# documents}` takes the form that goes with the count.

    `#` is the number as the tongue writes it. The fields are filled as those of any text, by `format`.
    """

    marks: Marks

    def __new__(cls, text: str, marks: Marks) -> Sentence:
        made = super().__new__(cls, text)
        made.marks = marks
        return made

    def format(self, *values: object, **fields: object) -> str:
        return _Filler(self.marks).vformat(self, values, fields)

    def format_map(self, fields: Mapping[str, object], /) -> str:  # type: ignore[override]
        return _Filler(self.marks).vformat(self, (), fields)


class _Filler(Formatter):
    """Fills the fields of a sentence, and agrees its words with their numbers."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" not in format_spec:
            found: str = super().format_field(value, format_spec)
            return found
        forms = format_spec.split("|")
        if not str(value).isdigit():
            return forms[-1].replace("#", str(value))  # « 1…2 »
        count = int(value)
        return forms[min(self.marks.plural(count), len(forms) - 1)].replace("#", f"{count:,}".replace(",", self.marks.thousands))
