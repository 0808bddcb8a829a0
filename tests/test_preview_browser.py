"""The preview in a real Chromium: the whole path of a caseworker, by mouse and by keyboard, wide and narrow, in both tongues."""

from __future__ import annotations

import html
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rulespec.commands.cli import main
from rulespec.compiler.words import language
from rulespec.keeping.triage import model
from rulespec.previewing.engine import Engine
from rulespec.previewing.server import make_app_server
from tests.test_preview import project

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium): the pages are not tried")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Engine, str]]:
    engine = Engine(project(tmp_path / "projet"))
    server = make_app_server(engine, "fr", "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield engine, f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()
    engine.close()


def checked_page(page: Any) -> None:
    """No violation of axe-core's rules, and nothing wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    # The policy of the page lets no script in but its own: axe is put in by the browser itself.
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def named(engine: Engine, shown: str) -> str:
    assert engine.loaded is not None
    return next(variable for variable, name in engine.loaded.program.names if name == shown)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_the_path_of_a_caseworker(size: dict[str, int], lang: str, served: tuple[Engine, str], browser: Any) -> None:
    engine, url = served
    texts = language(lang).preview
    context = browser.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    page.get_by_role("checkbox", name=re.compile("Aide au loyer")).check()
    if lang == "en":
        # What is ticked, and what is typed below, goes with the reader to the other tongue.
        page.get_by_role("button", name="English").click()
    checked_page(page)
    assert page.get_by_role("checkbox", name=re.compile("Aide au loyer")).is_checked()
    page.get_by_role("button", name=texts["simulate"], exact=True).click()
    checked_page(page)
    # Someone is added, answers are given, one of them can't be read.
    page.get_by_role("button", name=f"{texts['add']}{language(lang).marks.colon}enfant").click()
    page.locator(f'[name="q.{named(engine, "âge")}.adulte.m"]').fill("40")
    page.locator(f'[name="q.{named(engine, "âge")}.enfant.m"]').fill("sept")
    for _ in range(2):
        # A form that is sent answers with another page: a reload in between would find no page.
        with page.expect_navigation():
            page.locator("nav button").click()
    page.reload()
    page.get_by_role("button", name=texts["results"]).click()
    checked_page(page)
    summary = page.get_by_role("alert")
    assert texts["errors"].format(count=1) in summary.inner_text()
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == f"q.{named(engine, 'âge')}.enfant.m"
    assert page.locator(f'[name="q.{named(engine, "âge")}.adulte.m"]').input_value() == "40"
    page.locator(f'[name="q.{named(engine, "âge")}.enfant.m"]').fill("7")
    decimal = "," if lang == "fr" else "."
    page.locator(f'[name="q.{named(engine, "revenu")}.adulte.m"]').fill(f"540{decimal}50")
    page.locator(f'[name="q.{named(engine, "revenu")}.enfant.m"]').fill("0")
    page.locator(f'[name="q.{named(engine, "loyer")}..m"]').fill(f"300{decimal}40")
    page.get_by_role("button", name=texts["results"]).click()
    checked_page(page)
    assert f"90{decimal}12" in page.get_by_role("main").inner_text()
    page.get_by_text(texts["why"], exact=False).first.click()
    assert "Délibération du 3 mai 2025" in page.get_by_role("main").inner_text()
    checked_page(page)
    # The situation is kept as a case of the file.
    page.get_by_role("button", name=re.compile(f"^{texts['save']}")).click()
    page.get_by_label(texts["case name"]).fill("au plafond")
    page.get_by_role("button", name=texts["case append"].format(path="loyer.yaml")).click()
    checked_page(page)
    assert page.get_by_text(texts["case added"].format(path="loyer.yaml")).is_visible()
    assert "nom: au plafond" in (engine.project / "loyer.yaml").read_text("utf-8")
    # The file is edited while results are shown: they are computed again at once, beside those of before.
    page.go_back()
    page.go_back()
    page.get_by_text(texts["why"], exact=False).first.click()
    path = engine.project / "loyer.yaml"
    right = path.read_text("utf-8")
    path.write_text(right.replace("; 100 €", "; 80,25 €"), encoding="utf-8")
    compared = page.locator(".compared")
    compared.wait_for(timeout=8000)
    assert f"90{decimal}12" in compared.inner_text() and f"80{decimal}25" in compared.inner_text()
    assert page.locator("details[open]").count() == 1
    checked_page(page)
    # An error is on the page as soon as it is saved, with its place.
    path.write_text(right.replace("loyer × 30 %", "loyers × 30 %"), encoding="utf-8")
    page.get_by_text(texts["rules wrong"].format(count=1)).wait_for(timeout=8000)
    assert "loyer.yaml" in page.locator("#notices").inner_text()
    checked_page(page)
    page.get_by_role("link", name=texts["see errors"]).click()
    assert "RS302" in page.get_by_role("main").inner_text()
    checked_page(page)
    path.write_text(right, encoding="utf-8")
    page.get_by_text(texts["fine"]).wait_for(timeout=8000)
    # A form that is being filled in keeps what is typed when it is read again.
    page.goto(f"{url}/{lang}/simulation?aid=aide_loyer")
    age = page.locator(f'[name="q.{named(engine, "âge")}.adulte.m"]')
    age.fill("33")
    other = engine.project / "jeune.yaml"
    other.write_text(other.read_text("utf-8").replace("Aide aux jeunes", "Coup de pouce"), encoding="utf-8")
    page.get_by_role("button", name=texts["reload"]).click(timeout=8000)
    assert age.input_value() == "33"
    page.goto(f"{url}/{lang}/")
    assert page.get_by_text("Coup de pouce").is_visible()
    assert errors == []
    context.close()


def test_the_keyboard_alone_is_enough_and_no_script_is_needed(served: tuple[Engine, str], browser: Any) -> None:
    engine, url = served
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/fr/")

    def press_to(wanted: str) -> None:
        """Tab until something with this name has the focus."""
        for _ in range(60):
            page.keyboard.press("Tab")
            focus = page.locator(":focus")
            if focus.count() and wanted in f"{focus.get_attribute('name') or ''} {focus.inner_text()}":
                return
        raise AssertionError(wanted)

    def send() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == language("fr").preview["skip"]
    page.keyboard.press("Enter")
    press_to("aid")
    press_to("aid")
    page.keyboard.press("Space")
    press_to(language("fr").preview["simulate"])
    send()
    press_to(f"q.{named(engine, 'âge')}.adulte.m")
    page.keyboard.type("24")
    # Enter in a field goes on with the questions, and takes nobody away.
    send()
    studies = f"q.{named(engine, 'étudiant')}.adulte.m"
    press_to(studies)
    page.keyboard.press("ArrowDown")
    assert page.locator(f'[name="{studies}"]:checked').get_attribute("value") == "yes"
    press_to(language("fr").preview["results"])
    send()
    assert language("fr").preview["entitled"] in html.unescape(page.content())
    press_to("Pourquoi")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    context.close()


def test_the_policy_of_the_pages_stops_what_is_not_ours(served: tuple[Engine, str], browser: Any) -> None:
    _, url = served
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{url}/fr/")
    page.evaluate("document.body.appendChild(Object.assign(document.createElement('script'), {textContent: 'window.in = 1'}))")
    assert page.evaluate("window.in") is None and any("Content Security Policy" in text for text in refused)
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_the_documentation_opens_from_a_folder(size: dict[str, int], tmp_path: Path, browser: Any) -> None:

    from rulespec.disk.writing import write_files
    from rulespec.documenting.making import make_site
    from rulespec.projects.compiling import check_folder
    from tests.test_docs import folder_of

    write_files(tmp_path / "site", make_site(check_folder(folder_of(tmp_path)), None, None, lambda *_: None))
    context = browser.new_context(viewport=size)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    checked_page(page)
    page.get_by_role("link", name=language("fr").site["home"]).click()
    checked_page(page)
    # The search needs no server, and no accent.
    page.get_by_label(language("fr").site["search"]).fill("quotient region")
    assert page.locator("#search-count").inner_text() == language("fr").site["found"].format(count=1)
    page.locator("#search-results a").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Aide au transport")
    checked_page(page)
    page.get_by_role("link", name="English").click()
    checked_page(page)
    for name in ("overview", "interactions"):
        page.goto((tmp_path / "site" / "en" / f"{name}.html").as_uri())
        checked_page(page)
    assert errors == []
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_a_report_and_a_ranking_stand_alone(size: dict[str, int], tmp_path: Path, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of the cases and the ranking of a portfolio: files that one opens, prints, or sends."""
    folder = project(tmp_path / "projet")
    document = folder / "loyer.yaml"
    document.write_text(document.read_text(encoding="utf-8").replace("{aide_loyer: 0}", "{aide_loyer: 7}"), encoding="utf-8")
    monkeypatch.setenv("RULESPEC_LANG", "fr")
    run = CliRunner()
    report = run.invoke(main, ["test", str(folder), "--format", "html"])
    assert report.exit_code == 1 and report.output.startswith("<!doctype html>"), report.output
    (tmp_path / "report.html").write_text(report.output, encoding="utf-8")
    (tmp_path / "portefeuille.xlsx").write_bytes(model("xlsx", language("fr")))
    assert run.invoke(main, ["triage", str(tmp_path / "portefeuille.xlsx"), "--out", str(tmp_path / "rang")]).exit_code == 0
    page = browser.new_context(viewport=size).new_page()
    for name in ("report.html", "rang/triage.html"):
        page.goto((tmp_path / name).as_uri())
        checked_page(page)
        # Right or wrong, and what is asked, are words: neither a colour nor a place in a row alone.
        assert page.get_by_role("main").inner_text().strip()
    page.goto((tmp_path / "report.html").as_uri())
    assert "✗ faux" in page.get_by_role("main").inner_text()
