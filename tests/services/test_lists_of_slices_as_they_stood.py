"""Movements, notifications, enquiries, checks, looked-after children: then is as it was then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.check_requests.ending import end_request
from lacrecords.check_requests.values import NewEnd
from lacrecords.children.models import ChildLegalStatus
from lacrecords.children.record import When
from lacrecords.children.services import NewChild, NewName, create_child
from lacrecords.children.stood_children import ListKind
from lacrecords.children.stood_lists import (
    StoodRow,
    Wanted,
    list_at,
    list_difference,
    stood_lists_for,
)
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import NewToldOutsideRules
from lacrecords.enquiries.considered_models import EnquiryToConsider, OfficerQuestion
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.queue import WAITING
from lacrecords.enquiries.services.awaiting import weigh_waiting
from lacrecords.enquiries.services.batches import begin_batch, close_batch
from lacrecords.enquiries.services.telling import record_told_outside_rules
from lacrecords.enquiries.services.viewing import answer_question
from lacrecords.movements import reading
from lacrecords.movements.identifying import undo_child
from lacrecords.movements.steps import withdraw_step
from lacrecords.risk_notifications import course
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.movement_ending import EndingAnswer
from lacrecords.staff.queries import council_day
from lacrecords.terms import CheckEnd, EndingReason, ManagerViewKind, MovementStepKind, QueueState
from lacrecords.wording import words
from tests.factories.checks import ISADORA, WHOLE, amended, asked, make_desk
from tests.factories.children import make_child, restrict
from tests.factories.considered import ordinary_call, unknown_child, view
from tests.factories.disposals import PROCEDURE, make_standing
from tests.factories.movements import end, make_authority, make_movement, take_step
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(moment: datetime) -> When:
    return When(moment, council_day(moment))


def true_on(day: date) -> When:
    return When(now_utc(), day)


def rows(actor: Actor, key: str, when: When) -> tuple[StoodRow, ...]:
    return list_at(actor, Wanted(key), when, now_utc()).rows


def differences(actor: Actor, key: str, one: When, other: When) -> list[str]:
    return [row.how for row in list_difference(actor, Wanted(key), (one, other), now_utc()).rows]


def test_each_is_offered_to_whoever_may_read_the_list_today(town: Town) -> None:
    of_manager = [one.key for one in stood_lists_for(town.designated_manager)]
    of_team = {one.key for one in stood_lists_for(town.team_manager)}
    children = [kind.value for kind in ListKind]
    slices = {"movements", "risk_notifications", "suitability_checks", "enquiries_to_consider"}
    assert of_manager[:4] == children and set(of_manager) == {*children, *slices}
    assert of_team == {*children, "movements", "risk_notifications"}


def test_a_looked_after_child_stands_there_from_the_day_and_joins(town: Town) -> None:
    with transaction():
        child = make_child("Araminta")
        said = {"code": "C2", "looked_after": True, "placing_authority": "", "source": "hand"}
        fact = ChildLegalStatus(
            child_id=child, from_on=NOW.date(), recorded_at=NOW + DAY, recorded_by=MAKER.key, **said
        )
        db.session.add(fact)
        audit.record(town.lead, "child_changed", "child", child)
    manager, key = town.designated_manager, ListKind.LOOKED_AFTER
    assert rows(manager, key, at(NOW + HOUR)) == (), "nobody had written it down"
    (row,) = rows(manager, key, true_on(NOW.date()))
    assert row.card.name.startswith("Araminta") and "Full care order, looked after" in row.after
    assert differences(manager, key, at(NOW), at(NOW + 2 * DAY)) == ["Joined"]
    assert rows(manager, key, true_on(NOW.date() - DAY)) == ()


def test_a_movement_stands_there_with_how_far_it_had_come(town: Town) -> None:
    manager = town.designated_manager
    with transaction():
        name = NewName(forename="Araminta", surname="Lockyer")
        child = create_child(MAKER, NewChild(names=(name,)), NOW - DAY)
        made = make_movement(manager, make_authority(), NOW, child_id=child).row
        number, reference = made.id, made.reference
    steps = (
        (MovementStepKind.NOTICE_SENT, NOW + DAY, NOW.date()),
        (MovementStepKind.CONFERENCE_BOOKED, NOW + 2 * DAY, NOW.date() + 20 * DAY),
    )
    for kind, moment, on in steps:
        with transaction():
            assert take_step(manager, number, kind, on, moment)
    with transaction():
        answer = end(manager, reference, EndingReason.RECORDED_TWICE, NOW + 4 * DAY)
    assert answer is EndingAnswer.ENDS, "the register holds no plan of hers: one person ends it"
    said = [
        [
            one.after.split(", ")[-1]
            for one in rows(manager, "movements", at(NOW + days * DAY + HOUR))
        ]
        for days in (-1, 0, 1, 2, 4)
    ]
    assert said == [[], ["No written notice yet"], ["Notice given"], ["Conference booked"], []]
    (row,) = rows(manager, "movements", at(NOW + HOUR))
    assert row.card.name.startswith("Araminta") and row.card.reference
    (row,) = rows(manager, "movements", true_on(NOW.date()))
    assert row.after.endswith("Notice given"), "it went on that day, though it was written later"
    assert differences(manager, "movements", at(NOW + HOUR), at(NOW + 2 * DAY)) == ["Changed"]
    assert differences(manager, "movements", at(NOW + HOUR), at(NOW + 5 * DAY)) == ["Left"]


def test_a_step_that_was_withdrawn_stood_until_then(town: Town) -> None:
    manager = town.designated_manager
    with transaction():
        number = make_movement(manager, make_authority(), NOW).row.id
        take_step(manager, number, MovementStepKind.NOTICE_SENT, NOW.date(), NOW)
    (step,) = reading.standing_of(number, NOW).steps
    step_id = step.id
    with transaction():
        withdraw_step(manager, number, step_id, "It went to somebody else", NOW + DAY)
    said = [rows(manager, "movements", at(NOW + days * DAY + HOUR))[0].after for days in (0, 1)]
    assert said[0].endswith("Notice given") and said[1].endswith("No written notice yet")


def test_a_movement_ever_said_to_be_of_a_closed_record_is_in_no_list_of_then(town: Town) -> None:
    manager, other = town.designated_manager, town.team_manager
    with transaction():
        child = make_child("Araminta")
        number = make_movement(manager, make_authority(), NOW, child_id=child).row.id
    with transaction():
        undo_child(manager, number, "It is her cousin", NOW + DAY)
    for when in (at(NOW + HOUR), at(NOW + 2 * DAY)):
        assert len(rows(other, "movements", when)) == 1
    with transaction():
        restrict(child, manager)
    for when in (at(NOW + HOUR), at(NOW + 2 * DAY)):
        assert rows(other, "movements", when) == ()
        assert len(rows(manager, "movements", when)) == 1, "the owner answers for it"


def test_a_notification_stood_until_two_people_took_it_off(town: Town) -> None:
    began = now_utc() - timedelta(days=40)
    made = make_standing(began)
    later = began + 20 * DAY
    with transaction():
        course.propose_removal(made.manager, made.number, "He has died", PROCEDURE, later)
    with transaction():
        course.decide_removal(made.guardian, made.number, True, "So they say", later + DAY)
    key = "risk_notifications"
    counts = [
        len(rows(made.manager, key, at(began + days * DAY + HOUR))) for days in (-1, 0, 20, 21)
    ]
    assert counts == [0, 1, 1, 0]
    (row,) = rows(made.manager, key, at(began + HOUR))
    assert row.card.name == "Bertram Quillfeather" and row.card.reference == made.reference
    assert "source not confirmed" in row.after and "next review" in row.after
    assert differences(made.manager, key, at(began + DAY), at(began + 30 * DAY)) == ["Left"]
    assert rows(town.team_manager, key, at(began + DAY)) == (), "they are let in to none"


def test_a_check_stood_with_what_was_asked_by_then_until_it_ended(town: Town) -> None:
    with transaction():
        desk = make_desk(town)
    standing = asked(desk, at=NOW)
    amended(desk, standing, WHOLE, at=NOW + DAY)
    end = NewEnd(ended_as=CheckEnd.REQUESTER_WITHDREW, words="They wrote so")
    ended_at = standing.request.due_at + DAY
    with transaction():
        end_request(desk.officer, standing.request.id, end, ended_at)
    manager, key = town.designated_manager, "suitability_checks"
    moments = (NOW - HOUR, NOW + HOUR, ended_at - HOUR, ended_at + HOUR)
    found = [rows(manager, key, at(moment)) for moment in moments]
    assert [len(one) for one in found] == [0, 1, 1, 0]
    assert found[1][0].card.name == ISADORA.whole
    assert "late" not in found[1][0].after and found[2][0].after.endswith("late")
    assert differences(manager, key, at(moments[1]), at(moments[2])) == ["Changed"]
    assert differences(manager, key, at(moments[0]), at(moments[3])) == []


def waiting_now() -> dict[str, str]:
    """What the queue says at this moment."""
    found = db.session.execute(
        select(Enquiry.reference, EnquiryToConsider.state)
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == Enquiry.id)
        .where(EnquiryToConsider.state.in_(WAITING))
    )
    return {reference: words(QueueState(state)) for reference, state in found}


class Desk:
    """What happens to enquiries, an hour apart, and what the queue says after each."""

    def __init__(self, town: Town) -> None:
        self.town, self.now = town, NOW + 2 * HOUR
        self.seen: list[tuple[datetime, dict[str, str]]] = []

    def then(self, step: Callable[[], object]) -> None:
        with transaction():
            step()
        self.seen.append((self.now, waiting_now()))
        self.now += HOUR

    def told_outside(self, number: int) -> None:
        new = NewToldOutsideRules(words="Her school", reason="In haste")
        town = self.town
        self.then(
            lambda: record_told_outside_rules(
                town.duty_officer, number, new, town.procedure, self.now
            )
        )

    def viewed(self, number: int, kind: ManagerViewKind) -> None:
        self.then(lambda: view(self.town, db.session.get_one(Enquiry, number), kind, now=self.now))

    def answered(self, number: int) -> None:
        found = select(OfficerQuestion.reference).where(OfficerQuestion.enquiry_id == number)
        reference = db.session.scalars(found.order_by(OfficerQuestion.id.desc())).first() or ""
        officer = self.town.duty_officer
        self.then(lambda: answer_question(officer, reference, "I rang back", self.now))

    def closed_in_a_batch(self, number: int) -> None:
        manager, procedure = self.town.designated_manager, self.town.procedure
        weigh_waiting(manager, procedure, self.now)
        self.then(
            lambda: close_batch(
                manager,
                begin_batch(manager, procedure, self.now).reference,
                [number],
                procedure,
                self.now,
            )
        )


def test_the_queue_of_every_moment_is_what_it_was_at_that_moment(town: Town) -> None:
    desk, manager = Desk(town), town.designated_manager
    with transaction():
        one = ordinary_call(town).id
        other = ordinary_call(town, unknown_child(3), now=NOW + HOUR).id
    desk.then(lambda: None)
    asks, done = ManagerViewKind.ASK_THE_OFFICER, ManagerViewKind.NO_FURTHER_ACTION
    desk.viewed(one, done)
    desk.told_outside(one)
    desk.viewed(one, asks)
    desk.answered(one)
    desk.told_outside(one)
    desk.viewed(one, ManagerViewKind.REFERRAL_MADE)
    desk.viewed(one, done)
    desk.closed_in_a_batch(other)
    desk.told_outside(other)
    desk.viewed(other, done)
    assert {state for _, then in desk.seen for state in then.values()} == {
        words(state) for state in WAITING
    }
    assert desk.seen[-1][1] == {}
    for then, queue in desk.seen:
        found = rows(manager, "enquiries_to_consider", at(then))
        stood = {row.card.reference: row.after.split(", asked")[0] for row in found}
        assert stood == queue, then
    assert rows(manager, "enquiries_to_consider", at(NOW - HOUR)) == ()


def test_an_enquiry_of_which_a_child_was_not_settled_did_not_wait(town: Town) -> None:
    with transaction():
        ordinary_call(town)
    manager = town.designated_manager
    assert rows(manager, "enquiries_to_consider", at(NOW + timedelta(minutes=1))) == ()
    (row,) = rows(manager, "enquiries_to_consider", at(NOW + timedelta(minutes=30)))
    assert "To be read" in row.after
