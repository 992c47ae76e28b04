"""The pages of decisions whether to share that only come with a step taken."""

from __future__ import annotations

from tests.journeys.person import Person
from tests.journeys.walking import Walk


def make_them(manager: Person, walk: Walk) -> None:
    """A cover sheet for a decision of the demonstration by which something is to be shared."""
    manager.go("/sharing-decisions?shown=to_share")
    with manager.arrives():
        line = manager.page.get_by_role("listitem").filter(has_text="Ottoline Reyes, Ward sister")
        line.get_by_role("heading").get_by_role("link").click()
    walk.note(manager.page, "designated manager")
    manager.presses("Make a cover sheet")
    manager.page.get_by_role("checkbox").first.check()
    manager.presses("Make the sheet")
    manager.reads("The cover sheet is made and kept")
