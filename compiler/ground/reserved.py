"""The names that generated Python gives a meaning to: what took one would change what its module says."""

from __future__ import annotations

import builtins
import keyword
import sys

# What a generated module may import or define, beside the variables themselves; a test holds the helpers to this list.
HELPERS = frozenset(
    {
        "add_months", "age_in_years", "age_on", "choice_in", "code_in", "code_starts", "day_of", "days_after", "days_between", "divide",
        "exact", "group_any", "group_count", "group_max", "group_min", "group_sum", "half_up", "last_months", "latest_month", "listed",
        "months_after", "months_between", "months_max", "months_min", "months_with", "number", "round_down", "round_up", "same_text",
        "scale_base", "snap", "step_above", "step_below", "years_after", "years_between",
    }
)  # fmt: skip
FORMULA = frozenset({"period", "parameters", "np", "numpy", "datetime", "rt", "zones", "entities", "formula"})
SETTERS = frozenset({"set_input_divide_by_period", "set_input_dispatch_by_period"})
PYTHON = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
# Packages that an environment with OpenFisca always has.
INSTALLED = frozenset({"numpy", "openfisca_core", "openfisca", "rulespec", "yaml", "pytest", "setuptools", "pip", "tests", "test"})


def is_taken_in_formulas(name: str) -> bool:
    """True for a name that generated modules use for something else."""
    return name in HELPERS or name in FORMULA or name in SETTERS or name in PYTHON


def is_taken_by_a_package(name: str) -> bool:
    """True for a name that would hide a module of Python's own library, or of what OpenFisca stands on."""
    return name in sys.stdlib_module_names or name in INSTALLED or name in PYTHON
