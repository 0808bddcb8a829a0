"""Situations to OpenFisca simulations: the only importer of openfisca_core besides the introspection."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from rulespec.compiler import ir
from rulespec.compiler.backends.openfisca.reform import reform_package, reform_path
from rulespec.compiler.backends.openfisca.tests import situation_of
from rulespec.compiler.ground.catalog import Catalog
from rulespec.compiler.ground.kinds import Kind, Type


def load_system(program: ir.Program, catalog: Catalog, folder: Path, country: Any = None) -> Any:
    """The country's system with the generated package of `folder` loaded, and what the rulebook changes of the country.

    `country` is a system of the country that nothing was added to, where there is one: it becomes this one.
    """
    reform = reform_path(program.package) if program.has_reform else ""
    return load_package(program.package, folder, catalog.packages if catalog.distribution else (), reform, country)


def load_package(package: str, folder: Path, country: tuple[str, ...], reform: str = "", system: Any = None) -> Any:
    """The system of a generated package of `folder` on the modules of a country and its extensions (none: it is its own country).

    `reform` is the path of what the package changes of the country; `system` as the `country` of `load_system`.
    """
    module = _package(package, folder)
    # OpenFisca looks for the package's metadata; last, so that no file of the folder stands before a library's.
    sys.path.append(str(folder))
    try:
        if not country:
            return module.CountryTaxBenefitSystem()
        system = system if system is not None else load_modules(country)
        system.load_extension(package)
        if reform:
            _package(reform_package(package), folder)
            system = system.apply_reform(reform)
        return system
    finally:
        sys.path.remove(str(folder))


def _package(name: str, folder: Path) -> Any:
    """The generated package of a folder as a module; nothing else of the folder can be imported."""
    for known in [known for known in sys.modules if known == name or known.startswith(name + ".")]:
        del sys.modules[known]
    spec = spec_from_file_location(name, folder / name / "__init__.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_country(catalog: Catalog) -> Any:
    """The system of the country and its extensions alone, None for a country of one's own."""
    return load_modules(catalog.packages) if catalog.distribution else None


def load_modules(modules: tuple[str, ...]) -> Any:
    """The system of the first module, a country's, with the others as its extensions."""
    country, *extensions = modules
    system = importlib.import_module(country).CountryTaxBenefitSystem()
    for extension in extensions:
        system.load_extension(extension)
    return system


def simulate(system: Any, case: ir.Case, catalog: Catalog) -> Any:
    """A simulation of one case, nothing computed yet."""
    from openfisca_core.simulations import SimulationBuilder

    builder = SimulationBuilder()
    builder.set_default_period(case.period)
    return builder.build_from_entities(system, _plural(situation_of(case, catalog), catalog))


def _plural(situation: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Groups under their plural, one of each: what OpenFisca's builder takes."""
    found: dict[str, Any] = {}
    for entity in catalog.entities.values():
        if entity.is_person:
            found[entity.plural] = situation[entity.plural]
        else:
            found[entity.plural] = {f"{entity.key}_1": situation[entity.key]}
    return found


def value_of(simulation: Any, variable: str, period: str, type_: Type, index: int = 0) -> ir.Scalar:
    """The value of a variable for one person or group, as the expert would write it."""
    array = simulation.calculate(variable, period)
    return plain_value(array, type_, index)


def plain_value(array: Any, type_: Type, index: int) -> ir.Scalar:
    match type_.kind:
        case Kind.CHOICE:
            return str(array.decode_to_str()[index])
        case Kind.BOOLEAN:
            return bool(array[index])
        case Kind.TEXT:
            value = array[index]
            return value.decode() if isinstance(value, bytes) else str(value)
        case Kind.DATE:
            return date.fromisoformat(str(array[index].astype("datetime64[D]")))
        case Kind.NUMBER:
            # A 32-bit float has seven digits: the decimal it stands for, not its binary expansion.
            number = Decimal(str(array[index]))
            return number.quantize(Decimal("0.0001")).normalize() + 0 if number.is_finite() else number
