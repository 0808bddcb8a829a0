"""The entities and roles that the rulebook declares."""

from openfisca_core.entities import build_entity

Household = build_entity(
    key="household",
    plural="households",
    label="All the people in a family or group who live together in the same place.",
    roles=[
        {
            "key": "adult",
            "plural": "adults",
            "label": "Adult",
        },
        {
            "key": "child",
            "plural": "children",
            "label": "Child",
        },
    ],
)

Person = build_entity(
    key="person",
    plural="persons",
    label="An individual, the minimal entity on which legislation can be applied.",
    is_person=True,
)

entities = [Household, Person]
