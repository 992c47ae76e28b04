"""Changed records meet earlier enquired children, as strongly as a search would say."""

from __future__ import annotations

from datetime import date

import pytest

from lacrecords.matching.changed import (
    forget_marks,
    forget_marks_until,
    mark_changed,
    mark_for,
    newest_mark,
    oldest_marks,
)
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.meeting import Round
from lacrecords.matching.models import ChangeJob
from lacrecords.matching.search import find_candidates
from lacrecords.matching.store import index
from lacrecords.rules.late_hits import CLOSE
from tests.matching.invented import register

HELD = Described(
    names=(NameForm("Wilfreda", "", "Ashgrove"),),
    born_on=date(2018, 3, 7),
    addresses=(AddressForm(line1="14 Quince Row", postcode="ZZ9 4QR"),),
)
HEARD = {
    "as it is": HELD,
    "day and month swapped": Described(
        names=HELD.names, born_on=date(2018, 7, 3), addresses=HELD.addresses
    ),
    "a year out": Described(names=HELD.names, born_on=date(2017, 3, 7), addresses=HELD.addresses),
    "names exchanged": Described(
        names=(NameForm("Ashgrove", "", "Wilfreda"),), born_on=HELD.born_on
    ),
    "misheard": Described(
        names=(NameForm("Wilfrieda", "", "Ashgrave"),),
        born_on=HELD.born_on,
        addresses=HELD.addresses,
    ),
    "an age and a home": Described(
        names=(NameForm("Wilfreda", "", ""),),
        age_years=8,
        as_of=date(2026, 11, 18),
        addresses=HELD.addresses,
    ),
}
FIRST = ChangeJob.EARLIER_ENQUIRIES


@pytest.mark.parametrize("heard", HEARD.values(), ids=HEARD.keys())
def test_a_record_meets_whatever_the_search_would_find_it_by(heard: Described) -> None:
    with register() as session:
        index(session, SubjectKind.CHILD, 9001, HELD)
        index(session, SubjectKind.ENQUIRED_CHILD, 7, heard)
        sought = {
            one.subject_id: (one.strength, one.reasons)
            for one in find_candidates(session, SubjectKind.CHILD, heard).candidates
            if one.strength in CLOSE
        }
        pairs = Round(session, date(2026, 11, 18).year).look((9001,))
        met = {
            one.child_id: (one.scored.strength, one.scored.reasons)
            for one in pairs.close({7}, CLOSE)
        }
        assert met.keys() == {9001}
        assert met[9001] == sought[9001]


def test_a_mark_outlives_the_looking_where_the_record_changed_again() -> None:
    with register() as session:
        for job in ChangeJob:
            forget_marks(session, oldest_marks(session, job, 10_000).numbers)
        mark_changed(session, (4, 4, 5))
        looked_at = oldest_marks(session, FIRST, 10)
        assert looked_at.child_ids == (4, 5)
        mark_changed(session, (4,))
        forget_marks(session, looked_at.numbers)
        assert oldest_marks(session, FIRST, 10).child_ids == (4,)


def test_one_job_takes_no_mark_of_another() -> None:
    with register() as session:
        for job in ChangeJob:
            forget_marks_until(session, job, newest_mark(session, job)[0])
            assert newest_mark(session, job) == (0, 0)
        mark_changed(session, (4, 5))
        mark_for(session, ChangeJob.RECORD, (6,))
        forget_marks_until(session, FIRST, newest_mark(session, ChangeJob.RECORD)[0])
        assert oldest_marks(session, FIRST, 10).child_ids == ()
        assert oldest_marks(session, ChangeJob.RECORD, 10).child_ids == (4, 5, 6)
        assert oldest_marks(session, ChangeJob.ADULTS, 10).child_ids == (4, 5)
