"""A YAML file to its tree, and the tongue in which a tree is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulespec.compiler.documents.document import Case, Document, Manifest, Mapping, Tree, Vocabulary, specs
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell, LineAnchor, Source, whole
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language, languages
from rulespec.disk.reading import NotTextError, read_text
from rulespec.formats.yaml.read import read_yaml


def yaml_tree(path: Path, shown: str, diagnostics: Diagnostics, text: str | None = None) -> Tree | None:
    """The tree of a file, None after a report; `text` stands for a file that an editor holds and has not saved."""
    if text is None:
        span = whole(Source(shown, "", LineAnchor(1, 1)))
        try:
            text = read_text(path)
        except NotTextError:
            diagnostics.report(codes.UnreadableFile.Text(), span)
            return None
        except OSError as error:
            diagnostics.report(codes.UnreadableFile.Closed(reason=error.strerror or str(error)), span)
            return None
    return read_yaml(shown, text, diagnostics)


def language_of(tree: Tree, default: Language) -> Language:
    """The tongue that a tree says (`langue`, `language`), or in which its keys are written."""
    if not isinstance(tree, Mapping):
        return default
    keys = {normalise(entry.key.text): entry.value for entry in tree.entries}
    for words in languages():
        value = keys.get(normalise(words.key("Document", "language")))
        if isinstance(value, Cell):
            for other in languages():
                if other.value("languages", value.text) == other.code:
                    return other
    return max(languages(), key=lambda words: (len(set(keys) & _known_keys(words)), words.is_tongue_of(default)))


def tells_household(tree: Tree, words: Language) -> bool:
    """True for a case on its own that expects nothing, as `explain --situation` reads it.

    One that expects a result is none: it is to be played, and would be forgotten where it stands.
    """
    if not isinstance(tree, Mapping):
        return False
    keys = {normalise(entry.key.text) for entry in tree.entries}
    told = set(words.keys_of(Case.__name__, ("situation", "people")))
    others = set(words.keys_of(Case.__name__, tuple(spec.name for spec in specs(Case) if spec.name != "expected")))
    return bool(keys & told) and keys <= others | {normalise(words.key("Document", "language"))}


@cache
def _known_keys(words: Language) -> set[str]:
    """The keys that can stand at the top of a file: of a document, a manifest, a lexicon, a situation."""
    found: set[str] = set()
    for record in (Document, Manifest, Vocabulary, Case):
        found |= set(words.keys_of(record.__name__, tuple(spec.name for spec in specs(record))))
    return found
