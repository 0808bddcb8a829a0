"""How much of each thing a rulebook may hold: below these, the cost grows with the size; above, it is told (RS120)."""

from __future__ import annotations

import sys
from typing import Final

# Of a sentence: its characters, its values and names, and how deep its parentheses, its « si » and its functions go.
CHARACTERS: Final = 50_000
TERMS: Final = 1_000
NESTING: Final = 50
# Of a document: its conditions, the rows of a table, the codes of a zone, and the characters of all its sentences.
CONDITIONS: Final = 2_000
ROWS: Final = 2_000
CODES: Final = 100_000
SENTENCES: Final = 100_000
# Of a YAML file: its values.
VALUES: Final = 200_000
# Of a rulebook: rules that read each other one after the other. OpenFisca goes down as many calls, a web server's among them.
CHAIN: Final = 100
# Of a report in a terminal: the remarks shown. Of a project: the unknown names for which a near one is looked for.
SHOWN: Final = 200
NEAR: Final = 100

# Calls within each other: a rule is checked inside the rule that reads it, and a link of a chain takes some dozen of them.
CALLS: Final = 5_000


def make_room() -> None:
    """Let Python go down as far as the limits allow. Never less than before: another thread may need what it was given."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), CALLS))
