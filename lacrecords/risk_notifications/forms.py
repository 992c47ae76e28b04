"""The forms of one notification after it is recorded: check, review, ask, decide, add."""

from __future__ import annotations

from datetime import date

from wtforms import StringField, TextAreaField

from lacrecords.people.services import NewPersonAddress
from lacrecords.risk_notifications.described import (
    Condition,
    HitAnswer,
    Review,
    SourceCheck,
    Statement,
)
from lacrecords.terms import (
    PersonTold,
    RiskBasis,
    RiskHitAnswer,
    RiskLevel,
    RiskRestrictionKind,
    RiskReviewOutcome,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.fields import DatePartsField, DropdownField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, GroupForm, required
from lacrecords.wording import choices

TOLD_HINT = (
    "How and when they were told. If they are not told, why not: for example, it would put a"
    " child at risk, or hinder a police investigation"
)


def options(terms: type) -> list[object]:
    """The choices of a closed list."""
    return [choice(value, label) for value, label in choices(terms)]


def day_of(field: DatePartsField) -> date | None:
    """The whole date of a field, where one was given."""
    return field.data.exact if field.data else None


class StatementFields:
    """What is said: fact and opinion apart."""

    basis = RadiosField(
        "What does it rest on?",
        [required("Select what it rests on")],
        kind=RiskBasis,
        choices=options(RiskBasis),
    )
    fact = TextAreaField(
        "Fact",
        description="What is known, and how: for example, a conviction, its date and court",
    )
    opinion = TextAreaField(
        "Opinion", description="What is thought but not known, and who thinks it"
    )
    level = RadiosField(
        "How great is the risk assessed to be?",
        [required("Select how great the risk is assessed to be")],
        kind=RiskLevel,
        choices=options(RiskLevel),
    )
    assessment = TextAreaField(
        "The assessment", description="By whom, when, and to whom the risk is"
    )
    told = RadiosField(
        "Does the person know that this is held?",
        [required("Select whether the person knows")],
        kind=PersonTold,
        choices=options(PersonTold),
    )
    told_words = TextAreaField(
        "How they were told, or why not",
        [required("Enter how the person was told, or why not")],
        description=TOLD_HINT,
    )


def statement_of(form: StatementFields | ReviewForm) -> Statement:
    """What is said, from whichever form holds these fields."""
    return Statement(
        basis=form.basis.data,
        fact=form.fact.data,
        opinion=form.opinion.data,
        level=form.level.data,
        assessment=form.assessment.data,
        told=form.told.data,
        told_words=form.told_words.data,
    )


class CheckForm(GovukForm):
    """How whoever sent it was checked: a way from the directory, or another."""

    how = RadiosField("How did you check the source?", [required("Select how you checked")])
    second_fact = StringField(
        "Document seen, or second fact",
        description="Needed for a pass or a known voice: what it was, and what it showed",
    )
    outcome = RadiosField(
        "What did the check show?",
        [required("Select what the check showed")],
        kind=VerificationOutcome,
        choices=[
            choice(VerificationOutcome.CONFIRMED.value, "They are who they say"),
            choice(VerificationOutcome.NOT_CONFIRMED.value, "Not confirmed"),
            choice(VerificationOutcome.COULD_NOT_BE_DONE.value, "The check could not be done"),
        ],
    )
    words = TextAreaField("What happened?", description="Needed if the source is not confirmed")

    def value(self) -> SourceCheck:
        """The check; `how` is a method, or a contact point of the directory with its method."""
        method, _, point = str(self.how.data).partition(":")
        return SourceCheck(
            method=VerificationMethod(method),
            outcome=self.outcome.data,
            contact_point_id=int(point) if point else None,
            second_fact=self.second_fact.data,
            words=self.words.data,
        )


class AskForm(GovukForm):
    """What somebody needs to see it for."""

    purpose = TextAreaField(
        "What do you need it for?",
        [required("Enter what you need it for")],
        description="The designated manager reads this, and it is kept",
    )


class DecideForm(GovukForm):
    """Yes or no, with the reason."""

    approve = YesNoField("Your decision", [required("Select yes or no")])
    because = TextAreaField(
        "Why?", [required("Enter the reason for your decision")], description="They read this"
    )


class HitForm(GovukForm):
    """Whether a notification concerns a child."""

    answer = RadiosField(
        "Does this notification concern this child?",
        [required("Select whether it concerns this child")],
        kind=RiskHitAnswer,
        choices=options(RiskHitAnswer),
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])

    def value(self) -> HitAnswer:
        """The decision."""
        return HitAnswer(answer=self.answer.data, reasons=self.reasons.data)


