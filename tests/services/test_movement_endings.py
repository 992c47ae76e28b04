"""Ending a movement: freely, with a reason, by two people; what is left undone stays to be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.queries import reference_of
from lacrecords.database import db, transaction
from lacrecords.movements import queries
from lacrecords.movements.ending import CHANGED, PROPOSED, is_protected, seen_of
from lacrecords.movements.ending_words import REASON_WORDS
from lacrecords.movements.identifying import identify_child
from lacrecords.movements.queries import Wanted
from lacrecords.movements.reading import Standing
from lacrecords.movements.steps import withdraw_step
from lacrecords.notifications.models import Notification
from lacrecords.rules.movement_ending import EndingAnswer
from lacrecords.terms import (
    EndingReason,
    MovementDirection,
    MovementDuty,
    MovementState,
    MovementStepKind,
    Responsible,
)
from tests.factories.children import look_after
from tests.factories.movements import by, end, make_authority, make_movement, take_step
from tests.factories.town import NOW, Town, make_child
from tests.services.test_movements import refused, waiting

KINDS = MovementStepKind
NOTICE_ON = date(2026, 11, 10)
LATER = NOW + timedelta(days=60)
REASON = EndingReason.NOT_HAPPENED


@pytest.fixture
def late(town: Town) -> Standing:
    """A child on a plan moved out; the notice went, and everything after it is late."""
    with transaction():
        child = make_child(case_open=True, on_plan=True, lead=town.lead)
        one = make_movement(town.designated_manager, make_authority(), child_id=child)
        take_step(town.designated_manager, one.row.id, KINDS.NOTICE_SENT, NOTICE_ON)
    return by(one.row.reference, LATER)


def make_authority_now() -> int:
    with transaction():
        return make_authority()


def test_one_person_never_ends_the_movement_of_a_child_on_a_plan_with_everything_open(
    town: Town, late: Standing
) -> None:
    manager, there = town.designated_manager, late.row.reference
    assert late.is_late(LATER) and late.responsible is Responsible.OURS
    assert refused(end, manager, there, now=LATER, words="x").field == "reason"
    for reason in EndingReason:
        with transaction():
            answer = end(manager, there, reason, LATER, words="x")
        assert answer is EndingAnswer.IS_PROPOSED
        again = refused(end, manager, there, reason, LATER)
        assert "Another person agrees to it" in again.words
        standing = by(there, LATER)
        assert standing.is_open and standing.proposal is not None
        assert MovementDuty.TRANSFER_CONFERENCE in {step.duty for step in standing.due}
        assert queries.open_counts(LATER).counts == (1, 1)
        (line,) = queries.movements_page(manager, Wanted(late=True), 1, LATER).rows
        assert any("Agree to the proposed end" in due.what for due in line.due)
        with transaction():
            withdraw_step(manager, standing.row.id, standing.proposal.id, "Not so", LATER)
    assert queries.open_counts(LATER).counts == (1, 1)


def test_a_second_person_agrees_and_what_is_left_undone_is_kept(town: Town, late: Standing) -> None:
    there = late.row.reference
    with transaction():
        end(town.designated_manager, there, REASON, LATER, words="The mother stayed")
    told = db.session.scalars(select(Notification).where(Notification.why == PROPOSED)).all()
    assert len(told) == 1
    with transaction():
        answer = end(town.team_manager, there, now=LATER, words="I rang her: she is at home")
    assert answer is EndingAnswer.ENDS
    standing = by(there, LATER)
    ended = standing.steps[-1]
    assert (ended.kind, ended.recorded_by) == (KINDS.ENDED, town.team_manager.key)
    assert ended.words.splitlines() == [
        "It did not happen",
        "I rang her: she is at home",
        "Left undone:",
        "- Get the acknowledgement of our notice, due 17 November 2026",
        "- Send the papers, due 17 November 2026",
        "- See that the transfer-in conference is held there, due 1 December 2026",
        "Responsible then: Ashdown County Council",
    ]
    assert ended.ending_reason is REASON
    assert standing.ended_with_things_undone and waiting() == []
    page = queries.movement_page(town.team_manager, standing, LATER)
    assert page.line.state == "Ended with things left undone"
    assert page.undone[1] == "Send the papers, due 17 November 2026"
    assert queries.open_counts(LATER).counts == (0, 0)
    # The time that goes by after the end makes nothing more of it.
    assert by(there, LATER + timedelta(days=400)).undone == standing.undone


def test_where_all_was_done_one_person_ends_the_movement(town: Town, late: Standing) -> None:
    manager, there = town.designated_manager, late.row.reference
    with transaction():
        for kind in (KINDS.ACKNOWLEDGEMENT_RECEIVED, KINDS.PAPERS_SENT, KINDS.CONFERENCE_HELD):
            take_step(manager, late.row.id, kind, LATER.date(), LATER)
        take_step(manager, late.row.id, KINDS.RESPONSIBILITY_PASSED, LATER.date(), LATER)
    assert refused(end, manager, there, now=LATER, words=" ").field == "words"
    with transaction():
        assert end(manager, there, now=LATER, words="Handed over") is EndingAnswer.ENDS
    standing = by(there, LATER)
    assert standing.state is MovementState.ENDED and not standing.ended_with_things_undone
    assert standing.steps[-1].words == "Handed over"
    assert standing.steps[-1].ending_reason is None
    assert refused(end, manager, there, now=LATER).words == "The movement is ended already"


def test_a_child_who_came_back_ends_it_freely(town: Town, late: Standing) -> None:
    manager = town.designated_manager
    with transaction():
        take_step(manager, late.row.id, KINDS.LEFT, LATER.date(), LATER, words="Back at home")
        assert end(manager, late.row.reference, now=LATER) is EndingAnswer.ENDS
    assert not by(late.row.reference, LATER).ended_with_things_undone


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        (one, EndingAnswer.IS_PROPOSED if one is EndingReason.OTHER else EndingAnswer.ENDS)
        for one in EndingReason
    ],
)
def test_where_another_authority_answers_for_the_child_a_reason_is_enough_but_for_another(
    town: Town, reason: EndingReason, answer: EndingAnswer
) -> None:
    manager = town.designated_manager
    with transaction():
        one = make_movement(manager, make_authority(), direction=MovementDirection.IN)
    assert refused(end, manager, one.row.reference).field == "reason"
    with transaction():
        assert end(manager, one.row.reference, reason) is answer
    standing = by(one.row.reference)
    assert standing.is_open is (answer is EndingAnswer.IS_PROPOSED)
    assert standing.steps[-1].ending_reason is reason
    assert standing.steps[-1].words.startswith(REASON_WORDS[reason])


def test_of_a_child_whose_plan_ended_one_person_ends_it_with_that_reason(town: Town) -> None:
    manager, authority = town.designated_manager, make_authority_now()
    with transaction():
        child = make_child(case_open=True)
        one = make_movement(manager, authority, child_id=child)
    assert not is_protected(one, NOW)
    with transaction():
        assert end(manager, one.row.reference, EndingReason.NO_LONGER_PROTECTED) is (
            EndingAnswer.ENDS
        )


def test_the_register_says_whether_the_child_is_protected_and_without_it_the_movement(
    town: Town,
) -> None:
    manager, authority = town.designated_manager, make_authority_now()
    with transaction():
        child = make_child(case_open=True)
        one = make_movement(manager, authority)
    assert is_protected(one, NOW)
    with transaction():
        identify_child(manager, one.row.id, reference_of(child), "Same", NOW)
    assert not is_protected(by(one.row.reference), NOW)
    with transaction():
        look_after(child)
    assert is_protected(by(one.row.reference), NOW)


def test_what_was_not_on_the_page_is_not_agreed_to(town: Town, late: Standing) -> None:
    manager, other, there = town.designated_manager, town.team_manager, late.row.reference
    before = seen_of(late)
    with transaction():
        take_step(manager, late.row.id, KINDS.PAPERS_SENT, LATER.date(), LATER)
    assert refused(end, manager, there, REASON, LATER, seen=before).words == CHANGED
    unproposed = seen_of(by(there, LATER))
    with transaction():
        end(manager, there, REASON, LATER)
    # Somebody who did not see the proposal does not agree to it by chance.
    assert refused(end, other, there, REASON, LATER, seen=unproposed).words == CHANGED
    assert by(there, LATER).is_open


def test_a_form_sent_twice_proposes_once_and_ends_once(town: Town, late: Standing) -> None:
    there, seen = late.row.reference, seen_of(late)
    for _ in range(2):
        with transaction():
            answer = end(town.designated_manager, there, REASON, LATER, form_key="p", seen=seen)
        assert answer is EndingAnswer.IS_PROPOSED
    seen = seen_of(by(there, LATER))
    for _ in range(2):
        with transaction():
            answer = end(town.team_manager, there, None, LATER, form_key="e", seen=seen)
        assert answer is EndingAnswer.ENDS
    kinds = [step.kind for step in by(there, LATER).steps]
    assert kinds.count(KINDS.ENDING_PROPOSED) == kinds.count(KINDS.ENDED) == 1


def test_no_step_is_withdrawn_under_a_movement_that_was_ended_on_it(
    town: Town, late: Standing
) -> None:
    manager, there = town.designated_manager, late.row.reference
    with transaction():
        take_step(manager, late.row.id, KINDS.LEFT, LATER.date(), LATER, words="Back")
        end(manager, there, now=LATER)
    left, ended = by(there, LATER).steps[-2:]
    early = refused(withdraw_step, manager, late.row.id, left.id, "Not back", LATER)
    assert "Withdraw its ending first" in early.words
    for step in (ended, left):
        with transaction():
            assert withdraw_step(manager, late.row.id, step.id, "Not back", LATER)
    assert queries.open_counts(LATER).counts == (1, 1)
