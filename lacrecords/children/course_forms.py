"""The forms of what happens round a child: case, plan, reviews, other authorities, lead, death."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from lacrecords.children.assignments import who_may_lead
from lacrecords.children.closing_forms import ClosingReason
from lacrecords.children.code_words import REVIEW_WORDS
from lacrecords.children.fact_form_parts import FactForm, choices_of_codes, line_of
from lacrecords.children.fact_readers import staff_names
from lacrecords.children.fact_words import CATEGORY_WORDS
from lacrecords.children.lifetimes import LABEL
from lacrecords.children.models import LeadSocialWorkerAssignment
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import PlanCategory
from lacrecords.web.fields import (
    AskedBackField,
    DatePartsField,
    DropdownField,
    KeptRadiosField,
    YesNoField,
    choice,
    choices_of,
)
from lacrecords.web.forms import required


class CaseForm(ClosingReason, FactForm):
    """A spell of open case; while it is open there is no reason for closing it."""

    own = ("closure_reason",)

    strange_on_purpose = AskedBackField(LABEL)

    def columns(self) -> dict[str, Any]:
        """The national code, or the words."""
        return {"closure_reason": self.closing()}


class PlanForm(FactForm):
    """A child protection plan."""

    own = ("initial_category", "latest_category")

    initial_category = KeptRadiosField(
        "Category at the start",
        [required("Select the category at the start")],
        choices=choices_of(PlanCategory, CATEGORY_WORDS),
    )
    latest_category = KeptRadiosField(
        "Category now",
        [required("Select the category now")],
        choices=choices_of(PlanCategory, CATEGORY_WORDS),
    )
    strange_on_purpose = AskedBackField(LABEL)


class ReviewForm(FactForm):
    """A conference or review."""

    own = ("review_kind", "due_on", "booked_on", "held_on", "quorate")

    review_kind = KeptRadiosField(
        "What is it?", [required("Select what it is")], choices=choices_of_codes(REVIEW_WORDS)
    )
    due_on = DatePartsField("Day it is due")
    booked_on = DatePartsField("Day it is booked for")
    held_on = DatePartsField("Day it was held")
    quorate = YesNoField("Were enough agencies there?", description="Only once it was held")

    def validate_due_on(self, field: DatePartsField) -> None:
        """A review has a day."""
        if not (field.data or self.booked_on.data or self.held_on.data):
            raise ValidationError("Enter the day it is due, booked for or was held")


class OtherAuthorityForm(FactForm):
    """Another authority's plan or placement."""

    own = ("authority", "telephone", "what")

    authority = line_of("Authority", required("Enter the authority"))
    telephone = line_of("Its number for enquiries", required("Enter its number"), longest=40)
    what = KeptRadiosField(
        "What does it have?",
        [required("Select what it has")],
        choices=[choice("plan", "A plan for the child"), choice("placement", "A placement")],
    )


class LeadForm(FactForm):
    """Who led, and on which days."""

    own = ("account_id",)

    account_id = DropdownField(
        "Lead social worker", number=True, blank="Somebody who is not on the staff list"
    )

    def prepare(self, actor: Actor, on: date, fact: Fact | None) -> None:
        """Offer whoever may lead, and whoever it says led, who may have left."""
        offered = {card.account_id: card.name for card in who_may_lead(on)}
        if isinstance(fact, LeadSocialWorkerAssignment) and fact.account_id is not None:
            offered |= staff_names((fact.account_id,))
        self.account_id.choices = [choice(str(number), name) for number, name in offered.items()]


class DeathForm(FactForm):
    """The day of a death."""

    from_on = DatePartsField("Day of death", [required("Enter the day of death")])
