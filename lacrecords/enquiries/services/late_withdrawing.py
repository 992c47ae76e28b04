"""Late hits with nothing left to decide: decided otherwise meanwhile, or the record is gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.queries.late_pairs import waiting_hits, weighed_on
from lacrecords.notifications.services import close_task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer

DECIDED = "Somebody has decided which child it is."
OTHERS_DECIDE = "Somebody else answers for this now."
GONE = "Nothing stands in this record any more: the load that brought it was undone."


def withdraw_where_decided(actor: Actor, decision: MatchDecision, now: datetime) -> None:
    """A decision with the record in view, or for a record, leaves nothing to ask."""
    for hit in waiting_hits(enquired_child_id=decision.enquired_child_id):
        taken = decision.answer is MatchAnswer.SAME
        if taken or (decision.by_person and weighed_on(decision, hit.child_id, hit.evidence)):
            withdraw(actor, hit, DECIDED, now)


def withdraw_where_gone(actor: Actor, child_ids: Collection[int], now: datetime) -> int:
    """Nobody is asked about a record of which nothing stands; how many hits there were."""
    hits = waiting_hits(child_ids=child_ids)
    for hit in hits:
        withdraw(actor, hit, GONE, now)
    return len(hits)


def withdraw(actor: Actor, hit: LateHit, because: str, now: datetime) -> None:
    """Nothing is left to decide of this hit; its task is done."""
    hit.withdrawn_at, hit.withdrawn_because = now, because
    db.session.flush()
    audit.record(actor, "late_hit_withdrawn", "late_hit", hit.id)
    close_task(actor, hit.task_id, because, now)
