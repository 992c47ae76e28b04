"""Decisions of the month before in the demonstration: drawn, one of them reviewed.

Everything goes through the real services. Each function needs an open transaction round it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.looking_back import month_before
from lacrecords.sharing_decisions.beginning import begin_decision
from lacrecords.sharing_decisions.deciding import answer_question, decide
from lacrecords.sharing_decisions.peer_drawing import draw_month
from lacrecords.sharing_decisions.peer_pool import reviewers_of
from lacrecords.sharing_decisions.peer_review_models import SharingPeerReview
from lacrecords.sharing_decisions.peer_reviewing import (
    Said,
    decided_by,
    record_finding,
)
from lacrecords.sharing_decisions.standing import standing_of
from lacrecords.sharing_decisions.values import (
    About,
    NewAnswer,
    NewDecision,
    NewOutcome,
    SaidOfRecipient,
)
from lacrecords.staff.stints import begins_at
from lacrecords.terms import (
    PeerAnswer,
    PeerQuestion,
    SharingDirection,
    SharingOutcome,
    SharingQuestion,
)

OFFICE_HOUR = timedelta(hours=11)


@dataclass(frozen=True, slots=True)
class Planned:
    """One decision of the month before."""

    about: str
    wanted: str
    asked_by: str
    role: str
    outcome: SharingOutcome
    reasons: str
    departure_reason: str = ""


PLANNED = (
    Planned(
        about="Two sisters in year 3 and year 6",
        wanted="Whether they may be collected by their grandmother",
        asked_by="Emeline Hartwood",
        role="Head teacher",
        outcome=SharingOutcome.SHARE,
        reasons="Their mother agrees, and the school has to know it at the gate.",
    ),
    Planned(
        about="A boy who was seen at the clinic",
        wanted="Everything that is known of the family",
        asked_by="Barnaby Sorrel",
        role="Receptionist",
        outcome=SharingOutcome.DO_NOT_SHARE,
        reasons="The clinic needs the name of a worker to ring, which it has.",
        departure_reason="The consent does not reach as far as what is asked for.",
    ),
)
PATH = (
    (SharingQuestion.PURPOSE, {"purpose": "yes", "requirement": "none", "clear_risk": "no"}),
    (SharingQuestion.IDENTIFIABLE, {"identifiable": "yes"}),
    (SharingQuestion.CONFIDENTIAL, {"confidential": "yes"}),
    (SharingQuestion.CONSENT, {"consent": "given"}),
)


def last_month_at(now: datetime, days: int = 1) -> datetime:
    """A moment in office hours, so many days before the end of the month before."""
    first = local_date(now).replace(day=1)
    return begins_at(first - timedelta(days=days)) + OFFICE_HOUR


@dataclass(frozen=True, slots=True)
class Deciders:
    """One begins a decision, another answers and decides."""

    begins: Actor
    decides: Actor
    procedure: Procedure


def decide_last_month(
    people: Deciders, planned: Planned, at: datetime, child_id: int | None = None
) -> int:
    """A decision about this child, or about whom the words say; gives its number."""
    agency = next(iter(agencies.agencies()), None)
    new = NewDecision(
        idempotency_key=secrets.token_urlsafe(16),
        direction=SharingDirection.ASKED_OF_US,
        about=About(child_id=child_id),
        about_words="" if child_id else planned.about,
        wanted=planned.wanted,
        recipient=SaidOfRecipient(
            name=planned.asked_by,
            role=planned.role,
            agency_id=agency.agency_id if agency else None,
            agency_name="",
            contact_given="",
        ),
        asked_at=at - timedelta(hours=2),
    )
    number = begin_decision(people.begins, new, people.procedure, at - timedelta(hours=2)).id
    for question, choices in PATH:
        said = {"reasons": "As it was told to us, and as it stands in the record."}
        answer = NewAnswer(question=question, choices=choices, words=said, shown=0)
        answer_question(people.decides, number, answer, at)
    outcome = NewOutcome(
        outcome=planned.outcome,
        reasons=planned.reasons,
        departure_reason=planned.departure_reason,
        anew_because="",
        shown=0,
    )
    decide(people.decides, number, outcome, at)
    return number


def draw_last_month(procedure: Procedure, now: datetime) -> None:
    """What the worker does on the first working day of a month."""
    draw_month(month_before(local_date(now).replace(day=1)), procedure, now)


def review_one(decider: Actor, now: datetime) -> None:
    """A colleague reviews one of this person's decisions; they have yet to answer it."""
    found = select(SharingPeerReview).order_by(SharingPeerReview.id)
    for review in db.session.scalars(found).all():
        if decided_by(review) == decider.key:
            people = reviewers_of((standing_of(review.decision_id),), now)
            reviewer = people[review.decision_id][0]
            said = {question: Said(PeerAnswer.YES, "") for question in PeerQuestion}
            doubt = "It does not stand there who was told how it goes on."
            said[PeerQuestion.LEAST_SHARED] = Said(PeerAnswer.CANNOT_TELL, doubt)
            record_finding(reviewer, review.id, said, now)
            return
