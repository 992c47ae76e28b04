"""Reads what the rules ask of many children's records, a batch at a time.

One question for each kind of fact, however many children. Of linked records the kept one
speaks with the facts of all. It reads only, and hands on no name and no line of an address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select

from lacrecords.children.ages import Birth, adult_from
from lacrecords.children.bulk import FactKind, model_of
from lacrecords.children.bulk_reading import current_rows
from lacrecords.children.linked import Records, records_of
from lacrecords.clocks import local_date
from lacrecords.currency.models import AddressConfirmation
from lacrecords.currency.shared_numbers import holds_on, sharing
from lacrecords.currency.sources import movements_of
from lacrecords.database import db
from lacrecords.rules.currency_record import (
    Address,
    LeadAssigned,
    LegalStatus,
    Number,
    OtherAuthority,
    RecordFacts,
    Review,
    Spell,
)
from lacrecords.staff.working_queries import Working
from lacrecords.terms import IdentifierScheme, RestrictionKind, WorkerState

Read = TypeVar("Read")
SPELL = ("from_on", "to_on")
OF_THE_START = frozenset({"initial", "transfer_in"})
_NOBODY = Working(WorkerState.NAME_ONLY)
_GONE = Working(WorkerState.LEFT)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One child's record, and whether all that may be said of it is who answers for it."""

    facts: RecordFacts
    sealed: bool


class _Birth(NamedTuple):
    born_on: date | None
    expected_on: date | None
    adult_from: date | None


class _Owner(NamedTuple):
    working: Working
    sealed: bool
    from_on: date | None
    to_on: date | None


def gather(
    record_ids: Iterable[int], on: date, staff: Mapping[int, Working]
) -> dict[int, Gathered]:
    """The records of these children as they stand on that day; linked ones with the kept one."""
    asked = tuple(record_ids)
    linked = records_of(asked)
    kept = sorted({linked[one].kept_id if one in linked else one for one in asked})
    return _Batch(kept, linked, on, staff).gathered()


