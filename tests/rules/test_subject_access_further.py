"""What a further pack asks for anew: every reason, and every order of moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from lacrecords.rules.subject_access_further import (
    Anew,
    asked_anew,
    further_words,
    later_of,
)
from lacrecords.terms import FurtherReason

MOMENT = datetime(2026, 11, 10, 10, tzinfo=UTC)


def test_a_first_pack_asks_for_nothing_anew_and_a_further_one_for_all_but_the_check() -> None:
    assert asked_anew(None) == Anew(False, False, False, False)
    for why in FurtherReason:
        anew = asked_anew(why)
        assert anew.searched and anew.consented and anew.assembled
        assert anew.shown is (why is FurtherReason.UPDATE)


def test_the_later_of_two_moments_counts_and_none_is_before_everything() -> None:
    for first, second in product((None, MOMENT, MOMENT + timedelta(days=1)), repeat=2):
        known = [one for one in (first, second) if one]
        assert later_of(first, second) == (max(known) if known else None)


WHY = {
    FurtherReason.MORE_FOUND: "We found more after we answered you.",
    FurtherReason.SOMETHING_MISSING: "You told us that something was missing.",
    FurtherReason.UPDATE: "You asked us again, for what came since.",
}


def test_the_letter_says_which_answer_it_is_and_why() -> None:
    for why in FurtherReason:
        assert further_words(3, why) == (
            f"This is answer number 3 to your request. {WHY[why]}"
            " What we gave you before stays as it is."
        )
