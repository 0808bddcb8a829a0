"""Every diagnostic code, declared once, in the order a rule travels: a record that holds what its sentences say.

A code is a class, its fields are what its sentence says; a class inside it is another sentence of the same code. `help=` names the
suggestion that goes with it, a field `help` the choice between several; in the words of each language they are `RS403`,
`RS403:undated` and `RS403?remove` for `SameDate`, `SameDate.Undated` and `help="remove"` (tests/test_codes.py reads them all).
A code has one page (docs/errors/<id>.md) and one test folder (tests/errors/<id>/). Numbers are never used again for something else.
The file is long because it is a list: to look for a code in one place is worth more.
"""

from __future__ import annotations

from typing import Literal

from rulespec.compiler.ground.diagnostics import Code, Coded, Near, Problem, Severity, When, Word

# 1xx: reading a file


class UnreadableFile(Problem, id="RS101"):
    reason: str
    help: Literal["save"] | None = None

    class Password(Problem, help="save"): ...

    class Text(Problem): ...

    class Missing(Problem):
        name: str

    class Closed(Problem):
        reason: str

    class Name(Problem, help="rename"): ...

    class Outside(Problem, help="inside"):
        name: str

    class Cell(Problem, help="again"):
        text: str

    class Encoding(Problem, help="utf8"):
        line: str
        text: str

    class Quote(Problem, help="quotes"):
        line: str

    class Cells(Problem, help="separator"):
        found: str
        wanted: str


class MacroWorkbook(Problem, id="RS102", help="save"): ...


class OversizedFile(Problem, id="RS103"):
    size: str
    limit: str
    help: Literal["rows"] | None = None

    class Rows(Problem, help="rows"):
        sheet: str
        limit: str


class FormulaCell(Problem, id="RS104"):
    formula: str
    value: str
    help: Literal["value", "paste", "sign"]


class ErrorCell(Problem, id="RS105", help="correct"):
    value: str


class MergedCell(Problem, id="RS106", help="repeat"):
    range: str


class UnknownSheet(Near, id="RS107", help="ignored"):
    name: str
    known: str
    notes: str

    class Renamed(Problem, help="rename"):
        name: str
        near: str

    class File(Problem, help="columns"):
        name: str
        aid: str
        situation: str
        expected: str


class UnknownColumn(Near, id="RS108", help="list"):
    name: str
    known: str


class BadNumber(Problem, id="RS109"):
    text: str
    write: str
    whole: str = ""
    help: Literal["example", "write", "either"]

    class Whole(Problem):
        text: str


class BadDate(Problem, id="RS110", help="example"):
    text: str

    class Time(Problem, help="example"):
        text: str

    class Hour(Problem, help="format"):
        text: str

    class Several(Problem, help="each"):
        text: str
        near: str

    class Day(Problem, help="day"):
        text: str
        near: str

    class Missing(Problem, help="example"):
        text: str

    class Serial(Problem, help="serial"):
        text: str
        shown: str


class BadBoolean(Problem, id="RS111", help="example"):
    text: str


class NumberForCode(Problem, id="RS112", help="text"):
    text: str

    class Lost(Problem, help="write"):
        text: str
        write: str
        name: str

    class Scientific(Problem, help="text"):
        text: str


class BadPercent(Problem, id="RS113"):
    text: str
    help: Literal["percent", "rate"]

    class Twice(Problem):
        text: str
        help: Literal["over", "times"]

    class Share(Problem, help="share"):
        text: str
        name: str


class YamlSyntax(Problem, id="RS114", help="quote"):
    reason: str

    class Colon(Problem, help="quote"): ...

    class Comma(Problem, help="quote"):
        text: str

    class CommaList(Problem, help="quote"):
        text: str


class YamlDuplicateKey(Problem, id="RS115", help="remove"):
    name: str


class YamlRefused(Problem, id="RS116"):
    what: str
    help: Literal["anchor"] | None = None


