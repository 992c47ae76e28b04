"""The second person's answer to a request to export."""

from __future__ import annotations

from wtforms import TextAreaField

from lacrecords.web.fields import YesNoField
from lacrecords.web.forms import GovukForm, required


class PurposeForm(GovukForm):
    """What a list is exported for."""

    purpose = TextAreaField(
        "What is the list for, and who will have it?",
        validators=[required("Enter what the list is for")],
    )


class DecideForm(GovukForm):
    """Whether the list may leave the program."""

    approve = YesNoField(
        "May this list be exported?",
        validators=[required("Select yes if the list may be exported")],
    )
    reason = TextAreaField("Why?", validators=[required("Enter the reason")])
