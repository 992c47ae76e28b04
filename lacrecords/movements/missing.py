"""Families nobody can find: alerts to other authorities, and standing down that is not forgotten.

When a family is found, a task for every authority that was told stays open until it was told
to stand down; what is late goes up every working day. Nothing else closes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference
from lacrecords.movements.holding import hold
from lacrecords.movements.missing_models import (
    MissingFamily,
    MissingFamilyAlert,
    MissingFamilyChild,
)
from lacrecords.movements.next_steps import DESIGNATED_MANAGER, owner_of
from lacrecords.movements.reading import this_procedure
from lacrecords.movements.refusals import MovementRefused
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Recipient,
    close_tasks_of_matter,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    MatterKind,
    NotificationKind,
    SendingMethod,
    TaskKind,
)

MOST_CHILDREN = 20


@dataclass(frozen=True, slots=True)
class NewMissingChild:
    """A child of the family: their record, where there is one, and how the alert names them."""

    told_as: str
    child_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMissingFamily:
    """A family whose whereabouts are not known; everything here stands in the alert."""

    form_key: str
    family: str
    worry: str
    last_seen_on: date | None
    last_seen_where: str
    if_found: str
    children: tuple[NewMissingChild, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When, how and to whom something was said to an authority."""

    on: date
    method: SendingMethod
    whom: str


def record_missing_family(actor: Actor, new: NewMissingFamily, now: datetime) -> str:
    """Record it; its reference, also where this form was sent before. MovementRefused: why not."""
    hold(new.form_key)
    made = db.session.scalar(select(MissingFamily).where(MissingFamily.form_key == new.form_key))
    if made is not None:
        return made.reference
    if not new.children:
        raise MovementRefused("children", "Describe one child at least")
    if new.last_seen_on is not None and new.last_seen_on > local_date(now):
        raise MovementRefused("last_seen_on", "The day they were last seen must be in the past")
    row = MissingFamily(
        reference=new_reference(),
        form_key=new.form_key,
        family=new.family,
        worry=new.worry,
        last_seen_on=new.last_seen_on,
        last_seen_where=new.last_seen_where,
        if_found=new.if_found,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    for child in new.children:
        db.session.add(
            MissingFamilyChild(
                missing_family_id=row.id, child_id=child.child_id, told_as=child.told_as
            )
        )
        if child.child_id is not None:
            audit.record(actor, "missing_child_recorded", "child", child.child_id)
    db.session.flush()
    audit.record(actor, "missing_family_recorded", "missing_family", row.id)
    return row.reference


def tell_authority(
    actor: Actor, family_id: int, authority_id: int, told: Told, now: datetime
) -> bool:
    """Record that this authority was alerted; False: it was already. MovementRefused: why not."""
    family = _locked(family_id)
    _refuse_telling(told, local_date(now))
    if not authorities.is_listed(authority_id):
        raise MovementRefused("authority_id", "Select the authority that was told")
    if family.found_at is not None:
        raise MovementRefused("", "The family is found: nobody is alerted any more")
    same = select(MissingFamilyAlert.id).where(
        MissingFamilyAlert.missing_family_id == family_id,
        MissingFamilyAlert.authority_id == authority_id,
    )
    if db.session.scalar(same) is not None:
        return False
    row = MissingFamilyAlert(
        reference=new_reference(),
        missing_family_id=family_id,
        authority_id=authority_id,
        told_on=told.on,
        method=told.method,
        whom=told.whom,
        told_at=now,
        told_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "missing_family_alert_sent", "missing_family_alert", row.id)
    return True


def _refuse_telling(told: Told, today: date) -> None:
    if told.on > today:
        raise MovementRefused("told_on", "The day must be today or in the past")
    if not told.whom.strip():
        raise MovementRefused("whom", "Enter who was told, by which number or address")


def family_found(actor: Actor, family_id: int, found_on: date, words: str, now: datetime) -> bool:
    """The family is found: a task for every authority that was told. False: it was found already.

    MovementRefused: nothing was said of it, or the day is wrong.
    """
    family = _locked(family_id)
    if family.found_at is not None:
        return False
    if not words.strip():
        raise MovementRefused("words", "Enter where and how the family was found")
    if found_on > local_date(now):
        raise MovementRefused("found_on", "The day must be today or in the past")
    family.found_at, family.found_by = now, actor.key
    family.found_on, family.found_words = found_on, words.strip()
    db.session.flush()
    audit.record(actor, "missing_family_found", "missing_family", family_id)
    procedure = this_procedure()
    due_at = working_days_later(procedure, now, procedure.stand_down_working_days)
    owner = owner_of_family(family_id, now)
    for alert in _alerts(family_id):
        task = NewTask(
            kind=TaskKind.STAND_DOWN,
            matter=matter_of(alert),
            recipient=owner or DESIGNATED_MANAGER,
            told_as=NotificationKind.RESTRICTED_RECORD if owner else NotificationKind.TASK,
            why="A family was found. This authority still looks for it: tell it to stand down.",
            due_at=due_at,
        )
        open_task(actor, task, now)
    return True


def stand_down(actor: Actor, alert_id: int, told: Told, now: datetime) -> bool:
    """Record that this authority was told to stand down; its task is done. False: it was already.

    MovementRefused: the family is not found yet, or nobody is named.
    """
    alert = db.session.get_one(
        MissingFamilyAlert, alert_id, with_for_update=True, populate_existing=True
    )
    if alert.stood_down_at is not None:
        return False
    family = db.session.get_one(MissingFamily, alert.missing_family_id)
    if family.found_at is None:
        raise MovementRefused("", "Record first that the family is found")
    _refuse_telling(told, local_date(now))
    alert.stood_down_at, alert.stood_down_by = now, actor.key
    alert.stood_down_on, alert.stood_down_method = told.on, told.method
    alert.stood_down_whom = told.whom
    db.session.flush()
    audit.record(actor, "missing_family_stood_down", "missing_family_alert", alert.id)
    done = "The authority was told to stand down."
    close_tasks_of_matter(actor, TaskKind.STAND_DOWN, matter_of(alert), done, now)
    return True


def owner_of_family(family_id: int, now: datetime) -> Recipient | None:
    """Who answers for the restricted record of one of its children: nobody else sees the alerts."""
    found = select(MissingFamilyChild.child_id).where(
        MissingFamilyChild.missing_family_id == family_id, MissingFamilyChild.child_id.is_not(None)
    )
    owners = (owner_of(child_id, now) for child_id in db.session.scalars(found).all())
    return next((owner for owner in owners if owner is not None), None)


def matter_of(alert: MissingFamilyAlert) -> Matter:
    """One authority that was told, as tasks and notifications name it."""
    return Matter(MatterKind.MISSING_FAMILY_ALERT, alert.reference)


def _alerts(family_id: int) -> tuple[MissingFamilyAlert, ...]:
    found = select(MissingFamilyAlert).where(MissingFamilyAlert.missing_family_id == family_id)
    return tuple(db.session.scalars(found.order_by(MissingFamilyAlert.id)))


def _locked(family_id: int) -> MissingFamily:
    return db.session.get_one(
        MissingFamily, family_id, with_for_update=True, populate_existing=True
    )


def told_as(actor: Actor, child_id: int, today: date) -> str:
    """How an alert names a child who has a record: name and date of birth, and nothing else."""
    card = children.candidate_cards((child_id,), actor.account_id, today)[child_id]
    return f"{card.name}, born {card.birth_words}"
