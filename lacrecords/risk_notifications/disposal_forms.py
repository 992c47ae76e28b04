"""The forms of holding and destroying a notification, and of who else may see one."""

from __future__ import annotations

from wtforms import TextAreaField

from lacrecords.risk_notifications.forms import options
from lacrecords.terms import RiskDisposalAnswer, RiskDisposalGround
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField
from lacrecords.web.forms import GovukForm, required


class DisposalForm(GovukForm):
    """Why it should be destroyed; no words, because these would outlive it."""

    ground = RadiosField(
        "Why should it be destroyed?",
        [required("Select why it should be destroyed")],
        kind=RiskDisposalGround,
        choices=options(RiskDisposalGround),
    )


class DisposalDecisionForm(GovukForm):
    """Whether it is destroyed now."""

    answer = RadiosField(
        "Should it be destroyed, for good?",
        [required("Select whether it should be destroyed")],
        kind=RiskDisposalAnswer,
        choices=options(RiskDisposalAnswer),
    )


class HoldForm(GovukForm):
    """Why it is held, or held no longer."""

    reason = TextAreaField(
        "Why?",
        [required("Enter why")],
        description="For example, a court or an inquiry needs it. It is kept with the notification",
    )


class ReaderForm(GovukForm):
    """Somebody, or everybody with a role, may see it from a day."""

    who = DropdownField(
        "Who may see it?", [required("Select who may see it")], choices=[], blank="Select somebody"
    )
    from_on = DatePartsField("From", description="Leave empty for today")
    until_on = DatePartsField(
        "Until", description="The first day on which they no longer see it. Leave empty for no end"
    )
    reason = TextAreaField(
        "Why must they see it?",
        [required("Enter why they must see it")],
        description="It is kept. They are told that they may see it, not why",
    )


class ReaderEndForm(GovukForm):
    """Somebody may no longer see it."""

    reason = TextAreaField(
        "Why must they no longer see it?", [required("Enter why they must no longer see it")]
    )
