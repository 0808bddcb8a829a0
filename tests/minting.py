"""Unicode's CLDR to the currencies of the language: their decimals, and their names in each tongue: `make currencies` (ADR 0024)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import fill

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol, get_territory_currencies

from rulespec.compiler.ground.text import slug
from rulespec.compiler.words import language_codes

COMPILER = Path(__file__).parents[1] / "compiler"
COUNTRY = Path(__file__).parents[1] / "rulespec" / "country"
# The euro is what the language writes with its own words.
EURO = "EUR"
LATIN = "\u024f"


def mint() -> None:
    """Write the decimals of all currencies, then their words in each tongue of the compiler."""
    places = _places()
    decimals = ", ".join(f'"{code}": {get_currency_precision(code)}' for code in places)
    text = f'"""How many decimals each currency has (Unicode CLDR): made by `make currencies`."""\n\nDECIMALS = {{{decimals}}}\n'
    (COMPILER / "ground" / "currencies.py").write_text(text, encoding="utf-8")
    names = "".join(fill(f"{code}: {' '.join(_called(codes))}", 130, subsequent_indent="     ") + "\n" for code, codes in places.items())
    text = '"""What the territories of each currency are called in names of packages (Unicode CLDR): made by `make currencies`."""\n'
    (COUNTRY / "territories.py").write_text(f'{text}\nTERRITORIES = """\\\n{names}"""\n', encoding="utf-8")
    for folder in sorted(item for item in (COMPILER / "words").iterdir() if (item / "language.py").is_file()):
        tongue = folder.name
        noun = import_module(f"rulespec.compiler.words.{tongue}.currencies").NOUN
        rows = "".join(f'    "{code}": {_words(code, places[code], tongue, noun)!r},  # fmt: skip\n' for code in places if code != EURO)
        path = folder / "currencies.py"
        head = path.read_text(encoding="utf-8").partition("CURRENCIES = ")[0]
        path.write_text(f"{head}CURRENCIES = {{\n{rows}}}\n", encoding="utf-8")


def _places() -> dict[str, tuple[str, ...]]:
    """The currencies in use, each with the territories that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for territory in sorted(get_global("territory_currencies")):
        if len(territory) == 2 and territory not in ("EU", "UN", "ZZ"):
            for code in get_territory_currencies(territory):
                found[code] = (*found.get(code, ()), territory)
    return dict(sorted(found.items()))


def _called(territories: tuple[str, ...]) -> tuple[str, ...]:
    """« cote_d_ivoire », « ivory_coast »: the names of territories in each tongue, and their codes, as a package would have them."""
    locales = [Locale.parse(tongue) for tongue in language_codes()]
    names = [locale.territories[territory] for territory in territories for locale in locales]
    return tuple(sorted({slug(name) for name in names} | {territory.lower() for territory in territories}))


def _words(code: str, territories: tuple[str, ...], tongue: str, noun: int) -> tuple[str, ...]:
    """How amounts in a currency are written, what is usual where it is used first: « DT », « TND », « dinars tunisiens », « dinars »."""
    symbols = [get_currency_symbol(code, locale) for locale in (*_locales(territories, tongue), Locale.parse(tongue))]
    elsewhere = [get_currency_symbol(code, locale) for other in language_codes() for locale in _locales(territories, other)]
    known = [symbol.replace("\u202f", " ").replace("\xa0", " ") for symbol in (*symbols, *elsewhere) if symbol != code] or [code]
    names = [get_currency_name(code, count, tongue).split(" (")[0] for count in (2, 1)]
    short = [name.split()[noun] for name in names]
    francs = ["F"] if any(name.lower().startswith("franc") for name in short) else []
    return tuple(
        dict.fromkeys((*known, *(symbol.replace(" ", "") for symbol in known), code, *names, *short, *francs, *_local(code, territories)))
    )


def _local(code: str, territories: tuple[str, ...]) -> Iterator[str]:
    """How those who have a currency write it: its sign, and its name where it is one word that is not in Latin letters: Kč, ￥, 円."""
    for territory in territories:
        for tongue in get_official_languages(territory):
            try:
                locale = Locale.parse(f"{tongue}_{territory}")
            except (UnknownLocaleError, ValueError):
                continue
            names = [get_currency_name(code, count, locale) for count in (5, 1)]
            for text in (get_currency_symbol(code, locale), *(name for name in names if max(name) > LATIN and " " not in name)):
                yield text.replace("\u200f", "").replace("\u202f", " ").replace("\xa0", " ").strip()


def _locales(territories: tuple[str, ...], tongue: str) -> Iterator[Locale]:
    for territory in territories:
        try:
            yield Locale.parse(f"{tongue}_{territory}")
        except UnknownLocaleError:
            continue


if __name__ == "__main__":
    mint()
