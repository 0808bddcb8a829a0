"""Which aids to bring into the simulator first: candidates refused with the reason, the others scored with visible weights."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.formats.workbook import style
from rulespec.keeping.portfolio import ANSWERS, CRITERIA, Candidate, answer_of, number_of
from rulespec.reporting.typesetting import typeset_page

FACTORS = 3
MANY_DOCUMENTS = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: why it is refused (a criterion and its answer), or its score out of 100 and what each criterion brings.

    `unknown` are the criteria without an answer, each with the place where it is to be written.
    """

    name: str
    refused: tuple[str, str] | None
    score: Fraction
    parts: Mapping[str, Fraction]
    unknown: tuple[tuple[str, str], ...] = ()


def rank(weights: Mapping[str, int], candidates: Mapping[str, Candidate], known: frozenset[str]) -> list[Ranked]:
    """The candidates, the best first, the refused last; `known` are the data that the simulator has already."""
    most = max((_number(item.answers.get("beneficiaries")) for item in candidates.values()), default=Fraction(0)) or Fraction(1)
    found = [_ranked(name, candidate, weights, known, most) for name, candidate in candidates.items()]
    return sorted(found, key=lambda item: (item.refused is not None, -item.score, item.name))


def _ranked(name: str, candidate: Candidate, weights: Mapping[str, int], known: frozenset[str], most: Fraction) -> Ranked:
    worth: dict[str, Fraction] = {}
    unknown: list[tuple[str, str]] = []
    refused: tuple[str, str] | None = None
    for key in CRITERIA:
        answer = candidate.answers.get(key)
        if answer is None:
            unknown.append((key, candidate.places.get(key, "")))
            continue
        if key in ANSWERS:
            meant = answer_of(key, answer)
            value = ANSWERS[key][meant] if meant is not None else Fraction(0)
            if value is None:
                refused = (key, str(answer))
                continue
            worth[key] = value
        elif key == "data":
            names = [normalise(item) for item in _list(answer)]
            worth[key] = Fraction(sum(item in known for item in names), len(names)) if names else Fraction(1)
        elif key == "factors":
            worth[key] = min(Fraction(len(_list(answer)), FACTORS), Fraction(1))
        elif key == "documents":
            worth[key] = 1 - min(_number(answer) / MANY_DOCUMENTS, Fraction(1))
        elif key == "beneficiaries":
            worth[key] = _number(answer) / most
        else:
            worth[key] = min(_number(answer), Fraction(1))
    total = sum(weights.values()) or 1
    parts = {key: Fraction(100) * weights[key] * value / total for key, value in worth.items()}
    return Ranked(name, refused, Fraction(0) if refused else sum(parts.values(), Fraction(0)), parts, tuple(unknown))


def _number(value: Any) -> Fraction:
    return Fraction(0) if value is None else number_of(value) or Fraction(0)


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [part for part in str(value).replace(",", ";").split(";") if part.strip()]


def lines(ranked: list[Ranked], weights: Mapping[str, int], words: Language) -> list[str]:
    """The ranking as text: each candidate with what each criterion brings."""
    found = [words.ui["triage weights"].format(weights=", ".join(f"{said(key, words)} {weight}" for key, weight in weights.items()))]
    for number, item in enumerate(ranked, start=1):
        if item.refused is not None:
            key, answer = item.refused
            found.append(words.ui["triage refused"].format(name=item.name, criterion=said(key, words), answer=answer))
        else:
            parts = ", ".join(f"{said(key, words)} {_one(value, words)}" for key, value in item.parts.items())
            found.append(f"{number}. {item.name} — {_one(item.score, words)} / 100 ({parts})")
        if item.unknown:
            names = [f"{said(key, words)} ({place})" if place else said(key, words) for key, place in item.unknown]
            found.append("   " + words.ui["triage unknown"].format(names=", ".join(names)))
    return found


def _one(value: Fraction, words: Language) -> str:
    """A score with one decimal, in the reader's tongue."""
    return f"{float(value):.1f}".replace(".", words.decimal)


def said(key: str, words: Language) -> str:
    return words.portfolio[key][0]


