"""The seven questions: answers in; out come what is missing, what conflicts, what follows.

Source: the council's procedure, "Further information to inform decision making"; product D1,
D2 and D4. Pure. It advises: a named person decides, and a departure needs a reason. The rules
stand in `sharing_questions` and `sharing_consent`, one sentence each.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.rules import sharing_consent, sharing_questions
from lacrecords.rules.sharing_facts import (
    CONSENT_STANDS,
    LAW_REQUIRES,
    RULES,
    SharingFacts,
    SharingRule,
)
from lacrecords.terms import (
    SHARING_OUTCOMES,
    ConsentPosition,
    FindingKind,
    NormallyFollows,
    QuestionState,
    SharingOutcome,
    SharingQuestion,
)

VERSION = 1
WRITTEN_IN = (sharing_questions, sharing_consent)
"""The modules that write the rules down."""
IN_ORDER = tuple(sorted(RULES, key=lambda rule: int(rule.number.removeprefix("S"))))


@dataclass(frozen=True, slots=True)
class SharingFindings:
    """What the rules say of the answers: what normally follows, and every rule that spoke."""

    follows: NormallyFollows
    rules: tuple[SharingRule, ...]

    def of(self, kind: FindingKind) -> tuple[SharingRule, ...]:
        """The rules of this kind that spoke."""
        return tuple(rule for rule in self.rules if rule.kind is kind)


def findings_on(facts: SharingFacts) -> SharingFindings:
    """Say what normally follows from these answers, and by which rules.

    Exactly one of the rules that speak says what follows.
    """
    spoke = tuple(rule for rule in IN_ORDER if rule.applies(facts))
    return SharingFindings(next(rule.follows for rule in spoke if rule.follows), spoke)


def why_not_needed(facts: SharingFacts, question: SharingQuestion) -> str:
    """Say why this question need not be answered; empty where it is, or may yet be, asked.

    The path shortens where the law does.
    """
    goes_on = {
        SharingQuestion.IDENTIFIABLE: facts.goes_on_to_identifiable,
        SharingQuestion.CONFIDENTIAL: facts.goes_on_to_confidential,
        SharingQuestion.CONSENT: facts.goes_on_to_consent,
        SharingQuestion.PUBLIC_INTEREST: facts.goes_on_to_interest
        or (facts.leaves_a_choice and facts.danger),
    }
    if goes_on.get(question, True):
        return ""
    found = findings_on(facts)
    if found.follows is NormallyFollows.ANSWERS_MISSING:
        return ""
    return next(rule.sentence for rule in found.rules if rule.follows)


def state_of(facts: SharingFacts, question: SharingQuestion) -> QuestionState:
    """Say where one of the first five questions stands."""
    if why_not_needed(facts, question):
        return QuestionState.NOT_NEEDED
    given = {
        SharingQuestion.PURPOSE: facts.purpose_answered,
        SharingQuestion.IDENTIFIABLE: facts.identifiable is not None,
        SharingQuestion.CONFIDENTIAL: facts.confidential is not None,
        SharingQuestion.CONSENT: facts.consent not in (None, ConsentPosition.NOT_YET_SOUGHT),
        SharingQuestion.PUBLIC_INTEREST: facts.interest is not None and facts.weighing is not None,
    }
    return QuestionState.ANSWERED if given[question] else QuestionState.OPEN


def departs(facts: SharingFacts, outcome: SharingOutcome) -> bool:
    """Say whether this decision departs from what normally follows, and so needs a reason.

    To take advice is never a departure, but where the law requires that it is shared, or a
    child is in danger: there, waiting is one. That nobody asks any more is none.
    """
    follows = findings_on(facts).follows
    if outcome is SharingOutcome.NO_LONGER_ASKED:
        return False
    if outcome is SharingOutcome.SEEK_ADVICE:
        pressing = facts.danger or facts.requirement in LAW_REQUIRES
        return pressing and follows is not NormallyFollows.SEEK_ADVICE
    if outcome in SHARING_OUTCOMES:
        return follows not in _FITS_SHARING[outcome]
    return follows is not NormallyFollows.DO_NOT_SHARE


_FITS_SHARING = {
    SharingOutcome.SHARE: frozenset({NormallyFollows.SHARE, NormallyFollows.SHARE_THE_LEAST}),
    SharingOutcome.SHARE_PART: frozenset(
        {
            NormallyFollows.SHARE,
            NormallyFollows.SHARE_THE_LEAST,
            NormallyFollows.SHARE_WITHIN_LIMITS,
        }
    ),
}
"""Limits make it a part: to share all of it departs from a consent that has limits."""


def leans_on_consent(facts: SharingFacts) -> bool:
    """Say whether what follows rests on consent alone, so that it falls when consent does."""
    return facts.goes_on_to_consent and facts.consent in CONSENT_STANDS


def consent_fell(then: SharingFacts, now: SharingFacts) -> bool:
    """Say whether it was decided on a consent that does not stand any more.

    Nothing goes out by such a decision before it is made anew.
    """
    return leans_on_consent(then) and now.consent not in CONSENT_STANDS
