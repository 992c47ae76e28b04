"""The list of records that may be of one child: kept up to date, and shown to who may see both."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from lacrecords.children import services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.duplicate_finding import compare_waiting, waiting
from lacrecords.children.duplicate_list import (
    DUPLICATES,
    PairShown,
    count_pairs,
    pair_of,
    pairs_page,
    pairs_with,
)
from lacrecords.children.links import say_two_children, undo_link
from lacrecords.children.merge_models import DuplicatePair
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.children.services import RecordName, RecordRelationship
from lacrecords.cli import main
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import MatchStrength, NameType, Role
from lacrecords.web.listing import asked_for
from lacrecords.worker import run_once
from tests.factories.children import born, make_child, restrict
from tests.factories.links import link
from tests.factories.staff import make_account
from tests.services.test_commands import SAFE

pytestmark = pytest.mark.usefixtures("in_app")
BORN = date(2018, 3, 7)


def tamsin(surname: str = "Ormerod", forename: str = "Tamsin") -> int:
    return make_child(forename, surname, birth=born(BORN))


def chief() -> SignedInActor:
    return make_account(Role.DESIGNATED_MANAGER, password=None)


def listed(actor: SignedInActor, **wanted: str) -> list[tuple[int, int]]:
    compare_waiting(now_utc())
    page = pairs_page(actor.account_id, asked_for(DUPLICATES, wanted), now_utc())
    return [(pair.one.child_id, pair.other.child_id) for pair in page.rows]


def the_pair(actor: SignedInActor) -> PairShown:
    (pair,) = pairs_page(actor.account_id, asked_for(DUPLICATES, {}), now_utc()).rows
    return pair


def rename(child: int, forename: str) -> None:
    value = RecordName(name_type=NameType.KNOWN_AS, forename=forename, surname="Ormerod")
    services.record_name(make_account(Role.TEAM_MANAGER, password=None), child, value, now_utc())


def test_a_new_record_is_compared_in_the_background_and_listed_with_its_reasons(
    in_app: Flask,
) -> None:
    with transaction():
        actor, first = chief(), tamsin()
    run_once(in_app)
    with transaction():
        second = tamsin("Ormerodd")
    assert waiting() == 1
    run_once(in_app)
    db.session.rollback()
    assert waiting() == 0
    pair = the_pair(actor)
    assert (pair.one.child_id, pair.other.child_id) == (first, second)
    assert pair.strength is MatchStrength.STRONG
    assert "date of birth agrees" in pair.agrees and not pair.differs
    assert count_pairs(now_utc()) == 1
    assert [one.id for one in pairs_with(actor.account_id, (second,), now_utc())] == [pair.id]
    assert listed(actor, strength="likely") == []


def test_twins_and_children_recorded_as_related_are_not_listed() -> None:
    with transaction():
        actor = chief()
        tamsin()
        tamsin(forename="Perpetua")
        one, other = (make_child("Ivo", "Lockyer", birth=born(BORN)) for _ in range(2))
        value = RecordRelationship(other_child_id=other, relationship="half brother")
        services.record_relationship(actor, one, value, now_utc())
    assert listed(actor) == []


def test_two_children_are_not_proposed_again_until_either_record_says_something_else() -> None:
    with transaction():
        actor, first, second = chief(), tamsin(), tamsin()
    assert listed(actor) == [(first, second)]
    pair = the_pair(actor)
    with transaction():
        say_two_children(actor, pair.id, pair.evidence, "Cousins of one name", now_utc())
    assert (listed(actor), listed(actor, decided="yes")) == ([], [(first, second)])
    with transaction():
        rename(second, "Tam")
    assert (listed(actor), listed(actor, decided="yes")) == ([(first, second)], [])
    with transaction(), pytest.raises(ChangeRefused, match="changed since you looked"):
        say_two_children(actor, pair.id, pair.evidence, "Cousins of one name", now_utc())


def test_a_pair_that_holds_no_more_leaves_the_list() -> None:
    with transaction():
        actor, _first, second = chief(), tamsin(), tamsin()
    assert len(listed(actor)) == 1
    with transaction():
        value = services.RecordBirth(birth=born(date(2011, 11, 30)), reason="Certificate seen")
        services.record_birth(actor, second, value, now_utc())
    assert listed(actor) == []
    assert db.session.scalar(select(func.count(DuplicatePair.id))) == 0


def test_a_pair_is_shown_only_to_whoever_may_open_both_records() -> None:
    with transaction():
        actor, owner = chief(), make_account(Role.TEAM_MANAGER, password=None)
        first, second = tamsin(), tamsin()
        restrict(second, owner)
    assert listed(actor) == []
    assert listed(owner) == [(first, second)]
    reference = the_pair(owner).reference
    assert pair_of(actor.account_id, reference, now_utc()) is None
    assert pairs_with(actor.account_id, (first,), now_utc()) == ()
    assert count_pairs(now_utc()) == 0


def test_nothing_kept_ties_a_sealed_record_to_the_one_after_it() -> None:
    with transaction():
        actor, before, after = chief(), tamsin(), tamsin()
    assert len(listed(actor)) == 1
    pair = the_pair(actor)
    with transaction():
        say_two_children(actor, pair.id, pair.evidence, "To be sealed", now_utc())
        seal = SealRecord(owner_id=actor.account_id, reason="Adopted", shown_id=None)
        seal_record(actor, before, seal, now_utc())
    assert db.session.scalar(select(func.count(DuplicatePair.id))) == 0
    with transaction():
        rename(after, "Tam")
    assert (listed(actor), listed(actor, decided="yes")) == ([], [])
    assert db.session.scalar(select(func.count(DuplicatePair.id))) == 0


def test_linked_records_are_no_pair_and_their_others_stand_as_pairs_of_the_kept_one() -> None:
    with transaction():
        actor, other = chief(), make_account(Role.TEAM_MANAGER, password=None)
        first, second, third = tamsin(), tamsin(), tamsin()
    assert len(listed(actor)) == 3
    with transaction():
        number = link(actor, other, first, second)
    assert set(listed(actor)) == {(first, third)}
    with transaction():
        undo_link(other, number, "Two after all", now_utc())
    assert len(listed(actor)) == 3


def test_the_command_compares_every_record_and_says_what_it_found(
    database_url: str, in_app: Flask
) -> None:
    with transaction():
        actor, first, second = chief(), tamsin(), tamsin()
    assert listed(actor) == [(first, second)]
    db.session.rollback()
    environment = {"LACRECORDS_DATABASE_URL": database_url, **SAFE}
    said = [
        CliRunner().invoke(main, ["duplicates", "find", *more], env=environment)
        for more in ((), ("--all",))
    ]
    assert [one.exit_code for one in said] == [0, 0]
    assert "0 records compared. 0 new pairs" in said[0].output
    assert "2 records compared. 0 new pairs" in said[1].output
