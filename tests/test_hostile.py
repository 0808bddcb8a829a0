"""A project from a stranger: its texts never become code or paths, its names never take those of the code, its files never leave it."""

from __future__ import annotations

import ast
import copy
import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulespec.compiler.ground import codes, reserved
from rulespec.compiler.ground.text import printable
from rulespec.disk.errors import WorldError
from rulespec.projects.compiling import check_folder, files_of, write_package
from rulespec.running.testing import play

DOCUMENT = """\
aid: z_aid
name: Z
about: household
unit: €
in force since: 01/01/2020
organisation: org
parameters folder: z_aid
data:
  rent: {kind: number, unit: € / month, identifier: z_rent, label: l, note: n, question: q}
  status: {kind: choice, choices: [tenant, other], choice names: [tenant, other], choice type: Status, identifier: z_status}
  town: {kind: text, without an answer: x}
parameters:
  ceiling: {unit: € / month, values: {01/01/2020: 100 € / month}, identifier: ceiling, label: c, reference: art. 1}
scales:
  grid: {kind: amount per bracket, unit: €, identifier: grid, brackets: [{threshold: 0, amount: 5}]}
zones: {zone: ["75056", "75057"]}
calculations:
  half: {identifier: z_half, formula: rent / 2, label: h}
tables:
  t: {reading: unique, identifier: z_t, if: [rent], then: [amount_t], rows: [["≤ 5", "1"], ["> 5", "2"]]}
conditions:
  - {condition: rent > ceiling, label: c1, identifier: z_c1}
  - status = "tenant"
  - town = "x"
amount: 10 €
references: [{text: law, link: "https://example.org"}]
cases:
  - {name: a, on: 10/2025, situation: {rent: 500, status: tenant, town: x}, expected: {amount: 10}}
organisations: {org: {label: O, kind: commune}}
glossary: {word: text}
"""
MANIFEST = """\
package: regles_x
title: T
version: "1.0"
language: en
licence: MIT
author: A
parameters root: rules
simulator: aides-jeunes
output folder: generated
entities:
  person: {plural: persons, label: P, note: n}
  household: {plural: households, label: H, reference role: adult, roles: {adult: {plural: adults, label: A}}}
"""
MARK = "EXECUTED"
TEXTS = (
    f"X(Enum):\n    __import__('os').system('{MARK}')\n\n\nclass Y",
    f"x; __import__('os').system('{MARK}')",
    f'"""; __import__("os").system("{MARK}")#',
    f"'+__import__('os').system('{MARK}')+'",
    "../../elsewhere",
    "/etc/elsewhere",
    "{{7*7}}{x}%s\\N{BULLET}",
    "a\x00b\x1b[31m\ud800\u202e\ufffe",
    '\\"""',
    "=cmd|' /C calc'!A0",
    "x\n---\n!!python/object/apply:os.system [x]",
    "é" * 3000,
)
SAMPLE = 140


