"""The words of sentences: keywords, functions, windows of time, units."""

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
    "monthly maximum of": "MONTHLY_MAXIMUM", "monthly minimum of": "MONTHLY_MINIMUM",
    "number of months in which": "MONTHS", "number of months with": "MONTHS",
    "the first day of the month of": "MONTH_START", "the last day of the month of": "MONTH_END",
    "days between": "DAYS_BETWEEN", "number of days between": "DAYS_BETWEEN",
    "months between": "MONTHS_BETWEEN", "number of months between": "MONTHS_BETWEEN",
    "years between": "YEARS_BETWEEN", "number of years between": "YEARS_BETWEEN",
    "rank by": "RANK", "rising rank by": "RANK_RISING", "among the": "AMONG",
    "for": "FOR", "for the": "FOR", "for each": "FOR", "over the": "FOR",
    "infinity": "INFINITY",
}  # fmt: skip

FUNCTIONS = {
    "if": "if", "and": "and", "or": "or", "not": "not", "min": "min", "max": "max", "abs": "abs",
    "sum": "sum", "round": "round", "roundup": "round_up", "rounddown": "round_down",
    "ceiling": "ceil_to", "floor": "floor_to", "age": "age", "value": "value",
}  # fmt: skip

TIMING = Timing(
    phrases={
        "of last month": LAST_MONTH, "last month": LAST_MONTH, "of the month before": LAST_MONTH,
        "of last year": LAST_YEAR, "last year": LAST_YEAR, "of the year before": LAST_YEAR,
        "of this year": THIS_YEAR, "this year": THIS_YEAR,
        "in january": JANUARY, "of the first month of the year": JANUARY,
        "of this month": THIS_MONTH, "of the month": THIS_MONTH, "this month": THIS_MONTH,
        "of the quarter": THIS_QUARTER, "of this quarter": THIS_QUARTER, "of last quarter": LAST_QUARTER, "of the quarter before": LAST_QUARTER,
        "of the school year": SCHOOL_YEAR, "of last school year": LAST_SCHOOL_YEAR,
        "on the last day of the month": LAST_DAY, "on the last day of the month before": LAST_DAY_BEFORE,
    },
    patterns={
        "of the last {count} months": Pattern.LAST_MONTHS, "over the last {count} months": Pattern.LAST_MONTHS, "last {count} months": Pattern.LAST_MONTHS,
        "of the {count} months before": Pattern.LAST_MONTHS, "of the {count} months up to this one": Pattern.MONTHS_TO_NOW, "of {count} months ago": Pattern.MONTH_AGO,
        "of year n-{years}": Pattern.YEAR_BEFORE, "in n-{years}": Pattern.YEAR_BEFORE, "year n-{years}": Pattern.YEAR_BEFORE,
        "in {month}": Pattern.MONTH, "of {month}": Pattern.MONTH,
        "in {month} of year n-{years}": Pattern.MONTH_BEFORE, "of {month} of year n-{years}": Pattern.MONTH_BEFORE,
        "in {month} n-{years}": Pattern.MONTH_BEFORE, "of {month} n-{years}": Pattern.MONTH_BEFORE,
        "on {day} {month}": Pattern.DAY, "on {day} {month} of the year": Pattern.DAY, "on {day} {month} of year n-{years}": Pattern.DAY_BEFORE, "on {day} {month} n-{years}": Pattern.DAY_BEFORE,
        "on the latest {day} {month}": Pattern.LATEST_DAY,
    },
    days={
        "the first day of the month": THIS_MONTH, "the last day of the month": LAST_DAY,
        "the first day of the month before": LAST_MONTH, "the last day of the month before": LAST_DAY_BEFORE,
    },
    day_patterns={
        "the {day} of {month}": Pattern.DAY, "the {day} of {month} of year n-{years}": Pattern.DAY_BEFORE, "the {day} of {month} n-{years}": Pattern.DAY_BEFORE,
        "the latest {day} of {month}": Pattern.LATEST_DAY,
    },
    months=("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    numbers={
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
        "eighteen": 18, "twenty-four": 24,
    },
    first="1",
)  # fmt: skip

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
