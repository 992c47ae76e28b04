"""Steps five and six: the rules decide, and all that follows is kept in one transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision, Verification
from lacrecords.enquiries.outcome_models import OutcomeRow, OutcomeTelling
from lacrecords.enquiries.services.announcing import Settlement
from lacrecords.enquiries.services.duties import do_duties
from lacrecords.enquiries.services.finding import Found
from lacrecords.enquiries.services.unknown import link_not_known, unlink
from lacrecords.enquiries.services.weighing import Weighing, weigh
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.enquiry_outcome import RULES_VERSION, Outcome, decide
from lacrecords.rules.sentences import sentence_for
from lacrecords.terms import MatchAnswer, TellingKind


def settle(
    actor: Actor,
    enquiry: Enquiry,
    child: EnquiredChild,
    decision: MatchDecision,
    verification: Verification | None,
    found: Found,
    procedure: Procedure,
    now: datetime,
) -> OutcomeRow:
    """Weigh the facts, keep the outcome with its sentences, and do every duty it names."""
    link = None
    not_known = decision.answer is MatchAnswer.NOT_KNOWN
    if not_known and not found.strong_closed:
        link = link_not_known(actor, child, decision, found, now)
    else:
        unlink(actor, child, "The enquired child was decided to be somebody else.", now)
    weighing = weigh(actor, enquiry, child, decision, verification, found, link, procedure, now)
    outcome = decide(weighing.facts)
    row = _keep_outcome(actor, child, decision, verification, weighing, outcome, now)
    _keep_tellings(row, weighing, outcome, procedure)
    audit.record(actor, "outcome_settled", "enquired_child", child.id)
    do_duties(
        Settlement(
            actor=actor,
            enquiry=enquiry,
            child=child,
            decision=decision,
            weighing=weighing,
            unknown_child_id=link.unknown_child_id if link else None,
            procedure=procedure,
            now=now,
        ),
        outcome.must_do,
    )
    return row


def _keep_outcome(
    actor: Actor,
    child: EnquiredChild,
    decision: MatchDecision,
    verification: Verification | None,
    weighing: Weighing,
    outcome: Outcome,
    now: datetime,
) -> OutcomeRow:
    row = OutcomeRow(
        enquiry_id=child.enquiry_id,
        enquired_child_id=child.id,
        match_decision_id=decision.id,
        verification_id=verification.id if verification else None,
        facts=asdict(weighing.facts),
        duties=[duty.value for duty in outcome.must_do],
        must_not_say=list(outcome.must_not_say),
        because=list(outcome.because),
        rules_version=RULES_VERSION,
        settled_at=now,
        settled_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _keep_tellings(
    row: OutcomeRow, weighing: Weighing, outcome: Outcome, procedure: Procedure
) -> None:
    for position, kind in enumerate(outcome.may_tell, 1):
        db.session.add(
            OutcomeTelling(
                outcome_id=row.id,
                kind=kind,
                position=position,
                sentence=sentence(kind, weighing, procedure),
            )
        )
    db.session.flush()


def sentence(kind: TellingKind, weighing: Weighing, procedure: Procedure) -> str:
    """The exact sentence for this kind; one office number serves every enquirer."""
    standing = weighing.standing
    worker = None
    if standing is not None:
        cover = kind is TellingKind.COVER_WORKER_NAME
        worker = standing.cover if cover else standing.lead
    other = standing.other_authority if standing else None
    return sentence_for(
        kind,
        name=worker.name if worker else None,
        office_number=procedure.enquiries_number,
        duty_number=procedure.enquiries_number,
        out_of_hours_number=procedure.enquiries_number,
        authority=other.authority if other else None,
        authority_number=other.telephone if other else None,
        on_plan=standing.on_plan if standing else None,
    )
