"""Corrections that others must be told of, on the child's page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy import exists, or_

from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.children.queries import record_ids
from lacrecords.children.replaced import anything_replaced, is_anything_replaced, replaced_as_wrong
from lacrecords.corrections.models import Correction
from lacrecords.corrections.queries import CorrectionStanding, standings
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff.queries import names_for

TITLE = "Corrections that others had to be told of"
NOTHING = "No correction that you are to know of reached anybody outside."
ONE_ALONE = "One correction of this record reached nobody outside."
SOME_ALONE = "{number} corrections of this record reached nobody outside."


def _nothing_at_all(actor: Actor, _child_id: int, _now: datetime) -> Panel | None:
    return Panel(TITLE, NOTHING, ()) if may(actor.role, Action.CORRECTION_READ) else None


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    """The corrections that the reader may see; those that reached nobody are a line."""
    if not may(actor.role, Action.CORRECTION_READ):
        return None
    ids = record_ids(child_id)
    found = standings(actor, now, ids)
    names = names_for({one.newest.corrected_by for one in found})
    lines = sorted((_line(one, names) for one in found), key=lambda line: line.at, reverse=True)
    return Panel(TITLE, _nothing(ids, now), tuple(lines))


def _nothing(ids: tuple[int, ...], now: datetime) -> str:
    """That corrections reached nobody is said where nobody at all is to be told."""
    if not anything_replaced(ids):
        return NOTHING
    number = 0 if standings(None, now, ids) else len(replaced_as_wrong(ids))
    if number == 0:
        return NOTHING
    return ONE_ALONE if number == 1 else SOME_ALONE.format(number=number)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing_at_all,
    has_anything=or_(
        exists().where(Correction.child_id.in_(RECORDS)), is_anything_replaced(RECORDS)
    ),
)


def _line(one: CorrectionStanding, names: dict[str, str]) -> PanelLine:
    waiting, all_of_them = len(one.open_duties), len(one.duties)
    stands = f"{waiting} of {all_of_them} still to be told" if waiting else "everybody is settled"
    return PanelLine(
        one.newest.corrected_at,
        f"Corrected: {one.title}, {stands}",
        names.get(one.newest.corrected_by, one.newest.corrected_by),
        one.newest.reference,
        url_for("corrections.show", reference=one.newest.reference),
    )
