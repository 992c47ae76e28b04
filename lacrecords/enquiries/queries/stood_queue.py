"""Enquiries that waited for the designated manager at a moment, from what was dated by then.

An enquiry waits from when every child of it is settled until a view closes it, and again from
anything that happens in it afterwards, or from its being drawn for a second look.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from lacrecords.children.facts import batches
from lacrecords.children.record import When
from lacrecords.children.stood_lists import Standing, StoodList, StoodTitle, Wanted, joined
from lacrecords.database import db
from lacrecords.enquiries.considered_models import ManagerView, OfficerQuestion, SecondLook
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.outcome_models import (
    Disclosure,
    MoreAsked,
    OutcomeRow,
    ToldOutsideRules,
)
from lacrecords.enquiries.queries.lists import titles_of
from lacrecords.enquiries.queries.pages import enquirer_title
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.rules.consideration_of_enquiries import CLOSING_VIEWS
from lacrecords.terms import ManagerViewKind, QueueState
from lacrecords.web.words import moment_words
from lacrecords.wording import words

_BRINGS_BACK: tuple[tuple[Any, Any], ...] = (
    (OutcomeRow.enquiry_id, OutcomeRow.settled_at),
    (Disclosure.enquiry_id, Disclosure.said_at),
    (ToldOutsideRules.enquiry_id, ToldOutsideRules.recorded_at),
    (MoreAsked.enquiry_id, MoreAsked.asked_at),
)
"""What happens in an enquiry after it was closed, so that it is read again."""


def _standing(_actor: Actor, _wanted: Wanted, when: When, _now: datetime) -> Standing:
    until = when.until
    rows = db.session.execute(
        select(Enquiry.id, Enquiry.asked_at)
        .where(Enquiry.recorded_at <= until, _is_settled(until), ~_is_closed(until))
        .order_by(Enquiry.id)
    ).all()
    states = _states([number for number, _ in rows], until)
    return {
        number: joined((words(states[number]), f"asked {moment_words(asked_at)}"))
        for number, asked_at in rows
    }


def _is_settled(until: datetime) -> ColumnElement[bool]:
    """Every child of the enquiry had been settled."""
    outcome = exists().where(
        OutcomeRow.enquired_child_id == EnquiredChild.id, OutcomeRow.settled_at <= until
    )
    waits = exists().where(
        EnquiredChild.enquiry_id == Enquiry.id, EnquiredChild.from_list.is_(False), ~outcome
    )
    settled = exists().where(OutcomeRow.enquiry_id == Enquiry.id, OutcomeRow.settled_at <= until)
    return and_(~waits, settled)


def _is_closed(until: datetime) -> ColumnElement[bool]:
    """Its last view closed it, and nothing has brought it back since."""
    view, later = aliased(ManagerView), aliased(ManagerView)
    followed = exists().where(later.follows_id == view.id, later.given_at <= until)
    drawn = exists().where(SecondLook.view_id == view.id, _waits_for_a_look(until))
    brought_back = (
        exists().where(enquiry_id == view.enquiry_id, at > view.given_at, at <= until)
        for enquiry_id, at in _BRINGS_BACK
    )
    return exists().where(
        view.enquiry_id == Enquiry.id,
        view.given_at <= until,
        view.kind.in_(CLOSING_VIEWS),
        ~followed,
        ~drawn,
        ~or_(*brought_back),
    )


def _waits_for_a_look(until: datetime) -> ColumnElement[bool]:
    looked = SecondLook.looked_at
    return and_(SecondLook.drawn_at <= until, or_(looked.is_(None), looked > until))


def _states(ids: Collection[int], until: datetime) -> dict[int, QueueState]:
    """Where each of these stood in the queue."""
    states = dict.fromkeys(ids, QueueState.TO_READ)
    for some in batches(ids):
        views = select(ManagerView.enquiry_id, ManagerView.kind, OfficerQuestion.answered_at)
        asked = views.outerjoin(OfficerQuestion, OfficerQuestion.view_id == ManagerView.id).where(
            ManagerView.enquiry_id.in_(some), ManagerView.given_at <= until
        )
        for number, kind, answered_at in db.session.execute(asked.order_by(ManagerView.id)):
            answered = answered_at is not None and answered_at <= until
            states[number] = _after(kind, answered=answered)
        drawn = select(SecondLook.enquiry_id).where(
            SecondLook.enquiry_id.in_(some), _waits_for_a_look(until), ~_came_back(until)
        )
        states.update((number, QueueState.SECOND_LOOK) for number in db.session.scalars(drawn))
    return states


def _after(kind: ManagerViewKind, *, answered: bool) -> QueueState:
    """The state that a view left; one that closed it was followed by something to read."""
    if kind in CLOSING_VIEWS:
        return QueueState.TO_READ
    return QueueState.ANSWERED if answered else QueueState.ASKED


def _came_back(until: datetime) -> ColumnElement[bool]:
    """Something happened since it was drawn, and it is to be read for that."""
    return or_(
        *(
            exists().where(
                enquiry_id == SecondLook.enquiry_id, at > SecondLook.drawn_at, at <= until
            )
            for enquiry_id, at in _BRINGS_BACK
        )
    )


def _titles(
    _actor: Actor, enquiry_ids: Collection[int], _when: When, _now: datetime
) -> dict[int, StoodTitle]:
    """What the enquirer gave, and nothing of any record."""
    ids = list(enquiry_ids)
    children = titles_of(ids)
    rows = db.session.execute(
        select(Enquiry.id, Enquiry.reference, Enquirer)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(Enquiry.id.in_(ids))
    )
    return {
        number: StoodTitle(
            reference,
            "; ".join(children.get(number, ())) or "No child described",
            enquirer_title(enquirer),
            "enquiries.consider",
        )
        for number, reference, enquirer in rows
    }


ENQUIRIES_THAT_WAITED = StoodList(
    key="enquiries_to_consider",
    words="Enquiries to consider",
    position=30,
    action=Action.ENQUIRY_CONSIDER,
    trail_kind="enquiry",
    standing=_standing,
    titles=_titles,
)
