"""The designated manager's queue of enquiries to read and close, as they last chose to see it."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.forms.considered import QueueFilterForm
from lacrecords.enquiries.queries.queue import Wanted, last_filter, queue_page, unconsidered_counts
from lacrecords.enquiries.services.batches import remember_filter
from lacrecords.enquiries.views.blueprint import enquiries
from lacrecords.enquiries.views.queue_export import arguments_of
from lacrecords.rules.authorisation import Action
from lacrecords.staff import queries as staff
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import PARTS
from lacrecords.web.forms import page

MOST_PAGES = 1_000_000


@enquiries.get("/enquiries-to-consider")
@requires(Action.ENQUIRY_CONSIDER)
def queue() -> ResponseReturnValue:
    """Enquiries not yet considered, the oldest first; a filter that is chosen is remembered."""
    actor, now = signed_in(), now_utc()
    if "reset" in request.args:
        with transaction():
            remember_filter(actor, {}, now)
            audit.record(actor, "enquiry_queue_filtered", "enquiry")
        return redirect(url_for("enquiries.queue"))
    form = _form(actor.account_id or 0)
    valid = form.validate()
    if valid and "filter" in request.args:
        kept = {name: text for name in _names(form) if (text := request.args.get(name))}
        with transaction():
            remember_filter(actor, kept, now)
            audit.record(actor, "enquiry_queue_filtered", "enquiry")
        return redirect(url_for("enquiries.queue"))
    with transaction():
        audit.record(actor, "enquiry_queue_viewed", "enquiry")
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    form = form if valid else _with_errors(form)
    found = queue_page(form.wanted(), number, now)
    waiting = unconsidered_counts(now)
    return page(
        "enquiries/queue.html",
        form=form,
        found=found,
        waiting=waiting.number,
        late=waiting.late,
        filtered=replace(form.wanted(), sort=Wanted().sort) != Wanted(),
        arguments=arguments_of(form.wanted()),
    )


def _form(account_id: int) -> QueueFilterForm:
    """The filter just chosen, else the one this person chose last."""
    chosen: MultiDict[str, str] = MultiDict(request.args)
    if "filter" not in request.args and "passing" not in request.args:
        chosen = MultiDict(last_filter(account_id) or {})
    form = QueueFilterForm(chosen)
    form.offer(staff.every_team())
    return form


def _names(form: QueueFilterForm) -> list[str]:
    """What a filter may hold, and nothing that somebody wrote into the address besides."""
    names = [field.name for field in form]
    return names + [f"{name}-{part}" for name in names for part in PARTS]


def _with_errors(form: QueueFilterForm) -> QueueFilterForm:
    """A day that cannot be read chooses nothing; the message stands beside it."""
    for field in form:
        if field.errors:
            field.data = None
    return form