def told_in(text: str) -> Any:
    """Texts as they are written: `on` is no boolean."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value and every key of a document."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, ("key", key))
            yield from places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, (*path, index))
    else:
        yield path


def put(node: Any, path: tuple[Any, ...], text: str) -> Any:
    root = at = copy.deepcopy(node)
    for part in path[:-1]:
        at = at[part]
    last = path[-1]
    if isinstance(last, tuple):
        items = list(at.items())
        at.clear()
        at.update((text if key == last[1] else key, value) for key, value in items)
    else:
        at[last] = text
    return root


def written(folder: Path, manifest: Any, document: Any, name: str = "a.yaml") -> Path:
    folder.mkdir(parents=True)
    for file, told in (("rulespec.yaml", manifest), (name, document)):
        (folder / file).write_text(yaml.safe_dump(told, sort_keys=False, width=10**6))
    return folder


def test_no_text_becomes_code_or_a_path(tmp_path: Path) -> None:
    manifest, document = told_in(MANIFEST), told_in(DOCUMENT)
    jobs = [(node is manifest, path, text) for node in (manifest, document) for path in places(node) for text in TEXTS]
    # What was once written as it is: the class of choices, the paths of parameters.
    first = [job for job in jobs if job[1][-1] in ("choice type", "choice names", "parameters folder", "parameters root", "version")]
    random.Random(20251125).shuffle(jobs)
    compiled = 0
    for number, (in_manifest, path, text) in enumerate([*first, *jobs[:SAMPLE]]):
        told = (put(manifest, path, text), document) if in_manifest else (manifest, put(document, path, text))
        checked = check_folder(written(tmp_path / str(number), *told))
        if checked.program is None:
            continue
        compiled += 1
        for file, data in files_of(checked).items():
            assert isinstance(data, str) and not file.is_absolute() and ".." not in file.parts, (path, file)
            if file.suffix == ".py":
                calls = [ast.unparse(item.func) for item in ast.walk(ast.parse(data)) if isinstance(item, ast.Call)]
                assert not [call for call in calls if "system" in call or "import" in call], (path, file)
            elif file.suffix == ".toml":
                tomllib.loads(data)
            elif file.suffix in (".yaml", ".yml"):
                yaml.safe_load(data)
    assert compiled > 20


WORDS = sorted(
    (reserved.HELPERS | reserved.FORMULA | reserved.MEMBERS | reserved.CLASSES | reserved.OF_GROUPS)
    | {"def", "None", "true", "int", "list", "type", "self", "index", "values", "metadata", "input", "output", "period", "json", "flask"}
)
KINDS: dict[str, tuple[bool, tuple[Any, ...]]] = {
    "person": (True, ("entities", ("key", "person"))),
    "plural": (True, ("entities", "person", "plural")),
    "role": (True, ("entities", "household", "roles", ("key", "adult"))),
    "roles": (True, ("entities", "household", "roles", "adult", "plural")),
    "datum": (False, ("data", "rent", "identifier")),
    "choice": (False, ("data", "status", "choice names", 0)),
    "choices": (False, ("data", "status", "choice type")),
    "parameter": (False, ("parameters", "ceiling", "identifier")),
    "folder": (False, ("parameters folder",)),
    "aid": (False, ("aid",)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_code_uses_is_told_or_works(kind: str, tmp_path: Path) -> None:
    in_manifest, path = KINDS[kind]
    manifest, document = told_in(MANIFEST), told_in(DOCUMENT)
    # The words that are nearest to trouble for each kind, and others: all of them were tried once.
    for word in random.Random(kind).sample(WORDS, 6):
        name = word[:1].upper() + word[1:] if kind == "choices" else word
        told = (put(manifest, path, name), document) if in_manifest else (manifest, put(document, path, name))
        told[0]["package"] = f"regles_{kind}_{word}".lower()
        if kind == "role":
            told[0]["entities"]["household"]["reference role"] = word
        folder = written(tmp_path / word, *told)
        checked = check_folder(folder)
        if checked.program is None:
            continue
        (folder / "out").mkdir()
        write_package(folder / "out", checked)
        played = play(checked.program, checked.catalog, folder / "out", list(checked.program.cases))
        assert all(result.passed for each in played for result in each.results), (kind, word)


@pytest.mark.parametrize("package", ["json", "numpy", "click", "test", "True", "../x", "a.b"])
def test_a_package_takes_the_name_of_no_other(package: str, tmp_path: Path) -> None:
    manifest = {**told_in(MANIFEST), "package": package}
    checked = check_folder(written(tmp_path / "project", manifest, told_in(DOCUMENT)))
    assert codes.BadIdentifier.code in {item.code for item in checked.diagnostics}


def test_a_project_names_no_file_outside_of_it(tmp_path: Path) -> None:
    secret = tmp_path / "above" / "secret.yaml"
    secret.parent.mkdir()
    secret.write_text("aid: secret")
    inside = tmp_path / "one" / "two"
    document = told_in(DOCUMENT)
    manifest = {**told_in(MANIFEST), "documents": ["a.yaml", "../../above/*.yaml", "/etc/*.yaml", "x/../../../above/*", "**x", "l*"]}
    folder = written(inside, {**manifest, "vocabulary": ["../../above/secret.yaml"]}, document)
    (folder / "link.yaml").symlink_to(secret)
    told = check_folder(folder).diagnostics
    assert [item.code.id for item in told if item.span.path == "rulespec.yaml"].count("RS704") == 4
    assert {"link.yaml", "rulespec.yaml"} <= {item.span.path for item in told if item.problem.key == "RS101:outside"}
    assert not any("secret" in item.span.source.text and "above" not in item.span.source.text for item in told)

    del manifest["documents"]
    for number, out in enumerate(("../../../x", str(tmp_path / "x"), "away")):
        folder = written(tmp_path / "p" / str(number) / "q", {**manifest, "output folder": out}, document)
        (folder / "away").symlink_to(secret.parent, target_is_directory=True)
        checked = check_folder(folder)
        assert checked.program is not None
        with pytest.raises(WorldError):
            _ = checked.out
    # Beside it in its repository, as examples are.
    (folder.parent.parent / ".git").mkdir()
    folder = written(folder.parent / "r", {**manifest, "output folder": "../../made"}, document)
    assert check_folder(folder).out.resolve() == folder.parent.parent / "made"


def test_names_of_choices_that_their_class_has_already(tmp_path: Path) -> None:
    document = told_in(DOCUMENT)
    document["data"]["status"] = {"kind": "choice", "choices": ["Name", "Value"], "identifier": "enum"}
    document["conditions"][1] = 'status = "Name"'
    document["cases"][0]["situation"]["status"] = "Name"
    folder = written(tmp_path / "p", told_in(MANIFEST), document)
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    (folder / "out").mkdir()
    write_package(folder / "out", checked)
    played = play(checked.program, checked.catalog, folder / "out", list(checked.program.cases))
    assert all(result.passed for each in played for result in each.results)


def test_what_no_terminal_shows_is_taken_away() -> None:
    assert printable("a\x1b[2J\x00\ud800\u202eé\t\n") == "a[2Jé\t\n"
    assert all(printable(chr(code)) for code in range(32, 127))
    assert sys.maxunicode == 0x10FFFF and printable("\U0010ffff")
