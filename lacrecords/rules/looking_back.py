"""Looking back at decisions whether to share: their grounds, departures, and the peer review.

Source: the council's procedure, "Further information to inform decision making"; product D.
Pure. What is counted here was kept with each outcome on its day: the rules that spoke then and
the answers that they read. Nothing is judged anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from lacrecords.rules.sharing_facts import SharingFacts
from lacrecords.terms import (
    SHARING_OUTCOMES,
    ConsentPosition,
    DepartureKind,
    LegalRequirement,
    NormallyFollows,
    SharingAnswer,
    SharingGround,
    SharingOutcome,
)

GROUND_OF_RULE: Mapping[str, SharingGround] = {
    "S1": SharingGround.LEGAL_REQUIREMENT,
    "S3": SharingGround.IN_DOUBT,
    "S4": SharingGround.ANSWERS_MISSING,
    "S5": SharingGround.NO_PURPOSE,
    "S6": SharingGround.IN_DOUBT,
    "S7": SharingGround.IN_DOUBT,
    "S8": SharingGround.CHILD_IN_DANGER,
    "S10": SharingGround.ANSWERS_MISSING,
    "S11": SharingGround.NOBODY_IDENTIFIED,
    "S13": SharingGround.ANSWERS_MISSING,
    "S14": SharingGround.NOT_CONFIDENTIAL,
    "S16": SharingGround.ANSWERS_MISSING,
    "S17": SharingGround.ANSWERS_MISSING,
    "S18": SharingGround.CONSENT,
    "S19": SharingGround.CONSENT,
    "S21": SharingGround.ANSWERS_MISSING,
    "S22": SharingGround.NO_PUBLIC_INTEREST,
    "S23": SharingGround.PUBLIC_INTEREST,
    "S25": SharingGround.IN_DOUBT,
    "S26": SharingGround.ANSWERS_MISSING,
    "S27": SharingGround.PUBLIC_INTEREST,
    "S28": SharingGround.CONFIDENCE_OUTWEIGHS,
    "S29": SharingGround.IN_DOUBT,
}
"""Of each rule that says what normally follows: the ground that it gives."""
REFUSALS = frozenset({ConsentPosition.REFUSED, ConsentPosition.WITHDRAWN})
DANGER_RULE = "S8"
_KINDS: Mapping[str, type[Any]] = {
    "purpose": SharingAnswer,
    "requirement": LegalRequirement,
    "clear_risk": SharingAnswer,
    "identifiable": SharingAnswer,
    "confidential": SharingAnswer,
    "consent": ConsentPosition,
}
"""The answers on which it depends whether the path came to consent."""
_DECEMBER = 12


def ground_of(rules: Collection[str], departs: bool, outcome: SharingOutcome) -> SharingGround:
    """Say on what an outcome rests: the rule that it follows, or its own reason where it departs.

    Advice and a request that nobody makes any more rest on themselves.
    """
    if outcome is SharingOutcome.NO_LONGER_ASKED:
        return SharingGround.NO_LONGER_ASKED
    if departs:
        return SharingGround.DEPARTURE
    if outcome is SharingOutcome.SEEK_ADVICE:
        return SharingGround.IN_DOUBT
    spoke = (GROUND_OF_RULE[rule] for rule in rules if rule in GROUND_OF_RULE)
    return next(spoke, SharingGround.ANSWERS_MISSING)


def departure_of(follows: NormallyFollows, outcome: SharingOutcome) -> DepartureKind:
    """Say in which way an outcome departs that does not do what normally follows."""
    if outcome is SharingOutcome.SEEK_ADVICE:
        return DepartureKind.WAITED
    if follows is NormallyFollows.ANSWERS_MISSING:
        return DepartureKind.BEFORE_ANSWERS
    if outcome not in SHARING_OUTCOMES:
        return DepartureKind.WITHHELD
    return {
        NormallyFollows.SHARE_WITHIN_LIMITS: DepartureKind.SHARED_BEYOND_LIMITS,
        NormallyFollows.SEEK_ADVICE: DepartureKind.SHARED_WITHOUT_ADVICE,
    }.get(follows, DepartureKind.SHARED_AGAINST)


def consent_asked(kept: Mapping[str, str]) -> ConsentPosition | None:
    """Say what was answered of consent, where the path came to that question; None: it did not.

    `kept` are the answers as they were kept with the outcome, by name.
    """
    known = {name: _KINDS[name](word) for name, word in kept.items() if name in _KINDS}
    facts = SharingFacts(**known)
    return facts.consent if facts.goes_on_to_consent else None


def is_overridden(consent: ConsentPosition | None, outcome: SharingOutcome) -> bool:
    """Say whether it is shared although consent was refused or withdrawn."""
    return consent in REFUSALS and outcome in SHARING_OUTCOMES


def months_to_draw(last_drawn: date | None, today: date) -> Iterator[date]:
    """Give the first days of the months that have ended and were not drawn from, in order.

    Where none ever was, only the month before this one: nobody draws years back.
    """
    this_month = today.replace(day=1)
    month = month_after(last_drawn) if last_drawn else month_before(this_month)
    while month < this_month:
        yield month
        month = month_after(month)


def month_before(month: date) -> date:
    """Give the first day of the month before."""
    last = month.month == 1
    return date(month.year - last, _DECEMBER if last else month.month - 1, 1)


def month_after(month: date) -> date:
    """Give the first day of the month after."""
    first = month.month == _DECEMBER
    return date(month.year + first, 1 if first else month.month + 1, 1)


def may_review(reviewer: str, had_a_part: Collection[str], sees_it: bool) -> bool:
    """Say whether this person may review a decision: who had a part in it never does."""
    return sees_it and reviewer not in had_a_part
