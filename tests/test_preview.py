"""The preview without a browser: its forms, its answers, its guards, a case to keep, rules that change under it."""

from __future__ import annotations

import datetime
import html
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rulespec.compiler.ground.kinds import Period, money, number
from rulespec.compiler.words import language
from rulespec.previewing import form
from rulespec.previewing.app import create_app
from rulespec.previewing.engine import Engine
from rulespec.previewing.household import Slot
from rulespec.previewing.security import COOKIE, hosts_of
from rulespec.projects.project import read_document

FRENCH = language("fr").preview
HOST = "127.0.0.1:8000"
MANIFEST = """\
paquet: regles_apercu
titre: Aides de la commune
langue: fr
entités:
  menage: {pluriel: menages, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes}
"""
AID = """\
# Une remarque qui doit rester.
aide: aide_loyer
nom: Aide au loyer <b>communale</b>
concerne: menage
organisme: Ville
versement: mensuelle
en vigueur depuis: 01/01/2020
unité: € / mois
démarche en ligne: https://ville.example/loyer
marche à suivre: javascript:alert(1)
pièces à fournir: [quittance de loyer]
données:
  loyer: {nature: nombre, unité: € / mois, question: Quel est votre loyer ?}
  âge: {nature: nombre entier, unité: ans, concerne: personne}
  revenu: {nature: nombre, unité: € / mois, concerne: personne}
paramètres:
  plafond: {unité: € / mois, valeurs: {01/01/2020: 500, 01/01/2025: "540,50"}}
calculs:
  revenus du ménage: {formule: somme de revenu pour les membres du ménage, unité: € / mois}
conditions:
  - au moins un membre du ménage avec âge < 18
  - condition: revenus du ménage ≤ plafond
    libellé: revenus sous le plafond
    message: Vos revenus dépassent le plafond.
    référence: Délibération du 3 mai 2025
  - {non modélisée: Habiter la commune depuis un an.}
montant: MIN(loyer × 30 % ; 100 € / mois)
glossaire:
  loyer: Le loyer hors charges.
cas:
  - nom: sans enfant
    le: 01/2025
    situation: {loyer: 300}
    attendu: {aide_loyer: 0}

hypothèses:
  arrondi: Rien ne le dit.
"""
OTHER = """\
aide: aide_jeune
nom: Aide aux jeunes
concerne: personne
état: brouillon
données:
  étudiant: {nature: oui / non, concerne: personne}
conditions: [âge ≤ 25, étudiant]
"""
SHARED = "données:\n  âge: {nature: nombre entier, unité: ans, concerne: personne}\n"


