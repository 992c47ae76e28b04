"""The law's clock for people's request for their own information, and who may be given it. Pure.

The clock: one calendar month from the day the request reached us, or from the day who asks was
shown where we asked for that without delay; two months more for a complex request, told with
reasons within the first month; days in which we wait for a clarification are added. A last day
on which the office is shut is put off to the next working day. Sources: UK GDPR articles 12 and
15; Data Protection Act 2018, section 54 and schedules 2 and 3; the commissioner's guidance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.rules.deadlines import anniversary, months_later
from lacrecords.terms import (
    AccessClock,
    AccessEnd,
    AccessStep,
    AsksAs,
    Entitlement,
    HarmAnswer,
)

ONE_DAY = timedelta(days=1)
PRESUMED_TO_UNDERSTAND, PRESUMED_COMPETENT, ADULT = 13, 16, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFigures:
    """The council's figures for the clock; the first two are the law's own."""

    months: int
    extension_months: int
    ask_identity_days: int
    warning_days: int
    director_days: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Days in which a clarification was waited for; `to_on` None: it is waited for still."""

    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDays:
    """The days on which the clock of one request depends."""

    received_on: date
    asked_to_show_on: date | None
    shown_on: date | None
    pauses: tuple[Pause, ...] = ()
    extended: bool = False


def begins_on(days: RequestDays, figures: ClockFigures) -> date | None:
    """The day from which the month counts; None: it has not begun, who asks is still to be shown.

    Where we were slow to ask for proof, the month counts from receipt all the same.
    """
    asked = days.asked_to_show_on
    if asked is None or asked > days.received_on + figures.ask_identity_days * ONE_DAY:
        return days.received_on
    if days.shown_on is None:
        return None
    return max(days.shown_on, days.received_on)


def paused_days(pauses: tuple[Pause, ...]) -> int:
    """Whole days waited for clarifications that came in, each day once."""
    waited: set[date] = set()
    for one in pauses:
        if one.to_on is not None:
            span = (one.to_on - one.from_on).days
            waited.update(one.from_on + number * ONE_DAY for number in range(span))
    return len(waited)


def is_paused(days: RequestDays) -> bool:
    """Whether a clarification is waited for."""
    return any(one.to_on is None for one in days.pauses)


def first_month_ends_on(days: RequestDays, figures: ClockFigures) -> date | None:
    """The last day on which an extension may be told; None: the clock has not begun."""
    begun = begins_on(days, figures)
    if begun is None:
        return None
    return months_later(begun, figures.months) + paused_days(days.pauses) * ONE_DAY


def due_on(
    days: RequestDays, figures: ClockFigures, is_working_day: Callable[[date], bool]
) -> date | None:
    """The last day for the answer; None while the clock has not begun or is stopped."""
    begun = begins_on(days, figures)
    if begun is None or is_paused(days):
        return None
    months = figures.months + (figures.extension_months if days.extended else 0)
    last = months_later(begun, months) + paused_days(days.pauses) * ONE_DAY
    while not is_working_day(last):
        last += ONE_DAY
    return last


def clock_of(
    days: RequestDays, due: date | None, figures: ClockFigures, today: date, *, stopped: bool
) -> AccessClock:
    """Where the clock stands today; on the last day itself it is not late."""
    if stopped:
        return AccessClock.STOPPED
    if begins_on(days, figures) is None:
        return AccessClock.NOT_BEGUN
    if due is None:
        return AccessClock.PAUSED
    if today > due + figures.director_days * ONE_DAY:
        return AccessClock.WITH_DIRECTOR
    if today > due:
        return AccessClock.OVERDUE
    if today >= due - figures.warning_days * ONE_DAY:
        return AccessClock.ENDS_SOON
    return AccessClock.IN_TIME


def age_on(born_on: date, on: date) -> int:
    """Whole years on that day; born on 29 February attains them on 1 March."""
    years = on.year - born_on.year
    return years if on >= anniversary(born_on, years) else years - 1


def still_counts(born_on: date, said_on: date, today: date) -> bool:
    """Whether what somebody said then still speaks for them: not over a 16th or 18th birthday."""
    return _stage(age_on(born_on, said_on)) == _stage(age_on(born_on, today))


def _stage(age: int) -> int:
    return (age >= PRESUMED_COMPETENT) + (age >= ADULT)


