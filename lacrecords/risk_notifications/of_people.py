"""Which of some adults have a notification, for whoever may see it and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.risk_notifications.models import RiskNotification, RiskSourceCheck
from lacrecords.risk_notifications.permission import established_among, seen_by
from lacrecords.risk_notifications.queries import people_with_notifications
from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True)
class NotificationsOfPeople:
    """References by the person's number; and who has notifications, none of which is seen."""

    seen: dict[int, tuple[str, ...]]
    hidden: frozenset[int]


def notifications_of(
    actor: Actor, person_ids: Iterable[int], now: datetime
) -> NotificationsOfPeople:
    """The notifications of these adults that stand, as this reader may know of them."""
    found = people_with_notifications(person_ids)
    numbers = {number for several in found.values() for number in several}
    seen = seen_by(actor, numbers, now)
    rows = select(RiskNotification.id, RiskNotification.reference).where(
        RiskNotification.id.in_(seen)
    )
    references = {number: reference for number, reference in db.session.execute(rows)}
    shown = {
        person_id: tuple(references[number] for number in several if number in references)
        for person_id, several in found.items()
    }
    return NotificationsOfPeople(
        seen={person_id: several for person_id, several in shown.items() if several},
        hidden=frozenset(person_id for person_id, several in shown.items() if not several),
    )


@dataclass(frozen=True, slots=True)
class RestingOn:
    """The numbers of the notifications of an adult that stand, and which source was confirmed."""

    notifications: frozenset[int] = frozenset()
    confirmed: frozenset[int] = frozenset()


def resting_on(person_ids: Iterable[int]) -> dict[int, RestingOn]:
    """What stands about these adults, whoever may see it: shown to nobody, compared only."""
    found = people_with_notifications(person_ids)
    confirmed = established_among({number for several in found.values() for number in several})
    return {
        person_id: RestingOn(frozenset(several), confirmed & frozenset(several))
        for person_id, several in found.items()
    }


def newest_notification() -> tuple[int, int]:
    """The numbers of the newest notification and of the newest check of a source."""
    notification = db.session.scalar(select(func.max(RiskNotification.id)))
    return notification or 0, db.session.scalar(select(func.max(RiskSourceCheck.id))) or 0
