"""A simulator's files to rules and back: what the rules answer is what the simulator would, and the cards are the same."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from openfisca_core.simulation_builder import SimulationBuilder

from rulespec.compiler.backends.simulator.files import simulator_files
from rulespec.compiler.ground.code_lists import Codes
from rulespec.compiler.ground.text import slug
from rulespec.compiler.words import language
from rulespec.country.catalogue import load_catalog
from rulespec.disk.writing import differences, write_files
from rulespec.importing.benefit_conditions import Territory, Translator
from rulespec.importing.benefit_files import Finding, SimulatorFile, read_folder
from rulespec.importing.simulator_commands import import_simulator
from rulespec.projects.compiling import Checked, check_folder, files_of, keep_channel, write_package
from rulespec.projects.project import country_codes
from rulespec.running.simulating import load_system
from tests import projects
from tests.simulator_evaluator import entitled

HERE = Path(__file__).parent
PERIOD = "2024-06"
# Communes on both sides of the territories of the fixtures.
PLACES = ("35238", "35024", "35288", "49007", "2A004", "57463", "75056", "97411")


def epci():
    """The EPCI of the lexicon by SIREN."""
    return country_codes(load_catalog("openfisca_france")).codes.list_of("EPCI").entries


TOLD = {
    "aah", "mal-typee", "montant-nul", "organisme-absent", "contradictoire", "condition-inconnue", "sans-territoire",
}  # fmt: skip
TOLD_BUT_RULELESS = {"contradictoire"}


@dataclass(frozen=True)
class Imported:
    source: Path
    folder: Path
    checked: Checked
    files: dict[tuple[bool, str], SimulatorFile]
    institutions: dict[str, SimulatorFile]

    @property
    def aids(self) -> Iterator[tuple[str, SimulatorFile]]:
        """The variable of each benefit that the rulebook computes, and its file."""
        for sheet in self.checked.loaded.project.sheets if self.checked.loaded.project else ():
            document = sheet.document
            if document.aid is not None:
                extra = dict(next((aid.simulator for aid in self.cards if aid.document == document.path), ()))
                own = document.computed_by is None
                yield (document.computed_by or document.aid).text, self.files[own, str(extra.get("slug", document.aid.text))]

    @property
    def cards(self) -> tuple[Any, ...]:
        assert self.checked.program is not None
        return (*self.checked.program.aids, *self.checked.program.cards)


def import_folder(source: Path, folder: Path) -> Imported:
    code, text = import_simulator(source, folder, language("en"), True, "xlsx", lambda *_: None)
    assert code == 0, text
    files = read_folder(source, [])
    checked = check_folder(folder)
    assert checked.program is not None
    benefits = {(item.kind == "javascript", item.stem): item for item in files if item.kind != "institution"}
    return Imported(source, folder, checked, benefits, {item.stem: item for item in files if item.kind == "institution"})


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_folder(HERE / "simulator", tmp_path_factory.mktemp("import") / "projet")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    source = HERE.parent.parent / "shared" / "corpus" / "aides-jeunes"
    if not source.is_dir():
        pytest.skip("the published files are not beside this checkout")
    return import_folder(source, tmp_path_factory.mktemp("corpus") / "projet")


def test_what_the_fixtures_show_is_told(fixtures: Imported) -> None:
    report = (fixtures.folder / "import.md").read_text(encoding="utf-8")
    expected = HERE / "simulator" / "import.md"
    assert report == expected.read_text(encoding="utf-8")


def people(imported: Imported, each: int) -> list[dict[str, Any]]:
    """For each file some people of its territory, at the bounds that the files name and about them."""
    draw = random.Random(20240601)
    communes = epci()
    ages, quotients = {17, 18}, {500.0}
    territories: list[tuple[str, str]] = []
    for item in imported.files.values():
        data = item.data
        general = data.get("conditions_generales") or []
        for condition in [*general, *(c for profile in data.get("profils") or [] for c in profile.get("conditions") or [])]:
            if condition["type"] == "age":
                ages |= {int(condition["value"]) + step for step in (-1, 0, 1)}
            if condition["type"] == "quotient_familial":
                month = condition["value"] / (1 if condition.get("period") == "month" else 12)
                quotients |= {month - 1, month, month + 1}
        if item.kind == "javascript":
            territories += [_territory(general, imported, item, draw)] * each
    names = {code: name for name, code in load_catalog("openfisca_france").enums["TypesCodeInseeRegion"].items()}
    found = []
    for depcom, region in territories:
        parts = draw.choice([1.0, 2.0, 2.5])
        found.append(
            {
                "age": draw.choice(sorted(ages)), "depcom": depcom, "region": region, "region_name": names.get(region, "non_renseigne"),
                "code_postal": draw.choice(["35000", "35200", "75001"]), "nbptr": parts,
                "epci": next((siren for siren in communes if depcom in communes[siren].holds), ""),
                "rfr": round(draw.choice(sorted(quotients)) * 12 * parts, 2),
                "rsa": draw.choice([0, 0, 1, 2, 500]), "enfants": draw.choice([[], [], [2], [3], [11], [12], [5, 7]]),
                "activite": draw.choice(["actif", "chomeur", "etudiant", "inactif", "retraite"]),
                "scolarite": draw.choice(["inconnue", "college", "lycee", "enseignement_superieur"]),
                "handicap": draw.random() < 0.4, "taux_incapacite": draw.choice([0.3, 0.5, 0.8]),
                "annee_etude": draw.choice(["terminale", "premiere", "cap_1", "licence_1", "autre"]),
                "mention_baccalaureat": draw.choice(["non_renseignee", "mention_tres_bien"]),
                "groupe_specialites_formation": draw.choice(["groupe_330", "groupe_100"]),
                "regime_securite_sociale": draw.choice(["regime_general", "regime_agricole", "autres_regimes", "aucun"]),
                "statut_occupation_logement": draw.choice(["locataire_hlm", "locataire_vide", "proprietaire"]),
                **{flag: draw.random() < 0.4 for flag in (*FLAGS, *OWN)},
            }
        )  # fmt: skip
    return found


def _territory(general: list[Any], imported: Imported, item: SimulatorFile, draw: random.Random) -> tuple[str, str]:
    """A commune and a region: a place that the file names, now and then another."""
    depcom, region = draw.choice([*PLACES]), draw.choice(["53", "11", "94"])
    institution = imported.institutions.get(str(item.data.get("institution")))
    data = institution.data if institution is not None else {}
    own = {"commune": "communes", "departement": "departements", "region": "regions"}.get(str(data.get("type")))
    if own is not None and any(condition["type"] == "attached_to_institution" for condition in general):
        general = [*general, {"type": own, "values": [data["code_insee"]]}]
    for condition in general:
        values = [str(value) for value in condition.get("values") or []]
        if not values:
            continue
        match condition["type"]:
            case "communes":
                depcom = draw.choice(values)
            case "departements":
                depcom = draw.choice(values) + "001"
            case "regions":
                region = draw.choice(values)
            case "epcis" if values[0] in epci():
                depcom = draw.choice(epci()[values[0]].holds)
    return depcom, region


FLAGS = ("boursier", "apprenti", "stagiaire", "professionnalisation", "service_civique")
# Questions of the simulator that the rulebook declares, by the name of the simulator's condition.
OWN = {
    "agence_travail_temporaire": "en_mission_d_interim",
    "difficultes_acces_ou_frais_logement": "difficultes_d_acces_au_logement_ou_de_frais_de_logement",
    "astronaute": "profil_astronaute",
}


def situation(everyone: list[dict[str, Any]], known: set[str]) -> dict[str, Any]:
    """A household for each person, as OpenFisca takes it."""
    data: dict[str, dict[str, Any]] = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for number, person in enumerate(everyone):
        me, children = f"p{number}", [f"p{number}e{index}" for index in range(len(person["enfants"]))]
        names = (
            "age", "activite", "scolarite", "handicap", "taux_incapacite", "annee_etude", "groupe_specialites_formation",
            "regime_securite_sociale", *FLAGS,
        )  # fmt: skip
        own = {OWN[name]: person[name] for name in OWN if OWN[name] in known}
        data["individus"][me] = {name: {PERIOD: value} for name, value in ({name: person[name] for name in names} | own).items()}
        data["individus"][me]["mention_baccalaureat"] = {"ETERNITY": person["mention_baccalaureat"]}
        for child, age in zip(children, person["enfants"], strict=True):
            data["individus"][child] = {"age": {PERIOD: age}}
        data["familles"][me] = {"parents": [me], "enfants": children, "rsa": {PERIOD: person["rsa"]}}
        fiscal = {"rfr": {"2022": person["rfr"]}, "nbptr": {"2022": person["nbptr"]}}
        data["foyers_fiscaux"][me] = {"declarants": [me], "personnes_a_charge": children, **fiscal}
        home = {name: {PERIOD: person[key]} for name, key in (("depcom", "depcom"), ("region", "region_name"))}
        home["statut_occupation_logement"] = {PERIOD: person["statut_occupation_logement"]}
        if "code_postal_logement" in known:
            home["code_postal_logement"] = {PERIOD: person["code_postal"]}
        data["menages"][me] = {"personne_de_reference": [me], "enfants": children, **home}
    return data


@pytest.mark.parametrize("which", ["fixtures", "corpus"])
def test_rules_answer_as_the_simulator_would(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    imported: Imported = request.getfixturevalue(which)
    program = imported.checked.program
    assert program is not None
    write_package(tmp_path, imported.checked)
    system = load_system(program, imported.checked.catalog, tmp_path)
    everyone = people(imported, 3)
    simulation = SimulationBuilder().build_from_entities(system, situation(everyone, {variable.name for variable in program.variables}))
    ids = simulation.populations["individu"].ids
    rows = [list(ids).index(f"p{number}") for number in range(len(everyone))]
    wrong, yes, no = [], set(), set()
    for variable, item in imported.aids:
        if item.kind != "javascript" or item.stem in TOLD_BUT_RULELESS:
            continue
        found = simulation.calculate(variable, PERIOD)
        institution = imported.institutions.get(str(item.data.get("institution")))
        amount = float(item.data.get("montant") or 0) if item.data.get("type") == "float" else None
        for row, person in zip(rows, everyone, strict=True):
            wanted = entitled(item.data, person, institution.data if institution else {})
            (yes if wanted else no).add(item.stem)
            if found[row] != (amount * wanted if amount else wanted):
                wrong.append((item.stem, person, wanted, found[row]))
    assert not wrong, wrong[:3]
    # The people drawn tell the aids apart: most are given to some and refused to others.
    assert len(yes & no) > len(yes | no) * 0.75


@pytest.mark.parametrize("which", ["fixtures", "corpus"])
def test_cards_come_back_as_they_were(which: str, request: pytest.FixtureRequest) -> None:
    imported: Imported = request.getfixturevalue(which)
    assert imported.checked.program is not None
    files = {
        path.as_posix(): yaml.safe_load(text) for path, text in simulator_files(imported.checked.program, imported.checked.catalog).items()
    }
    differences = []
    for variable, item in imported.aids:
        differences += _differences(item, files[f"simulator/benefits/openfisca/{variable}.yml"])
    for item in imported.institutions.values():
        differences += _differences(item, files[f"simulator/institutions/{item.stem}.yml"])
    assert not differences


def _differences(item: SimulatorFile, found: Mapping[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    wanted = {key: value for key, value in item.data.items() if value not in (None, "", [])}
    told = {"montant", "conditions_generales", "profils"}
    if item.kind == "javascript":
        wanted |= {"entity": "individus", "openfiscaPeriod": "thisMonth"}
    # What the import told as wrong: these are put right, or said otherwise.
    if item.stem in TOLD:
        told |= {"type", "entity", "periodicite", "institution", "top", "conditions", "unit"}
    for key in sorted((set(wanted) | set(found)) - told):
        before, after = wanted.get(key), found.get(key)
        if _plain(before) != _plain(after):
            yield item.path, key, before, after


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("which", ["fixtures", "corpus"])
def test_each_aid_has_a_positive_and_a_negative_case(which: str, request: pytest.FixtureRequest) -> None:
    imported: Imported = request.getfixturevalue(which)
    program = imported.checked.program
    assert program is not None
    one_sided = {"sans_condition", "contradictoire", "code_inexistant", "regime_liste_vide", "annee_liste_vide", "departement_97"}
    for aid in program.aids:
        answers = {bool(case.expected[0].value) for case in program.cases if case.document == aid.document}
        assert answers == {True, False} or aid.id in one_sided, aid.id


def test_rows_of_a_workbook_and_a_file_for_each_aid_are_the_same_rulebook(fixtures: Imported, tmp_path: Path) -> None:
    assert (fixtures.folder / "aides.xlsx").is_file()
    code, _ = import_simulator(fixtures.source, tmp_path / "yaml", language("en"), True, "yaml", lambda *_: None)
    assert code == 0 and not (tmp_path / "yaml" / "aides.xlsx").exists()
    place = re.compile(r"(aides/\w+\.yaml|aides\.xlsx), [^\n)]*|D'après [^\n]*|\"\"\"(ligne \d+|[^\n\"]+![A-Z]+\d+)[^\n]*")

    def plain(checked: Checked) -> dict[str, object]:
        # An aid that a row can't tell comes after the others: what all share is declared in another order.
        return {
            str(name): sorted(place.sub("…", text).split("\n")) if isinstance(text, str) else text
            for name, text in files_of(checked).items()
        }

    assert plain(check_folder(tmp_path / "yaml")) == plain(fixtures.checked)


def test_nothing_is_written_over_a_project(fixtures: Imported) -> None:
    code, text = import_simulator(fixtures.source, fixtures.folder, language("en"), True, "xlsx", lambda *_: None)
    assert code == 2 and "aides" in text


def test_nothing_is_written_among_files_of_others(tmp_path: Path) -> None:
    """A folder with a workbook, aids or a report of somebody's own is left as it is."""
    (tmp_path / "aides").mkdir()
    kept = {tmp_path / "import.md": "# Mine", tmp_path / "aides.xlsx": "mine", tmp_path / "aides" / "enfants.yaml": "aide: mine"}
    for path, content in kept.items():
        path.write_text(content, encoding="utf-8")
    code, text = import_simulator(HERE / "simulator", tmp_path, language("en"), True, "xlsx", lambda *_: None)
    assert code == 2 and str(tmp_path) in text
    assert {path: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()} == kept


