"""Results, coverage, suggestions and mutants to the terminal, JSON, JUnit and HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant
from rulespec.compiler.analysis.proving.coverage import Coverage
from rulespec.compiler.analysis.proving.goals import Goal
from rulespec.compiler.documents.values import write_date, write_number
from rulespec.compiler.ground.operators import COMPARED, Comparison
from rulespec.compiler.words import Language
from rulespec.reporting.typesetting import typeset_page
from rulespec.running.deciding import decided
from rulespec.running.testing import Played, Result


@dataclass(frozen=True)
class Proof:
    """All that a run of the cases has to say; `suggested` are cases to add, by document; `unsuggested` what has none, and why."""

    program: ir.Program
    played: tuple[Played, ...]
    coverage: tuple[Coverage, ...] = ()
    mutants: tuple[tuple[ir.Aid, Mutant, ir.Case | None], ...] = ()
    mutant_count: int = 0
    suggested: tuple[tuple[str, str], ...] = ()
    suggested_count: int = 0
    unsuggested: tuple[tuple[str, str, str], ...] = ()

    def by_aid(self) -> list[tuple[str, list[Played]]]:
        """The cases by the document that holds them, under the name of its aid."""
        names = {aid.document: aid.name for aid in reversed(self.program.aids)}
        found: dict[str, list[Played]] = {}
        for case in self.played:
            found.setdefault(case.case.document, []).append(case)
        return [(names.get(document, document), cases) for document, cases in found.items()]

    @property
    def failed(self) -> list[Result]:
        return [result for case in self.played for result in case.results if not result.passed]


def scalar_text(value: Any, words: Language) -> str:
    """A value as the expert would type it."""
    if isinstance(value, bool):
        return words.values["booleans"]["true" if value else "false"][0]
    if isinstance(value, Decimal):
        return write_number(value, words)
    if isinstance(value, date):
        return write_date(value)
    return str(value)


def goal_text(goal: Goal, words: Language) -> str:
    """What a goal asks for, in the expert's words."""
    return _told(goal, words, "goal")


def case_name(goal: Goal, words: Language) -> str:
    """What a case that reaches a goal shows, as its name."""
    return _told(goal, words, "case")


def _told(goal: Goal, words: Language, prefix: str) -> str:
    value = scalar_text(goal.value, words) if goal.value is not None else ""
    kind = "else" if goal.kind == "row" and goal.index == 0 else goal.kind
    if goal.table is not None and goal.kind != "row":
        kind = f"cell {kind}"
    function = ""
    if goal.decision is not None and isinstance(goal.decision.part, ir.Extreme):
        function = words.function_name(goal.decision.part.function.value)
    if goal.end:
        kind = goal.end
    elif goal.kind in ("edge", "under", "over", "term"):
        value = value or (words.quoted(goal.part) if goal.part else words.ui["goal reckoned" if goal.kind == "term" else "goal bound"])
    part = words.quoted(goal.part) if goal.part else words.ui["goal choice"]
    return words.ui[f"{prefix} {kind}"].format(name=goal.name, index=goal.index, value=value, role=goal.role, part=part, function=function)


def excluded_text(names: tuple[str, ...], words: Language) -> str:
    """Why no situation shows something."""
    return words.ui["excluded by" if names else "excluded"].format(names=", ".join(words.quoted(name) for name in names[:3]))


def mutant_text(mutant: Mutant, words: Language) -> str:
    """What a mutant changed, and in which condition, calculation or row."""
    before, after = (_said(mutant.kind, text, words) for text in (mutant.before, mutant.after))
    change = words.ui[f"mutant {mutant.kind}"].format(before=before, after=after)
    if not mutant.name:
        return change
    if not mutant.is_table:
        name = words.quoted(mutant.name)
    elif mutant.row is None:
        name = words.ui["mutant table"].format(name=mutant.name)
    else:
        name = words.ui["mutant table row" if mutant.row else "mutant table else"].format(name=mutant.name, row=mutant.row)
    return words.ui["mutant in"].format(name=name, change=change)


def _said(kind: str, text: str, words: Language) -> str:
    """A sign, a word or a number of a mutant, in the reader's tongue."""
    match kind:
        case "bound":
            return COMPARED[Comparison(text)].sign
        case "logic" | "quantifier":
            token = text.upper()
            return next((word for word, found in words.keywords.items() if found == token), text)
        case _:
            return text.replace(".", words.decimal) if kind in ("amount", "threshold") else text


