"""The words of English."""

from importlib.resources import files

from rulespec.compiler.words import Language
from rulespec.compiler.words.en import costing, populations
from rulespec.compiler.words.en.comparing import COMPARING
from rulespec.compiler.words.en.currencies import CURRENCIES
from rulespec.compiler.words.en.fields import DESCRIPTIONS, KEYS, OWN_NOTES, SHEETS, VALUES
from rulespec.compiler.words.en.help import CLICK, HELP
from rulespec.compiler.words.en.importing import IMPORTING
from rulespec.compiler.words.en.language import FUNCTIONS, KEYWORDS, TIMING, UNITS
from rulespec.compiler.words.en.messages import HELPS, MESSAGES, TITLES
from rulespec.compiler.words.en.naming import HINTS, MARKS, NAMES
from rulespec.compiler.words.en.pages import PREVIEW, SITE
from rulespec.compiler.words.en.proof import PROOF
from rulespec.compiler.words.en.reading import READING
from rulespec.compiler.words.en.sentences import PORTFOLIO, REASONS, TERMS, UI
from rulespec.compiler.words.en.workbook import WORKBOOK

WORDS = Language(
    code="en",
    name="English",
    decimal=".",
    keywords=KEYWORDS,
    functions=FUNCTIONS,
    timing=TIMING,
    units=UNITS,
    currencies=CURRENCIES,
    keys=KEYS,
    values=VALUES,
    sheets=SHEETS,
    own_notes=OWN_NOTES,
    terms=TERMS | populations.TERMS,
    titles=TITLES,
    messages=MESSAGES,
    helps=HELPS,
    ui=UI | IMPORTING | PROOF | READING | COMPARING | populations.POPULATIONS | costing.COSTING,
    help=HELP | populations.HELP | costing.HELP,
    click=CLICK,
    preview=PREVIEW,
    site=SITE,
    descriptions=DESCRIPTIONS,
    portfolio=PORTFOLIO,
    reasons=REASONS,
    workbook=WORKBOOK,
    names=NAMES,
    hints=HINTS,
    marks=MARKS,
    models=files(__name__).joinpath("models"),
    of=("of the", "of"),
)
