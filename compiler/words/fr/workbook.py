"""Les phrases d'un classeur : titres, conseils, étapes, colonne de contrôle."""

from __future__ import annotations

from rulespec.compiler.words.records import WorkbookWords

SHEET_TITLES = {
    "aids": "Une aide par ligne", "catalog": "Les données du pays",
    "guide": "Écrire une aide en sept étapes", "card": "L'aide en bref", "data": "Les données dont l'aide a besoin",
    "parameters": "Les seuils et montants datés", "conditions": "Qui a droit à l'aide ?", "tables": "Les tables de décision",
    "scales": "Les barèmes", "calculations": "Les calculs", "resources": "Les bases de ressources", "zones": "Les territoires",
    "cases": "Les cas de test", "hypotheses": "Les hypothèses", "questions": "Les questions au juriste", "glossary": "Le glossaire",
    "exclusions": "Les règles de cumul",
    "organisations": "Les organismes",
    "instances": "Les déclinaisons",
    "simulator": "Ce que lit le simulateur",
}  # fmt: skip

SHEET_HINTS = {
    "catalog": "Cherchez (Ctrl+F) ou filtrez, puis recopiez dans l'onglet Données le nom dans « Lexique », ou la variable dans « Lit ».",
    "aids": "« âge minimum », « quotient familial mensuel maximum », « département est » : ajoutez toute colonne de cette forme. En orange : un texte qui a des balises HTML.",
    "guide": "Remplissez les onglets dans l'ordre ; « rulespec check » vous dit, cellule par cellule, ce qui reste à corriger.",
    "card": "Les lignes marquées * sont nécessaires.",
    "data": "Une donnée par ligne. « Lit » : la variable du pays ; sinon, la question posée à l'usager. La ligne grise est un exemple.",
    "parameters": "Pour une revalorisation, n'effacez rien : ajoutez une ligne avec la nouvelle date.",
    "conditions": "Une condition par ligne. « toutes » : exigée. « A — au moins une » : une du groupe A suffit. Profil : les lignes du même nom ouvrent l'aide à elles seules.",
    "tables": "SI (bleu) : ce que l'on regarde. ALORS (vert) : ce que l'on répond. « - » : peu importe. Recopiez le bloc pour une autre table.",
    "scales": "Une tranche par ligne, du plus petit seuil au plus grand ; « en plus » : ce qu'ajoute chaque personne au-delà. Recopiez le bloc pour un autre barème.",
    "calculations": "Une phrase de calcul par ligne ; une nouvelle date pour une nouvelle version.",
    "resources": "Quelles ressources, de qui, sur quels mois. Plusieurs lignes du même nom s'additionnent.",
    "zones": "Un code par ligne, au format Texte ; ou le nom d'un EPCI.",
    "cases": "Une ligne par cas ; pour un foyer, la ligne du cas puis une par personne. Testez les bornes : pile au plafond, un centime au-dessus, la veille.",
    "hypotheses": "Ce que l'on a supposé, faute de texte.", "questions": "Ce qu'il faut demander, et la réponse.",
    "glossary": "Les mots du métier.", "header": "Les titres des colonnes servent à lire la feuille : ne les changez pas.",
    "exclusions": "Des aides dont un foyer ne garde qu'une.",
    "organisations": "Qui verse les aides : son nom, son genre, ses codes.",
    "instances": "Une même aide dans plusieurs institutions : ce qui change pour chacune.",
    "simulator": "Les champs que seul le simulateur lit, tels quels.",
    "remarks": "Corrigez dans votre classeur, pas dans cette copie ; un clic sur « Où » mène à la cellule.",
    "further": "Une colonne de plus : choisissez son titre ici.",
    "case titles": "Choisissez une donnée, ou tapez son nom : âge, commune, salaire net [2025-09].",
}  # fmt: skip

