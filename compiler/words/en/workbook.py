"""The sentences of a workbook: titles, hints, steps, advice, the column that checks."""

from __future__ import annotations

from rulespec.compiler.words.records import WorkbookWords

SHEET_TITLES = {
    "aids": "One aid a row", "catalog": "The country's data",
    "guide": "Writing an aid in seven steps", "card": "The aid in brief", "data": "The data that the aid needs",
    "parameters": "Dated thresholds and amounts", "conditions": "Who is entitled?", "tables": "Decision tables",
    "scales": "Scales", "calculations": "Calculations", "resources": "Resource bases", "zones": "Territories",
    "cases": "Test cases", "hypotheses": "Hypotheses", "questions": "Questions to the lawyer", "glossary": "Glossary",
    "exclusions": "Aids that exclude each other",
    "organisations": "Organisations",
    "instances": "The same aid in several institutions",
    "simulator": "What the simulator reads",
}  # fmt: skip

SHEET_HINTS = {
    "catalog": "Search a word (Ctrl+F) or filter a column; copy the name to `Lexicon`, or the variable to `Reads`, of the sheet Data.",
    "aids": "`age minimum`, `income maximum`, `region is`: add any column of this form.",
    "guide": "Fill the sheets in order; `rulespec check` tells you at the cell what is left to correct.",
    "card": "Lines marked * are needed.",
    "data": "One datum a row. `reads`: the country's variable; otherwise the question asked of the user.",
    "parameters": "For a new value, delete nothing: add a row with the new date.",
    "conditions": "One condition a row. `all`: it is required. `A — at least one`: one of group A is enough.",
    "tables": "IF (blue): what is looked at. THEN (green): what is answered. `-`: does not matter.",
    "scales": "One bracket a row, from the lowest threshold to the highest.",
    "calculations": "One sentence of calculation a row; a new date for a new version.",
    "resources": "Which resources, whose, over which months.",
    "zones": "One code a row, as Text; or the name of an EPCI.",
    "cases": "One row a case. Test the bounds: right at the ceiling, a cent above, the day before a new value.",
    "hypotheses": "What was assumed where no text says.", "questions": "What to ask, and the answer.",
    "glossary": "The words of the trade.", "header": "The titles of the columns are needed to read the sheet: do not change them.",
    "exclusions": "Aids of which a household keeps only one.",
    "organisations": "Who pays for aids: its name, its kind, its codes.",
    "instances": "The same aid in several institutions: what changes for each.",
    "simulator": "Fields that only the simulator reads, as they are.",
}  # fmt: skip

STEPS = (
    ("1. Aid", "Give the aid an identifier, a name, the organisation that pays it, and the text that creates it."),
    ("2. Data", "Name the data in your own words. Look for the country's variables with `rulespec catalog search`."),
    ("3. Parameters", "Each threshold and each amount has a unit, a starting date and a reference."),
    ("4. Conditions", "Write one condition a row: the column `Reads as` reads it back."),
    ("5. Table, scale, calculations", "For an amount that varies: a table, a scale, or a sentence of calculation."),
    ("6. Cases", "At least one case that is entitled and one that is not, and the bounds of each threshold."),
    ("7. Check", "Run `rulespec check`, then `rulespec test`."),
    ("Numbers and dates", "1234.56; 12.5 %; 31/12/2025; yes / no. An ambiguous number is refused, never guessed."),
)

CARD_ADVICE = {
    "aid": "Lower case without accents and _: the name of the variable in OpenFisca.", "name": "As the user knows it.",
    "organisation": "Who pays it.", "summary": "10 to 420 characters, a sentence that ends with a full stop.",
    "state": "Only aids in production are published.", "entity": "Whom it is given to: person, family, household…",
    "payment": "Once, monthly, yearly.", "unit": "The unit of the amount.", "start": "When the text takes effect.",
    "amount": "An amount, a parameter or a sentence; empty for a yes / no aid.", "references": "The text, and its https address.",
    "procedure": "The https address of the online procedure.",
}  # fmt: skip

CONTROL = {
    "last": "✓ latest value", "fine": "✓", "twice": "✗ name used twice", "date": "✗ date?", "value": "✗ value?",
    "unknown": "? datum of the country", "compare": "✗ comparison?",
}  # fmt: skip

WORKBOOK = WorkbookWords(
    titles=SHEET_TITLES,
    hints=SHEET_HINTS,
    steps=STEPS,
    advice=CARD_ADVICE,
    control=CONTROL,
    comparisons=("=", "≠", "≥", ">", "≤", "<", "between", "among"),
    headers={
        "control": "check",
        "sentence": "reads as",
        "number": "no",
        "advice": "advice",
        "general_reference": "general reference",
        "general_link": "general link",
        "record_start": "in force since",
        "item_window": "window of the row",
        "group": "group",
        "profile": "profile",
    },
    blocks={
        "table": "table",
        "scale": "scale",
        "if": "if",
        "then": "then",
        "else": "else",
        "reference": "reference",
        "note": "explanation",
        "bracket": "bracket",
        "start": "from",
        "threshold": "threshold",
        "value": "value",
        "additional": "in addition",
    },
    cases={
        "case": "the case",
        "situation": "situation",
        "expected": "expected result",
        "follow": "follow-up",
        "name": "name of the case",
        "date": "on",
        "person": "person",
        "role": "role",
        "margin": "margin",
        "to_confirm": "to confirm",
        "note": "note",
        "instance": "for",
        "own": "the aid",
    },
    bounds={
        "≥": "minimum",
        "≤": "maximum",
        "=": "is",
        "∈": "among",
    },
    tree={
        "owner": "of whom",
        "field": "field",
        "value": "content",
    },
    card=("information", "your answer", "link", "advice"),
)
