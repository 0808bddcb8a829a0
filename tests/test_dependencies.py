"""What is imported is declared, what a plain installation lacks is named, and the licence goes with the code."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from rulespec.commands.boundary import EXTRAS
from rulespec.compiler.words import language, language_codes

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# It is copied as text in the packages that are generated, which declare what they need.
TEMPLATES = {"compiler/backends/openfisca/runtime.py"}


def name_of(requirement: str) -> str:
    return requirement.partition("[")[0].split(">")[0].split("=")[0].split("<")[0].strip().lower().replace("_", "-")


DECLARED = {name_of(item) for item in PROJECT["dependencies"]}
BY_EXTRA = {extra: {name_of(item) for item in items} for extra, items in PROJECT["optional-dependencies"].items()}

USED = ("simulate", "lsp", "logos", "populations", "dask")


def imports() -> dict[str, set[str]]:
    """The modules of others that the code imports, with the files that do."""
    found: dict[str, set[str]] = {}
    for folder in ("rulespec", "compiler", "schemas"):
        for path in (ROOT / folder).rglob("*.py"):
            shown = path.relative_to(ROOT).as_posix()
            if shown in TEMPLATES or shown.startswith(("rulespec/compiler/", "rulespec/schemas/")):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [item.name for item in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                for name in names:
                    top = name.partition(".")[0]
                    if top not in sys.stdlib_module_names and top not in ("rulespec", "__future__"):
                        found.setdefault(top, set()).add(shown)
    return found


def distributions(module: str) -> set[str]:
    return {name.lower().replace("_", "-") for name in packages_distributions().get(module, [])} - {"rulespec"}


def test_what_is_imported_is_declared() -> None:
    allowed = DECLARED | set().union(*(BY_EXTRA[name] for name in USED))
    missing = {module: files for module, files in imports().items() if not distributions(module) & allowed}
    assert missing == {}


def test_what_is_declared_is_imported() -> None:
    # The schemas that are shipped are judged by it.
    used = {"jsonschema"}.union(*(distributions(module) for module in imports()))
    assert set().union(DECLARED, *(BY_EXTRA[name] for name in USED)) - used - {"rulespec"} == set()


def test_an_extra_is_named_for_each_module_that_only_it_brings() -> None:
    optional = {module for module in imports() if not distributions(module) & DECLARED}
    assert optional == set(EXTRAS)
    for module, extra in EXTRAS.items():
        assert distributions(module) & BY_EXTRA[extra], module


BLOCKED = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Absent())
from rulespec.commands.cli import run
run()
"""


def plain(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command as after an installation without any extra."""
    script = BLOCKED.format(names={*EXTRAS, "PIL", "resvg_py"})
    return subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=ROOT)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "rules"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(
        "package: openfisca_rules\nlanguage: en\nversion: 1.0.0\nentities:\n  person: {plural: persons}\n"
    )
    (folder / "aid.yaml").write_text(
        "aid: bonus\nname: Bonus\nentity: person\nunit: €\nin force since: 01/01/2025\n"
        "parameters:\n  full: {unit: €, values: {01/01/2025: 100}}\namount: full\n"
    )
    return folder


def test_rules_are_checked_and_kept_after_a_plain_installation(rulebook: Path) -> None:
    for arguments in (
        ["check", "."],
        ["compile", "."],
        ["convert", "aid.yaml", "aid.xlsx"],
        ["uprate", "2%", ".", "--from", "01/01/2026"],
    ):
        told = [str(rulebook / item) if item in (".", "aid.yaml") else item for item in arguments]
        told = [str(rulebook.parent / item) if item == "aid.xlsx" else item for item in told]
        done = plain("--lang", "en", *told)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["simulate", ".", "rulespec", "--period", "2024-06", "--out", "x"], "populations"),
        (["test", "."], "simulate"),
        (["preview", "."], "simulate"),
        (["impact", "."], "simulate"),
        (["lsp"], "lsp"),
    ],
)
def test_a_command_names_the_extra_that_it_needs(rulebook: Path, arguments: list[str], extra: str) -> None:
    done = plain("--lang", "en", *(str(rulebook) if item == "." else item for item in arguments))
    assert done.returncode == 2, done.stderr
    assert done.stderr.strip() == language("en").ui["extra missing"].format(extra=extra)


def test_an_unchecked_logo_is_told_with_its_extra() -> None:
    for words in map(language, language_codes()):
        assert "rulespec[logos]" in words.helps["RS805?install"]


def test_the_licence_goes_with_the_code() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text and "Version 3, 19 November 2007" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["license"] == "AGPL-3.0-or-later"
    assert PROJECT["license-files"] == ["LICENSE"]
