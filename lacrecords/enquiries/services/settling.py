"""Steps five and six: the rules decide, and all that follows is kept in one transaction."""

from __future__ import annotations

from dataclasses import asdict

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.outcome_models import OutcomeRow, OutcomeTelling
from lacrecords.enquiries.services.announcing import Settlement
from lacrecords.enquiries.services.awaiting import await_consideration
from lacrecords.enquiries.services.duties import do_duties
from lacrecords.enquiries.services.late_withdrawing import withdraw_where_decided
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.unknown import link_not_known, unlink
from lacrecords.enquiries.services.weighing import Weighing, weigh
from lacrecords.procedure import Procedure
from lacrecords.rules.enquiry_outcome import RULES_VERSION, Outcome, decide
from lacrecords.rules.sentences import sentence_for
from lacrecords.terms import MatchAnswer, TellingKind


def settle(matter: Matter) -> OutcomeRow:
    """Weigh the facts, keep the outcome with its sentences, and do every duty it names."""
    link = None
    not_known = matter.decision.answer is MatchAnswer.NOT_KNOWN
    if not_known and not matter.found.strong_closed:
        link = link_not_known(matter)
    else:
        unlink(matter, "The enquired child was decided to be somebody else.")
    weighing = weigh(matter, link)
    outcome = decide(weighing.facts)
    row = _keep_outcome(matter, weighing, outcome)
    _keep_tellings(row, weighing, outcome, matter.procedure)
    audit.record(matter.actor, "outcome_settled", "enquired_child", matter.child.id)
    withdraw_where_decided(matter.actor, matter.decision, matter.now)
    unknown_child_id = link.unknown_child_id if link else None
    do_duties(Settlement(matter, weighing, unknown_child_id), outcome.must_do)
    await_consideration(matter.enquiry, matter.procedure, matter.now)
    return row


def _keep_outcome(matter: Matter, weighing: Weighing, outcome: Outcome) -> OutcomeRow:
    row = OutcomeRow(
        enquiry_id=matter.enquiry.id,
        enquired_child_id=matter.child.id,
        match_decision_id=matter.decision.id,
        verification_id=matter.verification.id if matter.verification else None,
        facts=asdict(weighing.facts),
        duties=[duty.value for duty in outcome.must_do],
        must_not_say=list(outcome.must_not_say),
        because=list(outcome.because),
        rules_version=RULES_VERSION,
        settled_at=matter.now,
        settled_by=matter.actor.key,
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
