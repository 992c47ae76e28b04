"""Somebody asks for what is held about them: found, redacted, released by two, handed over."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from lacrecords.database import db, now_utc
from lacrecords.subject_access.checking import record_check
from lacrecords.subject_access.recording import record_request
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.standing import standing_of
from lacrecords.terms import SubjectLinkKind
from tests.factories.subject_access import check_of, make_records, new_request
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
WHO = "Wilfreda Ashgrove"
GUARDIAN = "Caldicott Guardian"
ADDRESSES: dict[str, str] = {}
MINE = re.compile(r"^Page \d+ of \d+: ")


def a_request_that_has_waited(town: Town) -> None:
    """A record with a mother; her daughter's request was searched for twelve days ago."""
    access = make_records(town)
    then = now_utc() - timedelta(days=12)
    new = new_request(received_on=then.date(), asker_name=WHO)
    number = record_request(access.guardian, new, then).id
    record_check(access.guardian, number, check_of(shown_on=then.date()), then)
    row = search(access.guardian, number, then)
    for place in standing_of(number, then).undecided:
        same = place == (SubjectLinkKind.CHILD, access.child_id)
        decide_candidate(access.guardian, number, row.id, place, same, "Read both.", then)
    db.session.flush()
    ADDRESSES[GUARDIAN] = _email(access.guardian.account_id)


