"""A child on a plan moves from one council to another, each with its own running copy.

The file of the notice goes over, the file of the acknowledgement comes back; and a family that
nobody could find is found, and every authority stands down.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lacrecords.database import now_utc
from lacrecords.staff.queries import council_day
from tests.journeys.conftest import PATIENCE
from tests.journeys.council import Council, serve_council
from tests.journeys.moving import bring, fill_in_movement, fills_day, take_away, take_step
from tests.journeys.person import Person
from tests.journeys.watching import DESK, Watch

pytestmark = pytest.mark.journey
ASHDOWN, MERECOMBE = "Ashdown County Council", "Merecombe Borough Council"
TODAY = council_day(now_utc())


@pytest.fixture(scope="module")
def ashdown(browser: Browser) -> Iterator[Council]:
    with serve_council(ASHDOWN, (MERECOMBE, "Thornleigh County Council")) as council:
        yield council


@pytest.fixture(scope="module")
def merecombe(browser: Browser) -> Iterator[Council]:
    with serve_council(MERECOMBE, (ASHDOWN,)) as council:
        yield council


@contextmanager
def sits_down(browser: Browser, council: Council, who: str) -> Iterator[Person]:
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE)
    watch = Watch(council.address)
    watch.over(context)
    person = Person(council, context.new_page(), watch)
    person.sign_in(who)
    yield person
    context.close()
    person.leaves()


def reference_of(council: Council) -> str:
    return council.child_path.rpartition("/")[2]


def test_a_child_is_handed_from_one_council_to_another(
    browser: Browser, ashdown: Council, merecombe: Council, tmp_path: Path
) -> None:
    with sits_down(browser, ashdown, "lead social worker") as lead:
        lead.go(ashdown.child_path)
        lead.follows("Record a move into or out of the area")
        fill_in_movement(lead, MERECOMBE, TODAY - timedelta(days=1), TODAY)
        lead.sees("Record a move into or out of the area", "The lead records that her child moves")
        lead.presses("Record the movement")
        lead.sees("Wilfreda Ashgrove, out of our area", "The movement as its lead sees it")
    with sits_down(browser, ashdown, "designated manager") as manager:
        notice = _sends_the_notice(manager, tmp_path)
    with sits_down(browser, merecombe, "designated manager") as other:
        answer = _takes_the_child_on(other, notice, reference_of(merecombe), tmp_path)
    with sits_down(browser, ashdown, "designated manager") as manager:
        bring(manager, answer, TODAY, "The acknowledgement comes back")
        manager.sees("Wilfreda Ashgrove, out of our area", "The notice is acknowledged")
        manager.reads("Acknowledgement received")
        manager.reads("Transfer-in conference booked")
        take_step(manager, "Papers sent", TODAY, whom="Movements", words="Plan, chronology")
        take_step(manager, "Transfer-in conference held", TODAY)
        take_step(manager, "Responsibility passed", TODAY)
        manager.reads(f"Responsible now: {MERECOMBE}")
        manager.follows("End the movement")
        manager.reads("Nothing is left to do")
        manager.types("What happened, and how do you know?", "Handed over")
        manager.sees("End the movement", "Nothing is left to do before the end")
        manager.presses("End the movement")
        manager.reads("The movement is ended")
        manager.sees("Wilfreda Ashgrove, out of our area", "The movement is ended")
        manager.follows("Movements")
        manager.sees("Movements", "Nothing is left in the list")
        manager.reads("No movement is open.")


def _sends_the_notice(manager: Person, folder: Path) -> Path:
    manager.follows("Tasks")
    manager.follows("A movement has a next step")
    manager.sees("A movement has a next step", "The task says what is due and why")
    manager.reads("5 working days from the move of")
    manager.presses("Open it")
    manager.follows("Make the written notice")
    manager.sees("Make the written notice", "Before the notice is made")
    manager.presses("Make the notice")
    manager.sees(f"Written notice from {ASHDOWN}", "The notice, to be read before it goes")
    assert take_away(manager, "PDF", folder).read_bytes().startswith(b"%PDF-")
    notice = take_away(manager, "File", folder)
    manager.presses("Record that it was sent")
    fills_day(manager, "On what day?", TODAY)
    manager.picks(
        "Known contact of the authority", "Email address: moves@merecombe.example (Movements)"
    )
    manager.picks("How did it go or come?", "Secure email")
    manager.sees("Record a step", "The notice is recorded as sent")
    manager.presses("Record the step")
    manager.reads("moves@merecombe.example")
    manager.follows("Movements")
    manager.sees("Movements", "The ageing list with the reason of each clock")
    manager.reads("15 working days from the written notice of")
    manager.reads("setting transfer_conference_working_days")
    return notice


def _takes_the_child_on(other: Person, notice: Path, reference: str, folder: Path) -> Path:
    bring(other, notice, TODAY, "The file of the notice is loaded")
    other.sees("Wilfreda Ashgrove, into our area", "The movement at the other council")
    other.reads("On no record yet")
    movement = other.page.url
    bring(other, notice, TODAY, "The same file comes once more")
    other.sees("Wilfreda Ashgrove, into our area", "The same notice is recognised")
    other.reads("This file was loaded before.")
    assert other.page.url == movement
    other.follows("Decide which record is the child's")
    other.types("Reference of the child's record", reference)
    other.types("Why is it this child?", "Same name, date of birth and grandmother")
    other.sees("Decide which record is the child's", "A person decides whose record it is")
    other.presses("It is this child")
    take_step(other, "Transfer-in conference booked", TODAY + timedelta(days=9))
    other.follows("Make the acknowledgement file")
    other.types("Who is their contact here?", "Oriel Tamsett")
    other.types("Telephone number", "01632 960777")
    other.sees("Make the acknowledgement", "The acknowledgement names a contact")
    other.presses("Make the acknowledgement")
    other.sees(f"Acknowledgement from {MERECOMBE}", "The acknowledgement as it goes back")
    answer = take_away(other, "File", folder)
    other.presses("Record that it was sent")
    fills_day(other, "On what day?", TODAY)
    other.types("To whom did it go, or from whom did it come?", "Ashdown movements desk")
    other.picks("How did it go or come?", "Secure email")
    other.sees("Record a step", "The acknowledgement is recorded as sent")
    other.presses("Record the step")
    other.sees("Wilfreda Ashgrove, into our area", "Everything but the conference is done")
    return answer


def test_a_family_is_found_and_everybody_who_was_told_stands_down(
    browser: Browser, ashdown: Council
) -> None:
    with sits_down(browser, ashdown, "designated manager") as manager:
        _records_the_family(manager, reference_of(ashdown))
        for name in (MERECOMBE, "Thornleigh County Council"):
            manager.follows("Record that an authority was told")
            manager.picks("Which authority was told?", name)
            _says(manager, "custodian@authority.example")
            manager.sees("Record that an authority was told", f"{name} is told")
            manager.presses("Record it")
        manager.sees("A family whose whereabouts are not known", "The alert and who was told")
        manager.follows("The family is found")
        fills_day(manager, "When were they found?", TODAY)
        manager.types("Where and how?", "At her sister's home")
        manager.sees("The family is found", "Before it is recorded as found")
        manager.presses("The family is found")
        manager.sees("The family is found", "Two authorities still look")
        manager.reads("2 authorities still look for this family")
        for left in (1, 0):
            _stands_one_down(manager, left)
        manager.follows("Back")
        manager.reads("No families")
        manager.picks("Families", "All")
        manager.presses("Show")
        manager.sees("Families whose whereabouts are not known", "All stood down")
        manager.reads("Found, all stood down")


def _records_the_family(manager: Person, reference: str) -> None:
    manager.follows("Movements")
    manager.follows("Families whose whereabouts are not known")
    manager.presses("Record a family")
    manager.types("Reference of the record", reference)
    manager.presses("Add another child")
    second = manager.page.get_by_role("group", name="Child 2")
    manager.types("Name and date of birth", "A baby, born this week", within=second)
    manager.types("Who are the adults?", "Isolde Quillfeather, tall, red car")
    manager.types("Why are they looked for?", "She left hospital with the baby against advice")
    manager.types("Where were they last seen, or where may they be?", "Larkfield station")
    manager.sees("Record a family whose whereabouts are not known", "A family is described")
    manager.presses("Record the family")
    manager.sees("A family whose whereabouts are not known", "The family is recorded")


def _says(manager: Person, whom: str) -> None:
    fills_day(manager, "On what day?", TODAY)
    manager.picks("How?", "Secure email")
    manager.types("Who was told, by which number or address?", whom)


def _stands_one_down(manager: Person, left: int) -> None:
    manager.follows("Tasks")
    manager.follows("Tell an authority that the family is found")
    manager.sees("Tell an authority that the family is found", f"A task with {left} left after it")
    manager.presses("Open it")
    _says(manager, "custodian@authority.example")
    manager.sees("Tell an authority to stand down", f"One is told to stand down, {left} left")
    manager.presses("They were told to stand down")
    manager.sees("The family is found", f"Stood down, {left} left")
