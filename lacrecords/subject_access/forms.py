"""The form of a request as it came in: who asks, for whom, in which way."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import date, datetime

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.clocks import LOCAL
from lacrecords.subject_access.values import NewAccessRequest, NewCorrection, Said
from lacrecords.terms import AccessWay, AsksAs
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices

OLDEST_YEARS = 120
FOR_ANOTHER = frozenset({AsksAs.PARENTAL_RESPONSIBILITY, AsksAs.REPRESENTATIVE})


def today_here() -> date:
    """Today, on the office wall."""
    return datetime.now(LOCAL).date()


def refuse_no_past_day(field: DatePartsField) -> None:
    """Today or a day of the past."""
    if field.data is not None and not field.errors:
        day = field.data.exact
        if day is None or day > today_here():
            raise ValidationError("The day must be today or in the past")


class NewRequestForm(GovukForm):
    """A request as it came in; a spoken one counts like a letter."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    received = DatePartsField(
        "Day it reached us",
        [required("Enter the day the request reached us")],
        description="The day anybody of the council heard or got it. The clock runs from it",
    )
    received_how = RadiosField(
        "How did it reach us?",
        [required("Select how it reached us")],
        kind=AccessWay,
        choices=[choice(value, label) for value, label in choices(AccessWay)],
    )
    asks_as = RadiosField(
        "Who asks?",
        [required("Select who asks")],
        kind=AsksAs,
        choices=[choice(value, label) for value, label in choices(AsksAs)],
    )
    asker_name = StringField("Name of whoever asks", [required("Enter who asks")])
    asker_contact = StringField(
        "How can they be reached?", [required("Enter how they can be reached")]
    )
    relationship = StringField(
        "What are they to the person?", description="Only where they ask for somebody else"
    )
    subject_forename = StringField("First name of the person")
    subject_surname = StringField("Last name of the person")
    subject_other_names = StringField(
        "Other names they have or had", description="With a comma between two names"
    )
    born = DatePartsField("Date of birth of the person", description="For example, 27 3 1984")
    subject_address = StringField("Where the person lives or lived")
    subject_postcode = StringField("Postcode")
    everything = YesNoField(
        "Do they ask for everything?", [required("Select whether they ask for everything")]
    )
    asked = TextAreaField("What do they ask, in their words?")

    def validate_received(self, field: DatePartsField) -> None:
        """It cannot reach us tomorrow."""
        refuse_no_past_day(field)

    def validate_born(self, field: DatePartsField) -> None:
        """A real date of the past, where one is given."""
        refuse_no_past_day(field)
        day = field.data.exact if field.data and not field.errors else None
        if day is not None and day.year < today_here().year - OLDEST_YEARS:
            raise ValidationError("The date of birth is more than 120 years ago. Check the year")

    def validate_subject_forename(self, field: StringField) -> None:
        """The person has a name."""
        if not (field.data or self.subject_surname.data):
            raise ValidationError("Enter a name of the person")

    def validate_relationship(self, field: StringField) -> None:
        """Whoever asks for another says what they are to them."""
        if self.asks_as.data in FOR_ANOTHER and not field.data:
            raise ValidationError("Enter what they are to the person")

    def validate_asked(self, field: TextAreaField) -> None:
        """Whoever asks for a part says which."""
        if self.everything.data is False and not field.data:
            raise ValidationError("Enter what they ask for")

    def value(self) -> NewAccessRequest:
        """The request."""
        key = self.idempotency_key.data or secrets.token_urlsafe(18)
        return NewAccessRequest(idempotency_key=key, **asdict(self.said()))

    def said(self) -> Said:
        """What the request says."""
        received, born = self.received.data, self.born.data
        return Said(
            received_on=(received.exact if received else None) or today_here(),
            received_how=self.received_how.data,
            asks_as=self.asks_as.data,
            asker_name=self.asker_name.data,
            asker_contact=self.asker_contact.data,
            relationship=self.relationship.data,
            subject_forename=self.subject_forename.data,
            subject_surname=self.subject_surname.data,
            subject_other_names=self.subject_other_names.data,
            subject_born_on=born.exact if born else None,
            subject_address=self.subject_address.data,
            subject_postcode=self.subject_postcode.data,
            everything=bool(self.everything.data),
            asked=self.asked.data,
        )


class PutRightForm(NewRequestForm):
    """How a recorded request reads from now on, and why."""

    shown = HiddenField()
    because = TextAreaField("Why is it put right?", [required("Enter why it is put right")])

    @classmethod
    def reading(cls, asked: Said, shown: int) -> PutRightForm:
        """The form with the request as it reads today."""
        parts = asdict(asked)
        received, born = parts.pop("received_on"), parts.pop("subject_born_on")
        return cls(
            received=DateParts.of(received), born=DateParts.of(born), shown=str(shown), **parts
        )

    def correction(self) -> NewCorrection:
        """The correction."""
        shown = self.shown.data or ""
        return NewCorrection(
            said=self.said(),
            because=self.because.data,
            shown=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else -1,
        )
