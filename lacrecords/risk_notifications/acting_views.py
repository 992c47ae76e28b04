"""What is done to one notification: its source checked, reviewed, added to, taken off."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.people.queries import addresses_of
from lacrecords.risk_notifications import course, recording, source_checks
from lacrecords.risk_notifications.blueprint import (
    procedure,
    risk_notifications,
    seen_or_404,
)
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.forms import (
    AddressForm,
    CheckForm,
    ConditionForm,
    DecideForm,
    LeftForm,
    ReasonForm,
    ReviewForm,
    address_of,
    condition_of,
    day_of,
)
from lacrecords.risk_notifications.listing import REQUESTS, requests_page
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.pages import agency_words, notification_page
from lacrecords.risk_notifications.requests import request_page
from lacrecords.rules.authorisation import Action
from lacrecords.rules.deadlines import months_later
from lacrecords.staff.list_choices import asked_by
from lacrecords.terms import Channel, VerificationMethod
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import choice
from lacrecords.web.forms import GovukForm, page


def is_done(form: GovukForm, what: Callable[[], object]) -> bool:
    """Do it in one transaction; a refusal becomes a message at its field."""
    try:
        with transaction():
            what()
    except RiskRefused as refused:
        form.refuse_step(refused)
        return False
    return True


def back(reference: str, words: str) -> ResponseReturnValue:
    """To the notification, with what was done in words."""
    flash(words, "success")
    return redirect(url_for("risk_notifications.notification", reference=reference), 303)


@risk_notifications.route("/<reference>/check", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def check(reference: str) -> ResponseReturnValue:
    """Check who sent it, as an enquirer is checked: only a way from the directory counts."""
    row, form, actor = seen_or_404(reference), CheckForm(), signed_in()
    _offer_ways(form, row)
    number, agency, given = row.id, agency_words(row), row.contact_given
    name, in_directory = row.source_name, row.agency_id is not None
    if form.validate_on_submit():
        value = form.value()
        if is_done(
            form,
            lambda: source_checks.record_source_check(actor, number, value, procedure(), now_utc()),
        ):
            return back(reference, "The check is recorded")
    return page(
        "risk_notifications/check.html",
        form=form,
        reference=reference,
        agency=agency,
        given=given,
        source_name=name,
        in_directory=in_directory,
    )


def _offer_ways(form: CheckForm, row: RiskNotification) -> None:
    points = agencies.contact_points_of(row.agency_id, now_utc()) if row.agency_id else ()
    ways = []
    for point in points:
        verb = "Ring back" if point.method is VerificationMethod.RING_BACK else "Write to"
        value = f"{point.method.value}:{point.contact_point_id}"
        hint = f"From the agency directory: {point.label}"
        ways.append(choice(value, f"{verb} {point.value}", hint=hint))
    if row.channel is Channel.IN_PERSON:
        ways.append(choice("identity_document", "I saw the photo pass of this agency, in person"))
    if procedure().known_voice_permitted:
        ways.append(choice("known_voice", "I know the voice, and checked a second fact"))
    ways.append(choice("none", "I could not check who sent it"))
    form.how.choices = ways


@risk_notifications.route("/<reference>/review", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def review(reference: str) -> ResponseReturnValue:
    """Review it: it goes on, what it says changes, or it should be taken off."""
    row, actor, now = seen_or_404(reference), signed_in(), now_utc()
    number = row.id
    usual = months_later(local_date(now), procedure().risk_review_months)
    form = ReviewForm(obj=recording.statement_of(number), next_on=DateParts.of(usual))
    if form.validate_on_submit():
        value = form.value()
        if is_done(form, lambda: course.record_review(actor, number, value, procedure(), now)):
            return back(reference, "The review is recorded")
    shown = notification_page(seen_or_404(reference), actor, now)
    return page("risk_notifications/review.html", form=form, shown=shown)


@risk_notifications.route("/<reference>/address", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def address(reference: str) -> ResponseReturnValue:
    """The person has another address; every child's is compared with it."""
    row, form, actor = seen_or_404(reference), AddressForm(), signed_in()
    number = row.id
    if form.validate_on_submit():
        value = address_of(form)
        if is_done(form, lambda: recording.add_address(actor, number, value, now_utc())):
            return back(reference, "The address is recorded, and is compared with every child's")
    return page("risk_notifications/address.html", form=form, reference=reference)


