"""`lacrecords duplicates find`: compares records and lists those that may be of one child."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lacrecords import schema
from lacrecords.children import duplicate_finding
from lacrecords.commands.opened import opened
from lacrecords.database import db, now_utc, transaction


@click.group("duplicates")
def duplicates_group() -> None:
    """Records that may be of one child."""


@duplicates_group.command("find")
@click.option("--all", "everybody", is_flag=True, help="Compare every record, changed or not.")
def find(everybody: bool) -> None:
    """Compare the records that changed with all others; the worker does the same by itself."""
    console = Console(stderr=True)
    with opened():
        schema.refuse_unless_up_to_date()
        if everybody:
            with console.status("Marking every record"):
                duplicate_finding.ask_for_all()
        compared, new = _find(console)
    console.print(f"{compared:,} records compared. {new:,} new pairs may be of one child.")


def _find(console: Console) -> tuple[int, int]:
    now, compared, new = now_utc(), 0, 0
    compare = duplicate_finding.finder(now)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Comparing records", total=duplicate_finding.waiting())
        while (looked := duplicate_finding.look(compare, now)).marks:
            with transaction():
                new += duplicate_finding.keep(looked, now)
            db.session.expunge_all()
            compared += len(looked.marks)
            progress.update(task, completed=compared)
    return compared, new
