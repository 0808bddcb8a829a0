"""The driver: the passes in order, each for all the documents, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from rulespec.compiler import ir
from rulespec.compiler.analysis.judging.amounts import check_amount
from rulespec.compiler.analysis.judging.conditions import check_conditions
from rulespec.compiler.analysis.judging.scales import check_scales
from rulespec.compiler.analysis.judging.tables import check_table
from rulespec.compiler.analysis.space.rulebook import Rulebook
from rulespec.compiler.checking.resolving import OwnSymbol, Scope, Symbol, VariableSymbol
from rulespec.compiler.documents.building import build
from rulespec.compiler.documents.document import ROW, Case, Document, Mapping
from rulespec.compiler.documents.expanding import expanded
from rulespec.compiler.documents.measuring import within_limits
from rulespec.compiler.documents.project import Project, Sheet, reference_roles
from rulespec.compiler.documents.values import read_path
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Outcome
from rulespec.compiler.ground.limits import make_room
from rulespec.compiler.ground.reserved import is_taken_by_a_package
from rulespec.compiler.ground.text import is_identifier, is_version, slug
from rulespec.compiler.review.accounting import account
from rulespec.compiler.review.completing import completed, with_percentages, without_relays
from rulespec.compiler.review.dating import check_dates
from rulespec.compiler.review.interacting import interactions_of
from rulespec.compiler.review.large import check_large
from rulespec.compiler.review.reading import check_cases
from rulespec.compiler.review.remembering import check_memory
from rulespec.compiler.review.sharing import shared
from rulespec.compiler.review.simulator import check_simulator
from rulespec.compiler.review.states import check_states
from rulespec.compiler.review.ties import Ties, tie
from rulespec.compiler.review.unread import check_proved, tell_unread, unread_of
from rulespec.compiler.rules.aids import declare_aid
from rulespec.compiler.rules.assembling import Assembly, text_of
from rulespec.compiler.rules.calculations import declare_calculation
from rulespec.compiler.rules.cards import declare_card, organisations_of
from rulespec.compiler.rules.cases import Cases, make_cases
from rulespec.compiler.rules.cumulating import exclusions_of
from rulespec.compiler.rules.declaring import declare_inputs, declare_lexicon_terms, declare_readings, declare_terms, references_of
from rulespec.compiler.rules.idle import tell_idle
from rulespec.compiler.rules.replacing import replacements_of
from rulespec.compiler.rules.resources import declare_resources
from rulespec.compiler.rules.tables import declare_table
from rulespec.compiler.sentences.vocabulary import words_of
from rulespec.compiler.words import Language


def compile_project(
    project: Project, is_whole: bool = True, broken: frozenset[str] = frozenset(), ties: Ties | None = None
) -> Outcome[ir.Program]:
    """A rulebook to its checked program, or to all that is wrong with it.

    `is_whole` is False where an error was told when the documents were read: what they lost is then no defect.
    `broken` is the files with such an error: what their rules say together is not what their author wrote.
    `ties` is filled with what ties each file to the others, for a check that goes on from this one.
    """
    diagnostics = Diagnostics()
    project = replace(project, sheets=tuple(each for sheet in project.sheets for each in expanded(sheet, diagnostics)))
    if not within_limits((sheet.document for sheet in project.sheets), diagnostics):
        return Outcome(None, diagnostics.sorted())
    assembly = _assembly(project, diagnostics)
    assembly.is_whole = is_whole
    scopes = _check_rules(assembly)
    interactions = interactions_of(assembly, scopes)
    replacements = replacements_of(assembly)
    unread = unread_of(assembly, scopes)
    cases = tuple(case for sheet, scope in zip(project.sheets, scopes, strict=True) for case in make_cases(assembly, sheet, scope))
    rulebook = Rulebook(
        {variable.name: variable for variable in assembly.done},
        {parameter.path: parameter for parameter in assembly.parameters},
        {scale.path: scale for scale in (*assembly.scales, *assembly.national_scales)},
        project.catalog,
    )
    check_memory(rulebook.variables, diagnostics)
    check_dates(tuple(assembly.done), rulebook.parameters, rulebook.scales, project.catalog, diagnostics)
    check_cases(cases, rulebook.variables, project.catalog, _names(assembly, scopes), diagnostics)
    organisations = organisations_of(assembly)
    if is_whole and not diagnostics.has_errors:
        account(assembly, cases, organisations)
    if not diagnostics.has_errors:
        _analyse(assembly, rulebook, broken)
        if is_whole:  # what reads a name may be what could not be read
            tell_unread(unread, cases, diagnostics)
        check_large(assembly)
        check_proved(assembly, cases)
    check_states(assembly)
    if ties is not None and not replacements:  # what the country reads ties its replacements together
        tie(ties, assembly, scopes)
    if project.manifest.simulator is not None:
        check_simulator(assembly, organisations)
    if diagnostics.has_errors:
        return Outcome(None, diagnostics.sorted())
    program = replace(_program(assembly, cases, scopes, organisations), interactions=interactions, replacements=replacements)
    flows = {name: declared.flow for name, declared in assembly.declared.items()}
    references = {sheet.document.path: references_of(assembly, sheet.document.references) for sheet in project.sheets}
    program = completed(with_percentages(without_relays(program), project.words.names.percentage), flows, references)
    return Outcome(shared(program, project.catalog), diagnostics.sorted())


def _analyse(assembly: Assembly, rulebook: Rulebook, broken: frozenset[str]) -> None:
    """What the rules say together: tables without gap, conditions that somebody can meet."""
    tongues = {sheet.document.path: sheet.words for sheet in assembly.project.sheets}
    amounts = {sheet.document.path: cell.span for sheet in assembly.project.sheets if (cell := sheet.document.amount) is not None}

    def is_read(document: str) -> bool:
        return document.partition(ROW)[0] not in broken

    for table in filter(lambda item: is_read(item.document), assembly.tables):
        check_table(table, rulebook, tongues.get(table.document, assembly.project.words), assembly.diagnostics)
    for each in filter(lambda item: is_read(item.document), assembly.done):
        check_scales(each, rulebook, assembly.diagnostics)
    for aid in filter(lambda item: is_read(item.document), assembly.aids):
        variable = rulebook.variables.get(aid.eligibility or aid.variable)
        if variable is not None:
            check_conditions(aid, variable, rulebook, assembly.diagnostics)
        check_amount(aid, amounts.get(aid.document) or aid.span, rulebook, assembly.diagnostics)


def read_case(project: Project, tree: Mapping, words: Language, diagnostics: Diagnostics) -> ir.Case | None:
    """A situation told on its own (without an expected result): in the words that all documents share, and those that mean one datum."""
    case = build(Case, tree, words, diagnostics)
    if case is None:
        return None
    quiet = Diagnostics()
    project = replace(project, sheets=tuple(each for sheet in project.sheets for each in expanded(sheet, quiet)))
    assembly = _assembly(project, quiet)
    _check_rules(assembly)
    assembly.diagnostics = diagnostics
    scope = _common(assembly, words)
    return Cases(assembly, Sheet(Document(span=case.span), words), scope).case(case, needs_expected=False)


def _common(assembly: Assembly, words: Language) -> Scope:
    """The data of all the documents by the names that they give them, but the names that are another datum's elsewhere."""
    scope = Scope(words, outer=assembly.shared)
    named: dict[str, list[tuple[str, VariableSymbol | OwnSymbol]]] = {}
    for each in assembly.scopes:
        if each.symbols is not assembly.shared.symbols:
            for key, symbol in each.symbols.items():
                if isinstance(symbol, VariableSymbol) or (isinstance(symbol, OwnSymbol) and symbol.declared.role is ir.Part.INPUT):
                    named.setdefault(key, []).append((each.shown[key], symbol))
    for key, found in named.items():
        shared = assembly.shared.find(key)
        first = found[0][1] if shared is None else shared
        if all(_means(symbol) == _means(first) for _, symbol in found):
            scope.declare(*found[0])
    return scope


