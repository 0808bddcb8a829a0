"""A Parquet or CSV file to Arrow tables: as many rows at a time as are asked for."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute as compute
import pyarrow.csv
import pyarrow.parquet

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Problem

PARQUET, CSV = ".parquet", ".csv"
# Rows that are read at a time.
BATCH = 65_536
TRUE, FALSE = ["true", "1", "oui", "vrai", "yes"], ["false", "0", "non", "faux", "no"]


class UnreadableTable(Exception):
    """A file that is no table; `reason` is what the reader says of it, `twice` a name that two of its columns have."""

    def __init__(self, path: Path, reason: str, twice: str = "") -> None:
        super().__init__(f"{path}: {reason or twice}")
        self.path = path
        self.reason = reason
        self.twice = twice

    @property
    def problem(self) -> Problem:
        """What is told of it."""
        if self.twice:
            return codes.UnreadablePopulation.Twice(table=self.path.name, column=self.twice)
        return codes.UnreadablePopulation(name=self.path.name, reason=self.reason)


@dataclass(frozen=True)
class Table:
    """One table of a population, in one file or several of the same columns, in the order of their names.

    Attributes:
        types: for a CSV file, the Arrow type of each column that is known; the others are guessed.
    """

    files: tuple[Path, ...]
    types: tuple[tuple[str, Any], ...] = ()

    @property
    def shown(self) -> str:
        """How people call it: its file, or the folder of its files."""
        return self.files[0].name if len(self.files) == 1 else self.files[0].parent.name

    @property
    def is_parquet(self) -> bool:
        """True of files that say the types of their columns."""
        return self.files[0].suffix.lower() == PARQUET

    @cached_property
    def schema(self) -> Any:
        """The columns and their Arrow types. Raises UnreadableTable, for two columns of one name too."""
        found = self._memory.schema if self._memory is not None else self._parquet[0].schema_arrow
        again = sorted({name for name in found.names if found.names.count(name) > 1})
        if again:
            raise UnreadableTable(self.files[0], "", again[0])
        return found

    @cached_property
    def rows(self) -> int:
        """How many rows. Raises UnreadableTable."""
        if self._memory is not None:
            return int(self._memory.num_rows)
        return sum(int(item.metadata.num_rows) for item in self._parquet)

    @cached_property
    def metadata(self) -> dict[str, str]:
        """What a Parquet file says of itself."""
        return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in (self.schema.metadata or {}).items()}

    @cached_property
    def size(self) -> int:
        """The bytes of the table once it is in memory, about: what Parquet says of its columns."""
        if self._memory is not None:
            return int(self._memory.nbytes)
        groups = (item.metadata.row_group(number) for item in self._parquet for number in range(item.metadata.num_row_groups))
        return sum(int(group.total_byte_size) for group in groups)

    @cached_property
    def _parquet(self) -> list[Any]:
        found = []
        for path in self.files:
            try:
                found.append(pyarrow.parquet.ParquetFile(path))
            except pyarrow.ArrowInvalid as error:
                raise UnreadableTable(path, _first_line(error)) from None
            if not found[-1].schema_arrow.equals(found[0].schema_arrow):
                raise UnreadableTable(path, f"columns other than those of {self.files[0].name}")
        return found

    @cached_property
    def _memory(self) -> Any:
        return None if self.is_parquet else _read_csv(self.files[0], dict(self.types))

    def batches(self, columns: Sequence[str], rows: int = BATCH) -> Iterator[Any]:
        """The rows of some columns, in order, as tables of at most so many rows. Raises UnreadableTable."""
        names = list(columns)
        if self._memory is not None:
            for start in range(0, self.rows, rows):
                yield self._memory.select(names).slice(start, rows)
            return
        for path, item in zip(self.files, self._parquet):
            try:
                for batch in item.iter_batches(batch_size=rows, columns=names):
                    yield pyarrow.Table.from_batches([batch]).select(names)
            except (pyarrow.ArrowInvalid, OSError) as error:
                raise UnreadableTable(path, _first_line(error)) from None

    def read(self, columns: Sequence[str]) -> Any:
        """Some columns whole."""
        found = list(self.batches(columns))
        return pyarrow.concat_tables(found) if found else self.schema.empty_table().select(list(columns))


def _read_csv(path: Path, types: dict[str, Any]) -> Any:
    """A CSV file, separated by commas, semicolons or tabs; with semicolons, decimals may have a comma.

    A column that is not wholly of its type stays text: the check tells its rows.
    """
    with path.open("rb") as file:
        first = file.readline()
    separator = max((b",", b";", b"\t"), key=first.count).decode()
    try:
        # All as text first, so that « 01001 » stays what it is, and what is wrong is told all at once.
        names = next(csv.reader([first.decode("utf-8-sig")], delimiter=separator), [])
        table = pyarrow.csv.read_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
    except (pyarrow.ArrowInvalid, pyarrow.ArrowKeyError, UnicodeDecodeError) as error:
        raise UnreadableTable(path, _first_line(error)) from None
    for index, name in enumerate(table.column_names):
        if name in types:
            table = table.set_column(index, name, _converted(table[name], types[name], separator != ","))
    return table


def _converted(column: Any, kind: Any, has_comma: bool) -> Any:
    text = compute.utf8_trim_whitespace(column)
    try:
        if pyarrow.types.is_boolean(kind):
            lower = compute.utf8_lower(text)
            is_true = compute.is_in(lower, value_set=pyarrow.array(TRUE))
            known = compute.or_(is_true, compute.is_in(lower, value_set=pyarrow.array(FALSE)))
            known = compute.or_(known, compute.is_null(lower))
            return compute.if_else(compute.is_null(lower), None, is_true) if compute.all(known).as_py() is not False else column
        if pyarrow.types.is_floating(kind) and has_comma:
            text = compute.replace_substring(text, ",", ".")
        return text.cast(kind)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError):
        return text


def is_written(text: str, kind: Any) -> bool:
    """Whether a text is a finite number, a date, a yes / no: what a CSV file is read by, so that what it can't be is told.

    >>> is_written("34.5", pyarrow.int64()), is_written("34", pyarrow.int64()), is_written("1,000", pyarrow.float64())
    (False, True, False)
    """
    found = _converted(pyarrow.array([text]), kind, False)
    return bool(found.type == kind and not (pyarrow.types.is_floating(kind) and not math.isfinite(found[0].as_py())))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
