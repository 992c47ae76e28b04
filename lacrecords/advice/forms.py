"""The forms of advice: texts that are searched for what points to somebody, and plain ones."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wtforms import BooleanField, Field, FieldList, Form, FormField, HiddenField, StringField
from wtforms import TextAreaField as TextArea
from wtforms.validators import Length, ValidationError

from lacrecords.advice.checked_text import CheckedText, check, distinct
from lacrecords.advice.concerned import Concerned
from lacrecords.advice.values import LONGEST_QUESTION, NewQuestion, Said, SpokenAdvice
from lacrecords.children.moments import read_time
from lacrecords.clocks import LOCAL
from lacrecords.rules.advice import MarkKey, key_of
from lacrecords.terms import AdviserKind, MarkKind
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import LONGEST_LINE, GovukForm, GroupForm, required
from lacrecords.wording import words as said_as

MOST_EXCEPTIONS = 60
POINTS = "Something here may say whom it is about. Take it out, or say why it identifies nobody"


class NotTooLong(Length):  # type: ignore[misc]
    """A text that an adviser can read; says by how much it is too long. No file is taken."""

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse a text that is longer."""
        length = len(field.data or "")
        if length > self.max:
            raise ValidationError(
                f"The text has {length:,} characters, {length - self.max:,} more than the"
                f" {self.max:,} that can be sent. Say in your own words what you need to know:"
                " records and files are not sent"
            )


class ExceptionForm(GroupForm):
    """Something that looks as if it pointed to somebody, and why it does not."""

    kind = HiddenField()
    words = HiddenField()
    reason = StringField("Why does this identify nobody?")


class CheckedForm(GovukForm):
    """A form with texts that somebody reads who must not learn whom they are about."""

    TEXTS: tuple[str, ...] = ()
    exceptions = FieldList(
        FormField(ExceptionForm), "What may stay in", max_entries=MOST_EXCEPTIONS
    )
    read_again = BooleanField(
        "I have read it again. Nobody who reads it can tell whom it is about",
        [required("Read the text again, and say that nobody can tell whom it is about")],
        description="A rare event, a job or a small school can name a child as surely as a name",
    )

    def reasons(self) -> dict[MarkKey, str]:
        """Why what was found identifies nobody, by what it is."""
        known = {kind.value: kind for kind in MarkKind}
        return {
            (known[one.kind.data], " ".join((one.words.data or "").split())): one.reason.data
            for one in self.exceptions
            if one.kind.data in known and one.reason.data
        }

    def has_texts(self) -> bool:
        """Whether every text is there and can be read through."""
        return not any(self[name].errors for name in self.TEXTS)

    def checked(self, concerned: Concerned | None) -> tuple[CheckedText, ...]:
        """Every text with what is found in it."""
        reasons = self.reasons()
        return tuple(
            check(str(self[name].label.text), self[name].data or "", reasons, concerned)
            for name in self.TEXTS
        )

    def take_out(self, texts: Iterable[CheckedText]) -> None:
        """Put the proposed texts in place of what was typed; nothing is sent yet."""
        for name, text in zip(self.TEXTS, texts, strict=True):
            self[name].data = text.proposed
        self.read_again.data = False
        for field in self:
            if field.type != "CSRFTokenField":
                field.errors = []

    def refuse_texts(self, texts: Iterable[CheckedText]) -> None:
        """Say beside each text that points to somebody what to do; the rest can wait."""
        self.read_again.errors = []
        for name, text in zip(self.TEXTS, texts, strict=True):
            if not text.weighed.may_go:
                self.refuse(name, POINTS)

    def offer_exceptions(self, texts: Iterable[CheckedText]) -> None:
        """Ask of each thing found why it identifies nobody, keeping what was said."""
        reasons = self.reasons()
        while self.exceptions.entries:
            self.exceptions.pop_entry()
        # What is longer than a line is no name of a court: it is taken out.
        keys = [key for mark in distinct(texts) if len((key := key_of(mark))[1]) <= LONGEST_LINE]
        for kind, words in keys[:MOST_EXCEPTIONS]:
            said = {"kind": kind.value, "words": words, "reason": reasons.get((kind, words), "")}
            self.exceptions.append_entry(said)

    def said(self, name: str, concerned: Concerned | None) -> Said:
        """One of the texts, for the service."""
        return Said(words=self[name].data, reasons=self.reasons(), concerned=concerned)


