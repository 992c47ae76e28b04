"""The seven questions in cases that a lawyer reads, and what departs from what follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lacrecords.rules.sharing import (
    consent_fell,
    departs,
    findings_on,
    state_of,
    why_not_needed,
)
from lacrecords.rules.sharing_facts import SharingFacts
from lacrecords.terms import (
    ConsentPosition,
    FindingKind,
    LegalRequirement,
    NormallyFollows,
    PublicInterest,
    QuestionState,
    SharingOutcome,
    SharingQuestion,
    Weighing,
)
from tests.rules.sharing_cases import ASKED_FOR_A_PURPOSE, CONFIDENTIAL, NO, NOT_SURE, REFUSED, YES

FIRST_FIVE = tuple(SharingQuestion)[:5]
CASES = (
    (
        "a school asks out of curiosity what is going on",
        replace(ASKED_FOR_A_PURPOSE, purpose=NO, identifiable=None),
        NormallyFollows.DO_NOT_SHARE,
    ),
    (
        "the family court orders that a case file is brought",
        SharingFacts(purpose=YES, requirement=LegalRequirement.COURT_ORDER, clear_risk=NO),
        NormallyFollows.SHARE,
    ),
    (
        "a court orders it, and we would challenge the order",
        SharingFacts(
            purpose=NOT_SURE, requirement=LegalRequirement.COURT_ORDER_CHALLENGED, clear_risk=YES
        ),
        NormallyFollows.SEEK_ADVICE,
    ),
    (
        "the police fear that a child is hurt tonight",
        SharingFacts(purpose=YES, requirement=LegalRequirement.NONE, clear_risk=YES),
        NormallyFollows.SHARE_THE_LEAST,
    ),
    (
        "figures without names for a school's plan",
        replace(ASKED_FOR_A_PURPOSE, identifiable=NO),
        NormallyFollows.SHARE,
    ),
    (
        "the opening hours of a family centre that a father attends openly",
        replace(ASKED_FOR_A_PURPOSE, confidential=NO),
        NormallyFollows.SHARE,
    ),
    (
        "a mother agrees that the nursery is told of her support plan",
        replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN),
        NormallyFollows.SHARE,
    ),
    (
        "she agrees, but not that her own illness is told",
        replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN_WITH_LIMITS),
        NormallyFollows.SHARE_WITHIN_LIMITS,
    ),
    (
        "a hospital wants the history, and nobody asked the family",
        replace(CONFIDENTIAL, consent=ConsentPosition.NOT_YET_SOUGHT),
        NormallyFollows.ANSWERS_MISSING,
    ),
    (
        "consent is refused, and there is reasonable cause to fear for a child",
        replace(REFUSED, interest=PublicInterest.REASONABLE_CAUSE, weighing=Weighing.FOR_SHARING),
        NormallyFollows.SHARE_THE_LEAST,
    ),
    (
        "a father's solicitor asks, the mother refuses, nothing else speaks for it",
        replace(REFUSED, interest=PublicInterest.NONE),
        NormallyFollows.DO_NOT_SHARE,
    ),
    (
        "the police ask under section 115 about shoplifting; confidence weighs more",
        replace(
            REFUSED,
            interest=PublicInterest.CRIME_AND_DISORDER,
            weighing=Weighing.AGAINST_SHARING,
        ),
        NormallyFollows.DO_NOT_SHARE,
    ),
    (
        "a boy of 13 takes his consent back; his parents still agree, and he is not in danger",
        replace(
            CONFIDENTIAL,
            consent=ConsentPosition.WITHDRAWN,
            interest=PublicInterest.WELFARE,
            weighing=Weighing.NOT_SURE,
        ),
        NormallyFollows.SEEK_ADVICE,
    ),
    (
        "somebody weighs evidence of harm and comes down on the side of silence",
        replace(
            REFUSED, interest=PublicInterest.EVIDENCE_OF_HARM, weighing=Weighing.AGAINST_SHARING
        ),
        NormallyFollows.SEEK_ADVICE,
    ),
)


@pytest.mark.parametrize(("words", "facts", "follows"), CASES, ids=[case[0] for case in CASES])
def test_cases_in_plain_words(words: str, facts: SharingFacts, follows: NormallyFollows) -> None:
    assert findings_on(facts).follows is follows, words


def test_what_departs_from_what_normally_follows() -> None:
    given = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN)
    limited = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN_WITH_LIMITS)
    no_purpose = replace(ASKED_FOR_A_PURPOSE, purpose=NO)
    for facts, outcome, needs_reason in (
        (given, SharingOutcome.SHARE, False),
        (given, SharingOutcome.SHARE_PART, False),
        (given, SharingOutcome.DO_NOT_SHARE, True),
        (given, SharingOutcome.SEEK_ADVICE, False),
        (limited, SharingOutcome.SHARE, True),
        (limited, SharingOutcome.SHARE_PART, False),
        (no_purpose, SharingOutcome.SHARE_PART, True),
        (no_purpose, SharingOutcome.DO_NOT_SHARE, False),
        (SharingFacts(), SharingOutcome.SHARE, True),
        (SharingFacts(), SharingOutcome.DO_NOT_SHARE, True),
        (SharingFacts(), SharingOutcome.SEEK_ADVICE, False),
        (SharingFacts(), SharingOutcome.NO_LONGER_ASKED, False),
    ):
        assert departs(facts, outcome) is needs_reason, (facts, outcome)


def test_to_wait_for_advice_departs_where_waiting_is_dangerous_or_unlawful() -> None:
    danger = SharingFacts(purpose=YES, requirement=LegalRequirement.NONE, clear_risk=YES)
    assert departs(danger, SharingOutcome.SEEK_ADVICE)
    assert not departs(replace(danger, purpose=NO), SharingOutcome.SEEK_ADVICE)
    duty = SharingFacts(purpose=YES, requirement=LegalRequirement.STATUTORY_DUTY, clear_risk=NO)
    assert departs(duty, SharingOutcome.SEEK_ADVICE)
    challenged = replace(duty, requirement=LegalRequirement.COURT_ORDER_CHALLENGED)
    assert not departs(challenged, SharingOutcome.SEEK_ADVICE)


def test_the_path_shortens_and_says_why() -> None:
    duty = SharingFacts(purpose=YES, requirement=LegalRequirement.STATUTORY_DUTY, clear_risk=NO)
    assert "The law or a court requires it" in why_not_needed(duty, SharingQuestion.CONSENT)
    danger = SharingFacts(purpose=YES, requirement=LegalRequirement.NONE, clear_risk=YES)
    assert "clear risk" in why_not_needed(danger, SharingQuestion.CONSENT)
    assert why_not_needed(danger, SharingQuestion.PUBLIC_INTEREST) == ""
    unfinished = SharingFacts(purpose=YES)
    assert all(why_not_needed(unfinished, one) == "" for one in FIRST_FIVE)
    assert state_of(unfinished, SharingQuestion.PURPOSE) is QuestionState.OPEN
    seeks = replace(CONFIDENTIAL, consent=ConsentPosition.NOT_YET_SOUGHT)
    assert state_of(seeks, SharingQuestion.CONSENT) is QuestionState.OPEN
    unweighed = replace(REFUSED, interest=PublicInterest.REASONABLE_CAUSE)
    assert state_of(unweighed, SharingQuestion.PUBLIC_INTEREST) is QuestionState.OPEN


def test_cautions_and_conflicts_stand_beside_what_follows() -> None:
    def numbers(facts: SharingFacts, kind: FindingKind) -> list[str]:
        return [rule.number for rule in findings_on(facts).of(kind)]

    unsure = replace(
        CONFIDENTIAL, identifiable=NOT_SURE, confidential=NOT_SURE, clear_risk=NOT_SURE
    )
    assert numbers(unsure, FindingKind.CAUTION) == ["S9", "S12", "S15"]
    not_theirs = replace(CONFIDENTIAL, consent=ConsentPosition.DOES_NOT_COUNT)
    assert numbers(not_theirs, FindingKind.CONFLICT) == ["S20"]
    assert not_theirs.goes_on_to_interest
    unweighed = replace(REFUSED, interest=PublicInterest.PREVENTING_SERIOUS_HARM)
    assert numbers(unweighed, FindingKind.MISSING) == ["S24"]
    assert numbers(unweighed, FindingKind.CAUTION) == ["S30"]


def test_what_rested_on_consent_falls_with_it_and_nothing_else_does() -> None:
    given = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN)
    limited = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN_WITH_LIMITS)
    taken_back = replace(CONFIDENTIAL, consent=ConsentPosition.WITHDRAWN)
    assert consent_fell(given, taken_back) and consent_fell(limited, taken_back)
    assert not consent_fell(given, limited)
    for then in (taken_back, replace(given, clear_risk=YES), replace(given, identifiable=NO)):
        assert not consent_fell(then, taken_back)
