"""The form of an answer: who was asked, about what, what was explained, and what happened."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.children.responsibility import ResponsibleAdult
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.consents.values import Giver, NewConsent
from lacrecords.consents.words import EXPLAINED_WORDS
from lacrecords.terms import (
    ConsentAnswer,
    ConsentForm,
    ConsentKind,
    ExplainedPart,
    WhoseConsent,
)
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    RadiosField,
    YesNoField,
    choice,
    choices_of,
)
from lacrecords.web.forms import GovukForm, required
from lacrecords.web.words import date_words
from lacrecords.wording import choices, words

PERSON, NO_WORKSHEET = "person:", "none"
_NO_CONSENT = "It is kept, as no consent"
_ANSWER_HINTS = {
    ConsentAnswer.NO_REPLY: f"Silence is not consent. {_NO_CONSENT}",
    ConsentAnswer.PRESSED: f"By a worker, a relative or anybody else. {_NO_CONSENT}",
    ConsentAnswer.SERVICE_CONDITION: f"A service was held out or threatened. {_NO_CONSENT}",
}
_GIVER_WORDS = (
    (WhoseConsent.PARENTAL_RESPONSIBILITY, "Somebody else with parental responsibility"),
    (WhoseConsent.LOCAL_AUTHORITY, "The authority that holds the care order"),
    (WhoseConsent.ADULT, "An adult, about information on themselves"),
    (WhoseConsent.THIRD_PARTY, "Somebody who gave us information, about its limits"),
)


def day_of(field: DatePartsField) -> date | None:
    """The whole date that was typed."""
    return field.data.exact if field.data else None


def needed_day(field: DatePartsField) -> date:
    """The date of a field that was validated."""
    day = day_of(field)
    if day is None:
        raise ValueError("A form gives its value only after it was validated.")
    return day


class ConsentForAnswer(GovukForm):
    """What happened when consent was asked for."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    giver = RadiosField("Who was asked?", [required("Select who was asked")])
    giver_name = StringField("Their name", description="Only if they are not named above")
    relationship = StringField(
        "What they are to the child", description="Only if they are not named above"
    )
    responsibility_shown = StringField(
        "How do we know that they have parental responsibility?",
        description="Only for somebody whom the record does not name with it",
    )
    why_this_person = StringField(
        "Why was this parent asked?",
        description="Only if the child lives with another parent",
    )
    of_concern = YesNoField(
        "Is the concern about this person?", [required("Select whether it is about them")]
    )
    purpose = TextAreaField(
        "What would the information be used for?",
        [required("Enter what the information would be used for")],
    )
    scope = TextAreaField("What may be shared?", [required("Enter what may be shared")])
    recipients = TextAreaField("With whom?", [required("Enter with whom")])
    limits = TextAreaField(
        "What do they not want shared, or with whom not?", description="Leave empty if nothing"
    )
    third_party_limits = TextAreaField(
        "Limits set by somebody else who gave the information",
        description="Leave empty if there are none",
    )
    special_category = YesNoField(
        "Is it about health, ethnicity, religion, sex life or the like, and is consent the ground?",
        [required("Select whether it is")],
    )
    explained = CheckboxesField(
        "What was explained to them?",
        kind=ExplainedPart,
        choices=choices_of(ExplainedPart, EXPLAINED_WORDS),
        description="Without all of it, an agreement is no consent",
    )
    worksheet = RadiosField("Which worksheet of understanding is for this question?", choices=[])
    answer = RadiosField(
        "What happened?",
        [required("Select what happened")],
        kind=ConsentAnswer,
        choices=[choice(v, text, _ANSWER_HINTS.get(v, "")) for v, text in choices(ConsentAnswer)],  # type: ignore[call-overload]
    )
    kind = RadiosField(
        "If they agree: how?",
        kind=ConsentKind,
        choices=[choice(value, text) for value, text in choices(ConsentKind)],
    )
    within_service = YesNoField("If implied: is the sharing part of the service they take up?")
    explained_at_outset = YesNoField("If implied: was it explained when the service began?")
    form = RadiosField(
        "Was it in writing or spoken?",
        [required("Select whether it was in writing or spoken")],
        kind=ConsentForm,
        choices=[
            choice(ConsentForm.WRITTEN.value, words(ConsentForm.WRITTEN), "Better, where possible"),
            choice(ConsentForm.SPOKEN.value, words(ConsentForm.SPOKEN)),
        ],
    )
    what_was_said = TextAreaField(
        "What did they say or write, or what happened?",
        [required("Enter what was said, or what happened")],
        description="In their own words where you can",
    )
    reasons_given = TextAreaField(
        "If they refuse: which reasons did they give?", description="Leave empty if none"
    )
    taken_on = DatePartsField("Day of the answer", [required("Enter the day of the answer")])
    taken_by = StringField("Who of ours took it?", [required("Enter who took the answer")])
    review_on = DatePartsField(
        "Day on which to look at it again",
        description="Leave empty for the council's usual time",
    )

    def offer(
        self,
        name: str,
        adults: Sequence[ResponsibleAdult],
        worksheets: Sequence[UnderstandingWorksheet],
        *,
        unborn: bool,
    ) -> None:
        """Put those who could be asked, and the worksheets, into the choices."""
        child = [] if unborn else [choice(WhoseConsent.CHILD.value, f"{name}, for themselves")]
        named = [
            choice(
                f"{PERSON}{one.person_id}",
                f"{one.name}, {one.relationship}",
                one.living[:1].upper() + one.living[1:],
            )
            for one in adults
        ]
        others = [choice(whose.value, text) for whose, text in _GIVER_WORDS]
        self.giver.choices = [*child, *([] if unborn else named), *others]
        self.worksheet.choices = [
            *(
                choice(row.reference, f"{date_words(row.worked_on)}: {row.occasion}", _found(row))
                for row in worksheets
            ),
            choice(NO_WORKSHEET, "None for this question"),
        ]
        if not self.is_submitted():
            self.worksheet.data = self.worksheet.data or NO_WORKSHEET

    def validate_kind(self, field: RadiosField) -> None:
        """An agreement is explicit or implied."""
        if self.answer.data is ConsentAnswer.CONSENTED and field.data is None:
            raise ValidationError("Select whether the consent is explicit or implied")

    def validate_within_service(self, field: YesNoField) -> None:
        """What an implied consent rests on."""
        self._needed_if_implied(field, "Select whether it is part of the service")

    def validate_explained_at_outset(self, field: YesNoField) -> None:
        """The same."""
        self._needed_if_implied(field, "Select whether it was explained when the service began")

    def _needed_if_implied(self, field: YesNoField, message: str) -> None:
        agrees = self.answer.data is ConsentAnswer.CONSENTED
        if agrees and self.kind.data is ConsentKind.IMPLIED and field.data is None:
            raise ValidationError(message)

    def value(self) -> NewConsent:
        """The answer."""
        chosen = self.worksheet.data
        return NewConsent(
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            giver=self._giver(),
            answer=self.answer.data,
            kind=self.kind.data or ConsentKind.EXPLICIT,
            form=self.form.data,
            what_was_said=self.what_was_said.data,
            reasons_given=self.reasons_given.data,
            taken_on=needed_day(self.taken_on),
            taken_by=self.taken_by.data,
            purpose=self.purpose.data,
            scope=self.scope.data,
            recipients=self.recipients.data,
            limits=self.limits.data,
            third_party_limits=self.third_party_limits.data,
            explained=frozenset(self.explained.data),
            within_service=bool(self.within_service.data),
            explained_at_outset=bool(self.explained_at_outset.data),
            special_category=bool(self.special_category.data),
            worksheet="" if chosen in (None, NO_WORKSHEET) else chosen,
            review_on=day_of(self.review_on),
        )

    def _giver(self) -> Giver:
        chosen = str(self.giver.data)
        named = chosen.startswith(PERSON)
        return Giver(
            whose=(
                WhoseConsent.PARENTAL_RESPONSIBILITY
                if chosen.startswith(PERSON)
                else WhoseConsent(chosen)
            ),
            person_id=int(chosen.removeprefix(PERSON)) if named else None,
            name=self.giver_name.data,
            relationship=self.relationship.data,
            responsibility_shown=self.responsibility_shown.data,
            why_this_person=self.why_this_person.data,
            of_concern=bool(self.of_concern.data),
        )


def _found(row: UnderstandingWorksheet) -> str:
    return "The child can decide" if row.able else "The child cannot decide"


def today_parts(today: date) -> DateParts | None:
    """Today, as a form shows it first."""
    return DateParts.of(today)
