"""The sheets of a model workbook and the preview to the pictures of the guides and of the README: `make pictures`.

Each picture is what LibreOffice prints and what Chromium shows; look at each one that changes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageChops

from rulespec.compiler.words import Language, language
from rulespec.previewing.engine import Engine
from rulespec.previewing.server import make_app_server

HERE = Path(__file__).parents[1] / "docs" / "pictures"
# A sheet to the name of its picture.
SHEETS = {
    "conditions": "profiles", "tables": "table", "scales": "scale", "resources": "resources", "zones": "zones", "cases": "household",
}  # fmt: skip
# Sheets whose blocks stand below each other.
BLOCKS = ("tables", "scales")
STACK = ("profiles", "scale", "household")
WIDEST, MARGIN, COLOURS = 1140, 12, 96
# The answers of the preview's picture, by the words of their questions.
ANSWERS = {"âge": "20", "commune": "Tours", "revenu fiscal": "7200", "parts": "1"}


def main() -> None:
    with TemporaryDirectory() as name:
        work = Path(name)
        for code in ("fr", "en"):
            project = work / code
            rulespec(code, "init", str(project))
            rulespec(code, "new", "Aide au vélo", "--project", str(project), "--model")
            words = language(code)
            book = next(project.rglob(f"{words.names.model}.xlsx"))
            for section, page in pages(book, work, words).items():
                save(page, HERE / "sheets" / f"{SHEETS[section]}.{code}.png")
        save(stacked([Image.open(HERE / "sheets" / f"{name}.fr.png") for name in STACK]), HERE / "workbook.png")
        book.unlink()
        for begun in (work / "fr").rglob("*.xlsx"):
            begun.unlink()
        preview(work / "fr", HERE / "preview.png")


def rulespec(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "rulespec", "--lang", code, *arguments], check=True, capture_output=True)


def pages(book: Path, work: Path, words: Language) -> dict[str, Image.Image]:
    """The printed page of each sheet, found by the title that it bears."""
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", work, book], check=True, capture_output=True)
    pdf = work / f"{book.stem}.pdf"
    titles = {title: section for section, title in words.workbook.titles.items()}
    found: dict[str, list[Image.Image]] = {}
    section = ""
    texts = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    for number, text in enumerate(texts[:-1], start=1):
        # A page without a title goes on with the sheet before: with blocks that did not fit, or with columns that did not.
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        section, goes_on = titles.get(first, section), first not in titles
        if section not in SHEETS or (goes_on and section not in BLOCKS):
            continue
        target = work / f"page-{number}"
        one = ["-r", "110", "-png", "-singlefile", "-f", str(number), "-l", str(number)]
        subprocess.run(["pdftoppm", *one, pdf, target], check=True)
        found.setdefault(section, []).append(trimmed(Image.open(target.with_name(f"{target.name}.png")).convert("RGB")))
    assert found.keys() == SHEETS.keys(), f"sheets of {book.name} without a page: {SHEETS.keys() - found.keys()}"
    return {section: stacked(parts) for section, parts in found.items()}


def trimmed(page: Image.Image) -> Image.Image:
    """A page without its margins and its footer, at most as wide as a column of text."""
    whole = page.crop((0, 0, page.width, int(page.height * 0.9)))
    box = ImageChops.difference(whole, Image.new("RGB", whole.size, "white")).getbbox()
    assert box is not None
    left, top, right, bottom = box
    cut = whole.crop((max(0, left - MARGIN), max(0, top - MARGIN), min(right + MARGIN, whole.width), min(bottom + MARGIN, whole.height)))
    if cut.width <= WIDEST:
        return cut
    return cut.resize((WIDEST, round(cut.height * WIDEST / cut.width)), Image.Resampling.LANCZOS)


def stacked(pictures: list[Image.Image]) -> Image.Image:
    made = Image.new("RGB", (max(item.width for item in pictures), sum(item.height + MARGIN for item in pictures)), "white")
    top = 0
    for item in pictures:
        made.paste(item.convert("RGB"), (0, top))
        top += item.height + MARGIN
    return made


def save(picture: Image.Image, path: Path) -> None:
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def preview(project: Path, path: Path) -> None:
    """The results of the example of `init` for somebody who is entitled to it."""
    from playwright.sync_api import sync_playwright

    engine = Engine(project)
    server: Any = make_app_server(engine, "fr", "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    texts = language("fr").preview
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        page.goto(f"http://127.0.0.1:{server.port}/fr/simulation?aid=coup_de_pouce_permis")
        for words, answer in ANSWERS.items():
            page.get_by_label(words, exact=False).first.fill(answer)
        page.get_by_label("activité", exact=False).select_option(label="Étudiant, élève")
        page.get_by_label(texts["yes"], exact=True).first.check()
        page.get_by_role("button", name=texts["results"]).click()
        page.locator("summary").filter(has_text=texts["why"]).first.click()
        shot = path.with_suffix(".full.png")
        page.screenshot(path=shot)
        browser.close()
    save(Image.open(shot), path)
    shot.unlink()
    server.shutdown()
    server.server_close()
    engine.close()


if __name__ == "__main__":
    main()
