"""The form with which a record is made by hand, after a search."""

from __future__ import annotations

from datetime import date

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.children.ages import Birth
from lacrecords.children.code_words import ETHNICITY_WORDS
from lacrecords.children.creation import SAY_OF_MOTHER, MakeRecord
from lacrecords.children.fact_form_parts import choices_of_codes, line_of
from lacrecords.children.fact_words import SEX_WORDS
from lacrecords.children.family_forms import adults_offered
from lacrecords.children.forms import REASON_HINT
from lacrecords.children.living_with import KNOWN_WORDS
from lacrecords.children.registration import NewAddress, NewChild, NewName
from lacrecords.children.shared_numbers import LABEL
from lacrecords.matching.addresses import (
    display_postcode,
    normalise_postcode,
    postcode_is_whole,
)
from lacrecords.matching.identifiers import nhs_number_is_valid, normalise_nhs_number
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DatePrecision, IdentifierScheme, Known, Sex
from lacrecords.web.fields import (
    AskedBackField,
    DatePartsField,
    DropdownField,
    RadiosField,
    choices_of,
)
from lacrecords.web.forms import GovukForm, required


class MakeRecordForm(GovukForm):
    """A child who has no record yet."""

    forename = line_of("First name", hint="Leave empty for a child not yet born or named")
    middle = line_of("Middle names")
    surname = line_of("Last name")
    born = DatePartsField("Date of birth", least="year", description="Day and month may stay empty")
    expected = DatePartsField("Expected date of birth", description="Only for a child not yet born")
    mother_forename = line_of("First name of the mother")
    mother_surname = line_of("Last name of the mother")
    mother_person = RadiosField("Is the mother one of these people?", choices=[])
    mother_lives_with_child = RadiosField(
        "Does the mother live with the child?",
        kind=Known,
        choices=choices_of(Known, KNOWN_WORDS),
        description="Only where a mother is named and the child was born",
    )
    mother_responsibility = RadiosField(
        "Does the mother have parental responsibility?",
        kind=Known,
        choices=choices_of(Known, KNOWN_WORDS),
        description="A birth mother has it, unless an adoption or a parental order took it. "
        "Of a child not yet born we keep that she has it from the birth",
    )
    mother_nhs_number = line_of("NHS number of the mother", longest=20)
    sex = RadiosField(
        "Sex",
        [required("Select the sex")],
        kind=Sex,
        choices=choices_of(Sex, SEX_WORDS),
        default=Sex.NOT_RECORDED,
    )
    ethnicity = DropdownField(
        "Ethnicity", choices=choices_of_codes(ETHNICITY_WORDS), blank="Not recorded"
    )
    nhs_number = line_of("NHS number", longest=20)
    on_another_record = AskedBackField(LABEL)
    line1 = line_of("Address: first line")
    line2 = line_of("Second line")
    town = line_of("Town")
    postcode = line_of("Postcode", longest=12)
    reason = TextAreaField(
        "Why is this record made?",
        [required("Enter why this record is made")],
        description=REASON_HINT,
    )
    why_none = TextAreaField(
        "Why is it none of the records shown?", description="It is kept with the new record"
    )
    shown = HiddenField()

    def prepare(self, actor: Actor, on: date) -> None:
        """Offer the adults of the mother's name."""
        self.mother_person.choices = adults_offered(
            actor, on, self.mother_forename, self.mother_surname
        )

    def validate_surname(self, field: StringField) -> None:
        """A child has a name, or a mother by whom a child not yet born is known."""
        if not (field.data or self.forename.data or self.mother_surname.data):
            raise ValidationError(
                "Enter the name of the child, or of the mother of an unborn child"
            )

    def validate_expected(self, field: DatePartsField) -> None:
        """One date at most; an unborn child is known by its mother."""
        if field.data and self.born.data:
            raise ValidationError("Enter the date of birth or the expected date, not both")
        if field.data and not self.mother_surname.data:
            raise ValidationError("Enter the name of the mother too")

    def validate_mother_lives_with_child(self, field: RadiosField) -> None:
        """Said by whoever makes the record, where a mother of a child who was born is named."""
        named = self.mother_forename.data or self.mother_surname.data
        if named and not self.expected.data and field.data is None:
            raise ValidationError(SAY_OF_MOTHER[field.short_name])

    def validate_mother_responsibility(self, field: RadiosField) -> None:
        """The same."""
        self.validate_mother_lives_with_child(field)

    def validate_nhs_number(self, field: StringField) -> None:
        """Ten digits, the last of which fits the others."""
        if field.data and not nhs_number_is_valid(field.data):
            raise ValidationError("Enter the ten digits of an NHS number; this one is mistyped")

    def validate_mother_nhs_number(self, field: StringField) -> None:
        """Ten digits, the last of which fits the others."""
        self.validate_nhs_number(field)

    def validate_postcode(self, field: StringField) -> None:
        """A whole postcode or none."""
        if field.data and not postcode_is_whole(normalise_postcode(field.data)):
            raise ValidationError("Enter a whole postcode, like ZZ9 4QR, or leave it empty")

    def value(self) -> MakeRecord:
        """The new child, for `make_record`."""
        names = (
            NewName(
                forename=self.forename.data, middle=self.middle.data, surname=self.surname.data
            ),
        )
        return MakeRecord(
            child=NewChild(
                names=names if self.forename.data or self.surname.data else (),
                birth=self._birth(),
                sex=self.sex.data,
                ethnicity=self.ethnicity.data or "",
                numbers=self._numbers(),
                addresses=self._addresses(),
                reason=self.reason.data,
            ),
            mother_forename=self.mother_forename.data,
            mother_surname=self.mother_surname.data,
            mother_person=self.mother_person.data or "",
            mother_lives_with_child=self.mother_lives_with_child.data,
            mother_responsibility=self.mother_responsibility.data,
            twice_on_purpose=self.on_another_record.data,
            why_none=self.why_none.data,
            shown=frozenset((self.shown.data or "").split(",")),
        )

    def _numbers(self) -> tuple[tuple[IdentifierScheme, str], ...]:
        typed = (
            (IdentifierScheme.NHS, self.nhs_number.data),
            (IdentifierScheme.MOTHER_NHS, self.mother_nhs_number.data),
        )
        return tuple((scheme, normalise_nhs_number(text) or text) for scheme, text in typed if text)

    def _birth(self) -> Birth | None:
        if self.expected.data:
            return Birth(None, self.expected.data.exact, DatePrecision.EXPECTED)
        if not self.born.data:
            return None
        born_on, precision = self.born.data.estimated()
        return Birth(born_on, None, precision)

    def _addresses(self) -> tuple[NewAddress, ...]:
        if not (self.line1.data or self.postcode.data):
            return ()
        return (
            NewAddress(
                line1=self.line1.data,
                line2=self.line2.data,
                town=self.town.data,
                postcode=display_postcode(normalise_postcode(self.postcode.data)),
            ),
        )
