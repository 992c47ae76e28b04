"""The forms of the steps after the recording: check, consent, search, result, answer, end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.agencies.proof import way_chosen, ways_offered
from lacrecords.agencies.queries import ContactPointCard
from lacrecords.check_requests.choices import options
from lacrecords.check_requests.ending import BY_HAND
from lacrecords.check_requests.values import NewConsent, NewEnd, NewRequesterCheck, NewResult
from lacrecords.terms import (
    CheckEnd,
    CheckResult,
    ConsentGiver,
    PersonAnswer,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import LONGEST_TEXT, GovukForm, required
from lacrecords.wording import words


class RequesterCheckForm(GovukForm):
    """How the requester was checked: a way from the directory, or none."""

    how = RadiosField("How did you check them?", [required("Select how you checked")])
    outcome = RadiosField(
        "What did the check show?",
        [required("Select what the check showed")],
        kind=VerificationOutcome,
        choices=[
            choice(VerificationOutcome.CONFIRMED.value, "They are who they say, and they asked"),
            choice(VerificationOutcome.NOT_CONFIRMED.value, "Not confirmed"),
            choice(VerificationOutcome.COULD_NOT_BE_DONE.value, "The check could not be done"),
        ],
    )
    words = TextAreaField("What happened?", description="Needed if the check is not confirmed")

    def offer(self, points: Sequence[ContactPointCard]) -> None:
        """Put the directory's numbers and addresses into the choices."""
        self.how.choices = [
            *ways_offered(points),
            choice(VerificationMethod.NONE.value, "No check could be done"),
        ]

    def value(self) -> NewRequesterCheck:
        """The check."""
        method, point = way_chosen(str(self.how.data))
        return NewRequesterCheck(
            method=method,
            outcome=self.outcome.data,
            contact_point_id=point,
            words=self.words.data,
        )


class ConsentForm(GovukForm):
    """A consent that somebody of ours has seen."""

    given_by = RadiosField(
        "Who signed it?",
        [required("Select who signed it")],
        kind=ConsentGiver,
        choices=options(ConsentGiver),
    )
    signer_name = StringField("Name of whoever signed", [required("Enter who signed it")])
    relationship = StringField(
        "What they are to the person", description="Only where the person is under 16"
    )
    signed_on = DatePartsField("Day it was signed", [required("Enter the day it was signed")])
    seen_by = StringField("Who of ours has seen it?", [required("Enter who has seen it")])

    def value(self, today: date) -> NewConsent:
        """The consent."""
        signed = self.signed_on.data
        return NewConsent(
            given_by=self.given_by.data,
            signer_name=self.signer_name.data,
            relationship=self.relationship.data,
            signed_on=(signed.exact if signed else None) or today,
            seen_by=self.seen_by.data,
        )


class WithdrawForm(GovukForm):
    """The person takes their consent back."""

    because = TextAreaField("What was said?", [required("Enter what was said")])


class CandidateForm(GovukForm):
    """Whether somebody who came up is the person."""

    place = HiddenField()
    answer = RadiosField(
        "Is this the person who is checked?",
        [required("Select whether this is the person")],
        kind=PersonAnswer,
        choices=options(PersonAnswer),
    )
    words = TextAreaField("Why?", [required("Enter why you decide so")])


class ClosedRecordForm(GovukForm):
    """Whoever answers for a closed record says whether it concerns the person."""

    concerns = YesNoField(
        "Does the record hold something about this person that counts?",
        [required("Select whether it does")],
    )
    words = TextAreaField("Why?", [required("Enter why")])


class ResultForm(GovukForm):
    """What the designated manager decides."""

    shown_words = HiddenField(validators=[Length(max=LONGEST_TEXT)])
    result = RadiosField(
        "What is the result?", [required("Select the result")], kind=CheckResult, choices=[]
    )
    reasons = TextAreaField(
        "Your reasons", [required("Enter your reasons")], description="Kept here, and never sent"
    )

    def offer(self, results: frozenset[CheckResult]) -> None:
        """Only what fits what was found can be chosen."""
        self.result.choices = [
            choice(one.value, words(one), _HINTS[one]) for one in CheckResult if one in results
        ]

    def value(self) -> NewResult:
        """The result."""
        return NewResult(
            result=self.result.data, reasons=self.reasons.data, shown_words=self.shown_words.data
        )


_HINTS = {
    CheckResult.NOTHING_KNOWN: "The words on this page are sent, and no others",
    CheckResult.INFORMATION: "Nothing is sent. What may be shared needs a decision of its own",
    CheckResult.REFER_ALLEGATION: "Nothing is sent. You get a task, with a clock",
}


class ReferralForm(GovukForm):
    """The designated officer for allegations was told."""

    referred_to = StringField("Whom did you tell?", [required("Enter whom you told")])
    words = TextAreaField("What was agreed?")


class ConsideredForm(GovukForm):
    """What was decided about an answer that would be another today."""

    words = TextAreaField(
        "What do you decide, and why?",
        [required("Enter what you decide, and why")],
        description="Kept here, and never sent",
    )


class ReplyForm(GovukForm):
    """To which address of the directory the answer went."""

    address = RadiosField(
        "To which address did it go?", [required("Select the address")], kind=int, choices=[]
    )

    def offer(self, points: Sequence[ContactPointCard]) -> None:
        """The addresses of the agency, from the directory."""
        self.address.choices = [
            choice(
                str(one.contact_point_id),
                f"{one.value} ({one.label})",
                "Several people read this mailbox" if one.shared_mailbox else "",
            )
            for one in points
        ]


class EndForm(GovukForm):
    """Why a request ends without an answer."""

    ended_as = RadiosField(
        "Why does it end?",
        [required("Select why it ends")],
        kind=CheckEnd,
        choices=options(CheckEnd, BY_HAND),
    )
    other_reference = StringField(
        "Reference of the other request", description="Only where it is the same as another"
    )
    words = TextAreaField("What happened?", [required("Enter what happened")])

    def value(self) -> NewEnd:
        """The end."""
        return NewEnd(
            ended_as=self.ended_as.data,
            words=self.words.data,
            other_reference=self.other_reference.data,
        )
