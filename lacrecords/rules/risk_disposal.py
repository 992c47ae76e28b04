"""Destroying what was written down of a person who may pose a risk: who, when, and when never.

Pure predicates. Source: the data protection principle of storage limitation (UK GDPR, article
5(1)(e)); that two people do it and how long it is kept are the council's own settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.rules.deadlines import months_later
from lacrecords.rules.risk import STANDING_ROLES
from lacrecords.terms import RiskDisposalAnswer, Role

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalFacts:
    """What bears on destroying one notification."""

    removed_on: date | None
    """The day two people took it off; None: it stands."""
    held: bool
    """Somebody holds it, such as for a court."""
    being_written_again: bool
    """A notification that is half written down names the person."""
    waits: bool
    """It was asked for already, and nobody has decided."""


def disposal_due_on(removed_on: date, years: int) -> date:
    """Give the first day on which it may be destroyed, counted from the day it was taken off."""
    return months_later(removed_on, years * MONTHS)


def why_not_destroyed(facts: DisposalFacts, years: int, today: date) -> str | None:
    """Say why a notification must not be destroyed today; None: it may be."""
    if facts.removed_on is None:
        return "Only a notification that two people took off can be destroyed"
    due_on = disposal_due_on(facts.removed_on, years)
    if today < due_on:
        return f"It is kept until {due_on:%-d %B %Y}"
    if facts.held:
        return "It is held. The hold must be lifted first"
    if facts.being_written_again:
        return "A notification that is half written down names this person. See to that first"
    return None


def why_not_asked(role: Role | None, facts: DisposalFacts, years: int, today: date) -> str | None:
    """Say why this person cannot ask for it: only the designated manager asks, and once."""
    if role is not Role.DESIGNATED_MANAGER:
        return "Only the designated manager asks for it"
    if facts.waits:
        return "It was asked for already. A second person decides"
    return why_not_destroyed(facts, years, today)


def may_decide_disposal(role: Role | None, *, own_request: bool) -> bool:
    """Say whether this person decides: another one of those who answer for these notifications."""
    return role in STANDING_ROLES and not own_request


def is_destroyed_by(answer: RiskDisposalAnswer) -> bool:
    """Say whether it goes now: by the one answer that says so."""
    return answer is RiskDisposalAnswer.AGREED


def may_hold(role: Role | None) -> bool:
    """Say whether this person may hold a notification, whether or not it was taken off."""
    return role in STANDING_ROLES


def may_lift_hold(role: Role | None, *, own_hold: bool) -> bool:
    """Say whether this person may lift it: not whoever holds it, but another."""
    return role in STANDING_ROLES and not own_hold


def holds_person(*, in_household: bool, other_notification: bool, found_in_check: bool) -> bool:
    """Say whether something else holds the person, so that their name and addresses stay.

    An adult in a child's life, one of whom another notification speaks, or one who was found to
    be, or perhaps to be, the person of a suitability check: each has a retention of its own.
    """
    return in_household or other_notification or found_in_check
