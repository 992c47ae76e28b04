"""What holds for every question: how it is written never matters, more truth never hurts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.search import CandidateList, find_candidates
from lacrecords.terms import Sex
from tests.matching.invented import TODAY, register

FORENAMES = ("Isolde", "Bertrand", "Marigold", "Caspian", "Ottoline", "Peregrine")
SURNAMES = ("Quarrington", "Tarn", "Fairweather", "Featherstonehaugh")
STREETS = (
    "14 Larch Lane",
    "Flat 3, Otter House, Mill Row",
    "7a Tansy Walk",
    "The Old Forge, Pound Hill",
)
FIELDS = ("forename", "middle", "surname", "born_on", "sex", "nhs_number", "address")


@lru_cache(maxsize=1)
def families() -> tuple[Described, ...]:
    """Four households, each with brothers, sisters and twins; namesakes among them."""
    made = []
    for place, surname in enumerate(SURNAMES):
        home = AddressForm(line1=STREETS[place], town="Ashmere", postcode=f"AM{place + 1} 4QT")
        for which, forename in enumerate(FORENAMES):
            number = len(made)
            made.append(
                Described(
                    names=(NameForm(forename, FORENAMES[which - 1], surname),),
                    born_on=date(2012, 3, 9) + timedelta(days=400 * (which // 2) + 11 * place),
                    sex=Sex.FEMALE if which % 2 else Sex.MALE,
                    nhs_number=f"94347{number:05}",
                    addresses=(home,),
                    as_of=TODAY,
                )
            )
    return tuple(made)


@pytest.fixture(scope="module")
def index() -> Iterator[Session]:
    """An index of these families."""
    with register(*families()) as session:
        yield session


def asked_of(child: Described, fields: frozenset[str]) -> Described:
    """The question that gives only these of the child's facts, all of them true."""
    (name,) = child.names
    parts = {part: getattr(name, part) if part in fields else "" for part in FIELDS[:3]}
    return Described(
        names=(NameForm(**parts),),
        born_on=child.born_on if "born_on" in fields else None,
        sex=child.sex if "sex" in fields else Sex.NOT_RECORDED,
        nhs_number=child.nhs_number if "nhs_number" in fields else "",
        addresses=child.addresses if "address" in fields else (),
        as_of=TODAY,
    )


def rank(found: CandidateList, subject_id: int) -> int:
    """How many others stand before this child; as many as there can be when it is not found."""
    scores = {one.subject_id: one.score for one in found.candidates}
    if subject_id not in scores:
        return len(families())
    return sum(score > scores[subject_id] for score in scores.values())


def search(session: Session, asked: Described) -> CandidateList:
    """Every candidate that the search finds."""
    return find_candidates(session, SubjectKind.CHILD, asked, limit=len(families()))


children = st.integers(0, len(SURNAMES) * len(FORENAMES) - 1)
some_fields = st.frozensets(st.sampled_from(FIELDS), min_size=1)
ACCENTS = ("\u0301", "\u0308", "\u0302", "\u0327")


@settings(max_examples=150, deadline=None)
@given(place=children, given_fields=some_fields, added=st.sampled_from(FIELDS))
def test_more_that_is_true_never_lets_others_overtake(
    index: Session, place: int, given_fields: frozenset[str], added: str
) -> None:
    child, subject_id = families()[place], place + 1
    before = rank(search(index, asked_of(child, given_fields)), subject_id)
    after = rank(search(index, asked_of(child, given_fields | {added})), subject_id)
    assert after <= before


@st.composite
def dressed(draw: st.DrawFn, text: str) -> str:
    """The same words in other case, with accents, apostrophes and blanks that mean nothing."""
    letters = []
    for letter in text:
        letter = letter.upper() if draw(st.booleans()) else letter.lower()
        if letter.isalpha() and draw(st.integers(0, 5)) == 0:
            letter += draw(st.sampled_from(ACCENTS))
        letters.append(letter)
    shape = draw(st.sampled_from(("NFC", "NFD")))
    around = draw(st.sampled_from(("{}", "  {} ", "{}.", "\u201c{}\u201d", "{},")))
    return around.format(unicodedata.normalize(shape, "".join(letters)))


@settings(max_examples=150, deadline=None)
@given(place=children, data=st.data())
def test_case_accents_and_punctuation_change_nothing(
    index: Session, place: int, data: st.DataObject
) -> None:
    child = families()[place]
    (name,) = child.names
    written = replace(
        child,
        names=(
            NameForm(
                data.draw(dressed(name.forename)),
                data.draw(dressed(name.middle)),
                data.draw(dressed(name.surname)),
            ),
        ),
    )
    assert search(index, written).candidates == search(index, child).candidates


@settings(max_examples=100, deadline=None)
@given(place=children, other=children, data=st.data())
def test_the_order_in_which_names_and_homes_are_given_changes_nothing(
    index: Session, place: int, other: int, data: st.DataObject
) -> None:
    child, neighbour = families()[place], families()[other]
    names = (*child.names, *neighbour.names)
    homes = (*child.addresses, *neighbour.addresses)
    both = replace(child, names=names, addresses=homes)
    turned = replace(
        both,
        names=tuple(data.draw(st.permutations(names))),
        addresses=tuple(data.draw(st.permutations(homes))),
    )
    scores = [
        {one.subject_id: (one.score, one.strength) for one in search(index, asked).candidates}
        for asked in (both, turned)
    ]
    assert scores[0] == scores[1]


@settings(max_examples=100, deadline=None)
@given(place=children, data=st.data())
def test_forename_and_surname_exchanged_still_find_the_child_first(
    index: Session, place: int, data: st.DataObject
) -> None:
    child = families()[place]
    (name,) = child.names
    fields = frozenset({"forename", "surname"}) | data.draw(some_fields) | {"born_on", "address"}
    asked = asked_of(child, fields)
    swapped = replace(asked, names=(NameForm(name.surname, "", name.forename),))
    assert search(index, swapped).candidates[0].subject_id == place + 1
