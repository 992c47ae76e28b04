"""A grandmother asks about her daughter's partner: from the enquiry to a refused undertaking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.terms import AgencyType, ContactPointKind
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town
from tests.journeys import calls
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
POLICE, DESK = "Larkshire Police", "01632 960700"
WHO = "Barnaby Thistlewood"
TITLE = "Question about a person"
SAFE = "Ring her sister on 01632 960889, mornings only."
TOLD = "Somebody asked about a person who has to do with a child you work with"


def the_police(_town: Town) -> None:
    """The police stand in the directory."""
    agency = add_agency(MAKER, POLICE, AgencyType.POLICE)
    point = NewContactPoint(kind=ContactPointKind.TELEPHONE, value=DESK, label="public protection")
    add_contact_point(MAKER, agency, point, "command:second-person", NOW - timedelta(days=400))


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council of the other journeys, with the police in its directory."""
    with serve_council(further=the_police) as council:
        yield council


def test_a_question_goes_to_the_police_and_we_tell_nothing(enter: Enter) -> None:
    officer = enter("duty officer")
    _an_enquiry(officer)
    path = _writes_it_down(officer)
    _says_it(officer)
    _refers_it(officer)
    worker = enter("duty social worker")
    worker.go(path)
    worker.sees(TITLE, "The question as a social worker reads it")
    _takes_up_the_danger(worker, path)
    _links_the_child(worker, officer.council.child_path)
    officer.go(path)
    officer.sees(TITLE, "The duty officer is not told which record it is")
    officer.does_not_read("undo the link")
    _the_lead_hears(enter("lead social worker"))
    _the_police_decide_and_a_disclosure_is_attended(worker, path)
    _the_manager_reads_and_ends_it(enter("designated manager"), path)


def _an_enquiry(officer: Person) -> None:
    officer.presses("Take an enquiry")
    officer.sees("Take an enquiry", "A grandmother rings")
    officer.types("Enquirer's name", "Drusilla Fairbairn")
    officer.chooses("A relative")
    officer.types("Relationship to the child", "Grandmother")
    calls.describe(officer, 1, calls.WILFREDA)
    calls.save_call(officer, "She asks whether her daughter's partner is safe", "With a question")


def _writes_it_down(officer: Person) -> str:
    officer.follows("This is a question about a person")
    officer.sees("A question about a person", "The form knows what the enquiry says")
    officer.reads("We tell nobody anything about a person")
    officer.presses("Write the question down")
    officer.sees("A question about a person", "What was left out is said, of the question")
    officer.reads("Ask how it is safe to contact them, and enter what they say")
    officer.types("How and when is it safe to contact them?", SAFE)
    officer.types("Name of the person they ask about", WHO)
    officer.page.get_by_label("The partner or former partner of somebody else").check()
    officer.chooses("Yes", "Does this person have access to a child?")
    officer.chooses("Yes", "Is anybody in danger at this moment?")
    officer.types("What was done at once?", "She rang 999; a car is on its way.")
    officer.chooses("Yes", "May a child be at risk of significant harm?")
    officer.types("What have they seen, heard or been told?", "He shouts, and the boy hides.")
    officer.types("What do they think?", "She thinks that he hits them.")
    officer.presses("Write the question down")
    officer.sees(TITLE, "The question is written down, with the sentences to say")
    officer.reads("Child Sex Offender Disclosure Scheme and Domestic Violence Disclosure Scheme")
    officer.reads(SAFE)
    officer.reads("Somebody may be in danger now")
    return "/" + officer.page.url.split("/", 3)[3]


def _says_it(officer: Person) -> None:
    officer.presses("Record what you said")
    officer.sees("What to say", "The sentences for whoever asks about a person")
    officer.chooses("If anybody is in danger at this moment")
    officer.chooses("We tell nobody anything about a person")
    officer.chooses("I will pass your question to the police")
    officer.presses("Record what I said")
    officer.sees(TITLE, "What was said to her is kept word for word")
    officer.reads("What I say to you would be the same about anybody.")


def _refers_it(officer: Person) -> None:
    officer.presses("Refer to the police")
    officer.sees("Refer to the police", "The words to pass on, ready to be pasted")
    officer.chooses(f"Rang {DESK}")
    officer.types("Who took it there?", "Sergeant Ojukwu")
    officer.types("The police's reference", "LP/77")
    officer.presses("Record the referral")
    officer.sees(TITLE, "The question is with the police")
    officer.reads("With the police")
    officer.reads(f"to Sergeant Ojukwu at {DESK}")


def _takes_up_the_danger(worker: Person, path: str) -> None:
    for what in ("Somebody may be in danger now", "Somebody is worried about a child"):
        worker.follows(f"Record what was done : {what}")
        worker.sees(what, f"Taken up: {what}")
        worker.types("What was done?", "I spoke to the mother at her sister's; both are safe.")
        worker.presses("Record what was done")
        worker.sees(TITLE, f"Done: {what}")
    worker.reads("Consider enquiries under section 47")


def _links_the_child(worker: Person, child_path: str) -> None:
    worker.follows("Link a record")
    worker.sees("Link a record", "Which record the child has")
    worker.types("Reference of the record", child_path.rpartition("/")[2])
    worker.types("Why is it this child?", "Name, birthday and home agree.")
    worker.presses("Link the record")
    worker.sees(TITLE, "The record is linked")
    worker.reads("Wilfreda Ashgrove")


