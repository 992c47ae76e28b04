"""Consents that are to be looked at again, for whoever reads the list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.consents.models import Consent, ConsentReview, ConsentReviewAsked
from lacrecords.consents.reviewing import standing_consents
from lacrecords.consents.standing import ConsentStanding, consents_of_children
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ConsentState, Role

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class DueConsent:
    """One consent of the list: whose child, and why."""

    child_name: str
    child_reference: str
    standing: ConsentStanding


def due_for(actor: Actor, now: datetime) -> tuple[DueConsent, ...]:
    """Those due and not yet looked at: of one's own children, or as a manager of all.

    A record that is closed to the reader, or sealed, stands in no list.
    """
    today = local_date(now)
    asked = _asked()
    if actor.role is Role.LEAD_SOCIAL_WORKER and actor.account_id is not None:
        # Linked records speak as one child.
        led = children.with_linked(children.children_led_by((actor.account_id,), today))
        asked = [row for row in asked if row.child_id in set(led)]
    hidden = children.hidden_ids({row.child_id for row in asked}, actor.account_id, today)
    open_to = [row for row in asked if row.child_id not in hidden]
    return _shown(open_to, actor, now)


def _asked() -> list[Consent]:
    """Standing consents for which a task was given that nobody has answered with a review."""
    later = exists().where(
        ConsentReview.consent_id == Consent.id,
        ConsentReview.reviewed_at >= ConsentReviewAsked.asked_at,
    )
    rows = db.session.scalars(
        select(Consent)
        .join(ConsentReviewAsked, ConsentReviewAsked.consent_id == Consent.id)
        .where(standing_consents(), ~later)
        .order_by(ConsentReviewAsked.asked_at, Consent.id)
    )
    return list({row.id: row for row in rows}.values())


def _shown(rows: Collection[Consent], actor: Actor, now: datetime) -> tuple[DueConsent, ...]:
    ids = {row.child_id for row in rows}
    names = children.names_of(ids, actor.account_id, local_date(now))
    references = children.references_of(ids)
    every = consents_of_children(ids, now)
    found = (
        DueConsent(names[row.child_id], references[row.child_id], every[row.child_id].standing(row))
        for row in rows
    )
    return tuple(one for one in found if one.standing.state is ConsentState.REVIEW_DUE)
