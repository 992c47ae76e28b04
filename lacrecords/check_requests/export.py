"""The suitability checks as a file: who asked about whom, and where each clock stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from flask import current_app

from lacrecords.check_requests.queries import Order, Shown, ageing_page
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import CheckPurpose
from lacrecords.web.words import moment_words
from lacrecords.wording import words

COLUMNS = ("Request", "About", "Purpose", "Asked by", "Received", "Due", "State")


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, as the request keeps it."""
    shown, purpose = address.get("shown", ""), address.get("purpose", "")
    chosen = {"shown": shown if shown in list(Shown) else Shown.OPEN.value}
    return chosen | ({"purpose": purpose} if purpose in list(CheckPurpose) else {})


def rows(_actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every request of that part, the soonest due first."""
    procedure = current_app.extensions["lacrecords_procedure"]
    purpose = CheckPurpose(chosen["purpose"]) if "purpose" in chosen else None
    for number in count(1):
        found = ageing_page(Shown(chosen["shown"]), purpose, Order.DUE, number, procedure, now)
        for one in found.requests:
            yield (
                one.request.reference,
                " and ".join(person.name for person in one.people),
                words(one.version.purpose),
                one.version.agency_name,
                moment_words(one.request.received_at),
                moment_words(one.request.due_at),
                words(one.clock(now)),
            )
        if not found.more:
            return


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    said = [f"Suitability checks: {str(chosen['shown']).replace('_', ' ')}"]
    if "purpose" in chosen:
        said.append(words(CheckPurpose(chosen["purpose"])))
    return ", ".join(said)


SUITABILITY_CHECKS = ExportKind(
    key="suitability_checks",
    title="Suitability checks",
    action=Action.CHECK_REQUEST_SEARCH,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="check_requests.index",
)
