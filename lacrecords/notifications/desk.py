"""What the duty desk may read: its inbox must not tell what the check keeps back.

While nobody has confirmed an enquirer, what the desk is told reads the same
whatever the register holds. What depends on the child goes to managers and to the child's worker.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Integer, String, column, func, select, table

from lacrecords.database import db
from lacrecords.notifications.routing import DESIGNATED_MANAGER, Recipient
from lacrecords.staff import queries as staff
from lacrecords.terms import MatterKind, NotificationKind, Role, TeamKind, VerificationOutcome

VERIFICATIONS = table(
    "verifications", column("id", Integer), column("enquiry_id", Integer), column("outcome", String)
)
DESK_ROLES = frozenset(
    {Role.DUTY_OFFICER, Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER}
)
DESK_TEAMS = frozenset({TeamKind.DUTY, TeamKind.OUT_OF_HOURS})
SAME_FOR_EVERY_CHILD = frozenset(
    {
        NotificationKind.ENQUIRER_NOT_CONFIRMED,
        NotificationKind.TASK,
        NotificationKind.TOLD_OUTSIDE_RULES,
    }
)
"""What is told for the same causes, in the same words, whoever the child is."""


def is_desk(recipient: Recipient) -> bool:
    """Whether those who take the calls read what is addressed like this."""
    if recipient.role is not None:
        return recipient.role in DESK_ROLES
    team = staff.team(recipient.team_id) if recipient.team_id is not None else None
    return team is not None and team.kind in DESK_TEAMS


def kept_from(recipient: Recipient, matter: MatterKind | None) -> Recipient:
    """Whoever is addressed, but never a desk of a person who may pose a risk: then the manager."""
    if matter is MatterKind.RISK_NOTIFICATION and is_desk(recipient):
        return DESIGNATED_MANAGER
    return recipient


def not_confirmed(enquiry_ids: Iterable[int | None]) -> frozenset[int]:
    """Those of these enquiries whose last check, if there is one, confirmed nobody."""
    wanted = {number for number in enquiry_ids if number is not None}
    if not wanted:
        return frozenset()
    latest = (
        select(func.max(VERIFICATIONS.c.id))
        .where(VERIFICATIONS.c.enquiry_id.in_(wanted))
        .group_by(VERIFICATIONS.c.enquiry_id)
    )
    confirmed = select(VERIFICATIONS.c.enquiry_id).where(
        VERIFICATIONS.c.id.in_(latest),
        VERIFICATIONS.c.outcome == VerificationOutcome.CONFIRMED.value,
    )
    return frozenset(wanted - set(db.session.scalars(confirmed)))