def entitlement(
    asks_as: AsksAs, age: int | None, understands: bool | None, consents: bool | None
) -> Entitlement:
    """Whether whoever asks may be given it today, by the age that the person has today.

    Somebody who asks for themselves needs nothing more. A child of 13 or over is presumed to
    understand; under 13 their understanding is considered. Whoever asks for a child needs that
    child's own consent where the child understands, and always from 16; so does whoever asks
    for an adult: the day counts on which it is released, not the day on which it was asked.
    """
    if asks_as is AsksAs.THEMSELVES:
        return Entitlement.MAY_BE_GIVEN
    if age is None:
        return Entitlement.AGE_NOT_KNOWN
    if asks_as is AsksAs.CHILD:
        return _child_asks(age, understands)
    if age < PRESUMED_COMPETENT and not _understands(age, understands):
        return Entitlement.MAY_BE_GIVEN
    if consents is None:
        return Entitlement.CONSENT_NEEDED
    return Entitlement.MAY_BE_GIVEN if consents else Entitlement.CONSENT_REFUSED


def _understands(age: int, considered: bool | None) -> bool:
    return age >= PRESUMED_TO_UNDERSTAND if considered is None else considered


def _child_asks(age: int, understands: bool | None) -> Entitlement:
    if age >= PRESUMED_COMPETENT or _understands(age, understands):
        return Entitlement.MAY_BE_GIVEN
    if understands is None:
        return Entitlement.CONSIDER_UNDERSTANDING
    return Entitlement.DOES_NOT_UNDERSTAND


def needs_authority(asks_as: AsksAs) -> bool:
    """Whether the right to ask for another person must be shown as well."""
    return asks_as in (AsksAs.PARENTAL_RESPONSIBILITY, AsksAs.REPRESENTATIVE)


def needs_second_person(ended_as: AccessEnd) -> bool:
    """Whether another person must agree to this end: to every one but the asker's own."""
    return ended_as is not AccessEnd.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """Everything on which it depends how far a request has come."""

    identity_shown: bool
    authority_shown: bool
    entitlement: Entitlement
    paused: bool
    searched: bool
    undecided: bool
    part_said: bool
    pack_is_current: bool
    marks_undecided: bool
    pictures_left: bool
    harm: HarmAnswer | None
    harm_pages_left: bool
    owners_had_their_time: bool
    asked: bool
    released: bool
    document_made: bool
    delivered: bool


_BEFORE_ENTITLED: dict[Entitlement, tuple[AccessStep, ...]] = {
    Entitlement.MAY_BE_GIVEN: (),
    Entitlement.CONSIDER_UNDERSTANDING: (AccessStep.UNDERSTANDING,),
    Entitlement.DOES_NOT_UNDERSTAND: (AccessStep.OWN_REQUEST,),
    Entitlement.CONSENT_NEEDED: (AccessStep.CONSENT,),
    Entitlement.CONSENT_REFUSED: (AccessStep.OWN_REQUEST,),
    Entitlement.AGE_NOT_KNOWN: (AccessStep.UNDERSTANDING,),
}


def missing(facts: ReleaseFacts) -> tuple[AccessStep, ...]:
    """What stands between the request and its release, in order; nothing: it may be released."""
    wanted = (
        (AccessStep.IDENTITY, not facts.identity_shown),
        (AccessStep.AUTHORITY, not facts.authority_shown),
        *((step, True) for step in _BEFORE_ENTITLED[facts.entitlement]),
        (AccessStep.CLARIFICATION, facts.paused),
        (AccessStep.SEARCH, not facts.searched),
        (AccessStep.DECISIONS, facts.undecided),
        (AccessStep.SCOPE, not facts.part_said),
        (AccessStep.PACK, not facts.pack_is_current),
        (AccessStep.MARKS, facts.marks_undecided),
        (AccessStep.PICTURES, facts.pictures_left),
        (AccessStep.HARM, facts.harm is None),
        (AccessStep.HARM_REFUSES, facts.harm is HarmAnswer.LIKELY_AS_A_WHOLE),
        (AccessStep.HARM_PAGES, facts.harm_pages_left),
        (AccessStep.CLOSED_RECORDS, not facts.owners_had_their_time),
    )
    return tuple(step for step, is_missing in wanted if is_missing)


def next_step(facts: ReleaseFacts) -> AccessStep | None:
    """What is to be done next; None: everything is done."""
    if not facts.released:
        left = missing(facts)
        if left:
            return left[0]
        return AccessStep.RELEASE if facts.asked else AccessStep.ASK_RELEASE
    if not facts.document_made:
        return AccessStep.DOCUMENT
    return None if facts.delivered else AccessStep.DELIVERY
