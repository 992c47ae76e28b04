"""A movement that never happened is ended by two people, who read what is left undone.

One word ends nothing; and what was left undone stands on the page for whoever reads it later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.database import now_utc
from lacrecords.staff.queries import council_day
from tests.journeys.council import Council, serve_council
from tests.journeys.moving import fill_in_movement, take_step
from tests.journeys.person import Person
from tests.journeys.test_movements import ASHDOWN, MERECOMBE, sits_down

pytestmark = pytest.mark.journey
TODAY = council_day(now_utc())
LONG_AGO = TODAY - timedelta(days=60)
WHY = "What happened, and how do you know?"


@pytest.fixture(scope="module")
def ashdown(browser: Browser) -> Iterator[Council]:
    with serve_council(ASHDOWN, (MERECOMBE,)) as council:
        yield council


def test_two_people_end_a_movement_that_never_happened(browser: Browser, ashdown: Council) -> None:
    with sits_down(browser, ashdown, "designated manager") as manager:
        manager.go(ashdown.child_path)
        manager.follows("Record a move into or out of the area")
        fill_in_movement(manager, MERECOMBE, LONG_AGO, TODAY)
        manager.sees("Record a move into or out of the area", "A move of two months ago")
        manager.presses("Record the movement")
        take_step(manager, "Written notice sent", LONG_AGO, whom="Movements")
        there = _proposes_the_end(manager).removeprefix(ashdown.address)
    with sits_down(browser, ashdown, "team manager") as second:
        second.go(there)
        second.sees("Agree to end the movement", "The second person reads what was proposed")
        second.reads("The family stayed. I visited")
        second.types(WHY, "The school says so too")
        second.presses("Agree and end the movement")
        second.sees("Wilfreda Ashgrove, out of our area", "Ended, with what was left undone")
        second.reads("Ended with things left undone")
        second.reads("What was left undone")


def _proposes_the_end(manager: Person) -> str:
    manager.follows("End the movement")
    manager.sees("End the movement", "What would be left undone stands on the page")
    manager.reads("Get the acknowledgement of our notice")
    manager.types(WHY, "x")
    manager.presses("Propose the end")
    manager.sees("End the movement", "A word alone ends nothing")
    manager.reads("Select why the movement ends with this left undone")
    manager.chooses("It did not happen")
    manager.types(WHY, "The family stayed. I visited")
    manager.presses("Propose the end")
    manager.reads("The end is proposed")
    manager.sees("Wilfreda Ashgrove, out of our area", "The end is proposed, the clocks run on")
    manager.reads("Agree to the proposed end of the movement, or turn it down")
    manager.follows("Agree to the proposed end, or turn it down")
    manager.sees("End the movement", "Whoever proposed it does not end it")
    manager.reads("It waits for another person")
    return manager.page.url
