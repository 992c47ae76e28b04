"""The designated manager goes on leave: a deputy takes over, works the desk, and hands it back."""

from __future__ import annotations

import pytest

from lacrecords.database import now_utc
from lacrecords.staff.queries import council_day
from tests.journeys import calls
from tests.journeys.conftest import Enter
from tests.journeys.pages_of_deputies import ONE_DAY, name_a_deputy

pytestmark = pytest.mark.journey
DEPUTY = "Perrin Aldous"


def test_a_deputy_works_the_desk_while_the_manager_is_away(enter: Enter) -> None:
    calls.answer_call_about_wilfreda(enter("duty officer", checks_pages=False))
    manager = enter("designated manager")
    today = council_day(now_utc())
    name_a_deputy(manager, f"{DEPUTY}, team manager", today, today + 9 * ONE_DAY, "Annual leave")
    manager.sees(DEPUTY, "The hand-over is written down")
    manager.reads("In force")

    deputy = enter("team manager")
    deputy.reads("deputy designated manager")
    deputy.follows("Home")
    deputy.sees("What is waiting", "The deputy has the manager's home page")
    deputy.follows("All tasks")
    deputy.sees("Tasks", "Everybody's tasks, filtered and sorted")
    deputy.follows("Inbox")
    deputy.sees("Inbox", "The deputy is told of the powers")
    deputy.follows("The designated manager has, or had, a deputy")
    deputy.sees("The designated manager has, or had, a deputy", "What the deputy was told")
    deputy.reads("up to and including")

    manager.types("Why does it end now?", "Back early")
    manager.presses("End it now")
    manager.sees(DEPUTY, "The powers have ended early")
    manager.reads("Ended early")
    deputy.go("/account")
    deputy.sees("Your account", "The deputy is a team manager again")
    deputy.does_not_read("deputy designated manager")
