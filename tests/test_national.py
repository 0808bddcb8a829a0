"""National benefits rewritten: equal to the country's own formulas on some families, and the published tests pass with them in place.

A short form of `make national`, which takes a thousand families on three dates.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulespec.projects.compiling import Checked, write_package
from rulespec.running.simulating import load_country, load_system
from rulespec.running.upstream import openfisca_test_files, read_tests, run_tests
from tests import national

# Those that take OpenFisca a second each; `rulespec test examples/france-national --openfisca-tests` runs them all.
FILES = ("aeeh.yaml", "agepi.yaml", "depart1825.yaml", "aide_permis_pro_btp.yaml", "rls_apl.yaml")
FAMILIES = 20


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, Any, Any]:
    pytest.importorskip("openfisca_france")
    checked = national.checked_project()
    assert checked.program is not None
    folder = tmp_path_factory.mktemp("national")
    write_package(folder, checked)
    return checked, load_country(checked.catalog), load_system(checked.program, checked.catalog, folder)


def test_rules_equal_the_countrys_to_the_cent(rewritten: tuple[Checked, Any, Any]) -> None:
    checked, country, reformed = rewritten
    assert checked.program is not None
    wrong = []
    for number, replacement in enumerate(checked.program.replacements):
        months = national.dates_of(checked.catalog, replacement)
        wrong += national.differences(checked, (country, reformed), replacement, months[number % 3], FAMILIES, number)[0]
    assert wrong == []


def test_published_tests_pass_with_the_rules_in_place(rewritten: tuple[Checked, Any, Any], shared: Path) -> None:
    checked, _, reformed = rewritten
    folder = shared / "corpus" / "upstream-tests" / "france" / "formulas"
    files = openfisca_test_files([folder / name for name in FILES])
    tests = [test for file in files for test in read_tests(file, reformed, checked.catalog)]
    run_tests(tests, reformed, checked.catalog)
    assert len(tests) > 20 and [test for test in tests if not test.passed] == []
