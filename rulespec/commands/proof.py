"""What `rulespec test` and `rulespec check --annotate` say and write once the work is done."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from rulespec.commands.checking import FINE, WRONG_RULES
from rulespec.commands.terminal import console
from rulespec.compiler import ir
from rulespec.compiler.ground.diagnostics import Diagnostic, Severity
from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.words import Language
from rulespec.disk.reading import read_text
from rulespec.disk.writing import write_atomically
from rulespec.formats.format import Remark
from rulespec.formats.registry import format_of
from rulespec.projects.compiling import Checked
from rulespec.projects.project import MANIFEST, WRITTEN
from rulespec.projects.recalling import Remarks
from rulespec.reporting import outputs
from rulespec.reporting.folding import also_at, folded
from rulespec.reporting.sentences import tell
from rulespec.running.case_keeping import pasted_rows
from rulespec.running.case_texts import cases_yaml
from rulespec.running.proof_reports import Proof, result_text, scalar_text, text_lines
from rulespec.running.proving import below_threshold, suggestions
from rulespec.running.simulating import load_system
from rulespec.running.upstream import Failure, openfisca_test_files, read_tests, run_tests


def tell_proof(checked: Checked, proof: Proof, output: str, words: Language, asked_for_cases: bool = False) -> int:
    """The report in the format asked for; the exit code."""
    below = below_threshold(checked, proof)
    if output == "text":
        out = console()
        for text, style in text_lines(proof, words):
            out.print(text, style=style, markup=False, soft_wrap=True)
        wrong = {id(result.case) for result in proof.failed}
        assert checked.program is not None
        skipped = sum(case.to_confirm for case in checked.program.cases)
        click.echo(words.ui["tests passed"].format(passed=len(proof.played) - len(wrong), failed=len(wrong), skipped=skipped))
        for item, wanted in below:
            percent, asked = int(item.share * 100), int(wanted * 100)
            click.echo(words.ui["coverage below"].format(aid=item.aid.name, percent=percent, wanted=asked), err=True)
    else:
        click.echo(outputs.written(outputs.PROOFS, output, proof, words))
    if asked_for_cases and output in (outputs.TEXT, "junit"):
        # A report for machines holds its own; JUnit has no place for them.
        _tell_suggestions(proof, words, err=output == "junit")
    return WRONG_RULES if proof.failed or below else FINE


def with_suggestions(checked: Checked, proof: Proof, folder: Path, words: Language, keep_coverage: bool) -> Proof:
    """The proof with the cases to add, ready to paste in each document; the coverage that they come from is kept where it was asked for."""
    by_document: dict[str, list[ir.Case]] = {}
    found = suggestions(checked, proof, folder, words)
    for case in found.cases:
        by_document.setdefault(case.document, []).append(case)
    made = tuple((document, _pasted(checked, cases, words)) for document, cases in by_document.items())
    kept = proof.coverage if keep_coverage else ()
    return replace(proof, coverage=kept, suggested=made, suggested_count=len(found.cases), unsuggested=found.left)


def _pasted(checked: Checked, cases: list[ir.Case], words: Language) -> str:
    """Cases in the form of their document: YAML, or the rows of a sheet after the columns that it lacks."""
    rows = pasted_rows(checked, cases)
    if rows is None:
        return cases_yaml(cases, checked, cases[0].document)
    text, added = rows
    before = [words.ui["suggested columns"].format(names=", ".join(words.quoted(name) for name in added))] if added else []
    return "\n".join([*before, text, ""])


def _tell_suggestions(proof: Proof, words: Language, err: bool) -> None:
    for aid, text, reason in proof.unsuggested:
        click.echo(words.ui["not suggested"].format(aid=aid, goal=text, reason=reason), err=err)
    if not proof.suggested:
        if not proof.unsuggested:
            click.echo(words.ui["nothing to suggest"], err=err)
        return
    click.echo(words.said("suggested", count=proof.suggested_count), err=err)
    for document, text in proof.suggested:
        click.echo(f"\n# {document}", err=err)
        click.echo(text, err=err)


def run_upstream(paths: list[Path], checked: Checked, folder: Path, words: Language, alone: bool, output: str) -> int:
    """Published OpenFisca tests in batches, judged as OpenFisca judges; those that only its own runner takes are named."""
    assert checked.program is not None
    system = load_system(checked.program, checked.catalog, folder)
    files = openfisca_test_files(paths)
    tests = [test for file in files for test in read_tests(file, system, checked.catalog)]
    run_tests(tests, system, checked.catalog, alone)
    failed = [(test, [_failure_text(failure, words) for failure in test.failures]) for test in tests if test.failures]
    run, left = [test for test in tests if not test.reason], [test for test in tests if test.reason]
    code = WRONG_RULES if failed or any(test.is_impossible for test in left) else FINE
    if output == "json":
        told: dict[str, object] = {
            "passed": sum(test.passed for test in run),
            "run": len(run),
            "failed": [{"file": str(test.file), "name": test.name, "failures": texts} for test, texts in failed],
            "not_run": [{"file": str(test.file), "name": test.name, "reason": test.reason} for test in left],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return code
    for test, texts in failed:
        for text in texts:
            click.echo(words.ui["upstream failure"].format(file=test.file, name=test.name, text=text), err=True)
    for test in left:
        key = "upstream impossible" if test.is_impossible else "upstream left"
        click.echo(words.ui[key].format(file=test.file, name=test.name, reason=words.reason(test.reason)), err=True)
    line = words.said("upstream line", passed=sum(test.passed for test in run), total=len(run), files=len(files))
    more = words.said("upstream not run", count=len(left)) if left else ""
    click.echo(line + more)
    return code


# Circular variables of a country are many: the first say which.
MOST_CUT = 5


def _failure_text(failure: Failure, words: Language) -> str:
    text = f"{failure.place}: {failure.text}"
    if failure.cut:
        more = ", …" if len(failure.cut) > MOST_CUT else ""
        text = f"{text} {words.ui['upstream cut'].format(names=', '.join(failure.cut[:MOST_CUT]) + more)}"
    return f"{text} {words.ui['upstream rounding']}" if failure.only_rounding else text


def annotate_remarks(checked: Checked | Remarks, project: Path, folder: Path, words: Language) -> None:
    """A copy of each file that has remarks, with them."""
    paths = {item.span.path for item in checked.diagnostics}
    _write_copies(project, folder, {path: remarks_of(checked.diagnostics, path, words) for path in sorted(paths)}, words)


def remarks_of(diagnostics: Iterable[Diagnostic], path: str, words: Language) -> list[Remark]:
    """The remarks of a check at the cells of one file."""
    own = [item for item in diagnostics if item.span.path == path]
    first = {(item.problem, item.span.sort_key): item for item in folded(own)}
    found = []
    for item in own:
        place = item.span.place
        said = tell(item, words)
        text = f"{said.message}\n{words.ui['help label']}{words.marks.colon}{said.help}" if said.help else said.message
        kept = first.get((item.problem, item.span.sort_key))
        if kept is not None and (others := also_at(kept)):
            text = f"{text}\n{words.terms['also'].capitalize()}{words.marks.colon}{others}"
        tone: Literal["error", "warning"] = "error" if item.severity is Severity.ERROR else "warning"
        cell = place if isinstance(place, CellAnchor) else None
        found.append(Remark(cell, text, tone, f"{item.code.id} {said.title}", kept is not None))
    return found


def annotate_cases(checked: Checked, proof: Proof, folder: Path, words: Language) -> None:
    """A copy of each workbook with what each of its cases gives."""
    copies: dict[str, list[Remark]] = {}
    for played in proof.played:
        for result in played.results:
            place = result.expected.span.place if result.expected is not None else played.case.span.place
            remarks = copies.setdefault(played.case.span.path, [])
            if not isinstance(place, CellAnchor):
                continue
            if result.passed:
                text = words.ui["case result"].format(found=scalar_text(result.found, words))
            else:
                text = result_text(result, words)
            remarks.append(Remark(place, text, "good" if result.passed else "error", played.case.name))
    _write_copies(checked.loaded.folder, folder, copies, words)


def _write_copies(project: Path, folder: Path, copies: dict[str, list[Remark]], words: Language) -> None:
    """Copies in a folder of ours: never over a file that rulespec did not write."""
    listing = folder / WRITTEN
    try:
        known = set(json.loads(read_text(listing)))
    except (OSError, ValueError, TypeError, RecursionError):
        known = set()
    names = Counter(Path(path).name for path, remarks in copies.items() if remarks)
    for path, remarks in copies.items():
        source = project / path
        form = format_of(source)
        if form is None or path == MANIFEST:
            continue
        if form.annotate is None:
            click.echo(words.ui["not annotated"].format(path=path), err=True)
            continue
        if not remarks:
            continue
        # Two files of the same name in two folders have a copy each.
        target = folder / (source.name if names[source.name] == 1 else Path(path).as_posix().replace("/", " - "))
        if os.path.lexists(target) and (target.name not in known or target.is_symlink()):
            click.echo(words.ui["exists"].format(path=target), err=True)
            continue
        write_atomically(target, form.annotate(source, remarks, words))
        known.add(target.name)
        click.echo(words.ui["annotated"].format(path=target), err=True)
    if known:
        write_atomically(listing, json.dumps(dict.fromkeys(sorted(known), "")) + "\n")
