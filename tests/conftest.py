"""What all tests share: where things are, and how golden files are accepted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is found as what is expected")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Catalogues are kept between tests of a run, and between runs where a cache is given."""
    if "RULESPEC_CACHE" not in os.environ:
        os.environ["RULESPEC_CACHE"] = str(ROOT / ".venv" / "cache") if (ROOT / ".venv").is_dir() else str(tmp_path_factory.mktemp("cache"))


class Golden:
    """Compares a text with a file, or writes the file."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def check(self, path: Path, text: str) -> None:
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run pytest --update-golden, then read it"
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(bool(request.config.getoption("--update-golden")))


@pytest.fixture
def shared() -> Path:
    """The material that is not part of the project; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the published tests are not beside this checkout")
    return SHARED
