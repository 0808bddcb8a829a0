"""Words to the variables and parameters of a country whose name or label holds them all."""

from __future__ import annotations

from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.reporting.types import type_text


def search_catalog(catalog: Catalog, query: str, words: Language) -> list[tuple[str, str, str, str, str]]:
    """(name, entity, period, type, label) rows, the best first: exact name, then words in the name, then in the label."""
    wanted = normalise(query.replace("_", " ")).split()
    stems = [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in wanted]
    found: list[tuple[tuple[int, int, str], tuple[str, str, str, str, str]]] = []
    for name, raw in catalog.raw_variables.items():
        label = raw.get("label") or ""
        rank = _rank(name, label, stems, normalise(query))
        if rank is not None:
            variable = catalog.variable(name)
            assert variable is not None
            period = words.terms[variable.period.value]
            found.append(((rank, len(name), name), (name, raw["entity"], period, type_text(variable.type, words), label)))
    for path, raw in catalog.raw_parameters.items():
        label = raw.get("label") or ""
        rank = _rank(path, label, stems, normalise(query))
        if rank is not None:
            found.append(((rank + 10, len(path), path), (path, "", "", words.ui["scale" if raw.get("scale") else "parameter"], label)))
    return [row for _, row in sorted(found)]


def _rank(name: str, label: str, words: list[str], whole: str) -> int | None:
    plain_name, plain_label = normalise(name.replace("_", " ").replace(".", " ")), normalise(label)
    if plain_name == whole.replace("_", " "):
        return 0
    if all(word in plain_name for word in words):
        return 1
    if all(word in plain_label for word in words):
        return 2
    return 3 if all(word in plain_name or word in plain_label for word in words) else None
