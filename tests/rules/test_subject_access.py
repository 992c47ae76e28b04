"""Who may be given what is held about a person, and what stands before a release: every case."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.subject_access import (
    ReleaseFacts,
    age_on,
    entitlement,
    missing,
    needs_authority,
    needs_second_person,
    next_step,
    still_counts,
)
from lacrecords.rules.subject_access_words import END_WORDS, GROUNDS, cover_words, end_words
from lacrecords.terms import (
    AccessEnd,
    AccessStep,
    AsksAs,
    Entitlement,
    HarmAnswer,
    LeftOutReason,
)

SAID = (None, True, False)
FOR_ANOTHER = (AsksAs.PARENTAL_RESPONSIBILITY, AsksAs.REPRESENTATIVE)
AGES = (None, 0, 5, 12, 13, 15, 16, 17, 18, 40)
MAY = Entitlement.MAY_BE_GIVEN


@pytest.mark.parametrize(("age", "understands", "consents"), list(product(AGES, SAID, SAID)))
def test_an_adult_who_asks_for_themselves_needs_nothing_more(
    age: int | None, understands: bool | None, consents: bool | None
) -> None:
    assert entitlement(AsksAs.THEMSELVES, age, understands, consents) is MAY


@pytest.mark.parametrize(("age", "understands", "consents"), list(product(AGES[1:], SAID, SAID)))
def test_a_child_who_asks_is_presumed_to_understand_from_13(
    age: int, understands: bool | None, consents: bool | None
) -> None:
    found = entitlement(AsksAs.CHILD, age, understands, consents)
    if age >= 16 or understands or (age >= 13 and understands is None):
        assert found is MAY
    elif understands is None:
        assert found is Entitlement.CONSIDER_UNDERSTANDING
    else:
        assert found is Entitlement.DOES_NOT_UNDERSTAND


@pytest.mark.parametrize(
    ("asks_as", "age", "understands", "consents"), list(product(FOR_ANOTHER, AGES[1:], SAID, SAID))
)
def test_whoever_asks_for_another_needs_their_consent_once_they_understand(
    asks_as: AsksAs, age: int, understands: bool | None, consents: bool | None
) -> None:
    found = entitlement(asks_as, age, understands, consents)
    own = age >= 16 or (understands if understands is not None else age >= 13)
    if not own or consents:
        assert found is MAY
    else:
        refused = consents is False
        assert found is (Entitlement.CONSENT_REFUSED if refused else Entitlement.CONSENT_NEEDED)


@pytest.mark.parametrize(("asks_as", "said"), list(product((*FOR_ANOTHER, AsksAs.CHILD), SAID)))
def test_for_somebody_of_unknown_age_nothing_is_given(asks_as: AsksAs, said: bool | None) -> None:
    assert entitlement(asks_as, None, said, said) is Entitlement.AGE_NOT_KNOWN


@given(st.dates(date(1990, 1, 1), date(2015, 12, 31)), st.integers(0, 9000), st.integers(0, 9000))
def test_what_was_said_does_not_speak_over_a_16th_or_18th_birthday(
    born_on: date, first: int, second: int
) -> None:
    said_on, today = sorted(born_on + timedelta(days=each) for each in (first, second))
    stages = [(age_on(born_on, day) >= 16, age_on(born_on, day) >= 18) for day in (said_on, today)]
    assert still_counts(born_on, said_on, today) is (stages[0] == stages[1])


@pytest.mark.parametrize(
    ("said_on", "today", "counts"),
    [
        (date(2026, 5, 3), date(2026, 5, 4), False),
        (date(2026, 5, 4), date(2027, 5, 4), True),
        (date(2026, 5, 4), date(2028, 5, 3), True),
        (date(2028, 5, 3), date(2028, 5, 4), False),
        (date(2026, 5, 3), date(2028, 5, 4), False),
        (date(2028, 5, 4), date(2040, 5, 4), True),
    ],
)
def test_what_was_said_counts_until_the_day_before_the_birthday(
    said_on: date, today: date, counts: bool
) -> None:
    assert still_counts(date(2010, 5, 4), said_on, today) is counts


def test_somebody_born_on_a_leap_day_is_16_on_the_first_of_march() -> None:
    born_on = date(2008, 2, 29)
    assert [age_on(born_on, date(2026, *day)) for day in ((2, 28), (3, 1))] == [17, 18]


def test_only_whoever_asks_for_another_shows_a_right_to_ask() -> None:
    assert {one for one in AsksAs if needs_authority(one)} == set(FOR_ANOTHER)


GOOD: dict[str, object] = {
    "identity_shown": True,
    "authority_shown": True,
    "entitlement": MAY,
    "paused": False,
    "searched": True,
    "undecided": False,
    "part_said": True,
    "pack_is_current": True,
    "marks_undecided": False,
    "pictures_left": False,
    "harm": HarmAnswer.NOT_LIKELY,
    "harm_pages_left": False,
    "owners_had_their_time": True,
    "asked": False,
    "released": False,
    "document_made": False,
    "delivered": False,
}
WRONG: dict[str, tuple[object, AccessStep]] = {
    "identity_shown": (False, AccessStep.IDENTITY),
    "authority_shown": (False, AccessStep.AUTHORITY),
    "paused": (True, AccessStep.CLARIFICATION),
    "searched": (False, AccessStep.SEARCH),
    "undecided": (True, AccessStep.DECISIONS),
    "part_said": (False, AccessStep.SCOPE),
    "pack_is_current": (False, AccessStep.PACK),
    "marks_undecided": (True, AccessStep.MARKS),
    "pictures_left": (True, AccessStep.PICTURES),
    "harm_pages_left": (True, AccessStep.HARM_PAGES),
    "owners_had_their_time": (False, AccessStep.CLOSED_RECORDS),
}
HARM = {
    None: {AccessStep.HARM},
    HarmAnswer.NOT_LIKELY: set(),
    HarmAnswer.LIKELY_ON_PAGES: set(),
    HarmAnswer.LIKELY_AS_A_WHOLE: {AccessStep.HARM_REFUSES},
}


def facts(**said: object) -> ReleaseFacts:
    return ReleaseFacts(**(GOOD | said))  # type: ignore[arg-type]


def test_nothing_is_released_while_anything_is_missing() -> None:
    """Every combination of what may be wrong, with every answer on harm and every entitlement."""
    tried = 0
    for chosen in product((False, True), repeat=len(WRONG)):
        wrong = {name: WRONG[name] for name, yes in zip(WRONG, chosen, strict=True) if yes}
        for harm, entitled in product(HARM, Entitlement):
            said = {name: value for name, (value, _) in wrong.items()}
            found = facts(**said, harm=harm, entitlement=entitled)
            expected = {step for _, step in wrong.values()} | HARM[harm]
            left = set(missing(found))
            assert left - _of_age() == expected - _of_age()
            assert bool(left & _of_age()) is (entitled is not MAY)
            assert next_step(found) is (missing(found)[0] if left else AccessStep.ASK_RELEASE)
            tried += 1
    assert tried == 2 ** len(WRONG) * len(HARM) * len(Entitlement)


def _of_age() -> set[AccessStep]:
    return {AccessStep.UNDERSTANDING, AccessStep.CONSENT, AccessStep.OWN_REQUEST}


OF_AGE = {
    MAY: (),
    Entitlement.CONSIDER_UNDERSTANDING: (AccessStep.UNDERSTANDING,),
    Entitlement.DOES_NOT_UNDERSTAND: (AccessStep.OWN_REQUEST,),
    Entitlement.CONSENT_NEEDED: (AccessStep.CONSENT,),
    Entitlement.CONSENT_REFUSED: (AccessStep.OWN_REQUEST,),
    Entitlement.AGE_NOT_KNOWN: (AccessStep.UNDERSTANDING,),
}


@pytest.mark.parametrize("entitled", list(Entitlement))
def test_what_is_asked_for_where_the_age_or_the_consent_stands_before_it(
    entitled: Entitlement,
) -> None:
    assert missing(facts(entitlement=entitled)) == OF_AGE[entitled]


def test_after_the_release_come_the_document_and_the_hand_over() -> None:
    assert next_step(facts(asked=True)) is AccessStep.RELEASE
    assert next_step(facts(released=True)) is AccessStep.DOCUMENT
    assert next_step(facts(released=True, document_made=True)) is AccessStep.DELIVERY
    assert next_step(facts(released=True, document_made=True, delivered=True)) is None


def test_a_letter_that_gives_nothing_says_the_same_whatever_is_held() -> None:
    nothing = end_words(AccessEnd.NOTHING_HELD, "Nobody of that name.")
    assert nothing == end_words(AccessEnd.REFUSED_HARM, "He would find the refuge.")
    assert all("hold" not in word for word in ("restricted", "sealed") if word in nothing[0])
    assert set(END_WORDS) == set(AccessEnd)
    assert "because we say so" in end_words(AccessEnd.REFUSED_EXCESSIVE, "because we say so")[1]


def test_the_letter_names_each_ground_once_and_no_words_that_were_left_out() -> None:
    assert set(GROUNDS) == set(LeftOutReason)
    letter = " ".join(cover_words("you", 3, ["Names"], {LeftOutReason.IN_CONFIDENCE}))
    assert "given to us in confidence" in letter and "3 pages" in letter
    assert "Nothing was left out" in " ".join(cover_words("you", 1, ["Names"], set()))


@pytest.mark.parametrize("ended_as", AccessEnd)
def test_another_person_agrees_to_every_end_but_the_askers_own(ended_as: AccessEnd) -> None:
    assert needs_second_person(ended_as) is (ended_as is not AccessEnd.WITHDRAWN)
