"""Which version of a text of guidance applies on a day, and what may be proposed or agreed.

A version applies from its day until the next one's day. Of two versions from the same day the
one agreed later applies. An end is a version after whose day nothing applies. Every day is a
day on the council's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """A version: its number in the order of being agreed, its day, and whether it is an end."""

    @property
    def number(self) -> int:
        """Its place among the versions of the text, from 1."""
        ...

    @property
    def from_on(self) -> date:
        """The day from which it applies."""
        ...

    @property
    def ends(self) -> bool:
        """Whether the text no longer applies from that day."""
        ...


Version = TypeVar("Version", bound=Dated)


@dataclass(frozen=True, slots=True)
class Period(Generic[Version]):
    """The days on which a version applies; `to_on` is the first on which it applies no more."""

    version: Version
    from_on: date
    to_on: date | None

    @property
    def last_on(self) -> date | None:
        """The last day on which it applies; None: it goes on."""
        return None if self.to_on is None else self.to_on - timedelta(days=1)


def periods(versions: Iterable[Version]) -> tuple[Period[Version], ...]:
    """The days of each version that applies on any, in order; days after an end have none."""
    newest: dict[date, Version] = {}
    for one in sorted(versions, key=lambda each: each.number):
        newest[one.from_on] = one
    days = sorted(newest)
    nexts = [*days[1:], None]
    return tuple(
        Period(newest[day], day, following)
        for day, following in zip(days, nexts, strict=True)
        if not newest[day].ends
    )


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The version that applies on this day; None: the text does not apply then."""
    begun = [one for one in versions if one.from_on <= day]
    newest = max(begun, key=lambda one: (one.from_on, one.number), default=None)
    return None if newest is None or newest.ends else newest


LONGEST_AHEAD_DAYS = 730
"""Nobody plans a text further ahead; a day beyond is a slip of the pen."""


def why_day_refused(from_on: date, today: date, *, corrects_record: bool) -> str:
    """Why a version may not begin on this day; empty: it may.

    What applied in the past is changed only as a correction of the record, marked as one, so
    that nobody finds other guidance for a day than what was shown on it and does not learn why.
    """
    if corrects_record and from_on >= today:
        return "A correction of the record begins on a day in the past"
    if not corrects_record and from_on < today:
        return "Enter today or a later day, or mark it as a correction of the record"
    if (from_on - today).days > LONGEST_AHEAD_DAYS:
        return "Enter a day within the next two years"
    return ""


def why_review_refused(review_on: date | None, from_on: date, today: date, latest: date) -> str:
    """Why an agreement may not be looked at again on this day; empty: it may."""
    if review_on is None:
        return "Enter the day on which the agreement is looked at again"
    if review_on <= max(from_on, today):
        return "The review day must be after today and after the day it applies from"
    if review_on > latest:
        return f"The review day must be no later than {latest:%-d %B %Y}"
    return ""


def why_decision_refused(
    *, may_decide: bool, own_proposal: bool, decided: bool, agrees: bool, overtaken: bool
) -> str:
    """Why this person may not give this answer to a proposal; empty: they may.

    A proposal made before another change was agreed says something of a text that is no longer
    what its author read: it can be refused, and proposed anew, and never be agreed to.
    """
    if own_proposal or not may_decide:
        return "Somebody else must decide: the designated manager or the Caldicott Guardian"
    if decided:
        return "It was decided meanwhile"
    if agrees and overtaken:
        return (
            "Another change of this text was agreed after this was proposed. Select no, and have"
            " it proposed again"
        )
    return ""


def review_due_on(
    applied: Iterable[Period[Version]], review_on_of: dict[int, date | None], today: date
) -> date | None:
    """The review day of the last version of a text that goes on, where it has come."""
    last = max(applied, key=lambda one: one.from_on, default=None)
    if last is None or last.to_on is not None:
        return None
    due = review_on_of.get(last.version.number)
    return due if due is not None and due <= today else None
