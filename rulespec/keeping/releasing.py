"""Two versions of a rulebook to the number of the next one and its entry of the changelog, by OpenFisca's conventions.

Major where a variable or a parameter goes, or changes its type, entity or period; minor where one comes or a result changes; patch for
the rest of what the package holds: the conventions that openfisca-france writes in its CONTRIBUTING (decision 0021).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from rulespec.compiler import ir
from rulespec.compiler.documents.document import Manifest
from rulespec.compiler.documents.values import parse_date, write_date
from rulespec.compiler.ground.text import normalise
from rulespec.compiler.words import Language
from rulespec.disk.reading import read_text
from rulespec.disk.writing import write_atomically
from rulespec.keeping.differing import Difference
from rulespec.keeping.impact import QUIET, Impact
from rulespec.projects.compiling import Checked, files_of
from rulespec.projects.project import MANIFEST

CHANGELOG = "CHANGELOG.md"
NUMBER = re.compile(r"(\d+)\.(\d+)\.(\d+)\Z")
# The heading of an entry: the fewer signs, the greater the change.
ENTRY = re.compile(r"^#{1,3} (\d+\.\d+\.\d+)\b", re.MULTILINE)
# Changes told one by one in an entry; the others are counted.
TOLD = 30


class Level(IntEnum):
    """How much a change asks of those who use the package."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


