"""The forms of a suitability check request: who asks, for what, and whom it is about."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, time
from typing import Any

from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.agencies import queries as agencies
from lacrecords.check_requests.choices import options
from lacrecords.check_requests.models import CheckRequestVersion
from lacrecords.check_requests.person_forms import offered_names, refuse_no_birth, said_name
from lacrecords.check_requests.values import NewCheckRequest, SaidOfPerson, SaidOfRequest
from lacrecords.clocks import LOCAL
from lacrecords.terms import CheckPurpose, PersonNameType
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField, choice
from lacrecords.web.forms import GovukForm, GroupForm, required


class AskedAboutFields:
    """A person as the request names them first; the rest follows on their own page."""

    name_type = DropdownField(
        "What name is this?", kind=PersonNameType, choices=[], default=PersonNameType.CURRENT
    )
    forename = StringField("First name", description="Somebody with one name has it in either box")
    middle = StringField("Middle names")
    surname = StringField("Last name")
    born = DatePartsField("Date of birth", description="For example, 27 3 1984")

    def __init__(self, *arguments: Any, **options_: Any) -> None:
        super().__init__(*arguments, **options_)
        self.name_type.choices = offered_names()

    def validate_born(self, field: DatePartsField) -> None:
        """A real date in the past, where one is given."""
        refuse_no_birth(field)

    def value(self) -> SaidOfPerson:
        """What is said of them so far."""
        born = self.born.data.exact if self.born.data else None
        return SaidOfPerson(names=(said_name(self),), births=(born,) if born else ())


class AskedAboutForm(AskedAboutFields, GroupForm):
    """One person of those whom a new request names."""


class AddPersonForm(AskedAboutFields, GovukForm):
    """Another person whom the request is about."""


class RequesterFields(GovukForm):
    """Who asks, and for what."""

    agency_id = DropdownField(
        "Agency", number=True, choices=[], blank="Not in the directory", description=""
    )
    agency_name = StringField("Agency as given", description="Only if it is not in the directory")
    requester_name = StringField("Name of the person who asks", [required("Enter who asks")])
    requester_role = StringField("What they are there", description="For example, team manager")
    telephone_given = StringField(
        "Number they give", description="It is kept, and never serves for the check"
    )
    email_given = StringField("Email address they give", description="It is never written to")
    their_reference = StringField("Their own reference")
    purpose = RadiosField(
        "What would the person do?",
        [required("Select what the person would do")],
        kind=CheckPurpose,
        choices=options(CheckPurpose),
    )
    details = TextAreaField("What do they ask, in their words?")

    def offer_agencies(self) -> None:
        """Put the directory into the choice of agencies."""
        self.agency_id.choices = [
            choice(str(one.agency_id), one.name) for one in agencies.agencies()
        ]

    def validate_agency_name(self, field: StringField) -> None:
        """Somebody asks: from the directory, or as they say."""
        if not self.agency_id.data and not (field.data or "").strip():
            raise ValidationError("Select the agency, or enter it as it was given")

    def said(self) -> SaidOfRequest:
        """Who asks, and for what."""
        return SaidOfRequest(
            agency_id=self.agency_id.data,
            agency_name=self.agency_name.data,
            requester_name=self.requester_name.data,
            requester_role=self.requester_role.data,
            telephone_given=self.telephone_given.data,
            email_given=self.email_given.data,
            their_reference=self.their_reference.data,
            purpose=self.purpose.data,
            details=self.details.data,
        )


class NewRequestForm(RequesterFields):
    """A request as it came in."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    received = DatePartsField(
        "Day it reached us",
        [required("Enter the day the request reached us")],
        description="The clock runs from it, whatever is still missing",
    )
    people = FieldList(FormField(AskedAboutForm), "Person", min_entries=1, max_entries=10)

    def validate_received(self, field: DatePartsField) -> None:
        """It cannot reach us tomorrow, and nobody finds one ten years old."""
        if field.data is None or field.errors:
            return
        today, day = datetime.now(LOCAL).date(), field.data.exact
        if day is None or day > today:
            raise ValidationError("The day it reached us must be today or in the past")
        if day.year < today.year - 9:
            raise ValidationError("The day it reached us is too long ago. Check the year")

    def validate_people(self, field: FieldList) -> None:
        """Everybody has a name."""
        for number, entry in enumerate(field.entries, 1):
            if not said_name(entry.form).whole:
                raise ValidationError(f"Enter a name of person {number}, or remove them")

    def value(self, now: datetime) -> NewCheckRequest:
        """The request; `now` is when it came in where it came in today."""
        return NewCheckRequest(
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            received_at=_received_at(self.received.data, now),
            request=self.said(),
            people=tuple(entry.form.value() for entry in self.people.entries),
        )


def _received_at(parts: DateParts | None, now: datetime) -> datetime:
    """Of a day that is past only the day is known: it counts from the opening of the office."""
    day = parts.exact if parts else None
    if day is None or day == now.astimezone(LOCAL).date():
        return now
    return datetime.combine(day, time(9), tzinfo=LOCAL).astimezone(UTC)


class AmendRequestForm(RequesterFields):
    """Who asks, and for what, as it is now known."""

    shown = HiddenField()
    why_changed = StringField("Why is this changed?", [required("Enter why this is changed")])

    @classmethod
    def of(cls, version: CheckRequestVersion) -> AmendRequestForm:
        """The form with what was said last."""
        form = cls(obj=version)
        if not form.is_submitted():
            form.shown.data = str(version.number)
            form.why_changed.data = ""
            if version.agency_id:
                form.agency_name.data = ""
        return form
