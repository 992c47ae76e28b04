"""Changed records meet earlier enquired children, as strongly as a search would say."""

from __future__ import annotations

from datetime import date

import pytest

from lacrecords.matching.changed import forget_marks, mark_changed, oldest_marks
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.meeting import Round
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
        forget_marks(session, oldest_marks(session, 10_000).numbers)
        mark_changed(session, (4, 4, 5))
        looked_at = oldest_marks(session, 10)
        assert looked_at.child_ids == (4, 5)
        mark_changed(session, (4,))
        forget_marks(session, looked_at.numbers)
        assert oldest_marks(session, 10).child_ids == (4,)
