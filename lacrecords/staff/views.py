"""The pages of one's own account, of the staff list and of absences."""

from __future__ import annotations

from typing import cast

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff import (
    account_views,
    person_queries,
    queries,
    services,
    sessions,
    sign_in_steps,
    sign_in_views,
    team_views,
)
from lacrecords.staff.blueprint import staff
from lacrecords.staff.forms import AbsenceForm, ChangePasswordForm
from lacrecords.staff.roster import roster
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.sign_in import hand_over, limits
from lacrecords.staff.trying import answer_refused, try_password, wait_words
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page

__all__ = ["account_views", "sign_in_views", "staff", "team_views"]


@staff.route("/account", methods=["GET", "POST"])
@requires(Action.SIGNED_IN)
def account() -> ResponseReturnValue:
    """One's own account: name, role, where one is signed in, and a new password."""
    form = ChangePasswordForm()
    return _change_password(form) if form.validate_on_submit() else _account_page(form)


def _account_page(form: ChangePasswordForm) -> ResponseReturnValue:
    actor = _person()
    return page(
        "staff/account.html",
        form=form,
        card=queries.person(actor.account_id),
        role=ROLE_WORDS[actor.role],
        sessions=sessions.sessions_of(actor, now_utc(), limits()),
    )


def _change_password(form: ChangePasswordForm) -> ResponseReturnValue:
    now = now_utc()
    card = queries.person(_person().account_id)
    if card is None:
        abort(404)
    attempt, proved = try_password(card.email, str(form.current.data), now)
    if proved is None:
        wrong = "The current password is not right"
        form.refuse("current", wait_words(attempt.wait) if attempt.wait else wrong)
        return answer_refused(_account_page(form), attempt)
    try:
        with transaction():
            services.change_password(proved, str(form.password.data), now)
            token = sign_in_steps.begin_session(proved, attempt, now)
    except services.PasswordRefused as refused:
        form.refuse("password", str(refused))
        return _account_page(form)
    response = hand_over(current_app.make_response(redirect(url_for("staff.account"))), token)
    flash("Your password is changed. You are signed out everywhere else.", "success")
    return response


@staff.post("/account/sessions/<int:session_id>/end")
@requires(Action.SIGNED_IN)
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions, on a machine left behind."""
    with transaction():
        ended = sessions.end_own(_person(), session_id, now_utc())
    if not ended:
        abort(404)
    return redirect(url_for("staff.account"))


@staff.get("/staff")
@requires(Action.STAFF_READ)
def index() -> ResponseReturnValue:
    """Who works here, in which teams, who is away and who covers."""
    role, today = signed_in().role, queries.council_day(now_utc())
    may_change = may(role, Action.STAFF_CHANGE)
    return page(
        "staff/index.html",
        rows=roster(today),
        former=person_queries.former_people(today) if may_change else (),
        may_record=may(role, Action.ABSENCE_RECORD),
        may_change=may_change,
    )


@staff.route("/staff/<int:account_id>/absence", methods=["GET", "POST"])
@requires(Action.ABSENCE_RECORD)
def absence(account_id: int) -> ResponseReturnValue:
    """Record that somebody is away and who covers."""
    today = queries.council_day(now_utc())
    people = {card.account_id: card for card in queries.everybody(today)}
    if account_id not in people:
        abort(404)
    form = AbsenceForm()
    form.cover_id.choices = [
        choice(str(card.account_id), f"{card.name}, {ROLE_WORDS[card.role].lower()}")
        for card in people.values()
        if card.account_id != account_id
    ]
    if form.validate_on_submit():
        try:
            with transaction():
                services.record_absence(signed_in(), form.value(account_id), now_utc())
        except services.AbsenceRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The absence is recorded.", "success")
            return redirect(url_for("staff.index"))
    return page("staff/absence.html", form=form, card=people[account_id])


def _person() -> SignedInActor:
    return cast(SignedInActor, signed_in())
