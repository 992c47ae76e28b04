"""The ageing list of requests: open ones by their last day, the others page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select, true

from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.rounds import has_ended, is_answered, is_over
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.visible import hidden_requests, works
from lacrecords.terms import AccessClock

REQUESTS_A_PAGE = 25
LATE = frozenset({AccessClock.OVERDUE, AccessClock.WITH_DIRECTOR})


class Shown(StrEnum):
    """Which requests are listed."""

    OPEN = "open"
    OVERDUE = "overdue"
    RELEASED = "released"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AgeingPage:
    """One page of the list; `waiting` and `late` count every open request that is shown."""

    requests: Sequence[AccessStanding]
    number: int
    more: bool
    found: int
    waiting: int
    late: int


def ageing_page(actor: Actor, shown: Shown, number: int, now: datetime) -> AgeingPage:
    """One page of the requests that this reader may see."""
    open_ones = sorted(
        (standing_of(one, now) for one in _ids(actor, _is_open(), now)), key=_by_last_day
    )
    late = [one for one in open_ones if one.clock in LATE]
    first = (number - 1) * REQUESTS_A_PAGE
    if shown in (Shown.OPEN, Shown.OVERDUE):
        chosen = late if shown is Shown.OVERDUE else open_ones
        found, rows = len(chosen), chosen[first : first + REQUESTS_A_PAGE]
    else:
        ids = _ids(actor, _where(shown), now)
        found = len(ids)
        rows = [standing_of(one, now) for one in ids[first : first + REQUESTS_A_PAGE]]
    return AgeingPage(
        requests=rows,
        number=number,
        more=found > first + REQUESTS_A_PAGE,
        found=found,
        waiting=len(open_ones),
        late=len(late),
    )


def open_ids() -> tuple[int, ...]:
    """Every open request, whoever may see it: for the worker, which names nobody."""
    found = select(SubjectAccessRequest.id).where(_is_open())
    return tuple(db.session.scalars(found.order_by(SubjectAccessRequest.id)))


def _by_last_day(one: AccessStanding) -> tuple[date, date, int]:
    return one.due_on or date.max, one.request.received_on, one.request.id


def _ids(actor: Actor, where: ColumnElement[bool], now: datetime) -> list[int]:
    found = select(SubjectAccessRequest.id).where(where)
    if not works(actor):
        found = found.where(SubjectAccessRequest.recorded_by == actor.key)
    ids = list(db.session.scalars(found.order_by(SubjectAccessRequest.id.desc())))
    hidden = hidden_requests(actor, ids, now)
    return [one for one in ids if one not in hidden]


def _is_open() -> ColumnElement[bool]:
    return ~is_over(SubjectAccessRequest.id)


def _where(shown: Shown) -> ColumnElement[bool]:
    if shown is Shown.RELEASED:
        return is_answered(SubjectAccessRequest.id)
    return has_ended(SubjectAccessRequest.id) if shown is Shown.ENDED else true()
