"""Populations: what is read, what is computed on them, and that neither the cut nor the engine changes a bit of it."""

from __future__ import annotations

import errno
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy
import pytest
from click.testing import CliRunner

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from rulespec.commands.cli import main  # noqa: E402
from rulespec.compiler.ground import codes  # noqa: E402
from rulespec.compiler.ground.diagnostics import Diagnostics  # noqa: E402
from rulespec.disk.errors import WorldError  # noqa: E402
from rulespec.populations import running  # noqa: E402
from rulespec.populations.checking import check_population  # noqa: E402
from rulespec.populations.chunking import bounds_of, chunks_of, cut_of  # noqa: E402
from rulespec.populations.computing import compute, unloaded  # noqa: E402
from rulespec.populations.engines import Local, Processes  # noqa: E402
from rulespec.populations.inputs import read_ipc  # noqa: E402
from rulespec.populations.job import make_job, outputs_of  # noqa: E402
from rulespec.populations.known import known_variables  # noqa: E402
from rulespec.populations.population import open_population  # noqa: E402
from rulespec.populations.results import read_manifest, result_table  # noqa: E402
from rulespec.populations.running import Asked, simulate_population  # noqa: E402
from rulespec.populations.sums import Exact, exact, exact_sum, exact_sums  # noqa: E402
from rulespec.projects.compiling import check_folder  # noqa: E402

MANIFEST = "package: rules\nlanguage: en\ncountry: openfisca_country_template\n"
AID = """\
aid: heating
name: The heating aid
about: household
data:
  cost: {entity: household, kind: number, unit: €/month}
amount: 0.25 * cost
conditions:
  - sum of salary for the members < 3000 €/month
"""
MEMORY = 4_000_000_000


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "rulespec.yaml").write_text(MANIFEST)
    (folder / "aid.yaml").write_text(AID)
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    return SimpleNamespace(folder=folder, checked=checked, catalog=checked.catalog, known=known_variables(checked.catalog, checked.program))


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> Iterator[None]:
    with unloaded():
        yield


def people(folder: Path, count: int = 300, seed: int = 1, shuffled: bool = False) -> Path:
    """Households of one to four, with incomes in cents, weights that are no round number."""
    draw = random.Random(seed)
    persons: dict[str, list[Any]] = {
        name: [] for name in ("person_id", "household_id", "household_role", "salary", "birth", "pension@2024-06")
    }
    households: dict[str, list[Any]] = {name: [] for name in ("household_id", "weight", "cost", "housing_occupancy_status")}
    for number in range(count):
        households["household_id"].append(f"h{number}")
        households["weight"].append(draw.uniform(50, 900))
        households["cost"].append(round(draw.uniform(0, 400), 2))
        households["housing_occupancy_status"].append(draw.choice(["owner", "tenant", "free_lodger"]))
        for rank in range(draw.randint(1, 4)):
            persons["person_id"].append(len(persons["person_id"]) + 1)
            persons["household_id"].append(f"h{number}")
            persons["household_role"].append("adult" if rank < 2 else "child")
            persons["salary"].append(round(draw.uniform(0, 4000), 2) if rank < 2 else 0.0)
            persons["birth"].append(f"{draw.randint(1940, 2000) if rank < 2 else draw.randint(2008, 2023)}-0{draw.randint(1, 9)}-15")
            persons["pension@2024-06"].append(round(draw.uniform(0, 200), 2))
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in (("persons", persons), ("households", households)):
        table = pyarrow.table(columns)
        if name == "persons":
            table = table.set_column(4, "birth", table["birth"].cast(pyarrow.date32()))
        if shuffled:
            order = list(range(table.num_rows))
            draw.shuffle(order)
            table = table.take(order)
        parquet.write_table(table, folder / f"{name}.parquet")
    return folder


def opened(rules: Any, path: Path) -> Any:
    return open_population(path, rules.catalog, rules.known)


