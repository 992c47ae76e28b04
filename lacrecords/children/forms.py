"""The forms of this slice: each gives one frozen value to one service.

A form of a change carries the number of the fact that it showed, so that a change
made meanwhile by somebody else is noticed and not written over.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.children.fact_words import CATEGORY_WORDS
from lacrecords.children.lifetimes import LABEL
from lacrecords.children.searches import SearchFor
from lacrecords.children.services import (
    AssignLead,
    DeclareConnection,
    EndPlan,
    OpenCase,
    Restrict,
    StartPlan,
)
from lacrecords.terms import PlanCategory
from lacrecords.web.fields import (
    AskedBackField,
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    choices_of,
)
from lacrecords.web.forms import GovukForm, GroupForm, required

REASON = "Reason"
REASON_HINT = "This is kept on the child's record, which the child may read one day"
LARGEST_NUMBER = 2_147_483_647
"""The largest number of a row on PostgreSQL; asked for a larger one it answers with an error."""
EMPTY_START = "Leave empty if it is not recorded"


def _reason() -> TextAreaField:
    return TextAreaField(REASON, [required("Enter the reason")], description=REASON_HINT)


def _exact(field: DatePartsField) -> date | None:
    return field.data.exact if field.data else None


def _needed(field: DatePartsField) -> date:
    day = _exact(field)
    if day is None:
        raise ValueError("A form gives its value only after it was validated.")
    return day


class SearchForm(GovukForm):
    """Who is looked for, and why; the purpose is kept with the search."""

    purpose = StringField(
        "Why are you searching?",
        [required("Enter why you are searching")],
        description="Kept with the search. Whoever answers for the register can read it",
    )
    forename = StringField("First name")
    surname = StringField("Last name")
    born = DatePartsField("Date of birth")
    identifier = StringField(
        "Number", description="NHS number, unique pupil number or our own number"
    )
    address = StringField("First line of the address")
    postcode = StringField("Postcode")

    def validate_forename(self, _field: StringField) -> None:
        """A search needs something to look for."""
        texts = (self.forename, self.surname, self.identifier, self.address, self.postcode)
        nothing = not any(field.data for field in texts) and not self.born.raw_data
        if nothing:
            raise ValidationError("Enter a name, a date of birth, a number or an address")

    def value(self) -> SearchFor:
        """The search."""
        return SearchFor(
            purpose=self.purpose.data,
            forename=self.forename.data,
            surname=self.surname.data,
            born_on=_exact(self.born),
            identifier=self.identifier.data,
            address=self.address.data,
            postcode=self.postcode.data,
        )


class AsItStoodForm(GroupForm):
    """The day whose record is wanted; it travels in the address of the page, and says nothing."""

    on = DatePartsField("Day", [required("Enter the day")])


def fact_number(text: str) -> int | None:
    """The number of a fact as a form sent it back; None where no row can have it."""
    plain = text.isascii() and text.isdigit() and len(text) < 11
    number = int(text) if plain else LARGEST_NUMBER + 1
    return number if number <= LARGEST_NUMBER else None


class ChangeForm(GovukForm):
    """What every change of a record carries."""

    shown_id = HiddenField()

    def shown(self) -> int | None:
        """The fact that the form showed; a number that cannot be is one that is not there."""
        text = self.shown_id.data or ""
        return (fact_number(text) or 0) if text else None

    def value(self) -> Any:
        """The change, for one service."""
        raise NotImplementedError


class OpenCaseForm(ChangeForm):
    """Open a case."""

    opened_on = DatePartsField("Day the case was opened", description=EMPTY_START)
    strange_on_purpose = AskedBackField(LABEL)
    reason = _reason()

    def value(self) -> OpenCase:
        """The change, for `open_case`."""
        return OpenCase(
            opened_on=_exact(self.opened_on),
            reason=self.reason.data,
            shown_id=self.shown(),
            strange_on_purpose=self.strange_on_purpose.data,
        )


class AssignLeadForm(ChangeForm):
    """Assign the lead social worker."""

    account_id = DropdownField(
        "Lead social worker",
        [required("Select the lead social worker")],
        number=True,
        blank="Select a person",
    )
    from_on = DatePartsField("Day from which this person leads", description=EMPTY_START)
    reason = _reason()

    def value(self) -> AssignLead:
        """The change, for `assign_lead_social_worker`."""
        return AssignLead(
            account_id=self.account_id.data,
            from_on=_exact(self.from_on),
            reason=self.reason.data,
            shown_id=self.shown(),
        )


class StartPlanForm(ChangeForm):
    """Start a plan."""

    category = RadiosField(
        "Category",
        [required("Select the category")],
        kind=PlanCategory,
        choices=choices_of(PlanCategory, CATEGORY_WORDS),
    )
    started_on = DatePartsField("Day the plan started", description=EMPTY_START)
    strange_on_purpose = AskedBackField(LABEL)
    reason = _reason()

    def value(self) -> StartPlan:
        """The change, for `start_plan`."""
        return StartPlan(
            category=self.category.data,
            started_on=_exact(self.started_on),
            reason=self.reason.data,
            shown_id=self.shown(),
            strange_on_purpose=self.strange_on_purpose.data,
        )


class EndPlanForm(ChangeForm):
    """End the plan."""

    ended_on = DatePartsField("Day the plan ended", [required("Enter the day")])
    reason = _reason()

    def value(self) -> EndPlan:
        """The change, for `end_plan`."""
        return EndPlan(
            ended_on=_needed(self.ended_on), reason=self.reason.data, shown_id=self.shown()
        )


class RestrictForm(ChangeForm):
    """Close the record to all but a few."""

    owner_id = DropdownField(
        "Who answers for this record?",
        [required("Select who answers for this record")],
        number=True,
        blank="Select a person",
    )
    reader_ids = CheckboxesField("Who else may open it?", kind=int)
    reason = _reason()

    def value(self) -> Restrict:
        """The change, for `restrict_record`."""
        return Restrict(
            owner_id=self.owner_id.data,
            reader_ids=tuple(self.reader_ids.data),
            reason=self.reason.data,
            shown_id=self.shown(),
        )


class ConnectionForm(ChangeForm):
    """Declare that one knows the child or family."""

    reason = TextAreaField(
        "How do you know the child or the family?", [required("Enter how you know them")]
    )
    understood = BooleanField(
        "I understand that this record will be closed to me",
        [required("Confirm that you understand")],
    )

    def value(self) -> DeclareConnection:
        """The change, for `declare_connection`."""
        return DeclareConnection(reason=self.reason.data)
