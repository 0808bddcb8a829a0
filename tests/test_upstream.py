"""Published OpenFisca tests: what differs is shown with its margin, and what is not run is named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.running.upstream import Expected, UpstreamTest, _differs

MANIFEST = """package: essay
language: en
entities: {person: {plural: persons}}
"""
AID = """aid: bonus
about: person
unit: €
data:
  age: {kind: number, unit: years, identifier: age}
  rent: {kind: number, unit: €, identifier: rent}
conditions: [age ≥ 18]
amount: 100 € + rent
"""


def judged(found: float, wanted: float, absolute: float | None = None, relative: float | None = None) -> tuple[str, bool]:
    test = UpstreamTest(Path("t.yaml"), "t", None, [], {"default": absolute}, {"default": relative})
    return _differs(np.array([found], dtype=np.float32), Expected("bonus", "2025-01", wanted), test)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((204.455, 204.45, 0.005), ("[204.455] ≠ [204.45] ± 0.005", True)),
        ((204.46, 204.45, 0.005), ("[204.46] ≠ [204.45] ± 0.005", False)),
        ((204.45, 204.45, 0.005), ("", False)),
        ((110.1, 100.1, None, 0.05), ("[110.1] ≠ [100.1] ± 5 %", False)),
        ((2.0, 1.0), ("[2.] ≠ [1.]", False)),
    ],
)
def test_what_differs_is_shown_with_its_margin(values: tuple[float, ...], told: tuple[str, bool]) -> None:
    assert judged(*values) == told


def run(folder: Path, tests: str, *more: str) -> tuple[int, str, str]:
    project, published = folder / "project", folder / "published"
    project.mkdir()
    published.mkdir()
    (project / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (project / "bonus.yaml").write_text(AID, encoding="utf-8")
    (published / "t.yaml").write_text(tests, encoding="utf-8")
    result = CliRunner().invoke(main, ["--lang", "en", "test", str(project), "--openfisca-tests", str(published), *more])
    return result.exit_code, result.stdout, result.stderr


RIGHT = "- {name: plain, period: 2025-01, input: {age: 20, rent: 104.455}, output: {bonus: 204.455}}\n"
REFORM = "- {name: with a reform, period: 2025-01, reforms: [a.b], input: {age: 20}, output: {bonus: 100}}\n"


def test_a_test_that_names_a_reform_is_told_by_its_name_and_fails_nothing(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, RIGHT + REFORM)
    assert code == 0, err
    assert out == "1 test right of 1 (1 file); 1 test not run (--with-openfisca runs it)\n"
    assert "“with a reform”: not run (reforms); --with-openfisca runs it" in err


def test_a_period_spelt_out_is_given_to_everybody(tmp_path: Path) -> None:
    """« month:2025-01 » was given to the last person only: OpenFisca's builder keeps « 2025-01 »."""
    tests = """
- period: month:2025-01
  input: {persons: {a: {age: 20, rent: 10}, b: {age: 30, rent: 20}}}
  output: {persons: {a: {bonus: 110}, b: {bonus: 120}}}
"""
    code, out, _ = run(tmp_path, tests)
    assert (code, out.strip()) == (0, "1 test right of 1 (1 file)")


def test_a_failure_says_where_only_a_32_bit_rounding_differs(tmp_path: Path) -> None:
    wrong = RIGHT.replace("bonus: 204.455", "bonus: 204.45").replace("output", "absolute_error_margin: 0.005, output")
    code, out, err = run(tmp_path, wrong)
    assert code == 1 and out == "0 tests right of 1 (1 file)\n"
    assert "“plain”: bonus@2025-01: [204.455] ≠ [204.45] ± 0.005 (only a 32-bit rounding differs" in err


def test_a_variable_that_nobody_knows_is_no_success(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, RIGHT.replace("bonus:", "bonos:"))
    assert code == 1 and "“plain”: not run (unknown variable bonos)\n" in err


def test_the_report_is_data_for_other_tools(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, RIGHT + REFORM, "--format", "json")
    told = json.loads(out)
    assert (code, told["passed"], told["run"], told["failed"]) == (0, 1, 1, [])
    assert [(item["name"], item["reason"]) for item in told["not_run"]] == [("with a reform", "reforms")]
