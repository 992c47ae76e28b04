"""Records are put right: a lead social worker mends one, a manager lets one stand, two export."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
LIST = "Records to put right"
NO_NUMBER = "The NHS number is missing"
OVERDUE = "A review of the plan is overdue"


def waits_for(person: Person, words: str, there: bool = True) -> None:
    """The worker looks at the records by itself; look at the list again until it has."""
    for _ in range(120):
        person.page.goto(person.council.address + "/records-to-put-right?order=newest&passing=yes")
        if (words in person.page.get_by_role("main").inner_text()) is there:
            return
        person.page.wait_for_timeout(500)
    raise AssertionError(f"{words} {'never came' if there else 'never went'}")


def test_a_record_is_put_right_and_the_list_follows_by_itself(enter: Enter) -> None:
    lead = enter("lead social worker")
    waits_for(lead, OVERDUE)
    lead.go("/")
    lead.page.wait_for_load_state()
    lead.sees("Inbox", "A lead social worker sees how much is to be put right")
    lead.follows(LIST)
    lead.sees(LIST, "What a lead social worker is to put right")
    lead.follows(OVERDUE)
    lead.sees(OVERDUE, "A finding says what is wrong, why it matters and what to do")
    lead.follows("Back")
    lead.sees(LIST, "Back on the list")
    lead.page.get_by_text("Show part of the list").click()
    lead.picks("What is wrong", NO_NUMBER)
    lead.presses("Show")
    lead.sees(LIST, "Only what is of one kind")
    lead.page.get_by_role("row").filter(has_text=WILFREDA.name).get_by_role(
        "link", name=NO_NUMBER
    ).click()
    lead.sees(NO_NUMBER, "A number is missing")
    _types_the_number(lead)
    for _ in range(120):
        lead.page.goto(
            f"{lead.council.address}/records-to-put-right?rule=nhs_number_missing&passing=yes"
        )
        if WILFREDA.name not in lead.page.get_by_role("main").inner_text():
            break
        lead.page.wait_for_timeout(500)
    lead.sees(LIST, "What was mended went by itself")
    lead.does_not_read(WILFREDA.name)


def _types_the_number(lead: Person) -> None:
    lead.presses("Put it right")
    lead.sees("Numbers", "The page on which it is mended")
    lead.presses("Add a number")
    lead.sees("Add a number", "The number is typed")
    lead.page.get_by_role("radio", name="NHS number", exact=True).check()
    lead.types("Number", "943 476 5919")
    lead.types("Reason", "The health visitor read it to me.")
    lead.presses("Add")
    lead.sees(WILFREDA.name, "The record with what is still to be put right in it")
    lead.reads("The number is recorded")


def test_a_manager_lets_it_stand_and_two_people_export_the_list(enter: Enter) -> None:
    manager, chief = enter("team manager"), enter("designated manager")
    waits_for(manager, OVERDUE)
    manager.sees(LIST, "What a team is to put right")
    manager.follows(OVERDUE)
    manager.sees(OVERDUE, "A manager may let it stand")
    manager.follows("Let it stand for a while")
    manager.sees("Let it stand for a while", "Until when and why is asked")
    manager.presses("Let it stand")
    manager.sees("Let it stand for a while", "What was left out is said")
    day = date.today() + timedelta(days=10)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        manager.types(part, str(number))
    manager.types("Why may it stand?", "The conference is on Thursday.")
    manager.presses("Let it stand")
    manager.sees(LIST, "It stands no more on the list")
    manager.reads("comes back by itself")
    manager.follows("Export this list")
    manager.sees("Export records to put right", "What the list is for is asked")
    manager.types("What is the list for, and who will have it?", "The team's meeting on Monday.")
    manager.presses("Ask for it")
    manager.sees("Export: records to put right", "The request waits for a second person")
    path = manager.page.url.removeprefix(manager.council.address)
    _agrees(chief, path)
    manager.go(path)
    manager.sees("Export: records to put right", "It can be fetched once")
    with manager.page.expect_download() as download:
        manager.page.get_by_role("button", name="Fetch the file").click()
    assert WILFREDA.name in download.value.path().read_text(encoding="utf-8")
    manager.go(path)
    manager.sees("Export: records to put right", "It was fetched")


def _agrees(chief: Person, path: str) -> None:
    chief.follows("Exports")
    chief.sees("Exports", "The exports that were asked for")
    chief.page.goto(chief.council.address + path)
    chief.sees("Export: records to put right", "The second person reads what for")
    chief.chooses("Yes")
    chief.types("Why?", "It stays in the team.")
    chief.presses("Keep the answer")
    chief.sees("Export: records to put right", "The second person agreed")
    chief.follows(LIST)
    chief.sees(LIST, "The list of the whole register")
    chief.follows("Is it getting better?")
    chief.sees("Records to put right over time", "How much was open week by week")
