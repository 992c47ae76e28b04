"""Every kind of page that the program has, in a real browser: no barrier, none too wide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lacrecords.application import create_app
from lacrecords.demo.council import PASSPHRASE
from lacrecords.terms import Role
from tests.factories.archives import register_bytes
from tests.factories.lists import list_text, listed
from tests.factories.register_files import make_row
from tests.factories.staff import PASSWORD
from tests.journeys import (
    calls,
    importing,
    pages_of_considered,
    pages_of_currency,
    pages_of_risk_notifications,
    pages_of_sharing,
    restricting,
)
from tests.journeys.calls import NOT_KNOWN, OTTOLINE, WILFREDA
from tests.journeys.council import ADDRESS, Council
from tests.journeys.demonstration import serve_demonstration
from tests.journeys.pages_of_deputies import name_a_deputy
from tests.journeys.pages_of_statements import issues_a_statement
from tests.journeys.person import Person
from tests.journeys.walking import Walk
from tests.journeys.watching import DESK, Watch

pytestmark = pytest.mark.journey
CONTINUING = "The same enquirer asks again about the same matter because"


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The demonstration, with the people of the journeys in it."""
    with serve_demonstration() as council:
        yield council


def test_every_kind_of_page_is_free_of_barriers(
    browser: Browser, council: Council, tmp_path: Path
) -> None:
    app = create_app({"database_url": "sqlite:///:memory:"})
    walk = Walk(council.address, app.url_map.bind("register.example"))
    with _sits_down(browser, council, "duty officer") as officer:
        _calls_that_make_pages(officer, walk)
        _a_letter_is_answered(officer, walk)
        taken = pages_of_considered.calls_to_consider(officer)
    with _sits_down(browser, council, "lead social worker") as lead:
        _searches_the_register(lead, walk)
    with _sits_down(browser, council, "designated manager") as manager:
        _loads_files(manager, tmp_path)
        _answers_a_late_hit(manager, walk)
        _looks_up_a_list(manager)
        _names_a_deputy(manager)
        pages_of_considered.considers(manager, walk, taken)
    with _sits_down(browser, council, "duty officer") as officer:
        pages_of_considered.answers_a_question(officer, walk)
    with (
        _sits_down(browser, council, "designated manager") as manager,
        _sits_down(browser, council, "lead social worker") as lead,
    ):
        pages_of_risk_notifications.make_them(manager, lead, walk)
        pages_of_currency.make_pages(manager, walk)
        issues_a_statement(manager, walk)
        pages_of_sharing.make_them(manager, walk)
        _proposes_other_guidance(manager, walk)
    with _sits_down(browser, council, Role.SYSTEM_ADMINISTRATOR, PASSPHRASE) as administrator:
        _opens_an_invitation(administrator, walk)
    _people_know_and_open_records(browser, council, walk)
    for who in (*Role, "manager on shift"):
        password = PASSWORD if who == "manager on shift" else PASSPHRASE
        with _sits_down(browser, council, who, password) as person:
            walk.from_link_to_link(person.page, who)
    assert walk.faults == []
    assert walk.kinds() - set(walk.looked_at) == set()


@contextmanager
def _sits_down(
    browser: Browser, council: Council, who: str, password: str = PASSWORD
) -> Iterator[Person]:
    context = browser.new_context(viewport=DESK)
    watch = Watch(council.address)
    person = Person(council, context.new_page(), watch, checks_pages=False)
    person.sign_in(who, password)
    yield person
    context.close()


