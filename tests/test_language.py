"""The language reference: its examples compile and their cases pass; its lists of words are the compiler's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rulespec.compiler import ir
from rulespec.compiler.ground.operators import Aggregation, Comparison, ScaleKind
from rulespec.compiler.rules.calculations import ROUNDINGS
from rulespec.compiler.words import Language, language
from rulespec.compiler.words.timing import Timing
from rulespec.projects.compiling import check_folder, write_package
from rulespec.running.testing import run_cases

DOCS = Path(__file__).resolve().parent.parent / "docs" / "language"
MANIFESTS = {
    "fr": "paquet: reference\nlangue: fr\npays: openfisca_france\nlexique: [france]\n",
    "en": "package: reference\nlanguage: en\ncountry: openfisca_france\nlexicon: [france]\n",
}
TITLES = {
    "fr": (
        "Tous les mots", "Tirés du compilateur : ne pas modifier à la main.", "Mots des phrases", "Fonctions", "Fenêtres",
        "Unités", "Champs", "Valeurs", "Onglets",
    ),
    "en": (
        "All the words", "Made from the compiler: not to be edited by hand.", "Words of sentences", "Functions", "Windows",
        "Units", "Fields", "Values", "Sheets",
    ),
}  # fmt: skip
EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_examples_compile_and_pass(code: str, tmp_path: Path) -> None:
    pytest.importorskip("openfisca_france")
    examples = EXAMPLE.findall((DOCS / f"{code}.md").read_text("utf-8"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "rulespec.yaml").write_text(MANIFESTS[code], encoding="utf-8")
    for number, example in enumerate(examples):
        (project / f"example_{number:02}.yaml").write_text(example, encoding="utf-8")
    checked = check_folder(project)
    assert [(item.problem, item.span) for item in checked.diagnostics] == []
    assert checked.program is not None and len(checked.program.aids) >= 9
    assert all(any(case.document == aid.document for case in checked.program.cases) for aid in checked.program.aids)
    write_package(tmp_path / "package", checked)
    results = run_cases(checked.program, checked.catalog, tmp_path / "package")
    assert [result for result in results if not result.passed] == []


@pytest.mark.parametrize("code", ["fr", "en"])
def test_words_page_is_up_to_date(code: str, golden) -> None:
    golden.check(DOCS / f"words.{code}.md", words_page(language(code)))


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_reading_of_a_table_is_told(code: str) -> None:
    text = (DOCS / f"{code}.md").read_text("utf-8")
    words = language(code)
    letters = set(words.values["policies"])
    told = {letter for letter in letters if re.search(rf"\| .*\b{re.escape(letter)}(?![\w+<>#])", text)}
    assert told == letters


def words_page(words: Language) -> str:
    """All the words of a tongue, in tables."""
    titles = TITLES[words.code]
    lines = [f"# {titles[0]}", "", titles[1]]
    for title, mapping in ((titles[2], words.keywords), (titles[3], words.functions), (titles[4], spoken_windows(words.timing))):
        groups: dict[str, list[str]] = {}
        for text, meaning in mapping.items():
            groups.setdefault(getattr(meaning, "name", meaning), []).append(text)
        lines += ["", f"## {title}", "", *(f"- `{meaning}`: {listed(texts)}" for meaning, texts in groups.items())]
    lines += ["", f"## {titles[5]}", "", listed(words.units)]
    lines += ["", f"## {titles[6]}", "", *(f"- `{key}`: {listed(texts)}" for key, texts in words.keys.items())]
    lines += ["", f"## {titles[7]}"]
    for name, values in words.values.items():
        lines += ["", f"### `{name}`", "", *(f"- `{key}`: {listed(texts)}" for key, texts in values.items())]
    lines += ["", f"## {titles[8]}", "", *(f"- `{key}`: {listed(texts)}" for key, texts in words.sheets.items())]
    return "\n".join(lines) + "\n"


def spoken_windows(timing: Timing) -> dict[str, str]:
    """Each phrase of time with the window that it tells; the figures of a pattern stay in braces."""
    found = {text: window.name for text, window in (timing.phrases | timing.days).items()}
    return found | {text: pattern.name.lower() for text, pattern in (timing.patterns | timing.day_patterns).items()}


def listed(texts) -> str:
    return " · ".join(f"`{text}`" for text in texts)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_words_of_a_closed_list_are_its_choices(code: str) -> None:
    values = language(code).values
    assert set(values["policies"]) == set(ir.HitPolicy) == {policy for policy in ir.HitPolicy if policy.hits} and set(
        values["scales"]
    ) == set(ScaleKind)
    assert set(values["exclusions"]) == set(ir.ExclusionRule) and set(values["readings"]) == set(ir.Reading)
    assert set(values["missing"]) == set(ir.Missing) - {ir.Missing.VALUE}
    assert set(ROUNDINGS) == set(values["roundings"]) - {"none"}
    tokens = set(language(code).keywords.values())
    assert tokens >= set(Comparison) | set(Aggregation)
