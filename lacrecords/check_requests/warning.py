"""Telling our own people where the clocks of open requests stand: each state once.

Half of the time gone, due soon and overdue go to the designated manager; what stays overdue
goes to the Director. By its reference only: no name leaves the request.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import CheckReply, CheckRequestEnd, CheckWarning
from lacrecords.check_requests.holding import hold
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.database import db
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.suitability import clock_of
from lacrecords.terms import CheckClock, NotificationKind, Role, Urgency

_REACHED = (
    (CheckClock.HALF_GONE, CheckRequest.half_at),
    (CheckClock.ENDS_SOON, CheckRequest.warning_at),
    (CheckClock.OVERDUE, CheckRequest.due_at),
    (CheckClock.WITH_DIRECTOR, CheckRequest.director_at),
)
WHY = {
    CheckClock.HALF_GONE: "Half of the time of a suitability check is gone. See what it waits for.",
    CheckClock.ENDS_SOON: "A suitability check is due soon. See what it waits for.",
    CheckClock.OVERDUE: "A suitability check is overdue. Answer it, or say what holds it up.",
    CheckClock.WITH_DIRECTOR: (
        "A suitability check is long overdue, and the Director is told. What holds it up?"
    ),
}


def warnings_due(now: datetime) -> tuple[int, ...]:
    """Open requests whose clock has come to a state of which nobody was told."""
    untold = [
        and_(
            moment <= now,
            ~exists().where(
                CheckWarning.check_request_id == CheckRequest.id, CheckWarning.clock == state
            ),
        )
        for state, moment in _REACHED
    ]
    found = select(CheckRequest.id).where(is_open(), or_(*untold)).order_by(CheckRequest.due_at)
    return tuple(db.session.scalars(found))


def is_open() -> ColumnElement[bool]:
    """Neither answered nor ended."""
    answered = exists().where(CheckReply.check_request_id == CheckRequest.id)
    ended = exists().where(CheckRequestEnd.check_request_id == CheckRequest.id)
    return and_(~answered, ~ended)


def warn(actor: Actor, request_id: int, now: datetime) -> bool:
    """Tell of the state that the clock has come to, and note it; False: it was told already.

    A state that was passed meanwhile is noted and not told: nobody needs to hear that half of
    the time is gone when all of it is.
    """
    request = hold(request_id)
    known = set(
        db.session.scalars(
            select(CheckWarning.clock).where(CheckWarning.check_request_id == request_id)
        )
    )
    state = clock_of(
        now,
        half_at=request.half_at,
        warning_at=request.warning_at,
        due_at=request.due_at,
        director_at=request.director_at,
        stopped=db.session.scalar(select(is_open()).where(CheckRequest.id == request_id)) is False,
    )
    if state in known or state not in WHY:
        return False
    for passed, _ in _REACHED[: [one for one, _ in _REACHED].index(state) + 1]:
        if passed not in known:
            db.session.add(CheckWarning(check_request_id=request_id, clock=passed, told_at=now))
    audit.record(actor, f"check_request_{state.value}", "check_request", request_id)
    db.session.flush()
    _tell(actor, request, Role.DESIGNATED_MANAGER, state, now)
    if state is CheckClock.WITH_DIRECTOR:
        _tell(actor, request, Role.DIRECTOR, state, now)
    return True


def _tell(
    actor: Actor, request: CheckRequest, role: Role, state: CheckClock, now: datetime
) -> None:
    notice = Notice(
        kind=NotificationKind.SUITABILITY_CHECK,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(role=role),
        matter=matter_of(request),
        why=WHY[state],
    )
    notify(actor, notice, now)
