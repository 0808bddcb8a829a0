"""What the compiler has to say of a document: what is wrong, with its fields, and where; words come at the rendering."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar, Generic, Literal, TypeAlias, TypeVar, dataclass_transform, get_args, get_type_hints

from rulespec.compiler.ground.source import Span

T = TypeVar("T")


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """The number and the name of a kind of diagnostic: one page and one test folder each."""

    id: str
    slug: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message that is said in the reader's language: a key of its terms (« number », « month »)."""

    key: str


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a message, written: from `start` on, up to `end`, between the two, or on no date at all."""

    start: str = ""
    end: str = ""


Said: TypeAlias = str | int | Word | When


class Coded:
    """A class of `codes.py`: its code, for itself and for the sentences inside it."""

    code: ClassVar[Code]

    def __init_subclass__(cls, id: str = "", severity: Severity = Severity.ERROR) -> None:
        super().__init_subclass__()
        if id:
            cls.code = Code(id, _parts(cls.__name__, "-"), severity)
            if issubclass(cls, Problem):
                cls.key = id
            for name, value in list(vars(cls).items()):
                if isinstance(value, type) and issubclass(value, Problem):
                    value.code, value.key = cls.code, f"{id}:{_parts(name, ' ')}"


def _parts(name: str, joint: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", joint, name).lower()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Problem(Coded):
    """What is wrong: a sentence of a code, and as fields what fills it; see `codes.py`.

    Attributes:
        key: its sentence in the words of each language: `RS403`, `RS403:undated`.
        suggestion: the key of what is advised, None without; a subclass that has the choice names it in a field `help`.
    """

    key: ClassVar[str]
    suggestion: ClassVar[str | None] = None

    # Its fields, those of the class that it extends first.
    _names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, id: str = "", severity: Severity = Severity.ERROR, help: str | None = None) -> None:
        # What `dataclass` would write, said once for all: it compiles six functions for each of five hundred classes, and
        # every command waited a tenth of a second for that.
        cls._names = tuple(dict.fromkeys((*cls._names, *cls.__dict__.get("__annotations__", ()))))
        cls.suggestion = help
        super().__init_subclass__(id, severity)

    def __init__(self, **values: object) -> None:
        for name in self._names:
            if name in values:
                self.__dict__[name] = values.pop(name)
            elif not hasattr(type(self), name):
                raise TypeError(f"{type(self).__qualname__} is told without {name}")
        if values:
            raise TypeError(f"{type(self).__qualname__} says nothing of {', '.join(values)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__qualname__} is told once")

    @property
    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._values == self._values

    def __hash__(self) -> int:
        return hash((type(self), self._values))

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._names)})"

    @property
    def advice(self) -> str | None:
        """The key of the suggestion that goes with this sentence."""
        chosen: str | None = getattr(self, "help", self.suggestion)
        return chosen

    @property
    def fields(self) -> dict[str, Said]:
        """What fills the sentence and the suggestion, by name."""
        return {name: getattr(self, name) for name in self._names if name != "help"}

    @classmethod
    def advices(cls) -> tuple[str, ...]:
        """Every suggestion that may go with this sentence."""
        choices = get_args(get_type_hints(cls).get("help"))
        chosen = [key for item in choices for key in (get_args(item) or (item,)) if isinstance(key, str)]
        return tuple(chosen) or ((cls.suggestion,) if cls.suggestion else ())


class Near(Problem):
    """A name that is not known: what is near is suggested, else what the class says."""

    near: str = ""

    @property
    def advice(self) -> str | None:
        # A list of nothing is no advice.
        return "near" if self.near else self.suggestion if getattr(self, "known", "-") else None

    @classmethod
    def advices(cls) -> tuple[str, ...]:
        return ("near", *((cls.suggestion,) if cls.suggestion else ()))


class Defect(Exception):
    """A bug of rulespec, and what was being checked: with a cause, it stopped there; without, the part is gone and no error says so."""

    def __init__(self, name: str, span: Span, cause: Exception | None = None) -> None:
        super().__init__(f"{name} ({span})")
        self.__cause__ = cause
        self.name = name
        self.span = span


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains the first (« declared here »), or where the same is to be said (« also here »)."""

    span: Span
    key: Literal["first", "also"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark on what a person wrote: what is wrong, and where."""

    problem: Problem
    span: Span
    labels: tuple[Label, ...] = ()
    level: Severity | None = None

    @property
    def code(self) -> Code:
        return self.problem.code

    @property
    def severity(self) -> Severity:
        """The code's, unless the remark was told for less: what stops an aid in production only warns about a draft."""
        return self.level or self.code.severity


class Diagnostics:
    """A collector: passes report to it and go on, so that one run tells everything.

    Attributes:
        stopped: the first bug of rulespec that stopped the reading of a file; it is told after the remarks on the others.
    """

    def __init__(self) -> None:
        self.stopped: Defect | None = None
        self._items: list[Diagnostic] = []
        self._seen: set[tuple[Problem, tuple[object, ...]]] = set()

    def report(self, problem: Problem, span: Span, labels: tuple[Label, ...] = (), level: Severity | None = None) -> None:
        """Add a remark; the same remark at the same place is kept once."""
        key = (problem, span.sort_key)
        if key in self._seen:
            return
        self._seen.add(key)
        self._items.append(Diagnostic(problem, span, labels, level))

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        for item in diagnostics:
            self.report(item.problem, item.span, item.labels, item.level)

    def demand(self, kind: type[Problem]) -> None:
        """Remarks of a kind that were told for less are errors: what may lack while one writes may not in what is compiled."""
        self._items = [replace(item, level=None) if isinstance(item.problem, kind) else item for item in self._items]

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
