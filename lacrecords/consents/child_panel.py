"""What a child's page shows about consent; the page itself belongs to the children."""

from __future__ import annotations

from datetime import datetime

from flask import url_for

from lacrecords.children.panels import Panel, PanelLine
from lacrecords.consents.access import is_closed
from lacrecords.consents.queries import consents_about
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.wording import words

MOST_LINES = 20
TITLE = "Consent to share"


def child_panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    """The answers about this child, for those who may read them."""
    if not may(actor.role, Action.CONSENT_READ) or is_closed(actor, child_id, now):
        return None
    lines = tuple(
        PanelLine(
            at=one.recorded_at,
            what=words(one.state),
            who=one.given_by,
            reference=one.reference,
            href=url_for("consents.show", reference=one.reference),
        )
        for one in consents_about(child_id, now)[:MOST_LINES]
    )
    return Panel(TITLE, "Nobody was asked yet, as far as it is recorded.", lines)
