"""A tongue is a folder of words: nothing else asks which one it is, each is complete, a made-up one works."""

from __future__ import annotations

import ast
import html
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner

import rulespec.compiler.words as registry
from rulespec.commands.cli import main
from rulespec.commands.terminal import translate_click, words_now
from rulespec.compiler.words import Language, language, language_codes, languages
from rulespec.reporting.typesetting import typeset_page
from tests.made_up import made_up, spoken

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT / "compiler", *(path for path in sorted((ROOT / "rulespec").iterdir()) if path.is_dir() and not path.is_symlink())]
WORDS = ROOT / "compiler" / "words"
# A simulator's files are French, and so are the documents made of them: their words are what is read, not what is said.
# A DMN model becomes an English document.
WRITES_ENGLISH = {"rulespec/importing/dmn_names.py"}
# The lists of codes cite where they come from.
CITES = {"rulespec/vocabulary/refreshing.py"}
FRENCH_SOURCE = {
    "rulespec/importing/aides_jeunes.py",
    "rulespec/importing/benefit_conditions.py",
    "rulespec/importing/simulator_commands.py",
}
MODULES = [path for folder in FOLDERS for path in sorted(folder.rglob("*.py")) if WORDS not in path.parents]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def asks_the_tongue(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a module asks which tongue it is, or holds texts for each."""
    codes = set(language_codes())

    def is_code(node: ast.AST | None) -> bool:
        return isinstance(node, ast.Constant) and node.value in codes

    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others) if any(is_code(item) for item in (left, *others)):
                yield node.lineno, "compares with the code of a tongue"
            case ast.Compare(left=left, comparators=others) if any(of_words(item) for item in (left, *others)):
                yield node.lineno, "compares the code of a tongue"
            case ast.Subscript(slice=index) if is_code(index) or of_words(index):
                yield node.lineno, "a text for each tongue"
            case ast.Dict(keys=keys) if any(is_code(key) for key in keys):
                yield node.lineno, "a text for each tongue"
            case ast.Name(id="french" | "english" | "FRENCH" | "ENGLISH") | ast.arg(arg="french" | "english"):
                yield node.lineno, "named after a tongue"
            case ast.Call(func=ast.Name(id="language"), args=[first]) if is_code(first):
                yield node.lineno, "a tongue chosen by hand"


def of_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "code" and "words" in ast.unparse(node.value)


def docstrings(tree: ast.AST) -> set[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
    }


# What a reader, a lexer or an encoder must know of signs: not said to anybody.
SIGNS = {"àâäáãéèêëíîïóôöúùûüçñÿ", "«", "»", "œ", "æ", "ß", '"«“', '"([^"]*)"|«\\s*([^»]*?)\\s*»|“([^”]*)”'}


def french_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    known = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known and node.value not in SIGNS:
            if re.search(r"[àâçéèêëîïôûùœ«»ÀÂÇÉÈÊ]", node.value):
                yield node.lineno, node.value


def english_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences given by hand to what a person reads."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func)
        if name in ("click.echo", "print", "click.UsageError", "click.BadParameter", "click.ClickException"):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and re.search(r"[A-Za-z]{3}", first.value):
                yield node.lineno, first.value


@pytest.mark.parametrize("find", [asks_the_tongue, french_texts, english_texts], ids=lambda find: find.__name__)
def test_nothing_outside_words_speaks(find) -> None:
    found = [
        f"{shown(path)}:{line}: {what}"
        for path in MODULES
        if shown(path) not in FRENCH_SOURCE | WRITES_ENGLISH | CITES
        for line, what in find(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ['x = 1 if words.code == "fr" else 2', 'T = {"fr": "un", "en": "one"}', "T[words.code]", "f(french=1) if french else 0"]
)
def test_the_lint_sees(text: str) -> None:
    assert list(asks_the_tongue(ast.parse(text)))


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tongue with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_of(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_of(item, f"{path}[{index}]")
    elif is_dataclass(value):
        for item in fields(value):
            yield from texts_of(getattr(value, item.name), f"{path}.{item.name}")


# What each tongue has as many of as it likes.
FREE = ("keywords", "functions", "timing", "units", "of", "click", "marks", "models", "code", "name", "decimal")


def keys_of(value: object) -> object:
    """The shape of what a tongue must hold: the keys of its mappings."""
    if isinstance(value, Mapping):
        return {key: keys_of(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: keys_of(getattr(value, item.name)) for item in fields(value)}
    return None


@pytest.mark.parametrize("name", [item.name for item in fields(Language) if item.name not in FREE])
def test_each_tongue_is_whole(name: str) -> None:
    first, *others = languages()
    for other in others:
        assert keys_of(getattr(other, name)) == keys_of(getattr(first, name))


@pytest.mark.parametrize("name", ["functions", "keywords"])
def test_each_tongue_can_say_all(name: str) -> None:
    first, *others = languages()
    for other in others:
        assert set(getattr(other, name).values()) == set(getattr(first, name).values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ["messages", "helps", "ui", "terms", "preview", "site"])
def test_each_tongue_fills_the_same_fields(name: str) -> None:
    first, *others = languages()
    for other in others:
        for key, text in getattr(first, name).items():
            assert placeholders(text) == placeholders(getattr(other, name)[key]), key


def test_each_tongue_has_the_same_models() -> None:
    first, *others = languages()
    for other in others:
        assert {item.name for item in other.models.iterdir()} == {item.name for item in first.models.iterdir()}


def test_no_text_leaves_the_plural_to_its_reader() -> None:
    for words in languages():
        assert [place for place, text in texts_of(words) if re.search(r"\w\(e?s\)", text)] == []


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("fr", 0, "0 erreur, 0 avertissement."), ("fr", 1, "1 erreur, 1 avertissement."), ("fr", 2, "2 erreurs, 2 avertissements."),
        ("en", 0, "0 errors, 0 warnings."), ("en", 1, "1 error, 1 warning."), ("en", 1200, "1,200 errors, 1,200 warnings."),
    ],
)  # fmt: skip
def test_words_agree_with_numbers(code: str, count: int, said: str) -> None:
    (words,) = (item for item in languages() if item.code == code)
    assert words.said("summary", errors=count, warnings=count) == said


@pytest.fixture
def zz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Language:
    words = made_up(tmp_path / "models")
    monkeypatch.setattr(registry, "_REGISTERED", {"zz": words})
    monkeypatch.setenv("RULESPEC_LANG", "zz")
    return words


def run(*arguments: object) -> str:
    translate_click()
    # Click keeps the text of --help from the first command of the process on, whatever its tongue was.
    main._help_option = None
    result = CliRunner().invoke(main, [str(item) for item in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_made_up_tongue_needs_only_its_words(zz: Language, tmp_path: Path) -> None:
    pytest.importorskip("openfisca_france")
    english = language("en")
    told = re.sub(r"\s+", " ", run("--help"))
    assert spoken(english.help["main"]) in told and "[fr|en|zz]" in told and "Show this message" not in told
    folder = tmp_path / "zproject"
    run("init", folder)
    assert (folder / "zaids" / "driving_licence_boost.yaml").is_file()
    run("new", "bonus", "--project", folder, "--format", "yaml", "--model")
    (folder / "zaids" / "bonus.yaml").unlink()
    model = (folder / "zaids" / "zmodel.yaml").read_text("utf-8").replace("driving_licence_boost", "bonus")
    (folder / "zaids" / "bonus.yaml").write_text(model, encoding="utf-8")
    assert "zAll zis zwell" in run("check", folder) and "zright" in run("test", folder)
    site = tmp_path / "site"
    assert "zwritten" in run("docs", folder, "--out", site)
    page = (site / "zz" / "bonus.html").read_text("utf-8")
    assert '<html lang="zz">' in page and html.escape(spoken(english.site["who"]), quote=False) in page
    assert 'hreflang="fr"' in page and 'hreflang="zz"' in (site / "fr" / "bonus.html").read_text("utf-8")


def test_a_made_up_tongue_is_said_by_option_environment_project_then_locale(
    zz: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = "zpackage: rules\nzlanguage: zz\nzentities:\n  person: {zplural: people}\nzdocuments: [aid.yaml]\n"
    (tmp_path / "rulespec.yaml").write_text(manifest, encoding="utf-8")
    (tmp_path / "aid.yaml").write_text("zaid: bonus\nzabout: person\nzconditions: [zyes]\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["rulespec"])
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "RULESPEC_LANG"):
        monkeypatch.delenv(name, raising=False)
    assert words_now().code == "fr"
    assert "zAll zis zwell" in run("check", tmp_path)
    monkeypatch.setenv("RULESPEC_LANG", "en")
    assert "All is well: 1 document, 1 aid" in run("check", tmp_path)
    monkeypatch.setattr(sys, "argv", ["rulespec", "--lang", "fr"])
    assert "Tout est en ordre : 1 document, 1 aide" in run("check", tmp_path)


# What click says only to a programmer, to another shell or to a prompt that rulespec has not.
NOT_SAID = {"shell_completion.py", "termui.py", "_termui_impl.py", "_winconsole.py", "utils.py", "formats.py"}
PROGRAMMER = re.compile(r"Deprecation|declarations|No options defined|Arguments take exactly|defined twice|flag for true|iterable|colour")


def test_click_speaks_each_tongue() -> None:
    folder = Path(click.__file__).parent
    said: set[str] = set()
    for path in sorted(folder.glob("*.py")):
        if path.name in NOT_SAID:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                said |= {item.value for item in node.args[:2] if isinstance(item, ast.Constant) and isinstance(item.value, str)}
    needed = {text for text in said if not PROGRAMMER.search(text)} - ONE_WORD
    for words in languages():
        if words.code != "en":
            assert needed <= words.click.keys(), needed - words.click.keys()


ONE_WORD = {"file", "directory", "path", "Choice({choices})", "Do you want to continue?", "Confirm the action without prompting."} | {
    "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}.", "{value!r} is not a valid UUID.",
    "Invalid start character for option ({option})",
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "« chek » n'est pas une commande. Vouliez-vous dire 'check' ?"), (["check", "--foo"], "« --foo » n'est pas une option"),
        (["convert", "/nulle/part", "x"], "« /nulle/part » n'existe pas"), (["uprate"], "Il manque l'argument 'TAUX'"),
        (["check", "--format", "jsn"], "« jsn » n'est pas parmi"), (["new", "a", "b", "c"], "Arguments en trop : b c"),
        (["explain", "--situation"], "L'option « --situation » demande une valeur"), (["--lang", "de"], "n'est pas une langue connue"),
        (["preview", "--port", "abc"], "« abc » n'est pas un nombre"), (["explain"], "--situation ou --types"),
    ],
)  # fmt: skip
def test_errors_of_use_are_french_in_french(arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULESPEC_LANG", "fr")
    translate_click()
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2 and told in result.output, result.output
    assert not re.search(r"\b(Usage|Error|Try|Invalid|Missing|does not|FOLDER|PROJECT)\b", result.output), result.output


def new_workbook(folder: Path) -> Path:
    CliRunner().invoke(main, ["new", "Coup de pouce rentrée", "--project", str(folder)])
    return folder / "aides" / "coup_de_pouce_rentree.xlsx"


def test_errors_in_a_project_are_in_its_tongue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "RULESPEC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setattr(sys, "argv", ["rulespec"])
    (tmp_path / "rulespec.yaml").write_text("paquet: regles\nlangue: fr\nentités: {personne: {pluriel: personnes}}\n", encoding="utf-8")
    translate_click()
    result = CliRunner().invoke(main, ["explain", str(tmp_path)])
    assert "Utilisation :" in result.output and "Erreur : Il faut" in result.output
    assert "aide.xlsx" in CliRunner().invoke(main, ["new", "aide", "--project", str(tmp_path)]).output
    assert "nom: Coup de pouce rentrée" in CliRunner().invoke(main, ["show", str(new_workbook(tmp_path))]).output
    assert (tmp_path / "aides").is_dir() and "Usage:" in CliRunner().invoke(main, ["chek"]).output


def test_a_line_of_a_page_breaks_where_its_tongue_lets_it() -> None:
    text = '<p title="a : b">« {0} » : 12,5 % ; 9 € ?</p><pre>a : b</pre><option>x : y</option>'
    bound = "\N{NO-BREAK SPACE}"
    french = (
        f'<p title="a : b">«{bound}{{0}}{bound}»{bound}: 12,5{bound}%{bound}; 9{bound}€{bound}?</p><pre>a : b</pre><option>x : y</option>'
    )
    assert typeset_page(text, language("fr")) == french
    assert typeset_page("<p>9.5 % : 9 €</p>", language("en")) == f"<p>9.5{bound}% : 9{bound}€</p>"
