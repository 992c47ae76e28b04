"""Every decision about one child in the order made, as it stands or as it stood on a day.

What is closed to a reader today is closed to them for every moment of the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from lacrecords.children.linked import record_ids
from lacrecords.children.reading import find_record, note_refused_reading
from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.page import Said, said_of
from lacrecords.sharing_decisions.queries import STATE_WORDS
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.staff.queries import names_for
from lacrecords.terms import SharingQuestion


@dataclass(frozen=True, slots=True)
class DecisionInOrder:
    """One decision about the child, with what was said of consent."""

    standing: DecisionStanding
    state: str
    consent: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ChildOrder:
    """The decisions about one child, the first one first."""

    reference: str
    decisions: tuple[DecisionInOrder, ...]
    names: dict[str, str]
    opens_record: bool


def child_order(actor: Actor, reference: str, moment: datetime, now: datetime) -> ChildOrder | None:
    """The decisions about this child as they stood at that moment, for this reader of today.

    None where the record is not there, or closed to them; a refusal is kept.
    """
    found = find_record(actor, reference, now)
    rows = _rows(found.child_id) if found.child_id is not None and found.open_to_reader else ()
    seen = visible(actor, rows, now)
    opens_record = may(actor.role, Action.CHILD_READ)
    if not found.open_to_reader or not (opens_record or seen):
        with transaction():
            note_refused_reading(actor, found.child_id, now)
        return None
    then = [as_it_stood(one, moment) for one in standings_of(seen).values()]
    made = sorted(
        (one for one in then if one is not None), key=lambda one: (one.row.begun_at, one.row.id)
    )
    return ChildOrder(
        reference=reference.upper(),
        decisions=tuple(_in_order(one) for one in made),
        names=names_for(_keys(made)),
        opens_record=opens_record,
    )


def _rows(child_id: int) -> Sequence[SharingDecision]:
    """The decisions about any record of this child."""
    of = SharingDecision.child_id.in_(record_ids(child_id))
    return db.session.scalars(select(SharingDecision).where(of)).all()


def as_it_stood(standing: DecisionStanding, moment: datetime) -> DecisionStanding | None:
    """The decision with what was recorded of it by that moment; None: it was not begun."""
    if standing.row.begun_at > moment:
        return None
    shared = tuple(one for one in standing.shared if one.shared_at <= moment)
    went = {one.id for one in shared}
    return replace(
        standing,
        recipients=tuple(one for one in standing.recipients if one.recorded_at <= moment),
        answers=tuple(one for one in standing.answers if one.answered_at <= moment),
        outcomes=tuple(one for one in standing.outcomes if one.decided_at <= moment),
        items=tuple(one for one in standing.items if one.added_at <= moment),
        checks=tuple(one for one in standing.checks if one.checked_at <= moment),
        agreements=tuple(one for one in standing.agreements if one.recorded_at <= moment),
        informed_rows=tuple(one for one in standing.informed_rows if one.recorded_at <= moment),
        sheets=tuple(one for one in standing.sheets if one.made_at <= moment),
        shared=shared,
        shared_items=tuple(one for one in standing.shared_items if one.sharing_id in went),
    )


def _in_order(standing: DecisionStanding) -> DecisionInOrder:
    answer = standing.answer(SharingQuestion.CONSENT)
    return DecisionInOrder(
        standing=standing,
        state=STATE_WORDS[standing.state],
        consent=said_of(answer) if answer else (),
    )


def _keys(standings: Sequence[DecisionStanding]) -> set[str]:
    return {
        key
        for one in standings
        for key in (
            one.row.begun_by,
            *(row.decided_by for row in one.outcomes),
            *(row.shared_by for row in one.shared),
        )
    }
