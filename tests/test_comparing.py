"""Rules beside their formulas: what is equal is found equal, a planted difference is found, a fault of the original is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.commands.proof import _failure_text
from rulespec.comparing.comparing import Compared, Wanted
from rulespec.comparing.judging import Fault
from rulespec.comparing.running import compare
from rulespec.comparing.telling import lines_of, to_data
from rulespec.compiler.words import language
from rulespec.country.catalogue import load_catalog
from rulespec.projects.compiling import check_folder
from rulespec.running.simulating import load_system
from rulespec.running.upstream import openfisca_test_files, read_tests, run_tests

EXTENSION = """
import numpy as np
from openfisca_core.model_api import *
from openfisca_country_template.entities import Household, Person


class pooled(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH

    def formula(household, period):
        return sum(household.members("salary", period))


class unguarded(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        return 100 * person("salary", period) / person("capital_returns", period)


class at_threshold(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        return person("salary", period) / 3 <= np.float64(1234.56) / 3


class halves(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        return np.round(person("salary", period) / 2)


class strict(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        return person("salary", period) + person("pension", period) < 900


class late(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH

    def formula_2017_01_01(household, period, parameters):
        return 100.0 * household.nb_persons(Household.CHILD)

    def formula_2018_05_01(household, period, parameters):
        return 110.0 * household.nb_persons(Household.CHILD)
"""
RULES = """
data:
  salary: {reads: salary, unit: € / month}
  pension: {reads: pension, unit: € / month}
  returns: {reads: capital_returns, unit: € / month}
  rent paid: {reads: rent, unit: € / month}
calculations:
  pool: {replaces: pooled, about: household, unit: € / month, formula: sum of salary for the members}
  quotient: {replaces: unguarded, about: person, unit: no unit, formula: (100 × salary) / returns or else 0}
  threshold: {replaces: at_threshold, about: person, formula: salary / 3 ≤ 1234.56 € / month / 3}
  half: {replaces: halves, about: person, unit: € / month, formula: ROUND(salary / 2 ; 0)}
  bound: {replaces: strict, about: person, formula: salary + pension ≤ 900 € / month}
  lately:
    replaces: late
    about: household
    unit: €
    formula:
      01/01/2017: 100 € × number of children
      01/06/2018: 110 € × number of children
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Compared]]:
    """A package with faults, and rules that say what it should: two of them say something else."""
    pytest.importorskip("openfisca_country_template")
    folder = tmp_path_factory.mktemp("compared")
    package = folder / "openfisca_faulty"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "rules.py").write_text(EXTENSION, encoding="utf-8")
    metadata = folder / "openfisca_faulty-0.1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: openfisca-faulty\nVersion: 0.1\n", encoding="utf-8")
    (metadata / "top_level.txt").write_text("openfisca_faulty\n", encoding="utf-8")
    project = folder / "project"
    project.mkdir()
    manifest = "package: rules_told\nlanguage: en\ncountry: openfisca_country_template\nextensions: [openfisca_faulty]\n"
    (project / "rulespec.yaml").write_text(manifest, encoding="utf-8")
    (project / "rules.yaml").write_text(RULES, encoding="utf-8")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(folder)
    sys.path.insert(0, str(folder))
    try:
        checked = check_folder(project)
        assert checked.program is not None, [(item.code.id, item.span, item.problem) for item in checked.diagnostics]
        (folder / "made").mkdir()
        items = compare(checked, folder / "made", Wanted(150), language("en"))
        yield {item.pair.original: item for item in items}
    finally:
        sys.path.remove(str(folder))
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("pooled", Fault.STACKED),
        ("unguarded", Fault.NOT_A_NUMBER),
        ("at_threshold", Fault.THIRTY_TWO_BITS),
        ("halves", Fault.TIE),
    ],
)
def test_a_fault_of_the_original_is_told_as_such(found: dict[str, Compared], name: str, fault: Fault) -> None:
    assert (found[name].is_equal, list(found[name].faults)) == (True, [fault]), to_data(found[name])