def test_a_folder_whose_only_file_is_odd_names_it(tmp_path: Path) -> None:
    source = tmp_path / "data" / "benefits" / "javascript"
    source.mkdir(parents=True)
    (source / "une-aide.yml").write_text("label: une aide\nprofils:[]\n", encoding="utf-8")
    code, text = import_simulator(tmp_path / "data", tmp_path / "out", language("en"), True, "xlsx", lambda *_: None)
    assert code == 2 and "benefits/javascript/une-aide.yml" in text and not (tmp_path / "out").exists()


def test_a_key_that_is_written_otherwise_is_told(tmp_path: Path) -> None:
    """`value` for `values`: the list was « empty », and the aid everywhere."""
    findings: list[Finding] = []
    told = Translator("a.yml", "a", {}, Territory({}, {}, Codes()), findings).general([{"type": "communes", "value": ["44109"]}])
    assert told == [] and ("unread keys", {"wanted": "values", "found": "value"}) in [(item.key, dict(item.fields)) for item in findings]


def test_rules_that_contradict_each_other_are_not_published(fixtures: Imported) -> None:
    card = next(card for card in fixtures.cards if card.id == "contradictoire")
    assert card.unmodelled == ("Venir sur place.",)


def test_an_aid_whose_label_is_a_word_of_the_language_hides_no_word(fixtures: Imported) -> None:
    program = fixtures.checked.program
    assert program is not None
    assert {card.name for card in fixtures.cards} >= {"oui", "nombre d’enfants", "aide sans-condition"}
    assert {"sans_condition", "enfants", "enfants_au_plus"} <= {variable.name for variable in program.variables}


SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="64"><rect width="64" height="64" fill="#0063cb"/></svg>'
MANIFEST = "paquet: openfisca_essai\nlangue: fr\npays: openfisca_france\nlexique: [france]\nsimulateur: aides-jeunes\n"
AID = """aide: essai_aide
nom: Aide d'essai
organisme: ville_essai
résumé: Une aide inventée pour les tests.
état: production
formulaire: https://example.org/f
préfixe: l’
conditions: ['commune = "49007"']
organismes: {ville_essai: {libellé: Ville d'essai, genre: commune, code insee: "49007", logo: LOGO}}
"""


def project_with_logo(folder: Path, name: str, data: bytes | None) -> Checked:
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    case = '\ncas:\n- {nom: Habite la ville, le: 01/2024, situation: {commune: "49007"}, attendu: {a droit: oui}}\n'
    (folder / "aide.yaml").write_text(AID.replace("LOGO", name) + case, encoding="utf-8")
    if data is not None:
        (folder / name).write_bytes(data)
    return check_folder(folder)


def picture(width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#c9191e").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "data"), [("logo.svg", SQUARE.format(width=64).encode()), ("logo.png", picture(600, 600))])
def test_logo_is_written_at_the_size_of_the_simulator(name: str, data: bytes, tmp_path: Path) -> None:
    from PIL import Image

    checked = project_with_logo(tmp_path, name, data)
    files = {path.as_posix(): content for path, content in files_of(checked).items()}
    made = files["simulator/img/institutions/logo_ville_essai.png"]
    assert isinstance(made, bytes) and Image.open(io.BytesIO(made)).size == (120, 120)
    assert "logo_ville_essai.png" in str(files["simulator/institutions/ville_essai.yml"])
    out = tmp_path / "out"
    write_files(out, files_of(checked))
    assert differences(out, files_of(checked)) == []
    # The same picture, packed otherwise by another machine, is the same.
    path = out / "simulator" / "img" / "institutions" / "logo_ville_essai.png"
    Image.open(path).save(path, compress_level=1)
    assert differences(out, files_of(checked)) == []


@pytest.mark.parametrize(
    ("name", "data", "variant"),
    [
        ("logo.png", None, "missing"),
        ("logo.gif", picture(600, 600), "kind"),
        ("logo.png", picture(511, 511), "size"),
        ("logo.png", picture(600, 500), "square"),
        ("logo.svg", SQUARE.format(width=80).encode(), "square"),
        ("logo.png", b"not a picture", "unreadable"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SQUARE.format(width=64).encode(), "unreadable"),
        ("logo.svg", b"<svg", "unreadable"),
        ("logo.png", picture(600, 600)[:200], "unreadable"),
    ],
)
def test_unusable_logo_is_told(name: str, data: bytes | None, variant: str, tmp_path: Path) -> None:
    checked = project_with_logo(tmp_path, name, data)
    assert [item.problem.key for item in checked.diagnostics] == [f"RS805:{variant}"]
    assert checked.has_errors


def test_each_channel_builds_what_belongs_to_it(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(MANIFEST.replace("simulateur: aides-jeunes\n", ""), encoding="utf-8")
    for state in ("brouillon", "à relire", "production"):
        text = f'aide: essai_{slug(state)}\nétat: {state}\nconditions: ["âge ≥ 18"]\n'
        (tmp_path / f"{slug(state)}.yaml").write_text(text, encoding="utf-8")
    checked = check_folder(tmp_path)
    found = {}
    for channel in ("draft", "review", "production"):
        program = keep_channel(checked, channel)[0].program
        assert program is not None
        found[channel] = {aid.state for aid in program.aids}
    assert found == {"draft": {"draft", "review", "production"}, "review": {"review", "production"}, "production": {"production"}}


def test_an_aid_in_percent_is_shown_as_its_figure(tmp_path: Path) -> None:
    """The simulator writes what it gets before « % »: 12.5, and not the 0.125 that the rules count with."""
    (tmp_path / "rulespec.yaml").write_text(projects.MANIFEST + "simulateur: aides-jeunes\n", encoding="utf-8")
    text = 'aide: remise\nconcerne: personne\nunité: "%"\ndonnées: {jeune: {nature: oui / non}}\nconditions: [jeune]\nmontant: "12,5 %"\n'
    (tmp_path / "remise.yaml").write_text(text, encoding="utf-8")
    checked = check_folder(tmp_path)
    assert checked.program is not None, checked.diagnostics
    (path, card) = next((path, yaml.safe_load(text)) for path, text in simulator_files(checked.program, checked.catalog).items())
    assert path.stem == "remise_pourcentage" and card["unit"] == "%"
    write_package(tmp_path / "package", checked)
    system = load_system(checked.program, checked.catalog, tmp_path / "package")
    simulation = SimulationBuilder().build_default_simulation(system, 1)
    simulation.set_input("remise_jeune", "2024-01", [True])
    assert simulation.calculate("remise", "2024-01")[0] == 0.125 and simulation.calculate(path.stem, "2024-01")[0] == 12.5
