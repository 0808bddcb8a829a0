"""Decision tables imported: cells, nulls, names as modelers write them, and what is told of what has no place."""

from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.dmn_models import HEAD, Imported, literal, table

N = Decimal


def test_a_cell_of_what_is_not_known_does_not_hold(tmp_path: Path) -> None:
    rows = [["< 18", "1"], [">= 65", "2"], ["not(1, 2)", "3"], ["-", "4"]]
    model = Imported(tmp_path, table("a", ["age"], ["o"], rows, "FIRST"), age="number")
    assert [model.answer("a", age=N(age)) for age in (17, 18, 65)] == [1, 3, 2]
    # FEEL: null is not equal to 1, and it is not less than 18.
    assert model.answer("a") == 3
    assert [line for line in model.told if "(RS507)" not in line] == []  # row 4 is never reached


def test_null_is_a_value_of_cells(tmp_path: Path) -> None:
    rows = [["null", "-", '"no name"'], ["-", "true", '"yes"'], ["-", "false", '"no"'], ["not(null)", "-", '"unsaid"']]
    model = Imported(tmp_path, table("a", ["name", "flag"], ["o"], rows, "FIRST"), name="string", flag="boolean")
    assert model.answer("a") == "no name" and model.answer("a", name="x") == "unsaid"
    assert model.answer("a", name="x", flag=True) == "yes" and model.answer("a", name="x", flag=False) == "no"


def test_a_table_without_a_row_that_applies_is_null_to_its_readers(tmp_path: Path) -> None:
    body = table("rate", ["n"], ["o"], [["< 5", "1"], ["[5..8]", "n / (n - 6)"]])
    body += table("size", ["rate"], ["o"], [["< 2", '"small"'], ["-", '"other"']], "FIRST")
    body += literal("twice", "rate * 2") + literal("safe", "if rate = null then -1 else rate")
    model = Imported(tmp_path, body, n="number")
    for n, rate in ((3, 1), (8, 4), (6, None), (9, None), (None, None)):
        given = {} if n is None else {"n": N(n)}
        assert model.answer("rate", **given) == rate
        assert model.answer("size", **given) == ("small" if rate is not None and rate < 2 else "other")
        assert model.answer("twice", **given) == (rate and rate * 2)
        assert model.answer("safe", **given) == (-1 if rate is None else rate)


@pytest.mark.parametrize(("aggregation", "wanted"), [("SUM", 5), ("MIN", 2), ("MAX", 3)])
def test_a_sum_over_no_row_is_null_to_its_readers(aggregation: str, wanted: int, tmp_path: Path) -> None:
    body = table("s", ["n"], ["o"], [["> 1", "2"], ["> 2", "3"]], "COLLECT", attributes=f' aggregation="{aggregation}"')
    model = Imported(tmp_path, body + literal("t", "if s = null then -1 else s"), n="number")
    assert [model.answer("s", n=N(n)) for n in (0, 5)] == [None, wanted]
    assert [model.answer("t", n=N(n)) for n in (0, 5)] == [-1, wanted]
    assert model.answer("t") == -1


def test_cells_compare_with_other_inputs(tmp_path: Path) -> None:
    """Numbers, dates and texts that are read, one by one and in a list."""
    body = table("d", ["day"], ["o"], [["< limit", "1"], [">= limit", "2"]])
    body += table("k", ["n"], ["o"], [["< 2 * m", "1"], [">= 2 * m", "2"]])
    body += table("t", ["said"], ["o"], [['"always"', "1"], ["wanted", "2"], ["-", "3"]], "FIRST")
    model = Imported(tmp_path, body, day="date", limit="date", n="number", m="number", said="string", wanted="string")
    first, second = datetime.date(2025, 1, 1), datetime.date(2025, 1, 2)
    assert [model.answer("d", day=a, limit=b) for a, b in ((first, second), (second, second))] == [1, 2]
    assert [model.answer("k", n=N(n), m=N(2)) for n in (3, 4)] == [1, 2]
    assert [model.answer("t", said=said, wanted="b") for said in ("always", "b", "c")] == [1, 2, 3]
    assert model.answer("t", said="a") == 3 and model.answer("d", day=first) is None
    assert model.told == []


