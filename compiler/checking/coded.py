"""Codes as they are typed to those of their list, as a rule compares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rulespec.compiler.checking.context import Context
from rulespec.compiler.documents.values import parse_date
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.code_lists import CodeList
from rulespec.compiler.ground.diagnostics import Diagnostics, Problem
from rulespec.compiler.ground.kinds import Type
from rulespec.compiler.ground.source import Span


@dataclass(frozen=True, slots=True)
class Typed:
    """A code as it was typed, and where."""

    text: str
    span: Span


def codes_of(typed: Iterable[Typed], of: CodeList, catalog: Catalog, diagnostics: Diagnostics, at: str = "") -> tuple[str, ...] | None:
    """The codes of a list that texts say, each with the codes of the same list that it holds; None after a report.

    A commune holds its districts: who lives in the 1st arrondissement lives in Paris. A code that has ended stands beside what it became:
    the rule then holds for the past and for today.
    """
    found: list[str] = []
    ended: list[tuple[Typed, Problem]] = []
    fine = True
    for item in typed:
        entry = catalog.codes.read(item.text, of, at)
        if isinstance(entry, codes.UnknownCode.Former):
            ended.append((item, entry))
            found.append(item.text.strip().upper())
        elif isinstance(entry, Problem):
            diagnostics.report(entry, item.span)
            fine = False
        else:
            found += [entry.code, *(code for code in entry.holds if code in of.entries)]
    for item, problem in ended:
        code = of.entries.get(item.text.strip().upper())
        if code is None or code.now not in found:
            diagnostics.report(problem, item.span)
            fine = False
    return tuple(found) if fine else None


def beginnings(typed: Iterable[Typed], of: CodeList, ctx: Context) -> tuple[str, ...] | None:
    """« commence par »: each is the start of a code of today, and no number that lost its zero: 1 would be ten départements."""
    found: list[str] = []
    fine = True
    for item in typed:
        text = item.text.strip().upper()
        if len(text) == 1 and of.begins(f"0{text}"):
            ctx.diagnostics.report(codes.NumberForCode.Lost(text=text, write=f"0{text}", name=f"{of.name} 0{text}…"), item.span)
        elif not of.begins(text):
            ctx.diagnostics.report(codes.UnknownCode(text=item.text, list=of.name), item.span)
        else:
            found.append(text)
            continue
        fine = False
    return tuple(found) if fine else None


def last_day(ctx: Context) -> str:
    """The last day of the document's rules as an ISO date, "" where they have no end."""
    day = parse_date(ctx.document.until.text) if ctx.document.until is not None else None
    return day.isoformat() if day is not None else ""


def coded_member(text: str, type_: Type, catalog: Catalog) -> str | Problem | None:
    """The member of an enumeration whose labels are codes, by its code or by the name of that code; None where it has no codes."""
    of = catalog.codes.list_of(type_.codes)
    members = catalog.codes.choices.get(type_.enum or "", {})
    if of is None or not members:
        return None
    entry = catalog.codes.read(text, of)
    if isinstance(entry, Problem):
        return entry
    return next((member for member, code in members.items() if code == entry.code), None)
