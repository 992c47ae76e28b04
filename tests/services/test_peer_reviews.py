"""The sampled peer review: drawn once, by chance, reviewed by who had no part, answered once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.sharing_decisions.peer_drawing import draw_month, draw_what_is_due
from lacrecords.sharing_decisions.peer_review_models import (
    SharingPeerDraw,
    SharingPeerFinding,
    SharingPeerReview,
)
from lacrecords.sharing_decisions.peer_review_page import review_page
from lacrecords.sharing_decisions.peer_reviewing import (
    Said,
    finding_of,
    record_finding,
    record_reply,
)
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    NotificationKind,
    PeerAnswer,
    PeerQuestion,
    Role,
    SharingOutcome,
    TaskKind,
)
from tests.factories.children import make_child, restrict
from tests.factories.peer_reviews import (
    ALL_WELL,
    FIRST_OF_DECEMBER,
    NOVEMBER,
    decision,
    drawn,
    found_well,
)
from tests.factories.sharing import answered, begun, decided, shared
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town, make_town

OF_PEERS = select(Task).where(Task.kind == TaskKind.PEER_REVIEW)


def number(kind: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def actor_of(town: Town, account_id: int) -> SignedInActor:
    people = (town.duty_manager, town.designated_manager, town.team_manager)
    return next(one for one in people if one.account_id == account_id)


def test_nothing_is_drawn_before_the_office_opens_on_the_first_working_day(town: Town) -> None:
    decision(town, at=datetime(2026, 4, 8, 10, tzinfo=UTC))
    # 1 May 2026 is a Friday; 1 August 2026 a Saturday, 3 August the first working day.
    for early in (datetime(2026, 8, 1, 12, tzinfo=UTC), datetime(2026, 8, 3, 7, 59, tzinfo=UTC)):
        assert draw_what_is_due(early) == 0
    assert draw_what_is_due(datetime(2026, 8, 3, 8, 1, tzinfo=UTC)) == 1
    draw = db.session.scalars(select(SharingPeerDraw)).one()
    assert (draw.month.isoformat(), draw.found, draw.wanted) == ("2026-07-01", 0, 2)


def test_two_decisions_of_the_month_are_drawn_and_given_to_who_had_no_part(town: Town) -> None:
    made = {decision(town).row.id for _ in range(4)}
    decision(town, at=NOW - timedelta(days=40))
    decided(town, begun(town), SharingOutcome.NO_LONGER_ASKED)
    reviews = drawn(town)
    assert len(reviews) == 2
    assert {one.decision_id for one in reviews} < made
    draw = db.session.scalars(select(SharingPeerDraw)).one()
    assert (draw.found, draw.left_out, draw.drawn_by) == (4, 0, "job:worker")
    # The team manager decided all of them; the two others share the work.
    others = {town.duty_manager.account_id, town.designated_manager.account_id}
    assert {one.given_to_id for one in reviews} == others
    tasks = db.session.scalars(OF_PEERS).all()
    assert {one.account_id for one in tasks} == others
    assert {one.due_at for one in tasks} == {datetime(2026, 12, 15, 9, 30, tzinfo=UTC)}
    assert all("Quill" not in one.why and "boy" not in one.why for one in tasks)
    trail = set(db.session.scalars(select(AuditEntry.action)))
    assert {"sharing_peer_drawn", "sharing_peer_review_given"} <= trail


def test_a_month_is_drawn_from_once_however_often_the_worker_looks(town: Town) -> None:
    for _ in range(3):
        decision(town)
    assert [draw_what_is_due(FIRST_OF_DECEMBER) for _ in range(3)] == [1, 0, 0]
    assert (number(SharingPeerDraw), number(SharingPeerReview)) == (1, 2)
    with transaction():
        assert draw_month(NOVEMBER, town.procedure, FIRST_OF_DECEMBER) == 0
    later = datetime(2027, 2, 1, 10, tzinfo=UTC)
    assert draw_what_is_due(later) == 2
    assert number(SharingPeerReview) == 2


def test_two_workers_at_once_draw_once(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = make_town()
        for _ in range(3):
            decision(town)
        db.session.remove()
    both, done = Barrier(2), []

    def work() -> None:
        with app.app_context():
            both.wait(10)
            done.append(draw_what_is_due(FIRST_OF_DECEMBER))
            db.session.remove()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    with app.app_context():
        assert sorted(done) == [0, 1]
        assert (number(SharingPeerDraw), number(SharingPeerReview)) == (1, 2)


def test_each_decision_is_as_likely_as_another(town: Town) -> None:
    # Not which: that every one of three can be the one that is not drawn.
    left_out = set()
    made = {decision(town).row.id for _ in range(3)}
    for _ in range(60):
        with transaction():
            draw_month(NOVEMBER, town.procedure, FIRST_OF_DECEMBER)
            left_out |= made - set(db.session.scalars(select(SharingPeerReview.decision_id)))
            db.session.rollback()
    assert left_out == made


def test_where_every_manager_had_a_part_the_guardian_reviews(town: Town) -> None:
    standing = decision(town)
    for actor in (town.duty_manager, town.designated_manager):
        as_actor = _as(town, actor)
        standing = answered(as_actor, standing, "purpose")
    with transaction():
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
    (review,) = drawn(town)
    assert review.given_to_id == guardian.account_id
    told = select(Notification).where(Notification.kind == NotificationKind.PEER_REVIEW)
    assert [one.account_id for one in db.session.scalars(told)] == [guardian.account_id]
    assert not db.session.scalars(OF_PEERS).all()
    for actor in (town.team_manager, town.duty_manager, town.designated_manager):
        with pytest.raises(SharingRefused, match="no part"), transaction():
            record_finding(actor, review.id, ALL_WELL, FIRST_OF_DECEMBER)
    found_well(guardian, review.id)
    assert finding_of(review.id) is not None


def _as(town: Town, actor: SignedInActor) -> Town:
    """The same council, where the steps of the factories are this manager's."""
    return Town(**{name: getattr(town, name) for name in Town.__slots__} | {"team_manager": actor})