def _calls_that_make_pages(officer: Person, walk: Walk) -> None:
    """What only the answer to a form shows, or what only follows from a call."""
    calls.answer_call_about_wilfreda(officer)
    officer.types("What more do they ask for?", "Is Wilfreda on a plan?")
    officer.presses("Hand it to the manager on shift")
    for number in ("first", "second"):
        officer.follows("Enquiries")
        reference = calls.take_call(officer, f"In the {number} of two calls", OTTOLINE)
        calls.ring_back(officer, "Then")
        calls.look_for(officer, OTTOLINE, "Then")
        walk.note(officer.page, "duty officer")
        if number == "second":
            officer.chooses("Yes: Ottoline Fairweather")
            officer.types(CONTINUING, "she promised to")
        calls.decide(officer, NOT_KNOWN, "Then")
        answer = officer.page.url
        for kept in ("Contact record", "Evidence of absence"):
            officer.follows(kept)
            walk.note(officer.page, "duty officer")
            officer.page.goto(answer)
    officer.follows("It counts on its own after all")
    walk.note(officer.page, "duty officer")
    officer.go(f"/enquiries/{reference}/told-outside")
    walk.note(officer.page, "duty officer")


def _a_letter_is_answered(officer: Person, walk: Walk) -> None:
    officer.follows("Enquiries")
    calls.begin_call(officer, "Philippa Snow", "In a letter")
    officer.chooses("Email", "How did they reach us?")
    calls.describe(officer, 1, WILFREDA)
    calls.save_call(officer, "Missed two appointments", "In a letter")
    officer.presses("Check the enquirer")
    officer.chooses(f"Write to {ADDRESS}")
    officer.chooses("They are who they say")
    officer.presses("Record the check")
    calls.look_for(officer, WILFREDA, "In a letter")
    calls.decide(officer, WILFREDA.name, "In a letter")
    calls.says(officer, "In a letter", "The lead social worker's name")
    officer.follows("Back")
    officer.follows("Send the reply")
    walk.note(officer.page, "duty officer")
    officer.presses("The reply has gone")
    officer.reads("The check ended with it.")


def _loads_files(manager: Person, folder: Path) -> None:
    """A conflict, a name of nobody, children not in the file, and an upload that still waits.

    The first file brings the child about whom somebody asked when nobody knew her.
    """
    asked_about = make_row(
        child_id="T9",
        forename=OTTOLINE.forename,
        surname=OTTOLINE.surname,
        dob="-".join(part.zfill(2) for part in reversed(OTTOLINE.born)),
        addr1=OTTOLINE.line1,
        postcode=OTTOLINE.postcode,
        nhs="",
    )
    for run, rows in ((2, (*importing.FIRST, asked_about)), (3, importing.SECOND)):
        content = register_bytes(folder, rows, importing.LEAD)
        importing.upload(manager, "register.csv", content, "of the walk")
        importing.load(manager, run, "of the walk")
        if run == 2:
            importing.correct_by_hand(manager)
    importing.upload(
        manager, "register.csv", register_bytes(folder, importing.FIRST, importing.LEAD), "again"
    )


def _answers_a_late_hit(manager: Person, walk: Walk) -> None:
    """The worker finds by itself that the record meets the call; the manager says it does not."""
    hit = manager.page.get_by_role(
        "link", name="Decide whether a later record is the child asked about"
    )
    for _ in range(60):
        manager.follows("Tasks")
        if hit.count():
            break
        manager.page.wait_for_timeout(500)
    with manager.arrives():
        hit.first.click()
    walk.passes(manager.page, "Read it and decide")
    manager.presses("Read it and decide")
    manager.sees("Is this the child who was asked about?", "A record that came in later")
    walk.note(manager.page, "designated manager")
    manager.chooses("No, not this child")
    manager.types("Your reasons", "Her mother is another.")
    manager.presses("Decide")
    manager.follows("Undo this decision")
    manager.sees("Undo this decision", "What undoing it leaves as it is")
    walk.note(manager.page, "designated manager")


def _proposes_other_guidance(manager: Person, walk: Walk) -> None:
    """Of a text of the council's own, which stands behind more national ones than are read."""
    manager.go("/guidance/agreements")
    own = manager.page.locator("th[scope=row] a").first.get_attribute("href")
    for step in ("change", "end"):
        manager.go(f"{own}/{step}")
        walk.note(manager.page, "designated manager")


