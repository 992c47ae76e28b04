"""The cover sheet: exactly those items, marked, about one child, page x of y, kept as issued."""

from __future__ import annotations

import hashlib
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.going_out import positions_text
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.sharing_decisions.way_models import CoverSheet, SharingItem
from lacrecords.terms import SHARING_OUTCOMES

NOT_DECIDED = "Decide first that it is shared. A cover sheet is made after that"


def items_for_sheet(
    standing: DecisionStanding, positions: tuple[int, ...]
) -> tuple[SharingItem, ...]:
    """The items of a sheet, in order; SharingRefused where one of them may not go."""
    if standing.outcome is None or standing.outcome.outcome not in SHARING_OUTCOMES:
        raise SharingRefused(None, NOT_DECIDED)
    good = {item.position: item for item in standing.good_items if item.accuracy_confirmed}
    if not positions or not set(positions) <= set(good):
        raise SharingRefused("positions", "Select items that are accurate and not taken back")
    return tuple(good[position] for position in sorted(set(positions)))


def keep_sheet(
    actor: Actor, decision_id: int, positions: tuple[int, ...], pdf: bytes, now: datetime
) -> CoverSheet:
    """Keep the sheet as it was issued."""
    standing = hold(decision_id)
    items_for_sheet(standing, positions)
    row = CoverSheet(
        decision_id=decision_id,
        number=len(standing.sheets) + 1,
        pdf=pdf,
        checksum=hashlib.sha256(pdf).hexdigest(),
        items=positions_text(positions),
        made_at=now,
        made_by=actor.key,
    )
    db.session.add(row)
    audit.record(actor, "sharing_cover_sheet_made", "sharing_decision", decision_id)
    db.session.flush()
    return row
