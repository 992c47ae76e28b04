"""Suitability checks: what is missing, what may be searched, what may be sent, and the clock.

Somebody asks us to check a person who would work with or care for children. Source: the
council's procedure, "Managing and providing information about a child" (the designated
manager manages requests for checks to be made); product, C4. Pure: the moment and every
figure are handed in. What the answer says, word for word, is in `suitability_words`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lacrecords.rules.deadlines import anniversary
from lacrecords.terms import (
    CheckClock,
    CheckResult,
    ConsentGiver,
    MissingPart,
    VerificationMethod,
    VerificationOutcome,
)

SIGNS_FOR_THEMSELVES_FROM = 16
ONE_DAY = timedelta(days=1)
METHODS = (VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL)
"""The checks of a requester that count: both rest on the agency directory, never on what was
given. A document or a voice proves no agency, and the answer goes to an agency."""

BEFORE_SEARCHING = frozenset(
    {
        MissingPart.CONSENT,
        MissingPart.NAME,
        MissingPart.BIRTH,
        MissingPart.ADDRESSES,
        MissingPart.GAP_EXPLANATION,
    }
)
WAITS_FOR_OTHERS = frozenset({MissingPart.REQUESTER_CHECK}) | BEFORE_SEARCHING


@dataclass(frozen=True, slots=True)
class Lived:
    """Where somebody lived: from that day to that day, both among them; no end: still there."""

    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days for which no address was given, both among them."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.to_on - self.from_on).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """How far the request has come for one person who is checked."""

    consent_seen: bool
    name_given: bool
    birth_given: bool
    addresses_given: bool
    gap_open: bool  # a gap in the addresses that nobody has explained
    searched: bool  # with what is recorded now
    register_changed: bool  # since then: it holds somebody else, or more of whoever came up
    candidates_undecided: bool
    closed_records_unanswered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """How far a request has come."""

    requester_confirmed: bool
    ended: bool
    people: tuple[PersonFacts, ...]


def counts_as_check(method: VerificationMethod, outcome: VerificationOutcome) -> bool:
    """Say whether this check shows that the requester is who they say. Source: product, C4.

    The requester is checked like an enquirer: rung back on a number of the agency directory,
    or written to at an address of it. Nothing else proves the agency that asks.
    """
    return outcome is VerificationOutcome.CONFIRMED and method in METHODS


def who_signs(births: Collection[date], signed_on: date) -> ConsentGiver:
    """Say who must sign the consent. Source: domain, section 4 (16 and over sign for themselves).

    A person under 16 is signed for by somebody with parental responsibility. Where several
    dates of birth are given, the youngest counts: it asks for the more careful signature.
    """
    if not births:
        return ConsentGiver.THE_PERSON
    of_age = anniversary(max(births), SIGNS_FOR_THEMSELVES_FROM)
    young = signed_on < of_age
    return ConsentGiver.PARENTAL_RESPONSIBILITY if young else ConsentGiver.THE_PERSON


def missing_of_person(facts: PersonFacts) -> tuple[MissingPart, ...]:
    """List what is missing for one person, in the order in which it is asked for.

    Where no address was given at all, the addresses are asked for and no gap is.
    What comes after the search is missing only where the search may be run: nobody is asked
    to decide on what was never looked for. What a search said of the register holds until the
    register holds more: then it is searched again before anything else.
    """
    given = (
        (MissingPart.CONSENT, facts.consent_seen),
        (MissingPart.NAME, facts.name_given),
        (MissingPart.BIRTH, facts.birth_given),
        (MissingPart.ADDRESSES, facts.addresses_given),
        (MissingPart.GAP_EXPLANATION, not (facts.gap_open and facts.addresses_given)),
    )
    before = tuple(part for part, there in given if not there)
    if before:
        return before
    if not facts.searched:
        return (MissingPart.SEARCH,)
    if facts.register_changed:
        return (MissingPart.SEARCH_AGAIN,)
    after = (
        (MissingPart.DECISIONS, facts.candidates_undecided),
        (MissingPart.CLOSED_RECORDS, facts.closed_records_unanswered),
    )
    return tuple(part for part, waits in after if waits)


def missing(facts: RequestFacts) -> tuple[MissingPart, ...]:
    """List what the request lacks before it can be answered, each once, in order."""
    found = {part for person in facts.people for part in missing_of_person(person)}
    if not facts.requester_confirmed:
        found.add(MissingPart.REQUESTER_CHECK)
    return tuple(part for part in MissingPart if part in found)


def may_search(facts: PersonFacts, *, ended: bool) -> bool:
    """Say whether the register may be searched for this person. Source: product, C4.

    Without a consent that was seen nobody is looked for; nor without a name, a date of birth
    and the addresses of the years asked for, because a search of half a description proves
    nothing. An ended request is searched no more.
    """
    return not ended and not BEFORE_SEARCHING & set(missing_of_person(facts))


def may_decide_result(facts: RequestFacts) -> bool:
    """Say whether a result may be decided: every person searched, every candidate decided.

    The check of the requester is not needed for the decision, only for the answer: what we
    find about danger to a child is not left lying because a requester cannot be reached.
    """
    left = set(missing(facts)) - {MissingPart.REQUESTER_CHECK}
    return not facts.ended and bool(facts.people) and not left


def results_that_fit(
    *, known: bool, cannot_tell: bool, closed_record_speaks: bool
) -> frozenset[CheckResult]:
    """Give the results that may be chosen. Source: product, C4.

    Where somebody of the register was decided to be the person, "nothing known to share" stays
    a decision of the designated manager: that somebody is a parent is no information about
    danger. Where nobody can tell whether it is the person, or a record closed to the manager
    holds something, it would be untrue, and more must be done first. Nothing can be shared or
    referred where nobody was found.
    """
    found = known or cannot_tell or closed_record_speaks
    fit = {CheckResult.INFORMATION, CheckResult.REFER_ALLEGATION} if found else set()
    if not (cannot_tell or closed_record_speaks):
        fit.add(CheckResult.NOTHING_KNOWN)
    return frozenset(fit)


def may_send(facts: RequestFacts, result: CheckResult | None) -> bool:
    """Say whether the answer may go to the requester. Source: product, A1 and C4.

    Only after a confirmed check of the requester, with every consent still standing, and while
    the register holds no more than the searches found on which the result rests. Only
    "nothing known to share" is sent from here: information goes by an information-sharing
    decision, and what is referred waits for the designated officer.
    """
    return result is CheckResult.NOTHING_KNOWN and not facts.ended and not missing(facts)


def clock_of(
    now: datetime,
    *,
    half_at: datetime,
    warning_at: datetime,
    due_at: datetime,
    director_at: datetime,
    stopped: bool,
) -> CheckClock:
    """Say where the clock stands. Source: domain, finding 11 (sixteen weeks were found a fault).

    It runs from receipt and waits for nobody: the days on which we waited for a consent or an
    address are shown beside it and never taken off. It stops when the answer has gone, or the
    request has ended.
    """
    if stopped:
        return CheckClock.STOPPED
    reached = (
        (CheckClock.WITH_DIRECTOR, director_at),
        (CheckClock.OVERDUE, due_at),
        (CheckClock.ENDS_SOON, warning_at),
        (CheckClock.HALF_GONE, half_at),
    )
    return next((state for state, at in reached if now >= at), CheckClock.IN_TIME)


def address_window(received_on: date, births: Collection[date], years: int) -> tuple[date, date]:
    """Give the days for which addresses are asked: so many years, or a whole shorter life."""
    first = anniversary(received_on, -years)
    born = min(births) if births else first
    return max(first, min(born, received_on)), received_on


def gaps(lived: Iterable[Lived], window: tuple[date, date], shortest_days: int) -> tuple[Gap, ...]:
    """List the gaps in the addresses of these days, in order; the shorter ones are not asked about.

    A move from one day to the next leaves no gap.
    """
    first, last = window
    found: list[Gap] = []
    covered_to = first - ONE_DAY
    for one in sorted(lived, key=lambda each: each.from_on):
        found.append(Gap(covered_to + ONE_DAY, min(one.from_on - ONE_DAY, last)))
        covered_to = max(covered_to, one.to_on or last)
    found.append(Gap(covered_to + ONE_DAY, last))
    # Where one address follows on another, what lies between has no day.
    return tuple(gap for gap in found if gap.days >= shortest_days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A time in which the request could not go on without others; no end: it waits still."""

    from_at: datetime
    to_at: datetime | None
    parts: frozenset[MissingPart]


def waiting_times(
    steps: Sequence[tuple[datetime, frozenset[MissingPart]]], until: datetime | None
) -> tuple[Waiting, ...]:
    """Give the times of waiting for others, from what was missing after each step, in order.

    They are shown beside the clock and change nothing on it. `until` is the moment the
    request was answered or ended; none: it is open.
    """
    found: list[Waiting] = []
    for place, (at, parts) in enumerate(steps):
        waits = parts & WAITS_FOR_OTHERS
        ends = steps[place + 1][0] if place + 1 < len(steps) else until
        if not waits:
            continue
        if found and found[-1].parts == waits and found[-1].to_at == at:
            found[-1] = Waiting(found[-1].from_at, ends, waits)
        else:
            found.append(Waiting(at, ends, waits))
    return tuple(found)
