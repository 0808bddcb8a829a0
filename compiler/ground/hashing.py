"""A frozen record to one whose hash is counted once: those that stand in one another are asked for it at each look-up."""

from __future__ import annotations

from typing import TypeVar

C = TypeVar("C", bound="Hashed")


class Hashed:
    """What `hashed_once` needs of a slotted record: a place that is none of its fields."""

    __slots__ = ("_hash",)


def hashed_once(kind: type[C]) -> type[C]:
    """The same frozen dataclass, which keeps its hash."""
    count = kind.__hash__

    def kept(self: C) -> int:
        try:
            found: int = self._hash  # type: ignore[attr-defined]
        except AttributeError:
            found = count(self)
            object.__setattr__(self, "_hash", found)
        return found

    kind.__hash__ = kept  # type: ignore[assignment, method-assign]
    return kind
