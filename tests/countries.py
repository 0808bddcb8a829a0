"""Four small aids in each country of PyPI, in an environment of its own: made, checked, compiled, tested, explained, previewed, served.

Run by `make countries` (the names of some countries after it, for those alone). A country brings the core and the numpy that it asks for.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each with what its own experts would write: the tongue, the group, the person, the sign of its currency, the age that it computes.
COUNTRIES = {
    "openfisca-tunisia": ("fr", "menage", "individu", "DT", "age"),
    "openfisca-senegal": ("fr", "household", "person", "F CFA", "age"),
    "openfisca-nouvelle-caledonie": ("fr", "menage", "individu", "FCFP", "age"),
    "openfisca-japan": ("en", "世帯", "人物", "¥", "年齢"),
    "openfisca-country-template": ("en", "household", "person", "€", "age"),
    "openfisca-paraguay": ("en", "hogar", "persona", "PYG", "edad"),
    "openfisca-czechia": ("en", "domacnost", "osoba", "CZK", "vek"),
}
GROUP = {
    "fr": """\
aide: aide_au_foyer
nom: Aide au foyer
concerne: GROUP
unité: CURRENCY / mois
en vigueur depuis: 01/01/2025
données:
  loyer déclaré: {nature: nombre, unité: CURRENCY / mois}
conditions: [loyer déclaré ≤ 500 CURRENCY / mois]
montant: loyer déclaré × 50 %
cas:
  - {nom: au plafond, le: 03/2026, situation: {loyer déclaré: 500}, attendu: {montant: 250}}
  - {nom: un de plus, le: 03/2026, situation: {loyer déclaré: 501}, attendu: {a droit: non}}
""",
    "en": """\
aid: help_for_the_group
name: Help for the household
about: GROUP
unit: CURRENCY / month
in force since: 01/01/2025
data:
  declared rent: {kind: number, unit: CURRENCY / month}
conditions: [declared rent ≤ 500 CURRENCY / month]
amount: declared rent × 50 %
cases:
  - {name: At the ceiling, on: 03/2026, situation: {declared rent: 500}, expected: {amount: 250}}
  - {name: One more, on: 03/2026, situation: {declared rent: 501}, expected: {is entitled: no}}
""",
}
TABLE = {
    "fr": """\
aide: aide_par_tranche
nom: Aide par tranche
concerne: GROUP
unité: CURRENCY
en vigueur depuis: 01/01/2025
données:
  revenu déclaré: {nature: nombre entier, unité: CURRENCY / mois}
tables:
  tranche:
    lecture: une seule ligne doit s'appliquer
    si: [revenu déclaré]
    alors: [montant de la tranche]
    unité: CURRENCY
    lignes: [["≤ 20 000 000", 20], ["≥ 20 000 001", 0]]
montant: montant de la tranche
cas:
  - {nom: au plafond, le: 03/2026, situation: {revenu déclaré: 20000000}, attendu: {montant: 20}}
  - {nom: un de plus, le: 03/2026, situation: {revenu déclaré: 20000001}, attendu: {montant: 0}}
""",
    "en": """\
aid: help_by_bracket
name: Help by bracket
about: GROUP
unit: CURRENCY
in force since: 01/01/2025
data:
  declared income: {kind: whole number, unit: CURRENCY / month}
tables:
  bracket:
    reading: only one row must apply
    if: [declared income]
    then: [amount of the bracket]
    unit: CURRENCY
    rows: [["≤ 20000000", 20], ["≥ 20000001", 0]]
amount: amount of the bracket
cases:
  - {name: At the ceiling, on: 03/2026, situation: {declared income: 20000000}, expected: {amount: 20}}
  - {name: One more, on: 03/2026, situation: {declared income: 20000001}, expected: {amount: 0}}
""",
}
# What the country itself computes; in Japan it has a value each day.
OWN = {
    "fr": """\
aide: aide_aux_majeurs
nom: Aide aux majeurs
concerne: PERSON
unité: CURRENCY
en vigueur depuis: 01/01/2025
données: {âge du pays: {lit: AGE, unité: ans, dans le temps: stock}}
conditions: [âge du pays ≥ 18]
montant: 30
cas:
  - {nom: dix-huit ans, le: 03/2026, situation: {âge du pays: 18}, attendu: {montant: 30}}
  - {nom: un de moins, le: 03/2026, situation: {âge du pays: 17}, attendu: {montant: 0}}
""",
    "en": """\
