"""The named arguments of a call of FEEL to arguments in their order."""

from __future__ import annotations

from collections.abc import Mapping

# The parameters of the functions that are read, as DMN 1.5 names them (tables 74 to 78); several lists for several signatures.
PARAMETERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("floor", "ceiling", "round up", "round down", "round half up", "round half down", "decimal"), (("n", "scale"),)),
    **dict.fromkeys(("min", "max", "sum", "mean", "product", "count", "all", "any"), (("list",),)),
    **dict.fromkeys(("even", "odd"), (("number",),)),
    **dict.fromkeys(("string length", "upper case", "lower case"), (("string",),)),
    **dict.fromkeys(("starts with", "ends with", "contains", "substring before", "substring after"), (("string", "match"),)),
    "abs": (("n",), ("number",)),
    "modulo": (("dividend", "divisor"),),
    "list contains": (("list", "element"),),
    "not": (("negand",),),
    "string": (("from",),),
    "number": (("from", "grouping separator", "decimal separator"),),
    "date": (("from",), ("year", "month", "day")),
    "duration": (("from",),),
    "substring": (("string", "start position", "length"),),
}


def places(function: str, names: tuple[str, ...]) -> tuple[int, ...] | None:
    """The place of each named argument among the parameters of a function; None where they are not those of one signature."""
    for parameters in PARAMETERS.get(function, ()):
        if set(names) == set(parameters[: len(names)]) and len(set(names)) == len(names):
            return tuple(parameters.index(name) for name in names)
    return None
