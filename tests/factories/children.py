"""Invented children. Each needs an open `transaction()` round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from lacrecords.audit import services as audit
from lacrecords.children import services
from lacrecords.children.models import ChildLegalStatus, Restriction, RestrictionReader
from lacrecords.children.queries import reference_of
from lacrecords.children.services import (
    Birth,
    NewAddress,
    NewCase,
    NewChild,
    NewLead,
    NewName,
    NewPlan,
)
from lacrecords.database import db, now_utc
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.models import Absence
from lacrecords.terms import DatePrecision, RestrictionKind
from tests.factories.staff import MAKER

OPENED_ON = date(2025, 3, 3)
HOME = NewAddress(line1="14 Tansy Walk", town="Ashdown", postcode="ZZ9 4QX", from_on=OPENED_ON)
OPEN = NewCase(from_on=OPENED_ON)
CLOSED = NewCase(from_on=OPENED_ON, to_on=date(2025, 9, 1), closure_reason="No longer needed")
PLAN = NewPlan(from_on=OPENED_ON)
_GIVEN = ("Odalys", "Brannock", "Tamsin", "Ivo", "Perpetua", "Leofric", "Saskia", "Cormac")
_FAMILY = ("Quennell", "Thackwray", "Ormerod", "Vellacott", "Pomfret", "Lockyer")
_numbers: Iterator[int] = count(1)


def born(day: date, precision: DatePrecision = DatePrecision.EXACT) -> Birth:
    """A date of birth."""
    return Birth(day, None, precision)


def expected(day: date) -> Birth:
    """The expected date of an unborn child."""
    return Birth(None, day, DatePrecision.EXPECTED)


def make_child(forename: str = "", surname: str = "", **said: Any) -> int:
    """A child with an exact date of birth and, unless told otherwise, a home; its number."""
    number = next(_numbers)
    name = NewName(
        forename=forename or _GIVEN[number % len(_GIVEN)],
        surname=surname or _FAMILY[number % len(_FAMILY)],
    )
    said.setdefault("birth", born(date(2019, 5, 1 + number % 27)))
    said.setdefault("addresses", (HOME,))
    said.setdefault("names", (name,))
    return services.create_child(MAKER, NewChild(**said), now_utc())


def led_by(actor: Actor, **said: Any) -> int:
    """A child with an open case and this lead social worker."""
    leads = (NewLead(account_id=actor.account_id, from_on=OPENED_ON),)
    return make_child(cases=(OPEN,), leads=leads, **said)


def restrict(child_id: int, owner: Actor, *readers: Actor, kind: str = "restricted") -> None:
    """Close a record to all but its owner and readers."""
    stamp = {"recorded_at": now_utc(), "recorded_by": MAKER.key, "source": "hand"}
    assert kind in list(RestrictionKind)
    db.session.add(Restriction(child_id=child_id, kind=kind, owner_id=owner.account_id, **stamp))
    for reader in readers:
        db.session.add(RestrictionReader(child_id=child_id, account_id=reader.account_id, **stamp))
    audit.record(MAKER, "record_restricted", "child", child_id)
    db.session.flush()


def look_after(child_id: int, placed_by: str = "") -> None:
    """The child is looked after since long ago, by us unless told otherwise."""
    stamp = {"recorded_at": now_utc(), "recorded_by": MAKER.key, "source": "hand"}
    said = {"code": "C2", "looked_after": True, "placing_authority": placed_by}
    db.session.add(ChildLegalStatus(child_id=child_id, from_on=OPENED_ON, **said, **stamp))
    audit.record(MAKER, "fact_recorded", "child", child_id)
    db.session.flush()


def send_away(actor: Actor, cover: Actor | None = None) -> None:
    """Somebody is away since long ago, with or without cover."""
    db.session.add(
        Absence(
            account_id=actor.account_id,
            cover_id=cover.account_id if cover else None,
            from_on=OPENED_ON,
            recorded_at=now_utc(),
            recorded_by=MAKER.key,
        )
    )
    audit.record(MAKER, "absence_recorded", "account", actor.account_id)
    db.session.flush()


def path_of(child_id: int) -> str:
    """The address of the child's page."""
    return f"/children/{reference_of(child_id)}"
