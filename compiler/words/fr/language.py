"""Les mots des phrases : mots-clés, fonctions, fenêtres de temps, unités."""

from __future__ import annotations

from rulespec.compiler.ground.windows import (
    JANUARY,
    LAST_DAY,
    LAST_DAY_BEFORE,
    LAST_MONTH,
    LAST_QUARTER,
    LAST_SCHOOL_YEAR,
    LAST_YEAR,
    SCHOOL_YEAR,
    THIS_MONTH,
    THIS_QUARTER,
    THIS_YEAR,
    Pattern,
)
from rulespec.compiler.words.timing import Timing

KEYWORDS = {
    "si": "IF", "alors": "THEN", "sinon": "ELSE", "et": "AND", "ou": "OR", "non": "NOT", "pas": "NOT",
    "vrai": "TRUE", "oui": "TRUE", "faux": "FALSE",
    "=": "EQ", "est": "EQ", "est un": "EQ", "est une": "EQ", "sont": "EQ", "sont des": "EQ", "est égal à": "EQ", "est égale à": "EQ", "égal à": "EQ",
    "≠": "NE", "<>": "NE", "!=": "NE", "n'est pas": "NE", "n'est pas un": "NE", "n'est pas une": "NE", "ne sont pas": "NE", "est différent de": "NE", "est différente de": "NE",
    "<": "LT", "moins de": "LT", "est inférieur à": "LT", "est inférieure à": "LT", "inférieur à": "LT", "est strictement inférieur à": "LT",
    "≤": "LE", "<=": "LE", "est inférieur ou égal à": "LE", "est inférieure ou égale à": "LE", "inférieur ou égal à": "LE",
    "est au plus": "LE", "est au plus égal à": "LE", "au plus": "LE", "jusqu'à": "LE",
    ">": "GT", "plus de": "GT", "est supérieur à": "GT", "est supérieure à": "GT", "supérieur à": "GT", "est strictement supérieur à": "GT",
    "≥": "GE", ">=": "GE", "est supérieur ou égal à": "GE", "est supérieure ou égale à": "GE", "supérieur ou égal à": "GE",
    "est au moins": "GE", "est au moins égal à": "GE", "au moins": "GE", "à partir de": "GE",
    "entre": "BETWEEN", "est entre": "BETWEEN", "est compris entre": "BETWEEN", "est comprise entre": "BETWEEN", "compris entre": "BETWEEN",
    "parmi": "IN", "est parmi": "IN", "est l'un de": "IN", "dans": "IN", "est dans": "IN",
    "hors": "NOT_IN", "n'est pas parmi": "NOT_IN", "pas parmi": "NOT_IN", "n'est pas dans": "NOT_IN", "est hors de": "NOT_IN",
    "commence par": "STARTS", "est vrai": "IS_TRUE", "est vraie": "IS_TRUE", "est faux": "IS_FALSE", "est fausse": "IS_FALSE",
    "sauf": "EXCEPT", "à défaut": "DEFAULT", "avec": "WITH", "qui": "WITH", "dont": "WITH", "tel que": "WITH", "tels que": "WITH",
    "nombre de": "COUNT", "nombre d'": "COUNT", "nombre des": "COUNT",
    "au moins un": "SOME", "au moins une": "SOME", "chaque": "EVERY", "tous les": "EVERY", "toutes les": "EVERY",
    "aucun": "NO", "aucune": "NO",
    "somme de": "SUM", "somme des": "SUM", "somme du": "SUM", "total de": "SUM", "total des": "SUM",
    "maximum de": "MAXIMUM", "minimum de": "MINIMUM", "le plus grand de": "MAXIMUM", "le plus petit de": "MINIMUM",
    "moyenne mensuelle de": "MONTHLY_MEAN", "moyenne mensuelle des": "MONTHLY_MEAN", "moyenne mensuelle du": "MONTHLY_MEAN",
    "maximum mensuel de": "MONTHLY_MAXIMUM", "minimum mensuel de": "MONTHLY_MINIMUM", "nombre de mois où": "MONTHS", "nombre de mois avec": "MONTHS",
    "le premier jour du mois de": "MONTH_START", "le premier jour du mois d'": "MONTH_START", "le premier jour du mois du": "MONTH_START",
    "le dernier jour du mois de": "MONTH_END", "le dernier jour du mois d'": "MONTH_END", "le dernier jour du mois du": "MONTH_END",
    "jours entre": "DAYS_BETWEEN", "nombre de jours entre": "DAYS_BETWEEN", "mois entre": "MONTHS_BETWEEN", "nombre de mois entre": "MONTHS_BETWEEN",
    "années entre": "YEARS_BETWEEN", "nombre d'années entre": "YEARS_BETWEEN",
    "rang par": "RANK", "rang croissant par": "RANK_RISING", "parmi les": "AMONG",
    "pour": "FOR", "pour les": "FOR", "pour le": "FOR", "pour la": "FOR", "pour l'": "FOR", "pour chaque": "FOR", "sur les": "FOR", "de chaque": "FOR",
    "infini": "INFINITY",
}  # fmt: skip

