"""The lists that are kept at `/admin`, each with its columns, its form and its services."""

from __future__ import annotations

from typing import Any

from wtforms import StringField
from wtforms.validators import Length

from lacrecords.admin.reference_view import AdminForm, ReferenceView, Refused
from lacrecords.agencies import services as directory
from lacrecords.agencies.contact_values import LONGEST_NAME
from lacrecords.agencies.forms import AgencyForm
from lacrecords.agencies.models import Agency, OtherAuthority
from lacrecords.agencies.reference import (
    AgencyDetails,
    AuthorityDetails,
    add_authority,
    change_agency,
    change_authority,
)
from lacrecords.agencies.services import DirectoryError
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.staff import administration
from lacrecords.staff.account_forms import TEAM_KIND_WORDS, TeamDetailsForm, TeamForm
from lacrecords.staff.administration import TeamRefused
from lacrecords.staff.models import Team
from lacrecords.staff.queries import names_for
from lacrecords.staff.team_views import offer_managers
from lacrecords.web.access import signed_in
from lacrecords.web.fields import YesNoField
from lacrecords.web.forms import required
from lacrecords.wording import words

LISTED = "No: it leaves the list and can be chosen no more. What it stands in stays as it is"


class TeamAddForm(TeamForm, AdminForm):
    """A team to be added."""


class TeamChangeForm(TeamDetailsForm, AdminForm):
    """What may change of a team."""


class AgencyAddForm(AgencyForm, AdminForm):
    """An agency to be added."""


class AgencyChangeForm(AgencyAddForm):
    """What may change of an agency."""

    listed = YesNoField(
        "Is it in the directory?",
        [required("Select yes if it is in the directory")],
        description=LISTED,
    )


class AuthorityAddForm(AdminForm):
    """Another authority to be added."""

    name = StringField(
        "Name of the authority",
        [
            required("Enter the name of the authority"),
            Length(max=LONGEST_NAME, message=f"Name must be {LONGEST_NAME} characters or fewer"),
        ],
        description="As it is spoken to an enquirer, for example Westmere City Council",
    )
    telephone = StringField(
        "Number for enquiries about children",
        [required("Enter the number for enquiries about children")],
        description="Enquirers are given it, for example 01632 960 001",
    )


class AuthorityChangeForm(AuthorityAddForm):
    """What may change of another authority."""

    listed = YesNoField(
        "Is it on the list?", [required("Select yes if it is on the list")], description=LISTED
    )


class TeamsView(ReferenceView):
    """The teams of Children's Social Care."""

    action = Action.STAFF_CHANGE
    title, one = "Teams", "The team is"
    explanation = "Who is in a team is kept on the person's page."
    column_list = ("name", "kind", "office_number", "manager_id")
    column_labels = {"office_number": "Office number", "manager_id": "Team manager"}
    column_searchable_list = ("name", "office_number")
    column_default_sort = "name"
    column_formatters = {
        "kind": lambda _view, _context, row, _name: TEAM_KIND_WORDS[row.kind],
        "manager_id": lambda _view, _context, row, _name: _manager_name(row.manager_id),
    }

    def create_form(self, obj: Any = None) -> AdminForm:
        """The form of a new team, with the managers to choose from."""
        form = TeamAddForm()
        offer_managers(form, None)
        return form

    def edit_form(self, obj: Any = None) -> AdminForm:
        """The form of a team that stands."""
        form = TeamChangeForm(obj=obj)
        offer_managers(form, obj.manager_id)
        return form

    def add(self, form: TeamAddForm) -> None:
        """Add the team."""
        try:
            administration.add_team(signed_in(), form.new(), now_utc())
        except TeamRefused as refused:
            raise Refused(refused.field, str(refused)) from refused

    def change(self, form: TeamChangeForm, row: Team) -> None:
        """Change its office number and manager."""
        try:
            administration.change_team(signed_in(), row.id, form.details(), now_utc())
        except TeamRefused as refused:
            raise Refused(refused.field, str(refused)) from refused


class AgenciesView(ReferenceView):
    """The agencies of the directory; their contact points have pages of their own."""

    action = Action.DIRECTORY_CHANGE
    title, one = "Agencies", "The agency is"
    explanation = (
        "Contact points need two people and a day to cool off. They have pages of their own."
    )
    column_list = ("name", "agency_type", "left_directory_at")
    column_labels = {"agency_type": "Kind", "left_directory_at": "In the directory"}
    column_searchable_list = ("name",)
    column_default_sort = "name"
    column_formatters = {
        "agency_type": lambda _view, _context, row, _name: words(row.agency_type),
        "left_directory_at": lambda _view, _context, row, _name: _listed(row.left_directory_at),
    }

    def create_form(self, obj: Any = None) -> AdminForm:
        """The form of a new agency."""
        return AgencyAddForm()

    def edit_form(self, obj: Any = None) -> AdminForm:
        """The form of an agency that stands."""
        return AgencyChangeForm(obj=obj, data={"listed": obj.left_directory_at is None})

    def add(self, form: AgencyAddForm) -> None:
        """Add the agency."""
        try:
            directory.add_agency(signed_in(), form.name.data, form.agency_type.data)
        except DirectoryError as refused:
            raise Refused(refused.field, str(refused)) from refused

    def change(self, form: AgencyChangeForm, row: Agency) -> None:
        """Correct it, or let it leave the directory."""
        details = AgencyDetails(form.name.data, form.agency_type.data, form.listed.data)
        try:
            change_agency(signed_in(), row.id, details, now_utc())
        except DirectoryError as refused:
            raise Refused(refused.field, str(refused)) from refused


class AuthoritiesView(ReferenceView):
    """Other local authorities, as they are named to enquirers."""

    action = Action.DIRECTORY_CHANGE
    title, one = "Other authorities", "The authority is"
    explanation = "An enquirer about another authority's child is given its name and this number."
    column_list = ("name", "telephone", "left_list_at")
    column_labels = {"left_list_at": "On the list"}
    column_searchable_list = ("name", "telephone")
    column_default_sort = "name"
    column_formatters = {
        "left_list_at": lambda _view, _context, row, _name: _listed(row.left_list_at),
    }

    def create_form(self, obj: Any = None) -> AdminForm:
        """The form of a new authority."""
        return AuthorityAddForm()

    def edit_form(self, obj: Any = None) -> AdminForm:
        """The form of an authority that stands."""
        return AuthorityChangeForm(obj=obj, data={"listed": obj.left_list_at is None})

    def add(self, form: AuthorityAddForm) -> None:
        """Add the authority."""
        try:
            add_authority(signed_in(), AuthorityDetails(form.name.data, form.telephone.data))
        except DirectoryError as refused:
            raise Refused(refused.field, str(refused)) from refused

    def change(self, form: AuthorityChangeForm, row: OtherAuthority) -> None:
        """Correct it, or let it leave the list."""
        details = AuthorityDetails(form.name.data, form.telephone.data, form.listed.data)
        try:
            change_authority(signed_in(), row.id, details, now_utc())
        except DirectoryError as refused:
            raise Refused(refused.field, str(refused)) from refused


def _manager_name(account_id: int | None) -> str:
    if account_id is None:
        return "Nobody yet"
    key = f"account:{account_id}"
    return names_for([key]).get(key, "")


def _listed(left_at: object) -> str:
    return "No" if left_at else "Yes"
