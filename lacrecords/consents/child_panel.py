"""What a child's page shows about consent; the page itself belongs to the children."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists

from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.consents.access import is_closed
from lacrecords.consents.models import Consent
from lacrecords.consents.queries import consents_about
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.wording import words

MOST_LINES = 20
TITLE = "Consent to share"
NOTHING = "Nobody was asked yet, as far as it is recorded."


def _nothing(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    if not may(actor.role, Action.CONSENT_READ) or is_closed(actor, child_id, now):
        return None
    return Panel(TITLE, NOTHING, ())


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
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
    return Panel(TITLE, NOTHING, lines)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing,
    has_anything=exists().where(Consent.child_id.in_(RECORDS)),
)
