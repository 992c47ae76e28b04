"""The forms: an item was not right, the check of a recipient, told, not told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import NumberRange, Optional

from lacrecords.agencies.authorities import AuthorityContactCard
from lacrecords.agencies.queries import ContactPointCard
from lacrecords.corrections.values import NewCheck, NewItemCorrection, NewNotTold, NewTold
from lacrecords.corrections.words import NOT_TOLD_WORDS
from lacrecords.sharing_decisions.days import moment_of
from lacrecords.sharing_decisions.way_forms import RecipientCheckForm
from lacrecords.sharing_decisions.words import MEANS_WORDS
from lacrecords.terms import (
    AuthorityContactKind,
    NotTold,
    SharingMeans,
    VerificationMethod,
)
from lacrecords.web.fields import DatePartsField, RadiosField, choice, choices_of
from lacrecords.web.forms import GovukForm, required

METHOD_OF_CONTACT = {
    AuthorityContactKind.TELEPHONE: (VerificationMethod.RING_BACK, "Rang"),
    AuthorityContactKind.EMAIL: (VerificationMethod.DIRECTORY_EMAIL, "Wrote to"),
}
_OF_AUTHORITY = "authority"


class NotRightForm(GovukForm):
    """An item that went out was not right."""

    shown = HiddenField()
    right_now = TextAreaField("What is right now?", [required("Enter what is right now")])
    because = TextAreaField(
        "Why was it not right, and how do you know?", [required("Enter why it was not right")]
    )

    def value(self) -> NewItemCorrection:
        """The correction."""
        shown = str(self.shown.data)
        return NewItemCorrection(
            right_now=self.right_now.data,
            because=self.because.data,
            shown=int(shown) if shown.isdecimal() else -1,
        )


class CheckForm(RecipientCheckForm):
    """How the recipient was checked: as for a decision to share, or by an authority's contact."""

    def offer_all(
        self, points: Sequence[ContactPointCard], contacts: Sequence[AuthorityContactCard]
    ) -> None:
        """Put the directory's numbers and addresses into the choices."""
        self.offer(points)
        of_authority = [
            choice(f"{_OF_AUTHORITY}:{one.contact_id}", f"{verb} {one.value} ({one.label})")
            for one in contacts
            if one.kind in METHOD_OF_CONTACT
            for _, verb in (METHOD_OF_CONTACT[one.kind],)
        ]
        self.how.choices = [*of_authority, *self.how.choices]

    def check(self, contacts: Sequence[AuthorityContactCard]) -> NewCheck:
        """The check."""
        how, _, number = str(self.how.data).partition(":")
        by_contact = int(number) if how == _OF_AUTHORITY else None
        kinds = {one.contact_id: one.kind for one in contacts}
        method = (
            METHOD_OF_CONTACT[kinds[by_contact]][0]
            if by_contact is not None
            else VerificationMethod(how)
        )
        return NewCheck(
            method=method,
            outcome=self.outcome.data,
            contact_point_id=int(number) if number and by_contact is None else None,
            authority_contact_id=by_contact,
            words=self.words.data,
        )


class ToldForm(GovukForm):
    """A recipient was told."""

    means = RadiosField(
        "How did you tell them?",
        [required("Select how you told them")],
        kind=SharingMeans,
        choices=choices_of(SharingMeans, MEANS_WORDS),
    )
    words = TextAreaField(
        "What did you say, word for word?",
        [required("Enter what you said")],
        description="Change the words where you said something else. Never an address",
    )
    told_on = DatePartsField("On what day?", [required("Enter the day")])

    def value(self, now: datetime) -> NewTold:
        """What was said."""
        told_at = moment_of(self.told_on.data, now)
        return NewTold(means=self.means.data, told_at=told_at, words=self.words.data)


class NotToldForm(GovukForm):
    """A manager decides that a recipient is not told."""

    reason = RadiosField(
        "Why are they not told?",
        [required("Select why they are not told")],
        kind=NotTold,
        choices=choices_of(NotTold, NOT_TOLD_WORDS),
    )
    because = TextAreaField("In your own words", [required("Enter the reason in your own words")])
    attempts = IntegerField(
        "How often was it tried?",
        [Optional(), NumberRange(1, 99, "Enter a number from 1 to 99")],
        description="Only where they cannot be reached",
    )

    def value(self) -> NewNotTold:
        """The decision."""
        return NewNotTold(
            reason=self.reason.data, because=self.because.data, attempts=self.attempts.data
        )
