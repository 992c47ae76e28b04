"""Fixtures that every test of the database, the pages and the commands stands on.

Each test gets a database of its own, on SQLite and again on PostgreSQL. Pure
tests use none of this and start nothing.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.application import create_app
from lacrecords.database import db
from lacrecords.terms import Role
from tests.factories.staff import client_of_role
from tests.support import databases
from tests.support.compiled import (
    share_compiled_addresses,
    share_compiled_statements,
    share_compiled_templates,
)
from tests.support.plain_sql import PlainConnection, plain_connection
from tests.support.postgresql import NoServer
from tests.support.rows import one_row_in_every_table

ROOT = Path(__file__).resolve().parent.parent
KEPT_SETTINGS = tuple(f"LACRECORDS_{kind}" for kind in ("TEST_", "REQUIRE_", "FAULTS", "BENCH_"))
"""How the names of settings begin that are meant for the tests themselves."""
_shared = pytest.StashKey[Path]()
_no_postgresql = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Forget the developer's own settings; the controller makes the folder a run shares."""
    for name in [name for name in os.environ if name.startswith("LACRECORDS_")]:
        if not name.startswith(KEPT_SETTINGS):
            del os.environ[name]
    os.environ["LACRECORDS_CONFIG"] = str(ROOT / "config" / "testing.toml")
    share_compiled_addresses()
    if not hasattr(config, "workerinput"):
        config.stash[_shared] = databases.make_shared_folder()


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make, and not again and again among the tests."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what this process opened; the controller stops the server."""
    databases.close_connections()
    if _shared in config.stash:
        databases.remove_shared_folder(config.stash[_shared])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when PostgreSQL was left out."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if "PostgreSQL not run" in str(report.longrepr)]
    if left_out:
        terminalreporter.write_line(
            f"PostgreSQL not run: {len(left_out)} tests left out.", red=True
        )


@pytest.fixture(params=databases.DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test is on: sqlite or postgresql."""
    kind = str(request.param)
    if kind == "postgresql":
        _demand_postgresql()
    return kind


def _demand_postgresql() -> None:
    try:
        databases.server()
    except NoServer as missing:
        if os.environ.get("CI") or os.environ.get("LACRECORDS_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"PostgreSQL is required here. {missing}", pytrace=False)
        pytest.skip(f"PostgreSQL not run. {missing}")


@pytest.fixture
def database_url(database: str) -> Iterator[str]:
    """The URL of a fresh, migrated, empty database; other processes may use it too."""
    with databases.fresh(database) as url:
        yield url


@pytest.fixture
def empty_database_url(database: str) -> Iterator[str]:
    """The URL of a database with no table at all."""
    with databases.empty(database) as url:
        yield url


@pytest.fixture
def environment(database_url: str) -> dict[str, str]:
    """The environment in which another process of the program uses this test's database."""
    return os.environ | {"LACRECORDS_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def sql(filled_database_url: str) -> Iterator[PlainConnection]:
    """A plain connection, not the program's, to a database with one row in every table."""
    with plain_connection(filled_database_url) as connection:
        yield connection


@pytest.fixture
def filled_database_url(database: str) -> Iterator[str]:
    """The URL of a database with one row in every table (see `tests.support.rows`)."""
    with databases.fresh(database, one_row_in_every_table) as url:
        yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The whole application on a fresh database; no context is open (see `in_app`)."""
    folder = str(tmp_path / "imports")
    app = create_app({"database_url": database_url, "import_folder": folder})
    app.testing = True
    share_compiled_templates(app)
    share_compiled_statements(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """The application with its context open, for tests of services and queries."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen, over https so that Secure cookies come back."""
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Role], FlaskClient]:
    """A fresh browser, signed in as a new member of staff with the role asked for."""
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return lambda role: client_of_role(app, role)
