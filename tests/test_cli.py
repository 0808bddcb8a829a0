"""The command line as people use it: exit codes, both tongues, formats, and files that are never overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

AID = "aide: aide_test\nconditions:\n  - âge ≥ 18\ndonnées:\n  âge: {nature: nombre entier, unité: ans}\n"
CASES = "cas:\n  - {nom: Adulte, le: 01/2024, situation: {âge: 18}, attendu: {a droit: oui}}\n"
MANIFEST = """\
paquet: regles
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}}}
  personne: {pluriel: personnes}
"""


def rulespec(*arguments: str | Path, lang: str = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rulespec", "--lang", lang, *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "projet"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "aide.yaml").write_text(AID + CASES, encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", [[], ["init"], ["new"], ["check"], ["compile"], ["test"], ["explain"], ["convert"], ["catalog"]])
def test_help_in_both_tongues(lang: str, command: list[str]) -> None:
    result = rulespec(*command, "--help", lang=lang)
    assert result.returncode == 0
    assert ("Affiche cette aide" in result.stdout) == (lang == "fr")
    assert "@" not in result.stdout


def test_exit_codes(project: Path) -> None:
    assert rulespec("check", project).returncode == 0
    (project / "aide.yaml").write_text(AID.replace("âge ≥ 18", "ages ≥ 18"), encoding="utf-8")
    assert rulespec("check", project).returncode == 1
    assert rulespec("compile", project).returncode == 1
    assert not (project / "generated").exists()
    assert rulespec("check", project, "--format", "html").returncode == 2
    assert rulespec("chekc", project).returncode == 2


def test_check_ends_with_what_was_read(project: Path) -> None:
    unmodelled = (
        AID.replace("  - âge ≥ 18\n", "  - âge ≥ 18\n  - toutes: [âge < 26, âge ≠ 20]\n  - non modélisée: Venir sur place.\n") + CASES
    )
    (project / "aide.yaml").write_text(unmodelled, encoding="utf-8")
    assert rulespec("check", project).stdout.splitlines()[-1] == "All is well: 1 document, 1 aid, 3 conditions, 1 case read."
    told = rulespec("check", project, lang="fr").stdout.splitlines()[-1]
    assert told == "Tout est en ordre : 1 document, 1 aide, 3 conditions, 1 cas lu."
    # With a mistake too: a sheet of cases that was lost shows in the count.
    (project / "aide.yaml").write_text(AID.replace("âge ≥ 18", "ages ≥ 18"), encoding="utf-8")
    assert rulespec("check", project, lang="fr").stdout.splitlines()[-1] == "Lu : 1 document, 1 aide, 1 condition, 0 cas."


def test_check_takes_a_file_or_a_folder_of_the_project(project: Path) -> None:
    """A name that several rules miss is told once, with the other places; the exit code is that of what was asked for."""
    folder = project / "été 2026"
    folder.mkdir()
    wrong = AID.replace("aide_test", "aide_ete").replace("- âge ≥ 18", "- ages ≥ 18\n  - ages ≤ 60")
    (folder / "aide à vélo (1).yaml").write_text(wrong, encoding="utf-8")
    fine = rulespec("check", project / "aide.yaml", lang="fr")
    assert fine.returncode == 0 and f"ailleurs dans le projet : 2 (rulespec check {project})" in fine.stdout
    for path in (folder, folder / "aide à vélo (1).yaml", project):
        found = rulespec("check", path, lang="fr")
        assert found.returncode == 1 and found.stderr.count("« ages » n'est défini nulle part") == 1
        assert "été 2026/aide à vélo (1).yaml 3:5" in found.stderr and "de même ici : 4:5" in found.stderr


def test_unknown_command_is_told_in_french() -> None:
    result = rulespec("chekc", lang="fr")
    assert result.returncode == 2
    assert "Utilisation" in result.stderr and "« chekc » n'est pas une commande" in result.stderr


def test_environment_says_the_tongue(project: Path) -> None:
    command = [sys.executable, "-m", "rulespec", "check", str(project)]
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "fr_FR.UTF-8"}, check=False)
    assert "en ordre" in result.stdout


def test_formats(project: Path) -> None:
    (project / "aide.yaml").write_text(AID.replace("âge ≥ 18", "ages ≥ 18"), encoding="utf-8")
    found = json.loads(rulespec("check", project, "--format", "json").stdout)
    assert [(item["code"], item["path"], item["line"], item["column"], item["text"]) for item in found] == [
        ("RS302", "aide.yaml", 3, 5, "ages")
    ]
    sarif = json.loads(rulespec("check", project, "--format", "sarif").stdout)
    result = sarif["runs"][0]["results"][0]
    assert sarif["version"] == "2.1.0" and result["ruleId"] == "RS302"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    github = rulespec("check", project, "--format", "github").stdout
    assert github.startswith("::error file=aide.yaml,line=3,col=5,title=RS302")
    junit = ElementTree.fromstring(rulespec("check", project, "--format", "junit").stdout)
    assert junit.get("failures") == "1" and junit.find("testcase/failure") is not None


def test_all_mistakes_at_once(project: Path) -> None:
    text = AID.replace("âge ≥ 18", "ages ≥ 18\n  - âge ≤ 12.5\n  - âge > ") + "état: brouilon\n"
    (project / "aide.yaml").write_text(text, encoding="utf-8")
    found = json.loads(rulespec("check", project, "--format", "json").stdout)
    assert {item["code"] for item in found} == {"RS302", "RS109", "RS301", "RS208"}


def test_compile_then_check_then_change(project: Path) -> None:
    assert rulespec("compile", project).returncode == 0
    assert rulespec("compile", project, "--check").returncode == 0
    (project / "aide.yaml").write_text((AID + CASES).replace("âge ≥ 18", "âge ≥ 21").replace("âge: 18", "âge: 21"), encoding="utf-8")
    result = rulespec("compile", project, "--check")
    assert result.returncode == 1
    assert "-        return age >= 18" in result.stdout.replace("aide_test_", "") and "rulespec compile" in result.stderr


def test_an_aid_that_is_being_written_keeps_nobody_from_the_others(project: Path, tmp_path: Path) -> None:
    """The cases of the others are run, a production is compiled without the draft; the exit code says that something is left."""
    document = project / "aide.yaml"
    document.write_text(document.read_text(encoding="utf-8") + "état: production\n", encoding="utf-8")
    assert rulespec("new", "Aide au vélo", "--project", project, lang="fr").returncode == 0
    begun = project / "aides" / "aide_au_velo.xlsx"
    assert rulespec("check", project).returncode == 1
    result = rulespec("test", project, lang="fr")
    assert result.returncode == 1 and "1 cas juste, 0 en échec" in result.stdout
    assert "Laissé de côté : aides/aide_au_velo.xlsx" in result.stderr and "RS201" in result.stderr
    whole = rulespec("compile", project, "--out", tmp_path / "all")
    assert whole.returncode == 1 and not (tmp_path / "all").exists()
    result = rulespec("compile", project, "--out", tmp_path / "production", "--channel", "production", lang="fr")
    assert result.returncode == 0 and "Laissé de côté" in result.stderr, result.stderr
    # What stops nobody from looking at it: an empty « concerne » is an error of what is compiled alone.
    assert rulespec("show", begun, lang="fr").returncode == 0 and "concerne" not in rulespec("show", begun, lang="fr").stderr
    assert rulespec("convert", begun, tmp_path / "aide.yaml", lang="fr").returncode == 0


def test_a_stranger_s_file_is_never_overwritten(project: Path) -> None:
    (project / "generated").mkdir()
    (project / "generated" / "README.md").write_text("mine")
    result = rulespec("compile", project)
    assert result.returncode == 2 and "RS703" in result.stderr
    assert [path.name for path in (project / "generated").iterdir()] == ["README.md"]
    assert (project / "generated" / "README.md").read_text() == "mine"


def test_files_no_longer_made_are_removed(project: Path) -> None:
    (project / "autre.yaml").write_text(AID.replace("aide_test", "autre_aide"), encoding="utf-8")
    rulespec("compile", project)
    module = project / "generated" / "regles" / "variables" / "autre.py"
    assert module.exists()
    (project / "autre.yaml").unlink()
    assert rulespec("compile", project).returncode == 0
    assert not module.exists()


def test_failing_case_is_told_at_its_place(project: Path) -> None:
    assert rulespec("test", project).returncode == 0
    (project / "aide.yaml").write_text(AID + CASES.replace("âge: 18", "âge: 17"), encoding="utf-8")
    result = rulespec("test", project)
    assert result.returncode == 1 and "aide.yaml, 7:" in result.stdout


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form", ["xlsx", "yaml"])
def test_new_aid_asks_for_what_it_lacks_and_its_model_compiles(tmp_path: Path, lang: str, form: str) -> None:
    pytest.importorskip("openfisca_france")
    assert rulespec("init", tmp_path / "p", lang=lang).returncode == 0
    assert rulespec("init", tmp_path / "p", lang=lang).returncode == 2
    result = rulespec("new", "Aide au vélo", "--project", tmp_path / "p", "--format", form, "--model", lang=lang)
    assert result.returncode == 0, result.stderr
    assert rulespec("new", "Aide au vélo", "--project", tmp_path / "p", lang=lang).returncode == 2
    assert rulespec("new", "Modèle" if lang == "fr" else "Model", "--project", tmp_path / "p", lang=lang).returncode == 2
    folder = tmp_path / "p" / ("aides" if lang == "fr" else "aids")
    told = json.loads(rulespec("check", folder / f"aide_au_velo.{form}", "--format", "json", lang=lang).stdout)
    # Nothing of another aid: all that is told is what is not answered yet; the model is not read.
    assert {item["code"] for item in told} == {"RS201"} and len(told) == (2 if form == "xlsx" else 1), told
    (folder / f"aide_au_velo.{form}").unlink()
    model = folder / f"{'modele' if lang == 'fr' else 'model'}.{form}"
    model.rename(folder / f"seen.{form}")
    result = rulespec("test", tmp_path / "p", "--format", "json", lang=lang)
    assert result.returncode == 0 and len(json.loads(result.stdout)["cases"]) == 5, result.stdout


def test_catalog_search() -> None:
    result = rulespec("catalog", "search", "salary", "--country", "openfisca_country_template")
    assert result.returncode == 0 and "salary" in result.stdout
    # The lexicon's words come first: « commune » found rates of taxes of the communes, « quotient familial mensuel » nothing.
    result = rulespec("catalog", "search", "commune", lang="fr")
    rows = [line.split()[0] for line in result.stdout.splitlines() if line[:1].strip()]
    assert result.returncode == 0 and rows[:2] == ["nom", "commune"] and "lexique : depcom" in " ".join(result.stdout.split())
    assert rulespec("catalog", "search", "quotient familial mensuel", lang="fr").returncode == 0
    assert rulespec("catalog", "search", "zzzz", "--country", "openfisca_country_template").returncode == 1
    assert rulespec("catalog", "search", "x", "--country", "openfisca_nowhere").returncode == 2
    told = rulespec("catalog", "show", "housing_occupancy_status", "--country", "openfisca_country_template").stdout
    assert "(tenant)" in told and "comes from" in told
    told = rulespec("catalog", "show", "SMIC", "horaire", "brut", lang="fr").stdout
    assert "marche_travail.salaire_minimum.smic.smic_b_horaire" in told and "€ / heure" in told and "à partir du" in told
    wrong = rulespec("catalog", "show", "revenu", "fiscal", lang="fr")
    assert wrong.returncode == 1 and "vouliez-vous dire : revenu fiscal de référence" in wrong.stderr


def test_convert_never_overwrites(project: Path) -> None:
    assert rulespec("convert", project / "aide.yaml", project / "copie.xlsx").returncode == 0
    assert rulespec("convert", project / "aide.yaml", project / "copie.xlsx").returncode == 2


def test_explain_says_why(project: Path, tmp_path: Path) -> None:
    situation = tmp_path / "foyer.yaml"
    situation.write_text("nom: Ada\nle: 01/2024\nsituation: {aide_test_age: 17}\n", encoding="utf-8")
    result = rulespec("explain", project, "--situation", situation, lang="fr")
    assert result.returncode == 0, result.stderr
    assert "✗ âge ≥ 18" in result.stdout


def test_completion_script() -> None:
    result = rulespec(_RULESPEC_COMPLETE="bash_source")
    assert result.returncode in (0, 1, 2)


def test_init_writes_what_a_team_needs_and_leaves_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "regles"
    folder.mkdir()
    (folder / "README.md").write_text("à nous", encoding="utf-8")
    assert rulespec("init", folder, lang="fr").returncode == 0
    assert (folder / "README.md").read_text(encoding="utf-8") == "à nous"
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "rulespec.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["rules"]["steps"] if "run" in step]
    assert "rulespec compile . --check" in runs and "rulespec test . --coverage" in runs
    assert (folder / ".pre-commit-config.yaml").is_file()
    # The files around the rules are not taken for rules.
    assert rulespec("check", folder).returncode == 0


@pytest.mark.parametrize(
    ("lang", "options"),
    [("en", ("--country", "openfisca-country-template", "--currency", "XOF")), ("fr", ("--standalone", "--currency", "dinar tunisien"))],
)
def test_init_speaks_of_its_country(tmp_path: Path, lang: str, options: tuple[str, ...]) -> None:
    folder = tmp_path / "rules"
    made = rulespec("init", folder, *options, lang=lang)
    assert made.returncode == 0, made.stderr
    told = json.loads(rulespec("check", folder, "--format", "json", lang=lang).stdout)
    assert told == []
    played = rulespec("test", folder, lang=lang)
    assert played.returncode == 0 and "3 ca" in played.stdout, played.stdout
    aid = next(folder.glob("ai*/*.yaml")).read_text("utf-8")
    assert ("F CFA / month" if lang == "en" else "DT / mois") in aid
    text = (folder / ".github" / "workflows" / "rulespec.yml").read_text("utf-8") + (folder / "README.md").read_text("utf-8")
    assert "france" not in text
    if lang == "en":
        words = yaml.safe_load((folder / "country_template.lexicon.yaml").read_text("utf-8"))
        assert words["people"]["child"] == {"roles": ["household.child"]} and words["data"]["salary"]["reads"] == "salary"


@pytest.mark.parametrize("options", [("--country", "openfisca-nowhere"), ("--standalone", "--currency", "dinar")])
def test_init_writes_nothing_of_a_country_that_it_cannot_have(tmp_path: Path, options: tuple[str, ...]) -> None:
    made = rulespec("init", tmp_path / "rules", *options)
    assert made.returncode == 2 and made.stderr and not (tmp_path / "rules" / "rulespec.yaml").exists()


def test_a_household_that_gives_a_month_that_nobody_reads_is_told(tmp_path: Path) -> None:
    """An income told of this month, where the rule reads the twelve before, counted as none."""
    folder = tmp_path / "projet"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    text = (
        "aide: aide_test\nconcerne: personne\ndonnées: {salaire: {nature: nombre, unité: € / mois}}\n"
        "conditions: [salaire des 3 derniers mois ≤ 3000 €]\n"
    )
    (folder / "aide.yaml").write_text(text, encoding="utf-8")
    household = tmp_path / "foyer.yaml"
    household.write_text("le: 05/2025\nsituation: {salaire: 9000}\n", encoding="utf-8")
    result = rulespec("explain", folder, "--situation", household, lang="fr")
    assert result.returncode == 1 and "RS601" in result.stderr and "02/2025" in result.stderr, result.stderr + result.stdout
    household.write_text("le: 05/2025\nsituation: {salaire: {2025-02: 900, 2025-03: 900, 2025-04: 900}}\n", encoding="utf-8")
    assert rulespec("explain", folder, "--situation", household, lang="fr").returncode == 0


def test_a_situation_needs_no_name(project: Path) -> None:
    (project.parent / "foyer.yml").write_text("le: 10/2025\nsituation: {aide_test_age: 20}\n", encoding="utf-8")
    result = rulespec("explain", project, "--situation", project.parent / "foyer.yml")
    assert result.returncode == 0 and "foyer" in result.stdout


def test_a_household_kept_in_the_folder_is_no_document(project: Path) -> None:
    """The guide's « foyer.yaml » beside the rules stopped every command (RS202); a case that expects a result is not forgotten so."""
    (project / "foyer.yaml").write_text("le: 10/2025\nsituation: {aide_test_age: 20}\n", encoding="utf-8")
    assert rulespec("check", project).returncode == 0
    assert rulespec("explain", project, "--situation", project / "foyer.yaml").returncode == 0
    (project / "foyer.yaml").write_text("le: 10/2025\nsituation: {aide_test_age: 20}\nattendu: {a droit: oui}\n", encoding="utf-8")
    assert rulespec("check", project).returncode == 1
    (project / "foyer.yaml").write_text("le: 10/2025\nsituation: {aide_test_age: 20}\n", encoding="utf-8")
    (project / "aide.yaml").unlink()
    result = rulespec("check", project)
    assert result.returncode == 1 and "RS704" in result.stderr


