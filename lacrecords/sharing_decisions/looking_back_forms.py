"""The day whose decisions are wanted."""

from __future__ import annotations

from lacrecords.web.fields import DatePartsField
from lacrecords.web.forms import GroupForm, required


class DayForm(GroupForm):
    """It travels in the address of the page, and says nothing of anybody."""

    on = DatePartsField("Show them as they stood on", [required("Enter the day")])