def test_what_nobody_may_review_is_left_out_and_counted(town: Town) -> None:
    standing = decision(town)
    for actor in (town.duty_manager, town.designated_manager):
        standing = answered(_as(town, actor), standing, "purpose")
    assert drawn(town) == []
    draw = db.session.scalars(select(SharingPeerDraw)).one()
    assert (draw.found, draw.left_out) == (0, 1)


def test_a_restricted_record_is_reviewed_by_who_may_open_it_or_by_nobody(town: Town) -> None:
    with transaction():
        child = make_child("Corin", "Ashgrove")
    decision(town, child)
    with transaction():
        restrict(child, town.duty_manager)
    (review,) = drawn(town)
    assert review.given_to_id == town.duty_manager.account_id
    now = FIRST_OF_DECEMBER
    assert review_page(town.duty_manager, review.reference, now) is not None
    # The designated manager may not open it, and whoever decided may not any more.
    for actor in (town.designated_manager, town.team_manager, town.lead):
        assert review_page(actor, review.reference, now) is None
    with pytest.raises(SharingRefused), transaction():
        record_finding(town.designated_manager, review.id, ALL_WELL, now)


def test_who_decided_never_reviews_and_nobody_reviews_twice(town: Town) -> None:
    decision(town)
    (review,) = drawn(town)
    for actor in (town.team_manager, town.lead, town.duty_officer):
        with pytest.raises(SharingRefused), transaction():
            record_finding(actor, review.id, ALL_WELL, FIRST_OF_DECEMBER)
    # Another manager than the one to whom it was given may do it: the pool is theirs together.
    other = next(
        one
        for one in (town.duty_manager, town.designated_manager)
        if one.account_id != review.given_to_id
    )
    found_well(other, review.id)
    with pytest.raises(SharingRefused, match="already"), transaction():
        mine = actor_of(town, review.given_to_id)
        record_finding(mine, review.id, ALL_WELL, FIRST_OF_DECEMBER)
    assert number(SharingPeerFinding) == 1
    assert db.session.scalars(OF_PEERS).one().closed_by == other.key


def test_an_answer_that_is_not_yes_needs_words(town: Town) -> None:
    decision(town)
    (review,) = drawn(town)
    actor = actor_of(town, review.given_to_id)
    said = ALL_WELL | {PeerQuestion.LEAST_SHARED: Said(PeerAnswer.CANNOT_TELL, "  ")}
    with pytest.raises(SharingRefused) as refused, transaction():
        record_finding(actor, review.id, said, FIRST_OF_DECEMBER)
    assert refused.value.field == "least_shared_words"


def test_who_decided_is_told_and_answers_once(town: Town) -> None:
    shared(town)
    (review,) = drawn(town)
    actor = actor_of(town, review.given_to_id)
    with pytest.raises(SharingRefused), transaction():
        record_reply(town.team_manager, review.id, "Too early", FIRST_OF_DECEMBER)
    found_well(actor, review.id)
    told = select(Notification).where(Notification.kind == NotificationKind.PEER_REVIEWED)
    assert [one.account_id for one in db.session.scalars(told)] == [town.team_manager.account_id]
    for other in (actor, town.lead):
        with pytest.raises(SharingRefused, match="Whoever decided"), transaction():
            record_reply(other, review.id, "Mine", FIRST_OF_DECEMBER)
    with transaction():
        record_reply(town.team_manager, review.id, "Thank you", FIRST_OF_DECEMBER)
    with pytest.raises(SharingRefused, match="already"), transaction():
        record_reply(town.team_manager, review.id, "And again", FIRST_OF_DECEMBER)
    shown = review_page(town.team_manager, review.reference, FIRST_OF_DECEMBER)
    assert shown is not None and shown.reply is not None and not shown.may_answer
    assert [answer for _, answer, _ in shown.found] == ["Yes"] * 5
