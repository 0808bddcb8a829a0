"""The yearly files of the French administrative divisions to the code lists of the lexicon: `make geography` (ADR 0018).

What is read is npm's @etalab/decoupage-administratif: INSEE's official geographic code, La Poste's post codes, the EPCI of the interior
ministry (Licence Ouverte). A code that existed in the list before and no longer does is kept, with its end and what it became.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "france"
COLUMNS = ("code", "name", "within", "holds", "now", "until")
NOW, DISTRICT, MERGED = "commune-actuelle", "arrondissement-municipal", "commune-deleguee commune-associee"
Row = tuple[str, str, str, str, str, str]


def refresh(package: Path, year: str, folder: Path = HERE) -> None:
    """Write the lists of `folder` again from an unpacked npm package, which is of the 1st of January of `year`."""

    def read(name: str) -> Any:
        path = package / "data" / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []

    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    source = f"# {about['name']} {about['version']} ; code officiel géographique {year} ; Licence Ouverte"
    folder.mkdir(exist_ok=True)
    communes = read("communes")
    _write(folder / "communes.csv", source, _communes(communes, read("historique-communes"), folder / "communes.csv", year))
    _write(folder / "departements.csv", source, ((item["code"], item["nom"], item["region"], "", "", "") for item in read("departements")))
    _write(folder / "regions.csv", source, ((item["code"], item["nom"], "", "", "", "") for item in read("regions")))
    groups = [(item["code"], item["nom"], sorted(member["code"] for member in item["membres"])) for item in (*read("epci"), *read("ept"))]
    _write(folder / "epci.csv", source, ((code, name, "", " ".join(held), "", "") for code, name, held in groups))
    posted: dict[str, list[str]] = {}
    for item in communes:
        for code in item.get("codesPostaux", ()):
            posted.setdefault(code, []).append(item["code"])
    _write(folder / "codes_postaux.csv", source, ((code, "", "", " ".join(sorted(held)), "", "") for code, held in posted.items()))


def _communes(communes: list[Any], history: list[Any], before: Path, year: str) -> Iterable[Row]:
    """Today's communes and districts, then former codes and former names with what they became."""
    kinds = {kind: [item for item in communes if item["type"] in kind.split()] for kind in (NOW, DISTRICT, MERGED)}
    today = {item["code"]: item for item in kinds[NOW]}
    parts: dict[str, list[str]] = {}
    for item in kinds[DISTRICT]:
        parts.setdefault(item["commune"], []).append(item["code"])
        yield item["code"], item["nom"], _department(item), "", "", ""
    for code, item in today.items():
        yield code, item["nom"], _department(item), " ".join(sorted(parts.get(code, ()))), "", ""
    names, ends = _ended(history, before, year)
    became = {old: code for code, item in today.items() for old in item.get("anciensCodes", ())}
    became |= {item["code"]: item["chefLieu"] for item in kinds[MERGED]}
    names |= {item["code"]: item["nom"] for item in kinds[MERGED]}
    districts = {item["code"] for item in kinds[DISTRICT]}
    for code in sorted((set(ends) | set(became)) - set(today) - districts):
        now = became.get(code, "")
        while now and now not in today:
            now = became.get(now, "")
        yield code, names.get(code, ""), _department(today[now]) if now else "", "", now, ends.get(code, "")
    for item in kinds[MERGED]:
        # A delegated commune may keep the code that the new one took: its name alone is former.
        if item["code"] in today and item["nom"] != today[item["code"]]["nom"]:
            yield item["code"], item["nom"], _department(item), "", item["chefLieu"], ""


def _department(item: Any) -> str:
    """The files before 2022 give none to the communes of the overseas collectivities, whose code begins with it."""
    return str(item.get("departement") or item["code"][:3])


def _ended(history: list[Any], before: Path, year: str) -> tuple[dict[str, str], dict[str, str]]:
    """Of the codes known before their name, and the first day without them: the year's list is of 1 January."""
    names: dict[str, str] = {}
    ends: dict[str, str] = {}
    for item in sorted((item for item in history if item["type"] == "COM" and item.get("dateFin")), key=lambda item: str(item["dateFin"])):
        names[item["code"]], ends[item["code"]] = item["nom"], item["dateFin"]
    if before.exists():
        for code, name, _, _, now, until in csv.reader(before.read_text(encoding="utf-8").splitlines()[2:], delimiter=";"):
            if name:
                names[code] = name
            if until or not now:
                ends[code] = until or f"{year}-01-01"
    return names, ends


def _write(path: Path, source: str, rows: Iterable[Row]) -> None:
    lines = sorted(";".join(row) for row in rows)
    path.write_text("\n".join([source, ";".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    refresh(Path(sys.argv[1]), sys.argv[2])
