"""Who may see which question, and which of its linked children.

Managers and the Caldicott Guardian see every one. Those on duty see all but questions about a
worker of ours; lead social workers those on the children they lead or cover. Whoever wrote one
down sees it. A record closed to the reader, and a sealed one, is nowhere.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.disclosure_schemes.models import (
    SchemeChildLink,
    SchemeQuestion,
    SchemeQuestionVersion,
)
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff import queries as staff
from lacrecords.terms import Role

SEES_ALL = frozenset({Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN})
ON_DUTY = frozenset({Role.DUTY_OFFICER, Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER})


def seen_by(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The questions that this person may see."""
    if actor.role in SEES_ALL:
        return true()
    own = SchemeQuestion.recorded_by == actor.key
    of_our_worker = exists().where(
        SchemeQuestionVersion.question_id == SchemeQuestion.id,
        SchemeQuestionVersion.our_worker.is_(True),
    )
    return or_(own, and_(~of_our_worker, _by_role(actor, local_date(now))))


def _by_role(actor: Actor, on: date) -> ColumnElement[bool]:
    if actor.role in ON_DUTY:
        return true()
    if actor.role is not Role.LEAD_SOCIAL_WORKER:
        return false()
    return exists().where(
        SchemeChildLink.question_id == SchemeQuestion.id,
        SchemeChildLink.undone_at.is_(None),
        SchemeChildLink.child_id.in_(_children_of(actor, on)),
    )


def _children_of(actor: Actor, on: date) -> tuple[int, ...]:
    """Every record of the children whom this person leads or covers, and may open."""
    if actor.account_id is None:
        return ()
    covered = staff.absences_covered_by(actor.account_id, on)
    accounts = {actor.account_id, *(one.account_id for one in covered)}
    led = children.children_led_by(accounts, on)
    hidden = children.hidden_ids(led, actor.account_id, on)
    return children.with_linked(set(led) - hidden)


def question_id_for(actor: Actor, reference: str, now: datetime) -> int | None:
    """The number of the question, where this person may see it."""
    found = select(SchemeQuestion.id).where(
        SchemeQuestion.reference == reference.upper(), seen_by(actor, now)
    )
    return db.session.scalar(found)


def open_children(actor: Actor, child_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Which of these records this person may know of here; a duty officer of none.

    A sealed record is linked to no question: its owner hears of it in other ways. Nobody checks
    who asks about a person, so a duty officer reads no more than before a check.
    """
    if not may(actor.role, Action.SCHEME_LINK):
        return frozenset()
    wanted = set(child_ids)
    return frozenset(wanted - children.hidden_ids(wanted, actor.account_id, local_date(now)))
