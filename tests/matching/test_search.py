"""The search: the right child first, twins never taken for each other, homes by date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lacrecords.matching import store
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.models import MatchForm, MatchKey
from lacrecords.matching.search import (
    MOST_SCORED,
    Candidate,
    find_candidates,
    same_address_ids,
)
from lacrecords.terms import MatchStrength, Sex
from tests.matching.invented import HOME, ISOLDE, TODAY, child, register

BORN = date(2015, 4, 9)
OTHERS = (
    child("Bertrand", "Quillfeather", date(2011, 1, 30), sex=Sex.MALE),
    child("Marigold", "Tarn", date(2019, 8, 22), sex=Sex.FEMALE),
)


def first(session: Session, asked: Described) -> Candidate:
    """The best candidate of a search that must find one."""
    return find_candidates(session, SubjectKind.CHILD, asked).candidates[0]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (child("Isolde", "Quarrington", BORN), "date of birth agrees"),
        (child("Isolde", "Quarrington", date(2015, 9, 4)), "day and month swapped"),
        (child("Quarrington", "Isolde", BORN), "forename and surname exchanged"),
        (child("ISOLDE", "Kwarrington", BORN), "surname sounds the same"),
        (child("Isoulde", "Quarrington", BORN), "forename sounds the same"),
        (child("Wren", "Quarrington", BORN), "a middle name is used as the forename"),
        (child("Isolde", "Quarington", date(2014, 4, 9)), "date of birth one year apart"),
        (child("Isolde", "Quarrington", None, age_years=11), "age agrees"),
        (child("Isolde", "", BORN, addresses=(HOME,)), "lives at this address"),
    ],
)
def test_a_child_is_found_under_what_was_heard(asked: Described, reason: str) -> None:
    with register(*OTHERS, ISOLDE) as session:
        found = first(session, asked)
    assert found.subject_id == 3
    assert reason in found.reasons
    assert found.strength in (MatchStrength.STRONG, MatchStrength.LIKELY)


def test_beside_the_child_the_far_are_passed_over_and_a_twin_is_not() -> None:
    twin = replace(ISOLDE, names=(NameForm("Bertrand", "", "Quarrington"),), sex=Sex.MALE)
    far = child("Isolde", "Tarn", date(2003, 1, 30), addresses=(HOME,))
    with register(*OTHERS, ISOLDE, twin, far) as session:
        beside = find_candidates(session, SubjectKind.CHILD, ISOLDE).candidates
        without = find_candidates(session, SubjectKind.CHILD, ISOLDE, exclude_ids=(3,)).candidates
    assert [one.subject_id for one in beside] == [3, 4]
    assert [one.subject_id for one in without] == [4, 5]


def test_of_whom_nothing_agrees_is_nobodys_candidate() -> None:
    """A mother's name shares a coarse code with the surname that alone was said."""
    born, mother = date(2017, 10, 12), ("Sandhu",)
    families = [child(one, "Sidhu", born, parent_surnames=mother) for one in ("Kunal", "Parth")]
    with register(*families, child("Ivo", "Smith", date(2012, 3, 4))) as session:
        found = find_candidates(session, SubjectKind.CHILD, child("", "Smith", None)).candidates
    assert [one.subject_id for one in found] == [3]


def test_twins_with_other_forenames_are_never_strong_against_each_other() -> None:
    twin = replace(ISOLDE, names=(NameForm("Bertrand", "", "Quarrington"),), sex=Sex.MALE)
    with register(*OTHERS, ISOLDE) as session:
        found = first(session, twin)
    assert found.label == "possible sibling or twin"
    assert found.strength in (MatchStrength.POSSIBLE, MatchStrength.WEAK)


