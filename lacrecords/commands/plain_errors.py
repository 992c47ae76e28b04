"""Expected failures end a command with plain words and exit code 1, never with a traceback.

What is not listed here is a fault of the program and keeps its traceback.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import click
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from lacrecords.schema import NotUpToDate
from lacrecords.settings import UnsafeSettings


class PlainErrors(click.Group):
    """A group of commands that says in words what went wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a failure that can be foreseen becomes a sentence."""
        try:
            return super().invoke(ctx)
        except (UnsafeSettings, NotUpToDate) as refused:
            raise click.ClickException(str(refused)) from refused
        except CommandError as wrong:
            raise click.ClickException(f"The migration was not run: {wrong}") from wrong
        except DatabaseError as unusable:
            if not _is_about_reaching_it(unusable):
                raise
            raise click.ClickException(
                f"The database cannot be used: {_first_line(unusable.orig)}"
            ) from unusable
        except (ArgumentError, NoSuchModuleError) as wrong:
            raise click.ClickException(
                f"DATABASE_URL is not an address of a database: {wrong}"
            ) from wrong
        except ModuleNotFoundError as missing:
            if missing.name not in ("psycopg", "psycopg2"):
                raise
            raise click.ClickException(
                "PostgreSQL needs its driver. Run: pip install 'lacrecords[postgres]'"
            ) from missing


def _is_about_reaching_it(error: DatabaseError) -> bool:
    """The database is not there or is no database; anything else is a fault of ours."""
    # SQLite alone raises the bare class, and only for a file that is no database.
    return isinstance(error, OperationalError) or type(error.orig) is sqlite3.DatabaseError


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else "no reason was given"
