"""`lacrecords demo`: a fictional council in a folder of its own, served on this machine.

What is written goes through the same import and services as a real council's. Running
it again starts what is there.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from rich.console import Console
from rich.table import Table

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.commands.demo_building import BuildingFailed, Size, build_demo
from lacrecords.commands.opened import opened
from lacrecords.commands.serve import serve_application
from lacrecords.database import now_utc
from lacrecords.demo.council import PASSPHRASE, STAFF
from lacrecords.demo.files.writing import DirectoryRefused, Wanted, write_files
from lacrecords.demo.folder import DemoFolder, FolderRefused
from lacrecords.demo.special import special_children
from lacrecords.people.indexing import index_waiting_people
from lacrecords.settings import Settings, refuse_unsafe
from lacrecords.staff.words import ROLE_WORDS

THREADS = 8


@click.command("demo")
@click.option(
    "--children",
    type=click.IntRange(1),
    default=2000,
    show_default=True,
    help="Children in the register.",
)
@click.option(
    "--enquiries",
    type=click.IntRange(0),
    default=120,
    show_default=True,
    help="Enquiries in the past month.",
)
@click.option("--seed", default=1, show_default=True, help="The same seed, the same council.")
@click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Folder in which the demonstration lives.",
)
@click.option("--fresh", is_flag=True, help="Build it anew, even where one stands already.")
@click.option("--serve", is_flag=True, help="Serve it when it is built.")
@click.option("--port", default=8000, show_default=True, help="Port to serve it on.")
@click.option(
    "--files-only",
    type=click.Path(file_okay=False, path_type=Path),
    help="Only write files into this directory: the register, the dataset's folder, enquiries.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day as of which files are written; the same day, the same bytes. [default: today]",
)
@click.option(
    "--broken-rows",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Share of rows to break on purpose in files, each listed in broken.csv.",
)
def demo(
    children: int,
    enquiries: int,
    seed: int,
    directory: Path,
    fresh: bool,
    serve: bool,
    port: int,
    files_only: Path | None,
    today: datetime | None,
    broken_rows: float,
) -> None:
    """Build a fictional council to try the program on; nobody in it exists."""
    if files_only:
        day = today.date() if today else now_utc().date()
        _write_files(files_only, Wanted(children, enquiries, seed, day, broken_rows))
        return
    if today or broken_rows:
        raise click.UsageError("--today and --broken-rows belong to --files-only.")
    console = Console()
    folder = DemoFolder(directory)
    if fresh or not folder.is_finished():
        _build(folder, Size(children, enquiries, seed), port, console)
    with opened(lambda: create_app(folder.settings(port))) as app:
        _bring_up_to_date(console)
        _show(app, console)
        if serve:
            _serve(app, port)


def _write_files(directory: Path, wanted: Wanted) -> None:
    console = Console(stderr=True)
    try:
        with console.status("Writing") as status:
            rows = write_files(
                directory,
                wanted,
                lambda step, children: status.update(f"{step}: {children:,} children"),
            )
    except DirectoryRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(
        f"{wanted.children:,} children ({rows:,} rows of the dataset) and {wanted.enquiries:,}"
        f" enquiries written to {directory}"
    )


def _build(folder: DemoFolder, size: Size, port: int, console: Console) -> None:
    began = time.monotonic()
    try:
        folder.clear()
        folder.keep_settings(port)
        with (
            opened(lambda: create_app(folder.settings(port))),
            console.status("Building the demonstration") as status,
        ):
            build_demo(folder, size, lambda step: status.update(f"Building: {step}"))
    except (FolderRefused, BuildingFailed) as refused:
        raise click.ClickException(str(refused)) from refused
    console.print(f"Built in {time.monotonic() - began:.0f} seconds in {folder.path}")


def _bring_up_to_date(console: Console) -> None:
    """One that an earlier version built is kept, with what was tried in it."""
    if schema.standing_revision() != schema.newest_revision():
        schema.upgrade()
        index_waiting_people()
        console.print(f"Its tables were brought to revision {schema.standing_revision()}")


def _serve(app: Flask, port: int) -> None:
    settings: Settings = app.extensions["lacrecords_settings"]
    refuse_unsafe(settings)
    serve_application(app, settings, "127.0.0.1", port, THREADS)


def _show(app: Flask, console: Console) -> None:
    settings: Settings = app.extensions["lacrecords_settings"]
    sign_ins = Table(title=f"{settings.council_name} (fictional): sign in at {settings.base_url}")
    for heading in ("role", "e-mail address"):
        sign_ins.add_column(heading, overflow="fold")
    for person in STAFF:
        if person.signs_in:
            sign_ins.add_row(ROLE_WORDS[person.role], person.email)
    console.print(sign_ins)
    console.print(f"The passphrase of each: [bold]{PASSPHRASE}[/bold]")
    to_try = Table(title="Children to ask about")
    for heading in ("name", "date of birth", "address", "situation"):
        to_try.add_column(heading)
    for child in special_children():
        place = f"{child.address.line1}, {child.address.town}"
        to_try.add_row(child.name, f"{child.born_on:%d %m %Y}", place, child.situation)
    console.print(to_try)
