"""The examples to a project of as many aids as asked: copies under other identifiers, other names, other figures of nobody's.

`python benchmarks/projects.py FOLDER COUNT` writes one; the same count gives the same files on every machine.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import yaml

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import language
from rulespec.formats.registry import named
from rulespec.projects.project import read_document

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SEED = 18
PLACES = ("Ambly", "Brezan", "Corvol", "Dornac", "Estrey", "Ferval", "Gavray", "Hourdel", "Issor", "Jalognes", "Kerlaz", "Luzeret")
MANIFEST = """\
paquet: openfisca_aides_mesure
titre: Aides de mesure
version: 0.1.0
langue: fr
pays: openfisca_france
lexique: [france]
documents: [aides/*]
racine des paramètres: aides_mesure
"""


def texts() -> dict[str, str]:
    """The documents of the demo and of the local aids, workbooks written as YAML."""
    found = {}
    for path in sorted([*(EXAMPLES / "demo" / "aides").iterdir(), *(EXAMPLES / "france-local" / "aides").iterdir()]):
        if path.suffix == ".yaml":
            found[path.stem] = path.read_text(encoding="utf-8")
        else:
            sheet = read_document(path, path.name, language("fr"), Diagnostics())
            write = named("yaml").document
            assert sheet is not None and write is not None
            found[path.stem] = write(sheet.document, sheet.words).decode()
    return found


def renamed(text: str, number: int, chance: random.Random) -> str:
    """A copy: each identifier bears its number, each name of a parameter and each sentence that is only said bears a place."""
    place = f"{chance.choice(PLACES)} {number}"
    text = re.sub(
        r"\b([Aa]ide|identifiant|variable d'éligibilité|variable du montant): *([a-z][a-z0-9]*_\w+|[a-z]+(?= *[,}\n]))",
        rf"\1: \2_{number}",
        text,
    )
    data = yaml.load(text, yaml.BaseLoader)
    names = sorted((name for key in ("paramètres", "zones", "barèmes") for name in data.get(key) or ()), key=len, reverse=True)
    for name in names:
        text = re.sub(rf"(?<![\w'’]){re.escape(name)}(?![\w])", f"{name} {place}", text)
    return re.sub(r"^(nom|résumé): (?![>|\"'])(.*)$", rf"\1: \2 de {place}", text, flags=re.MULTILINE)


def make_project(folder: Path, count: int) -> None:
    """A project of `count` aids in `folder`; documents that others read are there once."""
    chance = random.Random(SEED)
    known = texts()
    shared = {stem: text for stem, text in known.items() if not re.search(r"^aide:", text, re.MULTILINE)}
    alone = {stem: text for stem, text in known.items() if stem not in shared}
    (folder / "aides").mkdir(parents=True)
    (folder / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    for stem, text in shared.items():
        (folder / "aides" / f"{stem}.yaml").write_text(text, encoding="utf-8")
    made, number = 0, 0
    while made < count:
        number += 1
        stems = sorted(alone)
        chance.shuffle(stems)
        for stem in stems[: count - made]:
            (folder / "aides" / f"{stem}_{number}.yaml").write_text(renamed(alone[stem], number, chance), encoding="utf-8")
            made += 1


if __name__ == "__main__":
    make_project(Path(sys.argv[1]), int(sys.argv[2]))
