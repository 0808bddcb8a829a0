"""Every diagnostic code, declared once, in the order a rule travels.

A code has one page (docs/errors/<id>.md), one test folder (tests/errors/<id>/) and its sentences in
each language (words/). Numbers are never used again for something else.
"""

from __future__ import annotations

from rulespec.compiler.ground.diagnostics import Code, Severity

# 1xx: reading a file
UNREADABLE_FILE = Code("RS101", "unreadable-file")
MACRO_WORKBOOK = Code("RS102", "macro-workbook")
OVERSIZED_FILE = Code("RS103", "oversized-file")
FORMULA_CELL = Code("RS104", "formula-cell")
ERROR_CELL = Code("RS105", "error-cell")
MERGED_CELL = Code("RS106", "merged-cell")
UNKNOWN_SHEET = Code("RS107", "unknown-sheet")
UNKNOWN_COLUMN = Code("RS108", "unknown-column")
BAD_NUMBER = Code("RS109", "bad-number")
BAD_DATE = Code("RS110", "bad-date")
BAD_BOOLEAN = Code("RS111", "bad-boolean")
NUMBER_FOR_CODE = Code("RS112", "number-for-code")
BAD_PERCENT = Code("RS113", "bad-percent")
YAML_SYNTAX = Code("RS114", "yaml-syntax")
YAML_DUPLICATE_KEY = Code("RS115", "yaml-duplicate-key")
YAML_REFUSED = Code("RS116", "yaml-refused")
HIDDEN_ROWS = Code("RS117", "hidden-rows", Severity.WARNING)

# 2xx: the document's shape and names
MISSING_FIELD = Code("RS201", "missing-field")
UNKNOWN_FIELD = Code("RS202", "unknown-field")
WRONG_SHAPE = Code("RS203", "wrong-shape")
DUPLICATE_NAME = Code("RS204", "duplicate-name")
NAME_COLLISION = Code("RS205", "name-collision")
COUNTRY_COLLISION = Code("RS206", "country-collision")
BAD_IDENTIFIER = Code("RS207", "bad-identifier")
UNKNOWN_WORD = Code("RS208", "unknown-word")
RESERVED_NAME = Code("RS209", "reserved-name")
BAD_LINK = Code("RS210", "bad-link")
COMPUTED_ELSEWHERE = Code("RS211", "computed-elsewhere")

# 3xx: expressions
SYNTAX = Code("RS301", "syntax")
UNKNOWN_NAME = Code("RS302", "unknown-name")
WRONG_TYPE = Code("RS303", "wrong-type")
WRONG_UNIT = Code("RS304", "wrong-unit")
WRONG_ENTITY = Code("RS305", "wrong-entity")
UNKNOWN_LABEL = Code("RS306", "unknown-label")
UNSTATED_DIVISION = Code("RS307", "unstated-division")
WRONG_ARGUMENTS = Code("RS308", "wrong-arguments")
WRONG_PERIOD = Code("RS309", "wrong-period")
FLOW_OR_STOCK = Code("RS310", "flow-or-stock")
UNKNOWN_VARIABLE = Code("RS311", "unknown-variable")
UNKNOWN_UNIT = Code("RS312", "unknown-unit")
UNKNOWN_ENTITY = Code("RS313", "unknown-entity")
AMBIGUOUS_NAME = Code("RS314", "ambiguous-name")
CANNOT_STORE = Code("RS315", "cannot-store")

# 4xx: dates
UNDEFINED_PARAMETER = Code("RS401", "undefined-parameter")
MID_PERIOD_START = Code("RS402", "mid-period-start", Severity.WARNING)
SAME_DATE = Code("RS403", "same-date")
EMPTY_VALIDITY = Code("RS404", "empty-validity")
LARGE_AMOUNT = Code("RS405", "large-amount", Severity.WARNING)

# 5xx: logic
EMPTY_INTERVAL = Code("RS501", "empty-interval")
CONTRADICTION = Code("RS502", "contradiction")
CYCLE = Code("RS503", "cycle")
TABLE_GAP = Code("RS504", "table-gap")
BAD_SCALE = Code("RS505", "bad-scale")
TABLE_OVERLAP = Code("RS506", "table-overlap")
SHADOWED_ROW = Code("RS507", "shadowed-row", Severity.WARNING)
IMPOSSIBLE_ROW = Code("RS508", "impossible-row")
ALWAYS_TRUE = Code("RS509", "always-true", Severity.WARNING)
MISSING_ORDER = Code("RS510", "missing-order")
BAD_EXCLUSION = Code("RS511", "bad-exclusion")
BAD_INSTANCE = Code("RS512", "bad-instance")
UNHELD_INTERACTION = Code("RS513", "unheld-interaction", Severity.WARNING)

# 6xx: cases
BAD_CASE = Code("RS601", "bad-case")
PERSON_LEFT_OUT = Code("RS602", "person-left-out")
EMPTY_CASE = Code("RS603", "empty-case")

# 7xx: the project
NO_PROJECT = Code("RS701", "no-project")
BAD_COUNTRY = Code("RS702", "bad-country")
FOREIGN_FILE = Code("RS703", "foreign-file")
NO_DOCUMENT = Code("RS704", "no-document")
LOWER_STATE = Code("RS705", "lower-state")
MISSING_REQUIREMENT = Code("RS706", "missing-requirement")

# 8xx: the simulator's files; what stops an aid in production only warns about a draft
DESCRIPTION_LENGTH = Code("RS801", "description-length")
NO_FULL_STOP = Code("RS802", "no-full-stop")
NO_CALL_TO_ACTION = Code("RS803", "no-call-to-action")
NO_TERRITORY = Code("RS804", "no-territory")
BAD_LOGO = Code("RS805", "bad-logo")
UNKNOWN_ORGANISATION = Code("RS806", "unknown-organisation")
NO_PREFIX = Code("RS807", "no-prefix")


def all_codes() -> tuple[Code, ...]:
    """Every declared code, in order of number."""
    return tuple(sorted((value for value in globals().values() if isinstance(value, Code)), key=lambda c: c.id))
