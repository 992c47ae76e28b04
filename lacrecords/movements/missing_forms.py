"""The forms round a family that nobody can find."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import FieldList, FormField, TextAreaField

from lacrecords.agencies.authorities import AuthorityCard
from lacrecords.movements.forms import (
    SELECT_AUTHORITY,
    OnceForm,
    authority_choices,
    day_of,
    line,
    needed_day,
)
from lacrecords.movements.missing import MOST_CHILDREN, NewMissingChild, NewMissingFamily, Told
from lacrecords.movements.words import METHOD_WORDS
from lacrecords.terms import SendingMethod
from lacrecords.web.fields import DatePartsField, DropdownField, choices_of
from lacrecords.web.forms import GovukForm, GroupForm, required


class MissingChildForm(GroupForm):
    """One child of the family."""

    child_reference = line(
        "Reference of the record",
        longest=20,
        hint="Where the child has one. Their name and date of birth are taken from it",
    )
    told_as = line("Name and date of birth", hint="Where the child has no record")

    def is_empty(self) -> bool:
        """Whether nothing is said of the child."""
        return not (self.child_reference.data or self.told_as.data)


class MissingFamilyForm(OnceForm):
    """A family whose whereabouts are not known."""

    children = FieldList(FormField(MissingChildForm), min_entries=1, max_entries=MOST_CHILDREN)
    family = TextAreaField(
        "Who are the adults?",
        [required("Enter who the adults are")],
        description="Names, dates of birth, looks, car. All of it stands in the alert",
    )
    worry = TextAreaField(
        "Why are they looked for?",
        [required("Enter why they are looked for")],
        description="No more than another authority needs to know. It stands in the alert",
    )
    last_seen_on = DatePartsField("When were they last seen?")
    last_seen_where = line("Where were they last seen, or where may they be?")
    if_found = TextAreaField(
        "What should whoever finds them do?",
        [required("Enter what whoever finds them should do")],
        default="See that the children are safe, and ring us at once.",
    )

    def value(self, children: tuple[NewMissingChild, ...]) -> NewMissingFamily:
        """The family, for `record_missing_family`."""
        return NewMissingFamily(
            form_key=self.key(),
            family=self.family.data,
            worry=self.worry.data,
            last_seen_on=day_of(self.last_seen_on),
            last_seen_where=self.last_seen_where.data,
            if_found=self.if_found.data,
            children=children,
        )


class ToldForm(GovukForm):
    """When, how and to whom something was said."""

    told_on = DatePartsField("On what day?", [required("Enter the day")])
    method = DropdownField(
        "How?",
        [required("Select how")],
        kind=SendingMethod,
        choices=choices_of(SendingMethod, METHOD_WORDS),
    )
    whom = line("Who was told, by which number or address?", required("Enter who was told"))

    def told(self) -> Told:
        """What was said, for the service."""
        return Told(on=needed_day(self.told_on), method=self.method.data, whom=self.whom.data)


class AlertForm(ToldForm):
    """An authority was told to look for the family."""

    authority_id = DropdownField(
        "Which authority was told?",
        [required("Select the authority that was told")],
        number=True,
        blank=SELECT_AUTHORITY,
    )

    def offer(self, cards: Iterable[AuthorityCard]) -> None:
        """Offer these authorities."""
        self.authority_id.choices = authority_choices(cards)


class FoundForm(GovukForm):
    """The family is found."""

    found_on = DatePartsField("When were they found?", [required("Enter the day")])
    words = TextAreaField(
        "Where and how?",
        [required("Enter where and how they were found")],
        description="For us. No message to another authority says it by itself",
    )
