"""A made-up tongue for tests: English whose every word starts with `z`, with its models, registered by the test alone.

What is in braces, options, addresses and signs stay; the models are the English ones through the translator that `convert` uses for
their rules, and word by word for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rulespec.compiler.words import Language, language
from rulespec.compiler.words.timing import Timing

KEPT = r"\{[^{}]*\}|`[^`]*`|--[\w-]+|https?://\S+|\b[A-Z_]{3,}\b"
WORD = re.compile(rf"({KEPT})|[A-Za-z][A-Za-z'-]*")


def spoken(text: str) -> str:
    """`All is well: {count}` to `zAll zis zwell: {count}`."""
    return WORD.sub(lambda match: match.group() if match.group(1) else f"z{match.group()}", text)


def _said(value: Any) -> Any:
    """The same structure, its texts in the made-up tongue."""
    if isinstance(value, str):
        return spoken(str(value))
    if isinstance(value, Mapping):
        return {key: _said(item) for key, item in value.items()}
    return tuple(_said(item) for item in value)


def _surfaces(words: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping from what is written to what it means."""
    return {spoken(text): meant for text, meant in words.items()}


def _timing(timing: Timing) -> Timing:
    """Each phrase of time with a word of its own before it: figures stay where they are."""
    return Timing(
        *(_surfaces(getattr(timing, name)) for name in ("phrases", "patterns", "days", "day_patterns")),
        tuple(map(spoken, timing.months)), _surfaces(timing.numbers), timing.first,
    )  # fmt: skip


def made_up(folder: Path) -> Language:
    """The words of the made-up tongue; its models are written to a folder."""
    english = language("en")
    said = ("titles", "messages", "helps", "ui", "terms", "help", "preview", "site", "descriptions", "reasons")
    written = ("portfolio", "keys", "values", "sheets")
    told = {name: _said(getattr(english, name)) for name in (*said, *written)}
    told["click"] = {text: spoken(text) for text in language("fr").click}
    told["values"] |= {"languages": {"zz": ("zz",)}}
    book = replace(
        english.workbook,
        **{name: _said(getattr(english.workbook, name)) for name in ("titles", "hints", "steps", "advice", "control", "comparisons")},
        **{name: _said(getattr(english.workbook, name)) for name in ("headers", "blocks", "cases", "bounds", "tree", "card")},
    )
    marks = replace(
        english.marks,
        and_="zand", into="zin", members=_said(english.marks.members), entitled=_said(english.marks.entitled),
        nothing=_said(english.marks.nothing), anything=_said(english.marks.anything), role=spoken(english.marks.role),
    )  # fmt: skip
    names = replace(english.names, eligibility="zeligibility", claimant="zclaimant", person="zperson", folder="zaids", model="zmodel")
    words = replace(
        english,
        code="zz", name="Zenglish", decimal=",", of=_said(english.of), keywords=_surfaces(english.keywords),
        currencies=english.currencies,
        functions=_surfaces(english.functions), timing=_timing(english.timing), units=_surfaces(english.units),
        workbook=book, marks=marks, names=names, models=folder, **told,
    )  # fmt: skip
    _write_models(english, words, folder)
    return words


def _write_models(english: Language, words: Language, folder: Path) -> None:
    from rulespec.compiler.documents.building import build
    from rulespec.compiler.documents.document import Document
    from rulespec.compiler.documents.project import Sheet
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.formats.yaml.read import read_yaml
    from rulespec.formats.yaml.write import document_text
    from rulespec.projects.tongues import translated

    folder.mkdir()
    for name in ("readme.md", "ci.yaml", "pre-commit.yaml"):
        (folder / name).write_text(english.model(name), encoding="utf-8")
    manifest = {"package": "openfisca_mes_aides", "title": "Our aids", "language": "zz", "country": "openfisca_france"}
    lines = [f"{words.key('Manifest', key)}: {value}" for key, value in manifest.items()]
    lines.append(f"{words.key('Manifest', 'vocabulary')}: [france]")
    (folder / "rulespec.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "new.yaml").write_text("zaid: {id}\nzname: {name}\n", encoding="utf-8")
    tree = read_yaml("", english.model("aid.yaml"), Diagnostics())
    assert tree is not None
    document = build(Document, tree, english, Diagnostics())
    assert document is not None
    sheet, left = translated(Sheet(document, english), None, words)
    assert left == []
    for name in ("aid.yaml", "model.yaml"):
        (folder / name).write_text(document_text(sheet.document, words), encoding="utf-8")
