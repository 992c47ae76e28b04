"""How an answer stands as time goes on: withdrawn, refused, to be sought again, confirmed.

Source: the council's procedure, "What constitutes consent?"; product, D2. Pure: every fact and
day is handed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lacrecords.rules.consent import FOR_THE_CHILD, Decides
from lacrecords.terms import (
    ConsentAnswer,
    ConsentChangeKind,
    ConsentState,
    DecidesBecause,
    ReviewReason,
    WhoseConsent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts:
    """What has become of an answer since it was given."""

    answer: ConsentAnswer
    whose: WhoseConsent
    never_valid: bool
    withdrawn: bool
    review_on: date
    changes: frozenset[ConsentChangeKind]
    """Since it was last asked for or confirmed."""
    disagreement_open: bool
    another_is_asked: bool
    """It was decided, where parents disagree, that somebody else's consent is sought."""


def review_reasons(facts: StandingFacts, decides: Decides, today: date) -> tuple[ReviewReason, ...]:
    """List why consent is to be sought again, in order; none: it can be leaned on.

    Source: procedure, "What constitutes consent?": when the use or the relationship has
    changed; and whenever it is no longer theirs to give. The day set for a look comes too.
    """
    found = set(_decided_by_another(facts.whose, decides))
    found |= {ReviewReason(change.value) for change in facts.changes}
    if facts.whose is WhoseConsent.PARENTAL_RESPONSIBILITY and facts.disagreement_open:
        found.add(ReviewReason.PARENTS_DISAGREE)
    if facts.another_is_asked:
        found.add(ReviewReason.ANOTHER_IS_ASKED)
    if today >= facts.review_on:
        found.add(ReviewReason.DATE_REACHED)
    return tuple(reason for reason in ReviewReason if reason in found)


_NOW_ANOTHER = {
    DecidesBecause.CHILD_DIED: ReviewReason.CHILD_DIED,
    DecidesBecause.GROWN_UP: ReviewReason.ADULT_NOW,
    DecidesBecause.PRESUMED: ReviewReason.CHILD_DECIDES_NOW,
    DecidesBecause.EXPECTED: ReviewReason.CHILD_DECIDES_NOW,
    DecidesBecause.SHOWN_ABLE: ReviewReason.CHILD_DECIDES_NOW,
    DecidesBecause.CARE_ORDER: ReviewReason.CARE_ORDER_NOW,
    DecidesBecause.AGE_NOT_KNOWN: ReviewReason.AGE_NOT_KNOWN_NOW,
    DecidesBecause.UNBORN: ReviewReason.AGE_NOT_KNOWN_NOW,
}


def _decided_by_another(whose: WhoseConsent, decides: Decides) -> tuple[ReviewReason, ...]:
    if whose not in FOR_THE_CHILD or decides.whose is whose:
        return ()
    if decides.because in _NOW_ANOTHER:
        return (_NOW_ANOTHER[decides.because],)
    # A parent decides, or one of them once that question is answered.
    if whose is WhoseConsent.CHILD:
        return (ReviewReason.NOT_ABLE_NOW,)
    if whose is WhoseConsent.LOCAL_AUTHORITY:
        return (ReviewReason.NO_CARE_ORDER_NOW,)
    return ()


def state_of(facts: StandingFacts, reasons: Collection[ReviewReason]) -> ConsentState:
    """Say how an answer stands. Source: product, D2.

    What never was valid never becomes so. What was withdrawn stays withdrawn, whatever else
    is due. A refusal stays a refusal until consent is given by another answer.
    """
    if facts.withdrawn:
        return ConsentState.WITHDRAWN
    if facts.answer is ConsentAnswer.REFUSED:
        return ConsentState.REFUSED
    if facts.never_valid:
        return ConsentState.NEVER_VALID
    return ConsentState.REVIEW_DUE if reasons else ConsentState.GIVEN


def counts(facts: StandingFacts, reasons: Collection[ReviewReason]) -> bool:
    """Say whether this is an answer to consider now: theirs to give, valid and not taken back.

    A dated look does not take a refusal away: only a new answer does.
    """
    left = set(reasons)
    if facts.answer is ConsentAnswer.REFUSED:
        left.discard(ReviewReason.DATE_REACHED)
    return not facts.never_valid and not facts.withdrawn and not left


def may_confirm(reasons: Collection[ReviewReason]) -> bool:
    """Say whether a review may find that a consent goes on, the person having been asked.

    Only where nothing but its day was reached. Where anything changed, consent is sought
    again, and what is then said is an answer of its own.
    """
    return set(reasons) <= {ReviewReason.DATE_REACHED}
