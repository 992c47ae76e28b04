"""`lacrecords find-children FILE.csv`: a whole list looked up, one line of JSON a row."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lacrecords import schema
from lacrecords.audit.actors import command_actor
from lacrecords.commands.list_processes import many_processes
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.exchange.register_file import RegisterFile
from lacrecords.exchange.source import FileRefused
from lacrecords.lists.answers import answered
from lacrecords.lists.asking import AskedList, NotAsked, begin_lookup, finish_lookup
from lacrecords.lists.looking import one_after_another
from lacrecords.lists.running import Run, open_list
from lacrecords.staff.queries import council_day


@click.command("find-children")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where the answers are written, for its owner only: one line of JSON a row.",
)
@click.option("--purpose", default="", help="Why this list of our own is looked up.")
@click.option(
    "--enquiry",
    default="",
    help="The reference of the checked enquiry under which another agency sent the list.",
)
@click.option("--rows-are-enquiries", is_flag=True, help="Let later rows find earlier ones.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
def find_children(
    file: Path, output: Path, purpose: str, enquiry: str, rows_are_enquiries: bool, workers: int
) -> None:
    """Look up every child of a list, for the manager. What it finds is told to nobody else."""
    if output.resolve() == file.resolve():
        raise click.UsageError("The answers cannot be written over the list itself.")
    if bool(purpose.strip()) == bool(enquiry.strip()):
        raise click.UsageError("Give either --purpose or --enquiry.")
    with opened():
        schema.refuse_unless_up_to_date()
        try:
            listed = open_list(file)
            asked = AskedList(
                file_name=file.name,
                digest=listed.digest,
                rows_expected=listed.rows_expected,
                purpose=purpose,
                enquiry_reference=enquiry,
                rows_are_enquiries=rows_are_enquiries,
            )
            answers = _answer(listed, asked, output, workers)
        except (FileRefused, NotAsked, EnquiryError) as refused:
            raise click.ClickException(f"{refused} Nothing was written.") from refused
        except BrokenProcessPool as died:
            raise click.ClickException(
                "A process of the search was ended from outside. Run it again with fewer workers."
            ) from died
    _print(answers, output)


def _answer(listed: RegisterFile, asked: AskedList, output: Path, workers: int) -> Counter[str]:
    actor, now = command_actor(), now_utc()
    on = council_day(now)
    answers: Counter[str] = Counter()
    with _private(output) as lines:
        with transaction():
            lookup = begin_lookup(actor, asked, now)
            run = Run(lookup.id, lookup.enquiry_id, actor, now, on, asked.rows_are_enquiries)
        look = one_after_another(on) if workers == 1 else many_processes(workers, on)
        with _progress(listed) as show:
            for lot in run.lots(listed, look):
                for _, said in answered([row.visible for row in lot], actor.account_id, on):
                    answers[said.get("answer", "error")] += 1
                    lines.write(json.dumps(said, ensure_ascii=False) + "\n")
                show.update(show.task_ids[0], completed=answers.total())
        with transaction():
            finish_lookup(actor, run.lookup_id, answers, now_utc())
    return answers


@contextmanager
def _private(output: Path) -> Iterator[TextIO]:
    """A file for its owner only that stands under its name when it is whole, and not before."""
    unfinished = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as wrong:
        raise FileRefused(f"{output.name} cannot be written: {wrong.strerror}.") from wrong
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as lines:
            yield lines
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _progress(listed: RegisterFile) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        progress.add_task("Looking up the list", total=listed.rows_expected)
        yield progress


def _print(answers: Counter[str], output: Path) -> None:
    counted = ", ".join(f"{words}: {number:,}" for words, number in sorted(answers.items()))
    click.echo(f"{answers.total():,} rows answered in {output.name} ({counted}).", err=True)
    click.echo("The file names children: keep it, and throw it away, like a record.", err=True)
