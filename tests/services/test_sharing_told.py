"""Who is told of a decision whether to share: a consent that fell, a decision that is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import WORKER
from lacrecords.consents.queries import ConsentStanding
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.sharing_decisions.consent import consents_offered
from lacrecords.sharing_decisions.deciding import answer_question
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.telling import LATE, warn, warnings_due
from lacrecords.sharing_decisions.values import About, NewAnswer, SharingRefused
from lacrecords.terms import (
    CheckEnd,
    ConsentAnswer,
    ConsentPosition,
    NormallyFollows,
    NotificationKind,
    Role,
    SharingOutcome,
    SharingQuestion,
    TaskKind,
)
from tests.factories.checks import again as check_again
from tests.factories.checks import asked, make_desk
from tests.factories.consents import THIRTEEN, make_family, taken_back
from tests.factories.consents import answered as consented
from tests.factories.sharing import (
    again,
    answered,
    begun,
    decided,
    in_the_right_way,
    read_out,
    shared,
    with_consent,
)
from tests.factories.town import NOW, Town


def leaning_on(town: Town, consent: ConsentStanding) -> DecisionStanding:
    """A decision whose answer on consent leans on what stands on the child's record."""
    standing = answered(town, begun(town, consent.child_id), "purpose")
    standing = answered(town, standing, "identifiable", identifiable="yes")
    standing = answered(town, standing, "confidential", confidential="yes")
    leaning = NewAnswer(
        question=SharingQuestion.CONSENT,
        choices={"consent": "given"},
        words={"reasons": "She said yes"},
        shown=0,
        consent_reference=consent.reference,
    )
    with transaction():
        answer_question(town.team_manager, standing.row.id, leaning, NOW)
    return again(standing)


def told(kind: NotificationKind) -> list[tuple[int | None, Role | None]]:
    found = select(Notification.account_id, Notification.role).where(Notification.kind == kind)
    return [(row[0], row[1]) for row in db.session.execute(found)]


def warn_of_everything(at: object = NOW) -> None:
    db.session.rollback()
    for decision_id, about in warnings_due(at):  # type: ignore[arg-type]
        with transaction():
            warn(WORKER, decision_id, about, at)  # type: ignore[arg-type]


def open_tasks() -> int:
    found = select(func.count(Task.id)).where(
        Task.kind == TaskKind.SHARING_DECISION, Task.closed_at.is_(None)
    )
    return db.session.scalar(found) or 0


def test_a_consent_taken_back_reaches_the_open_decision_that_leans_on_it(town: Town) -> None:
    consent = consented(town.team_manager, make_family(town, THIRTEEN).child_id)
    standing = leaning_on(town, consent)
    assert standing.findings.follows is NormallyFollows.SHARE
    taken_back(town.team_manager, consent)
    fallen = again(standing)
    assert fallen.facts.consent is ConsentPosition.WITHDRAWN
    assert fallen.findings.follows is NormallyFollows.ANSWERS_MISSING
    for _ in range(2):
        warn_of_everything()
    kind = NotificationKind.SHARING_CONSENT_FELL
    assert told(kind) == [(town.team_manager.account_id, None)]


def test_a_consent_taken_back_on_the_same_day_leaves_the_outcome_as_it_was(town: Town) -> None:
    consent = consented(town.team_manager, make_family(town, THIRTEEN).child_id)
    standing = decided(town, leaning_on(town, consent))
    taken_back(town.team_manager, consent)
    kept = again(standing)
    assert kept.outcome and kept.outcome.facts["consent"] == "given"
    assert kept.facts.consent is ConsentPosition.WITHDRAWN
    warn_of_everything()
    assert len(told(NotificationKind.SHARING_CONSENT_FELL)) == 1


def test_nothing_goes_out_by_a_consent_that_fell_after_the_decision(town: Town) -> None:
    consent = consented(town.team_manager, make_family(town, THIRTEEN).child_id)
    standing = in_the_right_way(town, decided(town, leaning_on(town, consent)))
    taken_back(town.team_manager, consent)
    with pytest.raises(SharingRefused, match="does not stand any more"), transaction():
        record_sharing(town.team_manager, standing.row.id, read_out(), NOW)
    assert again(standing).shared == ()