def _email(account_id: int | None) -> str:
    table = db.metadata.tables["accounts"]
    found = db.session.execute(db.select(table.c.email).where(table.c.id == account_id))
    return str(found.scalar_one())


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with a Caldicott Guardian and a waiting request."""
    with serve_council(further=a_request_that_has_waited) as council:
        council.emails.update(ADDRESSES)
        yield council


def test_a_spoken_request_is_written_down_and_the_person_is_found(enter: Enter) -> None:
    officer = enter("duty officer")
    _writes_it_down(officer)
    guardian = enter(GUARDIAN)
    guardian.follows("Information requests")
    guardian.sees("Information requests", "The ageing list of information requests")
    guardian.page.get_by_role("link", name="Odette Marchbanks", exact=True).click()
    guardian.sees("Odette Marchbanks", "A request that nobody has worked yet")
    _shows_who_asks(guardian)
    guardian.presses("Search everything that is held")
    guardian.sees("Who came up", "Nobody came up of that name")


def _writes_it_down(officer: Person) -> None:
    officer.follows("Information requests")
    officer.sees("Information requests", "The duty desk sees its own requests")
    officer.presses("Record a request")
    officer.sees("Record an information request", "A request to be written down")
    officer.presses("Record the request")
    officer.sees("Record an information request", "What was left out is said at the request")
    officer.reads("Enter the day the request reached us")
    _enters_day(officer, "Day it reached us", date.today())
    officer.chooses("Said on the telephone")
    officer.chooses("An adult, for themselves")
    officer.types("Name of whoever asks", "Odette Marchbanks")
    officer.types("How can they be reached?", "01632 960771")
    officer.types("First name of the person", "Odette")
    officer.types("Last name of the person", "Marchbanks")
    officer.chooses("Yes", "Do they ask for everything?")
    officer.presses("Record the request")
    officer.sees("Odette Marchbanks", "What the duty desk reads of a request")
    officer.does_not_read("Search everything")


def _enters_day(person: Person, question: str, day: date) -> None:
    group = person.page.get_by_role("group", name=question, exact=True)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def _shows_who_asks(guardian: Person) -> None:
    guardian.presses("Record who asks was shown")
    guardian.sees("Record who asks was shown", "How who asks was shown")
    _enters_day(guardian, "On which day was it shown?", date.today())
    guardian.chooses("Saw documents in person")
    guardian.types("What was seen?", "Passport")
    guardian.chooses("It is confirmed")
    guardian.presses("Record the check")
    guardian.sees("Odette Marchbanks", "Who asks is shown")


def test_a_pack_goes_from_the_record_to_the_release_by_two(enter: Enter) -> None:
    guardian = enter(GUARDIAN)
    path = _assembles(guardian)
    _redacts(guardian, path)
    manager = enter("designated manager")
    _answers_on_harm(guardian, manager, path)
    guardian.go(path)
    guardian.sees(WHO, "The pack can be given to a second person")
    guardian.presses("Give it to a second person")
    guardian.sees(WHO, "The pack waits for a second person")
    guardian.reads("another person reads and releases it")
    _releases(manager, path)
    _hands_over(guardian, path)


def _assembles(guardian: Person) -> str:
    guardian.follows("Information requests")
    guardian.sees("Information requests", "A request whose person is found")
    guardian.page.get_by_role("link", name=WHO, exact=True).click()
    guardian.sees(WHO, "The pack is to be assembled")
    path = "/" + guardian.page.url.split("/", 3)[3]
    guardian.presses("Assemble the pack")
    guardian.sees("The pack", "Nothing is assembled yet")
    guardian.presses("Assemble the pack")
    for _ in range(60):
        guardian.sees("The pack", "The pack is assembled")
        if guardian.page.get_by_text("proposals wait for a decision").count():
            break
        time.sleep(0.5)
        guardian.go(f"{path}/pack")
    guardian.reads("Pack 1:")
    return path


def _redacts(guardian: Person, path: str) -> None:
    for turn in range(30):
        link = guardian.page.get_by_role("link", name=re.compile(r"^Next page with a proposal"))
        if turn == 0:
            _page_to_decide(guardian)
        elif link.count():
            with guardian.arrives():
                link.click()
        guardian.sees(MINE, "A page with proposals")
        if not guardian.page.get_by_role("button", name="Keep these decisions").count():
            break
        guardian.picks("What is decided?", "Leave out: About another person, who has not agreed")
        guardian.presses("Keep these decisions")
        guardian.sees(MINE, "What is left out is struck through")
    guardian.go(f"{path}/pack/1")
    guardian.sees(MINE, "A page to read")
    guardian.page.get_by_role("link", name=re.compile("^Choose words")).first.click()
    guardian.sees("Choose words of a line", "Single words can be chosen")
    guardian.page.get_by_role("checkbox").first.check()
    guardian.picks("On which ground?", "Given in confidence")
    guardian.presses("Leave out the ticked words")
    guardian.sees(MINE, "A word is left out")
    guardian.page.get_by_role("link", name=re.compile("^Let it stand again")).first.click()
    guardian.sees("Let words stand again", "Words can stand again")
    guardian.types("Why?", "It is her own.")
    guardian.presses("Let them stand again")
    guardian.sees(MINE, "The words stand again")


def _page_to_decide(guardian: Person) -> None:
    item = guardian.page.get_by_role("listitem").filter(has_text="to decide").first
    with guardian.arrives():
        item.get_by_role("link").click()


def _answers_on_harm(guardian: Person, manager: Person, path: str) -> None:
    guardian.go(path)
    guardian.sees(WHO, "Somebody must answer on serious harm")
    guardian.presses("Ask about serious harm")
    guardian.sees("Ask about serious harm", "To whom the question on serious harm goes")
    guardian.chooses("The designated manager")
    guardian.presses("Ask them")
    guardian.sees(WHO, "The designated manager is asked")
    manager.follows("Tasks")
    manager.sees("Tasks", "The question on serious harm is a task")
    manager.reads("Say whether a release would be likely to cause serious harm")
    manager.go(f"{path}/harm")
    manager.sees("Would giving this cause serious harm?", "The pack as the manager reads it")
    manager.chooses("No: serious harm is not likely")
    manager.types("Why?", "Nothing in it is new to her.")
    manager.presses("Keep the answer")
    manager.sees("Would giving this cause serious harm?", "The answer on serious harm is kept")


def _releases(manager: Person, path: str) -> None:
    manager.go(path)
    manager.sees(WHO, "The second person finds the request")
    manager.presses("Read and release")
    manager.sees("Read and release", "Everything as it would be released")
    manager.does_not_read("Philippa")
    manager.presses("I have read it: release it")
    manager.sees(WHO, "The pack is released")


def _hands_over(guardian: Person, path: str) -> None:
    for _ in range(60):
        guardian.go(path)
        guardian.sees(WHO, "The document is made")
        if guardian.page.get_by_role("button", name="Write down how it went").count():
            break
        time.sleep(0.5)
    answer = guardian.page.request.get(guardian.council.address + f"{path}/document.pdf")
    assert answer.status == 200
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)
    assert "Philippa" not in text and "[left out]" in text
    guardian.presses("Write down how it went")
    guardian.sees("How it went", "How the document went")
    _enters_day(guardian, "On which day did it go?", date.today())
    guardian.chooses("Handed over in person, against a signature")
    guardian.types("How is that known?", "Signature seen")
    guardian.presses("Write it down")
    guardian.sees(WHO, "It is written down how it went")
    expect(guardian.page.locator("main")).to_contain_text("Gone: Handed over in person")