def _means(symbol: Symbol) -> object:
    """The datum that a name reads, and over which window."""
    match symbol:
        case VariableSymbol(variable=variable, window=window):
            return variable, window
        case OwnSymbol(declared=declared, window=window):
            return declared.name, window
        case _:
            return symbol


def _assembly(project: Project, diagnostics: Diagnostics) -> Assembly:
    """The rulebook's foundations: package name, entities' words, the lexicons' terms."""
    manifest = project.manifest
    vocabularies = tuple(lexique.vocabulary for lexique in project.vocabularies)
    words = words_of(project.catalog, vocabularies, project.words, reference_roles(manifest))
    package = text_of(manifest.package)
    if manifest.package is not None and not is_identifier(package):
        diagnostics.report(codes.BadIdentifier(id=package, near=slug(package)), manifest.package.span)
    elif manifest.package is not None and is_taken_by_a_package(package):
        near = f"openfisca_{package}"
        diagnostics.report(codes.BadIdentifier.Package(id=package, near=near), manifest.package.span)
    version = text_of(manifest.version)
    if manifest.version is not None and not is_version(version):
        diagnostics.report(codes.BadVersion(text=version), manifest.version.span)
    root_cell = manifest.parameters_root
    root = (read_path(root_cell, diagnostics) if root_cell is not None else None) or (package if not project.is_standalone else "")
    lexicon = Scope(project.words, roles=words.phrases())
    assembly = Assembly(project, words, diagnostics, root, Scope(project.words))
    for lexique in project.vocabularies:
        vocabulary = lexique.vocabulary
        sheet = Sheet(Document(span=vocabulary.span), lexique.words)
        lexicon = Scope(lexique.words, outer=lexicon)
        declare_terms(assembly, sheet, lexicon, vocabulary.parameters, vocabulary.scales, vocabulary.zones)
        declare_readings(assembly, sheet, lexicon, vocabulary.data)
        declare_lexicon_terms(assembly, lexicon, vocabulary.calculations)
    assembly.shared.outer = lexicon
    return assembly


