"""The form of everything that is said of a person who is checked: names, births, addresses."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.values import SaidAddress, SaidName, SaidOfPerson
from lacrecords.clocks import LOCAL
from lacrecords.terms import PersonNameType
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, DropdownField, choice
from lacrecords.web.forms import GovukForm, GroupForm, required

NAME_WORDS = {
    PersonNameType.CURRENT: "The name they go by",
    PersonNameType.BIRTH: "Name at birth",
    PersonNameType.MARRIED: "Name by marriage",
    PersonNameType.PREVIOUS: "Earlier name",
    PersonNameType.ALIAS: "Alias, or also known as",
}
OLDEST_YEARS = 120


def offered_names() -> list[Any]:
    """What a name may be to the person."""
    return [choice(kind.value, text) for kind, text in NAME_WORDS.items()]


def said_name(form: Any) -> SaidName:
    """A name as it stands in a group of boxes."""
    return SaidName(
        form.name_type.data or PersonNameType.CURRENT,
        (form.forename.data or "").strip(),
        (form.middle.data or "").strip(),
        (form.surname.data or "").strip(),
    )


def refuse_no_birth(field: DatePartsField) -> None:
    """Nobody who is checked is born in the future, or 120 years ago."""
    if field.data is None or field.errors:
        return
    born_on, today = field.data.exact, datetime.now(LOCAL).date()
    if born_on is None or born_on > today:
        raise ValidationError("The date of birth must be in the past")
    if born_on.year < today.year - OLDEST_YEARS:
        raise ValidationError("The date of birth is more than 120 years ago. Check the year")


class NameForm(GroupForm):
    """One name; an empty group is left out."""

    name_type = DropdownField("What name is this?", kind=PersonNameType, choices=[])
    forename = StringField("First name", description="Somebody with one name has it in either box")
    middle = StringField("Middle names")
    surname = StringField("Last name")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.name_type.choices = offered_names()


class BirthForm(GroupForm):
    """One date of birth."""

    born = DatePartsField("Date of birth", description="For example, 27 3 1984")

    def validate_born(self, field: DatePartsField) -> None:
        """A real date in the past, where one is given."""
        refuse_no_birth(field)


class AddressForm(GroupForm):
    """One address, and between which days; an empty group is left out."""

    line1 = StringField("Address", description="Number, street, and whatever else was given")
    town = StringField("Town, or country")
    postcode = StringField("Postcode", description="Leave it empty for an address abroad")
    lived_from = DatePartsField("From", least="year", description="Day and month may be left empty")
    lives_there = BooleanField("They live there now")
    lived_to = DatePartsField("Until", least="year", description="Leave empty if they live there")

    def is_empty(self) -> bool:
        """Nothing was entered."""
        texts = (self.line1.data, self.town.data, self.postcode.data)
        dates = (*self.lived_from.typed.values(), *self.lived_to.typed.values())
        return not any((text or "").strip() for text in (*texts, *dates))

    def validate_line1(self, field: StringField) -> None:
        """An address says where."""
        texts = (field.data, self.town.data, self.postcode.data)
        if not self.is_empty() and not any((text or "").strip() for text in texts):
            raise ValidationError("Enter the address")

    def validate_lived_from(self, field: DatePartsField) -> None:
        """From when is always said."""
        if self.is_empty() or field.errors:
            return
        if field.data is None:
            raise ValidationError("Enter from when they lived there")
        if first_day(field.data) > datetime.now(LOCAL).date():
            raise ValidationError("The day they moved in must be in the past")

    def validate_lived_to(self, field: DatePartsField) -> None:
        """Until when, or that they live there; never both, never before they moved in."""
        if self.is_empty() or field.errors or self.lived_from.data is None:
            return
        if field.data is None:
            if not self.lives_there.data:
                raise ValidationError("Enter until when, or tick that they live there now")
            return
        if self.lives_there.data:
            raise ValidationError("Leave this empty, or untick that they live there now")
        if last_day(field.data) < first_day(self.lived_from.data):
            raise ValidationError("They cannot have left before they moved in")

    def value(self) -> SaidAddress:
        """The address; of a month or year its first day, and its last."""
        to_on = last_day(self.lived_to.data) if self.lived_to.data else None
        return SaidAddress(
            (self.line1.data or "").strip(),
            (self.town.data or "").strip(),
            (self.postcode.data or "").strip(),
            first_day(self.lived_from.data) if self.lived_from.data else date.min,
            to_on,
        )


def first_day(parts: DateParts) -> date:
    """The first day that these parts can mean."""
    return date(parts.year, parts.month or 1, parts.day or 1)


def last_day(parts: DateParts) -> date:
    """The last day that these parts can mean."""
    month = parts.month or 12
    return date(parts.year, month, parts.day or monthrange(parts.year, month)[1])


class PersonForm(GovukForm):
    """All that is said of the person."""

    shown = HiddenField()
    names = FieldList(FormField(NameForm), "Name", min_entries=1, max_entries=12)
    births = FieldList(FormField(BirthForm), "Date of birth", min_entries=1, max_entries=6)
    addresses = FieldList(FormField(AddressForm), "Address", min_entries=1, max_entries=24)
    gap_explanation = TextAreaField(
        "Why are there days without an address?",
        description="What the person says. Ask where you do not know it",
    )
    why_changed = StringField("Why is this changed?")

    @classmethod
    def of(cls, standing: PersonStanding) -> PersonForm:
        """The form with what was said last."""
        said = standing.said
        data = {
            "shown": str(standing.version.number),
            "names": [_name(one) for one in said.names],
            "births": [{"born": DateParts.of(born_on)} for born_on in said.births],
            "addresses": [_address(one) for one in said.addresses],
            "gap_explanation": said.gap_explanation,
        }
        form = cls(data=data)
        if said.addresses:
            form.why_changed.validators = [required("Enter why this is changed")]
        return form

    def validate_names(self, field: FieldList) -> None:
        """One name at least."""
        if not any(said_name(entry.form).whole for entry in field.entries):
            raise ValidationError("Enter a name")

    def value(self) -> SaidOfPerson:
        """What is said of the person; empty groups are left out."""
        names = [said_name(entry.form) for entry in self.names.entries]
        births = [e.form.born.data.exact for e in self.births.entries if e.form.born.data]
        places = [e.form for e in self.addresses.entries if not e.form.is_empty()]
        return SaidOfPerson(
            names=tuple(dict.fromkeys(one for one in names if one.whole)),
            births=tuple(dict.fromkeys(births)),
            addresses=tuple(one.value() for one in places),
            gap_explanation=(self.gap_explanation.data or "").strip(),
        )


def _name(one: SaidName) -> dict[str, Any]:
    return {
        "name_type": one.name_type,
        "forename": one.forename,
        "middle": one.middle,
        "surname": one.surname,
    }


def _address(one: SaidAddress) -> dict[str, Any]:
    return {
        "line1": one.line1,
        "town": one.town,
        "postcode": one.postcode,
        "lived_from": DateParts.of(one.from_on),
        "lived_to": DateParts.of(one.to_on),
        "lives_there": one.to_on is None,
    }
