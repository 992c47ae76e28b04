"""The pages of the steps that wait for others: check of the requester, consent, and the end."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import queries as agencies
from lacrecords.check_requests.blueprint import check_requests, person_or_404, standing_or_404
from lacrecords.check_requests.checking import (
    record_consent,
    record_requester_check,
    withdraw_consent,
)
from lacrecords.check_requests.ending import end_request
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.step_forms import (
    ConsentForm,
    EndForm,
    RequesterCheckForm,
    WithdrawForm,
)
from lacrecords.clocks import local_date
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


def back_to(standing: RequestStanding) -> ResponseReturnValue:
    """To the page of the request."""
    return redirect(url_for("check_requests.show", reference=standing.request.reference), 303)


@check_requests.route("/<reference>/check", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def check(reference: str) -> ResponseReturnValue:
    """Check who asks: ring back, or write to an address, from the directory."""
    standing, now = standing_or_404(reference), now_utc()
    agency_id = standing.version.agency_id
    points = agencies.contact_points_of(agency_id, now) if agency_id else ()
    form = RequesterCheckForm()
    form.offer(points)

    def step() -> None:
        record_requester_check(signed_in(), standing, form.value(), now)

    if is_taken(form, step, "The check is recorded"):
        return back_to(standing)
    return page("check_requests/check.html", form=form, standing=standing, points=points)


@check_requests.route("/<reference>/people/<int:position>/consent", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def consent(reference: str, position: int) -> ResponseReturnValue:
    """Write down that a consent was seen."""
    standing = standing_or_404(reference)
    one = person_or_404(standing, position)
    form = ConsentForm(seen_by=signed_in().name)

    def step() -> None:
        now = now_utc()
        record_consent(signed_in(), one, form.value(local_date(now)), now)

    if is_taken(form, step, "The consent is recorded"):
        return back_to(standing)
    return page("check_requests/consent.html", form=form, standing=standing, one=one)


@check_requests.route(
    "/<reference>/people/<int:position>/consent/withdraw", methods=["GET", "POST"]
)
@requires(Action.CHECK_REQUEST_RECORD)
def withdraw(reference: str, position: int) -> ResponseReturnValue:
    """The person takes their consent back: nothing is searched or sent any more."""
    standing = standing_or_404(reference)
    one = person_or_404(standing, position)
    form = WithdrawForm()

    def step() -> None:
        withdraw_consent(signed_in(), standing, one, form.because.data, now_utc())

    if is_taken(form, step, "The consent is taken back. The request has ended"):
        return back_to(standing)
    return page("check_requests/withdraw.html", form=form, standing=standing, one=one)


@check_requests.route("/<reference>/end", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def end(reference: str) -> ResponseReturnValue:
    """End a request without an answer."""
    standing = standing_or_404(reference)
    form = EndForm()

    def step() -> None:
        end_request(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "The request has ended. What was recorded is kept"):
        return back_to(standing)
    return page("check_requests/end.html", form=form, standing=standing)