LEVELS = {Level.PATCH: "release patch", Level.MINOR: "release minor level", Level.MAJOR: "release major"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a level: the key of a sentence, and what it is about."""

    level: Level
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Release:
    """What to release.

    Attributes:
        old: the version compared with, "" where there was none.
        version: the next one; that of the manifest where it is further on than what the changes ask for, and follows the old one.
        entry: of the changelog, in Markdown.
    """

    old: str
    version: str
    level: Level
    reasons: tuple[Reason, ...]
    entry: str


class Contradiction(ValueError):
    """A version or a changelog that says something else than the changes: the key of the sentence and its fields."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def release_of(old: Checked | None, new: Checked, impact: Impact, differences: list[Difference], words: Language) -> Release:
    """The next version of a checked project. Raises Contradiction where its manifest or its changelog says something else."""
    assert new.program is not None
    before, said = old.program.version if old is not None and old.program is not None else "", new.program.version
    reasons = tuple(sorted(reasons_of(old, new, impact), key=lambda reason: -reason.level))
    level = max((reason.level for reason in reasons), default=Level.NONE)
    files = _changed_files(old, new)
    if level is Level.NONE and files:
        level = Level.PATCH
    version = _next(before, said, level, reasons)
    entries = _entries(new.loaded.folder)
    ahead = next((number for number in entries if _number(number) > _number(version)), None)
    if ahead is not None:
        raise Contradiction("release ahead", version=version, entry=ahead)
    entry = entry_of(version, level, reasons, files, differences, words) if level is not Level.NONE else ""
    return Release(before, version, level, reasons, entry)


def reasons_of(old: Checked | None, new: Checked, impact: Impact) -> Iterator[Reason]:
    """What went, came or changed, each with the level that it asks for."""
    program, was = new.program, old.program if old is not None else None
    assert program is not None
    if was is None:
        yield Reason(Level.MINOR, "release first", program.title)
        return
    before = {item.name: item for item in was.variables}
    after = {item.name: item for item in program.variables}
    for name in impact.removed:
        yield Reason(Level.MAJOR, "release variable gone", name)
    for name in impact.added:
        yield Reason(Level.MINOR, "release variable new", name)
    for name in (*impact.changed, *impact.through):
        yield Reason(*_told(before[name], after[name]), name)
    parameters, scales = _shapes(was), _shapes(program)
    for path in sorted(parameters.keys() - scales.keys()):
        yield Reason(Level.MAJOR, "release parameter gone", path)
    for path in sorted(scales.keys() - parameters.keys()):
        yield Reason(Level.MINOR, "release parameter new", path)
    for path in sorted(parameters.keys() & scales.keys()):
        if parameters[path] != scales[path]:
            yield Reason(Level.MAJOR, "release parameter type", path)
    values, valued = _values(was), _values(program)
    for path in sorted(values.keys() & valued.keys()):
        if values[path] != valued[path] and parameters[path] == scales[path]:
            yield Reason(Level.MINOR, "release parameter value", path)


def _told(before: ir.Variable, after: ir.Variable) -> tuple[Level, str]:
    if before.entity != after.entity:
        return Level.MAJOR, "release variable entity"
    if before.period != after.period:
        return Level.MAJOR, "release variable period"
    if _type(before) != _type(after) or not _members(before) <= _members(after):
        return Level.MAJOR, "release variable type"
    return Level.MINOR, "release variable result"


def _type(variable: ir.Variable) -> Any:
    """What those who read a variable rely on: its kind, and its unit."""
    return variable.type.kind, variable.type.unit, variable.type.integer, variable.default


def _members(variable: ir.Variable) -> set[str]:
    return {name for name, _ in variable.choices.items} if variable.choices is not None else set()


def _shapes(program: ir.Program) -> dict[str, Any]:
    """Each parameter by its path, with what it is: a value of a kind and a unit, or a scale of a kind."""
    found: dict[str, Any] = {item.path: (item.type.kind, item.type.unit) for item in program.parameters}
    return found | {item.path: item.kind for item in program.scales}


def _values(program: ir.Program) -> dict[str, Any]:
    found: dict[str, Any] = {item.path: tuple((dated.date, dated.value) for dated in item.values) for item in program.parameters}
    return found | {item.path: item.brackets for item in program.scales}


def _changed_files(old: Checked | None, new: Checked) -> tuple[str, ...]:
    """The files of the package whose bytes are others, its version aside."""
    was: Mapping[PurePosixPath, str | bytes] = files_of(old) if old is not None else {}
    now = files_of(new)
    versions = {checked.program.version for checked in (old, new) if checked is not None and checked.program is not None}
    return tuple(
        path.as_posix()
        for path in sorted(was.keys() | now.keys())
        if _bare(was.get(path), path, versions) != _bare(now.get(path), path, versions)
    )


def _bare(content: str | bytes | None, path: PurePosixPath, versions: set[str]) -> str | bytes | None:
    if path.name != "pyproject.toml" or not isinstance(content, str):
        return content
    return "\n".join(line for line in content.splitlines() if line not in {f'version = "{version}"' for version in versions})


def _number(version: str) -> tuple[int, ...]:
    found = NUMBER.match(version)
    if found is None:
        raise Contradiction("release number", version=version)
    return tuple(map(int, found.groups()))


def _raised(number: tuple[int, ...], level: Level) -> tuple[int, ...]:
    major, minor, patch = number
    match level:
        case Level.NONE:
            return number
        case Level.PATCH:
            return major, minor, patch + 1
        case Level.MINOR:
            return major, minor + 1, 0
        case Level.MAJOR:
            return major + 1, 0, 0


def _next(before: str, said: str, level: Level, reasons: tuple[Reason, ...]) -> str:
    """The version to release: what the changes ask for, or more where the manifest says more."""
    now = _number(said)
    if not before:
        return said
    was = _number(before)
    wanted = _raised(was, level)
    followers = {_raised(was, each) for each in Level if each >= level}
    if now == was:
        return ".".join(map(str, wanted))
    if now in followers:
        return said
    if now < was:
        raise Contradiction("release back", version=said, old=before)
    if now > wanted:
        raise Contradiction("release jump", version=said, old=before, wanted=".".join(map(str, wanted)))
    first = reasons[0] if reasons else Reason(level, "release files", "")
    raise Contradiction("release low", version=said, wanted=".".join(map(str, wanted)), reason=first.key, name=first.name)


def _entries(folder: Path) -> list[str]:
    path = folder / CHANGELOG
    return ENTRY.findall(read_text(path)) if path.is_file() else []


def entry_of(
    version: str, level: Level, reasons: tuple[Reason, ...], files: tuple[str, ...], differences: list[Difference], words: Language
) -> str:
    """The entry of a changelog: what kind of change, from when on, where in the package, and what."""
    changes = [(item, change) for item in differences for change in item.changes]
    days = [day for _, change in changes if change.since and (day := parse_date(change.since)) is not None]
    since = words.said("release since", date=write_date(min(days))) if days else words.ui["release always"]
    kind = words.ui["release system" if level > Level.PATCH else "release minor"]
    is_first = any(reason.key == "release first" for reason in reasons)
    areas = words.terms["all"] if is_first else ", ".join(f"`{area}`" for area in _areas(files)) or words.ui["release nowhere"]
    lines = [f"{'#' * (4 - level)} {version}", "", f"* {kind}", f"* {since}", f"* {words.said('release areas', areas=areas)}"]
    lines.append(f"* {words.ui['release details']}")
    told = [words.said(reason.key, name=f"`{reason.name}`") for reason in reasons if reason.key != "release first"]
    told += [words.ui["release first entry"]] if is_first else []
    told += [f"{item.name or item.path}{words.marks.colon}{change.text(words)}" for item, change in changes]
    lines += [f"  - {line}" for line in dict.fromkeys(" ".join(text.split()) for text in told[:TOLD])]
    if len(told) > TOLD:
        lines.append(f"  - {words.said('release more', count=len(told) - TOLD)}")
    if not told:
        lines.append(f"  - {words.ui['release files']}")
    return "\n".join(lines) + "\n"


def _areas(files: tuple[str, ...]) -> list[str]:
    """Files of the package as OpenFisca's changelogs say them: from below the package, without suffix, the tests aside."""
    found = []
    for name in files:
        parts = PurePosixPath(name).parts
        if len(parts) > 1 and parts[0] not in ("tests", "simulator"):
            found.append("/".join((*parts[1:-1], parts[-1].rpartition(".")[0] or parts[-1])))
    return list(dict.fromkeys(found))[:10]


def with_entry(text: str, version: str, entry: str) -> str:
    """A changelog with an entry before the others, after its title; in the place of one of the same version."""
    known = next((match for match in ENTRY.finditer(text) if match[1] == version), None)
    if known is not None:
        following = ENTRY.search(text, known.end())
        end = following.start() if following is not None else len(text)
        return text[: known.start()] + entry + ("\n" if following is not None else "") + text[end:]
    first = ENTRY.search(text)
    at = first.start() if first is not None else len(text)
    head = text[:at]
    if head and not head.endswith("\n\n"):
        head = head.rstrip("\n") + "\n\n"
    return head + entry + ("\n" + text[at:] if text[at:] else "")


def with_version(text: str, version: str, words: Language) -> str:
    """A manifest with another version; nothing else of it changes."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    surface = words.keys_of(Manifest.__name__, ("version", "package"))
    places = {surface.get(normalise(str(key.value))): value for key, value in root.value}
    held = places.get("version")
    if held is not None:
        return text[: held.start_mark.index] + version + text[held.end_mark.index :]
    package = places["package"]
    end = text.find("\n", package.end_mark.index)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{words.key(Manifest.__name__, 'version')}: {version}{text[end:]}"


def text_lines(release: Release, words: Language) -> Iterator[str]:
    """The proposal, in words."""
    if release.level is Level.NONE:
        yield words.said("release none", old=release.old)
        return
    level = words.ui[LEVELS[release.level]]
    yield words.said("release head", version=release.version, old=release.old or "∅", level=level)
    for reason in release.reasons[:TOLD]:
        if reason.level is release.level:
            yield f"  {words.said(reason.key, name=words.quoted(reason.name))}"
    yield ""
    yield release.entry.rstrip("\n")


def to_data(release: Release) -> Mapping[str, Any]:
    """The proposal as plain data."""
    return {
        "old": release.old,
        "version": release.version,
        "level": release.level.name.lower(),
        "reasons": [{"level": item.level.name.lower(), "key": item.key, "name": item.name} for item in release.reasons],
        "entry": release.entry,
    }


def last_tag(project: Path) -> str | None:
    """The last version that git knows behind the present state, None where there is none or no repository."""
    try:
        found = subprocess.run(
            ["git", *QUIET, "-C", str(project), "describe", "--tags", "--abbrev=0", "--match=[0-9]*"], check=True, capture_output=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.decode().strip() or None


def write_release(release: Release, folder: Path, words: Language) -> list[Path]:
    """The version into the manifest and the entry into the changelog; the files that changed."""
    manifest, changelog = folder / MANIFEST, folder / CHANGELOG
    was = read_text(manifest)
    told = read_text(changelog) if changelog.is_file() else ""
    written = []
    for path, old, new in (
        (manifest, was, with_version(was, release.version, words)),
        (changelog, told, with_entry(told, release.version, release.entry)),
    ):
        if new != old:
            write_atomically(path, new)
            written.append(path)
    return written
