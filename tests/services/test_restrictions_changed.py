"""Restrictions changed and lifted, connections lifted: by whom, with whom, and what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.children import services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.lifting import DecideLift, RequestLift, decide_lift, request_lift
from lacrecords.children.models import DeclaredConnection, Restriction, RestrictionReader
from lacrecords.children.restricted_waiting import lifts_of
from lacrecords.children.restriction_changes import (
    ChangeRestriction,
    LiftConnection,
    change_restriction,
    lift_connection,
)
from lacrecords.children.restriction_models import RestrictionLift
from lacrecords.children.restrictions import MAY_OWN, Restrict, restrict_record
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.children.services import DeclareConnection
from lacrecords.children.standing import closed_ids, restrictions_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.history import FactChangedMeanwhile
from lacrecords.notifications.models import Notification
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role
from tests.factories.children import make_child
from tests.factories.staff import make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
NOW = now_utc()
TODAY = council_day(NOW)


def designated() -> SignedInActor:
    return make_account(Role.DESIGNATED_MANAGER)


def manager(team_id: int | None = None) -> SignedInActor:
    return make_account(Role.TEAM_MANAGER, team_id=team_id)


def restricted(by: SignedInActor, owner: SignedInActor, *readers: SignedInActor) -> int:
    child = make_child()
    ids = tuple(reader.account_id for reader in readers)
    said = Restrict(owner_id=owner.account_id, reader_ids=ids, reason="A threat", shown_id=None)
    restrict_record(by, child, said, NOW)
    return child


def newest(child: int) -> int:
    held = select(Restriction.id).where(
        Restriction.child_id == child, Restriction.superseded_at.is_(None)
    )
    return db.session.scalars(held.order_by(Restriction.id.desc())).first() or 0


def ask(by: SignedInActor, child: int, of: SignedInActor) -> int:
    said = RequestLift(
        approver_id=of.account_id, reason="The threat is over", shown_id=newest(child)
    )
    return request_lift(by, child, said, NOW)


def told(actor: SignedInActor, kind: NotificationKind) -> int:
    rows = select(Notification).where(
        Notification.account_id == actor.account_id, Notification.kind == kind
    )
    return len(db.session.scalars(rows).all())


def is_closed(child: int, actor: SignedInActor) -> bool:
    return child in closed_ids((child,), actor.account_id, TODAY)


def test_another_owner_and_other_readers_hold_from_today_and_the_old_ones_stay_readable() -> None:
    with transaction():
        chief, old, new = designated(), manager(), manager()
        stays, goes, comes = (make_account() for _ in range(3))
        child = restricted(chief, old, stays, goes)
        value = ChangeRestriction(
            owner_id=new.account_id,
            reader_ids=(stays.account_id, comes.account_id),
            reason="Handed over",
            shown_id=newest(child),
        )
        change_restriction(chief, child, value, NOW + timedelta(minutes=1))
    card = restrictions_of((child,), TODAY)[child]
    assert card.may_open == {new.account_id, stays.account_id, comes.account_id}
    rows = db.session.scalars(select(Restriction).order_by(Restriction.id)).all()
    assert [(row.owner_id, row.to_on) for row in rows if row.superseded_at is None] == [
        (new.account_id, None),
        (old.account_id, TODAY),
    ]
    ended = [row.account_id for row in db.session.scalars(select(RestrictionReader)) if row.to_on]
    assert ended == [goes.account_id]
    kinds = NotificationKind.RESTRICTED_RECORD
    assert (told(old, kinds), told(new, kinds), told(chief, kinds)) == (1, 1, 0)


def test_only_the_owner_and_the_designated_manager_change_a_restriction() -> None:
    with transaction():
        chief, owner, other, reader = designated(), manager(), manager(), manager()
        child = restricted(chief, owner, reader)
        for actor, allowed in ((other, False), (reader, False), (owner, True), (chief, True)):
            value = ChangeRestriction(
                owner_id=owner.account_id,
                reader_ids=(),
                reason="Fewer",
                shown_id=newest(child),
            )
            if allowed:
                change_restriction(actor, child, value, NOW)
            else:
                with pytest.raises(ChangeRefused, match="Only its owner"):
                    change_restriction(actor, child, value, NOW)


def test_a_designated_manager_who_knows_the_family_manages_nothing_of_the_record() -> None:
    with transaction():
        chief, owner, other = designated(), manager(), manager()
        child = restricted(owner, owner)
        services.declare_connection(chief, child, DeclareConnection(reason="My niece"), NOW)
        value = ChangeRestriction(
            owner_id=other.account_id, reader_ids=(), reason="x", shown_id=newest(child)
        )
        with pytest.raises(ChangeRefused, match="Only its owner"):
            change_restriction(chief, child, value, NOW)
        with pytest.raises(ChangeRefused, match="Choose from the people"):
            ask(owner, child, chief)


def test_of_two_who_change_a_restriction_the_second_is_told() -> None:
    with transaction():
        chief, owner = designated(), manager()
        child = restricted(chief, owner)
        shown = newest(child)
        value = ChangeRestriction(
            owner_id=chief.account_id, reader_ids=(), reason="x", shown_id=shown
        )
        change_restriction(chief, child, value, NOW)
    with pytest.raises(FactChangedMeanwhile), transaction():
        change_restriction(chief, child, value, NOW)


def test_a_restriction_is_lifted_by_two_people_and_by_nobody_alone() -> None:
    with transaction():
        owner, chief, reader, officer = manager(), designated(), make_account(), make_account()
        child = restricted(owner, owner, reader)
        lift = ask(owner, child, chief)
        with pytest.raises(ChangeRefused, match="Only the person who was asked"):
            decide_lift(owner, lift, DecideLift(approve=True, reason="I say so"), NOW)
        assert is_closed(child, officer)
        assert told(chief, NotificationKind.LIFT_ASKED) == 1
        decide_lift(chief, lift, DecideLift(approve=True, reason="Agreed"), NOW)
        assert not is_closed(child, officer)
        assert told(owner, NotificationKind.LIFT_ASKED) == 1
        with pytest.raises(ChangeRefused, match="decided already"):
            decide_lift(chief, lift, DecideLift(approve=False, reason="No"), NOW)
        # Restricted again, it is not open to those who could read it before.
        said = Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="Again", shown_id=newest(child)
        )
        restrict_record(owner, child, said, NOW + timedelta(minutes=1))
    assert is_closed(child, reader)


def test_a_refusal_or_a_request_taken_back_leaves_the_record_restricted() -> None:
    with transaction():
        owner, chief, other, officer = manager(), designated(), manager(), make_account()
        child = restricted(owner, owner)
        first = ask(owner, child, chief)
        with pytest.raises(ChangeRefused, match="waits for an answer already"):
            ask(owner, child, other)
        with pytest.raises(ChangeRefused, match="Only the person who was asked"):
            decide_lift(other, first, DecideLift(approve=False, reason="No"), NOW)
        decide_lift(chief, first, DecideLift(approve=False, reason="He was seen nearby"), NOW)
        second = ask(owner, child, chief)
        decide_lift(owner, second, DecideLift(approve=False, reason="Taken back"), NOW)
    assert is_closed(child, officer)
    rows = db.session.scalars(select(RestrictionLift).order_by(RestrictionLift.id)).all()
    assert [(row.approved, row.decided_by) for row in rows] == [
        (False, chief.key),
        (False, owner.key),
    ]


def test_whoever_decides_is_of_another_role_or_of_no_team_of_whoever_asks() -> None:
    with transaction():
        team, elsewhere = make_team(), make_team()
        owner, beside, apart, chief = (
            manager(team),
            manager(team),
            manager(elsewhere),
            designated(),
        )
        for of, allowed in ((beside, False), (apart, True), (chief, True), (owner, False)):
            child = restricted(owner, owner)
            if allowed:
                ask(owner, child, of)
            else:
                with pytest.raises(ChangeRefused, match="Choose from the people"):
                    ask(owner, child, of)


def test_with_one_designated_manager_a_team_manager_decides_what_that_one_asks() -> None:
    with transaction():
        chief, other = designated(), manager()
        child = restricted(chief, chief)
        lift = ask(chief, child, other)
        decide_lift(other, lift, DecideLift(approve=True, reason="Agreed"), NOW)
    assert not restrictions_of((child,), TODAY)


def test_a_request_is_read_by_whoever_asked_and_whoever_was_asked_and_nobody_else() -> None:
    with transaction():
        owner, chief, other = manager(), designated(), designated()
        ask(owner, restricted(owner, owner), chief)
    seen = [len(lifts_of(actor, NOW)) for actor in (owner, chief, other)]
    assert seen == [1, 1, 0]
    assert [lift.is_mine_to_decide for lift in lifts_of(chief, NOW)] == [True]


def test_while_a_request_waits_the_record_gets_no_other_owner_and_no_seal() -> None:
    with transaction():
        chief, owner = designated(), manager()
        child = restricted(chief, owner)
        ask(owner, child, chief)
        value = ChangeRestriction(
            owner_id=chief.account_id, reader_ids=(), reason="x", shown_id=newest(child)
        )
        with pytest.raises(ChangeRefused, match="waits for an answer"):
            change_restriction(chief, child, value, NOW)
        seal = SealRecord(owner_id=chief.account_id, reason="x", shown_id=newest(child))
        with pytest.raises(ChangeRefused, match="Decide that first"):
            seal_record(chief, child, seal, NOW)


def test_a_declared_connection_is_lifted_by_somebody_else_with_the_reason() -> None:
    with transaction():
        niece, chief = manager(), designated()
        child = make_child()
        services.declare_connection(niece, child, DeclareConnection(reason="My niece"), NOW)
        mine = LiftConnection(account_id=niece.account_id, reason="We never meet")
        with pytest.raises(ChangeRefused, match="Somebody else must lift"):
            lift_connection(niece, child, mine, NOW)
        assert is_closed(child, niece)
        lift_connection(chief, child, mine, NOW + timedelta(minutes=1))
        assert not is_closed(child, niece)
        with pytest.raises(ChangeRefused, match="Choose somebody"):
            lift_connection(chief, child, mine, NOW + timedelta(minutes=2))
        # Declared again, it holds again.
        again = DeclareConnection(reason="She moved in next door")
        services.declare_connection(niece, child, again, NOW + timedelta(minutes=3))
    assert is_closed(child, niece)
    rows = db.session.scalars(select(DeclaredConnection).order_by(DeclaredConnection.id)).all()
    assert [(row.to_on, row.recorded_by) for row in rows] == [
        (None, niece.key),
        (TODAY, chief.key),
        (None, niece.key),
    ]


def test_everybody_who_may_own_a_record_may_be_asked() -> None:
    assert set(MAY_OWN) == {Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER}
