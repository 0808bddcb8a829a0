"""What is told of an aid beside its rule: its card, who pays for it, and aids that another package computes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.documents.document import Document, Mapping, Says, Sequence, Shown, Tree, card_fields
from rulespec.compiler.documents.project import Sheet
from rulespec.compiler.documents.values import read_identifier
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Severity
from rulespec.compiler.ground.kinds import EURO, money
from rulespec.compiler.ground.source import Cell
from rulespec.compiler.ground.text import is_file_name, normalise, slug
from rulespec.compiler.rules.assembling import Assembly, text_of
from rulespec.compiler.rules.declaring import document_entity, references_of
from rulespec.compiler.words import Language

INTEGER = re.compile(r"-?(?:0|[1-9]\d*)\Z")
DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z")


def plain_scalar(text: str) -> Any:
    """The value that a text stands for in a simulator's file: true, 3, 0.01, a text; in double quotes, a text as JSON writes it."""
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.match(text):
        return int(text)
    if DECIMAL.match(text):
        return float(text)
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def plain(tree: Tree) -> Any:
    """Free content as plain values: mappings, lists, scalars."""
    match tree:
        case Cell():
            return plain_scalar(tree.text.strip())
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in tree.entries}
        case Sequence():
            return [plain(item) for item in tree.items]


def plain_mapping(tree: Tree | None) -> tuple[tuple[str, Any], ...]:
    """The fields of free content, in order; none where it is not a mapping."""
    return tuple(plain(tree).items()) if isinstance(tree, Mapping) else ()


def declare_card(assembly: Assembly, sheet: Sheet) -> None:
    """An aid that a variable of another package computes: a card, and no rule."""
    document = sheet.document
    assert document.aid is not None and document.computed_by is not None
    identifier = read_identifier(document.aid, assembly.diagnostics)
    if identifier is None:
        return
    own = [condition for condition in document.conditions if condition.unmodelled is None]
    for clash in (*own, *document.profiles, *((document.amount,) if document.amount else ())):
        assembly.diagnostics.report(codes.ComputedElsewhere(name=text_of(document.computed_by)), clash.span)
    variable = assembly.project.catalog.variable(text_of(document.computed_by))
    entity = variable.entity if variable is not None else document_entity(assembly, sheet)
    texts = tuple(text_of(item.unmodelled) for item in document.conditions if item.unmodelled is not None)
    if entity is None:
        return
    name = text_of(document.name) or identifier
    card = card_of(assembly, sheet, identifier, entity, name, None, None, texts)
    assembly.cards.append(card)


def organisations_of(assembly: Assembly) -> tuple[ir.Organisation, ...]:
    """The organisations that documents declare, in order of identifier; a second of one name is told."""
    found: dict[str, ir.Organisation] = {}
    for sheet in assembly.project.sheets:
        for item in sheet.document.organisations:
            name = text_of(item.name)
            if name in found:
                assembly.diagnostics.report(codes.DuplicateName(name=name), item.span)
                continue
            if item.name is not None and not is_file_name(name):
                # It is the name of its files.
                assembly.diagnostics.report(codes.BadIdentifier(id=name, near=slug(name)), item.name.span)
                continue
            found[name] = ir.Organisation(
                id=name,
                name=text_of(item.label) or name,
                kind=text_of(item.kind),
                span=item.span,
                siren=text_of(item.siren),
                insee=text_of(item.insee),
                departments=tuple(cell.text.strip() for cell in item.departments),
                logo=text_of(item.logo),
                simulator=plain_mapping(item.simulator),
            )
    return tuple(found[name] for name in sorted(found))


def organisation_of(aid: ir.Aid, organisations: tuple[ir.Organisation, ...]) -> ir.Organisation | None:
    """The organisation that an aid names, by its identifier or its name."""
    wanted = normalise(aid.organisation)
    return next((item for item in organisations if wanted in (normalise(item.id), normalise(item.name))), None)


def _own_currency(assembly: Assembly, words: Language) -> str:
    """What stands after an amount whose card says no unit: « DT », and nothing for euros, which are what readers expect."""
    currency = assembly.project.catalog.currency
    return "" if currency == EURO else words.unit_name(money(currency))


def card_of(
    assembly: Assembly,
    sheet: Sheet,
    identifier: str,
    entity: str,
    name: str,
    eligibility: str | None,
    tree: ir.ConditionGroup | None,
    unmodelled: tuple[str, ...],
) -> ir.Aid:
    """The card of an aid: what a person reads beside the answer."""
    document, words = sheet.document, sheet.words
    state = (words.value("states", document.state.text) if document.state else None) or "draft"
    _tell_links(assembly, document, state)
    return ir.Aid(
        id=identifier,
        name=name,
        variable=text_of(document.computed_by) or identifier,
        eligibility=eligibility,
        entity=entity,
        span=document.span,
        summary=text_of(document.summary),
        organisation=text_of(document.organisation),
        state=state,
        payment=(words.value("payments", document.payment.text) if document.payment else None) or "other",
        conditions=tree,
        unmodelled=unmodelled,
        references=references_of(assembly, document.references),
        texts=tuple(_shown(document)),
        unit=text_of(document.unit).split("/")[0].strip() or _own_currency(assembly, sheet.words),
        coin=money(assembly.project.catalog.currency).coin,
        documents_needed=tuple(cell.text.strip() for cell in document.documents_needed),
        legend=text_of(document.legend),
        prefix=text_of(document.prefix),
        maintainer=text_of(document.maintainer),
        simulator=plain_mapping(document.simulator),
        computed_elsewhere=document.computed_by is not None,
        document=document.path,
    )


def _tell_links(assembly: Assembly, document: Document, state: str) -> None:
    """Tell the addresses of a card that do not start with https://."""
    level = None if state in ("production", "closed") else Severity.WARNING
    for spec, _ in card_fields():
        cell = getattr(document, spec.name)
        if cell is None or not (spec.says is Says.LINK or (spec.says is Says.GUIDE and "://" in cell.text)):
            continue
        if cell.text.strip() and not cell.text.strip().startswith("https://"):
            assembly.diagnostics.report(codes.BadLink(link=cell.text), cell.span, level=level)


def _shown(document: Document) -> Iterator[ir.CardText]:
    """The texts of a card that pages show as they are written."""
    for spec, card in card_fields():
        text = text_of(getattr(document, spec.name)) if card.shown is not Shown.NOWHERE else ""
        if text:
            yield ir.CardText(spec.name, text, card.shown is Shown.WAY, card.simulator)
