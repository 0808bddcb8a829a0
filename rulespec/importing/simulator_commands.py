"""What `rulespec import aides-jeunes` does: read, write the rulebook, check it, propose cases, tell what was found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.suggesting import Suggester
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostic, Diagnostics, Severity
from rulespec.compiler.ground.source import LineAnchor
from rulespec.compiler.words import Language, language
from rulespec.country.catalogue import load_catalog
from rulespec.disk.temporary import temporary
from rulespec.disk.writing import create_files, files_in, fill, in_the_way
from rulespec.formats.format import Format
from rulespec.formats.registry import named
from rulespec.importing.aides_jeunes import FRENCH, Imported, import_files
from rulespec.importing.benefit_files import Finding, read_folder
from rulespec.importing.plain import text_of_document
from rulespec.projects.compiling import Checked, check_folder
from rulespec.projects.project import read_documents
from rulespec.reporting.sentences import tell
from rulespec.running.case_texts import cases_yaml
from rulespec.running.proving import kinds_of

FINE, WRONG_RULES, WRONG_USAGE = 0, 1, 2
REPORT = "import.md"
# A contradiction is told one at a time: each profile that has one takes a round, and what is left a last one.
ROUNDS = 12
# The folder of the aids; the file of those that a row can tell has its name.
AIDS = "aides"
COUNTRY = "openfisca_france"
Progress = Callable[[str, int, int], None]


def import_simulator(folder: Path, out: Path, words: Language, wants_cases: bool, form: str, progress: Progress) -> tuple[int, str]:
    """Import a simulator's folder into a new project; the exit code and what to say.

    In a form that has rows the aids that a row can tell go to one file; else each aid has its file.
    """
    taken = in_the_way(out)
    if taken is not None:
        return WRONG_USAGE, words.ui["exists"].format(path=taken)
    findings: list[Finding] = []
    files = read_folder(folder, findings)
    if not any(item.kind != "institution" for item in files):
        told = [f"{item.path}: {words.ui[f'aj {item.key}'].format_map(item.fields)}" for item in findings]
        return WRONG_USAGE, "\n".join([words.ui["aj nothing"].format(folder=folder), *told])
    catalog = load_catalog(COUNTRY)
    imported = import_files(files, catalog, findings)
    with temporary() as work:
        fill(work, {PurePosixPath(path): text for path, text in imported.files.items()})
        checked = check_folder(work, catalog, progress)
        for _ in range(ROUNDS):
            if not checked.has_errors:
                break
            _give_up(imported, checked, work, words)
            checked = check_folder(work, catalog, progress)
        count = _propose(imported, checked, work, words, progress) if wants_cases and checked.program is not None else 0
        text = report_text(imported, checked, count, words)
        fill(work, {PurePosixPath(REPORT): text})
        chosen = named(form)
        if chosen.gather is not None:
            _gather(imported, work, chosen)
        create_files(out, files_in(work))
    code = FINE if checked.program is not None else WRONG_RULES
    return code, "\n".join([words.ui["created"].format(path=out / REPORT), text.splitlines()[2]])


def _gather(imported: Imported, out: Path, form: Format) -> None:
    """The aids that a row can tell, in one file in the place of theirs."""
    assert form.gather is not None
    french = language("fr")
    diagnostics = Diagnostics()
    sheets = [sheet for path in sorted(imported.sources) for sheet in read_documents(out / path, path, french, diagnostics)]
    found = form.gather(sheets, f"{AIDS}{form.extension}")
    if not found.files:
        return
    fill(out, {PurePosixPath(name): data for name, data in found.files.items()})
    kept = {sheet.document.path for sheet in found.others}
    for sheet in sheets:
        if sheet.document.path not in kept:
            (out / sheet.document.path).unlink()
    if not any((out / AIDS).iterdir()):
        (out / AIDS).rmdir()


def _give_up(imported: Imported, checked: Checked, out: Path, words: Language) -> None:
    """An aid whose rule is wrong keeps its card: nobody is entitled where the rule contradicts itself, else nothing is computed."""
    wrong: dict[str, list[Diagnostic]] = {}
    for item in checked.diagnostics:
        if item.severity is Severity.ERROR:
            wrong.setdefault(item.span.path, []).append(item)
    for path, items in wrong.items():
        if path not in imported.sources:
            continue
        document = yaml.load(imported.files[path], yaml.BaseLoader)
        if all(item.code is codes.Contradiction.code for item in items) and (gone := _impossible_profiles(items, imported.files[path])):
            for name in gone:
                told = " ; ".join(_condition_text(row) for row in document["profils"].pop(name))
                imported.findings.append(Finding(imported.sources[path].path, "never profile", {"name": name, "rules": told}))
            imported.files[path] = text_of_document(path, document, FRENCH)
            fill(out, {PurePosixPath(path): imported.files[path]})
            continue
        conditions = document.get("conditions", [])
        # What citizens read are the sentences of the source; its rules, here wrong, are told in the report.
        kept = [item for item in conditions if isinstance(item, dict) and "non modélisée" in item]
        rules = [_condition_text(item) for item in conditions if item not in kept]
        rules += [f"{name} : {_condition_text(item)}" for name, rows in document.pop("profils", {}).items() for item in rows]
        document["conditions"] = kept
        source = imported.sources[path].path
        if all(item.code is codes.Contradiction.code for item in items) and "non" not in rules:
            document["conditions"].insert(0, "non")
            imported.findings.append(Finding(source, "never", {"rules": " ; ".join(rules)}))
        else:
            for name in ("montant", "zones", "unité"):
                document.pop(name, None)
            document["calculée par"] = document["aide"]
            reason = tell(items[0], words).message
            imported.findings.append(Finding(source, "not compiled", {"reason": reason.rstrip("."), "rules": " ; ".join(rules)}))
        imported.files[path] = text_of_document(path, document, FRENCH)
        fill(out, {PurePosixPath(path): imported.files[path]})


def _impossible_profiles(items: list[Diagnostic], text: str) -> list[str]:
    """The profiles in which contradictions lie, where another profile is left; nobody is of them, and the aid stands without them."""
    tree = yaml.compose(text)
    fields = tree.value if isinstance(tree, yaml.MappingNode) else []
    profiles: list[tuple[yaml.Node, yaml.Node]] = next((value.value for key, value in fields if key.value == "profils"), [])
    spans = [span for item in items for span in (item.span, *(label.span for label in item.labels))]
    lines = {span.place.line for span in spans if isinstance(span.place, LineAnchor)}
    found = [key.value for key, rows in profiles if any(key.start_mark.line < line <= rows.end_mark.line + 1 for line in lines)]
    return found if len(found) < len(profiles) else []


def _condition_text(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    (key, value), *_ = item.items()
    if key == "non modélisée":
        return str(value)
    return f"{key} : {' ; '.join(_condition_text(part) for part in value)}"


def _propose(imported: Imported, checked: Checked, out: Path, words: Language, progress: Progress) -> int:
    """A case of someone entitled and one of someone not, at the end of each document; how many were made."""
    program = checked.program
    assert program is not None
    rulebook = rulebook_of(program, checked.catalog)
    kinds = kinds_of(checked)
    french = language("fr")
    made = 0
    for index, aid in enumerate(program.aids):
        progress(aid.document, index, len(program.aids))
        suggester = Suggester(aid, program, rulebook, kinds, aid.span)
        cases: list[ir.Case] = []
        for wanted, kind in ((True, "positive"), (False, "negative")):
            name = f"{aid.name} : {french.ui['aj case yes' if wanted else 'aj case no']}"
            case = suggester.answered(wanted, name)
            if case is None:
                imported.findings.append(Finding(imported.sources[aid.document].path, "no case", {"kind": words.ui[f"aj {kind}"]}))
            else:
                cases.append(case)
        if cases:
            document = yaml.load(imported.files[aid.document], yaml.BaseLoader)
            document["cas"] = yaml.load(cases_yaml(cases, checked, aid.document), yaml.BaseLoader)
            fill(out, {PurePosixPath(aid.document): text_of_document(aid.document, document, FRENCH)})
            made += len(cases)
    return made


def report_text(imported: Imported, checked: Checked, cases: int, words: Language) -> str:
    """The report: what was read, then for each file what is to be looked at."""
    organisations = len(checked.program.organisations) if checked.program is not None else 0
    counts = {"aids": len(imported.sources), "organisations": organisations, "cases": cases, "findings": len(imported.findings)}
    head = words.said("aj report head", **counts)
    lines = [f"# {words.ui['aj report title']}", "", head, ""]
    by_path: dict[str, list[Finding]] = {}
    for item in imported.findings:
        by_path.setdefault(item.path, []).append(item)
    for path in sorted(by_path):
        lines.append(f"## {path}")
        lines += sorted({_line(words.ui[f"aj {item.key}"].format_map(item.fields)) for item in by_path[path]})
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _line(sentence: str) -> str:
    return f"- {sentence}" if sentence.endswith(("?", ".", "!")) else f"- {sentence}."
