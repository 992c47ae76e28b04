"""Alerts from other authorities: every combination of how one stands, and what must be done."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from lacrecords.rules import received_alerts as rules
from lacrecords.rules.received_alerts import AlertDuty, AlertFacts
from lacrecords.terms import VerificationOutcome

CONFIRMED, NOT_CONFIRMED, COULD_NOT = VerificationOutcome
CHECKS = (
    (),
    (CONFIRMED,),
    (NOT_CONFIRMED,),
    (COULD_NOT,),
    (CONFIRMED, COULD_NOT),
    (NOT_CONFIRMED, CONFIRMED),
)
YES_NO = (False, True)
EVERY = [
    AlertFacts(
        checks=checks,
        undecided=undecided,
        acknowledged=acknowledged,
        ended=ended,
        found=found,
        told=told,
    )
    for checks, undecided, acknowledged, ended, found, told in product(
        CHECKS, (0, 2), YES_NO, YES_NO, YES_NO, YES_NO
    )
]


@pytest.mark.parametrize("facts", EVERY)
def test_what_must_be_done_of_every_alert(facts: AlertFacts) -> None:
    confirmed = bool(facts.checks) and facts.checks[-1] is CONFIRMED
    to_tell = facts.found and not facts.told
    duties = rules.duties_of_alert(facts)
    assert (AlertDuty.TELL_SENDER in duties) is to_tell
    assert (AlertDuty.DECIDE_PERSONS in duties) is (facts.undecided > 0 and not facts.ended)
    assert (AlertDuty.ACKNOWLEDGE in duties) is (not facts.acknowledged and not facts.ended)
    check = (to_tell and not confirmed) or (not facts.checks and not facts.ended)
    assert (AlertDuty.CHECK_SENDER in duties) is check
    assert rules.is_open(facts) is (not facts.ended or to_tell)
    assert rules.is_confirmed(facts.checks) is confirmed


@pytest.mark.parametrize("facts", EVERY)
def test_where_a_family_is_is_told_to_a_confirmed_sender_alone(facts: AlertFacts) -> None:
    confirmed = bool(facts.checks) and facts.checks[-1] is CONFIRMED
    said = rules.why_sender_not_told(facts)
    if not facts.found:
        assert said == "Record first that the family is found"
    elif confirmed:
        assert said is None
    else:
        assert said == (
            "Check the sender first. Where a family is, is told to nobody who is not confirmed"
        )


def test_nothing_was_done_tomorrow() -> None:
    today = date(2026, 11, 9)
    assert rules.why_day_refused(today, today) is None
    tomorrow = today + timedelta(days=1)
    assert rules.why_day_refused(tomorrow, today) == "The day must be today or in the past"
