"""The form with which a list is sent to be looked up."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.lists.asking import LONGEST_PURPOSE
from lacrecords.web.forms import GovukForm, required


class ListForm(GovukForm):
    """A list of children, and why it is looked up."""

    file = FileField(
        "The list",
        [required("Choose the file to look up")],
        description="A CSV file in UTF-8, or one such file in a ZIP.",
    )
    purpose = TextAreaField(
        "Why is this list of our own looked up?",
        [Length(max=LONGEST_PURPOSE, message="The reason must be 500 characters or fewer")],
        description="Leave this empty for a list that another agency has sent.",
    )
    enquiry = StringField(
        "Reference of the enquiry",
        description=(
            "For a list that another agency has sent, such as a school roll. Its enquirer must"
            " have been checked. Each row becomes a child of that enquiry."
        ),
    )
    rows_are_enquiries = BooleanField("Show where one child seems to stand in the list twice")
