"""A consideration is decided from one page; a referral has its note and somebody who acts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.queries.consideration_page import ConsiderationPage, consideration_page
from lacrecords.enquiries.queries.considerations import considerations_page
from lacrecords.enquiries.services.considerations import close_consideration, referral_done
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications.models import Task
from lacrecords.notifications.services import Recipient
from lacrecords.terms import REFERRALS, ConsiderationOutcome, KnownHow, TaskKind
from tests.factories.considered import ordinary_call
from tests.factories.enquiries import STRANGER
from tests.factories.town import NOW, Town, make_child

DAY = timedelta(days=1)
SEEN = (KnownHow.SEEN_OR_HEARD, KnownHow.THEIR_OPINION)


def twice(town: Town) -> Consideration:
    """A child whom nobody knows is asked about twice."""
    ordinary_call(town, worried=True, worry="A bruise on the arm", known_how=SEEN)
    ordinary_call(town, now=NOW + DAY)
    return db.session.scalars(select(Consideration).order_by(Consideration.id.desc())).first()  # type: ignore[return-value]


def page_of(town: Town, row: Consideration, after: timedelta = DAY) -> ConsiderationPage:
    actor = town.designated_manager
    found = consideration_page(row.reference, actor.account_id, town.procedure, NOW + after)
    assert found is not None
    return found


def close(
    town: Town, row: Consideration, outcome: ConsiderationOutcome, acts: Recipient | None = None
) -> None:
    close_consideration(
        town.designated_manager,
        row.reference,
        outcome,
        "Both saw the same bruise",
        town.procedure,
        NOW + DAY,
        acts,
    )


def test_everything_needed_stands_on_one_page(town: Town) -> None:
    with transaction():
        make_child("Ottilie", "Fairweather", line1=STRANGER.line1, postcode=STRANGER.postcode)
        row = twice(town)
        found = page_of(town, row, DAY + timedelta(hours=2))
        first, second = found.enquiries
        assert (first.worry, first.known_how) == ("A bruise on the arm", SEEN)
        assert second.known_how == ()
        assert first.told and first.told[0].by_name == "Juno Castellan"
        assert first.evidence is not None
        assert [one.answer_words for one in first.decisions] == ["Not known"]
        (place,) = found.addresses
        assert place.enquiry_references == (first.enquiry_reference, second.enquiry_reference)
        assert [known.card.name for known in place.known_there] == ["Ottilie Fairweather"]
        assert found.clock.given_words == "8 working hours"
        assert "left" in found.clock.left_words


def test_a_restricted_record_at_the_address_is_not_there_for_whoever_may_not_open_it(
    town: Town,
) -> None:
    with transaction():
        child_id = make_child(
            "Barnaby",
            "Oxley",
            born_on=NOW.date().replace(year=2012),
            line1=STRANGER.line1,
            postcode=STRANGER.postcode,
        )
        owner = town.team_manager.account_id or 0
        new = Restrict(owner_id=owner, reader_ids=(), reason="Threats", shown_id=None)
        restrict_record(town.designated_manager, child_id, new, NOW)
        row = twice(town)
        (place,) = page_of(town, row).addresses
        assert place.known_there == ()
        near = [
            miss
            for one in page_of(town, row).enquiries
            if one.evidence
            for miss in one.evidence.near_misses
        ]
        assert near == []


@pytest.mark.parametrize("outcome", sorted(REFERRALS))
def test_a_referral_keeps_its_note_word_for_word_and_tells_who_is_to_act(
    town: Town, outcome: ConsiderationOutcome
) -> None:
    with transaction():
        make_child("Ottilie", "Fairweather", line1=STRANGER.line1, postcode=STRANGER.postcode)
        row = twice(town)
        close(town, row, outcome, Recipient(account_id=town.lead.account_id))
        assert row.note is not None
        for words in ("Both saw the same bruise", "A bruise on the arm", "Philippa Snow"):
            assert words in row.note
        assert "They saw or heard it themselves, It is what they think" in row.note
        assert "did not mark how they know" in row.note
        assert row.reference in row.note and "Rosalind Ekwueme" in row.note
        assert "To act: Ines Thackeray" in row.note
        assert "Ottilie" not in row.note, "no other child is named to whoever pastes it"
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.REFERRAL)).one()
        assert task.account_id == town.lead.account_id and task.id == row.task_id
        at_once = outcome in {
            ConsiderationOutcome.SECTION_47,
            ConsiderationOutcome.STRATEGY_DISCUSSION,
        }
        assert (task.due_at - (NOW + DAY) < timedelta(hours=1)) is at_once


@pytest.mark.parametrize("outcome", sorted(set(ConsiderationOutcome) - REFERRALS))
def test_where_nobody_is_to_act_there_is_no_note(town: Town, outcome: ConsiderationOutcome) -> None:
    with transaction():
        row = twice(town)
        close(town, row, outcome)
        assert (row.note, row.task_id) == (None, None)
        assert db.session.scalar(select(Task.id).where(Task.kind == TaskKind.REFERRAL)) is None


def test_the_duty_team_acts_where_nobody_is_named_and_says_what_was_done_once(
    town: Town,
) -> None:
    with transaction():
        row = twice(town)
        close(town, row, ConsiderationOutcome.CHILD_IN_NEED_ASSESSMENT)
        task = db.session.get_one(Task, row.task_id)
        assert task.team_id == town.duty_team_id
        worker = town.duty_social_worker
        with pytest.raises(EnquiryError, match="Enter what was done"):
            referral_done(worker, row.reference, " ", NOW + DAY)
        referral_done(worker, row.reference, "Visited the same day", NOW + DAY)
        acting = page_of(town, row).acting
        assert acting is not None and acting.closing_words == "Visited the same day"
        with pytest.raises(StepOutOfOrder, match="recorded already"):
            referral_done(worker, row.reference, "Visited again", NOW + DAY)


def test_an_earlier_consideration_stands_beside_the_next(town: Town) -> None:
    with transaction():
        row = twice(town)
        close(town, row, ConsiderationOutcome.NO_FURTHER_ACTION)
        ordinary_call(town, now=NOW + 2 * DAY)
        later = db.session.scalars(
            select(Consideration).where(Consideration.closed_at.is_(None))
        ).one()
        (before,) = page_of(town, later, 2 * DAY).earlier
        assert before.reference == row.reference and before.reasons == "Both saw the same bruise"


def test_the_list_shows_open_late_and_closed(town: Town) -> None:
    with transaction():
        row = twice(town)

        def shown(show: str, after: timedelta, sort: str = "due") -> list[str]:
            found = considerations_page(NOW + after, show=show, sort=sort)
            return [one.reference for one in found.items]

        assert shown("open", DAY) == shown("open", DAY, "newest") == [row.reference]
        assert shown("late", DAY) == []
        assert shown("late", 9 * DAY) == [row.reference]
        close(town, row, ConsiderationOutcome.DIFFERENT_CHILD)
        assert shown("open", DAY) == [] and shown("closed", DAY) == [row.reference]
