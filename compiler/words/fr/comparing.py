"""Ce que dit la comparaison d'un recueil avec le paquet dont il vient."""

from __future__ import annotations

COMPARING = {
    "comparing": "Comparaison",
    "compared none": "Aucune règle du projet ne tient la place d'une formule du pays : il n'y a rien à comparer.",
    "compared head": "{count:# variable comparée|# variables comparées} sur {situations:# situation|# situations} : {equal:# égale|# égales}, {differing:# diffère|# diffèrent} ; {faults:# a un défaut de l'original|# ont un défaut de l'original}.",
    "compared equal": "✓ {name} : égale à l'original sur {situations:# situation|# situations}, {periods:# date|# dates}",
    "compared different": "✗ {name} : {differing:# situation diffère|# situations diffèrent} sur {situations} ({on})",
    "compared nothing": "l'original a donné la même réponse partout : cela prouve peu",
    "compared fault stacked": "défaut de l'original : à côté d'autres, il ne répond pas comme seul ({count:# situation|# situations}, d'abord en {period})",
    "compared fault not a number": "défaut de l'original : il ne donne pas un nombre, faute de garde à une division ({count:# situation|# situations}, d'abord en {period})",
    "compared fault stops": "défaut de l'original : il s'arrête ({period}) : {reason}",
    "compared fault 32 bits": "défaut de l'original : au seuil même, ses nombres de 32 bits le trompent ({count:# situation|# situations}, d'abord en {period})",
    "compared fault tie": "défaut de l'original : une moitié y est arrondie au chiffre pair ({count:# situation|# situations}, d'abord en {period})",
    "compared rule stacked": "le recueil ne répond pas seul comme à côté d'autres : c'est un défaut de rulespec, à signaler",
    "compared situation": "Une situation qui diffère, en {period} ; ce qui n'est pas dit est à sa valeur par défaut :",
    "compared person": "personne {number}",
    "compared computed": "* calculé par le pays, ici donné : si ces valeurs ne peuvent se rencontrer ensemble, la différence n'en est pas une",
    "compared original": "L'original donne {value} — {place}",
    "compared rule": "Le recueil donne {value}",
    "compared error": "Le recueil s'arrête : {reason}",
    "compared no answer": "rien",
}
