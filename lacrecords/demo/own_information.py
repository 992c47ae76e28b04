"""Requests for somebody's own information in the demonstration, each left at another step.

Everything goes through the real services; one request is one transaction of whoever calls. The
document of what was released or ended is drawn by the worker when the demonstration is served.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from lacrecords.clocks import local_date
from lacrecords.demo.suitability import AUNT, IN_CLOSED_RECORD, STEPFATHER
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.assembling import assemble, keep
from lacrecords.subject_access.checking import record_check
from lacrecords.subject_access.ending import end_request
from lacrecords.subject_access.harm import answer_harm, ask_for_harm_check
from lacrecords.subject_access.narrowing import say_part
from lacrecords.subject_access.packs import newest_pack, undecided_by_page, undecided_of
from lacrecords.subject_access.recording import ask_back, record_request
from lacrecords.subject_access.redacting import accept_proposals, leave_out_passages
from lacrecords.subject_access.refusing import ask_for_end
from lacrecords.subject_access.releasing import ask_for_release, release
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.values import (
    NewAccessCheck,
    NewAccessEnd,
    NewAccessRequest,
    NewHarmCheck,
    NewScope,
)
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessEnd,
    AccessPart,
    AccessQuestionKind,
    AccessWay,
    AsksAs,
    HarmAnswer,
    LeftOutReason,
    SubjectLinkKind,
    VerificationOutcome,
)


class Step(IntEnum):
    """How far a request of the demonstration has come."""

    RECORDED = 0
    ASKED_BACK = 1
    SEARCHED = 2
    ASSEMBLED = 3
    GIVEN_TO_SECOND = 4
    RELEASED = 5
    OPENED_AGAIN = 6
    WITHDRAWN = 7
    END_ASKED = 8


@dataclass(frozen=True, slots=True)
class PlannedAccess:
    """One request: whose information, how long ago, and how far it has come."""

    days_ago: int
    forename: str
    surname: str
    born_on: date
    step: Step
    for_child: bool = False
    part: AccessPart | None = None
    """The one kind of record that is asked for; None: everything."""


@dataclass(frozen=True, slots=True)
class AccessDesk:
    """Who takes, who works and who releases the requests of the demonstration."""

    officer: Actor
    guardian: Actor
    manager: Actor


def planned_requests(child: tuple[str, str, date]) -> tuple[PlannedAccess, ...]:
    """Requests at every step; one is about this child of the register."""
    return (
        PlannedAccess(1, "Leocadia", "Marchbanks", date(1991, 4, 2), Step.RECORDED),
        PlannedAccess(12, "Tobias", "Fenwick", date(1979, 8, 19), Step.ASKED_BACK),
        PlannedAccess(24, *IN_CLOSED_RECORD, Step.SEARCHED),
        PlannedAccess(22, *child, Step.ASSEMBLED, for_child=True),
        PlannedAccess(18, *STEPFATHER, Step.ASSEMBLED, part=AccessPart.ADULT_RECORD),
        PlannedAccess(20, *AUNT, Step.GIVEN_TO_SECOND),
        PlannedAccess(27, *STEPFATHER, Step.OPENED_AGAIN),
        PlannedAccess(26, *AUNT, Step.RELEASED),
        PlannedAccess(9, "Lysander", "Pole", date(1974, 2, 20), Step.END_ASKED),
        PlannedAccess(15, "Ottilie", "Crane", date(1986, 12, 3), Step.WITHDRAWN),
    )


def take_request(desk: AccessDesk, planned: PlannedAccess, now: datetime) -> int:
    """Take one request as far as it has come; its number."""
    came_in = now - timedelta(days=planned.days_ago)
    request = record_request(desk.officer, _new(planned, came_in), came_in)
    if planned.step is Step.WITHDRAWN:
        end = NewAccessEnd(ended_as=AccessEnd.WITHDRAWN, words="She rang: she needs it no more.")
        end_request(desk.guardian, request.id, end, came_in + timedelta(hours=30))
        return request.id
    if planned.step is Step.END_ASKED:
        words = "His eleventh request since October, each an hour after the answer to the last."
        end = NewAccessEnd(ended_as=AccessEnd.REFUSED_EXCESSIVE, words=words)
        ask_for_end(desk.guardian, request.id, end, came_in + timedelta(hours=30))
        return request.id
    if planned.step >= Step.ASKED_BACK:
        _check(desk, request, planned, came_in + timedelta(hours=2))
    if planned.step is Step.ASKED_BACK:
        kind, words = AccessQuestionKind.CLARIFICATION, "Which years, and which of our services?"
        at = came_in + timedelta(hours=26)
        ask_back(desk.guardian, request.id, kind, local_date(at), words, at)
    if planned.step >= Step.SEARCHED:
        _find(desk, request, planned, came_in + timedelta(hours=3))
    if planned.step >= Step.ASSEMBLED:
        _prepare(desk, request, planned, came_in + timedelta(hours=5), now)
    return request.id


def _new(planned: PlannedAccess, came_in: datetime) -> NewAccessRequest:
    asker = f"{planned.forename} {planned.surname}"
    return NewAccessRequest(
        idempotency_key=f"demo access {asker} {planned.days_ago}",
        received_on=local_date(came_in),
        received_how=AccessWay.TELEPHONE if planned.days_ago % 2 else AccessWay.LETTER,
        asks_as=AsksAs.PARENTAL_RESPONSIBILITY if planned.for_child else AsksAs.THEMSELVES,
        asker_name=f"Maud {planned.surname}" if planned.for_child else asker,
        asker_contact="01632 960888",
        relationship="Mother" if planned.for_child else "",
        subject_forename=planned.forename,
        subject_surname=planned.surname,
        subject_other_names="",
        subject_born_on=planned.born_on,
        subject_address="",
        subject_postcode="",
        everything=planned.part is None,
        asked="What you keep about me myself." if planned.part else "Everything that you keep.",
    )


def _check(desk: AccessDesk, request: Asked, planned: PlannedAccess, at: datetime) -> None:
    kinds = list(AccessCheckKind) if planned.for_child else [AccessCheckKind.IDENTITY]
    for kind in kinds:
        check = NewAccessCheck(
            kind=kind,
            method=AccessCheckMethod.DOCUMENTS_IN_PERSON,
            documents="Passport" if kind is AccessCheckKind.IDENTITY else "Birth certificate",
            outcome=VerificationOutcome.CONFIRMED,
            shown_on=local_date(at),
            words="Seen at the office.",
        )
        record_check(desk.guardian, request.id, check, at)


def _find(desk: AccessDesk, request: Asked, planned: PlannedAccess, at: datetime) -> None:
    row = search(desk.guardian, request.id, at)
    wanted = SubjectLinkKind.CHILD if planned.for_child else SubjectLinkKind.PERSON
    places = standing_of(request.id, at).undecided
    first = next((place for place in places if place[0] is wanted), None)
    for place in places:
        words = "Name, date of birth and address were read side by side."
        decide_candidate(desk.guardian, request.id, row.id, place, place == first, words, at)


def _prepare(
    desk: AccessDesk,
    request: Asked,
    planned: PlannedAccess,
    at: datetime,
    now: datetime,
) -> None:
    """Assembled as things stand now, so that nothing has come in since."""
    if planned.part:
        words = "He rang: of the check that was asked for he has a copy."
        scope = NewScope(kinds=(planned.part,), from_on=None, to_on=None, words=words)
        say_part(desk.guardian, request.id, scope, at)
    kept_at = now - timedelta(minutes=20) if planned.step >= Step.GIVEN_TO_SECOND else at
    keep(assemble(request, kept_at), request.id, 1, desk.guardian.key, kept_at)
    pack = newest_pack(request.id)
    if pack is None:
        return
    if planned.step is Step.ASSEMBLED:
        ask_for_harm_check(desk.guardian, request, False, at)
        place, reason = (pack.number, 1), LeftOutReason.IN_CONFIDENCE
        leave_out_passages(desk.guardian, request.id, place, [0], reason, at)
        return
    for number in undecided_by_page(pack.id):
        rows = [row.id for row in undecided_of(pack.id, number)]
        place, reason = (pack.number, number), LeftOutReason.THIRD_PARTY
        accept_proposals(desk.guardian, request.id, place, rows, reason, False, kept_at)
    harm = NewHarmCheck(
        pack_number=1, answer=HarmAnswer.NOT_LIKELY, pages=(), words="Nothing in it is new to her."
    )
    answer_harm(desk.manager, request, harm, now - timedelta(minutes=15))
    ask_for_release(desk.guardian, request.id, now - timedelta(minutes=10))
    asked = standing_of(request.id, now).open_ask
    if planned.step >= Step.RELEASED and asked is not None:
        release(desk.manager, request.id, asked.release_digest, now - timedelta(minutes=5))
