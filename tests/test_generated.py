"""What a reviewer of a country package asks of each generated file, held for all that the examples compile to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = sorted(path.parent.parent for path in (ROOT / "generated").glob("*/*/rt.py"))


def modules(project: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(project.glob("*/variables/*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def classes(project: Path) -> Iterator[tuple[ast.ClassDef, dict[str, ast.expr]]]:
    for _, module in modules(project):
        for node in module.body:
            if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Variable" for base in node.bases):
                yield node, {item.targets[0].id: item.value for item in node.body if isinstance(item, ast.Assign)}


def formulas(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [item for item in node.body if isinstance(item, ast.FunctionDef)]


@pytest.mark.parametrize("project", PACKAGES, ids=lambda path: path.name)
def test_a_value_given_for_a_year_is_spread(project: Path) -> None:
    for node, attributes in classes(project):
        period = ast.unparse(attributes["definition_period"])
        if period in ("DateUnit.MONTH", "DateUnit.YEAR"):
            assert "set_input" in attributes, node.name
            if ast.unparse(attributes["value_type"]) != "float":
                assert ast.unparse(attributes["set_input"]) == "set_input_dispatch_by_period", node.name


@pytest.mark.parametrize("project", PACKAGES, ids=lambda path: path.name)
def test_all_the_rules_of_a_document_cite_it_where_it_cites_something(project: Path) -> None:
    for _, module in modules(project):
        computed = [node for node in module.body if isinstance(node, ast.ClassDef) and formulas(node)]
        cited = [
            node.name for node in computed if any(isinstance(item, ast.Assign) and item.targets[0].id == "reference" for item in node.body)
        ]
        eligible = [name for name in cited if name.endswith(("_eligibilite", "_eligibility"))]
        if eligible:
            assert len(cited) == len(computed), module


@pytest.mark.parametrize("project", PACKAGES, ids=lambda path: path.name)
def test_no_condition_is_only_handed_on(project: Path) -> None:
    found = {node.name: node for node, _ in classes(project)}
    for node in found.values():
        for formula in formulas(node):
            body = [item for item in formula.body if not isinstance(item, ast.Expr)]
            if (
                len(body) == 2
                and isinstance(body[0], ast.Assign)
                and isinstance(body[1], ast.Return)
                and isinstance(body[1].value, ast.Name)
            ):
                read = body[0].value
                name = read.args[0].value if isinstance(read, ast.Call) and isinstance(read.args[0], ast.Constant) else ""
                assert "_condition_" not in str(name), node.name


@pytest.mark.parametrize("project", PACKAGES, ids=lambda path: path.name)
def test_locals_say_what_they_hold(project: Path) -> None:
    """A yes / no is never called « montant », and no name stops in the middle of a phrase."""
    yes_no = ("choice_in", "code_in", "code_starts", "group_any")
    for node, _ in classes(project):
        for formula in formulas(node):
            for item in ast.walk(formula):
                if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                    name = item.targets[0].id
                    is_yes_no = isinstance(item.value, ast.Compare) or (
                        isinstance(item.value, ast.Call) and isinstance(item.value.func, ast.Name) and item.value.func.id in yes_no
                    )
                    if is_yes_no:
                        assert not re.match(r"(montant|amount)(_\d+)?$", name), (node.name, name)
                    assert not re.search(r"_(de|du|la|le|les|ou|au|of|the|or)$", name), (node.name, name)


@pytest.mark.parametrize("project", PACKAGES, ids=lambda path: path.name)
def test_docstrings_name_the_document_once_and_then_its_cells(project: Path) -> None:
    for path, module in modules(project):
        for item in ast.walk(module):
            if isinstance(item, ast.FunctionDef):
                assert not re.search(r"\w/\w+\.(yaml|xlsx|ods)", ast.get_docstring(item) or ""), path
