"""The name of an output format to what writes it: one line each; the writers are imported when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

TEXT = "text"
# Remarks of `check`: a function (diagnostics, words, paths of the documents) -> text.
REMARKS: Mapping[str, str] = {
    "json": "rulespec.reporting.machine:to_json",
    "sarif": "rulespec.reporting.machine:to_sarif",
    "github": "rulespec.reporting.machine:to_github",
    "junit": "rulespec.reporting.machine:to_junit",
}
# What `test` found: a function (proof, words) -> text.
PROOFS: Mapping[str, str] = {
    "json": "rulespec.running.proof_reports:to_json",
    "junit": "rulespec.running.proof_reports:to_junit",
    "html": "rulespec.running.proof_reports:to_html",
}


def names(registry: Mapping[str, str]) -> list[str]:
    """The formats that a command offers, text first."""
    return [TEXT, *registry]


def written(registry: Mapping[str, str], name: str, *arguments: Any) -> str:
    """What a format makes of its arguments."""
    module, _, function = registry[name].partition(":")
    made: str = getattr(import_module(module), function)(*arguments)
    return made