class _Batch:
    """Everything that is said of some children, by kind of fact."""

    def __init__(
        self,
        kept: Sequence[int],
        linked: Mapping[int, Records],
        on: date,
        staff: Mapping[int, Working],
    ) -> None:
        self.kept = kept
        self.linked = {records.kept_id: records for records in linked.values()}
        self.on = on
        self.staff = staff
        others = [one for records in self.linked.values() for one in records.linked_ids]
        self.stretches = (kept, others)

    def gathered(self) -> dict[int, Gathered]:
        """Each child with what is said of them."""
        parts = self._parts()
        confirmed, moved = self._confirmed(), movements_of(self.kept)
        shared = sharing(self.kept, self.linked, self.on)
        births, deaths, owners = self._births(), self._deaths(), self._owners()
        found = {}
        for child_id in self.kept:
            birth = births.get(child_id, _NOT_KNOWN)
            owner = owners.get(child_id)
            facts = RecordFacts(
                on=self.on,
                born_on=birth.born_on,
                expected_on=birth.expected_on,
                adult_from=birth.adult_from,
                died_on=deaths.get(child_id),
                address_confirmed_on=confirmed.get(child_id),
                movements=None if moved is None else moved.get(child_id, ()),
                shares_nhs_number=child_id in shared,
                restriction_owner=owner.working.state if owner else None,
                owner_since=owner.working.since if owner else None,
                **{name: of_child.get(child_id, ()) for name, of_child in parts.items()},
            )
            found[child_id] = Gathered(facts, owner is not None and owner.sealed)
        return found

    def _parts(self) -> dict[str, dict[int, tuple[Any, ...]]]:
        lives_with = (*SPELL, "lives_with_child")
        review = ("review_kind", "due_on", "booked_on", "held_on")
        lead = (*SPELL, "account_id")
        place = (*SPELL, "address_type", "postcode", "recorded_at")
        status = (*SPELL, "looked_after", "placing_authority")
        other = (*SPELL, "authority", "telephone")
        number = (*SPELL, "scheme", "check_failed")
        return {
            "cases": self._of(FactKind.CASE, SPELL, _spell),
            "plans": self._of(FactKind.PLAN, SPELL, _spell),
            "reviews": self._of(FactKind.REVIEW, review, _review),
            "leads": self._of(FactKind.LEAD, lead, self._lead),
            "addresses": self._of(FactKind.ADDRESS, place, _address),
            "legal_statuses": self._of(FactKind.LEGAL_STATUS, status, _status),
            "other_authorities": self._of(FactKind.OTHER_AUTHORITY, other, _other),
            "numbers": self._of(FactKind.IDENTIFIER, number, self._number),
            "lives_with": self._of(FactKind.HOUSEHOLD, lives_with, _lives_with),
        }

    def _of(
        self, kind: FactKind, columns: tuple[str, ...], read: Callable[[Any], Read | None]
    ) -> dict[int, tuple[Read, ...]]:
        """The facts of one kind by child; of linked records the one whose word holds last."""
        found: dict[int, list[Read]] = defaultdict(list)
        for stretch in self.stretches:
            for row in current_rows(kind, columns, stretch):
                fact = read(row)
                if fact is not None:
                    found[row[0]].append(fact)
        for kept_id, records in self.linked.items():
            ordered = records.by_weight(str(model_of(kind).__tablename__))
            found[kept_id] = [fact for one in ordered for fact in found.get(one, ())]
        return {child_id: tuple(facts) for child_id, facts in found.items() if facts}

    def _lead(self, row: Any) -> LeadAssigned:
        _, from_on, to_on, account_id = row
        worker = _NOBODY if account_id is None else self.staff.get(account_id, _GONE)
        return LeadAssigned(worker.state, worker.since, from_on, to_on)

    def _number(self, row: Any) -> Number | None:
        """A number that the child has still; one that was taken away says nothing."""
        _, from_on, to_on, scheme, check_failed = row
        held = holds_on(from_on, to_on, self.on)
        return _BY_SCHEME[scheme, check_failed] if held else None

    def _births(self) -> dict[int, _Birth]:
        columns = ("born_on", "expected_on", "precision")
        return {
            child: rows[-1] for child, rows in self._of(FactKind.BIRTH, columns, _birth).items()
        }

    def _deaths(self) -> dict[int, date]:
        columns = (*SPELL, "recorded_at")
        return {child: rows[-1] for child, rows in self._of(FactKind.DEATH, columns, _died).items()}

    def _owners(self) -> dict[int, _Owner]:
        """Who answers for a restricted record: the one who cannot, where there is one."""
        columns = (*SPELL, "kind", "owner_id")
        found = {}
        for child_id, every in self._of(FactKind.RESTRICTION, columns, self._owner).items():
            held = [one for one in every if holds_on(one.from_on, one.to_on, self.on)]
            seals = [one for one in held if one.sealed]
            standing = seals or held
            if standing:
                left = [one for one in standing if one.working.state is WorkerState.LEFT]
                # The newest of one record answers for it; each linked record has its own.
                found[child_id] = left[-1] if left and child_id in self.linked else standing[-1]
        return found

    def _owner(self, row: Any) -> _Owner:
        _, from_on, to_on, kind, owner_id = row
        sealed = kind == RestrictionKind.SEALED_AT_ADOPTION.value
        return _Owner(self.staff.get(owner_id, _GONE), sealed, from_on, to_on)

    def _confirmed(self) -> dict[int, date]:
        columns = select(AddressConfirmation.child_id, AddressConfirmation.confirmed_on)
        of_record: dict[int, date] = {}
        for some in filter(None, self.stretches):
            rows = columns.where(AddressConfirmation.child_id.in_(some))
            for child_id, day in db.session.execute(rows):
                of_record[child_id] = max(day, of_record.get(child_id, day))
        for kept_id, records in self.linked.items():
            days = [of_record[one] for one in records.ids if one in of_record]
            if days:
                of_record[kept_id] = max(days)
        return of_record


_NOT_KNOWN = _Birth(None, None, None)


def _spell(row: Any) -> Spell:
    return Spell(row[1], row[2])


def _lives_with(row: Any) -> Spell | None:
    return Spell(row[1], row[2]) if row[3] else None


def _review(row: Any) -> Review:
    _, kind, due_on, booked_on, held_on = row
    return Review(kind in OF_THE_START, due_on, booked_on, held_on)


def _address(row: Any) -> Address:
    _, from_on, to_on, address_type, postcode, recorded_at = row
    district = postcode.rpartition(" ")[0]
    return Address(address_type, district, recorded_at.date(), from_on, to_on)


def _status(row: Any) -> LegalStatus:
    _, from_on, to_on, looked_after, placing_authority = row
    return LegalStatus(looked_after, bool(placing_authority), from_on, to_on)


def _other(row: Any) -> OtherAuthority:
    _, from_on, to_on, authority, telephone = row
    return OtherAuthority(bool(authority and telephone), from_on, to_on)


_BY_SCHEME = {
    (scheme, failed): Number(scheme, failed)
    for scheme in IdentifierScheme
    for failed in (False, True)
}


def _birth(row: Any) -> _Birth:
    _, born_on, expected_on, precision = row
    return _Birth(born_on, expected_on, adult_from(Birth(born_on, expected_on, precision)))


def _died(row: Any) -> date | None:
    _, from_on, _to_on, recorded_at = row
    day: date = from_on or local_date(recorded_at)
    return day


def batches(ids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    """The numbers in lots."""
    for start in range(0, len(ids), most):
        yield ids[start : start + most]
