"""Why a case is closed: a national reason, or another one in words; and the form that closes it."""

from __future__ import annotations

from datetime import date

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.children.cases import CloseCase
from lacrecords.children.code_words import CLOSURE_WORDS
from lacrecords.children.fact_form_parts import choices_of_codes, line_of
from lacrecords.children.forms import REASON, REASON_HINT, ChangeForm
from lacrecords.children.lengths import LONGEST_CLOSING_REASON
from lacrecords.web.fields import DatePartsField, KeptDropdownField, choice
from lacrecords.web.forms import GovukForm, required

OTHER = "other"


class ClosingReason(GovukForm):
    """The reason as the children in need census has it, what stands already, or other words."""

    closure_reason = KeptDropdownField(
        "Why was it closed?",
        choices=[*choices_of_codes(CLOSURE_WORDS), choice(OTHER, "Another reason")],
        blank="Select a reason",
    )
    closing_words = line_of(
        "What is the other reason?",
        longest=LONGEST_CLOSING_REASON,
        hint="Only with “Another reason”",
    )

    def validate_closing_words(self, field: StringField) -> None:
        """Words go with another reason, and with no other answer."""
        is_other = self.closure_reason.data == OTHER
        if is_other and not field.data:
            raise ValidationError("Enter the other reason, or select one of the reasons shown")
        if field.data and not is_other:
            raise ValidationError("Select “Another reason”, or empty the other reason")

    def closing(self) -> str:
        """The national code, or the words; empty where no reason is given."""
        chosen: str = self.closure_reason.data or ""
        words: str = self.closing_words.data or ""
        return words if chosen == OTHER else chosen


class CloseCaseForm(ClosingReason, ChangeForm):
    """Close the case."""

    closed_on = DatePartsField("Day the case was closed", [required("Enter the day")])
    reason = TextAreaField(REASON, [required("Enter the reason")], description=REASON_HINT)

    def validate_closure_reason(self, field: KeptDropdownField) -> None:
        """A case that is closed by hand says why."""
        if not field.data:
            raise ValidationError("Select why the case was closed")

    def value(self) -> CloseCase:
        """The change, for `close_case`."""
        day: date | None = self.closed_on.data.exact if self.closed_on.data else None
        if day is None:
            raise ValueError("A form gives its value only after it was validated.")
        return CloseCase(
            closed_on=day,
            closure_reason=self.closing(),
            reason=self.reason.data,
            shown_id=self.shown(),
        )
