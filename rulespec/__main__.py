"""`rulespec`, `python -m rulespec`: the command line, which is not read to say its version."""

import os
import sys

from rulespec import __version__


def run() -> None:
    """Entry point."""
    if sys.argv[1:] == ["--version"]:
        print(f"rulespec, version {__version__}")
        return
    from rulespec.commands.cli import run as command

    command()


if __name__ == "__main__":
    if sys.path[0] == os.getcwd() and not sys.flags.safe_path:
        # `-m` looks for modules in the folder one is in before all others: a `json.py` among the rules would be executed.
        del sys.path[0]
    run()
