"""The open format of notices: what is written is read again, and nothing else is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.movements.notice_format import (
    MOST_BYTES,
    AcknowledgementContent,
    FileNotRead,
    NoticeContent,
    acknowledgement_data,
    digest_of,
    file_bytes,
    notice_data,
    read_file,
)
from lacrecords.terms import DatePrecision, MovementDirection, MovementStay

NOTICE = NoticeContent(
    reference="K7QP-3MRT",
    sender="Ashdown County Council",
    sender_contact="01632 960100",
    recipient="Merecombe Borough Council",
    written_on=date(2026, 11, 3),
    child_name="Wilfreda Ashgrove",
    child_born_on=date(2018, 3, 7),
    child_born_precision=DatePrecision.EXACT,
    on_plan=True,
    looked_after=False,
    direction=MovementDirection.OUT,
    stay=MovementStay.PERMANENT,
    in_haste=False,
    childrens_home=False,
    moved_on=date(2026, 11, 2),
    expected_back_on=None,
    address="3 Rook Lane, Merecombe",
    postcode="ZZ3 3ZZ",
    area="",
    address_confidential=False,
    worker_name="Ines Thackeray",
    worker_telephone="01632 960111",
)
ANSWER = AcknowledgementContent(
    reference="M2WX-8HJB",
    sender="Merecombe Borough Council",
    recipient="Ashdown County Council",
    written_on=date(2026, 11, 5),
    notice_reference="K7QP-3MRT",
    notice_digest="ab" * 32,
    contact_name="Oriel Tamsett",
    contact_telephone="01632 960777",
    conference_booked_for=date(2026, 11, 20),
)
LINES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Z")), min_size=1, max_size=80
)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def resealed(**said: Any) -> bytes:
    data = notice_data(NOTICE) | said
    return file_bytes(data | {"digest": digest_of(data)})


def refusal(content: bytes) -> str:
    with pytest.raises(FileNotRead) as refused:
        read_file(content)
    return str(refused.value)


def test_what_is_written_is_read_again() -> None:
    assert read_file(file_bytes(notice_data(NOTICE))) == NOTICE
    assert read_file(file_bytes(acknowledgement_data(ANSWER))) == ANSWER
    # A program that marks the beginning of a file, or writes one line, harms nothing.
    assert read_file(b"\xef\xbb\xbf" + file_bytes(notice_data(NOTICE))) == NOTICE
    assert read_file(json.dumps(notice_data(NOTICE)).encode()) == NOTICE


@given(LINES, DAYS, DAYS, st.booleans(), st.sampled_from(MovementStay), st.none() | DAYS)
def test_any_notice_is_read_again_as_it_was(
    name: str, moved: date, written: date, haste: bool, stay: MovementStay, born: date | None
) -> None:
    plain = read_file(
        file_bytes(
            notice_data(
                replace(
                    NOTICE,
                    child_name=name,
                    moved_on=moved,
                    written_on=written,
                    in_haste=haste,
                    stay=stay,
                    child_born_on=born,
                )
            )
        )
    )
    assert isinstance(plain, NoticeContent)
    assert (plain.moved_on, plain.written_on, plain.in_haste) == (moved, written, haste)
    assert (plain.stay, plain.child_born_on) == (stay, born)
    assert plain.child_name


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_refused(content: bytes) -> None:
    assert refusal(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(notice_data(NOTICE))), JSON, min_size=1))
def test_a_notice_with_anything_put_in_it_is_read_or_refused_in_words(said: dict[str, Any]) -> None:
    data = notice_data(NOTICE) | {name: said[name] for name in said if name != "digest"}
    content = json.dumps(data | {"digest": digest_of(data)}).encode()
    try:
        found = read_file(content)
    except FileNotRead as refused:
        assert str(refused)
    else:
        assert isinstance(found, NoticeContent | AcknowledgementContent)


@given(st.data())
def test_one_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = file_bytes(notice_data(NOTICE))
    place = data.draw(st.integers(0, len(whole) - 2))
    other = data.draw(st.integers(33, 126).filter(lambda byte: byte != whole[place]))
    changed = whole[:place] + bytes([other]) + whole[place + 1 :]
    try:
        found = read_file(changed)
    except FileNotRead:
        return
    # Only blanks between the parts may change without changing what is said.
    assert found == NOTICE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged or no notice"),
        (b"{}", "no notice or acknowledgement"),
        (b"[" * 100_000, "too large"),
        (b"[" * 60_000, "damaged or no notice"),
        (b'{"format": NaN}', "damaged or no notice"),
        (b'{"format": "x", "format": "lacrecords-movement"}', "damaged or no notice"),
        (file_bytes(notice_data(NOTICE))[:-40], "damaged or no notice"),
        (file_bytes(notice_data(NOTICE)).replace(b"Wilfreda", b"Wilfried"), "digest does not fit"),
        (b" " * (MOST_BYTES + 1), "too large"),
        (resealed(version=2), "newer than this program reads"),
        (resealed(version=0), "older than this program reads"),
        (resealed(version=True), "does not say of which version"),
        (resealed(version="1"), "does not say of which version"),
        (resealed(format="other"), "no notice or acknowledgement"),
        (resealed(kind="poem"), "neither a notice nor"),
        (resealed(moved_on="2026-02-30"), "moved on is missing or wrong"),
        (resealed(moved_on="0001-01-01"), "moved on is missing or wrong"),
        (resealed(moved_on=None), "moved on is missing or wrong"),
        (resealed(child_name="  "), "child name is missing or wrong"),
        (resealed(child_name="A\u202eB"), "child name is missing or wrong"),
        (resealed(child_name="x" * 251), "child name is missing or wrong"),
        (resealed(child_name=["A"]), "child name is missing or wrong"),
        (resealed(on_plan="yes"), "on plan is missing or wrong"),
        (resealed(stay="for ever"), "stay is missing or wrong"),
        (resealed(direction=None), "direction is missing or wrong"),
        (resealed(on_plan=False), "neither that the child is on a plan"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_parts_that_a_later_program_adds_within_this_version_are_passed_over() -> None:
    assert read_file(resealed(school="Not needed")) == NOTICE