class HiddenRows(Problem, id="RS117", severity=Severity.WARNING):
    rows: str

    class Columns(Problem):
        columns: str

    class Sheet(Problem):
        sheet: str

    class Struck(Problem, help="struck"):
        rows: str


class UnreadCell(Problem, id="RS118", help="notes"):
    text: str
    count: int
    notes: str

    class Sheet(Problem, help="sheet"):
        text: str
        sheet: str

    class Title(Problem, help="title"):
        near: str
        count: int

    class Above(Problem, help="below"):
        text: str


class UnresolvedConflict(Problem, id="RS119", help="resolve"):
    text: str
    place: str
    sheet: str

    class Lines(Problem, help="side"):
        first: int
        last: int

    class Line(Problem, help="line"):
        text: str


class OverLimit(Problem, id="RS120", help="cut"):
    """More than `ground/limits.py` allows."""

    limit: int

    class Terms(Problem, help="cut"):
        limit: int

    class Nesting(Problem, help="cut"):
        limit: int

    class Document(Problem, help="split"):
        limit: int

    class Conditions(Problem, help="split"):
        limit: int

    class Rows(Problem, help="split"):
        limit: int

    class Codes(Problem, help="wider"):
        limit: int

    class Values(Problem, help="files"):
        limit: int

    class Chain(Problem, help="shorten"):
        name: str
        limit: int


# 2xx: the document's shape and names


class MissingField(Problem, id="RS201", help="add"):
    name: str

    class Answer(Problem, help="answer"):
        name: str

    class Person(Problem):
        count: int

    class Bound(Problem, help="bound"):
        name: str
        comparison: str

    class Card(Problem, help="card"):
        name: str

    class Rule(Problem, help="rule"):
        conditions: str
        amount: str


class UnknownField(Near, id="RS202", help="list"):
    name: str
    known: str


class WrongShape(Coded, id="RS203"):
    class Mapping(Problem): ...

    class Leaf(Problem): ...

    class Rows(Problem): ...

    class Columns(Problem):
        found: int
        wanted: int

    class Condition(Problem, help="one"):
        found: int

    class Unmodelled(Problem, help="apart"): ...

    class Blank(Problem, help="blank"):
        above: str

    class Twice(Problem, help="same"):
        first: str
        second: str


class DuplicateName(Problem, id="RS204", help="rename"):
    name: str

    class File(Problem, help="copy"):
        name: str
        other: str


class NameCollision(Problem, id="RS205", help="id"):
    name: str
    other: str
    id: str

    class Aid(Problem, help="rename"):
        name: str
        other: str
        id: str
        field: str

    class Eligibility(Problem):
        name: str
        id: str
        field: str
        help: Literal["remove", "rename"]


class CountryCollision(Problem, id="RS206", help="prefix"):
    id: str
    near: str


class BadIdentifier(Problem, id="RS207", help="form"):
    id: str
    near: str

    class Taken(Problem, help="prefix"):
        id: str
        near: str

    class Class(Problem, help="class"):
        id: str
        near: str

    class Outputs(Problem, help="outputs"):
        id: str
        count: int

    class Package(Problem, help="prefix"):
        id: str
        near: str

    class Installed(Problem, help="prefix"):
        id: str
        near: str


class UnknownWord(Near, id="RS208", help="list"):
    name: str
    known: str

    class Table(Problem, help="value"):
        name: str


class ReservedName(Problem, id="RS209", help="rename"):
    name: str


class BadLink(Problem, id="RS210", help="https"):
    link: str


class ComputedElsewhere(Problem, id="RS211", help="one"):
    name: str


class UnreadName(Problem, id="RS212", severity=Severity.WARNING, help="remove"):
    name: str


