"""The examples: generated/ is what they compile to, and the published tests pass on it unmodified."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.disk.writing import differences
from rulespec.projects.compiling import check_folder, files_of, write_package
from rulespec.projects.converting import convert
from rulespec.running.simulating import load_system
from rulespec.running.testing import run_cases
from rulespec.running.upstream import openfisca_test_files, read_tests, run_tests

ROOT = Path(__file__).resolve().parent.parent
# RULESPEC_EXAMPLES keeps some of them only: the matrix runs the small ones on each engine.
ONLY = os.environ.get("RULESPEC_EXAMPLES", "").split()
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/rulespec.yaml") if path.parent.name in ONLY or not ONLY)
NEEDS = dict.fromkeys(("demo", "france-local", "france-national", "paris"), "openfisca_france") | {"senegal": "openfisca_senegal"}
FRANCE_LOCAL = "corpus/upstream-tests/france-local"
UPSTREAM = {
    "demo": [
        f"{FRANCE_LOCAL}/regions/hauts-de-france/aide_permis.yml",
        f"{FRANCE_LOCAL}/communes/alfortville",
        f"{FRANCE_LOCAL}/communes/antony/eligibilite.yml",
        f"{FRANCE_LOCAL}/communes/antony/base_ressources.yml",
        f"{FRANCE_LOCAL}/communes/antony/aide_bourse_communale.yml",
        f"{FRANCE_LOCAL}/regions/nouvelle-aquitaine/aide_permis.yaml",
        f"{FRANCE_LOCAL}/metropoles/brest",
        f"{FRANCE_LOCAL}/metropoles/nantes",
        f"{FRANCE_LOCAL}/communes/carcassonne",
        "corpus/upstream-tests/paris/unittests/familles/paris_energie_familles.yaml",
    ],
    "country-template": [
        f"corpus/upstream-tests/country-template/{name}"
        for name in (
            "age.yaml", "basic_income.yaml", "disposable_income.yaml", "housing_allowance.yaml", "housing_tax.yaml",
            "income_tax.yaml", "social_security_contribution.yaml", "situations",
        )
    ],
}  # fmt: skip


# What all the published tests of a place are, and how many of them name no reform.
BATCHED = {"france-local": (FRANCE_LOCAL, 209), "paris": ("corpus/upstream-tests/paris", 63)}


def skip_without_country(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request: pytest.FixtureRequest):
    skip_without_country(request.param)
    checked = check_folder(ROOT / "examples" / request.param)
    assert not checked.has_errors
    return request.param, checked


@pytest.fixture(scope="module")
def package(example, tmp_path_factory: pytest.TempPathFactory):
    name, checked = example
    folder = tmp_path_factory.mktemp("package")
    write_package(folder, checked)
    return name, checked, folder


def test_generated_is_what_the_example_compiles_to(example) -> None:
    name, checked = example
    assert differences(ROOT / "generated" / name, files_of(checked)) == []


def test_cases_of_the_rulebook(package) -> None:
    _, checked, folder = package
    results = run_cases(checked.program, checked.catalog, folder)
    assert results
    assert [result for result in results if not result.passed] == []


def openfisca_test(package, paths: list[Path]) -> str:
    name, checked, folder = package
    country = checked.program.package if not checked.catalog.distribution else checked.catalog.package
    command = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test", *map(str, paths), "-c", country]
    if checked.catalog.distribution:
        command += ["-e", checked.program.package]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
    return result.stdout


def test_the_package_passes_its_own_tests(package) -> None:
    if package[0] in ("france-local", "france-national"):
        pytest.skip("ninety-three cases take OpenFisca's command a minute; the demo's and Paris's show it")
    openfisca_test(package, [package[2] / "tests"])


def test_published_tests_pass_unmodified(package, shared: Path) -> None:
    if package[0] not in UPSTREAM:
        pytest.skip("these run in batches, below, or in test_national.py")
    out = openfisca_test(package, [shared / path for path in UPSTREAM[package[0]]])
    assert "failed" not in out


def test_published_tests_pass_in_batches(package, shared: Path) -> None:
    """All the published tests of the corpus, as `rulespec test --openfisca-tests` runs them."""
    name, checked, folder = package
    if name not in BATCHED:
        pytest.skip("these run with OpenFisca's own command, above")
    system = load_system(checked.program, checked.catalog, folder)
    tests = [test for file in openfisca_test_files([shared / BATCHED[name][0]]) for test in read_tests(file, system, checked.catalog)]
    run_tests(tests, system, checked.catalog)
    # What names a reform of the published package can only run on that package.
    assert {test.reason for test in tests} <= {"", "reforms"}
    kept = [test for test in tests if not test.reason]
    assert len(kept) == BATCHED[name][1] and [test for test in kept if not test.passed] == []


def test_a_wrong_expectation_fails(package, tmp_path: Path) -> None:
    """The generated tests can fail: each with another expected value does."""
    name, _, folder = package
    if name != "country-template":
        pytest.skip("one country is enough")
    path = tmp_path / "wrong.yaml"
    path.write_text((folder / "tests" / "benefits.yaml").read_text().replace("basic_income: 600", "basic_income: 601"))
    with pytest.raises(AssertionError):
        openfisca_test(package, [path])


def test_same_bytes_whatever_the_hash_seed(example, tmp_path: Path) -> None:
    name, checked = example
    if name == "france-national":
        pytest.skip("nothing there that the others have not: two more compilations of a large country")
    expected = {str(path): text for path, text in files_of(checked).items()}
    for seed in ("1", "77"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "rulespec", "compile", str(ROOT / "examples" / name), "--out", str(out)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        assert {path: (out / path).read_text("utf-8") for path in expected} == expected


FORBIDDEN = {"sum", "min", "max", "any", "all", "round"}


def test_generated_code_avoids_what_differs_for_one_person_and_many(example) -> None:
    """No augmented assignment, no and / or / not / if, no built-in reduction, no relative import in formulas."""
    _, checked = example
    for path, text in files_of(checked).items():
        if path.suffix != ".py" or path.name == "rt.py":
            continue
        for node in ast.walk(ast.parse(text)):
            assert not isinstance(node, ast.AugAssign | ast.BoolOp | ast.IfExp | ast.If), path
            assert not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)), path
            assert not (isinstance(node, ast.Compare) and len(node.ops) > 1), path
            assert not (isinstance(node, ast.ImportFrom) and node.level), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in FORBIDDEN, path


def test_the_wheel_holds_all_variables_and_parameters(package, tmp_path: Path) -> None:
    """Built and unpacked, the package has every file that was generated: OpenFisca would load zero variables silently."""
    import zipfile

    _, checked, folder = package
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0 and "hatchling" in result.stderr:
        pytest.skip("hatchling is not installed beside the tests")
    assert result.returncode == 0, result.stderr[-2000:]
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    wanted = {str(path) for path in files_of(checked) if path.parts[0] == checked.program.package}
    assert wanted <= inside
    assert not any("tests/" in name for name in inside)


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "demo" / "aides").iterdir()), ids=lambda path: path.stem)
def test_a_document_and_its_twin_compile_to_the_same_package(path: Path, tmp_path: Path) -> None:
    """Workbook to YAML, or YAML to workbook: the same variables, parameters and tests, up to where they came from."""
    skip_without_country("demo")
    import re
    import shutil

    project = tmp_path / "projet"
    shutil.copytree(ROOT / "examples" / "demo", project)
    before = check_folder(project)
    twin = project / "aides" / (path.stem + (".yaml" if path.suffix == ".xlsx" else ".xlsx"))
    diagnostics = Diagnostics()
    data = convert(path, twin, diagnostics)
    assert data is not None and not diagnostics.sorted()
    twin.write_bytes(data[twin])
    (project / "aides" / path.name).unlink()
    after = check_folder(project, before.catalog)

    def plain(checked) -> dict[str, str]:
        place = re.compile(r"aides/\w+\.(yaml|xlsx), [^\n]*|D'après \w+\.(yaml|xlsx)|\"\"\"(ligne \d+|\w+![A-Z]+\d+)[^\n]*")
        return {str(name): place.sub("…", text) for name, text in files_of(checked).items()}

    assert plain(after) == plain(before)
