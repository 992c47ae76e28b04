"""Recording names, dates of birth, deaths and numbers of a child who has a record.

Each change re-indexes the child in the same transaction. A wrong NHS number is
refused; a wrong letter of a pupil number is kept and marked, for most old ones are wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.ages import Birth
from lacrecords.children.changes import (
    ChangeRefused,
    Stamp,
    add_facts,
    end_fact,
    lock_child,
    refuse_future,
    restate,
)
from lacrecords.children.descriptions import reindex
from lacrecords.children.models import ChildBirth, ChildDeath, ChildIdentifier, ChildName
from lacrecords.children.shared_numbers import refuse_number_of_another
from lacrecords.history import Fact
from lacrecords.matching import identifiers
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import IdentifierScheme, NameType


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordName:
    """A name the child has or had; a new current name makes the one before it an earlier name."""

    name_type: NameType
    forename: str
    surname: str
    middle: str = ""
    from_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBirth:
    """The date of birth, or the expected date; it takes the place of what stood there."""

    birth: Birth
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath:
    """The child has died."""

    died_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIdentifier:
    """A number that somebody gave the child; it takes the place of one of the same kind."""

    scheme: IdentifierScheme
    value: str
    twice_on_purpose: bool = False
    reason: str = ""


def record_name(actor: Actor, child_id: int, value: RecordName, now: datetime) -> int:
    """Record a name; every earlier name goes on finding the child."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    if value.name_type is NameType.CURRENT:
        make_earlier(child_id, value.from_on, stamp)
    name = ChildName(
        child_id=child_id,
        name_type=value.name_type,
        forename=value.forename,
        middle=value.middle,
        surname=value.surname,
        from_on=value.from_on,
        **stamp.columns(),
    )
    add_facts([name])
    audit.record(actor, "name_recorded", "child", child_id)
    reindex((child_id,))
    return name.id


def make_earlier(
    child_id: int, from_on: date | None, stamp: Stamp, but: Fact | None = None
) -> None:
    """Another name is the current one from that day on: the one before it is an earlier name."""
    for row in facts.running(ChildName, child_id):
        if row.name_type is not NameType.CURRENT or row is but:
            continue
        if from_on is None:
            restate(row, stamp, name_type=NameType.EARLIER)
        else:
            end_fact(row, from_on, stamp, "from_on", name_type=NameType.EARLIER)


def record_birth(actor: Actor, child_id: int, value: RecordBirth, now: datetime) -> int:
    """Record when the child was, or is expected to be, born, in place of what stood there."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    refuse_future("born_on", value.birth.born_on, stamp)
    parts = {
        "born_on": value.birth.born_on,
        "expected_on": value.birth.expected_on,
        "precision": value.birth.precision,
    }
    standing = facts.running(ChildBirth, child_id)
    for birth in standing:
        recorded = restate(birth, stamp, **parts)
    if not standing:
        recorded = ChildBirth(child_id=child_id, **parts, **stamp.columns())
        add_facts([recorded])
    audit.record(actor, "birth_recorded", "child", child_id)
    reindex((child_id,))
    return recorded.id


def record_death(actor: Actor, child_id: int, value: RecordDeath, now: datetime) -> int:
    """Record that the child has died; ChangeRefused when that is recorded already."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    refuse_future("died_on", value.died_on, stamp)
    if facts.running(ChildDeath, child_id):
        raise ChangeRefused("died_on", "The death is recorded already")
    refuse_death_before_birth("died_on", value.died_on, child_id)
    death = ChildDeath(child_id=child_id, from_on=value.died_on, **stamp.columns())
    add_facts([death])
    audit.record(actor, "death_recorded", "child", child_id)
    return death.id


def record_identifier(actor: Actor, child_id: int, value: RecordIdentifier, now: datetime) -> int:
    """Record a number; ChangeRefused for a mistyped NHS number, or one of another record."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    number, wrong = checked_number(value.scheme, value.value)
    if wrong and value.scheme in (IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS):
        raise ChangeRefused("value", "Enter the ten digits of an NHS number; this one is mistyped")
    if not value.twice_on_purpose:
        refuse_number_of_another(actor, child_id, value.scheme, number, stamp.today)
    for earlier in facts.running(ChildIdentifier, child_id):
        if earlier.scheme is value.scheme:
            end_fact(earlier, max(earlier.from_on or stamp.today, stamp.today), stamp)
    identifier = ChildIdentifier(
        child_id=child_id,
        scheme=value.scheme,
        value=number,
        check_failed=wrong,
        **stamp.columns(),
    )
    add_facts([identifier])
    audit.record(actor, "identifier_recorded", "child", child_id)
    reindex((child_id,))
    return identifier.id


def refuse_death_before_birth(field: str, died_on: date | None, child_id: int) -> None:
    """Raise ChangeRefused for a day of death before the day of birth."""
    for birth in facts.running(ChildBirth, child_id):
        if died_on is not None and birth.born_on is not None and died_on < birth.born_on:
            raise ChangeRefused(field, "The day of death must be on or after the date of birth")


def checked_number(scheme: IdentifierScheme, given: str) -> tuple[str, bool]:
    """A number in its plain form, and whether its check digit or letter is wrong."""
    if scheme in (IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS):
        plain = identifiers.normalise_nhs_number(given)
        return plain or given.strip(), not identifiers.nhs_number_is_valid(given)
    if scheme is IdentifierScheme.UPN:
        plain = identifiers.normalise_upn(given)
        return plain or given.strip(), not identifiers.upn_check_letter_is_right(given)
    return given.strip(), False
