"""The forms of late hits, and of a decision that is undone."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from lacrecords.enquiries.services.late_answering import NewLateAnswer
from lacrecords.terms import LateHitAnswer
from lacrecords.web.fields import RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required


class LateAnswerForm(GovukForm):
    """Whether the record is the child asked about, and whether to ring the enquirer back."""

    answer = RadiosField(
        "Is this the child who was asked about?",
        [required("Select whether this is the child who was asked about")],
        kind=LateHitAnswer,
        choices=[
            choice(LateHitAnswer.SAME.value, "Yes, the same child"),
            choice(LateHitAnswer.DIFFERENT.value, "No, not this child"),
            choice(LateHitAnswer.CANNOT_TELL.value, "I cannot tell"),
        ],
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])
    ring_back = YesNoField("Ring the enquirer back?", description="Needed if it is the same child")
    ring_back_because = TextAreaField(
        "Why, or why not", description="Needed if it is the same child"
    )

    def value(self) -> NewLateAnswer:
        """The manager's answer."""
        return NewLateAnswer(
            answer=self.answer.data,
            reasons=self.reasons.data,
            ring_back=self.ring_back.data,
            ring_back_because=self.ring_back_because.data or "",
        )


class UndoForm(GovukForm):
    """Why a decision is undone; it carries the decision that the page showed."""

    shown = HiddenField(default="")
    why = TextAreaField(
        "Why is the decision undone?", [required("Enter why the decision is undone")]
    )

    def shown_id(self) -> int:
        """The decision that the page showed; none where the number was tampered with."""
        typed = str(self.shown.data)
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