def _names_a_deputy(manager: Person) -> None:
    """From a day to come, so that this walk meets the roles as they are."""
    first = date.today() + timedelta(days=30)
    name_a_deputy(manager, "Perrin Aldous, team manager", first, first, "A day of leave")


def _looks_up_a_list(manager: Person) -> None:
    manager.follows("Look-ups")
    manager.presses("Look up a list")
    row = listed("R1", forename=WILFREDA.forename, surname=WILFREDA.surname)
    file = {"name": "roll.csv", "mimeType": "text/csv", "buffer": list_text(row).encode()}
    manager.page.get_by_label("The list", exact=True).set_input_files([file])  # type: ignore[list-item]
    manager.types("Why is this list of our own looked up?", "A check of our own")
    manager.presses("Look it up")
    # The page looks again by itself until the worker is done.
    manager.sees("What the list brought up", "The list is answered")


def _searches_the_register(lead: Person, walk: Walk) -> None:
    lead.follows("Children")
    lead.types("First name", WILFREDA.forename)
    lead.types("Last name", WILFREDA.surname)
    lead.types("Why are you searching?", "A neighbour gave me this name.")
    lead.presses("Search")
    walk.note(lead.page, "lead social worker")
    lead.follows("It is none of these: make a record")
    walk.note(lead.page, "lead social worker")
    for box, text in (("First name", ""), ("Last name", ""), ("Day", ""), ("Month", "")):
        lead.page.get_by_label(box, exact=True).first.fill(text)
    _makes_a_record_of_an_unborn_child(lead, walk)


def _makes_a_record_of_an_unborn_child(lead: Person, walk: Walk) -> None:
    due = date.today() + timedelta(days=60)
    group = lead.page.get_by_role("group", name="Expected date of birth")
    for part, number in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        group.get_by_label(part).fill(str(number))
    lead.types("First name of the mother", "Isolde")
    lead.types("Last name of the mother", "Quillfeather")
    lead.types("Why is this record made?", "The midwife wrote to us.")
    lead.presses("Make the record all the same")
    lead.reads("The record is made")
    lead.follows("Record the birth")
    walk.note(lead.page, "lead social worker")


def _people_know_and_open_records(browser: Browser, council: Council, walk: Walk) -> None:
    """A restricted record is opened in an emergency and asked about; a connection is declared."""
    with _sits_down(browser, council, Role.DUTY_SOCIAL_WORKER, PASSPHRASE) as worker:
        restricting.fill_in_emergency(worker, "Ottoline", "Marsh", date(2017, 5, 9))
        worker.presses("Open the record")
        worker.reads("You opened this restricted record to protect a child.")
        walk.note(worker.page, "duty social worker")
        worker.go(f"{council.closed_child_path}/connection")
        worker.types("How do you know the child or the family?", "We are neighbours.")
        worker.page.get_by_role("checkbox").check()
        worker.presses("Declare the connection")
    with _sits_down(browser, council, Role.DESIGNATED_MANAGER, PASSPHRASE) as chief:
        chief.go(f"{council.closed_child_path}/connection/lift")
        walk.note(chief.page, "designated manager")
        chief.go("/children/restricted")
        chief.page.get_by_role("link", name="Ask for it to be lifted").first.click()
        restricting.ask_for_lifting(chief, "Perrin Aldous", "The threat is over.")
        chief.reads("Your request waits for an answer")


def _opens_an_invitation(administrator: Person, walk: Walk) -> None:
    administrator.go("/staff/invite")
    administrator.types("Name", "Araminta Vane")
    administrator.types("Work email address", "araminta.vane@ashdown.example")
    administrator.chooses("Duty officer")
    administrator.types("Office number", "01632 960100")
    administrator.presses("Invite")
    walk.note(administrator.page, "system administrator")
    link = administrator.page.locator(".govuk-inset-text").inner_text().strip()
    administrator.page.context.clear_cookies()
    administrator.page.goto(link)
    walk.note(administrator.page, "nobody")
    administrator.go("/sign-in")
    walk.note(administrator.page, "nobody")
