"""Alerts that other authorities send us about families they cannot find: what we must do, when.

Pure predicates. Source: the council's procedure, movements of children into and out of the area;
that nobody is told of a family before they are shown to be who they say is the procedure's rule
on enquirers, and holds for an authority that writes to us as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lacrecords.terms import VerificationOutcome


class AlertDuty(StrEnum):
    """What is still to be done about an alert."""

    CHECK_SENDER = "check_sender"
    DECIDE_PERSONS = "decide_persons"
    ACKNOWLEDGE = "acknowledge"
    TELL_SENDER = "tell_sender"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFacts:
    """How one alert stands."""

    checks: tuple[VerificationOutcome, ...]
    """The checks of its sender, the latest last."""
    undecided: int
    """Persons of whom nobody has decided whether they have a record."""
    acknowledged: bool
    ended: bool
    """Its sender has ended it."""
    found: bool
    """The family is found here."""
    told: bool
    """The sender was told that it is here."""


def is_confirmed(checks: Sequence[VerificationOutcome]) -> bool:
    """Say whether the sender is shown to be who they say, by the latest check."""
    return bool(checks) and checks[-1] is VerificationOutcome.CONFIRMED


def duties_of_alert(facts: AlertFacts) -> frozenset[AlertDuty]:
    """Say what is still to be done.

    An alert that its sender ended needs no more work but one: whoever looked for a family that
    we found is told so, even where they have given up looking. Nothing else ends that duty.
    """
    duties = set()
    if facts.found and not facts.told:
        duties.add(AlertDuty.TELL_SENDER)
        if not is_confirmed(facts.checks):
            duties.add(AlertDuty.CHECK_SENDER)
    if facts.ended:
        return frozenset(duties)
    if not facts.checks:
        duties.add(AlertDuty.CHECK_SENDER)
    if facts.undecided:
        duties.add(AlertDuty.DECIDE_PERSONS)
    if not facts.acknowledged:
        duties.add(AlertDuty.ACKNOWLEDGE)
    return frozenset(duties)


def is_open(facts: AlertFacts) -> bool:
    """Say whether the alert still concerns us: its sender looks on, or waits to be told."""
    return not facts.ended or (facts.found and not facts.told)


def why_sender_not_told(facts: AlertFacts) -> str | None:
    """Say why the sender cannot be told where the family is: never before a confirmed check."""
    if not facts.found:
        return "Record first that the family is found"
    if not is_confirmed(facts.checks):
        return "Check the sender first. Where a family is, is told to nobody who is not confirmed"
    return None


def why_day_refused(on: date, today: date) -> str | None:
    """Say why something cannot have been done on that day."""
    return "The day must be today or in the past" if on > today else None
