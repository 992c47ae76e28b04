"""The forms of the steps: checks, questions, extension, decisions, harm, release, end, delivery."""

from __future__ import annotations

import re
from datetime import date

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.subject_access.forms import refuse_no_past_day, today_here
from lacrecords.subject_access.values import (
    NewAccessCheck,
    NewAccessEnd,
    NewDelivery,
    NewFurther,
    NewHarmCheck,
)
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessEnd,
    DeliveryWay,
    FurtherReason,
    HarmAnswer,
    VerificationOutcome,
)
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices


def day_of(field: DatePartsField) -> date:
    """The day that was entered."""
    return (field.data.exact if field.data else None) or today_here()


class DayForm(GovukForm):
    """A step that happened on a day of the past."""

    on = DatePartsField("On which day?", [required("Enter the day")])

    def validate_on(self, field: DatePartsField) -> None:
        """Today or a day of the past."""
        refuse_no_past_day(field)


class AccessCheckForm(DayForm):
    """How who asks, or their right to ask, was shown."""

    method = RadiosField(
        "How was it shown?",
        [required("Select how it was shown")],
        kind=AccessCheckMethod,
        choices=[choice(value, label) for value, label in choices(AccessCheckMethod)],
    )
    documents = StringField(
        "What was seen?", description="Which documents, or which worker knows them"
    )
    outcome = RadiosField(
        "What did it show?",
        [required("Select what it showed")],
        kind=VerificationOutcome,
        choices=[
            choice(VerificationOutcome.CONFIRMED.value, "It is confirmed"),
            choice(VerificationOutcome.NOT_CONFIRMED.value, "Not confirmed"),
            choice(VerificationOutcome.COULD_NOT_BE_DONE.value, "The check could not be done"),
        ],
    )
    words = TextAreaField("What happened?", description="Needed if it is not confirmed")

    def value(self, kind: AccessCheckKind) -> NewAccessCheck:
        """The check."""
        return NewAccessCheck(
            kind=kind,
            method=self.method.data,
            documents=self.documents.data,
            outcome=self.outcome.data,
            shown_on=day_of(self.on),
            words=self.words.data,
        )


class QuestionForm(DayForm):
    """Whoever asks was asked back."""

    words = TextAreaField("What did you ask?", [required("Enter what you asked")])


class AnswerForm(DayForm):
    """The answer came."""

    words = TextAreaField("What did they answer?", [required("Enter what they answered")])


class ExtensionForm(DayForm):
    """Two months more were told, with reasons."""

    words = TextAreaField(
        "Why is the request complex, as you told them?", [required("Enter the reasons you told")]
    )


class VoiceForm(GovukForm):
    """What the person themselves understands, or says."""

    answer = YesNoField("", [required("Select yes or no")])
    words = TextAreaField(
        "Who spoke with them, and what was said?", [required("Enter who spoke with them")]
    )


class CandidateForm(GovukForm):
    """Whether somebody who came up is the person."""

    search = HiddenField()
    answer = YesNoField("Is this the person?", [required("Select whether it is the person")])
    words = TextAreaField("Why?", [required("Enter why you decide so")])


class OwnerForm(GovukForm):
    """Whoever answers for a closed record says whether it joins the request."""

    opens = YesNoField(
        "Is it the person's, and may it be read for the answer?",
        [required("Select whether it may be read")],
    )
    words = TextAreaField("Why?", [required("Enter why")])


class HarmAskForm(GovukForm):
    """To whom the question on serious harm goes."""

    to_whom = RadiosField(
        "Who should read it?",
        [required("Select who should read it")],
        choices=[
            choice("lead", "The lead social worker of the child"),
            choice("designated_manager", "The designated manager"),
        ],
    )


class HarmForm(GovukForm):
    """Whether the release would be likely to cause serious harm."""

    pack = HiddenField()
    answer = RadiosField(
        "Would giving this be likely to cause serious harm to anybody?",
        [required("Select whether serious harm is likely")],
        kind=HarmAnswer,
        choices=[choice(value, label) for value, label in choices(HarmAnswer)],
    )
    pages = StringField("On which pages?", description="Numbers with commas, for example 3, 7")
    words = TextAreaField("Why?", [required("Enter why")])

    def validate_pages(self, field: StringField) -> None:
        """Numbers of pages, where harm is likely on some."""
        if self.answer.data is HarmAnswer.LIKELY_ON_PAGES and not self.numbers():
            raise ValidationError("Enter the numbers of the pages, for example 3, 7")

    def numbers(self) -> tuple[int, ...]:
        """The numbers that were entered."""
        parts = re.split(r"[^0-9]+", self.pages.data or "")
        return tuple(int(part) for part in parts if part and len(part) < 6)

    def value(self) -> NewHarmCheck:
        """The answer."""
        return NewHarmCheck(
            pack_number=number_of(self.pack.data),
            answer=self.answer.data,
            pages=self.numbers(),
            words=self.words.data,
        )


class ReleaseForm(GovukForm):
    """The second person has read it."""

    digest = HiddenField()


class ReasonForm(GovukForm):
    """A step that needs its reason."""

    because = TextAreaField("Why?", [required("Enter why")])


class EndForm(GovukForm):
    """How a request ends without a pack."""

    ended_as = RadiosField(
        "How does it end?",
        [required("Select how it ends")],
        kind=AccessEnd,
        choices=[choice(value, label) for value, label in choices(AccessEnd)],
    )
    words = TextAreaField(
        "The reasons",
        [required("Enter the reasons")],
        description="Where it is refused as unfounded or excessive, they stand in the letter",
    )

    def value(self) -> NewAccessEnd:
        """The end."""
        return NewAccessEnd(ended_as=self.ended_as.data, words=self.words.data)


class AgreeForm(GovukForm):
    """The end that was read."""

    asked = HiddenField()


class FurtherForm(DayForm):
    """Why a further pack is made."""

    why = RadiosField(
        "Why is a further pack made?",
        [required("Select why a further pack is made")],
        kind=FurtherReason,
        choices=[choice(value, label) for value, label in choices(FurtherReason)],
    )
    words = TextAreaField(
        "What was found, or what do they say?", [required("Enter what was found or said")]
    )

    def value(self) -> NewFurther:
        """The further pack."""
        return NewFurther(why=self.why.data, words=self.words.data, asked_on=day_of(self.on))


class DeliveryForm(DayForm):
    """How what was issued went."""

    way = RadiosField(
        "How did it go?",
        [required("Select how it went")],
        kind=DeliveryWay,
        choices=[choice(value, label) for value, label in choices(DeliveryWay)],
    )
    to_whom = StringField("To whom?", [required("Enter to whom it went")])
    words = StringField(
        "How is that known?",
        [required("Enter how that is known")],
        description="Signature seen, number of the posting, or the address that was confirmed",
    )

    def value(self) -> NewDelivery:
        """The delivery."""
        return NewDelivery(
            way=self.way.data,
            to_whom=self.to_whom.data,
            went_on=day_of(self.on),
            words=self.words.data,
        )


def number_of(text: str | None) -> int:
    """A whole number in a hidden field; nought for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
