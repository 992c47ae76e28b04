"""The forms of a birth and of a death."""

from __future__ import annotations

from wtforms import TextAreaField

from lacrecords.children.fact_form_parts import line_of
from lacrecords.children.fact_words import SEX_WORDS
from lacrecords.children.forms import REASON, REASON_HINT, ChangeForm
from lacrecords.children.life_events import ChildBorn, ChildDied
from lacrecords.children.shared_numbers import LABEL
from lacrecords.terms import Sex
from lacrecords.web.fields import AskedBackField, DatePartsField, RadiosField, choices_of
from lacrecords.web.forms import required


class BornForm(ChangeForm):
    """The child was born."""

    born_on = DatePartsField("Day of birth", [required("Enter the day of birth")])
    forename = line_of("First name", hint="Leave empty if the child is not yet named")
    middle = line_of("Middle names")
    surname = line_of("Last name")
    sex = RadiosField(
        "Sex",
        [required("Select the sex")],
        kind=Sex,
        choices=choices_of(Sex, SEX_WORDS),
        default=Sex.NOT_RECORDED,
    )
    nhs_number = line_of("NHS number", longest=20)
    on_another_record = AskedBackField(LABEL)
    reason = TextAreaField(REASON, [required("Enter the reason")], description=REASON_HINT)

    def value(self) -> ChildBorn:
        """The birth, for `child_was_born`."""
        day = self.born_on.data.exact if self.born_on.data else None
        if day is None:
            raise ValueError("A form gives its value only after it was validated.")
        return ChildBorn(
            born_on=day,
            forename=self.forename.data,
            middle=self.middle.data,
            surname=self.surname.data,
            sex=self.sex.data,
            nhs_number=self.nhs_number.data,
            twice_on_purpose=self.on_another_record.data,
            reason=self.reason.data,
            shown_id=self.shown(),
        )


class DiedForm(ChangeForm):
    """The child has died."""

    died_on = DatePartsField("Day of death", [required("Enter the day of death")])
    reason = TextAreaField(
        "How do we know?", [required("Enter how we know")], description=REASON_HINT
    )

    def value(self) -> ChildDied:
        """The death, for `child_died`."""
        day = self.died_on.data.exact if self.died_on.data else None
        if day is None:
            raise ValueError("A form gives its value only after it was validated.")
        return ChildDied(died_on=day, reason=self.reason.data, shown_id=self.shown())
