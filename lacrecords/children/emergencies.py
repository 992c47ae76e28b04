"""Opening a restricted record in an emergency, to protect a child at once; and its review.

For a short while, for one person, to read only. The owner and the designated manager hear
at once. A sealed record is never opened so, nor one of a child whom the person knows.
Nothing is said of a record that is not opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.changes import ChangeRefused, lock_child
from lacrecords.children.linked import as_one_child
from lacrecords.children.queries import child_id_of
from lacrecords.children.restriction_models import EmergencyOpening
from lacrecords.children.standing import RestrictionCard, connections_of, restrictions_of
from lacrecords.database import db, new_reference
from lacrecords.matching.forms import Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from lacrecords.notifications.queries import children_told_of
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import MatchStrength, NotificationKind, Role, Urgency

FEWEST_TOLD = 2
"""Whoever opens a record alone must not be able to keep it from everybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInEmergency:
    """Which record, by its reference or by name and date of birth, and why it cannot wait."""

    reason: str
    reference: str = ""
    forename: str = ""
    surname: str = ""
    born_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpening:
    """Whether it was right to open the record, and what was found."""

    justified: bool
    words: str


def open_in_emergency(
    actor: Actor, value: OpenInEmergency, minutes: int, now: datetime
) -> int | None:
    """Open the one restricted record meant, for so many minutes; None: nothing is opened."""
    child_id = _meant(actor, value, now)
    if child_id is None:
        audit.record(actor, "emergency_opening", "child", outcome="refused")
        return None
    lock_child(child_id)
    if open_until(actor, child_id, now) is not None:
        return child_id
    opening = EmergencyOpening(
        reference=new_reference(),
        child_id=child_id,
        opened_by=actor.key,
        opened_at=now,
        closes_at=now + timedelta(minutes=minutes),
        reason=value.reason,
    )
    db.session.add(opening)
    db.session.flush()
    audit.record(actor, "emergency_opening", "child", child_id)
    _tell_at_once(actor, child_id, now)
    return child_id


def open_until(actor: Actor, child_id: int, now: datetime) -> datetime | None:
    """Until when the record stands open to this person in an emergency; None: it does not."""
    return db.session.scalar(
        select(EmergencyOpening.closes_at)
        .where(
            EmergencyOpening.child_id == child_id,
            EmergencyOpening.opened_by == actor.key,
            EmergencyOpening.opened_at <= now,
            EmergencyOpening.closes_at > now,
        )
        .order_by(EmergencyOpening.closes_at.desc())
        .limit(1)
    )


def may_still_read(actor: Actor, child_id: int, on: date) -> bool:
    """Whether an opening still holds: not once the record is sealed or a connection declared."""
    card = restrictions_of((child_id,), on).get(child_id)
    connected = connections_of((child_id,), on).get(child_id, frozenset())
    return (card is None or not card.sealed) and actor.account_id not in connected


def review_opening(actor: Actor, opening_id: int, value: ReviewOpening, now: datetime) -> None:
    """Close the review; ChangeRefused for whoever opened the record."""
    opening = db.session.get_one(EmergencyOpening, opening_id)
    lock_child(opening.child_id)
    db.session.refresh(opening)
    if opening.opened_by == actor.key:
        raise ChangeRefused("justified", "Somebody else must review what you opened")
    if opening.reviewed_at is not None:
        raise ChangeRefused("justified", "This was reviewed already")
    opening.reviewed_at, opening.reviewed_by = now, actor.key
    opening.justified, opening.review_words = value.justified, value.words
    db.session.flush()
    audit.record(actor, "emergency_opening_reviewed", "child", opening.child_id)


def reviews_waiting() -> tuple[tuple[int, datetime], ...]:
    """Openings that nobody reviewed, nor told the Director of, with the moment they closed."""
    waiting = db.session.scalars(
        select(EmergencyOpening)
        .where(EmergencyOpening.reviewed_at.is_(None))
        .order_by(EmergencyOpening.id)
    ).all()
    kind = NotificationKind.EMERGENCY_NOT_REVIEWED
    return tuple(
        (one.id, one.closes_at)
        for one in waiting
        if not children_told_of(kind, (one.child_id,), one.opened_at)
    )


def tell_of_overdue_review(actor: Actor, opening_id: int, now: datetime) -> None:
    """Tell the Director that nobody reviewed an opening in time; the record is not named."""
    opening = db.session.get_one(EmergencyOpening, opening_id)
    notice = Notice(
        kind=NotificationKind.EMERGENCY_NOT_REVIEWED,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(role=Role.DIRECTOR),
        child_id=opening.child_id,
        why="A restricted record was opened in an emergency. Ask who reviews it, and when.",
    )
    notify(actor, notice, now)


def _meant(actor: Actor, value: OpenInEmergency, now: datetime) -> int | None:
    """The one restricted record meant that is closed to this person by nothing else."""
    found = _by_reference(value.reference) if value.reference else _by_description(value, now)
    on = council_day(now)
    cards, connections = restrictions_of(found, on), connections_of(found, on)
    closed = [
        child_id
        for child_id, card in cards.items()
        if not card.sealed
        and actor.account_id not in card.may_open
        and actor.account_id not in connections.get(child_id, ())
    ]
    return closed[0] if len(closed) == 1 else None


def _by_reference(reference: str) -> tuple[int, ...]:
    child_id = child_id_of(reference.strip().upper())
    return () if child_id is None else (child_id,)


def _by_description(value: OpenInEmergency, now: datetime) -> tuple[int, ...]:
    described = Described(
        names=(NameForm(value.forename, "", value.surname),),
        born_on=value.born_on,
        as_of=council_day(now),
    )
    listed = find_candidates(db.session(), SubjectKind.CHILD, described)
    return tuple(
        one.subject_id
        for one in as_one_child(listed.candidates)
        if one.strength is MatchStrength.STRONG and not one.label
    )


def _tell_at_once(actor: Actor, child_id: int, now: datetime) -> None:
    card = restrictions_of((child_id,), council_day(now))[child_id]
    for account_id in _told(actor, child_id, card, now):
        notice = Notice(
            kind=NotificationKind.OPENED_IN_EMERGENCY,
            urgency=Urgency.URGENT,
            recipient=Recipient(account_id=account_id),
            child_id=child_id,
            why=f"{actor.name} opened a restricted record to protect a child. Review it now.",
        )
        notify(actor, notice, now)


def _told(actor: Actor, child_id: int, card: RestrictionCard, now: datetime) -> tuple[int, ...]:
    """The owner, every designated manager, and team managers until two people are told.

    Nobody who knows the child or family is among them.
    """
    on = council_day(now)
    connected = connections_of((child_id,), on).get(child_id, frozenset())
    apart = connected | {actor.account_id}
    told = [card.owner_id] if staff.is_active(card.owner_id, on) else []
    told += [one.account_id for one in staff.active_people([Role.DESIGNATED_MANAGER], on)]
    told = [one for one in dict.fromkeys(told) if one not in apart]
    for other in staff.active_people([Role.TEAM_MANAGER], on):
        if len(told) < FEWEST_TOLD and other.account_id not in apart | set(told):
            told.append(other.account_id)
    return tuple(told)
