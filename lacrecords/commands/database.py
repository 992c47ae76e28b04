"""`lacrecords db`: the tables brought up to date or taken back. Guards are always put back."""

from __future__ import annotations

import click

from lacrecords import schema
from lacrecords.commands.opened import opened
from lacrecords.database import db
from lacrecords.matching.upkeep import holds_earlier_keys
from lacrecords.people.indexing import index_waiting_people


@click.group("db")
def database_group() -> None:
    """Make the tables, bring them up to date, take them back."""


@database_group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to date (to REVISION; by default the newest)."""
    with opened():
        schema.upgrade(revision)
        click.echo(f"The tables are at revision {schema.standing_revision()}.")
        if schema.standing_revision() == schema.newest_revision():
            _bring_index_up_to_date()


def _bring_index_up_to_date() -> None:
    """Adults are few and put in at once; children are many, and how many is said."""
    if indexed := index_waiting_people():
        click.echo(f"{indexed:,} adults were put into the index anew.")
    if holds_earlier_keys(db.session()):
        click.echo(
            "Children stand in the index as an earlier version put them in, and are found so."
            " To find them as this version can, run: lacrecords index rebuild"
        )


@database_group.command("downgrade")
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask.")
def downgrade(revision: str, yes: bool) -> None:
    """Take the tables back to REVISION, or to nothing by `base`. What they held is lost."""
    with opened():
        if not yes:
            click.confirm(
                f"Take the tables back from {schema.standing_revision()} to {revision}?"
                " What the newer tables hold is lost",
                abort=True,
            )
        schema.downgrade(revision)
        click.echo(f"The tables are at revision {schema.standing_revision() or 'nothing'}.")