def _the_lead_hears(lead: Person) -> None:
    lead.sees("Inbox", "The inbox of whoever leads for the child")
    lead.follows(TOLD)
    lead.sees(TOLD, "A question touches a child they lead for")
    lead.does_not_read(WHO)
    lead.follows_reference()
    lead.sees(TITLE, "The question as the lead social worker reads it")
    lead.reads(WHO)
    lead.follows("Wilfreda Ashgrove")
    lead.sees("Wilfreda Ashgrove", "The child's page shows that there is a question")
    lead.reads("Questions about a person around this child")


def _the_police_decide_and_a_disclosure_is_attended(worker: Person, path: str) -> None:
    worker.follows("Record what the police said")
    worker.sees("What the police said", "What the police said, from a closed list")
    worker.chooses("They decided to disclose")
    worker.types("Who said it there?", "Sergeant Ojukwu")
    worker.types("Note", "They say that he was convicted.")
    worker.presses("Record what they said")
    worker.sees("What the police said", "A note that may hold what was told is asked about")
    worker.types("Note", "We meet on Friday at the station.")
    worker.presses("Record what they said")
    worker.sees(TITLE, "The police decided to disclose")
    worker.follows("Record a disclosure of the police that we attended")
    title = "A disclosure of the police that we attended"
    worker.sees(title, "Who was there, the warning and the undertaking")
    worker.page.get_by_label("Domestic Violence Disclosure Scheme").check()
    worker.types("Where?", "Larkfield police station")
    worker.types("Who of the police?", "Constable Whitlow")
    worker.types("To whom did the police disclose, or would have?", "The boy's mother")
    worker.chooses("Yes", "Were they warned that it is for safeguarding only?")
    worker.chooses("Yes", "Were they warned to keep it in confidence?")
    worker.chooses("Yes", "Were they warned that legal proceedings are possible?")
    worker.chooses("They refused")
    worker.chooses("No", "Did the police disclose?")
    worker.presses("Record it")
    worker.sees(title, "A refusal without what followed is asked about")
    worker.reads("Select whether the police considered it")
    considered = "If they refused: did the police consider whether to disclose all the same?"
    worker.chooses("Yes", considered)
    worker.presses("Record it")
    worker.sees(TITLE, "The refused undertaking is recorded")
    worker.reads("The police considered whether to disclose all the same.")


def _the_manager_reads_and_ends_it(manager: Person, path: str) -> None:
    manager.follows("Disclosure schemes")
    manager.sees("Disclosure schemes", "The list of questions, with clocks and without names")
    manager.does_not_read(WHO)
    manager.go(path)
    manager.sees(TITLE, "The question as the designated manager reads it")
    manager.follows("Record what was done : Consider enquiries")
    manager.sees("Consider enquiries under section 47", "What was considered")
    manager.types("What was done?", "Strategy discussion held; enquiries are under way.")
    manager.presses("Record what was done")
    manager.sees(TITLE, "Nothing is left to be taken up")
    manager.follows("End the question")
    manager.sees("End the question", "Only the reasons that fit are offered")
    manager.does_not_read("Whoever asked does not ask any more")
    manager.chooses("The police have decided")
    manager.types("What happened?", "A plan for the mother's safety stands without it.")
    manager.presses("End the question")
    manager.sees(TITLE, "The question has ended")


def test_a_question_about_a_worker_is_the_designated_managers(enter: Enter) -> None:
    manager = enter("designated manager")
    manager.follows("Disclosure schemes")
    manager.sees("Disclosure schemes", "Before a question about a worker")
    _asks_about_a_worker(manager)
    _adds_links_and_undoes(manager)
    manager.follows("Amend")
    manager.sees("Amend the question", "What was said is filled in")
    manager.types("Why is this changed?", "He rang again.")
    manager.presses("Keep this")
    manager.sees(TITLE, "The question is amended")
    manager.follows("Record who was told")
    title = "Tell the designated officer for allegations"
    manager.sees(title, "The officer is told first")
    manager.types("Whom did you tell?", "Mr Obi")
    manager.presses("Record whom you told")
    manager.sees(TITLE, "The officer was told")
    manager.reads("Told: Mr Obi")


def _asks_about_a_worker(manager: Person) -> None:
    manager.presses("Write a question down")
    manager.sees("A question about a person", "A question on its own")
    manager.chooses("A member of the public", "Who is asking?")
    manager.page.get_by_label("They would not give a name").check()
    manager.types("How and when is it safe to contact them?", "No way is safe; he rings again.")
    manager.types("Name of the person they ask about", "Osric at the centre")
    manager.page.get_by_label("Nobody's partner").check()
    manager.chooses("Yes", "Does this person have access to a child?")
    manager.page.get_by_label("The person is said to be a worker of ours").check()
    manager.chooses("No", "Is anybody in danger at this moment?")
    manager.chooses("No", "May a child be at risk of significant harm?")
    manager.presses("Write the question down")
    manager.sees(TITLE, "A question about a worker of ours")


def _adds_links_and_undoes(manager: Person) -> None:
    manager.follows("Add a child")
    manager.sees("Add a child", "Another child of the question")
    manager.types("Child's name", "Wilfreda")
    manager.presses("Add the child")
    manager.sees(TITLE, "A child is added")
    _links_the_child(manager, manager.council.child_path)
    manager.follows("undo")
    manager.sees("Undo the link", "The child is another")
    manager.types("Why is it another child?", "Her birthday differs.")
    manager.presses("Undo the link")
    manager.sees(TITLE, "The link is undone")
