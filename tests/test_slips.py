"""Slips that experts make, a file for each: what is said of them, at which words, and what their cases answer.

A file gives `why` (the law, the report or the mistake), `document` (or `documents`, by name), the remarks `told` (code and the words at
which it stands; warnings too), and by its own cases the right values, which both engines must answer. `manifest` is that of
tests/projects.py unless told; `country: openfisca_france` for a rule of France, whose cases run on the exact interpreter alone.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.projects.compiling import Checked, check_folder, write_package
from rulespec.running.testing import kept_cases, play

HERE = Path(__file__).parent
SLIPS = sorted((HERE / "slips").glob("*.yaml"))
FRANCE = "paquet: essais\nlangue: fr\npays: openfisca_france\n"


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


projects = load("projects")


def checked_slip(told: dict[str, Any], folder: Path) -> Checked:
    folder.mkdir(parents=True)
    is_france = told.get("country") == "openfisca_france"
    (folder / "rulespec.yaml").write_text(told.get("manifest") or (FRANCE if is_france else projects.MANIFEST), encoding="utf-8")
    for name, text in (told.get("documents") or {"aide": told["document"]}).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return check_folder(folder)


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_slip(path: Path, tmp_path: Path) -> None:
    told = yaml.safe_load(path.read_text("utf-8"))
    checked = checked_slip(told, tmp_path / "project")
    found = [f"{item.code.id} {item.span.source.text[item.span.start : item.span.end]}".strip() for item in checked.diagnostics]
    assert sorted(found) == sorted(told.get("told", []))
    program = checked.program
    if program is None:
        return
    cases = kept_cases(program)
    if told.get("country"):
        for case in cases:
            for wanted in case.expected:
                answer = Reference(program, checked.catalog, case).answer(wanted.variable, wanted.period, wanted.person)
                assert answer == pytest.approx(wanted.value) if not isinstance(wanted.value, str | bool) else answer == wanted.value
        return
    write_package(tmp_path / "package", checked)
    for played in play(program, checked.catalog, tmp_path / "package", cases):
        for result in played.results:
            assert result.passed, (played.case.name, result.expected, result.found, result.exact, result.error)
