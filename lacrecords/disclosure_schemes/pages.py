"""The page of one question: what is due, which records its children have, what has happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, column, select, table

from lacrecords.agencies import queries as agencies
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.disclosure_schemes.access import open_children, question_id_for
from lacrecords.disclosure_schemes.course_models import (
    AttendedDisclosure,
    SchemeLateTelling,
    SchemePoliceAnswer,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.ending import joined_to
from lacrecords.disclosure_schemes.following import DONE_BY_HAND
from lacrecords.disclosure_schemes.holding import matter_of
from lacrecords.disclosure_schemes.models import (
    SchemeChild,
    SchemeQuestionVersion,
)
from lacrecords.disclosure_schemes.queries import AlikeCard, alike
from lacrecords.disclosure_schemes.standing import QuestionStanding, standings_of
from lacrecords.disclosure_schemes.words import words
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.queries import WaitingTask
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES, sayings_for
from lacrecords.staff import queries as staff
from lacrecords.terms import SchemeSaying, TaskKind
from lacrecords.web.words import date_words

ENQUIRIES = table("enquiries", column("id", Integer), column("reference", String))


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A record that somebody decided to be a described child's, for a reader who may open it."""

    link_id: int
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class ChildCard:
    """A child as described, with the records that this reader may know of."""

    child: SchemeChild
    links: tuple[LinkCard, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the timeline; `by` is a name."""

    at: datetime
    title: str
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that a social worker or manager closes on this page."""

    kind: TaskKind
    task: WaitingTask


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """What the page of a question shows besides how it stands."""

    say: tuple[tuple[SchemeSaying, str], ...]
    children: tuple[ChildCard, ...]
    tasks: tuple[OpenTask, ...]
    alike: tuple[AlikeCard, ...]
    joined: tuple[str, ...]
    joined_into: str
    contacts: dict[int, str]
    events: tuple[Event, ...]


def question_page(actor: Actor, standing: QuestionStanding, now: datetime) -> QuestionPage:
    """The page of this question for this reader."""
    say = tuple((kind, SCHEME_SENTENCES[kind]) for kind in sayings_for(standing.outcome))
    matter = matter_of(standing.question)
    tasks = tuple(
        OpenTask(kind, task)
        for kind in DONE_BY_HAND
        for task in notifications.waiting_tasks(kind, (matter,))[matter.reference]
    )
    other = standing.end.other_question_id if standing.end else None
    return QuestionPage(
        say=say,
        children=children_of(actor, standing, now),
        tasks=tasks,
        alike=alike(actor, standing, now) if standing.end is None else (),
        joined=_references(actor, joined_to(standing.question.id), now),
        joined_into=next(iter(_references(actor, (other,) if other else (), now)), ""),
        contacts={
            row.contact_point_id: agencies.address_of(row.contact_point_id)
            for row in standing.referrals
        },
        events=_timeline(standing),
    )


def children_of(actor: Actor, standing: QuestionStanding, now: datetime) -> tuple[ChildCard, ...]:
    """The described children; of linked records those that this reader may know of."""
    ids = {link.child_id for link in standing.links}
    seen = open_children(actor, ids, now)
    names = children.names_of(seen, actor.account_id, local_date(now))
    references = children.references_of(seen)
    return tuple(
        ChildCard(
            child,
            tuple(
                LinkCard(link.id, references[link.child_id], names[link.child_id])
                for link in standing.links_of(child)
                if link.child_id in names
            ),
        )
        for child in standing.children
    )


def enquiry_reference(enquiry_id: int) -> str:
    """The reference of the enquiry in which a question was asked."""
    found = select(ENQUIRIES.c.reference).where(ENQUIRIES.c.id == enquiry_id)
    return str(db.session.scalar(found))


def _references(actor: Actor, ids: Collection[int], now: datetime) -> tuple[str, ...]:
    found = (one.question.reference for one in standings_of(ids).values())
    return tuple(one for one in found if question_id_for(actor, one, now) is not None)


def _timeline(standing: QuestionStanding) -> tuple[Event, ...]:
    """Everything that has happened, the newest first; which records were linked stands nowhere."""
    question = standing.question
    events = [
        Event(question.asked_at, "Asked", ""),
        Event(question.recorded_at, "Written down", question.recorded_by),
        *_said(standing),
        *_of_police(question.id),
        *_of_disclosures(question.id),
        *_of_ours(standing),
    ]
    names = staff.names_for({one.by for one in events if one.by})
    ordered = sorted(events, key=lambda one: one.at)[::-1]
    return tuple(Event(one.at, one.title, names.get(one.by, ""), one.text) for one in ordered)


def _said(standing: QuestionStanding) -> list[Event]:
    versions = db.session.scalars(
        select(SchemeQuestionVersion).where(
            SchemeQuestionVersion.question_id == standing.question.id,
            SchemeQuestionVersion.number > 1,
        )
    )
    events = [
        Event(row.recorded_at, "Amended", row.recorded_by, row.why_changed) for row in versions
    ]
    for said in standing.words:
        other = said.kind is SchemeSaying.OTHER_WORDS
        title = "Said in other words" if other else "Said"
        text = f"“{said.words}”" + (f" {said.because}" if said.because else "")
        events.append(Event(said.said_at, title, said.said_by, text))
    return events


def _of_police(question_id: int) -> list[Event]:
    referrals = db.session.scalars(
        select(SchemeReferral).where(SchemeReferral.question_id == question_id)
    )
    events = [
        Event(
            row.recorded_at,
            "Passed to the police" + _corrected(row.corrects_id),
            row.referred_by,
            " ".join(part for part in (f"To {row.referred_to}.", row.why_corrected) if part),
        )
        for row in referrals
    ]
    answers = db.session.scalars(
        select(SchemePoliceAnswer).where(SchemePoliceAnswer.question_id == question_id)
    )
    for row in answers:
        title = f"The police: {words(row.answer).lower()}{_corrected(row.corrects_id)}"
        parts = (f"{date_words(row.answered_on)}, {row.said_by}.", row.note, row.why_corrected)
        text = " ".join(part for part in parts if part)
        events.append(Event(row.recorded_at, title, row.recorded_by, text))
    return events


def _of_disclosures(question_id: int) -> list[Event]:
    rows = db.session.scalars(
        select(AttendedDisclosure).where(AttendedDisclosure.question_id == question_id)
    )
    return [
        Event(
            row.recorded_at,
            "Disclosure of the police attended" + _corrected(row.corrects_id),
            row.recorded_by,
            f"{date_words(row.held_on)}. Undertaking {words(row.undertaking).lower()}."
            + (f" {row.why_corrected}" if row.why_corrected else ""),
        )
        for row in rows
    ]


def _corrected(corrects_id: int | None) -> str:
    return " (puts an earlier entry right)" if corrects_id is not None else ""


def _of_ours(standing: QuestionStanding) -> list[Event]:
    events = []
    late = db.session.scalars(
        select(SchemeLateTelling).where(SchemeLateTelling.question_id == standing.question.id)
    )
    events += [Event(row.told_at, words(row.clock), "job:worker") for row in late]
    note, end = standing.allegation_note, standing.end
    if note is not None:
        title = "Designated officer for allegations told"
        events.append(Event(note.made_at, title, note.made_by, f"{note.told_to}. {note.words}"))
    if end is not None:
        events.append(Event(end.ended_at, f"Ended: {words(end.ended_as)}", end.ended_by, end.words))
    return events
