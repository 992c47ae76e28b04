"""Incidents: the list, and one with everybody who must be told, worked through to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.incidents import (
    CloseForm,
    CommissionerForm,
    ContainForm,
    DutyForm,
)
from lacrecords.enquiries.queries import incidents as queries
from lacrecords.enquiries.queries.incidents import IncidentPage
from lacrecords.enquiries.services import incidents as services
from lacrecords.enquiries.services.incidents import SETTINGS
from lacrecords.enquiries.views.blueprint import enquiries
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.list_choices import words_asked
from lacrecords.terms import IncidentDutyKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.clocks_shown import ClockShown, clock_shown
from lacrecords.web.forms import GovukForm, page
from lacrecords.wording import words

MOST_PAGES = 1_000_000


@enquiries.get("/incidents")
@requires(Action.INCIDENT_READ)
def incidents_list() -> ResponseReturnValue:
    """Incidents that are open, late or closed."""
    if not _can_be(request.args):
        abort(404)
    said = words_asked(signed_in(), "incidents", request.args, ("show", "sort"))
    show, sort = said.get("show", "open"), said.get("sort", "due")
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    found = queries.incidents(now_utc(), show=show, sort=sort, page=number)
    return page("enquiries/incidents.html", found=found, show=show, sort=sort)


@enquiries.get("/incidents/<reference>")
@requires(Action.INCIDENT_READ)
def incident(reference: str) -> ResponseReturnValue:
    """One incident; that it was read stands in the trail."""
    return _shown(reference)


@enquiries.post("/incidents/<reference>/containment")
@requires(Action.INCIDENT)
def contain_incident(reference: str) -> ResponseReturnValue:
    """Record what was done so that no harm comes of it."""
    form = ContainForm()
    return _done(
        reference,
        form,
        lambda: services.contain(signed_in(), reference, str(form.containment.data), now_utc()),
    )


@enquiries.post("/incidents/<reference>/commissioner")
@requires(Action.INCIDENT)
def decide_on_commissioner(reference: str) -> ResponseReturnValue:
    """Decide whether the Information Commissioner is notified."""
    form = CommissionerForm()
    return _done(
        reference,
        form,
        lambda: services.decide_on_commissioner(
            signed_in(), reference, bool(form.told.data), str(form.because.data), now_utc()
        ),
    )


@enquiries.post("/incidents/<reference>/duties/<kind>")
@requires(Action.INCIDENT)
def settle_incident_duty(reference: str, kind: str) -> ResponseReturnValue:
    """Record that one of those who must be told was told, or why not."""
    known = {each.value: each for each in IncidentDutyKind}
    if kind not in known:
        abort(404)
    form = DutyForm(prefix=kind)
    return _done(
        reference,
        form,
        lambda: services.settle_duty(
            signed_in(),
            reference,
            known[kind],
            form.done.data == "yes",
            str(form.words.data),
            now_utc(),
        ),
    )


@enquiries.post("/incidents/<reference>/close")
@requires(Action.INCIDENT)
def close_an_incident(reference: str) -> ResponseReturnValue:
    """Close it, once everything is settled."""
    form = CloseForm()
    return _done(
        reference,
        form,
        lambda: services.close_incident(signed_in(), reference, str(form.learned.data), now_utc()),
    )


def _done(reference: str, form: GovukForm, do: Callable[[], None]) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            with transaction():
                do()
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("It is recorded", "success")
            return redirect(url_for("enquiries.incident", reference=reference.upper()))
    return _shown(reference, form)


def _shown(reference: str, sent: GovukForm | None = None) -> ResponseReturnValue:
    """The page, with the form that was sent among its forms."""
    found = queries.incident_page(reference, now_utc())
    if found is None:
        abort(404)
    with transaction():
        audit.record(signed_in(), "incident_viewed", "incident", found.id)
    duties = {
        card.kind.value: _form(DutyForm, sent, prefix=card.kind.value) for card in found.duties
    }
    return page(
        "enquiries/incident.html",
        found=found,
        sent=sent,
        contain=_form(ContainForm, sent),
        commissioner=_form(CommissionerForm, sent),
        close=_form(CloseForm, sent),
        duties=duties,
        clocks=_clocks(found),
        duty_words=words,
        may_work=may(signed_in().role, Action.INCIDENT) and found.closed_at is None,
    )


def _clocks(found: IncidentPage) -> dict[str, ClockShown]:
    """The clock of everybody who must be told."""
    why = "the council became aware"
    return {
        card.kind.value: clock_shown(SETTINGS[card.kind], found.aware_at, why, card.due_at)
        for card in found.duties
    }


def _form(kind: type[GovukForm], sent: GovukForm | None, prefix: str = "") -> Form:
    """The form that was sent where it is this one; else an empty one."""
    if isinstance(sent, kind) and sent._prefix.rstrip("-") == prefix:
        return sent
    return kind(formdata=None, prefix=prefix)


def _can_be(address: Mapping[str, str]) -> bool:
    """Whether there is such a part and such an order of the list."""
    show, sort = address.get("show", "open"), address.get("sort", "due")
    return show in queries.SHOWN and sort in queries.SORTED
