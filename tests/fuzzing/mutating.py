"""Bytes of a file to other bytes that a person, a tool or an enemy could have written: structure first, noise last."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import yaml

# What rulespec is told for a file over this size is a limit: the promise of time and memory is for files below it.
MAX_BYTES = 999_000
# What breaks readers: numbers that are none, names of Python, controls, scripts from right to left, what YAML converts, deep or wide texts.
HOSTILE = (
    "", " ", "-", "~", "null", "oui", "non", "yes", "NaN", "nan", "inf", "-0", "1e999", "1e-999", "1E400", "0x10", "1_000", "9" * 40, "-1", "0",
    "0,1", "0.1", "1,5,3", "1 000", "1\u202f000", "12 %", "-100 %", "100 €", "€", "€ / mois", "31/02/2024", "01/13/2024", "00/00/0000",
    "2024-02-30", "9999-12-31", "10000-01-01", "0001-01-01", "31/12/9999", "01/01/1", "2024", "2024-01", "class", "None", "True", "period",
    "exact", "__init__", "../../x", "/etc/passwd", "a/b", "con", "é", "e\u0301", "İ", "ß", "ﬁ", "²", "①", "٣", "\u202e", "\u200b", "\ufeff",
    "\x00", "\x07", "\x1b[31m", "\ud800", "😀", "\u2028", "\x85", "a\nb", "\t", "'", '"', "«", "»", "« a »", '"a', "{{ x }}", "{x}", "%s", "<b>", "&amp;",
    "=1+1", "=A1", "#REF!", "@x", "*a", "&a", "<<", "!!python/object:os.system", "? a", "- a", "a: b", "[a", "{a", "|", ">", "#", "# a",
    "a" * 300, "(" * 60 + "1" + ")" * 60, "1" + " + 1" * 60, "non " * 60 + "oui", "si oui alors " * 30 + "1", "01004", "2A004", "75056;69123",
)  # fmt: skip
WORDS = (
    "si", "alors", "sinon", "et", "ou", "non", "avec", "pour", "nombre de", "somme de", "au moins un", "chaque", "aucun", "entre", "dans",
    "commence par", "maximum de", "minimum de", "min", "max", "arrondi", "barème", "à défaut", "sauf", "du demandeur", "enfant", "adulte",
    "de l'année n-2", "du mois précédent", "des 12 derniers mois", "en €/mois", "(", ")", "[", "]", ";", "..", "=", "<", "≤", ">=", "≠", "+",
    "-", "*", "/", "âge", "revenu", "if", "then", "else", "and", "or", "not", "with", "number of", "sum of", "at least one", "between", "in",
    "starts with", "except", "or else", "of the claimant", "1", "0", "18", "12,5 %", "100 €", "01/01/2024", "«a»", "oui", "est vrai", "infini",
)  # fmt: skip
SCALAR = re.compile(r"[^\s:{}\[\],#][^\n:{}\[\],#]*")
TEXT = re.compile(rb">([^<>]+)<")
ATTRIBUTE = re.compile(rb'([\w:-]+)="([^"]*)"')
ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
XML_VALUES = (
    b"", b"0", b"-1", b"1", b"99999999999", b"1048576", b"XFD1048576", b"A0", b"1.5", b"NaN", b"true", b"e", b"str", b"inlineStr", b"n", b"d",
    b"float", b"date", b"boolean", b"percentage", b"P1D", b"2024-13-45", b"\xc3\xa9", b"&#0;", b"&#x1F600;", b"A1:XFD1048576", b"UNIQUE", b"MOST",
    b"PRIORITY", b"COLLECT", b"SUM", b"feel", b"[1..", b"?", b"not(1)", b"date(\"x\")", b"1/0", b"if", b"string", b"number", b"list",
)  # fmt: skip

Random = random.Random
Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]


def mutated(rng: Random, data: bytes, others: Sequence[bytes], ways: Sequence[Mutation]) -> bytes:
    """One to four mutations of a file, in one of the ways of its kind."""
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        data = rng.choice(ways)(rng, data, others)
        if len(data) > MAX_BYTES:
            return data[:MAX_BYTES]
    return data


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def noise(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Bytes flipped, cut, put in, taken away."""
    made = bytearray(data or b"x")
    at = rng.randrange(len(made))
    match rng.randrange(5):
        case 0:
            made[at] ^= 1 << rng.randrange(8)
        case 1:
            made[at : at + rng.randrange(1, 30)] = b""
        case 2:
            made[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 8)))
        case 3:
            del made[at:]
        case _:
            end = min(len(made), at + rng.randrange(1, 200))
            made[at:at] = made[at:end] * rng.randrange(1, 4)
    return bytes(made)


