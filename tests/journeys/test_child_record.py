"""The child's page: five changes made one after the other, and the search of the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CHILD = "Clemency Rushbrooke"
TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)


def _changes(person: Person, link: str, button: str, done: str, day: str = "") -> None:
    """Follow the link, fill the day and the reason, send it, and be back at the record."""
    person.follows(link)
    person.sees(link, f"A change of a record: {link}")
    if day:
        for part, number in zip(("Day", "Month", "Year"), day.split(), strict=True):
            person.types(part, number)
    if link.startswith("Assign"):
        person.picks("Lead social worker", "Cato Brindle")
    if link.startswith("Start"):
        person.chooses("Neglect")
    if link.startswith("Close"):
        person.picks("Why was it closed?", "Closed after assessment, referred to early help")
    person.types("Reason", "Agreed at the meeting of the team")
    person.presses(button)
    person.sees(CHILD, f"The record after a change: {done}")
    person.reads(done)


def test_a_team_manager_makes_the_five_changes_on_the_childs_page(enter: Enter) -> None:
    person = enter("team manager")
    person.sees("Inbox", "The inbox of a team manager")
    person.go(person.council.closed_child_path)
    person.sees(CHILD, "The record of a closed case")
    today, yesterday = (f"{day.day} {day.month} {day.year}" for day in (TODAY, YESTERDAY))
    _changes(person, "Open a case", "Open the case", "The case is open", yesterday)
    _changes(
        person,
        "Assign the lead social worker",
        "Assign",
        "The lead social worker is assigned",
        yesterday,
    )
    _changes(
        person, "Start a child protection plan", "Start the plan", "The plan is started", yesterday
    )
    person.reads("On a plan")
    person.reads("Cato Brindle")
    _changes(person, "End the child protection plan", "End the plan", "The plan is ended", today)
    _changes(person, "Close the case", "Close the case", "The case is closed", today)


def test_the_register_is_searched_with_a_reason(enter: Enter) -> None:
    person = enter("lead social worker")
    person.sees("Inbox", "The inbox before a search")
    person.follows("Children")
    person.sees("Children", "The search of the register")
    person.presses("Search")
    person.sees("Children", "A search without a reason is sent back")
    person.types("Why are you searching?", "Her brother was referred today")
    person.types("First name", "Clemensy")
    person.types("Last name", "Rushbrook")
    person.presses("Search")
    person.sees("Results of your search", "The results of a search")
    person.follows(CHILD)
    person.sees(CHILD, "A record opened from a search")
    person.follows("Say that you know this child or family")
    person.sees("I know this child or family", "Somebody says that they know the family")