def test_of_two_twins_the_one_named_comes_first() -> None:
    twin = replace(ISOLDE, names=(NameForm("Bertrand", "", "Quarrington"),), sex=Sex.MALE)
    with register(twin, ISOLDE) as session:
        answer = find_candidates(session, SubjectKind.CHILD, ISOLDE).candidates
    assert [one.subject_id for one in answer] == [2, 1]
    assert answer[0].strength is MatchStrength.STRONG
    assert answer[1].label == "possible sibling or twin"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(
            replace(ISOLDE, names=(NameForm("Isambard", "", "Quarrington"),)), id="differs"
        ),
        pytest.param(
            replace(ISOLDE, names=(NameForm("", "", "Quarrington"),), sex=Sex.MALE),
            id="no forename and another sex",
        ),
        pytest.param(
            replace(ISOLDE, names=(NameForm("Ysolte", "", "Quarrington"),), sex=Sex.NOT_RECORDED),
            id="a little alike and the sex not said",
        ),
        pytest.param(
            replace(ISOLDE, names=(NameForm("Wrenn", "", "Quarrington"),), sex=Sex.MALE),
            id="spelt like a middle name and another sex",
        ),
    ],
)
def test_a_forename_that_speaks_for_another_child_of_the_home_is_said_to(asked: Described) -> None:
    with register(*OTHERS, ISOLDE) as session:
        found = first(session, asked)
    assert found.label == "possible sibling or twin"
    assert found.strength in (MatchStrength.POSSIBLE, MatchStrength.WEAK)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(replace(ISOLDE, sex=Sex.MALE), id="another sex alone"),
        pytest.param(replace(ISOLDE, names=(NameForm("", "", "Quarrington"),)), id="no forename"),
        pytest.param(
            replace(ISOLDE, names=(NameForm("Ysolte", "", "Quarrington"),)), id="a little alike"
        ),
        pytest.param(
            replace(ISOLDE, names=(NameForm("Wren", "", "Quarrington"),), sex=Sex.MALE),
            id="a middle name and another sex",
        ),
        pytest.param(
            replace(ISOLDE, names=(NameForm("I", "", "Quarrington"),), sex=Sex.MALE),
            id="a first letter and another sex",
        ),
    ],
)
def test_one_doubt_about_the_forename_makes_no_sibling_of_a_child(asked: Described) -> None:
    with register(*OTHERS, ISOLDE) as session:
        found = first(session, asked)
    assert (found.subject_id, found.label) == (3, "")


def test_a_second_word_that_brothers_and_sisters_share_makes_no_child_the_other() -> None:
    sister = replace(ISOLDE, names=(NameForm("Millie-Rose", "", "Quarrington"),))
    with register(*OTHERS, sister) as session:
        by_other = first(
            session, replace(ISOLDE, names=(NameForm("Lexi-Rose", "", "Quarrington"),))
        )
        by_own = first(session, replace(ISOLDE, names=(NameForm("Millie-May", "", "Quarrington"),)))
        by_second = first(session, replace(ISOLDE, names=(NameForm("Rose", "", "Quarrington"),)))
    assert by_other.score < by_own.score
    assert "forename is a little alike" in by_other.reasons
    assert "forename agrees in part" in by_own.reasons
    assert "forename agrees in part" in by_second.reasons


def test_every_earlier_enquiry_about_a_child_is_found_and_not_only_the_one_worded_alike() -> None:
    misspelt = child("Isodle", "Qarringtn", None, addresses=(HOME,))
    bare = child("Isolde", "", None)
    asked = (ISOLDE, misspelt, bare, *OTHERS)
    with register(*OTHERS, ISOLDE) as session:
        kind = SubjectKind.ENQUIRED_CHILD
        store.index_many(session, kind, list(enumerate(asked, 1)))
        found = find_candidates(session, kind, replace(ISOLDE, sex=Sex.NOT_RECORDED))
    assert [one.subject_id for one in found.candidates[:3]] == [1, 2, 3]


def test_whoever_was_asked_about_by_one_name_alone_is_found_by_it() -> None:
    kind, alone = SubjectKind.ENQUIRED_CHILD, child("", "Quarrington", None)
    with register(*OTHERS) as session:
        store.index_many(session, kind, list(enumerate((alone, *OTHERS), 1)))
        found = find_candidates(session, kind, child("I", "Quarrington", BORN))
    assert [one.subject_id for one in found.candidates] == [1]


def test_surname_date_and_home_without_a_forename_are_never_strong() -> None:
    asked = replace(ISOLDE, names=(NameForm("", "", "Quarrington"),))
    with register(*OTHERS, ISOLDE) as session:
        assert first(session, asked).strength is MatchStrength.LIKELY


def test_an_nhs_number_alone_finds_the_child() -> None:
    held = replace(ISOLDE, nhs_number="9434765919")
    with register(*OTHERS, held) as session:
        found = first(session, Described(nhs_number="943 476 5919", as_of=TODAY))
    assert found.subject_id == 3
    assert "NHS number agrees" in found.reasons


def test_a_number_heard_wrongly_finds_the_child_whose_name_was_not_heard() -> None:
    held = replace(ISOLDE, nhs_number="9434765919")
    for heard in ("9434765819", "9434756919", "9434765918"):
        with register(*OTHERS, held) as session:
            found = first(
                session, Described(names=(NameForm("", "", "Kwarrin"),), nhs_number=heard)
            )
        assert found.subject_id == 3
        assert "NHS number one digit apart" in found.reasons


def test_a_namesake_elsewhere_does_not_hide_the_child_at_the_address_given() -> None:
    elsewhere = AddressForm(line1="3 Otter Row", town="Ashmere", postcode="AM9 1AB")
    namesake = child("Isolde", "Quarrington", BORN, sex=Sex.FEMALE, addresses=(elsewhere,))
    meant = child("Isolde", "Farthingale", date(2016, 4, 9), sex=Sex.FEMALE, addresses=(HOME,))
    asked = child("Isolde", "Quarrington", BORN, addresses=(HOME,))
    with register(*OTHERS, namesake, meant) as session:
        found = find_candidates(session, SubjectKind.CHILD, asked)
    assert {one.subject_id for one in found.candidates} >= {3, 4}


