"""Advice that is followed is right: every suggestion that is a text to type is typed, and the rules are checked again.

The advice comes from the folders of tests/errors, from tests/slips and, where they are at hand, from the cases of ../shared. Once it is
obeyed, its remark is gone and no other of its kind has come; the slips « … » hold the values that the corrected rules must give.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulespec.compiler.ground.diagnostics import Diagnostic
from rulespec.compiler.sentences.lexing import Lexicon
from rulespec.compiler.words import language
from rulespec.projects.compiling import check_folder
from rulespec.running.case_texts import cases_yaml
from tests import projects
from tests import test_slips as slips

HERE = Path(__file__).parent
SHARED_CASES = HERE.parent.parent / "shared" / "cases"


Tree = Any
Obey = Callable[[str, Diagnostic], str]


def typed(*written: str) -> tuple[Obey, ...]:
    """The words at which the remark stands, with their window, become a text made of its fields: one way for each text advised."""
    return tuple(map(partial(partial, retyped), written))


def retyped(pattern: str, text: str, remark: Diagnostic) -> str:
    said = remark.span.source.text
    start, end = remark.span.start, remark.span.end
    if remark.code.id == "RS309":
        found = Lexicon(language("fr"), ()).name_at(said.lower(), end + 1)
        end += len(found.text) + 1 if found is not None and found.token == "WINDOW" else 0
    fields = {name: str(value) for name, value in remark.problem.fields.items()}
    return at_the_place(text, remark, said[:start] + pattern.format(said=said[start:end], **fields) + said[end:])


def at_the_place(text: str, remark: Diagnostic, new: str) -> str:
    """The document with another text in the cell of a remark."""
    anchor = remark.span.source.anchor
    tree = yaml.compose(text, yaml.BaseLoader)
    for scalar in scalars(tree):
        mark = scalar.start_mark
        if mark.line + 1 == anchor.line and anchor.column - mark.column in (1, 2):  # type: ignore[union-attr]
            scalar.value, scalar.style = new, None
    return str(yaml.serialize(tree, allow_unicode=True, width=1000))


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for item in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for part in item if isinstance(item, tuple) else (item,):
            yield from scalars(part)


def bracketed(name: str) -> Obey:
    """The filter with the brackets that are told, in the place of what it is without them."""

    def obey(text: str, remark: Diagnostic) -> str:
        new, said = str(remark.problem.fields[name]), remark.span.source.text
        pairs = ((new[:a] + new[a + 1 : b] + new[b + 1 :]) for a in range(len(new)) for b in range(a, len(new)) if new[a] + new[b] == "()")
        old = next(piece for piece in pairs if piece in said)
        return at_the_place(text, remark, said.replace(old, new, 1))

    return obey


def edited(edit: Callable[[Tree, Diagnostic], Tree]) -> tuple[Obey, ...]:
    """A field is given to the document."""

    def obey(text: str, remark: Diagnostic) -> str:
        return str(yaml.safe_dump(edit(yaml.load(text, yaml.BaseLoader), remark), allow_unicode=True, sort_keys=False))

    return (obey,)


def field(tree: Tree, *names: str) -> Tree:
    """The mapping under one of some keys, made where there is none."""
    name = next((name for name in names if name in tree), names[0])
    return tree.setdefault(name, {})


def with_unit(tree: Tree, remark: Diagnostic) -> Tree:
    name, unit = str(remark.problem.fields["name"]), remark.problem.fields["unit"]
    for group in ("paramètres", "données", "calculs"):
        if name in tree.get(group, {}):
            tree[group][name]["unité"] = unit
    return tree


def declared(group: str) -> Callable[[Tree, Diagnostic], Tree]:
    def obey(tree: Tree, remark: Diagnostic) -> Tree:
        fields = remark.problem.fields
        field(tree, group)[fields["name"]] = {"lit": fields["id"], "unité": fields["unit"]}
        return tree

    return obey


def as_a_mean(tree: Tree, remark: Diagnostic) -> Tree:
    for base in tree["ressources"].values():
        if any(item.get("fenêtre") == remark.problem.fields["name"] for item in base["éléments"]):
            base["lecture"] = str(remark.problem.fields["write"]).split(": ")[1]
    return tree


def at_the_head(tree: Tree, remark: Diagnostic) -> Tree:
    key, value = str(remark.problem.fields["write"]).split(": ")
    return {**tree, key: value}


def of_the_group(tree: Tree, remark: Diagnostic) -> Tree:
    """« qui: famille » for the datum, on a line of its own."""
    name, entity = str(remark.problem.fields["name"]), remark.problem.fields["entity"]
    for base in tree["ressources"].values():
        for item in [item for item in base["éléments"] if name in item["variables"]]:
            item["variables"] = [other for other in item["variables"] if other != name]
            base["éléments"].append({**item, "qui": entity, "variables": [name]})
        base["éléments"] = [item for item in base["éléments"] if item["variables"]]
    return tree


def flow(tree: Tree, remark: Diagnostic) -> Tree:
    tree["données"][remark.problem.fields["name"]]["dans le temps"] = "flux"
    return tree


# What each advice that is a text to type has one do; several where it gives the choice.
OBEYED: dict[str, tuple[Obey, ...]] = {
    "RS109?write": typed("{write}"),
    "RS109?either": typed("{whole}", "{write}"),
    "RS113?percent": typed("{text} %"),
    "RS113?rate": typed("{text} %"),
    "RS301?filter": (bracketed("within"), bracketed("apart")),
    "RS302?near": typed("{near}"),
    "RS304?convert": typed("{text} {joint} {unit}"),
    "RS304?average": typed("{average}"),
    "RS304?same": typed("{write}"),
    "RS304?unit": edited(with_unit),
    "RS304?say": edited(with_unit),
    "RS304?datum": edited(declared("données")),
    "RS304?parameter": edited(declared("paramètres")),
    "RS304?mean": edited(as_a_mean),
    "RS305?whose": typed("{name} {of}"),
    "RS305?who": edited(of_the_group),
    "RS306?near": typed("{near}"),
    "RS307?default": typed("{said} {word} 0"),
    "RS307?nobody": typed("{said} {word} 0"),
    "RS309?base": edited(flow),
    "RS309?month": typed("{name} du mois dernier"),
    "RS309?window": typed("{name} de l'année N-2", "{name} de cette année"),
    "RS309?instant": typed("{name} de janvier", "{name} de l'année N-2"),
    "RS311?near": typed("{near}"),
    "RS312?near": typed("{near}"),
    "RS313?near": typed("{near}"),
    "RS505?since": edited(at_the_head),
    "RS601?near": typed("{near}"),
}


def sources() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """The projects from which advice comes: a name, and what writes the project in a folder."""
    for case in sorted((HERE / "errors").iterdir()):
        if (case / "before.yaml").exists() and not (case / "foreign").exists():
            yield case.name, lambda folder, case=case: projects.project_of(case, "before", folder) and None
    for path in slips.SLIPS:
        told = yaml.safe_load(path.read_text("utf-8"))
        if told.get("told"):
            yield path.stem, lambda folder, told=told: slips.checked_slip(told, folder) and None
    for name in ("local", "paris", "national"):
        for case in sorted((SHARED_CASES / name).glob("*/rulespec.yaml")):
            yield (
                f"{name}-{case.parent.name[:2]}",
                lambda folder, case=case: shutil.copytree(case.parent, folder, copy_function=shutil.copyfile) and None,
            )


def kind(remark: Diagnostic) -> str:
    return f"{remark.code.id}?{remark.problem.advice}"


@pytest.mark.parametrize("write", [pytest.param(write, id=name) for name, write in sources()])
def test_advice_that_is_followed_is_right(write: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "project"
    write(folder)
    for path in folder.rglob("*"):
        path.chmod(0o755)
    remarks = check_folder(folder).diagnostics
    before = Counter(map(kind, remarks))
    for remark in remarks:
        file = folder / str(remark.span.path)
        if file.suffix != ".yaml" or not file.is_file() or file.name == "rulespec.yaml":
            continue
        original = file.read_text("utf-8")
        readable = []
        for obey in OBEYED.get(kind(remark), ()):
            file.write_text(obey(original, remark), encoding="utf-8")
            left = check_folder(folder).diagnostics
            file.write_text(original, encoding="utf-8")
            after = Counter(map(kind, left))
            said = (kind(remark), remark.span.source.text, [(kind(item), item.span.source.text) for item in left])
            assert after[kind(remark)] < before[kind(remark)], said
            # What was typed reads as a sentence, of names that are known, of the kind that is wanted: in one at least of the ways told.
            readable.append(not any(after[item] > before[item] for item in after if item[:5] in ("RS301", "RS302", "RS303")))
        assert not readable or any(readable), said


def test_the_whole_way_of_a_base_of_months_and_years(tmp_path: Path) -> None:
    """From a pension of which nothing is known, advice after advice, to a twelfth of it: 600 € and never 1 700 €."""
    told = yaml.safe_load((HERE / "slips" / "base-of-months-and-years-in-the-mean.yaml").read_text("utf-8"))
    tree = yaml.load(told["document"], yaml.BaseLoader)
    del tree["données"]["pension de l'année"]
    base = tree["ressources"]["ressources du mois"]
    base.pop("lecture")
    base["éléments"][1]["variables"] = ["retraite_complementaire_profession_liberale"]
    case = tree["cas"][0]["situation"]
    case["retraite_complementaire_profession_liberale"] = case.pop("pension de l'année")
    done: list[str] = []
    document = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    while True:
        folder = tmp_path / str(len(done))
        checked = slips.checked_slip({**told, "document": document}, folder)
        if not checked.diagnostics:
            break
        done.append(kind(checked.diagnostics[0]))
        document = OBEYED[done[-1]][0](document, checked.diagnostics[0])
    assert done == ["RS304?datum", "RS304?mean"]
    program = checked.program
    assert program is not None
    (case,) = program.cases
    wanted = next(value for value in case.expected if value.variable == "essai_moyenne")
    assert slips.Reference(program, checked.catalog, case).answer(wanted.variable, wanted.period, wanted.person) == 600


def test_a_case_that_is_proposed_gives_a_rate_with_its_sign(tmp_path: Path) -> None:
    told = {
        "document": """\
aide: essai
nom: Essai
concerne: menage
en vigueur depuis: 01/01/2020
données:
  part: {nature: nombre, unité: "%", identifiant: part}
conditions: [part ≥ 150 %]
cas:
  - {nom: une fois et demie, le: 10/2025, situation: {part: 150 %}, attendu: {a droit: oui}}
"""
    }
    checked = slips.checked_slip(told, tmp_path / "project")
    assert not checked.diagnostics and checked.program is not None
    text = cases_yaml(checked.program.cases, checked, "aide.yaml")
    assert "part: 150 %" in text
    assert yaml.safe_load(text)[0]["situation"] == {"part": "150 %"}
