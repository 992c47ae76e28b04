"""A manager answers a late hit: what follows, what is refused, and what an undoing leaves (A11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.restrictions import DeclareConnection, declare_connection
from lacrecords.database import db, transaction
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.queries.earlier_decisions import earlier_decisions
from lacrecords.enquiries.queries.steps import current_outcome, latest_decision
from lacrecords.enquiries.services.late_answering import NewLateAnswer, answer_late_hit
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.late_withdrawing import DECIDED
from lacrecords.enquiries.services.undoing_decisions import undo_decision, undo_late_answer
from lacrecords.enquiries.services.unknown import current_link
from lacrecords.matching.changed import mark_changed
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import LateHitAnswer, MatchAnswer, NotificationKind, TaskKind, TellingKind
from tests.factories.enquiries import ask, check, children_of, decide, sentences
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

LATER = NOW + timedelta(days=1)
SAME = NewLateAnswer(
    answer=LateHitAnswer.SAME,
    reasons="The same name, day and home",
    ring_back=True,
    ring_back_because="They were told that nobody knows her",
)
DIFFERENT = NewLateAnswer(answer=LateHitAnswer.DIFFERENT, reasons="A cousin of the same name")


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def raised(town: Town) -> LateHit:
    """An enquiry about a not-known child, and a record that comes in a day later."""
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    match_changed_children(town.procedure, LATER)
    return newest()


def newest() -> LateHit:
    db.session.rollback()
    return db.session.scalars(select(LateHit).order_by(LateHit.id.desc()).limit(1)).one()


def answer(town: Town, hit: LateHit, new: NewLateAnswer, actor: Actor | None = None) -> LateHit:
    reference = hit.reference
    with transaction():
        answer_late_hit(actor or town.designated_manager, reference, new, town.procedure, LATER)
    db.session.expire_all()
    return db.session.scalars(select(LateHit).where(LateHit.reference == reference)).one()


def tasks(kind: TaskKind) -> list[Task]:
    return list(db.session.scalars(select(Task).where(Task.kind == kind).order_by(Task.id)))


def match_again(town: Town, hit: LateHit) -> None:
    with transaction():
        mark_changed(db.session(), (hit.child_id,))
    match_changed_children(town.procedure, LATER)


def test_the_same_child_is_decided_anew_with_every_duty_of_it(town: Town) -> None:
    hit = answer(town, raised(town), SAME)
    decision = latest_decision(hit.enquired_child_id)
    assert decision is not None
    assert (decision.answer, decision.child_id) == (MatchAnswer.SAME, hit.child_id)
    assert decision.decided_by == town.designated_manager.key
    outcome = current_outcome(hit.enquired_child_id)
    assert outcome is not None
    assert TellingKind.LEAD_SOCIAL_WORKER_NAME in sentences(outcome)
    told = select(Notification).where(Notification.kind == NotificationKind.ENQUIRY_ABOUT_CHILD)
    (notice,) = db.session.scalars(told)
    assert (notice.account_id, notice.child_id) == (town.lead.account_id, hit.child_id)
    assert current_link(hit.enquired_child_id) is None, "no not-known child any more"
    (task,) = tasks(TaskKind.LATE_HIT)
    assert task.closed_by == town.designated_manager.key


def test_ringing_back_is_a_task_for_the_manager_on_shift_where_it_was_decided(town: Town) -> None:
    hit = answer(town, raised(town), SAME)
    (task,) = tasks(TaskKind.RING_BACK)
    assert (task.account_id, task.enquiry_id) == (town.duty_manager.account_id, hit.enquiry_id)
    assert task.child_id is None


def test_not_ringing_back_is_kept_with_the_reason(town: Town) -> None:
    new = replace(SAME, ring_back=False, ring_back_because="They have rung again since")
    hit = answer(town, raised(town), new)
    assert (hit.ring_back, hit.ring_back_because) == (False, "They have rung again since")
    assert not tasks(TaskKind.RING_BACK)


@pytest.mark.parametrize(
    "new",
    [
        replace(SAME, reasons=" "),
        replace(SAME, ring_back=None),
        replace(SAME, ring_back_because=" "),
        replace(DIFFERENT, reasons=""),
    ],
)
def test_an_answer_without_its_reasons_is_refused_and_changes_nothing(
    town: Town, new: NewLateAnswer
) -> None:
    hit = raised(town)
    with pytest.raises(EnquiryError):
        answer(town, hit, new)
    assert newest().answer is None


def test_a_pair_that_was_refused_is_not_raised_again_until_the_record_says_something_else(
    town: Town,
) -> None:
    hit = answer(town, raised(town), DIFFERENT)
    match_again(town, hit)
    assert newest().id == hit.id
    decision = latest_decision(hit.enquired_child_id)
    assert decision is not None
    assert decision.answer is MatchAnswer.NOT_KNOWN


def test_it_is_answered_once(town: Town) -> None:
    hit = answer(town, raised(town), DIFFERENT)
    with pytest.raises(StepOutOfOrder):
        answer(town, hit, SAME)


def test_nobody_answers_for_a_record_that_is_closed_to_them(town: Town) -> None:
    hit = raised(town)
    with transaction():
        mine = DeclareConnection(reason="My niece")
        declare_connection(town.designated_manager, hit.child_id, mine, LATER)
    with pytest.raises(EnquiryError, match="closed to you"):
        answer(town, hit, SAME)


def test_an_officer_who_decides_first_leaves_the_manager_nothing_to_decide(town: Town) -> None:
    hit = raised(town)
    enquired, record = hit.enquired_child_id, hit.child_id
    with transaction():
        child = db.session.get_one(EnquiredChild, enquired)
        decide(town, child, MatchAnswer.SAME, child_id=record, now=LATER)
    withdrawn = newest()
    assert (withdrawn.enquired_child_id, withdrawn.withdrawn_because) == (enquired, DECIDED)
    assert all(task.closed_at for task in tasks(TaskKind.LATE_HIT))


def test_undoing_no_asks_again_and_shows_what_was_decided(town: Town) -> None:
    hit = answer(town, raised(town), DIFFERENT)
    undo(town, hit)
    again = newest()
    assert (again.id > hit.id, again.answer, again.evidence) == (True, None, hit.evidence)
    (shown,) = earlier_decisions((hit.enquired_child_id,), (hit.child_id,))[hit.child_id]
    assert shown.words == "decided that this is not the child"
    assert (shown.by_name, shown.undone) == ("Rosalind Ekwueme", True)
    first, second = tasks(TaskKind.LATE_HIT)
    assert (first.closed_at is None, second.closed_at is None) == (False, True)


def test_undoing_yes_lets_what_stood_before_stand_again_and_what_was_told_stay(
    town: Town,
) -> None:
    hit = answer(town, raised(town), SAME)
    told = len(list(db.session.scalars(select(Notification.id))))
    undo(town, hit)
    decision = latest_decision(hit.enquired_child_id)
    assert decision is not None
    assert (decision.answer, decision.child_id) == (MatchAnswer.NOT_KNOWN, None)
    assert decision.words == "The dates of birth differ after all"
    assert current_link(hit.enquired_child_id) is not None, "a not-known child again"
    assert len(list(db.session.scalars(select(Notification.id)))) >= told
    outcome = current_outcome(hit.enquired_child_id)
    assert outcome is not None
    assert TellingKind.LEAD_SOCIAL_WORKER_NAME not in sentences(outcome)
    assert newest().answer is None


def test_undoing_needs_a_reason_and_happens_once(town: Town) -> None:
    hit = answer(town, raised(town), DIFFERENT)
    reference = hit.reference
    with pytest.raises(EnquiryError), transaction():
        undo_late_answer(town.designated_manager, reference, " ", town.procedure, LATER)
    undo(town, hit)
    with pytest.raises(StepOutOfOrder):
        undo(town, hit)


def test_an_officers_decision_is_undone_and_the_one_before_stands_again(town: Town) -> None:
    with transaction():
        record = make_child()
        enquiry = ask(town)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        decide(town, child, MatchAnswer.NOT_KNOWN)
        decide(town, child, MatchAnswer.SAME, child_id=record)
        child_id = child.id
    wrong = latest_decision(child_id)
    assert wrong is not None
    shown = wrong.id
    for _ in range(2):
        try:
            with transaction():
                undo_decision(
                    town.duty_officer, child_id, shown, "Wrong record", town.procedure, LATER
                )
        except StepOutOfOrder:
            break
    else:
        pytest.fail("It was undone twice")
    decision = latest_decision(child_id)
    assert decision is not None
    assert (decision.answer, decision.child_id) == (MatchAnswer.NOT_KNOWN, None)


def test_an_only_decision_undone_leaves_a_task_to_find_out(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        child_id = children_of(enquiry)[0].id
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
    made = latest_decision(child_id)
    assert made is not None
    shown = made.id
    with transaction():
        undo_decision(town.duty_officer, child_id, shown, "Misheard", town.procedure, LATER)
    decision = latest_decision(child_id)
    assert decision is not None
    assert decision.answer is MatchAnswer.CANNOT_TELL
    assert [task.closed_at for task in tasks(TaskKind.MATCH)] == [None]


def undo(town: Town, hit: LateHit) -> None:
    reference, why = hit.reference, "The dates of birth differ after all"
    with transaction():
        undo_late_answer(town.designated_manager, reference, why, town.procedure, LATER)
    db.session.expire_all()
