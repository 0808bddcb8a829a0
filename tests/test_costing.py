"""What a change costs: lines held against sums made by hand, whatever the chunks; what is asked wrongly is told."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from rulespec.commands.cli import main  # noqa: E402
from rulespec.populations import running  # noqa: E402
from rulespec.populations.computing import unloaded  # noqa: E402

MANIFEST = "package: rules\nlanguage: en\ncountry: openfisca_country_template\n"
HEATING = """\
aid: heating
name: The heating aid
about: household
amount: {amount}
conditions:
  - sum of salary for the members < {ceiling} €/month
"""
FIRST_JOB = """\
aid: first_job
name: The first job aid
about: person
amount: 50 €/month
conditions:
  - salary > 0 €/month
"""
# Household, weight, then (salary, birth) of each person.
HOUSEHOLDS = (
    ("a", 10.0, ((0.0, 1980),)),
    ("b", 20.0, ((900.0, 1980), (150.0, 2015))),
    ("c", 0.1, ((1499.5, 1960),)),
    ("d", 0.2, ((5000.0, 1960), (0.0, 1961))),
)


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> Iterator[None]:
    with unloaded():
        yield


def population(folder: Path, households: Any = HOUSEHOLDS) -> Path:
    rows = [(name, salary, birth) for name, _, people in households for salary, birth in people]
    folder.mkdir()
    persons = {
        "person_id": list(range(len(rows))),
        "household_id": [row[0] for row in rows],
        "household_role": ["adult"] * len(rows),
        "salary": [row[1] for row in rows],
        "birth": [f"{row[2]}-01-15" for row in rows],
    }
    table = pyarrow.table(persons)
    parquet.write_table(table.set_column(4, "birth", table["birth"].cast(pyarrow.date32())), folder / "persons.parquet")
    weights = {"household_id": [item[0] for item in households], "weight": [item[1] for item in households]}
    parquet.write_table(pyarrow.table(weights), folder / "households.parquet")
    return folder


def rules(folder: Path, *aids: str) -> Path:
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(MANIFEST)
    for number, text in enumerate(aids):
        (folder / f"aid{number}.yaml").write_text(text)
    return folder


@pytest.fixture
def sides(tmp_path: Path) -> Path:
    """A ceiling lowered from 1,600 to 1,000, an amount raised from 100 to 120, and a new aid."""
    rules(tmp_path / "old", HEATING.format(amount="100 €/month", ceiling="1600"))
    rules(tmp_path / "new", HEATING.format(amount="120 €/month", ceiling="1000"), FIRST_JOB)
    population(tmp_path / "pop")
    return tmp_path


def cost(sides: Path, *options: str, population: str = "pop", out: str = "out") -> Any:
    period = () if "--period" in options else ("--period", "2024-06")
    named = [str(sides / "new"), str(sides / population), *period, "--out", str(sides / out), *options]
    return CliRunner().invoke(main, ["--lang", "en", "cost", *named])


def told(sides: Path, *options: str, out: str = "out") -> Any:
    answer = cost(sides, "--against", str(sides / "old"), *options, out=out)
    assert answer.exit_code == 0, answer.output
    return json.loads((sides / out / "report" / "cost.json").read_text())


def line(found: Any, aid: str, dimension: str = "", group: str = "") -> Any:
    (one,) = (item for item in found["lines"] if (item["aid"], item["dimension"], item["group"]) == (aid, dimension, group))
    return one


def test_by_hand(sides: Path) -> None:
    # Before: a, b and c have 100. After: a has 120; b has lost it (1,050 is not below 1,000), as c. First job: b twice 50, c and d once.
    found = told(sides)
    heating, job, every = line(found, "heating"), line(found, "first_job"), line(found, "")
    assert (heating["before"], heating["after"]) == (30.1 * 100, 1200.0)
    assert (heating["winners"], heating["losers"]) == (10.0, 20.1)
    assert (heating["gained"], heating["lost"]) == (200.0, -2010.0)
    assert (heating["holders_before"], heating["holders_after"]) == (30.1, 10.0)
    assert (job["before"], job["after"], job["holders_after"]) == (0.0, 20 * 100 + 0.1 * 50 + 0.2 * 50, 20.3)
    # b loses 100 and wins 100: neither a winner nor a loser of all.
    assert (every["winners"], every["losers"]) == (10.2, 0.1)
    assert math.isclose(every["change"], 200 + 0 - 0.1 * 50 + 0.2 * 50)
    assert every["people"] == 10.0 + 2 * 20.0 + 0.1 + 2 * 0.2
    assert every["is_few"]


def test_margin_is_that_of_the_whole_sample(sides: Path) -> None:
    changes = (10.0 * 20, 20.0 * -100, 0.1 * -100, 0.0)
    total = sum(changes)
    variance = 4 / 3 * (sum(change**2 for change in changes) - total**2 / 4)
    assert math.isclose(line(told(sides), "heating")["error"], math.sqrt(variance), rel_tol=1e-12)


def test_groups_add_up_to_all(sides: Path) -> None:
    found = told(sides, "--rank", "salary", "--by", "age")
    for dimension in ("salary", "age", "@make-up"):
        lines = [item for item in found["lines"] if item["aid"] == "heating" and item["dimension"] == dimension]
        assert len(lines) > 1
        for key in ("before", "after", "winners", "losers", "rows"):
            assert math.isclose(sum(item[key] for item in lines), line(found, "heating")[key]), (dimension, key)
    # One adult born in 1980 is 44; b is an adult and a child of 9.
    assert line(found, "heating", "@make-up", "1+1")["losers"] == 20.0
    assert line(found, "heating", "age", "[40:50")["rows"] == 2


def test_a_household_is_ranked_by_what_all_of_it_have(sides: Path) -> None:
    population(sides / "two", (("a", 1.0, ((1000.0, 1980),)), ("b", 1.0, ((0.0, 1980), (9000.0, 1980)))))
    assert cost(sides, "--rank", "salary", population="two").exit_code == 0
    found = json.loads((sides / "out" / "report" / "cost.json").read_text())
    bands = {item["group"]: item["rows"] for item in found["lines"] if item["dimension"] == "salary" and not item["aid"] and item["rows"]}
    assert bands == {"1]:1000": 1, "6]1000:9000": 1}


def test_one_row_says_nothing_of_another_sample(sides: Path) -> None:
    population(sides / "one", (("a", 1.0, ((10.0, 1980),)),))
    answer = cost(sides, population="one")
    assert answer.exit_code == 0 and "+€170" in answer.output and "±" not in answer.output and "sampling" not in answer.output


def test_chunks_change_nothing(sides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told(sides, "--rank", "salary", "--by", "age", "--marginal", "salary", "--step", "200")
    monkeypatch.setattr(running, "persons_at_once", lambda *_: 1)
    cut = told(sides, "--rank", "salary", "--by", "age", "--marginal", "salary", "--step", "200", out="cut")
    assert cut["after"]["rows"] == whole["after"]["rows"]
    assert len(list((sides / "cut" / "after" / "persons").iterdir())) == 4
    for key in ("lines", "households", "marginal", "cliffs"):
        assert sorted(map(str, cut[key])) == sorted(map(str, whole[key]))


def test_why_and_thresholds(sides: Path) -> None:
    # With 100 more, b passes from 1,050 to 1,150: it has lost the aid already. Another, at 950, loses 120 for 100 given.
    households = (*HOUSEHOLDS, ("e", 3.0, ((950.0, 1990),)))
    population(sides / "more", households)
    answer = cost(sides, "--against", str(sides / "old"), "--marginal", "salary", "--step", "100", population="more")
    assert answer.exit_code == 0, answer.output
    found = json.loads((sides / "out" / "report" / "cost.json").read_text())
    (cliff,) = found["cliffs"]
    assert (cliff["aid"], cliff["units"], cliff["loss"], cliff["low"], cliff["high"]) == ("heating", 3.0, 120.0, 950.0, 950.0)
    assert "The heating aid: 3 lose €120 on average, between €950 and €950 of Salary (1 row)." in answer.output
    worst = found["households"][0]
    assert (worst["change"], worst["weight"]) == (-50.0, 0.1)
    assert [(item["before"], item["after"]) for item in worst["reasons"] if "heating" in item["variable"]] == [(True, False)]


def test_take_up(sides: Path) -> None:
    found = told(sides, "--take-up", "first_job=50%")
    assert line(found, "first_job")["after"] == 2015 / 2
    assert line(found, "")["after"] == 1200 + 2015 / 2
    assert line(found, "heating")["after"] == 1200


def test_the_country_alone_is_before(sides: Path) -> None:
    answer = cost(sides, "--aids", "heating")
    assert answer.exit_code == 0, answer.output
    assert "Compared with the country without these rules, for 2024-06." in answer.output
    assert "+€1,200: from €0 to €1,200, for 30 (households)." in answer.output


def test_a_second_time_computes_nothing(sides: Path) -> None:
    told(sides)
    parts = sorted((sides / "out" / "after").rglob("*.parquet"))
    times = [path.stat().st_mtime_ns for path in parts]
    first = (sides / "out" / "report" / "cost.json").read_text()
    told(sides)
    assert [path.stat().st_mtime_ns for path in parts] == times
    assert (sides / "out" / "report" / "cost.json").read_text() == first
    # Other people under the same names are another population.
    parquet.write_table(pyarrow.table({"household_id": list("abcd"), "weight": [1.0] * 4}), sides / "pop" / "households.parquet")
    assert line(told(sides), "heating")["after"] == 120.0


def test_an_age_is_not_added_over_a_year(sides: Path) -> None:
    # The country's age takes no yearly value: b is an adult of 44 and a child of 8 in January, not two people of 500 months.
    found = told(sides, "--by", "age", "--period", "2024")
    assert line(found, "heating", "@make-up", "1+1")["losers"] == 20.0
    assert line(found, "heating", "age", "[40:50")["rows"] == 2


def test_a_parameter_of_the_country_is_told(sides: Path) -> None:
    """What a reform of parameters costs is in the country's amounts: it is computed where it is asked, told where it isn't."""
    basic = "parameters:\n  basic income: {modifies: benefits.basic_income, unit: € / month, values: {01/01/2020: 700}}\n"
    rules(sides / "reform", basic)
    named = ["--lang", "en", "cost", str(sides / "reform"), str(sides / "pop"), "--period", "2024-06", "--out", str(sides / "out")]
    alone = CliRunner().invoke(main, named)
    assert alone.exit_code == 2 and "only change parameters of the country: benefits.basic_income." in " ".join(alone.output.split())
    # Six hundred before; five adults, of which two stand for 0.2, one for 20, one for 10, one for 0.1.
    asked = CliRunner().invoke(main, [*named, "--variables", "basic_income", "--format", "json"])
    found = json.loads((sides / "out" / "report" / "cost.json").read_text())
    assert asked.exit_code == 0 and math.isclose(line(found, "")["change"], 100 * (10 + 20 + 0.1 + 2 * 0.2))
    assert "nothing reads" not in asked.output
    (sides / "new" / "basic.yaml").write_text(basic)
    found = cost(sides)
    assert found.exit_code == 0 and "benefits.basic_income. What the country then gives otherwise is not counted here" in found.output
    old = sides / "old" / "basic.yaml"
    old.write_text(basic)
    assert "benefits.basic_income" not in cost(sides, "--against", str(sides / "old"), out="same").output
    old.write_text(basic.replace("700", "650"))
    assert "benefits.basic_income" in cost(sides, "--against", str(sides / "old"), out="other").output


def test_pages(sides: Path) -> None:
    told(sides, "--rank", "salary", "--marginal", "salary")
    for code, title in (("fr", "Ce que change « new »"), ("en", "What “new” changes")):
        page = (sides / "out" / "report" / f"cost.{code}.html").read_text()
        assert f'<html lang="{code}">' in page and title in page
        assert "<script" not in page and not re.search(r'(?:src|href)="(?!#)', page)
        assert page.count("<svg") == page.count("<table") == 4
    rows = parquet.read_table(sides / "out" / "report" / "cost.parquet")
    assert rows.num_rows == len(json.loads((sides / "out" / "report" / "cost.json").read_text())["lines"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--unit", "houshold"), "“houshold” is no group or person of the country. Choose from: household, person."),
        (("--by", "agee"), "“agee” is a variable neither of the country nor of the rules."),
        (("--take-up", "110%"), "“110%” is no take-up rate: write 70% or benefit=70%,other=40%."),
        (("--take-up", "heeting=10%"), "“heeting=10%” is no take-up rate"),
        (("--marginal", "rent"), "“rent” is no column of numbers of the table of persons"),
        (("--engine", "dask"), "needs the address of its scheduler"),
        (("--against", "nowhere"), "nowhere"),
        (("--aids", "heatin"), "heating"),
    ],
)
def test_what_is_asked_wrongly(sides: Path, options: tuple[str, ...], sentence: str) -> None:
    answer = cost(sides, *options)
    assert answer.exit_code == 2, answer.output
    assert sentence in " ".join(answer.output.split()), answer.output
    assert not (sides / "out" / "after").exists()


def test_in_a_notebook(sides: Path) -> None:
    from rulespec import costing, populations

    before, after = populations.read_rules(sides / "old"), populations.read_rules(sides / "new")
    people = populations.read_population(sides / "pop", after)
    found = costing.cost(after, people, "2024-06", sides / "out", before=before)
    assert (found.all.winners, found.all.losers) == (10.2, 0.1)
    assert found.table.num_rows == len(found.comparison.lines)
    assert "Ce que change « new »" in found.page("fr")
    results = populations.read_results(sides / "out" / "after")
    assert results.array("heating").tolist() == [120.0, 0.0, 0.0, 0.0]
    assert results.array("heating")[results.rows_of("household")].tolist() == [120.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert results.totals["heating"] == 1200.0
    with pytest.raises(ValueError, match="agee"):
        costing.cost(after, people, "2024-06", sides / "out", by=("agee",))
    # What is asked wrongly is a sentence, never the name of a problem.
    with pytest.raises(ValueError, match="juin"):
        costing.cost(after, people, "juin", sides / "out")
    with pytest.raises(ValueError, match="-1"):
        costing.cost(after, people, "2024-06", sides / "out", marginal="salary", step=-1)
    with pytest.raises(populations.Refused, match="« heatin »"):
        costing.cost(after, people, "2024-06", sides / "out", aids=("heatin",))
    with pytest.raises(populations.Refused, match="nowhere"):
        populations.read_population(sides / "nowhere", after)
    with pytest.raises(populations.Refused, match="old"):
        populations.read_results(sides / "old")


def test_a_wrong_project_is_refused_with_its_remarks(sides: Path) -> None:
    from rulespec import populations

    (sides / "new" / "aid0.yaml").write_text(HEATING.format(amount="100 € / mnth", ceiling="1000"))
    with pytest.raises(populations.Refused, match="mnth") as refused:
        populations.read_rules(sides / "new")
    assert [item.code for item in refused.value.remarks]


def test_pages_are_read_by_all(sides: Path) -> None:
    """No violation of axe-core's rules, wide and narrow, and nothing wider than the screen."""
    from tests.test_preview_browser import CHROMIUM, NARROW, WIDE, checked_page

    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    told(sides, "--rank", "salary", "--marginal", "salary")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for viewport in (WIDE, NARROW):
            page = browser.new_page(viewport=viewport)
            page.goto((sides / "out" / "report" / "cost.fr.html").as_uri())
            checked_page(page)
        browser.close()


def test_the_script_of_the_examples(tmp_path: Path) -> None:
    """A notebook-like script as an analyst would run it: people are drawn, the demo's aids computed on them, and a page written."""
    import subprocess
    import sys

    script = Path(__file__).parent.parent / "examples" / "populations" / "cost_of_the_demo.py"
    ran = subprocess.run([sys.executable, str(script), "60", str(tmp_path)], capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert "alfortville_noel_enfants" in ran.stdout and "mean size of a household" in ran.stdout
    assert "Ces personnes n&#39;existent pas" in (tmp_path / "report.html").read_text("utf-8")
