"""`lacrecords import register FILE`: loads the register that a council has already."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lacrecords import schema
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc
from lacrecords.exchange import loading
from lacrecords.exchange.dataset_names import meant_for_us
from lacrecords.exchange.dataset_source import DatasetSource
from lacrecords.exchange.loading import Summary
from lacrecords.exchange.source import FileRefused, Source
from lacrecords.exchange.sources import open_source
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day


@click.group("import")
def import_group() -> None:
    """Load files from other systems."""


@import_group.command("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rejected rows, conflicts and warnings are listed. [default: FILE.rejects.csv]",
)
@click.option("--check", is_flag=True, help="Only say what loading it would do; write no record.")
def register(file: Path, rejects: Path | None, check: bool) -> None:
    """Load the register of children from a CSV file; run it again to load what has changed."""
    listed = rejects or file.with_name(f"{file.stem}.rejects.csv")
    if listed.resolve() == file.resolve():
        raise click.UsageError("The rejects file cannot be the register file itself.")
    run_import(file, listed, check=check, delta=False)


@import_group.command("folder")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where what was found is listed. [default: beside the folder, NAME.rejects.csv]",
)
@click.option("--delta", is_flag=True, help="The folder holds only what has changed.")
@click.option("--check", is_flag=True, help="Only say what loading it would do; write no record.")
def folder(directory: Path, rejects: Path | None, delta: bool, check: bool) -> None:
    """Load a folder of CSV files in the shape of the Standard Safeguarding Dataset."""
    place = directory.resolve()
    listed = rejects or place.with_name(f"{place.name}.rejects.csv")
    run_import(place, listed, check=check, delta=delta)


def run_import(path: Path, listed: Path, check: bool, delta: bool) -> None:
    """Check or load what stands at this path, and say what became of it."""
    console = Console(stderr=True)
    with opened():
        schema.refuse_unless_up_to_date()
        try:
            source = open_source(path, council_day(now_utc()), delta)
            _say_what_is_not_read(source, console)
            summary = _with_progress(source, listed, console, check)
        except FileRefused as refused:
            raise click.ClickException(f"{refused} Nothing was written.") from refused
    _print(summary, listed, console, check)


def _say_what_is_not_read(source: Source, console: Console) -> None:
    """Before anything is loaded: a plan in a file that nobody read is a child not protected."""
    if not isinstance(source, DatasetSource):
        return
    meant = meant_for_us(source.folder.left_out)
    if meant:
        names = escape(", ".join(meant))
        console.print(f"[bold]NOT READ, though it looks like a file of the register: {names}.[/]")
    others = [name for name in source.folder.left_out if name not in meant]
    if others:
        console.print(f"Not read: {escape(', '.join(others))}.")
    if source.folder.missing:
        console.print(f"No file for: {', '.join(source.folder.missing)}.")


def _with_progress(source: Source, rejects: Path, console: Console, check: bool) -> Summary:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        words = "Checking" if check else "Loading"
        task = progress.add_task(f"{words} {source.name}", total=source.children_expected)
        do = loading.check if check else loading.load
        actor: Actor = command_actor()
        return do(
            source,
            rejects,
            actor,
            now_utc(),
            lambda children: progress.update(task, completed=children),
        )


def _print(summary: Summary, rejects: Path, console: Console, check: bool) -> None:
    title = "Nothing is written: what loading it would do" if check else "What became of the file"
    table = Table(title=f"{title}, every child counted once")
    table.add_column("what is said")
    table.add_column("children", justify="right")
    for words, number in (
        ("added: children new to the register", summary.added),
        ("changed: children of whom something new is said", summary.changed),
        ("unchanged: nothing new is said", summary.unchanged),
        ("rejected: the child could not be taken", summary.rejected),
        ("all children read", summary.read),
    ):
        table.add_row(words, f"{number:,}")
    console.print(table)
    console.print(
        f"Warnings: {summary.warnings:,}. Conflicts with facts kept by hand: {summary.conflicts:,}."
        f" Children in the register that are not in this file (left as they are):"
        f" {summary.not_in_file:,}."
    )
    if rejects.exists():
        console.print(f"Rejected rows, conflicts and warnings are listed in {rejects}.")
