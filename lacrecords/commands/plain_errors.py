"""Expected failures end a command with plain words and exit code 1, never with a traceback.

What is not listed here is a fault of the program and keeps its traceback.
"""

from __future__ import annotations

from typing import Any

import click
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

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
        except OperationalError as unreachable:
            raise click.ClickException(
                f"The database cannot be used: {_first_line(unreachable.orig)}"
            ) from unreachable
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


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else "no reason was given"