class IdleField(Problem, id="RS213", help="remove"):
    name: str

    class Policy(Problem):
        name: str
        policy: str
        help: Literal["reading", "remove"]

    class Reading(Problem):
        name: str
        write: str = ""
        help: Literal["write", "remove"]

    class Declared(Problem, help="sentence"):
        name: str
        write: str

    class Of(Problem, help="remove"):
        name: str
        kind: str

    class Amount(Problem, help="amount"):
        name: str
        amount: str

    class Upper(Problem, help="between"):
        name: str
        comparison: str
        between: str


# 3xx: expressions


class Syntax(Problem, id="RS301", help="or"):
    found: str

    class Range(Problem, help="range"):
        low: str
        high: str

    class Bounds(Problem, help="bounds"):
        low: str
        high: str
        comparison: str
        field: str

    class End(Problem, help="or"): ...

    class Empty(Problem): ...

    class Values(Problem, help="or"):
        found: str

    class Parenthesis(Problem, help="or"): ...

    class Default(Problem, help="default"):
        found: str

    class Cell(Problem, help="cell"):
        found: str

    class Anything(Problem, help="anything"):
        found: str

    class Unit(Problem, help="unit"):
        found: str
        figure: str
        name: str

    class Character(Problem):
        found: str
        write: str = ""
        help: Literal["quote", "list"]

    class Filter(Problem, help="filter"):
        found: str
        within: str
        apart: str


class UnknownName(Near, id="RS302", help="declare"):
    name: str

    class Unquoted(Problem, help="quoted"):
        name: str

    class Members(Near, help="members"):
        name: str
        known: str


class WrongType(Problem, id="RS303"):
    wanted: Word
    found: Word
    name: str
    help: Literal["boolean"] | None = None

    class Compare(Problem):
        left: Word
        right: Word
        help: Literal["date"] | None = None

    class Order(Problem):
        found: Word

    class Result(Problem):
        found: Word
        name: str
        wanted: Word

    class Duration(Problem):
        left: str
        right: str
        help: Literal["between", "whole"]


class WrongUnit(Problem, id="RS304"):
    left: str
    right: str
    text: str = ""
    bare: str = ""
    joint: str = ""
    unit: str = ""
    average: str = ""
    write: str = ""
    help: Literal["convert", "value", "average", "thresholds", "same", "given", "finer"]

    class Result(Problem):
        found: str
        name: str
        wanted: str
        text: str = ""
        bare: str = ""
        joint: str = ""
        unit: str = ""
        help: Literal["convert", "value", "card"] | None = None

    class Twice(Problem, help="convert"):
        bare: str
        text: str
        unit: str
        joint: str

    class Convert(Problem, help="value"):
        left: str
        right: str
        bare: str

    class Period(Problem, help="period"):
        name: str
        unit: str
        write: str

    class Unsaid(Problem):
        name: str
        id: str
        unit: str
        other: str
        help: Literal["unit", "say", "datum", "parameter"]

    class Neither(Problem):
        name: str
        id: str
        unit: str
        help: Literal["unit", "say", "datum", "parameter"]

    class Base(Problem):
        name: str
        found: str
        wanted: str
        help: Literal["apart", "yearly"]

    class Windows(Problem, help="mean"):
        name: str
        found: str
        wanted: str
        write: str


class WrongEntity(Problem, id="RS305"):
    name: str
    entity: str
    of: str
    help: Literal["aggregate", "quantify"]

    class Path(Problem):
        entity: str
        other: str
        name: str

    class Role(Problem):
        name: str
        entity: str
        known: str = ""
        help: Literal["known"] | None = None

    class Several(Problem, help="several"):
        name: str
        entity: str
        other: str

    class Whose(Problem):
        name: str
        entity: str
        other: str
        of: str
        role: str = ""
        help: Literal["whose", "said"] | None

    class Owner(Problem):
        name: str
        entity: str
        role: str = ""
        help: Literal["owner", "reference", "who"]

    class Rank(Problem, help="rank"):
        text: str
        entity: str


class UnknownLabel(Near, id="RS306", help="list"):
    name: str
    subject: str
    known: str


