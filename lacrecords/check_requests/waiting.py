"""The times in which a request could not go on without others, from its rows as they came in.

They are shown beside the clock; the clock itself waits for nobody.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.check_requests.models import (
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequestVersion,
    RequesterCheck,
)
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.rows import said_in
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import SaidOfPerson
from lacrecords.database import db
from lacrecords.rules import suitability as rules
from lacrecords.rules.suitability import Gap, Lived, PersonFacts, RequestFacts, Waiting
from lacrecords.terms import MissingPart


def waiting_times_of(standing: RequestStanding) -> tuple[Waiting, ...]:
    """The times of waiting, in order; the last has no end while the request still waits."""
    history = _History.of(standing)
    steps = [(at, history.missing_at(at)) for at in history.moments()]
    if steps:
        # What was missing when it was written down was missing when it came in.
        steps[0] = (standing.request.received_at, steps[0][1])
    return rules.waiting_times(steps, standing.stopped_at)


class _History:
    """The rows that say what was there when."""

    def __init__(self, standing: RequestStanding) -> None:
        self.standing = standing
        self.versions: list[CheckRequestVersion] = []
        self.checks: list[RequesterCheck] = []
        self.person_versions: list[CheckedPersonVersion] = []
        self.said: dict[int, SaidOfPerson] = {}

    @classmethod
    def of(cls, standing: RequestStanding) -> _History:
        """Read what is needed of this request."""
        request_id, found = standing.request.id, cls(standing)
        found.versions = list(
            db.session.scalars(
                select(CheckRequestVersion)
                .where(CheckRequestVersion.check_request_id == request_id)
                .order_by(CheckRequestVersion.id)
            )
        )
        found.checks = list(
            db.session.scalars(
                select(RequesterCheck)
                .where(RequesterCheck.check_request_id == request_id)
                .order_by(RequesterCheck.id)
            )
        )
        found.person_versions = list(
            db.session.scalars(
                select(CheckedPersonVersion)
                .join(CheckedPerson, CheckedPerson.id == CheckedPersonVersion.checked_person_id)
                .where(CheckedPerson.check_request_id == request_id)
                .order_by(CheckedPersonVersion.id)
            )
        )
        found.said = said_in(found.person_versions)
        return found

    def moments(self) -> list[datetime]:
        """Every moment at which something came in or was taken back, in order."""
        consents = [row for one in self.standing.people for row in one.consents]
        moments = {row.recorded_at for row in self.versions}
        moments |= {row.recorded_at for row in self.person_versions}
        moments |= {row.checked_at for row in self.checks}
        moments |= {row.seen_at for row in consents}
        moments |= {row.withdrawn_at for row in consents if row.withdrawn_at}
        return sorted(moments)

    def missing_at(self, at: datetime) -> frozenset[MissingPart]:
        """What was missing at that moment."""
        version = [row for row in self.versions if row.recorded_at <= at][-1]
        checks = [
            row for row in self.checks if row.checked_at <= at and row.version_id == version.id
        ]
        people = [self._person_at(one, at) for one in self.standing.people]
        facts = RequestFacts(
            requester_confirmed=bool(checks)
            and rules.counts_as_check(checks[-1].method, checks[-1].outcome),
            ended=False,
            people=tuple(one for one in people if one is not None),
        )
        return frozenset(rules.missing(facts))

    def _person_at(self, one: PersonStanding, at: datetime) -> PersonFacts | None:
        versions = [
            row
            for row in self.person_versions
            if row.checked_person_id == one.person.id and row.recorded_at <= at
        ]
        if not versions:
            return None
        said = self.said[versions[-1].id]
        lived = [Lived(each.from_on, each.to_on) for each in said.addresses]
        gaps: tuple[Gap, ...] = rules.gaps(lived, one.window, one.shortest_gap)
        consents = [
            row
            for row in one.consents
            if row.seen_at <= at and (row.withdrawn_at is None or row.withdrawn_at > at)
        ]
        return PersonFacts(
            consent_seen=bool(consents),
            name_given=bool(said.names),
            birth_given=bool(said.births),
            addresses_given=bool(said.addresses),
            gap_open=bool(gaps) and not said.gap_explanation,
            searched=True,
            register_changed=False,
            candidates_undecided=False,
            closed_records_unanswered=False,
        )
