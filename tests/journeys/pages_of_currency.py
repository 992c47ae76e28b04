"""What makes the pages of the worklist and of exports exist, for the walk over every page."""

from __future__ import annotations

from tests.journeys.person import Person
from tests.journeys.walking import Walk

MOST_LOOKS = 120


def make_pages(chief: Person, walk: Walk) -> None:
    """Look at a finding of each sort of page, and ask for an export that somebody else decides."""
    list_path = "/records-to-put-right"
    for _ in range(MOST_LOOKS):
        chief.go(f"{list_path}?rule=case_without_lead")
        if chief.page.get_by_role("main").get_by_role("row").count() > 1:
            break
        chief.page.wait_for_timeout(500)
    walk.note(chief.page, "designated manager")
    with chief.arrives():
        chief.page.get_by_role("row").nth(1).get_by_role("link").first.click()
    walk.note(chief.page, "designated manager")
    chief.follows("Let it stand for a while")
    walk.note(chief.page, "designated manager")
    chief.go("/exports/ask/records_to_put_right")
    walk.note(chief.page, "designated manager")
    chief.types("What is the list for, and who will have it?", "A meeting of managers")
    chief.presses("Ask for it")
    walk.note(chief.page, "designated manager")
