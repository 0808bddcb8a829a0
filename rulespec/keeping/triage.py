"""Which aids to bring into the simulator first: candidates refused with the reason, the others scored with visible weights."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from rulespec.compiler.ground.text import normalise, printable
from rulespec.compiler.words import Language, languages
from rulespec.disk.reading import read_text
from rulespec.formats.registry import PLAIN, format_of
from rulespec.formats.workbook import style

# Each criterion, and its weight unless the portfolio gives another; how it is said is each tongue's (`Language.portfolio`).
CRITERIA = {
    "beneficiaries": 3, "non_take_up": 3, "factors": 1, "procedure": 2, "nature": 1, "data": 2, "documents": 1, "decision": 1, "expert": 2,
    "maintainer": 2,
}  # fmt: skip
# The worth of each answer, 0 to 1; None: the simulator can't promise such an aid.
ANSWERS: dict[str, dict[str, Fraction | None]] = {
    "nature": {
        "nature.money": Fraction(1), "nature.partial": Fraction(3, 4), "nature.emergency": Fraction(1, 2), "nature.debt": None,
    },
    "procedure": {"procedure.online": Fraction(1), "procedure.paper": Fraction(1, 2), "procedure.desk": Fraction(1, 4)},
    "decision": {
        "decision.criteria": Fraction(1), "decision.human": Fraction(1, 2), "decision.committee": None, "decision.quota": None,
    },
    "expert": {"yes": Fraction(1), "no": Fraction(0)},
    "maintainer": {"yes": Fraction(1), "no": Fraction(0)},
}  # fmt: skip
FACTORS = 3
MANY_DOCUMENTS = 8


class PortfolioError(ValueError):
    """A portfolio that can't be read: where, and what is wrong; `reason` is what a library says of it."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text)
        self.reason = reason

    def said(self, words: Language) -> str:
        """All of it, in the reader's tongue."""
        return f"{self}{words.marks.colon}{words.reason(self.reason)}" if self.reason else str(self)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: why it is refused (a criterion and its answer), or its score out of 100 and what each criterion brings."""

    name: str
    refused: tuple[str, str] | None
    score: Fraction
    parts: Mapping[str, Fraction]
    unknown: tuple[str, ...] = ()


def read_portfolio(path: Path) -> tuple[dict[str, int], dict[str, dict[str, Any]]]:
    """The weights and the candidates of a portfolio, YAML or a sheet with a candidate on each row."""
    form = format_of(path) or PLAIN
    if form.table is not None:
        rows = [[printable(cell) if isinstance(cell, str) else cell for cell in row] for row in form.table(path)]
        if not rows:
            raise PortfolioError(f"{path.name}: {' / '.join(_surfaces('aids'))}")
        headers = [str(value or "") for value in rows[0]] if rows else []
        raw: Any = {str(row[0]): dict(zip(headers[1:], row[1:], strict=False)) for row in rows[1:] if row and row[0]}
        weights: Any = {}
    else:
        data = _cleaned(_loaded(path))
        if not isinstance(data, dict):
            raise PortfolioError(f"{path.name}: {' / '.join(_surfaces('aids'))}")
        raw = _part(data, "aids")
        weights = _part(data, "weights") or {}
    if not isinstance(raw, dict) or not isinstance(weights, dict):
        raise PortfolioError(f"{path.name}: {' / '.join(_surfaces('aids'))}")
    names = {normalise(name): key for key in CRITERIA for name in _surfaces(key)}
    found = dict(CRITERIA)
    for name, weight in weights.items():
        if normalise(str(name)) not in names or not isinstance(weight, int) or isinstance(weight, bool) or weight < 0:
            raise PortfolioError(f"{path.name}: {' / '.join(_surfaces('weights'))}: {name}: {weight}")
        found[names[normalise(str(name))]] = weight
    candidates: dict[str, dict[str, Any]] = {}
    for aid, answers in raw.items():
        if not isinstance(answers, dict):
            raise PortfolioError(f"{path.name}: {aid}")
        unknown = [name for name in answers if normalise(str(name)) not in names]
        if unknown:
            raise PortfolioError(f"{path.name}: {aid}: {unknown[0]}")
        candidates[str(aid)] = {names[normalise(str(name))]: value for name, value in answers.items() if value is not None}
    return found, candidates


class _Loader(yaml.SafeLoader):
    """Aliases are refused: a few lines of them stand for billions of values."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("YAML alias")
        return super().compose_node(parent, index)


def _loaded(path: Path) -> Any:
    """What a YAML file tells. Raises PortfolioError, with the line, where it is none; OSError."""
    try:
        return yaml.load(read_text(path), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}, {mark.line + 1}:{mark.column + 1}" if mark is not None else path.name
        raise PortfolioError(place, str(getattr(error, "problem", None) or error).splitlines()[0]) from error
    except (RecursionError, ValueError, LookupError) as error:
        raise PortfolioError(f"{path.name}: {type(error).__name__}") from error


def _cleaned(told: Any) -> Any:
    """The texts without what no page or workbook can hold."""
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, dict):
        return {_cleaned(name): _cleaned(value) for name, value in told.items()}
    return [_cleaned(item) for item in told] if isinstance(told, list) else told


