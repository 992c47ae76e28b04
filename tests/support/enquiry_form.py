"""The form of a call, filled in as a browser sends it."""

from __future__ import annotations

from tests.support.calls import Council

CHILD_FIELDS = (
    "forename",
    "middle",
    "surname",
    "other_names",
    "mother_name",
    "line1",
    "town",
    "postcode",
    "nhs_number",
    "upn",
    "notes",
)
"""The texts that describe a child."""
TEXTS = (
    "name",
    "agency_name",
    "role",
    "relationship",
    "telephone_given",
    "email_given",
    "reason",
    "worry",
    "entered_late_because",
    "asked_time",
    *(f"children-0-{name}" for name in CHILD_FIELDS),
)
"""Every text of the form."""
PARTS = (
    "children-0-age_years",
    *(f"{when}-{part}" for when in ("children-0-born", "asked_on") for part in ("day", "year")),
)
CHOICES = (
    "kind",
    "agency_id",
    "agency_type",
    "channel",
    "enquiry_type",
    "worried",
    "urgency",
    "children-0-sex",
)
"""Every choice of the form."""


def filled(there: Council, **changes: str) -> dict[str, str]:
    """A whole and ordinary call; `child__surname` is the surname of the first child."""
    fields = {
        "idempotency_key": "a-form-of-its-own",
        "kind": "professional",
        "name": "Philippa Snow",
        "agency_id": str(there.town.agency_id),
        "role": "Health visitor",
        "channel": "telephone",
        "children-0-forename": "Ottoline",
        "children-0-surname": "Fairweather",
        "enquiry_type": "concern",
        "reason": "Missed appointments",
        "worried": "no",
        "urgency": "routine",
    }
    named = {name.replace("child__", "children-0-"): text for name, text in changes.items()}
    return fields | named
