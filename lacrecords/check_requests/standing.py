"""How requests stand, derived from their rows: many at once, with a fixed number of queries.

Nothing here depends on who reads; what came up in a search is filtered where it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lacrecords.check_requests.answer_models import (
    CheckDecision,
    CheckFoundSince,
    CheckReply,
    CheckRequestEnd,
    CheckSearch,
    ClosedRecordQuestion,
    DecidedResult,
)
from lacrecords.check_requests.models import (
    CheckConsent,
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequest,
    CheckRequestVersion,
    RequesterCheck,
)
from lacrecords.check_requests.person_standing import (
    Gathered,
    PersonStanding,
    person_standing,
)
from lacrecords.check_requests.rows import rows_by, rows_of, said_in
from lacrecords.procedure import Procedure
from lacrecords.rules import suitability as rules
from lacrecords.rules.suitability import RequestFacts
from lacrecords.terms import CheckClock, CheckResult, MissingPart


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStanding:
    """One request as it stands now."""

    request: CheckRequest
    version: CheckRequestVersion
    checks: tuple[RequesterCheck, ...]
    people: tuple[PersonStanding, ...]
    results: tuple[DecidedResult, ...]
    reply: CheckReply | None
    end: CheckRequestEnd | None
    facts: RequestFacts

    @property
    def check(self) -> RequesterCheck | None:
        """The newest check of the requester as they are named now."""
        return self.checks[-1] if self.checks else None

    @property
    def result(self) -> DecidedResult | None:
        """The newest result, where it rests on the searches as they stand."""
        newest = self.results[-1] if self.results else None
        if newest is None or set(newest.rests_on) != set(self.search_ids):
            return None
        return newest

    @property
    def search_ids(self) -> tuple[int, ...]:
        """The newest search of each person who was searched for."""
        return tuple(one.search.id for one in self.people if one.search)

    @property
    def missing(self) -> tuple[MissingPart, ...]:
        """What the request lacks, each once."""
        return rules.missing(self.facts)

    @property
    def overtaken(self) -> tuple[CheckSearch, ...]:
        """The searches since which the register holds more."""
        searches = [one.search for one in self.people if one.facts.register_changed]
        return tuple(search for search in searches if search is not None)

    @property
    def to_consider(self) -> tuple[CheckFoundSince, ...]:
        """What came to light after the answer, and nobody has considered telling of yet."""
        rows = [row for one in self.people for row in one.since]
        return tuple(row for row in rows if self.reply and row.considered_at is None)

    @property
    def stopped_at(self) -> datetime | None:
        """The moment it was answered or ended."""
        if self.reply is not None:
            return self.reply.sent_at
        return self.end.ended_at if self.end else None

    @property
    def is_open(self) -> bool:
        """Neither answered nor ended."""
        return self.stopped_at is None

    @property
    def may_send(self) -> bool:
        """Whether the answer may go now."""
        result = self.result
        return self.is_open and rules.may_send(self.facts, result.result if result else None)

    @property
    def waits_for_sharing_decision(self) -> bool:
        """Its result is one that is not sent from here."""
        result = self.result
        return (
            self.is_open and result is not None and result.result is not CheckResult.NOTHING_KNOWN
        )

    def clock(self, now: datetime) -> CheckClock:
        """Where its clock stands."""
        row = self.request
        return rules.clock_of(
            now,
            half_at=row.half_at,
            warning_at=row.warning_at,
            due_at=row.due_at,
            director_at=row.director_at,
            stopped=not self.is_open,
        )


def standing_of(request_id: int, procedure: Procedure) -> RequestStanding:
    """How one request stands, the register looked through again; KeyError: there is none."""
    return standings_of((request_id,), procedure, look_again=True)[request_id]


def standings_of(
    request_ids: Collection[int], procedure: Procedure, *, look_again: bool = False
) -> dict[int, RequestStanding]:
    """How these requests stand; that the register changed, as our own people were told of it.

    `look_again`: and as it is at this moment, which costs a search for each person.
    """
    ids = sorted(set(request_ids))
    requests = rows_of(CheckRequest, CheckRequest.id, ids)
    versions = rows_by(CheckRequestVersion, "check_request_id", ids)
    checks = rows_by(RequesterCheck, "check_request_id", ids)
    results = rows_by(DecidedResult, "check_request_id", ids)
    replies, ends = (
        rows_by(CheckReply, "check_request_id", ids),
        rows_by(CheckRequestEnd, "check_request_id", ids),
    )
    stopped = {*(key for key in ids if replies[key]), *(key for key in ids if ends[key])}
    people = _people(requests, stopped, procedure, look_again)
    found = {}
    for request in requests:
        version = versions[request.id][-1]
        # A check of somebody else who asked before proves nothing of whoever asks now.
        own = tuple(row for row in checks[request.id] if row.version_id == version.id)
        end = next(iter(ends[request.id]), None)
        confirmed = bool(own) and rules.counts_as_check(own[-1].method, own[-1].outcome)
        found[request.id] = RequestStanding(
            request=request,
            version=version,
            checks=own,
            people=people[request.id],
            results=tuple(results[request.id]),
            reply=next(iter(replies[request.id]), None),
            end=end,
            facts=RequestFacts(
                requester_confirmed=confirmed,
                ended=end is not None,
                people=tuple(one.facts for one in people[request.id]),
            ),
        )
    return found


def _people(
    requests: Iterable[CheckRequest], stopped: Container[int], procedure: Procedure, again: bool
) -> dict[int, tuple[PersonStanding, ...]]:
    by_id = {row.id: row for row in requests}
    people = rows_by(CheckedPerson, "check_request_id", list(by_id))
    ids = [row.id for rows in people.values() for row in rows]
    versions = rows_by(CheckedPersonVersion, "checked_person_id", ids)
    said = said_in([rows[-1] for rows in versions.values()])
    consents = rows_by(CheckConsent, "checked_person_id", ids)
    searches = rows_by(CheckSearch, "checked_person_id", ids)
    newest = [rows[-1].id for rows in searches.values()]
    decisions = rows_by(CheckDecision, "search_id", newest)
    questions = rows_by(ClosedRecordQuestion, "search_id", newest)
    since = rows_by(CheckFoundSince, "search_id", newest)
    found: dict[int, tuple[PersonStanding, ...]] = {}
    for request_id, request in by_id.items():
        standings = []
        for row in sorted(people[request_id], key=lambda one: one.position):
            search = searches[row.id][-1].id if searches[row.id] else 0
            gathered = Gathered(
                row,
                versions[row.id][-1],
                said[versions[row.id][-1].id],
                tuple(consents[row.id]),
                tuple(searches[row.id]),
                {one.person_id: one for one in decisions[search]},
                tuple(questions[search]),
                tuple(since[search]),
            )
            one = person_standing(gathered, request, procedure)
            overtaken = request_id not in stopped and one.facts.searched and one.overtaken(again)
            facts = replace(one.facts, register_changed=overtaken)
            standings.append(replace(one, facts=facts))
        found[request_id] = tuple(standings)
    return found
