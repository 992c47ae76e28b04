"""A second enquiry about a child not known: linked or not, considered once, undone (A7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.outcome_models import OutcomeRow
from lacrecords.enquiries.services.considerations import close_consideration
from lacrecords.enquiries.services.continuations import undo_continuation
from lacrecords.enquiries.unknown_models import (
    Consideration,
    ConsiderationEnquiry,
    UnknownChildLink,
)
from lacrecords.terms import (
    ConsiderationOutcome,
    MatchAnswer,
    TellingKind,
    VerificationOutcome,
)
from tests.factories.enquiries import (
    STRANGER,
    ask,
    check,
    children_of,
    decide,
    look,
    sentences,
)
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

CLOSED_AS = ConsiderationOutcome.NO_FURTHER_ACTION
OTHERWISE_SPELT = replace(STRANGER, forename="Otoline", surname="Fayrweather")


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def call(town: Town, described: DescribedChild = STRANGER, **said: Any) -> EnquiredChild:
    """A confirmed call about a child whom the officer decides to be not known."""
    enquiry = ask(town, described)
    check(town, enquiry)
    child = children_of(enquiry)[0]
    decide(town, child, MatchAnswer.NOT_KNOWN, **said)
    return child


def considerations() -> list[Consideration]:
    return list(db.session.scalars(select(Consideration).order_by(Consideration.id)))


def joined(consideration: Consideration) -> set[int]:
    found = select(ConsiderationEnquiry.enquired_child_id).where(
        ConsiderationEnquiry.consideration_id == consideration.id
    )
    return set(db.session.scalars(found))


def linked_to(child: EnquiredChild) -> int | None:
    return db.session.scalar(
        select(UnknownChildLink.unknown_child_id).where(
            UnknownChildLink.enquired_child_id == child.id, UnknownChildLink.undone_at.is_(None)
        )
    )


def last_outcome(child: EnquiredChild) -> OutcomeRow:
    found = select(OutcomeRow).where(OutcomeRow.enquired_child_id == child.id)
    return db.session.scalars(found.order_by(OutcomeRow.id.desc()).limit(1)).one()


def test_later_enquiries_join_the_open_one_and_after_it_is_closed_another_opens(
    town: Town,
) -> None:
    with transaction():
        first, second, third = call(town), call(town, OTHERWISE_SPELT), call(town)
        (one,) = considerations()
        assert joined(one) == {first.id, second.id, third.id}
        close_consideration(
            town.designated_manager, one.reference, CLOSED_AS, "Seen by GP", town.procedure, NOW
        )
        fourth = call(town)
        one, two = considerations()
        assert (one.closed_at, two.closed_at) == (NOW, None)
        assert fourth.id in joined(two)


def test_years_later_the_earlier_enquiry_is_still_found_up_to_the_horizon(town: Town) -> None:
    for years, expected in ((9, 1), (11, 0)):
        described = replace(STRANGER, surname=f"Fairweather{'x' * years}", line1=f"{years} Elm End")
        with transaction():
            long_ago = NOW - timedelta(days=365 * years)
            enquiry = ask(town, described, now=long_ago)
            failed = VerificationOutcome.COULD_NOT_BE_DONE
            check(town, enquiry, failed, now=long_ago, contact_point_id=None)
            before = len(considerations())
            call(town, described)
            assert len(considerations()) - before == expected


def test_twins_in_one_call_are_two_children(town: Town) -> None:
    twin = replace(STRANGER, forename="Leopold")
    with transaction():
        enquiry = ask(town, STRANGER, twin)
        check(town, enquiry)
        for child in children_of(enquiry):
            decide(town, child, MatchAnswer.NOT_KNOWN)
        one, other = children_of(enquiry)
        assert linked_to(one) != linked_to(other)
        assert considerations() == []


@pytest.mark.parametrize(
    "changes",
    [{"forename": "Leopold"}, {"forename": "Persephone", "born_on": date(2018, 1, 30)}],
)
def test_a_brother_or_sister_who_is_asked_about_later_is_not_the_same_child(
    town: Town, changes: dict[str, object]
) -> None:
    with transaction():
        first, second = call(town), call(town, replace(STRANGER, **changes))  # type: ignore[arg-type]
        assert linked_to(first) != linked_to(second)
        assert considerations() == []


def test_whom_a_person_decides_to_be_different_is_not_linked(town: Town) -> None:
    with transaction():
        first = call(town)
        second = call(town, different_enquired_child_ids=(first.id,))
        assert linked_to(first) != linked_to(second)
        assert considerations() == []


def test_a_person_who_says_different_afterwards_undoes_the_link_that_the_system_made(
    town: Town,
) -> None:
    with transaction():
        first, second = call(town), call(town)
        assert linked_to(first) == linked_to(second)
        decide(town, second, MatchAnswer.NOT_KNOWN, different_enquired_child_ids=(first.id,))
        assert linked_to(first) != linked_to(second)
        assert last_outcome(second).facts["asked_before"] is False


def test_a_person_who_says_the_same_links_what_the_system_would_not(town: Town) -> None:
    renamed = replace(STRANGER, surname="Thistlewood", born_on=date(2019, 12, 1))
    with transaction():
        first, second = call(town), call(town, renamed)
        assert linked_to(first) != linked_to(second)
        look(town, second)
        outcome = decide(town, second, MatchAnswer.NOT_KNOWN, earlier_enquired_child_id=first.id)
        assert linked_to(first) == linked_to(second)
        assert TellingKind.EARLIER_ENQUIRY in sentences(outcome)
        assert len(considerations()) == 1


def test_a_continuation_is_not_a_second_enquiry_until_it_is_undone(town: Town) -> None:
    with transaction():
        first = call(town)
        second = call(
            town,
            earlier_enquired_child_id=first.id,
            continuation_reason="The same health visitor rings about the same visit",
        )
        assert considerations() == []
        assert last_outcome(second).facts["asked_before"] is False
        with pytest.raises(EnquiryError):
            undo_continuation(town.duty_officer, second.id, "  ", town.procedure, NOW)
        undo_continuation(town.duty_officer, second.id, "Another visit", town.procedure, NOW)
        (opened,) = considerations()
        assert joined(opened) == {first.id, second.id}
        assert TellingKind.EARLIER_ENQUIRY in sentences(last_outcome(second))
        with pytest.raises(StepOutOfOrder):
            undo_continuation(town.duty_officer, second.id, "Again", town.procedure, NOW)


def test_a_child_found_to_be_known_after_all_is_unlinked_and_the_other_stays(town: Town) -> None:
    with transaction():
        first, second = call(town), call(town)
        child_id = make_child("Ottoline", "Fairweather", born_on=STRANGER.born_on or NOW.date())
        decide(town, second, MatchAnswer.SAME, child_id=child_id)
        assert linked_to(second) is None
        assert linked_to(first) is not None
        third = call(town)
        assert linked_to(third) == linked_to(first)


def test_an_unconfirmed_second_enquiry_counts_and_its_enquirer_hears_nothing(town: Town) -> None:
    with transaction():
        call(town)
        enquiry = ask(town, OTHERWISE_SPELT)
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE, contact_point_id=None)
        assert len(considerations()) == 1
        heard = sentences(last_outcome(children_of(enquiry)[0]))
        assert TellingKind.EARLIER_ENQUIRY not in heard


def test_closing_needs_reasons_and_happens_once(town: Town) -> None:
    with transaction():
        call(town)
        call(town)
        reference = considerations()[0].reference
        manager = town.designated_manager
        with pytest.raises(EnquiryError):
            close_consideration(manager, reference, CLOSED_AS, " \n ", town.procedure, NOW)
        close_consideration(manager, reference, CLOSED_AS, "Seen by GP", town.procedure, NOW)
        with pytest.raises(StepOutOfOrder):
            close_consideration(manager, reference, CLOSED_AS, "Seen by GP", town.procedure, NOW)
        with pytest.raises(StepOutOfOrder):
            close_consideration(manager, "ZZZZ-ZZZZ", CLOSED_AS, "Seen by GP", town.procedure, NOW)
