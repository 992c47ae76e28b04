"""The forms of the first five questions; each keeps choices and reasons by their names."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.sharing_decisions.models import SharingAnswerRow
from lacrecords.sharing_decisions.standing import KINDS
from lacrecords.sharing_decisions.values import NewAnswer
from lacrecords.terms import (
    ConsentPosition,
    LegalRequirement,
    PublicInterest,
    SharingAnswer,
    SharingQuestion,
    Weighing,
)
from lacrecords.web.fields import DropdownField, RadiosField, choice
from lacrecords.web.forms import GovukForm, required

SURE = [choice("yes", "Yes"), choice("no", "No"), choice("not_sure", "Not sure")]
WHY = "Your reasons"


class QuestionForm(GovukForm):
    """One question: what is chosen, and why."""

    question: SharingQuestion
    shown = HiddenField(default="0")

    @classmethod
    def of(cls, row: SharingAnswerRow | None) -> QuestionForm:
        """The form as it was answered last."""
        if row is None:
            return cls()
        chosen = {name: KINDS[name](word) for name, word in row.choices.items() if name in KINDS}
        consent = {"consent_reference": row.consent_reference} if row.consent_reference else {}
        return cls(data={**chosen, **row.words, **consent, "shown": str(row.number)})

    def value(self) -> NewAnswer:
        """The answer."""
        chosen = {name: self[name].data for name in KINDS if name in self}
        names = set(self._fields) - set(chosen) - {"shown", "csrf_token", "consent_reference"}
        return NewAnswer(
            question=self.question,
            choices={name: word.value for name, word in chosen.items() if word is not None},
            words={name: self[name].data for name in sorted(names) if self[name].data},
            shown=int(self.shown.data) if str(self.shown.data).isdecimal() else 0,
            consent_reference=(self["consent_reference"].data or "")
            if "consent_reference" in self
            else "",
        )


class PurposeForm(QuestionForm):
    """Purpose, law and danger."""

    question = SharingQuestion.PURPOSE
    purpose = RadiosField(
        "Is the purpose legitimate?",
        [required("Select whether there is a legitimate purpose")],
        kind=SharingAnswer,
        choices=SURE,
    )
    purpose_reasons = TextAreaField(
        "For what would it be shared?", [required("Enter for what it would be shared")]
    )
    requirement = RadiosField(
        "Does the law leave you a choice?",
        [required("Select whether the law leaves a choice")],
        kind=LegalRequirement,
        choices=[
            choice(LegalRequirement.NONE.value, "Yes: we may decide"),
            choice(LegalRequirement.STATUTORY_DUTY.value, "No: a statute requires it"),
            choice(LegalRequirement.COURT_ORDER.value, "No: a court has ordered it"),
            choice(
                LegalRequirement.COURT_ORDER_CHALLENGED.value,
                "A court has ordered it, and we would challenge the order",
            ),
        ],
    )
    law = TextAreaField(
        "Which law, or which order?",
        description="The Act and section, or the court, the date and what is ordered",
    )
    clear_risk = RadiosField(
        "Is there a clear risk of significant harm to a child?",
        [required("Select whether there is a clear risk")],
        kind=SharingAnswer,
        choices=SURE,
    )
    risk_reasons = TextAreaField("What do you know of the risk?")

    def validate_law(self, field: TextAreaField) -> None:
        """Whatever the law requires has a name."""
        if self.requirement.data not in (None, LegalRequirement.NONE) and not field.data:
            raise ValidationError("Enter which law or order requires it")

    def validate_risk_reasons(self, field: TextAreaField) -> None:
        """A risk is described."""
        if self.clear_risk.data is SharingAnswer.YES and not field.data:
            raise ValidationError("Enter what you know of the risk")


class IdentifiableForm(QuestionForm):
    """Whether somebody can be identified."""

    question = SharingQuestion.IDENTIFIABLE
    identifiable = RadiosField(
        "Could a living person be identified from it?",
        [required("Select whether somebody could be identified")],
        kind=SharingAnswer,
        choices=SURE,
    )
    reasons = TextAreaField(WHY, [required("Enter your reasons")])


class ConfidentialForm(QuestionForm):
    """Whether it is confidential."""

    question = SharingQuestion.CONFIDENTIAL
    confidential = RadiosField(
        "Is it private or sensitive, and given in confidence?",
        [required("Select whether it is confidential")],
        kind=SharingAnswer,
        choices=SURE,
    )
    reasons = TextAreaField(WHY, [required("Enter your reasons")])


class ConsentForm(QuestionForm):
    """How it stands with consent."""

    question = SharingQuestion.CONSENT
    consent = RadiosField(
        "How does it stand with consent?",
        [required("Select how it stands with consent")],
        kind=ConsentPosition,
        choices=[
            choice(ConsentPosition.GIVEN.value, "Given, and it covers this"),
            choice(ConsentPosition.GIVEN_WITH_LIMITS.value, "Given within limits"),
            choice(ConsentPosition.REFUSED.value, "Refused"),
            choice(ConsentPosition.WITHDRAWN.value, "Given once, and taken back"),
            choice(
                ConsentPosition.DOES_NOT_COUNT.value,
                "Something was said that does not count",
                "By a parent where the child understands and refuses, under pressure, by silence",
            ),
            choice(
                ConsentPosition.NOT_TO_BE_SOUGHT.value,
                "Not to be sought",
                "Say below why asking would not be right or safe",
            ),
            choice(
                ConsentPosition.CANNOT_BE_OBTAINED.value,
                "Cannot be obtained",
                "Nobody who could give it can be reached in time",
            ),
            choice(ConsentPosition.NOT_YET_SOUGHT.value, "Nobody was asked yet"),
        ],
    )
    consent_reference = DropdownField(
        "Which consent or refusal on the record?", choices=[], blank="None that is recorded"
    )
    reasons = TextAreaField(
        "Whose consent, and what was said?", [required("Enter whose consent, and what was said")]
    )

    def offer(self, recorded: Sequence[tuple[str, str]]) -> None:
        """The consents and refusals that stand on the child's record."""
        self.consent_reference.choices = [choice(value, words) for value, words in recorded]


