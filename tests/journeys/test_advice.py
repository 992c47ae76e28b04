"""A social worker asks the Caldicott Guardian: stripped of names, asked back, answered."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.council import Council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
ASK, TITLE = "Ask for advice", re.compile("Question [A-Z2-9]{4}-[A-Z2-9]{4}")
TYPED = (
    "Wilfreda's mother, Mrs Bell, moved to 3 Tamarind Row, ZZ8 4QR (01632 960321) to be safe."
    " The school asks where she lives. The Family Court made no order. May we tell them?"
)


def test_advice_is_asked_without_identity(enter: Enter, council: Council) -> None:
    lead, guardian = enter("lead social worker"), enter("Caldicott Guardian")
    reference = _asks(lead, council.child_path)
    _asks_back(guardian, reference)
    _adds(lead, reference)
    _advises(guardian, reference)
    lead.follows("Inbox")
    lead.page.wait_for_load_state()
    lead.follows("Something was written on advice that you asked for")
    lead.go(f"/advice/{reference}")
    lead.sees(TITLE, "The advice, and what it concerns")
    lead.reads("Say that she is safe, and no more.")
    lead.reads("Your adviser does not see this")
    lead.go(council.child_path)
    lead.sees("Wilfreda Ashgrove", "Advice on the page of the record")
    lead.follows(reference)
    lead.sees("Advice on sharing", "All advice about one record")
    lead.reads("The Caldicott Guardian")


def _asks(lead: Person, child_path: str) -> str:
    lead.go(child_path)
    lead.follows("Ask for advice on sharing, without saying who the child is")
    lead.sees(ASK, "A question to be asked")
    lead.chooses("The Caldicott Guardian")
    lead.chooses("No", "Do you need the answer within hours?")
    lead.types("What do you need to know?", TYPED)
    lead.presses("Check the text and send it")
    lead.sees(ASK, "What may say whom it is about, beside the text without it")
    lead.reads("These cannot be sent, whatever the reason")
    lead.presses("Use the text without it")
    lead.sees(ASK, "The text without it, to be read again")
    lead.page.get_by_label("I have read it again").check()
    lead.presses("Check the text and send it")
    lead.sees("Wilfreda Ashgrove", "The question is sent")
    lead.reads("It does not say whom it is about")
    found = lead.page.locator("tr", has_text="The Caldicott Guardian").inner_text()
    return re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", found)[0]


def _asks_back(guardian: Person, reference: str) -> None:
    guardian.follows("Advice")
    guardian.sees("Advice on sharing", "The Caldicott Guardian's page of advice")
    guardian.follows("Questions to answer")
    guardian.sees("Questions to answer", "What waits for advice")
    guardian.follows(f"Question {reference}")
    guardian.sees(TITLE, "A question as the adviser reads it")
    for hidden in ("Wilfreda", "Bell", "Tamarind", "ZZ8", "960321", "It concerns"):
        guardian.does_not_read(hidden)
    guardian.reads("May we tell them?")
    guardian.follows("Ask something back")
    guardian.sees("Ask something back", "What the adviser needs to know")
    guardian.types("What do you need to know?", "Does the school have a reason to know?")
    guardian.presses("Send it back")
    guardian.sees(TITLE, "The question waits for whoever asked")


def _adds(lead: Person, reference: str) -> None:
    lead.go(f"/advice/{reference}")
    lead.sees(TITLE, "Something was asked back")
    lead.presses("Answer what was asked back")
    lead.sees("Answer what was asked back", "An answer to be written")
    lead.types("Your answer", "Wilfreda is collected by somebody else now.")
    lead.page.get_by_label("I have read it again").check()
    lead.presses("Check the text and send it")
    lead.sees("Answer what was asked back", "A name in the answer is found")
    lead.types("Your answer", "The child is collected by somebody else now.")
    lead.presses("Check the text and send it")
    lead.sees(TITLE, "The clock begins anew")


def _advises(guardian: Person, reference: str) -> None:
    guardian.go(f"/advice/{reference}")
    guardian.sees(TITLE, "The question with what was added")
    guardian.presses("Give advice")
    guardian.sees("Give advice", "Advice to be written")
    guardian.types("Your advice", "Say that she is safe, and no more.")
    guardian.presses("Send the advice")
    guardian.sees(TITLE, "Advice is given")