aid: help_for_adults
name: Help for adults
about: PERSON
unit: CURRENCY
in force since: 01/01/2025
data: {age in the country: {reads: AGE, unit: years, over time: stock}}
conditions: [age in the country ≥ 18]
amount: 30
cases:
  - {name: Eighteen, on: 03/2026, situation: {age in the country: 18}, expected: {amount: 30}}
  - {name: One less, on: 03/2026, situation: {age in the country: 17}, expected: {amount: 0}}
""",
}
SITUATION = {
    "fr": "le: 03/2026\nsituation: {loyer déclaré: 400, revenu déclaré: 100, âge déclaré: 20, revenu mensuel: 900}\n",
    "en": "on: 03/2026\nsituation: {declared rent: 400, declared income: 100, declared age: 20, monthly income: 900}\n",
}
PATIENCE = 120


def main(chosen: list[str]) -> int:
    failed = []
    for country, words in COUNTRIES.items():
        if chosen and not any(name in country for name in chosen):
            continue
        folder = ROOT / f".venv-{country}"
        _environment(folder, country)
        try:
            print(f"== {country}: {_play(folder, country, *words)}", flush=True)
        except (AssertionError, OSError, subprocess.CalledProcessError) as error:
            output = getattr(error, "stdout", "") or ""
            print(f"== {country}: {error}\n{output[-3000:]}", flush=True)
            failed.append(country)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _environment(folder: Path, country: str) -> None:
    done = folder / ".done"
    if done.exists() and done.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime:
        return
    venv.create(folder, with_pip=True, clear=True)
    install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--editable", f"{ROOT}[simulate]", country, "setuptools", "hatchling"], check=True, stderr=subprocess.DEVNULL)
    done.touch()


def _play(folder: Path, country: str, tongue: str, group: str, person: str, currency: str, age: str) -> str:
    """The path of an expert of a country, each step asked what it must answer; the versions on which it ran."""
    project = folder / "project"
    subprocess.run(["rm", "-rf", project], check=True)
    environment = {**os.environ, "RULESPEC_CACHE": str(folder / "cache"), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    python = str(folder / "bin" / "python")

    def rulespec(*arguments: str) -> str:
        command = [python, "-P", "-m", "rulespec", "--lang", tongue, *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)
        return done.stdout

    rulespec("init", str(project), "--country", country)
    aids = project / ("aides" if tongue == "fr" else "aids")
    named = {"GROUP": group, "PERSON": person, "CURRENCY": currency, "AGE": age}
    for name, text in (("group", GROUP[tongue]), ("table", TABLE[tongue]), ("own", OWN[tongue])):
        for word, said in named.items():
            text = text.replace(word, said)
        (aids / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "household.yaml").write_text(SITUATION[tongue], encoding="utf-8")
    rulespec("check", str(project))
    rulespec("compile", str(project))
    played = rulespec("test", str(project), "--coverage")
    assert ("9 cas justes" if tongue == "fr" else "9 cases right") in played, played
    explained = rulespec("explain", str(project), "--situation", str(folder / "household.yaml"))
    for amount in ("200", "20", "100"):
        after = f"{currency} {amount}" if currency[-1].isalpha() else f"{currency}{amount}"
        assert (f"{amount} {currency}" if tongue == "fr" else after) in explained, explained
    _serves(
        lambda port: [python, "-P", "-m", "rulespec", "preview", str(project), "--port", port],
        environment,
        f"/{tongue}/",
        "aide_au_foyer|help_for_the_group",
    )
    package = next((project / "generated").glob("openfisca_*/__init__.py")).parent.name
    served = [
        python, "-m", "openfisca_core.scripts.openfisca_command", "serve",
        "--country-package", country.replace("-", "_"), "--extensions", package, "--port",
    ]  # fmt: skip
    environment["PYTHONPATH"] = str(project / "generated")
    _serves(lambda port: [*served, port], environment, "/variables", "aide_par_tranche|help_by_bracket")
    asked = "import numpy, importlib.metadata as m; print('core', m.version('openfisca-core'), 'numpy', numpy.__version__)"
    return subprocess.run([python, "-c", asked], text=True, stdout=subprocess.PIPE, check=True).stdout.strip()


def _serves(command: Callable[[str], list[str]], environment: dict[str, str], path: str, wanted: str) -> None:
    """A server is started, answers a page that holds one of some words, and is stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(command(port), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        last: Exception | None = None
        for _ in range(PATIENCE):
            time.sleep(1)
            assert server.poll() is None, f"{path}: the server ended with {server.returncode}"
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
                    text = answer.read().decode()
                    text = json.dumps(json.loads(text)) if path == "/variables" else text
                assert any(word in text for word in wanted.split("|")), text[:2000]
                return
            except OSError as error:
                last = error
        raise AssertionError(f"{path}: no answer ({last})")
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
