"""The forms with which facts of a child are recorded by hand: one for each kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from lacrecords.children import lifetimes, shared_numbers
from lacrecords.children.code_words import ETHNICITY_WORDS, LEGAL_STATUS_WORDS
from lacrecords.children.fact_form_parts import FactForm, choices_of_codes, line_of
from lacrecords.children.fact_words import (
    ADDRESS_WORDS,
    NAME_WORDS,
    SCHEME_WORDS,
    SEX_WORDS,
)
from lacrecords.terms import (
    AddressType,
    DatePrecision,
    IdentifierScheme,
    NameType,
    Sex,
)
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import (
    AskedBackField,
    DatePartsField,
    KeptDropdownField,
    RadiosField,
    YesNoField,
    choices_of,
)
from lacrecords.web.forms import required


class NameForm(FactForm):
    """A name."""

    own = ("name_type", "forename", "middle", "surname")

    name_type = RadiosField(
        "What name is it?",
        [required("Select what name it is")],
        kind=NameType,
        choices=choices_of(NameType, NAME_WORDS),
    )
    forename = line_of("First name", hint="Leave empty for a child not yet named")
    middle = line_of("Middle names")
    surname = line_of("Last name")

    def validate_surname(self, field: StringField) -> None:
        """A name says something."""
        if not field.data and not self.forename.data:
            raise ValidationError("Enter a first name or a last name")


class BirthForm(FactForm):
    """The date of birth, or the expected date."""

    own = ("born_on", "expected_on", "precision")

    born = DatePartsField("Date of birth", least="year", description="Day and month may stay empty")
    expected = DatePartsField("Expected date of birth", description="Only for a child not yet born")

    @classmethod
    def filled(cls, fact: Any) -> dict[str, Any]:
        """The parts of the date that are known."""
        if fact is None:
            return {}
        return {"born": _known_parts(fact), "expected": DateParts.of(fact.expected_on)}

    def validate_born(self, field: DatePartsField) -> None:
        """One of the two dates."""
        if bool(field.data) == bool(self.expected.data):
            raise ValidationError("Enter the date of birth, or the expected date, and not both")

    def columns(self) -> dict[str, Any]:
        """The date with its precision: the 15th where only the month is known."""
        if self.born.data is None:
            expected = self.expected.data.exact if self.expected.data else None
            return {"born_on": None, "expected_on": expected, "precision": DatePrecision.EXPECTED}
        born_on, precision = self.born.data.estimated()
        return {"born_on": born_on, "expected_on": None, "precision": precision}


def _known_parts(fact: Any) -> DateParts | None:
    born: date | None = fact.born_on
    if born is None:
        return None
    month = None if fact.precision is DatePrecision.YEAR else born.month
    return DateParts(born.day if fact.precision is DatePrecision.EXACT else None, month, born.year)


class CharacteristicsForm(FactForm):
    """Sex and ethnicity."""

    own = ("sex", "ethnicity")

    sex = RadiosField(
        "Sex", [required("Select the sex")], kind=Sex, choices=choices_of(Sex, SEX_WORDS)
    )
    ethnicity = KeptDropdownField(
        "Ethnicity", choices=choices_of_codes(ETHNICITY_WORDS), blank="Not recorded"
    )

    def columns(self) -> dict[str, Any]:
        """No choice is no code."""
        return {"sex": self.sex.data, "ethnicity": self.ethnicity.data or ""}


class IdentifierForm(FactForm):
    """A number."""

    own = ("scheme", "value")

    scheme = RadiosField(
        "Whose number is it?",
        [required("Select whose number it is")],
        kind=IdentifierScheme,
        choices=choices_of(IdentifierScheme, SCHEME_WORDS),
    )
    value = line_of("Number", required("Enter the number"), longest=40)
    on_another_record = AskedBackField(shared_numbers.LABEL)


class LegalStatusForm(FactForm):
    """Legal status."""

    own = ("code", "looked_after", "placing_authority")

    code = KeptDropdownField(
        "Legal status", choices=choices_of_codes(LEGAL_STATUS_WORDS), blank="None"
    )
    looked_after = YesNoField(
        "Is the child looked after?", [required("Select yes if the child is looked after")]
    )
    placing_authority = line_of("Authority that placed the child", hint="Empty where it is ours")
    strange_on_purpose = AskedBackField(lifetimes.LABEL)

    def columns(self) -> dict[str, Any]:
        """No choice is no code."""
        return super().columns() | {"code": self.code.data or ""}


class AddressForm(FactForm):
    """An address."""

    own = (
        *("address_type", "line1", "line2", "town", "postcode", "uprn"),
        "confidential",
    )

    address_type = RadiosField(
        "What address is it?",
        [required("Select what address it is")],
        kind=AddressType,
        choices=choices_of(AddressType, ADDRESS_WORDS),
    )
    line1 = line_of("First line", hint="Flat, house and street")
    line2 = line_of("Second line")
    town = line_of("Town")
    postcode = line_of("Postcode", longest=12)
    uprn = line_of("Unique property reference number", longest=20)
    confidential = YesNoField(
        "Is it confidential?",
        [required("Select yes if the address is confidential")],
        description="Shown to the lead social worker, cover and managers only",
    )

    def validate_line1(self, field: StringField) -> None:
        """An address says something."""
        if not field.data and not self.postcode.data:
            raise ValidationError("Enter the first line or the postcode")


class ProfessionalForm(FactForm):
    """A professional for the child."""

    own = ("role", "name", "organisation", "contact")

    role = line_of(
        "What they do", required("Enter what they do"), hint="For example health visitor"
    )
    name = line_of("Name")
    organisation = line_of("Practice, school or other body")
    contact = line_of("Telephone number or email address")
