"""Destroying a notification: by two people, long after it was taken off, and then wholly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.children import services as children
from lacrecords.children.services import RecordHouseholdMember
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.notifications.services import record_follow_up
from lacrecords.people.queries import people_by_id
from lacrecords.risk_notifications import comparing, course, holding
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskHit
from lacrecords.risk_notifications.described import HitAnswer, Review, RiskRefused
from lacrecords.risk_notifications.destroying import checksum_of
from lacrecords.risk_notifications.disposal_models import RiskDisposal
from lacrecords.risk_notifications.drafts import begin_draft, keep_step, throw_away
from lacrecords.risk_notifications.figures import risk_figures
from lacrecords.risk_notifications.hits import answer_hit
from lacrecords.risk_notifications.models import RiskDraft, RiskNotification
from lacrecords.rules.deadlines import months_later
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.stints import Span
from lacrecords.terms import (
    RiskDisposalAnswer,
    RiskDisposalGround,
    RiskHitAnswer,
    RiskReviewOutcome,
    Role,
    TaskKind,
)
from tests.factories.children import led_by, make_child
from tests.factories.disposals import (
    PROCEDURE,
    TRACES,
    YEARS,
    Removed,
    make_removed,
    make_standing,
    taken_off,
    traces_in,
    whole_dump,
)
from tests.factories.risk import id_of, make_notification
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def removed(in_app: Flask) -> Removed:
    return make_removed()


def certificate() -> RiskDisposal:
    db.session.rollback()
    return db.session.scalars(select(RiskDisposal)).one()


def refusal(what: Callable[[], object]) -> str:
    with pytest.raises(RiskRefused) as refused:
        what()
    return refused.value.words


def everything_happened() -> Removed:
    """A notification with all that can be of it: meetings, requests, reviews, a lifted hold."""
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        led_by(lead)
    made = make_standing()
    manager, number, now = made.manager, made.number, made.removed_at
    assert comparing.compare_changed(PROCEDURE, now) == 1
    hit = db.session.scalars(select(RiskHit)).one()
    said = HitAnswer(answer=RiskHitAnswer.SAME, reasons="Bertram was seen there")
    with transaction():
        answer_hit(manager, hit.id, said, now)
    told = select(Notification).where(Notification.account_id == lead.account_id)
    reference = db.session.scalars(told.order_by(Notification.id)).all()[0].reference
    with transaction():
        record_follow_up(lead, reference, "Spoke to Quillfeather's mother", 99, now)
    with transaction():
        course.ask_to_see(lead, number, "I visit Bertram", PROCEDURE, now)
    asked = db.session.scalars(select(RiskAccessRequest)).one()
    with transaction():
        course.decide_access(manager, asked.id, True, "Nightjar is his alias", PROCEDURE, now)
    review_and_hold(made)
    taken_off(made)
    return made


def review_and_hold(made: Removed) -> None:
    now = made.removed_at
    goes_on = Review(
        outcome=RiskReviewOutcome.CONTINUE,
        reasons="Caspar is still there",
        next_on=months_later(now.date(), 6),
    )
    with transaction():
        course.record_review(made.manager, made.number, goes_on, PROCEDURE, now)
    with transaction():
        holding.hold(made.manager, made.number, "A claim by Quillfeather", now)
    with transaction():
        holding.lift_hold(made.guardian, made.number, "Quillfeather's claim failed", now)


def test_nothing_that_it_said_is_found_in_any_column_of_any_table() -> None:
    made = everything_happened()
    found = traces_in(whole_dump())
    assert {trace for trace in TRACES if any(one.startswith(trace) for one in found)} == set(TRACES)
    made.destroyed()
    assert traces_in(whole_dump()) == []
    assert db.session.scalars(select(RiskNotification)).all() == []
    assert people_by_id([made.person_id])[made.person_id].name == ""


def test_the_certificate_says_what_was_done_and_names_nobody() -> None:
    made = everything_happened()
    hit = db.session.scalars(select(RiskHit)).one()
    met, number = hit.reference, hit.id
    reference = made.destroyed()
    kept = certificate()
    assert (kept.reference, kept.notification_reference) == (reference, made.reference)
    assert kept.ground is RiskDisposalGround.TIME_IS_OVER
    assert (kept.asked_by_id, kept.decided_by_id) == (
        made.manager.account_id,
        made.guardian.account_id,
    )
    assert (kept.hit_references, kept.last_hit_number) == ([met], number)
    assert kept.counts is not None
    expected = {"risk_notifications": 1, "risk_hits": 1, "risk_holds": 1, "person_names": 2}
    assert {name: kept.counts[name] for name in expected} == expected
    assert kept.counts["person_addresses"] == 2 and kept.counts["follow_ups"] == 1
    assert kept.checksum == checksum_of(kept)
    kept.removed_on = kept.recorded_on - timedelta(days=1)
    assert kept.checksum != checksum_of(kept)
    db.session.rollback()


def test_the_trail_still_says_who_read_it_and_who_destroyed_it(removed: Removed) -> None:
    before = len(trail(removed.number))
    removed.destroyed()
    assert trail(removed.number)[before:] == ["risk_disposal_asked", "risk_notification_destroyed"]


def trail(number: int) -> list[str]:
    db.session.rollback()
    found = select(AuditEntry.action).where(
        AuditEntry.subject_kind == "risk_notification", AuditEntry.subject_id == number
    )
    return list(db.session.scalars(found.order_by(AuditEntry.id)))


def test_it_is_destroyed_no_day_too_soon(removed: Removed) -> None:
    day_before = removed.removed_at.replace(year=removed.removed_at.year + YEARS) - timedelta(
        days=1
    )
    assert "It is kept until" in refusal(lambda: removed.asked(at=day_before))
    removed.asked(at=day_before + timedelta(days=1))
    assert removed.decided(at=day_before + timedelta(days=1))


def test_what_stands_on_the_register_is_not_destroyed() -> None:
    made = make_standing()
    assert "two people took off" in refusal(made.asked)


def test_one_asks_and_another_of_those_who_answer_for_it_decides(removed: Removed) -> None:
    with transaction():
        team_manager = make_account(Role.TEAM_MANAGER)
        other = make_account(Role.DESIGNATED_MANAGER)
    as_guardian = replace(removed, manager=removed.guardian)
    assert "Only the designated manager" in refusal(as_guardian.asked)
    removed.asked()
    assert "asked for already" in refusal(removed.asked)
    for person in (removed.manager, team_manager):
        assert "second person" in refusal(lambda who=person: removed.decided(by=who))
    assert removed.decided(by=other)


def test_what_is_refused_stays_and_can_be_asked_for_again(removed: Removed) -> None:
    removed.asked()
    assert not removed.decided(RiskDisposalAnswer.CHILD_MAY_NEED_IT)
    assert traces_in(whole_dump())
    assert "Nothing waits" in refusal(removed.decided)
    removed.destroyed()
    assert traces_in(whole_dump()) == []


def test_a_hold_keeps_it_until_another_person_lifts_it(removed: Removed) -> None:
    def hold(reason: str = "A court asked for it") -> None:
        with transaction():
            holding.hold(removed.manager, removed.number, reason, removed.later)

    def lift(by: SignedInActor, because: str = "The court is done") -> None:
        with transaction():
            holding.lift_hold(by, removed.number, because, removed.later)

    assert "Enter why" in refusal(lambda: hold(" "))
    removed.asked()
    hold()
    assert "held already" in refusal(hold)
    assert "It is held" in refusal(removed.decided)
    assert "Another person" in refusal(lambda: lift(removed.manager))
    assert "Enter why" in refusal(lambda: lift(removed.guardian, " "))
    lift(removed.guardian)
    assert "not held" in refusal(lambda: lift(removed.guardian))
    assert removed.decided()


def test_a_draft_that_names_the_person_holds_it_up(removed: Removed) -> None:
    typed = [("names-0-forename", " bertram"), ("names-0-surname", "QUILLFEATHER")]
    with transaction():
        begin_draft(removed.manager.account_id, removed.later)
        draft = db.session.scalars(select(RiskDraft)).one().id
        keep_step(draft, "person", typed, removed.later)
    assert "half written down" in refusal(removed.asked)
    with transaction():
        throw_away(draft)
    removed.destroyed()


def test_an_adult_in_a_childs_life_keeps_name_and_addresses(removed: Removed) -> None:
    with transaction():
        child = make_child()
        member = RecordHouseholdMember(
            person_id=removed.person_id,
            relationship="Uncle",
            lives_with_child=True,
            parental_responsibility=False,
        )
        children.record_household_member(MAKER, child, member, removed.removed_at)
    removed.destroyed()
    of_person = ("person_names", "person_births", "person_addresses", "people")
    assert traces_in(whole_dump(), *of_person) == []
    assert people_by_id([removed.person_id])[removed.person_id].name == "Bertram Quillfeather"


def test_of_two_notifications_of_one_person_the_last_takes_the_person_along(
    removed: Removed,
) -> None:
    other = make_removed(person_id=removed.person_id, forename="Bert")
    removed.destroyed()
    assert people_by_id([removed.person_id])[removed.person_id].name
    other.destroyed()
    assert traces_in(whole_dump()) == []


def test_the_next_notification_has_another_number_and_none_of_the_trail(removed: Removed) -> None:
    removed.destroyed()
    with transaction():
        reference = make_notification(forename="Alaric", surname="Stonehouse")
    assert id_of(reference) > removed.number
    db.session.rollback()
    assert removed.number not in db.session.scalars(select(RiskNotification.id)).all()


def test_the_task_is_the_guardians_and_is_done_when_decided(removed: Removed) -> None:
    removed.asked()
    task = db.session.scalars(select(Task).where(Task.kind == TaskKind.RISK_DISPOSAL)).one()
    assert (task.role, task.closed_at) == (Role.CALDICOTT_GUARDIAN, None)
    removed.decided(RiskDisposalAnswer.TO_BE_HELD)
    db.session.rollback()
    assert db.session.get_one(Task, task.id).closed_at is not None


def test_what_was_destroyed_still_counts_in_figures_of_its_time(removed: Removed) -> None:
    span = Span(removed.removed_at - timedelta(days=2), removed.removed_at + timedelta(days=2))
    before = risk_figures(span)
    removed.destroyed()
    after = risk_figures(span)
    assert (before.recorded, before.removed) == (1, 1) == (after.recorded, after.removed)


def test_the_worker_compares_on_as_if_nothing_had_been_there(removed: Removed) -> None:
    comparing.compare_changed(PROCEDURE, removed.removed_at)
    removed.destroyed()
    with transaction():
        make_child()
    assert comparing.compare_changed(PROCEDURE, removed.later) == 0
    assert traces_in(whole_dump()) == []


def test_the_same_person_may_be_written_down_anew(removed: Removed) -> None:
    removed.destroyed()
    again: Any = make_standing()
    assert again.person_id != removed.person_id
    assert sees_name(again.person_id)


def sees_name(person_id: int) -> bool:
    return people_by_id([person_id])[person_id].name == "Bertram Quillfeather"
