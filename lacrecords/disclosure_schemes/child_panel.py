"""The questions that a child's page shows; the page itself belongs to the children."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists, select

from lacrecords.children.linked import record_ids
from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.database import db
from lacrecords.disclosure_schemes.access import open_children, seen_by
from lacrecords.disclosure_schemes.models import SchemeChildLink, SchemeQuestion
from lacrecords.disclosure_schemes.standing import QuestionStanding, standings_of
from lacrecords.disclosure_schemes.words import words
from lacrecords.rules.authorisation import Action, Actor, may

MOST_LINES = 20
TITLE = "Questions about a person around this child"
NOTHING = "None that you may see."


def _nothing(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    if not may(actor.role, Action.SCHEME_LINK):
        return None
    return Panel(TITLE, NOTHING, ()) if open_children(actor, {child_id}, now) else None


def child_panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    """The questions that touch this child, for this reader; not a word of what was asked."""
    if not may(actor.role, Action.SCHEME_LINK):
        return None
    if child_id not in open_children(actor, {child_id}, now):
        return None
    linked = select(SchemeChildLink.question_id).where(
        SchemeChildLink.child_id.in_(record_ids(child_id)), SchemeChildLink.undone_at.is_(None)
    )
    if db.session.scalar(linked.limit(1)) is None:
        return Panel(TITLE, NOTHING, ())
    ids = db.session.scalars(
        select(SchemeQuestion.id)
        .where(SchemeQuestion.id.in_(linked), seen_by(actor, now))
        .order_by(SchemeQuestion.asked_at.desc())
        .limit(MOST_LINES)
    ).all()
    standings = standings_of(ids)
    lines = tuple(_line(standings[one]) for one in ids)
    return Panel(TITLE, NOTHING, lines)


CHILD_PANEL = PanelOfSlice(
    show=child_panel,
    show_nothing=_nothing,
    has_anything=exists().where(SchemeChildLink.child_id.in_(RECORDS)),
)


def _line(standing: QuestionStanding) -> PanelLine:
    schemes = " and ".join(words(one) for one in standing.schemes)
    reference = standing.question.reference
    return PanelLine(
        at=standing.question.asked_at,
        what=". ".join(part for part in (schemes, words(standing.state)) if part),
        who="",
        reference=reference,
        href=url_for("disclosure_schemes.show", reference=reference),
    )
