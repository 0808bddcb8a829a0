"""The checked program to all the files of an installable OpenFisca package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.exactness import exact_numbers
from rulespec.compiler.backends.openfisca.inner import inner_rules
from rulespec.compiler.backends.openfisca.layout import literal
from rulespec.compiler.backends.openfisca.parameters import parameter_files
from rulespec.compiler.backends.openfisca.reform import reform_module, reform_package, reform_path
from rulespec.compiler.backends.openfisca.tests import test_files
from rulespec.compiler.backends.openfisca.variables import module, module_names, safe, value_type
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ir.chains import chains
from rulespec.compiler.words import Language, language

CORE = "openfisca-core[web-api]>=44.7,<47"
Files = Mapping[PurePosixPath, str]
IN_FORCE = "rules_in_force"


def package_files(program: ir.Program, catalog: Catalog, licence: str, author: str) -> Files:
    """The files of a package by their path, pure text, in order of path."""
    standalone = not catalog.distribution
    package = PurePosixPath(program.package)
    entities = f"{program.package}.entities" if standalone else f"{catalog.package}.entities"
    documents = sorted({variable.document for variable in program.variables})
    modules = module_names(documents)
    found: dict[PurePosixPath, str] = {}
    aids: dict[str, list[ir.Aid]] = {}
    for aid in program.aids:
        aids.setdefault(aid.document, []).append(aid)
    exact = exact_numbers(program)
    past = chains({variable.name: variable for variable in program.variables})
    inner = inner_rules(program, past)
    for document, name in modules.items():
        variables = tuple(variable for variable in program.variables if variable.document == document)
        found[package / "variables" / f"{name}.py"] = module(
            variables, tuple(aids.get(document, ())), program, catalog, entities, exact, past, inner
        )
    found[package / "variables" / "__init__.py"] = ""
    found[package / "rt.py"] = files("rulespec.compiler.backends.openfisca").joinpath("runtime.py").read_text("utf-8")
    if program.zones:
        found[package / "zones.py"] = _zones(program)
    for path, text in parameter_files(program).items():
        found[package / path] = text
    found.update(test_files(program, modules, catalog))
    found[package / "__init__.py"] = _init(program, catalog, standalone)
    if program.has_reform:
        found[PurePosixPath(reform_package(program.package)) / "__init__.py"] = reform_module(program, catalog)
    if standalone:
        # A country without a folder of parameters does not load.
        found[package / "parameters" / "index.yaml"] = f"description: {json.dumps(program.title, ensure_ascii=False)}\n"
        found[package / "entities.py"] = _entities(catalog, language(program.language))
    if standalone and not program.parameters and not program.scales:
        # OpenFisca's web API shows one parameter in its specification, and does not start without any.
        told = json.dumps(language(program.language).ui["parameter in force"], ensure_ascii=False)
        found[package / "parameters" / f"{IN_FORCE}.yaml"] = f"description: {told}\nvalues:\n  0001-01-01:\n    value: true\n"
    found[PurePosixPath("pyproject.toml")] = _pyproject(program, catalog, standalone, licence, author)
    found[PurePosixPath("README.md")] = _readme(program, catalog, standalone)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("rulespec.compiler.backends.openfisca"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.filters["toml"] = lambda text: json.dumps(text, ensure_ascii=False)
    return environment


def _init(program: ir.Program, catalog: Catalog, standalone: bool) -> str:
    if not standalone:
        told = language(program.language).said("module package", title=safe(program.title), country=catalog.package)
        return f'"""{told}"""\n'
    parameter = next((path for path in (*(item.path for item in program.parameters), *(item.path for item in program.scales))), IN_FORCE)
    computed = next((item.name for item in reversed(program.variables) if item.formulas), "")
    person = catalog.person
    example = json.dumps({person.plural: {"a": {}}})
    return (
        _templates()
        .get_template("country.py.j2")
        .render(
            words=language(program.language),
            title=safe(program.title),
            package=program.package,
            variable_example=computed,
            parameter_example=parameter,
            simulation_example=example,
        )
    )


def _entities(catalog: Catalog, words: Language) -> str:
    lines = [f'"""{words.ui["module entities"]}"""', "", "from openfisca_core.entities import build_entity", ""]
    groups = [entity for entity in catalog.entities.values() if not entity.is_person]
    for entity in (*groups, catalog.person):
        lines += [f"{entity.python} = build_entity(", f"    key={literal(entity.key)},", f"    plural={literal(entity.plural)},"]
        lines.append(f"    label={literal(entity.label)},")
        if entity.doc:
            lines.append(f"    doc={literal(entity.doc)},")
        if entity.is_person:
            lines.append("    is_person=True,")
        else:
            lines.append("    roles=[")
            for role in entity.roles:
                lines.append("        {")
                lines.append(f'            "key": {literal(role.key)},')
                if role.plural:
                    lines.append(f'            "plural": {literal(role.plural)},')
                lines.append(f'            "label": {literal(role.label)},')
                if role.max is not None:
                    lines.append(f'            "max": {role.max},')
                lines.append("        },")
            lines.append("    ],")
        lines += [")", ""]
    names = ", ".join(entity.python for entity in (*groups, catalog.person))
    return "\n".join([*lines, f"entities = [{names}]", ""])


def _zones(program: ir.Program) -> str:
    """Lists of codes as constants."""
    lines = [f'"""{language(program.language).ui["module zones"]}"""']
    for zone in sorted(program.zones, key=lambda item: item.constant):
        lines += ["", f"# {safe(zone.name)} ({safe(str(zone.span))})", f"{zone.constant} = ["]
        lines += [f"    {literal(code)}," for code in zone.codes]
        lines.append("]")
    return "\n".join([*lines, ""])


def _core_range(catalog: Catalog) -> str:
    """The versions of core that the package runs on; of an older one that the country asks for, those of its major version."""
    major, minor = ([int(part) for part in catalog.core.split(".")[:2]] + [0, 0])[:2] if catalog.core else (44, 7)
    return "openfisca-core>=44.7,<47" if (major, minor) >= (44, 7) else f"openfisca-core>={major}.{minor},<{major + 1}"


def _pyproject(program: ir.Program, catalog: Catalog, standalone: bool, licence: str, author: str) -> str:
    requirements = [CORE] if standalone else [_core_range(catalog), *_country_ranges(catalog)]
    return (
        _templates()
        .get_template("pyproject.toml.j2")
        .render(
            distribution=program.package.replace("_", "-"),
            packages=[program.package, *([reform_package(program.package)] if program.has_reform else [])],
            title=program.title,
            version=program.version,
            licence=licence,
            author=author,
            requirements=requirements,
        )
    )


def _country_ranges(catalog: Catalog) -> list[str]:
    """The country and its extensions at the versions that were read, up to their next major ones."""
    packages = [(catalog.distribution, catalog.version), *((item.distribution, item.version) for item in catalog.extensions)]
    majors = [(name, version, version.split(".")[0]) for name, version in packages]
    return [f"{name}>={version},<{int(major) + 1}" if major.isdigit() else name for name, version, major in majors]


def _readme(program: ir.Program, catalog: Catalog, standalone: bool) -> str:
    variables: list[dict[str, Any]] = [
        {
            "name": item.name,
            "label": safe(item.label).replace("|", "/").replace("<", "&lt;"),
            "entity": item.entity,
            "period": item.period.value,
            "type": value_type(item.type),
        }
        for item in sorted(program.variables, key=lambda item: item.name)
    ]
    return (
        _templates()
        .get_template("README.md.j2")
        .render(
            words=language(program.language),
            title=safe(program.title),
            standalone=standalone,
            country=program.package if standalone else catalog.package,
            package=program.package,
            extensions=" ".join([*(item.package for item in catalog.extensions), program.package]),
            variables=variables,
            reform=reform_path(program.package) if program.has_reform else "",
            replaced=[(item.country, item.variable) for item in program.replacements],
        )
    )