STEPS = (
    ("1. Aide", "Donnez à l'aide un identifiant, un nom, l'organisme qui la verse, et le texte qui la crée."),
    ("2. Données", "Nommez les données avec vos mots. Cherchez les variables du pays avec « rulespec catalog search »."),
    ("3. Paramètres", "Chaque seuil et chaque montant a une unité, une date de début et une référence."),
    (
        "4. Conditions",
        "Écrivez une condition par ligne : la colonne « Se lit ainsi » la relit. Plusieurs profils ? La colonne « Profil » les sépare.",
    ),
    ("5. Table", "Pour un montant qui varie selon plusieurs données."),
    ("5. Barème", "Une grille selon le nombre de personnes, des tranches de revenus, un taux par tranche."),
    ("5. Calculs", "Une phrase de calcul : MIN(prix × 40 % ; montant maximum)."),
    ("5. Ressources", "Les ressources qui comptent : lesquelles, de qui, sur quels mois."),
    ("5. Zones", "Les communes où l'aide est ouverte."),
    ("6. Cas", "Au moins un cas qui a droit et un qui n'a pas droit, et les bornes de chaque seuil."),
    ("7. Vérifier", "Lancez « rulespec check », puis « rulespec test »."),
    (
        "Les couleurs",
        "Blanc : à vous. Gris et italique : un exemple, ou ce que le tableur remplit ; rien n'y est lu. Orange : il manque une réponse.",
    ),
    ("Vos notes", "Une colonne « Notes », une feuille « Brouillon », un commentaire de cellule sont gardés, et ne gênent rien."),
    ("Nombres et dates", "1 234,56 ; 12,5 % ; 31/12/2025 ; oui / non. Un nombre ambigu est refusé, jamais deviné."),
)

CARD_ADVICE = {
    "aid": "Minuscules sans accent et _ : le nom de la variable dans OpenFisca.", "name": "Comme l'usager la connaît.",
    "organisation": "Qui la verse.", "summary": "De 10 à 420 caractères ; une phrase qui finit par un point.",
    "state": "Seules les aides en production sont publiées.", "entity": "À qui elle est donnée : individu, famille, ménage…",
    "payment": "Une fois, chaque mois, chaque année.", "unit": "L'unité du montant.", "start": "La date d'effet du texte.",
    "amount": "Un montant, un paramètre ou une phrase ; vide pour une aide oui / non.", "references": "Le texte, et son adresse https.",
    "procedure": "L'adresse https du téléservice.",
}  # fmt: skip

CONTROL = {
    "last": "✓ dernière valeur", "fine": "✓", "twice": "✗ nom en double", "date": "✗ date ?", "value": "✗ valeur ?",
    "unknown": "? donnée du pays", "compare": "✗ comparaison ?",
}  # fmt: skip

WORKBOOK = WorkbookWords(
    titles=SHEET_TITLES,
    hints=SHEET_HINTS,
    steps=STEPS,
    advice=CARD_ADVICE,
    control=CONTROL,
    comparisons=("=", "≠", "≥", ">", "≤", "<", "entre", "parmi", "est vrai", "est faux"),
    headers={
        "control": "contrôle",
        "sentence": "se lit ainsi",
        "number": "n°",
        "advice": "conseil",
        "general_reference": "référence générale",
        "general_link": "lien général",
        "record_start": "en vigueur depuis",
        "item_window": "fenêtre de la ligne",
        "group": "groupe",
        "profile": "profil",
        "further": "autre colonne",
    },
    blocks={
        "table": "table",
        "scale": "barème",
        "if": "si",
        "then": "alors",
        "else": "sinon",
        "reference": "référence",
        "note": "explication",
        "bracket": "tranche",
        "start": "à partir du",
        "threshold": "seuil",
        "value": "valeur",
        "additional": "en plus",
        "example": "exemple",
        "such as": "ex.",
    },
    cases={
        "case": "le cas",
        "situation": "situation",
        "expected": "résultat attendu",
        "follow": "suivi",
        "name": "nom du cas",
        "date": "le",
        "person": "personne",
        "role": "rôle",
        "margin": "marge",
        "to_confirm": "à confirmer",
        "note": "note",
        "instance": "pour",
        "own": "l'aide",
    },
    bounds={
        "≥": "minimum",
        "≤": "maximum",
        "=": "est",
        "∈": "parmi",
    },
    tree={
        "owner": "de qui",
        "field": "champ",
        "value": "contenu",
    },
    card=("information", "votre réponse", "lien", "conseil"),
)
