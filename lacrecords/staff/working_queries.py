"""Whether each member of staff can be reached on a day, all of them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from lacrecords.database import db
from lacrecords.staff.models import Absence, Account
from lacrecords.staff.queries import council_day
from lacrecords.terms import WorkerState


@dataclass(frozen=True, slots=True)
class Working:
    """How somebody stands on a day, and since when where they left or are away."""

    state: WorkerState
    since: date | None = None


def everybody_working(on: date) -> dict[int, Working]:
    """Every account, also of somebody who has left, with how they stand on that day."""
    left = _left(on)
    away = _away(on)
    found = {}
    for account_id, since in left.items():
        if since is not None:
            found[account_id] = Working(WorkerState.LEFT, since)
        elif account_id not in away:
            found[account_id] = Working(WorkerState.AT_WORK)
        else:
            begun = min(from_on for from_on, _ in away[account_id])
            covers = {cover for _, cover in away[account_id] if cover is not None}
            covered = any(left.get(cover) is None and cover not in away for cover in covers)
            state = WorkerState.AWAY_COVERED if covered else WorkerState.AWAY
            found[account_id] = Working(state, begun)
    return found


def _left(on: date) -> dict[int, date | None]:
    """The day on which each left or the account was closed, where that day has come."""
    rows = db.session.execute(select(Account.id, Account.left_on, Account.disabled_at))
    left: dict[int, date | None] = {}
    for account_id, left_on, disabled_at in rows:
        days = [left_on] if left_on is not None and left_on <= on else []
        days += [council_day(disabled_at)] if disabled_at is not None else []
        left[account_id] = min(days) if days else None
    return left


def _away(on: date) -> dict[int, list[tuple[date, int | None]]]:
    rows = db.session.execute(
        select(Absence.account_id, Absence.from_on, Absence.cover_id).where(
            Absence.from_on <= on, or_(Absence.to_on.is_(None), Absence.to_on > on)
        )
    )
    away: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for account_id, from_on, cover_id in rows:
        away[account_id].append((from_on, cover_id))
    return away
