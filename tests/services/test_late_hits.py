"""A record that comes in after an enquiry meets it: raised once, for the right people (A11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.children.assignments import AssignLead, assign_lead_social_worker
from lacrecords.children.households import RecordAddress, record_address
from lacrecords.children.models import LeadSocialWorkerAssignment, Restriction
from lacrecords.children.plans import StartPlan, start_plan
from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.services import late_matching
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.late_withdrawing import OTHERS_DECIDE
from lacrecords.matching.models import ChangeJob, MatchChange
from lacrecords.notifications.models import Notification, Task
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    AddressType,
    MatchAnswer,
    NotificationKind,
    PlanCategory,
    Role,
    TaskKind,
    Urgency,
    VerificationOutcome,
)
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

LATER = NOW + timedelta(days=1)
UNLIKE = {"line1": "71 Sorrel Bank", "postcode": "ZZ5 1AA"}


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def number(person: SignedInActor) -> int:
    assert person.account_id is not None
    return person.account_id


def not_known(town: Town, answer: MatchAnswer = MatchAnswer.NOT_KNOWN, **changes: bool) -> int:
    """An enquiry about a child nobody knows, decided; the number of the enquired child."""
    with transaction():
        enquiry = ask(town, **changes)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        decide(town, child, answer)
        return child.id


def comes_in(town: Town, **changes: object) -> int:
    with transaction():
        values = {"case_open": True, "lead": town.lead, "team_id": town.casework_team_id}
        return make_child(**(values | changes))  # type: ignore[arg-type]


def match(town: Town) -> int:
    return match_changed_children(town.procedure, LATER)


def hits() -> list[LateHit]:
    db.session.rollback()
    return list(db.session.scalars(select(LateHit).order_by(LateHit.id)))


def told(kind: NotificationKind) -> list[Notification]:
    return list(db.session.scalars(select(Notification).where(Notification.kind == kind)))


def late_tasks() -> list[Task]:
    return list(db.session.scalars(select(Task).where(Task.kind == TaskKind.LATE_HIT)))


@pytest.mark.parametrize("answer", [MatchAnswer.NOT_KNOWN, MatchAnswer.CANNOT_TELL])
def test_a_record_that_comes_in_later_is_a_task_and_its_worker_is_told(
    town: Town, answer: MatchAnswer
) -> None:
    enquired = not_known(town, answer)
    child_id = comes_in(town)
    assert match(town) == 1
    (hit,) = hits()
    assert (hit.enquired_child_id, hit.child_id, hit.answer) == (enquired, child_id, None)
    assert hit.why
    (task,) = late_tasks()
    assert (task.role, task.account_id) == (Role.DESIGNATED_MANAGER, None)
    assert task.due_at > LATER
    assert task.child_id is None, "the list of tasks names no record"
    (notice,) = told(NotificationKind.LATE_HIT)
    assert (notice.account_id, notice.child_id) == (town.lead.account_id, child_id)


def test_an_enquiry_nobody_could_check_is_matched_again_too(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
    comes_in(town)
    assert match(town) == 1


def test_the_worker_hears_urgently_where_the_enquirer_was_worried(town: Town) -> None:
    not_known(town, worried=True)
    comes_in(town)
    match(town)
    (notice,) = told(NotificationKind.LATE_HIT)
    assert notice.urgency is Urgency.URGENT


def test_an_address_changed_by_hand_makes_a_record_meet(town: Town) -> None:
    with transaction():
        enquiry = ask(town, replace(CHILD, born_on=None, age_years=8))
        check(town, enquiry)
        child_id = make_child(surname="Hollowell", born_on=date(2018, 3, 7), **UNLIKE)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
    assert match(town) == 0
    with transaction():
        moved = RecordAddress(
            address_type=AddressType.HOME,
            line1="14 Quince Row",
            postcode="ZZ9 4QR",
            from_on=date(2026, 1, 5),
            reason="The family has moved",
        )
        record_address(town.lead, child_id, moved, LATER)
    assert match(town) == 1


def waiting() -> int:
    """How many changed children are still to be matched with earlier enquiries."""
    of_job = MatchChange.job == ChangeJob.EARLIER_ENQUIRIES.value
    return db.session.scalar(select(func.count(MatchChange.id)).where(of_job)) or 0


def test_nothing_is_raised_of_a_record_nobody_asked_about(town: Town) -> None:
    not_known(town)
    comes_in(town, forename="Ottoline", surname="Fairweather", born_on=date(2011, 1, 2), **UNLIKE)
    assert match(town) == 0
    assert not hits()
    assert not waiting()


def test_a_brother_or_sister_is_no_late_hit(town: Town) -> None:
    not_known(town)
    comes_in(town, forename="Barnaby")
    assert match(town) == 0


def test_a_pair_is_raised_once_however_often_the_record_changes(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    match(town)
    with transaction():
        plan = StartPlan(
            category=PlanCategory.NEGLECT, started_on=None, reason="Conference", shown_id=None
        )
        start_plan(town.lead, child_id, plan, LATER)
    match(town)
    assert len(hits()) == len(late_tasks()) == len(told(NotificationKind.LATE_HIT)) == 1


def test_a_record_that_the_officer_looked_at_is_not_raised_until_it_says_something_else(
    town: Town,
) -> None:
    child_id = comes_in(town)
    not_known(town)
    with transaction():
        plan = StartPlan(
            category=PlanCategory.NEGLECT, started_on=None, reason="Conference", shown_id=None
        )
        start_plan(town.lead, child_id, plan, LATER)
    match(town)
    assert not hits()
    (notice,) = told(NotificationKind.LATE_SAME_ADDRESS)
    assert notice.child_id == child_id, "another child then, on a plan at the address"
    with transaction():
        moved = RecordAddress(
            address_type=AddressType.HOME,
            line1="2 Quince Row",
            postcode="ZZ9 4QR",
            from_on=date(2020, 1, 5),
            reason="An earlier home",
        )
        record_address(town.lead, child_id, moved, LATER)
    match(town)
    assert len(hits()) == 1


def test_whoever_leads_after_the_hit_is_told_too(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    match(town)
    with transaction():
        led = LeadSocialWorkerAssignment
        shown = db.session.scalars(select(led.id).where(led.child_id == child_id)).one()
        new = AssignLead(
            account_id=number(town.other_lead),
            from_on=LATER.date(),
            reason="Ines Thackeray has left",
            shown_id=shown,
        )
        assign_lead_social_worker(town.team_manager, child_id, new, LATER)
    match(town)
    assert {notice.account_id for notice in told(NotificationKind.LATE_HIT)} == {
        town.lead.account_id,
        town.other_lead.account_id,
    }
    assert len(hits()) == 1


def test_a_restricted_record_is_its_owners_to_decide(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    with transaction():
        restrict(child_id, town)
    match(town)
    (task,) = late_tasks()
    assert task.account_id == town.team_manager.account_id
    assert not told(NotificationKind.LATE_HIT), "nobody but its owner hears"


def seal(child_id: int, town: Town) -> None:
    shown = db.session.scalar(select(Restriction.id).where(Restriction.child_id == child_id))
    new = SealRecord(owner_id=number(town.team_manager), reason="Adopted", shown_id=shown)
    seal_record(town.team_manager, child_id, new, LATER)


def restrict(child_id: int, town: Town) -> None:
    new = Restrict(
        owner_id=number(town.team_manager), reader_ids=(), reason="A colleague's", shown_id=None
    )
    restrict_record(town.designated_manager, child_id, new, LATER)


def test_a_record_restricted_meanwhile_goes_to_its_owner(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    match(town)
    with transaction():
        restrict(child_id, town)
    match(town)
    first, second = hits()
    assert (first.withdrawn_because, second.withdrawn_at) == (OTHERS_DECIDE, None)
    closed, task = late_tasks()
    assert closed.closed_at is not None
    assert task.account_id == number(town.team_manager)
    match(town)
    assert len(hits()) == 2


def test_a_record_sealed_meanwhile_leaves_nothing_to_decide(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    match(town)
    with transaction():
        seal(child_id, town)
    match(town)
    (hit,) = hits()
    assert hit.withdrawn_because == OTHERS_DECIDE
    assert all(task.closed_at for task in late_tasks())
    owners = [one for one in told(NotificationKind.SEALED_RECORD) if one.enquiry_id]
    assert [one.account_id for one in owners] == [number(town.team_manager)]


def test_of_a_sealed_record_only_its_owner_hears_and_no_hit_is_kept(town: Town) -> None:
    not_known(town)
    child_id = comes_in(town)
    with transaction():
        seal(child_id, town)
    match(town)
    (notice,) = [one for one in told(NotificationKind.SEALED_RECORD) if one.enquiry_id]
    assert (notice.account_id, notice.child_id) == (town.team_manager.account_id, child_id)
    assert not hits()
    assert not late_tasks()
    assert not told(NotificationKind.LATE_HIT)


def test_a_plan_recorded_later_at_the_address_reaches_its_worker_once(town: Town) -> None:
    enquired = not_known(town)
    sibling = comes_in(town, forename="Barnaby", surname="Thrale", born_on=date(2012, 9, 9))
    match(town)
    assert not told(NotificationKind.LATE_SAME_ADDRESS)
    for step in range(2):
        with transaction():
            plan = StartPlan(
                category=PlanCategory.NEGLECT, started_on=None, reason="Conference", shown_id=None
            )
            if step == 0:
                start_plan(town.lead, sibling, plan, LATER)
            else:
                record_address(
                    town.lead,
                    sibling,
                    RecordAddress(
                        address_type=AddressType.SECOND_HOME,
                        line1="9 Fen Lane",
                        postcode="ZZ3 3ZZ",
                        from_on=date(2020, 1, 5),
                        reason="At weekends",
                    ),
                    LATER,
                )
        match(town)
    (notice,) = told(NotificationKind.LATE_SAME_ADDRESS)
    assert (notice.account_id, notice.child_id) == (town.lead.account_id, sibling)
    assert notice.enquired_child_id == enquired
    assert not hits(), "the enquirer's side never depends on it"


def test_a_crash_between_loses_nothing_and_raises_nothing_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_known(town)
    comes_in(town)
    comes_in(town, forename="Ottoline", surname="Fairweather", born_on=date(2011, 1, 2), **UNLIKE)
    forget = late_matching.forget_marks

    def dies(*_arguments: object) -> None:
        raise RuntimeError("The machine stopped")

    monkeypatch.setattr(late_matching, "forget_marks", dies)
    with pytest.raises(RuntimeError):
        match(town)
    assert len(hits()) == 1
    assert waiting()
    monkeypatch.setattr(late_matching, "forget_marks", forget)
    match(town)
    assert len(hits()) == len(late_tasks()) == 1
    assert not waiting()


def test_a_pair_that_cannot_be_raised_holds_up_nobody_and_is_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_known(town)
    comes_in(town)
    whole = late_matching.raise_late_hit

    def fails(*_arguments: object) -> bool:
        raise KeyError("something nobody thought of")

    monkeypatch.setattr(late_matching, "raise_late_hit", fails)
    assert match(town) == 0
    assert waiting() == 1
    monkeypatch.setattr(late_matching, "raise_late_hit", whole)
    match(town)
    assert len(hits()) == 1


def test_a_change_that_is_not_kept_leaves_no_mark(town: Town) -> None:
    with pytest.raises(RuntimeError), transaction():
        make_child()
        raise RuntimeError("The browser went away")
    assert not waiting()


def test_many_children_asked_about_in_one_call_meet_each_their_own(town: Town) -> None:
    with transaction():
        enquiry = ask(town, CHILD, STRANGER)
        check(town, enquiry)
        for child in children_of(enquiry):
            decide(town, child, MatchAnswer.NOT_KNOWN)
    first = comes_in(town)
    second = comes_in(
        town,
        forename="Ottoline",
        surname="Fairweather",
        born_on=STRANGER.born_on,
        line1="3 Tamarind Close",
        postcode="ZZ8 2BT",
    )
    match(town)
    asked = list(db.session.scalars(select(EnquiredChild.id).order_by(EnquiredChild.id)))
    pairs = sorted((hit.enquired_child_id, hit.child_id) for hit in hits())
    assert pairs == [(asked[0], first), (asked[1], second)]
