"""The form with which a movement is ended, or its end is proposed."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from lacrecords.movements.ending import NewEnding
from lacrecords.movements.ending_words import REASON_HINTS, REASON_WORDS
from lacrecords.movements.forms import OnceForm
from lacrecords.terms import EndingReason
from lacrecords.web.fields import RadiosField, choices_of
from lacrecords.web.forms import required


class EndingForm(OnceForm):
    """Why a movement is ended, beside what stood on the page as left undone."""

    reason = RadiosField(
        "Why does it end with this left undone?",
        kind=EndingReason,
        choices=choices_of(EndingReason, REASON_WORDS, REASON_HINTS),
    )
    words = TextAreaField(
        "What happened, and how do you know?", [required("Enter why the movement is ended")]
    )
    seen = HiddenField()

    def value(self) -> NewEnding:
        """The ending, for `end_movement`."""
        return NewEnding(
            form_key=self.key(),
            words=self.words.data,
            seen=self.seen.data or "",
            reason=self.reason.data,
        )

    def show_again(self, seen: str) -> None:
        """Show what is left undone now: what was typed stays."""
        self.seen.data = seen
