"""Databases for the tests: one template of each kind a run, a fresh copy a test.

Made once through the real migrations. Guards forbid emptying tables, so every
test has a database of its own. Workers of pytest-xdist share one folder, whose
name the controller puts in the environment; a lock lets the first one build.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import flask_migrate
import psycopg

from lacrecords.database import db
from lacrecords.foundation import lay_foundation
from tests.support import postgresql

SHARED = "LACRECORDS_TEST_SHARED"
GIVEN_SERVER = "LACRECORDS_TEST_POSTGRES_URL"
DATABASES = ("sqlite", "postgresql")


def make_shared_folder() -> Path:
    """A short-named folder for everything a run shares; in memory where there is such a place."""
    _remove_what_killed_runs_left(_memory() or Path(tempfile.gettempdir()))
    folder = tempfile.mkdtemp(prefix="lacrecords-", dir=_memory())
    (Path(folder) / "owner").write_text(str(os.getpid()))
    Path(folder).chmod(0o755)
    os.environ[SHARED] = folder
    return Path(folder)


def _remove_what_killed_runs_left(place: Path) -> None:
    """A run that was killed could not stop its server; the next run does."""
    for owner in place.glob("lacrecords-*/owner"):
        with suppress(OSError, ValueError):
            if not Path(f"/proc/{int(owner.read_text())}").exists() and Path("/proc/self").exists():
                postgresql.stop(owner.parent / "server")
                shutil.rmtree(owner.parent, ignore_errors=True)


def _memory() -> Path | None:
    """A folder that is memory, has room, and lets programs run (copied server binaries do)."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if not memory.is_dir() or shutil.disk_usage(memory).free < 2 * 1024**3:
        return None
    return None if os.statvfs(memory).f_flag & os.ST_NOEXEC else memory


def remove_shared_folder(folder: Path) -> None:
    """Stop the server if one was started, and remove the folder."""
    postgresql.stop(folder / "server")
    if os.environ.get(GIVEN_SERVER):
        _drop_templates(folder)
    shutil.rmtree(folder, ignore_errors=True)


def bare(url: str) -> None:
    """The preparation of most templates: the tables and nothing in them."""


@contextmanager
def fresh(kind: str, prepare: Callable[[str], None] = bare) -> Iterator[str]:
    """The URL of a fresh, migrated database; it is removed afterwards.

    `prepare` is called once a run with the URL of a template, to put rows into it.
    """
    make = _fresh_sqlite if kind == "sqlite" else _fresh_postgresql
    with make(prepare) as url:
        yield url


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The URL of a database with nothing in it at all, for the tests of migrations."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(dir=_shared()) as folder:
            yield f"sqlite:///{folder}/register.sqlite3"
    else:
        with _database_on(server(), "template0") as url:
            yield url


def migrate(url: str) -> None:
    """Bring the database to the newest revision, as `lacrecords db upgrade` does."""
    app = lay_foundation({"database_url": url})
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def server() -> str:
    """The URL of the run's PostgreSQL server, with {} for the database. NoServer: there is none."""
    with _built_once("server-url") as place:
        if not place.exists():
            given = os.environ.get(GIVEN_SERVER)
            if given:
                place.write_text(_with_place_for_database(given))
            else:
                folder = _shared() / "server"
                folder.mkdir(exist_ok=True)
                place.write_text(postgresql.start(folder))
        return place.read_text()


def _with_place_for_database(url: str) -> str:
    """The same URL with {} where the name of the database stands."""
    address, _, options = url.replace("postgresql://", "postgresql+psycopg://").partition("?")
    scheme, _, rest = address.partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host}/{{}}" + (f"?{options}" if options else "")


def _shared() -> Path:
    return Path(os.environ[SHARED])


@contextmanager
def _built_once(name: str) -> Iterator[Path]:
    """A path under the shared folder, and nobody else looking at it meanwhile."""
    with (_shared() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _shared() / name


@contextmanager
def _fresh_sqlite(prepare: Callable[[str], None]) -> Iterator[str]:
    with _built_once(f"{prepare.__name__}.sqlite3") as template:
        if not template.exists():
            migrate(f"sqlite:///{template}")
            prepare(f"sqlite:///{template}")
    with tempfile.TemporaryDirectory(dir=_shared()) as folder:
        copy = Path(folder) / "register.sqlite3"
        shutil.copyfile(template, copy)
        copy.chmod(0o600)
        yield f"sqlite:///{copy}"


@contextmanager
def _fresh_postgresql(prepare: Callable[[str], None]) -> Iterator[str]:
    at = server()
    with _built_once(f"{prepare.__name__}.template") as template:
        if not template.exists():
            name = f"template_{uuid.uuid4().hex}"
            _execute(at, f"CREATE DATABASE {name} TEMPLATE template0")
            migrate(at.format(name))
            prepare(at.format(name))
            template.write_text(name)
    with _database_on(at, template.read_text()) as url:
        yield url


@contextmanager
def _database_on(at: str, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    _execute(at, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield at.format(name)
    finally:
        _execute(at, f"DROP DATABASE {name} WITH (FORCE)")


_connections: dict[str, psycopg.Connection[tuple[object, ...]]] = {}


def _execute(at: str, statement: str) -> None:
    """One statement outside any transaction, on a connection kept for the whole run."""
    if at not in _connections:
        url = at.format("postgres").replace("+psycopg", "")
        _connections[at] = psycopg.connect(url, autocommit=True)
    _connections[at].execute(statement.encode())


def close_connections() -> None:
    """Close what `_execute` kept open, at the end of a worker."""
    for connection in _connections.values():
        connection.close()
    _connections.clear()


def _drop_templates(folder: Path) -> None:
    for template in folder.glob("*.template"):
        _execute((folder / "server-url").read_text(), f"DROP DATABASE {template.read_text()}")
    close_connections()
