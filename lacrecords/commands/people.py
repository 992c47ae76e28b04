"""`lacrecords people compare`: people who may pose a risk, with every child on the register."""

from __future__ import annotations

import click
from flask import current_app
from rich.console import Console

from lacrecords import schema
from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc, transaction
from lacrecords.people.indexing import index_waiting_people
from lacrecords.risk_notifications import comparing


@click.group("people")
def people_group() -> None:
    """Adults who are recorded, and people who may pose a risk among them."""


@people_group.command("compare")
def compare() -> None:
    """Compare everybody of whom we were notified with every child; what was decided stays so."""
    console = Console(stderr=True)
    with opened():
        schema.refuse_unless_up_to_date()
        indexed = index_waiting_people()
        with transaction():
            audit.record(command_actor(), "risk_comparison_begun", "risk_notification")
            people = comparing.compare_everybody_again()
        with console.status("Comparing"):
            raised = comparing.compare_changed(
                current_app.extensions["lacrecords_procedure"], now_utc()
            )
    console.print(
        f"{indexed:,} adults put into the index. {people:,} people compared with the register."
        f" {raised:,} new meetings to decide."
    )
