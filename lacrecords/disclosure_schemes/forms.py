"""The forms of a question about a person: who asks, whom about, which children, how safe it is."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, time

from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.clocks import LOCAL
from lacrecords.disclosure_schemes.models import SchemeQuestionVersion
from lacrecords.disclosure_schemes.values import NewQuestion, SaidOfChild, SaidOfQuestion
from lacrecords.disclosure_schemes.words import options
from lacrecords.terms import AskedAbout, Channel, SchemeAsker, SchemeContact
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField
from lacrecords.web.forms import GovukForm, GroupForm, required

OLDEST_DAYS = 366


class ChildFields:
    """A child as described by whoever asks."""

    name = StringField("Child's name", description="As it was heard")
    details = StringField("Age, school and the like", description="As it was said")
    contact = RadiosField(
        "How does the child stand to the person asked about?",
        kind=SchemeContact,
        choices=options(SchemeContact),
        default=SchemeContact.NOT_SAID,
    )

    def is_empty(self) -> bool:
        """Nothing was said of this child."""
        return not (self.name.data or self.details.data)

    def value(self) -> SaidOfChild:
        """The child as described."""
        contact = self.contact.data or SchemeContact.NOT_SAID
        return SaidOfChild(self.name.data, self.details.data, contact)


class ChildForm(ChildFields, GroupForm):
    """One child of those whom a new question names."""


class AddChildForm(ChildFields, GovukForm):
    """Another child of a question."""

    def validate_name(self, field: StringField) -> None:
        """Something is said of the child."""
        if self.is_empty():
            raise ValidationError("Enter a name, or what else was said of the child")


class QuestionFields(GovukForm):
    """All that is said of a question about a person."""

    asker = RadiosField(
        "Who is asking?",
        [required("Select who is asking")],
        kind=SchemeAsker,
        choices=options(SchemeAsker),
        description="If it is a child, put them through to a social worker first",
    )
    asker_name = StringField("Their name")
    name_refused = BooleanField("They would not give a name")
    contact_given = StringField("How they can be reached", description="A number or an address")
    safe_contact = TextAreaField(
        "How and when is it safe to contact them?",
        [required("Ask how it is safe to contact them, and enter what they say")],
        description="The person they ask about may read their messages. If no way is safe, say so",
    )
    relationship = StringField(
        "What are they to the child, or to the person at risk?",
        description="For example, grandmother, neighbour, sister of the partner",
    )
    person_name = StringField("Name of the person they ask about", description="As they say it")
    person_details = TextAreaField(
        "What else is said of who that is?", description="Age, address, other names, as they say it"
    )
    about = RadiosField(
        "Whose partner is this person?",
        [required("Select whose partner the person is")],
        kind=AskedAbout,
        choices=options(AskedAbout),
        description="Also where they have separated",
    )
    access_to_child = YesNoField(
        "Does this person have access to a child?",
        [required("Select whether the person has access to a child")],
        description="Lives with one, or sees one without somebody else there",
    )
    our_worker = BooleanField("The person is said to be a worker of ours")
    child_at_risk = YesNoField(
        "May a child be at risk of significant harm?",
        [required("Ask, and select whether a child may be at risk")],
    )
    danger_now = YesNoField(
        "Is anybody in danger at this moment?",
        [required("Ask, and select whether anybody is in danger")],
        description="If so, say “Ring 999 now”, or ring yourself",
    )
    emergency_action = TextAreaField(
        "What was done at once?", description="Needed where somebody is in danger"
    )
    seen_or_heard = TextAreaField(
        "What have they seen, heard or been told?", description="Facts, in their words"
    )
    their_opinion = TextAreaField("What do they think?", description="Opinion, in their words")

    def validate_asker_name(self, field: StringField) -> None:
        """A name, or that they would not give one."""
        if not field.data and not self.name_refused.data:
            raise ValidationError("Enter their name, or tick that they would not give one")

    def validate_person_name(self, field: StringField) -> None:
        """They ask about somebody."""
        if not field.data and not self.person_details.data:
            raise ValidationError("Enter the name of the person, or what else was said of them")

    def validate_emergency_action(self, field: TextAreaField) -> None:
        """Danger at this moment is acted on before anything is written down."""
        if self.danger_now.data and not field.data:
            raise ValidationError("Enter what was done at once: ring 999 first")

    def said(self) -> SaidOfQuestion:
        """What was said."""
        refused = bool(self.name_refused.data) and not self.asker_name.data
        return SaidOfQuestion(
            asker=self.asker.data,
            asker_name=self.asker_name.data,
            name_refused=refused,
            contact_given=self.contact_given.data,
            safe_contact=self.safe_contact.data,
            relationship=self.relationship.data,
            about=self.about.data,
            access_to_child=self.access_to_child.data,
            our_worker=bool(self.our_worker.data),
            child_at_risk=self.child_at_risk.data,
            danger_now=self.danger_now.data,
            person_name=self.person_name.data,
            person_details=self.person_details.data,
            seen_or_heard=self.seen_or_heard.data,
            their_opinion=self.their_opinion.data,
            emergency_action=self.emergency_action.data,
        )


class NewQuestionForm(QuestionFields):
    """A question as it was asked."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    asked_on = DatePartsField(
        "Day it was asked", [required("Enter the day it was asked")], description="Its clock runs"
    )
    channel = RadiosField(
        "How did they reach us?",
        [required("Select how they reached us")],
        kind=Channel,
        choices=options(Channel),
        default=Channel.TELEPHONE,
    )
    children = FieldList(FormField(ChildForm), "Child", min_entries=1, max_entries=12)

    def validate_asked_on(self, field: DatePartsField) -> None:
        """It was asked by now, and nobody finds a question a year old."""
        if field.data is None or field.errors:
            return
        today, day = datetime.now(LOCAL).date(), field.data.exact
        if day is None or day > today:
            raise ValidationError("The day it was asked must be today or in the past")
        if (today - day).days > OLDEST_DAYS:
            raise ValidationError("The day it was asked is too long ago. Check the year")

    def value(
        self, enquiry_id: int | None, enquiry_at: datetime | None, now: datetime
    ) -> NewQuestion:
        """The question; one of an enquiry was asked when that was."""
        return NewQuestion(
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            enquiry_id=enquiry_id,
            channel=self.channel.data,
            asked_at=enquiry_at or _asked_at(self.asked_on.data, now),
            said=self.said(),
            children=tuple(
                entry.form.value() for entry in self.children.entries if not entry.form.is_empty()
            ),
        )


def _asked_at(parts: DateParts | None, now: datetime) -> datetime:
    """Of an earlier day only the day is known: its clock runs from the opening of the office."""
    day = parts.exact if parts else None
    if day is None or day == now.astimezone(LOCAL).date():
        return now
    return datetime.combine(day, time(9), tzinfo=LOCAL).astimezone(UTC)


class AmendQuestionForm(QuestionFields):
    """What is said of the question now."""

    shown = HiddenField()
    why_changed = StringField("Why is this changed?", [required("Enter why this is changed")])

    @classmethod
    def of(cls, version: SchemeQuestionVersion) -> AmendQuestionForm:
        """The form with what was said last."""
        form = cls(obj=version)
        if not form.is_submitted():
            form.shown.data = str(version.number)
            form.why_changed.data = ""
        return form
