"""What visitors told, kept in memory while the preview runs: a reload, the other tongue and new rules find it again."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from werkzeug.datastructures import MultiDict

from rulespec.running.explaining import Answer

# The oldest situation is forgotten for the next: a form is 256 kB at most.
MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a version of the rules answered: for each aid, the verdict and the answer."""

    version: int
    answers: Mapping[str, tuple[str, Answer]]


@dataclass(eq=False, slots=True)
class Told:
    """A form as it was sent, what was said of it, the answers of the rules of now and of those before them."""

    visitor: str
    fields: MultiDict[str, str]
    said: str = ""
    is_done: bool = False
    now: Outcome | None = field(default=None)
    before: Outcome | None = field(default=None)

    def answered(self, outcome: Outcome) -> None:
        """Keep what the rules of now answer; what those of before answered stays beside it."""
        if self.now is not None and self.now.version != outcome.version:
            self.before = self.now
        self.now = outcome


class Memory:
    """The situations of all visitors, each under a word that says nothing of it, for who told it alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Told] = OrderedDict()
        self._lock = Lock()

    def keep(self, visitor: str, fields: MultiDict[str, str], said: str = "", is_done: bool = False) -> str:
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[key] = Told(visitor, fields, said, is_done)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return key

    def find(self, visitor: str, key: str) -> Told | None:
        """None where it was forgotten, or told by someone else."""
        told = self._kept.get(key)
        return told if told is not None and told.visitor == visitor else None
