"""The forms of what happens to a consent after it was given, and of parents who disagree."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import StringField, TextAreaField

from lacrecords.children.responsibility import ResponsibleAdult
from lacrecords.consents.forms import PERSON, needed_day
from lacrecords.consents.models import Consent
from lacrecords.consents.values import (
    AnswerToDisagreement,
    NewChange,
    NewReview,
    NewWithdrawal,
)
from lacrecords.terms import (
    ConsentChangeKind,
    ConsentForm,
    ConsentReviewOutcome,
    WhoseConsent,
)
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices

GIVER, ANOTHER = "giver", "another"
_OTHERS = (
    (WhoseConsent.CHILD, "The child, who decides for themselves now"),
    (WhoseConsent.ADULT, "The young person, who is 18 or over now"),
    (
        WhoseConsent.PARENTAL_RESPONSIBILITY,
        "A person with parental responsibility, who decides now",
    ),
    (WhoseConsent.LOCAL_AUTHORITY, "The authority that holds the care order now"),
)


def _options(terms: type) -> list[object]:
    return [choice(value, text) for value, text in choices(terms)]


class WithdrawForm(GovukForm):
    """A consent is taken back."""

    by = RadiosField("Who takes it back?", [required("Select who takes it back")])
    name = StringField("Their name", description="Only if it is not the person who gave it")
    withdrawn_on = DatePartsField(
        "Day on which they took it back", [required("Enter the day they took it back")]
    )
    form = RadiosField(
        "Was it in writing or spoken?",
        [required("Select whether it was in writing or spoken")],
        kind=ConsentForm,
        choices=_options(ConsentForm),
    )
    what_was_said = TextAreaField("What was said?", [required("Enter what was said")])
    already_shared = YesNoField(
        "Was something shared on it already?",
        [required("Select whether something was shared")],
        description="If you do not know, answer Yes",
    )

    def offer(self, row: Consent) -> None:
        """Whoever gave it, and those who may have come to decide since."""
        self.by.choices = [
            choice(GIVER, f"{row.given_by}, who gave it"),
            *(choice(whose.value, text) for whose, text in _OTHERS if whose is not row.whose),
        ]

    def value(self) -> NewWithdrawal:
        """The withdrawal."""
        by_giver = self.by.data == GIVER
        return NewWithdrawal(
            by_giver=by_giver,
            whose=None if by_giver else WhoseConsent(self.by.data),
            name=self.name.data,
            withdrawn_on=needed_day(self.withdrawn_on),
            form=self.form.data,
            what_was_said=self.what_was_said.data,
            already_shared=bool(self.already_shared.data),
        )


class ChangeForm(GovukForm):
    """Something has changed since the consent was given."""

    kind = RadiosField(
        "What has changed?",
        [required("Select what has changed")],
        kind=ConsentChangeKind,
        choices=_options(ConsentChangeKind),
    )
    since_on = DatePartsField("Since which day?", [required("Enter the day")])
    words = TextAreaField("What has changed, in words", [required("Enter what has changed")])

    def value(self) -> NewChange:
        """The change."""
        return NewChange(
            kind=self.kind.data, since_on=needed_day(self.since_on), words=self.words.data
        )


class ReviewForm(GovukForm):
    """A consent is looked at again."""

    outcome = RadiosField(
        "What came of it?",
        [required("Select what came of it")],
        kind=ConsentReviewOutcome,
        choices=_options(ConsentReviewOutcome),
    )
    words = TextAreaField(
        "With whom did you talk it over, and what was said?",
        [required("Enter with whom you talked it over, and what was said")],
    )

    def value(self) -> NewReview:
        """The review."""
        return NewReview(outcome=self.outcome.data, words=self.words.data)


class RaiseForm(GovukForm):
    """Parents disagree."""

    words = TextAreaField(
        "Who disagrees, and about what?", [required("Enter who disagrees, and about what")]
    )


class DisagreementForm(GovukForm):
    """Whose consent is sought."""

    same_matter = YesNoField(
        "Do they speak of the same matter?", [required("Select whether they do")]
    )
    sought = RadiosField("If they do: whose consent is sought?", choices=[])
    sought_name = StringField("Name", description="Only if they are not named above")
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])
    advice = TextAreaField(
        "Whose advice did you take, and what was it?",
        description="Your manager, the designated manager or a safeguarding adviser",
    )

    def offer(self, adults: Sequence[ResponsibleAdult], answers: Sequence[Consent]) -> None:
        """Everybody whose consent could be sought."""
        named = {f"{PERSON}{one.person_id}": one.name for one in adults}
        for row in answers:
            number = row.giver_person_id
            key = f"name:{row.given_by}" if number is None else f"{PERSON}{number}"
            named.setdefault(key, row.given_by)
        self.names = named
        self.sought.choices = [
            *(choice(key, name) for key, name in named.items()),
            choice(ANOTHER, "Somebody else"),
        ]

    def value(self) -> AnswerToDisagreement:
        """The answer."""
        chosen = self.sought.data or ""
        person = int(chosen.removeprefix(PERSON)) if chosen.startswith(PERSON) else None
        return AnswerToDisagreement(
            same_matter=bool(self.same_matter.data),
            sought_person_id=person,
            sought_from=self.names.get(chosen, self.sought_name.data if chosen else ""),
            reasons=self.reasons.data,
            advice=self.advice.data,
        )
