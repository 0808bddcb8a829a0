"""The files of code lists that a lexicon names to lists that are read when they are needed."""

from __future__ import annotations

import csv
import errno
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from rulespec.compiler.documents.document import CodeFile, Vocabulary
from rulespec.compiler.ground.code_lists import CodeList, Entry
from rulespec.compiler.ground.text import normalise
from rulespec.disk.bounds import kept_inside
from rulespec.disk.reading import read_text

# As `words.reason` says it in the reader's tongue.
NO_LIST = "Not a list of codes"
COLUMNS = ("code", "name", "within", "holds", "now", "until")


def read_entries(text: str) -> Iterator[Entry]:
    """The entries of a CSV text: a line of remarks begins with #, the header names the columns, `;` separates them.

    Raises ValueError and csv.Error for a row of another width than the header's, and for what is no CSV.
    """
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    rows = csv.reader(lines, delimiter=";")
    header = next(rows, [])
    if header == list(COLUMNS):  # 40,000 rows of the country: no dictionary for each
        for code, name, within, holds, now, until in rows:
            yield Entry(code, name, within, tuple(holds.split()) if holds else (), now, until)
        return
    for row in rows:
        told = dict(zip(header, row, strict=True))
        code, name, within, holds, now, until = (told.get(column, "").strip() for column in COLUMNS)
        if code:
            yield Entry(code, name, within, tuple(holds.split()), now, until)


@cache
def shipped_list(name: str, within: str, file: str) -> CodeList:
    """A list that comes with rulespec; one for the whole process, so that it is read once."""
    path = files("rulespec.vocabulary").joinpath(*file.split("/"))
    return CodeList(name, within, lambda: read_entries(path.read_text(encoding="utf-8")))


def code_lists(vocabulary: Vocabulary, folder: Path | None, missing: Callable[[CodeFile, OSError], None]) -> Iterable[tuple[str, CodeList]]:
    """The lists of a vocabulary by name; their files lie in `folder`, or with rulespec where it is None.

    A file that can't be read is told, with why.
    """
    for item in vocabulary.code_lists:
        assert item.name is not None and item.file is not None
        name, within, file = item.name.text, item.within.text if item.within is not None else "", item.file.text
        if folder is None:
            yield normalise(name), shipped_list(name, within, file)
            continue
        try:
            entries = tuple(read_entries(read_text(kept_inside(folder / file, folder))))
        except OSError as error:
            missing(item, error)
            continue
        except (csv.Error, ValueError):
            missing(item, OSError(errno.EINVAL, NO_LIST, str(folder / file)))
            continue
        yield normalise(name), CodeList(name, within, lambda entries=entries: entries)  # type: ignore[misc]
