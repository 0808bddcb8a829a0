"""A country whose data change each day, in its own letters: read on the first day of a period, or refused with the reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# As openfisca-japan: a class has the name of its key, a year's income is known each day and spread over days by OpenFisca.
COUNTRY = {
    "openfisca_daily/entities.py": """\
from openfisca_core.entities import build_entity

世帯 = build_entity(
    key="世帯", plural="世帯一覧", label="世帯", roles=[{"key": "親", "plural": "親一覧", "max": 2}, {"key": "子", "plural": "子一覧"}]
)
人物 = build_entity(key="人物", plural="世帯員", label="人物", is_person=True)
entities = [世帯, 人物]
""",
    "openfisca_daily/__init__.py": """\
from pathlib import Path

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from openfisca_daily.entities import entities, 世帯, 人物


class 収入(Variable):
    value_type, entity, definition_period, label = float, 人物, DateUnit.DAY, "収入"
    set_input = set_input_divide_by_period


class 学生(Variable):
    value_type, entity, definition_period, label = bool, 人物, DateUnit.DAY, "学生"


class 手当(Variable):
    value_type, entity, definition_period, label = float, 世帯, DateUnit.DAY, "手当"

    def formula(population, period):
        return 1000 * population.nb_persons(世帯.子) + 7 * (period.start.month == 2)


class 週(Variable):
    value_type, entity, definition_period, label = float, 世帯, DateUnit.WEEK, "週"


class CountryTaxBenefitSystem(TaxBenefitSystem):
    def __init__(self):
        super().__init__(entities)
        self.add_variables(収入, 学生, 手当, 週)
        folder = Path(__file__).parent / "parameters"
        folder.mkdir(exist_ok=True)
        self.load_parameters(str(folder))
""",
    "openfisca_daily-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: openfisca-daily\nVersion: 1.0\n",
    "openfisca_daily-1.0.dist-info/top_level.txt": "openfisca_daily\n",
    "openfisca_daily-1.0.dist-info/RECORD": "",
}
MANIFEST = "package: openfisca_rules\nlanguage: en\ncountry: openfisca_daily\ncurrency: JPY\ndocuments: [aid.yaml]\n"
AID = """\
aid: bonus
name: Bonus
about: 世帯
unit: ¥ / month
in force since: 01/01/2025
data:
  収入: {reads: 収入, unit: ¥ / year, over time: stock}
  allowance: {reads: 手当, unit: ¥ / month}
  last month's: {reads: 手当, unit: ¥ / month, window: of last month}
conditions:
  - sum of 収入 for each 親 ≤ 6 000 000 ¥ / year
  - no 親 with 学生
  - number of months in which (allowance > 0 ¥ / month) of the last 3 months = 3
amount: allowance + last month's
cases:
  - name: February is another day
    on: 03/2026
    people: {p: {role: 親, 収入: 6000000}, c: {role: 子}}
    expected: {amount: 2007, allowance: 1000}
  - {name: a yen too much, on: 03/2026, people: {p: {role: 親, 収入: 6000001}, c: {role: 子}}, expected: {amount: 0}}
  - {name: a student, on: 03/2026, people: {p: {role: 親, 学生: yes}, c: {role: 子}}, expected: {is entitled: no}}
  - {name: given, on: 03/2026, people: {p: {role: 親}, c: {role: 子}}, situation: {allowance: {03/2026: 5}}, expected: {amount: 1012}}
"""
YEARLY = """\
aid: grant
name: Grant
about: 世帯
unit: ¥
payment: yearly
in force since: 01/01/2025
data: {allowance: {reads: 手当, unit: ¥}}
amount: allowance
cases:
  - {name: on the first of January, on: 2026, people: {p: {role: 親}, c: {role: 子}}, expected: {amount: 1000}}
"""


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    for name, text in COUNTRY.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


def rulespec(command: str, country: Path, project: Path, aid: str) -> str:
    project.mkdir(exist_ok=True)
    (project / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (project / "aid.yaml").write_text(aid, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(country), "RULESPEC_CACHE": str(country / "cache")}
    arguments = [sys.executable, "-P", "-m", "rulespec", "--lang", "en", command, str(project)]
    return subprocess.run(arguments, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout


def test_a_rule_reads_the_first_day_as_openfisca_does(country: Path, tmp_path: Path) -> None:
    said = rulespec("test", country, tmp_path / "monthly", AID)
    assert "4 cases right, 0 failed" in said, said
    said = rulespec("test", country, tmp_path / "yearly", YEARLY)
    assert "1 case right, 0 failed" in said, said


def test_the_package_reads_days_and_keeps_the_letters_of_the_country(country: Path, tmp_path: Path) -> None:
    rulespec("compile", country, tmp_path, AID)
    text = (tmp_path / "generated" / "openfisca_rules" / "variables" / "aid.py").read_text("utf-8")
    assert '収入 = exact(read(population.members, "収入", period.first_day))' in text and "role=世帯.親" in text
    assert '"手当", period.last_month.first_day)' in text


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (", over time: stock", "", "RS309"),
        ("allowance + last month's", "allowance on the last day of the month", "RS309"),
        ("allowance + last month's", "allowance of the last 3 months", "RS309"),
        ("reads: 手当, unit: ¥ / month}", "reads: 週, unit: ¥ / month}", "RS309"),
        ("aid: bonus", "aid: bonus\nreplaces: 手当", "RS515"),
    ],
)
def test_what_no_day_answers_is_refused(before: str, after: str, code: str, country: Path, tmp_path: Path) -> None:
    assert before in AID
    said = rulespec("check", country, tmp_path, AID.replace(before, after, 1))
    assert code in said, said
