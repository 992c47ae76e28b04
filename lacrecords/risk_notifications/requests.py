"""One request to see a notification, for whoever decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.people.queries import people_by_id
from lacrecords.risk_notifications.course_models import RiskAccessRequest
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.pages import request_state
from lacrecords.staff import queries as staff
from lacrecords.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """Who asks to see what, and what for."""

    id: int
    reference: str
    notification_reference: str
    person: str
    asked_by: str
    role: str
    asked_at: datetime
    purpose: str
    state: str
    waits: bool


def request_page(reference: str) -> RequestPage | None:
    """The request with this reference."""
    row = db.session.scalar(
        select(RiskAccessRequest).where(RiskAccessRequest.reference == reference)
    )
    if row is None:
        return None
    notification = db.session.get_one(RiskNotification, row.risk_notification_id)
    asker = staff.person(row.account_id)
    return RequestPage(
        id=row.id,
        reference=row.reference,
        notification_reference=notification.reference,
        person=people_by_id((notification.person_id,))[notification.person_id].name,
        asked_by=asker.name if asker else "",
        role=words(asker.role) if asker else "",
        asked_at=row.asked_at,
        purpose=row.purpose,
        state=request_state(row),
        waits=row.decided_at is None,
    )
