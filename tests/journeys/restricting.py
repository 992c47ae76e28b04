"""What people do around a restricted record, as the journeys tell it."""

from __future__ import annotations

from datetime import date

from tests.journeys.person import Person

EMERGENCY = "Open a restricted record to protect a child now"


def fill_in_emergency(person: Person, forename: str, surname: str, born_on: date) -> None:
    """From the page of children to the form, filled in."""
    person.follows("Children")
    person.follows(EMERGENCY)
    person.types("First name of the child", forename)
    person.types("Last name of the child", surname)
    for part in ("day", "month", "year"):
        person.types(part.capitalize(), str(getattr(born_on, part)))
    person.types("Which danger is there, and why can it not wait?", "The police are at the door.")
    person.page.get_by_role("checkbox").check()


def ask_for_lifting(person: Person, of: str, why: str) -> None:
    """On the form on which a second person is asked."""
    person.picks("Who should decide?", of)
    person.types("Why should it be lifted?", why)
    person.presses("Ask")
