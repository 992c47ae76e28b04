"""The database: reading by default, writing only inside `transaction()`, the only commit.

Every connection begins as a reader and the database itself refuses its writes.
`transaction()` ends the read and begins a write. This module knows no table.
"""

from __future__ import annotations

import os
import random
import re
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Engine,
    Enum,
    MetaData,
    Select,
    Text,
    TextClause,
    UpdateBase,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

Json = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; a moment without a time zone is refused with ValueError."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL keeps the zone; SQLite keeps UTC without naming it."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, then store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment must carry its time zone.")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _stored_words(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


_registry = registry(
    metadata=MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    ),
    type_annotation_map={
        datetime: UtcDateTime,
        str: Text,
        StrEnum: Enum(StrEnum, native_enum=False, values_callable=_stored_words, length=60),
        dict[str, Any]: Json,
        list[Any]: Json,
    },
)


class Base(DeclarativeBase):
    """Every table. `__sensitive__` tables may not change without a row in the trail."""

    registry = _registry
    __sensitive__ = False
    __trail__ = False


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def described(
    meaning: str, *arguments: Any, sensitivity: str = "", **options: Any
) -> MappedColumn[Any]:
    """A column with its meaning (and its class, where it differs from its table's)."""
    info = {"meaning": meaning, "sensitivity": sensitivity}
    return mapped_column(*arguments, info=info, **options)


def is_writing(session: Session) -> bool:
    """Whether a write is open."""
    return bool(session.info.get("writing"))


class ChangeWithoutTrail(Exception):
    """A sensitive table changed in a transaction that left no row in the trail."""


@contextmanager
def transaction() -> Iterator[Session]:
    """One write: all of it is kept, or none. The only commit in the program."""
    session = db.session()
    if is_writing(session):
        raise RuntimeError("A transaction is open already; services never open one.")
    session.rollback()
    written: set[str] = set()
    session.connection(execution_options={"writes": True, "tables_written": written})
    session.info["writing"] = True
    try:
        yield session
        session.flush()
        _refuse_change_without_trail(written)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def _refuse_change_without_trail(written: set[str]) -> None:
    tables = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}
    rows = {name: tables[name] for name in written if name in tables}
    changed = sorted(name for name, row in rows.items() if row.__sensitive__)
    if changed and not any(row.__trail__ for row in rows.values()):
        raise ChangeWithoutTrail(", ".join(changed))


_WRITTEN = re.compile(
    r"\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from)\s+\"?(\w+)", re.I
)


def _note_table(
    connection: Connection, statement: Any, _many: Any, _parameters: Any, _options: Any
) -> None:
    """Note which table is written, by the units of work, in bulk or in plain SQL alike."""
    written = connection.get_execution_options().get("tables_written")
    if written is None:
        return
    if isinstance(statement, UpdateBase):
        written.add(str(statement.table))
    elif isinstance(statement, TextClause) and (found := _WRITTEN.match(statement.text)):
        written.add(found.group(1))


def configure_engine(engine: Engine) -> None:
    """Make every connection of this engine a careful reader until it is told to write."""
    event.listen(engine, "before_execute", _note_table)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _keep_file_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


BUSY_MILLISECONDS = 5000
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "recursive_triggers=ON",
    "cell_size_check=ON",
)


def _keep_file_private(
    _dialect: object, _record: object, arguments: list[Any], _options: object
) -> None:
    """A new file is made for its owner only; SQLite itself says what is wrong with its place."""
    path = Path(str(arguments[0]))
    if arguments[0] != ":memory:" and not path.exists():
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    if not writes:
        connection.exec_driver_sql("BEGIN")
    elif not _had_a_turn(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


WRITER_WAITS_SECONDS = 20.0


def _had_a_turn(connection: Connection) -> bool:
    """Begin a write as soon as nobody else writes; no: it was somebody else's turn all the time.

    SQLite by itself asks ten times a second only, and is overtaken by whoever asks more often:
    of two busy processes one was refused after five seconds. This asks often and by chance.
    """
    own: Any = connection.connection.dbapi_connection
    locked = connection.dialect.loaded_dbapi.OperationalError
    deadline = time.monotonic() + WRITER_WAITS_SECONDS
    own.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < deadline:
            try:
                own.execute("BEGIN IMMEDIATE")
                return True
            except locked as refused:
                if "locked" not in str(refused):
                    return False
            time.sleep(random.uniform(0.0005, 0.005))  # noqa: S311 - only a pause
    finally:
        own.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    return False


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def is_postgresql(session: Session) -> bool:
    """Whether this session talks to PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def now_utc() -> datetime:
    """The moment now, in UTC; views and jobs read it once and pass it on."""
    return datetime.now(UTC)


REFERENCE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0 or 1: they look or sound alike when read over the telephone."""


def new_reference() -> str:
    """A random reference such as K7QP-3MRT; it says nothing about anybody."""
    letters = [secrets.choice(REFERENCE_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def grouped(counts: Select[Any, int]) -> Counter[Any]:
    """The rows of a count that is grouped by one thing, as numbers by that thing."""
    return Counter({one: number for one, number in db.session.execute(counts)})


def take_turn(lock: int, key: str = "") -> None:
    """Let one transaction at a time go on from here, until it ends; with a key, one for each key.

    `lock` is the number of a PostgreSQL advisory lock; on SQLite the write lock itself serves.
    """
    if not is_postgresql(db.session()):
        return
    if key:
        db.session.execute(
            text("SELECT pg_advisory_xact_lock(:lock, hashtext(:key))"), {"lock": lock, "key": key}
        )
    else:
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


FORM_LOCK = 7_201_102
"""The class of the advisory locks of forms; on SQLite the write lock itself serves."""


def lock_form(idempotency_key: str) -> None:
    """Let whoever else sends this form wait until the commit, and then see what was written."""
    take_turn(FORM_LOCK, idempotency_key)