def test_a_household_is_told_in_the_words_of_the_documents(tmp_path: Path) -> None:
    """« âge » of the one aid was refused, with an empty list of names; a name of two data is nobody's."""
    (tmp_path / "rulespec.yaml").write_text("paquet: essais\nlangue: fr\nentités: {personne: {pluriel: personnes}}\n", encoding="utf-8")
    for name, datum, mine in (("une", "age_un", "taille"), ("deux", "age_deux", "poids")):
        (tmp_path / f"{name}.yaml").write_text(
            f"aide: aide_{name}\nconcerne: personne\ndonnées:\n  âge: {{nature: nombre entier, identifiant: {datum}}}\n"
            f"  {mine}: {{nature: nombre entier, identifiant: {mine}_cm}}\nconditions: [âge ≥ 18, {mine} ≥ 30]\n",
            encoding="utf-8",
        )
    foyer = tmp_path / "foyer.yaml"
    foyer.write_text("le: 10/2025\nsituation: {taille: 170, poids: 60, age_un: 20, age_deux: 20}\n", encoding="utf-8")
    result = rulespec("explain", tmp_path, "--situation", foyer)
    assert result.returncode == 0 and result.stdout.count("✓") == 4, result.stdout + result.stderr
    foyer.write_text("le: 10/2025\nsituation: {âge: 20}\n", encoding="utf-8")
    result = rulespec("explain", tmp_path, "--situation", foyer)
    assert result.returncode == 1 and "known names: age_deux ; poids ; age_un ; taille." in result.stderr, result.stderr


