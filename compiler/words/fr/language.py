"""Les mots des phrases : mots-clés, fonctions, fenêtres de temps, unités."""

from __future__ import annotations

KEYWORDS = {
    "si": "IF", "alors": "THEN", "sinon": "ELSE", "et": "AND", "ou": "OR", "non": "NOT", "pas": "NOT",
    "vrai": "TRUE", "oui": "TRUE", "faux": "FALSE",
    "=": "EQ", "est": "EQ", "est un": "EQ", "est une": "EQ", "sont": "EQ", "sont des": "EQ", "est égal à": "EQ", "est égale à": "EQ", "égal à": "EQ",
    "≠": "NE", "<>": "NE", "!=": "NE", "n'est pas": "NE", "n'est pas un": "NE", "n'est pas une": "NE", "ne sont pas": "NE", "est différent de": "NE", "est différente de": "NE",
    "<": "LT", "est inférieur à": "LT", "est inférieure à": "LT", "inférieur à": "LT", "est strictement inférieur à": "LT",
    "≤": "LE", "<=": "LE", "est inférieur ou égal à": "LE", "est inférieure ou égale à": "LE", "inférieur ou égal à": "LE",
    "est au plus": "LE", "est au plus égal à": "LE",
    ">": "GT", "est supérieur à": "GT", "est supérieure à": "GT", "supérieur à": "GT", "est strictement supérieur à": "GT",
    "≥": "GE", ">=": "GE", "est supérieur ou égal à": "GE", "est supérieure ou égale à": "GE", "supérieur ou égal à": "GE",
    "est au moins": "GE", "est au moins égal à": "GE",
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
    "du mois dernier": "last_month", "le mois dernier": "last_month", "du mois précédent": "last_month", "mois dernier": "last_month",
    "des 3 derniers mois": "last_3_months", "sur les 3 derniers mois": "last_3_months", "3 derniers mois": "last_3_months",
    "des trois derniers mois": "last_3_months", "sur les trois derniers mois": "last_3_months",
    "des 12 derniers mois": "last_12_months", "sur les 12 derniers mois": "last_12_months", "12 derniers mois": "last_12_months",
    "des douze derniers mois": "last_12_months", "sur les douze derniers mois": "last_12_months",
    "de l'année n-2": "n_2", "en n-2": "n_2", "année n-2": "n_2", "(n-2)": "n_2",
    "de l'année n-3": "n_3", "en n-3": "n_3", "année n-3": "n_3", "(n-3)": "n_3",
    "de l'an dernier": "last_year", "de l'année dernière": "last_year", "de l'année n-1": "last_year", "en n-1": "last_year", "année n-1": "last_year",
    "de cette année": "this_year", "de l'année en cours": "this_year", "cette année": "this_year", "année en cours": "this_year",
    "de janvier": "first_month", "en janvier": "first_month", "du premier mois de l'année": "first_month",
    "du mois": "this_month", "ce mois-ci": "this_month", "mois en cours": "this_month",
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
