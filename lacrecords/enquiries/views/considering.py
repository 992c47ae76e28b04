"""The designated manager's considerations: the list, and one with all that it is decided on."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.considered import ConsiderationForm
from lacrecords.enquiries.queries import considerations as listed
from lacrecords.enquiries.queries.consideration_page import consideration_page
from lacrecords.enquiries.services.considerations import close_consideration
from lacrecords.enquiries.views.blueprint import enquiries, procedure
from lacrecords.rules.authorisation import Action
from lacrecords.staff import queries as staff
from lacrecords.staff.list_choices import words_asked
from lacrecords.terms import Role
from lacrecords.web.access import requires, signed_in
from lacrecords.web.clocks_shown import clock_shown
from lacrecords.web.forms import page

WHO_MAY_ACT = (
    Role.TEAM_MANAGER,
    Role.DUTY_SOCIAL_WORKER,
    Role.OUT_OF_HOURS_SOCIAL_WORKER,
    Role.LEAD_SOCIAL_WORKER,
)
MOST_PAGES = 1_000_000


@enquiries.get("/considerations")
@requires(Action.CONSIDERATION)
def considerations_list() -> ResponseReturnValue:
    """Considerations that are open, late or closed, the soonest due or the newest first."""
    if not _can_be(request.args):
        abort(404)
    said = words_asked(signed_in(), "considerations", request.args, ("show", "sort"))
    show, sort = said.get("show", "open"), said.get("sort", "due")
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    found = listed.considerations_page(now_utc(), show=show, sort=sort, number=number)
    return page("enquiries/considerations.html", found=found, show=show, sort=sort)


@enquiries.route("/considerations/<reference>", methods=["GET", "POST"])
@requires(Action.CONSIDERATION)
def consideration(reference: str) -> ResponseReturnValue:
    """What the enquiries said side by side, and the manager's decision with reasons."""
    actor, now = signed_in(), now_utc()
    found = consideration_page(reference, actor.account_id, procedure(), now)
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "consideration_viewed", "consideration", found.id)
    form = ConsiderationForm()
    form.offer(staff.active_people(WHO_MAY_ACT, local_date(now)))
    if found.closed_at is None and form.validate_on_submit():
        try:
            with transaction():
                close_consideration(
                    actor,
                    reference,
                    form.outcome.data,
                    form.reasons.data,
                    procedure(),
                    now_utc(),
                    form.who_acts(),
                )
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("The consideration is closed", "success")
            return redirect(url_for("enquiries.consideration", reference=found.reference))
    why = "the second enquiry was settled"
    clock = clock_shown("consideration_working_days", found.opened_at, why, found.due_at)
    return page("enquiries/consideration.html", form=form, found=found, clock=clock)


def _can_be(address: Mapping[str, str]) -> bool:
    """Whether there is such a part and such an order of the list."""
    show, sort = address.get("show", "open"), address.get("sort", "due")
    return show in listed.SHOWN and sort in listed.SORTED