def lines(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Lines doubled, dropped, swapped, indented otherwise, taken from another file."""
    rows = _text(data).split("\n")
    at, other = rng.randrange(len(rows)), rng.randrange(len(rows))
    match rng.randrange(6):
        case 0:
            rows.insert(other, rows[at])
        case 1:
            del rows[at]
        case 2:
            rows[at], rows[other] = rows[other], rows[at]
        case 3:
            rows[at] = " " * rng.choice((1, 2, 4)) + rows[at]
        case 4:
            rows[at] = rows[at].removeprefix("  ")
        case _:
            strangers = _text(rng.choice(others)).split("\n")
            low = rng.randrange(len(strangers))
            rows[at:at] = strangers[low : low + rng.randrange(1, 8)]
    return _bytes("\n".join(rows))


def words(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A value or a name replaced: by one of the same file, of another, by a word of the language, by something hostile."""
    text = _text(data)
    found = list(SCALAR.finditer(text))
    if not found:
        return _bytes(rng.choice(HOSTILE))
    spot = rng.choice(found)
    low, high = spot.span()
    if rng.random() < 0.4:  # one word of it
        inside = [match.span() for match in re.finditer(r"\S+", spot.group())]
        low, high = (low + at for at in rng.choice(inside))
    source = rng.random()
    if source < 0.3:
        new = rng.choice(found).group()
    elif source < 0.5:
        new = rng.choice(SCALAR.findall(_text(rng.choice(others))) or [""])
    elif source < 0.8:
        new = rng.choice(WORDS)
    else:
        new = rng.choice(HOSTILE)
    kept = rng.random()
    piece = new if kept < 0.7 else f"{text[low:high]} {new}" if kept < 0.9 else f'"{new}"'
    return _bytes(text[:low] + piece + text[high:])


def many(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A line, a block or a word many times over, up to the size of a file that is still small."""
    text = _text(data)
    count = rng.choice((10, 100, 1000, 5000))
    if rng.random() < 0.5:
        rows = text.split("\n")
        at = rng.randrange(len(rows))
        block = rows[at : at + rng.choice((1, 1, 2, 4))]
        rows[at:at] = [row.replace("N°", str(index)) for index in range(count) for row in block][: MAX_BYTES // 60]
        return _bytes("\n".join(rows))
    found = list(SCALAR.finditer(text))
    if not found:
        return data
    spot = rng.choice(found)
    joint = rng.choice((" ", " ; ", " + ", " et ", " ou ", ", ", "", " ( ", " non ", "\n"))
    return _bytes(text[: spot.start()] + joint.join([spot.group()] * count)[:900_000] + text[spot.end() :])


def grafted(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The tree of a YAML file with a part dropped, doubled, renamed, moved, made a list, or taken from another file."""
    tree, stranger = _tree(data), _tree(rng.choice(others))
    if tree is None:
        return words(rng, data, others)
    _graft(rng, tree, stranger)
    try:
        return _bytes(
            yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=rng.choice((None, False)), width=200)
        )
    except (yaml.YAMLError, RecursionError, UnicodeEncodeError):
        return data


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _tree(data: bytes) -> Any:
    try:
        found = yaml.load(_text(data), Loader=_Loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict | list) and found else None


def _nodes(tree: Any) -> list[tuple[Any, Any]]:
    """Each place of a tree: what holds it, and its key or index."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting and len(found) < 5000:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, key))
            if isinstance(holder[key], dict | list) and holder[key]:
                waiting.append(holder[key])
    return found


def _graft(rng: Random, tree: Any, stranger: Any) -> None:
    holder, key = rng.choice(_nodes(tree))
    value = holder[key]
    match rng.randrange(10):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(rng.randrange(len(holder) + 1), value)
        case 2 if isinstance(holder, dict):
            del holder[key]
            other, named = rng.choice(_nodes(stranger)) if stranger else (holder, key)
            holder[str(named) if isinstance(other, dict) else rng.choice(WORDS)] = value
        case 3:
            holder[key] = [value]
        case 4:
            holder[key] = {rng.choice(WORDS): value}
        case 5:
            other, named = rng.choice(_nodes(tree))
            try:
                holder[key] = yaml.load(yaml.dump(other[named], Dumper=_Dumper), Loader=_Loader)  # a copy: an alias is refused at once
            except KeyError:
                holder[key] = rng.choice(HOSTILE)
        case 6 | 7 if stranger:
            other, named = rng.choice(_nodes(stranger))
            if isinstance(holder, dict) and isinstance(other, dict):
                holder[named] = other[named]
            else:
                holder[key] = other[named]
        case 8:
            holder[key] = rng.choice(([], {}, ""))
        case _:
            holder[key] = rng.choice(HOSTILE) if rng.random() < 0.5 else rng.choice(WORDS)


def markup(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """XML with a text or an attribute replaced, an element dropped, doubled, moved or taken from another file."""
    kind = rng.randrange(6)
    pattern = TEXT if kind < 2 else ATTRIBUTE if kind < 4 else ELEMENT
    found = list(pattern.finditer(data))
    if not found:
        return noise(rng, data, others)
    spot = rng.choice(found)
    if kind < 4:
        group = 1 if pattern is TEXT else 2
        pick = rng.random()
        if pick < 0.3:
            new = rng.choice(found).group(group)
        elif pick < 0.6:
            new = rng.choice(XML_VALUES)
        elif pick < 0.8:
            new = _bytes(rng.choice(HOSTILE)).replace(b"<", b"&lt;").replace(b'"', b"&quot;")
        else:
            new = _bytes(rng.choice(WORDS)).replace(b"<", b"&lt;")
        return data[: spot.start(group)] + new + data[spot.end(group) :]
    match rng.randrange(4):
        case 0:
            return data[: spot.start()] + data[spot.end() :]
        case 1:
            return data[: spot.end()] + spot.group() * rng.choice((1, 1, 3, 200)) + data[spot.end() :]
        case 2:
            other = rng.choice(found).group()
            return data[: spot.start()] + other + data[spot.end() :]
        case _:
            strangers = [match.group() for match in ELEMENT.finditer(rng.choice(others))] or [b"<x/>"]
            return data[: spot.end()] + rng.choice(strangers) + data[spot.end() :]


def archive(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A workbook with the markup of one of its parts changed, a part dropped, doubled, renamed, or one of another workbook's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = [(name, held.read(name)) for name in held.namelist()]
    except Exception:  # noise came before: zipfile raises nearly anything
        return noise(rng, data, others)
    if not parts:
        return data
    sheets = [at for at, (name, _) in enumerate(parts) if re.search(r"sheet\d|sharedStrings|content\.xml|styles|workbook\.xml$", name)]
    at = rng.choice(sheets) if sheets and rng.random() < 0.9 else rng.randrange(len(parts))
    name, body = parts[at]
    match rng.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, body))
        case 2:
            parts[at] = (rng.choice(("../x", "/x", "a/../b", name.upper(), "é")), body)
        case 3:
            parts[at] = (name, noise(rng, body, ()))
        case _:
            for _ in range(rng.choice((1, 2, 3))):
                body = markup(rng, body, [body])
            parts[at] = (name, body)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice
        for part, content in parts:
            written.writestr(zipfile.ZipInfo(part), content)
    return made.getvalue()


YAML_WAYS: tuple[Mutation, ...] = (words, words, words, words, lines, lines, grafted, grafted, noise)
TEXT_WAYS: tuple[Mutation, ...] = (words, words, words, lines, noise)
XML_WAYS: tuple[Mutation, ...] = (markup, markup, markup, markup, noise)
ZIP_WAYS: tuple[Mutation, ...] = (archive, archive, archive, archive, archive, noise)
