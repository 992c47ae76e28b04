"""The forms after the call: the check, the decision, what was said, what more is asked."""

from __future__ import annotations

from wtforms import BooleanField, StringField, TextAreaField

from lacrecords.enquiries.asked import NewMatchDecision, NewToldOutsideRules, NewVerification
from lacrecords.enquiries.queries.candidates import CandidatesPage
from lacrecords.terms import (
    MatchAnswer,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.fields import RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required

DIRECTORY_METHODS = (VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL)

REASON_NOT_WEIGHED = "Select whether their role with this child and their reason are acceptable"


class CheckForm(GovukForm):
    """How the enquirer was checked: a way from the directory, or another."""

    how = RadiosField("How did you check the enquirer?", [required("Select how you checked")])
    second_fact = StringField(
        "Document seen, or second fact",
        description="Needed for a document or a known voice: what it was, and what it showed",
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
    words = TextAreaField("What happened?", description="Needed if the check is not confirmed")
    looks_like_an_attempt = BooleanField("It looks like an attempt to find out about a child")

    def value(self) -> NewVerification:
        """The check; `how` is a method, or a contact point of the directory with its method."""
        method, _, point = str(self.how.data).partition(":")
        return NewVerification(
            method=VerificationMethod(method),
            outcome=self.outcome.data,
            contact_point_id=int(point) if point else None,
            second_fact=self.second_fact.data,
            looks_like_an_attempt=self.looks_like_an_attempt.data,
            words=self.words.data,
        )


class ProtectForm(GovukForm):
    """Open the candidates to protect a child although no check is confirmed."""

    reason = TextAreaField(
        "Why must you look now to protect a child?", [required("Enter why you must look now")]
    )


class DecisionForm(GovukForm):
    """Who the enquired child is; the choices are what the search showed."""

    answer = RadiosField(
        "Which record is this child's?",
        [required("Select a record, or that the child is not known, or that you cannot tell")],
    )
    earlier = RadiosField("Is it a child somebody asked about before?")
    continuation_reason = TextAreaField(
        "The same enquirer asks again about the same matter because",
        description="Leave empty unless this only continues the earlier enquiry",
    )
    reason_accepted = YesNoField(
        "Are their role with this child and their reason acceptable?",
        description="Weigh it for each child: a health visitor of one is not that of all",
    )
    words = TextAreaField("Why?", description="Needed if you cannot tell")

    def offer(self, found: CandidatesPage, *, weigh_reason: bool) -> None:
        """Put what the search showed into the choices; ask of the reason only where it counts."""
        if not weigh_reason:
            del self.reason_accepted
        else:
            self.reason_accepted.validators = [required(REASON_NOT_WEIGHED)]
        records = [
            choice(f"child:{one.card.child_id}", one.card.name, hint="; ".join(one.reasons))
            for one in found.candidates
        ]
        self.answer.choices = [
            *records,
            choice(
                MatchAnswer.NOT_KNOWN.value,
                "None of these: the child is not known" if records else "The child is not known",
            ),
            choice(MatchAnswer.CANNOT_TELL.value, "I cannot tell"),
        ]
        self.earlier.choices = [
            *(
                choice(
                    f"same:{one.enquired_child_id}",
                    f"Yes: {one.child.title}, asked about on {one.asked_on:%-d %B %Y}",
                    hint="; ".join(one.reasons),
                )
                for one in found.earlier
            ),
            choice("different", "No: a different child"),
            choice("cannot_tell", "I cannot tell"),
        ]

    def value(self, found: CandidatesPage) -> NewMatchDecision:
        """The decision, with the search it rests on."""
        answer, _, child_id = str(self.answer.data).partition(":")
        same = answer == "child"
        not_known = answer == MatchAnswer.NOT_KNOWN.value
        earlier = str(self.earlier.data or "") if not_known else ""
        earlier_id = int(earlier.partition(":")[2]) if earlier.startswith("same:") else None
        different = tuple(one.enquired_child_id for one in found.earlier)
        return NewMatchDecision(
            answer=MatchAnswer.SAME if same else MatchAnswer(answer),
            search_id=found.search_id,
            child_id=int(child_id) if same else None,
            earlier_enquired_child_id=earlier_id,
            different_enquired_child_ids=different if earlier == "different" else (),
            continuation_reason=self.continuation_reason.data if earlier_id else "",
            words=self.words.data,
            reason_accepted=self.reason_accepted.data if "reason_accepted" in self else None,
        )


class OutsideForm(GovukForm):
    """Words that were said beyond what was allowed."""

    outside_words = TextAreaField("What was said?", [required("Enter what was said")])
    outside_reason = TextAreaField("Why was it said?", [required("Enter why it was said")])
    authorised_by = StringField("Who authorised it?", description="Leave empty if nobody did")

    def value(self, enquired_child_id: int | None) -> NewToldOutsideRules:
        """What was said, of one described child or of the call as a whole."""
        return NewToldOutsideRules(
            words=self.outside_words.data,
            reason=self.outside_reason.data,
            authorised_by=self.authorised_by.data,
            enquired_child_id=enquired_child_id,
        )


class MoreForm(GovukForm):
    """What more the enquirer asks for."""

    asked = TextAreaField(
        "What more do they ask for?", [required("Enter what the enquirer asks for")]
    )


class MoreDecisionForm(GovukForm):
    """The manager's decision about more."""

    shared = YesNoField("May more be told?", [required("Select whether more may be told")])
    exact_words = TextAreaField(
        "The exact words that may be said", description="Needed if more may be told"
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])


class UndoContinuationForm(GovukForm):
    """Why an enquiry counts on its own after all."""

    why = TextAreaField(
        "Why does it count on its own?", [required("Enter why it counts on its own")]
    )
