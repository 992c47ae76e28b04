"""The seven questions: every combination of answers, and what each rule says of them."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

import pytest

from lacrecords.rules import sharing_questions
from lacrecords.rules.sharing import (
    IN_ORDER,
    VERSION,
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
    SharingOutcome,
    SharingQuestion,
    Weighing,
)
from tests.rules.sharing_cases import ANSWERED, EVERY, NO, NORMALLY, NOT_SURE, YES

FIRST_FIVE = tuple(SharingQuestion)[:5]
DIGESTS = {
    1: "862222e853a0d98ac2dde8f82858ae62ba6281d0c054fc8292bf22515d8c1579",
}
"""Of each version of the rules, what they say of every combination: what was decided by a version
must stay readable, so a change of the rules is a new version with a line of its own."""


def test_what_a_version_of_the_rules_says_never_changes() -> None:
    said = hashlib.sha256()
    for facts in EVERY:
        found = findings_on(facts)
        states = [state_of(facts, question) for question in FIRST_FIVE]
        spoke = [rule.number for rule in found.rules]
        said.update(repr((str(found.follows), spoke, [str(one) for one in states])).encode())
    assert DIGESTS[VERSION] == said.hexdigest()


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


GIVEN = {
    SharingQuestion.PURPOSE: lambda facts: facts.purpose_answered,
    SharingQuestion.IDENTIFIABLE: lambda facts: facts.identifiable is not None,
    SharingQuestion.CONFIDENTIAL: lambda facts: facts.confidential is not None,
    SharingQuestion.CONSENT: lambda facts: (
        facts.consent not in (None, ConsentPosition.NOT_YET_SOUGHT)
    ),
    SharingQuestion.PUBLIC_INTEREST: lambda facts: None not in (facts.interest, facts.weighing),
}


@pytest.mark.parametrize("question", FIRST_FIVE)
def test_a_question_is_open_answered_or_not_needed_with_a_reason(
    question: SharingQuestion,
) -> None:
    for facts in EVERY:
        state, why = state_of(facts, question), why_not_needed(facts, question)
        assert (state is QuestionState.NOT_NEEDED) is bool(why)
        assert (state is QuestionState.ANSWERED) is (not why and GIVEN[question](facts))
        found = findings_on(facts)
        settled = found.follows is not NormallyFollows.ANSWERS_MISSING
        assert bool(why) is (settled and not ASKED_WHEN[question](facts)), facts
        assert not why or why == next(one.sentence for one in found.rules if one.follows)
