"""The staff page: everybody who works here, in which teams, who is away and who covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.staff import queries
from lacrecords.staff.queries import StaffCard
from lacrecords.staff.words import ROLE_WORDS


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away today; `until_on` is the first day back, where it is known."""

    until_on: date | None
    cover_name: str | None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One member of staff on the staff page."""

    card: StaffCard
    role: str
    teams: tuple[str, ...]
    away: Away | None


def roster(on: date) -> tuple[RosterRow, ...]:
    """Everybody who works here on that day, by name."""
    cards = queries.everybody(on)
    team_names = {team.team_id: team.name for team in queries.every_team()}
    names = {card.account_id: card.name for card in cards}
    latest = {}
    for absence in reversed(queries.absences([card.account_id for card in cards], on)):
        cover = names.get(absence.cover_id) if absence.cover_id is not None else None
        latest[absence.account_id] = Away(absence.to_on, cover)
    return tuple(
        RosterRow(
            card=card,
            role=ROLE_WORDS[card.role],
            teams=tuple(team_names[team_id] for team_id in card.team_ids),
            away=latest.get(card.account_id),
        )
        for card in cards
    )
