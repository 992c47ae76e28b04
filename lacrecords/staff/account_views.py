"""The pages on which a system administrator keeps accounts: invite, change, leave, close.

A one-time link is shown once, in the answer to the request that made it. It stands in
no address, no cookie and no log of ours; the administrator passes it on.
"""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.settings import Settings
from lacrecords.staff import administration, person_queries, queries, services
from lacrecords.staff.account_forms import DayForm, DetailsForm, InviteForm, RoleForm
from lacrecords.staff.account_rules import AccountRefused
from lacrecords.staff.blueprint import staff
from lacrecords.staff.person_queries import PersonPage
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import choice
from lacrecords.web.forms import GovukForm, page

# Larger numbers than a row can have are no page, rather than an error of the database.
PERSON = "/staff/<int(max=2147483647):account_id>"


@staff.route("/staff/invite", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def invite() -> ResponseReturnValue:
    """Invite somebody; the answer shows their one-time link, once."""
    form = InviteForm()
    form.team_id.choices = [choice(str(team.team_id), team.name) for team in queries.every_team()]
    if form.validate_on_submit():
        now = now_utc()
        try:
            with transaction():
                invited = administration.invite_into_team(
                    signed_in(), form.new(), form.team_id.data, queries.council_day(now), now
                )
        except services.AccountExists as exists:
            form.refuse("email", str(exists).rstrip("."))
        except AccountRefused as refused:
            form.refuse_step(refused)
        else:
            return _show_link(invited.account_id, invited.token)
    return page("staff/invite.html", form=form)


@staff.get(PERSON)
@requires(Action.STAFF_CHANGE)
def person(account_id: int) -> ResponseReturnValue:
    """One account: its state, its teams, and what can be done."""
    return page(
        "staff/person.html",
        person=_person_or_404(account_id),
        is_oneself=signed_in().account_id == account_id,
        today=queries.council_day(now_utc()),
    )


@staff.post(f"{PERSON}/invite-again")
@requires(Action.STAFF_CHANGE)
def invite_again(account_id: int) -> ResponseReturnValue:
    """A fresh one-time link; every earlier one is void."""
    _person_or_404(account_id)
    try:
        with transaction():
            token = administration.invite_anew(signed_in(), account_id, now_utc())
    except AccountRefused as refused:
        flash(f"{refused}.")
        return _back(account_id)
    return _show_link(account_id, token)


def _show_link(account_id: int, token: str) -> ResponseReturnValue:
    settings: Settings = current_app.extensions["lacrecords_settings"]
    path = url_for("staff.accept_invitation", token=token)
    # The host of the request is whatever the browser was told; the setting is ours.
    return page(
        "staff/invited.html",
        person=_person_or_404(account_id),
        link=f"{settings.base_url.rstrip('/')}{path}",
        days=services.INVITATION_LASTS.days,
    )


@staff.route(f"{PERSON}/details", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def details(account_id: int) -> ResponseReturnValue:
    """Change a name or an office number."""
    card = _person_or_404(account_id)
    form = DetailsForm(data={"name": card.name, "office_number": card.office_number})
    if form.validate_on_submit():
        try:
            with transaction():
                administration.change_details(
                    signed_in(), account_id, form.name.data, form.office_number.data
                )
        except AccountRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The name and the office number are saved.", "success")
            return _back(account_id)
    return page("staff/person_details.html", form=form, person=card)


@staff.route(f"{PERSON}/role", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def role(account_id: int) -> ResponseReturnValue:
    """Give somebody another role."""
    card = _person_or_404(account_id)
    form = RoleForm(data={"role": card.role})
    if form.validate_on_submit():
        try:
            with transaction():
                administration.change_role(signed_in(), account_id, form.role.data, now_utc())
        except AccountRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The role is changed. The person is signed out everywhere.", "success")
            return _back(account_id)
    return page("staff/person_role.html", form=form, person=card)


@staff.route(f"{PERSON}/left", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def left(account_id: int) -> ResponseReturnValue:
    """Write down the day on which somebody left or will leave."""
    card = _person_or_404(account_id)
    form = DayForm(data={"day": DateParts.of(card.left_on)})
    if form.validate_on_submit():
        try:
            with transaction():
                services.mark_left(signed_in(), account_id, form.chosen(), now_utc())
        except AccountRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The day is saved. From that day the person cannot sign in.", "success")
            return _back(account_id)
    return page("staff/person_left.html", form=form, person=card)


@staff.route(f"{PERSON}/disable", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def disable(account_id: int) -> ResponseReturnValue:
    """Close an account at once, after one question."""
    card = _person_or_404(account_id)
    form = GovukForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.disable_account(signed_in(), account_id, now_utc())
        except AccountRefused as refused:
            form.refuse(None, str(refused))
        else:
            flash("The account is closed. The person is signed out everywhere.", "success")
            return _back(account_id)
    return page("staff/person_disable.html", form=form, person=card)


def _back(account_id: int) -> ResponseReturnValue:
    return redirect(url_for("staff.person", account_id=account_id))


def _person_or_404(account_id: int) -> PersonPage:
    return person_queries.person_page(account_id, now_utc()) or abort(404)
