"""The names that generated Python gives a meaning to: what took one would change what its module says."""

from __future__ import annotations

import builtins
import keyword
import sys

from rulespec.compiler.ground.text import camel

# What a generated module may import or define, beside the variables themselves; a test holds the helpers to this list.
HELPERS = frozenset(
    {
        "add_months", "age_in_years", "age_on", "as_choice", "choice_in", "code_in", "code_starts", "day_of", "days_after",
        "days_between", "divide", "exact", "first_true", "granted", "group_any", "group_count", "group_max", "group_min", "group_sum",
        "half_up", "inner", "last_months", "latest_month", "listed", "memory", "month_end", "month_start", "months_after",
        "months_between", "months_max", "months_min", "months_with", "number", "of_row", "rank_among", "read", "round_down", "round_up",
        "same_text", "scale_base", "snap", "step_above", "step_below", "year_of", "years_after", "years_between",
    }
)  # fmt: skip
FORMULA = frozenset({"period", "parameters", "np", "numpy", "datetime", "rt", "zones", "entities", "formula"})
SETTERS = frozenset({"set_input_divide_by_period", "set_input_dispatch_by_period"})
# What a class of choices has already, and the classes that a generated module holds beside those of the choices.
MEMBERS = frozenset({"encode", "enums", "indices", "mro", "name", "names", "possible_values", "value", "index"})
CLASSES = frozenset({"DateUnit", "Enum", "Float64", "Rule", "Variable", "Entity", "GroupEntity", "TaxBenefitSystem"})
# What OpenFisca reads in a situation beside the groups.
OF_GROUPS = frozenset({"axes"})
PYTHON = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
# Packages that an environment with OpenFisca always has.
INSTALLED = frozenset({"numpy", "openfisca_core", "openfisca", "rulespec", "yaml", "pytest", "setuptools", "pip", "tests", "test"})


def is_taken_in_formulas(name: str) -> bool:
    """True for a name that generated modules use for something else."""
    return name in HELPERS or name in FORMULA or name in SETTERS or name in PYTHON


def is_taken_by_entities(name: str) -> bool:
    """True for a name that an entity can't have: it is the first argument of formulas, its class stands beside theirs."""
    return is_taken_in_formulas(name) or name in OF_GROUPS or is_taken_by_classes(camel(name))


def is_taken_by_members(name: str) -> bool:
    """True for a name that a choice can't have in the class of its choices."""
    return name in MEMBERS or not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_")


def is_taken_by_classes(name: str) -> bool:
    """True for a name that the class of some choices, or of an entity, can't have."""
    return name in CLASSES or name in PYTHON or not (name.isascii() and name.isidentifier()) or name.startswith("_")


def is_taken_by_a_package(name: str) -> bool:
    """True for a name that would hide a module of Python's own library, or of what OpenFisca stands on."""
    return name in sys.stdlib_module_names or name in INSTALLED or name in PYTHON
