"""What a new decision is about: a record, an enquiry, a check or a risk notification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.check_requests.models import CheckRequest, CheckRequestVersion
from lacrecords.children.reading import find_record
from lacrecords.database import db
from lacrecords.enquiries.models import Enquirer, Enquiry
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.permission import sees
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.sharing_decisions.values import About, SaidOfRecipient

KINDS = ("child", "enquiry", "check-request", "risk-notification")


@dataclass(frozen=True, slots=True)
class Found:
    """What it is about, in words, and who asks where that is known."""

    about: About
    words: str
    recipient: SaidOfRecipient | None = None


NOTHING = Found(About(), "")


def find_about(actor: Actor, kind: str, reference: str, now: datetime) -> Found | None:
    """The thing with this reference, where this reader may see it."""
    finders = {
        "child": _child,
        "enquiry": _enquiry,
        "check-request": _check_request,
        "risk-notification": _risk_notification,
    }
    finder = finders.get(kind)
    return finder(actor, reference.upper(), now) if finder else None


def _child(actor: Actor, reference: str, now: datetime) -> Found | None:
    found = find_record(actor, reference, now)
    if not may(actor.role, Action.CHILD_READ) or found.child_id is None:
        return None
    if not found.open_to_reader:
        return None
    return Found(About(child_id=found.child_id), f"The child with the record {reference}")


def _enquiry(actor: Actor, reference: str, _now: datetime) -> Found | None:
    row = db.session.scalar(select(Enquiry).where(Enquiry.reference == reference))
    if row is None or not may(actor.role, Action.ENQUIRY_READ):
        return None
    asks = db.session.scalar(select(Enquirer).where(Enquirer.enquiry_id == row.id))
    return Found(
        About(enquiry_id=row.id), f"Enquiry {reference}", _enquirer(asks) if asks else None
    )


def _enquirer(asks: Enquirer) -> SaidOfRecipient:
    return SaidOfRecipient(
        name=asks.name,
        role=asks.role or asks.relationship,
        agency_id=asks.agency_id,
        agency_name=asks.agency_name,
        contact_given=", ".join(filter(None, (asks.telephone_given, asks.email_given))),
    )


def _check_request(actor: Actor, reference: str, _now: datetime) -> Found | None:
    row = db.session.scalar(select(CheckRequest).where(CheckRequest.reference == reference))
    if row is None or not may(actor.role, Action.CHECK_REQUEST_SEARCH):
        return None
    newest = db.session.scalars(
        select(CheckRequestVersion)
        .where(CheckRequestVersion.check_request_id == row.id)
        .order_by(CheckRequestVersion.id.desc())
    ).first()
    return Found(
        About(check_request_id=row.id),
        f"Suitability check {reference}",
        _requester(newest) if newest else None,
    )


def _requester(newest: CheckRequestVersion) -> SaidOfRecipient:
    return SaidOfRecipient(
        name=newest.requester_name,
        role=newest.requester_role,
        agency_id=newest.agency_id,
        agency_name=newest.agency_name,
        contact_given=", ".join(filter(None, (newest.telephone_given, newest.email_given))),
    )


def _risk_notification(actor: Actor, reference: str, now: datetime) -> Found | None:
    row = db.session.scalar(select(RiskNotification).where(RiskNotification.reference == reference))
    if row is None or not sees(actor, row.id, now):
        return None
    return Found(About(risk_notification_id=row.id), f"Risk notification {reference}")
