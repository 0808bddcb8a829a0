"""Small projects for tests: a folder of texts, and workbooks told as rows of cells."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

MANIFEST = """\
paquet: regles
langue: fr
entités:
  menage: {pluriel: menages, libellé: Ménage, rôle de référence: adulte, rôles: {adulte: {pluriel: adultes}, enfant: {pluriel: enfants}}}
  personne: {pluriel: personnes, libellé: Personne}
"""


def workbook_file(told: dict[str, Any]) -> bytes:
    """A workbook from rows of cells: `classeur`, with `fusion` (merged areas) and `masquées` (hidden rows)."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in told["classeur"].items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_cell(value) for value in row])
        for area in told.get("fusion", {}).get(title, ()):
            sheet.merge_cells(area)
        for number in told.get("masquées", {}).get(title, ()):
            sheet.row_dimensions[number].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.datetime.fromisoformat(value)
    return datetime.datetime(value.year, value.month, value.day) if isinstance(value, datetime.date) else value


def damaged_file(kind: str) -> tuple[str, bytes]:
    """The name and bytes of a file that must be refused."""
    good = workbook_file({"classeur": {"Aide": [["Information", "Votre réponse"], ["aide", "aide_test"]]}})
    match kind:
        case "tronqué":
            return "aide.xlsx", good[: len(good) // 2]
        case "mot de passe":
            return "aide.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
        case "macros":
            return "aide.xlsm", good
        case "bombe":
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("xl/worksheets/sheet1.xml", b"0" * 220_000_000)
            return "aide.xlsx", buffer.getvalue()
    raise AssertionError(kind)


def project_of(case: Path, version: str, folder: Path) -> Path:
    """The project of a test folder: `before` or `after`, as a document or as a workbook told in rows."""
    folder.mkdir(parents=True, exist_ok=True)
    own = case / (f"{version}_rulespec.yaml" if (case / f"{version}_rulespec.yaml").exists() else "rulespec.yaml")
    if not (version == "before" and (case / "no-manifest").exists()):
        (folder / "rulespec.yaml").write_text(own.read_text("utf-8") if own.exists() else MANIFEST, encoding="utf-8")
    if (case / "other.yaml").exists():
        shutil.copy(case / "other.yaml", folder / "autre.yaml")
    source = case / f"{version}.yaml"
    text = source.read_text("utf-8")
    if text.startswith("fichier:"):
        name, data = damaged_file(text.removeprefix("fichier:").strip())
        (folder / name).write_bytes(data)
    elif text.startswith("classeur:"):
        (folder / "aide.xlsx").write_bytes(workbook_file(yaml.safe_load(text)))
    else:
        shutil.copy(source, folder / "aide.yaml")
    return folder
