"""The steps that make the pages of deputies, for the journeys that walk over every page."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.person import Person

ONE_DAY = timedelta(days=1)


def name_a_deputy(manager: Person, who: str, first: date, last: date, why: str) -> None:
    """The manager hands the powers over, from the home page to the page of the hand-over."""
    manager.follows("Home")
    manager.follows("Deputies")
    manager.sees("Deputies", "Who deputises for the designated manager")
    manager.presses("Name a deputy")
    manager.sees("Name a deputy", "Handing the powers over")
    manager.picks("Who will hold the powers?", who)
    for question, day in (("First day", first), ("Last day", last)):
        group = manager.page.get_by_role("group", name=question)
        for part in ("Day", "Month", "Year"):
            manager.types(part, str(getattr(day, part.lower())), within=group)
    manager.types("Why?", why)
    manager.presses("Hand over the powers")
