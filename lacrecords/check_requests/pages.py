"""The page of one request: what it waits for, who looks the same, and what has happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.check_requests.answer_models import (
    AllegationReferral,
    CheckDecision,
    CheckFoundSince,
    CheckRequestEnd,
    CheckWarning,
)
from lacrecords.check_requests.models import (
    CheckedBirth,
    CheckedName,
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequest,
    CheckRequestVersion,
    RequesterCheck,
)
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.rows import said_in
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.waiting import waiting_times_of
from lacrecords.database import db
from lacrecords.matching.names import name_words
from lacrecords.rules.suitability import Waiting
from lacrecords.staff import queries as staff
from lacrecords.web.words import date_words
from lacrecords.wording import words as said_as


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the timeline; `by` is a name, `inner` says that something came up."""

    at: datetime
    title: str
    by: str
    text: str = ""
    inner: bool = False


@dataclass(frozen=True, slots=True)
class AlikeCard:
    """Another request about somebody of the same name or date of birth."""

    reference: str
    received_at: datetime
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """What the page of a request shows besides how it stands."""

    events: tuple[Event, ...]
    waiting: tuple[Waiting, ...]
    alike: tuple[AlikeCard, ...]
    referral: AllegationReferral | None
    other_reference: str
    reply_address: str


def request_page(standing: RequestStanding) -> RequestPage:
    """The page of this request."""
    result, reply, end = standing.result, standing.reply, standing.end
    referral = select(AllegationReferral).where(
        AllegationReferral.result_id == (result.id if result else 0)
    )
    other = db.session.get(CheckRequest, end.other_request_id or 0) if end else None
    return RequestPage(
        events=_timeline(standing),
        waiting=tuple(one for one in waiting_times_of(standing) if _is_shown(one)),
        alike=requests_alike(standing),
        referral=db.session.scalar(referral),
        other_reference=other.reference if other else "",
        reply_address=agencies.address_of(reply.contact_point_id) if reply else "",
    )


def _is_shown(one: Waiting) -> bool:
    """What came in the same minute was hardly waited for."""
    return one.to_at is None or one.to_at - one.from_at >= timedelta(minutes=1)


def requests_alike(standing: RequestStanding) -> tuple[AlikeCard, ...]:
    """Requests about the same person as this one: a date of birth and a word of a name agree."""
    mine = {word for one in standing.people for word in _words_of(one.said.names)}
    births = {born_on for one in standing.people for born_on in one.said.births}
    found = (
        select(CheckRequest, CheckedName)
        .join(CheckedPerson, CheckedPerson.check_request_id == CheckRequest.id)
        .join(CheckedPersonVersion, CheckedPersonVersion.checked_person_id == CheckedPerson.id)
        .join(CheckedBirth, CheckedBirth.version_id == CheckedPersonVersion.id)
        .join(CheckedName, CheckedName.version_id == CheckedPersonVersion.id)
        .where(CheckedBirth.born_on.in_(births), CheckRequest.id != standing.request.id)
        .order_by(CheckRequest.id.desc())
    )
    alike = {}
    for request, name in db.session.execute(found):
        if mine & _words_of((name,)):
            alike[request.id] = request
    ended = set(
        db.session.scalars(
            select(CheckRequestEnd.check_request_id).where(
                CheckRequestEnd.check_request_id.in_(alike)
            )
        )
    )
    return tuple(
        AlikeCard(row.reference, row.received_at, row.id in ended) for row in alike.values()
    )


def _words_of(names: Iterable[object]) -> set[str]:
    return {
        word
        for name in names
        for part in (getattr(name, "forename", ""), getattr(name, "surname", ""))
        for word in name_words(part)
    }


