"""Variables of the checked program to Python modules, one for each document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.layout import WIDTH, attribute, literal
from rulespec.compiler.backends.openfisca.locals import INDENT
from rulespec.compiler.backends.openfisca.python import FormulaWriter
from rulespec.compiler.documents.document import stem_of
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import CURRENCIES, Kind, Type, Unit
from rulespec.compiler.ground.reserved import HELPERS
from rulespec.compiler.ground.source import CellAnchor, Span
from rulespec.compiler.ground.text import normalise, slug
from rulespec.compiler.words import Language, language

VALUE_TYPES = {Kind.BOOLEAN: "bool", Kind.TEXT: "str", Kind.DATE: "datetime.date", Kind.CHOICE: "Enum"}
UNITS = {"year": "years", "month": "months", "day": "days"}


@dataclass(frozen=True, slots=True)
class Writing:
    """What all the variables of a module are written with.

    Attributes:
        exact: the package's numbers without binary noise.
        replaced: the variable of the country that each rule takes the place of.
        chains: the rules that each reads its own past with.
        inner: the rules that one rule alone reads, and computes within it.
    """

    catalog: Catalog
    prefix: str
    language: str
    exact: frozenset[str]
    replaced: Mapping[str, str]
    chains: Mapping[str, frozenset[str]]
    inner: frozenset[str]


def module_names(documents: list[str]) -> dict[str, str]:
    """A module name for each document, none of them twice."""
    names: dict[str, str] = {}
    for path in documents:
        base = slug(stem_of(path))
        name, number = base, 2
        while name in names.values():
            name, number = f"{base}_{number}", number + 1
        names[path] = name
    return names


def module(
    variables: tuple[ir.Variable, ...],
    aids: tuple[ir.Aid, ...],
    program: ir.Program,
    catalog: Catalog,
    entities: str,
    exact: frozenset[str],
    past: Mapping[str, frozenset[str]],
    inner: frozenset[str],
) -> str:
    """The text of a module of variables; a document with one aid is called by its name."""
    aid = aids[0] if len(aids) == 1 else None
    prefix = aid.id if aid is not None else ""
    trees = {aid.eligibility or aid.variable: aid.conditions for aid in aids if aid.conditions is not None}
    replaced = {item.variable: item.country for item in program.replacements}
    writing = Writing(catalog, prefix, program.language, exact, replaced, past, inner)
    classes = [_class(variable, writing, trees.get(variable.name)) for variable in variables]
    enums = list(dict.fromkeys(_enum(variable.choices) for variable in variables if variable.choices is not None))
    body = "\n\n\n".join([*enums, *classes])
    title = aid.name if aid is not None else variables[0].document.rsplit(".", 1)[0].replace("_", " ")
    head = _imports(body, program, catalog, entities)
    # Said once, by the name of the document, which lies outside the package; « aides.xlsx#permis » is a row of a sheet of aids.
    document = PurePosixPath(variables[0].document.partition("#")[0])
    source = f"{language(program.language).names.source} {document.name}"
    return f'"""{safe(title)}.\n\n{safe(source)}.\n"""\n\n{head}\n\n\n{body}\n'


def _imports(body: str, program: ir.Program, catalog: Catalog, entities: str) -> str:
    """Only what the module uses, standard library first."""
    used = set(re.findall(r"[^\W\d]\w*", re.sub(r'"(?:[^"\\\n]|\\.)*"', "", body)))
    lines = []
    if "datetime.date" in body:
        lines += ["import datetime", ""]
    if re.search(r"\bnp\.", body):
        lines.append("import numpy as np")
    if "Enum" in used:
        lines.append("from openfisca_core.indexed_enums import Enum")
    lines.append("from openfisca_core.periods import DateUnit")
    setters = sorted(name for name in used if name.startswith("set_input_"))
    if setters:
        lines.append(_from("openfisca_core.holders", setters))
    lines.append("from openfisca_core.variables import Variable")
    lines = [*lines[: lines.index("") + 1], *_sorted(lines[lines.index("") + 1 :])] if "" in lines else _sorted(lines)
    known = sorted(entity.python for entity in catalog.entities.values() if entity.python in used)
    own = [_from(entities, known)] if known else []
    helpers = sorted(name for name in HELPERS if re.search(rf"\b{name}\(", body))
    helpers[:0] = [name for name in ("Float64", "Rule") if name in used]
    local = []
    if helpers:
        local.append(_from(f"{program.package}.rt", helpers))
    zones = sorted(zone.constant for zone in program.zones if zone.constant in used)
    if zones:
        local.append(_from(f"{program.package}.zones", zones))
    if entities.startswith(program.package + "."):
        return "\n".join([*lines, "", *own, *local])
    return "\n".join([*lines, *own, *([""] if local else []), *local])


def _sorted(lines: list[str]) -> list[str]:
    plain = [line for line in lines if line.startswith("import")]
    return [*plain, *sorted(line for line in lines if not line.startswith("import"))]


def _from(module_name: str, names: list[str]) -> str:
    line = f"from {module_name} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module_name} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def safe(text: str) -> str:
    """Text that can stand in a docstring: it can't close it, escape from it, or break its line."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain.replace("\\", "/").replace('"', "'").strip().rstrip(".")


def _enum(choices: ir.Choices) -> str:
    order = " ".join(name for name, _ in choices.items)
    lines = [f"class {choices.name}(Enum):", *attribute("__order__", order)]
    lines += [f"    {name} = {literal(label)}" for name, label in choices.items]
    return "\n".join(lines)


