"""An item that was shared turns out not to be right: said on the decision's page.

The item itself stays as it went. It goes out no more, and whoever had it is to be told.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.corrections.models import Correction
from lacrecords.corrections.reaching import not_covered, reach, root_of, told_of_earlier
from lacrecords.corrections.values import CHANGED_MEANWHILE, CorrectionRefused, NewItemCorrection
from lacrecords.database import db, new_reference
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.told import ItemShared, tellings_of_item
from lacrecords.sharing_decisions.way import take_item_back
from lacrecords.terms import CorrectionCause

TAKEN_BACK = "It was not right. Whoever had it is told of the correction"


def corrections_of_item(item_id: int) -> tuple[Correction, ...]:
    """How often it was said that this item was not right, the first one first."""
    found = select(Correction).where(Correction.item_id == item_id).order_by(Correction.id)
    return tuple(db.session.scalars(found))


def correct_item(
    actor: Actor, shared: ItemShared, new: NewItemCorrection, procedure: Procedure, now: datetime
) -> Correction:
    """Keep what is right now and why, take the item back, and reach everybody who had it.

    CorrectionRefused where somebody else said so meanwhile.
    """
    item, decision = shared.item, shared.decision
    if item.taken_back_at is None:
        # Whoever shares it meanwhile waits here, and then finds it taken back.
        take_item_back(actor, decision.id, item.position, TAKEN_BACK, now)
    earlier = corrections_of_item(item.id)
    if len(earlier) != new.shown:
        raise CorrectionRefused(None, CHANGED_MEANWHILE)
    begun_at = earlier[-1].corrected_at if earlier else item.added_at
    row = Correction(
        reference=new_reference(),
        cause=CorrectionCause.ITEM,
        root_id=root_of(earlier[0]) if earlier else None,
        child_id=decision.child_id,
        fact_kind="",
        item_id=item.id,
        right_now=new.right_now,
        because=new.because,
        begun_at=begun_at,
        corrected_at=now,
        corrected_by=actor.key,
        noticed_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "shared_item_corrected", "correction", row.id)
    if earlier:
        had = told_of_earlier(root_of(row), begun_at, now)
    else:
        had = list(tellings_of_item(item.id, decision.child_id or 0))
    reach(actor, row, not_covered(row.id, had), procedure, now)
    return row
