"""A document comes back as it was: generated documents from YAML, the examples from a workbook and from YAML."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, language, language_codes
from rulespec.formats.workbook.read import read_workbook
from rulespec.formats.workbook.style import fixed_bytes
from rulespec.formats.workbook.write import workbook_bytes, workbook_of
from rulespec.formats.workbook.write_ods import ods_bytes
from rulespec.formats.yaml.read import read_yaml
from rulespec.formats.yaml.write import document_text
from rulespec.projects.project import read_document

EXAMPLES = Path(__file__).parent.parent / "examples"
SPAN = whole(Source("", "", LineAnchor(1, 1)))
# Words that no reader takes for a number, a date or a keyword; the accents and signs that people write.
LETTERS = string.ascii_lowercase + "éàçôœ'’ %€-:#&"
TEXT = st.text(LETTERS, min_size=1, max_size=24).map(lambda text: f"mot {text} fin".replace("  ", " "))
NAMES = st.text("abcdefghijklmnop éà", min_size=1, max_size=14).map(lambda text: f"nom {' '.join(text.split())}".strip())
DATES = st.dates().filter(lambda date: 1900 < date.year < 2100).map(lambda date: f"{date.day:02}/{date.month:02}/{date.year}")
DEPTH = 2


def leaf(text: str) -> Cell:
    return Cell(text, SPAN)


def unique(items: list[Any]) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    for item in items:
        found.setdefault(normalise(item.name.text), item)
    return tuple(found.values())


def records(cls: type[doc.Node], words: Language, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """Any record of a class: each field there or not, unless it is required."""
    fields = {spec.name: values(spec, cls, words, depth) for spec in doc.specs(cls)}
    return st.fixed_dictionaries(fields).map(lambda found: cls(span=SPAN, **found))


def values(spec: doc.FieldSpec, cls: type[doc.Node], words: Language, depth: int) -> st.SearchStrategy[Any]:
    match spec.kind:
        case "cell":
            text = st.sampled_from(words.values_of(spec.words)) if spec.words else DATES if spec.name in DATED else TEXT
            text = NAMES if spec.name in ("name", "aid") else text
            return text.map(leaf) if spec.required or spec.name == "aid" else st.none() | text.map(leaf)
        case "cells":
            texts = st.lists(TEXT.map(leaf), min_size=int(spec.required), max_size=3).map(tuple)
            return texts
        case "dated":
            return dated(int(spec.required))
        case "records" | "named":
            inner = records(doc.RECORDS[spec.of], words, depth)
            found = st.lists(inner, min_size=int(spec.required), max_size=2)
            return found.map(unique) if spec.kind == "named" else found.map(tuple)
        case "conditions":
            return st.lists(conditions(words, depth), min_size=int(spec.required), max_size=2).map(tuple)
        case "rows":
            return st.just(())
        case "tree":
            return st.none()
    raise AssertionError(spec.kind)


DATED = {"start", "until", "review_on"}


def dated(least: int) -> st.SearchStrategy[Any]:
    once = TEXT.map(lambda text: (doc.DatedCell(span=SPAN, value=leaf(text)),))
    ended = st.none() | TEXT.map(leaf)
    cell = st.builds(lambda start, value: doc.DatedCell(span=SPAN, start=leaf(start), value=value), DATES, ended)
    several = st.lists(cell, min_size=max(least, 1), max_size=3, unique_by=lambda item: item.start.text).map(tuple)
    return once | several


def conditions(words: Language, depth: int) -> st.SearchStrategy[Any]:
    """A sentence, a row, a text not modelled, or a group of them."""
    extra = st.fixed_dictionaries({name: st.none() | TEXT.map(leaf) for name in ("label", "message", "reference", "note")})
    sentence = st.builds(lambda text, more: doc.Condition(span=SPAN, expression=leaf(text), **more), TEXT, extra)
    row = st.builds(
        lambda subject, comparison, value: doc.Condition(
            span=SPAN, subject=leaf(subject), comparison=leaf(comparison), value=leaf(value)
        ),
        TEXT, TEXT, TEXT,
    )  # fmt: skip
    told = TEXT.map(lambda text: doc.Condition(span=SPAN, unmodelled=leaf(text)))
    if not depth:
        return sentence | row | told
    inner = st.lists(conditions(words, depth - 1), min_size=1, max_size=2).map(tuple)
    group = st.builds(
        lambda kind, items: doc.Condition(span=SPAN, **{kind: items}), st.sampled_from(["all_of", "any_of", "none_of"]), inner
    )
    return sentence | row | told | group


def tables(words: Language) -> st.SearchStrategy[Any]:
    def fill(table: doc.Table, rows: list[list[str]]) -> doc.Table:
        width = len(table.inputs) + len(table.outputs)
        made = tuple(doc.TableRow(span=SPAN, cells=tuple(leaf(text) for text in row[:width])) for row in rows)
        return replace(
            table, rows=made, otherwise=tuple(table.otherwise[: len(table.outputs)]) if len(table.otherwise) >= len(table.outputs) else ()
        )

    cells = st.lists(st.lists(TEXT | st.just("-"), min_size=6, max_size=6), min_size=1, max_size=3)
    return st.builds(fill, records(doc.Table, words), cells)


def documents(words: Language) -> st.SearchStrategy[doc.Document]:
    """Documents with a few sections each: all of them at once take a minute to draw."""
    sections = [spec for spec in doc.specs(doc.Document) if spec.kind in ("named", "records", "conditions")]
    card = {spec.name: values(spec, doc.Document, words, 0) for spec in doc.specs(doc.Document) if spec.kind in ("cell", "cells")}
    made = {spec.name: values(spec, doc.Document, words, DEPTH) for spec in sections}
    made |= {"tables": st.lists(tables(words), max_size=2).map(unique), "cases": st.lists(cases(), max_size=2).map(tuple)}
    chosen = st.lists(st.sampled_from(sorted(made)), min_size=1, max_size=3, unique=True)
    some = chosen.flatmap(lambda names: st.fixed_dictionaries(card | {name: made[name] for name in names}))
    return some.map(lambda found: doc.Document(span=SPAN, **found | {"language": None}))


def mapping(pairs: dict[str, str]) -> doc.Mapping:
    return doc.Mapping(tuple(doc.Entry(leaf(key), leaf(value)) for key, value in pairs.items()), SPAN)


def cases() -> st.SearchStrategy[Any]:
    flat = st.dictionaries(NAMES, TEXT, min_size=1, max_size=2).map(mapping)
    return st.builds(
        lambda name, date, given, expected: doc.Case(span=SPAN, name=leaf(name), date=leaf(date), situation=given, expected=expected),
        NAMES, DATES, flat, flat,
    )  # fmt: skip


def same(first: doc.Document, second: doc.Document | None) -> None:
    assert second is not None
    for spec in doc.specs(doc.Document):
        assert plain(getattr(second, spec.name)) == plain(getattr(first, spec.name)), spec.name


def plain(value: Any) -> Any:
    """Values without their places. The data of a case have no order: all cases share the columns of the sheet."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, doc.Case):
        trees = {name: unordered(getattr(value, name)) for name in ("situation", "people", "groups", "expected")}
        return {spec.name: plain(getattr(value, spec.name)) for spec in doc.specs(doc.Case)} | trees
    return value


