"""The language server: the rulebook's own remarks and names, for the YAML that an editor holds, saved or not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from rulespec import __version__
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import CellAnchor, LineAnchor, Span
from rulespec.compiler.words import Language
from rulespec.editing.fixing import replacements
from rulespec.editing.names import Names, Use, described
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.kept import Kept
from rulespec.projects.project import MANIFEST
from rulespec.projects.recalling import Remarks, recalled, whole
from rulespec.reporting.sentences import label_text, tell

LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
KINDS = {
    "data": lsp.CompletionItemKind.Field, "parameters": lsp.CompletionItemKind.Constant, "calculations": lsp.CompletionItemKind.Function,
    "tables": lsp.CompletionItemKind.Struct, "scales": lsp.CompletionItemKind.Struct, "zones": lsp.CompletionItemKind.EnumMember,
    "resources": lsp.CompletionItemKind.Variable,
}  # fmt: skip
# While someone types, the rules are checked when the keys have been still for this long: a change alone, then all that it may reach.
AT_ONCE, STILL = 0.02, 0.3


@dataclass(eq=False)
class State:
    """One project as last checked, and the texts that the editor has not saved."""

    folder: Path
    checked: Checked | None = None
    catalog: Catalog | None = None
    seen: Mapping[Path, str] = field(default_factory=dict)
    kept: Kept | None = None
    told: set[str] = field(default_factory=set)
    turn: int = 0


class RulespecServer(LanguageServer):
    """A server for one reader's tongue, and as many projects as files are opened from."""

    def __init__(self, words: Language) -> None:
        super().__init__("rulespec", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.words = words
        self.states: dict[Path, State] = {}

    def state_of(self, uri: str) -> State | None:
        """The project of a file: the nearest folder above it with a manifest."""
        path = _path(uri)
        for folder in path.parents:
            if (folder / MANIFEST).is_file():
                return self.states.setdefault(folder, State(folder))
        return None

    def texts(self) -> Mapping[Path, str]:
        return {_path(uri): document.source for uri, document in self.workspace.text_documents.items()}

    def check(self, state: State, texts: Mapping[Path, str]) -> Checked:
        remarks, kept = whole(state.folder, None, state.catalog, texts)
        checked = remarks.checked
        assert checked is not None
        if checked.stopped is not None:
            raise checked.stopped
        state.kept = kept or state.kept
        if checked.loaded.project is not None:
            if not checked.loaded.project.is_standalone:
                state.catalog = checked.loaded.project.catalog
            state.checked, state.seen = checked, texts
        return checked

    def check_change(self, state: State, texts: Mapping[Path, str]) -> tuple[Remarks, bool] | None:
        """The remarks on what changed since all was checked, and whether they are all that there is to say."""
        found = recalled(state.kept, state.folder, state.catalog, texts, at_once=True) if state.kept is not None else None
        if found is None:
            return None
        remarks, kept = found
        state.kept = kept or state.kept
        return remarks, kept is not None

    async def look(self, uri: str) -> None:
        """Check the project of a file once its reader stops typing, and say what is wrong."""
        state = self.state_of(uri)
        if state is None:
            return
        state.turn += 1
        turn = state.turn
        await asyncio.sleep(AT_ONCE)
        if turn != state.turn:
            return
        found = await asyncio.to_thread(self.check_change, state, self.texts())
        if found is not None and turn == state.turn:
            self.publish(state, found[0].diagnostics)
        if turn != state.turn or (found is not None and found[1]):
            return
        await asyncio.sleep(STILL - AT_ONCE)
        if turn != state.turn:
            return
        checked = await asyncio.to_thread(self.check, state, self.texts())
        if turn == state.turn:
            self.publish(state, checked.diagnostics)

    def publish(self, state: State, diagnostics: tuple[Diagnostic, ...]) -> None:
        by_path: dict[str, list[lsp.Diagnostic]] = {path: [] for path in state.told}
        for item in diagnostics:
            by_path.setdefault(item.span.path, []).append(self.diagnostic(state, item))
        state.told = {path for path, items in by_path.items() if items}
        for path, items in by_path.items():
            uri = _uri(state.folder / path)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, items))

    def diagnostic(self, state: State, item: Diagnostic) -> lsp.Diagnostic:
        told = tell(item, self.words)
        text = f"{told.message}\n{self.words.ui['help label']}{self.words.marks.colon}{told.help}" if told.help else told.message
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(_uri(state.folder / label.span.path), self.range(state, label.span)), label_text(label.key, self.words)
            )
            for label in item.labels
        ]
        place = self.range(state, item.span)
        return lsp.Diagnostic(
            place, text, severity=LEVELS[item.severity], code=item.code.id, source="rulespec", related_information=related
        )

    def range(self, state: State, span: Span) -> lsp.Range:
        """A span as an editor counts: lines from 0, columns in UTF-16 units; a cell of a workbook is the start of its file."""
        place = span.place
        if isinstance(place, CellAnchor) and place.line:
            return self.units(state.folder / span.path, place.line, 1, len(self.line(state.folder / span.path, place.line)))
        if not isinstance(place, LineAnchor):
            return lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        length = max(1, span.end - span.start) if "\n" not in span.source.text else len(span.source.text.split("\n")[0])
        return self.units(state.folder / span.path, place.line, place.column, length)

    def units(self, path: Path, line: int, column: int, length: int) -> lsp.Range:
        text = self.line(path, line)
        start, end = (_utf16(text[: column - 1 + more]) for more in (0, length))
        return lsp.Range(lsp.Position(line - 1, start), lsp.Position(line - 1, end))

    def line(self, path: Path, line: int) -> str:
        document = self.workspace.text_documents.get(_uri(path))
        try:
            lines = (document.source if document is not None else path.read_text(encoding="utf-8")).splitlines()
        except (OSError, UnicodeDecodeError):
            return ""
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def names(self, uri: str, may_be_older: bool = False) -> tuple[State, Names, str] | None:
        """The names of the project of a file as it is now, and the path of the file in it.

        While someone types, the names of a moment ago will do; their places would not.
        """
        state = self.state_of(uri)
        if state is None:
            return None
        texts = self.texts()
        known = state.checked if state.checked is not None and (may_be_older or texts == state.seen) else None
        checked = known or self.check(state, texts)
        project = checked.loaded.project or (state.checked.loaded.project if state.checked is not None else None)
        if project is None:
            return None
        return state, Names(project), _path(uri).relative_to(state.folder).as_posix()

    def use_at(self, params: Any) -> tuple[State, Names, Use] | None:
        found = self.names(params.text_document.uri)
        if found is None:
            return None
        state, names, path = found
        text = self.line(state.folder / path, params.position.line + 1)
        column = len(text.encode("utf-16-le")[: 2 * params.position.character].decode("utf-16-le", "ignore")) + 1
        use = names.at(path, params.position.line + 1, column)
        return None if use is None else (state, names, use)

    def location(self, state: State, use: Use) -> lsp.Location:
        path = state.folder / use.cell.span.path
        return lsp.Location(_uri(path), self.units(path, use.line, use.column, use.end - use.start))


