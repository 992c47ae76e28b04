"""Making a notification and the job that delivers it, side by side in one transaction.

Nobody inactive is ever addressed: `routing` finds a stand-in. One notification per
recipient and enquiry: while it is unacknowledged, further notices join it. What was
told of an enquiry is not told again, acknowledged or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from lacrecords.audit import services as audit
from lacrecords.clocks import acknowledge_by
from lacrecords.database import db, new_reference
from lacrecords.notifications import criteria, desk
from lacrecords.notifications.channels import chosen_channels
from lacrecords.notifications.matters import Matter
from lacrecords.notifications.models import JoinedNotice, Notification
from lacrecords.notifications.routing import Recipient
from lacrecords.notifications.stand_ins import someone_active, this_procedure
from lacrecords.queue import services as queue
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Urgency

TOLD_OF_A_CHILD = frozenset(
    {
        NotificationKind.ENQUIRY_ABOUT_CHILD,
        NotificationKind.SAME_ADDRESS,
        NotificationKind.SIBLING,
        NotificationKind.CLOSE_CANDIDATE,
        NotificationKind.MESSAGE_FROM_FAMILY,
    }
)
"""What a worker is told of one call arrives as one notification; each other kind stands alone."""

TOLD_EACH_TIME = frozenset(
    {
        NotificationKind.TASK,
        NotificationKind.TOLD_OUTSIDE_RULES,
        NotificationKind.OFFICER_ANSWERED,
        NotificationKind.INCIDENT,
        NotificationKind.ALLEGATION_REFERRAL,
        NotificationKind.CHECK_REGISTER_CHANGED,
        NotificationKind.SHARING_LATE,
        NotificationKind.SHARING_CONSENT_FELL,
        NotificationKind.ADVICE_ASKED,
        NotificationKind.ADVICE_WRITTEN,
        NotificationKind.SCHEME_LATE,
        NotificationKind.PEER_REVIEW,
        NotificationKind.PEER_REVIEWED,
    }
)
"""Each of these is a new event; everything else is told once to one recipient."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told to whom; `why` is one sentence that is shown only after sign-in."""

    kind: NotificationKind
    urgency: Urgency
    recipient: Recipient
    enquiry_id: int | None = None
    enquired_child_id: int | None = None
    child_id: int | None = None
    consideration_id: int | None = None
    task_id: int | None = None
    matter: Matter | None = None
    why: str = ""


def notify(actor: Actor, notice: Notice, now: datetime) -> int:
    """Tell the recipient (or whoever stands in) and queue the delivery; the notification's id.

    While the recipient's notification of this enquiry is unacknowledged, further
    notices of its group join it; a more urgent one is a notification of its own.
    """
    active = someone_active(notice.recipient, now)
    matter = notice.matter.kind if notice.matter else None
    notice = replace(notice, recipient=desk.kept_from(active, matter))
    standing = _standing(notice)
    told = _already_told(notice)
    if told is not None:
        return told
    if standing is None:
        return _announce(actor, notice, now, climbed_from=None)
    _join(standing.id, notice, now)
    audit.record(actor, "notification_joined", "notification", standing.id)
    db.session.flush()
    return standing.id


def climb(actor: Actor, notification_id: int, recipient: Recipient, now: datetime) -> int | None:
    """Tell the next person up; None when it was acknowledged or has climbed meanwhile."""
    below = locked(notification_id)
    if criteria.has_rest(below.id):
        return None
    number = _announce(actor, _as_notice(below, below.urgency, recipient), now, climbed_from=below)
    for joined in joined_notices(below.id):
        _join(number, _as_notice(joined, below.urgency, recipient), now)
    db.session.flush()
    return number


def locked(notification_id: int) -> Notification:
    """The row, holding back another join, climb or acknowledgement until the transaction ends."""
    row = db.session.get(Notification, notification_id, with_for_update=True)
    if row is None:
        raise LookupError(notification_id)
    return row


def joined_notices(notification_id: int) -> tuple[JoinedNotice, ...]:
    """What joined this notification after it was made, in order."""
    found = select(JoinedNotice).where(JoinedNotice.notification_id == notification_id)
    return tuple(db.session.scalars(found.order_by(JoinedNotice.id)))


