"""The forms round an alert that another authority sent us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from wtforms import FieldList, FormField, StringField, TextAreaField

from lacrecords.agencies.authorities import AuthorityCard, AuthorityContactCard
from lacrecords.clocks import LOCAL
from lacrecords.movements.forms import (
    SELECT_AUTHORITY,
    OnceForm,
    authority_choices,
    day_of,
    line,
    needed_day,
)
from lacrecords.movements.received import (
    KIND_OF_METHOD,
    MOST_PERSONS,
    NewPersonSought,
    NewReceivedAlert,
    NewSenderCheck,
    Reached,
)
from lacrecords.movements.received_search import Candidate
from lacrecords.movements.refusals import MovementRefused
from lacrecords.terms import Channel, VerificationMethod, VerificationOutcome
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField, choice, choices_of
from lacrecords.web.forms import GovukForm, GroupForm, required

NOBODY, ANOTHER = "nobody", "another"
CHANNEL_WORDS = {
    Channel.TELEPHONE: "Telephone",
    Channel.EMAIL: "Email",
    Channel.LETTER: "Letter",
    Channel.IN_PERSON: "In person",
}
OUTCOME_WORDS = {
    VerificationOutcome.CONFIRMED: "They sent the alert",
    VerificationOutcome.NOT_CONFIRMED: "They did not send it, or know nothing of it",
    VerificationOutcome.COULD_NOT_BE_DONE: "I could not find out",
}


class PersonSoughtForm(GroupForm):
    """One person of the alert."""

    who = RadiosField(
        "Who is it?", choices=[choice("child", "A child"), choice("adult", "An adult with them")]
    )
    forename = line("First name", longest=100)
    surname = line("Last name, or the only name", longest=100)
    born_on = DatePartsField("Date of birth", description="Leave empty if it was not given")
    address = line("An address they had, or may have", longest=200)
    postcode = line("Postcode", longest=10)

    def is_empty(self) -> bool:
        """Whether nothing is said of them."""
        return not (self.forename.data or self.surname.data)

    def value(self) -> NewPersonSought:
        """The person, for the service."""
        return NewPersonSought(
            is_child=self.who.data != "adult",
            forename=self.forename.data or "",
            surname=self.surname.data or "",
            born_on=day_of(self.born_on),
            address=self.address.data or "",
            postcode=self.postcode.data or "",
        )


class ReceivedAlertForm(OnceForm):
    """An alert as it came."""

    authority_id = DropdownField(
        "Which authority looks for the family?",
        [required("Select the authority that looks for them")],
        number=True,
        blank=SELECT_AUTHORITY,
    )
    sender_name = line("Who sent it, and what are they there?", required("Enter who sent it"))
    contact_given = line(
        "Number or address they gave",
        hint="It is never used to check them: that is done by the directory",
    )
    their_reference = line("Their reference", longest=60)
    channel = RadiosField(
        "How did it come?",
        [required("Select how it came")],
        kind=Channel,
        choices=choices_of(Channel, CHANNEL_WORDS),
    )
    received_on = DatePartsField("On what day did it come?", [required("Enter the day it came")])
    received_time = StringField(
        "At what time?", [required("Enter the time it came")], description="For example, 14:05"
    )
    persons = FieldList(FormField(PersonSoughtForm), min_entries=1, max_entries=MOST_PERSONS)
    family = TextAreaField("What else is said of the family?")
    worry = TextAreaField("Why are they looked for?", [required("Enter why they are looked for")])
    asks = TextAreaField("What are we asked to do if we find them?")

    def received_at(self) -> datetime:
        """The moment; MovementRefused where the time cannot be read."""
        day, text = needed_day(self.received_on), str(self.received_time.data).strip()
        try:
            clock = datetime.strptime(text, "%H:%M").time()
        except ValueError as wrong:
            why = "Enter the time as hours and minutes, like 14:05"
            raise MovementRefused("received_time", why) from wrong
        return datetime.combine(day, clock, tzinfo=LOCAL).astimezone(UTC)

    def value(self) -> NewReceivedAlert:
        """The alert, for `record_alert`."""
        groups = [entry.form for entry in self.persons.entries]
        return NewReceivedAlert(
            form_key=self.key(),
            authority_id=self.authority_id.data,
            sender_name=self.sender_name.data,
            contact_given=self.contact_given.data or "",
            their_reference=self.their_reference.data or "",
            channel=self.channel.data,
            received_at=self.received_at(),
            family=self.family.data or "",
            worry=self.worry.data,
            asks=self.asks.data or "",
            persons=tuple(group.value() for group in groups if not group.is_empty()),
        )

    def offer(self, cards: Iterable[AuthorityCard]) -> None:
        """Offer these authorities."""
        self.authority_id.choices = authority_choices(cards)


class SenderCheckForm(GovukForm):
    """How the sender was checked, by which contact of the directory."""

    how = RadiosField("How did you check?", [required("Select how you checked")])
    outcome = RadiosField(
        "What did it show?",
        [required("Select what it showed")],
        kind=VerificationOutcome,
        choices=choices_of(VerificationOutcome, OUTCOME_WORDS),
    )
    words = TextAreaField("What happened?", description="Needed where they were not confirmed")

    def offer(self, contacts: Sequence[AuthorityContactCard]) -> None:
        """Offer the contacts that serve for a check."""
        ways = []
        for method, verb in (
            (VerificationMethod.RING_BACK, "Rang"),
            (VerificationMethod.DIRECTORY_EMAIL, "Wrote to"),
        ):
            ways += [
                choice(f"{method.value}:{one.contact_id}", f"{verb} {one.value}", one.label)
                for one in contacts
                if one.kind is KIND_OF_METHOD[method]
            ]
        ways.append(choice("none:", "I could not check who sent it"))
        self.how.choices = ways

    def value(self) -> NewSenderCheck:
        """The check."""
        method, _, number = str(self.how.data).partition(":")
        return NewSenderCheck(
            method=VerificationMethod(method),
            outcome=self.outcome.data,
            contact_id=int(number) if number else None,
            words=self.words.data or "",
        )


class DecidePersonForm(GovukForm):
    """Which record a person of an alert has, or none."""

    which = RadiosField("Which record is theirs?", [required("Select a record, or none")])
    child_reference = line("Reference of another record", longest=20)
    because = TextAreaField("Why?", [required("Enter why")])

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Offer the records that came up, another, and none."""
        found = [
            choice(
                one.card.reference,
                f"{one.card.name}, born {one.card.birth_words}",
                "; ".join(one.reasons),
            )
            for one in candidates
        ]
        self.which.choices = [
            *found,
            choice(ANOTHER, "Another record, by its reference"),
            choice(NOBODY, "None: they are not on the register"),
        ]

    def reference(self) -> str:
        """The reference chosen; empty: none."""
        if self.which.data == NOBODY:
            return ""
        if self.which.data != ANOTHER:
            return str(self.which.data)
        if not self.child_reference.data:
            raise MovementRefused("child_reference", "Enter the reference of the record")
        return str(self.child_reference.data)


class ReachedForm(GovukForm):
    """By which contact of the directory the sender was reached, and when."""

    on = DatePartsField("On what day?", [required("Enter the day")])
    contact_id = RadiosField(
        "By which contact?", [required("Select the contact")], kind=int, choices=[]
    )

    def offer(self, contacts: Sequence[AuthorityContactCard]) -> None:
        """Offer the contacts that two people vouch for."""
        self.contact_id.choices = [
            choice(str(one.contact_id), one.value, one.label) for one in contacts
        ]

    def value(self) -> Reached:
        """When and by which."""
        return Reached(contact_id=int(self.contact_id.data), on=needed_day(self.on))


class DayAndWordsForm(GovukForm):
    """On which day, and how."""

    on = DatePartsField("On what day?", [required("Enter the day")])
    words = TextAreaField("Who said so, and how?", [required("Enter who said so, and how")])


class FoundHereForm(GovukForm):
    """The family is here."""

    on = DatePartsField("When were they found?", [required("Enter the day")])
    words = TextAreaField(
        "Where and how?",
        [required("Enter where and how they were found")],
        description="For us. No message to another authority says it by itself",
    )
