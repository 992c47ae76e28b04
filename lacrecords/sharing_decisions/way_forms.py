"""The forms of the right way: an item, the check, the agreement, who is informed, what went out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from wtforms import HiddenField, StringField, TextAreaField

from lacrecords.agencies.proof import way_chosen, ways_offered
from lacrecords.agencies.queries import ContactPointCard
from lacrecords.sharing_decisions.days import moment_of
from lacrecords.sharing_decisions.forms import exact_day
from lacrecords.sharing_decisions.values import (
    NewAgreement,
    NewInformed,
    NewItem,
    NewRecipientCheck,
    NewSharing,
)
from lacrecords.sharing_decisions.way_models import SharingItem
from lacrecords.sharing_decisions.words import (
    BASIS_WORDS,
    INFORMED_WORDS,
    ITEM_WORDS,
    MEANS_WORDS,
)
from lacrecords.terms import (
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingMeans,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    YesNoField,
    choice,
    choices_of,
)
from lacrecords.web.forms import GovukForm, required


class ItemForm(GovukForm):
    """One thing that is to be shared."""

    kind = DropdownField(
        "What kind of thing is it?",
        [required("Select what kind of thing it is")],
        kind=SharedItemKind,
        choices=choices_of(SharedItemKind, ITEM_WORDS),
    )
    words = TextAreaField(
        "What is shared, word for word?", [required("Enter what is shared, word for word")]
    )
    basis = RadiosField(
        "Is it fact or opinion?",
        [required("Select whether it is fact or opinion")],
        kind=SharingBasis,
        choices=choices_of(SharingBasis, BASIS_WORDS),
    )
    source = StringField(
        "Where does it come from?",
        [required("Enter where it comes from")],
        description="For an opinion, also whose it is",
    )
    as_at = DatePartsField("On what day was it so?", [required("Enter the day")])
    accuracy_confirmed = YesNoField(
        "Did you check that it is right and up to date?",
        [required("Select whether you checked it")],
    )
    needed_because = TextAreaField(
        "Why does the recipient need it?", [required("Enter why the recipient needs it")]
    )
    limits = TextAreaField(
        "Limits set by whoever told us", description="Only where there are any. They go with it"
    )
    marks_kept_because = TextAreaField(
        "Why must an address, a number or a name in it go?",
        description="Only where we find one in the words above",
    )

    def value(self) -> NewItem:
        """The item."""
        return NewItem(
            kind=self.kind.data,
            words=self.words.data,
            basis=self.basis.data,
            source=self.source.data,
            as_at=exact_day(self.as_at.data),
            accuracy_confirmed=bool(self.accuracy_confirmed.data),
            needed_because=self.needed_because.data,
            limits=self.limits.data,
            marks_kept_because=self.marks_kept_because.data,
        )


class TakeBackForm(GovukForm):
    """An item goes out no more."""

    because = TextAreaField("Why is it taken back?", [required("Enter why it is taken back")])


class RecipientCheckForm(GovukForm):
    """How the recipient was checked: a way from the directory, a document, or none."""

    how = RadiosField("How did you check them?", [required("Select how you checked")])
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
    words = TextAreaField(
        "What happened?", description="For a document: which one, where you saw it, and when"
    )

    def offer(self, points: Sequence[ContactPointCard]) -> None:
        """Put the directory's numbers and addresses into the choices."""
        self.how.choices = [
            *ways_offered(points),
            choice(
                VerificationMethod.IDENTITY_DOCUMENT.value,
                "Saw an identity document in person",
                "For somebody who asks for themselves. It does not prove an agency",
            ),
            choice(VerificationMethod.NONE.value, "No check could be done"),
        ]

    def value(self) -> NewRecipientCheck:
        """The check."""
        method, point = way_chosen(str(self.how.data))
        return NewRecipientCheck(
            method=method,
            outcome=self.outcome.data,
            contact_point_id=point,
            words=self.words.data,
        )


class AgreementForm(GovukForm):
    """What the recipient says of passing it on."""

    passes_on = YesNoField(
        "Do they intend to pass it on?", [required("Select whether they intend to pass it on")]
    )
    passes_on_to = StringField("To whom?", description="Only if they do")
    knows_limits = YesNoField(
        "Do they know the limits, and agree to keep them?",
        [required("Select whether they agree to keep the limits")],
    )
    words = TextAreaField("What was agreed?")

    def value(self) -> NewAgreement:
        """The agreement."""
        return NewAgreement(
            passes_on=bool(self.passes_on.data),
            passes_on_to=self.passes_on_to.data,
            knows_limits=bool(self.knows_limits.data),
            words=self.words.data,
        )


class InformedForm(GovukForm):
    """Whether those whom it is about know."""

    informed = RadiosField(
        "Do those whom it is about know that it is shared?",
        [required("Select whether they know")],
        kind=PersonInformed,
        choices=choices_of(PersonInformed, INFORMED_WORDS),
    )
    words = TextAreaField(
        "Who was or will be told, and how? If nobody: why is it not safe?",
        [required("Enter who is told and how, or why it is not safe")],
    )

    def value(self) -> NewInformed:
        """What was recorded."""
        return NewInformed(informed=self.informed.data, words=self.words.data)


class ItemsChosenForm(GovukForm):
    """Which of the items."""

    positions = CheckboxesField(
        "Which items?", [required("Select at least one item")], kind=int, choices=[]
    )

    def offer_items(self, items: Sequence[SharingItem]) -> None:
        """The items that may still go."""
        self.positions.choices = [
            choice(
                str(item.position), f"{item.position}. {ITEM_WORDS[item.kind]}", item.words[:120]
            )
            for item in items
        ]


class SharedForm(ItemsChosenForm):
    """What went out, and how."""

    idempotency_key = HiddenField()
    means = RadiosField(
        "How did it go?",
        [required("Select how it went")],
        kind=SharingMeans,
        choices=choices_of(SharingMeans, MEANS_WORDS),
    )
    words = TextAreaField(
        "To which number or address did it go, and what was said with it?",
        [required("Enter where it went")],
    )
    shared_on = DatePartsField("On what day?", [required("Enter the day")])

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        if not self.idempotency_key.data:
            self.idempotency_key.data = secrets.token_urlsafe(16)

    def value(self, now: datetime) -> NewSharing:
        """What went out."""
        return NewSharing(
            idempotency_key=self.idempotency_key.data,
            means=self.means.data,
            words=self.words.data,
            positions=tuple(self.positions.data),
            shared_at=moment_of(self.shared_on.data, now),
        )
