"""The demo's notifications that were taken off long ago: one to be destroyed, one that was.

And somebody who was let in to one that stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.people.services import NewPerson
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications import course, disposal, readers
from lacrecords.risk_notifications.described import NewRiskNotification, Source, Statement
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.recording import record_notification
from lacrecords.risk_notifications.services import number_of
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    Channel,
    PersonTold,
    RiskBasis,
    RiskDisposalAnswer,
    RiskDisposalGround,
    RiskLevel,
)


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Who asks and who decides, the figures, and at what moment it is now."""

    manager: Actor
    guardian: Actor
    procedure: Procedure
    now: datetime


def make_disposals(two: TwoPeople, readers_of_one: Sequence[int]) -> None:
    """Two that were taken off long ago, one of them destroyed; and a reader of one that stands."""
    _taken_off(two, "Peregrine", "Dunnock")
    gone = _taken_off(two, "Osric", "Fieldfare")
    with transaction():
        ground = RiskDisposalGround.TIME_IS_OVER
        disposal.ask_disposal(two.manager, gone, ground, two.procedure, two.now)
    with transaction():
        agreed = RiskDisposalAnswer.AGREED
        disposal.decide_disposal(two.guardian, gone, agreed, two.procedure, two.now)
    _lets_in(two, readers_of_one)


def _taken_off(two: TwoPeople, forename: str, surname: str) -> int:
    then = two.now - timedelta(days=366 * two.procedure.risk_disposal_years + 5)
    with transaction():
        new = _notification(forename, surname, local_date(then))
        reference = record_notification(two.manager, new, two.procedure, then)
        number = number_of(reference)
    with transaction():
        why = "The police say that it is another person"
        course.propose_removal(two.manager, number, why, two.procedure, then)
    with transaction():
        course.decide_removal(two.guardian, number, True, "So they confirmed in writing", then)
    return number


def _notification(forename: str, surname: str, on: date) -> NewRiskNotification:
    return NewRiskNotification(
        form_key=f"demonstration {surname}",
        source=Source(
            agency_id=None,
            agency_name="Westmere probation office",
            source_name="Auberon Lisle",
            source_role="Probation officer",
            contact_given="",
            channel=Channel.LETTER,
            received_on=on,
        ),
        statement=Statement(
            basis=RiskBasis.CONCERN,
            fact="",
            opinion="The officer thinks that he has moved into the area.",
            level=RiskLevel.NOT_ASSESSED,
            assessment="",
            told=PersonTold.NOT_TOLD,
            told_words="Nobody knew whether it was he",
        ),
        person=NewPerson(forename=forename, surname=surname),
    )


def _lets_in(two: TwoPeople, account_ids: Sequence[int]) -> None:
    first = db.session.scalars(select(RiskNotification.id).order_by(RiskNotification.id)).first()
    for account_id in account_ids[: 1 if first else 0]:
        value = readers.NewReader(account_id=account_id, reason="Leads for a child at the address")
        with transaction():
            readers.add_reader(two.manager, first or 0, value, two.now)
