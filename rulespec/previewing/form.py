"""The form: which questions, how they are put, and answers as typed to values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulespec.compiler import ir
from rulespec.compiler.documents.values import kept_in_32_bits, parse_date, parse_number, write_number
from rulespec.compiler.ground.code_lists import CodeList, Entry
from rulespec.compiler.ground.kinds import YEARS, Kind, Type, money
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.ground.windows import When
from rulespec.compiler.words import Language
from rulespec.previewing.engine import Loaded
from rulespec.previewing.household import COMPUTE, NAME, Household, Member, Slot, new_name, slot_named
from rulespec.previewing.simulation import Simulation

# More new questions than this come in several rounds.
ROUND = 8
# A form is not a file: what is longer is refused.
LONGEST_TEXT = 200
MOST_MEMBERS = 20
# Of a place whose name is begun, that many are offered.
MOST_PICKS = 12
PICK = ".pick"
EARLIEST, LATEST = 1880, 2150
OLDEST, MOST_COUNTED, MOST_MONEY = Decimal(130), Decimal(1000), Decimal(10) ** 9
# What a country calls an income that may be a loss, in its own names.
LOST = ("deficit", "benefic", "resultat", "plus_value", "foncier", "loss", "profit", "_bic", "_bnc")
MONTH = re.compile(r"\s*(\d{1,2})[/.-](\d{4})\s*\Z|\s*(\d{4})-(\d{1,2})\s*\Z")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is shown.

    Attributes:
        kind: "boolean", "choice", "number", "date" or "text".
        value: what was typed; error: why it can't be read.
        computed: True where the country can compute it.
        picks: codes among which one is to be chosen: what was typed may mean each of them.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    unit: str = ""
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    value: str = ""
    error: str = ""
    computed: bool = False
    picks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The questions about someone, or about the whole household ("" for it)."""

    who: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form told: the household, what was typed by field, and what can't be read."""

    household: Household
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    month: str


def read_form(loaded: Loaded, told: Mapping[str, str], members: tuple[Member, ...], today: When, words: Language) -> Answers:
    """The answers of a form; each that can't be read is told, none is guessed."""
    texts = words.preview
    errors: dict[str, str] = {}
    written = told.get("month", f"{today.month:02}/{today.year}")
    month = read_month(written)
    if month is None:
        errors["month"] = texts["bad month"].format(value=written)
    answers: dict[Slot, ir.Scalar] = {}
    typed: dict[str, str] = {}
    names = {member.name for member in members}
    for name, text in told.items():
        slot = slot_named(name.removesuffix(".c"))
        if slot is None or (slot.person is not None and slot.person not in names):
            continue
        type_ = type_of(loaded, slot.variable)
        if type_ is None:
            continue
        # A code that was picked stands for what had been typed.
        text = told.get(f"{name}{PICK}", "").strip() or text
        typed[name] = text
        if name.endswith(".c"):
            answers.setdefault(slot, COMPUTE)
        elif text.strip():
            value, problem = _read(loaded, slot, type_, text.strip(), words)
            if value is None:
                errors[name] = problem
            else:
                answers[slot] = value
    return Answers(Household(members, month or today, answers), typed, errors, written)


def read_month(text: str) -> When | None:
    match = MONTH.match(text)
    if match is None:
        return None
    month, year = (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))
    return When(year, month) if 1 <= month <= 12 and 1900 <= year <= 2200 else None


def read_members(loaded: Loaded, told: list[str], action: str) -> tuple[Member, ...]:
    """The household, « nom:genre » for each, after someone was added (« add:genre ») or removed (« remove:nom »)."""
    kinds = list(loaded.kinds)
    members: list[Member] = []
    for text in told[:MOST_MEMBERS]:
        name, _, kind = text.partition(":")
        if NAME.match(name) and kind in loaded.kinds and all(name != other.name for other in members):
            members.append(Member(name, kind))
    if not members:
        members.append(Member(new_name(kinds[0], ()), kinds[0]))
    verb, _, what = action.partition(":")
    if verb == "add" and what in loaded.kinds and len(members) < MOST_MEMBERS:
        members.append(Member(new_name(what, tuple(members)), what))
    if verb == "remove":
        members = [member for member in members if member.name != what or member is members[0]]
    return tuple(members)


