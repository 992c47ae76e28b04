"""Answering the questions, and the outcome: rows are added, nothing is changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.sharing import VERSION, departs
from lacrecords.sharing_decisions.applied_guidance import versions_that_apply
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.models import SharingAnswerRow, SharingOutcomeRow
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.telling import close_its_task, open_its_task
from lacrecords.sharing_decisions.values import (
    CHANGED_MEANWHILE,
    NewAnswer,
    NewOutcome,
    SharingRefused,
)
from lacrecords.terms import SharingOutcome

ENDS = frozenset({SharingOutcome.DO_NOT_SHARE, SharingOutcome.NO_LONGER_ASKED})
"""Outcomes after which nobody has to do anything."""
NOT_UNDONE = "Something went out by this decision. It stays, and no later outcome says it was not"


def answer_question(actor: Actor, decision_id: int, new: NewAnswer, now: datetime) -> None:
    """Keep the answer to one question, after those that were given before."""
    newest = hold(decision_id).answer(new.question)
    number = newest.number if newest else 0
    if number != new.shown:
        raise SharingRefused(None, CHANGED_MEANWHILE)
    db.session.add(
        SharingAnswerRow(
            decision_id=decision_id,
            question=new.question,
            number=number + 1,
            choices=dict(new.choices),
            words=dict(new.words),
            consent_reference=new.consent_reference,
            answered_at=now,
            answered_by=actor.key,
        )
    )
    audit.record(actor, "sharing_question_answered", "sharing_decision", decision_id)
    db.session.flush()


def decide(actor: Actor, decision_id: int, new: NewOutcome, now: datetime) -> SharingOutcomeRow:
    """Keep how a named person decides, with what the rules said and the guidance of the day.

    SharingRefused where it departs from what normally follows and no reason is given.
    """
    standing = hold(decision_id)
    newest = standing.outcome
    _refuse(standing, new)
    facts, found = standing.facts, standing.findings
    departing = departs(facts, new.outcome)
    row = SharingOutcomeRow(
        decision_id=decision_id,
        number=len(standing.outcomes) + 1,
        outcome=new.outcome,
        reasons=new.reasons,
        follows=found.follows,
        departs=departing,
        departure_reason=new.departure_reason if departing else "",
        anew_because=new.anew_because if newest else "",
        facts={name: word for name, word in asdict(facts).items() if word is not None},
        rules=[rule.number for rule in found.rules],
        rules_version=VERSION,
        guidance=versions_that_apply(local_date(now), standing.recipient.agency_id),
        decided_at=now,
        decided_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, f"sharing_decided_{new.outcome.value}", "sharing_decision", decision_id)
    if new.outcome in ENDS:
        close_its_task(actor, standing.row, "It was decided.", now)
    elif newest is not None and newest.outcome in ENDS:
        open_its_task(actor, standing.row, now)
    return row


def _refuse(standing: DecisionStanding, new: NewOutcome) -> None:
    newest = standing.outcome
    if (newest.number if newest else 0) != new.shown:
        raise SharingRefused(None, CHANGED_MEANWHILE)
    if newest is not None and not new.anew_because.strip():
        raise SharingRefused("anew_because", "Enter why you decide anew")
    if standing.went_out and new.outcome is SharingOutcome.NO_LONGER_ASKED:
        raise SharingRefused("outcome", NOT_UNDONE)
    if departs(standing.facts, new.outcome) and not new.departure_reason.strip():
        words = "This departs from what normally follows. Enter why"
        raise SharingRefused("departure_reason", words)
