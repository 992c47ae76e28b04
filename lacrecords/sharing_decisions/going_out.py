"""What goes out: by the outcome that counts, to a checked recipient, item by item."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.check_requests.ending import end_by_sharing
from lacrecords.database import db, lock_form, new_reference
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.sharing import consent_fell
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.standing import DecisionStanding, Ready, facts_of
from lacrecords.sharing_decisions.telling import close_its_task
from lacrecords.sharing_decisions.values import NewSharing, SharingRefused
from lacrecords.sharing_decisions.way_models import CoverSheet, SharedInformation, SharedItem
from lacrecords.terms import SharingMeans

STILL_MISSING = "Something must still be done before anything goes out. It stands on the page"
CONSENT_FELL = (
    "The consent on which it was decided does not stand any more. Nothing goes out by it. Look at"
    " the questions again, and decide anew"
)
NEEDS_SHEET = "Make the cover sheet with exactly these items first. It goes with them"


def record_sharing(
    actor: Actor, decision_id: int, new: NewSharing, now: datetime
) -> SharedInformation:
    """Keep what went out, to whom and how; a form sent twice is one sharing.

    SharingRefused while anything of the right way is missing, for a moment before the decision
    or to come, and where what is not read out has no cover sheet with exactly these items.
    """
    lock_form(new.idempotency_key)
    known = db.session.scalar(
        select(SharedInformation).where(SharedInformation.idempotency_key == new.idempotency_key)
    )
    if known is not None:
        return known
    standing = hold(decision_id)
    sheet = _refuse_what_may_not_go(standing, new, now)
    ready = standing.ready
    if ready is None:
        raise SharingRefused(None, STILL_MISSING)
    row = _write(actor, ready, sheet, new)
    for item in standing.good_items:
        if item.position in new.positions:
            db.session.add(SharedItem(decision_id=decision_id, sharing_id=row.id, item_id=item.id))
    audit.record(actor, "information_shared", "sharing_decision", decision_id)
    db.session.flush()
    close_its_task(actor, standing.row, "It was shared, and recorded.", now)
    if standing.row.check_request_id is not None:
        end_by_sharing(actor, standing.row.check_request_id, now)
    return row


def _write(
    actor: Actor, ready: Ready, sheet: CoverSheet | None, new: NewSharing
) -> SharedInformation:
    row = SharedInformation(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        decision_id=ready.outcome.decision_id,
        outcome_id=ready.outcome.id,
        recipient_check_id=ready.check.id,
        agreement_id=ready.agreement.id,
        informed_id=ready.informed.id,
        cover_sheet_id=sheet.id if sheet else None,
        means=new.means,
        words=new.words,
        shared_at=new.shared_at,
        shared_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _refuse_what_may_not_go(
    standing: DecisionStanding, new: NewSharing, now: datetime
) -> CoverSheet | None:
    if standing.missing_before_it_goes:
        raise SharingRefused(None, STILL_MISSING)
    if standing.outcome and consent_fell(facts_of(standing.outcome.facts), standing.facts):
        raise SharingRefused(None, CONSENT_FELL)
    good = {item.position for item in standing.good_items}
    if not new.positions or not set(new.positions) <= good:
        raise SharingRefused("positions", "Select which of the items went out")
    decided_at = standing.outcome.decided_at if standing.outcome else now
    if not decided_at <= new.shared_at <= now:
        words = "The moment it went out must be after the decision, and not in the future"
        raise SharingRefused("shared_on", words)
    if new.means is SharingMeans.READ_OUT:
        return None
    sheet = sheet_of(standing, new.positions)
    if sheet is None:
        raise SharingRefused("positions", NEEDS_SHEET)
    return sheet


def sheet_of(standing: DecisionStanding, positions: tuple[int, ...]) -> CoverSheet | None:
    """The newest cover sheet that has exactly these items."""
    wanted = positions_text(positions)
    found = [sheet for sheet in standing.sheets if sheet.items == wanted]
    return found[-1] if found else None


def positions_text(positions: tuple[int, ...]) -> str:
    """Positions of items as a sheet keeps them."""
    return " ".join(str(position) for position in sorted(set(positions)))
