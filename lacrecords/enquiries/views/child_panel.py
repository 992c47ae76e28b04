"""The list of enquiries that a child's page shows; the page itself belongs to the children."""

from __future__ import annotations

from datetime import datetime

from flask import url_for

from lacrecords.children.panels import Panel, PanelLine
from lacrecords.enquiries.queries.about_child import enquiries_about
from lacrecords.rules.authorisation import Actor


def child_panel(actor: Actor, child_id: int, _now: datetime) -> Panel:
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
    return Panel("Enquiries about this child", "None that you may see.", lines)
