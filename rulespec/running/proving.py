"""The proof of a rulebook: cases on both engines, coverage, cases to add, mutants that no case notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant, mutated, survives
from rulespec.compiler.analysis.proving.coverage import Coverage, coverage_of
from rulespec.compiler.analysis.proving.mutating import mutants_of
from rulespec.compiler.analysis.proving.suggesting import Suggester
from rulespec.compiler.analysis.space.rulebook import Rulebook, rulebook_of
from rulespec.compiler.documents.document import Mapping as TreeMapping
from rulespec.compiler.documents.project import reference_roles
from rulespec.compiler.documents.values import read_number
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language
from rulespec.projects.compiling import Checked
from rulespec.running.proof_reports import Proof, goal_text
from rulespec.running.testing import Played, Progress, kept_cases, play

STATES = ("draft", "review", "production")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked beside the cases themselves."""

    coverage: bool = False
    mutants: bool = False
    alone: bool = False


def prove(checked: Checked, folder: Path, aid: str | None, wanted: Wanted, progress: Progress | None = None) -> Proof:
    """Run the cases of a rulebook on its package written in `folder`, and look at what they show."""
    program = checked.program
    assert program is not None
    played = play(program, checked.catalog, folder, kept_cases(program, aid), progress, wanted.alone)
    references = [item.reference for item in played]
    coverage: tuple[Coverage, ...] = ()
    if wanted.coverage:
        coverage = tuple(item for item in coverage_of(program, references) if aid in (None, item.aid.id))
    if not wanted.mutants:
        return Proof(program, played, coverage)
    count, survivors = _survivors(program, references, aid)
    rulebook = rulebook_of(program, checked.catalog)
    killers = tuple((found, mutant, killer(found, mutant, program, rulebook, kinds_of(checked))) for found, mutant in survivors)
    return Proof(program, played, coverage, killers, count)


def _survivors(program: ir.Program, references: list[Reference], aid: str | None) -> tuple[int, list[tuple[ir.Aid, Mutant]]]:
    by_document: dict[str, list[Reference]] = {}
    for reference in references:
        by_document.setdefault(reference.case.document, []).append(reference)
    # A rule that several aids share is shown by the cases of any of them.
    shared: dict[Mutant, tuple[ir.Aid, list[Reference]]] = {}
    count = 0
    found = []
    for item in program.aids:
        if aid not in (None, item.id):
            continue
        own = by_document.get(item.document, [])
        for mutant in mutants_of(item, program):
            if mutant.span.path != item.document:
                shared.setdefault(mutant, (item, []))[1].extend(own)
                continue
            count += 1
            if survives(mutant, own):
                found.append((item, mutant))
    for mutant, (item, cases) in shared.items():
        count += 1
        if survives(mutant, cases):
            found.append((item, mutant))
    return count, found


def killer(aid: ir.Aid, mutant: Mutant, program: ir.Program, rulebook: Rulebook, kinds: Mapping[str, Mapping[str, str]]) -> ir.Case | None:
    """A case that would notice a mutant, None where none was found: one at a bound of the rule that was changed."""
    suggester = Suggester(aid, program, rulebook, kinds, aid.span)
    for case in suggester.near(mutant):
        original = Reference(program, rulebook.catalog, case)
        changed = mutated(mutant, original)
        expected = case.expected[0]
        try:
            if original.answer(expected.variable, expected.period, expected.person) != changed.answer(
                expected.variable, expected.period, expected.person
            ):
                return case
        except NoValue:
            continue
    return None


def kinds_of(checked: Checked) -> Mapping[str, Mapping[str, str]]:
    """The kinds of people of the vocabulary, with their role in each group."""
    project = checked.loaded.project
    assert project is not None
    vocabularies = tuple(item.vocabulary for item in project.vocabularies)
    return words_of(project.catalog, vocabularies, project.words, reference_roles(project.manifest)).people


@dataclass(frozen=True, slots=True)
class Suggested:
    """Cases to add, and what has none: the aid, the thing to show, why (a key of the words)."""

    cases: tuple[ir.Case, ...]
    left: tuple[tuple[str, str, str], ...]


def suggestions(checked: Checked, proof: Proof, folder: Path, words: Language) -> Suggested:
    """A case for each thing that no case shows, with the answer computed by OpenFisca: to be confirmed by the expert."""
    program = checked.program
    assert program is not None
    rulebook = rulebook_of(program, checked.catalog)
    kinds = kinds_of(checked)
    made: list[ir.Case] = []
    left: list[tuple[str, str, str]] = []
    for coverage in proof.coverage:
        suggester = Suggester(coverage.aid, program, rulebook, kinds, coverage.aid.span)
        for goal in coverage.missing:
            found = suggester.suggest(goal, goal_text(goal, words))
            if found is None:
                left.append((coverage.aid.id, goal_text(goal, words), "no situation" if suggester.is_proved else "no case made"))
            elif all(found.case.given != case.given or found.case.period != case.period for case in made):
                made.append(found.case)
    played = play(program, checked.catalog, folder, made)
    for item in played:
        if any(result.error for result in item.results):
            left.append((item.case.document, item.case.name, "no case made"))
    return Suggested(tuple(with_answers(item) for item in played if all(not result.error for result in item.results)), tuple(left))


def with_answers(played: Played) -> ir.Case:
    """A case whose expected values are what the computation gives."""
    expected = tuple(
        replace(result.expected, value=result.found)
        for result in played.results
        if result.expected is not None and result.found is not None
    )
    return replace(played.case, expected=expected)


def thresholds(checked: Checked) -> dict[str, Fraction]:
    """The coverage that the manifest asks of an aid by its state: « couverture: {production: 100 %} »."""
    manifest = checked.loaded.manifest
    assert manifest is not None
    found: dict[str, Fraction] = {}
    if isinstance(manifest.coverage, TreeMapping):
        from rulespec.compiler.ground.diagnostics import Diagnostics

        for entry in manifest.coverage.entries:
            state = checked.words.value("states", entry.key.text)
            if state is not None and isinstance(entry.value, Cell):
                read = read_number(entry.value, checked.words, Diagnostics())
                if read is not None:
                    found[state] = Fraction(read[0])
    return found


def below_threshold(checked: Checked, proof: Proof) -> list[tuple[Coverage, Fraction]]:
    """The aids whose coverage is not what their state asks."""
    wanted = thresholds(checked)
    return [(item, wanted[item.aid.state]) for item in proof.coverage if item.aid.state in wanted and item.share < wanted[item.aid.state]]
