"""The forms of what passes between us and the police; no field is for what they know."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from lacrecords.agencies.queries import ContactPointCard
from lacrecords.clocks import LOCAL
from lacrecords.disclosure_schemes.values import NewAttended, NewPoliceAnswer, NewReferral
from lacrecords.disclosure_schemes.words import options
from lacrecords.rules.disclosure_scheme_words import CONTENT_WARNING, words_that_may_disclose
from lacrecords.terms import ContactPointKind, DisclosureScheme, PoliceAnswer, Undertaking
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required

LONGEST_NOTE = 600
LONGEST_REFERRAL = 60_000


class CorrectionFields(GovukForm):
    """A row that puts an earlier one right says so, and why."""

    corrects = HiddenField()
    why_corrected = StringField("What was wrong in the earlier entry?")

    def validate_why_corrected(self, field: StringField) -> None:
        """A correction has a reason."""
        if self.corrected_id is not None and not field.data:
            raise ValidationError("Enter what was wrong")

    @property
    def corrected_id(self) -> int | None:
        """The row that this one puts right; None: it is no correction."""
        text = str(self.corrects.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def correction(self) -> str:
        """What was wrong; empty where nothing is put right."""
        return self.why_corrected.data if self.corrected_id is not None else ""


class NoteFields(CorrectionFields):
    """A note in which nothing of what the police told may stand."""

    note = TextAreaField("Note", [Length(max=LONGEST_NOTE)], description=CONTENT_WARNING)
    note_is_clean = BooleanField("I have read the note again: nothing of what the police told")

    def validate_note(self, field: TextAreaField) -> None:
        """Words that may be of what was told are shown once more before they are kept."""
        found = words_that_may_disclose(field.data or "")
        if found and not self.note_is_clean.data:
            said = ", ".join(f"“{one}”" for one in found)
            raise ValidationError(
                f"{said} may be of what the police told. Take it out, or tick that it is not"
            )


class ReferralForm(CorrectionFields):
    """To whom at the police the question was passed."""

    shown_words = HiddenField(validators=[Length(max=LONGEST_REFERRAL)])
    contact_point = RadiosField(
        "How did you reach the police?", [required("Select how you reached the police")], kind=int
    )
    referred_to = StringField(
        "Who took it there?", [required("Enter who took it, as they gave themselves")]
    )
    their_reference = StringField("The police's reference", description="If they gave one")
    referred_on = DatePartsField("Day it went", [required("Enter the day it went")])

    def offer(self, points: Sequence[tuple[str, ContactPointCard]]) -> None:
        """The numbers and addresses of the police in the directory."""
        verb = {ContactPointKind.TELEPHONE: "Rang", ContactPointKind.EMAIL: "Wrote to"}
        self.contact_point.choices = [
            choice(
                str(one.contact_point_id), f"{verb[one.kind]} {one.value}", f"{name}: {one.label}"
            )
            for name, one in points
        ]

    def value(self, now: datetime) -> NewReferral:
        """The referral; of an earlier day it counts from the end of the office's day."""
        day = self.referred_on.data.exact if self.referred_on.data else None
        at = now
        if day is not None and day != now.astimezone(LOCAL).date():
            at = datetime.combine(day, time(17), tzinfo=LOCAL).astimezone(UTC)
        return NewReferral(
            contact_point_id=self.contact_point.data,
            referred_to=self.referred_to.data,
            their_reference=self.their_reference.data,
            shown_words=self.shown_words.data,
            referred_at=at,
            corrects=self.corrected_id,
            why_corrected=self.correction,
        )


class PoliceAnswerForm(NoteFields):
    """What the police said, from a closed list."""

    answer = RadiosField(
        "What did the police say?",
        [required("Select what the police said")],
        kind=PoliceAnswer,
        choices=options(PoliceAnswer),
    )
    answered_on = DatePartsField("Day they said it", [required("Enter the day they said it")])
    said_by = StringField("Who said it there?", [required("Enter who said it")])

    def value(self, today: date) -> NewPoliceAnswer:
        """The answer."""
        day = self.answered_on.data.exact if self.answered_on.data else None
        return NewPoliceAnswer(
            answer=self.answer.data,
            answered_on=day or today,
            said_by=self.said_by.data,
            note=self.note.data,
            corrects=self.corrected_id,
            why_corrected=self.correction,
        )


class AttendedForm(NoteFields):
    """A disclosure of the police at which staff of ours were."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    scheme = RadiosField(
        "Under which scheme?",
        [required("Select the scheme")],
        kind=DisclosureScheme,
        choices=options(DisclosureScheme),
    )
    held_on = DatePartsField("Day", [required("Enter the day")])
    place = StringField("Where?", [required("Enter where it was")])
    attended_by = StringField("Who of ours was there?", [required("Enter who of ours was there")])
    police_officer = StringField("Who of the police?", [required("Enter who of the police")])
    told_to = StringField(
        "To whom did the police disclose, or would have?",
        [required("Enter to whom")],
        description="Name, and what they are to the child or the person at risk",
    )
    warned_safeguarding_only = YesNoField(
        "Were they warned that it is for safeguarding only?",
        [required("Select whether this part of the warning was given")],
    )
    warned_confidential = YesNoField(
        "Were they warned to keep it in confidence?",
        [required("Select whether this part of the warning was given")],
    )
    warned_proceedings = YesNoField(
        "Were they warned that legal proceedings are possible?",
        [required("Select whether this part of the warning was given")],
    )
    undertaking = RadiosField(
        "Did they sign the undertaking?",
        [required("Select whether they signed")],
        kind=Undertaking,
        choices=[
            choice(Undertaking.SIGNED.value, "They signed"),
            choice(Undertaking.REFUSED.value, "They refused"),
        ],
    )
    police_considered = YesNoField(
        "If they refused: did the police consider whether to disclose all the same?"
    )
    took_place = YesNoField(
        "Did the police disclose?", [required("Select whether the police disclosed")]
    )

    def validate_police_considered(self, field: YesNoField) -> None:
        """After a refusal, and only then, it is said whether the police considered it."""
        refused = self.undertaking.data is Undertaking.REFUSED
        if refused and field.data is None:
            raise ValidationError("Select whether the police considered it")

    def value(self, today: date) -> NewAttended:
        """The meeting."""
        refused = self.undertaking.data is Undertaking.REFUSED
        day = self.held_on.data.exact if self.held_on.data else None
        return NewAttended(
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            scheme=self.scheme.data,
            held_on=day or today,
            place=self.place.data,
            attended_by=self.attended_by.data,
            police_officer=self.police_officer.data,
            told_to=self.told_to.data,
            warned_safeguarding_only=self.warned_safeguarding_only.data,
            warned_confidential=self.warned_confidential.data,
            warned_proceedings=self.warned_proceedings.data,
            undertaking=self.undertaking.data,
            police_considered=self.police_considered.data if refused else None,
            took_place=self.took_place.data,
            note=self.note.data,
            corrects=self.corrected_id,
            why_corrected=self.correction,
        )
