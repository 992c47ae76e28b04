"""The forms with which accounts and teams are kept. What may stand is decided by services."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import Length, Regexp

from lacrecords.staff.administration import TeamDetails
from lacrecords.staff.services import NewAccount, NewTeam
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.terms import Role, TeamKind
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField, choices_of
from lacrecords.web.forms import GovukForm, required

TEAM_KIND_WORDS = {
    TeamKind.CASEWORK: "Casework team",
    TeamKind.DUTY: "Duty team",
    TeamKind.OUT_OF_HOURS: "Out-of-hours team",
}
# One plain address: no list, no name beside it, no letter of another alphabet.
PLAIN_EMAIL = r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,63}\Z"
NAME_HINT = "As colleagues know them and enquirers are told it, for example Imogen Vashti"
NUMBER_HINT = "Enquirers may be told it, for example 01632 960 001"


class DetailsForm(GovukForm):
    """A name and an office number."""

    name = StringField("Name", [required("Enter the name")], description=NAME_HINT)
    office_number = StringField("Office number", description=NUMBER_HINT)


class RoleForm(GovukForm):
    """Another role."""

    role = RadiosField(
        "Role",
        [required("Select a role")],
        kind=Role,
        choices=choices_of(Role, ROLE_WORDS),
    )


class InviteForm(DetailsForm):
    """Somebody who is to have an account."""

    email = StringField(
        "Work email address",
        [
            required("Enter the work email address"),
            Length(max=254, message="Work email address must be 254 characters or fewer"),
            Regexp(PLAIN_EMAIL, message="Enter one email address, like name@council.example"),
        ],
        description="They sign in with it. It cannot be changed later",
    )
    role = RoleForm.role
    team_id = DropdownField("Team", number=True, blank="No team")

    def new(self) -> NewAccount:
        """What the form says of the account."""
        return NewAccount(
            email=self.email.data,
            name=self.name.data,
            role=self.role.data,
            office_number=self.office_number.data,
        )


class DayForm(GovukForm):
    """One day on which something ends."""

    day = DatePartsField("Day", [required("Enter the day")])

    def chosen(self) -> date:
        """The day, once the form is validated."""
        return _whole(self.day)


class JoinForm(GovukForm):
    """A team and the first day in it."""

    team_id = DropdownField("Team", [required("Select a team")], number=True, blank="Select a team")
    from_on = DatePartsField("First day in the team", [required("Enter the first day")])

    def chosen(self) -> date:
        """The first day, once the form is validated."""
        return _whole(self.from_on)


class TeamDetailsForm(GovukForm):
    """What may be changed of a team."""

    office_number = StringField(
        "Office number", [required("Enter the office number")], description=NUMBER_HINT
    )
    manager_id = DropdownField("Team manager", number=True, blank="Nobody yet")

    def details(self) -> TeamDetails:
        """What the form says."""
        return TeamDetails(office_number=self.office_number.data, manager_id=self.manager_id.data)


class TeamForm(TeamDetailsForm):
    """A team to be added."""

    name = StringField(
        "Name of the team",
        [
            required("Enter the name of the team"),
            Length(max=80, message="Name of the team must be 80 characters or fewer"),
        ],
    )
    kind = RadiosField(
        "Kind of team",
        [required("Select the kind of team")],
        kind=TeamKind,
        choices=choices_of(TeamKind, TEAM_KIND_WORDS),
    )

    def new(self) -> NewTeam:
        """What the form says."""
        return NewTeam(
            name=self.name.data,
            kind=self.kind.data,
            office_number=self.office_number.data,
            manager_id=self.manager_id.data,
        )


def _whole(field: Any) -> date:
    day: date | None = field.data.exact if field.data else None
    if day is None:
        raise ValueError("The form was not validated.")
    return day
