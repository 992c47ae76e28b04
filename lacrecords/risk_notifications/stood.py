"""Risk notifications that stood at a moment, for those who see them today.

What was destroyed since is gone, and stands in no list of any moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import func, select

from lacrecords.children.record import When
from lacrecords.children.stood_lists import Standing, StoodList, StoodTitle, Wanted, joined
from lacrecords.database import db
from lacrecords.people.queries import names_then
from lacrecords.risk_notifications.course_models import RiskRemoval, RiskReview
from lacrecords.risk_notifications.models import RiskNotification, RiskSourceCheck, RiskStatement
from lacrecords.risk_notifications.pages import agency_words
from lacrecords.risk_notifications.permission import seen_by
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.rules.risk import is_established
from lacrecords.terms import RiskLevel, VerificationOutcome
from lacrecords.web.words import date_words
from lacrecords.wording import words


def _standing(actor: Actor, _wanted: Wanted, when: When, now: datetime) -> Standing:
    removed = select(RiskRemoval.risk_notification_id).where(
        RiskRemoval.approved.is_(True), RiskRemoval.decided_at <= when.until
    )
    rows = db.session.scalars(
        select(RiskNotification)
        .where(
            RiskNotification.recorded_at <= when.moment,
            RiskNotification.received_on <= when.on,
            RiskNotification.id.not_in(removed),
        )
        .order_by(RiskNotification.id)
    ).all()
    seen = seen_by(actor, [row.id for row in rows], now)
    levels, confirmed, reviewed = _levels(seen, when), _confirmed(seen, when), _next(seen, when)
    return {
        row.id: joined(
            (
                f"risk {words(levels[row.id]).lower()}" if row.id in levels else "",
                "source confirmed" if row.id in confirmed else "source not confirmed",
                f"next review {date_words(reviewed.get(row.id) or row.first_review_on)}",
            )
        )
        for row in rows
        if row.id in seen
    }


def _levels(ids: Iterable[int], when: When) -> dict[int, RiskLevel]:
    found = select(RiskStatement.risk_notification_id, RiskStatement.level).where(
        RiskStatement.risk_notification_id.in_(ids), RiskStatement.stood_at(when.moment)
    )
    rows = db.session.execute(found.order_by(RiskStatement.id))
    return {number: level for number, level in rows}


def _confirmed(ids: Iterable[int], when: When) -> frozenset[int]:
    """Those whose source the latest check by then confirmed."""
    latest = (
        select(func.max(RiskSourceCheck.id))
        .where(
            RiskSourceCheck.risk_notification_id.in_(ids),
            RiskSourceCheck.checked_at <= when.until,
        )
        .group_by(RiskSourceCheck.risk_notification_id)
    )
    rows = db.session.execute(
        select(RiskSourceCheck.risk_notification_id, RiskSourceCheck.outcome).where(
            RiskSourceCheck.id.in_(latest)
        )
    )
    return frozenset(
        number for number, outcome in rows if is_established([VerificationOutcome(outcome)])
    )


def _next(ids: Iterable[int], when: When) -> dict[int, date | None]:
    """The day that the latest review by then set for the next one."""
    found = select(RiskReview.risk_notification_id, RiskReview.next_on).where(
        RiskReview.risk_notification_id.in_(ids), RiskReview.reviewed_at <= when.until
    )
    rows = db.session.execute(found.order_by(RiskReview.id))
    return {number: next_on for number, next_on in rows}


def _titles(
    _actor: Actor, notification_ids: Collection[int], when: When, _now: datetime
) -> dict[int, StoodTitle]:
    rows = db.session.scalars(
        select(RiskNotification).where(RiskNotification.id.in_(notification_ids))
    ).all()
    names = names_then({row.person_id for row in rows}, when.moment)
    endpoint = "risk_notifications.notification"
    return {
        row.id: StoodTitle(
            row.reference,
            names.get(row.person_id) or "A person with no name known",
            agency_words(row),
            endpoint,
        )
        for row in rows
    }


NOTIFICATIONS_THAT_STOOD = StoodList(
    key="risk_notifications",
    words="Risk notifications that you may see",
    position=20,
    action=Action.RISK_READ,
    trail_kind="risk_notification",
    standing=_standing,
    titles=_titles,
)
