"""The forms with which the designated manager's powers are handed over and taken back."""

from __future__ import annotations

from wtforms import TextAreaField

from lacrecords.staff.handing_over import NewHandOver
from lacrecords.web.fields import DatePartsField, DropdownField
from lacrecords.web.forms import GovukForm, required


class HandOverForm(GovukForm):
    """Who is to hold the powers, on which days, and why."""

    account_id = DropdownField(
        "Who will hold the powers?",
        [required("Select who will hold the powers")],
        number=True,
        blank="Choose a person",
        description="A social worker or manager. They see and may do what you do",
    )
    from_on = DatePartsField("First day", [required("Enter the first day")])
    last_on = DatePartsField(
        "Last day",
        [required("Enter the last day")],
        description="The powers end by themselves after this day",
    )
    reason = TextAreaField("Why?", [required("Enter why the powers are handed over")])

    def value(self) -> NewHandOver:
        """What the form says."""
        first = self.from_on.data.exact if self.from_on.data else None
        last = self.last_on.data.exact if self.last_on.data else None
        if first is None or last is None:
            raise ValueError("The form was not validated.")
        return NewHandOver(
            account_id=int(self.account_id.data),
            from_on=first,
            last_on=last,
            reason=str(self.reason.data),
        )


class EndHandOverForm(GovukForm):
    """Why the powers end before their time."""

    because = TextAreaField("Why does it end now?", [required("Enter why it ends now")])
