"""What makes the pages about people who may pose a risk exist, and their steps as journeys share.

The person written down lives at Wilfreda's home.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.calls import WILFREDA
from tests.journeys.person import Person
from tests.journeys.walking import Walk

AGENCY = "Fernhill Health Visiting"
NAME = "Corvin Thrale"
TITLE = "People who may pose a risk to children"
FACT = "Convicted at Brackwater in March 2019."
NOTIFICATION = re.compile(r"/risk-notifications/[0-9A-Z]{4}-[0-9A-Z]{4}$")


def begins(manager: Person, when: str) -> None:
    """From the list to the first step."""
    manager.follows("Risk notifications")
    manager.sees(TITLE, f"{when}, the register of people who may pose a risk")
    manager.presses("Write down a notification")
    manager.sees("Write down a notification", f"{when}, a notification is begun")
    manager.presses("Begin")
    manager.sees("Who sent it?", f"{when}, who sent the notification")


def says_who_sent_it(manager: Person, when: str) -> None:
    """The first step."""
    manager.picks("Agency", AGENCY)
    manager.types("Name of whoever sent it", "Oriel Tamsett")
    manager.types("Their role there", "Named nurse")
    manager.types("Number or address they give", "07700 900777")
    manager.chooses("Telephone", "How did it come?")
    _date(manager, "When did it come?", "2", "11", "2025")
    manager.presses("Continue")
    manager.sees("The person", f"{when}, the person is described")


def describes_the_person(manager: Person, when: str) -> None:
    """The second step: a name, a date of birth and an address."""
    forename, surname = NAME.split()
    manager.types("First name", forename)
    manager.types("Last name, or the only name", surname)
    group = manager.page.get_by_role("group", name="Date of birth 1", exact=True)
    for label, text in (("Day", "9"), ("Month", "4"), ("Year", "1978")):
        manager.types(label, text, within=group)
    manager.types("Address: number and street", WILFREDA.line1)
    manager.types("Postcode", WILFREDA.postcode)
    manager.presses("Continue")
    manager.sees("The offence or concern", f"{when}, fact and opinion are kept apart")


def says_why(manager: Person, when: str) -> None:
    """The third and fourth step."""
    manager.chooses("Conviction", "What does it rest on?")
    manager.types("Fact", FACT)
    manager.types("Opinion", "The nurse thinks that he has begun to visit a family.")
    manager.chooses("Medium", "How great is the risk assessed to be?")
    manager.chooses("Not yet", "Does the person know that this is held?")
    manager.types("How they were told, or why not", "The police tell him this week")
    manager.presses("Continue")
    manager.sees("Children, readers and review", f"{when}, few are let in")
    manager.presses("Continue")
    manager.sees("Check what you wrote down", f"{when}, everything is read once more")


def keeps(manager: Person, when: str) -> str:
    """The last step and the check of the source; where the notification stands."""
    manager.chooses("No: somebody who is not recorded yet")
    manager.presses("Keep the notification")
    manager.sees("Check the source", f"{when}, whoever sent it is checked")
    manager.chooses("Ring back 01632 960321")
    manager.chooses("They are who they say")
    manager.presses("Record the check")
    manager.sees(NAME, f"{when}, the notification is kept")
    assert NOTIFICATION.search(manager.page.url)
    return manager.page.url.removeprefix(manager.council.address)


def asks(lead: Person, path: str, when: str) -> None:
    """Somebody who may only ask comes to the door."""
    lead.go(path)
    lead.sees("Ask to see a notification", f"{when}, somebody may only ask")
    lead.does_not_read(NAME)
    lead.types("What do you need it for?", "I visit this family on Friday.")
    lead.presses("Ask to see it")
    lead.sees("Ask to see a notification", f"{when}, the request is kept")
    lead.reads("You have asked.")


def waits_for_the_meeting(manager: Person) -> None:
    """The worker compares by itself; the list of meetings shows what it found."""
    manager.follows("Risk notifications")
    manager.follows("Children whom they may concern")
    link = manager.page.get_by_role("link", name=re.compile(f"{WILFREDA.surname} and {NAME}"))
    for _ in range(80):
        if link.count():
            break
        manager.page.wait_for_timeout(500)
        manager.page.reload()
    expect(link.first).to_be_visible()


def make_them(manager: Person, lead: Person, walk: Walk) -> None:
    """One notification, one that is not finished, and a request: so every page is there."""
    begins(manager, "In the walk")
    says_who_sent_it(manager, "In the walk")
    describes_the_person(manager, "In the walk")
    says_why(manager, "In the walk")
    walk.note(manager.page, "designated manager")
    draft = manager.page.url
    for step in ("source", "person", "concern", "readers", "throw-away"):
        manager.page.goto(f"{draft}/{step}")
        walk.note(manager.page, "designated manager")
    manager.page.goto(draft)
    path = keeps(manager, "In the walk")
    asks(lead, path, "In the walk")
    walk.note(lead.page, "lead social worker")
    begins(manager, "In the walk")
    says_who_sent_it(manager, "In the walk")
    describes_the_person(manager, "In the walk")
    says_why(manager, "In the walk")


def _date(person: Person, question: str, day: str, month: str, year: str) -> None:
    group = person.page.get_by_role("group", name=question)
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        person.types(label, text, within=group)
