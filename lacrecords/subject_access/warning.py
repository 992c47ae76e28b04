"""Telling our own people where the clocks of open requests stand: each state once for a last day.

Due soon and overdue go to the designated manager and the Caldicott Guardian; what stays overdue
goes to the Director. By its reference only: no name leaves the request.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.holding import hold
from lacrecords.subject_access.matters import matter_of
from lacrecords.subject_access.queries import open_ids
from lacrecords.subject_access.release_models import AccessWarning
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.terms import AccessClock, NotificationKind, Role, Urgency

WHY = {
    AccessClock.ENDS_SOON: "An answer to somebody's request for their information is due soon.",
    AccessClock.OVERDUE: "An answer to somebody's request for their information is overdue.",
    AccessClock.WITH_DIRECTOR: (
        "An answer to somebody's request for their information is long overdue, and the Director"
        " is told. What holds it up?"
    ),
}
TOLD = (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN)


def warnings_due(now: datetime) -> tuple[int, ...]:
    """Open requests whose clock has come to a state of which nobody was told."""
    return tuple(
        request_id for request_id in open_ids() if _is_untold(standing_of(request_id, now))
    )


def _is_untold(standing: AccessStanding) -> bool:
    if standing.clock not in WHY or standing.due_on is None:
        return False
    told = select(AccessWarning.id).where(
        AccessWarning.request_id == standing.request.id,
        AccessWarning.clock == standing.clock,
        AccessWarning.due_on == standing.due_on,
    )
    return db.session.scalar(told) is None


def warn(actor: Actor, request_id: int, now: datetime) -> bool:
    """Tell of the state that the clock has come to, and note it; False: it was told already."""
    request = hold(request_id)
    standing = standing_of(request_id, now)
    if not _is_untold(standing):
        return False
    db.session.add(
        AccessWarning(
            request_id=request_id, clock=standing.clock, due_on=standing.due_on, told_at=now
        )
    )
    audit.record(actor, f"clock_{standing.clock.value}", "subject_access_request", request_id)
    db.session.flush()
    roles = TOLD if standing.clock is not AccessClock.WITH_DIRECTOR else (*TOLD, Role.DIRECTOR)
    for role in roles:
        _tell(actor, request, role, standing, now)
    return True


def _tell(
    actor: Actor,
    request: Asked,
    role: Role,
    standing: AccessStanding,
    now: datetime,
) -> None:
    notice = Notice(
        kind=NotificationKind.SUBJECT_ACCESS,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(role=role),
        matter=matter_of(request),
        why=WHY[standing.clock],
    )
    notify(actor, notice, now)
