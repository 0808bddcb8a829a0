"""Codes and names of places wherever they stand: the right code, or a remark that says which to type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rulespec.compiler import ir
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.code_lists import Codes, Entry
from rulespec.compiler.words import language
from rulespec.country.catalogue import load_catalog
from rulespec.previewing.app import create_app
from rulespec.previewing.engine import Engine
from rulespec.previewing.security import hosts_of
from rulespec.projects.code_lists import read_entries
from rulespec.projects.compiling import check_folder
from rulespec.projects.project import country_codes
from rulespec.projects.starting import new_aid
from rulespec.reporting.sentences import tell

FRANCE = "paquet: regles\nlangue: fr\npays: openfisca_france\nlexique: [france]\n"
AID = "aide: aide_test\nnom: Aide de test\nconcerne: individu\n"


@pytest.fixture(scope="module")
def france() -> Codes:
    return country_codes(load_catalog("openfisca_france")).codes


@pytest.mark.parametrize(
    ("of", "typed", "code"),
    [
        ("commune", "44143", "44143"),
        ("commune", "85100", "85100"),
        ("commune", "85100,0", "85100"),
        ("commune", "2a004", "2A004"),
        ("commune", "Cambrai", "59122"),
        ("commune", "REZE", "44143"),
        ("commune", "St Etienne de Tinée", "06120"),
        ("commune", "L’Haÿ les Roses", "94038"),
        ("commune", "Saint-Denis (93)", "93066"),
        ("commune", "Saint-Denis (La Réunion)", "97411"),
        ("commune", "Paris 13e Arrondissement", "75113"),
        ("commune", "97105", "97105"),
        ("commune", "Papeete", "98735"),
        ("département", "01", "01"),
        ("département", "Ain", "01"),
        ("département", "2B", "2B"),
        ("département", "Mayotte", "976"),
        ("région", "75", "75"),
        ("région", "nouvelle aquitaine", "75"),
        ("EPCI", "200000172", "200000172"),
        ("EPCI", "Nantes Métropole", "244400404"),
        ("code postal", "01000", "01000"),
    ],
)
def test_a_code_or_the_name_that_one_alone_has_is_understood(france: Codes, of: str, typed: str, code: str) -> None:
    found = france.read(typed, france.list_of(of))
    assert isinstance(found, Entry) and found.code == code


@pytest.mark.parametrize(
    ("of", "typed", "problem", "fields"),
    [
        ("département", "1", codes.NumberForCode.Lost, {"write": "01", "name": "Ain"}),
        ("région", "1", codes.NumberForCode.Lost, {"write": "01", "name": "Guadeloupe"}),
        ("commune", "1053", codes.NumberForCode.Lost, {"write": "01053", "name": "Bourg-en-Bresse"}),
        ("commune", "1053.0", codes.NumberForCode.Lost, {"write": "01053"}),
        ("code postal", "1000", codes.NumberForCode.Lost, {"write": "01000"}),
        ("commune", "4,4143E+04", codes.NumberForCode.Scientific, {}),
        ("EPCI", "2.00000172E+08", codes.NumberForCode.Scientific, {}),
        ("commune", "44400", codes.UnknownCode.Holds, {"known": "44143 (Rezé, Loire-Atlantique)", "other": "code postal"}),
        ("commune", "75001", codes.UnknownCode.Holds, {"known": "75056 (Paris) ; 75101 (Paris 1er Arrondissement, Paris)"}),
        ("commune", "44", codes.UnknownCode.Other, {"other": "département"}),
        ("commune", "01091", codes.UnknownCode.Former, {"write": "01033", "name": "Valserhône"}),
        ("commune", "Châtillon-en-Michaille", codes.UnknownCode.Former, {"write": "01033"}),
        ("commune", "20004", codes.UnknownCode.Former, {"write": "2A004", "name": "Ajaccio"}),
        ("commune", "99999", codes.UnknownCode, {"near": ""}),
        (
            "commune",
            "Cambrais",
            codes.UnknownCode.Likely,
            {"known": "59122 (Cambrai, Nord) ; 06026 (Cabris, Alpes-Maritimes) ; 36034 (Chabris, Indre)"},
        ),
        ("commune", "44 143", codes.UnknownCode, {"near": "44143"}),
        ("commune", "Saint-Denis (75)", codes.UnknownCode, {}),
        ("département", "20", codes.UnknownCode, {"near": ""}),
        ("région", "82", codes.UnknownCode.Other, {"other": "département"}),
        ("région", "Nouvelle-Aquitane", codes.UnknownCode, {"near": "Nouvelle-Aquitaine"}),
    ],
)
def test_what_is_no_code_is_told_with_the_code_to_type(france: Codes, of: str, typed: str, problem: type, fields: dict[str, str]) -> None:
    found = france.read(typed, france.list_of(of))
    assert type(found) is problem, found
    assert fields.items() <= found.fields.items()


def test_a_name_that_several_have_is_offered_with_its_department(france: Codes) -> None:
    found = france.read("Saint-Denis", france.list_of("commune"))
    assert isinstance(found, codes.UnknownCode.Several)
    assert "93066 (Saint-Denis, Seine-Saint-Denis)" in found.known and "97411 (Saint-Denis, La Réunion)" in found.known
    overseas = france.read("97", france.list_of("département"))
    assert isinstance(overseas, codes.UnknownCode.Several) and "974 (La Réunion)" in overseas.known


def test_a_code_is_right_in_its_time(france: Codes) -> None:
    communes = france.list_of("commune")
    assert france.read("01091", communes, "2018-06").code == "01091"
    assert isinstance(france.read("01091", communes, "2019-01"), codes.UnknownCode.Former)
    assert isinstance(france.read("01091", communes, "2019"), codes.UnknownCode.Former)


def test_the_lists_are_whole_and_dated(france: Codes) -> None:
    today = {name: sum(not entry.is_former for entry in of.entries.values()) for name, of in france.lists.items()}
    assert today == {"commune": 35014, "departement": 109, "region": 26, "epci": 1266, "code postal": 6310}
    communes = france.list_of("commune").entries
    assert all(entry.within in france.list_of("département").entries for entry in communes.values() if not entry.is_former)
    assert all(communes[entry.now].is_former is False for entry in communes.values() if entry.now)
    for of in france.lists.values():
        assert all(code in communes for entry in of.entries.values() for code in entry.holds)
    folder = Path(__file__).parents[1] / "rulespec" / "vocabulary" / "france"
    assert all("code officiel géographique" in path.read_text("utf-8").splitlines()[0] for path in folder.glob("*.csv"))


def checked(folder: Path, document: str, manifest: str = FRANCE):
    (folder / "rulespec.yaml").write_text(manifest, encoding="utf-8")
    (folder / "aide.yaml").write_text(document, encoding="utf-8")
    return check_folder(folder)


def told(found) -> list[str]:
    french = language("fr")
    return [
        f"{item.code.id} {item.span.source.text[item.span.start : item.span.end]} → {tell(item, french).help}" for item in found.diagnostics
    ]


def test_wherever_a_code_stands_it_is_told(tmp_path: Path) -> None:
    document = f"""{AID}zones:
  la zone: {{codes: ["1053", Cambrais], EPCI: [Nantes Metropol]}}
