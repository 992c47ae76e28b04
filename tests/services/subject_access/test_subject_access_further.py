"""After a release a further pack is made through every check again; the earlier one stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.children.identities import RecordName, record_name
from lacrecords.database import db, transaction
from lacrecords.staff.stints import Span
from lacrecords.subject_access import figures
from lacrecords.subject_access.document_jobs import keep_document, pdf_of
from lacrecords.subject_access.ending import record_delivery
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.packs import redactions_of
from lacrecords.subject_access.queries import Shown, ageing_page
from lacrecords.subject_access.release_models import AccessDocument
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.releasing import ask_for_release, release
from lacrecords.subject_access.rounds import past_releases
from lacrecords.subject_access.values import AccessRefused, NewDelivery, NewFurther
from lacrecords.terms import AccessStep, AsksAs, DeliveryWay, FurtherReason, NameType
from tests.factories.subject_access import (
    LATER,
    MOTHER,
    Access,
    again,
    asked,
    assembled,
    decided,
    harmless,
    issued,
    opened_again,
    prepared,
    released,
    searched,
    shown,
)
from tests.factories.town import NOW

AGAIN = LATER + timedelta(days=30)
READY = AGAIN + timedelta(days=1)
WAITED = READY + timedelta(days=9)
NEW = NewFurther(why=FurtherReason.MORE_FOUND, words="A box.", asked_on=AGAIN.date())


def released_again(access: Access) -> int:
    """A further pack was made of a record with one name more, and released by two."""
    request_id = opened_again(access, AGAIN)
    with transaction():
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(access.town.lead, access.child_id, name, AGAIN)
    searched(access, request_id, READY)
    assembled(request_id, access.guardian, READY)
    harmless(access, decided(access, request_id, READY), READY)
    with transaction():
        ask_for_release(access.guardian, request_id, WAITED)
    ask = again(request_id, WAITED).open_ask
    assert ask is not None
    with pytest.raises(AccessRefused, match="Another person"), transaction():
        release(access.guardian, request_id, ask.release_digest, WAITED)
    with transaction():
        release(access.manager, request_id, ask.release_digest, WAITED)
    return request_id


def test_a_request_is_opened_again_and_goes_through_every_check(access: Access) -> None:
    request_id = opened_again(access, AGAIN)
    standing = again(request_id, AGAIN)
    assert standing.is_open and standing.release is None and standing.open_ask is None
    assert standing.further is not None and standing.further.number == 2
    assert {AccessStep.SEARCH, AccessStep.PACK} <= set(standing.missing)
    assert AccessStep.IDENTITY not in standing.missing, "whoever was given the first pack is known"
    assert standing.due_on is not None and standing.due_on > AGAIN.date()
    assert standing.first_due_on is not None and standing.first_due_on < AGAIN.date()
    searched(access, request_id, READY)
    assembled(request_id, access.guardian, READY)
    assert AccessStep.HARM in again(request_id, READY).missing


def test_whoever_asks_again_later_is_shown_anew(access: Access) -> None:
    request_id = opened_again(access, AGAIN, FurtherReason.UPDATE)
    assert again(request_id, AGAIN).missing[0] is AccessStep.IDENTITY
    shown(access, request_id, READY)
    assert again(request_id, READY).missing[0] is AccessStep.SEARCH


def test_the_earlier_pack_and_its_document_stay_as_released(access: Access) -> None:
    request_id = released_again(access)
    first, second = past_releases(request_id)
    assert (first.number, second.number) == (1, 2) and first.further is None
    assert second.further is not None and second.document is None and first.document is not None
    old, new = first.release.pack_id, second.release.pack_id
    assert old != new
    standing = again(request_id, WAITED)
    assert standing.pack is not None and standing.next_step is AccessStep.DOCUMENT
    words = released_pack(standing.request, standing.pack)
    assert words.letter[0].startswith("This is answer number 2 to your request. We found more")
    assert "Freda" in str(words.pages) and MOTHER not in str(words.pages)
    kept = first.document.pdf
    made = pdf_of(words, WAITED)
    with transaction():
        keep_document(request_id, second.release.id, made, WAITED)
    first, second = past_releases(request_id)
    assert first.document is not None and second.document is not None
    assert first.document.pdf == kept and second.document.pdf == made


def test_decisions_on_the_same_words_are_taken_over(access: Access) -> None:
    request_id = opened_again(access, AGAIN)
    searched(access, request_id, READY)
    assembled(request_id, access.guardian, READY)
    pack = again(request_id, READY).pack
    assert pack is not None and pack.number == 2
    assert any(row.carried_from_id for row in redactions_of(pack.id))


def test_each_answer_is_handed_over_on_its_own(access: Access) -> None:
    request_id = released_again(access)
    standing = again(request_id, WAITED)
    assert standing.pack and standing.release
    made = pdf_of(released_pack(standing.request, standing.pack), WAITED)
    with transaction():
        keep_document(request_id, standing.release.id, made, WAITED)
    gone = NewDelivery(
        way=DeliveryWay.IN_PERSON, to_whom="Her", went_on=WAITED.date(), words="Signed."
    )
    with transaction():
        record_delivery(access.guardian, request_id, gone, WAITED)
    assert again(request_id, WAITED).next_step is None
    assert db.session.scalar(select(func.count(AccessDocument.id))) == 2


def test_the_consent_to_the_first_release_is_no_consent_to_a_further_one(access: Access) -> None:
    request_id = prepared(access)
    assert again(request_id, LATER).missing == ()
    parent = opened_again(access, AGAIN)
    assert again(parent, AGAIN).voices == {}


@pytest.mark.parametrize("days", [-31, 1])
def test_the_day_is_between_the_release_and_today(access: Access, days: int) -> None:
    request_id = issued(access)
    wrong = replace(NEW, asked_on=AGAIN.date() + timedelta(days=days))
    with pytest.raises(AccessRefused, match="between the day"), transaction():
        open_further(access.guardian, request_id, wrong, AGAIN)


def test_a_further_pack_is_opened_once_and_only_after_a_document_was_issued(
    access: Access,
) -> None:
    open_one, drawn, done = asked(access), released(access), opened_again(access, AGAIN)
    for request_id, words in ((open_one, "after a release"), (drawn, "still being made")):
        with pytest.raises(AccessRefused, match=words), transaction():
            open_further(access.guardian, request_id, NEW, AGAIN)
    with pytest.raises(AccessRefused, match="This one is open"), transaction():
        open_further(access.guardian, done, NEW, AGAIN)


def test_it_is_listed_as_open_again_and_counted_once(access: Access) -> None:
    request_id = opened_again(access, AGAIN)
    page = ageing_page(access.guardian, Shown.OPEN, 1, AGAIN)
    assert [one.request.id for one in page.requests] == [request_id]
    assert ageing_page(access.guardian, Shown.RELEASED, 1, AGAIN).found == 0
    released_again(access)
    span = Span(NOW - timedelta(days=1), WAITED + timedelta(days=1))
    first = again(request_id, WAITED).first_due_on
    counted = figures.requests(span, WAITED)
    assert [one.done_on for one in counted] == [LATER.date()] * 2
    assert counted[0].due_on == first
    assert figures.released(span) == 3


def test_the_capacity_of_whoever_asks_does_not_change_by_opening(access: Access) -> None:
    request_id = opened_again(access, AGAIN)
    assert again(request_id, AGAIN).request.asks_as is AsksAs.THEMSELVES
