"""The seven questions: every combination of answers, and the sentences a lawyer reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

import pytest

from lacrecords.rules import sharing_questions
from lacrecords.rules.sharing import (
    IN_ORDER,
    consent_fell,
    departs,
    findings_on,
    leans_on_consent,
    state_of,
    why_not_needed,
)
from lacrecords.rules.sharing_facts import LAW_REQUIRES, SharingFacts
from lacrecords.terms import (
    ConsentPosition,
    FindingKind,
    LegalRequirement,
    NormallyFollows,
    PublicInterest,
    QuestionState,
    SharingAnswer,
    SharingOutcome,
    SharingQuestion,
    Weighing,
)

YES, NO, NOT_SURE = SharingAnswer.YES, SharingAnswer.NO, SharingAnswer.NOT_SURE
ANSWERED = {
    "purpose": (None, *SharingAnswer),
    "requirement": (None, *LegalRequirement),
    "clear_risk": (None, *SharingAnswer),
    "identifiable": (None, *SharingAnswer),
    "confidential": (None, *SharingAnswer),
    "consent": (None, *ConsentPosition),
    "interest": (None, *PublicInterest),
    "weighing": (None, *Weighing),
}
NORMALLY = (
    PublicInterest.EVIDENCE_OF_HARM,
    PublicInterest.REASONABLE_CAUSE,
    PublicInterest.PREVENTING_SERIOUS_HARM,
)
FIRST_FIVE = tuple(SharingQuestion)[:5]


def every_combination() -> Iterator[SharingFacts]:
    """Each combination of answers that the rules can tell apart, by what is asked in turn."""
    for first in product(*(ANSWERED[name] for name in ("purpose", "requirement", "clear_risk"))):
        yield from _from_there(
            SharingFacts(purpose=first[0], requirement=first[1], clear_risk=first[2])
        )


def _from_there(first: SharingFacts) -> Iterator[SharingFacts]:
    later = ("identifiable", "confidential", "consent", "interest", "weighing")
    asked = later if first.goes_on_to_identifiable else ()
    for given in product(*(ANSWERED[name] for name in asked)):
        yield replace(first, **dict(zip(asked, given, strict=True)))


EVERY = tuple(every_combination())


def test_the_enumeration_has_every_answer() -> None:
    assert set(ANSWERED) == {field.name for field in fields(SharingFacts)}
    assert len(EVERY) == 80 - 2 + 2 * 4 * 4 * 9 * 7 * 4


def test_in_every_case_exactly_one_rule_says_what_follows() -> None:
    for facts in EVERY:
        say = [rule.number for rule in IN_ORDER if rule.follows and rule.applies(facts)]
        assert len(say) == 1, (facts, say)


def test_later_answers_change_nothing_where_the_path_is_shorter() -> None:
    for first in {replace(facts, **dict.fromkeys(list(ANSWERED)[3:])) for facts in EVERY}:
        if first.goes_on_to_identifiable:
            continue
        said = findings_on(first)
        for other in (YES, NO, NOT_SURE):
            more = replace(
                first,
                identifiable=other,
                confidential=other,
                consent=ConsentPosition.REFUSED,
                interest=PublicInterest.NONE,
                weighing=Weighing.AGAINST_SHARING,
            )
            assert findings_on(more) == said


def test_every_rule_speaks_somewhere_and_is_silent_somewhere() -> None:
    for rule in IN_ORDER:
        assert {rule.applies(facts) for facts in EVERY} == {True, False}, rule.number


def test_rules_are_numbered_in_order_and_say_a_sentence() -> None:
    assert [rule.number for rule in IN_ORDER] == [f"S{n}" for n in range(1, len(IN_ORDER) + 1)]
    for rule in IN_ORDER:
        assert rule.sentence.endswith(".") and rule.source, rule.number


TABLE = (
    ("S1", FindingKind.FOLLOWS, SharingQuestion.PURPOSE, NormallyFollows.SHARE),
    ("S2", FindingKind.CAUTION, SharingQuestion.PURPOSE, None),
    ("S3", FindingKind.FOLLOWS, SharingQuestion.PURPOSE, NormallyFollows.SEEK_ADVICE),
    ("S4", FindingKind.MISSING, SharingQuestion.PURPOSE, NormallyFollows.ANSWERS_MISSING),
    ("S5", FindingKind.FOLLOWS, SharingQuestion.PURPOSE, NormallyFollows.DO_NOT_SHARE),
    ("S6", FindingKind.FOLLOWS, SharingQuestion.PURPOSE, NormallyFollows.SEEK_ADVICE),
    ("S7", FindingKind.CONFLICT, SharingQuestion.PURPOSE, NormallyFollows.SEEK_ADVICE),
    ("S8", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.SHARE_THE_LEAST),
    ("S9", FindingKind.CAUTION, SharingQuestion.PURPOSE, None),
    ("S10", FindingKind.MISSING, SharingQuestion.IDENTIFIABLE, NormallyFollows.ANSWERS_MISSING),
    ("S11", FindingKind.FOLLOWS, SharingQuestion.IDENTIFIABLE, NormallyFollows.SHARE),
    ("S12", FindingKind.CAUTION, SharingQuestion.IDENTIFIABLE, None),
    ("S13", FindingKind.MISSING, SharingQuestion.CONFIDENTIAL, NormallyFollows.ANSWERS_MISSING),
    ("S14", FindingKind.FOLLOWS, SharingQuestion.CONFIDENTIAL, NormallyFollows.SHARE),
    ("S15", FindingKind.CAUTION, SharingQuestion.CONFIDENTIAL, None),
    ("S16", FindingKind.MISSING, SharingQuestion.CONSENT, NormallyFollows.ANSWERS_MISSING),
    ("S17", FindingKind.MISSING, SharingQuestion.CONSENT, NormallyFollows.ANSWERS_MISSING),
    ("S18", FindingKind.FOLLOWS, SharingQuestion.CONSENT, NormallyFollows.SHARE),
    ("S19", FindingKind.FOLLOWS, SharingQuestion.CONSENT, NormallyFollows.SHARE_WITHIN_LIMITS),
    ("S20", FindingKind.CONFLICT, SharingQuestion.CONSENT, None),
    ("S21", FindingKind.MISSING, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.ANSWERS_MISSING),
    ("S22", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.DO_NOT_SHARE),
    ("S23", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.SHARE_THE_LEAST),
    ("S24", FindingKind.MISSING, SharingQuestion.PUBLIC_INTEREST, None),
    ("S25", FindingKind.CONFLICT, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.SEEK_ADVICE),
    ("S26", FindingKind.MISSING, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.ANSWERS_MISSING),
    ("S27", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.SHARE_THE_LEAST),
    ("S28", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.DO_NOT_SHARE),
    ("S29", FindingKind.FOLLOWS, SharingQuestion.PUBLIC_INTEREST, NormallyFollows.SEEK_ADVICE),
    ("S30", FindingKind.CAUTION, SharingQuestion.PUBLIC_INTEREST, None),
)
"""What each rule does, at which question, and what follows from it: written down twice."""


def test_a_rule_says_its_first_paragraph_and_stays_a_function_of_its_own() -> None:
    first = IN_ORDER[0]
    assert first.applies is sharing_questions.the_law_requires_it
    assert first.sentence == (
        "The law or a court requires it: what is required is shared, without asking for consent."
    )
    assert first.source == "the procedure, further information to inform decision making"


def test_each_rule_stands_at_its_question_and_does_what_it_is_there_for() -> None:
    assert TABLE == tuple((one.number, one.kind, one.question, one.follows) for one in IN_ORDER)


def speaking(number: str) -> set[SharingFacts]:
    rule = next(one for one in IN_ORDER if one.number == number)
    return {facts for facts in EVERY if rule.applies(facts)}


def test_each_caution_and_conflict_is_said_exactly_where_it_belongs() -> None:
    def asked_of_consent(facts: SharingFacts) -> bool:
        return facts.goes_on_to_confidential and facts.confidential in (YES, NOT_SURE)

    law = (LegalRequirement.STATUTORY_DUTY, LegalRequirement.COURT_ORDER)
    expected = {
        "S2": lambda one: one.purpose_answered and one.requirement in law,
        "S9": lambda one: one.leaves_a_choice and one.clear_risk is NOT_SURE,
        "S12": lambda one: one.goes_on_to_identifiable and one.identifiable is NOT_SURE,
        "S15": lambda one: one.goes_on_to_confidential and one.confidential is NOT_SURE,
        "S20": lambda one: asked_of_consent(one) and one.consent is ConsentPosition.DOES_NOT_COUNT,
        "S24": lambda one: (
            one.goes_on_to_interest and one.interest in NORMALLY and one.weighing is None
        ),
        "S30": lambda one: (
            one.goes_on_to_interest or (one.leaves_a_choice and one.clear_risk is YES)
        ),
    }
    for number, belongs in expected.items():
        assert speaking(number) == {one for one in EVERY if belongs(one)}, number


def test_what_the_law_requires_is_shared_whatever_else_is_answered() -> None:
    for facts in EVERY:
        if facts.purpose_answered and facts.requirement in LAW_REQUIRES:
            assert findings_on(facts).follows is NormallyFollows.SHARE


def test_danger_to_a_child_never_ends_in_silence() -> None:
    for facts in EVERY:
        if facts.purpose_answered and facts.danger:
            assert findings_on(facts).follows is not NormallyFollows.DO_NOT_SHARE
            assert departs(facts, SharingOutcome.DO_NOT_SHARE)


def test_without_consent_nothing_but_the_least_is_shared() -> None:
    for facts in EVERY:
        if facts.goes_on_to_interest:
            assert findings_on(facts).follows not in (
                NormallyFollows.SHARE,
                NormallyFollows.SHARE_WITHIN_LIMITS,
            )


def test_a_refusal_is_never_read_as_consent() -> None:
    stands = {ConsentPosition.GIVEN, ConsentPosition.GIVEN_WITH_LIMITS}
    for facts in EVERY:
        assert leans_on_consent(facts) is (facts.goes_on_to_consent and facts.consent in stands)


def test_what_rested_on_consent_falls_with_it_and_nothing_else_does() -> None:
    given = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN)
    limited = replace(CONFIDENTIAL, consent=ConsentPosition.GIVEN_WITH_LIMITS)
    taken_back = replace(CONFIDENTIAL, consent=ConsentPosition.WITHDRAWN)
    assert consent_fell(given, taken_back) and consent_fell(limited, taken_back)
    assert not consent_fell(given, limited)
    for then in (taken_back, replace(given, clear_risk=YES), replace(given, identifiable=NO)):
        assert not consent_fell(then, taken_back)


def test_where_every_question_is_settled_nothing_that_decides_is_missing() -> None:
    for facts in EVERY:
        if findings_on(facts).follows is NormallyFollows.ANSWERS_MISSING:
            assert QuestionState.OPEN in {state_of(facts, one) for one in FIRST_FIVE}, facts


ASKED_WHEN = {
    SharingQuestion.PURPOSE: lambda facts: True,
    SharingQuestion.IDENTIFIABLE: lambda facts: facts.goes_on_to_identifiable,
    SharingQuestion.CONFIDENTIAL: lambda facts: facts.goes_on_to_confidential,
    SharingQuestion.CONSENT: lambda facts: facts.goes_on_to_consent,
    SharingQuestion.PUBLIC_INTEREST: lambda facts: (
        facts.goes_on_to_interest or (facts.leaves_a_choice and facts.clear_risk is YES)
    ),
}


@pytest.mark.parametrize("question", FIRST_FIVE)
def test_a_question_is_open_answered_or_not_needed_with_a_reason(
    question: SharingQuestion,
) -> None:
    for facts in EVERY:
        state, why = state_of(facts, question), why_not_needed(facts, question)
        assert (state is QuestionState.NOT_NEEDED) is bool(why)
        found = findings_on(facts)
        settled = found.follows is not NormallyFollows.ANSWERS_MISSING
        assert bool(why) is (settled and not ASKED_WHEN[question](facts)), facts
        assert not why or why == next(one.sentence for one in found.rules if one.follows)


ASKED_FOR_A_PURPOSE = SharingFacts(
    purpose=YES, requirement=LegalRequirement.NONE, clear_risk=NO, identifiable=YES
)
CONFIDENTIAL = replace(ASKED_FOR_A_PURPOSE, confidential=YES)
REFUSED = replace(CONFIDENTIAL, consent=ConsentPosition.REFUSED)
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