def addable(loaded: Loaded, members: tuple[Member, ...]) -> list[str]:
    """The kinds of people for whom every group still has a place: a second adult too, where the country has no limit."""
    groups = loaded.checked.catalog.entities
    found = []
    for kind, roles in loaded.kinds.items():
        held = [loaded.kinds[member.kind] for member in members]
        if all(groups[group].without_room(role, [other[group] for other in held]) is None for group, role in roles.items()):
            found.append(kind)
    return found


def type_of(loaded: Loaded, name: str) -> Type | None:
    """The type of a variable that the rules read."""
    own = loaded.variables.get(name)
    country = loaded.checked.catalog.variable(name)
    if own is not None or country is None:
        return own.type if own is not None else None
    # « rfr » has no unit in the country: the rules say in which they read it.
    return loaded.units.get(name, country.type) if country.type.kind is Kind.NUMBER else country.type


def bounds_of(loaded: Loaded, name: str, type_: Type) -> tuple[Decimal, Decimal]:
    """Between what an answer is one: no age is 500, no rent is below 0; a loss may be."""
    if type_.rate:
        return Decimal(0), Decimal(1)
    if type_.unit == YEARS:
        return Decimal(0), OLDEST
    country = loaded.checked.catalog.variable(name)
    if type_.integer and not type_.unit.powers:
        # The country counts « none » as −1 in some of its scales.
        is_signed = country is not None and country.default is not None and Decimal(str(country.default)) < 0
        return (-MOST_COUNTED if is_signed else Decimal(0)), MOST_COUNTED
    may_be_lost = any(word in normalise(f"{name} {country.label if country is not None else ''}") for word in LOST)
    return (-MOST_MONEY if may_be_lost else Decimal(0)), MOST_MONEY


def _bound_said(bound: Decimal, type_: Type, words: Language) -> str:
    if type_.rate:
        return f"{write_number(bound * 100, words)} %"
    unit = words.unit_name(type_.unit) if type_.unit.powers and not type_.unit.any and not type_.unit.unknown else ""
    return words.amount(write_number(bound, words), unit)


def _read(loaded: Loaded, slot: Slot, type_: Type, text: str, words: Language) -> tuple[ir.Scalar | None, str]:
    """A value, or why the text is none."""
    texts = words.preview
    match type_.kind:
        case Kind.BOOLEAN:
            return (text == "yes", "") if text in ("yes", "no") else (None, texts["bad choice"])
        case Kind.CHOICE:
            return (text, "") if text in dict(choices_of(loaded, slot.variable)) else (None, texts["bad choice"])
        case Kind.NUMBER:
            # « 1 000 F CFA » and « 1 000 F CFA / mois » are the amount of the question in a project of francs.
            spoken = words.in_currency(loaded.checked.catalog.currency)
            parsed = parse_number(text, spoken)
            own = (type_.unit, money(loaded.checked.catalog.currency))
            if parsed is None or (parsed[1] not in ("", "%") and spoken.unit(parsed[1]) not in own):
                return None, texts["bad number"].format(value=text[:40])
            if type_.integer and parsed[0] != parsed[0].to_integral_value():
                return None, texts["bad whole"].format(value=text[:40])
            if type_.rate and parsed[1] != "%" and abs(parsed[0]) > 1:
                return None, texts["bad rate"].format(value=text[:40])
            value = parsed[0] / Decimal(100) if parsed[1] == "%" else parsed[0]
            low, high = bounds_of(loaded, slot.variable, type_)
            if not low <= value <= high:
                said = [_bound_said(bound, type_, words) for bound in (low, high)]
                return None, texts["out of bounds"].format(value=text[:40], least=said[0], most=said[1])
            kept = value if type_.integer or slot.variable in loaded.variables else kept_in_32_bits(value)
            if kept != round(value, 4):
                return None, texts["kept short"].format(value=text[:40], kept=_bound_said(kept, type_, words))
            return value, ""
        case Kind.DATE:
            day = parse_date(text)
            is_likely = day is not None and EARLIEST <= day.year <= LATEST
            return (day, "") if is_likely else (None, texts["bad date"].format(value=text[:40]))
    most = _longest(loaded, slot.variable)
    if (of := _list_of(loaded, type_)) is not None:
        entry, found = _placed(loaded, text, of)
        if entry is not None:
            return entry.code, ""
        return None, texts["several codes" if found else "unknown code"].format(value=text[:40])
    return (text, "") if len(text) <= most else (None, texts["too long"].format(most=most))


