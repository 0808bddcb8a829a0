"""The Python files of an installed package to its variables, functions, constants and comments, read and never run."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

# What OpenFisca does not load as rules, or what a reform changes later.
ASIDE = {"tests", "test", "reforms", "scripts", "situation_examples", "docs"}


@dataclass(frozen=True, eq=False)
class Module:
    """A file: `path` in its package, its tree, and for each name of its top what it stands for."""

    package: str
    path: PurePosixPath
    tree: ast.Module
    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders of the file and its own name, as Python imports them."""
        return self.path.with_suffix("").parts

    @property
    def name(self) -> str:
        return ".".join((self.package, *(self.parts[:-1] if self.parts[-1] == "__init__" else self.parts)))

    @cached_property
    def names(self) -> Mapping[str, ast.FunctionDef | ast.ClassDef | ast.expr]:
        """Functions, classes and constants that the file defines."""
        found: dict[str, ast.FunctionDef | ast.ClassDef | ast.expr] = {}
        for node in self.tree.body:
            match node:
                case ast.FunctionDef() | ast.ClassDef():
                    found[node.name] = node
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found[name] = value
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    found[name] = value
        return found

    @cached_property
    def imports(self) -> Mapping[str, tuple[str, str]]:
        """A name to the module it comes from and what it is called there; "" for a module itself."""
        found: dict[str, tuple[str, str]] = {}
        for node in ast.walk(self.tree):
            match node:
                case ast.ImportFrom(module=str() as module, names=names):
                    found |= {item.asname or item.name: (module, item.name) for item in names if item.name != "*"}
                case ast.Import(names=names):
                    found |= {item.asname or item.name.split(".")[0]: (item.name, "") for item in names}
        return found

    @cached_property
    def stars(self) -> tuple[str, ...]:
        """The modules whose names are all taken."""
        return tuple(
            node.module for node in self.tree.body if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*"
        )

    @cached_property
    def comments(self) -> Mapping[int, str]:
        """The comments of the file, by line."""
        found: dict[int, str] = {}
        try:
            for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
                if token.type == tokenize.COMMENT:
                    text = token.string.lstrip("#! ").strip()
                    if text and not text.startswith(("noqa", "-*-", "type:", "pylint", "fmt:")):
                        found[token.start[0]] = text
        except (tokenize.TokenError, IndentationError):
            pass
        return found


@dataclass(frozen=True, eq=False)
class Written:
    """A variable as its class is written: its attributes, and its formulas by the date of their name, the oldest first."""

    name: str
    module: Module
    node: ast.ClassDef
    formulas: tuple[tuple[str, ast.FunctionDef], ...]

    @property
    def place(self) -> str:
        return f"{self.module.path}:{self.node.lineno}"


@dataclass(frozen=True, eq=False)
class Package:
    """All the files of a package by module name, the variables that they declare; files of packages beside it, read where they are needed.

    Attributes:
        unread: the files that are no Python.
        beside: the folders of other packages, by name.
    """

    name: str
    modules: dict[str, Module]
    variables: Mapping[str, Written]
    unread: tuple[str, ...] = ()
    beside: Mapping[str, Path] = field(default_factory=dict)

    def module(self, name: str) -> Module | None:
        """The file of a module of these packages; None for another's."""
        if name not in self.modules:
            top, *inner = name.split(".")
            folder = self.beside.get(top)
            if folder is None:
                return None
            forms = (PurePosixPath(*inner, "__init__.py"), PurePosixPath(*inner[:-1], f"{(inner or [''])[-1]}.py"))
            path = next((item for item in forms if (folder / item).is_file()), None)
            found = _module(top, path, folder) if path is not None else None
            if found is None:
                return None
            self.modules[name] = found
        return self.modules[name]

    def find(
        self, module: Module, name: str, seen: frozenset[str] = frozenset()
    ) -> tuple[Module, ast.FunctionDef | ast.ClassDef | ast.expr] | None:
        """What a name of a file stands for in the package; None for what comes from elsewhere."""
        if name in module.names:
            return module, module.names[name]
        if name in module.imports:
            source, original = module.imports[name]
            other = self.module(source)
            return self.find(other, original, seen | {module.name}) if other is not None and other.name not in seen else None
        for star in module.stars:
            other = self.module(star)
            if other is not None and other.name not in seen:
                found = self.find(other, name, seen | {module.name})
                if found is not None:
                    return found
        return None

    def origin(self, module: Module, name: str, seen: frozenset[str] = frozenset()) -> str:
        """What a name is called where it comes from, outside of the package: `max_` is numpy's `maximum`."""
        if name in module.imports:
            source, original = module.imports[name]
            other = self.module(source)
            if other is not None and other.name not in seen and original:
                return self.origin(other, original, seen | {module.name})
            return original
        for star in module.stars:
            other = self.module(star)
            if other is not None and other.name not in seen:
                found = self.origin(other, name, seen | {module.name})
                if found != name:
                    return found
        return name


def read_package(name: str, beside: tuple[str, ...] = ()) -> Package | None:
    """The files of an installed package, with those of packages beside it that its own import; None where it is not there."""
    folders = {item: folder_of(item) for item in (name, *beside)}
    own = folders[name]
    if own is None:
        return None
    modules: dict[str, Module] = {}
    unread: list[str] = []
    variables: dict[str, Written] = {}
    for path in sorted(PurePosixPath(item.relative_to(own).as_posix()) for item in own.rglob("*.py")):
        if ASIDE.intersection(path.parts[:-1]):
            continue
        module = _module(name, path, own)
        if module is None:
            unread.append(str(path))
            continue
        modules[module.name] = module
        variables |= {item.name: item for item in variables_of(module)}
    others = {item: folder for item, folder in folders.items() if item != name and folder is not None}
    return Package(name, modules, variables, tuple(unread), others)


def folder_of(package: str) -> Path | None:
    """Where an installed package lies; it is not imported."""
    spec = find_spec(package)
    return Path(next(iter(spec.submodule_search_locations))) if spec is not None and spec.submodule_search_locations else None


def _module(package: str, path: PurePosixPath, folder: Path) -> Module | None:
    text = (folder / path).read_text(encoding="utf-8", errors="replace")
    try:
        return Module(package, path, ast.parse(text), text)
    except (SyntaxError, ValueError):
        return None


def variables_of(module: Module) -> list[Written]:
    found = []
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id == "Variable" for base in node.bases):
            formulas = [
                (_start(item.name), item) for item in node.body if isinstance(item, ast.FunctionDef) and item.name.startswith("formula")
            ]
            found.append(Written(node.name, module, node, tuple(sorted(formulas, key=lambda pair: pair[0]))))
    return found


def _start(name: str) -> str:
    """`formula_2016_12` to 2016-12-01; "" for a formula without a date."""
    parts = name.split("_")[1:]
    if not parts:
        return ""
    year, month, day = (*parts, "01", "01")[:3]
    return f"{int(year):04}-{int(month):02}-{int(day):02}"