class UnstatedDivision(Problem, id="RS307", help="default"):
    divisor: str
    word: str

    class Nobody(Problem, help="nobody"):
        text: str
        word: str


class WrongArguments(Problem, id="RS308", help="signature"):
    function: str
    wanted: int
    found: int
    example: str

    class AtLeast(Problem, help="signature"):
        function: str
        wanted: int
        found: int
        example: str

    class Between(Problem, help="signature"):
        function: str
        least: int
        most: int
        found: int
        example: str

    class Step(Problem, help="signature"):
        function: str
        found: str
        example: str

    class Digits(Problem):
        function: str
        found: str
        most: int


class WrongPeriod(Problem, id="RS309"):
    name: str
    period: Word
    window: str
    help: Literal["window", "month"]

    class Year(Problem):
        name: str
        help: Literal["window", "base"]

    class Eternity(Problem):
        name: str

    class Stock(Problem, help="month"):
        name: str

    class Instant(Problem, help="instant"):
        name: str
        window: str

    class Within(Problem, help="within"):
        name: str
        window: str

    class Run(Problem, help="run"):
        name: str

    class Day(Problem, help="day"):
        name: str
        window: str

    class Daily(Problem):
        """A variable of the country that has a value each week, or an amount each day that adds up."""

        name: str
        period: Word
        help: Literal["own", "stock"]

    class FirstDay(Problem, help="month"):
        """A variable of the country that has a value each day, of which another than a month's first is asked."""

        name: str
        window: str


class FlowOrStock(Problem, id="RS310", help="declare"):
    name: str


class UnknownVariable(Near, id="RS311", help="search"):
    name: str

    class Parameter(Near, help="search"):
        name: str

    class Choice(Problem, help="default"):
        name: str
        label: str

    class Term(Near):
        name: str


class UnknownUnit(Near, id="RS312", help="list"):
    name: str
    known: str

    class Currency(Problem, help="currency"):
        """A unit in another currency than the project's."""

        name: str
        known: str
        unit: str

    class Code(Near, help="code"):
        """What is no currency, in the manifest."""

        name: str
        known: str


class UnknownEntity(Near, id="RS313", help="list"):
    name: str
    known: str

    class Role(Near, help="list"):
        name: str
        known: str


class AmbiguousName(Problem, id="RS314", help="precise"):
    name: str
    candidates: str


class CannotStore(Problem, id="RS315"): ...


class UnknownCode(Near, id="RS316", help="name"):
    text: str
    list: str

    class Several(Problem, help="one"):
        text: str
        list: str
        known: str

    class Likely(Problem, help="one"):
        text: str
        list: str
        known: str

    class Former(Problem, help="now"):
        text: str
        list: str
        write: str
        name: str

    class Ended(Problem):
        text: str
        list: str

    class Other(Problem):
        text: str
        list: str
        other: str

    class Holds(Problem, help="one"):
        text: str
        list: str
        other: str
        known: str


# 4xx: dates


class UndefinedParameter(Problem, id="RS401"):
    name: str
    interval: When
    rule: str
    date: str
    help: Literal["start", "end"] | None


class MidPeriodStart(Problem, id="RS402", severity=Severity.WARNING, help="first"):
    period: Word
    date: str
    effective: str

    class End(Problem, help="last"):
        period: Word
        date: str
        effective: str

    class Value(Problem, help="value"):
        period: Word
        name: str
        date: str
        effective: str


class SameDate(Problem, id="RS403", help="remove"):
    date: str

    class Undated(Problem): ...


class EmptyValidity(Problem, id="RS404", help="swap"):
    end: str
    start: str

    class Outside(Problem, help="outside"):
        date: str
        other: str


class LargeAmount(Problem, id="RS405", severity=Severity.WARNING, help="check"):
    value: str

    class Stored(Problem, help="round"):
        value: str
        kept: str

    class Whole(Problem, help="number"):
        value: str

    class Bound(Problem, help="own"):
        value: str
        name: str


