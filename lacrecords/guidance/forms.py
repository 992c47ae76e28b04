"""The forms of guidance: choosing a day or two, proposing a text or its end, answering."""

from __future__ import annotations

from datetime import date

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from lacrecords.agencies import queries as agencies
from lacrecords.guidance.lines import GuidanceVersion
from lacrecords.guidance.values import Proposal
from lacrecords.terms import GuidanceKind
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, DropdownField, YesNoField, choice
from lacrecords.web.forms import GovukForm, GroupForm, required


class DayForm(GroupForm):
    """The day whose guidance is wanted; it travels in the address."""

    on = DatePartsField("Day", [required("Enter the day")])

    def day(self) -> date | None:
        """The day, where a whole one was entered."""
        return _exact(self.on)


class TwoDaysForm(GroupForm):
    """Two days to compare; they travel in the address."""

    first = DatePartsField("First day", [required("Enter the first day")])
    second = DatePartsField("Second day", [required("Enter the second day")])

    def days(self) -> tuple[date, date] | None:
        """Both days, the earlier one first."""
        first, second = _exact(self.first), _exact(self.second)
        if first is None or second is None:
            return None
        return min(first, second), max(first, second)


class _FromADay(GovukForm):
    """What every proposal says: from when, and why."""

    from_on = DatePartsField(
        "From which day?",
        [required("Enter the day")],
        subject="The day",
        description="Today or a later day, unless you correct the record",
    )
    corrects_record = BooleanField(
        "This corrects what the record says of days in the past",
        description=(
            "Also for a text that applied already before it is entered here. Decisions made"
            " meanwhile keep the guidance that was shown to them"
        ),
    )
    reason = TextAreaField("Why do you propose it?", [required("Enter why you propose it")])
    shown = HiddenField()

    def number_shown(self) -> int:
        """How many versions were agreed when the form was shown."""
        text = self.shown.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


class TextForm(_FromADay):
    """What a text says from a day."""

    agency_id = DropdownField("Which agency is it with?", number=True, choices=[])
    title = StringField("Title", [required("Enter the title")])
    text = TextAreaField("What does it say?", [required("Enter what it says")])
    source = TextAreaField(
        "Source",
        [required("Enter the source")],
        description="Where the published or signed text is kept, with its date",
    )
    review_on = DatePartsField("When is the agreement looked at again?", subject="The review day")

    def offer_agencies(self) -> None:
        """Put the directory into the choice of agencies."""
        cards = agencies.agencies()
        self.agency_id.choices = [choice(str(one.agency_id), one.name) for one in cards]

    def keep(self, kind: GuidanceKind, *, is_new: bool) -> None:
        """Ask only what is asked of a text of this kind."""
        if kind is not GuidanceKind.AGENCY_AGREEMENT:
            del self.review_on
        if kind is not GuidanceKind.AGENCY_AGREEMENT or not is_new:
            del self.agency_id
        if kind is GuidanceKind.NOT_TO_SEEK_CONSENT:
            self.text.label.text = "When is consent not sought?"
            self.text.description = "One circumstance on each line, as the council has agreed them"

    def value(self, kind: GuidanceKind, reference: str = "") -> Proposal:
        """What is proposed."""
        chosen = self.agency_id.data if "agency_id" in self else None
        return Proposal(
            kind=kind,
            reference=reference,
            agency_id=chosen if isinstance(chosen, int) else None,
            title=str(self.title.data),
            text=str(self.text.data),
            source=str(self.source.data),
            from_on=_exact(self.from_on) or date.min,
            review_on=_exact(self.review_on) if "review_on" in self else None,
            corrects_record=bool(self.corrects_record.data),
            reason=str(self.reason.data),
            shown=self.number_shown(),
        )

    @classmethod
    def of(cls, newest: GuidanceVersion | None, agreed: int) -> TextForm:
        """The form with what the text says now."""
        if newest is None:
            return cls(shown=str(agreed))
        return cls(
            title=newest.title,
            text=newest.text,
            source=newest.source,
            shown=str(agreed),
        )


class EndForm(_FromADay):
    """A text applies no more from a day."""

    def value(self, kind: GuidanceKind, reference: str) -> Proposal:
        """What is proposed."""
        return Proposal(
            kind=kind,
            reference=reference,
            ends=True,
            from_on=_exact(self.from_on) or date.min,
            corrects_record=bool(self.corrects_record.data),
            reason=str(self.reason.data),
            shown=self.number_shown(),
        )


class AnswerForm(GovukForm):
    """The second person's answer."""

    agrees = YesNoField(
        "Do you agree?", validators=[required("Select yes if you agree to the proposal")]
    )
    because = TextAreaField("Why?", validators=[required("Enter the reason")])


def _exact(field: DatePartsField) -> date | None:
    return field.data.exact if isinstance(field.data, DateParts) else None
