"""The movements that a child's page shows; the page itself belongs to the children."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, time

from flask import url_for
from sqlalchemy import exists, or_, select

from lacrecords.agencies import authorities
from lacrecords.children.linked import record_ids
from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.database import db
from lacrecords.movements import access, reading
from lacrecords.movements.missing_models import MissingFamilyChild
from lacrecords.movements.missing_queries import FamilyPage, families_of_children
from lacrecords.movements.models import Movement, MovementChild
from lacrecords.movements.received_models import ReceivedAlertLink
from lacrecords.movements.received_queries import AlertPage, alerts_of_children
from lacrecords.movements.words import DIRECTION_WORDS, state_words
from lacrecords.rules.authorisation import Action, Actor, may

MOST_LINES = 20
TITLE, NONE = "Movements into and out of the area", "None recorded."
NONE_TO_SEE = "None that you may see."


def _nothing(actor: Actor, _child_id: int, _now: datetime) -> Panel:
    return Panel(TITLE, NONE if may(actor.role, Action.MOVEMENT_READ) else NONE_TO_SEE, ())


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel:
    """The movements of this child for this reader, and whether the family is looked for."""
    if not may(actor.role, Action.MOVEMENT_READ):
        return Panel(TITLE, NONE_TO_SEE, ())
    ids = record_ids(child_id)
    standings = reading.standings_of(_movements(ids), now)
    families = families_of_children(actor, ids, now)
    alerts = alerts_of_children(actor, ids, now)
    if not standings and not families and not alerts:
        return Panel(TITLE, NONE, ())
    if access.is_closed(actor, child_id, now):
        return Panel(TITLE, NONE_TO_SEE, ())
    lines = [*_lines_of_movements(standings), *_lines_of_families(families)]
    lines += _lines_of_alerts(alerts)
    lines.sort(key=lambda line: line.at, reverse=True)
    return Panel(TITLE, NONE, tuple(lines))


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing,
    has_anything=or_(
        exists().where(MovementChild.child_id.in_(RECORDS)),
        exists().where(MissingFamilyChild.child_id.in_(RECORDS)),
        exists().where(ReceivedAlertLink.child_id.in_(RECORDS)),
    ),
)


def _movements(child_ids: Collection[int]) -> Sequence[Movement]:
    """The latest movements of this child, whichever of its records they stand on."""
    return db.session.scalars(
        select(Movement)
        .join(MovementChild, MovementChild.movement_id == Movement.id)
        .where(MovementChild.child_id.in_(child_ids), MovementChild.undone_at.is_(None))
        .order_by(Movement.moved_on.desc(), Movement.id.desc())
        .limit(MOST_LINES)
    ).all()


def _lines_of_movements(standings: Sequence[reading.Standing]) -> Iterator[PanelLine]:
    names = authorities.authority_names() if standings else {}
    for one in standings:
        state = state_words(one.state, one.ended_with_things_undone)
        yield PanelLine(
            at=datetime.combine(one.row.moved_on, time(12), UTC),
            what=f"{DIRECTION_WORDS[one.row.direction]}. {state}",
            who=names[one.row.authority_id],
            reference=one.row.reference,
            href=url_for("movements.movement", reference=one.row.reference),
        )


def _lines_of_families(families: Sequence[FamilyPage]) -> Iterator[PanelLine]:
    for page in families:
        yield PanelLine(
            at=page.row.recorded_at,
            what="Family found" if page.found else "Family whose whereabouts are not known",
            who="",
            reference=page.row.reference,
            href=url_for("movements.family", reference=page.row.reference),
        )


def _lines_of_alerts(alerts: Sequence[AlertPage]) -> Iterator[PanelLine]:
    for page in alerts:
        yield PanelLine(
            at=page.row.received_at,
            what="Another authority looks for the family" if page.is_open else "Alert ended",
            who=page.authority,
            reference=page.row.reference,
            href=url_for("movements.received_alert", reference=page.row.reference),
        )