def sheet_bytes(ranked: list[Ranked], words: Language) -> bytes:
    """The ranking as a workbook that prints on one page wide."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = words.ui["triage title"][:31]
    heads = [words.ui["name"], "/ 100", *(said(key, words) for key in CRITERIA), words.ui["triage reason"]]
    for column, text in enumerate(heads, start=1):
        style.head(sheet, 1, column, text)
    for row, item in enumerate(ranked, start=2):
        reason = f"{said(item.refused[0], words)}{words.marks.colon}{item.refused[1]}" if item.refused else ""
        score = None if item.refused else round(float(item.score), 1)
        values = [item.name, score, *(round(float(item.parts[key]), 1) if key in item.parts else None for key in CRITERIA), reason]
        for column, value in enumerate(values, start=1):
            style.body(sheet, row, column, value, name=column == 1)
    for column, text in enumerate(heads, start=1):
        width = 40 if column == 1 else 30 if column == len(heads) else max(10, len(text) + 3)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    style.page_setup(sheet)
    return style.fixed_bytes(book)


LOOK = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:90rem;color:#1e1e1e}table{border-collapse:collapse;"
    "width:100%}th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:break-word}"
    "thead th{background:#17408b;color:#fff}td,thead th:nth-child(2){text-align:right;white-space:nowrap}"
    ".why{text-align:left;white-space:normal}tr{break-inside:avoid}"
    "@media(max-width:78rem){thead{display:none}table,tbody,tr,tbody th,td{display:block}"
    "tr{margin:0 0 1.25rem}tbody th{background:#eef2fb;border-bottom:0}td{display:flex;justify-content:space-between;gap:1rem;"
    "border-bottom:0}.why{display:block}"
    "tr>:last-child{border-bottom:1px solid #767676}td::before{content:attr(data-name);text-align:left}}"
)


def page(ranked: list[Ranked], weights: Mapping[str, int], words: Language) -> str:
    """The ranking as a page that stands alone, on a screen as on a phone."""

    def cell(name: str, text: str, kind: str = "") -> str:
        return f'<td data-name="{html.escape(name)}"{f" class={kind}" if kind else ""}>{html.escape(text)}</td>'

    names = {key: f"{said(key, words)} × {weight}" for key, weight in weights.items()}
    heads = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in (words.ui["name"], "/ 100", *names.values()))
    rows = []
    for item in ranked:
        if item.refused is not None:
            key, answer = item.refused
            reason = words.ui["triage cannot"].format(criterion=said(key, words), answer=answer)
            cells = f'<td class="why" colspan="{len(weights) + 1}">{html.escape(reason)}</td>'
        else:
            cells = cell("/ 100", _one(item.score, words)) + "".join(
                cell(text, _one(item.parts[key], words) if key in item.parts else "–") for key, text in names.items()
            )
        rows.append(f'<tr><th scope="row">{html.escape(item.name)}</th>{cells}</tr>')
    title = html.escape(words.ui["triage title"])
    made = (
        f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{LOOK}</style></head>'
        f"<body><main><h1>{title}</h1><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></main></body></html>\n"
    )
    return typeset_page(made, words)


def model(form: str, words: Language) -> bytes:
    """A portfolio to be filled in, with two candidates as examples: YAML, or a sheet whose cells have lists to choose from."""
    if form == "yaml":
        return words.models.joinpath("portfolio.yaml").read_bytes()
    examples = yaml.safe_load(words.models.joinpath("portfolio.yaml").read_text("utf-8"))
    section = next(value for name, value in examples.items() if name in words.portfolio["aids"])
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = words.ui["triage title"][:31]
    style.title(sheet, words.ui["triage title"], words.ui["triage hint"], len(CRITERIA) + 2)
    top = 4
    heads = [words.ui["name"], *(said(key, words) for key in CRITERIA), words.own_notes[0].capitalize()]
    for column, text in enumerate(heads, start=1):
        style.head(sheet, top, column, text)
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 1 else max(14, len(text) + 4)
    for row in range(top + 1, top + 31):
        name, answers = list(section.items())[row - top - 1] if row - top <= len(section) else (None, {})
        for column, value in enumerate([name, *(answers.get(said(key, words)) for key in CRITERIA), None], start=1):
            told = " ; ".join(value) if isinstance(value, list) else value
            style.body(sheet, row, column, told, name=column == 1)
    for column, key in enumerate(CRITERIA, start=2):
        area = f"{get_column_letter(column)}{top + 1}:{get_column_letter(column)}{top + 30}"
        if key in ANSWERS:
            style.choices(sheet, area, tuple(said(answer, words) for answer in ANSWERS[key]))
    sheet.freeze_panes = f"B{top + 1}"
    style.page_setup(sheet)
    return style.fixed_bytes(book)