def job_of(rules: Any, population: Any, period: str = "2024-06", variables: tuple[str, ...] = ("income_tax", "disposable_income")) -> Any:
    outputs = outputs_of(rules.checked, rules.known, period, ("heating",), variables)
    job = make_job(rules.checked, rules.catalog, population, rules.known, outputs)
    return replace(job, sample=running._sample(population, cut_of(population)))


def totals(job: Any, population: Any, size: int) -> list[Any]:
    cut = cut_of(population)
    bounds = bounds_of(cut, size, "persons")
    answers = [compute(job, chunk) for chunk in chunks_of(population, cut, bounds, frozenset(), MEMORY)]
    assert sum(answer.persons for answer in answers) == cut.persons and all(answer.failed is None for answer in answers)
    found = []
    for index in range(len(job.outputs)):
        parts = [answer.totals[index] for answer in answers]
        found.append(tuple(sum((exact(part[place]) for part in parts), Exact()) for place in (0, 1)))
    return [found, len(answers)]


def asked(period: str = "2024-06") -> Asked:
    return Asked("rules", "", "openfisca_country_template", period)


def test_exact_sums_are_those_of_fsum_in_any_order() -> None:
    hypothesis = pytest.importorskip("hypothesis")
    numbers = hypothesis.strategies.floats(min_value=-1e300, max_value=1e300, allow_subnormal=True)

    @hypothesis.settings(max_examples=200, deadline=None)
    @hypothesis.given(hypothesis.strategies.lists(numbers, max_size=40), hypothesis.strategies.randoms())
    def holds(values: list[float], draw: Any) -> None:
        try:
            wanted = math.fsum(values)
        except OverflowError:
            return
        groups = [draw.randint(0, 2) for _ in values]
        parts = exact_sums(values, groups, 3)
        draw.shuffle(values)
        assert float(exact_sum(values)) == wanted
        assert sum(parts, Exact()) == exact_sum(values) == exact(str(exact_sum(values)))

    holds()
    with pytest.raises(OverflowError):
        exact_sum([1.0, math.nan])


def test_the_cut_changes_no_bit_and_answers_are_those_of_openfisca(rules: Any, tmp_path: Path) -> None:
    population = opened(rules, people(tmp_path / "p", 120))
    job = job_of(rules, population)
    whole, count = totals(job, population, 10_000)
    assert count == 1
    for size in (1, 7, 150):
        found, count = totals(job, population, size)
        assert found == whole and count > 1
    shuffled, _ = totals(job_of(rules, opened(rules, people(tmp_path / "q", 120, shuffled=True))), opened(rules, tmp_path / "q"), 50)
    assert shuffled == whole
    # By hand, on the rows as they lie there.
    rows = parquet.read_table(tmp_path / "p" / "households.parquet").to_pydict()
    income: dict[str, float] = {}
    for item in parquet.read_table(tmp_path / "p" / "persons.parquet").to_pylist():
        income[item["household_id"]] = income.get(item["household_id"], 0) + item["salary"]
    paid = [
        round(cost * 0.25 + 1e-9, 2) * weight
        for id, weight, cost in zip(rows["household_id"], rows["weight"], rows["cost"])
        if round(income[id], 2) < 3000
    ]
    assert float(whole[0][0]) == pytest.approx(math.fsum(paid), rel=1e-4)
    assert len(paid) > 20


def test_a_year_is_the_sum_of_its_months(rules: Any, tmp_path: Path) -> None:
    path = people(tmp_path / "p", 40)
    table = parquet.read_table(path / "persons.parquet")
    parquet.write_table(table.drop_columns(["pension@2024-06"]), path / "persons.parquet")
    population = opened(rules, path)
    month, year = (totals(job_of(rules, population, period), population, 1000)[0] for period in ("2024-06", "2024"))
    assert float(year[0][0]) == pytest.approx(12 * float(month[0][0]), rel=1e-12) and float(month[0][0]) > 0