def _class(variable: ir.Variable, writing: Writing, tree: ir.ConditionGroup | None) -> str:
    entity = writing.catalog.entities[variable.entity]
    bases = "Variable" if not variable.formulas else "Rule, Variable"
    if value_type(variable.type) == "float":
        # OpenFisca keeps numbers in 32 bits unless told: cents are lost above 131,072, and a rule that reads another's would round twice.
        bases = "Float64, Variable"
    head = f"class {variable.name}({bases}):"
    opening = [head] if len(head) <= WIDTH else [f"class {variable.name}(", f"    {bases}", "):"]
    lines = [*opening, f"    value_type = {value_type(variable.type)}"]
    if variable.choices is not None:
        lines += [
            f"    possible_values = {variable.choices.name}",
            f"    default_value = {variable.choices.name}.{variable.default}",
        ]
    elif variable.default is not None:
        lines.append(f"    default_value = {_default(variable.default)}")
    if variable.max_length is not None:
        lines.append(f"    max_length = {variable.max_length}")
    lines.append(f"    entity = {entity.python}")
    lines.append(f"    definition_period = DateUnit.{variable.period.name}")
    if variable.set_input is not None:
        name = "divide" if variable.set_input == "divide" else "dispatch"
        lines.append(f"    set_input = set_input_{name}_by_period")
    lines += attribute("label", variable.label)
    lines += references(variable.references)
    unit = unit_name(variable.type.unit) if variable.type.kind is Kind.NUMBER else None
    if unit is not None:
        lines += attribute("unit", unit)
    if variable.documentation:
        lines += _documentation(variable.documentation)
    if variable.end is not None:
        lines.append(f'    end = "{variable.end.isoformat()}"')
    for formula in variable.formulas:
        called = _called(tree, formula.start) if tree is not None else {}
        lines += ["", *_formula(formula, variable, writing, called)]
    return "\n".join(lines)


def value_type(type_: Type) -> str:
    """The `value_type` of an OpenFisca variable: int, float, bool, str, datetime.date or Enum."""
    if type_.kind is Kind.NUMBER:
        return "int" if type_.integer else "float"
    return VALUE_TYPES[type_.kind]


def _default(value: ir.Scalar) -> str:
    if isinstance(value, datetime.date):
        return f"datetime.date({value.year}, {value.month}, {value.day})"
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else repr(float(value))
    return str(value) if isinstance(value, bool) else literal(value)


def unit_name(unit: Unit) -> str | None:
    """The unit as OpenFisca's metadata say it."""
    if unit.any or not unit.powers:
        return None
    if any(base in CURRENCIES and exponent == 1 for base, exponent in unit.powers):
        return "currency"
    base, exponent = unit.powers[0]
    return UNITS.get(base, base) if len(unit.powers) == 1 and exponent == 1 else None


def references(told: tuple[ir.Reference, ...]) -> list[str]:
    """The attribute for what a rule is based on: links where there are, texts otherwise."""
    found = []
    for reference in told:
        text = reference.link or reference.text
        if reference.link and reference.text and reference.text != reference.link:
            found.append(reference.text)
        found.append(text)
    if not found:
        return []
    if len(found) == 1:
        return attribute("reference", found[0])
    flat = f"    reference = ({', '.join(map(literal, found))})"
    if len(flat) <= WIDTH:
        return [flat]
    return ["    reference = (", *(f"        {literal(text)}," for text in found), "    )"]


def _documentation(text: str) -> list[str]:
    if "\n" not in text:
        return attribute("documentation", text)
    lines = [line.replace("\\", "/").replace('"""', "'''").rstrip() for line in text.strip().splitlines()]
    return ['    documentation = """', *("    " + line if line else "" for line in lines), '    """']


def _called(group: ir.ConditionGroup, date: datetime.date | None) -> dict[ir.Expression, str]:
    """The groups of conditions that the author named, by their expression on a date."""
    found: dict[ir.Expression, str] = {}
    for item in group.items:
        expression = item.at(date)
        if item.items and item.label and expression is not None:
            found[expression] = slug(item.label)
        found |= _called(item, date)
    return found


def _formula(formula: ir.Formula, variable: ir.Variable, writing: Writing, called: dict[ir.Expression, str]) -> list[str]:
    writer = FormulaWriter(
        writing.catalog,
        variable.entity,
        variable.period,
        writing.prefix,
        writing.language,
        called,
        writing.exact,
        writing.replaced,
        writing.chains.get(variable.name, frozenset()),
        writing.inner,
    )
    body = writer.body(formula.expression)
    suffix = f"_{formula.start.year:04}_{formula.start.month:02}_{formula.start.day:02}" if formula.start else ""
    uses = any("parameters(" in line for line in body)
    arguments = f"{writer.population}, period" + (", parameters" if uses else "")
    return [
        f"    def formula{suffix}({arguments}):",
        f'        """{_written(formula.span, variable, language(writing.language))}."""',
        *body,
    ]


def _written(span: Span, variable: ir.Variable, words: Language) -> str:
    """The cell or the line where the rule stands in the document of the module, and its sentence where the label says another."""
    place = span.place
    where = str(place) if isinstance(place, CellAnchor) else f"{words.names.line} {place.line}"
    text = " ".join(span.source.text[span.start : span.end].split())
    said = safe(f"{where}{words.marks.colon}{text}")
    known = variable.role in (ir.Part.AID, ir.Part.ELIGIBILITY) or normalise(text) in (normalise(variable.label), "")
    return safe(where) if known or INDENT + len(said) + len('"""."""') > WIDTH else said
