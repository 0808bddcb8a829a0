"""The kinds of files that documents are told in: to add one is to add its record here."""

from __future__ import annotations

from pathlib import Path

from rulespec.formats.csv import CSV
from rulespec.formats.format import Format
from rulespec.formats.workbook.form import ODS, XLSX
from rulespec.formats.yaml.form import YAML

FORMATS: tuple[Format, ...] = (YAML, XLSX, ODS, CSV)
# In which a document that no other can hold is written, and shown.
PLAIN = YAML
SUFFIXES = tuple(suffix for item in FORMATS for suffix in item.suffixes)


def format_of(path: Path) -> Format | None:
    """The format of a file, by its suffix; None for a file that holds no document."""
    suffix = path.suffix.lower()
    return next((item for item in FORMATS if suffix in item.suffixes), None)


def named(name: str) -> Format:
    """The format that a command calls so."""
    return next(item for item in FORMATS if item.name == name)


def is_written(path: Path, form: Format) -> bool:
    """True of a file with a suffix that a file of its kind is written with: not the .xlsm that is only read to be refused."""
    return path.suffix.lower() in (form.suffixes if form.is_text else (form.extension,))


def is_folder(path: Path) -> bool:
    """True of a name that is a folder's, there or not: it has no suffix."""
    return not path.suffix