def unordered(tree: doc.Tree | None) -> Any:
    match tree:
        case doc.Mapping():
            return {normalise(entry.key.text): unordered(entry.value) for entry in tree.entries}
        case doc.Sequence():
            return [unordered(item) for item in tree.items]
        case Cell():
            return tree.text
    return None


@pytest.mark.parametrize("code", language_codes())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_yaml_gives_the_document_back(code: str, data: st.DataObject) -> None:
    words = language(code)
    document = data.draw(documents(words))
    diagnostics = Diagnostics()
    tree = read_yaml("aide.yaml", document_text(document, words), diagnostics)
    assert tree is not None and not diagnostics.sorted()
    same(document, build(doc.Document, tree, words, diagnostics))


@pytest.mark.parametrize("code", language_codes())
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(data=st.data())
def test_workbook_gives_the_document_back(code: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    words = language(code)
    document = data.draw(documents(words))
    folder = tmp_path_factory.mktemp("classeur")
    book = workbook_of(document, words)
    for name, content in (("aide.xlsx", fixed_bytes(book)), ("aide.ods", ods_bytes(book))):
        (folder / name).write_bytes(content)
        diagnostics = Diagnostics()
        found = read_workbook(folder / name, name, diagnostics)
        assert found is not None and found[1] is words and not diagnostics.sorted()
        same(document, build(doc.Document, found[0][0], words, diagnostics))


FILES = sorted(path for path in EXAMPLES.rglob("aides/*") if path.suffix in (".yaml", ".xlsx"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_examples_go_there_and_back(path: Path, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    sheet = read_document(path, path.name, language("fr"), diagnostics)
    assert sheet is not None
    book = tmp_path / "aide.xlsx"
    book.write_bytes(workbook_bytes(sheet.document, sheet.words))
    again = read_document(book, book.name, sheet.words, diagnostics)
    assert again is not None and not diagnostics.has_errors
    same(sheet.document, again.document)
    text = tmp_path / "aide.yaml"
    text.write_text(document_text(again.document, again.words), encoding="utf-8")
    last = read_document(text, text.name, sheet.words, diagnostics)
    assert last is not None
    same(sheet.document, last.document)


FREE = """\
aide: aide_libre
simulateur: {top: 4, lieux: [caf, mairie], participation: {type: Variable, legende: Un prix.}}
déclinaisons:
  ville a: {plafond: 100, communes: ["49007", "49008"]}
  ville b: {plafond: 200}
organismes:
  ville_a: {libellé: Ville A, genre: commune, simulateur: {top: 2, prefix: de}}
  ville_b: {libellé: Ville B, genre: commune}
cumuls:
  transports: {aides: [aide_libre, aide_autre], règle: la plus favorable}
conditions: [oui]
"""


def test_free_content_goes_there_and_back(tmp_path: Path) -> None:
    words, diagnostics = language("fr"), Diagnostics()
    tree = read_yaml("aide.yaml", FREE, diagnostics)
    assert tree is not None
    document = build(doc.Document, tree, words, diagnostics)
    assert document is not None
    path = tmp_path / "aide.xlsx"
    path.write_bytes(workbook_bytes(document, words))
    found = read_workbook(path, "aide.xlsx", diagnostics)
    assert found is not None and not diagnostics.sorted()
    again = build(doc.Document, found[0][0], words, diagnostics)
    assert again is not None
    same(document, again)
    assert unordered(again.simulator) == unordered(document.simulator) and unordered(again.instances) == unordered(document.instances)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("conditions: [quotient familial ≤ 540,50, âge ≥ 18]\n", "quotient familial ≤ 540,50"),
        ("conditions: [quotient familial ≤ 540, âge ≥ 18]\n", ""),
        ("lignes: [[≤ 300, 100], [≤ 600, 50]]\n", ""),
        ("codes: [44,49]\n", ""),
        ('conditions: ["quotient familial ≤ 540,50", âge ≥ 18]\n', ""),
    ],
)
def test_a_decimal_comma_in_a_list_is_told(text: str, cut: str) -> None:
    diagnostics = Diagnostics()
    read_yaml("aide.yaml", text, diagnostics)
    assert [item.problem for item in diagnostics.sorted()] == ([codes.YamlSyntax.CommaList(text=cut)] if cut else [])
