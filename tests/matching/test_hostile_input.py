"""Whatever is typed: never an error, never slow, and spelling marks never cost a match."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacrecords.matching.dates import nearby_dates, parse_given_age, parse_given_date
from lacrecords.matching.forms import (
    AddressForm,
    Described,
    NameForm,
    SubjectKind,
    normalise,
    pack,
    unpack,
)
from lacrecords.matching.identifiers import (
    nhs_number_is_valid,
    normalise_nhs_number,
    normalise_upn,
    upn_check_letter_is_right,
)
from lacrecords.matching.keys import record_keys
from lacrecords.matching.scoring import score
from lacrecords.matching.search import find_candidates, same_address_ids
from tests.matching.invented import ISOLDE, TODAY, child, register

anything = st.text(max_size=60)
LONG = (
    "x" * 10_000,
    "é" * 10_000,
    "\U0001f600" * 10_000,
    "a-" * 5_000,
    "1 " * 5_000,
    "\x00" * 9_999,
)


@settings(max_examples=150, deadline=None)
@given(anything, anything, anything, anything, st.dates())
def test_anything_typed_can_be_kept_and_read_back(
    forename: str, surname: str, line: str, number: str, on: date
) -> None:
    described = Described(
        names=(NameForm(forename, surname, surname),),
        born_on=on,
        nhs_number=number,
        upn=number,
        addresses=(
            AddressForm(line1=line, line2=number, town=surname, postcode=number, from_on=on),
        ),
        parent_surnames=(forename,),
    )
    form = normalise(described)
    assert unpack(pack(form)) == form
    assert all(-(2**63) <= key < 2**63 for key in record_keys(form))


@settings(max_examples=100, deadline=None)
@given(anything)
def test_anything_typed_for_a_date_or_a_number_is_read_or_nothing(text: str) -> None:
    parse_given_date(text)
    parse_given_age(text)
    normalise_nhs_number(text)
    normalise_upn(text)
    nhs_number_is_valid(text)
    upn_check_letter_is_right(text)


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_any_date_has_dates_near_it(on: date) -> None:
    assert on not in nearby_dates(on)


@pytest.mark.parametrize("text", LONG)
def test_ten_thousand_characters_are_never_slow(text: str) -> None:
    asked = Described(
        names=(NameForm(text, text, text),),
        addresses=(AddressForm(line1=text, line2=text, town=text, postcode=text),),
        nhs_number=text,
        upn=text,
        parent_surnames=(text,),
        as_of=TODAY,
    )
    begun = time.process_time()
    with register(ISOLDE, asked) as session:
        find_candidates(session, SubjectKind.CHILD, asked)
        same_address_ids(session, asked.addresses, TODAY)
    assert time.process_time() - begun < 2


MARKS = st.sampled_from(["", "'", "\u2019", ".", " ", "\u0301", "\u0308"])


@st.composite
def dressed(draw: st.DrawFn, name: str) -> str:
    """The same name with other capitals, accents and marks."""
    letters = []
    for place, letter in enumerate(name):
        mark = draw(MARKS) if place == len(name) - 1 or letter in "aeiou" else ""
        accent = mark if mark in ("\u0301", "\u0308", "'", "\u2019") else ""
        letters.append((letter.upper() if draw(st.booleans()) else letter) + accent)
    return "".join(letters) + draw(st.sampled_from(["", ".", " ", ","]))


@settings(max_examples=100, deadline=None)
@given(dressed("isolde"), dressed("quarrington"))
def test_case_accents_and_marks_never_lower_a_true_match(forename: str, surname: str) -> None:
    held = normalise(ISOLDE)
    plain = score(normalise(child("Isolde", "Quarrington", date(2015, 4, 9))), held, {}, 10)
    marked = score(normalise(child(forename, surname, date(2015, 4, 9))), held, {}, 10)
    assert marked.score >= plain.score


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.booleans(), st.booleans())
def test_adding_true_evidence_never_lowers_the_score(
    middle: bool, home: bool, number: bool
) -> None:
    held = normalise(
        child("Isolde", "Quarrington", date(2015, 4, 9), middle="Wren", addresses=ISOLDE.addresses)
    )
    less = child("Isolde", "Quarrington", date(2015, 4, 9))
    more = child(
        "Isolde",
        "Quarrington",
        date(2015, 4, 9),
        middle="Wren" if middle else "",
        addresses=ISOLDE.addresses if home else (),
        nhs_number="9434765919" if number else "",
    )
    assert score(normalise(more), held, {}, 10).score >= score(normalise(less), held, {}, 10).score
