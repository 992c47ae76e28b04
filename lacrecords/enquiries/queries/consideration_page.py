"""One child in need consideration, with all that the manager needs to decide from one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.queries import CandidateCard
from lacrecords.clocks import local_date, working_hours
from lacrecords.database import db
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.queries.weighed import WeighedEnquiry, weighed_enquiry
from lacrecords.enquiries.unknown_models import Consideration, ConsiderationEnquiry
from lacrecords.matching.address_search import same_address_ids
from lacrecords.matching.forms import AddressForm
from lacrecords.notifications.queries import TaskState, task_state
from lacrecords.procedure import Procedure
from lacrecords.staff import queries as staff
from lacrecords.terms import REFERRALS, ConsiderationOutcome
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class KnownThere:
    """A child of the register at an address that was given."""

    card: CandidateCard
    why: str
    on_plan: bool


@dataclass(frozen=True, slots=True)
class AddressGiven:
    """An address as it was given, in which enquiries, and who else is known there."""

    words: str
    enquiry_references: tuple[str, ...]
    known_there: tuple[KnownThere, ...]


@dataclass(frozen=True, slots=True)
class EarlierConsideration:
    """An earlier consideration of the same not-known child, and how it ended."""

    reference: str
    closed_at: datetime
    closed_by_name: str
    outcome_words: str
    reasons: str


@dataclass(frozen=True, slots=True)
class WorkingClock:
    """The clock in office hours: how long there was, and how much is left or over."""

    given_minutes: int
    used_minutes: int

    @property
    def left_words(self) -> str:
        """What is left of it, or by how much it is late."""
        left = self.given_minutes - self.used_minutes
        return f"{_hours(left)} left" if left >= 0 else f"{_hours(-left)} late"

    @property
    def given_words(self) -> str:
        """How long there was."""
        return _hours(self.given_minutes)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} working hour{'' if hours == 1 else 's'}"] if hours else []
    parts += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest or not hours else []
    return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsiderationPage:
    """One consideration with every enquiry it weighs."""

    id: int
    reference: str
    opened_at: datetime
    due_at: datetime
    is_late: bool
    clock: WorkingClock
    enquiries: tuple[WeighedEnquiry, ...]
    addresses: tuple[AddressGiven, ...]
    earlier: tuple[EarlierConsideration, ...]
    closed_at: datetime | None
    closed_by_name: str
    outcome: ConsiderationOutcome | None
    outcome_words: str
    reasons: str
    note: str
    task_id: int | None
    acting: TaskState | None

    @property
    def is_referral(self) -> bool:
        """Whether somebody is to act."""
        return self.outcome in REFERRALS


def consideration_page(
    reference: str, account_id: int | None, procedure: Procedure, now: datetime
) -> ConsiderationPage | None:
    """The page of one consideration, for a reader."""
    row = db.session.scalar(
        select(Consideration).where(Consideration.reference == reference.upper())
    )
    if row is None:
        return None
    joined = _joined(row.id)
    names = staff.names_for([row.closed_by] if row.closed_by else [])
    weighed = tuple(weighed_enquiry(child, account_id, now) for child in joined)
    references = {one.child.id: one.enquiry_reference for one in weighed}
    return ConsiderationPage(
        id=row.id,
        reference=row.reference,
        opened_at=row.opened_at,
        due_at=row.due_at,
        is_late=row.closed_at is None and row.due_at < now,
        clock=_clock(row, procedure, now),
        enquiries=weighed,
        addresses=_addresses(joined, references, account_id, now),
        earlier=_earlier(row),
        closed_at=row.closed_at,
        closed_by_name=names.get(row.closed_by or "", ""),
        outcome=row.outcome,
        outcome_words=words(row.outcome) if row.outcome else "",
        reasons=row.reasons or "",
        note=row.note or "",
        task_id=row.task_id,
        acting=task_state(row.task_id) if row.task_id else None,
    )


def _clock(row: Consideration, procedure: Procedure, now: datetime) -> WorkingClock:
    hours = working_hours(procedure)
    return WorkingClock(
        hours.working_minutes(row.opened_at, row.due_at),
        hours.working_minutes(row.opened_at, row.closed_at or now),
    )


def _joined(consideration_id: int) -> list[EnquiredChild]:
    return list(
        db.session.scalars(
            select(EnquiredChild)
            .join(ConsiderationEnquiry, ConsiderationEnquiry.enquired_child_id == EnquiredChild.id)
            .where(ConsiderationEnquiry.consideration_id == consideration_id)
            .order_by(EnquiredChild.id)
        )
    )


def _addresses(
    joined: list[EnquiredChild], references: dict[int, str], account_id: int | None, now: datetime
) -> tuple[AddressGiven, ...]:
    """Every address that was given, once, with the children of the register known there today."""
    given: dict[AddressForm, list[EnquiredChild]] = {}
    for child in joined:
        for address in described_form(child, local_date(now)).addresses:
            given.setdefault(address, []).append(child)
    return tuple(
        AddressGiven(
            ", ".join(part for part in (address.line1, address.town, address.postcode) if part),
            tuple(references[child.id] for child in those),
            _known_at(address, account_id, now),
        )
        for address, those in given.items()
    )


def _known_at(
    address: AddressForm, account_id: int | None, now: datetime
) -> tuple[KnownThere, ...]:
    today = local_date(now)
    there = same_address_ids(db.session(), (address,), today)
    ids = [one.subject_id for one in there]
    seen = set(ids) - children.hidden_ids(ids, account_id, today)
    cards, planned = (
        children.candidate_cards(seen, account_id, today),
        children.on_plan(seen, today),
    )
    return tuple(
        KnownThere(cards[one.subject_id], one.why, one.subject_id in planned)
        for one in there
        if one.subject_id in cards
    )


def _earlier(row: Consideration) -> tuple[EarlierConsideration, ...]:
    found = db.session.scalars(
        select(Consideration)
        .where(
            Consideration.unknown_child_id == row.unknown_child_id,
            Consideration.id < row.id,
            Consideration.closed_at.is_not(None),
        )
        .order_by(Consideration.id.desc())
    ).all()
    names = staff.names_for({one.closed_by for one in found if one.closed_by})
    return tuple(
        EarlierConsideration(
            one.reference,
            one.closed_at,
            names.get(one.closed_by or "", ""),
            words(one.outcome) if one.outcome else "",
            one.reasons or "",
        )
        for one in found
        if one.closed_at is not None
    )
