"""What stands in the way and is nobody's bug: a problem that a sentence tells."""

from __future__ import annotations

from rulespec.compiler.ground.diagnostics import Problem


class WorldError(Exception):
    """The disk, the network, an installation does not let rulespec go on; `problem` says why, and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