def test_arrays_are_let_go_and_the_answers_are_the_same(rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rulespec.populations import computing
    from rulespec.populations.freeing import Freeing

    population = opened(rules, people(tmp_path / "p", 60))
    job = job_of(rules, population, variables=("disposable_income", "total_taxes", "total_benefits"))
    chunk = next(chunks_of(population, cut_of(population), [(0, cut_of(population).persons)], frozenset(), MEMORY))
    answer = compute(job, chunk)
    assert computing._LOADED[job.rules].readings
    monkeypatch.setattr(Freeing, "_free", lambda self, key: None)
    kept = compute(job, chunk)
    assert kept.totals == answer.totals and kept.tables == answer.tables and answer.peak < 0.7 * kept.peak


def test_a_run_is_whole_or_not_there_and_goes_on_where_it_stopped(rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 60)
    population = opened(rules, people(tmp_path / "p"))
    job = job_of(rules, population)
    out = tmp_path / "out"
    whole = simulate_population(job, population, asked(), out, Local(), MEMORY)
    assert whole.chunks > 5 and read_manifest(out) == whole
    assert {path.name for path in out.iterdir()} == {"manifest.json", "persons", "households"}

    class Stops(Local):
        def run(self, job: Any, chunks: Any) -> Any:
            for number, answer in enumerate(super().run(job, chunks)):
                if number == 3:
                    raise KeyboardInterrupt
                yield answer

    again = tmp_path / "again"
    with pytest.raises(KeyboardInterrupt):
        simulate_population(job, population, asked(), again, Stops(), MEMORY)
    work = tmp_path / "again.unfinished"
    assert not again.exists()
    with pytest.raises(WorldError) as error:
        read_manifest(work)
    assert isinstance(error.value.problem, codes.StoppedRun.NotWhole)
    # Something else does not go on from there.
    with pytest.raises(WorldError) as error:
        simulate_population(job_of(rules, population, "2024-07"), population, asked("2024-07"), again, Local(), MEMORY)
    assert isinstance(error.value.problem, codes.StoppedRun.Another)
    # A file that was cut short is computed again.
    cut_short = work / "persons" / "part-000001.parquet"
    cut_short.write_bytes(cut_short.read_bytes()[:-10])
    seen: list[int] = []

    class Counts(Local):
        def run(self, job: Any, chunks: Any) -> Any:
            for answer in super().run(job, chunks):
                seen.append(answer.number)
                yield answer

    assert simulate_population(job, population, asked(), again, Counts(), MEMORY) == whole
    assert seen == [1, *range(3, whole.chunks)] and not work.exists()
    for entity in ("person", "household"):
        tables = [result_table(folder, whole, entity) for folder in (out, again)]
        assert tables[0].read(tables[0].schema.names).equals(tables[1].read(tables[1].schema.names))
        assert tables[0].rows == whole.rows[entity]
    # Results give way to results, and to nothing else.
    assert simulate_population(job, population, asked(), out, Local(), MEMORY) == whole
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(WorldError) as error:
        simulate_population(job, population, asked(), tmp_path / "mine", Local(), MEMORY)
    assert isinstance(error.value.problem, codes.StoppedRun.Taken)
    with pytest.raises(WorldError) as error:
        simulate_population(job, population, asked(), tmp_path / "small", Local(), 1_000_000)
    assert isinstance(error.value.problem, codes.StoppedRun.Memory)


def test_layouts_that_others_write_are_read(rules: Any, tmp_path: Path) -> None:
    """One table of persons with numbers for roles and the group's values on each row; PolicyEngine's names."""
    path = tmp_path / "flat.parquet"
    table = {
        "person_id": [1, 2, 3],
        "person_household_id": [7, 7, 9],
        "household_role": [0, 1, 0],
        "salary__2024-06": [100.0, 0.0, 5000.0],
        "cost": [10.0, 10.0, 20.0],
        "person_weight": [2.0, 2.0, 3.0],
    }
    parquet.write_table(pyarrow.table(table), path)
    population = opened(rules, path)
    diagnostics = Diagnostics()
    check_population(population, rules.catalog, rules.known, diagnostics)
    assert [item.problem for item in diagnostics.sorted()] == []
    found, _ = totals(job_of(rules, population), population, 100)
    assert [float(item) for item in found[0]] == [5.0, 2.0]
    table["cost"] = [10.0, 11.0, 20.0]
    parquet.write_table(pyarrow.table(table), path)
    check_population(opened(rules, path), rules.catalog, rules.known, diagnostics)
    assert [type(item.problem) for item in diagnostics.sorted()] == [codes.BadMembership.Differs]


def test_csv_is_read_as_it_is_written_in_both_countries(rules: Any, tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("person_id;household_id;household_role;salary\n1;01;adult;1000,50\n2;01;child;0\n")
    (tmp_path / "households.csv").write_text("household_id,poids,cost,postal_code\n01,1.5,10.40,01004\n")
    population = opened(rules, tmp_path)
    diagnostics = Diagnostics()
    check_population(population, rules.catalog, rules.known, diagnostics)
    assert [item.problem for item in diagnostics.sorted()] == []
    chunk = next(chunks_of(population, cut_of(population), [(0, 2)], frozenset(), MEMORY))
    assert read_ipc(chunk.tables["household"])["postal_code"].to_pylist() == ["01004"]
    assert float(totals(job_of(rules, population), population, 10)[0][0][0]) == 2.6 * 1.5


def test_groups_that_cross_are_cut_nowhere(tmp_path: Path) -> None:
    from rulespec.populations.places import components, places_of

    named = {"a": [1, 1, 2, 3, 4, 4], "b": [1, 2, 2, 3, 5, 6]}
    places = {key: places_of(pyarrow.array(values), None) for key, values in named.items()}
    assert components(places, 6).tolist() == [0, 0, 0, 3, 4, 4]
    chain = {"a": [n // 2 for n in range(1001)], "b": [(n + 1) // 2 for n in range(1001)]}
    assert set(components({key: places_of(pyarrow.array(values), None) for key, values in chain.items()}, 1001).tolist()) == {0}
    cut = SimpleNamespace(starts=numpy.array([0, 30, 31, 100]), persons=100)
    assert bounds_of(cut, 40, "t") == [(0, 31), (31, 100)]
    with pytest.raises(WorldError) as error:
        bounds_of(cut, 2, "t")
    assert isinstance(error.value.problem, codes.StoppedRun.Chained)


def test_what_a_formula_raises_is_told_with_its_rows(rules: Any, tmp_path: Path) -> None:
    population = opened(rules, people(tmp_path / "p", 20))
    job = job_of(rules, population)
    broken = replace(job, outputs=(*job.outputs, replace(job.outputs[0], variable="no_such_variable")))
    with pytest.raises(WorldError) as error:
        simulate_population(broken, population, asked(), tmp_path / "out", Local(), MEMORY)
    assert isinstance(error.value.problem, codes.StoppedRun) and "no_such_variable" in error.value.problem.reason
    assert not (tmp_path / "out").exists()


MARGINS = """\
households: 400
weight: 1000000
types:
  one: {share: 1, adults: 1}
  two and a child: {share: 3, adults: 2, children: 1}
ages:
  variables: [age, birth]
  adult: {18-39: 1, 40-90: 1}
  child: {0-17: 1}
values:
  salary: {of: adult, zero: 0.25, quantiles: {0: 500, 0.5: 2000, 1: 9000}}
  housing_occupancy_status: {choices: {owner: 1, tenant: 3}}
"""


def test_a_synthetic_population_keeps_its_margins_and_says_what_it_is(rules: Any, tmp_path: Path) -> None:
    from rulespec.populations.making import make_population, read_margins, write_population

    file = tmp_path / "margins.yaml"
    file.write_text(MARGINS)
    margins = read_margins(file, rules.known)
    tables = make_population(margins, rules.catalog, rules.known)
    again = make_population(margins, rules.catalog, rules.known)
    assert all(tables[key].equals(again[key]) for key in tables)
    assert not make_population(replace(margins, seed=2), rules.catalog, rules.known)["person"].equals(tables["person"])
    persons, households = (tables[key].to_pydict() for key in ("person", "household"))
    assert math.fsum(households["weight"]) == pytest.approx(1_000_000)
    assert len(persons["age"]) == 100 + 300 * 3 and households["housing_occupancy_status"].count("tenant") == 300
    adults = [index for index, role in enumerate(persons["household_role"]) if role == "adult"]
    assert len(adults) == 700 and sum(persons["salary"][index] == 0 for index in adults) in (175, 176)
    on = margins.on
    for age, birth in zip(persons["age"], persons["birth"]):
        assert age == on.year - birth.year - ((birth.month, birth.day) > (on.month, on.day))
    for form in ("parquet", "csv"):
        write_population(tmp_path / form, tables, rules.catalog, form)
        population = opened(rules, tmp_path / form)
        diagnostics = Diagnostics()
        check_population(population, rules.catalog, rules.known, diagnostics)
        assert not diagnostics.has_errors and population.is_synthetic
        manifest = simulate_population(job_of(rules, population), population, asked(), tmp_path / f"{form}-out", Local(), MEMORY)
        table = result_table(tmp_path / f"{form}-out", manifest, "person")
        assert manifest.is_synthetic and "rulespec.synthetic" in table.metadata
    for right, wrong, part in (
        ("households: 400", "households: many", "households"),
        ("salary:", "salery:", "values salery"),
        ("tenant: 3", "tenan: 3", "values housing_occupancy_status"),
        ("40-90", "40-x", "ages adult"),
        # What would be drawn of nobody, backwards, or made up.
        ("share: 1, adults: 1}\n  two and a child: {share: 3", "share: 0, adults: 1}\n  two and a child: {share: 0", "types share"),
        ("18-39", "39-18", "ages adult 39-18"),
        ("0.5: 2000", "0.5: 200", "values salary quantiles"),
        (", 1: 9000", "", "values salary quantiles"),
        ("tenant: 3", "tenant: -3", "values housing_occupancy_status choices"),
        ("ages:", 'ages:\n  "on": 2024-13-01', "2024-13-01"),
    ):
        file.write_text(MARGINS.replace(right, wrong))
        with pytest.raises(WorldError) as error:
            read_margins(file, rules.known)
        assert isinstance(error.value.problem, codes.UnreadablePopulation.Margins)
        assert error.value.problem.part.startswith(part)


def test_a_full_disk_leaves_what_is_done(rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 60)
    population = opened(rules, people(tmp_path / "p", 100))
    job = job_of(rules, population)
    wanted = simulate_population(job, population, asked(), tmp_path / "whole", Local(), MEMORY)
    written = running.write_atomically
    count = []

    def full(path: Path, data: Any) -> None:
        count.append(path)
        if len(count) == 9:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        written(path, data)

    monkeypatch.setattr(running, "write_atomically", full)
    with pytest.raises(OSError):
        simulate_population(job, population, asked(), tmp_path / "out", Local(), MEMORY)
    assert not (tmp_path / "out").exists()
    assert simulate_population(job, population, asked(), tmp_path / "out", Local(), MEMORY) == wanted


def test_the_commands(rules: Any, tmp_path: Path) -> None:
    path = people(tmp_path / "p", 50)

    def run(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["--lang", "en", *map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    assert run("population", "check", path, "--project", rules.folder)[0] == 0
    code, text = run("population", "describe", path, "--project", rules.folder, "--format", "json")
    told = json.loads(text)
    assert code == 0 and told["tables"][1]["rows"] == 50 and not told["synthetic"]
    code, text = run("simulate", rules.folder, path, "--period", "2024-06", "--out", tmp_path / "out", "--aids", "heating")
    assert code == 0 and "heating: " in text
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["whole"] and [item["variable"] for item in manifest["variables"]][0] == "heating"
    code, text = run("simulate", rules.folder, path, "--period", "2024-06", "--out", tmp_path / "o", "--aids", "heatin")
    assert code == 2 and "did you mean `heating`" in text
    assert run("simulate", rules.folder, path, "--period", "June", "--out", tmp_path / "o")[0] == 2
    assert run("simulate", rules.folder, path, "--period", "2024-06", "--out", tmp_path / "o", "--memory", "2 apples")[0] == 2


def test_a_process_that_is_killed_is_replaced_to_the_same_bits(rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 30)
    population = opened(rules, people(tmp_path / "p", 200))
    job = job_of(rules, population)
    wanted = simulate_population(job, population, asked(), tmp_path / "local", Local(), MEMORY)
    engine = Processes(2)
    killed: list[int] = []

    def progress(done: int, total: int) -> None:
        if done > 60 and not killed:
            assert engine._pool is not None
            killed.append(next(iter(engine._pool._processes)))
            os.kill(killed[0], 9)

    try:
        found = simulate_population(job, population, asked(), tmp_path / "pool", engine, MEMORY, progress)
    finally:
        engine.close()
    assert killed and found == wanted


class Dask:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.running: list[Any] = []
        self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        end = time.monotonic() + 60
        while not self.file.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        self.address = json.loads(self.file.read_text())["address"]

    def _start(self, module: str, *options: str) -> None:
        command = [sys.executable, "-m", module, "--scheduler-file", str(self.file), *options]
        self.running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def add(self) -> None:
        # Without a nanny one that is killed stays so.
        self._start("distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")

    def kill(self, index: int) -> None:
        self.running[index].kill()
        self.running[index].wait()

    def close(self) -> None:
        for index in range(len(self.running)):
            self.kill(index)


def test_a_cluster_that_loses_a_worker_and_gains_one_gives_the_same_bits(
    rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real scheduler, workers in processes: one is killed, one comes, then the scheduler itself is killed, and the run is resumed."""
    pytest.importorskip("distributed")
    from rulespec.populations.cluster import Cluster, forget

    monkeypatch.setattr(running, "MOST", 25)
    population = opened(rules, people(tmp_path / "p", 200))
    job = job_of(rules, population)
    wanted = simulate_population(job, population, asked(), tmp_path / "local", Local(), MEMORY)
    events: list[str] = []
    dask = Dask(tmp_path)

    def progress(done: int, total: int) -> None:
        if done > 50 and not events:
            events.append("killed")
            # The workers are as if started again under their addresses: they have no job.
            engine._client.run(forget)
            dask.kill(1)
            dask.add()

    def goes(done: int, total: int) -> None:
        if done > 100 and "gone" not in events:
            events.append("gone")
            dask.kill(0)

    try:
        dask.add()
        dask.add()
        engine = Cluster(dask.address)
        found = simulate_population(job, population, asked(), tmp_path / "dask", engine, MEMORY, progress)
        assert events == ["killed"] and found == wanted
        # A worker that has not what this machine has is told before it computes anything.
        for name, kind in (("openfisca-core", codes.StoppedRun.Versions), ("openfisca-nowhere", codes.StoppedRun.NoPackage)):
            engine._asked.clear()
            with pytest.raises(WorldError) as error:
                engine.measure(replace(job, versions={**job.versions, name: "1.0"}))
            assert isinstance(error.value.problem, kind)
        with pytest.raises(WorldError) as error:
            simulate_population(job, population, asked(), tmp_path / "lost", engine, MEMORY, goes)
        assert isinstance(error.value.problem, codes.StoppedRun.Lost) and events == ["killed", "gone"]
        engine.close()
    finally:
        dask.close()
    assert not (tmp_path / "lost").exists()
    assert simulate_population(job, population, asked(), tmp_path / "lost", Local(), MEMORY) == wanted
    monkeypatch.setattr("rulespec.populations.cluster.PATIENCE", 0.5)
    with pytest.raises(WorldError) as error:
        Cluster("tcp://127.0.0.1:1")
    assert isinstance(error.value.problem, codes.StoppedRun.NoScheduler)


def test_a_month_that_is_not_given_is_told(rules: Any, tmp_path: Path) -> None:
    """Salaries of 2023 alone make those of 2024 nothing for everybody."""
    ran = ["--lang", "en", "population", "check", str(tmp_path), "--project", str(rules.folder), "--period"]
    for name, period, told in (
        ("salary@2023-01", "2024-06", "but not in 2024-06 (1 month is missing)"),
        ("salary@2024-06", "2024-06", ""),
        ("salary@2024", "2024-06", ""),
        ("salary", "2024-06", ""),
        ("salary@2024-06", "2024", "but not in 2024-01 (11 months are missing)"),
    ):
        (tmp_path / "persons.csv").write_text(f"person_id,household_id,household_role,{name}\n1,7,0,5\n")
        done = CliRunner().invoke(main, [*ran, period])
        assert done.exit_code == 0 and ("RS905" in done.output) == bool(told) and told in " ".join(done.output.split()), done.output


@pytest.mark.parametrize(
    ("persons", "sentence"),
    [
        # What a CSV file can't be read by is told, never left for the run to stumble on.
        ("age\n1,7,0,34.5\n2,7,1,9", "column `age`: a whole number is expected, and 1 value is none: `34.5` (row 1)"),
        ('salary\n1,7,0,"1,000"\n2,7,1,9', "a number is expected, and 1 value is none: `1,000` (row 1)"),
        ("birth\n1,7,0,19800101\n2,7,1,2015-01-01", "a date is expected, and 1 value is none: `19800101` (row 1)"),
        ("salary\n1,7,0,5\n2,7,2,9", "`2` is no role (1 row: 2)"),
        ("salary,salary\n1,7,0,5,6", "`persons.csv`: two columns are called `salary`."),
        ("salary\n1,7,0,5\n2,7,1,9", "All is well: 2 persons, 1 column that the rules know."),
    ],
)
def test_what_a_csv_file_says_wrongly_is_told(rules: Any, tmp_path: Path, persons: str, sentence: str) -> None:
    (tmp_path / "persons.csv").write_text(f"person_id,household_id,household_role,{persons}\n")
    done = CliRunner().invoke(main, ["--lang", "en", "population", "check", str(tmp_path), "--project", str(rules.folder)])
    assert done.exit_code in (0, 1, 2) and sentence in " ".join(done.output.split()), done.output


def test_a_chunk_is_let_go_with_its_answer(rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks lay in memory until Python looked for circles: six of France took 2.9 GB under a bound of 2 GB."""
    import gc
    import weakref

    from rulespec.populations import computing

    population = opened(rules, people(tmp_path / "p", 60))
    job = job_of(rules, population)
    (chunk,) = chunks_of(population, cut_of(population), bounds_of(cut_of(population), 1000, ""), frozenset(), MEMORY)
    held: list[Any] = []

    def made(*arguments: Any) -> Any:
        simulation, tables = simulation_of(*arguments)
        held.extend(weakref.ref(array) for array in simulation.rulespec_lasting.values())
        return simulation, tables

    simulation_of = computing.simulation_of
    monkeypatch.setattr(computing, "simulation_of", made)
    gc.disable()
    try:
        compute(job, chunk)
        assert held and all(array() is None for array in held)
    finally:
        gc.enable()
