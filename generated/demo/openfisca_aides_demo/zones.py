"""Les listes de codes que les règles nomment : communes, départements."""

# Brest métropole (aides/brest_metropole_transport.xlsx, Zones!A5)
BREST_METROPOLE = [
    "29019",
    "29011",
    "29061",
    "29069",
    "29075",
    "29189",
    "29212",
    "29235",
]

# Hauts-de-France (aides/hauts_de_france_aide_permis.yaml, 23:3)
HAUTS_DE_FRANCE = [
    "02",
    "59",
    "60",
    "62",
    "80",
]

# Nantes Métropole (aides/nantes_metropole_tarification_solidaire_transport.yaml, 14:3)
NANTES_METROPOLE = [
    "44009",
    "44018",
    "44020",
    "44024",
    "44026",
    "44035",
    "44047",
    "44074",
    "44094",
    "44101",
    "44109",
    "44114",
    "44120",
    "44143",
    "44150",
    "44162",
    "44166",
    "44171",
    "44172",
    "44190",
    "44194",
    "44198",
    "44204",
    "44215",
]
