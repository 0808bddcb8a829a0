"""The words of sentences: keywords, functions, windows of time, units."""

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
    "if": "IF", "then": "THEN", "else": "ELSE", "otherwise": "ELSE", "and": "AND", "or": "OR", "not": "NOT",
    "true": "TRUE", "yes": "TRUE", "false": "FALSE",
    "=": "EQ", "is": "EQ", "is a": "EQ", "is an": "EQ", "are": "EQ", "equals": "EQ", "is equal to": "EQ",
    "≠": "NE", "<>": "NE", "!=": "NE", "is not": "NE", "is not a": "NE", "is not an": "NE", "are not": "NE", "is different from": "NE",
    "<": "LT", "is less than": "LT", "is below": "LT", "is under": "LT",
    "≤": "LE", "<=": "LE", "is at most": "LE", "is less than or equal to": "LE",
    ">": "GT", "is greater than": "GT", "is more than": "GT", "is above": "GT", "is over": "GT",
    "≥": "GE", ">=": "GE", "is at least": "GE", "is greater than or equal to": "GE",
    "between": "BETWEEN", "is between": "BETWEEN",
    "in": "IN", "is in": "IN", "is one of": "IN", "one of": "IN", "among": "IN",
    "not in": "NOT_IN", "is not in": "NOT_IN", "is none of": "NOT_IN",
    "starts with": "STARTS", "is true": "IS_TRUE", "is false": "IS_FALSE",
    "except": "EXCEPT", "or else": "DEFAULT", "with": "WITH", "who": "WITH", "whose": "WITH", "such that": "WITH",
    "number of": "COUNT", "count of": "COUNT",
    "at least one": "SOME", "every": "EVERY", "all the": "EVERY", "no": "NO",
    "sum of": "SUM", "total of": "SUM", "maximum of": "MAXIMUM", "minimum of": "MINIMUM",
    "largest of": "MAXIMUM", "smallest of": "MINIMUM", "monthly mean of": "MONTHLY_MEAN",
    "for": "FOR", "for the": "FOR", "for each": "FOR", "over the": "FOR",
    "infinity": "INFINITY",
}  # fmt: skip

FUNCTIONS = {
    "if": "if", "and": "and", "or": "or", "not": "not", "min": "min", "max": "max", "abs": "abs",
    "sum": "sum", "round": "round", "roundup": "round_up", "rounddown": "round_down",
    "ceiling": "ceil_to", "floor": "floor_to", "age": "age", "value": "value",
}  # fmt: skip

WINDOWS = {
    "last month": LAST_MONTH, "of last month": LAST_MONTH,
    "of the last 3 months": LAST_3_MONTHS, "over the last 3 months": LAST_3_MONTHS, "last 3 months": LAST_3_MONTHS,
    "of the last 12 months": LAST_12_MONTHS, "over the last 12 months": LAST_12_MONTHS, "last 12 months": LAST_12_MONTHS,
    "of year n-2": YEAR_N_2, "in n-2": YEAR_N_2, "year n-2": YEAR_N_2, "(n-2)": YEAR_N_2,
    "of year n-3": YEAR_N_3, "in n-3": YEAR_N_3, "year n-3": YEAR_N_3, "(n-3)": YEAR_N_3,
    "of last year": LAST_YEAR, "of year n-1": LAST_YEAR, "last year": LAST_YEAR, "in n-1": LAST_YEAR,
    "of this year": THIS_YEAR, "this year": THIS_YEAR,
    "in january": JANUARY, "of the first month of the year": JANUARY,
    "of this month": THIS_MONTH, "this month": THIS_MONTH,
}  # fmt: skip

UNITS: dict[str, tuple[str, str | None]] = {
    "€": ("€", None), "euros": ("€", None), "euro": ("€", None), "EUR": ("€", None),
    "€ / month": ("€", "month"), "€ per month": ("€", "month"), "euros per month": ("€", "month"),
    "€ / year": ("€", "year"), "€ per year": ("€", "year"), "euros per year": ("€", "year"),
    "€ / day": ("€", "day"), "€ per day": ("€", "day"), "€ / hour": ("€", "hour"), "€ / m²": ("€", "m²"), "€ / m2": ("€", "m²"),
    "%": ("1", None), "rate": ("1", None), "no unit": ("1", None), "count": ("1", None), "points": ("1", None),
    "years": ("year", None), "year": ("year", None), "months": ("month", None), "month": ("month", None),
    "days": ("day", None), "day": ("day", None), "hours": ("hour", None), "hour": ("hour", None),
    "hours / month": ("hour", "month"), "people": ("1", None), "person": ("1", None), "children": ("1", None), "child": ("1", None),
    "shares": ("1", None), "m²": ("m²", None), "m2": ("m²", None),
}  # fmt: skip
