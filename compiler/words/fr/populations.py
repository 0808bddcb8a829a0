"""Ce qui se dit des populations, et des simulations sur elles."""

from __future__ import annotations

POPULATIONS = {
    "population fine": "Tout est en ordre : {persons:# personne|# personnes}{groups}, {columns:# colonne|# colonnes} que les règles connaissent.",
    "population synthetic": "Ces personnes n'existent pas : la population est synthétique.",
    "population unweighted": "Pas de colonne « weight » (ou « poids ») : chaque ligne compte pour un.",
    "population rows": "{name} : {count:# ligne|# lignes}",
    "population weights": "{name} : {count:# ligne|# lignes} pour {weight}",
    "population made": "Population synthétique écrite dans {path} : {households:# ménage|# ménages}, {persons:# personne|# personnes}, pour {weight}.",
    "population column": "colonne", "population mean": "moyenne", "population least": "minimum", "population most": "maximum",
    "population zeros": "à 0", "population common": "plus fréquents", "population table": "table",
    "simulating": "{done} personnes sur {total}, {rate} par seconde, encore {left}",
    "simulate measured": "{persons:# personne|# personnes} par lots d'au plus {size}, {workers:# poste|# postes} de calcul.",
    "simulate done": "Résultats dans {path} : {chunks:# lot|# lots}, {persons:# personne|# personnes}.",
    "simulate total": "{name} : {total}, {rows:# ligne|# lignes}",
    "simulate money": "{name} : {total} pour {holders} ({entity} ; {rows:# ligne|# lignes})",
    "simulate count": "{name} : {holders} ({entity} ; {rows:# ligne|# lignes})",
    "simulate period": "« {text} » n'est pas une période : écrivez un mois (2024-06) ou une année (2024).",
    "simulate memory": "« {text} » n'est pas une taille : écrivez 2GB ou 500MB.",
    "simulate nothing": "Ces règles n'ont pas d'aide : nommez ce qui est à calculer avec --variables.",
    "simulate scheduler": "Le moteur « dask » demande l'adresse de son ordonnanceur : --scheduler tcp://…:8786.",
}  # fmt: skip

HELP = {
    "population": "Vérifie, décrit ou fabrique une population : des tables de personnes et de groupes, en Parquet ou en CSV.",
    "check-population": "Dit tout ce qui ne va pas dans une population, pour les règles d'un projet.",
    "describe": "Dit ce que contient une population : lignes, poids, et les valeurs de chaque colonne.",
    "make": "Tire une population synthétique de marges énoncées (YAML), toujours la même pour une graine.",
    "population-project": "le projet dont les règles sont visées (ce dossier)",
    "population-country": "le paquet du pays, là où il n'y a pas de projet",
    "population-period": "le mois (2024-06) ou l'année (2024) visés",
    "population-format": "comment le dire",
    "margins": "le fichier des marges : types de ménages, âges, valeurs",
    "make-seed": "la graine, plutôt que celle du fichier",
    "make-households": "combien de ménages, plutôt que ce que dit le fichier",
    "make-form": "Parquet ou CSV",
    "simulate": "Calcule les aides d'un projet sur une population, par lots, et écrit les résultats ; reprend après un arrêt.",
    "simulate-aids": "ces aides seulement, par nom ou identifiant, séparées par des virgules",
    "simulate-variables": "les variables à calculer, du pays ou des règles, séparées par des virgules : celles-là seules, ou avec --aids",
    "simulate-out": "le dossier des résultats, qui n'est là qu'une fois entiers",
    "memory": "la mémoire que le calcul peut prendre (2GB) ; de chaque poste avec « dask »",
    "engine": "local : ce processus ; processes : plusieurs de cette machine ; dask : une grappe",
    "workers": "combien de processus (un par cœur)",
    "scheduler": "l'adresse de l'ordonnanceur Dask (tcp://…:8786)",
}  # fmt: skip

TERMS = {
    "run versions": "la version des paquets",
    "run rules": "l'état des règles",
    "run population": "la population",
    "run period": "la période",
    "run variables": "le choix des variables",
}  # fmt: skip
