"""The register of decisions: every one that the reader may see, by what it is and how it ended.

What a reader may filter by is made of the decisions that they may see, so that no name in a list
of choices tells of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from sqlalchemy import select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.looking_back import ground_of, month_after, month_before
from lacrecords.rules.sharing import IN_ORDER
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.models import SharingDecision, SharingOutcomeRow
from lacrecords.sharing_decisions.queries import DIRECTION
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.sharing_decisions.words import OUTCOME_WORDS
from lacrecords.sharing_decisions.years import year_began
from lacrecords.staff import queries as staff
from lacrecords.staff.stints import span_of_days
from lacrecords.terms import SharingGround
from lacrecords.web.listing import ListKind, Options, Selection

NAME = "sharing_register"
SHORTEST_SENTENCE = 60
OUTCOME = Selection(
    "outcome",
    "Outcome",
    (
        ("all", "Any"),
        ("undecided", "Not decided"),
        *((outcome.value, words) for outcome, words in OUTCOME_WORDS.items()),
    ),
)
DEPARTED = Selection("departed", "Departs", (("all", "Either"), ("yes", "Yes"), ("no", "No")))
RULE = Selection(
    "rule",
    "Rule that spoke",
    (
        ("all", "Any"),
        *(
            (rule.number.lower(), f"{rule.number}: {rule.sentence[:SHORTEST_SENTENCE]}")
            for rule in IN_ORDER
        ),
    ),
)
PERIOD = Selection(
    "period",
    "When",
    (
        ("all", "At any time"),
        ("month", "This month"),
        ("last-month", "Last month"),
        ("year", "This year since April"),
        ("last-year", "Last year from April to March"),
    ),
)
ORDER = Selection(
    "order",
    "Order",
    (
        ("newest", "Newest first"),
        ("oldest", "Oldest first"),
        ("agency", "By agency"),
        ("outcome", "By outcome"),
    ),
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One decision in the register."""

    standing: DecisionStanding

    @property
    def outcome(self) -> SharingOutcomeRow | None:
        """The outcome that counts."""
        return self.standing.outcome

    @property
    def ground(self) -> SharingGround | None:
        """On what it rests; None: it is not decided."""
        one = self.outcome
        return ground_of(one.rules, one.departs, one.outcome) if one else None

    @property
    def at(self) -> datetime:
        """When it was decided, or else begun."""
        return self.outcome.decided_at if self.outcome else self.standing.row.begun_at

    @property
    def agency(self) -> str:
        """The agency, by name; empty: none was given."""
        return self.standing.recipient.agency_name


def register_rows(actor: Actor, now: datetime) -> list[RegisterRow]:
    """Every decision that this reader may see, in no order."""
    rows = db.session.scalars(select(SharingDecision)).all()
    return [RegisterRow(one) for one in standings_of(visible(actor, rows, now)).values()]


def register_kind(rows: Sequence[RegisterRow]) -> ListKind:
    """What this register may be filtered and sorted by."""
    agencies = {
        f"agency-{row.standing.recipient.agency_id}": row.agency
        for row in rows
        if row.standing.recipient.agency_id is not None
    }
    keys = {row.outcome.decided_by for row in rows if row.outcome}
    names = staff.names_for(keys)
    people = {key.replace(":", "-"): names[key] for key in keys if key.startswith("account:")}
    teams = {f"team-{one.team_id}": one.name for one in staff.every_team()}
    return ListKind(
        NAME,
        (
            OUTCOME,
            DIRECTION,
            Selection("agency", "Agency", (("all", "Any"), ("none", "None"), *_named(agencies))),
            DEPARTED,
            RULE,
            PERIOD,
            Selection("who", "Decided by", (("all", "Anybody"), *_named(teams), *_named(people))),
            ORDER,
        ),
    )


def _named(found: Mapping[str, str]) -> Options:
    return tuple(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def chosen_rows(
    rows: Iterable[RegisterRow], chosen: Mapping[str, str], now: datetime
) -> list[RegisterRow]:
    """Those that the reader asked for, in the order that they asked for."""
    wanted = [*(keep(chosen, now) for keep in _FILTERS)]
    found = [row for row in rows if all(is_wanted(row) for is_wanted in wanted)]
    found.sort(key=attrgetter("at"), reverse=chosen["order"] != "oldest")
    if chosen["order"] == "agency":
        found.sort(key=lambda row: row.agency.casefold())
    if chosen["order"] == "outcome":
        found.sort(key=lambda row: row.outcome.outcome.value if row.outcome else "")
    return found


Wanted = Callable[[RegisterRow], bool]


def _by_outcome(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    asked, direction = chosen["outcome"], chosen["direction"]

    def is_wanted(row: RegisterRow) -> bool:
        ended = row.outcome.outcome.value if row.outcome else "undecided"
        of = row.standing.row.direction.value
        return asked in ("all", ended) and direction in ("all", of)

    return is_wanted


def _by_agency(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    asked = chosen["agency"]

    def is_wanted(row: RegisterRow) -> bool:
        number = row.standing.recipient.agency_id
        return asked in ("all", f"agency-{number}" if number is not None else "none")

    return is_wanted


def _by_rule(chosen: Mapping[str, str], _now: datetime) -> Wanted:
    rule, departed = chosen["rule"].upper(), chosen["departed"]

    def is_wanted(row: RegisterRow) -> bool:
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
    return lambda row: span.starts_at <= row.at < span.ends_at


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

    def is_wanted(row: RegisterRow) -> bool:
        one = row.outcome
        return one is not None and any(
            one.decided_by == f"account:{stint.account_id}"
            and stint.starts_at <= one.decided_at < stint.ends_at
            for stint in span.stints
        )

    return is_wanted


_FILTERS = (_by_outcome, _by_agency, _by_rule, _by_period, _by_who)