FUNCTIONS = {
    "si": "if", "et": "and", "ou": "or", "non": "not", "min": "min", "max": "max", "abs": "abs",
    "somme": "sum", "arrondi": "round", "arrondi.sup": "round_up", "arrondi.inf": "round_down",
    "plafond": "ceil_to", "plancher": "floor_to", "âge": "age", "valeur": "value",
}  # fmt: skip

TIMING = Timing(
    phrases={
        "du mois dernier": LAST_MONTH, "le mois dernier": LAST_MONTH, "du mois précédent": LAST_MONTH, "mois dernier": LAST_MONTH,
        "de l'an dernier": LAST_YEAR, "de l'année dernière": LAST_YEAR, "de l'année précédente": LAST_YEAR,
        "de cette année": THIS_YEAR, "de l'année en cours": THIS_YEAR, "cette année": THIS_YEAR, "année en cours": THIS_YEAR,
        "de janvier": JANUARY, "en janvier": JANUARY, "du premier mois de l'année": JANUARY,
        "du mois": THIS_MONTH, "ce mois-ci": THIS_MONTH, "mois en cours": THIS_MONTH,
        "du trimestre": THIS_QUARTER, "de ce trimestre": THIS_QUARTER, "du trimestre dernier": LAST_QUARTER, "du trimestre précédent": LAST_QUARTER,
        "de l'année scolaire": SCHOOL_YEAR, "de l'année scolaire précédente": LAST_SCHOOL_YEAR,
        "au dernier jour du mois": LAST_DAY, "au dernier jour du mois précédent": LAST_DAY_BEFORE,
    },
    patterns={
        "des {count} derniers mois": Pattern.LAST_MONTHS, "sur les {count} derniers mois": Pattern.LAST_MONTHS, "{count} derniers mois": Pattern.LAST_MONTHS,
        "des {count} mois précédents": Pattern.LAST_MONTHS, "des {count} mois jusqu'à celui-ci": Pattern.MONTHS_TO_NOW, "d'il y a {count} mois": Pattern.MONTH_AGO,
        "de l'année n-{years}": Pattern.YEAR_BEFORE, "en n-{years}": Pattern.YEAR_BEFORE, "année n-{years}": Pattern.YEAR_BEFORE,
        "de {month}": Pattern.MONTH, "d'{month}": Pattern.MONTH, "en {month}": Pattern.MONTH,
        "de {month} de l'année n-{years}": Pattern.MONTH_BEFORE, "d'{month} de l'année n-{years}": Pattern.MONTH_BEFORE,
        "de {month} n-{years}": Pattern.MONTH_BEFORE, "d'{month} n-{years}": Pattern.MONTH_BEFORE,
        "au {day} {month}": Pattern.DAY, "au {day} {month} de l'année": Pattern.DAY, "au {day} {month} de l'année n-{years}": Pattern.DAY_BEFORE, "au {day} {month} n-{years}": Pattern.DAY_BEFORE,
        "au {day} {month} le plus récent": Pattern.LATEST_DAY,
    },
    days={
        "le premier jour du mois": THIS_MONTH, "le dernier jour du mois": LAST_DAY,
        "le premier jour du mois précédent": LAST_MONTH, "le dernier jour du mois précédent": LAST_DAY_BEFORE,
    },
    day_patterns={
        "le {day} {month}": Pattern.DAY, "le {day} {month} de l'année n-{years}": Pattern.DAY_BEFORE, "le {day} {month} n-{years}": Pattern.DAY_BEFORE,
        "le {day} {month} le plus récent": Pattern.LATEST_DAY,
    },
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    numbers={
        "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
        "dix-huit": 18, "vingt-quatre": 24,
    },
    first="1er",
)  # fmt: skip

UNITS: dict[str, tuple[str, str | None]] = {
    "€": ("€", None), "euros": ("€", None), "euro": ("€", None), "EUR": ("€", None),
    "€ / mois": ("€", "month"), "€ par mois": ("€", "month"), "euros par mois": ("€", "month"), "€ mensuels": ("€", "month"),
    "€ / an": ("€", "year"), "€ par an": ("€", "year"), "euros par an": ("€", "year"), "€ / année": ("€", "year"),
    "€ / jour": ("€", "day"), "€ par jour": ("€", "day"), "€ / heure": ("€", "hour"), "€ / m²": ("€", "m²"),
    "%": ("1", None), "taux": ("1", None), "sans unité": ("1", None), "nombre": ("1", None), "points": ("1", None),
    "ans": ("year", None), "an": ("year", None), "années": ("year", None),
    "mois": ("month", None), "jours": ("day", None), "jour": ("day", None), "heures": ("hour", None), "heure": ("hour", None),
    "heures / mois": ("hour", "month"), "personnes": ("1", None), "personne": ("1", None), "enfants": ("1", None), "enfant": ("1", None),
    "parts": ("1", None), "part": ("1", None), "m²": ("m²", None),
}  # fmt: skip
