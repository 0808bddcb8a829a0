"""The files of a simulator of the Aides Jeunes family, as they are: benefits, institutions, and what is odd in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rulespec.disk.reading import read_text
from rulespec.formats.yaml.expanding import check_aliases

SUFFIXES = (".yml", ".yaml")
KINDS = ("javascript", "openfisca")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell about a file: `key` names its sentence in the words, `fields` fill it."""

    path: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SimulatorFile:
    """A file as a mapping; `kind` is "javascript", "openfisca" or "institution", `stem` its name without suffix."""

    path: str
    stem: str
    kind: str
    data: dict[str, Any]


# In C where it can be had: a file of a megabyte takes a third of the time.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as the simulator reads it, in JavaScript: `=` is a text, a repeated key is told."""

    repeated: list[str]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key in seen:
                self.repeated.append(key)
            seen.add(key)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def _text(loader: Any, node: yaml.Node) -> str:
    return str(node.value)


# PyYAML has no constructor for the tag it gives to a plain `=`; the simulator's parser takes it as a text.
_Loader.add_constructor("tag:yaml.org,2002:value", _text)
# A date written plain is a text too: JSON has none.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def read_folder(folder: Path, findings: list[Finding]) -> list[SimulatorFile]:
    """The files of `benefits/javascript`, `benefits/openfisca` and `institutions`; one that can't be read is told."""
    found: list[SimulatorFile] = []
    for kind in KINDS:
        found += _read(folder / "benefits" / kind, kind, folder, findings)
    found += _read(folder / "institutions", "institution", folder, findings)
    known = {item.path for item in found} | {item.path for item in findings}
    for part in ("benefits", "institutions"):
        for path in sorted(path for path in (folder / part).rglob("*") if path.is_file()):
            shown = path.relative_to(folder).as_posix()
            if shown not in known and not any(name.startswith(".") for name in path.relative_to(folder).parts):
                findings.append(Finding(shown, "not read"))
    return found


def _read(folder: Path, kind: str, top: Path, findings: list[Finding]) -> Iterator[SimulatorFile]:
    for path in sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES and path.is_file()):
        shown = path.relative_to(top).as_posix()
        try:
            text = read_text(path)
            # What aliases stand for is only held once, but whatever goes through it would meet it each time. First: lists within lists, too
            # many, would end the stack of the loader in C.
            check_aliases(text, are_refused=True)
            loader = _Loader(text)
            loader.repeated = []
            data = loader.get_single_data()
        except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
            findings.append(Finding(shown, "unreadable", {"reason": " ".join(str(error).split())[:200]}))
            continue
        if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
            findings.append(Finding(shown, "unreadable", {"reason": "not a mapping"}))
            continue
        findings += [Finding(shown, "repeated key", {"name": key}) for key in loader.repeated]
        yield SimulatorFile(shown, path.stem, kind, data)