def test_git_reads_workbooks(tmp_path: Path) -> None:
    folder = tmp_path / "regles"
    assert rulespec("init", folder, "--git", lang="fr").returncode == 0
    path = folder / "aides" / "coup_de_pouce_permis"
    assert rulespec("convert", path.with_suffix(".yaml"), path.with_suffix(".xlsx")).returncode == 0
    path.with_suffix(".yaml").unlink()

    def git(*arguments: str) -> str:
        settings = ("-c", "user.name=essai", "-c", "user.email=essai@ville.example")
        # The command that git runs is the one of this Python.
        env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True, env=env).stdout

    git("add", ".")
    git("commit", "--quiet", "-m", "avant")
    text = rulespec("show", path.with_suffix(".xlsx"), lang="fr").stdout
    changed = tmp_path / "autre.yaml"
    changed.write_text(text.replace("état: brouillon", "état: à relire"), encoding="utf-8")
    path.with_suffix(".xlsx").unlink()
    assert rulespec("convert", changed, path.with_suffix(".xlsx")).returncode == 0
    shown = git("diff")
    assert "-état: brouillon" in shown and "+état: à relire" in shown


def test_a_date_without_a_formula_is_told(project: Path) -> None:
    """The formula before would go on without a word: an end is told by « en vigueur jusqu'au »."""
    calculation = "calculs:\n  forfait: {formule: {01/01/2020: 10, 01/01/2025: ~}}\n"
    (project / "aide.yaml").write_text(AID + calculation + CASES, encoding="utf-8")
    result = rulespec("check", project, lang="fr")
    assert result.returncode == 1 and "RS201" in result.stdout + result.stderr and "formule" in result.stdout + result.stderr
