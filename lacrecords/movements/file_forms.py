"""The form with which a file of another authority's copy of the program is loaded."""

from __future__ import annotations

from datetime import date

from flask_wtf.file import FileField

from lacrecords.agencies.authorities import AuthorityCard
from lacrecords.movements.forms import authority_choices, needed_day
from lacrecords.web.fields import DatePartsField, DropdownField
from lacrecords.web.forms import GovukForm, required


class LoadForm(GovukForm):
    """A notice, or the acknowledgement of one of ours."""

    file = FileField(
        "The file",
        [required("Choose the file to load")],
        description="A .json file that another authority's copy of this program wrote",
    )
    authority_id = DropdownField(
        "Which authority sent it?",
        number=True,
        blank="The one that the file names",
    )
    received_on = DatePartsField("When did it come?", [required("Enter the day it came")])

    def offer(self, cards: tuple[AuthorityCard, ...]) -> None:
        """Offer these authorities."""
        self.authority_id.choices = authority_choices(cards)

    def day(self) -> date:
        """The day it came."""
        return needed_day(self.received_on)
