"""Every finding of `make fuzz` that was mended, and a short run from fixed seeds: a diagnostic or success, within 2 s and 500 MB."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzzing.running import CORPUS, execute, inputs, replay
from tests.fuzzing.targets import TARGETS, Target

# Executions of each target: a few seconds in all. Large inputs are for the long run.
SHORT = {"expression": 300, "feel": 200}
NEVER = 10**9


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_finding_stays_mended(path: Path) -> None:
    assert replay(path) is None


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_short_run_finds_nothing(target: Target, tmp_path: Path) -> None:
    feed = inputs(target, random.Random(20), NEVER)
    for number in range(SHORT.get(target.name, 20)):
        data = next(feed)
        seen = execute(target, data, tmp_path)
        assert seen is None, (seen, number, data[:2000])
