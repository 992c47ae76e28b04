"""The rules on people who may pose a risk: every combination of their facts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations, product

import pytest

from lacrecords.rules import risk
from lacrecords.rules.risk import Reader, RecordOfHit, RiskAccess, RiskDuty
from lacrecords.terms import (
    PersonTold,
    RiskHitAnswer,
    RiskHitKind,
    RiskReviewOutcome,
    Role,
    VerificationOutcome,
)

NOW = datetime(2026, 11, 10, 10, 30, tzinfo=UTC)
TODAY = date(2026, 11, 10)
GRANTS = (None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1))
READERS = [
    Reader(role=role, listed_by_name=by_name, listed_by_role=by_role, granted_until=until)
    for role, by_name, by_role, until in product(
        (*Role, None), (True, False), (True, False), GRANTS
    )
]
NEVER = {
    Role.SYSTEM_ADMINISTRATOR,
    Role.BUSINESS_SUPPORT_OFFICER,
    Role.DUTY_OFFICER,
    Role.DIRECTOR,
    None,
}


@pytest.mark.parametrize("removed", [True, False])
def test_who_sees_a_notification_in_every_combination(removed: bool) -> None:
    for reader in READERS:
        found = risk.access_of(reader, removed, NOW)
        if reader.role in (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN):
            assert found is RiskAccess.SEES
        elif reader.role in NEVER or removed:
            assert found is RiskAccess.NOTHING
        else:
            let_in = reader.granted_until == NOW + timedelta(seconds=1)
            by_role = reader.listed_by_role and reader.role is Role.TEAM_MANAGER
            sees = reader.listed_by_name or by_role or let_in
            assert found is (RiskAccess.SEES if sees else RiskAccess.MAY_ASK)


def test_nobody_decides_what_they_asked_for_themselves() -> None:
    for role in (*Role, None):
        assert not risk.may_decide_access(role, own_request=True)
        assert not risk.may_decide_removal(role, own_proposal=True)
        manages = role is Role.DESIGNATED_MANAGER
        assert risk.may_decide_access(role, own_request=False) is manages
        guards = manages or role is Role.CALDICOTT_GUARDIAN
        assert risk.may_decide_removal(role, own_proposal=False) is guards


def test_only_the_designated_manager_lists_who_else_may_see_one() -> None:
    assert {role for role in (*Role, None) if risk.may_list_readers(role)} == {
        Role.DESIGNATED_MANAGER
    }


def test_who_may_be_let_in_and_which_role_may_be_listed_whole() -> None:
    assert risk.MAY_BE_LET_IN == set(Role) - NEVER
    assert risk.LISTABLE_ROLES == {Role.TEAM_MANAGER}


@pytest.mark.parametrize(
    ("begins", "ends", "why"),
    [
        (0, None, None),
        (0, 1, None),
        (5, 6, None),
        (-1, 6, "The first day must be today or in the future"),
        (-1, None, "The first day must be today or in the future"),
        (0, 0, "The end must be after the first day"),
        (5, 4, "The end must be after the first day"),
    ],
)
def test_somebody_is_let_in_from_today_at_the_earliest_and_for_a_day_at_least(
    begins: int, ends: int | None, why: str | None
) -> None:
    until_on = None if ends is None else TODAY + timedelta(days=ends)
    assert risk.why_reader_days_refused(TODAY + timedelta(days=begins), until_on, TODAY) == why


def test_only_the_latest_check_establishes_a_source() -> None:
    assert not risk.is_established([])
    for outcomes in permutations(VerificationOutcome):
        expected = outcomes[-1] is VerificationOutcome.CONFIRMED
        assert risk.is_established(outcomes) is expected


@pytest.mark.parametrize("kind", list(RiskHitKind))
@pytest.mark.parametrize("record", list(RecordOfHit))
@pytest.mark.parametrize("established", [True, False])
def test_what_follows_from_a_meeting_in_every_combination(
    kind: RiskHitKind, record: RecordOfHit, established: bool
) -> None:
    again = risk.duties_of_hit(kind, record, established=established, decided_already=True)
    assert again == set()
    duties = risk.duties_of_hit(kind, record, established=established, decided_already=False)
    if record in (RecordOfHit.RESTRICTED, RecordOfHit.SEALED):
        assert duties == {RiskDuty.TASK_FOR_RECORD_OWNER}
        return
    sure = kind in (RiskHitKind.HOUSEHOLD, RiskHitKind.SAME_ADDRESS)
    told = {RiskDuty.TELL_LEAD_SOCIAL_WORKER} if established and sure else set()
    assert duties == {RiskDuty.TASK_FOR_DESIGNATED_MANAGER} | told


@pytest.mark.parametrize("record", list(RecordOfHit))
def test_what_follows_from_a_decision_in_every_combination(record: RecordOfHit) -> None:
    closed = record in (RecordOfHit.RESTRICTED, RecordOfHit.SEALED)
    told = set() if closed else {RiskDuty.TELL_LEAD_SOCIAL_WORKER}
    assert risk.duties_of_answer(RiskHitAnswer.NOT_THE_SAME, record) == set()
    assert risk.duties_of_answer(RiskHitAnswer.CANNOT_TELL, record) == told
    assert risk.duties_of_answer(RiskHitAnswer.SAME, record) == told | {RiskDuty.LINK_CHILD}


def test_a_review_is_due_on_its_day_and_never_after_a_removal() -> None:
    day = timedelta(days=1)
    assert risk.review_is_due(TODAY, TODAY, removed=False)
    assert risk.review_is_due(TODAY - day, TODAY, removed=False)
    assert not risk.review_is_due(TODAY + day, TODAY, removed=False)
    assert not risk.review_is_due(TODAY - day, TODAY, removed=True)


@pytest.mark.parametrize("outcome", list(RiskReviewOutcome))
def test_a_review_has_reasons_and_a_next_day_unless_it_is_to_go(
    outcome: RiskReviewOutcome,
) -> None:
    latest, day = TODAY + timedelta(days=365), timedelta(days=1)

    def why(reasons: str, next_on: date | None) -> str | None:
        return risk.why_review_refused(outcome, reasons, next_on, TODAY, latest)

    goes = outcome is RiskReviewOutcome.REMOVE
    assert why("  ", TODAY + day) == "Enter the reasons for the outcome"
    assert why("Still lives there", TODAY + day) is None
    assert why("Still lives there", latest) is None
    for next_on in (None, TODAY, TODAY - day):
        said = None if goes else "The next review must be in the future"
        assert why("Still lives there", next_on) == said
    said = None if goes else "The next review is too far ahead"
    assert why("Still lives there", latest + day) == said


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (PersonTold.TOLD, "Enter how and when the person was told"),
        (PersonTold.NOT_TOLD, "Enter why the person is not told"),
        (PersonTold.TO_BE_TOLD, "Enter who tells the person, and when"),
    ],
)
def test_how_or_why_not_the_person_was_told_is_never_left_out(told: PersonTold, why: str) -> None:
    assert risk.why_telling_refused(told, "By letter on 3 March") is None
    assert risk.why_telling_refused(told, "  ") == why
