"""What is said at once, before a check, is what the rules say whatever we know of any child."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from lacrecords.rules.before_check import (
    as_if_nothing_were_known,
    claimed_standing,
    sentences_before_a_check,
)
from lacrecords.rules.enquiry_outcome import EnquiryFacts, Outcome
from lacrecords.rules.sentences import FIXED_SENTENCES
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    Check,
    ChildState,
    EnquirerKind,
    EnquirerStanding,
    TellingKind,
)

YES_NO = (False, True)
AT_ONCE = {
    (standing, worried): sentences_before_a_check(standing, worried=worried)
    for standing in EnquirerStanding
    for worried in YES_NO
}
"""What each hears before a check, worried or not."""


def test_they_are_the_same_in_every_state_for_every_unchecked_enquirer(
    every_case: list[tuple[EnquiryFacts, Outcome]],
) -> None:
    for facts, outcome in every_case:
        if facts.check is not Check.CONFIRMED:
            assert outcome.may_tell == AT_ONCE[facts.standing, facts.worried]


def test_family_public_and_a_child_hear_the_same_after_a_check_too(
    every_case: list[tuple[EnquiryFacts, Outcome]],
) -> None:
    for facts, outcome in every_case:
        if facts.standing is not EnquirerStanding.LEGITIMATE:
            assert outcome.may_tell == AT_ONCE[facts.standing, facts.worried]


@pytest.mark.parametrize("worried", YES_NO)
@pytest.mark.parametrize("standing", list(EnquirerStanding))
def test_before_a_check_nothing_is_weighed_but_what_the_enquirer_says(
    standing: EnquirerStanding, worried: bool
) -> None:
    weighed = asdict(as_if_nothing_were_known(standing, worried=worried))
    said = {"standing": standing, "worried": worried}
    nothing_known = {"check": Check.NOT_CONFIRMED, "state": ChildState.NOT_KNOWN}
    others = dict.fromkeys(set(weighed) - set(said) - set(nothing_known), False)
    assert weighed == said | nothing_known | others


@pytest.mark.parametrize("worried", YES_NO)
@pytest.mark.parametrize("kind", list(EnquirerKind))
def test_everybody_hears_something_at_once_and_nothing_of_any_child(
    kind: EnquirerKind, worried: bool
) -> None:
    kinds = sentences_before_a_check(claimed_standing(kind), worried=worried)
    assert kinds
    assert not set(kinds) & TELLINGS_ABOUT_A_CHILD
    assert set(kinds) <= set(FIXED_SENTENCES)


def test_each_hears_their_own_sentences() -> None:
    said = {
        kind: sentences_before_a_check(claimed_standing(kind), worried=False)
        for kind in EnquirerKind
    }
    assert said[EnquirerKind.CHILD] == (TellingKind.ARE_YOU_SAFE_NOW,)
    assert set(said[EnquirerKind.PROFESSIONAL]) == {
        TellingKind.HOW_TO_BE_CHECKED,
        TellingKind.HOW_TO_REPORT_A_WORRY,
    }
    assert TellingKind.MESSAGE_PASSED_ON in said[EnquirerKind.PARENT]
    assert TellingKind.ADVICE in said[EnquirerKind.PUBLIC]
