"""Les mots dont sont faits les identifiants, les fichiers, les nombres et les listes."""

from rulespec.compiler.words.records import Hints, Marks, Names

NAMES = Names(
    eligibility="eligibilite",
    alone="avant_cumul",
    known="connu",
    row="ligne",
    extra="par_unite_en_plus",
    percentage="pourcentage",
    shared="conditions_partagees",
    claimant="demandeur",
    person="personne",
    folder="aides",
    example="coup_de_pouce_permis",
    model="modele",
    first="premiere_aide",
    lexicon="lexique",
    signs=(("≥", " au moins "), ("≤", " au plus "), (">=", " au moins "), ("<=", " au plus "), ("<", " moins de "), (">", " plus de ")),
    source="D'après",
    line="ligne",
)

MARKS = Marks(
    thousands="\u202f",
    is_sign_first=False,
    colon=" : ",
    quotes=("« ", " »"),
    and_="et",
    into="en",
    members=("membre", "membres", "personne", "personnes"),
    entitled=("a droit", "éligible"),
    nothing=("aucune", "aucun", "fin"),
    anything=("tous", "toutes", "tout", "autre", "autres", "indifférent", "n'importe lequel", "sinon", "tous les autres"),
    role="rôle",
    # Zéro et un sont du singulier : « 0 erreur », « 1 erreur », « 2 erreurs ».
    plural=lambda count: 0 if abs(count) < 2 else 1,
    bound=r"(?<=«) | (?=[»:;?!%€])",
)

HINTS = Hints(
    calls={
        "group_count": "nombre", "group_sum": "total", "group_max": "maximum", "group_min": "minimum", "group_any": "un_membre",
        "divide": "quotient", "half_up": "arrondi", "round_up": "arrondi", "round_down": "arrondi",
        "step_above": "arrondi", "step_below": "arrondi",
        "minimum": "plus_petit", "maximum": "plus_grand",
    },
    signs={">=": "au_moins", "<=": "au_plus", ">": "plus_de", "<": "moins_de", "==": "egal_a", "!=": "autre_que"},
    joints={"&": "et", "|": "ou"},
    denied="sans", within="dans", one_of="parmi", condition="condition", amount="montant", choice="choix", who="concernes", values="valeurs", read="lu", rank="rang",
    small=frozenset({"a", "au", "aux", "avec", "d", "de", "des", "du", "en", "est", "et", "l", "la", "le", "les", "ou", "par", "pour", "sans", "un", "une"}),
)  # fmt: skip
