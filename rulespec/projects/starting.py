"""New projects and new aids, from models that compile as they are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Condition, Document
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.words import Language
from rulespec.country.catalogue import module_name
from rulespec.disk.writing import create_files, write_atomically
from rulespec.formats.format import Listed
from rulespec.formats.registry import FORMATS, PLAIN, SUFFIXES, named
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.project import load_project
from rulespec.projects.schemas import schema_texts


class StartError(Exception):
    """Something is there already: nothing is written."""


def init_project(folder: Path, country: str, words: Language) -> list[Path]:
    """A project in a folder that does not hold one."""
    manifest = folder / "rulespec.yaml"
    if manifest.exists():
        raise StartError(words.ui["exists"].format(path=manifest))
    country = module_name(country)
    name = slug(folder.resolve().name)
    template = words.model("rulespec.yaml").replace("openfisca_mes_aides", f"openfisca_{name}")
    template = template.replace("openfisca_france", country)
    if country != "openfisca_france":
        template = template.replace(f"{words.key('Manifest', 'vocabulary')}: [france]\n", "")
    files: dict[PurePosixPath, str | bytes] = {PurePosixPath("rulespec.yaml"): template, **_around(folder, words)}
    if country == "openfisca_france":
        files[PurePosixPath(words.names.folder, f"{words.names.example}{PLAIN.extension}")] = words.model("aid.yaml")
    return create_files(folder, files)


def _around(folder: Path, words: Language) -> dict[PurePosixPath, str]:
    """What a team needs around its rules: checks in CI and before a commit, a word for the experts; nothing over what is there."""
    files = {
        PurePosixPath(".github", "workflows", "rulespec.yml"): "ci.yaml",
        PurePosixPath(".pre-commit-config.yaml"): "pre-commit.yaml",
        PurePosixPath("README.md"): "readme.md",
    }
    texts = {path: words.model(model) for path, model in files.items()}
    # The first line of each document points to these: an editor completes and explains.
    texts |= {PurePosixPath(".rulespec", name): text for name, text in schema_texts().items() if f".{words.code}." in name}
    return {path: text for path, text in texts.items() if not os.path.lexists(folder / path)}


# A workbook is no text: git asks rulespec what it says, and how two versions of it are merged.
ATTRIBUTES = tuple(f"*{item.extension} diff=rulespec merge=rulespec" for item in FORMATS if not item.is_text)
OLDER = ("*.xlsx diff=rulespec",)


def set_git_up(folder: Path, words: Language) -> list[Path]:
    """Have `git diff` read workbooks as text; the repository is made where there is none."""
    if shutil.which("git") is None:
        raise StartError(words.ui["no git"])
    commands = [
        *([["init", "--quiet"]] if not (folder / ".git").exists() else []),
        ["config", "diff.rulespec.textconv", "rulespec show"],
        ["config", "diff.rulespec.cachetextconv", "true"],
        ["config", "merge.rulespec.name", "rulespec"],
        ["config", "merge.rulespec.driver", "rulespec merge %O %A %B --in-place --as %P"],
    ]
    for command in commands:
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    path = folder / ".gitattributes"
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in ATTRIBUTES if line not in known.splitlines()]
    if not missing:
        return []
    kept = [line for line in known.rstrip().splitlines() if line not in OLDER]
    write_atomically(path, "\n".join([*kept, *missing]) + "\n")
    return [path]


def new_aid(project: Path, aid: str, form: str, words: Language) -> list[Path]:
    """A document for a new aid: a model that compiles, to be rewritten."""
    identifier = slug(aid)
    folder = project / words.names.folder
    chosen = named(form)
    path = PurePosixPath(words.names.folder, f"{identifier}{chosen.extension}")
    for other in (folder / f"{identifier}{suffix}" for suffix in SUFFIXES):
        if other.exists():
            raise StartError(words.ui["exists"].format(path=other))
    text = words.model("aid.yaml").replace(words.names.example, identifier)
    # The name that was typed is the aid's; the rest is the example's, to be rewritten.
    key = words.key("Document", "name")
    text = re.sub(rf"^{re.escape(key)}: .*$", lambda _: f"{key}: {json.dumps(aid, ensure_ascii=False)}", text, count=1, flags=re.MULTILINE)
    if chosen.begin is None:
        return create_files(project, {path: text})
    diagnostics = Diagnostics()
    tree = read_yaml("", text, diagnostics)
    document = build(Document, tree, words, diagnostics) if tree is not None else None
    assert document is not None and not diagnostics.has_errors
    document = replace(document, conditions=tuple(_in_columns(item, words) for item in document.conditions))
    return create_files(project, {path: chosen.begin(document, words, _listed(project, words))})


# « âge entre âge minimum et âge maximum », « quotient familial ≤ plafond »: a sentence that fits in the columns of a workbook.
def _simple(words: Language) -> re.Pattern[str]:
    comparisons = "|".join(re.escape(text) for text in words.workbook.comparisons)
    return re.compile(rf"(?P<subject>[^<>=≥≤≠]+?) (?P<comparison>{comparisons}) (?P<value>.+)\Z")


def _in_columns(condition: Condition, words: Language) -> Condition:
    """A simple sentence as subject, comparison and value: how a workbook asks for it."""
    found = _simple(words).match(condition.expression.text) if condition.expression is not None else None
    if condition.expression is None or found is None:
        return condition

    def cell(text: str) -> Cell:
        assert condition.expression is not None
        return replace(condition.expression, text=text, native="text")

    value, upper = found["value"], None
    if words.keywords.get(found["comparison"]) == "BETWEEN":
        value, _, last = value.partition(f" {words.marks.and_} ")
        upper = cell(last)
    return replace(
        condition, expression=None, subject=cell(found["subject"]), comparison=cell(found["comparison"]), value=cell(value), upper=upper
    )


def _listed(project: Path, words: Language) -> list[Listed]:
    """The country's variables to choose from: the lexicon's with their names, then the data that the country is given."""
    loaded = load_project(project, Diagnostics()).project
    if loaded is None or loaded.is_standalone:
        return []
    catalog = loaded.catalog
    names = {
        datum.reads.text.strip(): datum.name.text
        for lexique in loaded.vocabularies
        for datum in lexique.vocabulary.data
        if datum.reads is not None and datum.name is not None
    }
    given = sorted((name for name, raw in catalog.raw_variables.items() if not raw.get("formula") and raw.get("label")), key=str.lower)
    found: list[Listed] = []
    for name in dict.fromkeys([*sorted(names, key=lambda item: normalise(names[item])), *given]):
        variable = catalog.variable(name)
        if variable is not None:
            label = catalog.entities[variable.entity].label
            found.append((names.get(name, ""), name, variable.label, label, words.terms[variable.period.value]))
    return found
