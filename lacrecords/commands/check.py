"""`lacrecords check`: whether everything stands that must stand. It changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import click
from flask import current_app

from lacrecords import schema
from lacrecords.clocks import HOLIDAYS_UNTIL
from lacrecords.commands.opened import opened
from lacrecords.database import db, now_utc
from lacrecords.matching.upkeep import holds_earlier_keys
from lacrecords.procedure import Procedure, bank_holidays_known_until
from lacrecords.settings import Settings, UnsafeSettings, refuse_unsafe


@click.command("check")
def check() -> None:
    """Say whether settings, tables, guards and holidays are as they must be; exit 1 if not."""
    with opened():
        wrong = False
        for what, examine in EXAMINED.items():
            reasons = list(examine())
            wrong = wrong or bool(reasons)
            click.echo(f"{what}: {'wrong' if reasons else 'right'}")
            for reason in reasons:
                click.echo(f"  {reason}")
        for advice in _advice():
            click.echo(f"Note: {advice}")
    if wrong:
        raise SystemExit(1)


def _settings() -> Iterator[str]:
    settings: Settings = current_app.extensions["lacrecords_settings"]
    try:
        refuse_unsafe(settings)
    except UnsafeSettings as unsafe:
        yield from str(unsafe).splitlines()


def _tables() -> Iterator[str]:
    try:
        schema.refuse_unless_up_to_date()
    except schema.NotUpToDate as old:
        yield str(old)


def _guards() -> Iterator[str]:
    for name in schema.fallen_guards():
        yield f"{name} does not stand as declared. Run: lacrecords db upgrade"


def _index() -> Iterator[str]:
    if schema.standing_revision() == schema.newest_revision() and holds_earlier_keys(db.session()):
        yield (
            "Some entries were made by an earlier version: a child may be missed who is written or"
            " asked about in a way that this version understands. Run: lacrecords index rebuild"
        )


def _holidays() -> Iterator[str]:
    known_until = min(bank_holidays_known_until(), date(HOLIDAYS_UNTIL, 12, 31))
    if known_until < date(now_utc().year + 1, 12, 31):
        yield f"Bank holidays are known until {known_until:%d %B %Y} only. Update `holidays`."


def _advice() -> Iterator[str]:
    """What nothing is wrong with, but what leaves part of the program silent."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    if not procedure.own_postcode_districts:
        yield (
            "own_postcode_districts is empty: no child is found who moved or was placed out of the"
            " area without anybody recording it. Set it in the procedure file."
        )


EXAMINED: dict[str, Callable[[], Iterator[str]]] = {
    "Settings": _settings,
    "Tables": _tables,
    "Guards": _guards,
    "Index": _index,
    "Bank holidays": _holidays,
}
