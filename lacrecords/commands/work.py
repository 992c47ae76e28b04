"""`lacrecords worker`: delivers, climbs and settles, in a process of its own, until stopped."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.commands.opened import opened
from lacrecords.worker import run_worker


@click.command("worker")
def worker() -> None:
    """Do the work that waits: deliver notifications, let them climb, settle what was left."""
    stop = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    with opened(create_app) as app:
        schema.refuse_unless_up_to_date()
        click.echo("The worker is at work. Stop it with Ctrl-C.")
        run_worker(app, stop)