# 5xx: logic


class EmptyInterval(Problem, id="RS501"):
    low: str
    high: str
    help: Literal["swap"] | None


class Contradiction(Problem, id="RS502", help="check"):
    left: str
    right: str

    class Alone(Problem, help="bounds"):
        right: str


class Cycle(Problem, id="RS503", help="break"):
    path: str

    class Past(Problem, help="past"):
        path: str

    class Start(Problem, help="start"):
        name: str

    class Untyped(Problem, help="type"):
        name: str


class TableGap(Problem, id="RS504", help="row"):
    name: str
    situation: str
    row: str

    class From(Problem, help="row"):
        name: str
        interval: When
        situation: str
        row: str


class BadScale(Coded, id="RS505"):
    class Order(Problem, help="sort"):
        left: str
        right: str

    class Date(Problem, help="complete"):
        what: str
        interval: When

    class Since(Problem, help="since"):
        what: str
        other: str
        date: str
        write: str

    class Last(Problem): ...

    class Below(Problem, help="zero"):
        name: str
        threshold: str

    class Bound(Problem, help="bound"):
        bound: str
        kind: str

    class Additional(Problem, help="fixed"): ...


class TableOverlap(Problem, id="RS506", help="first"):
    first: str
    second: str
    name: str
    situation: str

    class From(Problem, help="first"):
        first: str
        second: str
        name: str
        interval: When
        situation: str

    class Any(Problem, help="agree"):
        first: str
        second: str
        name: str
        situation: str

    class AnyFrom(Problem, help="agree"):
        first: str
        second: str
        name: str
        interval: When
        situation: str


class ShadowedRow(Problem, id="RS507", severity=Severity.WARNING, help="move"):
    row: str
    name: str


class ImpossibleRow(Problem, id="RS508", help="bounds"):
    row: str
    name: str


class AlwaysTrue(Problem, id="RS509", severity=Severity.WARNING, help="remove"):
    name: str


class MissingOrder(Problem, id="RS510", help="add"):
    policy: str

    class Value(Problem, help="list"):
        name: str
        known: str


class BadExclusion(Problem, id="RS511", help="list"):
    name: str
    known: str

    class Twice(Problem):
        name: str

    class Entity(Problem):
        name: str
        other: str
        entity: str

    class Kind(Problem, help="order"):
        name: str


class BadInstance(Problem, id="RS512", help="which"):
    known: str

    class Without(Problem):
        name: str

    class Shape(Problem, help="shape"): ...


class UnheldInteraction(Problem, id="RS513", severity=Severity.WARNING, help="read"):
    aid: str
    kind: str
    target: str

    class Country(Problem, help="country"):
        aid: str
        kind: str
        target: str


class NegativeAmount(Problem, id="RS514", severity=Severity.WARNING, help="least"):
    name: str


class BadReplacement(Problem, id="RS515", help="write"):
    """A rule that can't take the place of the country's: another entity first; `write` is what the document has to say."""

    name: str
    wanted: str
    found: str
    write: str

    class Period(Problem):
        name: str
        wanted: Word
        found: Word
        help: Literal["write", "within"]
        write: str = ""

    class Type(Problem, help="write"):
        name: str
        wanted: Word
        found: Word
        write: str

    class Unit(Problem, help="write"):
        name: str
        wanted: str
        found: str
        write: str

    class Whole(Problem, help="round"):
        name: str

    class Ended(Problem, help="ended"):
        name: str
        end: str

    class Until(Problem, help="until"):
        name: str
        end: str

    class Twice(Problem, help="one"):
        name: str

    class Circle(Problem, help="circle"):
        name: str
        path: str

    class Rule(Problem, help="rule"): ...

    class Parameter(Problem, help="parameter"):
        name: str

    class Value(Problem, help="scale"):
        name: str
        kind: str

    class Scale(Problem, help="value"):
        name: str

    class Brackets(Problem, help="write"):
        name: str
        wanted: str
        found: str
        write: str


