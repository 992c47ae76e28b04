"""The list of enquiries that a child's page shows; the page itself belongs to the children."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists

from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.queries.about_child import enquiries_about
from lacrecords.rules.authorisation import Actor

TITLE, NOTHING = "Enquiries about this child", "None that you may see."


def _nothing(_actor: Actor, _child_id: int, _now: datetime) -> Panel:
    return Panel(TITLE, NOTHING, ())


def _panel(actor: Actor, child_id: int, _now: datetime) -> Panel:
    """The enquiries decided to be about this child, for this reader."""
    lines = tuple(
        PanelLine(
            at=one.asked_at,
            what=one.type_words,
            who=one.enquirer_title,
            reference=one.reference,
            href=url_for("enquiries.show", reference=one.reference) if one.may_open else None,
        )
        for one in enquiries_about(actor, child_id)
    )
    return Panel(TITLE, NOTHING, lines)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing,
    has_anything=exists().where(MatchDecision.child_id.in_(RECORDS)),
)
