"""The forms of an incident: containment, whether the Commissioner is told, each duty, the end."""

from __future__ import annotations

from wtforms import TextAreaField

from lacrecords.web.fields import RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required


class ContainForm(GovukForm):
    """What was done so that no harm comes of it."""

    containment = TextAreaField(
        "What was done to contain it?",
        [required("Enter what was done to contain it")],
        description="For example, the enquirer was rung and agreed to destroy their note",
    )


class CommissionerForm(GovukForm):
    """Whether the Information Commissioner is notified."""

    told = YesNoField(
        "Is the Information Commissioner notified?",
        [required("Select whether the Information Commissioner is notified")],
        description="Not needed only where a risk to people is unlikely",
    )
    because = TextAreaField("Reasons for this decision", [required("Enter your reasons")])


class DutyForm(GovukForm):
    """How one duty ended."""

    done = RadiosField(
        "Was this done?",
        [required("Select whether this was done")],
        choices=[choice("yes", "Done"), choice("no", "Decided against")],
    )
    words = TextAreaField(
        "Who was told, when and how; or why not",
        [required("Enter who was told, when and how; or why they are not told")],
    )


class CloseForm(GovukForm):
    """What was learned."""

    learned = TextAreaField("What was learned?", [required("Enter what was learned")])