def _list_of(loaded: Loaded, type_: Type) -> CodeList | None:
    return loaded.checked.catalog.codes.list_of(type_.codes) if type_.kind is Kind.TEXT else None


def _placed(loaded: Loaded, text: str, of: CodeList) -> tuple[Entry | None, tuple[Entry, ...]]:
    """The code that a person means by a code, a name or a post code; else those that may be meant, among which to choose.

    69001 is the code of Affoux and a post code of Lyon: « 69001 (Affoux, Rhône) », which the list offers, says which.
    """
    known, text = loaded.checked.catalog.codes, text[:LONGEST_TEXT]
    picked = of.entries.get(text.partition(" ")[0])
    if picked is not None and text == known.shown(picked, of):
        return picked, ()
    entry = known.read(text, of)
    posted = known.candidates(text, of) if text[:1].isdigit() else ()
    if isinstance(entry, Entry):
        return (None, (entry, *posted)) if posted and entry not in posted else (entry, ())
    found = posted or known.candidates(text, of) or known.begun(text, of, MOST_PICKS)
    return (found[0], ()) if len(found) == 1 and posted else (None, found)


def _longest(loaded: Loaded, name: str) -> int:
    own, country = loaded.variables.get(name), loaded.checked.catalog.variable(name)
    found = own.max_length if own is not None else country.max_length if country is not None else None
    return found or LONGEST_TEXT


def choices_of(loaded: Loaded, name: str) -> tuple[tuple[str, str], ...]:
    """The choices of a variable: what is kept, and what is shown."""
    own = loaded.variables.get(name)
    if own is not None and own.choices is not None:
        return own.choices.items
    type_ = type_of(loaded, name)
    return tuple(loaded.checked.catalog.enums.get(type_.enum or "", {}).items()) if type_ is not None else ()


def sections(simulation: Simulation, answers: Answers, words: Language, is_new: bool) -> tuple[Section, ...]:
    """What to ask: what was asked and still matters or was answered, then the next questions that matter most."""
    waited = simulation.waited
    shown = [slot for name in answers.typed if (slot := slot_named(name.removesuffix(".c"))) is not None]
    answered = set(answers.household.answers) | {slot for name in answers.errors if (slot := slot_named(name)) is not None}
    kept = [slot for slot in dict.fromkeys(shown) if slot in waited or slot in answered]
    new = [slot for slot, _ in sorted(waited.items(), key=lambda item: (-item[1], item[0].name)) if slot not in kept]
    room = len(new) if len(new) <= ROUND + ROUND // 2 else ROUND
    asked = kept + (new[:room] if is_new or new else [])
    found = []
    texts = words.preview
    for owner in (*(member.name for member in simulation.household.members), None):
        own = tuple(_question(simulation, slot, answers, words) for slot in asked if slot.person == owner)
        if own:
            found.append(Section(owner or "", person_title(simulation, owner, words) if owner else texts["group"], own))
    return tuple(found)


def person_title(simulation: Simulation, name: str, words: Language) -> str:
    """« Vous » for the applicant, then each by name."""
    if simulation.household.members[0].name == name:
        return words.preview["you"]
    return name.replace("_", " ").capitalize()


