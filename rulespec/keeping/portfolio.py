"""A portfolio of candidate aids, YAML or a sheet, to the answers of each criterion with their places; and its model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import get_column_letter

from rulespec.compiler.ground.text import normalise, printable
from rulespec.compiler.words import Language, languages
from rulespec.disk.reading import read_text
from rulespec.formats.registry import PLAIN, format_of

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
COUNTS = ("beneficiaries", "documents")
# In how many rows titles may stand above the names of the columns.
TITLES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of a portfolio: `key` is the sentence, `fields` what it says; a criterion is said in the reader's tongue."""

    key: str
    place: str
    fields: Mapping[str, str] = field(default_factory=dict)
    criterion: str = ""

    def text(self, words: Language) -> str:
        told = dict(self.fields)
        if "reason" in told:
            told["reason"] = words.reason(told["reason"])
        if self.criterion:
            told["criterion"] = words.portfolio[self.criterion][0]
            told["known"] = " ; ".join(words.portfolio[answer][0] for answer in ANSWERS.get(self.criterion, ()))
        return f"{self.place}{words.marks.colon}{words.ui[f'triage {self.key}'].format(**told)}"


class PortfolioError(ValueError):
    """A portfolio that can't be ranked: all that is wrong, each with its place."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{item.place}: {item.key}" for item in problems))
        self.problems = problems

    def lines(self, words: Language) -> list[str]:
        return [item.text(words) for item in self.problems]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An aid of a portfolio: its answer to each criterion, and where each stands or is to be written."""

    answers: Mapping[str, Any]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A row as it is read: the name of the aid, and (criterion as written, answer, place)."""

    name: str
    place: str
    cells: tuple[tuple[str, Any, str], ...]


def surfaces(key: str) -> tuple[str, ...]:
    """A word of a portfolio in every tongue: a portfolio does not say its own."""
    return tuple(dict.fromkeys(text for words in languages() for text in words.portfolio[key]))


def read_portfolio(path: Path) -> tuple[dict[str, int], dict[str, Candidate]]:
    """The weights and the candidates of a portfolio; raises PortfolioError with all that is wrong in it."""
    form = format_of(path) or PLAIN
    names = {normalise(name): key for key in CRITERIA for name in surfaces(key)}
    notes = {normalise(text) for words in languages() for text in words.own_notes}
    problems: list[Problem] = []
    told, weights = (list(_rows(path, names)), {}) if form.table is not None else _yaml(path, names, problems)
    candidates: dict[str, Candidate] = {}
    for row in told:
        answers: dict[str, Any] = {}
        places: dict[str, str] = {}
        if row.name in candidates:
            problems.append(Problem("twice", row.place, {"name": row.name}))
        for text, value, place in row.cells:
            key = names.get(normalise(text))
            if key is None:
                if normalise(text) not in notes and value not in (None, ""):
                    near = get_close_matches(normalise(text), names, 1, 0.6)
                    known = near or [surface for item in CRITERIA for surface in surfaces(item)[:1]]
                    problems.append(Problem("unknown criterion", place, {"name": row.name, "text": text, "known": " ; ".join(known)}))
                continue
            places[key] = place
            if value is None or value == "":
                continue
            wrong = wrong_answer(key, value)
            if wrong:
                problems.append(Problem(wrong, place, {"name": row.name, "answer": str(value)}, key))
            else:
                answers[key] = value
        candidates[row.name] = Candidate(answers, places)
    if not candidates and not problems:
        problems.append(Problem("empty", path.name))
    if problems:
        raise PortfolioError(*problems)
    return CRITERIA | weights, candidates


def wrong_answer(key: str, value: Any) -> str:
    """The sentence that tells what is wrong with an answer, "" where nothing is."""
    if key in ANSWERS:
        return "" if answer_of(key, value) is not None else "unknown answer"
    if key in COUNTS or key == "non_take_up":
        number = number_of(value)
        if number is None or number < 0:
            return "no number"
        # 40 for 40 %: the best score would go to a slip. A spreadsheet keeps 40 % as 0.4.
        return "no share" if key == "non_take_up" and number > 1 else ""
    return ""


def answer_of(key: str, value: Any) -> str | None:
    """The answer that a word says, by its canonical name; None for no word of the list."""
    said = normalise(surfaces("yes" if value else "no")[0] if isinstance(value, bool) else str(value))
    return next((meant for meant in ANSWERS[key] for word in surfaces(meant) if normalise(word) == said), None)


def number_of(value: Any) -> Fraction | None:
    """A count, or a share written « 40 % »; None for a text that is neither."""
    text = "".join(str(value).split()).replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        return None


def _rows(path: Path, names: Mapping[str, str]) -> Iterator[Told]:
    """The rows of a sheet under the row that names criteria; titles may stand above it."""
    form = format_of(path)
    assert form is not None and form.table is not None
    rows = [[printable(cell) if isinstance(cell, str) else cell for cell in row] for row in form.table(path)]
    known = [sum(normalise(str(cell or "").replace("*", "")) in names for cell in row) for row in rows[:TITLES]]
    top = next((index for index, count in enumerate(known) if count and count == max(known)), None)
    if top is None:
        raise PortfolioError(Problem("no criteria", path.name, {"known": " ; ".join(surfaces(key)[0] for key in CRITERIA)}))
    headers = [str(cell or "").replace("*", "").strip() for cell in rows[top]]
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if not row or row[0] in (None, ""):
            continue
        cells = [
            (header, row[index] if index < len(row) else None, f"{path.name} {get_column_letter(index + 1)}{number}")
            for index, header in enumerate(headers)
            if index and header
        ]
        yield Told(str(row[0]), f"{path.name} A{number}", tuple(cells))


class _Loader(yaml.SafeLoader):
    """Aliases are refused: a few lines of them stand for billions of values."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("YAML alias")
        return super().compose_node(parent, index)


