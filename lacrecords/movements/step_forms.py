"""The form with which one step of a movement is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, TextAreaField

from lacrecords.agencies.authorities import AuthorityContactCard
from lacrecords.movements.forms import OnceForm, line, needed_day
from lacrecords.movements.steps import NewStep
from lacrecords.movements.words import CONTACT_WORDS, METHOD_WORDS, STEP_WORDS
from lacrecords.terms import AuthorityContactKind, MovementStepKind, SendingMethod
from lacrecords.web.fields import DatePartsField, DropdownField, choice, choices_of
from lacrecords.web.forms import required


class StepForm(OnceForm):
    """One thing that was done about a movement."""

    kind = DropdownField(
        "What was done?", [required("Select what was done")], kind=MovementStepKind
    )
    happened_on = DatePartsField(
        "On what day?",
        [required("Enter the day")],
        description="Of a conference that is booked: the day for which it is booked",
    )
    contact = DropdownField(
        "Known contact of the authority",
        number=True,
        blank="Another, or none",
        description="Confirmed by two people. It fills in to whom it went",
    )
    whom = line("To whom did it go, or from whom did it come?")
    method = DropdownField(
        "How did it go or come?",
        kind=SendingMethod,
        blank="Does not apply",
        choices=choices_of(SendingMethod, METHOD_WORDS),
    )
    words = TextAreaField(
        "What else is to be known?",
        description="The list of papers, where the child is now",
    )
    agreed_in_writing = BooleanField(
        "Both authorities agreed in writing that responsibility passes without a conference"
    )
    document = HiddenField()

    def offer(
        self, kinds: Sequence[MovementStepKind], contacts: Sequence[AuthorityContactCard]
    ) -> None:
        """Offer these steps, and these contacts of the other authority."""
        self.kind.choices = [choice(kind.value, STEP_WORDS[kind]) for kind in kinds]
        self.contact.choices = [
            choice(str(one.contact_id), f"{CONTACT_WORDS[one.kind]}: {one.value} ({one.label})")
            for one in contacts
        ]

    def value(self, contacts: Sequence[AuthorityContactCard], document_id: int | None) -> NewStep:
        """The step, for `record_step`."""
        chosen = next((one for one in contacts if one.contact_id == self.contact.data), None)
        known = f"{chosen.label}, {chosen.value}" if chosen else ""
        return NewStep(
            form_key=self.key(),
            kind=self.kind.data,
            happened_on=needed_day(self.happened_on),
            method=self.method.data or (_METHOD_OF[chosen.kind] if chosen else None),
            whom="; ".join(part for part in (self.whom.data, known) if part),
            words=self.words.data,
            agreed_in_writing=self.agreed_in_writing.data,
            document_id=document_id,
        )


_METHOD_OF = {
    AuthorityContactKind.EMAIL: SendingMethod.SECURE_EMAIL,
    AuthorityContactKind.POST: SendingMethod.POST,
    AuthorityContactKind.TELEPHONE: SendingMethod.TELEPHONE,
}