def _path(uri: str) -> Path:
    return Path(to_fs_path(uri) or "")


def _uri(path: Path) -> str:
    return from_fs_path(str(path)) or ""


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def make_server(words: Language) -> RulespecServer:
    """A server with all it can do."""
    server = RulespecServer(words)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: RulespecServer, params: lsp.DidOpenTextDocumentParams) -> None:
        await ls.look(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: RulespecServer, params: lsp.DidChangeTextDocumentParams) -> None:
        await ls.look(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: RulespecServer, params: lsp.DidSaveTextDocumentParams) -> None:
        await ls.look(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION)
    def complete(ls: RulespecServer, params: lsp.CompletionParams) -> lsp.CompletionList:
        found = ls.names(params.text_document.uri, may_be_older=True)
        if found is None:
            return lsp.CompletionList(False, [])
        state, names, path = found
        document = next((sheet.document.path for sheet in names.project.sheets if sheet.document.span.path == path), path)
        items = []
        for name in names.known(document):
            markdown = lsp.MarkupContent(lsp.MarkupKind.Markdown, described(name, names.project, ls.words))
            label = next((cell.text for key in ("label", "question") if (cell := getattr(name.record, key, None)) is not None), "")
            detail = " — ".join(part for part in (ls.words.key("Document", name.section), label) if part)
            items.append(lsp.CompletionItem(name.text, kind=KINDS[name.section], detail=detail, documentation=markdown))
        return lsp.CompletionList(False, items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(ls: RulespecServer, params: lsp.HoverParams) -> lsp.Hover | None:
        found = ls.use_at(params)
        if found is None:
            return None
        state, names, use = found
        text = described(use.name, names.project, ls.words)
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), ls.location(state, use).range)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: RulespecServer, params: lsp.DefinitionParams) -> lsp.Location | None:
        found = ls.use_at(params)
        if found is None or not (found[0].folder / found[2].name.span.path).is_file():
            return None
        state, _, use = found
        return lsp.Location(_uri(state.folder / use.name.span.path), ls.range(state, use.name.span))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(ls: RulespecServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
        found = ls.use_at(params)
        return [] if found is None else [ls.location(found[0], use) for use in found[1].everywhere(found[2].name)]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def code_action(ls: RulespecServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return fixes(ls, params.text_document.uri, params.range)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME)
    def rename(ls: RulespecServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        found = ls.use_at(params)
        if found is None:
            return None
        return renamed(ls, *found, params.new_name)

    return server


def fixes(server: RulespecServer, uri: str, at: lsp.Range) -> list[lsp.CodeAction]:
    """What can be typed in place of what is wrong in a range: only what leaves fewer errors than there are."""
    state = server.state_of(uri)
    if state is None:
        return []
    texts = dict(server.texts())
    checked = state.checked if state.checked is not None and texts == state.seen else server.check(state, texts)
    path, errors = _path(uri), _errors(checked)
    found: list[lsp.CodeAction] = []
    lines = (texts.get(path) or path.read_text(encoding="utf-8")).split("\n")
    shown = path.relative_to(state.folder).as_posix()
    for item in checked.diagnostics:
        place = server.range(state, item.span)
        if item.span.path != shown or place.end < at.start or at.end < place.start:
            continue
        for span, text in replacements(item):
            anchor, written = span.place, span.source.text[span.start : span.end]
            line = lines[anchor.line - 1] if isinstance(anchor, LineAnchor) else ""
            # What stands there may be quoted or folded: then it is not what the remark read.
            start = anchor.column - 1 if isinstance(anchor, LineAnchor) else 0
            if not written or line[start : start + len(written)] != written:
                continue
            trial = [*lines]
            trial[anchor.line - 1] = line[:start] + text + line[start + len(written) :]
            if _errors(check_folder(state.folder, state.catalog, None, {**texts, path: "\n".join(trial)})) >= errors:
                continue
            edit = lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(server.range(state, span), text)]})
            title = server.words.ui["lsp fix"].format(old=written, new=text)
            remark = server.diagnostic(state, item)
            found.append(lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, [remark], is_preferred=len(found) == 0, edit=edit))
    return found


