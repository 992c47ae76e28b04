"""The changes that can be made on a child's page: form, service and words of each, in one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wtforms import Field

from lacrecords.children import services
from lacrecords.children.admission import admitted_child_id
from lacrecords.children.closing_forms import CloseCaseForm
from lacrecords.children.forms import (
    AssignLeadForm,
    ChangeForm,
    ConnectionForm,
    EndPlanForm,
    OpenCaseForm,
    RestrictForm,
    StartPlanForm,
)
from lacrecords.children.life_events import child_died, child_was_born
from lacrecords.children.life_forms import BornForm, DiedForm
from lacrecords.children.models import (
    ChildBirth,
    ChildCase,
    ChildDeath,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
    Restriction,
)
from lacrecords.children.restrictions import MAY_OWN, MAY_READ
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import StaffCard, council_day
from lacrecords.web.fields import choice


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who changes which record, and when."""

    actor: Actor
    child_id: int
    now: datetime

    @property
    def on(self) -> date:
        """The council's day."""
        return council_day(self.now)


def _nothing_to_choose(_form: Any, _at: Occasion) -> None:
    """Most forms need nothing from the database."""


def offer(field: Field, people: tuple[StaffCard, ...]) -> None:
    """Offer these people as answers."""
    field.choices = [choice(str(person.account_id), person.name) for person in people]


def _offer_leads(form: Any, at: Occasion) -> None:
    offer(form.account_id, services.who_may_lead(at.on))


def _offer_owners_and_readers(form: Any, at: Occasion) -> None:
    offer(form.owner_id, staff.active_people(MAY_OWN, at.on))
    offer(form.reader_ids, staff.active_people(MAY_READ, at.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAction:
    """One change: what the page says, which form it has, which service it calls."""

    title: str
    button: str
    done: str
    form: type[ChangeForm]
    fields: tuple[str, ...]
    service: Callable[[Actor, int, Any, datetime], object]
    model: type[Fact] | None = None
    guidance: str = ""
    prepare: Callable[[Any, Occasion], None] = _nothing_to_choose
    door: Callable[[Actor, str, datetime], int] = admitted_child_id
    leads_to: str = "children.index"
    """Where it leads when the record is closed to whoever made the change."""


OPEN_CASE = ChildAction(
    title="Open a case",
    button="Open the case",
    done="The case is open",
    form=OpenCaseForm,
    fields=("opened_on", "strange_on_purpose", "reason"),
    service=services.open_case,
    model=ChildCase,
)
CLOSE_CASE = ChildAction(
    title="Close the case",
    button="Close the case",
    done="The case is closed",
    form=CloseCaseForm,
    fields=("closure_reason", "closing_words", "closed_on", "reason"),
    service=services.close_case,
    model=ChildCase,
    guidance="The lead social worker's assignment ends on the same day. A plan must end first.",
)
ASSIGN_LEAD = ChildAction(
    title="Assign the lead social worker",
    button="Assign",
    done="The lead social worker is assigned",
    form=AssignLeadForm,
    fields=("account_id", "from_on", "reason"),
    service=services.assign_lead_social_worker,
    model=LeadSocialWorkerAssignment,
    guidance="Whoever leads now ends on the day on which the new lead social worker begins.",
    prepare=_offer_leads,
)
START_PLAN = ChildAction(
    title="Start a child protection plan",
    button="Start the plan",
    done="The plan is started",
    form=StartPlanForm,
    fields=("category", "started_on", "strange_on_purpose", "reason"),
    service=services.start_plan,
    model=ChildProtectionPlan,
)
END_PLAN = ChildAction(
    title="End the child protection plan",
    button="End the plan",
    done="The plan is ended",
    form=EndPlanForm,
    fields=("ended_on", "reason"),
    service=services.end_plan,
    model=ChildProtectionPlan,
)
RESTRICT = ChildAction(
    title="Restrict this record",
    button="Restrict the record",
    done="The record is restricted",
    form=RestrictForm,
    fields=("owner_id", "reader_ids", "reason"),
    service=services.restrict_record,
    model=Restriction,
    guidance="Only its owner and the people you choose will find or open this record.",
    prepare=_offer_owners_and_readers,
)
DECLARE_CONNECTION = ChildAction(
    title="I know this child or family",
    button="Declare the connection",
    done="Your connection is recorded. The record is closed to you",
    form=ConnectionForm,
    fields=("reason", "understood"),
    service=services.declare_connection,
    guidance="The record will be closed to you from now on. A manager can still open it.",
)
CHILD_BORN = ChildAction(
    title="The child was born",
    button="Record the birth",
    done="The birth is recorded",
    form=BornForm,
    fields=(
        "born_on",
        "forename",
        "middle",
        "surname",
        "sex",
        "nhs_number",
        "on_another_record",
        "reason",
    ),
    service=child_was_born,
    model=ChildBirth,
    guidance="The record stays the same one. The expected date can still be read in its history.",
)
CHILD_DIED = ChildAction(
    title="The child has died",
    button="Record the death",
    done="The death is recorded",
    form=DiedForm,
    fields=("died_on", "reason"),
    service=child_died,
    model=ChildDeath,
    guidance="The lead social worker and the designated manager are told at once.",
)