def result_text(result: Result, words: Language) -> str:
    """A failure, at its cell."""
    case = result.case
    if result.expected is None:
        return words.ui["test crashed"].format(place=case.span, name=case.name, reason=result.error)
    if result.engines_differ:
        return words.ui["engines differ"].format(
            place=result.expected.span, name=case.name, variable=result.expected.variable, found=result.found, exact=result.exact
        )
    return words.ui["test failed"].format(
        place=result.expected.span,
        name=case.name,
        variable=result.expected.variable,
        expected=scalar_text(result.expected.value, words),
        found=result.error or scalar_text(result.found, words),
    )


def to_json(proof: Proof, words: Language) -> str:
    data = {
        "cases": [
            {
                "name": played.case.name,
                "document": played.case.document,
                "place": str(played.case.span),
                "passed": all(result.passed for result in played.results),
                "results": [
                    {
                        "variable": result.expected.variable if result.expected else None,
                        "expected": scalar_text(result.expected.value, words) if result.expected else None,
                        "found": result.error or scalar_text(result.found, words),
                        "passed": result.passed,
                        "decided": list(decided(played, result, words)) if not result.passed else [],
                    }
                    for result in played.results
                ],
            }
            for played in proof.played
        ],
        "coverage": [
            {
                "aid": item.aid.id,
                "goals": len(item.reached),
                "share": float(item.share),
                "missing": [goal_text(goal, words) for goal in item.missing],
                "excluded": [{"goal": goal_text(goal, words), "reason": excluded_text(names, words)} for goal, names in item.excluded],
            }
            for item in proof.coverage
        ],
        "unsuggested": [{"aid": aid, "goal": text, "reason": reason} for aid, text, reason in proof.unsuggested],
        "suggested": [{"document": document, "cases": text} for document, text in proof.suggested],
        "mutants": {
            "count": proof.mutant_count,
            "survivors": [
                {"aid": aid.id, "place": str(mutant.span), "change": mutant_text(mutant, words)} for aid, mutant, _ in proof.mutants
            ],
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def to_junit(proof: Proof, words: Language) -> str:
    """One suite for each aid, one test case for each case."""
    root = Element("testsuites")
    for name, cases in proof.by_aid():
        failures = sum(any(not result.passed for result in case.results) for case in cases)
        suite = SubElement(root, "testsuite", name=name, tests=str(len(cases)), failures=str(failures))
        for case in cases:
            element = SubElement(suite, "testcase", name=case.case.name, classname=case.case.document)
            for result in case.results:
                if not result.passed:
                    text = "\n".join([result_text(result, words), *decided(case, result, words)])
                    SubElement(element, "failure", message=text.splitlines()[0]).text = text
    return tostring(root, encoding="unicode")


def to_html(proof: Proof, words: Language) -> str:
    """A page of its own, that can be printed or attached to a pull request."""
    parts = [
        f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_(words.ui["proof title"])}</title>',
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
        "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;"
        "vertical-align:top;overflow-wrap:anywhere}thead th{background:#1f3a5f;color:#fff}.good{background:#d4edda}.bad{background:#f8d7da}"
        "pre{white-space:pre-wrap;overflow-wrap:anywhere}tr,h2{break-inside:avoid}h2{break-after:avoid}"
        "@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}table,tbody,tr,td,tbody th{display:block}"
        "tr{margin:0 0 1rem}td,tbody th{border-bottom:0}tr>:last-child{border-bottom:1px solid #767676}"
        "td::before{content:attr(data-name);display:block;font-weight:600}}</style></head><body><main>",
        f"<h1>{_(proof.program.title)}</h1>",
    ]
    shown = dict(proof.program.names)
    for aid in proof.program.aids:
        shown[aid.variable] = words.keys["amount"][0] if aid.eligibility not in (None, aid.variable) else words.marks.entitled[0]
        if aid.eligibility is not None:
            shown[aid.eligibility] = words.marks.entitled[0]
    heads = [words.ui[key] for key in ("proof case", "proof expected", "proof found")]
    shares = {item.aid.name: item for item in proof.coverage}
    for name, cases in proof.by_aid():
        wrong = sum(any(not result.passed for result in case.results) for case in cases)
        parts.append(f"<h2>{_(name)}</h2><p>{_(words.ui['aid cases'].format(aid=name, passed=len(cases) - wrong, total=len(cases)))}</p>")
        parts.append("<table><thead><tr>" + "".join(f'<th scope="col">{_(head)}</th>' for head in heads) + "</tr></thead><tbody>")
        for case in cases:
            for result in case.results:
                expected = result.expected
                wanted = f"{shown.get(expected.variable, expected.variable)} = {scalar_text(expected.value, words)}" if expected else ""
                tone, sign = ("good", "✓") if result.passed else ("bad", "✗")
                verdict = words.ui["proof right" if result.passed else "proof wrong"]
                found = result.error or scalar_text(result.found, words)
                if not result.passed:
                    found = " — ".join([found, *decided(case, result, words)])
                parts.append(
                    f'<tr class="{tone}"><th scope="row">{_(case.case.name)}</th><td data-name="{_(heads[1])}">{_(wanted)}</td>'
                    f'<td data-name="{_(heads[2])}">{_(found)} <strong>{sign} {_(verdict)}</strong></td></tr>'
                )
        parts.append("</tbody>")
        parts.append("</table>")
        covered = shares.get(name)
        if covered is not None:
            parts.append(f"<p>{_(share_text(covered, words))}</p>")
            if covered.missing:
                parts.append("<ul>" + "".join(f"<li>{_(goal_text(goal, words))}</li>" for goal in covered.missing) + "</ul>")
            for goal, names in covered.excluded:
                told = words.ui["not counted"].format(goal=goal_text(goal, words), reason=excluded_text(names, words))
                parts.append(f"<p>{_(told)}</p>")
    for document, text in proof.suggested:
        parts.append(f"<h2>{_(words.ui['proof suggested'])}{words.marks.colon}{_(document)}</h2><pre>{_(text)}</pre>")
    parts.append("</main></body></html>")
    return typeset_page("\n".join(parts), words)


def _(text: str) -> str:
    return html.escape(text)


def share_text(coverage: Coverage, words: Language) -> str:
    percent = int(coverage.share * 100)
    reached = len(coverage.reached) - len(coverage.missing)
    return words.ui["coverage line"].format(aid=coverage.aid.name, percent=percent, reached=reached, total=len(coverage.reached))


def text_lines(proof: Proof, words: Language) -> Iterable[tuple[str, str]]:
    """Lines for the terminal, each with its style."""
    for name, cases in proof.by_aid():
        wrong = [case for case in cases if any(not result.passed for result in case.results)]
        style = "red" if wrong else "green"
        yield words.ui["aid cases"].format(aid=name, passed=len(cases) - len(wrong), total=len(cases)), style
        for case in wrong:
            for result in case.results:
                if not result.passed:
                    yield "  " + result_text(result, words), "red"
                    for text in decided(case, result, words):
                        yield f"      {text}", "red"
    for item in proof.coverage:
        yield share_text(item, words), "green" if not item.missing else "yellow"
        for goal in item.missing:
            place = f" ({goal.span.place})" if goal.span is not None else ""
            yield f"    {goal_text(goal, words)}{place}", "dim"
        for goal, why in item.excluded:
            yield f"    {words.ui['not counted'].format(goal=goal_text(goal, words), reason=excluded_text(why, words))}", "dim"
    if proof.mutant_count:
        killed = proof.mutant_count - len(proof.mutants)
        yield words.ui["mutants line"].format(killed=killed, total=proof.mutant_count), "green" if not proof.mutants else "yellow"
        names = dict(proof.program.names)
        for aid, mutant, killer in proof.mutants:
            yield f"    {aid.id} {mutant.span.place}{words.marks.colon}{mutant_text(mutant, words)}", "dim"
            if killer is not None:
                yield f"        {words.ui['mutant killer'].format(case=case_text(killer, names, words))}", "dim"


def case_text(case: ir.Case, names: Mapping[str, str], words: Language) -> str:
    """A situation in one line, in the words of the trade."""
    given = " ; ".join(
        f"{names.get(item.variable, item.variable)} = {scalar_text(item.value, words)} [{item.period}]" for item in case.given
    )
    return f"{case.period}{words.marks.colon}{given}"
