"""What people do about a child who moves, at two councils: the steps that journeys share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.journeys.person import Person


def fills_day(person: Person, question: str, on: date) -> None:
    """Type a date into its three boxes."""
    group = person.page.get_by_role("group", name=question)
    for part, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(part, exact=True).fill(str(number))


def fill_in_movement(person: Person, authority: str, moved_on: date, today: date) -> None:
    """Fill in the form of a child on a plan who has left for good, in haste."""
    person.chooses("Out of our area")
    person.chooses("On a child protection plan")
    person.chooses("No", "Was the move planned?")
    fills_day(person, "Day of the move", moved_on)
    person.chooses("For good")
    person.types("Address to which the child moves", "3 Rook Lane, Merecombe")
    person.types("Postcode", "ZZ3 3ZZ")
    person.picks("Other authority", authority)
    person.types("Who told us?", "Her grandmother, by telephone")
    fills_day(person, "When were we told?", today)


def take_step(person: Person, what: str, on: date, sentence: str = "", **said: str) -> None:
    """Record one step, from the movement's own page."""
    person.follows("Record a step")
    person.picks("What was done?", what)
    fills_day(person, "On what day?", on)
    for label, text in said.items():
        person.types(LABELS[label], text)
    if "whom" in said:
        person.picks("How did it go or come?", "Secure email")
    if sentence:
        person.sees("Record a step", sentence)
    person.presses("Record the step")
    person.reads("The step is recorded")


LABELS = {
    "whom": "To whom did it go, or from whom did it come?",
    "words": "What else is to be known?",
}


def take_away(person: Person, link: str, folder: Path) -> Path:
    """Follow a link to a file and keep it."""
    with person.page.expect_download() as coming:
        person.page.get_by_role("link", name=link).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def bring(person: Person, path: Path, today: date, sentence: str) -> None:
    """Load a file that came from another council."""
    person.follows("Movements")
    person.follows("Load the file of another authority")
    person.page.get_by_label("The file", exact=True).set_input_files(path)
    fills_day(person, "When did it come?", today)
    person.sees("Load the file of another authority", sentence)
    person.presses("Load the file")
