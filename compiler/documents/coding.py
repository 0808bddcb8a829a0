"""The lists of codes of the lexicons, and which data are of which, to a catalogue that knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rulespec.compiler.documents.project import Lexique
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.code_lists import CodeList, Codes
from rulespec.compiler.ground.text import normalise


def coded(catalog: Catalog, vocabularies: Iterable[Lexique], lists: Mapping[str, CodeList]) -> Catalog:
    """The catalogue whose variables know their list; an enumeration of codes shows their names.

    `lists` are those of the vocabularies, by their name in normal form.
    """
    variables: dict[str, str] = {}
    starts: dict[str, str] = {}
    for lexique in vocabularies:
        for datum in lexique.vocabulary.data:
            if datum.reads is not None and datum.code_list is not None and normalise(datum.code_list.text) in lists:
                by_start = datum.compared_by is not None and lexique.words.value("comparisons_by", datum.compared_by.text) == "start"
                (starts if by_start else variables).setdefault(datum.reads.text.strip(), normalise(datum.code_list.text))
    enums = dict(catalog.enums)
    choices: dict[str, Mapping[str, str]] = {}
    for variable, name in variables.items():
        enum = catalog.raw_variables.get(variable, {}).get("enum")
        if enum in enums:
            entries = lists[name].entries
            # A catalogue that is used again shows the names already.
            written = {**enums[enum], **catalog.codes.choices.get(enum, {})}
            choices[enum] = {member: code for member, code in written.items() if code in entries}
            enums[enum] = {member: entries[code].name if code in entries else code for member, code in written.items()}
    return replace(catalog, enums=enums, codes=Codes(lists, variables, starts, choices))
