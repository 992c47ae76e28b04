"""Delivering one notification by one channel: read, send, write down; nothing locked meanwhile.

A crash after sending and before writing down sends once more, with the same
identity. Whoever is away by now is noticed here, and the next person is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app

from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.announcing import climb
from lacrecords.notifications.channels import CHANNELS, Message, NotSent
from lacrecords.notifications.models import DeliveryAttempt, Notification
from lacrecords.notifications.routing import Recipient, people_behind
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.queue.work import ClaimedJob, Record, TryAgainLater

DELIVERED = "delivered"
AWAY = "recipient not active"


def deliver(job: ClaimedJob, now: datetime) -> Record:
    """The handler of "deliver" jobs. TryAgainLater when the channel could not send."""
    number, channel = int(job.payload["notification_id"]), str(job.payload["channel"])
    row = db.session.get(Notification, number)
    if row is None:
        raise TryAgainLater("no such notification")
    recipient = Recipient(row.account_id, row.team_id, row.role)
    stand_in = someone_active(recipient, now)
    message = _message(row, recipient, channel, now)
    db.session.rollback()  # ends the read: the database waits for nobody while we send
    if stand_in != recipient:
        return _record(number, channel, AWAY, lambda at: climb(WORKER, number, stand_in, at))
    try:
        _send(channel, message)
    except NotSent as failure:
        raise TryAgainLater(failure.kind, _record(number, channel, failure.kind)) from failure
    return _record(number, channel, DELIVERED)


def _message(row: Notification, recipient: Recipient, channel: str, now: datetime) -> Message:
    people = people_behind(recipient, local_date(now))
    base_url = current_app.extensions["lacrecords_settings"].base_url.rstrip("/")
    return Message(
        identity=f"{row.reference}:{channel}",
        reference=row.reference,
        link=f"{base_url}/inbox/{row.reference}",
        urgency=row.urgency,
        addresses=tuple(person.email for person in people),
    )


def _send(channel: str, message: Message) -> None:
    if channel not in CHANNELS:  # queued under a setting that was changed since
        raise NotSent("no such channel")
    CHANNELS[channel].send(message)


def _record(
    number: int,
    channel: str,
    outcome: str,
    besides: Callable[[datetime], object] | None = None,
) -> Record:
    def record(at: datetime) -> None:
        attempt = DeliveryAttempt(notification_id=number, channel=channel, at=at, outcome=outcome)
        db.session.add(attempt)
        if besides is not None:
            besides(at)

    return record
