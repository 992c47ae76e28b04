"""Invented questions for advice, and the family that they must not name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from lacrecords.advice import services
from lacrecords.advice.concerned import Concerned
from lacrecords.advice.families import child_concerned
from lacrecords.advice.models import AdviceQuestion
from lacrecords.advice.values import NewQuestion, Said, SpokenAdvice
from lacrecords.children.queries import reference_of
from lacrecords.database import db, transaction
from lacrecords.rules.advice import MarkKey
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import AdviserKind, Role
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town, make_child, make_town

QUESTION = (
    "A parent refuses consent. The school wants to know whether there is a plan. May we say so?"
)
LATER = NOW + timedelta(hours=1)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Office:
    """The council, its Caldicott Guardian, and a child of the lead social worker."""

    town: Town
    guardian: SignedInActor
    child: str


def make_office() -> Office:
    """Needs an open transaction round it."""
    town = make_town()
    guardian = make_account(Role.CALDICOTT_GUARDIAN, name="Isolde Farrant")
    child = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    db.session.flush()
    return Office(town, guardian, reference_of(child))


def said(
    words: str, concerned: Concerned | None = None, reasons: dict[MarkKey, str] | None = None
) -> Said:
    """A text with what was answered for."""
    return Said(words=words, reasons=reasons or {}, concerned=concerned)


def asked(
    office: Office,
    words: str = QUESTION,
    *,
    about: bool = True,
    by: SignedInActor | None = None,
    adviser: AdviserKind = AdviserKind.CALDICOTT_GUARDIAN,
    urgent: bool = False,
    now: datetime = NOW,
    reasons: dict[MarkKey, str] | None = None,
    key: str = "",
) -> AdviceQuestion:
    """The lead social worker asks about their child."""
    actor = by or office.town.lead
    concerned = child_concerned(actor, office.child, now) if about else None
    new = NewQuestion(
        idempotency_key=key or f"question {next(_numbers)}",
        adviser=adviser,
        urgent=urgent,
        question=said(words, concerned, reasons),
    )
    with transaction():
        return services.ask(actor, new, office.town.procedure, now)


def spoken(office: Office, answer: str = "Share no more than is asked for.") -> AdviceQuestion:
    """The lead social worker writes down what legal services said."""
    concerned = child_concerned(office.town.lead, office.child, NOW)
    new = SpokenAdvice(
        idempotency_key=f"question {next(_numbers)}",
        adviser=AdviserKind.LEGAL_SERVICES,
        spoken_with="Leonora Vance",
        spoken_office="Legal services",
        taken_at=NOW - timedelta(hours=3),
        question=said(QUESTION, concerned),
        answer=said(answer, concerned),
    )
    with transaction():
        return services.record_spoken(office.town.lead, new, NOW)