def _yaml(path: Path, names: Mapping[str, str], problems: list[Problem]) -> tuple[list[Told], dict[str, int]]:
    """« aides: » and « poids: » of a YAML file, each answer with its line."""
    try:
        loader = _Loader(read_text(path))
        root = loader.get_single_node()
        section, weighing = _part(root, "aids"), _part(root, "weights")
        weights = _weights(path, weighing, names, loader, problems)
        if not isinstance(section, yaml.MappingNode):
            raise PortfolioError(Problem("empty", path.name))
        told = []
        for key, node in section.value:
            name = printable(str(key.value))
            if not isinstance(node, yaml.MappingNode):
                problems.append(Problem("no answers", _place(path, key), {"name": name}))
                continue
            cells = [(printable(str(k.value)), _cleaned(loader.construct_object(v, deep=True)), _place(path, k)) for k, v in node.value]
            written = {names.get(normalise(text)) for text, _, _ in cells}
            missing = [(surfaces(criterion)[0], None, _place(path, key)) for criterion in CRITERIA if criterion not in written]
            told.append(Told(name, _place(path, key), (*cells, *missing)))
        return told, weights
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}, {mark.line + 1}:{mark.column + 1}" if mark is not None else path.name
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise PortfolioError(Problem("unreadable", place, {"reason": reason})) from error
    except PortfolioError:
        raise
    except (RecursionError, LookupError, ValueError) as error:
        # A day that is in no month, among others: PyYAML makes dates of what looks like one.
        raise PortfolioError(Problem("unreadable", path.name, {"reason": str(error) or type(error).__name__})) from error


def _weights(path: Path, node: yaml.Node | None, names: Mapping[str, str], loader: Any, problems: list[Problem]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        weight = loader.construct_object(value, deep=True)
        criterion = names.get(normalise(str(key.value)))
        if criterion is None or not isinstance(weight, int) or isinstance(weight, bool) or weight < 0:
            problems.append(Problem("bad weight", _place(path, key), {"name": printable(str(key.value)), "answer": printable(str(weight))}))
        else:
            found[criterion] = weight
    return found


def _part(root: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next((value for name, value in pairs if normalise(str(name.value)) in map(normalise, surfaces(key))), None)


def _place(path: Path, node: yaml.Node) -> str:
    return f"{path.name}, {node.start_mark.line + 1}"


def _cleaned(told: Any) -> Any:
    """The texts without what no page or workbook can hold."""
    if isinstance(told, str):
        return printable(told)
    return [_cleaned(item) for item in told] if isinstance(told, list) else told
