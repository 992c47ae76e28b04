"""The form of a call: who asks, and every child as described, on one page."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.agencies import queries as agencies
from lacrecords.clocks import LOCAL
from lacrecords.enquiries.asked import AskingPerson, DescribedChild, NewEnquiry
from lacrecords.enquiries.queries.drafts import DraftCard
from lacrecords.matching.dates import years_of_age
from lacrecords.rules.checking import may_withhold_name
from lacrecords.terms import (
    AgencyType,
    Channel,
    DatePrecision,
    EnquirerKind,
    EnquiryType,
    KnownHow,
    Sex,
    Urgency,
)
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    YesNoField,
    choice,
)
from lacrecords.web.forms import GovukForm, GroupForm, required
from lacrecords.wording import choices

OLDEST_AGE = 25
_NO_DATE = None, DatePrecision.EXACT


def options(terms: type) -> list[object]:
    """The choices of a closed list."""
    return [choice(value, label) for value, label in choices(terms)]


class DescribedChildForm(GroupForm):
    """One child as the enquirer describes them; almost everything may be left empty."""

    forename = StringField("First name")
    middle = StringField("Middle names")
    surname = StringField("Last name")
    other_names = StringField("Other names", description="Separate them with commas")
    born = DatePartsField(
        "Date of birth", least="year", description="Day and month may be left empty"
    )
    age_years = StringField(
        "Age", description="Only where the date is not known. In years, or such as 7 months"
    )
    expected = DatePartsField("Expected date", description="For an unborn child")
    mother_name = StringField("Mother's name", description="For an unborn or newborn child")
    sex = RadiosField("Sex", kind=Sex, choices=options(Sex), default=Sex.NOT_RECORDED)
    line1 = StringField("Address: number and street")
    town = StringField("Town")
    postcode = StringField("Postcode")
    nhs_number = StringField("NHS number")
    upn = StringField("Unique pupil number")
    notes = TextAreaField("What is said of the child")

    def validate_age_years(self, field: StringField) -> None:
        """Years as they are said, where they are: "7", "about 7", "7 months"."""
        text = (field.data or "").strip()
        if text and years_of_age(text, OLDEST_AGE) is None:
            raise ValidationError(
                f"Enter the age in years, from 0 to {OLDEST_AGE}, or in months or weeks"
            )

    def validate_born(self, field: DatePartsField) -> None:
        """Nobody is born in the future; an unborn child has an expected date instead."""
        if field.data and field.data.estimated()[0] > datetime.now(LOCAL).date():
            raise ValidationError("The date of birth must be in the past")

    def is_empty(self) -> bool:
        """Nothing was said of this child."""
        texts = (
            *(self.forename, self.surname, self.other_names, self.mother_name, self.line1),
            *(self.postcode, self.nhs_number, self.upn, self.age_years, self.notes),
        )
        return not any((field.data or "").strip() for field in texts) and not (
            self.born.data or self.expected.data
        )

    def value(self) -> DescribedChild:
        """The child as described; of a date of birth only what was said of it."""
        born_on, precision = self.born.data.estimated() if self.born.data else _NO_DATE
        return DescribedChild(
            forename=self.forename.data,
            middle=self.middle.data,
            surname=self.surname.data,
            other_names=self.other_names.data,
            born_on=born_on,
            born_precision=precision,
            expected_on=self.expected.data.exact if self.expected.data else None,
            age_years=years_of_age(self.age_years.data or "", OLDEST_AGE),
            mother_name=self.mother_name.data,
            sex=self.sex.data or Sex.NOT_RECORDED,
            nhs_number=self.nhs_number.data,
            upn=self.upn.data,
            line1=self.line1.data,
            town=self.town.data,
            postcode=self.postcode.data,
            notes=self.notes.data,
        )


class EnquiryForm(GovukForm):
    """The whole enquiry, in the order of a telephone call."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    name = StringField("Enquirer's name")
    role = StringField("Role with this child", description="For example, health visitor")
    name_refused = BooleanField("They would not give a name (the public, or a child)")
    kind = RadiosField(
        "Who is asking?",
        [required("Select who is asking")],
        kind=EnquirerKind,
        choices=options(EnquirerKind),
    )
    agency_id = DropdownField(
        "Agency", number=True, choices=[], blank="Not in the directory, or no agency"
    )
    agency_name = StringField("Agency as given", description="Only if it is not in the directory")
    agency_type = DropdownField(
        "Kind of agency",
        kind=AgencyType,
        choices=options(AgencyType),
        blank="Select, if the agency is not in the directory",
    )
    relationship = StringField("Relationship to the child")
    telephone_given = StringField(
        "Number they give", description="It is kept, and never serves for the check"
    )
    email_given = StringField("Email address they give")
    children = FieldList(FormField(DescribedChildForm), min_entries=1, max_entries=20)
    reason = TextAreaField("Why do they ask?", [required("Enter why they ask, in their words")])
    worried = YesNoField(
        "Are you worried that this child may be harmed?",
        [required("Ask the question, and select yes or no")],
        description="Ask it in these words",
    )
    worry = TextAreaField("What worries them?")
    known_how = CheckboxesField(
        "How do they know?",
        kind=KnownHow,
        choices=options(KnownHow),
        description="Leave empty if the call leaves no time",
    )
    enquiry_type = RadiosField(
        "What kind of enquiry is it?",
        [required("Select what kind of enquiry it is")],
        kind=EnquiryType,
        choices=options(EnquiryType),
    )
    urgency = RadiosField(
        "How urgent is it?", kind=Urgency, choices=options(Urgency), default=Urgency.ROUTINE
    )
    channel = RadiosField(
        "How did they reach us?",
        [required("Select how they reached us")],
        kind=Channel,
        choices=options(Channel),
        default=Channel.TELEPHONE,
    )
    about_our_worker = BooleanField("The enquiry is about a worker of ours")
    looks_like_an_attempt = BooleanField("It looks like an attempt to find out about a child")
    court_order = BooleanField("They bring a court order")
    asked_on = DatePartsField("Day it was asked", description="Only if it was taken on paper")
    asked_time = StringField("Time it was asked", description="For example, 14:05")
    entered_late_because = StringField("Why was it taken on paper?")

    @classmethod
    def of_draft(cls, draft: DraftCard) -> EnquiryForm:
        """The form with half-typed text in it, under the draft's own key."""
        form = cls(formdata=MultiDict(draft.fields | {"idempotency_key": [draft.idempotency_key]}))
        return form

    def offer_agencies(self) -> None:
        """Put the directory into the choice of agencies."""
        self.agency_id.choices = [
            choice(str(one.agency_id), one.name) for one in agencies.agencies()
        ]

    def validate_name(self, field: StringField) -> None:
        """Everybody gives a name, or is marked as refusing to."""
        if (field.data or "").strip() or self.name_refused.data:
            return
        raise ValidationError("Enter the enquirer's name")

    def validate_name_refused(self, field: BooleanField) -> None:
        """Only a member of the public may ask without a name."""
        if field.data and self.kind.data and not may_withhold_name(self.kind.data):
            raise ValidationError("Only a member of the public or a child may ask without a name")

    def validate_role(self, field: StringField) -> None:
        """A professional says what they are to the child."""
        if self.kind.data is EnquirerKind.PROFESSIONAL and not (field.data or "").strip():
            raise ValidationError("Enter the enquirer's role with this child")

    def validate_worry(self, field: TextAreaField) -> None:
        """A worry is written down."""
        if self.worried.data and not (field.data or "").strip():
            raise ValidationError("Enter what worries them")

    def validate_children(self, field: FieldList) -> None:
        """At least something is said of every child."""
        for number, entry in enumerate(field.entries, 1):
            if entry.form.is_empty():
                raise ValidationError(f"Enter what is said of child {number}, or remove it")

    def validate_asked_on(self, field: DatePartsField) -> None:
        """A time or a reason without a day would be lost in silence."""
        told = (self.asked_time.data or "").strip() or (
            self.entered_late_because.data or ""
        ).strip()
        if told and field.data is None and not field.errors:
            raise ValidationError("Enter the day it was asked")

    def validate_asked_time(self, field: StringField) -> None:
        """A time goes with a day."""
        if self.asked_on.data is None:
            return
        moment = self.asked_moment()
        if moment is None:
            raise ValidationError("Enter the time as hours and minutes, like 14:05")
        if moment > datetime.now(UTC):
            raise ValidationError("The enquiry cannot have been asked in the future")
        if not (self.entered_late_because.data or "").strip():
            raise ValidationError("Enter why the enquiry was taken on paper")

    def asked_moment(self) -> datetime | None:
        """When the enquiry was asked, where it was taken on paper."""
        if self.asked_on.data is None or self.asked_on.data.exact is None:
            return None
        day: date = self.asked_on.data.exact
        try:
            clock = datetime.strptime(self.asked_time.data.strip(), "%H:%M").time()
        except ValueError:
            return None
        return datetime.combine(day, clock, tzinfo=LOCAL).astimezone(UTC)

    def value(self) -> NewEnquiry:
        """The enquiry, ready to be recorded."""
        return NewEnquiry(
            # Two forms that lost their keys must never be taken for one.
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            channel=self.channel.data,
            enquiry_type=self.enquiry_type.data,
            urgency=self.urgency.data or Urgency.ROUTINE,
            reason=self.reason.data,
            enquirer=self._person(),
            children=tuple(entry.form.value() for entry in self.children.entries),
            about_our_worker=self.about_our_worker.data,
            worried=bool(self.worried.data),
            worry=self.worry.data,
            known_how=tuple(self.known_how.data),
            looks_like_an_attempt=self.looks_like_an_attempt.data,
            court_order=self.court_order.data,
            asked_at=self.asked_moment(),
            entered_late_because=self.entered_late_because.data,
        )

    def _person(self) -> AskingPerson:
        chosen = agencies.agency(self.agency_id.data) if self.agency_id.data else None
        return AskingPerson(
            kind=self.kind.data,
            name="" if self.name_refused.data else self.name.data,
            name_refused=self.name_refused.data,
            role=self.role.data,
            relationship=self.relationship.data,
            agency_id=chosen.agency_id if chosen else None,
            agency_name=chosen.name if chosen else self.agency_name.data,
            agency_type=chosen.agency_type if chosen else self.agency_type.data,
            telephone_given=self.telephone_given.data,
            email_given=self.email_given.data,
        )
