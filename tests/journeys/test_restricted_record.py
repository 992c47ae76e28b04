"""A record is restricted, opened in an emergency, reviewed, lifted by two, and one is sealed."""

from __future__ import annotations

import pytest

from tests.factories.town import BORN_ON
from tests.journeys import restricting
from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
CHIEF, OWNER = "Rosalind Ekwueme", "Perrin Aldous"


def test_a_restricted_record_from_its_restriction_to_its_end(enter: Enter) -> None:
    chief = enter("designated manager")
    _restricts(chief)
    worker = enter("duty social worker")
    assert _is_not_there(worker, worker.council.child_path)
    restricting.fill_in_emergency(worker, WILFREDA.forename, WILFREDA.surname, BORN_ON)
    worker.sees(restricting.EMERGENCY, "At night she must know at once")
    worker.presses("Open the record")
    worker.sees(WILFREDA.name, "The record stands open for half an hour")
    worker.reads("You opened this restricted record to protect a child.")
    owner = enter("team manager")
    _reviews_and_asks(owner)
    _lifts(chief)
    worker.go(worker.council.child_path)
    worker.sees(WILFREDA.name, "The record is open as before")
    _seals(chief)
    for person in (worker, owner):
        assert _is_not_there(person, person.council.closed_child_path)


def _is_not_there(person: Person, path: str) -> bool:
    """Asked outside the page: the browser's console would call it a fault."""
    return person.page.request.get(person.council.address + path).status == 404


def _restricts(chief: Person) -> None:
    chief.go(chief.council.child_path)
    chief.follows("Restrict this record")
    chief.sees("Restrict this record", "The designated manager restricts a record")
    chief.picks("Who answers for this record?", OWNER)
    chief.types("Reason", "A threat against the family.")
    chief.presses("Restrict the record")
    chief.follows("Restricted records")
    chief.sees("Restricted records", "It stands in her list, without a name")
    chief.does_not_read(WILFREDA.surname)


def _reviews_and_asks(owner: Person) -> None:
    owner.follows("Children")
    owner.follows("Restricted records")
    owner.sees("Restricted records", "The owner reads that it was opened")
    with owner.arrives():
        owner.page.get_by_role("link", name="opened").click()
    owner.sees("A restricted record was opened", "The owner reviews the opening")
    owner.reads("The police are at the door.")
    owner.chooses("Yes", "Was it right to open the record?")
    owner.types("What did you find, and what was done?", "The child was moved that night.")
    owner.presses("Keep the review")
    with owner.arrives():
        owner.page.get_by_role("link", name=WILFREDA.name).click()
    owner.reads("Opened it in an emergency")
    owner.follows("Ask for the restriction to be lifted")
    owner.sees("Ask for the restriction to be lifted", "Months later the owner asks")
    restricting.ask_for_lifting(owner, CHIEF, "The threat is over.")
    owner.sees(WILFREDA.name, "The record says that somebody was asked")


def _lifts(chief: Person) -> None:
    chief.follows("Children")
    chief.follows("Restricted records")
    with chief.arrives():
        chief.page.get_by_role("link", name="asked").click()
    chief.sees("Lift the restriction", "The second person decides")
    chief.does_not_read(WILFREDA.surname)
    chief.chooses("Yes", "Should the restriction be lifted?")
    chief.types("Reason", "The police confirm it.")
    chief.presses("Keep the answer")
    chief.sees("Restricted records", "It is lifted")
    chief.reads("Lifted")


def _seals(chief: Person) -> None:
    chief.go(chief.council.closed_child_path)
    chief.follows("Seal this record before an adoption")
    chief.sees("Seal this record before an adoption", "An adoption order was made")
    chief.picks("Who answers for this record?", CHIEF)
    chief.types("Reason", "Adoption order of the family court.")
    chief.page.get_by_role("checkbox").check()
    chief.presses("Seal the record")
    chief.reads("This record is sealed: it is the record before an adoption.")
    chief.follows("Change who may open this record")
    chief.sees("Change who may open this record", "Nobody but an owner can be named")
    chief.does_not_read("Who else may open it?")
