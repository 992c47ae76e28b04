"""What is proposed to be left out: what points to others, and nothing that is the person's own."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.children.households import RecordAddress, record_address
from lacrecords.database import transaction
from lacrecords.rules.identifying_known import known_words
from lacrecords.rules.subject_access import needs_authority
from lacrecords.subject_access.asked import asked_for
from lacrecords.subject_access.others import known_of
from lacrecords.subject_access.pack_source import Passage
from lacrecords.subject_access.paging import Page
from lacrecords.subject_access.proposing import Known, Own, marks_of_others, proposals_in
from lacrecords.subject_access.subject import subject_of
from lacrecords.terms import AccessCheckKind, AsksAs
from tests.factories.subject_access import Access, asked, searched, shown
from tests.factories.town import NOW

SECONDS_FOR_500_PAGES = 60
OWN = Own(
    words=frozenset({"wilfreda", "mary", "jane", "ashgrove"}),
    forenames=frozenset({"wilfreda", "mary", "jane"}),
    homes=frozenset({"14quincerowmarrowbyzz94qr"}),
    values=frozenset({"01632960555", "9434765870", "7march2008"}),
)


def known() -> Known:
    """Of somebody whose sister and mother are known."""
    others = known_words(["Philippa Tollemache", "Coralie Ashgrove"], ["88 Heron Street"])
    return Known(others, OWN, frozenset({"corneliabright", "ptolemygrange"}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("today PHILIPPA  TOLLEMACHE rang", ["PHILIPPA  TOLLEMACHE"]),
        ("Saw Wilfreda, then Visited Wilfreda Ashgrove again", []),
        ("Saw Philippa, and Coralie Wilfreda Ashgrove", ["Philippa", "Coralie Wilfreda Ashgrove"]),
        ("Philippa's sister", ["Philippa"]),
        ("P. Tollemache rang", ["P. Tollemache"]),
        ("Wilfreda Mary-Jane Ashgrove", []),
        ("Wilfreda's bag, W. Ashgrove", []),
        ("Coralie Ashgrove", ["Coralie Ashgrove"]),
        ("Mrs Peterson next door", ["Peterson"]),
        ("a friend called Tobias", ["Tobias"]),
        ("Cornelia Bright visited", []),
        ("Ptolemy Grange", []),
        ("at 14 Quince Row, Marrowby, ZZ9 4QR", []),
        ("at 88 Heron Street", ["88 Heron Street"]),
        ("moved to 3 Elm Road, ZZ5 7QA", ["3 Elm Road", "ZZ5 7QA"]),
        ("01632 960555", []),
        ("01632 960 111 or +44 1632 960112", ["01632 960 111", "+44 1632 960112"]),
        ("NHS number 943 476 5870", []),
        ("born 7 March 2008", []),
        ("born 8 March 2009", ["8 March 2009"]),
        ("write to a.lee@mail.example", ["a.lee@mail.example"]),
        ("enquiry V32G-3A8J, see www.ashdown.example", []),
        ("The social worker visited the school on 3 May 2026.", []),
    ],
)
def test_what_points_to_others_is_found(text: str, found: list[str]) -> None:
    assert [one.words for one in marks_of_others(text, known())] == found


@given(st.text(st.sampled_from("Philippa ash 0123456789ZZ@.x"), max_size=80))
def test_marks_stand_in_order_and_never_overlap(text: str) -> None:
    marks = marks_of_others(text, known())
    for one in marks:
        assert text[one.start : one.end] == one.words
        assert one.words
    for before, after in pairwise(marks):
        assert before.end <= after.start


def page_of(*said: tuple[str, str]) -> Page:
    """A page with these labels and words."""
    passages = tuple(Passage(f"row {n}", *one) for n, one in enumerate(said))
    return Page(1, "notes", "Notes", passages)


def test_a_field_that_names_a_body_or_a_colleague_is_not_marked_for_its_looks() -> None:
    page = page_of(
        ("Written down", "by Mrs Peterson"),
        ("Agency as given", "Marrowby Heath Medical"),
        ("Agency as given", "Philippa Tollemache, child minder"),
    )
    found = [(one.passage, one.mark.words) for one in proposals_in((page,), known())]
    assert found == [(2, "Philippa Tollemache")]


def test_a_pack_of_500_pages_is_searched_within_seconds() -> None:
    words = "seen at home with Mr Peterson of 3 Elm Road who rang 01632 960111 about the visit to"
    said = [[("Notes", f"{words} {page}, {line}") for line in range(17)] for page in range(500)]
    begun = time.process_time()
    assert len(list(proposals_in([page_of(*one) for one in said], known()))) >= 3 * 17 * 500
    assert time.process_time() - begun < SECONDS_FOR_500_PAGES


def known_in_records(access: Access, **said: object) -> Known:
    """What is known of the person of a request whose record was found."""
    request_id = shown(access, asked(access, **said))
    if needs_authority(asked_for(request_id).asks_as):
        shown(access, request_id, kind=AccessCheckKind.AUTHORITY)
    searched(access, request_id)
    return known_of(subject_of(request_id), asked_for(request_id), NOW.date())


def test_the_household_is_looked_for_and_what_is_the_persons_own_is_not(access: Access) -> None:
    mine = known_in_records(access)
    text = "Philippa rang 01632 960555 from 88 Heron Street: Wilfreda is at 14 Quince Row, ZZ9 4QR."
    assert [one.words for one in marks_of_others(text, mine)] == ["Philippa", "88 Heron Street"]
    day = date(2008, 3, 7)
    assert marks_of_others(f"Wilfreda, born {day.day} March {day.year}", mine) == ()


@pytest.mark.parametrize(
    ("asks_as", "is_proposed"),
    [(AsksAs.THEMSELVES, False), (AsksAs.PARENTAL_RESPONSIBILITY, True)],
)
def test_a_confidential_address_is_proposed_where_another_asks(
    access: Access, asks_as: AsksAs, is_proposed: bool
) -> None:
    where = RecordAddress(
        line1="9 Linnet Mews", town="Brackwater", postcode="ZZ2 8LM", confidential=True
    )
    with transaction():
        record_address(access.town.lead, access.child_id, where, NOW)
    found = known_in_records(access, asks_as=asks_as, relationship="Father")
    assert bool(marks_of_others("Lives at 9 Linnet Mews now", found)) is is_proposed