def test_cells_that_are_expressions(tmp_path: Path) -> None:
    rows = [["? > 5 and ? < 9", "1"], ["> 20, [9..10[, 3", "2"], ["? = 2 or ? = 4", "3"], ["1,2", "4"], ["not(> 10)", "5"], ["-", "6"]]
    model = Imported(tmp_path, table("a", ["n"], ["o"], rows, "FIRST"), n="number")
    assert [model.answer("a", n=N(n)) for n in (6, 9, 21, 3, 4, 2, 1, 10, 11)] == [1, 2, 2, 2, 3, 3, 4, 5, 6]
    assert model.answer("a") == 6


def test_inputs_that_nothing_draws_are_data_as_camunda_names_them(tmp_path: Path) -> None:
    season = table("Season", ["temperature: integer"], ["season: string"], [["< 10", '"Winter"'], [">= 10", '"Summer"']])
    season = season.replace("<decisionTable", '<variable name="the season"/><decisionTable', 1)
    dish = table(
        "Dish", ["season: string", "guest count: long"], ["dish: string", "price: double"],
        [['"Winter"', "<= 8", '"Ribs"', "12.5"], ['not("Winter")', "-", '"Salad"', ""]], "FIRST",
    )  # fmt: skip
    model = Imported(tmp_path, season + dish + literal("total", "Dish.price * guest count") + literal("cold", 'the season = "Winter"'))
    winter = {"temperature": N(5), "guest count": N(3)}
    assert model.answer("Dish", **winter) == {"dish": "Ribs", "price": N("12.5")} and model.answer("total", **winter) == N("37.5")
    summer = {"temperature": N(25), "guest count": N(3)}
    assert model.answer("Dish", **summer) == {"dish": "Salad", "price": None} and model.answer("total", **summer) is None
    assert model.answer("cold", **winter) is True and model.answer("cold", **summer) is False
    assert model.told == [
        "`temperature`, read by `Season`, is drawn nowhere: it becomes a datum to be given",
        "`guest count`, read by `Dish`, is drawn nowhere: it becomes a datum to be given",
    ]
    assert "kind: whole number" in model.model.document


def test_an_input_is_read_by_the_name_of_its_variable(tmp_path: Path) -> None:
    body = '<inputData id="i" name="Income of the household"><variable name="income" typeRef="number"/></inputData>'
    model = Imported(tmp_path, body + literal("half", "income / 2"))
    assert model.answer("half", income=N(10)) == 5 and model.answer("half", **{"Income of the household": N(10)}) == 5


