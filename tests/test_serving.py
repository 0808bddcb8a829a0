"""The OpenFisca web API answers for the aids of a rulebook: a household posted to /calculate, and /spec lists them."""

from __future__ import annotations

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

from rulespec.projects.compiling import check_folder
from rulespec.running.serving import command

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


def test_a_country_of_ones_own_is_served_alone() -> None:
    checked = check_folder(ROOT / "examples" / "country-template")
    told = command(checked, "127.0.0.1", 5000)
    assert "--extensions" not in told and told[told.index("--bind") + 1] == "127.0.0.1:5000"
