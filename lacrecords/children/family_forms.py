"""The forms of a family: an adult in the child's life, and another child related to this one."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from lacrecords.children.code_words import RESPONSIBILITY_WORDS, SIBLING_CHOICES
from lacrecords.children.fact_form_parts import FactForm, choices_of_codes, line_of
from lacrecords.children.family_rules import SOMEBODY_ELSE, SameName, known_adults
from lacrecords.children.living_with import (
    KNOWN_WORDS,
    adult_columns,
    living_of,
    responsibility_of,
)
from lacrecords.history import Fact
from lacrecords.people.queries import PersonCard
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Known
from lacrecords.web.fields import (
    DatePartsField,
    KeptDropdownField,
    RadiosField,
    choice,
    choices_of,
)
from lacrecords.web.forms import required
from lacrecords.web.words import date_words


class AdultForm(FactForm):
    """An adult; who they are is asked only when they are added."""

    own = (
        "relationship",
        "lives_with_child",
        "parental_responsibility",
        "responsibility_basis",
    )

    forename = line_of("First name")
    surname = line_of("Last name")
    born_on = DatePartsField("Date of birth", description="Leave empty if it is not known")
    person = RadiosField("Is it one of these people?", choices=[])
    relationship = line_of(
        "What are they to the child?",
        required("Enter what they are to the child"),
        hint="For example mother, father, stepfather, grandmother, lodger; also a brother or sister"
        " of whom no record is kept",
    )
    lives_with_child = RadiosField(
        "Do they live with the child?",
        [required("Select yes if they live with the child")],
        kind=Known,
        choices=choices_of(Known, KNOWN_WORDS),
        description="No: they visit or live apart",
    )
    parental_responsibility = RadiosField(
        "Do they have parental responsibility?",
        [required("Select yes if they have parental responsibility")],
        kind=Known,
        choices=choices_of(Known, KNOWN_WORDS),
    )
    responsibility_basis = KeptDropdownField(
        "How do they have it?", choices=choices_of_codes(RESPONSIBILITY_WORDS), blank="Not recorded"
    )

    @classmethod
    def filled(cls, fact: Any) -> dict[str, Any]:
        """What is known of the adult, and what is not."""
        if fact is None:
            return {}
        return super().filled(fact) | {
            "lives_with_child": living_of(fact),
            "parental_responsibility": responsibility_of(fact),
        }

    def validate_surname(self, field: StringField) -> None:
        """Somebody who is added has a name."""
        if not self.shown_id.data and not (field.data or self.forename.data):
            raise ValidationError("Enter the name of the adult")

    def columns(self) -> dict[str, Any]:
        """What they are to the child; who they are only when they are added."""
        said = adult_columns(
            self.relationship.data,
            self.lives_with_child.data,
            self.parental_responsibility.data,
            self.responsibility_basis.data or "",
        )
        if self.shown_id.data:
            return said
        born = self.born_on.data.exact if self.born_on.data else None
        who = {"forename": self.forename.data, "surname": self.surname.data, "born_on": born}
        return said | who | {"person": self.person.data or ""}

    def prepare(self, actor: Actor, on: date, fact: Fact | None) -> None:
        """Offer the adults of the name that was typed."""
        self.person.choices = adults_offered(actor, on, self.forename, self.surname)

    def offer(self, _same: SameName) -> None:
        """Ask which of the adults offered it is."""
        self.refuse("person", "Somebody of this name is recorded. Select whether it is them")


def adults_offered(
    actor: Actor, on: date, forename: StringField, surname: StringField
) -> list[Any]:
    """The adults of the name that was typed, and last that it is nobody of them."""
    known: tuple[PersonCard, ...] = ()
    # Text that was refused, as with characters that cannot be seen, is no question to a database.
    asked = not (forename.process_errors or surname.process_errors)
    if asked and (forename.data or surname.data):
        known = known_adults(actor, forename.data or "", surname.data or "", on)
    offered = [choice(str(one.person_id), adult_line(one)) for one in known]
    return [*offered, choice(SOMEBODY_ELSE, "Somebody else of the same name")]


def adult_line(card: PersonCard) -> str:
    """An adult to choose, with the date of birth that tells two of one name apart."""
    born = f"born {date_words(card.born_on)}" if card.born_on else "date of birth not recorded"
    return f"{card.name}, {born}"


class OtherChildForm(FactForm):
    """Another child related to this one."""

    own = ("relationship",)

    reference = line_of(
        "Reference of the other child's record",
        hint="Like ABCD-2345. It stands above the child's name; search for the child to find it."
        " Of whom no record is kept is written down among the adults of the household",
        longest=20,
    )
    relationship = KeptDropdownField(
        "What is the other child to this one?",
        [required("Select what the other child is to this one")],
        choices=choices_of_codes(SIBLING_CHOICES),
        blank="Select one",
    )

    def validate_reference(self, field: StringField) -> None:
        """Whom it is about is asked only when the relation is added."""
        if not self.shown_id.data and not field.data:
            raise ValidationError("Enter the reference of the other child's record")

    def columns(self) -> dict[str, Any]:
        """What the other child is; who it is only when it is added."""
        said = super().columns()
        return said if self.shown_id.data else said | {"reference": self.reference.data}
