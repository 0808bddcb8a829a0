"""Expressions of FEEL imported: each answers what the standard says, null included, by both engines; or is refused with its reason."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openfisca_core.simulation_builder import SimulationBuilder

from rulespec.importing.commands import write_model
from rulespec.importing.dmn import Model
from rulespec.importing.dmn_evaluating import PERIOD, evaluate
from rulespec.projects.compiling import Checked, write_package
from rulespec.running.simulating import load_system
from tests.dmn_models import literal, read

INPUTS = {"n": "number", "m": "number", "s": "string", "t": "string", "b": "boolean", "c": "boolean", "d": "date", "e": "date"}
GIVEN: dict[str, Any] = {
    "n": Decimal("1.567"), "m": Decimal("-2.5"), "s": "abc", "t": "abd", "b": True, "c": False,
    "d": datetime.date(2024, 2, 29), "e": datetime.date(2024, 3, 1),
}  # fmt: skip
NULL: dict[str, Any] = {}

# An expression, what it answers where all is given, and where nothing is.
ANSWERED: list[tuple[str, Any, Any]] = [
    ("floor(n)", 1, None), ("floor(n, 2)", "1.56", None), ("floor(m)", -3, None), ("floor(n * 100, -1)", 150, None),
    ("ceiling(n)", 2, None), ("ceiling(n, 1)", "1.6", None), ("ceiling(m)", -2, None),
    ("round up(n, 1)", "1.6", None), ("round up(m, 0)", -3, None), ("round down(n, 1)", "1.5", None), ("round down(m, 0)", -2, None),
    ("round half up(m, 0)", -3, None), ("round half up(n, 2)", "1.57", None), ("round half down(m, 0)", -2, None),
    ("round half down(2.5, 0)", 2, 2), ("round half down(n, 2)", "1.57", None),
    ("decimal(m, 0)", -2, None), ("decimal(3.5 + n - n, 0)", 4, None), ("decimal(0.125 * 2, 1)", "0.2", "0.2"),
    ("decimal(n, 2)", "1.57", None),
    ("abs(m)", "2.5", None), ("modulo(7.5, 2)", "1.5", "1.5"), ("modulo(m, 2)", "1.5", None), ("modulo(n, m - m)", None, None),
    ("even(4)", True, True), ("odd(m * 2)", True, None), ("even(m * 2)", False, None),
    ("n + m * 2 - 1 / 4", "-3.683", None), ("n / (m + 2.5)", None, None), ("10 / m", -4, None), ("1 / 0", None, None),
    (".5 + 1.5E1", "15.5", "15.5"),
    ("m ** 2", "6.25", None), ("(n - n + 2) ** 3", 8, None), ("m ** -1", "-0.4", None), ("2 ** 0", 1, 1), ("(m + 2.5) ** -1", None, None),
    ("-m ** 2", "6.25", None), ("-n", "-1.567", None),
    ("min(n, m, 3)", "-2.5", None), ("max([n, m])", "1.567", None), ("sum(n, m)", "-0.933", None), ("mean([1, 2, n - n])", 1, None),
    ("count([n, 2, null])", 3, 3), ("product(2, m)", -5, None), ("sum([1, 2])", 3, 3),
    ("n < 2", True, None), ("n >= 2", False, None), ("n = 1.567", True, False), ("n != 1.567", False, True), ("n = m", False, True),
    ("n between 1 and 2", True, None), ("n in [1..2]", True, None), ("n in (1.567..2]", False, None), ("n in ]1..2[", True, None),
    ("n in (1, 2)", False, False), ("n in (< 0, > 1)", True, None), ("n in < 1", False, None), ("s in (\"abc\", \"x\")", True, False),
    ("not(n < 2)", False, None), ("not(b)", False, None), ("not(null)", None, None),
    ("b and c", False, None), ("b or c", True, None), ("c and null", False, None), ("b and null", None, None), ("b or null", True, None),
    ("b = true", True, False), ("b = c", False, True), ("all(b, c)", False, None), ("any([b, c])", True, None),
    ("all([b, null])", None, None),
    ("n = null", False, True), ("n != null", True, False), ("null = null", True, True), ("s = null", False, True),
    ("null < 1", None, None),
    ("s = t", False, True), ("s = \"abc\"", True, False), ("s != t", True, False), ("starts with(s, \"ab\")", True, None),
    ("starts with(s, \"b\")", False, None), ("list contains([\"abc\", t], s)", True, True), ("list contains([1, 2], n)", False, False),
    ("d < e", True, None), ("d >= e", False, None), ("d = date(\"2024-02-29\")", True, False), ("d < @\"2024-02-29\"", False, None),
    ("d = date(2024, 2, 29)", True, False), ("e > date(\"2024-01-31\") + duration(\"P1M\")", True, None), ("d = e", False, True),
    ("date(\"2024-03-31\") - duration(\"P1M1D\") = date(\"2024-02-28\")", True, True), ("date(\"2024-03-31\").month", 3, 3),
    ("if n < 2 then 1 else 2", 1, 2), ("if b then n else 0", "1.567", 0), ("if b then n else m", "1.567", None),
    ("if null then 1 else 2", 2, 2), ("if c then 1 else null", None, None), ("if b then c else b", False, None),
    ("if b then s else t", "abc", None), ("if s = \"abc\" then \"é\" else \"x\"", "é", "x"),
    ("\"a\" + \"b\"", "ab", "ab"), ("string length(\"a😀\")", 2, 2), ("upper case(\"aé\")", "AÉ", "AÉ"),
    ("lower case(\"AÉ\")", "aé", "aé"),
    ("substring(\"foobar\", 3)", "obar", "obar"), ("substring(\"foobar\", -2, 1)", "a", "a"),
    ("contains(\"foobar\", \"of\")", False, False),
    ("substring before(\"foobar\", \"bar\")", "foo", "foo"), ("substring after(\"foobar\", \"ob\")", "ar", "ar"),
    ("ends with(\"foobar\", \"r\")", True, True), ("string(1.5)", "1.5", "1.5"), ("number(\"12\") + 1", 13, 13),
    ("// a comment\n1 + 1", 2, 2),
    ("round up(n: n, scale: 1)", "1.6", None), ("decimal(scale: 2, n: n)", "1.57", None),
    ("modulo(divisor: 2, dividend: 7.5)", "1.5", "1.5"),
    ("substring(string: \"foobar\", start position: 3)", "obar", "obar"), ("date(year: 2024, month: 2, day: 29) = d", True, False),
    ("max(list: [n, m])", "1.567", None), ("not(negand: b)", False, None), ("starts with(match: \"ab\", string: s)", True, None),
    ("not(n in (1, 2))", True, True), ("(n + m) * (n - m) / 2", "-1.8972555", None),
    ("if n > 1 then if m > 0 then 1 else 2 else 3", 2, 3),
    ("\"say \\\"yes\\\"\"", 'say "yes"', 'say "yes"'),
]  # fmt: skip

# An expression that the rule language can't say, and the sentence that says why.
REFUSED: list[tuple[str, str]] = [
    ("for x in [1, 2] return x", "beyond"), ("some x in [1] satisfies x > n", "beyond"), ("{a: 1}.a", "beyond"), ("[1, 2][1]", "beyond"),
    ("function(x) x + 1", "beyond"), ("n instance of number", "beyond"), ("n + ", "syntax"), ("n n", "syntax"),
    ("s + t", "joining"), ("s + \"x\"", "joining"), ("string length(s)", "text function"), ("upper case(s)", "text function"),
    ("substring(s, 1)", "text function"), ("contains(s, \"a\")", "text function"), ("ends with(s, \"a\")", "text function"),
    ("starts with(s, t)", "prefix"), ("matches(s, \"a\")", "no function"), ("sqrt(n)", "no function"), ("median(n, m)", "no function"),
    ("today()", "no function"), ("flor(n)", "near function"), ("MAX(n, 1)", "near function"), ("arrondi(n)", "unknown function"),
    ("floor()", "arguments"), ("floor(number: n)", "parameters"),
    ("sum(a: n, b: m)", "parameters"), ("substring(string: s, length: 2)", "parameters"), ("flor(n: n)", "parameters"),
    ("decimal(n)", "arguments"),
    ("floor(n, m)", "scale"),
    ("n ** m", "power"), ("n ** 0.5", "power"), ("n ** 99", "power"), ("s < t", "order"), ("n = s", "compare"), ("b < c", "order"),
    ("n + b", "type"), ("if n then 1 else 2", "type"), ("if b then 1 else \"a\"", "type"), ("n and b", "type"), ("not(n)", "type"),
    ("d + duration(\"P1D\")", "date arithmetic"), ("d - e", "date arithmetic"), ("date(s)", "computed date"), ("d", "answer"),
    ("[n, m]", "answer"),
    ("d.year", "property"), ("time(\"10:00:00\")", "no function"), ("@\"10:00:00\"", "no time"), ("date(\"2024-13-01\")", "no such date"),
    ("duration(\"PT1H\")", "no time"), ("min(s, t)", "numbers only"), ("count(n)", "type"), ("? > 1", "no input"), ("null", "answer"),
    ("years and months duration(d, e)", "no function"), ("sum([[1], [2]])", "nested list"),
]  # fmt: skip


@dataclass(frozen=True)
class Imported:
    model: Model
    checked: Checked
    system: Any


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """All the expressions in one model: one import, one package."""
    folder = tmp_path_factory.mktemp("feel")
    texts = [text for text, _, _ in ANSWERED] + [text for text, _ in REFUSED]
    model = read(folder, "".join(literal(f"x{number}", text) for number, text in enumerate(texts)), INPUTS)
    checked = write_model(model, folder / "project")
    assert checked.program is not None, [(item.code.id, item.span.path, str(item.span.place)) for item in checked.diagnostics][:5]
    write_package(folder / "package", checked)
    return Imported(model, checked, load_system(checked.program, checked.catalog, folder / "package"))


def stacked(imported: Imported, variable: str, repeat: int) -> list[Any]:
    """What OpenFisca answers for somebody of whom all is told, and somebody of whom nothing is, some times over."""
    persons: dict[str, Any] = {}
    for number in range(repeat):
        persons[f"given{number}"] = {imported.model.inputs[name].identifier: {PERIOD: _stored(value)} for name, value in GIVEN.items()}
        known = {variable.name for variable in imported.checked.program.variables}  # type: ignore[union-attr]
        persons[f"null{number}"] = {item.known: {PERIOD: False} for item in imported.model.inputs.values() if item.known in known}
    simulation = SimulationBuilder().build_from_entities(imported.system, {"persons": persons})
    return list(simulation.calculate(variable, PERIOD))


def _stored(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.parametrize("number", range(len(ANSWERED)), ids=[text for text, _, _ in ANSWERED])
def test_expression_answers_as_feel(number: int, imported: Imported) -> None:
    text, full, empty = ANSWERED[number]
    name = f"x{number}"
    assert name in imported.model.decisions, [remark for remark in imported.model.remarks if remark.decision == name]
    for given, wanted in ((GIVEN, full), (NULL, empty)):
        found = evaluate(imported.checked, imported.model, name, given)
        expected = (
            Decimal(str(wanted))
            if isinstance(wanted, int | str) and not isinstance(wanted, bool) and isinstance(found, Decimal)
            else wanted
        )
        assert found == expected, (text, given)


def test_both_engines_agree(imported: Imported) -> None:
    """The value, and whether there is one: for one person and for many."""
    program = imported.checked.program
    assert program is not None
    names = {variable.label: variable.name for variable in program.variables}
    wrong = []
    for number, (text, full, empty) in enumerate(ANSWERED):
        built = imported.model.decisions[f"x{number}"]
        for repeat in (1, 2):
            values = stacked(imported, names[built.outputs[0].shown], repeat)
            known = stacked(imported, names[built.knowing[0]], repeat) if built.knowing[0] else [True] * 2 * repeat
            for index, wanted in enumerate([full, empty] * repeat):
                found = values[index].decode() if isinstance(values[index], bytes) else values[index]
                is_number = isinstance(wanted, int | str) and not isinstance(wanted, bool) and not isinstance(found, str)
                is_same = found == wanted if not is_number else abs(float(found) - float(wanted)) < 1e-6
                if bool(known[index]) != (wanted is not None) or (wanted is not None and not is_same):
                    wrong.append((text, repeat, wanted, found, known[index]))
    assert wrong == []


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=[text for text, _ in REFUSED])
def test_expression_is_refused_with_its_reason(number: int, imported: Imported) -> None:
    name = f"x{len(ANSWERED) + number}"
    assert [remark.key for remark in imported.model.skipped if remark.decision == name] == [f"dmn {REFUSED[number][1]}"]
