"""Corrections: the list, the page of one, an item that was not right, telling one recipient."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import queries as agencies
from lacrecords.agencies.authorities import contacts_in_force
from lacrecords.corrections.blueprint import (
    corrections,
    duty_or_404,
    note,
    procedure,
    standing_or_404,
)
from lacrecords.corrections.forms import CheckForm, NotRightForm, NotToldForm, ToldForm
from lacrecords.corrections.items import correct_item, corrections_of_item
from lacrecords.corrections.models import CorrectionDuty
from lacrecords.corrections.page import correction_page, had_by, words_to_say
from lacrecords.corrections.queries import CORRECTIONS, corrections_page
from lacrecords.corrections.telling import (
    checks_of,
    confirmed_check,
    record_check,
    record_not_told,
    record_told,
)
from lacrecords.corrections.values import CorrectionRefused
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.sharing_decisions.queries import visible_standing
from lacrecords.sharing_decisions.told import item_shared
from lacrecords.sharing_decisions.values import SharingRefused
from lacrecords.sharing_decisions.words import ITEM_WORDS
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import GovukForm, page
from lacrecords.web.steps import is_taken

__all__ = ["corrections"]


@corrections.get("")
@requires(Action.CORRECTION_READ)
def index() -> ResponseReturnValue:
    """The corrections that this person may see, and who is still to be told."""
    actor = signed_in()
    asked = asked_by(actor, CORRECTIONS, request.args)
    note("corrections_listed")
    paged = corrections_page(actor, asked, now_utc())
    return page("corrections/index.html", asked=asked, paged=paged)


@corrections.get("/<reference>")
@requires(Action.CORRECTION_READ)
def show(reference: str) -> ResponseReturnValue:
    """One correction: the old version, the new one, why, and everybody who had it."""
    note("correction_viewed", standing_or_404(reference).newest.id)
    now, standing = now_utc(), standing_or_404(reference)
    shown = correction_page(signed_in(), standing, now)
    return page("corrections/show.html", standing=standing, shown=shown, now=now)


@corrections.route("/items/<reference>/<int:position>", methods=["GET", "POST"])
@requires(Action.CORRECTION_TELL)
def not_right(reference: str, position: int) -> ResponseReturnValue:
    """An item that was shared was not right."""
    visible = visible_standing(signed_in(), reference, now_utc())
    shared = item_shared(reference, position) if visible is not None else None
    if shared is None:
        record_refusal(signed_in(), "shared_item_corrected")
        abort(404)
    before = corrections_of_item(shared.item.id)
    form = NotRightForm(data={"shown": str(len(before))})
    if form.validate_on_submit():
        try:
            with transaction():
                made = correct_item(signed_in(), shared, form.value(), procedure(), now_utc())
                made_reference = made.reference
        except (CorrectionRefused, SharingRefused) as refused:
            form.refuse(None, str(refused))
        else:
            flash("It is kept. Whoever had it is to be told", "success")
            return redirect(url_for("corrections.show", reference=made_reference), 303)
    shared = item_shared(reference, position)
    return page(
        "corrections/not_right.html", form=form, shared=shared, before=before, kinds=ITEM_WORDS
    )


@corrections.get("/recipients/<reference>")
@requires(Action.CORRECTION_READ)
def recipient(reference: str) -> ResponseReturnValue:
    """One recipient: what they were told, what is right now, how they are reached."""
    note("correction_recipient_viewed", duty_or_404(reference)[1].correction_id)
    actor, now = signed_in(), now_utc()
    standing, duty = duty_or_404(reference)
    checks = checks_of(duty.id)
    return page(
        "corrections/recipient.html",
        standing=standing,
        duty=duty,
        shown=correction_page(actor, standing, now),
        had=had_by(duty),
        checks=checks,
        checked=confirmed_check(checks),
        offered=words_to_say(actor, standing, duty, now),
        may_tell=may(actor.role, Action.CORRECTION_TELL) and duty.settled_at is None,
        may_not_tell=may(actor.role, Action.CORRECTION_NOT_TELL) and duty.settled_at is None,
        now=now,
    )


@corrections.route("/recipients/<reference>/check", methods=["GET", "POST"])
@requires(Action.CORRECTION_TELL)
def check(reference: str) -> ResponseReturnValue:
    """Check the recipient again, like an enquirer."""
    form, (_, duty) = CheckForm(), duty_or_404(reference)
    contacts = contacts_in_force(duty.authority_id) if duty.authority_id else ()
    points = agencies.contact_points_of(duty.agency_id, now_utc()) if duty.agency_id else ()
    form.offer_all(points, contacts)
    return _step(
        reference,
        form,
        "check",
        lambda one: record_check(signed_in(), one.id, form.check(contacts), now_utc()),
        "The check is recorded",
    )


@corrections.route("/recipients/<reference>/told", methods=["GET", "POST"])
@requires(Action.CORRECTION_TELL)
def told(reference: str) -> ResponseReturnValue:
    """They were told: how, when, in which words."""
    standing, duty = duty_or_404(reference)
    if confirmed_check(checks_of(duty.id)) is None:
        flash("Check them first. Nobody is told before that")
        return redirect(url_for("corrections.check", reference=reference), 303)
    offered = words_to_say(signed_in(), standing, duty, now_utc())
    form = ToldForm(data={"words": offered})

    def tell(one: CorrectionDuty) -> None:
        now = now_utc()
        record_told(signed_in(), one.id, form.value(now), now)

    return _step(reference, form, "told", tell, "It is kept that they were told")


@corrections.route("/recipients/<reference>/not-told", methods=["GET", "POST"])
@requires(Action.CORRECTION_NOT_TELL)
def not_told(reference: str) -> ResponseReturnValue:
    """A manager decides that they are not told."""
    form = NotToldForm()
    return _step(
        reference,
        form,
        "not_told",
        lambda one: record_not_told(signed_in(), one.id, form.value(), procedure(), now_utc()),
        "It is kept that they are not told, and why",
    )


def _step(
    reference: str,
    form: GovukForm,
    template: str,
    take: Callable[[CorrectionDuty], object],
    done: str,
) -> ResponseReturnValue:
    """One step with a recipient: its form, the service, and back to their page."""
    _, duty = duty_or_404(reference)
    back = url_for("corrections.recipient", reference=reference)
    if is_taken(form, lambda: take(duty), done):
        return redirect(back, 303)
    standing, duty = duty_or_404(reference)
    if duty.settled_at is not None and request.method == "GET":
        return redirect(back, 303)
    return page(f"corrections/{template}.html", form=form, standing=standing, duty=duty)
