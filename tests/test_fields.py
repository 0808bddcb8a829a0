"""A field of the card is declared once: whatever it is, it comes through every file, page and comparison. No field is named here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rulespec.compiler.backends.simulator.files import benefit
from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.expanding import expanded
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.words import language
from rulespec.documenting.making import make_site
from rulespec.formats.workbook.read import read_workbook
from rulespec.formats.workbook.write import workbook_bytes
from rulespec.formats.workbook.write_bulk import bulk_bytes, gather
from rulespec.formats.yaml.read import read_yaml
from rulespec.formats.yaml.write import document_text
from rulespec.importing.aides_jeunes import CARD
from rulespec.keeping.differing import compare
from rulespec.keeping.merging import Merge
from rulespec.previewing.engine import Engine
from rulespec.projects.compiling import check_folder
from rulespec.projects.schemas import schema
from rulespec.projects.tongues import translated
from tests.test_preview import MANIFEST, Visitor

FRENCH, ENGLISH = language("fr"), language("en")
SPAN = whole(Source("", "", LineAnchor(1, 1)))
FIELDS = doc.card_fields()
OTHERS = [(spec, card) for spec, card in FIELDS if spec.name not in ("aid", "language")]
SHOWN = [(spec, card) for spec, card in FIELDS if card.shown is not doc.Shown.NOWHERE]
WORDS = {doc.Says.DATE: "01/09/2025", doc.Says.IDENTIFIER: "un_identifiant", doc.Says.UNIT: "€", doc.Says.SENTENCE: "12"}


def leaf(text: str) -> Cell:
    return Cell(text, SPAN)


def text_of(spec: doc.FieldSpec) -> str:
    if spec.words:
        return FRENCH.values_of(spec.words)[0]
    return WORDS.get(spec.says, f"https://ville.example/{spec.name}" if spec.says is doc.Says.LINK else f"texte de {spec.name}")


def filled(spec: doc.FieldSpec, text: str = "") -> doc.Document:
    """A document that holds one field besides its identifier."""
    held = leaf(text or text_of(spec))
    value = {"cell": held, "cells": (held,), "records": (doc.Reference(span=SPAN, text=held),)}[spec.kind]
    return replace(doc.Document(span=SPAN, aid=leaf("aide_essai")), **{spec.name: value})


def read(text: str, words: str = "fr") -> doc.Document:
    diagnostics = Diagnostics()
    tree = read_yaml("aide.yaml", text, diagnostics)
    assert tree is not None
    found = build(doc.Document, tree, language(words), diagnostics)
    assert found is not None and not diagnostics.sorted()
    return found


def read_book(data: bytes, folder: Path) -> doc.Document:
    path = folder / "livre.xlsx"
    path.write_bytes(data)
    diagnostics = Diagnostics()
    trees = read_workbook(path, path.name, diagnostics)
    assert trees is not None
    found = build(doc.Document, trees[0][0], trees[1], diagnostics)
    assert found is not None and not diagnostics.has_errors
    return found


@pytest.mark.parametrize(("spec", "card"), OTHERS, ids=lambda item: getattr(item, "name", ""))
class TestField:
    def test_it_comes_back_from_every_file(self, spec: doc.FieldSpec, card: doc.OnCard, tmp_path: Path) -> None:
        document = filled(spec)
        assert read(document_text(document, FRENCH)) == document
        assert read_book(workbook_bytes(document, FRENCH, 0), tmp_path) == document
        bulk = gather([Sheet(document, FRENCH)])
        assert bool(bulk.rows) == bool(card.width)
        if bulk.rows:
            assert read_book(bulk_bytes(bulk, FRENCH), tmp_path) == document

    def test_it_is_known_to_editors_and_said_in_each_tongue(self, spec: doc.FieldSpec, card: doc.OnCard) -> None:
        key = FRENCH.key("Document", spec.name)
        found = schema(doc.Document, FRENCH)["properties"][key]
        assert found["description"] == FRENCH.descriptions[spec.name]
        Draft202012Validator(schema(doc.Document, FRENCH)).validate({"aide": "aide_essai", key: text_of(spec)})
        sheet, left = translated(Sheet(filled(spec), FRENCH), None, ENGLISH)
        assert not left
        assert read(document_text(sheet.document, ENGLISH), "en") == sheet.document
        assert translated(sheet, None, FRENCH)[0].document == filled(spec)

    def test_it_is_compared_and_merged(self, spec: doc.FieldSpec, card: doc.OnCard) -> None:
        bare, ours = replace(doc.Document(span=SPAN), aid=leaf("aide_essai")), filled(spec)
        assert [change.name for change in compare(bare, ours, FRENCH)] == [FRENCH.key("Document", spec.name)]
        merge = Merge(FRENCH)
        assert merge.document(bare, ours, bare) == merge.document(bare, bare, ours) == ours and not merge.conflicts
        if spec.kind == "cell":
            merge.document(bare, ours, filled(spec, "autre texte"))
            assert len(merge.conflicts) == 1

    def test_an_institution_says_its_own_where_it_may(self, spec: doc.FieldSpec, card: doc.OnCard) -> None:
        text = f'aide: aide_essai\ndéclinaisons:\n  Rennes: {{"{FRENCH.key("Document", spec.name)}": "{text_of(spec)}"}}\n'
        diagnostics = Diagnostics()
        (sheet,) = expanded(Sheet(read(text), FRENCH), diagnostics)
        assert diagnostics.has_errors is not card.own
        if card.own:
            assert getattr(sheet.document, spec.name).text == text_of(spec)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fiche")
    shown = "".join(f"{FRENCH.key('Document', spec.name)}: {text_of(spec)}\n" for spec, _ in SHOWN)
    (made / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    base = "aide: aide_essai\nnom: Aide d'essai\nconcerne: personne\nen vigueur depuis: 01/01/2020\n"
    (made / "aide.yaml").write_text(base + "données: {majeur: {nature: oui / non}}\nconditions: [majeur]\n" + shown, encoding="utf-8")
    return made


def test_pages_show_what_the_card_says_is_shown(folder: Path) -> None:
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    site = make_site(checked, None, None, lambda *_: None)
    documentation = next(text for path, text in site.items() if str(path) == "fr/aide_essai.html")
    engine = Engine(folder)
    try:
        visitor = Visitor(engine)
        visitor.get("/fr/simulation?aid=aide_essai")
        preview = visitor.ask(aid=["aide_essai"], action="results")
    finally:
        engine.close()
    for spec, card in SHOWN:
        assert text_of(spec) in str(documentation), spec.name
        assert (text_of(spec) in preview) is (card.shown is doc.Shown.WAY), spec.name


def test_an_address_leads_where_it_says(folder: Path) -> None:
    text = (folder / "aide.yaml").read_text(encoding="utf-8")
    guides = [spec for spec, card in SHOWN if spec.says is doc.Says.GUIDE and card.shown is doc.Shown.WAY]
    for written, leads in (
        ("aides@ville.example", 'href="mailto:aides@ville.example"'),
        ("https://ville.example/a", 'href="https://ville.example/a"'),
    ):
        for spec in guides:
            (folder / "aide.yaml").write_text(text.replace(text_of(spec), written), encoding="utf-8")
            site = make_site(check_folder(folder), None, None, lambda *_: None)
            assert leads in str(next(page for path, page in site.items() if str(path) == "fr/aide_essai.html"))
    (folder / "aide.yaml").write_text(text, encoding="utf-8")


def test_the_simulator_reads_and_is_read_by_the_names_of_the_card(folder: Path) -> None:
    checked = check_folder(folder)
    assert checked.program is not None
    (aid,) = checked.program.aids
    made = benefit(aid, checked.program, checked.catalog, None, None, None)
    for spec, card in FIELDS:
        if card.simulator:
            assert CARD[card.simulator] == FRENCH.key("Document", spec.name)
        if card.simulator and card.shown is not doc.Shown.NOWHERE:
            assert made[card.simulator] == text_of(spec)