def renamed(server: RulespecServer, state: State, names: Names, use: Use, new_name: str) -> lsp.WorkspaceEdit:
    """The edits that give a name another, in all the files that read it; refused where the rules would then be worse than they are."""
    edits: dict[str, list[lsp.TextEdit]] = {}
    texts = dict(server.texts())
    changes: dict[Path, list[tuple[int, int, int]]] = {}
    for place in names.everywhere(use.name):
        path = state.folder / place.cell.span.path
        edits.setdefault(_uri(path), []).append(lsp.TextEdit(server.location(state, place).range, new_name))
        changes.setdefault(path, []).append((place.line, place.column, place.end - place.start))
    if not (state.folder / use.name.span.path).is_file() or not new_name.strip():
        raise JsonRpcInvalidParams(server.words.ui["lsp no rename"].format(name=use.name.text))
    before = _errors(check_folder(state.folder, state.catalog, None, texts))
    for path, places in changes.items():
        lines = (texts.get(path) or path.read_text(encoding="utf-8")).split("\n")
        for line, column, length in sorted(places, reverse=True):
            text = lines[line - 1]
            lines[line - 1] = text[: column - 1] + new_name + text[column - 1 + length :]
        texts[path] = "\n".join(lines)
    after = check_folder(state.folder, state.catalog, None, texts)
    if _errors(after) > before:
        first = next(item for item in after.diagnostics if item.severity is Severity.ERROR)
        raise JsonRpcInvalidParams(server.words.ui["lsp bad rename"].format(name=new_name, reason=tell(first, server.words).message))
    return lsp.WorkspaceEdit(changes=edits)


def _errors(checked: Checked) -> int:
    return sum(item.severity is Severity.ERROR for item in checked.diagnostics)
