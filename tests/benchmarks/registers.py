"""Registers of many children for measurements: loaded once by the real import, then kept.

They stand in `.bench`, or where LACRECORDS_BENCH_DIRECTORY says, and are loaded anew when the
tables or the index have changed. A million children take about half an hour, once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from flask import Flask

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.audit.actors import command_actor
from lacrecords.database import db, now_utc
from lacrecords.demo.circumstances import with_circumstances
from lacrecords.demo.families import families
from lacrecords.demo.register import write_register
from lacrecords.exchange import loading
from lacrecords.exchange.sources import open_source

ROOT = Path(__file__).resolve().parent.parent.parent
DIRECTORY = Path(os.environ.get("LACRECORDS_BENCH_DIRECTORY", ROOT / ".bench"))
_DECIDES = ("migrations/versions/*.py", "lacrecords/matching/*.py", "lacrecords/demo/*.py")
SEED = 23


def kept_register(children: int) -> Path:
    """A database with so many children, loaded now if it does not stand yet."""
    path = DIRECTORY / f"register-{children}-{_state()}.sqlite3"
    if not path.exists():
        DIRECTORY.mkdir(mode=0o700, exist_ok=True)
        for old in DIRECTORY.glob(f"register-{children}-*"):
            old.unlink()
        unfinished = path.with_suffix(".part")
        _load(unfinished, children)
        unfinished.rename(path)
    return path


def _state() -> str:
    """Changes whenever the tables, the index or the people made would be others."""
    found = sorted(path for pattern in _DECIDES for path in ROOT.glob(pattern))
    return sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:12]


def _load(path: Path, children: int) -> None:
    now, file = now_utc(), path.with_suffix(".csv")
    made = families(SEED, children, now.date())
    write_register(file, with_circumstances(made, children, SEED, now.date(), ()))
    path.touch(mode=0o600)
    with register_app(path) as app, app.app_context():
        schema.upgrade()
        source = open_source(file, now.date())
        loading.load(source, None, command_actor(), now, pace=loading.Pace(rests=False))
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file.unlink()


@contextmanager
def register_app(path: Path) -> Iterator[Flask]:
    """The application on such a register."""
    app = create_app({"database_url": f"sqlite:///{path}"})
    app.config["PREFERRED_URL_SCHEME"] = "https"
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
