"""A project to how much of it was read: a sheet of cases that is lost shows in the count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rulespec.compiler.documents import document as doc
from rulespec.compiler.documents.expanding import expanded
from rulespec.compiler.documents.project import Project
from rulespec.compiler.ground.diagnostics import Diagnostics


@dataclass(frozen=True, slots=True)
class Counts:
    """What the documents hold, the aids of institutions counted each."""

    documents: int
    aids: int
    conditions: int
    cases: int


def counted(project: Project) -> Counts:
    """The counts of a project, right or wrong: they are of what is written, before any of it is checked."""
    found = [each.document for sheet in project.sheets for each in expanded(sheet, Diagnostics())]
    aids = [document for document in found if document.aid is not None]
    conditions = (item for document in aids for item in modelled(conditions_of(document)))
    return Counts(len(project.sheets), len(aids), sum(1 for _ in conditions), sum(len(document.cases) for document in found))


def conditions_of(document: doc.Document) -> tuple[doc.Condition, ...]:
    """All the conditions of an aid, those of its profiles too."""
    return (*document.conditions, *(item for profile in document.profiles for item in profile.conditions))


def modelled(conditions: Iterable[doc.Condition]) -> Iterable[doc.Condition]:
    """The conditions that rules say, those within groups too."""
    for item in conditions:
        inner = (*item.all_of, *item.any_of, *item.none_of)
        if inner:
            yield from modelled(inner)
        elif item.unmodelled is None:
            yield item
