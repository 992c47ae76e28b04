"""The forms of a decision: what is asked, to whom it would go, and the outcome."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from wtforms import HiddenField, StringField, TextAreaField

from lacrecords.agencies import queries as agencies
from lacrecords.sharing_decisions.days import moment_of
from lacrecords.sharing_decisions.models import SharingRecipient
from lacrecords.sharing_decisions.values import About, NewDecision, NewOutcome, SaidOfRecipient
from lacrecords.sharing_decisions.words import OUTCOME_WORDS
from lacrecords.terms import SharingDirection, SharingOutcome
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField, choice, choices_of
from lacrecords.web.forms import GovukForm, required


def exact_day(parts: DateParts | None) -> date:
    """The day of a field that asks for a whole date; ValueError where there is none."""
    if parts is None or parts.exact is None:
        raise ValueError("a whole date is needed")
    return parts.exact


class RecipientFields(GovukForm):
    """Who asks, or whom we wish to tell."""

    name = StringField("Name of the person", [required("Enter the name of the person")])
    role = StringField(
        "What they are", description="For example, head teacher, or the father's solicitor"
    )
    agency_id = DropdownField(
        "Agency", number=True, choices=[], blank="None, or not in the directory"
    )
    agency_name = StringField("Agency as given", description="Only if it is not in the directory")
    contact_given = StringField(
        "How they say they are reached", description="It is kept, and never serves for the check"
    )

    def offer_agencies(self) -> None:
        """Put the directory into the choice of agencies."""
        self.agency_id.choices = [
            choice(str(one.agency_id), one.name) for one in agencies.agencies()
        ]

    def said(self) -> SaidOfRecipient:
        """To whom it would go."""
        return SaidOfRecipient(
            name=self.name.data,
            role=self.role.data,
            agency_id=self.agency_id.data,
            agency_name=self.agency_name.data,
            contact_given=self.contact_given.data,
        )


class NewDecisionForm(RecipientFields):
    """Somebody asks, or we wish to share."""

    idempotency_key = HiddenField()
    direction = RadiosField(
        "Who wishes that something is shared?",
        [required("Select who wishes it")],
        kind=SharingDirection,
        choices=[
            choice(SharingDirection.ASKED_OF_US.value, "Somebody asks us"),
            choice(SharingDirection.OUR_WISH.value, "We wish to tell somebody"),
        ],
    )
    about_words = StringField(
        "Whom or what is it about?",
        description="As it was given. Only where there is no record that it can be about",
    )
    wanted = TextAreaField(
        "What is asked for, or what do we wish to share?", [required("Enter what it is")]
    )
    asked_on = DatePartsField(
        "On what day was it asked, or did the wish arise?", [required("Enter the day")]
    )
    another_because = TextAreaField(
        "Why is it decided apart from the open one?",
        description="Only where a decision on the same request is open",
    )

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        if not self.idempotency_key.data:
            self.idempotency_key.data = secrets.token_urlsafe(16)

    def value(self, about: About, now: datetime) -> NewDecision:
        """The decision as it is begun."""
        return NewDecision(
            idempotency_key=self.idempotency_key.data,
            direction=self.direction.data,
            about=about,
            about_words="" if about.is_something else self.about_words.data,
            wanted=self.wanted.data,
            recipient=self.said(),
            asked_at=moment_of(self.asked_on.data, now),
            another_because=self.another_because.data,
        )


class RecipientForm(RecipientFields):
    """Say anew to whom it would go."""

    shown = HiddenField(default="0")
    why_changed = TextAreaField("Why do you change it?", [required("Enter why you change it")])

    @classmethod
    def of(cls, row: SharingRecipient) -> RecipientForm:
        """The form as it was said last."""
        return cls(
            data={
                "name": row.name,
                "role": row.role,
                "agency_id": row.agency_id,
                "agency_name": "" if row.agency_id else row.agency_name,
                "contact_given": row.contact_given,
                "shown": str(row.number),
            }
        )


class OutcomeForm(GovukForm):
    """A named person decides."""

    shown = HiddenField(default="0")
    outcome = RadiosField(
        "What do you decide?",
        [required("Select what you decide")],
        kind=SharingOutcome,
        choices=choices_of(SharingOutcome, OUTCOME_WORDS),
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])
    departure_reason = TextAreaField(
        "Why does it depart from what normally follows?",
        description="Only where it does",
    )
    anew_because = TextAreaField(
        "Why is it decided anew?", description="Only where it was decided before"
    )

    def value(self) -> NewOutcome:
        """The outcome."""
        return NewOutcome(
            outcome=self.outcome.data,
            reasons=self.reasons.data,
            departure_reason=self.departure_reason.data,
            anew_because=self.anew_because.data,
            shown=int(self.shown.data) if str(self.shown.data).isdecimal() else 0,
        )
