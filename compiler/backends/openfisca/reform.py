"""What a rulebook changes of the country to an OpenFisca reform, in a package beside the extension."""

from __future__ import annotations

from pathlib import PurePosixPath

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.layout import WIDTH, literal
from rulespec.compiler.backends.openfisca.parameters import plain
from rulespec.compiler.backends.openfisca.variables import references, safe, value_type
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.source import CellAnchor
from rulespec.compiler.ir.chains import chains
from rulespec.compiler.words import Language, language

CLASS = "reform"


def reform_package(package: str) -> str:
    """The package of a rulebook's reform: OpenFisca runs all the files of an extension, so that it can't lie within."""
    return f"{package}_reform"


def reform_path(package: str) -> str:
    """What `openfisca test --reforms` and `openfisca serve --reforms` are given."""
    return f"{reform_package(package)}.{CLASS}"


def reform_module(program: ir.Program, catalog: Catalog) -> str:
    """The text of the reform: a variable of the country for each rule that takes its place, then new values of parameters."""
    words = language(program.language)
    told = words.said("module reform", title=safe(program.title), package=program.package)
    imports = ["from openfisca_core.reforms import Reform"]
    if program.modified_scales:
        imports.insert(0, "from openfisca_core.parameters import ParameterScaleBracket")
    if program.modifications or program.modified_scales:
        imports.insert(-1, "from openfisca_core.periods import instant")
    if program.replacements:
        imports.append("from openfisca_core.variables import Variable")
    past = chains({variable.name: variable for variable in program.variables})
    helpers = ["Float64"] if any(_is_float(item, catalog) for item in program.replacements) else []
    helpers += ["memory"] if any(item.variable in past for item in program.replacements) else []
    if helpers:
        imports += ["", f"from {program.package}.rt import {', '.join(helpers)}"]
    blocks = [_class(item, program, catalog, item.variable in past) for item in program.replacements]
    constants = []
    if program.modifications:
        constants.append(_values(program.modifications))
    if program.modified_scales:
        constants.append(_brackets(program.modified_scales))
    if constants:
        blocks += ["\n\n".join(constants), FOUND, _modified(program)]
    blocks.append(_reform(program))
    text = "\n".join([f'"""{told}"""', "", *imports, "", "", "\n\n\n".join(blocks), ""])
    # Values stand as constants before functions: one blank line after the imports.
    for name in ("VALUES", "BRACKETS"):
        text = text.replace(f"import Reform\n\n\n{name}", f"import Reform\n\n{name}")
    return text


def _class(item: ir.Replacement, program: ir.Program, catalog: Catalog, has_memory: bool) -> str:
    own = program.variable(item.variable)
    country = catalog.variable(item.country)
    assert own is not None and country is not None
    # Kept in 64 bits as the rule is: a cent is not lost on the way.
    bases = "Float64, Variable" if _is_float(item, catalog) else "Variable"
    lines = [f"class {item.country}({bases}):", *references(own.references)]
    suffix = f"_{item.start.year:04}_{item.start.month:02}_{item.start.day:02}" if item.start else ""
    return "\n".join(
        [
            *lines,
            *([""] if len(lines) > 1 else []),
            f"    def formula{suffix}({country.entity}, period):",
            f'        """{_source(item, language(program.language))}."""',
            # A rule that reads its own past, read here too: OpenFisca would take it for one that goes round.
            *_returned(f"memory({country.entity})" if has_memory else country.entity, item.variable),
        ]
    )


def _is_float(item: ir.Replacement, catalog: Catalog) -> bool:
    country = catalog.variable(item.country)
    return country is not None and value_type(country.type) == "float"


def _source(item: ir.Replacement, words: Language) -> str:
    """The document that says so, and where."""
    place = item.span.place
    where = str(place) if isinstance(place, CellAnchor) else f"{words.names.line} {place.line}"
    return safe(f"{words.names.source} {PurePosixPath(item.span.path).name}, {where}")


def _returned(whom: str, name: str) -> list[str]:
    line = f"        return {whom}({literal(name)}, period)"
    return [line] if len(line) <= WIDTH else [f"        return {whom}(", f"            {literal(name)}, period", "        )"]


def _values(modifications: tuple[ir.Modification, ...]) -> str:
    """By the path of a parameter, its values by date."""
    lines = ["VALUES = {"]
    for item in sorted(modifications, key=lambda item: item.path):
        lines.append(f"    {literal(item.path)}: {{")
        lines += [f'        "{value.date.isoformat()}": {plain(value.value)},' for value in item.values]
        lines.append("    },")
    return "\n".join([*lines, "}"])


def _brackets(modified: tuple[ir.ModifiedScale, ...]) -> str:
    """By the path of a scale, the day from which it has other brackets, and these: their values by date."""
    lines = ["BRACKETS = {"]
    for item in sorted(modified, key=lambda item: item.path):
        lines += [f"    {literal(item.path)}: (", f'        "{item.start.isoformat()}",', "        ["]
        for bracket in item.brackets:
            lines.append("            {")
            for name, values in (("threshold", bracket.threshold), (item.kind.field, bracket.value)):
                lines.append(f'                "{name}": {{')
                lines += [f'                    "{value.date.isoformat()}": {_figure(value)},' for value in values]
                lines.append("                },")
            lines.append("            },")
        lines += ["        ],", "    ),"]
    return "\n".join([*lines, "}"])


def _figure(value: ir.DatedValue) -> str:
    """A figure of a bracket; the last threshold of a linear rate has no end."""
    found = plain(value.value)
    return 'float("inf")' if found == float("inf") else repr(found)


FOUND = """\
def found(parameters, path):
    for name in path.split("."):
        parameters = parameters.children[name]
    return parameters"""

OF_VALUES = """\
    for path, values in VALUES.items():
        for date, value in values.items():
            found(parameters, path).update(start=instant(date), value=value)"""

OF_BRACKETS = """\
    for path, (start, brackets) in BRACKETS.items():
        scale = found(parameters, path)
        for bracket in scale.brackets:
            for leaf in bracket.children.values():
                leaf.update(start=instant(start), value=None)
        for bracket, figures in zip(scale.brackets, brackets):
            for name, values in figures.items():
                for date, value in values.items():
                    bracket.children[name].update(start=instant(date), value=value)
        for number, figures in enumerate(brackets[len(scale.brackets) :], start=len(scale.brackets)):
            scale.brackets.append(ParameterScaleBracket(f"{path}[{number}]", data=figures))"""


def _modified(program: ir.Program) -> str:
    lines = ["def modified(parameters):"]
    lines += [OF_VALUES] if program.modifications else []
    lines += [OF_BRACKETS] if program.modified_scales else []
    return "\n".join([*lines, "    return parameters"])


def _reform(program: ir.Program) -> str:
    lines = [f"class {CLASS}(Reform):", f"    name = {literal(safe(program.title))}", "", "    def apply(self):"]
    lines += [f"        self.update_variable({item.country})" for item in program.replacements]
    if program.modifications or program.modified_scales:
        lines.append("        self.modify_parameters(modified)")
    return "\n".join(lines)
