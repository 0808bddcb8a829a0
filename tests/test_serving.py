"""The OpenFisca web API answers for the aids of a rulebook: a household posted to /calculate, and /spec lists them."""

from __future__ import annotations

import copy
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from rulespec.compiler.words import language
from rulespec.projects.compiling import check_folder, write_package
from rulespec.running.serving import api_of
from rulespec.running.simulating import load_system
from tests import projects

ROOT = Path(__file__).parent.parent
# A cold France takes a while on a busy machine.
PATIENCE = 120


def get(url: str, data: Any = None) -> Any:
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def test_the_web_api_answers_for_the_aids() -> None:
    pytest.importorskip("openfisca_france")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "rulespec", "serve", str(ROOT / "examples" / "demo"), "--port", str(port)]
    server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        started = time.monotonic()
        while True:
            try:
                spec = get(f"http://127.0.0.1:{port}/spec")
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert server.poll() is None and time.monotonic() - started < PATIENCE
                time.sleep(0.5)
        assert spec["info"]["title"]
        variable = get(f"http://127.0.0.1:{port}/variable/nouvelle_aquitaine_aide_permis")
        assert variable["description"] == "Aide au permis de conduire de Nouvelle-Aquitaine" and variable["references"]
        household = {
            "individus": {"a": {"age": {"2021-11": 42}, "salaire_imposable": {"2021-10": 0}}, "e": {"scolarite": {"2021-11": "college"}}},
            "familles": {"f": {"parents": ["a"], "enfants": ["e"], "antony_bourse_communale": {"2021-11": None}}},
            "foyers_fiscaux": {"t": {"declarants": ["a"], "personnes_a_charge": ["e"]}},
            "menages": {"m": {"personne_de_reference": ["a"], "enfants": ["e"], "depcom": {"2021-11": "92002"}}},
        }
        found = get(f"http://127.0.0.1:{port}/calculate", household)
        assert found["familles"]["f"]["antony_bourse_communale"] == {"2021-11": True}
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


SMALL = """\
package: regles_api
language: en
entities:
  person: {plural: persons}
  household: {plural: households, reference role: adult, roles: {adult: {plural: adults}}}
"""
AID = """\
aid: z_aid
about: household
unit: €
in force since: 01/01/2020
data:
  rent: {kind: number, unit: € / month, identifier: rent}
  rooms: {kind: whole number, identifier: rooms}
  status: {kind: choice, choices: [tenant, other], identifier: status}
  birth: {kind: date, about: person, identifier: birth}
parameters: {ceiling: {unit: € / month, values: {01/01/2020: 100 € / month}}}
conditions: [rent > ceiling, rooms > 0, status = "tenant"]
amount: 10 €
"""
RIGHT = {
    "persons": {"a": {"birth": {"2025-01": "1980-01-01"}}},
    "households": {
        "m": {
            "adults": ["a"],
            "rent": {"2025-01": 300},
            "rooms": {"2025-01": 1},
            "status": {"2025-01": "tenant"},
            "z_aid": {"2025-01": None},
        }
    },
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The web API of a small country, called without a network."""
    from werkzeug.test import Client

    folder = tmp_path_factory.mktemp("api")
    (folder / "rulespec.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "aid.yaml").write_text(AID, encoding="utf-8")
    checked = check_folder(folder)
    assert checked.program is not None
    (folder / "out").mkdir()
    write_package(folder / "out", checked)
    return Client(api_of(load_system(checked.program, checked.catalog, folder / "out"), folder / "out", language("fr")))


def places(told: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    if isinstance(told, dict):
        for key, value in told.items():
            yield (*path, ("key", key))
            yield from places(value, (*path, key))
    elif isinstance(told, list):
        for index, value in enumerate(told):
            yield from places(value, (*path, index))


def put(told: Any, path: tuple[Any, ...], value: Any) -> Any:
    root = at = copy.deepcopy(told)
    if not path:
        return value
    for part in path[:-1]:
        at = at[part]
    if isinstance(path[-1], tuple):
        at[value if isinstance(value, str) else json.dumps(value)] = at.pop(path[-1][1])
    else:
        at[path[-1]] = value
    return root


ODD = (
    "SECRET", "31/02/2020", "99999-01", "month:2025-01:99999", "2025-13", "é\x00", "", "9" * 5000, 1e400, -1e308, 10**400, 3_000_000_000,
    float("nan"), [], {}, [1], {"a": 1}, True, None, {"2025-01": {"x": 1}}, {"month:2025-01:99999": 1}, {"2025": 1}, {"2025-01": "x"},
)  # fmt: skip


def test_no_odd_situation_stops_the_web_api(api: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    right = api.post("/calculate", json=RIGHT)
    assert right.status_code == 200 and right.get_json()["households"]["m"]["z_aid"] == {"2025-01": 10}
    axes = [[{"count": 10**9, "name": "rent", "min": 0, "max": 10, "period": "2025-01"}]]
    wrong = 0
    for path in places(RIGHT):
        for value in ODD:
            answer = api.post("/calculate", data=json.dumps(put(RIGHT, path, value)), content_type="application/json")
            assert answer.status_code in (200, 400, 404), (path, value, answer.get_data(as_text=True))
            wrong += answer.status_code != 200
    assert wrong > 100
    assert api.post("/calculate", json={**RIGHT, "axes": axes}).status_code == 400
    for body in (b"", b"{", b"\xff", b"null", b"1", b'{"a":' * 5000, b"[" * 100_000):
        assert api.post("/calculate", data=body, content_type="application/json").status_code == 400
    assert api.post("/calculate", data=b"x" * 3_000_000).status_code == 413
    said = capfd.readouterr()
    assert "SECRET" not in caplog.text + said.out + said.err


def test_a_country_of_ones_own_serves_without_a_parameter(tmp_path: Path) -> None:
    from werkzeug.test import Client

    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "rulespec.yaml").write_text(projects.MANIFEST, encoding="utf-8")
    (folder / "a.yaml").write_text("aide: aide_test\nconcerne: personne\nconditions: [oui]\nmontant: 10 €\n", encoding="utf-8")
    checked = check_folder(folder)
    write_package(tmp_path / "package", checked)
    assert checked.program is not None
    client = Client(api_of(load_system(checked.program, checked.catalog, tmp_path / "package"), tmp_path / "package", language("fr")))
    assert client.get("/spec").status_code == 200 and list(client.get("/parameters").json) == ["rules_in_force"]
