"""Les mots du français."""

from importlib.resources import files

from rulespec.compiler.words import Language
from rulespec.compiler.words.fr import costing, populations
from rulespec.compiler.words.fr.comparing import COMPARING
from rulespec.compiler.words.fr.currencies import CURRENCIES
from rulespec.compiler.words.fr.fields import DESCRIPTIONS, KEYS, OWN_NOTES, SHEETS, VALUES
from rulespec.compiler.words.fr.help import CLICK, HELP
from rulespec.compiler.words.fr.importing import IMPORTING
from rulespec.compiler.words.fr.language import FUNCTIONS, KEYWORDS, TIMING, UNITS
from rulespec.compiler.words.fr.messages import HELPS, MESSAGES, TITLES
from rulespec.compiler.words.fr.naming import HINTS, MARKS, NAMES
from rulespec.compiler.words.fr.pages import PREVIEW, SITE
from rulespec.compiler.words.fr.proof import PROOF
from rulespec.compiler.words.fr.reading import READING
from rulespec.compiler.words.fr.sentences import PORTFOLIO, REASONS, TERMS, UI
from rulespec.compiler.words.fr.workbook import WORKBOOK

WORDS = Language(
    code="fr",
    name="Français",
    decimal=",",
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
    of=("de la", "de l'", "du", "des", "de", "d'"),
)