def test_a_type_comes_from_what_is_compared_where_the_model_says_none(tmp_path: Path) -> None:
    body = table("a", ["n", "t", "b", "d"], ["o"], [["< 5", '"x"', "true", '> date("2025-01-01")', "1"]]) + literal("c", "m * 2")
    model = Imported(tmp_path, body, n="Any", m="")
    kinds = {name: declared.datum["kind"] for name, declared in model.model.inputs.items()}
    assert kinds == {"n": "number", "t": "text", "b": "yes / no", "d": "date", "m": "number"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (table("a", ["n"], ["o"], [["< 5", "1"]], "MOST"), "decision `a`: not imported: the hit policy MOST is not DMN's"),
        (table("a", ["n"], ["o"], [["< 5", "1"]], "COLLECT", attributes=' aggregation="AVG"'),
         "decision `a`: not imported: the aggregation AVG"),
        (table("a", ["n"], ["o"], []), "decision `a`: not imported: the table has no row"),
        (table("a", ["n"], ["o"], [["< 5", "1"], ['"a"', "2"]]),
         "decision `a`, row 2, column `n`: not imported: a number is compared with a text"),
        (table("a", ["n"], ["o"], [["< 5", "1"], ["> 5", '"b"']]), "decision `a`, row 2, column `o`: not imported: the model says"),
        (table("a", ["n"], ["o"], [["< 5", "1", "2"]]), "decision `a`, row 1: not imported: the row has 3 cells and the table 2 columns"),
        (table("a", ["n"], ["o"], [["< 5", "1"], ["> 4", "2"]]),
         "decision `a`, row 2: not imported: Rows 1 and 2 of the table `a` both apply"),
        (table("a", ["nn"], ["o"], [["< 5", "1"]]).replace("nn", "nombr"),
         "`nombr`, read by `a`, is nowhere in the model: did you mean"),
        (table("a", [""], ["o"], [["< 5", "1"]]), "decision `a`, column `1`: not imported: the input has no expression"),
        (table("a", ["string length(s)"], ["o"], [["< 5", "1"]]),
         "decision `a`, column `string length(s)`: not imported: the rule language has no"),
        (table("a", ["n"], ["o"], [["< 5", "d"]]), "decision `a`, row 1, column `o`: not imported: a date can't be an answer here"),
        (table("a", ["n"], ["o"], [["< 5", "1"]], "PRIORITY"), "decision `a`: not imported: the hit policy needs the order of the outputs"),
        (table("a", ["s"], ["o"], [["Low", "1"], ["-", "2"]], "FIRST"),
         "decision `a`, row 1, column `s`: not imported: `Low` is no input and no decision of the model; a text is written between"),
        (table("a", ["n"], ["o"], [["< 5", "High"], ["-", '"Low"']], "FIRST"),
         "decision `a`, row 1, column `o`: not imported: `High` is no input"),
        (table("a", ["n"], ["o"], [["< 5", '"b"'], ["-", '"c"']], "COLLECT", attributes=' aggregation="SUM"'),
         "decision `a`, row 1: not imported: a number is expected, and this is a text"),
        (table("a", ["N"], ["o"], [["< 5", "1"]]), "`N`, read by `a`, is nowhere in the model: did you mean `n`?"),
        (literal("a", "MAX(n, 1)"), "decision `a`: not imported: `MAX` is no function of FEEL: did you mean `max`?"),
        (literal("a", "n ** 0.5"), "decision `a`: not imported: only a whole power"),
        (literal("a", "a + 1"), "decision `a`: not imported: it reads `a`, which reads it"),
        (literal("a", "when"), "decision `a`: not imported: `when` is of a type that no datum has here"),
        (literal("a", "n + 1").replace("<literalExpression>", '<literalExpression expressionLanguage="javascript">'),
         "decision `a`: not imported: it is written in javascript: only FEEL is read"),
        (literal("a", "1") + literal("a", "2"), "decision `a`: not imported: several elements of the model are called `a`"),
        ('<decision name="a"><context/></decision>', "decision `a`: not imported: a boxed expression of the kind `context`"),
        ('<decision name="a"/>', "decision `a`: not imported: it has neither a table nor an expression"),
        ('<businessKnowledgeModel name="f"/>' + literal("a", "f(n)"), "decision `a`: not imported: it calls the knowledge model `f`"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_at_its_place_and_blocks_nothing_else(body: str, told: str, tmp_path: Path) -> None:
    inputs = {"n": "number", "s": "string", "d": "date", "when": "time", "nombre": "number"}
    model = Imported(tmp_path, body + literal("reader", "a") + table("ok", ["n"], ["o"], [["< 5", "1"]]), **inputs)
    assert any(line.startswith(told) for line in model.told), model.told
    assert list(model.model.decisions) == ["ok"] and model.answer("ok", n=N(1)) == 1
    assert "decision `reader`: not imported: it reads `a`, which was not imported" in model.told


def test_what_is_said_of_a_decision_is_kept_and_what_has_no_place_is_told(tmp_path: Path) -> None:
    said = "<description>Decision of 3 March</description><question>How much?</question>"
    said += '<authorityRequirement><requiredAuthority href="#k"/></authorityRequirement>'
    body = table("a", ["n"], ["o"], [["< 5", "1"], [">= 5", "2"]], more=said)
    body = body.replace("<rule>", '<annotation name="Why"/><rule>', 1)
    body = body.replace("</rule>", "<annotationEntry><text>minors</text></annotationEntry></rule>", 1)
    body += '<knowledgeSource id="k" name="Code, article 3"/><knowledgeSource id="k2" name="Lost"/>'
    body += '<textAnnotation id="t"><text>See 2027</text></textAnnotation><textAnnotation id="u"><text>Alone</text></textAnnotation>'
    body += '<association><sourceRef href="#a"/><targetRef href="#t"/></association>'
    body += '<decisionService name="service"/><import name="other"/>'
    model = Imported(tmp_path, body, n="number")
    for kept in ("Decision of 3 March", "How much?", "Code, article 3", "See 2027", "Why: minors"):
        assert kept in model.model.document
    assert model.told == [
        "the knowledge source `Lost` belongs to no decision: it is kept nowhere",
        "the annotation `Alone` belongs to no decision: it is kept nowhere",
        "the decision service `service` is not imported: its decisions are",
        "the import of `other` is not followed: what it defines is not known",
    ]


def test_a_value_that_the_model_does_not_allow_is_told_at_its_cell(tmp_path: Path) -> None:
    body = (
        '<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High", "Low"</text></allowedValues></itemDefinition>'
    )
    body += table("a", ["risk", "n"], ["o"], [['"Hihg"', "1", '"No"'], ['not("Low")', "3", '"Yes"'], ["-", "2", '"Oui"']], "FIRST")
    body = body.replace('<output name="o"/>', '<output name="o"><outputValues><text>"Yes", "No"</text></outputValues></output>')
    body = body.replace("<text>n</text></inputExpression>", "<text>n</text></inputExpression><inputValues><text>1, 2</text></inputValues>")
    model = Imported(tmp_path, body, risk="tRisk", n="number")
    assert model.answer("a", risk="High", n=N(3)) == "Yes"
    assert [line for line in model.told if "misspelt" in line] == [
        'decision `a`, row 1, column `risk`: `Hihg` is not among the values that the model allows ("High", "Low"): is it misspelt?',
        "decision `a`, row 2, column `n`: `3` is not among the values that the model allows (1, 2): is it misspelt?",
        'decision `a`, row 3, column `o`: `Oui` is not among the values that the model allows ("Yes", "No"): is it misspelt?',
    ]


def test_a_row_that_is_never_reached_is_told(tmp_path: Path) -> None:
    model = Imported(tmp_path, table("a", ["n"], ["o"], [["< 18", "1"], ["-", "2"], ["> 60", "3"]], "FIRST"), n="number")
    assert model.told == ["decision `a`, row 3: Row 3 of the table `a` never applies: the rows above take all its cases. (RS507)"]


def test_names_that_the_rules_use_are_changed_and_told(tmp_path: Path) -> None:
    model = Imported(tmp_path, literal("else", "min + max(if2, 1)") + literal("Else", "1"), min="number", if2="number")
    assert model.answer("else", min=N(2), if2=N(3)) == 5 and model.answer("Else") == 1
    assert "`else` can't be a name here: it is called `else value`" in model.told


def run(folder: Path, body: str, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "m.dmn").write_text(f"{HEAD}{body}</definitions>", encoding="utf-8")
    command = [sys.executable, "-m", "rulespec", "--lang", "en", "import", "dmn", str(folder / "m.dmn"), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_partial_import_says_so_by_its_exit_code_and_its_report(tmp_path: Path) -> None:
    result = run(tmp_path, literal("a", "1 + 1") + literal("b", "sqrt(4)"), "--out", str(tmp_path / "out"))
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("1 decision imported of 2, 1 remark.\n")
    assert "decision `b`: not imported: the rule language has no `sqrt`" in result.stderr
    assert "decision `b`: not imported" in (tmp_path / "out" / "import.md").read_text(encoding="utf-8")


def test_nothing_is_written_among_files_of_others(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "decisions.yaml").write_text("mine", encoding="utf-8")
    result = run(tmp_path, literal("a", "1 + 1"), "--out", str(out))
    assert result.returncode == 2 and "decisions.yaml" in result.stderr
    assert [path.name for path in out.iterdir()] == ["decisions.yaml"] and (out / "decisions.yaml").read_text("utf-8") == "mine"


def test_a_file_that_is_no_test_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_text("<testCases", encoding="utf-8")
    result = run(tmp_path, literal("a", "1 + 1"), "--tests", str(tmp_path / "t.xml"))
    assert result.returncode == 2 and result.stderr.startswith("t.xml:")


def test_a_value_of_another_type_is_null(tmp_path: Path) -> None:
    model = Imported(tmp_path, table("a", ["n"], ["o"], [["< 5", "1"], ["-", "2"]], "FIRST"), n="number")
    assert model.answer("a", n="1") == 2 and model.answer("a", n=[N(1)]) == 2 and model.answer("a", n=N(1)) == 1


def test_two_inputs_of_one_name_are_told_and_not_read(tmp_path: Path) -> None:
    body = '<inputData id="j" name="n"><variable name="n" typeRef="string"/></inputData>'
    model = Imported(tmp_path, body + literal("a", "n + 1") + literal("b", "2"), n="number")
    assert list(model.model.decisions) == ["b"]
    assert "several elements of the model are called `n`" in model.told
