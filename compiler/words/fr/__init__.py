"""Les mots du français."""

from rulespec.compiler.words import Language
from rulespec.compiler.words.fr.fields import KEYS, SHEETS, VALUES
from rulespec.compiler.words.fr.language import FUNCTIONS, KEYWORDS, UNITS, WINDOWS
from rulespec.compiler.words.fr.messages import HELPS, MESSAGES, TITLES
from rulespec.compiler.words.fr.sentences import TERMS, UI

WORDS = Language(
    code="fr",
    name="français",
    decimal=",",
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
    of=("de la", "de l'", "du", "des", "de", "d'"),
    singular=(0, 1),
)
