"""The one history mechanism: what the record says now, and what it said then."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import ColumnElement, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.database import db, transaction
from lacrecords.history import FactChangedMeanwhile, supersede
from lacrecords.people.models import Person, PersonName

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ANY_EXAMPLE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def a_person() -> int:
    """A new person without a name."""
    with transaction():
        person = Person()
        db.session.add(person)
        audit.record(WORKER, "tried", "person", 1)
        db.session.flush()
        return person.id


def a_name(
    person_id: int,
    forename: str,
    recorded_at: datetime = BEGAN,
    from_on: date | None = None,
    to_on: date | None = None,
) -> PersonName:
    """A fact about a person."""
    return PersonName(
        person_id=person_id,
        forename=forename,
        surname="Fenwick",
        recorded_at=recorded_at,
        recorded_by="command:test",
        source="hand",
        from_on=from_on,
        to_on=to_on,
    )


def write_down(name: PersonName, instead_of: str | None = None) -> None:
    """Keep a name, in the place of another where one is given."""
    with transaction():
        audit.record(WORKER, "tried", "person", 1)
        if instead_of is None:
            db.session.add(name)
            return
        earlier = db.session.scalars(
            select(PersonName).where(
                PersonName.person_id == name.person_id,
                PersonName.forename == instead_of,
                PersonName.is_current(),
            )
        ).one()
        supersede(earlier, name, name.recorded_at)


def names(person_id: int, criterion: ColumnElement[bool]) -> Sequence[str]:
    """Forenames for which the criterion holds."""
    return db.session.scalars(
        select(PersonName.forename)
        .where(PersonName.person_id == person_id, criterion)
        .order_by(PersonName.id)
    ).all()


@ANY_EXAMPLE
@given(
    gaps=some.lists(some.integers(min_value=1, max_value=1000), max_size=4),
    asked=some.lists(some.integers(min_value=-5, max_value=5000), min_size=1, max_size=8),
)
def test_the_record_says_at_each_moment_what_was_last_written_before_it(
    in_app: Flask, gaps: list[int], asked: list[int]
) -> None:
    person_id = a_person()
    moments = [BEGAN]
    write_down(a_name(person_id, "0"))
    for gap in gaps:
        moments.append(moments[-1] + timedelta(seconds=gap))
        number = len(moments) - 1
        write_down(a_name(person_id, str(number), moments[-1]), instead_of=str(number - 1))
    for moment in (*moments, *(BEGAN + timedelta(seconds=seconds) for seconds in asked)):
        expected = [str(number) for number, at in enumerate(moments) if at <= moment][-1:]
        assert names(person_id, PersonName.stood_at(moment)) == expected
    assert names(person_id, PersonName.is_current()) == [str(len(moments) - 1)]


DAYS = some.none() | some.dates(date(2025, 12, 28), date(2026, 1, 4))


@ANY_EXAMPLE
@given(from_on=DAYS, to_on=DAYS, on=some.dates(date(2025, 12, 27), date(2026, 1, 5)))
def test_a_fact_is_in_force_from_its_first_day_until_the_day_it_ends(
    in_app: Flask, from_on: date | None, to_on: date | None, on: date
) -> None:
    person_id = a_person()
    write_down(a_name(person_id, "Ada", from_on=from_on, to_on=to_on))
    holds = (from_on is None or from_on <= on) and (to_on is None or on < to_on)
    assert bool(names(person_id, PersonName.is_in_force(on))) is holds


def test_a_superseded_fact_is_not_in_force(in_app: Flask) -> None:
    person_id = a_person()
    write_down(a_name(person_id, "Ada", from_on=date(2026, 1, 1)))
    write_down(
        a_name(person_id, "Adah", BEGAN + timedelta(days=1), from_on=date(2026, 1, 1)), "Ada"
    )
    assert names(person_id, PersonName.is_in_force(date(2026, 6, 1))) == ["Adah"]


def test_a_fact_can_be_withdrawn_without_another_in_its_place(in_app: Flask) -> None:
    person_id = a_person()
    write_down(a_name(person_id, "Ada"))
    with transaction():
        fact = db.session.scalars(select(PersonName)).one()
        supersede(fact, None, BEGAN + timedelta(hours=1))
        audit.record(WORKER, "tried", "person", 1)
    assert names(person_id, PersonName.is_current()) == []
    assert names(person_id, PersonName.stood_at(BEGAN)) == ["Ada"]


def test_a_fact_is_superseded_once_only(in_app: Flask) -> None:
    person_id = a_person()
    write_down(a_name(person_id, "Ada"))
    shown = db.session.scalars(select(PersonName)).one().id
    write_down(a_name(person_id, "Adah", BEGAN + timedelta(hours=1)), "Ada")
    with pytest.raises(FactChangedMeanwhile), transaction():
        late = a_name(person_id, "Aida", BEGAN + timedelta(hours=2))
        supersede(db.session.get_one(PersonName, shown), late, late.recorded_at)
    assert names(person_id, PersonName.is_current()) == ["Adah"]


def test_of_many_who_supersede_one_fact_at_once_one_succeeds(in_app: Flask) -> None:
    person_id = a_person()
    write_down(a_name(person_id, "Ada"))
    shown = db.session.scalars(select(PersonName)).one().id
    db.session.remove()
    start, outcomes = threading.Barrier(6), []

    def try_to_replace(number: int) -> None:
        with in_app.app_context():
            start.wait()
            try:
                with transaction():
                    fact = db.session.get_one(PersonName, shown)
                    supersede(fact, a_name(person_id, f"Ada {number}"), BEGAN)
                    audit.record(WORKER, "tried", "person", 1)
                outcomes.append("replaced")
            except FactChangedMeanwhile:
                outcomes.append("changed meanwhile")

    threads = [threading.Thread(target=try_to_replace, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["changed meanwhile"] * 5 + ["replaced"]
    assert len(names(person_id, PersonName.is_current())) == 1
