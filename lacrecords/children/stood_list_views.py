"""Lists as they stood at a moment, and the difference between two, for managers."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.blueprint import children
from lacrecords.children.moments import Asked, LookBackForm
from lacrecords.children.stood_children import ListKind
from lacrecords.children.stood_lists import (
    StoodPage,
    Wanted,
    list_at,
    list_difference,
    stood_list,
    stood_lists_for,
)
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import Role
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import DropdownField, RadiosField, choice
from lacrecords.web.forms import page, required

MOST_PAGES = 10_000
LEADS = (Role.LEAD_SOCIAL_WORKER, Role.TEAM_MANAGER)


class StoodListForm(LookBackForm):
    """Which list, and at which moments; it names nobody in the address but a member of staff."""

    which = RadiosField(
        "Which list?",
        [required("Select a list")],
        kind=str,
    )
    team = DropdownField("Open cases of the team", kind=str, choices=())
    lead = DropdownField("Open cases of the lead social worker", kind=str, choices=())

    def offer(self, actor: Actor) -> None:
        """The lists of this reader, every team, and everybody who may lead."""
        self.which.choices = [choice(one.key, one.words) for one in stood_lists_for(actor)]
        teams = [choice(str(one.team_id), one.name) for one in staff.every_team()]
        people = [
            choice(str(one.account_id), one.name)
            for one in staff.everybody(council_day(now_utc()))
            if one.role in LEADS
        ]
        self.team.choices = [choice("", "Any team"), *teams]
        self.lead.choices = [choice("", "Anybody"), *people]

    def value(self) -> Wanted:
        """The list that is wanted; team and lead count for open cases only."""
        if self.which.data != ListKind.OPEN_CASES:
            return Wanted(self.which.data)
        team, lead = (int(one.data) if one.data else None for one in (self.team, self.lead))
        return Wanted(self.which.data, team, lead)


@children.get("/lists-as-they-stood")
@requires(Action.LISTS_AS_THEY_STOOD)
def lists_as_they_stood() -> ResponseReturnValue:
    """Choose a list and a moment, or two moments; the answer stands above the form."""
    now = now_utc()
    asked = {name: value for name, value in request.args.items() if name != "page"}
    form = StoodListForm(request.args if asked else None)
    form.offer(signed_in())
    first = second = found = None
    if asked and form.validate():
        first, second = form.moments(now)
    if first is not None:
        found = _found(form.value(), first, second)
    with transaction():
        if found:
            kind = stood_list(form.which.data).trail_kind
            audit.record(signed_in(), "list_as_it_stood_viewed", kind)
        else:
            audit.record(signed_in(), "lists_as_they_stood_asked", "child")
    return page(
        "children/lists_as_they_stood.html",
        form=form,
        found=found,
        first=first,
        second=second,
        title_words=stood_list(form.which.data).words if found else "",
        asked={name: value for name, value in asked.items() if value},
    )


def _found(wanted: Wanted, first: Asked, second: Asked | None) -> StoodPage:
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= MOST_PAGES:
        abort(404)
    if second is None:
        return list_at(signed_in(), wanted, first.when, now_utc(), number)
    both = (first.when, second.when)
    return list_difference(signed_in(), wanted, both, now_utc(), number)
