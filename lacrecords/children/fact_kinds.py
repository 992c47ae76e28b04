"""The kinds of fact that are kept by hand: each with its words, its form and what may be done.

A new kind is a new line here. Cases, plans and lead social workers begin and end by
actions of their own; here they are corrected, withdrawn, or more is said of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lacrecords.children import course_forms, course_rules, fact_forms, fact_rules
from lacrecords.children.fact_form_parts import FactForm
from lacrecords.children.family_forms import AdultForm, OtherChildForm
from lacrecords.children.family_rules import check_adult, check_other_child
from lacrecords.children.models import (
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildCharacteristics,
    ChildDeath,
    ChildIdentifier,
    ChildLegalStatus,
    ChildName,
    ChildProfessional,
    ChildProtectionPlan,
    ChildRelationship,
    HouseholdMember,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
    PlanReview,
)
from lacrecords.history import Fact


class Way(StrEnum):
    """What may be done to a fact."""

    ADD = "add"
    CHANGE = "change"
    COMPLETE = "complete"
    CORRECT = "correct"
    END = "end"
    WITHDRAW = "withdraw"


EVERY_WAY = frozenset(Way) - {Way.COMPLETE}
AS_IT_WAS = frozenset({Way.CORRECT, Way.WITHDRAW})
Check = Callable[[fact_rules.Said], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """An action of its own on a fact that runs: its page, and the words that lead there."""

    endpoint: str
    heading: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One kind of fact; `check` refuses what cannot be and may complete the columns."""

    slug: str
    title: str
    one: str
    model: type[Fact]
    form: type[FactForm]
    ways: frozenset[Way] = EVERY_WAY
    several: bool = True
    found_by: bool = False
    check: Check = fact_rules.nothing_to_check
    when_added: tuple[str, ...] = ()
    """Fields that say whom the fact is about: asked when it is added, and then fixed."""
    carried: tuple[str, ...] = ()
    """The columns of these, taken over by what follows a change."""
    days: tuple[str, ...] = ("from_on", "to_on")
    completed: str = ""
    """What has happened where more is known of a fact that goes on, as the page says it."""
    when_completed: tuple[str, ...] = ()
    """The fields that this is said with; the others stay as they are."""
    goes_on: tuple[OnItsWay, ...] = ()
    """What happens to a fact that runs by an action of its own, offered beside the ways here."""
    doubt: Callable[[dict[str, Any]], str] = fact_rules.nothing_to_doubt
    """What to look at once more of what was saved all the same."""
    refuse_withdrawal: Callable[[int], None] | None = None

    @property
    def dated(self) -> bool:
        """Whether the days from which and until which it is so are asked."""
        return bool(self.days)

    @property
    def with_article(self) -> str:
        """One of this kind, as it is spoken: an address, a name."""
        article = "an" if self.one[0] in "aeiou" else "a"
        return f"{article} {self.one}".replace("an other", "another")

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields of the form that are this kind's own, in the order of the page."""
        common = {"shown_id", "from_on", "to_on", "reason", "csrf_token"}
        return tuple(field.name for field in self.form() if field.name not in common)