def rank(weights: Mapping[str, int], candidates: Mapping[str, Mapping[str, Any]], known: frozenset[str]) -> list[Ranked]:
    """The candidates, the best first, the refused last; `known` are the data that the simulator has already."""
    most = max((_number(answers.get("beneficiaries")) for answers in candidates.values()), default=Fraction(0)) or Fraction(1)
    found = [_ranked(name, answers, weights, known, most) for name, answers in candidates.items()]
    return sorted(found, key=lambda item: (item.refused is not None, -item.score, item.name))


def _ranked(name: str, answers: Mapping[str, Any], weights: Mapping[str, int], known: frozenset[str], most: Fraction) -> Ranked:
    worth: dict[str, Fraction] = {}
    unknown: list[str] = []
    refused: tuple[str, str] | None = None
    for key in CRITERIA:
        answer = answers.get(key)
        if answer is None:
            unknown.append(key)
            continue
        if key in ANSWERS:
            said = normalise(_surfaces("yes" if answer else "no")[0] if isinstance(answer, bool) else str(answer))
            table = {normalise(word): value for meant, value in ANSWERS[key].items() for word in _surfaces(meant)}
            if said not in table:
                raise PortfolioError(f"{name}: {key}: {answer} ({', '.join(table)})")
            if table[said] is None:
                refused = (key, str(answer))
                continue
            worth[key] = table[said] or Fraction(0)
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


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [part for part in str(value).replace(",", ";").split(";") if part.strip()]


def _number(value: Any) -> Fraction:
    """A count, or a share written « 40 % »."""
    if value is None:
        return Fraction(0)
    text = str(value).replace(" ", "").replace("\u202f", "").replace(",", ".")
    try:
        return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise PortfolioError(f"{value}") from error


def lines(ranked: list[Ranked], weights: Mapping[str, int], words: Language) -> list[str]:
    """The ranking as text: each candidate with what each criterion brings."""
    found = [words.ui["triage weights"].format(weights=", ".join(f"{said(key, words)} {weight}" for key, weight in weights.items()))]
    for number, item in enumerate(ranked, start=1):
        if item.refused is not None:
            key, answer = item.refused
            found.append(words.ui["triage refused"].format(name=item.name, criterion=said(key, words), answer=answer))
            continue
        parts = ", ".join(f"{said(key, words)} {float(value):.1f}" for key, value in item.parts.items())
        found.append(f"{number}. {item.name} — {float(item.score):.1f} / 100 ({parts})")
        if item.unknown:
            found.append("   " + words.ui["triage unknown"].format(names=", ".join(said(key, words) for key in item.unknown)))
    return found


def said(key: str, words: Language) -> str:
    return words.portfolio[key][0]


def _surfaces(key: str) -> tuple[str, ...]:
    """A word of a portfolio in every tongue: a portfolio does not say its own."""
    return tuple(dict.fromkeys(text for words in languages() for text in words.portfolio[key]))


def _part(data: Mapping[str, Any], key: str) -> Any:
    return next((data[text] for text in _surfaces(key) if text in data), None)


def sheet_bytes(ranked: list[Ranked], words: Language) -> bytes:
    """The ranking as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = words.ui["triage title"][:31]
    sheet.append([words.ui["name"], "/ 100", *(said(key, words) for key in CRITERIA), words.ui["triage reason"]])
    for item in ranked:
        reason = f"{said(item.refused[0], words)}{words.marks.colon}{item.refused[1]}" if item.refused else ""
        score = None if item.refused else round(float(item.score), 1)
        sheet.append([item.name, score, *(round(float(item.parts[key]), 1) if key in item.parts else None for key in CRITERIA), reason])
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 44
    return style.fixed_bytes(book)


def page(ranked: list[Ranked], weights: Mapping[str, int], words: Language) -> str:
    """The ranking as a page that stands alone."""
    heads = "".join(f"<th scope='col'>{html.escape(said(key, words))}<br>× {weight}</th>" for key, weight in weights.items())
    rows = []
    for item in ranked:
        cells = "".join(f"<td>{float(item.parts[key]):.1f}</td>" if key in item.parts else "<td>–</td>" for key in weights)
        score = (
            f"{float(item.score):.1f}"
            if item.refused is None
            else html.escape(f"{said(item.refused[0], words)}{words.marks.colon}{item.refused[1]}")
        )
        rows.append(f"<tr><th scope='row'>{html.escape(item.name)}</th><td><strong>{score}</strong></td>{cells}</tr>")
    title = html.escape(words.ui["triage title"])
    look = (
        "body{font:16px/1.5 sans-serif;margin:2rem;color:#1e1e1e}table{border-collapse:collapse}"
        "th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left}"
    )
    return (
        f"<!doctype html><html lang='{words.code}'><meta charset='utf-8'><title>{title}</title><style>{look}</style>"
        f"<h1>{title}</h1><table><thead><tr><th scope='col'>{html.escape(words.ui['name'])}</th><th scope='col'>/ 100</th>"
        f"{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></html>\n"
    )
