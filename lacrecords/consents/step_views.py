"""The pages of what happens to a consent: it is taken back, changes, or is looked at again."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.consents.access import consent_or_404
from lacrecords.consents.blueprint import consents
from lacrecords.consents.forms import today_parts
from lacrecords.consents.models import Consent
from lacrecords.consents.pages import AboutChild, about_child
from lacrecords.consents.reviewing import note_change, record_review
from lacrecords.consents.step_forms import ChangeForm, ReviewForm, WithdrawForm
from lacrecords.consents.withdrawing import withdraw_consent
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import GovukForm, page
from lacrecords.web.steps import is_taken


def _row_and_child(reference: str) -> tuple[Consent, AboutChild]:
    actor, now = signed_in(), now_utc()
    row = consent_or_404(actor, reference, now)
    return row, about_child(actor, row.child_id, now)


def _shown(template: str, form: GovukForm, row: Consent, about: AboutChild) -> ResponseReturnValue:
    return page(template, form=form, row=row, about=about, one=about.every.standing(row))


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("consents.show", reference=reference), 303)


@consents.route("/<reference>/withdraw", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def withdraw(reference: str) -> ResponseReturnValue:
    """Record that a consent was taken back."""
    row, about = _row_and_child(reference)
    form = WithdrawForm(withdrawn_on=today_parts(local_date(now_utc())))
    form.offer(row)

    def step() -> None:
        withdraw_consent(signed_in(), row.id, form.value(), now_utc())

    if is_taken(form, step, "The consent is taken back. Whoever leads for the child is told"):
        return _back(reference)
    return _shown("consents/withdraw.html", form, row, about)


@consents.route("/<reference>/change", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def change(reference: str) -> ResponseReturnValue:
    """Note what has changed since a consent was given."""
    row, about = _row_and_child(reference)
    form = ChangeForm()

    def step() -> None:
        note_change(signed_in(), row.id, form.value(), now_utc())

    if is_taken(form, step, "It is noted. Consent is to be sought again"):
        return _back(reference)
    return _shown("consents/change.html", form, row, about)


@consents.route("/<reference>/review", methods=["GET", "POST"])
@requires(Action.CONSENT_RECORD)
def review(reference: str) -> ResponseReturnValue:
    """Record what a review of a consent came to."""
    row, about = _row_and_child(reference)
    form = ReviewForm()

    def step() -> None:
        record_review(signed_in(), row.id, form.value(), now_utc())

    if is_taken(form, step, "The review is recorded"):
        return _back(reference)
    return _shown("consents/review.html", form, row, about)
