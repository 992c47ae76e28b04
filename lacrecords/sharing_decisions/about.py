"""What a new decision is about: a record, an enquiry, a check or a risk notification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from lacrecords.check_requests.queries import request_id_of
from lacrecords.check_requests.standing import standing_of
from lacrecords.children.reading import find_record
from lacrecords.enquiries.queries.named import enquiry_named
from lacrecords.risk_notifications.permission import sees
from lacrecords.risk_notifications.queries import notification_id_of
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
    row = enquiry_named(reference)
    if row is None or not may(actor.role, Action.ENQUIRY_READ):
        return None
    said = SaidOfRecipient(
        name=row.name,
        role=row.role,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        contact_given=row.contact_given,
    )
    return Found(About(enquiry_id=row.id), f"Enquiry {reference}", said)


def _check_request(actor: Actor, reference: str, _now: datetime) -> Found | None:
    number = request_id_of(reference)
    if number is None or not may(actor.role, Action.CHECK_REQUEST_SEARCH):
        return None
    newest = standing_of(number, current_app.extensions["lacrecords_procedure"]).version
    said = SaidOfRecipient(
        name=newest.requester_name,
        role=newest.requester_role,
        agency_id=newest.agency_id,
        agency_name=newest.agency_name,
        contact_given=", ".join(filter(None, (newest.telephone_given, newest.email_given))),
    )
    return Found(About(check_request_id=number), f"Suitability check {reference}", said)


def _risk_notification(actor: Actor, reference: str, now: datetime) -> Found | None:
    number = notification_id_of(reference)
    if number is None or not sees(actor, number, now):
        return None
    return Found(About(risk_notification_id=number), f"Risk notification {reference}")
