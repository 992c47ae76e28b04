"""Documents in a pack: read or typed words page by page, and pictures that hold a release up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lacrecords.database import transaction
from lacrecords.documents.services import say_whether_it_belongs, type_words
from lacrecords.documents.values import NewTyping
from lacrecords.sharing_decisions.document_place import DOCUMENTS
from lacrecords.subject_access.assembling import has_changed
from lacrecords.subject_access.document_place import PAPERS
from lacrecords.subject_access.pack_documents import NOT_TYPED, NOTHING_ON_IT, PAGES
from lacrecords.subject_access.packs import page_rows, passages_of, undecided_of
from lacrecords.subject_access.pictures import pictures_shown
from lacrecords.subject_access.redacting import leave_out_passages
from lacrecords.subject_access.refusing import agree_to_end, ask_for_end
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.releasing import ask_for_release
from lacrecords.subject_access.values import AccessRefused, NewAccessEnd
from lacrecords.terms import AccessEnd, AccessStep, LeftOutReason
from tests.factories.documents import keep, letter, mixed, scan
from tests.factories.sharing import begun
from tests.factories.subject_access import (
    LATER,
    MOTHER,
    Access,
    again,
    asked,
    assembled,
    decided,
    given_to_second,
    harmless,
    released,
    searched,
    shown,
)
from tests.factories.town import NOW

TYPED = NewTyping(page=2, words=f"{MOTHER} rang on Tuesday.", nothing_on_it=False, shown=0)
SOON = NOW + timedelta(minutes=5)


def found(access: Access) -> int:
    """A request of which it is known whose records are asked for."""
    return searched(access, shown(access, asked(access)))


def of_a_decision(access: Access, content: bytes) -> int:
    """A document of a decision about the child; the number of the decision."""
    decision_id = begun(access.town, access.child_id).row.id
    keep(access.manager, DOCUMENTS, decision_id, content)
    return decision_id


def said_of_documents(request_id: int) -> list[tuple[str, str]]:
    """Label and words of every passage on pages of documents."""
    pack = again(request_id).pack
    assert pack is not None
    return [
        (one.label, one.words)
        for page in page_rows(pack.id)
        if page.source == PAGES
        for one in passages_of(page)
    ]


def test_words_of_documents_stand_in_the_pack_page_by_page(access: Access) -> None:
    decision_id = of_a_decision(access, mixed())
    request_id = assembled(found(access), access.guardian)
    said = said_of_documents(request_id)
    assert ("Document", "Letter of the school, page 1 of 2") in said
    assert ("As the program read it", "Please tell us what is going on at home.") in said
    assert ("What cannot be read", NOT_TYPED) in said
    assert AccessStep.PICTURES in again(request_id).missing
    with transaction():
        type_words(access.manager, DOCUMENTS, decision_id, 1, TYPED, SOON)
    pack = again(request_id).pack
    assert pack and has_changed(pack, SOON)
    assembled(request_id, access.guardian, SOON)
    said = said_of_documents(request_id)
    assert ("As a person typed it", TYPED.words) in said
    assert NOT_TYPED not in [words for _, words in said]
    assert AccessStep.PICTURES not in again(request_id).missing


def test_words_that_were_typed_are_searched_for_others_like_all_words(access: Access) -> None:
    decision_id = of_a_decision(access, mixed())
    with transaction():
        type_words(access.manager, DOCUMENTS, decision_id, 1, TYPED, NOW)
    request_id = assembled(found(access), access.guardian)
    pack = again(request_id).pack
    assert pack is not None
    page = next(
        page.number
        for page in page_rows(pack.id)
        if any(TYPED.words == one.words for one in passages_of(page))
    )
    assert MOTHER in {one.words for one in undecided_of(pack.id, page)}


def test_a_picture_is_typed_or_left_out_with_a_reason_before_a_release(access: Access) -> None:
    of_a_decision(access, scan(1))
    request_id = decided(access, assembled(found(access), access.guardian))
    harmless(access, request_id)
    assert again(request_id, LATER).missing == (AccessStep.PICTURES,)
    with pytest.raises(AccessRefused, match="still missing"), transaction():
        ask_for_release(access.guardian, request_id, LATER)
    pack = again(request_id).pack
    assert pack is not None
    (left,) = pictures_shown(pack)
    assert left.place.page == 1 and left.decision and left.place.document == 1
    places = [
        place
        for page in page_rows(pack.id)
        if page.number == left.pack_page
        for place, one in enumerate(passages_of(page))
        if one.words == NOT_TYPED
    ]
    with transaction():
        reason = LeftOutReason.THIRD_PARTY
        at = (pack.number, left.pack_page)
        leave_out_passages(access.guardian, request_id, at, places, reason, NOW)
    harmless(access, request_id)
    assert again(request_id, LATER).missing == ()
    assert NOT_TYPED not in str(released_pack(again(request_id).request, pack))


def test_that_nothing_stands_on_a_page_is_enough(access: Access) -> None:
    decision_id = of_a_decision(access, scan(1))
    nothing = NewTyping(page=1, words="", nothing_on_it=True, shown=0)
    with transaction():
        type_words(access.manager, DOCUMENTS, decision_id, 1, nothing, NOW)
    request_id = assembled(found(access), access.guardian)
    assert ("As a person typed it", NOTHING_ON_IT) in said_of_documents(request_id)
    assert AccessStep.PICTURES not in again(request_id).missing


def test_a_document_of_another_child_or_set_aside_is_not_in_the_pack(access: Access) -> None:
    decision_id = of_a_decision(access, letter())
    keep(access.manager, DOCUMENTS, begun(access.town).row.id, scan())
    with transaction():
        because = "It is of another child"
        say_whether_it_belongs(access.manager, DOCUMENTS, decision_id, 1, False, because, NOW)
    assert said_of_documents(assembled(found(access), access.guardian)) == []


def test_papers_held_elsewhere_are_assembled_with_the_rest(access: Access) -> None:
    request_id = found(access)
    keep(access.guardian, PAPERS, request_id, letter(), words="Paper file of 2011")
    assembled(request_id, access.guardian)
    assert ("Document", "Paper file of 2011, page 1 of 1") in said_of_documents(request_id)
    assert AccessStep.PACK not in again(request_id).missing
    keep(access.guardian, PAPERS, request_id, scan(1), at=SOON)
    assert AccessStep.PACK in again(request_id).missing


def test_papers_of_a_person_of_whom_no_record_is_held_make_a_pack(access: Access) -> None:
    nobody = {"subject_forename": "Zebedee", "subject_surname": "Quince"}
    request_id = asked(access, **nobody)
    assert not again(request_id).subject.is_held
    keep(access.guardian, PAPERS, request_id, letter())
    assert again(request_id).subject.is_held


def test_nothing_is_added_while_a_pack_waits_nor_after_its_release(access: Access) -> None:
    waiting = given_to_second(access)
    with pytest.raises(AccessRefused, match="second person"):
        keep(access.guardian, PAPERS, waiting, letter())
    over = released(access)
    with pytest.raises(AccessRefused, match="released or has ended"):
        keep(access.guardian, PAPERS, over, letter())


def test_papers_that_come_while_nothing_held_waits_are_held_after_all(access: Access) -> None:
    nobody = {"subject_forename": "Leopold", "subject_surname": "Vance", "asker_name": "L Vance"}
    nowhere = {"subject_address": "", "subject_postcode": "", "subject_born_on": date(1960, 1, 2)}
    request_id = searched(access, shown(access, asked(access, **nobody, **nowhere)))
    new = NewAccessEnd(ended_as=AccessEnd.NOTHING_HELD, words="Nobody came up.")
    with transaction():
        ask_for_end(access.guardian, request_id, new, LATER)
    waits = again(request_id).end_ask
    assert waits is not None
    keep(access.guardian, PAPERS, request_id, letter())
    with pytest.raises(AccessRefused, match="something is held"), transaction():
        agree_to_end(access.manager, request_id, waits.id, LATER)
    with transaction():
        say_whether_it_belongs(access.guardian, PAPERS, request_id, 1, False, "Another's.", LATER)
        agree_to_end(access.manager, request_id, waits.id, LATER)
    assert again(request_id).ended is not None
