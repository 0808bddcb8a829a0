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
    "aids": "`age minimum`, `income maximum`, `region is`: add any column of this form. In orange: a text that has HTML tags.",
    "guide": "Fill the sheets in order; `rulespec check` tells you at the cell what is left to correct.",
    "card": "Lines marked * are needed.",
    "data": "One datum a row. `reads`: the country's variable; otherwise the question asked of the user. The grey row is an example.",
    "parameters": "For a new value, delete nothing: add a row with the new date.",
    "conditions": "One condition a row. `all`: required. `A — at least one`: one of group A is enough. Profile: rows of one name open the aid by themselves.",
    "tables": "IF (blue): what is looked at. THEN (green): what is answered. `-`: does not matter. Copy the block for another table.",
    "scales": "One bracket a row, from the lowest threshold to the highest; `in addition`: what each person beyond adds. Copy the block for another scale.",
    "calculations": "One sentence of calculation a row; a new date for a new version.",
    "resources": "Which resources, whose, over which months. Rows of one name are added up.",
    "zones": "One code a row, as Text; or the name of an EPCI.",
    "cases": "One row a case; for a household, the row of the case, then one for each person. Test the bounds: right at the ceiling, a cent above, the day before.",
    "hypotheses": "What was assumed where no text says.", "questions": "What to ask, and the answer.",
    "glossary": "The words of the trade.", "header": "The titles of the columns are needed to read the sheet: do not change them.",
    "exclusions": "Aids of which a household keeps only one.",
    "organisations": "Who pays for aids: its name, its kind, its codes.",
    "instances": "The same aid in several institutions: what changes for each.",
    "simulator": "Fields that only the simulator reads, as they are.",
    "remarks": "Correct your workbook, not this copy; a click on `Where` leads to the cell.",
    "further": "One more column: choose its title here.",
    "case titles": "Choose a datum, or type its name: age, municipality, net salary [2025-09].",
}  # fmt: skip

STEPS = (
    ("1. Aid", "Give the aid an identifier, a name, the organisation that pays it, and the text that creates it."),
    ("2. Data", "Name the data in your own words. Look for the country's variables with `rulespec catalog search`."),
    ("3. Parameters", "Each threshold and each amount has a unit, a starting date and a reference."),
    (
        "4. Conditions",
        "Write one condition a row: the column `Reads as` reads it back. Several profiles? The column `Profile` keeps them apart.",
    ),
    ("5. Table", "For an amount that varies with several data."),
    ("5. Scale", "A grid by the number of persons, brackets of income, a rate for each bracket."),
    ("5. Calculations", "A sentence of calculation: MIN(price × 40 %; highest amount)."),
    ("5. Resources", "The resources that count: which, whose, over which months."),
    ("5. Zones", "The municipalities where the aid is open."),
    ("6. Cases", "At least one case that is entitled and one that is not, and the bounds of each threshold."),
    ("7. Check", "Run `rulespec check`, then `rulespec test`."),
    (
        "Colours",
        "White: yours. Grey and italic: an example, or what the spreadsheet fills in; nothing is read there. Orange: an answer is missing.",
    ),
    ("Your notes", "A column `Notes`, a sheet `Scratch`, a comment on a cell are kept, and are in nobody's way."),
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
    comparisons=("=", "≠", "≥", ">", "≤", "<", "between", "among", "is true", "is false"),
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
        "further": "other column",
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
        "example": "example",
        "such as": "e.g.",
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
