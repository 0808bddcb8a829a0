"""DMN models imported: each hit policy and unary test answers what the standard says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rulespec.importing.commands import write_model
from rulespec.importing.dmn import DmnError, read_model
from rulespec.importing.dmn_evaluating import evaluate
from rulespec.importing.tck import run_tck

MODELS = sorted((Path(__file__).parent / "dmn").glob("*.dmn"))


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_model_answers_as_the_standard(model: Path, tmp_path: Path) -> None:
    read = read_model(model)
    checked = write_model(read, tmp_path / "projet")
    assert checked.program is not None and read.skipped == ()
    results = run_tck(model.with_name(f"{model.stem}-test-01.xml"), checked, read)
    assert results and [result for result in results if not result.passed] == []


def test_overlap_under_unique_is_told_at_import(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "dmn" / "unique.dmn").read_text("utf-8").replace("&gt;= 65", "&gt;= 64")
    (tmp_path / "unique.dmn").write_text(text, encoding="utf-8")
    checked = write_model(read_model(tmp_path / "unique.dmn"), tmp_path / "projet")
    assert {item.code.id for item in checked.diagnostics} == {"RS506"}


def test_entities_and_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.dmn").write_text('<!DOCTYPE a [<!ENTITY b "c">]><definitions>&b;</definitions>', encoding="utf-8")
    (tmp_path / "b.dmn").write_text("<html/>", encoding="utf-8")
    for name in ("a.dmn", "b.dmn"):
        with pytest.raises(DmnError):
            read_model(tmp_path / name)


def test_what_is_not_s_feel_is_named(tmp_path: Path) -> None:
    text = MODELS[-1].read_text("utf-8").replace("0.5 * 2", "for x in [1, 2] return x")
    (tmp_path / "m.dmn").write_text(text, encoding="utf-8")
    assert any("for x" in remark.fields["text"] for remark in read_model(tmp_path / "m.dmn").skipped)


def test_a_mapping_gives_components(tmp_path: Path) -> None:
    model = read_model(Path(__file__).parent / "dmn" / "chained.dmn")
    checked = write_model(model, tmp_path / "projet")
    from decimal import Decimal

    assert evaluate(checked, model, "Fare", {"Age": Decimal(40), "Owner": False}) == Decimal(2)


def test_command_imports_and_runs_the_kit(tmp_path: Path) -> None:
    model = MODELS[0]
    command = [sys.executable, "-m", "rulespec", "import", "dmn", str(model), "--out", str(tmp_path / "p")]
    command += ["--tests", str(model.with_name(f"{model.stem}-test-01.xml"))]
    first = subprocess.run(command, capture_output=True, text=True, check=False)
    assert first.returncode == 0 and "SUCCESS" in first.stdout, first.stderr
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 2
