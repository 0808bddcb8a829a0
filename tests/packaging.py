"""Packages to what is promised of them: the same bytes twice, installed alone on each Python that is here, their parts and licences.

python tests/packaging.py package FOLDER    wheels and sdists of rulespec and of generated packages, built twice and tried
python tests/packaging.py sbom FOLDER       sbom.json (CycloneDX) and licences.txt of all that an installation brings
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
BUILD = ("build", "hatchling>=1.26", "setuptools>=77", "wheel")
GENERATED = ("country-template", "demo")
EXTRAS = "simulate,lsp,logos"


def run(*command: str | Path, folder: Path | None = None, **more: str) -> str:
    """What a command says; what it says of an error is shown, and ends all."""
    done = subprocess.run(
        [str(item) for item in command], cwd=folder, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def environment(folder: Path, python: str | Path, *requirements: str | Path) -> Path:
    """The Python of a new environment that holds some packages and what they ask for."""
    run(python, "-m", "venv", "--clear", folder)
    inside = folder / "bin" / "python"
    run(inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)
    return inside


def interpreters() -> Iterator[tuple[str, str]]:
    """The Pythons that are here, on the path or where pyenv keeps them."""
    for version in VERSIONS:
        kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
        found = str(kept[-1]) if kept else shutil.which(f"python{version}")
        if found:
            yield version, found


def plain(archive: Path, date: int) -> None:
    """An sdist of setuptools without the hour of its making: hatchling's need nothing."""
    made = io.BytesIO()
    with tarfile.open(archive) as held, tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as written:
        for item in sorted(held.getmembers(), key=lambda item: item.name):
            content = held.extractfile(item) if item.isfile() else None
            item.mtime, item.uid, item.gid, item.uname, item.gname, item.pax_headers = date, 0, 0, "", "", {}
            written.addfile(item, content)
    archive.write_bytes(gzip.compress(made.getvalue(), mtime=date))


def built(source: Path, out: Path, python: Path, date: int) -> dict[str, str]:
    """The digests of a wheel and an sdist, by their names."""
    run(python, "-m", "build", "--no-isolation", "--outdir", out, source, SOURCE_DATE_EPOCH=str(date))
    for archive in out.glob("rulespec-*.tar.gz"):
        plain(archive, date)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def least(extra: str = "simulate") -> list[str]:
    """The least version of each part that rulespec says it works with."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*told["dependencies"], *told["optional-dependencies"][extra]]
    found = [re.match(r"([\w-]+)(?:\[[\w,-]+\])?>=([\d.]+)", item) for item in asked]
    return [f"{match[1]}=={match[2]}" for match in found if match is not None and match[1] != "rulespec"]


def package(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    date = int(run("git", "-C", ROOT, "log", "-1", "--format=%ct"))
    tools = environment(out / "tools", sys.executable, *BUILD)
    with tempfile.TemporaryDirectory() as name:
        for index, sub in enumerate(("first", "second")):
            copy = Path(name) / sub
            copy.mkdir()
            with tarfile.open(
                fileobj=io.BytesIO(subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], check=True, capture_output=True).stdout)
            ) as held:
                held.extractall(copy, filter="data")
            sources = [copy, *(copy / "generated" / item for item in GENERATED)]
            found = [built(source, out / sub / str(at), tools, date) for at, source in enumerate(sources)]
            if not index:
                first = found
        for before, after in zip(first, found, strict=True):
            if before != after:
                sys.exit(f"built twice, not the same bytes: {before} {after}")
            for file, digest in before.items():
                print(f"{digest[:16]}  {file}")
    wheels = {path.name.partition("-")[0]: path for path in sorted((out / "first").rglob("*.whl"))}
    ours, country = wheels["rulespec"], wheels["openfisca_country_template_rules"]
    for number, (version, python) in enumerate(interpreters()):
        tried(out / f"newest-{version}", python, [f"{ours}[simulate]", str(country)], f"Python {version}, newest")
        if not number:
            # A generated package asks for the core of today; rulespec itself for that of the oldest country too (Japan).
            tried(out / f"least-{version}", python, [f"{ours}[simulate]", *least()], f"Python {version}, least", is_loaded=False)
            tried(out / f"plain-{version}", python, [str(ours)], f"Python {version}, plain", is_plain=True)


def tried(folder: Path, python: str, requirements: list[str], told: str, is_plain: bool = False, is_loaded: bool = True) -> None:
    """An environment of its own in which the commands answer, and the country that was generated loads and computes."""
    inside = environment(folder, python, *requirements)
    run(inside, "-m", "pip", "check")
    project = ROOT / "examples" / "country-template"
    command = inside.with_name("rulespec")
    run(command, "check", project, folder=folder)
    if not is_plain:
        run(command, "test", project, folder=folder)
    if not is_plain and is_loaded:
        script = (
            "from openfisca_country_template_rules import CountryTaxBenefitSystem as System\n"
            "system = System()\nassert len(system.variables) > 5, system.variables\n"
        )
        run(inside, "-c", script, folder=folder)
    print(f"{told}: installed, checked{'' if is_plain else ', tested'}{', loaded' if is_loaded and not is_plain else ''}", flush=True)
    shutil.rmtree(folder)


def sbom(out: Path) -> None:
    """What an installation with the extras brings, read from an environment that holds nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        inside = environment(Path(name) / "all", sys.executable, f"{ROOT}[{EXTRAS}]")
        run(inside, "-m", "pip", "uninstall", "--quiet", "--yes", "pip", "setuptools")
        tools = environment(Path(name) / "tools", sys.executable, "cyclonedx-bom>=5")
        options = ("--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", out / "sbom.json")
        run(tools.with_name("cyclonedx-py"), "environment", *options, inside)
    told = json.loads((out / "sbom.json").read_text("utf-8"))
    lines = [f"{item['name']} {item.get('version', '')}\t{licence_of(item)}" for item in told["components"]]
    (out / "licences.txt").write_text("\n".join(sorted(lines, key=str.lower)) + "\n", encoding="utf-8")
    unknown = [line for line in lines if line.endswith("\t?")]
    print(f"{len(lines)} parts, {len(unknown)} without a licence: {out / 'sbom.json'}, {out / 'licences.txt'}")


def licence_of(component: dict) -> str:  # type: ignore[type-arg]
    said = []
    for item in component.get("licenses", ()):
        held = item.get("license", {})
        said.append(item.get("expression") or held.get("id") or held.get("name", "").splitlines()[0][:60])
    return ", ".join(dict.fromkeys(filter(None, said))) or "?"


if __name__ == "__main__":
    {"package": package, "sbom": sbom}[sys.argv[1]](Path(sys.argv[2]).resolve())
