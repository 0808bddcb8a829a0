"""The words of English."""

from rulespec.compiler.words import Language
from rulespec.compiler.words.en.fields import KEYS, SHEETS, VALUES
from rulespec.compiler.words.en.language import FUNCTIONS, KEYWORDS, UNITS, WINDOWS
from rulespec.compiler.words.en.messages import HELPS, MESSAGES, TITLES
from rulespec.compiler.words.en.sentences import TERMS, UI

WORDS = Language(
    code="en",
    name="English",
    decimal=".",
    keywords=KEYWORDS,
    functions=FUNCTIONS,
    windows=WINDOWS,
    units=UNITS,
    keys=KEYS,
    values=VALUES,
    sheets=SHEETS,
    terms=TERMS,
    titles=TITLES,
    messages=MESSAGES,
    helps=HELPS,
    ui=UI,
    of=("of the", "of"),
)
