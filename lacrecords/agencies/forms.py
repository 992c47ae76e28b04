"""The forms of the directory. What may stand in it is decided by the services."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from lacrecords.agencies.contact_values import (
    LONGEST_LABEL,
    LONGEST_NAME,
    as_kept,
    reason_against,
)
from lacrecords.agencies.services import NewContactPoint
from lacrecords.terms import AgencyType, ContactPointKind
from lacrecords.web.fields import CheckboxesField, DropdownField, RadiosField, choices_of
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import words

GREATEST_NUMBER = 2**31 - 1
KIND_WORDS = {
    ContactPointKind.TELEPHONE: "Telephone number",
    ContactPointKind.EMAIL: "Email address",
}


class AgencyForm(GovukForm):
    """An agency to be added."""

    name = StringField(
        "Name of the agency",
        [
            required("Enter the name of the agency"),
            Length(max=LONGEST_NAME, message=f"Name must be {LONGEST_NAME} characters or fewer"),
        ],
    )
    agency_type = DropdownField(
        "Kind of agency",
        [required("Select the kind of agency")],
        kind=AgencyType,
        choices=choices_of(AgencyType, {kind: words(kind) for kind in AgencyType}),
        blank="Select a kind",
    )


class ContactPointForm(GovukForm):
    """A number or address to be proposed."""

    kind = RadiosField(
        "What is it?",
        [required("Select telephone number or email address")],
        kind=ContactPointKind,
        choices=choices_of(ContactPointKind, KIND_WORDS),
    )
    value = StringField(
        "Number or address",
        [required("Enter the number or the address")],
        description="From the agency's own letter, contract or website, never from an enquirer",
    )
    label = StringField(
        "Whose is it?",
        [
            required("Enter whose it is, for example school office"),
            Length(max=LONGEST_LABEL, message=f"Use {LONGEST_LABEL} characters or fewer"),
        ],
        description="For example: school office, safeguarding lead",
    )
    shared_mailbox = BooleanField(
        "People in several roles read this mailbox",
        description="Such a mailbox does not prove what role a person has",
    )

    def validate_value(self, field: StringField) -> None:
        """Refuse what is no number or no address, once it is known which it should be."""
        if self.kind.data is not None and field.data:
            if wrong := reason_against(self.kind.data, as_kept(self.kind.data, field.data)):
                raise ValidationError(wrong)

    def validate_shared_mailbox(self, field: BooleanField) -> None:
        """A telephone is no mailbox."""
        if field.data and self.kind.data is ContactPointKind.TELEPHONE:
            raise ValidationError("Only an email address can be a shared mailbox")

    def new(self) -> NewContactPoint:
        """What the form says."""
        return NewContactPoint(
            kind=self.kind.data,
            value=self.value.data,
            label=self.label.data,
            shared_mailbox=self.shared_mailbox.data,
        )


class ProposalsForm(GovukForm):
    """Which of the proposals shown are confirmed; one that came afterwards never is."""

    shown = HiddenField()
    chosen = CheckboxesField(
        "Which of these are right?",
        kind=int,
        validate_choice=False,
        description="Compare each with the agency's own letter, contract or website",
    )
    all_shown = BooleanField("I have compared every one on this page, and all are right")

    def confirmed_ids(self) -> tuple[int, ...]:
        """The contact points that this person confirms."""
        given = str(self.shown.data or "").split(",") if self.all_shown.data else []
        listed = [int(number) for number in given if number.isascii() and number.isdigit()]
        return tuple(n for n in [*listed, *(self.chosen.data or [])] if 0 < n <= GREATEST_NUMBER)
