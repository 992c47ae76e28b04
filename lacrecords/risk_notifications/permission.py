"""Who may see which notification: gathers the facts, and lets `rules.risk` decide.

Everything that shows a notification, or a line of one, asks here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskRemoval
from lacrecords.risk_notifications.models import RiskNotification, RiskReader, RiskSourceCheck
from lacrecords.rules import risk as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import Reader, RiskAccess
from lacrecords.terms import VerificationOutcome


class NotForThisReader(Exception):
    """The reader may not do this with this notification."""


def access_to(
    actor: Actor, notification_ids: Iterable[int], now: datetime
) -> dict[int, RiskAccess]:
    """What this reader may do with each of these notifications, with a fixed number of queries."""
    wanted = set(notification_ids)
    by_name, by_role = _listings(actor, wanted, now)
    granted, removed = _grants(actor, wanted), removed_among(wanted)
    return {
        number: rules.access_of(
            Reader(
                role=actor.role,
                listed_by_name=number in by_name,
                listed_by_role=number in by_role,
                granted_until=granted.get(number),
            ),
            number in removed,
            now,
        )
        for number in wanted
    }


def seen_by(actor: Actor, notification_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Those of these notifications that this reader sees."""
    found = access_to(actor, notification_ids, now)
    return frozenset(number for number, access in found.items() if access is RiskAccess.SEES)


def sees(actor: Actor, notification_id: int, now: datetime) -> bool:
    """Whether this reader sees this notification."""
    return notification_id in seen_by(actor, (notification_id,), now)


def refuse_unless_seen(actor: Actor, notification_id: int, now: datetime) -> None:
    """NotForThisReader where this reader does not see it."""
    if not sees(actor, notification_id, now):
        raise NotForThisReader


def _listings(actor: Actor, wanted: set[int], now: datetime) -> tuple[set[int], set[int]]:
    rows = db.session.execute(
        select(RiskReader.risk_notification_id, RiskReader.account_id, RiskReader.role).where(
            RiskReader.risk_notification_id.in_(wanted), RiskReader.is_in_force(local_date(now))
        )
    )
    by_name, by_role = set(), set()
    for number, account_id, role in rows:
        if account_id is not None and account_id == actor.account_id:
            by_name.add(number)
        if role is not None and role is actor.role:
            by_role.add(number)
    return by_name, by_role


def _grants(actor: Actor, wanted: set[int]) -> dict[int, datetime]:
    rows = db.session.execute(
        select(RiskAccessRequest.risk_notification_id, RiskAccessRequest.until_at).where(
            RiskAccessRequest.risk_notification_id.in_(wanted),
            RiskAccessRequest.account_id == actor.account_id,
            RiskAccessRequest.granted.is_(True),
        )
    )
    latest: dict[int, datetime] = {}
    for number, until in rows:
        if until is None:
            continue
        latest[number] = max(until, latest.get(number, until))
    return latest


def removed_among(notification_ids: Iterable[int]) -> frozenset[int]:
    """Those of these notifications that two people took off."""
    rows = db.session.scalars(
        select(RiskRemoval.risk_notification_id).where(
            RiskRemoval.risk_notification_id.in_(set(notification_ids)),
            RiskRemoval.approved.is_(True),
        )
    )
    return frozenset(rows)


def standing_ids() -> dict[int, int]:
    """Every notification that was not removed, with its person."""
    gone = select(RiskRemoval.risk_notification_id).where(RiskRemoval.approved.is_(True))
    rows = db.session.execute(
        select(RiskNotification.id, RiskNotification.person_id)
        .where(RiskNotification.id.not_in(gone))
        .order_by(RiskNotification.id)
    )
    return {number: person_id for number, person_id in rows}


def established_among(notification_ids: Iterable[int]) -> frozenset[int]:
    """Those of these notifications whose source the latest check confirmed."""
    latest = (
        select(func.max(RiskSourceCheck.id))
        .where(RiskSourceCheck.risk_notification_id.in_(set(notification_ids)))
        .group_by(RiskSourceCheck.risk_notification_id)
    )
    rows = db.session.execute(
        select(RiskSourceCheck.risk_notification_id, RiskSourceCheck.outcome).where(
            RiskSourceCheck.id.in_(latest)
        )
    )
    return frozenset(
        number for number, outcome in rows if rules.is_established([VerificationOutcome(outcome)])
    )
