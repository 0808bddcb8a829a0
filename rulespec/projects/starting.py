"""New projects and new aids, from models that compile as they are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import Document
from rulespec.compiler.documents.project import Project, reference_roles
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.ground.kinds import EURO, money
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.review.states import required_fields
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language
from rulespec.country.catalogue import CountryError, is_module_name, load_catalog, module_name
from rulespec.country.currency import currency_named, told_by_country
from rulespec.disk.writing import create_files, write_atomically
from rulespec.formats.format import Begun, Format, Listed
from rulespec.formats.registry import FORMATS, PLAIN, SUFFIXES, named
from rulespec.formats.yaml.read import read_yaml
from rulespec.projects.packages import is_anothers
from rulespec.projects.project import Loaded, is_model, load_project, place
from rulespec.projects.schemas import schema_texts
from rulespec.vocabulary.drafting import lexicon_text

FRANCE = "openfisca_france"


class StartError(Exception):
    """Something is there already: nothing is written."""


def init_project(folder: Path, country: str, words: Language, currency: str = "", standalone: bool = False) -> list[Path]:
    """A project in a folder that does not hold one: of a country, with its lexicon, or `standalone` with entities of its own."""
    manifest = folder / "rulespec.yaml"
    if manifest.exists():
        raise StartError(words.ui["exists"].format(path=manifest))
    # A country is known by its package: the name on PyPI is the same with dashes.
    country = module_name(country)
    if not is_module_name(country):
        raise CountryError(country)
    is_france = country == FRANCE and not standalone
    catalog = None if is_france or standalone else load_catalog(country)
    package = f"openfisca_{slug(folder.resolve().name)}"
    if package == country or is_anothers(package):
        # A folder called as the country: the rules are an extension of it, and no other package of its name.
        package = f"{package}_{words.names.folder}"
    template = words.model("standalone.yaml" if standalone else "rulespec.yaml").replace("openfisca_mes_aides", package)
    said = told_by_country(catalog) if catalog is not None else EURO
    chosen = currency_named(currency, words) if currency else said
    if chosen is None:
        raise StartError(words.said("unknown currency", text=currency) if currency else words.said("currency needed", country=country))
    text = template.replace(FRANCE, country)
    aids = PurePosixPath(words.names.folder)
    files: dict[PurePosixPath, str | bytes] = {}
    if catalog is not None:
        lexicon = f"{country.removeprefix('openfisca_')}.{words.names.lexicon}{PLAIN.extension}"
        key = words.key("Manifest", "vocabulary")
        text = text.replace(f"{key}: [france]", f"{key}: [{lexicon}]")
        files[PurePosixPath(lexicon)] = lexicon_text(replace(catalog, currency=chosen), words.in_currency(chosen))
    if is_france:
        files[aids / f"{words.names.example}{PLAIN.extension}"] = words.model("aid.yaml")
    else:
        text = text.rstrip("\n") + f"\n{words.key('Manifest', 'currency')}: {'EUR' if chosen == EURO else chosen}\n"
        files[aids / f"{words.names.first}{PLAIN.extension}"] = _first_aid(catalog, chosen, words)
    around = _around(folder, words, catalog, standalone)
    return create_files(folder, {PurePosixPath("rulespec.yaml"): text, **around, **files})


def _first_aid(catalog: Catalog | None, currency: str, words: Language) -> str:
    """A first aid that compiles in any country: it asks for its own data, of a person."""
    spoken = words.in_currency(currency)
    person = catalog.person.key if catalog is not None else words.names.person
    text = words.model("first.yaml").replace("PERSON", person)
    return text.replace("CURRENCY", spoken.unit_name(money(currency)))


def _around(folder: Path, words: Language, catalog: Catalog | None, standalone: bool) -> dict[PurePosixPath, str]:
    """What a team needs around its rules: checks in CI and before a commit, a word for the experts; nothing over what is there."""
    files = {
        PurePosixPath(".github", "workflows", "rulespec.yml"): "ci.yaml",
        PurePosixPath(".pre-commit-config.yaml"): "pre-commit.yaml",
        PurePosixPath("README.md"): "readme.md",
    }
    packages = '"rulespec[france]"'
    if catalog is not None or standalone:
        packages = " ".join(['"rulespec[simulate]"', *([catalog.distribution.lower()] if catalog is not None else [])])
    texts = {path: words.model(model).replace('"rulespec[france]"', packages) for path, model in files.items()}
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


def new_aid(project: Path, aid: str, form: str, words: Language, with_model: bool = False) -> list[Path]:
    """A document for a new aid, to be filled: its name, what the project requires; a filled model beside it where asked."""
    identifier = slug(aid)
    folder = project / words.names.folder
    chosen = named(form)
    path = PurePosixPath(words.names.folder, f"{identifier}{chosen.extension}")
    for other in (folder / f"{identifier}{suffix}" for suffix in SUFFIXES):
        if other.exists():
            raise StartError(words.ui["exists"].format(path=other))
    if is_model(path):
        raise StartError(words.ui["name of the model"].format(name=path.name))
    files: dict[PurePosixPath, str | bytes] = {}
    if chosen.begin is None:
        files[path] = words.model("new.yaml").format(id=identifier, name=json.dumps(aid, ensure_ascii=False))
    else:
        nowhere = place("")
        state = Cell(words.say("states", "draft"), nowhere)
        document = Document(span=nowhere, aid=Cell(identifier, nowhere), name=Cell(aid, nowhere), state=state)
        files[path] = chosen.begin(document, words, _begun(load_project(project, Diagnostics()), words))
    model = path.with_name(f"{words.names.model}{chosen.extension}")
    if with_model and not os.path.lexists(project / model):
        files[model] = _model_file(chosen, words)
    return create_files(project, files)


def model_document(words: Language) -> Document:
    """The aid that shows all that the sheets of a workbook hold."""
    diagnostics = Diagnostics()
    tree = read_yaml("", words.model("model.yaml"), diagnostics)
    document = build(Document, tree, words, diagnostics) if tree is not None else None
    assert document is not None and not diagnostics.has_errors, diagnostics.sorted()
    return document


def _model_file(chosen: Format, words: Language) -> str | bytes:
    if chosen.document is None or chosen.begin is None:
        return words.model("model.yaml")
    return chosen.document(model_document(words), words)


def _begun(loaded: Loaded, words: Language) -> Begun:
    """What a new workbook offers to choose from, and asks for."""
    example = model_document(words)
    if loaded.project is None:
        return Begun(example)
    catalog = loaded.project.catalog
    vocabularies = tuple(lexique.vocabulary for lexique in loaded.project.vocabularies)
    said = words_of(catalog, vocabularies, words, reference_roles(loaded.project.manifest))
    needed = required_fields(loaded.project.manifest.requirements, words, "draft")
    return Begun(example, needed, tuple(_listed(loaded.project)), tuple(said.labels.values()))


def _listed(project: Project) -> list[Listed]:
    """The country's variables to choose from: the lexicon's words first, then the data that one gives, then what the country computes."""
    if project.is_standalone:
        return []
    catalog = project.catalog
    lexicons = [lexique.vocabulary for lexique in project.vocabularies]
    data = [(datum.name.text, datum.reads.text.strip()) for item in lexicons for datum in item.data if datum.name and datum.reads]
    terms = [(term.name.text, term.formula[-1].value) for item in lexicons for term in item.calculations if term.name and term.formula]
    read = {variable for _, variable in data}
    others = [name for name in catalog.raw_variables if name not in read]
    rest = sorted(others, key=lambda name: (bool(catalog.raw_variables[name].get("formula")), name.lower()))
    found: list[Listed] = [(name, "", formula.text if formula is not None else "", "", "") for name, formula in terms]
    for shown, name in (*data, *(("", name) for name in rest)):
        variable = catalog.variable(name)
        if variable is not None:
            label = catalog.entities[variable.entity].label
            found.append((shown, name, variable.label, label, project.words.terms[variable.period.value]))
    count = len(terms) + len(data)
    return sorted(found[:count], key=lambda item: normalise(item[0])) + found[count:]
