"""The statement's forms: which days and team, the comment, the signature."""

from __future__ import annotations

from datetime import datetime

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from lacrecords.figures.words import WHOLE_COUNCIL
from lacrecords.staff import queries as staff
from lacrecords.statements.making import Days, refusal_of
from lacrecords.web.fields import DatePartsField, DropdownField, choice
from lacrecords.web.forms import GovukForm, required

LONGEST_COMMENT = 5000


class DaysForm(GovukForm):
    """Which days, and whose work."""

    from_on = DatePartsField("First day", [required("Enter the first day")])
    to_on = DatePartsField("Last day", [required("Enter the last day")])
    team = DropdownField("Whose work", kind=str, choices=())

    def offer(self) -> None:
        """Every team, and the whole council first."""
        teams = [choice(str(one.team_id), one.name) for one in staff.every_team()]
        self.team.choices = [choice("", WHOLE_COUNCIL), *teams]

    def value(self, now: datetime) -> Days | None:
        """The days typed; None: there is no statement for them, and the form says why."""
        typed = (self.from_on.data, self.to_on.data)
        first, last = (one.exact if one else None for one in typed)
        if first is None or last is None:
            return None
        days = Days(first, last, int(self.team.data) if self.team.data else None)
        refusal = refusal_of(days, now)
        if refusal:
            self.refuse("from_on" if refusal.startswith("The first") else "to_on", refusal)
            return None
        return days


class CommentForm(GovukForm):
    """What is late, and what is done about it."""

    comment = TextAreaField(
        "What is late, and what is done about it?",
        [
            required("Enter what is late and what is done about it, or that nothing is late"),
            Length(max=LONGEST_COMMENT, message="The comment must be 5,000 characters or fewer"),
        ],
        description="Name no child, no family and nobody who asked. The Director reads it.",
    )


class SignForm(GovukForm):
    """The signature; it carries which figures and which comment were shown."""

    shown_figures = HiddenField()
    shown_comment = HiddenField()
    names_nobody = BooleanField(
        "I have read the comment: it points to no child, no family and nobody who asked",
        [required("Confirm that the comment points to nobody, or go back and change it")],
    )
