"""`lacrecords export register DIRECTORY`: the register as a folder another system can load."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from lacrecords import schema
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc
from lacrecords.exchange.dataset_export import Exported, FolderNotEmpty, export_register


@click.group("export")
def export_group() -> None:
    """Write files for other systems."""


@export_group.command("register")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--include-restricted",
    is_flag=True,
    help="Write restricted records and confidential addresses too.",
)
def register(directory: Path, include_restricted: bool) -> None:
    """Write the register in the shape of the Standard Safeguarding Dataset, for its owner only."""
    console = Console(stderr=True)
    with opened(), console.status("Writing the register"):
        schema.refuse_unless_up_to_date()
        try:
            exported = export_register(
                directory, command_actor(), now_utc(), include_restricted=include_restricted
            )
        except FolderNotEmpty as refused:
            raise click.ClickException(str(refused)) from refused
    _print(exported, directory, console)


def _print(exported: Exported, directory: Path, console: Console) -> None:
    console.print(f"{exported.written:,} children written to {directory}.")
    for number, words in (
        (exported.sealed, "sealed records left out"),
        (exported.restricted, "restricted records left out"),
        (exported.nameless, "records without a name left out"),
    ):
        if number:
            console.print(f"{number:,} {words}.")
