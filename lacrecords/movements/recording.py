"""Recording that a child moves, and telling whoever leads for the child.

One form makes one movement, however often it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.children.confidential_addresses import is_confidential_place
from lacrecords.children.standing import standing_of as child_standing
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from lacrecords.movements.access import may_record
from lacrecords.movements.holding import hold
from lacrecords.movements.models import Movement, MovementChild
from lacrecords.movements.next_steps import look_after
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.words import DIRECTION_WORDS
from lacrecords.notifications.services import Matter, Notice, close_task, notify, route_worker
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    DatePrecision,
    MatterKind,
    MovementDirection,
    MovementStay,
    NotificationKind,
    Urgency,
)

FURTHEST_AHEAD = timedelta(days=366)
FURTHEST_BACK = timedelta(days=366 * 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMovement:
    """A child moves, as it was said."""

    form_key: str
    direction: MovementDirection
    stay: MovementStay
    in_haste: bool
    on_plan: bool
    looked_after: bool
    authority_id: int
    moved_on: date
    told_by: str
    told_on: date
    childrens_home: bool = False
    child_id: int | None = None
    described_name: str = ""
    described_born_on: date | None = None
    described_precision: DatePrecision | None = None
    description: str = ""
    address: str = ""
    postcode: str = ""
    address_confidential: bool = False
    area: str = ""
    expected_back_on: date | None = None
    task_id: int | None = None
    """The task that this movement takes up, which is done with it."""


def record_movement(actor: Actor, new: NewMovement, now: datetime) -> str:
    """Record it; its reference, also where this form was sent before. MovementRefused: why not."""
    hold(new.form_key)
    made = db.session.scalar(select(Movement).where(Movement.form_key == new.form_key))
    if made is not None:
        return made.reference
    if not may_record(actor, new.child_id, now):
        raise MovementRefused("", "Choose a child for whom you lead")
    _refuse_what_cannot_be(new, local_date(now))
    row = _row(actor, new, now)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "movement_recorded", "movement", row.id)
    if new.child_id is not None:
        add_child(actor, row, new.child_id, "", now)
    if new.task_id is not None:
        close_task(actor, new.task_id, "A movement is recorded.", now)
    look_after(actor, row.id, now)
    return row.reference


def _row(actor: Actor, new: NewMovement, now: datetime) -> Movement:
    known = new.child_id is not None
    hidden = new.child_id is not None and is_confidential_place(
        new.child_id, new.address.partition(",")[0], new.postcode
    )
    return Movement(
        reference=new_reference(),
        form_key=new.form_key,
        direction=new.direction,
        stay=new.stay,
        in_haste=new.in_haste,
        on_plan=new.on_plan,
        looked_after=new.looked_after,
        childrens_home=new.childrens_home,
        described_name="" if known else new.described_name,
        described_born_on=None if known else new.described_born_on,
        described_precision=None if known else new.described_precision,
        description=new.description,
        address=new.address,
        postcode=new.postcode,
        # What the record keeps confidential is so here, whatever the form says.
        address_confidential=new.address_confidential or hidden,
        area=new.area,
        authority_id=new.authority_id,
        moved_on=new.moved_on,
        expected_back_on=new.expected_back_on,
        told_by=new.told_by,
        told_on=new.told_on,
        recorded_at=now,
        recorded_by=actor.key,
    )


def _refuse_what_cannot_be(new: NewMovement, today: date) -> None:
    if new.child_id is None and not new.described_name.strip():
        raise MovementRefused(
            "described_name", "Enter the name of the child, as far as it is known"
        )
    if not new.on_plan and not new.looked_after:
        raise MovementRefused("who", "Select whether the child is on a plan, looked after, or both")
    if new.childrens_home and not new.looked_after:
        raise MovementRefused(
            "who", "A child in a children's home is looked after. Select that too"
        )
    if not (new.address.strip() or new.area.strip()):
        raise MovementRefused(
            "area", "Enter the address, or the town or area as far as it is known"
        )
    if not authorities.is_listed(new.authority_id):
        raise MovementRefused("authority_id", "Select the other authority")
    _refuse_dates(new, today)


def _refuse_dates(new: NewMovement, today: date) -> None:
    if new.told_on > today:
        raise MovementRefused("told_on", "The day you were told must be today or in the past")
    if new.moved_on > today + FURTHEST_AHEAD:
        raise MovementRefused("moved_on", "The day of the move must be within a year from today")
    if new.moved_on < today - FURTHEST_BACK:
        raise MovementRefused("moved_on", "The day of the move must be within the last 18 years")
    if new.expected_back_on is None:
        return
    if new.stay is MovementStay.PERMANENT:
        words = "Leave the day the stay should end empty, or select that the stay is for a while"
        raise MovementRefused("expected_back_on", words)
    if new.expected_back_on < new.moved_on:
        words = "The day the stay should end must not be before the move"
        raise MovementRefused("expected_back_on", words)


def add_child(actor: Actor, row: Movement, child_id: int, because: str, now: datetime) -> None:
    """The movement is of this child's record; whoever leads for the child is told."""
    db.session.add(
        MovementChild(
            movement_id=row.id,
            child_id=child_id,
            because=because,
            decided_at=now,
            decided_by=actor.key,
        )
    )
    db.session.flush()
    mark_for(db.session(), ChangeJob.RECORD, (child_id,))
    audit.record(actor, "movement_child_decided", "movement", row.id)
    audit.record(actor, "movement_child_decided", "child", child_id)
    _tell_who_leads(actor, row, child_id, now)


def _tell_who_leads(actor: Actor, row: Movement, child_id: int, now: datetime) -> None:
    """Whoever leads, by any record of the child, or stands in; never of a sealed record."""
    today = local_date(now)
    child = child_standing(child_id, today)
    if child.sealed or child.lead is None:
        return
    leading = [(child.lead.account_id, child.team_id)]
    leading += [(one.worker.account_id, one.team_id) for one in child.also_leading]
    for account_id, team_id in leading:
        recipient = route_worker(account_id, team_id, today)
        if recipient.account_id is not None and recipient.account_id == actor.account_id:
            continue
        restricted = child.restriction is not None
        if restricted and recipient.account_id not in child.restriction.may_open:  # type: ignore[union-attr]
            continue
        notice = Notice(
            kind=NotificationKind.RESTRICTED_RECORD if restricted else NotificationKind.CHILD_MOVED,
            urgency=Urgency.URGENT if row.in_haste else Urgency.ROUTINE,
            recipient=recipient,
            child_id=child_id,
            matter=Matter(MatterKind.MOVEMENT, row.reference),
            why=f"A child you lead for moves: {DIRECTION_WORDS[row.direction].lower()}.",
        )
        notify(actor, notice, now)
