"""Rules where some data are unknown: an answer that is given must be that of every completion, and what waits must matter."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Set
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulespec.compiler import ir
from rulespec.compiler.analysis.explaining.asking import Asking, Key, Unknown
from rulespec.compiler.evaluating.interpreter import Reference
from rulespec.compiler.ground.windows import when
from rulespec.projects.compiling import check_folder
from tests.test_engines import rulebook, situation

RULEBOOKS, SITUATIONS = 6, 20
MANIFEST = """\
paquet: regles_a_demander
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
AID = """\
aide: aide_test
concerne: personne
données:
  âge: {nature: nombre entier, unité: ans}
  étudiant: {nature: oui / non}
  revenu: {nature: nombre, unité: € / mois}
  loyer: {nature: nombre, unité: € / mois}
unité: € / mois
conditions:
  - âge ≥ 18
  - au moins une:
      - étudiant
      - revenu ≤ 800 € / mois
versement: mensuelle
montant: si étudiant alors 100 € / mois sinon loyer × 10 %
"""


@given(st.integers(min_value=0, max_value=2**31))
@settings(max_examples=RULEBOOKS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_an_answer_without_all_the_data_is_that_with_all(seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        checked, low = rulebook(seed, Path(name) / "projet")
    chance = random.Random(seed)
    known = 0
    for index in range(SITUATIONS):
        full = situation(seed * 1000 + index, low, checked.program)
        part = replace(full, given=tuple(value for value in full.given if chance.random() < 0.6))
        asking = Asking(Reference(checked.program, checked.catalog, part), lambda key: frozenset((key,)))
        exact = Reference(checked.program, checked.catalog, full)
        told = {(value.variable, value.person, value.period) for value in part.given}
        for variable in (item for item in checked.program.variables if item.formulas):
            for owner in [p.name for p in full.people] if variable.entity == "personne" else [None]:
                found = asking.answer(variable.name, when(full.period), owner)
                if isinstance(found, Unknown):
                    assert not found.keys & told
                else:
                    known += 1
                    assert found == exact.answer(variable.name, full.period, owner), (variable.label, part)
    assert known


def waits(tmp_path: Path, **values: object) -> Set[str] | object:
    """What the aid still waits for, by name, where these data are told; its answer where it waits for nothing."""
    from decimal import Decimal

    (tmp_path / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "aide.yaml").write_text(AID, encoding="utf-8")
    checked = check_folder(tmp_path)
    program = checked.program
    assert program is not None, checked.diagnostics
    names = {shown: variable for variable, shown in program.names}
    span = program.variables[0].span
    told = tuple(
        ir.CaseValue(
            names[name],
            "personne",
            "p",
            "2025-01",
            Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value,
            span,
        )  # type: ignore[arg-type]
        for name, value in values.items()
    )
    case = ir.Case("", "2025-01", (ir.Person("p", (), (("menage", "adulte"),)),), told, (), Decimal(0), False, span)

    def itself(key: Key) -> Set[Key]:
        return frozenset((key,))

    found = Asking(Reference(program, checked.catalog, case), itself).answer("aide_test", when("2025-01"), "p")
    back = {variable: shown for shown, variable in names.items()}
    return {back[key[0]] for key in found.keys} if isinstance(found, Unknown) else found


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, {"âge", "étudiant", "revenu", "loyer"}),
        ({"âge": 17}, 0),
        ({"âge": 18}, {"étudiant", "revenu", "loyer"}),
        ({"âge": 18, "étudiant": True}, 100),
        ({"étudiant": True}, {"âge"}),
        ({"âge": 18, "étudiant": False}, {"revenu", "loyer"}),
        ({"âge": 18, "étudiant": False, "revenu": 801}, 0),
        ({"âge": 18, "étudiant": False, "revenu": 800}, {"loyer"}),
        ({"âge": 18, "étudiant": False, "revenu": 800, "loyer": 500}, 50),
        # The rent could matter only to one who studies, whom it does not: each question is weighed alone, and goes with the answer.
        ({"âge": 18, "revenu": 801}, {"étudiant", "loyer"}),
        ({"âge": 18, "revenu": 801, "étudiant": False}, 0),
    ],
)
def test_only_what_can_change_the_answer_is_waited_for(told: dict[str, object], wanted: object, tmp_path: Path) -> None:
    assert waits(tmp_path, **told) == wanted
