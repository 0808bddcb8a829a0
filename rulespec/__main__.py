"""`python -m rulespec`: the command line."""

from rulespec.commands.cli import run

run()