class PublicInterestForm(QuestionForm):
    """The public interest, weighed in words."""

    question = SharingQuestion.PUBLIC_INTEREST
    interest = RadiosField(
        "For what would it be shared without consent?",
        [required("Select for what it would be shared")],
        kind=PublicInterest,
        choices=[
            choice(
                PublicInterest.EVIDENCE_OF_HARM.value,
                "There is evidence that a child suffers, or is at risk of, significant harm",
            ),
            choice(
                PublicInterest.REASONABLE_CAUSE.value,
                "There is reasonable cause to believe that a child may",
            ),
            choice(
                PublicInterest.PREVENTING_SERIOUS_HARM.value,
                "To prevent significant harm to a child or serious harm to an adult",
                "Preventing, finding and prosecuting serious crime is part of it",
            ),
            choice(PublicInterest.WELFARE.value, "To promote the welfare of a child"),
            choice(PublicInterest.CRIME_AND_DISORDER.value, "To prevent crime and disorder"),
            choice(PublicInterest.NONE.value, "Nothing of these"),
        ],
    )
    speaks_for = TextAreaField("What speaks for sharing?", [required("Enter what speaks for it")])
    speaks_against = TextAreaField(
        "What speaks against it?",
        [required("Enter what speaks against it")],
        description="Also what it does to trust in the service, and who may be harmed by it",
    )
    weighing = RadiosField(
        "Which weighs more?",
        [required("Select which weighs more")],
        kind=Weighing,
        choices=[
            choice(Weighing.FOR_SHARING.value, "What speaks for sharing"),
            choice(Weighing.AGAINST_SHARING.value, "What speaks against it"),
            choice(Weighing.NOT_SURE.value, "Not sure"),
        ],
    )
    least = TextAreaField(
        "What is the least that would do?",
        [required("Enter the least that would do")],
        description="What the recipient needs for the purpose, and nothing besides",
    )
    person_told = TextAreaField(
        "Will those whom it is about be told? If not, why not?",
        [required("Enter whether they will be told, or why not")],
    )


FORMS: dict[SharingQuestion, type[QuestionForm]] = {
    SharingQuestion.PURPOSE: PurposeForm,
    SharingQuestion.IDENTIFIABLE: IdentifiableForm,
    SharingQuestion.CONFIDENTIAL: ConfidentialForm,
    SharingQuestion.CONSENT: ConsentForm,
    SharingQuestion.PUBLIC_INTEREST: PublicInterestForm,
}
"""The right way and the record have pages of their own."""
