"""What every form of a fact carries: the days, the reason, and how it becomes columns.

The names of the fields are the names of the columns; `columns` gives what they say.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.children.forms import EMPTY_START, REASON, REASON_HINT
from lacrecords.children.lengths import LONGEST_NAME
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, KeepsWhatStands, choice
from lacrecords.web.forms import GovukForm, required

EMPTY_END = "Leave empty if it is so still"


def line_of(
    label: str, *validators: Any, longest: int = LONGEST_NAME, hint: str = ""
) -> StringField:
    """A box of one line, with a greatest length; what stands already may be longer."""
    message = f"{label} must be {longest} characters or fewer"
    return StringField(label, [*validators, _Longest(longest, message)], description=hint)


class _Longest(Length):  # type: ignore[misc]
    """Lets pass what the form showed."""

    def __init__(self, longest: int, message: str) -> None:
        super().__init__(max=longest, message=message)

    def __call__(self, form: Any, field: Any) -> None:
        if field.data != field.object_data:
            super().__call__(form, field)


def choices_of_codes(words: dict[str, str]) -> list[Any]:
    """National codes to choose from, in words."""
    return [choice(code, label) for code, label in words.items()]


class FactForm(GovukForm):
    """What every form of a fact carries, and how it becomes the columns of a row."""

    own: ClassVar[tuple[str, ...]] = ()

    shown_id = HiddenField()
    from_on = DatePartsField("From what day is it so?", description=EMPTY_START)
    to_on = DatePartsField("Until what day was it so?", description=EMPTY_END)
    reason = TextAreaField(REASON, [required("Enter the reason")], description=REASON_HINT)

    @classmethod
    def filled(cls, fact: Fact | None) -> dict[str, Any]:
        """What the form shows of a fact that stands."""
        if fact is None:
            return {}
        columns = {name: getattr(fact, name) for name in (*cls.own, "from_on", "to_on")}
        return {name: _shown(value) for name, value in columns.items()}

    def prepare(self, actor: Actor, on: date, fact: Fact | None) -> None:
        """Most forms need nothing from the database."""

    def columns(self) -> dict[str, Any]:
        """What was typed, as the columns of the fact."""
        return {name: _kept(self[name].data) for name in self.own if name in self}

    def offer_what_stood(self, fact: Fact) -> None:
        """Offer the words of a fact that was replaced meanwhile: nothing chosen is lost."""
        for field in self:
            if isinstance(field, KeepsWhatStands):
                field.offer(getattr(fact, field.short_name, None))

    def days(self) -> dict[str, date | None]:
        """The days from and to."""
        return {name: _kept(self[name].data) for name in ("from_on", "to_on") if name in self}

    def keep_only(self, names: tuple[str, ...]) -> None:
        """Ask no more than these: the rest of the fact stays as it is."""
        for name in list(self._fields):
            if name not in (*names, "shown_id", "reason", "csrf_token"):
                del self[name]


def _shown(value: Any) -> Any:
    return DateParts.of(value) if isinstance(value, date) else value


def _kept(value: Any) -> Any:
    return value.exact if isinstance(value, DateParts) else value


class EndForm(GovukForm):
    """The day on which a fact ended."""

    shown_id = HiddenField()
    ended_on = DatePartsField("Day it ended", [required("Enter the day")])
    reason = TextAreaField(REASON, [required("Enter the reason")], description=REASON_HINT)


class WithdrawForm(GovukForm):
    """Why a fact should never have been recorded."""

    shown_id = HiddenField()
    reason = TextAreaField(
        "Why should it never have been recorded?",
        [required("Enter why it should never have been recorded")],
        description=REASON_HINT,
    )
