"""Destroying a notification: every combination of what bears on it, every role, every answer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules import risk as readers
from lacrecords.rules import risk_disposal as rules
from lacrecords.rules.risk_disposal import DisposalFacts
from lacrecords.terms import RiskDisposalAnswer, Role

TAKEN_OFF, YEARS = date(2024, 2, 29), 10
DUE = date(2034, 2, 28)
ROLES = (*Role, None)
ANSWERING = (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN)


def facts(
    removed_on: date | None = TAKEN_OFF,
    *,
    held: bool = False,
    being_written_again: bool = False,
    waits: bool = False,
) -> DisposalFacts:
    return DisposalFacts(
        removed_on=removed_on, held=held, being_written_again=being_written_again, waits=waits
    )


@pytest.mark.parametrize(
    ("removed_on", "today", "held", "written"),
    list(product((None, TAKEN_OFF), (DUE - timedelta(days=1), DUE), (False, True), (False, True))),
)
def test_it_is_destroyed_only_when_taken_off_long_ago_held_by_nobody_and_not_written_again(
    removed_on: date | None, today: date, held: bool, written: bool
) -> None:
    why = rules.why_not_destroyed(
        facts(removed_on, held=held, being_written_again=written), YEARS, today
    )
    if removed_on is None:
        assert why == "Only a notification that two people took off can be destroyed"
    elif today < DUE:
        assert why == "It is kept until 28 February 2034"
    elif held:
        assert why == "It is held. The hold must be lifted first"
    elif written:
        assert why == (
            "A notification that is half written down names this person. See to that first"
        )
    else:
        assert why is None


def test_a_day_of_one_figure_is_said_with_one() -> None:
    taken_off = date(2024, 3, 5)
    why = rules.why_not_destroyed(facts(taken_off), YEARS, date(2030, 1, 1))
    assert why == "It is kept until 5 March 2034"


@pytest.mark.parametrize(("role", "waits"), list(product(ROLES, (False, True))))
def test_only_the_designated_manager_asks_and_once(role: Role | None, waits: bool) -> None:
    why = rules.why_not_asked(role, facts(waits=waits), YEARS, DUE)
    if role is not Role.DESIGNATED_MANAGER:
        assert why == "Only the designated manager asks for it"
    elif waits:
        assert why == "It was asked for already. A second person decides"
    else:
        assert why is None


def test_whoever_may_ask_hears_why_it_is_kept() -> None:
    why = rules.why_not_asked(Role.DESIGNATED_MANAGER, facts(held=True), YEARS, DUE)
    assert why == "It is held. The hold must be lifted first"


@pytest.mark.parametrize(("role", "own"), list(product(ROLES, (False, True))))
def test_another_of_those_who_answer_for_it_decides_and_lifts(role: Role | None, own: bool) -> None:
    allowed = role in ANSWERING and not own
    assert rules.may_decide_disposal(role, own_request=own) is allowed
    assert rules.may_lift_hold(role, own_hold=own) is allowed


@pytest.mark.parametrize("role", ROLES)
def test_those_who_answer_hold_and_the_manager_says_who_reads(role: Role | None) -> None:
    assert rules.may_hold(role) is (role in ANSWERING)
    assert readers.may_list_readers(role) is (role is Role.DESIGNATED_MANAGER)


@pytest.mark.parametrize("answer", RiskDisposalAnswer)
def test_one_answer_destroys_and_every_other_keeps(answer: RiskDisposalAnswer) -> None:
    assert rules.is_destroyed_by(answer) is (answer is RiskDisposalAnswer.AGREED)


@pytest.mark.parametrize(("household", "other", "check"), list(product((False, True), repeat=3)))
def test_anything_else_that_holds_the_person_keeps_them(
    household: bool, other: bool, check: bool
) -> None:
    kept = rules.holds_person(
        in_household=household, other_notification=other, found_in_check=check
    )
    assert kept is (household or other or check)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 90))
def test_the_day_is_so_many_years_later_and_never_one_sooner(day: date, years: int) -> None:
    due = rules.disposal_due_on(day, years)
    assert due.year == day.year + years
    assert (due.month, due.day) in ((day.month, day.day), (2, 28))


@pytest.mark.parametrize(
    ("from_days", "until_days", "refused"),
    [(0, None, False), (0, 1, False), (3, 4, False), (-1, None, True), (0, 0, True), (3, 2, True)],
)
def test_somebody_is_let_in_from_today_on_for_a_day_at_least(
    from_days: int, until_days: int | None, refused: bool
) -> None:
    today = date(2026, 11, 9)
    until_on = None if until_days is None else today + timedelta(days=until_days)
    why = readers.why_reader_days_refused(today + timedelta(days=from_days), until_on, today)
    assert (why is not None) is refused
