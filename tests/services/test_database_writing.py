"""Reading is the default; the database itself refuses every write outside `transaction()`."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.audit.models import AuditEntry
from lacrecords.children.models import Child
from lacrecords.database import ChangeWithoutTrail, db, now_utc, transaction
from lacrecords.people.models import Person
from lacrecords.queue.models import Job
from tests.support.rows import a_row


def a_job(number: int = 1) -> Job:
    """A row of a table that is neither sensitive nor guarded."""
    return Job(kind="nothing", payload={}, idempotency_key=f"job {number}", run_at=now_utc())


def jobs() -> int:
    """How many jobs are kept."""
    return len(db.session.scalars(select(Job.id)).all())


def test_a_write_outside_a_transaction_is_refused(in_app: Flask) -> None:
    db.session.add(a_job())
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        db.session.flush()
    db.session.rollback()
    assert jobs() == 0


def test_plain_sql_outside_a_transaction_is_refused(in_app: Flask) -> None:
    for statement in ("DELETE FROM jobs", "CREATE TABLE other (id INTEGER)"):
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_a_write_inside_a_transaction_is_kept(in_app: Flask) -> None:
    with transaction():
        db.session.add(a_job())
    assert jobs() == 1


def test_a_transaction_that_fails_keeps_nothing(in_app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(a_job())
        db.session.flush()
        raise ZeroDivisionError
    assert jobs() == 0


def test_a_pooled_connection_is_a_reader_again_after_a_transaction(in_app: Flask) -> None:
    for number in range(1, 4):
        with transaction():
            db.session.add(a_job(number))
        assert jobs() == number
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.execute(text("DELETE FROM jobs"))
        db.session.rollback()
    assert jobs() == 3


def test_a_connection_is_a_reader_again_after_a_transaction_that_failed(in_app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        raise ZeroDivisionError
    db.session.add(a_job())
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        db.session.flush()
    db.session.rollback()


def test_a_transaction_within_a_transaction_is_refused(in_app: Flask) -> None:
    with transaction():
        db.session.add(a_job())
        with pytest.raises(RuntimeError, match="open already"), transaction():
            pass
    assert jobs() == 1


def test_what_was_read_before_a_transaction_is_read_anew_inside_it(in_app: Flask) -> None:
    with transaction():
        db.session.add(a_job())
    job = db.session.scalars(select(Job)).one()
    assert job.attempts == 0
    with db.engine.connect().execution_options(writes=True) as other, other.begin():
        other.execute(update(Job).values(attempts=5))
    with transaction():
        assert db.session.scalars(select(Job)).one().attempts == 5


def test_a_child_is_not_changed_without_a_row_in_the_trail(in_app: Flask) -> None:
    with pytest.raises(ChangeWithoutTrail, match="children"), transaction():
        db.session.add(Child(**a_row(Child.__table__)))
    assert db.session.scalars(select(Child)).all() == []


def test_a_bulk_or_plain_write_needs_the_trail_too(in_app: Flask) -> None:
    person = Person.__table__
    for statement in (
        insert(Person).values(id=5),
        insert(person).values(id=5),
        text("INSERT INTO people (id) VALUES (5)"),
        text('insert into "people" (id) values (5)'),
    ):
        with pytest.raises(ChangeWithoutTrail, match="people"), transaction():
            db.session.execute(statement)
    with pytest.raises(ChangeWithoutTrail, match="people"), transaction() as session:
        connection: Connection = session.connection()
        connection.execute(insert(person), [{"id": 5}, {"id": 6}])
    assert db.session.scalars(select(Person)).all() == []


def test_a_child_is_changed_together_with_the_trail(in_app: Flask) -> None:
    with transaction():
        db.session.add(Child(**a_row(Child.__table__)))
        audit.record(WORKER, "child_made", "child", 1)
    assert len(db.session.scalars(select(Child)).all()) == 1
    assert len(db.session.scalars(select(AuditEntry)).all()) == 1


def test_the_trail_of_one_transaction_does_not_serve_the_next(in_app: Flask) -> None:
    with transaction():
        audit.record(WORKER, "looked", "child", 1)
    with pytest.raises(ChangeWithoutTrail), transaction():
        db.session.add(Child(**a_row(Child.__table__)))


def test_a_moment_without_its_time_zone_is_refused(in_app: Flask) -> None:
    with pytest.raises(Exception, match="time zone"), transaction():
        db.session.add(
            Job(kind="x", payload={}, idempotency_key="x", run_at=now_utc().replace(tzinfo=None))
        )
