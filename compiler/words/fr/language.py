"""Les mots des phrases : mots-clés, fonctions, fenêtres de temps, unités."""

from __future__ import annotations

from rulespec.compiler.ground.windows import (
    JANUARY,
    LAST_3_MONTHS,
    LAST_12_MONTHS,
    LAST_MONTH,
    LAST_YEAR,
    THIS_MONTH,
    THIS_YEAR,
    YEAR_N_2,
    YEAR_N_3,
)

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
    "pour": "FOR", "pour les": "FOR", "pour le": "FOR", "pour la": "FOR", "pour l'": "FOR", "pour chaque": "FOR", "sur les": "FOR", "de chaque": "FOR",
    "infini": "INFINITY",
}  # fmt: skip

FUNCTIONS = {
    "si": "if", "et": "and", "ou": "or", "non": "not", "min": "min", "max": "max", "abs": "abs",
    "somme": "sum", "arrondi": "round", "arrondi.sup": "round_up", "arrondi.inf": "round_down",
    "plafond": "ceil_to", "plancher": "floor_to", "âge": "age", "valeur": "value",
}  # fmt: skip

WINDOWS = {
    "du mois dernier": LAST_MONTH, "le mois dernier": LAST_MONTH, "du mois précédent": LAST_MONTH, "mois dernier": LAST_MONTH,
    "des 3 derniers mois": LAST_3_MONTHS, "sur les 3 derniers mois": LAST_3_MONTHS, "3 derniers mois": LAST_3_MONTHS,
    "des trois derniers mois": LAST_3_MONTHS, "sur les trois derniers mois": LAST_3_MONTHS,
    "des 12 derniers mois": LAST_12_MONTHS, "sur les 12 derniers mois": LAST_12_MONTHS, "12 derniers mois": LAST_12_MONTHS,
    "des douze derniers mois": LAST_12_MONTHS, "sur les douze derniers mois": LAST_12_MONTHS,
    "de l'année n-2": YEAR_N_2, "en n-2": YEAR_N_2, "année n-2": YEAR_N_2, "(n-2)": YEAR_N_2,
    "de l'année n-3": YEAR_N_3, "en n-3": YEAR_N_3, "année n-3": YEAR_N_3, "(n-3)": YEAR_N_3,
    "de l'an dernier": LAST_YEAR, "de l'année dernière": LAST_YEAR, "de l'année n-1": LAST_YEAR, "en n-1": LAST_YEAR, "année n-1": LAST_YEAR,
    "de cette année": THIS_YEAR, "de l'année en cours": THIS_YEAR, "cette année": THIS_YEAR, "année en cours": THIS_YEAR,
    "de janvier": JANUARY, "en janvier": JANUARY, "du premier mois de l'année": JANUARY,
    "du mois": THIS_MONTH, "ce mois-ci": THIS_MONTH, "mois en cours": THIS_MONTH,
}  # fmt: skip

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
