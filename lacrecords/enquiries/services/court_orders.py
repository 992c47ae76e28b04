"""A court order that somebody brings: legal services and the designated manager, and no check.

It proves nobody's identity and opens nothing; the enquirer is checked as everybody is.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.enquiries.services.recipients import DESIGNATED_MANAGER
from lacrecords.notifications.services import Notice, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Urgency


def announce_court_order(actor: Actor, enquiry_id: int, now: datetime) -> None:
    """Tell the designated manager at once that a court order was brought."""
    notice = Notice(
        kind=NotificationKind.COURT_ORDER,
        urgency=Urgency.URGENT,
        recipient=DESIGNATED_MANAGER,
        enquiry_id=enquiry_id,
        why="A court order was brought: legal services; it proves no identity.",
    )
    notify(actor, notice, now)
