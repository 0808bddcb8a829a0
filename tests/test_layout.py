"""The folders compiler/ and schemas/ are the packages rulespec.compiler and rulespec.schemas, all are packaged."""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.util
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("rulespec", "compiler", "schemas")
# Files over 400 lines, and why.
LONG = {
    "compiler/ground/codes.py": "a list: one record a diagnostic, in the order a rule travels",
    "compiler/words/en/sentences.py": "a list: what commands and pages say, to be read beside each other",
    "compiler/words/fr/sentences.py": "a list: what commands and pages say, to be read beside each other",
    "compiler/words/en/messages.py": "a list: the sentences of every code, to be read beside each other",
    "compiler/words/fr/messages.py": "a list: the sentences of every code, to be read beside each other",
    "compiler/backends/openfisca/runtime.py": "one module of helpers, copied whole into each package",
    "compiler/documents/document.py": "the whole document's data in one place",
}


def own_files() -> list[Path]:
    links = ("rulespec/compiler/", "rulespec/schemas/")
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if not path.relative_to(ROOT).as_posix().startswith(links)]


def test_folders_are_packages() -> None:
    for folder in ("compiler", "schemas"):
        spec = importlib.util.find_spec(f"rulespec.{folder}")
        assert spec is not None and spec.origin is not None
        assert Path(spec.origin).resolve().parent == ROOT / folder
        assert folder not in sys.modules


def test_every_subpackage_is_packaged() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    inits = [path for path in own_files() if path.name == "__init__.py"]
    found = {".".join(("rulespec", *path.parent.relative_to(ROOT).parts)).replace("rulespec.rulespec", "rulespec") for path in inits}
    assert listed == found


def test_files_are_short() -> None:
    long = {path.relative_to(ROOT).as_posix() for path in own_files() if len(path.read_text("utf-8").splitlines()) > 400}
    assert long <= set(LONG), long - set(LONG)


def test_every_match_over_expressions_is_closed() -> None:
    """mypy names each `match` that must know a new expression, because all end in `assert_never` and none in a silent default."""
    opened, closed = [], 0
    for path in own_files():
        for body in (getattr(node, field, None) for node in ast.walk(ast.parse(path.read_text("utf-8"))) for field in ("body", "orelse")):
            for index, statement in enumerate(body if isinstance(body, list) else ()):
                if isinstance(statement, ast.Match) and any("ir." in ast.unparse(case.pattern) for case in statement.cases):
                    last = statement.cases[-1]
                    has_default = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
                    end = last.body[-1:] if has_default else body[index + 1 : index + 2]
                    if end and "assert_never" in ast.unparse(end[0]):
                        closed += 1
                    else:
                        opened.append(f"{path.name}:{statement.lineno}")
    assert closed > 10 and not opened, opened


def test_every_module_says_what_it_is() -> None:
    for path in own_files():
        text = path.read_text("utf-8")
        assert not text or text.startswith('"""'), path


def test_docs_name_no_machine_path() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]:
        assert not re.search(r"/work/|/tmp/|/root/", path.read_text("utf-8")), path


def test_the_architecture_page_lists_the_rooms() -> None:
    """The listing of the page is that of the folders: a room that comes, goes or changes its name is told there."""
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    listed: dict[str, set[str]] = {}
    for block in re.findall(r"```rooms\n(.*?)```", text, re.DOTALL):
        top = ""
        for line in block.splitlines():
            name = line.split()[0]
            if line.startswith("  "):
                listed[top].add(name.strip("/"))
            else:
                top = name.strip("/")
                listed[top] = set()
    found = {
        folder: {
            path.name for path in (ROOT / folder).iterdir() if path.is_dir() and not path.is_symlink() and (path / "__init__.py").exists()
        }
        for folder in ("compiler", "rulespec")
    }
    assert listed == found


def test_the_compiler_says_what_its_functions_do() -> None:
    """Each function that another module may call has its docstring, and the examples in docstrings are true."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in own_files()
        if path.is_relative_to(ROOT / "compiler")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    assert silent == []
    tried = 0
    for path in own_files():
        if ">>> " in path.read_text("utf-8"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts if parts[0] == "rulespec" else ("rulespec", *parts))
            result = doctest.testmod(importlib.import_module(name))
            assert result.failed == 0, name
            tried += result.attempted
    assert tried >= 8
