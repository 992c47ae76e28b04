"""A duty social worker knows the family: the record is closed to her, the call is answered."""

from __future__ import annotations

import pytest

from tests.journeys import calls
from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter

pytestmark = pytest.mark.journey


def test_a_call_about_a_child_whom_the_officer_knows_is_rung_back(enter: Enter) -> None:
    officer = enter("duty social worker")
    officer.sees("Enquiries", "A duty social worker begins")
    officer.go(officer.council.child_path)
    officer.sees(WILFREDA.name, "She sees that she knows the family")
    officer.follows("Say that you know this child or family")
    officer.sees("I know this child or family", "The page on which she says so")
    officer.types("How do you know the child or the family?", "Her grandmother is my neighbour.")
    officer.page.get_by_role("checkbox").check()
    officer.presses("Declare the connection")
    officer.sees("Children", "The record is closed to her")
    officer.follows("Enquiries")
    officer.sees("Enquiries", "Later that day")
    calls.take_call(officer, "About the child she knows", WILFREDA)
    calls.ring_back(officer, "About the child she knows")
    calls.look_for(officer, WILFREDA, "About the child she knows")
    officer.does_not_read("Thackeray")
    calls.decide(officer, "the child is not known", "About the child she knows")
    officer.reads("We will ring you back.")
    officer.does_not_read("Thackeray")