def _text(label: str, missing: str, **options: Any) -> TextArea:
    return TextArea(label, [required(missing), NotTooLong(max=LONGEST_QUESTION)], **options)


class AskForm(CheckedForm):
    """A question for an adviser of ours."""

    TEXTS = ("question",)
    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    adviser = RadiosField(
        "Whom do you ask?",
        [required("Select whom you ask")],
        kind=AdviserKind,
        choices=[],
        description="Your name goes with the question. You decide; advice is advice",
    )
    urgent = YesNoField("Do you need the answer within hours?", [required("Select yes or no")])
    question = _text(
        "What do you need to know?",
        "Enter your question",
        description="Say what happened and what you think of sharing, without names, addresses,"
        " numbers or dates of birth",
    )

    def offer(self, advisers: Iterable[AdviserKind]) -> None:
        """Those who can be asked through the program."""
        self.adviser.choices = [choice(one.value, said_as(one)) for one in advisers]

    def value(self, concerned: Concerned | None) -> NewQuestion:
        """The question as it goes."""
        return NewQuestion(
            idempotency_key=self.idempotency_key.data,
            adviser=self.adviser.data,
            urgent=self.urgent.data,
            question=self.said("question", concerned),
        )


class SpokenForm(CheckedForm):
    """Advice that was taken by telephone or in a talk."""

    TEXTS = ("question", "answer")
    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    adviser = RadiosField(
        "Who advised you?",
        [required("Select who advised you")],
        kind=AdviserKind,
        choices=[choice(one.value, said_as(one)) for one in AdviserKind],
    )
    spoken_with = StringField("Their name", [required("Enter the name of who advised you")])
    spoken_office = StringField("Their office", [required("Enter their office")])
    taken_on = DatePartsField("Day", [required("Enter the day of the talk")])
    taken_time = StringField(
        "Time", [required("Enter the time of the talk")], description="For example, 14:05"
    )
    question = _text("The question as you put it", "Enter the question as you put it")
    answer = _text("What they advised", "Enter what they advised")

    def validate_taken_time(self, field: StringField) -> None:
        """A time of day that can be read, and no talk that is still to come."""
        try:
            at = read_time(field.data or "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong
        day = self.taken_on.data.exact if self.taken_on.data else None
        if at is not None and day is not None and self._moment() > datetime.now(UTC):
            raise ValidationError("The talk must be in the past")

    def _moment(self) -> datetime:
        at, day = read_time(self.taken_time.data or ""), self.taken_on.data
        if at is None or day is None or day.exact is None:
            raise ValidationError("Enter the day and the time of the talk")
        return datetime.combine(day.exact, at, tzinfo=LOCAL).astimezone(UTC)

    def value(self, concerned: Concerned | None) -> SpokenAdvice:
        """What was asked and advised, without what points to somebody."""
        return SpokenAdvice(
            idempotency_key=self.idempotency_key.data,
            adviser=self.adviser.data,
            spoken_with=self.spoken_with.data,
            spoken_office=self.spoken_office.data,
            taken_at=self._moment(),
            question=self.said("question", concerned),
            answer=self.said("answer", concerned),
        )


class AddForm(CheckedForm):
    """Whoever asked answers what was asked back."""

    TEXTS = ("words",)
    shown = HiddenField()
    words = _text("Your answer", "Enter your answer")


class WithdrawForm(CheckedForm):
    """Whoever asked needs no advice any more."""

    TEXTS = ("words",)
    shown = HiddenField()
    words = _text(
        "Why do you withdraw the question?",
        "Enter why you withdraw the question",
        description="Your adviser reads this",
    )


class AskBackForm(GovukForm):
    """What an adviser needs to know before advising."""

    shown = HiddenField()
    words = _text(
        "What do you need to know?",
        "Enter what you need to know",
        description="Do not ask whom it is about",
    )


class AdviseForm(GovukForm):
    """What an adviser advises."""

    shown = HiddenField()
    words = _text("Your advice", "Enter your advice", description="Whoever asked decides")
