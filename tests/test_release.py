"""Releases of a package: the version and the entry that the changes ask for, what contradicts them, the workflow that does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler.words import language
from rulespec.keeping.releasing import with_entry, with_version
from tests.projects import MANIFEST

ROOT = Path(__file__).resolve().parent.parent
AID = """\
aide: essai_aide
nom: Essai
concerne: personne
unité: €
en vigueur depuis: 01/01/2020
données:
  revenu: {unité: €, nature: montant, question: "Quel revenu ?"}
  statut: {nature: choix, choix: [locataire, propriétaire], question: "Quel statut ?"}
paramètres:
  plafond: {unité: €, valeurs: {01/01/2020: 900}}
conditions: [revenu ≤ plafond, statut = locataire]
montant: 10 €
"""


def run(*arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **more}
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def release(project: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner(env={"RULESPEC_LANG": "en"}).invoke(main, ["release", str(project), *arguments])
    assert done.exit_code == code, done.output
    return done.output


def git(project: Path, *arguments: str) -> str:
    done = run("git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments, folder=project)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(f"{MANIFEST}version: 1.2.3\n", encoding="utf-8")
    (folder / "aide.yaml").write_text(AID, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=first")
    git(folder, "tag", "1.2.3")
    return folder


def changed(project: Path, old: str, new: str) -> None:
    path = project / "aide.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


ASKED = [
    ("montant: 10 €", "montant: 11 €", "1.3.0", "the result of `essai_aide` changes"),
    ("01/01/2020: 900}", "01/01/2020: 900, 01/01/2026: 950}", "1.3.0", "the value of the parameter"),
    ("nom: Essai", "nom: Un essai", "1.2.4", "Changement mineur."),
    ("locataire, propriétaire]", "locataire]", "2.0.0", "the choices of `essai_aide_statut` change"),
    ("locataire, propriétaire]", "locataire, propriétaire, hébergé]", "1.3.0", "the result of"),
    ("revenu: {unité: €,", "revenu: {identifiant: essai_ressources, unité: €,", "2.0.0", "`essai_aide_revenu` is removed"),
    ("concerne: personne", "concerne: menage", "2.0.0", "the entity of `essai_aide"),
    ("paramètres:\n", "paramètres:\n  seuil: {unité: €, valeurs: {01/01/2020: 1}}\n", "1.3.0", "is new"),
    ("  plafond: {unité: €,", "  plafond: {identifiant: un_plafond, unité: €,", "2.0.0", "is removed"),
]


def test_the_next_version_is_what_the_changes_ask_for(project: Path) -> None:
    assert "no version to release" in release(project) and not release(project, "--format", "version")
    for old, new, version, says in ASKED:
        changed(project, old, new)
        found = release(project, "--against", "1.2.3")
        assert f"Version {version} (" in found and says in found, found
        git(project, "checkout", "--quiet", "aide.yaml")


def test_a_release_is_written_once_and_what_contradicts_it_is_refused(project: Path) -> None:
    changed(project, "01/01/2020: 900}", "01/01/2020: 900, 01/01/2026: 950}")
    assert release(project, "--write", "--format", "version").splitlines()[0] == "1.3.0"
    entry = (project / "CHANGELOG.md").read_text("utf-8")
    assert entry.startswith("## 1.3.0\n\n* Évolution du système socio-fiscal.\n* Périodes concernées : à partir du 01/01/2026.\n")
    assert "version: 1.3.0\n" in (project / "rulespec.yaml").read_text("utf-8")
    release(project, "--write")
    assert (project / "CHANGELOG.md").read_text("utf-8") == entry
    changed(project, "concerne: personne", "concerne: menage")
    assert "write 2.0.0" in release(project, code=1)
    changed(project, "concerne: menage", "concerne: personne")
    manifest = project / "rulespec.yaml"
    for version, says in (("1.2.2", "go back"), ("1.5.0", "write 1.3.0"), ("1.3.0rc1", "form 1.2.3")):
        manifest.write_text(f"{MANIFEST}version: {version}\n", encoding="utf-8")
        assert says in release(project, code=1)
    manifest.write_text(f"{MANIFEST}version: 2.0.0\n", encoding="utf-8")
    assert "2.0.0" in release(project)  # more than asked for is the author's choice
    manifest.write_text(f"{MANIFEST}version: 1.3.0\n", encoding="utf-8")
    (project / "CHANGELOG.md").write_text("# 4.0.0\n\n* Ailleurs\n", encoding="utf-8")
    assert "already has 4.0.0" in release(project, code=1)
    assert release(project, "--against", "nowhere", code=2)


def test_entries_and_versions_leave_the_rest_as_it_was() -> None:
    assert with_entry("", "1.0.0", "# 1.0.0\n") == "# 1.0.0\n"
    assert with_entry("# Changelog\n", "1.0.0", "# 1.0.0\n") == "# Changelog\n\n# 1.0.0\n"
    assert with_entry("# Changelog\n\n## 0.1.0\n\n* a\n", "1.0.0", "# 1.0.0\n") == "# Changelog\n\n# 1.0.0\n\n## 0.1.0\n\n* a\n"
    twice = with_entry("# 1.0.0\n\n* b\n\n## 0.1.0\n\n* a\n", "1.0.0", "# 1.0.0\n")
    assert twice == "# 1.0.0\n\n## 0.1.0\n\n* a\n"
    french = language("fr")
    assert with_version("paquet: a # b\nversion: '1.0.0' # c\n", "1.1.0", french) == "paquet: a # b\nversion: 1.1.0 # c\n"
    assert with_version("paquet: a # b\ntitre: c", "1.1.0", french) == "paquet: a # b\nversion: 1.1.0\ntitre: c"


def commands(step: dict[str, str]) -> str:
    return step.get("run", "")


def test_the_workflow_of_init_releases_on_merge(project: Path, tmp_path: Path) -> None:
    """The commands of its job, in the shell that runs them, with a repository beside for the network's."""
    workflow, other = (yaml.safe_load(language(code).model("ci.yaml")) for code in ("fr", "en"))
    assert workflow == other
    job = workflow["jobs"]["release"]
    assert job["needs"] == "rules" and job["permissions"] == {"contents": "write"}
    run("git", "clone", "--quiet", "--bare", str(project), str(tmp_path / "origin.git"), folder=tmp_path)
    git(project, "remote", "add", "origin", str(tmp_path / "origin.git"))
    changed(project, "montant: 10 €", "montant: 11 €")
    git(project, "commit", "--quiet", "--all", "--message=second")
    (script,) = (commands(step) for step in job["steps"] if step.get("name") == "rulespec release")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for expected in ("1.3.0", "1.3.0"):  # the second time nothing has changed
        done = run("bash", "-e", "-o", "pipefail", "-c", script, folder=project, PATH=path)
        assert done.returncode == 0, done.stderr
        assert git(project, "ls-remote", "--tags", "origin").split()[-1] == f"refs/tags/{expected}"
    assert f'version = "{expected}"' in (project / "generated" / "pyproject.toml").read_text("utf-8")
    assert not git(project, "status", "--porcelain")
    steps = [commands(step) for step in workflow["jobs"]["rules"]["steps"]]
    assert "rulespec release ." in steps