def question_label(simulation: Simulation, slot: Slot, words: Language) -> str:
    """The question as the rulebook words it, with its period where it is not the month simulated."""
    loaded = simulation.loaded
    label = loaded.questions.get(slot.variable, "")
    if not label:
        type_ = type_of(loaded, slot.variable)
        name = datum_name(simulation, slot)
        kind = "money" if type_ is not None and type_.unit.is_known_money else type_.kind.value if type_ is not None else "text"
        label = name if name.rstrip().endswith("?") else words.preview[f"ask {kind}"].format(name=name)
    label = label[:1].upper() + label[1:]
    if slot.period.startswith("y"):
        year = simulation.household.month.year + int(slot.period[1:])
        if str(year) not in label:
            sentence = label.rstrip("? \u00a0\u202f")
            label = f"{sentence} {words.preview['in year'].format(year=year)}{label[len(sentence) :]}"
    return label


def datum_name(simulation: Simulation, slot: Slot) -> str:
    """What the rulebook calls a datum, else the country."""
    loaded = simulation.loaded
    own, country = loaded.variables.get(slot.variable), loaded.checked.catalog.variable(slot.variable)
    label = own.label if own is not None else country.label if country is not None else ""
    return loaded.names.get(slot.variable) or label or slot.variable


def _question(simulation: Simulation, slot: Slot, answers: Answers, words: Language) -> Question:
    loaded, texts = simulation.loaded, words.preview
    type_ = type_of(loaded, slot.variable)
    assert type_ is not None
    unit, hint = "", ""
    picks: tuple[str, ...] = ()
    if type_.kind is Kind.NUMBER and type_.unit.powers and not type_.unit.unknown:
        unit = words.unit_name(type_.unit)
    if type_.kind is Kind.NUMBER:
        decimals = {0: "", 3: f"{words.decimal}567"}.get(-int(type_.unit.coin.as_tuple().exponent), f"{words.decimal}56")
        example = "80 %" if type_.rate else f"1234{decimals}" if unit and type_.unit.is_money else ""
        hint = texts["number hint"].format(example=example) if example else ""
    elif (of := _list_of(loaded, type_)) is not None:
        hint = texts["place hint" if of.within else "code hint"]
        if typed := answers.typed.get(slot.name, "").strip():
            known = loaded.checked.catalog.codes
            entry, found = _placed(loaded, typed, of)
            picks = tuple(known.shown(item, of) for item in found)
            hint = known.shown(entry, of) if entry is not None else hint
    choices = choices_of(loaded, slot.variable) if type_.kind is Kind.CHOICE else ()
    if type_.kind is Kind.BOOLEAN:
        choices = (("yes", texts["yes"]), ("no", texts["no"]))
    label = question_label(simulation, slot, words)
    return Question(
        slot.name,
        label,
        type_.kind.value,
        hint,
        unit,
        _note(loaded, label),
        choices,
        answers.typed.get(slot.name, ""),
        answers.errors.get(slot.name, ""),
        slot.variable in loaded.computable,
        picks,
    )


def _note(loaded: Loaded, label: str) -> str:
    """The glossary's words on a question."""
    found = normalise(label)
    return next((text for name, text in loaded.notes.items() if name in found), "")


def asks_household(loaded: Loaded, aids: tuple[ir.Aid, ...]) -> bool:
    """True where the rules look at other people: members of a group, or what the country computes for a group."""
    from rulespec.compiler.analysis.proving.goals import reachable

    catalog = loaded.checked.catalog
    for aid in aids:
        for variable in reachable(loaded.program, aid.variable):
            for formula in variable.formulas:
                if any(isinstance(item, ir.Fold | ir.HasRole) for item in ir.walk(formula.expression)):
                    return True
        for read in loaded.read[aid.id]:
            country = catalog.variable(read.variable)
            if country is not None and country.has_formula and not catalog.entities[country.entity].is_person:
                return True
    return False