@risk_notifications.route("/<reference>/left", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def left(reference: str) -> ResponseReturnValue:
    """The person left an address."""
    row, form, actor = seen_or_404(reference), LeftForm(), signed_in()
    number = row.id
    lives_at = [one for one in addresses_of(row.person_id) if one.to_on is None]
    form.address_id.choices = [choice(str(one.address_id), one.words) for one in lives_at]
    if form.validate_on_submit():
        address_id, on = form.address_id.data, day_of(form.left_on) or local_date(now_utc())
        if is_done(form, lambda: recording.end_address(actor, number, address_id, on, now_utc())):
            return back(reference, "The end of the address is recorded")
    return page("risk_notifications/left.html", form=form, reference=reference)


@risk_notifications.route("/<reference>/condition", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def condition(reference: str) -> ResponseReturnValue:
    """Something else binds the person."""
    row, form, actor = seen_or_404(reference), ConditionForm(), signed_in()
    number = row.id
    if form.validate_on_submit():
        value = condition_of(form)
        if is_done(form, lambda: recording.add_condition(actor, number, value, now_utc())):
            return back(reference, "The condition is recorded")
    return page("risk_notifications/condition.html", form=form, reference=reference)


@risk_notifications.route("/<reference>/remove", methods=["GET", "POST"])
@requires(Action.RISK_REMOVAL)
def remove(reference: str) -> ResponseReturnValue:
    """Propose that it be taken off, or decide as the second person what another proposed."""
    row, actor = seen_or_404(reference), signed_in()
    number, waiting = row.id, course.waiting_removal(row.id)
    reason, own = (waiting.reason, waiting.proposed_by == actor.key) if waiting else ("", False)
    form: GovukForm = DecideForm() if waiting else ReasonForm()
    if form.validate_on_submit() and is_done(form, lambda: _remove(form, number)):
        return back(reference, "Your answer is kept" if waiting else "The proposal is kept")
    return page(
        "risk_notifications/remove.html",
        form=form,
        reference=reference,
        proposed=reason,
        own=own,
        decides=isinstance(form, DecideForm),
    )


def _remove(form: GovukForm, number: int) -> None:
    actor, now = signed_in(), now_utc()
    if isinstance(form, DecideForm):
        course.decide_removal(actor, number, form.approve.data, form.because.data, now)
        return
    reason = form["reason"].data
    course.propose_removal(actor, number, reason, procedure(), now)


@risk_notifications.get("/requests")
@requires(Action.RISK_RECORD)
def requests() -> ResponseReturnValue:
    """Who asked to see a notification, what for, and what was decided."""
    asked = asked_by(signed_in(), REQUESTS, request.args)
    paged = requests_page(asked)
    with transaction():
        audit.record(signed_in(), "risk_requests_listed", "risk_notification")
    return page("risk_notifications/requests.html", asked=asked, paged=paged)


@risk_notifications.route("/requests/<reference>", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def decide(reference: str) -> ResponseReturnValue:
    """Let somebody in for a time, or refuse with a reason."""
    actor, form, found = signed_in(), DecideForm(), request_page(reference)
    if found is None:
        abort(404)
    if form.validate_on_submit():
        granted, because = form.approve.data, form.because.data
        if is_done(
            form,
            lambda: course.decide_access(actor, found.id, granted, because, procedure(), now_utc()),
        ):
            return back(found.notification_reference, "Your decision is kept, and they are told")
    return page("risk_notifications/decide.html", form=form, asked=found)