def _announce(
    actor: Actor, notice: Notice, now: datetime, climbed_from: Notification | None
) -> int:
    row = Notification(
        reference=new_reference(),
        urgency=notice.urgency,
        account_id=notice.recipient.account_id,
        team_id=notice.recipient.team_id,
        role=notice.recipient.role,
        enquiry_id=notice.enquiry_id,
        created_at=now,
        acknowledge_by_at=acknowledge_by(this_procedure(), notice.urgency, now),
        climbed_from_id=climbed_from.id if climbed_from else None,
        first_id=(climbed_from.first_id or climbed_from.id) if climbed_from else None,
        task_id=notice.task_id,
        matter=notice.matter.kind if notice.matter else None,
        matter_reference=notice.matter.reference if notice.matter else None,
        **_subject(notice),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "notification_made", "notification", row.id)
    for channel in chosen_channels():
        payload = {"notification_id": row.id, "channel": channel.name}
        queue.enqueue("deliver", payload, f"deliver:{row.reference}:{channel.name}", now)
    return row.id


def _join(notification_id: int, notice: Notice, now: datetime) -> None:
    db.session.add(JoinedNotice(notification_id=notification_id, joined_at=now, **_subject(notice)))


def _subject(notice: Notice) -> dict[str, object]:
    return {
        "kind": notice.kind,
        "enquired_child_id": notice.enquired_child_id,
        "child_id": notice.child_id,
        "consideration_id": notice.consideration_id,
        "why": notice.why,
    }


def _as_notice(row: Notification | JoinedNotice, urgency: Urgency, recipient: Recipient) -> Notice:
    return Notice(
        kind=row.kind,
        urgency=urgency,
        recipient=recipient,
        enquiry_id=row.enquiry_id if isinstance(row, Notification) else None,
        enquired_child_id=row.enquired_child_id,
        # Which record is sealed, only its owner is told.
        child_id=None if row.kind is NotificationKind.SEALED_RECORD else row.child_id,
        consideration_id=row.consideration_id,
        task_id=row.task_id if isinstance(row, Notification) else None,
        matter=_matter(row) if isinstance(row, Notification) else None,
        why=row.why,
    )


def _matter(row: Notification) -> Matter | None:
    if row.matter is None or row.matter_reference is None:
        return None
    return Matter(row.matter, row.matter_reference)


def _standing(notice: Notice) -> Notification | None:
    """The unacknowledged notification that this notice may join, locked against changes."""
    if notice.enquiry_id is None or notice.task_id is not None:
        return None
    together = TOLD_OF_A_CHILD if notice.kind in TOLD_OF_A_CHILD else frozenset({notice.kind})
    recipient = notice.recipient
    found = (
        select(Notification)
        .where(
            Notification.enquiry_id == notice.enquiry_id,
            Notification.account_id.is_not_distinct_from(recipient.account_id),
            Notification.team_id.is_not_distinct_from(recipient.team_id),
            Notification.role.is_not_distinct_from(recipient.role),
            Notification.kind.in_(together),
            Notification.urgency.in_([Urgency.URGENT, notice.urgency]),
            criteria.waits_for_an_answer(),
        )
        .order_by(Notification.id)
        .limit(1)
    )
    row = db.session.scalar(found)
    if row is None:
        return None
    row = locked(row.id)
    # Somebody may have answered between reading and locking.
    return None if criteria.has_rest(row.id) else row


def _already_told(notice: Notice) -> int | None:
    """The notification by which this recipient was told the very same, at least as urgently."""
    if notice.kind in TOLD_EACH_TIME or (notice.enquiry_id is None and notice.matter is None):
        return None
    to_them = select(Notification.id).where(
        *_is_about(notice),
        Notification.account_id.is_not_distinct_from(notice.recipient.account_id),
        Notification.team_id.is_not_distinct_from(notice.recipient.team_id),
        Notification.role.is_not_distinct_from(notice.recipient.role),
        Notification.urgency.in_([Urgency.URGENT, notice.urgency]),
    )
    joined = select(JoinedNotice.notification_id).where(
        JoinedNotice.notification_id.in_(to_them), *_is_the_same(notice, JoinedNotice)
    )
    found = db.session.scalar(to_them.where(*_is_the_same(notice, Notification)).limit(1))
    return found or db.session.scalar(joined.limit(1))


def _is_about(notice: Notice) -> tuple[ColumnElement[bool], ...]:
    """About the same enquiry; or about the same matter, for the same reason in words."""
    if notice.matter is None:
        return (Notification.enquiry_id == notice.enquiry_id,)
    return (
        Notification.matter == notice.matter.kind,
        Notification.matter_reference == notice.matter.reference,
        Notification.why == notice.why,
    )


def _is_the_same(
    notice: Notice, table: type[Notification] | type[JoinedNotice]
) -> tuple[ColumnElement[bool], ...]:
    return (
        table.kind == notice.kind,
        table.enquired_child_id.is_not_distinct_from(notice.enquired_child_id),
        table.child_id.is_not_distinct_from(notice.child_id),
        table.consideration_id.is_not_distinct_from(notice.consideration_id),
    )