def _timeline(standing: RequestStanding) -> tuple[Event, ...]:
    """Everything that has happened, the newest first, without the names of who came up."""
    request = standing.request
    raw = [
        _Raw(request.received_at, "Received", ""),
        _Raw(request.recorded_at, "Recorded", request.recorded_by),
        *_amendments(standing),
        *_checks(standing),
        *_consents_and_searches(standing),
        *_answers(standing),
    ]
    told = db.session.scalars(
        select(CheckWarning).where(CheckWarning.check_request_id == request.id)
    )
    raw += [_Raw(row.told_at, said_as(row.clock), "job:worker") for row in told]
    names = staff.names_for({one.by for one in raw if one.by})
    # Of what happened in one moment, what came later stands above.
    ordered = sorted(raw, key=lambda one: one.at)[::-1]
    return tuple(
        Event(one.at, one.title, names.get(one.by, ""), one.text, one.inner) for one in ordered
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """An event with the key of whoever did it."""

    at: datetime
    title: str
    by: str
    text: str = ""
    inner: bool = False


def _amendments(standing: RequestStanding) -> list[_Raw]:
    versions = db.session.scalars(
        select(CheckRequestVersion)
        .where(
            CheckRequestVersion.check_request_id == standing.request.id,
            CheckRequestVersion.number > 1,
        )
        .order_by(CheckRequestVersion.id)
    )
    found = [
        _Raw(row.recorded_at, "Who asks was amended", row.recorded_by, row.why_changed)
        for row in versions
    ]
    of_people = db.session.execute(
        select(CheckedPersonVersion, CheckedPerson.position)
        .join(CheckedPerson, CheckedPerson.id == CheckedPersonVersion.checked_person_id)
        .where(CheckedPerson.check_request_id == standing.request.id)
        .order_by(CheckedPersonVersion.id)
    )
    rows = [(row, position) for row, position in of_people]
    said = said_in(row for row, _ in rows)
    for row, position in rows:
        if row.number > 1 or row.recorded_at != standing.request.recorded_at:
            what = "was amended" if row.number > 1 else "was added"
            one = said[row.id]
            text = f"{row.why_changed} Names: {len(one.names)}, addresses: {len(one.addresses)}."
            found.append(
                _Raw(row.recorded_at, f"Person {position} {what}", row.recorded_by, text.strip())
            )
    return found


def _checks(standing: RequestStanding) -> list[_Raw]:
    rows = db.session.scalars(
        select(RequesterCheck).where(RequesterCheck.check_request_id == standing.request.id)
    )
    return [
        _Raw(
            row.checked_at,
            f"Requester checked: {said_as(row.outcome).lower()}",
            row.checked_by,
            ". ".join(part for part in (said_as(row.method), row.words) if part),
        )
        for row in rows
    ]


def _consents_and_searches(standing: RequestStanding) -> list[_Raw]:
    found = []
    for one in standing.people:
        who = f"person {one.person.position}"
        for row in one.consents:
            text = (
                f"Signed on {date_words(row.signed_on)} by {row.signer_name}, seen by {row.seen_by}"
            )
            found.append(_Raw(row.seen_at, f"Consent of {who} seen", row.seen_by_key, text))
            if row.withdrawn_at is not None:
                title = f"Consent of {who} taken back"
                because = row.withdrawn_because or ""
                found.append(_Raw(row.withdrawn_at, title, row.withdrawn_by or "", because))
        for search in one.searches:
            found.append(_Raw(search.searched_at, f"Searched for {who}", search.searched_by))
        found += _since(one)
        decided = db.session.scalars(
            select(CheckDecision).where(CheckDecision.search_id.in_([s.id for s in one.searches]))
        )
        title = f"Somebody who came up for {who} was decided on"
        found += [
            _Raw(decision.decided_at, title, decision.decided_by, inner=True)
            for decision in decided
        ]
    return found


def _since(one: PersonStanding) -> list[_Raw]:
    """What came to light after each search, and what was decided about it."""
    rows = db.session.scalars(
        select(CheckFoundSince).where(CheckFoundSince.search_id.in_([s.id for s in one.searches]))
    )
    title = f"The register has changed since the search for person {one.person.position}"
    found = []
    for row in rows:
        found.append(_Raw(row.told_at, title, "job:worker", inner=True))
        if row.considered_at is not None:
            done, text = "Telling the requester was considered", row.considered_words or ""
            found.append(_Raw(row.considered_at, done, row.considered_by or "", text, inner=True))
    return found


def _answers(standing: RequestStanding) -> list[_Raw]:
    found = [
        _Raw(row.decided_at, f"Result: {said_as(row.result)}", row.decided_by, inner=True)
        for row in standing.results
    ]
    referrals = db.session.scalars(
        select(AllegationReferral).where(AllegationReferral.check_request_id == standing.request.id)
    )
    for referral in referrals:
        text = f"To {referral.referred_to}"
        found.append(
            _Raw(referral.made_at, "Allegation referred", referral.made_by, text, inner=True)
        )
    if standing.reply is not None:
        found.append(_Raw(standing.reply.sent_at, "The answer has gone", standing.reply.sent_by))
    if standing.end is not None:
        end = standing.end
        title = f"Ended: {said_as(end.ended_as)}"
        found.append(_Raw(end.ended_at, title, end.ended_by, end.words))
    return found
