"""Invented enquiries and notices for the tests of notifications. Each needs an open transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from lacrecords.audit import services as audit
from lacrecords.children.models import Child
from lacrecords.database import db, new_reference
from lacrecords.enquiries.models import Enquiry
from lacrecords.notifications.channels import Message, NotSent
from lacrecords.notifications.services import Notice, Recipient
from lacrecords.terms import Channel, EnquiryType, NotificationKind, Urgency
from tests.factories.staff import MAKER

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A working Monday in winter: the office clock shows the same time as UTC."""
HOUR = timedelta(hours=1)
_numbers: Iterator[int] = count(1)


def make_enquiry() -> tuple[int, str]:
    """An enquiry; its number and reference."""
    row = Enquiry(
        reference=new_reference(),
        idempotency_key=f"notices-{next(_numbers)}",
        channel=Channel.TELEPHONE,
        enquiry_type=EnquiryType.ROUTINE,
        urgency=Urgency.ROUTINE,
        asked_at=MONDAY,
        recorded_at=MONDAY,
        recorded_by=MAKER.key,
        entered_late_because="",
        reason="A routine question",
        about_our_worker=False,
        worried=False,
        worry="",
        looks_like_an_attempt=False,
        court_order=False,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(MAKER, "enquiry_recorded", "enquiry", row.id)
    return row.id, row.reference


def make_child_identity() -> tuple[int, str]:
    """A child with no facts; its number and reference."""
    row = Child(reference=new_reference(), created_at=MONDAY, created_by=MAKER.key)
    db.session.add(row)
    db.session.flush()
    audit.record(MAKER, "child_made", "child", row.id)
    return row.id, row.reference


def notice(
    recipient: Recipient,
    enquiry_id: int | None = None,
    *,
    kind: NotificationKind = NotificationKind.ENQUIRY_ABOUT_CHILD,
    urgency: Urgency = Urgency.URGENT,
    child_id: int | None = None,
    why: str = "Somebody asked.",
) -> Notice:
    """What is to be told to this recipient."""
    return Notice(
        kind=kind,
        urgency=urgency,
        recipient=recipient,
        enquiry_id=enquiry_id,
        child_id=child_id,
        why=why,
    )


@dataclass
class KeptMessages:
    """A channel that keeps what it was given; it fails as often as it is told to."""

    name: str = "kept"
    failures: int = 0
    messages: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        """Keep it, or fail."""
        if self.failures:
            self.failures -= 1
            raise NotSent("not reached")
        self.messages.append(message)
