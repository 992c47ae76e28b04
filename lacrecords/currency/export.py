"""The worklist as a file: the columns, the rows as whoever asked may see them, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.children.led import last_assigned
from lacrecords.currency.forms import STATES, as_arguments, wanted_of
from lacrecords.currency.models import CurrencyFinding
from lacrecords.currency.words import FINDING_WORDS, SEVERITY_WORDS
from lacrecords.currency.worklist import NOBODY, Wanted, criterion, listed
from lacrecords.database import db
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff import queries as staff
from lacrecords.web.words import date_words, moment_words

KIND = "records_to_put_right"
AT_A_TIME = 500
COLUMNS = (
    "Record",
    "Child",
    "What is wrong",
    "How soon",
    "So since",
    "First found",
    "Late",
    "Lead social worker now or last",
)


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, as the request keeps it; in whichever order."""
    wanted = replace(wanted_of(address), order=Wanted().order)
    return {name: str(value) for name, value in as_arguments(wanted).items()}


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every finding of that part, some read at a time."""
    which = criterion(actor, wanted_of(chosen), now)
    after = 0
    while True:
        some = db.session.scalars(
            select(CurrencyFinding)
            .where(which, CurrencyFinding.id > after)
            .order_by(CurrencyFinding.id)
            .limit(AT_A_TIME)
        ).all()
        if not some:
            return
        after = some[-1].id
        leads = _leads([one.child_id for one in some])
        for one in listed(actor, some, now):
            yield (
                one.child_reference,
                one.name or "Restricted",
                one.words.wrong,
                SEVERITY_WORDS[one.severity],
                date_words(one.since_on) if one.since_on else "",
                moment_words(one.first_found_at),
                "Yes" if one.late else "No",
                leads.get(one.child_id, "") if one.name else "",
            )


def _leads(child_ids: Sequence[int]) -> dict[int, str]:
    assigned = last_assigned(child_ids)
    names = staff.names_for({f"account:{account_id}" for account_id, _ in assigned.values()})
    return {
        child_id: names[f"account:{account_id}"]
        for child_id, (account_id, _) in assigned.items()
        if account_id is not None
    }


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    wanted = wanted_of(chosen)
    said = [STATES[wanted.state]]
    if wanted.rule is not None:
        said.append(FINDING_WORDS[wanted.rule].wrong)
    if wanted.severity is not None:
        said.append(SEVERITY_WORDS[wanted.severity])
    if wanted.team_id is not None:
        team = staff.team(wanted.team_id)
        said.append(team.name if team else "a team that is no more")
    if wanted.worker == NOBODY:
        said.append("no lead social worker")
    elif wanted.worker:
        person = staff.person(int(wanted.worker))
        said.append(person.name if person else "somebody who is no more")
    return ", ".join(said)


WORKLIST = ExportKind(
    key=KIND,
    title="Records to put right",
    action=Action.EXPORT_ASK,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="currency.index",
)
