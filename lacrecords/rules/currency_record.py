"""What the rules of currency ask of one child's record, as it stands on one day.

Frozen, read beforehand and passed in. It holds no name and no address: an address is
only its kind, its days and the first half of its postcode.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from lacrecords.terms import AddressType, IdentifierScheme, WorkerState


class Dated(Protocol):
    """Something that holds from a day (none: not recorded) until a day (none: still)."""

    @property
    def from_on(self) -> date | None:
        """Its first day."""
        ...

    @property
    def to_on(self) -> date | None:
        """The day on which it had ended."""
        ...


AnyDated = TypeVar("AnyDated", bound=Dated)


class Spell(NamedTuple):
    """A case, a plan, or somebody who lives with the child."""

    from_on: date | None = None
    to_on: date | None = None


class Review(NamedTuple):
    """A conference or review of a plan."""

    of_the_start: bool = False
    """The conference that the plan comes from: initial or transfer-in."""
    due_on: date | None = None
    booked_on: date | None = None
    held_on: date | None = None


class LeadAssigned(NamedTuple):
    """Somebody leads for the child."""

    worker: WorkerState
    since: date | None = None
    """The day on which the worker left or went away."""
    from_on: date | None = None
    to_on: date | None = None


class Address(NamedTuple):
    """Where the child lives or lived."""

    address_type: AddressType
    district: str
    """The first half of the postcode; empty: not recorded."""
    recorded_on: date
    from_on: date | None = None
    to_on: date | None = None


class LegalStatus(NamedTuple):
    """Whether and by whom the child is looked after."""

    looked_after: bool
    placed_by_another: bool = False
    from_on: date | None = None
    to_on: date | None = None


class OtherAuthority(NamedTuple):
    """Another authority has a plan for the child or has placed the child."""

    can_be_named: bool
    from_on: date | None = None
    to_on: date | None = None


class Move(NamedTuple):
    """A movement of the child into the area or out of it."""

    moved_on: date
    is_open: bool = True
    notice_sent_on: date | None = None
    """The day on which we gave the other authority written notice."""
    notice_until: date | None = None
    """The last day on which a notice of ours that is waited for is in time; None: none is."""


class Number(NamedTuple):
    """A number that somebody gave the child."""

    scheme: IdentifierScheme
    check_failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyFigures:
    """This authority's own figures."""

    first_review_months: int
    later_review_months: int
    review_booked_days: int
    """How long before it is due a review must be booked."""
    address_confirmed_months: int
    expected_date_days: int
    """How long after the expected date a birth may still be unrecorded."""
    movement_days: int
    """A movement recorded at most so long before an address begins is of this address."""
    own_districts: frozenset[str]
    """First halves of the postcodes in the authority's area; none: nobody can say."""


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """One child's record on one day."""

    on: date
    cases: tuple[Spell, ...] = ()
    plans: tuple[Spell, ...] = ()
    reviews: tuple[Review, ...] = ()
    leads: tuple[LeadAssigned, ...] = ()
    addresses: tuple[Address, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    other_authorities: tuple[OtherAuthority, ...] = ()
    numbers: tuple[Number, ...] = ()
    lives_with: tuple[Spell, ...] = ()
    born_on: date | None = None
    expected_on: date | None = None
    adult_from: date | None = None
    died_on: date | None = None
    address_confirmed_on: date | None = None
    movements: tuple[Move, ...] | None = None
    """The movements that were recorded; None: nobody keeps them."""
    shares_nhs_number: bool = False
    restriction_owner: WorkerState | None = None
    """Whether the owner can be reached; None: the record is not restricted."""
    owner_since: date | None = None

    @cached_property
    def open_plans(self) -> tuple[Spell, ...]:
        """The plans in force."""
        return self.in_force(self.plans)

    @cached_property
    def open_cases(self) -> tuple[Spell, ...]:
        """The cases in force."""
        return self.in_force(self.cases)

    @cached_property
    def looked_after(self) -> tuple[LegalStatus, ...]:
        """The legal statuses in force by which the child is looked after."""
        held = self.in_force(self.legal_statuses)
        return tuple(status for status in held if status.looked_after)

    @cached_property
    def homes(self) -> tuple[Address, ...]:
        """The addresses in force."""
        return self.in_force(self.addresses)

    @cached_property
    def is_living(self) -> bool:
        """Whether no death is recorded by that day."""
        return self.died_on is None or self.died_on > self.on

    @cached_property
    def is_worked_with(self) -> bool:
        """Whether the child lives, and a case or plan is open or the child is looked after."""
        return self.is_living and bool(self.open_cases or self.open_plans or self.looked_after)

    def in_force(self, facts: tuple[AnyDated, ...]) -> tuple[AnyDated, ...]:
        """Those that hold on the day; an end on the day itself is an end."""
        if not facts:
            return ()
        return tuple(
            fact
            for fact in facts
            if (fact.from_on is None or fact.from_on <= self.on)
            and (fact.to_on is None or fact.to_on > self.on)
        )


class Found(NamedTuple):
    """The rule speaks; since which day, where that can be known."""

    since: date | None = None


def latest(days: Iterable[date | None]) -> date | None:
    """The last of these days that are known."""
    known = [day for day in days if day is not None]
    return max(known) if known else None
