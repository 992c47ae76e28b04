"""`lacrecords init`: the first administrator of an empty system, by a one-time link.

There is no default account and no default password. The link is shown once
and kept nowhere; nobody but its reader ever knows the password.
"""

from __future__ import annotations

import click
from flask import current_app, url_for

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc, transaction
from lacrecords.settings import Settings
from lacrecords.staff.account_rules import AccountRefused
from lacrecords.staff.services import AccountExists, invite_first_administrator


@click.command("init")
@click.option("--email", prompt="Work e-mail address of the first administrator")
@click.option("--name", prompt="Name that colleagues know")
def begin(email: str, name: str) -> None:
    """Invite the first administrator of an empty system; prints a link that works once."""
    email, name = email.strip(), name.strip()
    if "@" not in email or not name:
        raise click.UsageError("Give a work e-mail address and a name.")
    with opened(create_app):
        schema.refuse_unless_up_to_date()
        try:
            with transaction():
                invited = invite_first_administrator(command_actor(), email, name, now_utc())
        except AccountExists as exists:
            raise click.ClickException(f"{exists} Nobody was invited.") from exists
        except AccountRefused as refused:
            raise click.ClickException(f"{refused}. Nobody was invited.") from refused
        click.echo("Open this link to set a password. It works once and is not shown again:")
        click.echo(_link(invited.token))


def _link(token: str) -> str:
    settings: Settings = current_app.extensions["lacrecords_settings"]
    with current_app.test_request_context(base_url=settings.base_url):
        return url_for("staff.accept_invitation", token=token, _external=True)
