"""The proof of a rulebook: cases on both engines, coverage, cases to add, mutants that no case notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from rulespec.compiler import ir
from rulespec.compiler.analysis.proving.changing import Mutant, survives
from rulespec.compiler.analysis.proving.coverage import Coverage, Watcher, coverage_of
from rulespec.compiler.analysis.proving.goals import Goal
from rulespec.compiler.analysis.proving.mutating import mutants_of
from rulespec.compiler.analysis.proving.suggesting import Suggester
from rulespec.compiler.analysis.space.rulebook import rulebook_of
from rulespec.compiler.documents.document import Mapping as TreeMapping
from rulespec.compiler.documents.project import reference_roles
from rulespec.compiler.documents.values import read_number
from rulespec.compiler.evaluating.interpreter import NoValue, Reference
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language
from rulespec.projects.compiling import Checked
from rulespec.running.proof_reports import Proof, case_name, excluded_text, goal_text
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
    rulebook = rulebook_of(program, checked.catalog)
    coverage: tuple[Coverage, ...] = ()
    if wanted.coverage:
        coverage = tuple(item for item in coverage_of(program, references, rulebook) if aid in (None, item.aid.id))
    if not wanted.mutants:
        return Proof(program, played, coverage)
    count, survivors = _survivors(program, references, aid)
    suggesters = {item.id: Suggester(item, program, rulebook, kinds_of(checked), item.span) for item in program.aids}
    killers = tuple((found, mutant, suggesters[found.id].noticing(mutant)) for found, mutant in survivors)
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


def kinds_of(checked: Checked) -> Mapping[str, Mapping[str, str]]:
    """The kinds of people of the vocabulary, with their role in each group."""
    project = checked.loaded.project
    assert project is not None
    vocabularies = tuple(item.vocabulary for item in project.vocabularies)
    return words_of(project.catalog, vocabularies, project.words, reference_roles(project.manifest)).people


@dataclass(frozen=True, slots=True)
class Suggested:
    """Cases to add, and what has none: the aid, the thing to show, why."""

    cases: tuple[ir.Case, ...]
    left: tuple[tuple[str, str, str], ...]


def suggestions(checked: Checked, proof: Proof, folder: Path, words: Language) -> Suggested:
    """A case for each thing that no case shows, with the answer computed by OpenFisca: to be confirmed by the expert."""
    program = checked.program
    assert program is not None
    rulebook = rulebook_of(program, checked.catalog)
    kinds = kinds_of(checked)
    left: list[tuple[str, str, str]] = []
    good: list[Played] = []
    for coverage in proof.coverage:
        suggester = Suggester(coverage.aid, program, rulebook, kinds, coverage.aid.span)
        made: list[Played] = []
        missing = coverage.missing
        # What the country computes may be something else than what was supposed of it: it is then told by the case.
        for pinned in (False, True):
            found: list[ir.Case] = []
            for goal in missing:
                case = next((case for case in found if suggester.shows(case, goal)), None)
                case = case or suggester.suggest(goal, case_name(goal, words))
                if case is not None and case not in found:
                    found.append(case)
            asked = [_pinned(case, made, program, checked) for case in found] if pinned else found
            made += [item for item in play(program, checked.catalog, folder, asked) if all(not result.error for result in item.results)]
            missing = tuple(goal for goal in missing if not _shown(goal, coverage.aid, program, made))
            if not missing:
                break
        good += _needed(coverage, program, made)
        left += [(coverage.aid.id, goal_text(goal, words), words.ui["no case made"]) for goal in missing]
        left += [(coverage.aid.id, goal_text(goal, words), excluded_text(names, words)) for goal, names in coverage.excluded]
    return Suggested(tuple(with_answers(item) for item in good), tuple(left))


def _shown(goal: Goal, aid: ir.Aid, program: ir.Program, made: list[Played]) -> bool:
    return any(Watcher(aid, program, item.reference).reaches(goal) for item in made)


def _needed(coverage: Coverage, program: ir.Program, made: list[Played]) -> list[Played]:
    """The cases that show something which those before them do not."""
    kept: list[Played] = []
    missing = coverage.missing
    for item in made:
        watcher = Watcher(coverage.aid, program, item.reference)
        left = tuple(goal for goal in missing if not watcher.reaches(goal))
        if len(left) < len(missing):
            kept.append(item)
            missing = left
    return kept


def _pinned(case: ir.Case, made: list[Played], program: ir.Program, checked: Checked) -> ir.Case:
    """A case that tells what was supposed of the country's variables where the country computes something else."""
    computed = next((item.reference.known for item in made if item.case.given == case.given and item.case.period == case.period), {})
    supposed = Reference(program, checked.catalog, case)
    for asked in case.expected:
        try:
            supposed.answer(asked.variable, asked.period, asked.person)
        except NoValue:
            continue
    told = []
    own = {item.name for item in program.variables}
    given = {(item.variable, item.person, item.period) for item in case.given}
    for key, value in supposed.known.items():
        country = checked.catalog.variable(key[0])
        if key[0] not in own and country is not None and key not in given and computed.get(key, value) != value:
            scalar = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
            if not isinstance(scalar, float):
                told.append(ir.CaseValue(key[0], country.entity, key[1], key[2], scalar, case.span))
    return replace(case, given=(*case.given, *told))


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