def test_the_action_and_the_hooks_run_commands_that_exist(project: Path, tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    given = {f"inputs.{name}": told["default"] for name, told in action["inputs"].items()} | {"inputs.coverage": "false"}
    output = tmp_path / "output"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    compiled = run(sys.executable, "-m", "rulespec", "compile", ".", folder=project)
    assert compiled.returncode == 0, compiled.stderr
    changed(project, "nom: Essai", "nom: Un essai")
    assert run(sys.executable, "-m", "rulespec", "compile", ".", folder=project).returncode == 0
    for step in action["runs"]["steps"]:
        if "run" not in step or step["name"] == "Install":
            continue
        assert step["shell"] == "bash" and "${{" not in step["run"]  # what a stranger types is never part of a script
        told = {name: given[value.strip("${} ")] for name, value in step.get("env", {}).items()}
        done = run("bash", "-e", "-o", "pipefail", "-c", step["run"], folder=project, PATH=path, GITHUB_OUTPUT=str(output), **told)
        assert done.returncode == 0, (step["name"], done.stdout, done.stderr)
    assert output.read_text("utf-8") == "version=1.2.4\n"
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        command = [sys.executable, "-m", *hook["entry"].split(), *hook["args"]]
        done = run(*command, folder=project)
        assert done.returncode == 0, (hook["id"], done.stdout, done.stderr)