def test_an_unborn_child_is_found_by_a_parent_and_a_date_near_the_expected_one() -> None:
    unborn = Described(
        names=(NameForm("Unborn", "", "Quarrington"),),
        expected_on=date(2027, 1, 20),
        parent_surnames=("Fennimore",),
        addresses=(HOME,),
    )
    asked = child("", "Fennimore", None, expected_on=date(2027, 2, 2), addresses=(HOME,))
    with register(*OTHERS, unborn) as session:
        found = first(session, asked)
    assert found.subject_id == 3
    assert "expected date within three weeks" in found.reasons


def test_an_earlier_home_says_until_when() -> None:
    earlier = replace(HOME, to_on=date(2024, 3, 12))
    held = replace(ISOLDE, addresses=(earlier, AddressForm(line1="2 Tarn Row", town="Ashmere")))
    with register(*OTHERS, held) as session:
        found = first(session, ISOLDE)
        there_now = same_address_ids(session, [HOME], TODAY)
        there_then = same_address_ids(session, [HOME], date(2024, 1, 1))
    assert "lived at this address until March 2024" in found.reasons
    assert there_now == ()
    assert [one.subject_id for one in there_then] == [3]


def test_children_at_an_address_are_the_same_home_or_uncertain() -> None:
    flat = replace(HOME, line1="Flat 2, 14 Larch Lane")
    children = (ISOLDE, replace(OTHERS[0], addresses=(flat,)), OTHERS[1])
    with register(*children) as session:
        found = same_address_ids(session, [HOME], TODAY)
    assert [(one.subject_id, one.certainty.value) for one in found] == [
        (1, "same"),
        (2, "uncertain"),
    ]
    assert found[1].why == "the flat is not given"


def test_earlier_enquiries_are_searched_apart_from_children() -> None:
    with register(ISOLDE) as session:
        store.index(session, SubjectKind.ENQUIRED_CHILD, 71, child("Isold", "Quarington", BORN))
        asked = child("Isolde", "Kwarrington", BORN)
        earlier = find_candidates(session, SubjectKind.ENQUIRED_CHILD, asked)
        none_left = find_candidates(
            session, SubjectKind.ENQUIRED_CHILD, asked, exclude_ids=frozenset({71})
        )
    assert [one.subject_id for one in earlier.candidates] == [71]
    assert none_left.candidates == ()


def test_a_changed_child_is_found_by_what_it_is_now_and_a_removed_one_not_at_all() -> None:
    with register(*OTHERS, ISOLDE) as session:
        store.index(session, SubjectKind.CHILD, 3, child("Thessaly", "Brook", date(2012, 2, 2)))
        assert first(session, child("Thessaly", "Brook", date(2012, 2, 2))).subject_id == 3
        gone = find_candidates(session, SubjectKind.CHILD, ISOLDE).candidates
        assert 3 not in [one.subject_id for one in gone if one.score > 0]
        for subject_id in (1, 2, 3):
            store.remove(session, SubjectKind.CHILD, subject_id)
        left = [session.scalar(select(func.count()).select_from(t)) for t in (MatchKey, MatchForm)]
    assert left == [0, 0]


def test_a_name_that_says_nothing_asks_for_more() -> None:
    many = [child("Wren", "Tarn", date(2010 + n % 15, 1 + n % 12, 2)) for n in range(40)]
    with register(*many) as session:
        found = find_candidates(session, SubjectKind.CHILD, child("Wren", "Tarn"), limit=5)
    assert found.too_many
    assert len(found.candidates) == 5


def test_nobody_is_looked_for_when_no_more_may_be_weighed() -> None:
    many = [
        child("Isolde", "Quarrington", date(2009, 1, 1) + timedelta(days=9 * place))
        for place in range(MOST_SCORED + 30)
    ]
    asked = child("Isolde", "Quarrington", date(2020, 8, 29))
    with register(*many) as session:
        crowded = find_candidates(session, SubjectKind.CHILD, asked, limit=MOST_SCORED + 30)
    with register(*many[:20]) as session:
        few = find_candidates(session, SubjectKind.CHILD, asked, limit=MOST_SCORED + 30)
    assert (len(crowded.candidates), len(crowded.tried)) == (MOST_SCORED, 2)
    assert (len(few.candidates), len(few.tried)) == (20, 4)


def test_the_same_question_has_the_same_answer_in_the_same_order() -> None:
    many = [child("Wren", "Tarn", date(2015, 4, 1 + n % 28)) for n in range(30)]
    asked = child("Ren", "Tarn", BORN)
    with register(*many) as session:
        answers = {find_candidates(session, SubjectKind.CHILD, asked) for _ in range(3)}
    assert len(answers) == 1
