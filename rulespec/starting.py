"""New projects and new aids, from models that compile as they are."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

from rulespec.compiler.building import build
from rulespec.compiler.diagnostics import Diagnostics
from rulespec.compiler.document import Document
from rulespec.compiler.text import slug
from rulespec.compiler.words import Language
from rulespec.reading.yaml_file import read_yaml
from rulespec.schemas_json import schema_texts
from rulespec.writing import write_atomically


class StartError(Exception):
    """Something is there already: nothing is written."""


def init_project(folder: Path, country: str, words: Language) -> list[Path]:
    """A project in a folder that does not hold one."""
    manifest = folder / "rulespec.yaml"
    if manifest.exists():
        raise StartError(words.ui["exists"].format(path=manifest))
    name = slug(folder.resolve().name)
    template = _model(f"rulespec.{words.code}.yaml").replace("openfisca_mes_aides", f"openfisca_{name}")
    template = template.replace("openfisca_france", country)
    if country != "openfisca_france":
        template = template.replace("lexique: [france]\n", "").replace("lexicon: [france]\n", "")
    write_atomically(manifest, template)
    written = [manifest, *_around(folder, words)]
    if country != "openfisca_france":
        return written
    example = folder / ("aides" if words.code == "fr" else "aids") / f"{_example(words)}.yaml"
    write_atomically(example, _model(f"aid.{words.code}.yaml"))
    return [*written, example]


def _around(folder: Path, words: Language) -> list[Path]:
    """What a team needs around its rules: checks in CI and before a commit, a word for the experts; nothing over what is there."""
    files = {
        folder / ".github" / "workflows" / "rulespec.yml": "ci.yaml",
        folder / ".pre-commit-config.yaml": "pre-commit.yaml",
        folder / "README.md": f"readme.{words.code}.md",
    }
    texts = {path: _model(model) for path, model in files.items()}
    # The first line of each document points to these: an editor completes and explains.
    texts |= {folder / ".rulespec" / name: text for name, text in schema_texts().items() if f".{words.code}." in name}
    made = [path for path in texts if not path.exists()]
    for path in made:
        write_atomically(path, texts[path])
    return made


# A workbook is no text: git asks rulespec what it says, and how two versions of it are merged.
ATTRIBUTES = ("*.xlsx diff=rulespec merge=rulespec", "*.ods diff=rulespec merge=rulespec")
OLDER = ("*.xlsx diff=rulespec",)


def set_git_up(folder: Path, words: Language) -> list[Path]:
    """Have `git diff` read workbooks as text; the repository is made where there is none."""
    if shutil.which("git") is None:
        raise StartError(words.ui["no git"])
    commands = [
        *([["init", "--quiet"]] if not (folder / ".git").exists() else []),
        ["config", "diff.rulespec.textconv", "rulespec show"],
        ["config", "diff.rulespec.cachetextconv", "true"],
        ["config", "merge.rulespec.name", "rulespec"],
        ["config", "merge.rulespec.driver", "rulespec merge %O %A %B --in-place --as %P"],
    ]
    for command in commands:
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    path = folder / ".gitattributes"
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in ATTRIBUTES if line not in known.splitlines()]
    if not missing:
        return []
    kept = [line for line in known.rstrip().splitlines() if line not in OLDER]
    write_atomically(path, "\n".join([*kept, *missing]) + "\n")
    return [path]


def new_aid(project: Path, aid: str, form: str, words: Language) -> list[Path]:
    """A document for a new aid: a model that compiles, to be rewritten."""
    identifier = slug(aid)
    folder = project / ("aides" if words.code == "fr" else "aids")
    path = folder / f"{identifier}.{form}"
    for other in (path, folder / f"{identifier}.yaml", folder / f"{identifier}.xlsx"):
        if other.exists():
            raise StartError(words.ui["exists"].format(path=other))
    text = _model(f"aid.{words.code}.yaml").replace(_example(words), identifier)
    if form == "yaml":
        write_atomically(path, text)
        return [path]
    from rulespec.converting.workbook import workbook_bytes

    diagnostics = Diagnostics()
    tree = read_yaml("", text, diagnostics)
    document = build(Document, tree, words, diagnostics) if tree is not None else None
    assert document is not None and not diagnostics.has_errors
    write_atomically(path, workbook_bytes(document, words, empty_rows=8))
    return [path]


def _example(words: Language) -> str:
    return "coup_de_pouce_permis" if words.code == "fr" else "driving_licence_boost"


def _model(name: str) -> str:
    return files("rulespec.models").joinpath(name).read_text(encoding="utf-8")
