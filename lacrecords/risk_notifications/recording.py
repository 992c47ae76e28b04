"""Writing a risk notification down, and adding to what it says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.standing import closed_ids
from lacrecords.clocks import local_date
from lacrecords.database import db, lock_form, new_reference
from lacrecords.history import supersede
from lacrecords.people import services as people
from lacrecords.people.indexing import reindex_people
from lacrecords.people.queries import addresses_of
from lacrecords.people.services import NewPerson, NewPersonAddress
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.described import (
    Condition,
    NewRiskNotification,
    RiskRefused,
    Statement,
)
from lacrecords.risk_notifications.hits import link_child
from lacrecords.risk_notifications.models import (
    RiskNotification,
    RiskReader,
    RiskRestriction,
    RiskStatement,
)
from lacrecords.risk_notifications.numbers import next_number
from lacrecords.risk_notifications.permission import removed_among
from lacrecords.rules import risk as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.deadlines import months_later
from lacrecords.staff import queries as staff
from lacrecords.terms import Role

RECORDED_ALREADY = "This notification is on the register already"


def record_notification(
    actor: Actor, new: NewRiskNotification, procedure: Procedure, now: datetime
) -> str:
    """Keep a notification with all it says; its reference. Sent twice, it is kept once.

    RiskRefused when the same agency gave the same notice of the same person before.
    """
    _hold_form(new.form_key)
    earlier = notification_of_form(new.form_key)
    if earlier is not None:
        return earlier
    _refuse_what_makes_no_sense(actor, new, now)
    person_id = new.person_id
    if person_id is None:
        person_id = people.create_person(actor, new.person, now)
    else:
        _refuse_the_same(person_id, new)
        _add_to_person(actor, person_id, new.person, now)
    row = _notification_row(actor, person_id, new, procedure, now)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "risk_notification_recorded", "risk_notification", row.id)
    _add_statement(actor, row.id, new.statement, now)
    for condition in new.conditions:
        add_condition(actor, row.id, condition, now)
    for child_id, how in new.linked:
        link_child(actor, row.id, child_id, how, now)
    _add_readers(actor, row.id, new, now)
    # The worker compares the person with the register: a mark says so.
    mark_person(person_id)
    return row.reference


def notification_of_form(form_key: str) -> str | None:
    """The reference of the notification that this form became."""
    return db.session.scalar(
        select(RiskNotification.reference).where(RiskNotification.form_key == form_key)
    )


def mark_person(person_id: int) -> None:
    """Have the person compared again, whether or not what is said of them changed."""
    people.mark_changed(person_id)
    reindex_people((person_id,))


def _hold_form(form_key: str) -> None:
    lock_form(form_key)


def _refuse_what_makes_no_sense(actor: Actor, new: NewRiskNotification, now: datetime) -> None:
    statement, today = new.statement, local_date(now)
    why = rules.why_telling_refused(statement.told, statement.told_words)
    if why:
        raise RiskRefused("told_words", why)
    if not (statement.fact.strip() or statement.opinion.strip()):
        raise RiskRefused("fact", "Enter what is known as fact, or what is thought")
    if new.source.received_on > today:
        raise RiskRefused("received_on", "The day it came must be today or in the past")
    if not (new.person.forename or new.person.surname or new.person.names or new.person_id):
        raise RiskRefused("names", "Enter at least one name of the person")
    _refuse_readers(new)
    linked = [child_id for child_id, _ in new.linked]
    if closed_ids(linked, actor.account_id, today):
        raise RiskRefused("linked", "You may not open one of these records")


def _refuse_readers(new: NewRiskNotification) -> None:
    for account_id in new.reader_ids:
        reader = staff.person(account_id)
        if reader is None or reader.role not in rules.MAY_BE_LET_IN:
            raise RiskRefused("readers", "Choose social workers or managers")
    if set(new.reader_roles) - rules.LISTABLE_ROLES:
        raise RiskRefused("reader_roles", "This role cannot be let in as a whole")


def _refuse_the_same(person_id: int, new: NewRiskNotification) -> None:
    """The same agency, day, basis and words: what was recorded before is not recorded again."""
    same = (
        select(RiskNotification.id)
        .join(RiskStatement, RiskStatement.risk_notification_id == RiskNotification.id)
        .where(
            RiskNotification.person_id == person_id,
            RiskNotification.agency_id.is_not_distinct_from(new.source.agency_id),
            RiskNotification.agency_name == new.source.agency_name,
            RiskStatement.basis == new.statement.basis,
            RiskStatement.fact == new.statement.fact,
            RiskStatement.opinion == new.statement.opinion,
        )
    )
    found = set(db.session.scalars(same))
    if found - removed_among(found):
        raise RiskRefused("person", RECORDED_ALREADY)


def _add_to_person(actor: Actor, person_id: int, said: NewPerson, now: datetime) -> None:
    """What this notification says of somebody who is known is added; nothing is taken away."""
    people.add_what_is_new(actor, person_id, said, now)


def usual_review_on(procedure: Procedure, now: datetime) -> date:
    """The day of the first review of a notification that names none."""
    return months_later(local_date(now), procedure.risk_review_months)


def _notification_row(
    actor: Actor, person_id: int, new: NewRiskNotification, procedure: Procedure, now: datetime
) -> RiskNotification:
    review_on = usual_review_on(procedure, now)
    if new.first_review_on is not None:
        if not local_date(now) < new.first_review_on <= review_on + timedelta(days=366):
            raise RiskRefused("first_review_on", "The review must be in the future, and within it")
        review_on = new.first_review_on
    return RiskNotification(
        id=next_number(RiskNotification),
        reference=new_reference(),
        person_id=person_id,
        agency_id=new.source.agency_id,
        agency_name=new.source.agency_name,
        source_name=new.source.source_name,
        source_role=new.source.source_role,
        contact_given=new.source.contact_given,
        channel=new.source.channel,
        received_on=new.source.received_on,
        first_review_on=review_on,
        recorded_at=now,
        recorded_by=actor.key,
        form_key=new.form_key,
    )


def _written(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"recorded_at": now, "recorded_by": actor.key, "source": "hand"}


def _statement_row(
    actor: Actor, notification_id: int, said: Statement, now: datetime
) -> RiskStatement:
    return RiskStatement(
        risk_notification_id=notification_id,
        basis=said.basis,
        fact=said.fact,
        opinion=said.opinion,
        level=said.level,
        assessment=said.assessment,
        told=said.told,
        told_words=said.told_words,
        **_written(actor, now),
    )


def _add_statement(actor: Actor, notification_id: int, said: Statement, now: datetime) -> None:
    db.session.add(_statement_row(actor, notification_id, said, now))
    db.session.flush()


def restate(actor: Actor, notification_id: int, said: Statement, now: datetime) -> None:
    """Put another statement in the place of the one that holds; both stay."""
    why = rules.why_telling_refused(said.told, said.told_words)
    if why:
        raise RiskRefused("told_words", why)
    old = statement_of(notification_id)
    supersede(old, _statement_row(actor, notification_id, said, now), now)
    audit.record(actor, "risk_statement_changed", "risk_notification", notification_id)


def statement_of(notification_id: int) -> RiskStatement:
    """What the notification says now."""
    return db.session.scalars(
        select(RiskStatement)
        .where(RiskStatement.risk_notification_id == notification_id, RiskStatement.is_current())
        .order_by(RiskStatement.id.desc())
        .limit(1)
    ).one()


def add_condition(actor: Actor, notification_id: int, said: Condition, now: datetime) -> None:
    """Write down something that binds the person."""
    if said.from_on and said.to_on and said.to_on < said.from_on:
        raise RiskRefused("to_on", "The end must be on or after the beginning")
    db.session.add(
        RiskRestriction(
            risk_notification_id=notification_id,
            kind=said.kind,
            words=said.words,
            from_on=said.from_on,
            to_on=said.to_on,
            **_written(actor, now),
        )
    )
    audit.record(actor, "risk_condition_added", "risk_notification", notification_id)
    db.session.flush()


def _add_readers(
    actor: Actor, notification_id: int, new: NewRiskNotification, now: datetime
) -> None:
    listed: list[dict[str, int | Role | None]] = [
        {"account_id": account_id, "role": None} for account_id in dict.fromkeys(new.reader_ids)
    ]
    listed += [{"account_id": None, "role": role} for role in dict.fromkeys(new.reader_roles)]
    for one in listed:
        row = RiskReader(
            risk_notification_id=notification_id,
            from_on=local_date(now),
            **one,
            **_written(actor, now),
        )
        db.session.add(row)
        audit.record(actor, "risk_reader_listed", "risk_notification", notification_id)
    db.session.flush()


def add_address(actor: Actor, notification_id: int, value: NewPersonAddress, now: datetime) -> None:
    """The person has another address; the worker compares it with every child's."""
    row = db.session.get_one(RiskNotification, notification_id)
    people.add_address(actor, row.person_id, value, now)
    audit.record(actor, "risk_address_added", "risk_notification", notification_id)


def end_address(
    actor: Actor, notification_id: int, address_id: int, left_on: date, now: datetime
) -> None:
    """The person left an address; RiskRefused where it is not theirs or the day makes no sense."""
    row = db.session.get_one(RiskNotification, notification_id)
    ours = {one.address_id: one for one in addresses_of(row.person_id)}
    address = ours.get(address_id)
    if address is None or address.to_on is not None:
        raise RiskRefused("address_id", "Choose an address that the person has not left")
    if left_on > local_date(now) or (address.from_on and left_on < address.from_on):
        raise RiskRefused("left_on", "The day must be after the person came, and not in the future")
    people.end_address(actor, address_id, left_on, now)
    audit.record(actor, "risk_address_ended", "risk_notification", notification_id)
