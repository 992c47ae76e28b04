"""When a guarded row may be destroyed: while two people's approved disposal of it is carried out.

The disposal is of one risk notification by its number, and nobody holds that notification. What
else holds the person keeps the person's names, dates of birth and addresses.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from dataclasses import dataclass

DESTROYED_WORDS = "Destroyed with what it was about"
"""What stands where words of a person stood that were put out."""

_CARRIED_OUT = (
    "d.approved AND d.decided_by_id <> d.asked_by_id AND d.destroyed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM risk_holds h"
    " WHERE h.risk_notification_id = d.notification_number AND h.lifted_at IS NULL)"
)


def _of_notification(number: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM risk_disposals d"
        f" WHERE d.notification_number = {number} AND {_CARRIED_OUT})"
    )


def _of_person(person: str) -> str:
    """One of the person's notifications is destroyed, and nothing else holds the person."""
    return (
        "EXISTS (SELECT 1 FROM risk_notifications n JOIN risk_disposals d"
        f" ON d.notification_number = n.id WHERE n.person_id = {person} AND {_CARRIED_OUT})"
        " AND NOT EXISTS (SELECT 1 FROM household_members m"
        f" WHERE m.person_id = {person})"
        " AND NOT EXISTS (SELECT 1 FROM check_decisions c"
        f" WHERE c.person_id = {person} AND c.answer <> 'not_the_same')"
        " AND NOT EXISTS (SELECT 1 FROM risk_notifications o"
        f" WHERE o.person_id = {person} AND NOT {_of_notification('o.id')})"
    )


def _of_matter(reference: str) -> str:
    """It is about the notification itself, or about its meeting with a child."""
    return (
        f"EXISTS (SELECT 1 FROM risk_disposals d WHERE {_CARRIED_OUT}"
        f" AND (d.notification_reference = {reference} OR EXISTS (SELECT 1 FROM risk_hits r"
        f" WHERE r.risk_notification_id = d.notification_number AND r.reference = {reference})))"
    )


@dataclass(frozen=True, slots=True)
class Blank:
    """The one column that may be put out, to what, and while what is so."""

    column: str
    to: str
    condition: str

    def put_out(self, same: str) -> str:
        """The column holds nothing of the person any more, and may do so."""
        return f"NEW.{self.column} {same} {self.to} AND {self.condition}"


ROWS_OF_NOTIFICATION = (
    "risk_statements",
    "risk_restrictions",
    "risk_linked_children",
    "risk_readers",
    "risk_source_checks",
    "risk_hits",
    "risk_access_requests",
    "risk_reviews",
    "risk_removals",
    "risk_holds",
)
"""Every table whose rows are of one notification, in the order in which they go."""
ROWS_OF_PERSON = ("person_names", "person_births", "person_addresses")
"""Every table whose rows say something of one adult."""

DISPOSABLE: dict[str, str] = {
    **dict.fromkeys(ROWS_OF_NOTIFICATION, _of_notification("OLD.risk_notification_id")),
    **dict.fromkeys(ROWS_OF_PERSON, _of_person("OLD.person_id")),
    "risk_notifications": _of_notification("OLD.id"),
}
"""Tables whose rows may go, and while what is so of a row."""
BLANKED: dict[str, Blank] = {
    "people": Blank("born_on", "NULL", _of_person("OLD.id")),
    "tasks": Blank("closing_words", f"'{DESTROYED_WORDS}'", _of_matter("OLD.matter_reference")),
    "follow_ups": Blank(
        "what_was_done",
        f"'{DESTROYED_WORDS}'",
        "EXISTS (SELECT 1 FROM notifications t WHERE t.id = OLD.notification_id"
        f" AND {_of_matter('t.matter_reference')})",
    ),
}
"""Rows that stay, because they count, but lose the words that may name a person."""
