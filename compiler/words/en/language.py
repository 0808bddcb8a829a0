"""The words of sentences: keywords, functions, windows of time, units."""

from __future__ import annotations

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
    "last month": "last_month", "of last month": "last_month",
    "of the last 3 months": "last_3_months", "over the last 3 months": "last_3_months", "last 3 months": "last_3_months",
    "of the last 12 months": "last_12_months", "over the last 12 months": "last_12_months", "last 12 months": "last_12_months",
    "of year n-2": "n_2", "in n-2": "n_2", "year n-2": "n_2", "(n-2)": "n_2",
    "of year n-3": "n_3", "in n-3": "n_3", "year n-3": "n_3", "(n-3)": "n_3",
    "of last year": "last_year", "of year n-1": "last_year", "last year": "last_year", "in n-1": "last_year",
    "of this year": "this_year", "this year": "this_year",
    "in january": "first_month", "of the first month of the year": "first_month",
    "of this month": "this_month", "this month": "this_month",
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
