"""The tables as they stand in the database: brought up to date, taken back, compared.

Needs the foundation's application context. Migrations are the only way in
which a table is made or changed.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from lacrecords.database import Base, db
from lacrecords.guards_sql import missing_guards


class NotUpToDate(Exception):
    """The tables are not those that this version of the program needs; the message says more."""


def upgrade(revision: str = "head") -> None:
    """Bring the tables up to date and put up the guards as declared."""
    command.upgrade(_config(), revision)


def downgrade(revision: str) -> None:
    """Take the tables back to an earlier revision, or to nothing by `base`."""
    command.downgrade(_config(), revision)


def newest_revision() -> str:
    """The revision that this version of the program needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def standing_revision() -> str | None:
    """The revision at which the database is; None: it has no tables of ours."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def refuse_unless_up_to_date() -> None:
    """Raise NotUpToDate when the tables are older or newer than the program."""
    standing, needed = standing_revision(), newest_revision()
    if standing == needed:
        return
    if standing is None:
        raise NotUpToDate("The database has no tables yet. Run: lacrecords db upgrade")
    raise NotUpToDate(
        f"The database is at revision {standing} and this program needs {needed}."
        " Run: lacrecords db upgrade"
    )


def fallen_guards() -> tuple[str, ...]:
    """Names of guards that are declared and do not stand as declared."""
    with db.engine.connect() as connection:
        return missing_guards(connection, Base.metadata)


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
