"""Words to the terms of a lexicon, variables and parameters of a country whose name or label holds them all."""

from __future__ import annotations

from collections.abc import Iterator

from rulespec.compiler.documents.document import Vocabulary
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.reporting.types import type_text

# Name, entity, period, type, label.
Row = tuple[str, str, str, str, str]


def search_catalog(catalog: Catalog, query: str, words: Language, lexicon: Vocabulary | None = None) -> list[Row]:
    """The rows that hold all the words, the lexicon's first; of each kind the best first: exact name, words in the name, in the label."""
    wanted = normalise(query.replace("_", " ")).split()
    stems = [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in wanted]
    found: list[tuple[tuple[int, int, str], Row]] = []
    for row in _terms(lexicon, catalog, words) if lexicon is not None else ():
        rank = _rank(row[0], row[4], stems, normalise(query))
        if rank is not None:
            found.append(((rank - 10, len(row[0]), row[0]), row))
    for name, raw in catalog.raw_variables.items():
        label = raw.get("label") or ""
        rank = _rank(name, label, stems, normalise(query))
        if rank is not None:
            found.append(((rank, len(name), name), _variable(name, catalog, words, name, label)))
    for path, raw in catalog.raw_parameters.items():
        label = raw.get("label") or ""
        rank = _rank(path, label, stems, normalise(query))
        if rank is not None:
            found.append(((rank + 10, len(path), path), (path, "", "", words.ui["scale" if raw.get("scale") else "parameter"], label)))
    return [row for _, row in sorted(found)]


def _terms(lexicon: Vocabulary, catalog: Catalog, words: Language) -> Iterator[Row]:
    """The terms that a document can say without declaring them, with what each reads."""
    for datum in lexicon.data:
        if datum.name is not None and datum.reads is not None:
            yield _variable(datum.reads.text.strip(), catalog, words, datum.name.text, _lexicon(datum.reads, words))
    for parameter in lexicon.parameters:
        if parameter.name is not None and parameter.reads is not None:
            yield parameter.name.text, "", "", words.ui["parameter"], _lexicon(parameter.reads, words)
    for term in lexicon.calculations:
        formula = term.formula[-1].value if term.formula else None
        if term.name is not None and formula is not None:
            yield term.name.text, "", "", term.unit.text if term.unit is not None else "", _lexicon(formula, words)


def _lexicon(read: Cell, words: Language) -> str:
    return words.ui["of the lexicon"].format(read=read.text)


def _variable(variable: str, catalog: Catalog, words: Language, name: str, label: str) -> Row:
    known = catalog.variable(variable)
    if known is None:
        return name, "", "", "", label
    return name, known.entity, words.terms[known.period.value], type_text(known.type, words), label


def _rank(name: str, label: str, words: list[str], whole: str) -> int | None:
    plain_name, plain_label = normalise(name.replace("_", " ").replace(".", " ")), normalise(label)
    if plain_name == whole.replace("_", " "):
        return 0
    if all(word in plain_name for word in words):
        return 1
    if all(word in plain_label for word in words):
        return 2
    return 3 if all(word in plain_name or word in plain_label for word in words) else None