def project(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "loyer.yaml").write_text(
        AID.replace("  âge: {nature: nombre entier, unité: ans, concerne: personne}\n", ""), encoding="utf-8"
    )
    (folder / "jeune.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "commun.yaml").write_text(SHARED, encoding="utf-8")
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(project(tmp_path / "projet"))
    assert made.loaded is not None, made.diagnostics
    yield made
    made.close()


def plain(answer: Any) -> Any:
    """A page with spaces as they are typed: those that do not break are tested where they are made."""
    answer.set_data(answer.get_data().replace("\N{NO-BREAK SPACE}".encode(), b" "))
    return answer


class Visitor:
    """Someone with a browser that keeps its cookie and fills forms."""

    def __init__(self, engine: Engine, lang: str = "fr") -> None:
        self.app = create_app(engine, lang, hosts_of("127.0.0.1", 8000), today=datetime.date(2025, 3, 10))
        self.client = self.app.test_client()
        self.lang = lang
        self.token = ""
        self.here = ""

    def get(self, path: str, **values: Any) -> Any:
        answer = plain(self.client.get(path, base_url=f"http://{HOST}", **values))
        found = re.search(r'name="token" value="(\w+)"', answer.text)
        self.token = found[1] if found else self.token
        self.here = path
        return answer

    def post(self, path: str, data: dict[str, Any], **values: Any) -> Any:
        """What is shown after a form was sent: at an address of its own, where a reload shows it again."""
        answer = self.client.post(path, base_url=f"http://{HOST}", data={"token": self.token, **data}, **values)
        return self.get(answer.headers["Location"]) if answer.status_code == 303 else plain(answer)

    def ask(self, **data: Any) -> str:
        """The page of the form or of the results for these fields."""
        if not self.token:
            self.get(f"/{self.lang}/simulation?aid=aide_loyer")
        fields = {"aid": ["aide_loyer"], "member": ["adulte:adulte"], "month": "03/2025", "action": "continue", **data}
        answer = self.post(f"/{self.lang}/simulation", fields)
        assert answer.status_code == 200
        return str(answer.text)


def fields(page: str) -> set[str]:
    return set(re.findall(r'name="(q\.[^"]+)"', page))


def field(variable: str, person: str = "", period: str = "m") -> str:
    return f"q.aide_loyer_{variable}.{person}.{period}" if variable != "age" else f"q.commun_age.{person}.{period}"


def names(engine: Engine) -> dict[str, str]:
    assert engine.loaded is not None
    return {shown: variable for variable, shown in engine.loaded.program.names}


def test_home_lists_the_aids_of_each_organisation_and_marks_drafts(engine: Engine) -> None:
    page = Visitor(engine).get("/fr/").text
    assert "Aides de la commune" in page and "<legend>Ville</legend>" in page and FRENCH["draft"] in page
    assert "Aide au loyer &lt;b&gt;communale&lt;/b&gt;" in page


def test_only_what_an_aid_reads_is_asked(engine: Engine) -> None:
    known = names(engine)
    page = Visitor(engine).get("/fr/simulation?aid=aide_jeune").text
    assert fields(page) == {f"q.{known['âge']}.adulte.m", f"q.{known['étudiant']}.adulte.m"}
    assert FRENCH["household"] not in page
    page = Visitor(engine).get("/fr/simulation?aid=aide_loyer").text
    assert fields(page) == {f"q.{known['âge']}.adulte.m", f"q.{known['revenu']}.adulte.m", f"q.{known['loyer']}..m"}
    assert "Quel est votre loyer ?" in page and "Le loyer hors charges." in page and FRENCH["household"] in page


def test_a_question_that_can_no_longer_matter_is_not_asked(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    age, studies = f"q.{known['âge']}.adulte.m", f"q.{known['étudiant']}.adulte.m"
    assert studies in fields(visitor.ask(aid=["aide_jeune"], **{age: "25", studies: ""}))
    page = visitor.ask(aid=["aide_jeune"], **{age: "26", studies: ""})
    # Nothing is left to ask: the answer is there at once.
    assert studies not in fields(page) and FRENCH["refused"].replace("'", "&#39;") in page


def test_a_household_of_several_people_is_answered_by_the_engine(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    page = visitor.ask(action="add:enfant")
    assert 'value="enfant:enfant"' in page and f"q.{known['âge']}.enfant.m" in fields(page)
    answers = {
        f"q.{known['âge']}.adulte.m": "40", f"q.{known['âge']}.enfant.m": "7", f"q.{known['revenu']}.adulte.m": "540,50",
        f"q.{known['revenu']}.enfant.m": "0", f"q.{known['loyer']}..m": "300,40",
    }  # fmt: skip
    page = visitor.ask(member=["adulte:adulte", "enfant:enfant"], action="results", **answers)
    assert "90,12 €" in page and FRENCH["entitled"].replace("'", "&#39;") in page
    assert "Délibération du 3 mai 2025" in page and "Habiter la commune depuis un an." in page and "quittance de loyer" in page
    assert 'href="https://ville.example/loyer"' in page and 'href="javascript' not in page
    page = visitor.ask(
        member=["adulte:adulte", "enfant:enfant"], action="results", **(answers | {f"q.{known['revenu']}.adulte.m": "540,51"})
    )
    assert "Vos revenus dépassent le plafond." in page and FRENCH["refused"].replace("'", "&#39;") in page
    # The threshold of another date: 500 € before 2025.
    page = visitor.ask(member=["adulte:adulte", "enfant:enfant"], action="results", month="12/2024", **answers)
    assert FRENCH["refused"].replace("'", "&#39;") in page
    page = visitor.ask(member=["adulte:adulte", "enfant:enfant"], action="remove:enfant")
    assert 'value="enfant:enfant"' not in page


def test_what_nobody_told_is_never_taken_for_an_answer(engine: Engine) -> None:
    page = Visitor(engine).ask(member=["adulte:adulte", "enfant:enfant"], action="results")
    assert FRENCH["maybe"].replace("'", "&#39;") in page and FRENCH["entitled"].replace("'", "&#39;") not in page
    assert 'class="open"' in page and 'class="met"' not in page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_that_can_not_be_read_are_told_and_kept(lang: str, engine: Engine) -> None:
    known = names(engine)
    name = f"q.{known['loyer']}..m"
    wrong = {name: "<script>", f"q.{known['âge']}.adulte.m": "7.5" if lang == "en" else "7,5", "month": "13/2025"}
    page = Visitor(engine, lang).ask(action="results", **wrong)
    texts = language(lang).preview
    assert texts["errors"].format(count=3) in page and f'href="#{name}"' in page and 'value="&lt;script&gt;"' in page
    assert "<script>" not in page.replace("<script src", "")
    plain = page.replace("&#39;", "'")
    assert (
        texts["bad whole"].format(value=wrong[f"q.{known['âge']}.adulte.m"]) in plain
        and texts["bad month"].format(value="13/2025") in plain
    )


def test_an_age_an_amount_or_a_number_out_of_bounds_is_told(engine: Engine) -> None:
    known = names(engine)
    age, rent = f"q.{known['âge']}.adulte.m", f"q.{known['loyer']}..m"
    for name, value, least, most in ((age, "500", "0 ans", "130 ans"), (age, "-5", "0 ans", "130 ans"), (rent, "-300", "0 €", "")):
        page = html.unescape(Visitor(engine).ask(action="results", **{name: value}))
        assert f"« {value} » : la réponse va de {least}" in page and most in page
    page = html.unescape(Visitor(engine).ask(action="results", **{age: "17 ans", rent: "300 € / mois"}))
    assert "à corriger" not in page
    # Questions are sentences, also of what nobody worded.
    page = html.unescape(Visitor(engine).ask())
    assert "Âge : combien ?" in page and "Revenu : quel montant ?" in page and "Quel est votre loyer ?" in page


def test_a_form_without_its_token_or_from_elsewhere_is_refused(engine: Engine) -> None:
    visitor = Visitor(engine)
    data = {"aid": "aide_loyer"}
    assert visitor.client.post("/fr/simulation", base_url=f"http://{HOST}", data=data).status_code == 403
    visitor.get("/fr/simulation?aid=aide_loyer")
    assert visitor.post("/fr/simulation", data).status_code == 200
    assert visitor.post("/fr/simulation", {**data, "token": "0" * 64}).status_code == 403
    assert visitor.post("/fr/simulation", data, headers={"Origin": "https://ailleurs.example"}).status_code == 403
    other = Visitor(engine)
    other.get("/fr/simulation?aid=aide_loyer")
    other.token = visitor.token
    assert other.post("/fr/simulation", data).status_code == 403


def test_only_our_host_our_forms_and_our_files_are_served(engine: Engine) -> None:
    visitor = Visitor(engine)
    for host in ("ailleurs.example", "127.0.0.1:9999", "rebond.example:8000"):
        assert visitor.client.get("/fr/", base_url=f"http://{host}").status_code == 421
    assert visitor.client.get("/fr/", base_url="http://localhost:8000").status_code == 200
    visitor.get("/fr/simulation?aid=aide_loyer")
    upload = visitor.client.post("/fr/simulation", base_url=f"http://{HOST}", data={"token": visitor.token, "f": (io.BytesIO(b"x"), "a")})
    assert upload.status_code == 415
    assert visitor.post("/fr/simulation", {"name": "x" * 300_000}).status_code == 413
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/logo/..%2f..%2frulespec.yaml", "/static/app.py", "/de/", "/fr/autre"):
        assert visitor.get(path).status_code == 404, path
    assert visitor.client.delete("/fr/", base_url=f"http://{HOST}").status_code == 405


def test_every_answer_says_what_the_browser_may_do(engine: Engine) -> None:
    visitor = Visitor(engine)
    for path in ("/fr/", "/en/", "/fr/rules", "/fr/simulation?aid=aide_loyer", "/static/preview.css", "/static/preview.js", "/rien"):
        answer = visitor.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and answer.headers["Cache-Control"] == "no-store", path
        if answer.mimetype == "text/html":
            # Nothing inline: the policy would stop it.
            assert not re.search(r"<script(?! src=)|<style| on\w+=| style=", answer.text), path
    assert (
        "HttpOnly" in Visitor(engine).get("/fr/").headers["Set-Cookie"]
        and "SameSite=Strict" in Visitor(engine).get("/fr/").headers["Set-Cookie"]
    )
    assert COOKIE


def test_a_situation_becomes_a_case_of_the_file(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    visitor.ask()
    fields_ = {
        "case": "aide_loyer", "aid": "aide_loyer", "member": ["adulte:adulte", "enfant:enfant"], "month": "03/2025", "name": "au plafond",
        f"q.{known['âge']}.adulte.m": "40", f"q.{known['âge']}.enfant.m": "7", f"q.{known['revenu']}.adulte.m": "540,50",
        f"q.{known['revenu']}.enfant.m": "0", f"q.{known['loyer']}..m": "300,40",
    }  # fmt: skip
    path = engine.project / "loyer.yaml"
    before = path.read_text(encoding="utf-8")
    page = visitor.post("/fr/case", fields_).text
    assert "nom: au plafond" in page and path.read_text(encoding="utf-8") == before
    page = visitor.post("/fr/case", {**fields_, "action": "append"}).text
    assert FRENCH["case added"].format(path="loyer.yaml") in page
    after = path.read_text(encoding="utf-8")
    assert after.startswith("# Une remarque qui doit rester.\n") and after.endswith("hypothèses:\n  arrondi: Rien ne le dit.\n")
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.projects.compiling import check_folder

    sheet = read_document(path, "loyer.yaml", language("fr"), Diagnostics())
    assert sheet is not None and [case.name.text for case in sheet.document.cases if case.name] == ["sans enfant", "au plafond"]
    checked = check_folder(engine.project)
    assert checked.program is not None, checked.diagnostics
    case = next(case for case in checked.program.cases if case.name == "au plafond")
    assert [str(item.value) for item in case.expected] == ["True", "90.12"] and case.to_confirm and len(case.people) == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_workbook_gets_the_whole_case(suffix: str, tmp_path: Path) -> None:
    from rulespec.compiler.ground.diagnostics import Diagnostics
    from rulespec.projects.compiling import check_folder
    from rulespec.projects.converting import convert

    folder = project(tmp_path / "projet")
    path = folder / f"loyer{suffix}"
    made = convert(folder / "loyer.yaml", path, Diagnostics())
    assert made is not None
    path.write_bytes(made[path])
    (folder / "loyer.yaml").unlink()
    engine = Engine(folder)
    known = names(engine)
    visitor = Visitor(engine)
    visitor.ask()
    told = {
        "case": "aide_loyer", "aid": "aide_loyer", "member": "adulte:adulte", "month": "03/2025", "name": "seul",
        f"q.{known['âge']}.adulte.m": "30", f"q.{known['revenu']}.adulte.m": "1200,50",
    }  # fmt: skip
    page = html.unescape(visitor.post("/fr/case", told).text)
    # The income is of no need for the answer: it was told, and stays in the case.
    assert "revenu: '1200,5'" in page and "a droit: non" in page and "montant: 0" in page
    assert FRENCH["case columns"].format(names="revenu ; âge ; a droit") in page
    # While LibreOffice holds the file, a copy takes the case; it is no second document of the project.
    before = path.read_bytes()
    lock = folder / f".~lock.{path.name}#"
    lock.write_text("", encoding="utf-8")
    page = html.unescape(visitor.post("/fr/case", {**told, "action": "append"}).text)
    copied = f"{FRENCH['case copies']}/{path.name}"
    assert FRENCH["case copied"].format(path=copied) in page and path.read_bytes() == before and (folder / copied).is_file()
    assert not check_folder(folder).has_errors
    lock.unlink()
    page = html.unescape(visitor.post("/fr/case", {**told, "action": "append"}).text)
    assert FRENCH["case added"].format(path=path.name) in page
    checked = check_folder(folder)
    assert checked.program is not None, checked.diagnostics
    case = next(case for case in checked.program.cases if case.name == "seul")
    assert {item.variable: str(item.value) for item in case.given} == {known["âge"]: "30", known["revenu"]: "1200.5"}
    assert [str(item.value) for item in case.expected] == ["0", "False"] and case.to_confirm
    # A reload of the page adds nothing twice.
    assert FRENCH["case added"].format(path=path.name) in html.unescape(visitor.get(visitor.here).text)
    assert sum(case.name == "seul" for case in check_folder(folder).program.cases) == 1  # type: ignore[union-attr]
    engine.close()


def test_nothing_told_is_lost_by_a_reload_or_the_other_tongue(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    age = f"q.{known['âge']}.adulte.m"
    visitor.ask(member=["adulte:adulte", "enfant:enfant"], action="continue", **{age: "40"})
    here = visitor.here
    for path in (here, here.replace("/fr/", "/en/"), here):
        page = visitor.get(path).text
        assert f'name="{age}" type="text" inputmode="decimal" size="14" value="40"' in page and 'value="enfant:enfant"' in page
        # Answers that are not sent yet go with the button of the other tongue.
        assert re.search(r'form="questions" formaction="/(fr|en)/simulation" name="action" value="edit"', page)
    # Someone else finds nothing there, and is told what to do.
    other = Visitor(engine)
    other.get("/fr/")
    assert FRENCH["forgotten"] in html.unescape(other.get(here).text)
    assert FRENCH["no result"] in html.unescape(visitor.get("/fr/simulation").text)
    assert visitor.get("/fr/?aid=aide_jeune").text.count(" checked") == 1


def test_a_saved_rule_is_computed_again_beside_the_answer_of_before(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    path = engine.project / "loyer.yaml"
    right = path.read_text(encoding="utf-8")
    ask = {
        "member": ["adulte:adulte", "enfant:enfant"], "action": "results", f"q.{known['âge']}.adulte.m": "40",
        f"q.{known['âge']}.enfant.m": "7", f"q.{known['revenu']}.adulte.m": "0", f"q.{known['revenu']}.enfant.m": "0",
        f"q.{known['loyer']}..m": "1000",
    }  # fmt: skip
    visitor.ask(**ask)

    def saved(text: str) -> str:
        version = engine.version
        path.write_text(text, encoding="utf-8")
        wait(engine, version)
        return html.unescape(visitor.get(visitor.here).text)

    def beside(before: str, now: str) -> str:
        return f"<dt>{FRENCH['before']}</dt><dd>{before}</dd></div><div><dt>{FRENCH['now']}</dt><dd>{now}</dd>"

    page = saved(right.replace("; 100 €", "; 120,50 €"))
    assert beside("100 € par mois", "120,50 € par mois") in page and FRENCH["recomputed"].format(count=1) in page
    # An error: the last right version answers, the error is on the page.
    page = saved(right.replace("loyer × 30 %", "loyers × 30 %"))
    assert "120,50 € par mois" in page and FRENCH["rules wrong"].format(count=1) in page and "« loyers »" in page
    page = saved(right.replace("âge < 18", "âge < 7"))
    assert beside("120,50 € par mois", FRENCH["refused"]) in page
    page = saved(right.replace("âge < 18", "âge < 7") + "\n")
    assert FRENCH["same answers"] in page and f"<dt>{FRENCH['before']}" not in page


def test_a_crash_of_the_reader_is_told_on_every_page(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    import rulespec.previewing.engine as engines

    def crash(*_: object) -> None:
        raise IndexError("tuple index out of range")

    visitor = Visitor(engine)
    path = engine.project / "jeune.yaml"
    with monkeypatch.context() as patched:
        patched.setattr(engines, "check_folder", crash)
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
        wait(engine, 1)
    told = FRENCH["reader stopped"].format(failure="IndexError: tuple index out of range")
    for page in ("/fr/", "/fr/rules", "/fr/simulation?aid=aide_loyer"):
        text = html.unescape(visitor.get(page).text)
        assert told in text and FRENCH["fine"] not in text
    # It reads again what is saved next.
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    wait(engine, 2)
    assert told not in html.unescape(visitor.get("/fr/").text)


def wait(engine: Engine, version: int) -> None:
    for _ in range(200):
        engine.refresh()
        if engine.version > version and not engine.is_reading:
            return
        time.sleep(0.05)
    raise AssertionError("the rules were not read again")


def test_rules_are_read_again_when_saved_and_a_wrong_version_leaves_the_good_one(engine: Engine) -> None:
    known = names(engine)
    visitor = Visitor(engine)
    path = engine.project / "loyer.yaml"
    right = path.read_text(encoding="utf-8")
    ask = {
        "member": ["adulte:adulte", "enfant:enfant"], "action": "results", f"q.{known['âge']}.adulte.m": "40",
        f"q.{known['âge']}.enfant.m": "7", f"q.{known['revenu']}.adulte.m": "0", f"q.{known['revenu']}.enfant.m": "0",
        f"q.{known['loyer']}..m": "1000",
    }  # fmt: skip
    assert "100 €" in visitor.ask(**ask)
    path.write_text(right.replace("; 100 €", "; 120 €"), encoding="utf-8")
    wait(engine, 1)
    assert "120 €" in visitor.ask(**ask)
    path.write_text(right.replace("loyer × 30 %", "loyers × 30 %"), encoding="utf-8")
    wait(engine, 2)
    page = visitor.ask(**ask)
    assert "120 €" in page and FRENCH["rules wrong"].format(count=1) in page
    page = visitor.get("/fr/rules").text
    assert "RS302" in page and "loyer.yaml" in page and "vouliez-vous dire « loyer »" in page
    path.write_text(right, encoding="utf-8")
    wait(engine, 3)
    assert "100 €" in visitor.ask(**ask) and "RS302" not in visitor.get("/fr/rules").text


def test_rules_that_were_never_right_are_shown(tmp_path: Path) -> None:
    folder = project(tmp_path / "projet")
    for path in folder.glob("*.yaml"):
        if path.name not in ("rulespec.yaml", "loyer.yaml", "commun.yaml"):
            path.unlink()
    right = (folder / "loyer.yaml").read_text(encoding="utf-8")
    (folder / "loyer.yaml").write_text("aide: aide_loyer\n", encoding="utf-8")
    engine = Engine(folder)
    visitor = Visitor(engine)
    try:
        page = html.unescape(visitor.get("/fr/").text)
        assert FRENCH["never right"] in page and "RS201" in page
        # An aid that is begun beside one that is right hides it from nobody, and is shown once it is right.
        (folder / "loyer.yaml").write_text(right, encoding="utf-8")
        (folder / "autre.yaml").write_text("aide: autre\n", encoding="utf-8")
        wait(engine, 1)
        page = html.unescape(visitor.get("/fr/").text)
        assert 'value="aide_loyer"' in page and "Ces pages sont sans autre.yaml : 1 erreur à corriger." in page
        # One that was shown stays as it was while it has an error.
        (folder / "loyer.yaml").write_text("aide: aide_loyer\n", encoding="utf-8")
        wait(engine, 2)
        page = html.unescape(visitor.get("/fr/").text)
        assert 'value="aide_loyer"' in page and FRENCH["rules wrong"].format(count=2).split(" : ")[1] in page
    finally:
        engine.close()


def test_both_tongues_say_the_same_things() -> None:
    assert language("fr").preview.keys() == language("en").preview.keys()
    for key, text in language("fr").preview.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", language("en").preview[key])), key


@pytest.mark.parametrize(("text", "wanted"), [("1 000", 1000), ("1 000 F CFA", 1000), ("1 000 XOF / mois", 1000), ("1 000 €", None)])
def test_an_amount_is_typed_in_the_currency_of_the_project(text: str, wanted: int | None) -> None:
    catalog = SimpleNamespace(currency="XOF", variable=lambda name: None)
    loaded: Any = SimpleNamespace(variables={}, checked=SimpleNamespace(catalog=catalog))
    asked = number(money("XOF", Period.MONTH))
    assert form._read(loaded, Slot("revenu", None, "m"), asked, text, language("fr"))[0] == wanted