données:
  chez moi: {{lit: depcom}}
  code postal: {{nature: texte, liste de codes: code postal}}
conditions:
  - département = 1
  - département parmi 1 ; 38
  - commune = 1053
  - chez moi = 1054
  - depcom = 1055
  - depcom commence par 1
  - code postal = 1000
  - région ≠ 1
tables:
  la table:
    lecture: la première ligne qui s'applique
    si: [commune]
    alors: [part]
    lignes: [["1004", 3], ["-", 0]]
montant: part
cas:
  - {{nom: Un, le: 01/2025, situation: {{commune: 1053, région: 1}}, attendu: {{montant: 0}}}}
"""
    found = told(checked(tmp_path, document))
    for typed, code in [
        ("1", "01 (Ain)"),
        ("1053", "01053 (Bourg-en-Bresse)"),
        ("1054", ""),
        ("1055", ""),
        ("1004", "01004 (Ambérieu-en-Bugey)"),
    ]:
        assert any(line.startswith(("RS112", "RS316")) and f" {typed} → " in line and code in line for line in found), (typed, found)
    assert sum(" 1 → écrivez 01 (Ain)" in line for line in found) == 2
    assert any("01 (Guadeloupe)" in line for line in found) and any("01000" in line for line in found)
    assert any("59122 (Cambrai, Nord)" in line for line in found), found
    assert any("Nantes Métropole" in line for line in found), found


def codes_in(found) -> tuple[object, ...]:
    """The codes of the first comparison of a program."""
    walked = (item for variable in found.program.variables for formula in variable.formulas for item in ir.walk(formula.expression))
    first = next(item for item in walked if isinstance(item, ir.Among | ir.StartsWith))
    return first.prefixes if isinstance(first, ir.StartsWith) else first.items


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("commune parmi Cambrai ; Rezé", ("59122", "44143")),
        ("commune = « La Roche-sur-Yon »", ("85191",)),
        ("commune = Lyon", ("69123", *(str(code) for code in range(69381, 69390)))),
        ("commune = « Paris 1er Arrondissement »", ("75101",)),
        ("commune parmi 01033 ; 01091", ("01033", "01091")),
        ("département = Ain", ("01",)),
        ("département parmi 2A ; Haute-Corse ; 974", ("2A", "2B", "974")),
        ("région = Nouvelle-Aquitaine", ("nouvelle_aquitaine",)),
        ("région parmi 75 ; Bretagne", ("nouvelle_aquitaine", "bretagne")),
    ],
)
def test_a_rule_compares_with_the_codes_that_are_meant(tmp_path: Path, sentence: str, expected: tuple[str, ...]) -> None:
    found = checked(tmp_path, f"{AID}conditions:\n  - {sentence}\n")
    assert told(found) == []
    assert codes_in(found) == expected


LEXICON = """langue: fr
pays: regles
listes de codes:
  canton: {fichier: cantons.lexique.csv}
  secteur: {fichier: secteurs.lexique.csv}