def test_a_strict_bound_read_as_another_is_found_at_the_cent_and_shrunk(found: dict[str, Compared]) -> None:
    item = found["strict"]
    assert not item.is_equal and item.faults == {}
    shown = item.shown[0]
    assert len(shown.people) == 1
    assert sum(float(datum.value) for datum in shown.data) == 900
    assert (shown.original, shown.rule) == (False, True)
    assert shown.place.startswith("openfisca_faulty/rules.py:")


def test_a_month_too_late_is_found_on_its_date(found: dict[str, Compared]) -> None:
    item = found["late"]
    assert item.differing_on == ["2018-05"]
    assert {"2016-12", "2017-01", "2018-04", "2018-05", "2018-06"} >= set(item.periods) >= {"2017-01", "2018-04", "2018-05", "2018-06"}
    # A group needs an adult or a child: the least that differs is one child.
    assert [role for _, places in item.shown[0].people for _, role in places] == ["Children"] or len(item.shown[0].people) == 1
    assert (item.shown[0].original, item.shown[0].rule) == (110, 100)


@pytest.mark.parametrize(
    ("tongue", "original", "rule"),
    [("en", "The original gives no", "The rulebook gives yes"), ("fr", "L'original donne non", "Le recueil donne oui")],
)
def test_both_ways_of_computing_are_shown(found: dict[str, Compared], tongue: str, original: str, rule: str) -> None:
    lines = [text for text, _ in lines_of(found["strict"], language(tongue))]
    assert any(original in line for line in lines) and any(rule in line for line in lines)
    json.dumps(to_data(found["strict"]))


def test_the_country_template_is_imported_whole_and_equal(tmp_path: Path, shared: Path) -> None:
    """All its formulas, and its own published tests with the rules in place of the formulas."""
    pytest.importorskip("openfisca_country_template")
    project = tmp_path / "project"
    command = ["--lang", "en", "import", "openfisca", "openfisca_country_template", "--out", str(project)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert "15 formulas imported of 15" in (project / "import.md").read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["--lang", "en", "prove", str(project), "--situations", "60", "--format", "json"])
    told = json.loads(result.stdout)
    assert (result.exit_code, [item["variable"] for item in told if not item["equal"] or item["faults"]]) == (0, [])
    assert len(told) == 14 and all(item["answers"] for item in told)
    checked = check_folder(project)
    assert checked.program is not None
    system = load_system(checked.program, checked.catalog, _written(tmp_path, project))
    files = openfisca_test_files([shared / "corpus" / "upstream-tests" / "country-template"])
    tests = [test for file in files for test in read_tests(file, system, checked.catalog)]
    run_tests(tests, system, checked.catalog)
    assert len(tests) > 20 and [(test.name, test.failures) for test in tests if test.failures] == []


def test_a_published_test_says_what_openfisca_cut_short(tmp_path: Path) -> None:
    """A variable that reads its own month before: OpenFisca stops, and the answer depends on what was asked first."""
    template = pytest.importorskip("openfisca_country_template")
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    def formula(person: Any, period: Any) -> Any:
        return person("turning", period.last_month) + 1

    told = {"value_type": float, "entity": template.entities.Person, "definition_period": DateUnit.MONTH, "formula": formula}
    system, catalog = template.CountryTaxBenefitSystem(), load_catalog("openfisca_country_template", ())
    system.add_variable(type("turning", (Variable,), told))
    path = tmp_path / "turning.yaml"
    path.write_text("- {name: turns, period: 2025-01, input: {salary: 10}, output: {salary: 11, turning: 3}}\n", encoding="utf-8")
    tests = list(read_tests(path, system, catalog))
    run_tests(tests, system, catalog)
    assert [(item.place, item.text, item.cut) for item in tests[0].failures] == [
        ("salary@2025-01", "[10.] ≠ [11.]", ()),
        ("turning@2025-01", "[1.] ≠ [3.]", ("turning",)),
    ]
    texts = [_failure_text(item, language("en")) for item in tests[0].failures]
    assert "cut short" not in texts[0] and "period to period: turning;" in texts[1]


def _written(tmp_path: Path, project: Path) -> Path:
    from rulespec.projects.compiling import write_package

    made = tmp_path / "made"
    made.mkdir()
    write_package(made, check_folder(project))
    return made
