"""Birth and death as they happen: the unborn child's record becomes the born child's record.

The expected date stays readable in the history. Lead social worker and designated manager
hear of a death in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.ages import Birth
from lacrecords.children.changes import ChangeRefused, Stamp, check_shown, lock_child, restate
from lacrecords.children.fact_rules import LONGEST_EXPECTED
from lacrecords.children.identities import (
    RecordBirth,
    RecordDeath,
    RecordIdentifier,
    RecordName,
    record_birth,
    record_death,
    record_identifier,
    record_name,
)
from lacrecords.children.models import ChildBirth, ChildCharacteristics, ChildDeath
from lacrecords.children.standing import standing_of
from lacrecords.database import db
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    DatePrecision,
    IdentifierScheme,
    NameType,
    NotificationKind,
    Role,
    Sex,
    Urgency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildBorn:
    """The child was born: the day, the name given, sex and NHS number as far as they are known."""

    born_on: date
    forename: str
    middle: str
    surname: str
    sex: Sex
    nhs_number: str
    twice_on_purpose: bool = False
    reason: str
    shown_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDied:
    """The child has died."""

    died_on: date
    reason: str
    shown_id: int | None


def child_was_born(actor: Actor, child_id: int, value: ChildBorn, now: datetime) -> None:
    """Turn the record of an unborn child into that of a born one; ChangeRefused: not unborn."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(ChildBirth, child_id, value.shown_id)
    expected = [row for row in facts.running(ChildBirth, child_id) if row.expected_on]
    if not expected:
        raise ChangeRefused("born_on", "This record is not of an unborn child")
    due = expected[-1].expected_on
    if due is not None and abs(value.born_on - due) > LONGEST_EXPECTED:
        raise ChangeRefused("born_on", "This is too far from the expected date. Check the day")
    born = Birth(value.born_on, None, DatePrecision.EXACT)
    record_birth(actor, child_id, RecordBirth(birth=born, reason=value.reason), now)
    if value.forename or value.surname:
        name = RecordName(
            name_type=NameType.CURRENT,
            forename=value.forename,
            middle=value.middle,
            surname=value.surname,
            from_on=value.born_on,
            reason=value.reason,
        )
        record_name(actor, child_id, name, now)
    _record_sex(child_id, value.sex, stamp)
    if value.nhs_number:
        number = RecordIdentifier(
            scheme=IdentifierScheme.NHS,
            value=value.nhs_number,
            twice_on_purpose=value.twice_on_purpose,
            reason=value.reason,
        )
        _record_number(actor, child_id, number, now)
    audit.record(actor, "child_born", "child", child_id)


def child_died(actor: Actor, child_id: int, value: ChildDied, now: datetime) -> None:
    """Record a death, and tell the lead social worker and the designated manager."""
    lock_child(child_id)
    check_shown(ChildDeath, child_id, value.shown_id)
    death = RecordDeath(died_on=value.died_on, reason=value.reason)
    record_death(actor, child_id, death, now)
    standing = standing_of(child_id, Stamp(actor, now, "").today)
    told = [Recipient(role=Role.DESIGNATED_MANAGER)]
    if standing.restriction is not None and standing.sealed:
        told = [Recipient(account_id=standing.restriction.owner_id)]
    elif standing.lead is not None and standing.lead.account_id is not None:
        told.append(Recipient(account_id=standing.lead.account_id))
    for recipient in told:
        notice = Notice(
            kind=NotificationKind.CHILD_DIED,
            urgency=Urgency.URGENT,
            recipient=recipient,
            child_id=child_id,
            why="The death of a child has been recorded.",
        )
        notify(actor, notice, now)


def _record_sex(child_id: int, sex: Sex, stamp: Stamp) -> None:
    if sex is Sex.NOT_RECORDED:
        return
    standing = facts.running(ChildCharacteristics, child_id)
    for row in standing:
        restate(row, stamp, sex=sex)
    if not standing:
        db.session.add(
            ChildCharacteristics(child_id=child_id, sex=sex, ethnicity="", **stamp.columns())
        )
        db.session.flush()


def _record_number(actor: Actor, child_id: int, value: RecordIdentifier, now: datetime) -> None:
    try:
        record_identifier(actor, child_id, value, now)
    except ChangeRefused as refused:
        field = "nhs_number" if refused.field == "value" else refused.field
        raise ChangeRefused(field, refused.words) from refused
