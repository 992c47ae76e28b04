"""The staff and teams of Ashdown County Council: who they are and what befalls them. Data only.

One person in every role can sign in; the others are there to be assigned, to be away,
to cover and to have left.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lacrecords.terms import Role, TeamKind

COUNCIL = "Ashdown County Council"
MAIL = "ashdown.example"
PASSPHRASE = "quiet heron over the millrace"  # noqa: S105 - of a demonstration
"""Public, and so refused for anything but a demonstration on this machine."""


class Fate(StrEnum):
    """What has become of a member of staff."""

    AT_WORK = "at_work"
    AWAY_WITH_COVER = "away_with_cover"
    AWAY_WITHOUT_COVER = "away_without_cover"
    HAS_LEFT = "has_left"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff; `team` is the name of their team, empty for none."""

    name: str
    role: Role
    team: str = ""
    signs_in: bool = False
    fate: Fate = Fate.AT_WORK

    @property
    def email(self) -> str:
        """Their work address."""
        return f"{self.name.lower().replace(' ', '.')}@{MAIL}"


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """A team and its manager's name."""

    name: str
    kind: TeamKind
    manager: str


NORTH, SOUTH, COAST = "Family support north", "Family support south", "Family support coast"
DUTY, NIGHT = "Duty and assessment", "Out of hours"

TEAMS = (
    DemoTeam(NORTH, TeamKind.CASEWORK, "Perpetua Halloran"),
    DemoTeam(SOUTH, TeamKind.CASEWORK, "Anselm Oduya"),
    DemoTeam(COAST, TeamKind.CASEWORK, "Morwenna Tresize"),
    DemoTeam(DUTY, TeamKind.DUTY, "Leopold Szabo"),
    DemoTeam(NIGHT, TeamKind.OUT_OF_HOURS, "Rosalba Fenn"),
)

STAFF = (
    Colleague("Tamsin Okell", Role.DUTY_OFFICER, DUTY, signs_in=True),
    Colleague("Bertrand Acheson", Role.DUTY_OFFICER, DUTY),
    Colleague("Oona Pettifer", Role.DUTY_OFFICER, DUTY),
    Colleague("Idris Vantongeren", Role.DUTY_SOCIAL_WORKER, DUTY, signs_in=True),
    Colleague("Clodagh Marchbank", Role.DUTY_SOCIAL_WORKER, DUTY),
    Colleague("Winifred Adjei", Role.OUT_OF_HOURS_SOCIAL_WORKER, NIGHT, signs_in=True),
    Colleague("Ptolemy Grange", Role.OUT_OF_HOURS_SOCIAL_WORKER, NIGHT),
    Colleague("Marguerite Ashby-Lowe", Role.LEAD_SOCIAL_WORKER, NORTH, signs_in=True),
    Colleague("Dafydd Collingwood", Role.LEAD_SOCIAL_WORKER, NORTH),
    Colleague("Sunniva Brightwell", Role.LEAD_SOCIAL_WORKER, NORTH, fate=Fate.AWAY_WITH_COVER),
    Colleague("Jocasta Penhale", Role.LEAD_SOCIAL_WORKER, NORTH),
    Colleague("Ambrose Kessler", Role.LEAD_SOCIAL_WORKER, NORTH),
    Colleague("Philippa Nakamura", Role.LEAD_SOCIAL_WORKER, SOUTH),
    Colleague("Cosmo Attenborrow", Role.LEAD_SOCIAL_WORKER, SOUTH, fate=Fate.AWAY_WITHOUT_COVER),
    Colleague("Beatriz Lindqvist", Role.LEAD_SOCIAL_WORKER, SOUTH),
    Colleague("Hamish Fotheringay", Role.LEAD_SOCIAL_WORKER, SOUTH),
    Colleague("Verity Osei-Bonsu", Role.LEAD_SOCIAL_WORKER, SOUTH),
    Colleague("Lucian Thorpe-Baker", Role.LEAD_SOCIAL_WORKER, COAST),
    Colleague("Henrietta Malik", Role.LEAD_SOCIAL_WORKER, COAST, fate=Fate.HAS_LEFT),
    Colleague("Evander Rooke", Role.LEAD_SOCIAL_WORKER, COAST),
    Colleague("Saffron Delacourt", Role.LEAD_SOCIAL_WORKER, COAST),
    Colleague("Gwendolen Pasternack", Role.LEAD_SOCIAL_WORKER, COAST),
    Colleague("Lettice Marlowe", Role.BUSINESS_SUPPORT_OFFICER, NORTH, signs_in=True),
    Colleague("Perpetua Halloran", Role.TEAM_MANAGER, NORTH, signs_in=True),
    Colleague("Anselm Oduya", Role.TEAM_MANAGER, SOUTH),
    Colleague("Morwenna Tresize", Role.TEAM_MANAGER, COAST),
    Colleague("Leopold Szabo", Role.TEAM_MANAGER, DUTY),
    Colleague("Rosalba Fenn", Role.TEAM_MANAGER, NIGHT),
    Colleague("Cordelia Ravensworth", Role.DESIGNATED_MANAGER, signs_in=True),
    Colleague("Theodora Whitlock", Role.CALDICOTT_GUARDIAN, signs_in=True),
    Colleague("Alaric Montague-Rees", Role.DIRECTOR, signs_in=True),
    Colleague("Quentin Fairweather", Role.SYSTEM_ADMINISTRATOR, signs_in=True),
)

LEADS = tuple(person for person in STAFF if person.role is Role.LEAD_SOCIAL_WORKER)


def lead_emails() -> tuple[str, ...]:
    """The addresses that the register file names as lead social workers."""
    return tuple(person.email for person in LEADS)
