"""The forms around restricted and sealed records; each gives one frozen value to one service."""

from __future__ import annotations

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.children.emergencies import OpenInEmergency, ReviewOpening
from lacrecords.children.forms import REASON, REASON_HINT, ChangeForm
from lacrecords.children.lifting import DecideLift, RequestLift
from lacrecords.children.restriction_changes import ChangeRestriction, LiftConnection
from lacrecords.children.sealing import SealRecord
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    YesNoField,
)
from lacrecords.web.forms import GovukForm, required


def _reason(label: str = REASON, hint: str = REASON_HINT) -> TextAreaField:
    return TextAreaField(label, [required("Enter the reason")], description=hint)


def _owner() -> DropdownField:
    return DropdownField(
        "Who answers for this record?",
        [required("Select who answers for this record")],
        number=True,
        blank="Select a person",
    )


class ChangeRestrictionForm(ChangeForm):
    """Another owner or other readers."""

    owner_id = _owner()
    reader_ids = CheckboxesField("Who else may open it?", kind=int)
    reason = _reason()

    def value(self) -> ChangeRestriction:
        """The change, for `change_restriction`."""
        return ChangeRestriction(
            owner_id=self.owner_id.data,
            reader_ids=tuple(self.reader_ids.data) if "reader_ids" in self else (),
            reason=self.reason.data,
            shown_id=self.shown(),
        )


class SealForm(ChangeForm):
    """Seal the record before an adoption."""

    owner_id = _owner()
    reason = _reason()
    understood = BooleanField(
        "I understand that only this person will find or open the record from now on",
        [required("Confirm that you understand")],
    )

    def value(self) -> SealRecord:
        """The seal, for `seal_record`."""
        return SealRecord(
            owner_id=self.owner_id.data, reason=self.reason.data, shown_id=self.shown()
        )


class RequestLiftForm(ChangeForm):
    """Ask another manager to lift a restriction."""

    approver_id = DropdownField(
        "Who should decide?",
        [required("Select who should decide")],
        number=True,
        blank="Select a manager",
        description="Only this person is told. They read your reason, not the record",
    )
    reason = _reason("Why should it be lifted?")

    def value(self) -> RequestLift:
        """The request, for `request_lift`."""
        return RequestLift(
            approver_id=self.approver_id.data, reason=self.reason.data, shown_id=self.shown()
        )


class DecideLiftForm(GovukForm):
    """Lift the restriction, or leave it."""

    approve = YesNoField("Should the restriction be lifted?", [required("Select yes or no")])
    reason = _reason()

    def value(self) -> DecideLift:
        """The decision, for `decide_lift`."""
        return DecideLift(approve=self.approve.data, reason=self.reason.data)


class LiftConnectionForm(ChangeForm):
    """Say that somebody has no connection with the child or family, or none any more."""

    account_id = RadiosField("Whose connection is lifted?", [required("Select a person")], kind=int)
    reason = _reason()

    def value(self) -> LiftConnection:
        """The change, for `lift_connection`."""
        return LiftConnection(account_id=self.account_id.data, reason=self.reason.data)


class EmergencyForm(GovukForm):
    """Open a restricted record for a short while, to protect a child now."""

    reference = StringField("Reference of the record", description="If you have it")
    forename = StringField("First name of the child")
    surname = StringField("Last name of the child")
    born = DatePartsField("Date of birth of the child")
    reason = _reason(
        "Which danger is there, and why can it not wait?",
        "The owner of the record and a manager read this at once",
    )
    understood = BooleanField(
        "I am opening this record to protect a child now",
        [required("Confirm that you are protecting a child now")],
    )

    def validate_reference(self, field: StringField) -> None:
        """A reference, or all three of first name, last name and date of birth."""
        described = self.forename.data and self.surname.data and self.born.raw_data
        if not field.data and not described:
            raise ValidationError(
                "Enter the reference, or the first name, the last name and the date of birth"
            )

    def value(self) -> OpenInEmergency:
        """The opening, for `open_in_emergency`."""
        return OpenInEmergency(
            reference=self.reference.data,
            forename=self.forename.data,
            surname=self.surname.data,
            born_on=self.born.data.exact if self.born.data else None,
            reason=self.reason.data,
        )


class ReviewForm(GovukForm):
    """Review an opening in an emergency."""

    justified = YesNoField("Was it right to open the record?", [required("Select yes or no")])
    words = TextAreaField(
        "What did you find, and what was done?",
        [required("Enter what you found")],
        description=REASON_HINT,
    )

    def value(self) -> ReviewOpening:
        """The review, for `review_opening`."""
        return ReviewOpening(justified=self.justified.data, words=self.words.data)