class ReasonForm(GovukForm):
    """Why it should be taken off."""

    reason = TextAreaField(
        "Why should it be taken off?", [required("Enter why it should be taken off")]
    )


class ReviewForm(GovukForm, StatementFields):
    """What came of a review; the fields of the statement count where it changes."""

    outcome = RadiosField(
        "What did you decide?",
        [required("Select what you decided")],
        kind=RiskReviewOutcome,
        choices=options(RiskReviewOutcome),
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])
    next_on = DatePartsField(
        "Next review", description="Not needed if it should be taken off", subject="The next review"
    )

    def value(self) -> Review:
        """The review."""
        changes = self.outcome.data is RiskReviewOutcome.CHANGE
        return Review(
            outcome=self.outcome.data,
            reasons=self.reasons.data,
            next_on=day_of(self.next_on),
            statement=statement_of(self) if changes else None,
        )


class AddressFields:
    """One address, between its days."""

    line1 = StringField("Address: number and street")
    line2 = StringField("Address line 2")
    town = StringField("Town")
    postcode = StringField("Postcode")
    from_on = DatePartsField("Lived there from", description="Leave empty if it is not known")
    to_on = DatePartsField("Until", description="Leave empty if they live there")

    def says_something(self) -> bool:
        """Whether an address was given at all."""
        return bool(self.line1.data or self.line2.data or self.postcode.data)


def address_of(form: AddressFields | AddressForm) -> NewPersonAddress:
    """The address that the fields hold."""
    return NewPersonAddress(
        line1=form.line1.data,
        line2=form.line2.data,
        town=form.town.data,
        postcode=form.postcode.data,
        from_on=day_of(form.from_on),
        to_on=day_of(form.to_on),
    )


def refuse_days_out_of_order(form: AddressFields | AddressForm | ConditionForm) -> bool:
    """Say so where an end comes before its beginning; whether it does."""
    begins, ends = day_of(form.from_on), day_of(form.to_on)
    if begins is None or ends is None or begins <= ends:
        return False
    form.to_on.errors = [*form.to_on.errors, "The end must be on or after the beginning"]
    return True


class AddressForm(GovukForm, AddressFields):
    """Another address of the person."""

    def validate(self, extra_validators: object = None) -> bool:
        """Something must be given, and in order."""
        valid = bool(super().validate(extra_validators))
        if not self.says_something():
            self.line1.errors = [*self.line1.errors, "Enter the address"]
            valid = False
        return not refuse_days_out_of_order(self) and valid


class LeftForm(GovukForm):
    """The person left an address."""

    address_id = DropdownField("Address", [required("Select the address")], number=True, choices=[])
    left_on = DatePartsField("When did they leave?", [required("Enter when they left")])


class ConditionFields:
    """Something that binds the person."""

    kind = DropdownField(
        "What binds the person?",
        kind=RiskRestrictionKind,
        choices=options(RiskRestrictionKind),
    )
    words = TextAreaField("The conditions")
    from_on = DatePartsField("From", description="Leave empty if it is not known")
    to_on = DatePartsField("Until", description="Leave empty if no end is set")


def condition_of(form: ConditionFields | ConditionForm) -> Condition:
    """The condition that the fields hold."""
    return Condition(
        kind=form.kind.data,
        words=form.words.data,
        from_on=day_of(form.from_on),
        to_on=day_of(form.to_on),
    )


class ConditionForm(GovukForm, ConditionFields):
    """Another condition."""

    def validate(self, extra_validators: object = None) -> bool:
        """A kind and words, and days in order."""
        valid = bool(super().validate(extra_validators))
        if self.kind.data is None:
            self.kind.errors = [*self.kind.errors, "Select what binds the person"]
            valid = False
        if not self.words.data:
            self.words.errors = [*self.words.errors, "Enter the conditions"]
            valid = False
        return not refuse_days_out_of_order(self) and valid


class AddressGroup(GroupForm, AddressFields):
    """One address of several."""


class ConditionGroup(GroupForm, ConditionFields):
    """One condition of several."""
