"""Alerts from other authorities: the list, one alert, and each thing that is done about it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.movements import received, received_deciding
from lacrecords.movements.blueprint import movements, note
from lacrecords.movements.forms import needed_day
from lacrecords.movements.received_forms import (
    DayAndWordsForm,
    DecidePersonForm,
    FoundHereForm,
    ReachedForm,
    ReceivedAlertForm,
    SenderCheckForm,
)
from lacrecords.movements.received_models import ReceivedAlertPerson
from lacrecords.movements.received_queries import (
    ALERTS,
    AlertPage,
    alert_page,
    alerts_page,
    reference_of_alert,
)
from lacrecords.movements.received_search import candidates_of
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Action
from lacrecords.rules.received_alerts import why_sender_not_told
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import GovukForm, page
from lacrecords.web.steps import is_done


@movements.get("/received-alerts")
@requires(Action.MOVEMENT_READ)
def received_alerts() -> ResponseReturnValue:
    """Families that other authorities look for, those that have waited longest first."""
    asked = asked_by(signed_in(), ALERTS, request.args)
    note("received_alerts_listed", "received_alert")
    paged = alerts_page(signed_in(), asked, now_utc())
    return page("movements/received_alerts.html", asked=asked, paged=paged)


@movements.route("/received-alerts/new", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_new() -> ResponseReturnValue:
    """Record an alert that came."""
    form = ReceivedAlertForm()
    form.offer(authorities.every_authority())
    if not form.regroup() and form.validate_on_submit():
        try:
            value = form.value()
            with transaction():
                reference = received.record_alert(signed_in(), value, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Recorded. Check the sender, and decide who they are", "success")
            return redirect(url_for("movements.received_alert", reference=reference), 303)
    return page("movements/received_new.html", form=form)


@movements.get("/received-alerts/<reference>")
@requires(Action.MOVEMENT_READ)
def received_alert(reference: str) -> ResponseReturnValue:
    """One alert: whom it describes, who they are, what was done, and what is still to be done."""
    note("received_alert_viewed", "received_alert", _found(reference).row.id)
    found = _found(reference)
    return page("movements/received_alert.html", alert=found)


@movements.route("/received-alerts/<reference>/check", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_check(reference: str) -> ResponseReturnValue:
    """Check who sent it, by the directory alone."""
    found, form = _found(reference), SenderCheckForm()
    contacts = authorities.contacts_in_force(found.row.authority_id)
    form.offer(contacts)
    number = found.row.id
    done = is_done(
        form, lambda: received.check_sender(signed_in(), number, form.value(), now_utc())
    )
    if done:
        return _back(reference, "The check is recorded")
    return page(
        "movements/received_check.html", form=form, alert=_found(reference), contacts=contacts
    )


@movements.route("/received-alerts/people/<reference>", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_person(reference: str) -> ResponseReturnValue:
    """Decide which record a person of an alert has, or that there is none."""
    found, person = _of_person(reference)
    actor, now, form = signed_in(), now_utc(), DecidePersonForm()
    candidates = candidates_of(actor, person, now)
    form.offer(candidates)
    number, alert_id, alert_reference = person.id, found.row.id, found.row.reference
    done = is_done(
        form,
        lambda: received_deciding.decide_person(
            actor, number, form.reference(), str(form.because.data), now
        ),
    )
    if done:
        return _back(alert_reference, "Your decision is kept")
    with transaction():
        audit.record(actor, "received_alert_searched", "received_alert", alert_id)
        for one in candidates:
            audit.record(actor, "received_alert_candidate", "child", one.card.child_id)
    found, _ = _of_person(reference)
    line = next(one for one in found.persons if one.row.reference == reference)
    return page(
        "movements/received_person.html", form=form, alert=found, line=line, candidates=candidates
    )


@movements.route("/received-alerts/<reference>/acknowledge", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_acknowledge(reference: str) -> ResponseReturnValue:
    """Record that its receipt was acknowledged."""
    return _reach(reference, received.acknowledge_alert, "movements/received_acknowledge.html")


@movements.route("/received-alerts/<reference>/told", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_told(reference: str) -> ResponseReturnValue:
    """Record that the sender was told that the family is here."""
    return _reach(reference, received.tell_sender, "movements/received_told.html")


@movements.route("/received-alerts/<reference>/found", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_found(reference: str) -> ResponseReturnValue:
    """Record that the family is here."""
    found, form = _found(reference), FoundHereForm()
    if found.facts.found:
        return redirect(url_for("movements.received_alert", reference=reference))
    return _say(reference, form, received.found_here, "movements/received_found.html")


@movements.route("/received-alerts/<reference>/ended", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def received_ended(reference: str) -> ResponseReturnValue:
    """Record that its sender ended it."""
    found, form = _found(reference), DayAndWordsForm()
    if found.facts.ended:
        return redirect(url_for("movements.received_alert", reference=reference))
    return _say(reference, form, received.end_alert, "movements/received_ended.html")


def _reach(reference: str, act: Callable[..., bool], template: str) -> ResponseReturnValue:
    found, form = _found(reference), ReachedForm()
    contacts = authorities.contacts_in_force(found.row.authority_id)
    form.offer(contacts)
    number = found.row.id
    if is_done(form, lambda: act(signed_in(), number, form.value(), now_utc())):
        return _back(reference, "Recorded")
    shown = _found(reference)
    why_not = why_sender_not_told(shown.facts)
    return page(template, form=form, alert=shown, contacts=contacts, why_not=why_not)


def _say(
    reference: str, form: GovukForm, act: Callable[..., bool], template: str
) -> ResponseReturnValue:
    number = _found(reference).row.id
    done = is_done(
        form,
        lambda: act(
            signed_in(), number, needed_day(form["on"]), str(form["words"].data), now_utc()
        ),
    )
    return (
        _back(reference, "Recorded") if done else page(template, form=form, alert=_found(reference))
    )


def _back(reference: str, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("movements.received_alert", reference=reference), 303)


def _found(reference: str) -> AlertPage:
    found = alert_page(signed_in(), reference, now_utc())
    if found is None:
        record_refusal(signed_in(), "received_alert_viewed")
        abort(404)
    return found


def _of_person(reference: str) -> tuple[AlertPage, ReceivedAlertPerson]:
    """The person of an alert with this reference, where this reader may see the alert."""
    found = _found(reference_of_alert(reference))
    person = next(one.row for one in found.persons if one.row.reference == reference)
    return found, person