"""
CANTONS = "# Cantons, 2025\ncode;name\n0101;Nord\n0102;Nord-Est\n0103;Est\n0201;Sud\n"
# A code of one list may be one of another too.
SECTORS = "code;holds\n0103;0201\n"
STANDALONE = """paquet: regles
langue: fr
lexique: [pays.lexique.yaml]
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
CANTONAL = """aide: aide_cantonale
nom: Aide cantonale
concerne: ménage
unité: €
données:
  canton: {nature: texte, identifiant: canton, concerne: ménage, liste de codes: canton}
conditions: [canton = Sud]
montant: 100 €
cas:
  - {nom: Au sud, le: 01/2025, situation: {canton: Sud}, attendu: {montant: 100}}
"""


def cantonal(folder: Path, document: str = CANTONAL):
    (folder / "pays.lexique.yaml").write_text(LEXICON, encoding="utf-8")
    (folder / "cantons.lexique.csv").write_text(CANTONS, encoding="utf-8")
    (folder / "secteurs.lexique.csv").write_text(SECTORS, encoding="utf-8")
    return checked(folder, document, STANDALONE)


def test_another_country_has_lists_of_its_own(tmp_path: Path) -> None:
    found = cantonal(tmp_path)
    assert told(found) == []
    assert found.program.cases[0].given[0].value == "0201"
    wrong = told(cantonal(tmp_path, CANTONAL.replace("canton = Sud", "canton parmi 201 ; Nord")))
    assert wrong == ["RS112 201 → écrivez 0201 (Sud) ; dans un tableur, mettez d'abord la cellule au format Texte."]


def test_the_preview_finds_a_place_by_its_name_and_keeps_what_was_typed(tmp_path: Path) -> None:
    cantonal(tmp_path, CANTONAL.replace("canton = Sud", "canton parmi 0201 ; 0102"))
    engine = Engine(tmp_path)
    client = create_app(engine, "fr", hosts_of("127.0.0.1", 8000)).test_client()
    name = "q.canton..m"

    def ask(**typed: str) -> str:
        page = client.get("/fr/simulation?aid=aide_cantonale", base_url="http://127.0.0.1:8000")
        token = re.search(r'name="token" value="(\w+)"', page.text)[1]
        fields = {"token": token, "aid": "aide_cantonale", "member": "adulte:adulte", "month": "03/2025", "action": "results"}
        answer = client.post("/fr/simulation", base_url="http://127.0.0.1:8000", data={**fields, **typed}, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text

    try:
        assert "100" in ask(**{name: "sud"}) and "100" in ask(**{name: "0201"})
        begun = ask(**{name: "nor"})
        assert 'value="nor"' in begun and 'aria-invalid="true"' in begun and f'name="{name}.pick"' in begun
        assert "<option>0102 (Nord-Est)</option>" in begun and "0201" not in begun
        assert "100" in ask(**{name: "nor", f"{name}.pick": "0102 (Nord-Est)"})
        assert "100" in ask(**{name: "0102 (Nord-Est)"})
        both = ask(**{name: "0103"})
        assert "<option>0103 (Est)</option>" in both and "<option>0201 (Sud)</option>" in both and 'aria-invalid="true"' in both
        unknown = ask(**{name: "Rezé"})
        assert 'value="Rezé"' in unknown and "«\u00a0Rezé\u00a0» n&#39;est pas connu" in unknown and f'name="{name}.pick"' not in unknown
    finally:
        engine.close()


def test_columns_are_read_by_their_header() -> None:
    assert list(read_entries("# source\nname;code\nNord;0101\n")) == [Entry("0101", "Nord")]


def test_code_columns_of_a_new_workbook_are_of_text_format(tmp_path: Path) -> None:
    (tmp_path / "rulespec.yaml").write_text(FRANCE, encoding="utf-8")
    new, model = (load_workbook(path) for path in new_aid(tmp_path, "aide_test", "xlsx", language("fr"), with_model=True))
    for book, title, header in ((model, "Cas", "commune"), (new, "Zones", "Codes"), (new, "Zones", "EPCI")):
        cells = [cell for row in book[title].iter_rows() for cell in row if str(cell.value).strip().lower() == header.lower()]
        assert cells, (title, header)
        for below in range(cells[0].row + 1, cells[0].row + 6):
            assert book[title].cell(below, cells[0].column).number_format == "@", (title, header, below)


def test_a_zone_means_what_is_compared_with_it(tmp_path: Path) -> None:
    document = f"{AID}zones:\n  capitale: {{codes: [Paris]}}\nconditions:\n  - {{}} dans capitale\n"
    assert codes_in(checked(tmp_path, document.replace("{}", "département"))) == ("75",)
    assert codes_in(checked(tmp_path, document.replace("{}", "commune")))[:3] == ("75056", "75101", "75102")
    wrong = told(checked(tmp_path, document.replace("{}", "commune").replace("[Paris]", '["75"]')))
    assert len(wrong) == 1 and wrong[0].startswith("RS316 75 ")
