"""Writing a notification down, step by step: nothing typed is lost, and it is kept once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.people.finding import find_people
from lacrecords.people.queries import people_by_id
from lacrecords.risk_notifications import drafts
from lacrecords.risk_notifications.blueprint import procedure, risk_notifications
from lacrecords.risk_notifications.described import NewRiskNotification, RiskRefused
from lacrecords.risk_notifications.models import RiskDraft
from lacrecords.risk_notifications.new_forms import SamePersonForm
from lacrecords.risk_notifications.queries import people_with_notifications
from lacrecords.risk_notifications.recording import (
    notification_of_form,
    record_notification,
    usual_review_on,
)
from lacrecords.risk_notifications.whole import (
    FORMS,
    as_sought,
    linked_children,
    offer_people,
    whole_of,
)
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import GovukForm, page
from lacrecords.web.words import date_words

ANOTHER = "another"


@risk_notifications.get("/new")
@requires(Action.RISK_RECORD)
def new() -> ResponseReturnValue:
    """Begin a notification, or go on with one that was begun."""
    begun = drafts.drafts_of(signed_in().account_id)
    return page("risk_notifications/new.html", drafts=begun)


@risk_notifications.post("/new")
@requires(Action.RISK_RECORD)
def begin() -> ResponseReturnValue:
    """A new draft."""
    account_id = signed_in().account_id
    if account_id is None:
        abort(403)
    with transaction():
        reference = drafts.begin_draft(account_id, now_utc())
    return redirect(_step_address(reference, drafts.STEPS[0]), 303)


def _step_address(reference: str, step: str) -> str:
    if not step:
        return url_for("risk_notifications.keep", reference=reference)
    return url_for("risk_notifications.step", reference=reference, step=step)


@risk_notifications.route("/new/<reference>/<step>", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def step(reference: str, step: str) -> ResponseReturnValue:
    """One step: what is typed is kept even while something is still wrong."""
    row = _draft(reference)
    if step not in drafts.STEPS:
        abort(404)
    number, form = row.id, _form(step, None if request.method == "POST" else row)
    if request.method == "POST":
        regrouped = form.regroup()
        right = not regrouped and form.validate_on_submit()
        if right and step == "readers" and (wrong := linked_children(form, signed_in())[1]):
            form.refuse("children", wrong)
            right = False
        with transaction():
            drafts.keep_step(number, step, request.form.items(multi=True), now_utc())
        if right:
            return redirect(_step_address(reference, drafts.next_step(_draft(reference))), 303)
    return page(
        f"risk_notifications/step_{step}.html",
        form=form,
        reference=reference,
        number=drafts.STEPS.index(step) + 1,
        of=len(drafts.STEPS) + 1,
    )


@risk_notifications.route("/new/<reference>", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def keep(reference: str) -> ResponseReturnValue:
    """Everything that was typed, who the person may be, and keeping the notification."""
    kept_already = notification_of_form(f"draft {reference}")
    if kept_already is not None:
        return redirect(url_for("risk_notifications.notification", reference=kept_already))
    row = _draft(reference)
    forms = {name: _form(name, row) for name in drafts.STEPS}
    wrong = next((name for name, form in forms.items() if not _is_whole(form, row, name)), "")
    if wrong:
        return redirect(_step_address(reference, wrong))
    whole = whole_of(forms, f"draft {row.reference}", signed_in(), now_utc())
    form = SamePersonForm()
    alike = _offer(form, whole)
    if form.validate_on_submit():
        chosen = None if form.person.data == ANOTHER else int(form.person.data)
        try:
            with transaction():
                kept = record_notification(
                    signed_in(), replace(whole, person_id=chosen), procedure(), now_utc()
                )
                drafts.throw_away(row.id)
        except RiskRefused as refused:
            form.refuse("person" if refused.field == "person" else None, refused.words)
        else:
            flash("The notification is kept, and is compared with every child's record", "success")
            return redirect(url_for("risk_notifications.check", reference=kept), 303)
    return page(
        "risk_notifications/keep.html",
        form=form,
        whole=whole,
        usual_review_on=usual_review_on(procedure(), now_utc()),
        reference=reference,
        alike=alike,
    )


@risk_notifications.route("/new/<reference>/throw-away", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def throw_away(reference: str) -> ResponseReturnValue:
    """Ask, and then throw a draft away."""
    row = _draft(reference)
    form = GovukForm()
    if not form.validate_on_submit():
        return page("risk_notifications/throw_away.html", form=form, draft=row)
    with transaction():
        drafts.throw_away(row.id)
    flash("What you had typed is thrown away", "success")
    return redirect(url_for("risk_notifications.new"), 303)


def _draft(reference: str) -> RiskDraft:
    row = drafts.draft_of(signed_in().account_id, reference)
    if row is None:
        abort(404)
    return row


def _form(name: str, row: RiskDraft | None) -> GovukForm:
    """The form of a step, with what was typed in it before; None: with what is sent now."""
    if row is None:
        form = FORMS[name]()
    else:
        typed = drafts.typed_in(row, name)
        form = FORMS[name](formdata=typed) if typed is not None else FORMS[name](MultiDict())
    if name == "source":
        cards = agencies.agencies()
        form["agency_id"].choices = [choice(str(card.agency_id), card.name) for card in cards]
    if name == "readers":
        offer_people(form, now_utc())
    return form


def _is_whole(form: Any, row: RiskDraft, name: str) -> bool:
    """Whether the step was typed and is right; its token was looked at when it was sent."""
    if drafts.typed_in(row, name) is None:
        return False
    form._fields.pop("csrf_token", None)
    return bool(form.validate())


def _offer(form: SamePersonForm, whole: NewRiskNotification) -> bool:
    """Offer the people who may be this one; whether there is any."""
    found = find_people(as_sought(whole.person), 8)
    cards = people_by_id(one.person_id for one in found)
    known = people_with_notifications(cards)
    with transaction():
        audit.record(signed_in(), "people_searched", "person")
    form.person.choices = [
        *(
            choice(
                str(one.person_id),
                _words(cards[one.person_id].name, cards[one.person_id].born_on),
                hint=f"{'On this register. ' if one.person_id in known else ''}"
                f"{one.strength.value.capitalize()}: {'; '.join(one.reasons)}",
            )
            for one in found
        ),
        choice(ANOTHER, "No: somebody who is not recorded yet"),
    ]
    if not found and form.person.data is None:
        form.person.data = ANOTHER
    return bool(found)


def _words(name: str, born_on: Any) -> str:
    return f"{name}, born {date_words(born_on)}" if born_on else f"{name}, date of birth not known"
