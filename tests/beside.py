"""A generated package beside others to what it changes of theirs: nothing.

`python tests/beside.py PACKAGE OTHER…` in an environment with all: tried with openfisca-france, openfisca-france-local and openfisca-paris.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from openfisca_core.parameters import ParameterNode
from openfisca_france import FranceTaxBenefitSystem


def variables(system: Any) -> dict[str, Any]:
    """Of each variable, all that it is: its formulas are the same objects."""
    told = ("entity", "value_type", "definition_period", "default_value", "label", "end", "set_input", "calculate_output", "is_neutralized")
    return {
        name: (*(getattr(variable, key, None) for key in told), [(start, formula) for start, formula in variable.formulas.items()])
        for name, variable in system.variables.items()
    }


def parameters(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each leaf of the legislation, with its values."""
    for name, child in node.children.items():
        if isinstance(child, ParameterNode):
            yield from parameters(child, f"{path}{name}.")
        else:
            yield f"{path}{name}", repr(child)


def main(package: str, others: list[str]) -> int:
    system = FranceTaxBenefitSystem()
    for other in others:
        system.load_extension(other)
    was, told = variables(system), dict(parameters(system.parameters))
    system.load_extension(package)
    now, tells = variables(system), dict(parameters(system.parameters))
    changed = [name for name in was if was[name] != now.get(name)] + [path for path in told if told[path] != tells.get(path)]
    print(f"{package} beside {', '.join(others)}: {len(was)} variables and {len(told)} parameters as they were,", end=" ")
    print(f"{len(now) - len(was)} and {len(tells) - len(told)} new, {len(changed)} changed {changed[:5]}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
