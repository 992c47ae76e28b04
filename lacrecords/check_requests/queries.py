"""The ageing list of suitability checks: filtered, sorted, page by page; and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from lacrecords.check_requests.answer_models import (
    CheckFoundSince,
    CheckReply,
    CheckRequestEnd,
    CheckSearch,
    DecidedResult,
)
from lacrecords.check_requests.looking import newest_numbers
from lacrecords.check_requests.models import CheckRequest, CheckRequestVersion
from lacrecords.check_requests.standing import RequestStanding, standings_of
from lacrecords.check_requests.warning import is_open
from lacrecords.database import db
from lacrecords.procedure import Procedure
from lacrecords.terms import CheckPurpose, CheckResult
from lacrecords.waiting import Waiting, count_waiting

REQUESTS_A_PAGE = 25


class Shown(StrEnum):
    """Which requests are listed."""

    OPEN = "open"
    OVERDUE = "overdue"
    WAITS_FOR_SHARING = "waits_for_sharing"
    ANSWERED = "answered"
    CHANGED_SINCE = "changed_since"
    ENDED = "ended"
    ALL = "all"


OF_THE_SEARCH = frozenset({Shown.WAITS_FOR_SHARING, Shown.CHANGED_SINCE})
"""They say that somebody came up: only to those who may read the search."""


class Order(StrEnum):
    """In which order they are listed."""

    DUE = "due"
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class AgeingPage:
    """One page of the list; `waiting` and `late` count every open request.

    `changed_since` counts the answered ones that might be answered otherwise today.

    `grown`: of which open requests the register has rows that are newer than the search, and
    when that was: nobody was looked up for it, and it says nothing of the person.
    """

    requests: Sequence[RequestStanding]
    number: int
    more: bool
    found: int
    waiting: int
    late: int
    changed_since: int
    grown: Mapping[int, datetime]


def ageing_page(
    shown: Shown,
    purpose: CheckPurpose | None,
    order: Order,
    number: int,
    procedure: Procedure,
    now: datetime,
) -> AgeingPage:
    """One page of the requests asked for."""
    wanted = [_shown(shown, now)]
    if purpose is not None:
        wanted.append(_newest_purpose(purpose))
    ordered = select(CheckRequest.id).where(*wanted).order_by(*_ORDERS[order])
    first = (number - 1) * REQUESTS_A_PAGE
    ids = list(db.session.scalars(ordered.offset(first).limit(REQUESTS_A_PAGE + 1)))
    standings = standings_of(ids[:REQUESTS_A_PAGE], procedure)
    waiting = open_counts(now)
    return AgeingPage(
        requests=[standings[one] for one in ids[:REQUESTS_A_PAGE]],
        number=number,
        more=len(ids) > REQUESTS_A_PAGE,
        found=_count(*wanted),
        waiting=waiting.number,
        late=waiting.late,
        changed_since=_count(_shown(Shown.CHANGED_SINCE, now)),
        grown=_grown(standings.values()),
    )


def _count(*wanted: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(CheckRequest.id)).where(*wanted)) or 0


def _grown(standings: Iterable[RequestStanding]) -> dict[int, datetime]:
    newest, found = newest_numbers(), {}
    for standing in standings:
        searches = [one.search for one in standing.people if one.search and one.facts.searched]
        older = [row for row in searches if row.evidence["register"].get("newest") != newest]
        if standing.is_open and older and not standing.overtaken:
            found[standing.request.id] = min(row.searched_at for row in older)
    return found


def open_counts(now: datetime) -> Waiting:
    """The requests that are open."""
    return count_waiting(CheckRequest.due_at, CheckRequest.due_at <= now, is_open())


def request_id_of(reference: str) -> int | None:
    """The number of the request with this reference; None: no such request."""
    return db.session.scalar(select(CheckRequest.id).where(CheckRequest.reference == reference))


def request_reference(request_id: int) -> str:
    """The reference of the request with this number."""
    return db.session.get_one(CheckRequest, request_id).reference


_ORDERS = {
    Order.DUE: (CheckRequest.due_at, CheckRequest.id),
    Order.OLDEST: (CheckRequest.received_at, CheckRequest.id),
    Order.NEWEST: (CheckRequest.received_at.desc(), CheckRequest.id.desc()),
}


def _shown(shown: Shown, now: datetime) -> ColumnElement[bool]:
    answered = exists().where(CheckReply.check_request_id == CheckRequest.id)
    ended = exists().where(CheckRequestEnd.check_request_id == CheckRequest.id)
    return {
        Shown.OPEN: is_open(),
        Shown.OVERDUE: and_(is_open(), CheckRequest.due_at <= now),
        Shown.WAITS_FOR_SHARING: and_(is_open(), _waits_for_sharing()),
        Shown.ANSWERED: answered,
        Shown.CHANGED_SINCE: and_(answered, _changed_since()),
        Shown.ENDED: ended,
        Shown.ALL: CheckRequest.id.is_not(None),
    }[shown]


def _waits_for_sharing() -> ColumnElement[bool]:
    newest = aliased(DecidedResult)
    of_request = newest.check_request_id == CheckRequest.id
    number = select(func.max(newest.id)).where(of_request).correlate(CheckRequest)
    return exists().where(
        DecidedResult.id == number.scalar_subquery(),
        DecidedResult.result != CheckResult.NOTHING_KNOWN,
    )


def _changed_since() -> ColumnElement[bool]:
    """Somebody came up after the answer, and nobody considered telling the requester."""
    later = aliased(CheckSearch)
    searched_again = exists().where(
        later.checked_person_id == CheckSearch.checked_person_id, later.id > CheckSearch.id
    )
    return exists().where(
        CheckFoundSince.search_id == CheckSearch.id,
        CheckFoundSince.considered_at.is_(None),
        CheckSearch.check_request_id == CheckRequest.id,
        ~searched_again,
    )


def _newest_purpose(purpose: CheckPurpose) -> ColumnElement[bool]:
    newest = aliased(CheckRequestVersion)
    of_request = newest.check_request_id == CheckRequest.id
    number = select(func.max(newest.id)).where(of_request).correlate(CheckRequest)
    return exists().where(
        CheckRequestVersion.id == number.scalar_subquery(),
        CheckRequestVersion.purpose == purpose,
    )