class Unproven(Problem, id="RS516", severity=Severity.WARNING, help="cases"):
    name: str

    class Table(Problem, help="cases"):
        name: str


class BetweenWholes(Problem, id="RS517", severity=Severity.WARNING):
    name: str
    bound: str
    write: str
    help: Literal["whole", "finer"]

    class Months(Problem):
        name: str
        help: Literal["months", "between"]
        id: str = ""


# 6xx: cases


class BadCase(Near, id="RS601", help="list"):
    name: str
    known: str

    class Person(Near, help="list"):
        name: str
        known: str

    class Period(Problem, help="period"):
        name: str
        period: str
        wanted: Word

    class Partly(Problem, help="partly"):
        name: str
        person: str

    class Unread(Problem, help="unread"):
        name: str
        period: str
        date: str
        wanted: str


class PersonLeftOut(Problem, id="RS602", help="place"):
    person: str
    entity: str
    field: str
    write: str
    known: str

    class Twice(Problem, help="one"):
        name: str
        entity: str

    class Full(Problem, help="other"):
        person: str
        entity: str
        role: str
        most: int


class EmptyCase(Problem, id="RS603", help="expect"): ...


class AidWithoutCase(Problem, id="RS604", severity=Severity.WARNING, help="case"):
    name: str


# 7xx: the project


class NoProject(Problem, id="RS701", help="init"):
    path: str


class BadCountry(Problem, id="RS702", help="install"):
    name: str

    class Name(Problem, help="name"):
        name: str

    class Failed(Problem):
        name: str
        reason: str


class ForeignFile(Problem, id="RS703", help="move"):
    path: str

    class Outside(Problem, help="inside"):
        path: str


class NoDocument(Problem, id="RS704", help="new"):
    pattern: str


class LowerState(Problem, id="RS705", help="promote"):
    name: str
    state: Word
    other: str
    other_state: Word


class MissingRequirement(Problem, id="RS706", help="fill"):
    name: str
    state: Word
    field: str


class BusyFolder(Problem, id="RS707", help="wait"):
    path: str
    process: str
    machine: str
    since: str


class BadVersion(Problem, id="RS708", help="form"):
    text: str


# 8xx: the simulator's files; what stops an aid in production only warns about a draft


class DescriptionLength(Problem, id="RS801", help="fill"):
    name: str
    count: int


class NoFullStop(Problem, id="RS802", help="fill"):
    name: str
    text: str


class NoCallToAction(Problem, id="RS803", help="fill"):
    name: str


class NoTerritory(Problem, id="RS804", help="fill"):
    name: str
    organisation: str

    class Elsewhere(Problem, help="fill"):
        name: str
        organisation: str
        place: str


class BadLogo(Coded, id="RS805"):
    class Missing(Problem, help="fill"):
        path: str

    class Kind(Problem, help="fill"):
        path: str
        kind: str

    class Size(Problem, help="fill"):
        path: str
        size: str

    class Square(Problem, help="fill"):
        path: str
        size: str

    class Unreadable(Problem, help="fill"):
        path: str

    class Extra(Problem, help="install"):
        path: str


class UnknownOrganisation(Problem, id="RS806", help="fill"):
    name: str
    organisation: str


class NoPrefix(Problem, id="RS807", help="fill"):
    name: str


# 9xx: populations and what is computed on them; places are files, rows are told in the sentence


class UnreadablePopulation(Problem, id="RS901"):
    name: str
    reason: str

    class NoPersons(Problem, help="persons"):
        path: str
        name: str

    class NoGroup(Problem, help="group"):
        table: str
        column: str
        entity: str

    class NoIdentifier(Problem, help="identifier"):
        table: str
        column: str

    class Empty(Problem):
        table: str

    class Twice(Problem, help="twice"):
        table: str
        column: str

    class Margins(Problem, help="margins"):
        path: str
        part: str


