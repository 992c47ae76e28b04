"""The forms with which a notification is written down, one for each step."""

from __future__ import annotations

from datetime import datetime

from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.clocks import LOCAL
from lacrecords.people.services import NewPerson, NewPersonName
from lacrecords.risk_notifications.described import Condition, Source
from lacrecords.risk_notifications.forms import (
    AddressGroup,
    ConditionGroup,
    StatementFields,
    address_of,
    condition_of,
    day_of,
    options,
    refuse_days_out_of_order,
)
from lacrecords.rules.risk import LISTABLE_ROLES
from lacrecords.terms import Channel, PersonNameType, Role
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    choice,
)
from lacrecords.web.forms import GovukForm, GroupForm, required
from lacrecords.wording import words

MOST_REFERENCES = 20


class SourceForm(GovukForm):
    """Who sent it, and how it came."""

    agency_id = DropdownField("Agency", number=True, choices=[], blank="Not in the directory")
    agency_name = StringField("Agency as given", description="Only if it is not in the directory")
    source_name = StringField("Name of whoever sent it", [required("Enter who sent it")])
    source_role = StringField("Their role there", [required("Enter their role")])
    contact_given = StringField(
        "Number or address they give", description="It is kept, and never serves for the check"
    )
    channel = RadiosField(
        "How did it come?",
        [required("Select how it came")],
        kind=Channel,
        choices=options(Channel),
    )
    received_on = DatePartsField("When did it come?", [required("Enter the day it came")])

    def validate_agency_name(self, field: StringField) -> None:
        """One of the two."""
        if self.agency_id.data is None and not field.data:
            raise ValidationError("Select the agency, or enter its name")

    def validate_received_on(self, field: DatePartsField) -> None:
        """Nothing comes tomorrow."""
        day = day_of(field)
        if day is not None and day > datetime.now(LOCAL).date():
            raise ValidationError("The day it came must be today or in the past")

    def value(self, received_default: datetime) -> Source:
        """The source."""
        return Source(
            agency_id=self.agency_id.data,
            agency_name="" if self.agency_id.data else self.agency_name.data,
            source_name=self.source_name.data,
            source_role=self.source_role.data,
            contact_given=self.contact_given.data,
            channel=self.channel.data,
            received_on=day_of(self.received_on) or received_default.astimezone(LOCAL).date(),
        )


class NameFields(GroupForm):
    """One name; a person with one name has it as last name."""

    forename = StringField("First name")
    middle = StringField("Middle names")
    surname = StringField("Last name, or the only name")
    name_type = DropdownField(
        "Kind of name",
        kind=PersonNameType,
        choices=options(PersonNameType),
        blank="Not stated",
    )


class BirthFields(GroupForm):
    """One date of birth that the person has given."""

    born = DatePartsField("Date of birth", subject="The date of birth")

    def validate_born(self, field: DatePartsField) -> None:
        """Nobody is born in the future."""
        day = day_of(field)
        if day is not None and day > datetime.now(LOCAL).date():
            raise ValidationError("The date of birth must be in the past")


class PersonForm(GovukForm):
    """The person: every name, date of birth and address, from when to when."""

    names = FieldList(FormField(NameFields), label="Name", min_entries=1, max_entries=10)
    births = FieldList(FormField(BirthFields), label="Date of birth", min_entries=1, max_entries=5)
    addresses = FieldList(FormField(AddressGroup), label="Address", min_entries=1, max_entries=12)

    def validate(self, extra_validators: object = None) -> bool:
        """At least one name; days in order."""
        valid = bool(super().validate(extra_validators))
        if not any(one.form.forename.data or one.form.surname.data for one in self.names):
            first = self.names[0].form.surname
            first.errors = [*first.errors, "Enter at least one name of the person"]
            valid = False
        wrong = [refuse_days_out_of_order(one.form) for one in self.addresses]
        return valid and not any(wrong)

    def value(self) -> NewPerson:
        """The person, the first name given being the one they are shown by."""
        names = [
            NewPersonName(
                forename=one.form.forename.data,
                middle=one.form.middle.data,
                surname=one.form.surname.data,
                name_type=one.form.name_type.data or PersonNameType.NOT_STATED,
            )
            for one in self.names
            if one.form.forename.data or one.form.surname.data
        ]
        births = [day for one in self.births if (day := day_of(one.form.born))]
        return NewPerson(
            forename=names[0].forename,
            middle=names[0].middle,
            surname=names[0].surname,
            name_type=names[0].name_type,
            born_on=births[0] if births else None,
            names=tuple(names[1:]),
            births=tuple(births[1:]),
            addresses=tuple(
                address_of(one.form) for one in self.addresses if one.form.says_something()
            ),
        )


class ConcernForm(GovukForm, StatementFields):
    """The offence or concern: fact and opinion apart, the assessment, what binds the person."""

    conditions = FieldList(
        FormField(ConditionGroup), label="Condition", min_entries=1, max_entries=10
    )

    def validate(self, extra_validators: object = None) -> bool:
        """A fact or an opinion; each condition with its kind and in order."""
        valid = bool(super().validate(extra_validators))
        if not (self.fact.data or self.opinion.data):
            self.fact.errors = [
                *self.fact.errors,
                "Enter what is known as fact, or below what is thought",
            ]
            valid = False
        for one in self.conditions:
            if one.form.words.data and one.form.kind.data is None:
                one.form.kind.errors = [*one.form.kind.errors, "Select what binds the person"]
                valid = False
            valid = not refuse_days_out_of_order(one.form) and valid
        return valid

    def conditions_given(self) -> tuple[Condition, ...]:
        """The conditions that say something."""
        return tuple(condition_of(one.form) for one in self.conditions if one.form.words.data)


class ReaderFields(GroupForm):
    """One person who may see it."""

    account_id = DropdownField("Who", number=True, choices=[], blank="Nobody else")


class ReadersForm(GovukForm):
    """Children whom it concerns, who else may see it, and when it is reviewed."""

    children = TextAreaField(
        "References of children whom it concerns",
        description="One on each line, for example, K7QP-3MRT. The person's addresses are compared"
        " with every child's by themselves",
    )
    how = StringField(
        "What the person is to these children", description="For example, mother's partner"
    )
    readers = FieldList(FormField(ReaderFields), label="Reader", min_entries=1, max_entries=8)
    roles = CheckboxesField(
        "Should everybody with this role see it?",
        kind=Role,
        choices=[choice(role.value, words(role)) for role in sorted(LISTABLE_ROLES)],
    )
    review_on = DatePartsField(
        "First review", description="Leave empty for the usual time", subject="The first review"
    )

    def references(self) -> tuple[str, ...]:
        """The references given, each once."""
        given = (self.children.data or "").upper().replace(",", " ").split()
        return tuple(dict.fromkeys(given))[:MOST_REFERENCES]


class SamePersonForm(GovukForm):
    """Whether the person is on the register already, and keeping the notification."""

    person = RadiosField(
        "Is the person recorded already?", [required("Select whether the person is recorded")]
    )
