"""The lead social worker's day: told of an enquiry, follows it up, opens the child's record."""

from __future__ import annotations

import pytest

from tests.journeys import calls
from tests.journeys.conftest import Enter

pytestmark = pytest.mark.journey
TOLD = "Somebody asked about a child you work with"
DONE = "Rang the health visitor; we meet at the school on Thursday."


def test_an_enquiry_reaches_the_lead_social_worker_who_follows_it_up(enter: Enter) -> None:
    calls.answer_call_about_wilfreda(enter("duty officer", checks_pages=False))
    worker = enter("lead social worker")
    worker.sees("Inbox", "The inbox of the lead social worker")
    worker.does_not_read("Wilfreda")
    worker.follows(TOLD)
    worker.sees(TOLD, "A notification about a child")
    worker.presses("Acknowledge")
    worker.sees(TOLD, "The notification is acknowledged")
    worker.reads("Acknowledged by Ines Thackeray")
    worker.types("What did you do?", DONE)
    worker.presses("Record the follow-up")
    worker.sees(TOLD, "The follow-up is recorded")
    worker.reads(DONE)
    worker.follows("Open the record")
    worker.sees("Wilfreda Ashgrove", "The child's record, opened from the notification")
    worker.reads("On a plan")
    worker.page.go_back()
    worker.sees(TOLD, "Back from the record")
    worker.follows_reference()
    worker.sees(calls.ENQUIRY, "The enquiry as the lead social worker reads it")
    worker.reads("Missed two appointments")
    worker.follows("Children")
    worker.sees("Children", "The children of the lead social worker")
    worker.follows("Account")
    worker.sees("Your account", "One's own account")
    worker.presses("Sign out")
    worker.sees("Sign in", "Signed out")
