"""A span of time, and whose work in it is meant: everybody's, or that of one team.

For figures. Who was in a team counts for it on the days on which they were; whoever manages
it counts all the time. It reads staff only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from lacrecords.database import db
from lacrecords.staff.models import Team, TeamMembership

OFFICE = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Stint:
    """One person's time in the team within the span."""

    account_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment until just before another; of one team, or (none) of the whole council."""

    starts_at: datetime
    ends_at: datetime
    team_id: int | None = None
    stints: tuple[Stint, ...] = ()

    def holds(self, moment: ColumnElement[datetime]) -> ColumnElement[bool]:
        """That moment lies in the span."""
        return and_(moment >= self.starts_at, moment < self.ends_at)

    def is_by_team(
        self, account_id: ColumnElement[int | None], moment: ColumnElement[datetime]
    ) -> ColumnElement[bool]:
        """This person was in the team at that moment; true of everything where no team is meant."""
        if self.team_id is None:
            return true()
        in_team = (
            and_(account_id == one.account_id, moment >= one.starts_at, moment < one.ends_at)
            for one in self.stints
        )
        return or_(false(), *in_team)


def begins_at(day: date) -> datetime:
    """The moment at which a day begins on the office wall, in UTC."""
    return datetime.combine(day, time(), tzinfo=OFFICE).astimezone(UTC)


def span_of_days(from_on: date, to_on: date, team_id: int | None = None) -> Span:
    """Whole days on the office wall, the last one included; ValueError: they end before they begin.

    A day on which the clocks change has 23 or 25 hours, and all of them.
    """
    if to_on < from_on:
        raise ValueError("The last day is before the first.")
    starts_at, ends_at = begins_at(from_on), begins_at(to_on + timedelta(days=1))
    stints = () if team_id is None else _stints(team_id, starts_at, ends_at)
    return Span(starts_at, ends_at, team_id, stints)


def _stints(team_id: int, starts_at: datetime, ends_at: datetime) -> tuple[Stint, ...]:
    rows = db.session.execute(
        select(TeamMembership.account_id, TeamMembership.from_on, TeamMembership.to_on)
        .where(TeamMembership.team_id == team_id)
        .order_by(TeamMembership.id)
    )
    found = [
        Stint(
            account_id,
            max(starts_at, begins_at(from_on)),
            min(ends_at, begins_at(to_on)) if to_on else ends_at,
        )
        for account_id, from_on, to_on in rows
    ]
    manager = db.session.scalar(select(Team.manager_id).where(Team.id == team_id))
    if manager is not None:
        found.append(Stint(manager, starts_at, ends_at))
    return tuple(one for one in found if one.starts_at < one.ends_at)
