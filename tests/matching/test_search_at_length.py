"""The search where little is right of what was said: one name, a home with a slip, no date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from lacrecords.matching import store
from lacrecords.matching.address_comparison import AddressCertainty
from lacrecords.matching.forms import AddressForm, Described, SubjectKind
from lacrecords.matching.keys import KEYS_VERSION
from lacrecords.matching.models import MatchForm, MatchKey
from lacrecords.matching.search import MOST_SCORED, find_candidates, same_address_ids
from lacrecords.matching.store import prepare
from lacrecords.matching.under_keys import MOST_ROWS
from lacrecords.terms import DatePrecision
from tests.matching.invented import HOME, ISOLDE, TODAY, child, register

SLIPS = ("14 Larch Lnae", "14 Larc hlane", "14 Larchlane", "14larch lane", "14 larch L ane")


def found(asked: Described, *children: Described) -> list[int]:
    """The numbers of the candidates, best first."""
    with register(*children) as session:
        answer = find_candidates(session, SubjectKind.CHILD, asked, limit=MOST_SCORED)
    return [one.subject_id for one in answer.candidates]


@pytest.mark.parametrize("line", SLIPS)
def test_a_home_is_the_same_home_through_a_slip_in_the_kind_of_its_street(line: str) -> None:
    for said in (AddressForm(line1=line, postcode="AM3 4QT"), AddressForm(line1=line)):
        with register(ISOLDE) as session:
            (there,) = same_address_ids(session, [said], TODAY)
        sure = AddressCertainty.SAME if said.postcode else AddressCertainty.UNCERTAIN
        assert (there.subject_id, there.certainty) == (1, sure)


def test_a_surname_and_a_home_with_a_slip_find_a_child_whose_date_was_not_said() -> None:
    asked = replace(child("", "Quarrington"), addresses=(AddressForm(line1="14 Larhc Lane"),))
    others = [child("Bertrand", "Tarn", date(2008 + n % 12, 3, 1 + n % 28)) for n in range(60)]
    assert found(asked, *others, ISOLDE)[0] == len(others) + 1


def test_of_those_who_share_one_name_the_one_with_the_rarer_is_weighed_first() -> None:
    often = [
        child("Oliver", f"Tarn{chr(97 + n % 26)}{chr(97 + n // 26)}le", date(2015, 1 + n % 12, 9))
        for n in range(90)
    ]
    asked = child("Oliver", "Quarrington", None, age_years=11)
    assert len(often) + 1 in found(asked, *often, ISOLDE)


def test_a_drove_is_no_drive() -> None:
    drove = replace(HOME, line1="14 Fen Drove")
    with register(replace(ISOLDE, addresses=(drove,))) as session:
        (doubtful,) = same_address_ids(session, [replace(HOME, line1="14 Fen Drive")], TODAY)
        (sure,) = same_address_ids(session, [drove], TODAY)
    assert doubtful.certainty is AddressCertainty.UNCERTAIN
    assert sure.certainty is AddressCertainty.SAME


@pytest.mark.parametrize("version", [KEYS_VERSION, KEYS_VERSION - 1])
def test_a_changed_child_stands_under_its_own_keys_and_no_others(version: int) -> None:
    moved = replace(ISOLDE, addresses=(replace(HOME, line1="3 Fen Drove"),))
    with register(ISOLDE, child("Bertrand", "Tarn")) as session:
        session.execute(update(MatchForm).values(keys_version=version))
        if version != KEYS_VERSION:
            # What an earlier version did not know yet.
            kept = sorted(set(prepare(ISOLDE).keys) & set(prepare(moved).keys))
            session.execute(delete(MatchKey).where(MatchKey.key == kept[0]))
        for said in (moved, replace(moved, born_on=None), ISOLDE, moved):
            store.index(session, SubjectKind.CHILD, 1, said)
            standing = session.scalars(select(MatchKey.key).where(MatchKey.subject_id == 1))
            assert sorted(standing) == sorted(prepare(said).keys)


def test_a_year_alone_speaks_for_a_child_as_an_age_does() -> None:
    year, exact = DatePrecision.YEAR, DatePrecision.EXACT
    for asked_precision, held_precision in ((year, exact), (exact, year), (year, year)):
        held = child("Jamal", "Anderson", date(2012, 5, 9), born_precision=held_precision)
        asked = child("Jamal", "Anderson", date(2012, 7, 15), born_precision=asked_precision)
        with register(child("Jamal", "Andersen"), held) as session:
            best, *_ = find_candidates(session, SubjectKind.CHILD, asked).candidates
            undated, *_ = find_candidates(
                session, SubjectKind.CHILD, replace(asked, born_on=None)
            ).candidates
        assert best.subject_id == 2 and "year of birth agrees" in best.reasons
        assert best.score > undated.score


def test_a_name_that_thousands_have_hides_nobody_whose_number_or_date_is_known() -> None:
    namesakes = [
        child("Tarquin", "Tarn", date(2008, 1, 1) + timedelta(days=n % 6000))
        for n in range(MOST_ROWS + 200)
    ]
    right = child("Tarquin", "Tarn", date(2026, 10, 4), nhs_number="9434765919", addresses=(HOME,))
    with register(*namesakes, right) as session:
        for said in (
            {"nhs_number": right.nhs_number},
            {"born_on": right.born_on},
            {"addresses": (HOME,)},
        ):
            asked = child("Tarquin", "Tarn", **said)
            best, *_ = find_candidates(session, SubjectKind.CHILD, asked).candidates
            assert best.subject_id == len(namesakes) + 1, said
        nameless = find_candidates(session, SubjectKind.CHILD, child("Tarquin", "Tarn"))
    assert nameless.too_many and nameless.candidates
