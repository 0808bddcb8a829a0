"""What the world refuses is told in a sentence, file by file; only a bug of ours is called a defect, and its report holds no value."""

from __future__ import annotations

import builtins
import errno
import gzip
import http.client
import io
import json
import os
import socket
import sys
import threading
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rulespec.commands.cli import main
from rulespec.country import catalogue
from rulespec.projects import compiling
from tests.projects import MANIFEST, workbook_file

DOCUMENT = (
    "aide: essai\nnom: Essai\nconcerne: menage\nunité: €\ndonnées: {loyer: {nature: nombre, unité: € / mois}}\n"
    "conditions: [%s > 0]\nmontant: 10 €\n"
)
CONTENT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Aide">%s</table:table></office:spreadsheet></office:body>
</office:document-content>"""
CELL = "<table:table-cell %s><text:p>%s</text:p></table:table-cell>"


def run(*arguments: object) -> Result:
    return CliRunner(env={"RULESPEC_LANG": "fr"}).invoke(main, [str(item) for item in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "rulespec.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "p" / "essai.yaml").write_text(DOCUMENT % "loyer", encoding="utf-8")
    return tmp_path / "p"


def ods(*rows: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<x/>")
        archive.writestr("content.xml", CONTENT % "".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    return buffer.getvalue()


def test_each_odd_file_is_told_and_hides_no_other(project: Path) -> None:
    (project / "a.yaml").write_text(DOCUMENT.replace("essai", "autre") % "loyerr", encoding="utf-8")
    os.mkfifo(project / "b.yaml")
    (project / "c.yaml").symlink_to("nowhere")
    (project / "d.yaml").mkdir()
    (project / "e.yaml").write_bytes(b"\xff\xfe\x00")
    book = workbook_file({"classeur": {"Aide": [["Information", "Votre réponse"], ["aide", "autre"]]}})
    (project / "f.xlsx").write_bytes(book[:100])
    (project / "g.xlsx").write_bytes(book.replace(b"PK\x01\x02", b"PK\x01\x02\x9d\x9d\x9d\x9d", 1))
    (project / "h.ods").write_bytes(book[: len(book) // 2] + bytes(50) + book[len(book) // 2 :])
    (project / "i\n.yaml").write_text("")
    (project / "j.yaml").symlink_to("j.yaml")
    (project / "k.ods").write_bytes(
        ods(
            CELL % ("", "Information") + CELL % ("", "Votre réponse"),
            CELL % ("", "montant") + CELL % ('office:value-type="currency" office:value="12 €"', "12 €"),
            CELL % ("", "en vigueur depuis") + CELL % ('office:value-type="date" office:date-value="31/12"', "31/12"),
            CELL % ("", "plancher") + CELL % ('office:value-type="float" office:value="1e999"', "∞"),
            CELL % ('table:number-columns-repeated="²"', "note"),
        )
    )
    result = run("check", project)
    assert result.exit_code == 1 and "Défaut" not in result.output, result.output
    for name in ("b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.xlsx", "g.xlsx", "h.ods", "i .yaml", "j.yaml"):
        assert f"\n  {name} 1:1\n" in result.output, (name, result.output)
    assert "« loyerr » n'est défini nulle part" in result.output
    assert "« 12 € » n'en est pas" in result.output and "« 31/12 » n'en est pas" in result.output and "« 1e999 »" in result.output


def test_a_folder_that_can_not_be_opened_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "fermé").mkdir()
    real = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("fermé"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    result = run("check", project)
    assert result.exit_code == 1 and "fermé 1:1" in result.output and "l'accès n'en est pas permis" in result.output


def test_what_the_disk_refuses_is_no_defect(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("mine")
    for arguments in (
        ("compile", project, "--out", tmp_path / "file" / "x"),
        ("convert", project / "essai.yaml", tmp_path / "file" / "x.xlsx"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2 and "un fichier se trouve où il faudrait un dossier" in result.output, result.output

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "sync", full)
    result = run("compile", project)
    assert result.exit_code == 2 and "le disque est plein" in result.output and not (project / "generated").exists()


def test_signs_that_a_workbook_can_not_hold(project: Path, tmp_path: Path) -> None:
    path = project / "essai.yaml"
    path.write_text(path.read_text("utf-8").replace("nom: Essai", 'nom: "Es\\x0bs\\u202eai"'), encoding="utf-8")
    for name in ("a.xlsx", "a.ods", "a.yaml"):
        assert run("convert", path, tmp_path / name).exit_code == 0
        assert "nom: Essai\n" in run("show", tmp_path / name).output
    (tmp_path / "portefeuille.yaml").write_text('aides: {"a\\x0b": {nature: argent}}', encoding="utf-8")
    assert run("triage", tmp_path / "portefeuille.yaml", "--out", tmp_path / "tri").exit_code == 0


@pytest.mark.parametrize("text", ["aides: {A: {procédure: en ligne : vite}}", "a: &a [*a]", "\x01", "- x", "aides: {A: {nature: [1]}}"])
def test_a_portfolio_that_is_wrong_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    result = run("triage", path)
    assert result.exit_code == 1 and "p.yaml" in result.output and "Défaut" not in result.output, result.output


def test_a_damaged_cache_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openfisca_country_template")
    good = catalogue.load_catalog("openfisca_country_template")
    path = catalogue.catalogue_path("openfisca_country_template")
    assert path is not None
    data = path.read_bytes()
    told = json.loads(gzip.decompress(data))
    monkeypatch.setattr(catalogue, "catalogue_path", lambda *_: tmp_path / "cache")
    monkeypatch.setattr(catalogue, "_introspect", lambda *_: told)
    others = [gzip.compress(text.encode()) for text in ("[]", "{}", "null", '{"package": 1, "entities": 3}')]
    for damaged in (data[:1000], data[:-3], b"", b"x", data[:200] + bytes(40) + data[240:], *others):
        (tmp_path / "cache").write_bytes(damaged)
        assert catalogue.load_catalog("openfisca-country-template").package == good.package
        assert json.loads(gzip.decompress((tmp_path / "cache").read_bytes())) == told


@pytest.mark.parametrize("name", ["../x", "", ".", "json", "a b", "os.path", "é", "openfisca_nowhere"])
def test_a_country_that_is_none_is_told(name: str, project: Path) -> None:
    (project / "rulespec.yaml").write_text(f"paquet: regles\nlangue: fr\npays: '{name}'\n", encoding="utf-8")
    result = run("check", project)
    assert result.exit_code == 1 and "RS" in result.output and "Défaut" not in result.output, result.output


@pytest.mark.parametrize(
    ("module", "arguments"),
    [("numpy", ("test", "p")), ("numpy", ("explain", "p", "--situation", "s.yaml")), ("flask", ("preview", "p")), ("pygls", ("lsp",))],
)
def test_an_extra_that_is_missing_is_named(module: str, arguments: tuple[str, ...], project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, *rest: object) -> object:
        if name.partition(".")[0] == module:
            raise ModuleNotFoundError(f"No module named '{module}'", name=module)
        return real(name, *rest)

    real = builtins.__import__
    monkeypatch.chdir(project.parent)
    (project.parent / "s.yaml").write_text("le: 01/2025\nsituation: {loyer: 3}\n", encoding="utf-8")
    for loaded in [name for name in list(sys.modules) if name.startswith(("rulespec.running", "rulespec.previewing", "rulespec.editing"))]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", missing)
    result = run(*arguments)
    assert result.exit_code == 2 and "pip install 'rulespec[" in result.output, result.output


def test_a_port_that_is_taken_or_none(project: Path) -> None:
    pytest.importorskip("flask")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("preview", "serve"):
            result = run(command, project, "--port", port)
            assert result.exit_code == 2 and f"Le port {port} n'est pas libre : un autre programme l'occupe" in result.output, result.output
    assert run("preview", project, "--port", 70_000).exit_code == 2
    result = run("preview", project, "--port", 0, "--host", "192.0.2.1")
    assert result.exit_code == 2 and "cette adresse n'est pas celle de cette machine" in result.output


def test_a_defect_is_told_after_the_remarks_with_a_report_without_values(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object, **__: object) -> None:
        secret = "Camille Dupont"
        raise KeyError(f"{secret}, 1234 €")

    (project / "a.yaml").write_text("a: [", encoding="utf-8")
    monkeypatch.setattr(compiling, "compile_project", bug)
    monkeypatch.chdir(project)
    result = run("--debug", "check", ".")
    assert result.exit_code == 3 and "Défaut de rulespec" in result.output and "a.yaml 2:1" in result.output
    report = (project / "rulespec-report.txt").read_text("utf-8")
    assert "KeyError" in report and "rulespec/projects/compiling.py" in report and "command: check" in report
    assert "Camille" not in report and "1234" not in report and str(project) not in report and str(Path.home()) not in report
    run("--debug", "check", ".")
    assert (project / "rulespec-report-2.txt").exists()
    assert "--debug" in run("check", ".").output


def test_the_preview_bounds_its_readers_and_refuses_odd_tokens(project: Path) -> None:
    pytest.importorskip("flask")
    from rulespec.previewing.engine import Engine
    from rulespec.previewing.server import make_app_server
    from rulespec.running.bounded import MOST

    engine = Engine(project)
    server = make_app_server(engine, "fr", "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    idle = []
    try:
        for _ in range(MOST + 10):
            reader = socket.create_connection(("127.0.0.1", server.port))
            reader.sendall(b"POST /fr/simulation HTTP/1.1\r\nContent-Length: 90000\r\n")
            idle.append(reader)
        asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        asked.request("GET", "/fr/simulation?aid=essai")
        answer = asked.getresponse()
        cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
        assert answer.status == 200 and answer.read()
        for token in ("é", "\ud800", "\x00", ""):
            told = urllib.parse.urlencode({"token": token.encode("utf-8", "surrogatepass"), "aid": "essai"})
            for sent in (cookie, "rulespec_preview=\xe9"):
                asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
                asked.request("POST", "/fr/simulation", told, {"Cookie": sent, "Content-Type": "application/x-www-form-urlencoded"})
                assert asked.getresponse().status == 403
        assert len(server.readers) <= MOST  # type: ignore[attr-defined]
    finally:
        for reader in idle:
            reader.close()
        server.shutdown()
        server.server_close()
        engine.close()
