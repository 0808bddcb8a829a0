"""`python -m rulespec`: the command line."""

import os
import sys

if sys.path[0] == os.getcwd() and not sys.flags.safe_path:
    # `-m` looks for modules in the folder one is in before all others: a `json.py` among the rules would be executed.
    del sys.path[0]

from rulespec.commands.cli import run

run()
