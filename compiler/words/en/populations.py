"""What is said of populations and of simulations on them."""

from __future__ import annotations

POPULATIONS = {
    "population fine": "All is well: {persons:# person|# persons}{groups}, {columns:# column|# columns} that the rules know.",
    "population synthetic": "These people do not exist: the population is synthetic.",
    "population unweighted": "No column `weight`: each row counts for one.",
    "population rows": "{name}: {count:# row|# rows}",
    "population weights": "{name}: {count:# row|# rows} for {weight}",
    "population made": "Synthetic population written in {path}: {households:# household|# households}, {persons:# person|# persons}, for {weight}.",
    "population column": "column", "population mean": "mean", "population least": "least", "population most": "most",
    "population zeros": "at 0", "population common": "most frequent", "population table": "table",
    "simulating": "{done} of {total} persons, {rate} a second, {left} left",
    "simulate measured": "{persons:# person|# persons} by chunk of at most {size}, {workers:# worker|# workers}.",
    "simulate done": "Results in {path}: {chunks:# chunk|# chunks}, {persons:# person|# persons}.",
    "simulate total": "{name}: {total}, {rows:# row|# rows}",
    "simulate money": "{name}: {total} for {holders} of {entity} ({rows:# row|# rows})",
    "simulate count": "{name}: {holders} of {entity} ({rows:# row|# rows})",
    "simulate period": "`{text}` is no period: write a month (2024-06) or a year (2024).",
    "simulate memory": "`{text}` is no size: write 2GB or 500MB.",
    "simulate nothing": "These rules have no aid: name what is to be computed with --variables.",
    "simulate scheduler": "The engine `dask` needs the address of its scheduler: --scheduler tcp://…:8786.",
}  # fmt: skip

HELP = {
    "population": "Checks, describes or makes a population: tables of persons and groups, Parquet or CSV.",
    "check-population": "Tells all that is wrong with a population for the rules of a project.",
    "describe": "Tells what a population holds: rows, weights, and the values of each column.",
    "make": "Draws a synthetic population from stated margins (YAML), always the same for a seed.",
    "population-project": "the project whose rules are meant (this folder)",
    "population-country": "the country package, where there is no project",
    "population-period": "the month (2024-06) or the year (2024) that is meant",
    "population-format": "how to say it",
    "margins": "the file of margins: household types, ages, values",
    "make-seed": "the seed, rather than the one of the file",
    "make-households": "how many households, rather than the file says",
    "make-form": "Parquet or CSV",
    "simulate": "Computes the aids of a project on a population, in chunks, and writes the results; resumed after a stop.",
    "simulate-aids": "these aids only, by name or identifier, separated by commas",
    "simulate-variables": "variables to compute, of the country or the rules, separated by commas: these alone, or beside --aids",
    "simulate-out": "the folder of the results, there once they are whole",
    "memory": "the memory that the run may take (2GB); of each worker with `dask`",
    "engine": "local: this process; processes: several of this machine; dask: a cluster",
    "workers": "how many processes (one a core)",
    "scheduler": "the address of the Dask scheduler (tcp://…:8786)",
}  # fmt: skip

TERMS = {
    "run versions": "the versions of the packages",
    "run rules": "the rules",
    "run population": "the population",
    "run period": "the period",
    "run variables": "the variables asked for",
}  # fmt: skip
