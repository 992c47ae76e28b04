"""A check in writing ends when the reply has gone to the checked address (A2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lacrecords.agencies.services import NewContactPoint, add_contact_point
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import NewTelling
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.outcome_models import OutcomeRow
from lacrecords.enquiries.queries.replies import reply_page
from lacrecords.enquiries.queries.steps import (
    check_is_good_now,
    current_outcome,
    good_until,
    latest_verification,
)
from lacrecords.enquiries.services.replying import record_reply_gone
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.terms import Channel, ContactPointKind, MatchAnswer, VerificationMethod
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide, sentences
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

ADDRESS = "p.snow@fernhill.example"
LATER = NOW + timedelta(hours=3)
"""Long after a telephone call would have run out."""


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def written_enquiry(town: Town) -> tuple[Enquiry, OutcomeRow, OutcomeRow]:
    """A letter about a child with an open case and one not known, checked and decided."""
    new = NewContactPoint(kind=ContactPointKind.EMAIL, value=ADDRESS, label="her own")
    long_ago = NOW - timedelta(days=400)
    point = add_contact_point(MAKER, town.agency_id, new, "command:second", long_ago)
    known = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    enquiry = ask(town, CHILD, STRANGER, channel=Channel.EMAIL)
    check(town, enquiry, method=VerificationMethod.DIRECTORY_EMAIL, contact_point_id=point)
    first, second = children_of(enquiry)
    return (
        enquiry,
        decide(town, first, MatchAnswer.SAME, child_id=known),
        decide(town, second, MatchAnswer.NOT_KNOWN),
    )


def tell(town: Town, outcome: OutcomeRow) -> None:
    record_disclosures(
        town.duty_officer, NewTelling(outcome_id=outcome.id, said=sentences(outcome)), LATER
    )


def good(enquiry: Enquiry, minutes: int = 0) -> bool:
    return check_is_good_now(latest_verification(enquiry.id), LATER + timedelta(minutes=minutes))


def test_one_reply_about_several_children_ends_the_check(town: Town) -> None:
    with transaction():
        enquiry, first, second = written_enquiry(town)
        tell(town, first)
        tell(town, second)
        assert good(enquiry, minutes=1)
        record_reply_gone(town.duty_officer, enquiry.id, LATER)
        assert not good(enquiry)
        check_row = latest_verification(enquiry.id)
        assert check_row is not None
        assert good_until(check_row) == LATER


def test_the_reply_holds_the_recorded_words_and_the_checked_address(town: Town) -> None:
    with transaction():
        enquiry, first, _second = written_enquiry(town)
        tell(town, first)
        reply = reply_page(enquiry.id)
    assert reply is not None
    assert reply.address == ADDRESS
    assert reply.children[0].words == tuple(sentences(first).values())
    assert [child.position for child in reply.unanswered] == [2]


def test_nothing_more_is_told_after_the_reply_without_a_fresh_check(town: Town) -> None:
    with transaction():
        enquiry, first, second = written_enquiry(town)
        tell(town, second)
        record_reply_gone(town.duty_officer, enquiry.id, LATER)
        after = LATER + timedelta(minutes=1)
        said = NewTelling(outcome_id=first.id, said=sentences(first))
        with pytest.raises(CheckRunOut):
            record_disclosures(town.duty_officer, said, after)
        check(town, enquiry, now=after)
        anew = current_outcome(first.enquired_child_id)
        assert anew is not None
        said = NewTelling(outcome_id=anew.id, said=sentences(anew))
        assert record_disclosures(town.duty_officer, said, after + timedelta(minutes=3))


def test_a_reply_goes_once_and_says_something(town: Town) -> None:
    with transaction():
        enquiry, first, _second = written_enquiry(town)
        with pytest.raises(EnquiryError, match="Record first"):
            record_reply_gone(town.duty_officer, enquiry.id, LATER)
        tell(town, first)
        row = record_reply_gone(town.duty_officer, enquiry.id, LATER)
        again = record_reply_gone(town.duty_officer, enquiry.id, LATER + timedelta(hours=1))
        assert (again.id, again.sent_at) == (row.id, LATER)


def test_a_reply_belongs_to_a_check_in_writing_that_is_still_good(town: Town) -> None:
    with transaction():
        by_telephone = ask(town)
        check(town, by_telephone)
        with pytest.raises(StepOutOfOrder):
            record_reply_gone(town.duty_officer, by_telephone.id, NOW + timedelta(minutes=5))
        enquiry, first, _second = written_enquiry(town)
        tell(town, first)
        with pytest.raises(CheckRunOut):
            record_reply_gone(town.duty_officer, enquiry.id, NOW + timedelta(days=9))
        db.session.flush()