def _check_rules(assembly: Assembly) -> list[Scope]:
    """Declare all, then check all: a rule may read what another document declares."""
    make_room()
    sheets = assembly.project.sheets
    assembly.exclusions = exclusions_of(assembly)
    scopes = [_declare(assembly, sheet) for sheet in sheets]
    assembly.scopes = scopes
    for declare in (declare_inputs, declare_readings):
        for sheet, scope in zip(sheets, scopes, strict=True):
            declare(assembly, sheet, scope, sheet.document.data)
    for declared in list(assembly.declared.values()):
        assembly.resolve(declared)
    return scopes


def _declare(assembly: Assembly, sheet: Sheet) -> Scope:
    """Give all that a document declares its name, in the document's scope or, without an aid, in the shared one."""
    document = sheet.document
    is_shared = document.aid is None
    scope = assembly.shared.spoken(sheet.words) if is_shared else Scope(sheet.words, outer=assembly.shared)
    tell_idle(document, sheet.words, assembly.diagnostics)
    declare_terms(assembly, sheet, scope, document.parameters, document.scales, document.zones)
    for calculation in document.calculations:
        declare_calculation(assembly, sheet, scope, calculation)
    for resources in document.resources:
        declare_resources(assembly, sheet, scope, resources)
    for table in document.tables:
        declare_table(assembly, sheet, scope, table)
    if document.computed_by is not None and document.aid is not None:
        declare_card(assembly, sheet)
    elif document.aid is not None:
        declare_aid(assembly, sheet, scope)
    return scope


def _program(assembly: Assembly, cases: tuple[ir.Case, ...], scopes: list[Scope], organisations: tuple[ir.Organisation, ...]) -> ir.Program:
    manifest = assembly.project.manifest
    order = {sheet.document.path: index for index, sheet in enumerate(assembly.project.sheets)}
    used = _zones_read(assembly)
    return ir.Program(
        package=text_of(manifest.package),
        title=text_of(manifest.title) or text_of(manifest.package),
        version=text_of(manifest.version) or "0.1.0",
        root=assembly.root,
        variables=tuple(assembly.done),
        parameters=tuple(assembly.parameters),
        scales=tuple(assembly.scales),
        zones=tuple(zone for zone in assembly.zones if zone.constant in used),
        aids=tuple(sorted(assembly.aids, key=lambda aid: order.get(aid.document, 0))),
        cases=cases,
        language=assembly.project.words.code,
        tables=tuple(assembly.tables),
        names=tuple(sorted(_names(assembly, scopes).items())),
        cards=tuple(sorted(assembly.cards, key=lambda aid: order.get(aid.document, 0))),
        organisations=organisations,
        terms=frozenset(assembly.terms),
        term_names=tuple(assembly.terms.items()),
        modifications=tuple(assembly.modifications),
        modified_scales=tuple(assembly.modified_scales),
        national_scales=tuple({scale.path: scale for scale in assembly.national_scales}.values()),
        simulator=assembly.project.words.value("simulators", text_of(manifest.simulator)) or "",
    )


def _names(assembly: Assembly, scopes: list[Scope]) -> dict[str, str]:
    """The name of the trade of each variable that has one: the lexicon's first, then the documents'."""
    found: dict[str, str] = {}
    scope: Scope | None = assembly.shared
    chain: list[Scope] = []
    while scope is not None:
        chain.insert(0, scope)
        scope = scope.outer
    for each in (*chain, *scopes):
        for key, symbol in each.symbols.items():
            if isinstance(symbol, VariableSymbol) and symbol.window is None and not symbol.variable.type.prefix:
                found.setdefault(symbol.variable.name, each.shown[key])
            elif isinstance(symbol, OwnSymbol) and symbol.window is None and symbol.declared.role is not ir.Part.AID:
                found.setdefault(symbol.declared.name, each.shown[key])
    return found


def _zones_read(assembly: Assembly) -> set[str]:
    return {
        expression.zone
        for variable in assembly.done
        for formula in variable.formulas
        for expression in ir.walk(formula.expression)
        if isinstance(expression, ir.Among | ir.StartsWith) and expression.zone is not None
    }
