"""Enquiries that nothing flags are closed line by line, and some are drawn for a second look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import NewToldOutsideRules
from lacrecords.enquiries.considered_models import (
    BatchLine,
    EnquiryBatch,
    EnquiryToConsider,
    ManagerView,
    SecondLook,
)
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.batch_page import batch_page
from lacrecords.enquiries.queries.queue import unconsidered_counts
from lacrecords.enquiries.services.awaiting import weigh_waiting
from lacrecords.enquiries.services.batches import begin_batch, close_batch
from lacrecords.enquiries.services.telling import record_told_outside_rules
from lacrecords.terms import ManagerViewKind, QueueState, Role
from tests.factories.considered import ordinary_call, unknown_child, view
from tests.factories.enquiries import ask, health_visitor
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town

LATER = NOW + timedelta(hours=1)


def calls(town: Town, number: int) -> list[Enquiry]:
    """So many calls that nothing flags, by as many enquirers; weighed."""
    with transaction():
        found = [_call(town, one) for one in range(number)]
    weigh_waiting(town.designated_manager, town.procedure, LATER)
    return found


SURNAMES = ("Quillmore", "Dantewick", "Harrowby", "Ferrisdale")


def _call(town: Town, number: int) -> Enquiry:
    name = f"{'Abcdefghijklmnop'[number]}ona {SURNAMES[number % 4]}"
    asks = replace(health_visitor(town), name=name, telephone_given="")
    return ordinary_call(town, unknown_child(number), enquirer=asks)


def begin(town: Town) -> EnquiryBatch:
    return begin_batch(town.designated_manager, town.procedure, LATER)


def close(town: Town, batch: EnquiryBatch, ticked: list[int]) -> object:
    return close_batch(town.designated_manager, batch.reference, ticked, town.procedure, LATER)


def state(enquiry: Enquiry) -> QueueState:
    return db.session.get_one(EnquiryToConsider, enquiry.id).state


def test_lines_that_are_ticked_are_closed_and_the_others_stay(town: Town) -> None:
    one, two, three = calls(town, 3)
    with transaction():
        batch = begin(town)
        lines = db.session.scalars(select(BatchLine).order_by(BatchLine.position)).all()
        assert [line.enquiry_id for line in lines] == [one.id, two.id, three.id]
        assert "Missed appointments" in lines[0].words and "Advice only" in lines[0].words
        close(town, batch, [one.id, two.id])
        assert state(three) is QueueState.TO_READ
        views = db.session.scalars(select(ManagerView)).all()
        assert {row.enquiry_id for row in views} == {one.id, two.id}
        assert all(row.batch_id == batch.id for row in views)


def test_one_in_ten_rounded_up_is_drawn_and_stays_in_the_queue(town: Town) -> None:
    found = calls(town, 11)
    with transaction():
        batch = begin(town)
        close(town, batch, [one.id for one in found])
        looks = db.session.scalars(select(SecondLook)).all()
        assert len(looks) == 2
        drawn = {look.enquiry_id for look in looks}
        for enquiry in found:
            wanted = QueueState.SECOND_LOOK if enquiry.id in drawn else QueueState.CONSIDERED
            assert state(enquiry) is wanted
        assert unconsidered_counts(LATER).counts == (2, 0)


def test_the_same_manager_or_another_looks_a_second_time_and_it_is_kept_whether_they_agree(
    town: Town,
) -> None:
    one, two = calls(town, 2)
    with transaction():
        other = make_account(Role.DESIGNATED_MANAGER, name="Odalys Brack")
        for enquiry in (one, two):
            close(town, begin(town), [enquiry.id])
        view(town, one, words="")
        view(town, two, ManagerViewKind.REFERRAL_MADE, "To early help", actor=other)
        first, second = db.session.scalars(select(SecondLook).order_by(SecondLook.id)).all()
        assert (first.agrees, first.looked_by) == (True, town.designated_manager.key)
        assert (second.agrees, second.looked_by) == (False, other.key)
        assert state(one) is QueueState.CONSIDERED


def test_what_was_drawn_cannot_be_closed_in_a_batch_again(town: Town) -> None:
    (one,) = calls(town, 1)
    with transaction():
        close(town, begin(town), [one.id])
        with pytest.raises(EnquiryError, match="no enquiry that nothing flags"):
            begin(town)


def test_a_flagged_enquiry_never_stands_in_a_batch(town: Town) -> None:
    (plain,) = calls(town, 1)
    with transaction():
        ordinary_call(town, unknown_child(5), worried=True, worry="Thin")
        ask(town, unknown_child(6))
    weigh_waiting(town.designated_manager, town.procedure, LATER)
    with transaction():
        batch = begin(town)
        page = batch_page(batch.reference, town.designated_manager)
        assert page is not None
        assert [line.reference for line in page.lines] == [plain.reference]


def test_a_line_in_which_something_happened_since_it_was_shown_is_not_closed(town: Town) -> None:
    one, two = calls(town, 2)
    with transaction():
        batch = begin(town)
        told = NewToldOutsideRules(words="Her school", reason="Slipped out")
        record_told_outside_rules(town.duty_officer, one.id, told, town.procedure, LATER)
        done = close(town, batch, [one.id, two.id])
        assert (done.closed, done.left) == (1, 1)  # type: ignore[attr-defined]
        assert state(one) is QueueState.TO_READ


def test_a_line_that_was_not_shown_is_not_closed_and_nothing_ticked_closes_nothing(
    town: Town,
) -> None:
    (one,) = calls(town, 1)
    with transaction():
        batch = begin(town)
        other = ordinary_call(town, unknown_child(7))
        with pytest.raises(EnquiryError, match="whose line was shown"):
            close(town, batch, [one.id, other.id])
        with pytest.raises(EnquiryError, match="Tick each"):
            close(town, batch, [])
        assert db.session.scalars(select(ManagerView)).all() == []


def test_lines_are_closed_once_and_only_by_whom_they_were_shown_to(town: Town) -> None:
    (one,) = calls(town, 1)
    with transaction():
        batch = begin(town)
        other = make_account(Role.DESIGNATED_MANAGER, name="Odalys Brack")
        assert batch_page(batch.reference, other) is None
        with pytest.raises(StepOutOfOrder, match="not shown to you"):
            close_batch(other, batch.reference, [one.id], town.procedure, LATER)
        close(town, batch, [one.id])
        with pytest.raises(StepOutOfOrder, match="closed already"):
            close(town, batch, [one.id])


def test_a_page_of_lines_holds_no_more_than_the_setting(town: Town) -> None:
    calls(town, 4)
    few = replace(town.procedure, batch_lines=3)
    with transaction():
        batch = begin_batch(town.designated_manager, few, LATER)
        lines = select(BatchLine).where(BatchLine.batch_id == batch.id)
        assert len(db.session.scalars(lines).all()) == 3
