"""What has happened to a request, the newest first, with the names of those who did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.staff import queries as staff
from lacrecords.subject_access.asked import corrections_of
from lacrecords.subject_access.end_models import EndAsked, EndReturned
from lacrecords.subject_access.models import (
    AccessCheck,
    SubjectAccessRequest,
    SubjectSearch,
    SubjectVoice,
)
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.release_models import (
    AccessWarning,
    HarmCheck,
    ReleaseAsked,
    ReleaseReturned,
)
from lacrecords.subject_access.rounds import furthers_of, past_releases
from lacrecords.subject_access.scope_models import SubjectScope
from lacrecords.subject_access.standing import AccessStanding
from lacrecords.terms import SubjectVoiceKind
from lacrecords.web.words import date_words
from lacrecords.wording import words as said_as


@dataclass(frozen=True, slots=True)
class Event:
    """One step; `by` is a name."""

    at: datetime
    title: str
    by: str
    text: str = ""


def course_of(standing: AccessStanding) -> tuple[Event, ...]:
    """Every step of this request. That a closed record was asked about is none of them."""
    raw = sorted(
        (
            *_asking(standing),
            *_working(standing),
            *_answering(standing),
            *_ending(standing),
        ),
        key=lambda one: one.at,
    )[::-1]
    names = staff.names_for({one.by for one in raw if one.by})
    return tuple(Event(one.at, one.title, names.get(one.by, ""), one.text) for one in raw)


def _rows(kind: Any, standing: AccessStanding) -> list[Any]:
    found = select(kind).where(kind.request_id == standing.request.id)
    return list(db.session.scalars(found.order_by(kind.id)))


def _asking(standing: AccessStanding) -> Iterator[Event]:
    row = db.session.get_one(SubjectAccessRequest, standing.request.id)
    received = f"Reached us on {date_words(row.received_on)}"
    yield Event(row.recorded_at, "Recorded", row.recorded_by, received)
    for said_now in corrections_of(row.id):
        yield Event(said_now.corrected_at, "Put right", said_now.corrected_by, said_now.because)
    for check in _rows(AccessCheck, standing):
        title = f"{said_as(check.kind)}: {said_as(check.outcome).lower()}"
        text = ". ".join(part for part in (check.documents, check.words) if part)
        yield Event(check.checked_at, title, check.checked_by, text)
    for one in standing.questions:
        yield Event(one.asked_at, "Asked back", one.asked_by, one.words)
        if one.answered_at is not None:
            yield Event(one.answered_at, "Answered", one.answered_by or "", one.answer or "")
    if standing.extension is not None:
        extended = standing.extension
        title = "The time was extended by two months"
        yield Event(extended.recorded_at, title, extended.recorded_by, extended.reasons)
    for said in _rows(SubjectVoice, standing):
        what = "agrees" if said.kind is SubjectVoiceKind.CONSENT else "understands"
        title = f"The person {what}: {'yes' if said.answer else 'no'}"
        yield Event(said.recorded_at, title, said.recorded_by, said.words)


def _working(standing: AccessStanding) -> Iterator[Event]:
    for search in _rows(SubjectSearch, standing):
        yield Event(search.searched_at, "Searched", search.searched_by)
    for link in standing.links:
        title = "A record is the person's" if link.is_the_person else "Somebody is another person"
        yield Event(link.decided_at, title, link.decided_by, link.words)
    for part in _rows(SubjectScope, standing):
        title = "It was said which part is asked for"
        yield Event(part.decided_at, title, part.decided_by, part.words)
    for pack in _rows(SubjectPack, standing):
        title = f"Pack {pack.number} assembled: {pack.pages} pages"
        yield Event(pack.assembled_at, title, pack.assembled_by)
    for harm in _rows(HarmCheck, standing):
        yield Event(harm.answered_at, f"Serious harm: {said_as(harm.answer)}", harm.answered_by)
    told = _rows(AccessWarning, standing)
    yield from (Event(one.told_at, said_as(one.clock), "job:worker") for one in told)


def _answering(standing: AccessStanding) -> Iterator[Event]:
    for asked in _rows(ReleaseAsked, standing):
        yield Event(asked.asked_at, "Given to a second person", asked.asked_by)
        found = select(ReleaseReturned).where(ReleaseReturned.asked_id == asked.id)
        for back in db.session.scalars(found):
            yield Event(back.returned_at, "Given back", back.returned_by, back.because)
    for past in past_releases(standing.request.id):
        title = "Released" if past.number == 1 else f"Released, answer number {past.number}"
        yield Event(past.release.released_at, title, past.release.released_by)
    for more in furthers_of(standing.request.id):
        title = f"Opened again: {said_as(more.why)[0].lower()}{said_as(more.why)[1:]}"
        yield Event(more.opened_at, title, more.opened_by, more.words)
    if standing.delivery is not None:
        gone = standing.delivery
        text = f"To {gone.to_whom}, {date_words(gone.went_on)}. {gone.words}"
        yield Event(gone.recorded_at, said_as(gone.way), gone.recorded_by, text)


def _ending(standing: AccessStanding) -> Iterator[Event]:
    for end in _rows(EndAsked, standing):
        title = f"Asked to end it: {said_as(end.ended_as)[0].lower()}{said_as(end.ended_as)[1:]}"
        yield Event(end.asked_at, title, end.asked_by, end.words)
        given_back = select(EndReturned).where(EndReturned.asked_id == end.id)
        for row in db.session.scalars(given_back):
            yield Event(row.returned_at, "The end was given back", row.returned_by, row.because)
    if standing.ended is not None:
        ended = standing.ended
        yield Event(ended.ended_at, said_as(ended.ended_as), ended.ended_by, ended.words)
