"""Movements from the first word to the last: tasks with clocks, who is told, what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from lacrecords.children.queries import reference_of
from lacrecords.database import db, transaction
from lacrecords.movements import queries
from lacrecords.movements.identifying import identify_child, undo_child
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.movements.next_steps import look_after_all
from lacrecords.movements.queries import Wanted
from lacrecords.movements.recording import record_movement
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.steps import steps_offered, withdraw_step
from lacrecords.notifications.models import Notification, Task
from lacrecords.terms import (
    MatterKind,
    MovementDirection,
    MovementState,
    MovementStay,
    MovementStepKind,
    NotificationKind,
    Responsible,
    Role,
    SendingMethod,
    TaskKind,
    Urgency,
)
from tests.factories.movements import (
    MOVED,
    by,
    end,
    make_movement,
    new_movement,
    take_step,
)
from tests.factories.town import NOW, Town, make_child

TODAY = NOW.date()
KINDS = MovementStepKind


def waiting() -> list[Task]:
    found = select(Task).where(Task.kind == TaskKind.MOVEMENT_STEP, Task.closed_at.is_(None))
    return list(db.session.scalars(found.order_by(Task.id)))


def told(kind: NotificationKind = NotificationKind.CHILD_MOVED) -> list[Notification]:
    return list(db.session.scalars(select(Notification).where(Notification.kind == kind)))


def refused(action: Any, *given: Any, **said: Any) -> MovementRefused:
    with pytest.raises(MovementRefused) as found, transaction():
        action(*given, **said)
    return found.value


def test_a_movement_of_a_child_on_a_plan_is_seen_through_by_one_task_after_another(
    town: Town, authority: int
) -> None:
    manager = town.designated_manager
    with transaction():
        child = make_child(case_open=True, on_plan=True, lead=town.lead)
        one = make_movement(manager, authority, child_id=child)
    (task,) = waiting()
    assert task.matter is MatterKind.MOVEMENT and task.matter_reference == one.row.reference
    assert task.role is Role.DESIGNATED_MANAGER
    assert task.why == ("Send the written notice: 5 working days from the move of 9 November 2026")
    assert one.responsible is Responsible.OURS
    done = (
        (KINDS.NOTICE_SENT, date(2026, 11, 11), "Get the acknowledgement"),
        (KINDS.ACKNOWLEDGEMENT_RECEIVED, date(2026, 11, 12), "Send the papers"),
        (KINDS.PAPERS_SENT, date(2026, 11, 13), "See that the transfer-in conference"),
        (KINDS.CONFERENCE_HELD, date(2026, 11, 16), "Record that responsibility"),
        (KINDS.RESPONSIBILITY_PASSED, date(2026, 11, 17), "End the movement"),
    )
    for kind, day, then in done:
        with transaction():
            take_step(manager, one.row.id, kind, day)
        (task,) = waiting()
        assert task.why.startswith(then), (kind, task.why)
    assert by(one.row.reference).responsible is Responsible.THEIRS
    with transaction():
        end(manager, one.row.reference)
    assert waiting() == []
    assert by(one.row.reference).state is MovementState.ENDED
    assert queries.open_counts(NOW).counts == (0, 0)


def test_the_clock_of_the_conference_says_why(town: Town, authority: int) -> None:
    with transaction():
        one = make_movement(town.designated_manager, authority, direction=MovementDirection.IN)
        identify = make_child()
        identify_child(
            town.designated_manager, one.row.id, reference_of(identify), "Same numbers", NOW
        )
        take_step(town.designated_manager, one.row.id, KINDS.NOTICE_RECEIVED, date(2026, 11, 3))
    page = queries.movements_page(town.designated_manager, Wanted(), 1, NOW)
    reasons = {due.what: due for due in page.rows[0].due}
    conference = reasons["Hold the transfer-in conference"]
    assert conference.reason == (
        "15 working days from the written notice of 3 November 2026;"
        " setting transfer_conference_working_days"
    )
    assert not conference.is_late
    later = NOW + timedelta(days=30)
    late = queries.movements_page(town.designated_manager, Wanted(late=True), 1, later)
    assert late.late == 1 and late.rows[0].is_late
    assert queries.open_counts(later).counts == (1, 1)


def test_whoever_leads_is_told_and_a_hasty_move_is_urgent(town: Town, authority: int) -> None:
    with transaction():
        child = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        make_movement(town.designated_manager, authority, child_id=child, in_haste=True)
    (notice,) = told()
    assert notice.account_id == town.lead.account_id
    assert notice.urgency is Urgency.URGENT
    assert (notice.child_id, notice.matter) == (child, MatterKind.MOVEMENT)
    assert "Wilfreda" not in notice.why


def test_a_lead_social_worker_records_the_move_of_their_own_child_only(
    town: Town, authority: int
) -> None:
    with transaction():
        own = make_child(case_open=True, lead=town.lead)
        other = make_child("Perpetua", "Lockyer", case_open=True, lead=town.other_lead)
    with transaction():
        make_movement(town.lead, authority, child_id=own)
    assert told() == [], "nobody is told what they recorded themselves"
    assert refused(make_movement, town.lead, authority, child_id=other).words
    assert refused(make_movement, town.lead, authority).words
    assert refused(make_movement, town.duty_officer, authority, child_id=own).words


def test_one_form_makes_one_movement_and_one_step(town: Town, authority: int) -> None:
    new = new_movement(authority)
    with transaction():
        first = record_movement(town.designated_manager, new, NOW)
    with transaction():
        assert record_movement(town.designated_manager, new, NOW) == first
    one = by(first)
    for expected in (True, False):
        with transaction():
            again = take_step(
                town.designated_manager, one.row.id, KINDS.NOTICE_SENT, TODAY, form_key="twice"
            )
        assert again is expected
    assert db.session.scalar(select(func.count(Movement.id))) == 1
    assert db.session.scalar(select(func.count(MovementStep.id))) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"described_name": "  "}, "described_name"),
        ({"on_plan": False}, "who"),
        ({"childrens_home": True}, "who"),
        ({"address": " ", "area": ""}, "area"),
        ({"authority_id": 4711}, "authority_id"),
        ({"told_on": TODAY + timedelta(days=1)}, "told_on"),
        ({"moved_on": TODAY + timedelta(days=400)}, "moved_on"),
        ({"moved_on": date(1999, 1, 1)}, "moved_on"),
        ({"expected_back_on": date(2026, 12, 1)}, "expected_back_on"),
        (
            {"stay": MovementStay.TEMPORARY, "expected_back_on": date(2026, 11, 1)},
            "expected_back_on",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_box(
    town: Town, authority: int, said: dict[str, Any], field: str
) -> None:
    found = refused(
        lambda: record_movement(
            town.designated_manager, new_movement(**{"authority_id": authority} | said), NOW
        )
    )
    assert found.field == field and found.words
    assert db.session.scalar(select(func.count(Movement.id))) == 0


def test_a_child_not_on_the_register_is_recorded_and_matched_later_by_a_person(
    town: Town, authority: int
) -> None:
    manager = town.designated_manager
    with transaction():
        one = make_movement(manager, authority, direction=MovementDirection.IN)
        child = make_child(case_open=True, lead=town.lead)
        other = make_child("Perpetua", "Lockyer")
    assert waiting()[0].why.startswith("Get the other authority's written notice")
    assert [due.what for due in queries.movements_page(manager, Wanted(), 1, NOW).rows[0].due] == [
        "Get the other authority's written notice",
        "Find the child's record",
    ]
    reference = reference_of(child)
    assert refused(identify_child, manager, one.row.id, reference, " ", NOW).field == "because"
    wrong = refused(identify_child, manager, one.row.id, "NONE-SUCH", "Same", NOW)
    assert wrong.field == "child_reference"
    for _ in range(2):
        with transaction():
            identify_child(manager, one.row.id, reference.lower(), "Same school", NOW)
    assert by(one.row.reference).child_id == child
    assert len(told()) == 1
    both = refused(identify_child, manager, one.row.id, reference_of(other), "No", NOW)
    assert "Undo that first" in both.words
    for _ in range(2):
        with transaction():
            undo_child(manager, one.row.id, "Born on another day", NOW)
    assert by(one.row.reference).child_id is None
    assert refused(undo_child, manager, one.row.id, "", NOW).field == "because"


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (KINDS.NOTICE_RECEIVED, {}, "kind"),
        (KINDS.HOME_ADMISSION_TOLD, {}, "kind"),
        (KINDS.MADE_PERMANENT, {}, "kind"),
        (KINDS.NOTICE_SENT, {"method": SendingMethod.TELEPHONE}, "method"),
        (KINDS.NOTICE_SENT, {"method": None}, "method"),
        (KINDS.NOTICE_SENT, {"whom": " "}, "whom"),
        (KINDS.NOTICE_SENT, {"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        (KINDS.NOTICE_SENT, {"happened_on": date(2024, 1, 1)}, "happened_on"),
        (KINDS.NOTICE_SENT, {"agreed_in_writing": True}, "agreed_in_writing"),
        (KINDS.PAPERS_SENT, {"words": " "}, "words"),
        (KINDS.ENDED, {}, "kind"),
        (KINDS.ENDING_PROPOSED, {}, "kind"),
        (KINDS.LEFT, {"happened_on": MOVED - timedelta(days=1)}, "happened_on"),
        (KINDS.CONFERENCE_BOOKED, {"happened_on": MOVED}, "happened_on"),
        (KINDS.CONFERENCE_BOOKED, {"happened_on": TODAY + timedelta(days=400)}, "happened_on"),
        (KINDS.RESPONSIBILITY_PASSED, {}, "agreed_in_writing"),
        (KINDS.RESPONSIBILITY_PASSED, {"agreed_in_writing": True, "words": " "}, "words"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_box(
    town: Town, authority: int, kind: MovementStepKind, said: dict[str, Any], field: str
) -> None:
    with transaction():
        one = make_movement(town.designated_manager, authority)
    given = {"on": said.get("happened_on", TODAY)} | said
    found = refused(take_step, town.designated_manager, one.row.id, kind, **given)
    assert found.field == field and found.words
    assert by(one.row.reference).steps == ()


def test_a_mistake_is_withdrawn_and_the_clock_goes_back(town: Town, authority: int) -> None:
    manager = town.designated_manager
    with transaction():
        one = make_movement(manager, authority)
        take_step(manager, one.row.id, KINDS.NOTICE_SENT, date(2026, 11, 10))
        take_step(manager, one.row.id, KINDS.CONFERENCE_HELD, date(2026, 11, 16))
        take_step(manager, one.row.id, KINDS.RESPONSIBILITY_PASSED, date(2026, 11, 17))
    notice, held, passed = by(one.row.reference).steps
    early = refused(withdraw_step, manager, one.row.id, held.id, "Adjourned", NOW)
    assert "Withdraw that step first" in early.words
    assert refused(withdraw_step, manager, one.row.id, held.id, " ", NOW).field == "because"
    with pytest.raises(LookupError), transaction():
        withdraw_step(manager, one.row.id, 4711, "No such step", NOW)
    for step in (passed, held, notice):
        with transaction():
            assert withdraw_step(manager, one.row.id, step.id, "Of another child", NOW)
        with transaction():
            assert not withdraw_step(manager, one.row.id, step.id, "Again", NOW)
    again = by(one.row.reference)
    assert again.state is MovementState.BEGUN
    assert len(again.steps) == 3, "they stay in the story"
    # The child who was described is still to be found; the notice is due again.
    assert waiting()[0].why.startswith("Send the written notice")


def test_responsibility_for_a_looked_after_child_passes_by_written_agreement_only(
    town: Town, authority: int
) -> None:
    manager = town.designated_manager
    with transaction():
        one = make_movement(manager, authority, on_plan=False, looked_after=True)
    assert KINDS.CONFERENCE_HELD not in steps_offered(one)
    bar = refused(take_step, manager, one.row.id, KINDS.RESPONSIBILITY_PASSED, TODAY)
    assert "whoever looks after the child stays responsible" in bar.words
    with transaction():
        take_step(
            manager,
            one.row.id,
            KINDS.RESPONSIBILITY_PASSED,
            TODAY,
            agreed_in_writing=True,
            words="Their letter of 4 November: the order names them",
        )
    assert by(one.row.reference).responsible is Responsible.THEIRS


def test_a_stay_becomes_one_for_good_by_time_alone_and_the_worker_notices(
    town: Town, authority: int
) -> None:
    manager = town.designated_manager
    with transaction():
        child = make_child(on_plan=True)
        one = make_movement(manager, authority, child_id=child, stay=MovementStay.TEMPORARY)
        take_step(manager, one.row.id, KINDS.NOTICE_SENT, date(2026, 11, 10))
        take_step(manager, one.row.id, KINDS.ACKNOWLEDGEMENT_RECEIVED, date(2026, 11, 11))
    (task,) = waiting()
    assert task.why.startswith("Decide whether the stay is for good: 12 weeks from the move")
    assert look_after_all(NOW) == 0
    later = NOW + timedelta(weeks=12)
    assert look_after_all(later) == 0, "what is due first is the same still"
    with transaction():
        take_step(manager, one.row.id, KINDS.MADE_PERMANENT, later.date(), later)
    (task,) = waiting()
    assert task.why.startswith("Send the papers")
    assert "the day the stay became one for good, 1 February 2027" in task.why


def test_the_list_is_filtered_sorted_and_paged(town: Town, authority: int) -> None:
    manager = town.designated_manager
    with transaction():
        for number in range(27):
            make_movement(
                manager,
                authority,
                direction=MovementDirection.IN if number % 3 else MovementDirection.OUT,
                moved_on=MOVED + timedelta(days=number % 5),
                described_name=f"Child {number}",
            )
        held = make_movement(manager, authority, described_name="Held")
        take_step(manager, held.row.id, KINDS.CONFERENCE_HELD, TODAY)
    pages = [queries.movements_page(manager, Wanted(), number, NOW) for number in (1, 2, 3)]
    assert [len(one.rows) for one in pages] == [25, 3, 0]
    assert [one.more for one in pages] == [True, False, False]
    dues = [row.due[0].due_at for one in pages for row in one.rows]
    assert dues == sorted(dues)
    into = queries.movements_page(manager, Wanted(direction="in"), 1, NOW)
    assert into.every == 18 and {row.direction for row in into.rows} == {"Into our area"}
    state = queries.movements_page(manager, Wanted(state="conference_held"), 1, NOW)
    assert [row.who for row in state.rows] == ["Held"]
    latest = queries.movements_page(manager, Wanted(order="move"), 1, NOW)
    moved = [row.moved_on for row in latest.rows]
    assert moved == sorted(moved, reverse=True)
