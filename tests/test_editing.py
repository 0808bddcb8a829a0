"""The language server with a real client over stdio: remarks, completion, hover, definition, rename, in texts not yet saved."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

lsp = pytest.importorskip("lsprotocol.types")
LanguageClient = pytest.importorskip("pygls.lsp.client").LanguageClient

PATIENCE = 30
MANIFEST = """\
paquet: regles_editeur
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}}}
  personne: {pluriel: personnes}
"""
SHARED = """\
données:
  âge: {nature: nombre entier, unité: ans, concerne: personne, question: Quel âge avez-vous ?}
  quotient: {nature: nombre, unité: € / mois, concerne: personne}
paramètres:
  plafond du quotient:
    unité: € / mois
    référence: Délibération 12
    valeurs: {01/01/2020: 500, 01/09/2025: {valeur: "540,50", référence: Délibération 15}}
"""
AID = """\
aide: aide_test
nom: "Aide 🚲 au quotient"
concerne: personne
en vigueur depuis: 01/01/2020
conditions:
  - âge ≥ 18
  - {condition: "quotient ≤ plafond du quotient", message: Votre quotient est trop haut.}
cas:
  - nom: pile
    le: 10/2025
    situation: {âge: 18, quotient: 540}
    attendu: {aide_test: oui}
