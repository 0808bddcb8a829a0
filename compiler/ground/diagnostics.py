"""What the compiler has to say of a document: codes, places and fields; words come at the rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from rulespec.compiler.ground.source import Span

T = TypeVar("T")


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic, declared once in `codes.py`, with one page and one test folder."""

    id: str
    slug: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains the first: « declared here »."""

    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark on what a person wrote.

    Attributes:
        code: what is wrong.
        span: where.
        variant: the sentence among those of the code ("" for the only one).
        fields: what fills the sentence; a value `@key` is a word to be said in the reader's language.
        help: the key of the suggestion, None without one.
    """

    code: Code
    span: Span
    variant: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    help: str | None = None
    labels: tuple[Label, ...] = ()
    level: Severity | None = None

    @property
    def severity(self) -> Severity:
        """The code's, unless the remark was told for less: what stops an aid in production only warns about a draft."""
        return self.level or self.code.severity


class Diagnostics:
    """A collector: passes report to it and go on, so that one run tells everything."""

    def __init__(self) -> None:
        self._items: list[Diagnostic] = []
        self._seen: set[tuple[str, str, tuple[object, ...], tuple[tuple[str, str], ...]]] = set()

    def report(
        self,
        code: Code,
        span: Span,
        variant: str = "",
        help: str | None = None,
        labels: tuple[Label, ...] = (),
        level: Severity | None = None,
        **fields: str,
    ) -> None:
        """Add a remark; the same remark at the same place is kept once."""
        key = (code.id, variant, span.sort_key, tuple(sorted(fields.items())))
        if key in self._seen:
            return
        self._seen.add(key)
        self._items.append(Diagnostic(code, span, variant, fields, help, labels, level))

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        for item in diagnostics:
            self.report(item.code, item.span, item.variant, item.help, item.labels, item.level, **item.fields)

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self._items)

    def sorted(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._items, key=lambda item: (item.span.sort_key, item.code.id)))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a stage made (None if it could not), and what it has to say about it."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.diagnostics)