class BadMembership(Problem, id="RS902"):
    table: str
    column: str
    count: int
    rows: str

    class Unknown(Problem, help="unknown"):
        table: str
        column: str
        count: int
        rows: str
        other: str

    class Duplicate(Problem, help="duplicate"):
        table: str
        column: str
        count: int
        rows: str

    class Nobody(Problem, help="nobody"):
        table: str
        count: int
        rows: str

    class NoReference(Problem, help="reference"):
        entity: str
        role: str
        count: int
        rows: str

    class Crowded(Problem):
        entity: str
        role: str
        most: int
        count: int
        rows: str

    class NoRole(Problem, help="role"):
        table: str
        column: str
        roles: str

    class Role(Problem, help="role"):
        table: str
        column: str
        text: str
        count: int
        rows: str
        roles: str

    class Differs(Problem, help="differs"):
        table: str
        column: str
        entity: str
        count: int
        rows: str


class BadColumn(Near, id="RS903", help="note"):
    table: str
    name: str

    class OtherEntity(Problem, help="move"):
        table: str
        name: str
        entity: str

    class Period(Problem, help="period"):
        table: str
        name: str
        period: Word

    class Twice(Problem, help="once"):
        table: str
        name: str
        other: str

    class Computed(Problem):
        table: str
        name: str


class BadValue(Problem, id="RS904", help="fill"):
    table: str
    column: str
    count: int
    rows: str

    class Infinite(Problem, help="correct"):
        table: str
        column: str
        count: int
        rows: str

    class Negative(Problem, help="correct"):
        table: str
        column: str
        count: int
        rows: str

    class Kind(Problem):
        table: str
        column: str
        wanted: Word
        found: str
        count: int
        rows: str

    class Large(Problem, help="correct"):
        table: str
        column: str
        count: int
        rows: str

    class Label(Problem):
        table: str
        column: str
        text: str
        count: int
        rows: str
        known: str
        help: Literal["near", "list"]
        near: str = ""

    class Long(Problem, help="correct"):
        table: str
        column: str
        most: int
        count: int
        rows: str


class PeriodNotCovered(Problem, id="RS905", severity=Severity.WARNING):
    name: str
    period: str
    start: str

    class Ended(Problem):
        name: str
        period: str
        end: str

    class Never(Problem, help="period"):
        table: str
        column: str
        period: str

    class Missing(Problem, help="missing"):
        table: str
        column: str
        period: str
        count: int


class StoppedRun(Problem, id="RS906"):
    rows: str
    reason: str

    class NotWhole(Problem, help="again"):
        path: str

    class Another(Problem, help="another"):
        path: str
        what: Word

    class Taken(Problem, help="another"):
        path: str

    class Memory(Problem, help="memory"):
        memory: str
        needed: str

    class Chained(Problem, help="cut"):
        table: str
        count: int
        most: int

    class Unordered(Problem, help="sort"):
        table: str
        size: str
        memory: str

    class Versions(Problem, help="same"):
        worker: str
        name: str
        there: str
        here: str

    class NoPackage(Problem, help="same"):
        worker: str
        name: str

    class NoScheduler(Problem):
        address: str

    class Lost(Problem, help="again"):
        path: str

    class Dying(Problem, help="memory_again"):
        path: str

    class NoAid(Near, help="aids"):
        name: str


def all_codes() -> tuple[Code, ...]:
    """Every declared code, in order of number."""
    return tuple(sorted({problem.code for problem in all_problems()}, key=lambda code: code.id))


def all_problems() -> tuple[type[Problem], ...]:
    """Every sentence that can be told, in the order of declaration."""
    declared = [item for item in globals().values() if isinstance(item, type) and issubclass(item, Coded) and item.__module__ == __name__]
    found = [inner for item in declared for inner in (item, *vars(item).values()) if isinstance(inner, type)]
    return tuple(item for item in found if issubclass(item, Problem))
