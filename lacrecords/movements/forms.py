"""The forms round a movement: each gives one frozen value to one service."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.agencies.authorities import AuthorityCard
from lacrecords.movements.notices import NewAcknowledgement, NewNotice
from lacrecords.movements.recording import NewMovement
from lacrecords.movements.words import (
    DIRECTION_WORDS,
    STAY_WORDS,
)
from lacrecords.terms import (
    DatePrecision,
    MovementDirection,
    MovementStay,
)
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    YesNoField,
    choice,
    choices_of,
)
from lacrecords.web.forms import GovukForm, required

ON_PLAN, LOOKED_AFTER, CHILDRENS_HOME = "on_plan", "looked_after", "childrens_home"
LONGEST_KEY = 64
SELECT_AUTHORITY = "Select an authority"


def fresh_key() -> str:
    """A key by which a form that is sent twice is known again."""
    return secrets.token_urlsafe(18)


def line(label: str, *validators: object, longest: int = 250, hint: str = "") -> StringField:
    """A box of one line, with a greatest length."""
    message = f"{label.rstrip('?')} must be {longest} characters or fewer"
    return StringField(label, [*validators, Length(max=longest, message=message)], description=hint)


def day_of(field: DatePartsField) -> date | None:
    """The whole date that was typed."""
    return field.data.exact if field.data else None


def needed_day(field: DatePartsField) -> date:
    """The date of a field that was validated."""
    day = day_of(field)
    if day is None:
        raise ValueError("A form gives its value only after it was validated.")
    return day


def authority_choices(cards: Iterable[AuthorityCard]) -> list[object]:
    """The other authorities, to choose one."""
    return [choice(str(card.authority_id), card.name) for card in cards]


class OnceForm(GovukForm):
    """A form that makes one thing, however often it is sent."""

    form_key = HiddenField(default=fresh_key)

    def key(self) -> str:
        """The key; two forms that lost theirs must never be taken for one."""
        given = self.form_key.data or ""
        return given if 0 < len(given) <= LONGEST_KEY else fresh_key()


class MovementForm(OnceForm):
    """A child moves into or out of the area."""

    direction = RadiosField(
        "Which way does the child move?",
        [required("Select which way the child moves")],
        kind=MovementDirection,
        choices=choices_of(MovementDirection, DIRECTION_WORDS),
    )
    described_name = line(
        "Name of the child", hint="As it was given. Whose record it is can be decided later"
    )
    described_born = DatePartsField(
        "Date of birth", least="year", description="Day and month may stay empty"
    )
    description = TextAreaField(
        "What else was said of the child?",
        description="Other names, parents, brothers and sisters, number at the other authority",
    )
    who = CheckboxesField(
        "What is so of the child?",
        choices=[
            choice(ON_PLAN, "On a child protection plan"),
            choice(LOOKED_AFTER, "Looked after"),
            choice(CHILDRENS_HOME, "Placed in a children's home"),
        ],
    )
    planned = YesNoField(
        "Was the move planned?",
        [required("Select whether the move was planned")],
        description="No: it was made in an emergency, or the family left in haste",
    )
    stay = RadiosField(
        "For how long?",
        [required("Select for how long")],
        kind=MovementStay,
        choices=choices_of(MovementStay, STAY_WORDS),
    )
    moved_on = DatePartsField(
        "Day of the move",
        [required("Enter the day of the move")],
        description="It may be in the future, for a move that is planned",
    )
    expected_back = DatePartsField(
        "Day the stay should end", description="Only for a stay for a while, if it is known"
    )
    address = line(
        "Address to which the child moves",
        hint="On one line, with commas, like 3 Rook Lane, Merecombe",
    )
    postcode = line("Postcode", longest=12)
    address_confidential = BooleanField(
        "This address is confidential. No notice gives it by itself"
    )
    area = line("Town or area", hint="Where no address is known")
    authority_id = DropdownField(
        "Other authority",
        [required("Select the other authority")],
        number=True,
        blank=SELECT_AUTHORITY,
    )
    told_by = line("Who told us?", required("Enter who told us"), hint="Name, role and agency")
    told_on = DatePartsField("When were we told?", [required("Enter the day we were told")])

    def offer(self, cards: Iterable[AuthorityCard]) -> None:
        """Offer these authorities."""
        self.authority_id.choices = authority_choices(cards)

    def value(self, child_id: int | None, task_id: int | None) -> NewMovement:
        """The movement, for `record_movement`."""
        born_on: date | None = None
        precision: DatePrecision | None = None
        if self.described_born.data is not None:
            born_on, precision = self.described_born.data.estimated()
        return NewMovement(
            form_key=self.key(),
            direction=self.direction.data,
            stay=self.stay.data,
            in_haste=not self.planned.data,
            on_plan=ON_PLAN in self.who.data,
            looked_after=LOOKED_AFTER in self.who.data,
            childrens_home=CHILDRENS_HOME in self.who.data,
            child_id=child_id,
            described_name=self.described_name.data,
            described_born_on=born_on,
            described_precision=precision,
            description=self.description.data,
            address=self.address.data,
            postcode=self.postcode.data,
            address_confidential=self.address_confidential.data,
            area=self.area.data,
            authority_id=self.authority_id.data,
            moved_on=needed_day(self.moved_on),
            expected_back_on=day_of(self.expected_back),
            told_by=self.told_by.data,
            told_on=needed_day(self.told_on),
            task_id=task_id,
        )


class NoticeForm(OnceForm):
    """What a person decides of a notice before it is made."""

    include_confidential_address = BooleanField("Put the confidential address into the notice")
    confidential_because = TextAreaField(
        "Why does this authority need the confidential address?",
        description="Leave it out unless they cannot protect the child without it",
    )

    def value(self) -> NewNotice:
        """The decision, for `make_notice`."""
        return NewNotice(
            form_key=self.key(),
            include_confidential_address=self.include_confidential_address.data,
            confidential_because=self.confidential_because.data,
        )


class AcknowledgementForm(OnceForm):
    """Who the other authority's contact here is."""

    contact_name = line("Who is their contact here?", required("Enter who their contact here is"))
    contact_telephone = line("Telephone number", required("Enter the telephone number"))

    def value(self) -> NewAcknowledgement:
        """What is said with it, for `make_acknowledgement`."""
        return NewAcknowledgement(
            form_key=self.key(),
            contact_name=self.contact_name.data,
            contact_telephone=self.contact_telephone.data,
        )


class IdentifyForm(GovukForm):
    """Which record is the child's."""

    child_reference = line(
        "Reference of the child's record",
        required("Enter the reference of the record"),
        longest=20,
        hint="For example, K7QP-3MRT. It stands at the top of the record",
    )
    because = TextAreaField("Why is it this child?", [required("Enter why it is this child")])


class ReasonForm(GovukForm):
    """Why, in their words."""

    because = TextAreaField("Why?", [required("Enter the reason")])
