"""What is said of a file and of a page, over every combination of what can be seen of them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.documents import (
    FEWEST_LETTERS_BESIDE_A_PICTURE,
    LONGEST_WORDS_READ,
    MOST_PAGES,
    PageFacts,
    clean_read,
    fault_before_opening,
    fault_of_pages,
    letters_in,
    must_be_typed,
    reading_of,
)
from lacrecords.terms import DocumentFault, PageReading

FEW, ENOUGH = FEWEST_LETTERS_BESIDE_A_PICTURE - 1, FEWEST_LETTERS_BESIDE_A_PICTURE
EVERY_PAGE = list(product((True, False), (0, 1, FEW, ENOUGH), (True, False), (True, False)))


@pytest.mark.parametrize(("was_read", "letters", "picture", "draws"), EVERY_PAGE)
def test_every_page_is_said_to_be_what_can_be_known_of_it(
    was_read: bool, letters: int, picture: bool, draws: bool
) -> None:
    said = reading_of(PageFacts(was_read, letters, picture, draws))
    if not was_read:
        assert said is PageReading.NOT_READ
    elif letters == 0:
        assert said is (PageReading.PICTURE if picture or draws else PageReading.EMPTY)
    elif picture:
        assert said is (PageReading.PICTURE if letters <= FEW else PageReading.WORDS_AND_PICTURE)
    else:
        assert said is PageReading.WORDS


@pytest.mark.parametrize(("was_read", "letters", "picture", "draws"), EVERY_PAGE)
def test_nothing_that_is_drawn_and_not_read_passes_for_a_page_without_words(
    was_read: bool, letters: int, picture: bool, draws: bool
) -> None:
    reading = reading_of(PageFacts(was_read, letters, picture, draws))
    shows_something = picture or draws or not was_read
    if shows_something and letters == 0:
        assert must_be_typed(reading, typed=False)
    assert not must_be_typed(reading, typed=True)


def test_which_pages_a_person_must_type() -> None:
    needed = {one for one in PageReading if must_be_typed(one, typed=False)}
    assert needed == {PageReading.PICTURE, PageReading.NOT_READ}


@pytest.mark.parametrize(
    ("size", "begins", "fault"),
    [
        (0, b"", DocumentFault.EMPTY),
        (11, b"%PDF-", DocumentFault.TOO_LARGE),
        (11, b"PK\x03\x04", DocumentFault.TOO_LARGE),
        (10, b"%PDF-", None),
        (10, b"PK\x03\x04", DocumentFault.NOT_PDF),
        (10, b"%pdf-", DocumentFault.NOT_PDF),
        (3, b"%PD", DocumentFault.NOT_PDF),
    ],
)
def test_what_is_refused_before_anything_opens_it(
    size: int, begins: bytes, fault: DocumentFault | None
) -> None:
    assert fault_before_opening(size, begins, 10) is fault


@pytest.mark.parametrize(
    ("pages", "fault"),
    [
        (-1, DocumentFault.NO_PAGES),
        (0, DocumentFault.NO_PAGES),
        (1, None),
        (MOST_PAGES, None),
        (MOST_PAGES + 1, DocumentFault.TOO_MANY_PAGES),
    ],
)
def test_a_document_has_some_pages_and_not_too_many(
    pages: int, fault: DocumentFault | None
) -> None:
    assert fault_of_pages(pages) is fault


def test_how_much_is_kept_of_a_document() -> None:
    assert (MOST_PAGES, LONGEST_WORDS_READ) == (200, 20_000)
    assert FEWEST_LETTERS_BESIDE_A_PICTURE == 50


def test_what_cannot_be_seen_is_taken_out_of_words_as_read() -> None:
    assert clean_read("Ma\x00ya \u0378\u202eevil\ud800\n\n  12   High\tStreet\u200b ") == (
        "Maya evil\n12 High Street"
    )
    assert len(clean_read("a" * (LONGEST_WORDS_READ + 5))) == LONGEST_WORDS_READ
    assert letters_in("Flat 2, …") == 5


@given(st.text())
def test_words_as_read_can_always_be_kept(text: str) -> None:
    read = clean_read(text)
    read.encode("utf-8")
    assert "\x00" not in read
    assert clean_read(read) == read