def test_nobody_is_told_where_the_decision_has_ended_or_leans_on_another(town: Town) -> None:
    child_id = make_family(town, THIRTEEN).child_id
    consent = consented(town.team_manager, child_id)
    ended = leaning_on(town, consent)
    decided(town, ended, SharingOutcome.NO_LONGER_ASKED)
    other = leaning_on(town, consented(town.team_manager, child_id))
    taken_back(town.team_manager, consent)
    warn_of_everything()
    assert told(NotificationKind.SHARING_CONSENT_FELL) == []
    assert again(other).facts.consent is ConsentPosition.GIVEN


def test_what_was_never_valid_and_what_was_refused_are_no_consent(town: Town) -> None:
    child_id = make_family(town, THIRTEEN).child_id
    silent = consented(town.team_manager, child_id, answer=ConsentAnswer.NO_REPLY)
    assert leaning_on(town, silent).facts.consent is ConsentPosition.DOES_NOT_COUNT


def test_a_consent_with_limits_is_read_with_its_limits(town: Town) -> None:
    child_id = make_family(town, THIRTEEN).child_id
    limited = consented(town.team_manager, child_id, limits="Not her mother's illness")
    standing = leaning_on(town, limited)
    assert standing.findings.follows is NormallyFollows.SHARE_WITHIN_LIMITS


def test_the_answers_of_the_record_are_offered_in_words(town: Town) -> None:
    child_id = make_family(town, THIRTEEN).child_id
    consent = consented(town.team_manager, child_id)
    ((reference, line),) = consents_offered(child_id, NOW)
    assert reference == consent.reference and "Isolde" in line
    assert consents_offered(None, NOW) == ()


def test_a_late_decision_is_told_once_to_its_beginner_and_the_manager(town: Town) -> None:
    standing = begun(town)
    later = standing.row.due_at + timedelta(minutes=1)
    assert warnings_due(standing.row.due_at - timedelta(minutes=1)) == ()
    assert warnings_due(later) == ((standing.row.id, LATE),)
    for _ in range(2):
        warn_of_everything(later)
    assert set(told(NotificationKind.SHARING_LATE)) == {
        (town.team_manager.account_id, None),
        (None, Role.DESIGNATED_MANAGER),
    }
    assert len(told(NotificationKind.SHARING_LATE)) == 2


def test_what_has_ended_is_never_late(town: Town) -> None:
    gone = shared(town)
    decided(town, begun(town), SharingOutcome.NO_LONGER_ASKED)
    assert warnings_due(gone.row.due_at + timedelta(days=9)) == ()


def test_its_task_is_open_while_somebody_has_to_do_something(town: Town) -> None:
    standing = begun(town)
    assert open_tasks() == 1
    reasons = {"departure_reason": "Nobody needs it"}
    standing = decided(town, standing, SharingOutcome.DO_NOT_SHARE, **reasons)
    assert open_tasks() == 0
    again_because = {"anew_because": "She rang again", "departure_reason": "It is urgent"}
    standing = decided(town, standing, SharingOutcome.SHARE, **again_because)
    assert open_tasks() == 1
    in_the_right_way(town, standing)
    assert open_tasks() == 1
    shared(town)
    assert open_tasks() == 1


def test_a_suitability_check_ends_when_its_information_is_shared(town: Town) -> None:
    with transaction():
        desk = make_desk(town)
    check = asked(desk)
    standing = begun(town, about=About(check_request_id=check.request.id), about_words="")
    standing = in_the_right_way(town, decided(town, with_consent(town, standing)))
    with transaction():
        record_sharing(town.team_manager, standing.row.id, read_out(), NOW)
    ended = check_again(check)
    assert ended.end is not None and ended.end.ended_as is CheckEnd.SHARED_BY_DECISION
    assert not ended.is_open