KINDS = (
    FactKind(
        slug="names",
        title="Names",
        one="name",
        model=ChildName,
        form=fact_forms.NameForm,
        found_by=True,
    ),
    FactKind(
        slug="birth",
        title="Date of birth",
        one="date of birth",
        model=ChildBirth,
        form=fact_forms.BirthForm,
        ways=frozenset({Way.ADD, Way.CORRECT}),
        days=(),
        several=False,
        found_by=True,
        check=fact_rules.check_birth,
    ),
    FactKind(
        slug="sex-and-ethnicity",
        title="Sex and ethnicity",
        one="sex and ethnicity",
        model=ChildCharacteristics,
        form=fact_forms.CharacteristicsForm,
        ways=frozenset({Way.ADD, Way.CHANGE, Way.CORRECT}),
        several=False,
        found_by=True,
    ),
    FactKind(
        slug="numbers",
        title="Numbers",
        one="number",
        model=ChildIdentifier,
        form=fact_forms.IdentifierForm,
        ways=frozenset({Way.ADD, Way.CORRECT, Way.END, Way.WITHDRAW}),
        days=(),
        found_by=True,
        check=fact_rules.check_number,
        doubt=fact_rules.doubt_number,
    ),
    FactKind(
        slug="addresses",
        title="Addresses",
        one="address",
        model=ChildAddress,
        form=fact_forms.AddressForm,
        found_by=True,
        check=fact_rules.check_address,
    ),
    FactKind(
        slug="legal-status",
        title="Legal status",
        one="legal status",
        model=ChildLegalStatus,
        form=fact_forms.LegalStatusForm,
        several=False,
        check=course_rules.check_legal_status,
    ),
    FactKind(
        slug="adults",
        title="Adults in the household, visitors and parents",
        one="adult",
        model=HouseholdMember,
        form=AdultForm,
        found_by=True,
        check=check_adult,
        when_added=("forename", "surname", "born_on", "person"),
        carried=("person_id",),
    ),
    FactKind(
        slug="other-children",
        title="Brothers, sisters and other related children",
        one="related child",
        model=ChildRelationship,
        form=OtherChildForm,
        ways=frozenset({Way.ADD, Way.CORRECT, Way.WITHDRAW}),
        days=(),
        check=check_other_child,
        when_added=("reference",),
    ),
    FactKind(
        slug="professionals",
        title="Professionals",
        one="professional",
        model=ChildProfessional,
        form=fact_forms.ProfessionalForm,
    ),
    FactKind(
        slug="cases",
        title="Cases",
        one="case",
        model=ChildCase,
        form=course_forms.CaseForm,
        ways=AS_IT_WAS,
        check=course_rules.check_case,
        goes_on=(
            OnItsWay("children.close_case", "It was closed", "Nobody works with the child now."),
        ),
        refuse_withdrawal=course_rules.refuse_case_under_plan,
    ),
    FactKind(
        slug="plans",
        title="Child protection plans",
        one="plan",
        model=ChildProtectionPlan,
        form=course_forms.PlanForm,
        ways=AS_IT_WAS | {Way.COMPLETE},
        check=course_rules.check_plan,
        completed="The category is different now",
        when_completed=("latest_category",),
        goes_on=(OnItsWay("children.end_plan", "It has ended", "The child is on a plan no more."),),
    ),
    FactKind(
        slug="conferences",
        title="Conferences and reviews",
        one="conference or review",
        model=PlanReview,
        form=course_forms.ReviewForm,
        ways=frozenset({Way.ADD, Way.COMPLETE, Way.CORRECT, Way.WITHDRAW}),
        days=(),
        check=course_rules.check_review,
        completed="It was booked, moved or held",
        when_completed=("booked_on", "held_on", "quorate"),
    ),
    FactKind(
        slug="other-authorities",
        title="Other authorities",
        one="other authority",
        model=OtherAuthorityInvolvement,
        form=course_forms.OtherAuthorityForm,
        check=fact_rules.check_other_authority,
    ),
    FactKind(
        slug="lead-social-workers",
        title="Lead social workers",
        one="lead social worker",
        model=LeadSocialWorkerAssignment,
        form=course_forms.LeadForm,
        ways=AS_IT_WAS,
        check=course_rules.check_lead,
        goes_on=(
            OnItsWay(
                "children.assign_lead",
                "Somebody else leads now",
                "Whoever leads until then ends on that day.",
            ),
        ),
    ),
    FactKind(
        slug="death",
        title="Death",
        one="death",
        model=ChildDeath,
        form=course_forms.DeathForm,
        ways=AS_IT_WAS,
        days=("from_on",),
        several=False,
        check=course_rules.check_death,
    ),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
