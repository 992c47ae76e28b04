"""The rules of the register that ask for a movement: its steps and its end are seen at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from lacrecords.audit import services as audit
from lacrecords.children.models import OtherAuthorityInvolvement
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.movements.moves import moves_of
from lacrecords.movements.steps import withdraw_step
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    AddressType,
    CurrencyRule,
    EndingReason,
    MovementDirection,
    MovementStepKind,
    Role,
)
from tests.factories.children import HOME, OPEN, PLAN, look_after, make_child
from tests.factories.currency import look_at_changes, open_rules
from tests.factories.movements import by, end, make_authority, make_movement, take_step
from tests.factories.staff import MAKER, make_account

R = CurrencyRule
TODAY = local_date(now_utc())
PLACED_ON = TODAY - timedelta(days=3)
KINDS = MovementStepKind


@pytest.fixture
def manager(in_app: Flask) -> SignedInActor:
    procedure = in_app.extensions["lacrecords_procedure"]
    in_app.extensions["lacrecords_procedure"] = replace(
        procedure, own_postcode_districts=frozenset({"ZZ8"})
    )
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER)


def placed_away() -> int:
    placement = replace(HOME, address_type=AddressType.PLACEMENT, from_on=PLACED_ON)
    child = make_child(cases=(OPEN,), addresses=(placement,))
    look_after(child)
    return child


def rules_of(child: int) -> set[CurrencyRule]:
    look_at_changes()
    return open_rules(child) & {
        R.PLACED_OUT_WITHOUT_NOTICE,
        R.OTHER_AUTHORITY_NOT_TOLD,
        R.MOVED_OUT_UNRECORDED,
    }


def placement_recorded(manager: SignedInActor, child: int, in_haste: bool) -> str:
    said = {"on_plan": False, "looked_after": True, "in_haste": in_haste, "moved_on": PLACED_ON}
    made = make_movement(manager, make_authority(), now_utc(), child_id=child, **said)
    return made.row.reference


def test_a_planned_placement_is_told_by_the_notice_that_was_sent_and_by_nothing_less(
    manager: SignedInActor,
) -> None:
    with transaction():
        child = placed_away()
    assert rules_of(child) == {R.PLACED_OUT_WITHOUT_NOTICE}
    with transaction():
        there = placement_recorded(manager, child, in_haste=False)
    assert rules_of(child) == {R.PLACED_OUT_WITHOUT_NOTICE}, "a movement is no notice"
    number = by(there, now_utc()).row.id
    with transaction():
        take_step(manager, number, KINDS.NOTICE_SENT, TODAY, now_utc())
    assert rules_of(child) == set()
    (step,) = by(there, now_utc()).steps
    with transaction():
        withdraw_step(manager, number, step.id, "It went to another authority", now_utc())
    assert rules_of(child) == {R.PLACED_OUT_WITHOUT_NOTICE}


def test_in_an_emergency_the_clock_of_the_notice_runs_first(manager: SignedInActor) -> None:
    with transaction():
        child = placed_away()
        placement_recorded(manager, child, in_haste=True)
    assert rules_of(child) == set()
    ((move,),) = moves_of((child,)).values()
    assert move.notice_sent_on is None and move.notice_until is not None
    assert move.notice_until >= TODAY


def test_another_authoritys_plan_is_told_by_a_movement_of_its_time(manager: SignedInActor) -> None:
    long_ago = TODAY - timedelta(days=400)
    with transaction():
        child = make_child(cases=(OPEN,))
        _others_plan(child, TODAY - timedelta(days=10))
        authority = make_authority()
    assert rules_of(child) == {R.OTHER_AUTHORITY_NOT_TOLD}
    came = {"direction": MovementDirection.IN, "child_id": child}
    with transaction():
        old = make_movement(manager, authority, now_utc(), moved_on=long_ago, **came)
    assert rules_of(child) == set(), "it is open"
    with transaction():
        take_step(manager, old.row.id, KINDS.LEFT, long_ago, now_utc(), words="Gone again")
        end(manager, old.row.reference, now=now_utc())
    assert rules_of(child) == {R.OTHER_AUTHORITY_NOT_TOLD}, "it was another move, long ago"
    with transaction():
        new = make_movement(manager, authority, now_utc(), moved_on=TODAY, **came)
        take_step(manager, new.row.id, KINDS.LEFT, TODAY, now_utc(), words="Gone again")
        end(manager, new.row.reference, now=now_utc())
    assert rules_of(child) == set()


def test_a_movement_that_did_not_happen_answers_for_nothing(manager: SignedInActor) -> None:
    with transaction():
        second = make_account(Role.DESIGNATED_MANAGER)
        away = replace(HOME, from_on=PLACED_ON)
        child = make_child(cases=(OPEN,), plans=(PLAN,), addresses=(away,))
        made = make_movement(
            manager, make_authority(), now_utc(), child_id=child, moved_on=PLACED_ON
        )
    assert rules_of(child) == set()
    with transaction():
        end(manager, made.row.reference, EndingReason.NOT_HAPPENED, now_utc())
    assert rules_of(child) == set(), "a second person has not agreed yet"
    with transaction():
        end(second, made.row.reference, now=now_utc())
    assert rules_of(child) == {R.MOVED_OUT_UNRECORDED}
    assert moves_of((child,)) == {}


def _others_plan(child: int, since: date) -> None:
    stamp = {"recorded_at": now_utc(), "recorded_by": MAKER.key, "source": "hand"}
    said = {"authority": "Merecombe", "telephone": "01632 960700", "what": "plan"}
    db.session.add(OtherAuthorityInvolvement(child_id=child, from_on=since, **said, **stamp))
    audit.record(MAKER, "fact_recorded", "child", child)
    db.session.flush()
