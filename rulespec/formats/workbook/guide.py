"""The sentences of a workbook: titles, hints, steps, advice, in both tongues."""

TITLES = {
    "fr": {
        "aids": "Une aide par ligne", "catalog": "Les données du pays",
        "guide": "Écrire une aide en sept étapes", "card": "L'aide en bref", "data": "Les données dont l'aide a besoin",
        "parameters": "Les seuils et montants datés", "conditions": "Qui a droit à l'aide ?", "tables": "Les tables de décision",
        "scales": "Les barèmes", "calculations": "Les calculs", "resources": "Les bases de ressources", "zones": "Les territoires",
        "cases": "Les cas de test", "hypotheses": "Les hypothèses", "questions": "Les questions au juriste", "glossary": "Le glossaire",
        "exclusions": "Les règles de cumul",
        "organisations": "Les organismes",
        "instances": "Les déclinaisons",
        "simulator": "Ce que lit le simulateur",
    },
    "en": {
        "aids": "One aid a row", "catalog": "The country's data",
        "guide": "Writing an aid in seven steps", "card": "The aid in brief", "data": "The data that the aid needs",
        "parameters": "Dated thresholds and amounts", "conditions": "Who is entitled?", "tables": "Decision tables",
        "scales": "Scales", "calculations": "Calculations", "resources": "Resource bases", "zones": "Territories",
        "cases": "Test cases", "hypotheses": "Hypotheses", "questions": "Questions to the lawyer", "glossary": "Glossary",
        "exclusions": "Aids that exclude each other",
        "organisations": "Organisations",
        "instances": "The same aid in several institutions",
        "simulator": "What the simulator reads",
    },
}  # fmt: skip

HINTS = {
    "fr": {
        "catalog": "Cherchez (Ctrl+F) ou filtrez ; recopiez le nom dans « Lexique », ou la variable dans « Lit », de l'onglet Données.",
        "aids": "« âge minimum », « quotient familial mensuel maximum », « département est » : ajoutez toute colonne de cette forme.",
        "guide": "Remplissez les onglets dans l'ordre ; « rulespec check » vous dit à la cellule ce qui reste à corriger.",
        "card": "Les lignes marquées * sont nécessaires.",
        "data": "Une donnée par ligne. « lit » : la variable du pays ; sinon, la question posée à l'usager.",
        "parameters": "Pour une revalorisation, n'effacez rien : ajoutez une ligne avec la nouvelle date.",
        "conditions": "Une condition par ligne. « toutes » : elle est exigée. « A — au moins une » : une seule du groupe A suffit.",
        "tables": "SI (bleu) : ce que l'on regarde. ALORS (vert) : ce que l'on répond. « - » : peu importe.",
        "scales": "Une tranche par ligne, du plus petit seuil au plus grand.",
        "calculations": "Une phrase de calcul par ligne ; une nouvelle date pour une nouvelle version.",
        "resources": "Quelles ressources, de qui, sur quels mois.",
        "zones": "Un code par ligne, au format Texte ; ou le nom d'un EPCI.",
        "cases": "Une ligne par cas. Testez les bornes : pile au plafond, un centime au-dessus, la veille d'une revalorisation.",
        "hypotheses": "Ce que l'on a supposé, faute de texte.", "questions": "Ce qu'il faut demander, et la réponse.",
        "glossary": "Les mots du métier.", "header": "Les titres des colonnes servent à lire la feuille : ne les changez pas.",
        "exclusions": "Des aides dont un foyer ne garde qu'une.",
        "organisations": "Qui verse les aides : son nom, son genre, ses codes.",
        "instances": "Une même aide dans plusieurs institutions : ce qui change pour chacune.",
        "simulator": "Les champs que seul le simulateur lit, tels quels.",
    },
    "en": {
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
    },
}  # fmt: skip

GUIDE = {
    "fr": (
        ("1. Aide", "Donnez à l'aide un identifiant, un nom, l'organisme qui la verse, et le texte qui la crée."),
        ("2. Données", "Nommez les données avec vos mots. Cherchez les variables du pays avec « rulespec catalog search »."),
        ("3. Paramètres", "Chaque seuil et chaque montant a une unité, une date de début et une référence."),
        ("4. Conditions", "Écrivez une condition par ligne : la colonne « Se lit ainsi » la relit."),
        ("5. Table, barème, calculs", "Pour un montant qui varie : une table, un barème, ou une phrase de calcul."),
        ("6. Cas", "Au moins un cas qui a droit et un qui n'a pas droit, et les bornes de chaque seuil."),
        ("7. Vérifier", "Lancez « rulespec check », puis « rulespec test »."),
        ("Nombres et dates", "1 234,56 ; 12,5 % ; 31/12/2025 ; oui / non. Un nombre ambigu est refusé, jamais deviné."),
    ),
    "en": (
        ("1. Aid", "Give the aid an identifier, a name, the organisation that pays it, and the text that creates it."),
        ("2. Data", "Name the data in your own words. Look for the country's variables with `rulespec catalog search`."),
        ("3. Parameters", "Each threshold and each amount has a unit, a starting date and a reference."),
        ("4. Conditions", "Write one condition a row: the column `Reads as` reads it back."),
        ("5. Table, scale, calculations", "For an amount that varies: a table, a scale, or a sentence of calculation."),
        ("6. Cases", "At least one case that is entitled and one that is not, and the bounds of each threshold."),
        ("7. Check", "Run `rulespec check`, then `rulespec test`."),
        ("Numbers and dates", "1234.56; 12.5 %; 31/12/2025; yes / no. An ambiguous number is refused, never guessed."),
    ),
}

# Where each step is done.
GUIDE_SHEETS = ("card", "data", "parameters", "conditions", "tables", "cases", "", "")

CARD_ADVICE = {
    "fr": {
        "aid": "Minuscules sans accent et _ : le nom de la variable dans OpenFisca.", "name": "Comme l'usager la connaît.",
        "organisation": "Qui la verse.", "summary": "De 10 à 420 signes, une phrase qui finit par un point.",
        "state": "Seules les aides en production sont publiées.", "entity": "À qui elle est donnée : individu, famille, ménage…",
        "payment": "Une fois, chaque mois, chaque année.", "unit": "L'unité du montant.", "start": "La date d'effet du texte.",
        "amount": "Un montant, un paramètre ou une phrase ; vide pour une aide oui / non.", "references": "Le texte, et son adresse https.",
        "procedure": "L'adresse https du téléservice.",
    },
    "en": {
        "aid": "Lower case without accents and _: the name of the variable in OpenFisca.", "name": "As the user knows it.",
        "organisation": "Who pays it.", "summary": "10 to 420 characters, a sentence that ends with a full stop.",
        "state": "Only aids in production are published.", "entity": "Whom it is given to: person, family, household…",
        "payment": "Once, monthly, yearly.", "unit": "The unit of the amount.", "start": "When the text takes effect.",
        "amount": "An amount, a parameter or a sentence; empty for a yes / no aid.", "references": "The text, and its https address.",
        "procedure": "The https address of the online procedure.",
    },
}  # fmt: skip