"""
OTHER = """\
aide: aide_autre
concerne: personne
en vigueur depuis: 01/01/2020
conditions: [quotient ≤ plafond du quotient, âge ≥ 60]
"""


class Editor:
    """An editor: it opens files, types in them, and asks."""

    def __init__(self, client: Any, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.told: dict[str, list[Any]] = {}
        self.version = 1

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: Any) -> None:
            self.told[params.uri] = params.diagnostics

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str) -> str:
        text = (self.folder / name).read_text(encoding="utf-8")
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(name), "yaml", self.version, text)))
        return text

    def type(self, name: str, text: str) -> None:
        self.version += 1
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(self.version, self.uri(name)), [change])
        )

    async def wait(self, name: str, fine: Callable[[list[Any]], bool]) -> list[Any]:
        for _ in range(PATIENCE * 20):
            if name in self.named() and fine(self.told[self.uri(name)]):
                return self.told[self.uri(name)]
            await asyncio.sleep(0.05)
        raise AssertionError(self.told)

    def named(self) -> set[str]:
        return {Path(uri).name for uri in self.told}

    def at(self, name: str, text: str, needle: str, more: int = 1) -> dict[str, Any]:
        """The place of a piece of text, as an editor counts."""
        before = text[: text.index(needle) + more]
        line = before.count("\n")
        last = before.rsplit("\n", 1)[-1]
        return {
            "text_document": lsp.TextDocumentIdentifier(self.uri(name)),
            "position": lsp.Position(line, len(last.encode("utf-16-le")) // 2),
        }


def run(tmp_path: Path, talk: Callable[[Editor], Awaitable[None]], lang: str = "fr") -> None:
    for name, text in (("rulespec.yaml", MANIFEST), ("commun.yaml", SHARED), ("aide.yaml", AID), ("autre.yaml", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    async def main() -> None:
        client = LanguageClient("essai", "1")
        environment = {**os.environ, "RULESPEC_LANG": lang}
        await client.start_io(sys.executable, "-m", "rulespec", "--lang", lang, "lsp", env=environment)
        editor = Editor(client, tmp_path)
        capabilities = lsp.ClientCapabilities()
        answer = await client.initialize_async(lsp.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri()))
        assert answer.capabilities.rename_provider and answer.capabilities.hover_provider
        client.initialized(lsp.InitializedParams())
        try:
            await asyncio.wait_for(talk(editor), PATIENCE * 4)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    asyncio.run(main())


def test_what_is_typed_is_checked_before_it_is_saved(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        editor.type("aide.yaml", text.replace("âge ≥ 18", "age du chien ≥ 18"))
        found = await editor.wait("aide.yaml", bool)
        wrong = [(item.code, item.range.start.line, item.range.start.character) for item in found]
        assert ("RS302", 5, 4) in wrong or ("RS301", 5, 8) in wrong, wrong
        assert found[0].source == "rulespec" and "«" in found[0].message
        # Corrected: the remark goes away.
        editor.type("aide.yaml", text)
        await editor.wait("aide.yaml", lambda items: not items)
        assert (editor.folder / "aide.yaml").read_text("utf-8") == AID

    run(tmp_path, talk)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_change_in_one_file_is_told_in_another(lang: str, tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("commun.yaml")
        editor.type("commun.yaml", text.replace("plafond du quotient", "plafond"))
        found = await editor.wait("autre.yaml", bool)
        assert found[0].code == "RS302" and ("«" in found[0].message) is (lang == "fr")

    run(tmp_path, talk, lang)


def test_names_are_completed_with_what_they_are(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        answer = await editor.client.text_document_completion_async(lsp.CompletionParams(**editor.at("aide.yaml", text, "âge ≥")))
        items = {item.label: item for item in answer.items}
        assert {"âge", "quotient", "plafond du quotient"} <= set(items)
        assert "Quel âge avez-vous ?" in items["âge"].detail
        assert "540,50" in items["plafond du quotient"].documentation.value

    run(tmp_path, talk)


def test_hover_tells_the_values_and_their_sources(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        answer = await editor.client.text_document_hover_async(lsp.HoverParams(**editor.at("aide.yaml", text, "plafond du", 3)))
        told = answer.contents.value
        assert "`500`" in told and "01/09/2025" in told and "Délibération 15" in told and "Délibération 12" in told
        # A word of prose is no name.
        at = editor.at("aide.yaml", text, "quotient est trop", 2)
        assert await editor.client.text_document_hover_async(lsp.HoverParams(**at)) is None
        at = editor.at("aide.yaml", text, "au quotient", 5)
        assert await editor.client.text_document_hover_async(lsp.HoverParams(**at)) is None

    run(tmp_path, talk)


def test_definition_and_references_go_across_files(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        where = editor.at("aide.yaml", text, "plafond du", 3)
        answer = await editor.client.text_document_definition_async(lsp.DefinitionParams(**where))
        assert answer.uri == editor.uri("commun.yaml") and answer.range.start.line == SHARED[: SHARED.index("  plafond du")].count("\n")
        context = lsp.ReferenceContext(include_declaration=True)
        found = await editor.client.text_document_references_async(lsp.ReferenceParams(context=context, **where))
        assert sorted(Path(item.uri).name for item in found) == ["aide.yaml", "autre.yaml", "commun.yaml"]

    run(tmp_path, talk)


def applied(text: str, edits: list[Any]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda item: (item.range.start.line, item.range.start.character), reverse=True):
        line = lines[edit.range.start.line].encode("utf-16-le")
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        lines[edit.range.start.line] = (line[:start] + edit.new_text.encode("utf-16-le") + line[end:]).decode("utf-16-le")
    return "\n".join(lines)


def test_rename_changes_every_use_and_no_prose(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        where = editor.at("aide.yaml", text, "quotient ≤", 2)
        answer = await editor.client.text_document_rename_async(lsp.RenameParams(new_name="QF", **where))
        made = {
            Path(uri).name: applied((editor.folder / Path(uri).name).read_text("utf-8"), edits) for uri, edits in answer.changes.items()
        }
        assert made["aide.yaml"] == AID.replace('"quotient ≤', '"QF ≤').replace("quotient: 540", "QF: 540")
        assert made["autre.yaml"] == OTHER.replace("[quotient", "[QF")
        assert made["commun.yaml"] == SHARED.replace("  quotient: {", "  QF: {")
        from rulespec.projects.compiling import check_folder

        for name, new in made.items():
            (editor.folder / name).write_text(new, encoding="utf-8")
        checked = check_folder(editor.folder)
        assert checked.program is not None, checked.diagnostics

    run(tmp_path, talk)


def test_a_rename_that_would_break_the_rules_is_refused(tmp_path: Path) -> None:
    from pygls.exceptions import JsonRpcException

    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml")
        where = editor.at("aide.yaml", text, "quotient ≤", 2)
        with pytest.raises(JsonRpcException, match="âge"):
            await editor.client.text_document_rename_async(lsp.RenameParams(new_name="âge", **where))

    run(tmp_path, talk)


def test_a_file_outside_a_project_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "seul").mkdir()

    async def talk(editor: Editor) -> None:
        path = tmp_path.parent / f"{tmp_path.name}-ailleurs.yaml"
        path.write_text("a: 1\n", encoding="utf-8")
        item = lsp.TextDocumentItem(path.as_uri(), "yaml", 1, "a: 1\n")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        where = {"text_document": lsp.TextDocumentIdentifier(path.as_uri()), "position": lsp.Position(0, 0)}
        assert await editor.client.text_document_hover_async(lsp.HoverParams(**where)) is None
        answer = await editor.client.text_document_completion_async(lsp.CompletionParams(**where))
        assert not answer.items

    run(tmp_path, talk)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_advice_that_is_a_text_is_a_quick_fix_that_leaves_fewer_errors(lang: str, tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        text = editor.open("aide.yaml").replace("plafond du quotient", "plafon du quotient").replace("540}", '"5.400"}')
        editor.type("aide.yaml", text)
        await editor.wait("aide.yaml", lambda items: len(items) == 2)

        async def offered(needle: str) -> list[Any]:
            place = editor.at("aide.yaml", text, needle)
            at = lsp.Range(place["position"], place["position"])
            asked = lsp.CodeActionParams(place["text_document"], at, lsp.CodeActionContext([]))
            return await editor.client.text_document_code_action_async(asked) or []

        (fix,) = await offered("plafon du")
        (edit,) = fix.edit.changes[editor.uri("aide.yaml")]
        assert edit.new_text == "plafond du quotient" and fix.is_preferred and ("«" in fix.title) is (lang == "fr")
        # A number that can be read in two ways has two fixes; what is right has none.
        assert {item.edit.changes[editor.uri("aide.yaml")][0].new_text for item in await offered("5.400")} == {"5400", "5,400"}
        assert await offered("âge ≥ 18") == []

    run(tmp_path, talk, lang)
