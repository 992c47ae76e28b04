"""What people type in answer to a notification or a task."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from lacrecords.web.fields import YesNoField
from lacrecords.web.forms import GovukForm, required


class SeenForm(GovukForm):
    """Carries how many notices the page showed, so that nothing is answered unread."""

    seen = HiddenField(default="1")

    def seen_number(self) -> int:
        """How many notices the page showed; none where the number was tampered with."""
        typed = str(self.seen.data)
        return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


class AcknowledgeForm(SeenForm):
    """One button: I have read it."""


class FollowUpForm(SeenForm):
    """What was done about it."""

    what_was_done = TextAreaField(
        "What did you do?",
        [required("Enter what you did")],
        description="For example whom you spoke to and what was agreed",
    )


class TaskDoneForm(GovukForm):
    """What was done, which closes the task."""

    words = TextAreaField("What was done?", [required("Enter what was done")])


class RungBackForm(GovukForm):
    """Whether the enquirer was rung back, and why or why not, which closes the task."""

    rung_back = YesNoField(
        "Was the enquirer rung back?", [required("Select yes if the enquirer was rung back")]
    )
    words = TextAreaField(
        "What was said, or why they were not rung back",
        [required("Enter what was said, or why they were not rung back")],
    )
