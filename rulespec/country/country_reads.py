"""What the country's formulas read, from their source: calls of a population with the name of a variable."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence, Set
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def country_reads(system: Any, packages: Sequence[str], others: Set[str] = frozenset()) -> dict[str, frozenset[str]]:
    """The variables of the country and its extensions, or among `others`, that each of their variables names in its formulas.

    One whose source is not in the packages' files is absent.

    A name made while running can't be seen here: what computes the same before and after is shown by running it.
    """
    names = set(system.variables)
    known = names | others
    found: dict[str, frozenset[str]] = {}
    for path in (path for package in packages for path in _files(package)):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name in names:
                found[node.name] = found.get(node.name, frozenset()) | (frozenset(_named(node)) & known)
    return found


def _files(package: str) -> list[Path]:
    """The source files of a country's package; OpenFisca loads them by path, so that no module names them."""
    spec = find_spec(package)
    return sorted(Path(spec.origin).parent.rglob("*.py")) if spec is not None and spec.origin is not None else []


def _named(node: ast.ClassDef) -> Iterator[str]:
    """`individu("age", period)`, `foyer.members("age", period)`, `add(period, ["a", "b"])`: any text that a formula gives to a call."""
    for item in ast.walk(node):
        if isinstance(item, ast.FunctionDef):
            for inner in ast.walk(item):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value
