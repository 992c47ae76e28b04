"""The list and the register of decisions in plain Python, over every decision at once.

What the database answers for a page is compared with this. It is slow, and easy to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.looking_back import ground_of, month_after, month_before
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.register import Counted
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.sharing_decisions.years import year_began
from lacrecords.staff import queries as staff
from lacrecords.staff.stints import span_of_days
from lacrecords.waiting import Waiting

Options = dict[str, str]


def seen_by(actor: Actor, now: datetime) -> list[DecisionStanding]:
    """Every decision that this reader may see, in the order begun."""
    rows = db.session.scalars(select(SharingDecision)).all()
    found = standings_of(visible(actor, rows, now))
    return [found[number] for number in sorted(found)]


def open_counts(now: datetime, reader: Actor | None) -> Waiting:
    """How many wait, how many late, and when the next is due; None: of nobody restricted."""
    if reader is not None:
        seen = seen_by(reader, now)
    else:
        rows = db.session.scalars(select(SharingDecision)).all()
        ids = {row.child_id for row in rows if row.child_id is not None}
        hidden = children.hidden_ids(ids, None, local_date(now))
        open_to_all = [
            row.id
            for row in rows
            if row.child_id not in hidden and row.risk_notification_id is None
        ]
        seen = list(standings_of(open_to_all).values())
    waiting = [one for one in seen if one.waits]
    due = [one.row.due_at for one in waiting if not one.is_late(now)]
    return Waiting(len(waiting), sum(one.is_late(now) for one in waiting), min(due, default=None))


def list_of(
    seen: Sequence[DecisionStanding], actor: Actor, chosen: Mapping[str, str], now: datetime
) -> list[int]:
    """The numbers of the list that was asked for."""
    rows = [
        one
        for one in seen
        if _is_shown(one, chosen["shown"], now)
        and (chosen["whose"] == "all" or one.row.begun_by == actor.key)
        and chosen["direction"] in ("all", one.row.direction.value)
    ]
    rows.sort(key=lambda one: (one.row.begun_at, one.row.id), reverse=chosen["order"] == "newest")
    if chosen["order"] == "due":
        rows.sort(key=lambda one: (not one.waits, one.row.due_at, one.row.id))
    return [one.row.id for one in rows]


def _is_shown(one: DecisionStanding, shown: str, now: datetime) -> bool:
    if shown == "all":
        return True
    if shown == "late":
        return one.is_late(now)
    return one.waits if shown == "waiting" else one.state.value == shown


def choices_of(seen: Sequence[DecisionStanding]) -> tuple[Options, Options]:
    """The agencies and the people that the register may be filtered by."""
    agencies = {
        f"agency-{one.recipient.agency_id}": one.recipient.agency_name
        for one in seen
        if one.recipient.agency_id is not None
    }
    keys = {one.outcome.decided_by for one in seen if one.outcome}
    names = staff.names_for(keys)
    return agencies, {
        key.replace(":", "-"): names[key] for key in keys if key.startswith("account:")
    }


def register_of(
    seen: Sequence[DecisionStanding], chosen: Mapping[str, str], now: datetime
) -> list[DecisionStanding]:
    """Those of the register that were asked for, in the order asked for."""
    wanted = [keep(chosen, now) for keep in _FILTERS]
    found = [one for one in seen if all(is_wanted(one) for is_wanted in wanted)]
    found.sort(key=_at, reverse=chosen["order"] != "oldest")
    if chosen["order"] == "agency":
        found.sort(key=lambda one: one.recipient.agency_name.casefold())
    if chosen["order"] == "outcome":
        found.sort(key=lambda one: one.outcome.outcome.value if one.outcome else "")
    return found


def counts_of(found: Sequence[DecisionStanding]) -> Counted:
    """How many these are, and how they ended."""
    ended = [one.outcome for one in found if one.outcome]
    grounds = (ground_of(one.rules, one.departs, one.outcome) for one in ended)
    return Counted(len(found), Counter(one.outcome for one in ended), Counter(grounds))


def _at(one: DecisionStanding) -> datetime:
    return one.outcome.decided_at if one.outcome else one.row.begun_at


Wanted = Callable[[DecisionStanding], bool]


def _by_outcome(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    asked, direction = chosen["outcome"], chosen["direction"]

    def is_wanted(row: DecisionStanding) -> bool:
        ended = row.outcome.outcome.value if row.outcome else "undecided"
        of = row.row.direction.value
        return asked in ("all", ended) and direction in ("all", of)

    return is_wanted


def _by_agency(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    asked = chosen["agency"]

    def is_wanted(row: DecisionStanding) -> bool:
        number = row.recipient.agency_id
        return asked in ("all", f"agency-{number}" if number is not None else "none")

    return is_wanted


def _by_rule(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    rule, departed = chosen["rule"].upper(), chosen["departed"]

    def is_wanted(row: DecisionStanding) -> bool:
        one = row.outcome
        spoke = rule == "ALL" or (one is not None and rule in one.rules)
        departs = "yes" if one is not None and one.departs else "no"
        return spoke and (departed == "all" or (one is not None and departed == departs))

    return is_wanted


def _by_period(chosen: Mapping[str, str], now: datetime) -> Wanted:
    if chosen["period"] == "all":
        return lambda _row: True
    first, after = _days(chosen["period"], local_date(now))
    span = span_of_days(first, after - timedelta(days=1))
    return lambda row: span.starts_at <= _at(row) < span.ends_at


def _days(period: str, today: date) -> tuple[date, date]:
    this_month, april = today.replace(day=1), year_began(today)
    return {
        "month": (this_month, month_after(this_month)),
        "last-month": (month_before(this_month), this_month),
        "year": (april, april.replace(year=april.year + 1)),
        "last-year": (april.replace(year=april.year - 1), april),
    }[period]


def _by_who(chosen: Mapping[str, str], now: datetime) -> Wanted:
    kind, _, number = chosen["who"].partition("-")
    if kind == "account":
        key = f"account:{number}"
        return lambda row: row.outcome is not None and row.outcome.decided_by == key
    if kind != "team":
        return lambda _row: True
    span = span_of_days(date(2000, 1, 1), local_date(now), int(number))

    def is_wanted(row: DecisionStanding) -> bool:
        one = row.outcome
        return one is not None and any(
            one.decided_by == f"account:{stint.account_id}"
            and stint.starts_at <= one.decided_at < stint.ends_at
            for stint in span.stints
        )

    return is_wanted


_FILTERS = (_by_outcome, _by_agency, _by_rule, _by_period, _by_who)
