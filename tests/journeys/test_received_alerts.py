"""Another authority looks for a family: the alert is kept, checked, searched, and answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.database import now_utc
from lacrecords.staff.queries import council_day
from tests.factories.town import BORN_ON
from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.moving import fills_day
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
MERECOMBE = "Merecombe Borough Council"
TODAY = council_day(now_utc())
LOOKED_FOR = "A family that another authority looks for"
TELL = "Tell the authority that the family is here"


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """It knows another council, with a contact that two people vouch for."""
    with serve_council(neighbours=(MERECOMBE,)) as council:
        yield council


def test_an_alert_that_came_is_dealt_with_and_its_sender_is_told(enter: Enter) -> None:
    manager = enter("designated manager")
    _records_it(manager)
    _decides_who_it_is(manager)
    lead = enter("lead social worker")
    lead.sees("Inbox", "Whoever leads for the child is told at once")
    lead.reads("Another authority looks for the family of a child you lead")
    lead.does_not_read("Merecombe")
    lead.go(lead.council.child_path)
    lead.sees(WILFREDA.name, "The alert stands on the child's page")
    lead.reads("Another authority looks for the family")
    _finds_them(manager)
    _tells_the_sender(manager)


def _records_it(manager: Person) -> None:
    manager.follows("Movements")
    manager.follows("Families whose whereabouts are not known")
    manager.follows("Families that other authorities look for")
    manager.sees("Alerts from other authorities", "No alert has come yet")
    manager.presses("Record an alert")
    manager.sees("Record an alert from another authority", "An alert is written down")
    manager.presses("Record the alert")
    manager.sees("Record an alert from another authority", "What is missing is said at its box")
    manager.picks("Which authority looks for the family?", MERECOMBE)
    manager.types("Who sent it, and what are they there?", "Perdita Holloway, duty manager")
    manager.types("Number or address they gave", "07700 900321")
    manager.chooses("Telephone", "How did it come?")
    fills_day(manager, "On what day did it come?", TODAY - timedelta(days=1))
    manager.types("At what time?", "09:15")
    manager.chooses("A child", "Who is it?")
    manager.types("First name", WILFREDA.forename)
    manager.types("Last name, or the only name", WILFREDA.surname)
    fills_day(manager, "Date of birth", BORN_ON)
    manager.types("Why are they looked for?", "They left before a conference")
    manager.presses("Record the alert")
    manager.sees(LOOKED_FOR, "The alert, and what is still to be done")
    manager.reads("Nobody has confirmed who sent this.")


def _decides_who_it_is(manager: Person) -> None:
    manager.follows("Look for them on the register")
    manager.sees("Who is this?", "The register was searched; a person decides")
    manager.chooses(f"{WILFREDA.name}, born")
    manager.types("Why?", "Name and date of birth agree")
    manager.presses("Keep the decision")
    manager.sees(LOOKED_FOR, "It is decided who the child is")


def _finds_them(manager: Person) -> None:
    manager.follows("The family is here")
    manager.sees("The family is here", "The family is found here")
    fills_day(manager, "When were they found?", TODAY)
    manager.types("Where and how?", "At home; a social worker has seen them")
    manager.presses("The family is here")
    manager.sees("The family is here", "Its authority must be told")
    manager.follows(f"Record that {MERECOMBE} was told")
    manager.sees(TELL, "Nobody is told before the sender is checked")
    manager.reads("Check the sender first.")
    manager.follows("Check the sender")
    manager.sees("Check who sent the alert", "The sender is checked by the directory alone")
    manager.chooses("Wrote to moves@merecombe.example")
    manager.chooses("They sent the alert")
    manager.presses("Record the check")
    manager.follows("Record that it was acknowledged")
    manager.sees("Acknowledge the alert", "Its receipt is acknowledged, and nothing is said")
    fills_day(manager, "On what day?", TODAY)
    manager.chooses("moves@merecombe.example")
    manager.presses("It was acknowledged")


def _tells_the_sender(manager: Person) -> None:
    manager.follows(f"Record that {MERECOMBE} was told")
    manager.sees(TELL, "A confirmed sender is told by the directory")
    fills_day(manager, "On what day?", TODAY)
    manager.chooses("moves@merecombe.example")
    manager.presses("They were told")
    manager.follows("Its sender has ended it")
    manager.sees("The alert has ended", "Its sender stands us down")
    fills_day(manager, "On what day?", TODAY)
    manager.types("Who said so, and how?", "Perdita Holloway, by secure email")
    manager.presses("Record that it has ended")
    manager.sees("The family is here", "Nothing is left to be done")
    manager.does_not_read("Still to be done")
    manager.go("/movements/received-alerts?state=all")
    manager.sees("Alerts from other authorities", "What is done is in the list of all")
