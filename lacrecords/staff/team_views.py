"""The pages of the teams: the list with what is missing, adding, changing, and who is in them."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff import administration, person_queries, queries
from lacrecords.staff.account_forms import (
    TEAM_KIND_WORDS,
    DayForm,
    JoinForm,
    TeamDetailsForm,
    TeamForm,
)
from lacrecords.staff.account_rules import AccountRefused
from lacrecords.staff.account_views import PERSON
from lacrecords.staff.administration import TeamRefused
from lacrecords.staff.blueprint import staff
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page


@staff.get("/staff/teams")
@requires(Action.STAFF_READ)
def teams() -> ResponseReturnValue:
    """Every team, and a warning where the duty or the out-of-hours team is missing."""
    found = queries.every_team()
    keys = {f"account:{team.manager_id}" for team in found if team.manager_id is not None}
    return page(
        "staff/teams.html",
        teams=found,
        managers=queries.names_for(keys),
        kind_words=TEAM_KIND_WORDS,
        warnings=administration.missing_or_doubled_teams([team.kind for team in found]),
        may_change=may(signed_in().role, Action.STAFF_CHANGE),
    )


@staff.route("/staff/teams/add", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def add_team() -> ResponseReturnValue:
    """Add a team."""
    form = TeamForm()
    offer_managers(form, None)
    if form.validate_on_submit():
        try:
            with transaction():
                administration.add_team(signed_in(), form.new(), now_utc())
        except TeamRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The team is added.", "success")
            return redirect(url_for("staff.teams"))
    return page("staff/team_add.html", form=form)


@staff.route("/staff/teams/<int(max=2147483647):team_id>", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def team(team_id: int) -> ResponseReturnValue:
    """Change a team's office number and manager."""
    card = queries.team(team_id) or abort(404)
    form = TeamDetailsForm(
        data={"office_number": card.office_number, "manager_id": card.manager_id}
    )
    offer_managers(form, card.manager_id)
    if form.validate_on_submit():
        try:
            with transaction():
                administration.change_team(signed_in(), team_id, form.details(), now_utc())
        except TeamRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The team is saved.", "success")
            return redirect(url_for("staff.teams"))
    return page("staff/team.html", form=form, team=card, kind_words=TEAM_KIND_WORDS)


@staff.route(f"{PERSON}/teams/join", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def join_team(account_id: int) -> ResponseReturnValue:
    """Put somebody in a team from a day."""
    card = person_queries.person_page(account_id, now_utc()) or abort(404)
    form = JoinForm()
    form.team_id.choices = [choice(str(team.team_id), team.name) for team in queries.every_team()]
    if form.validate_on_submit():
        try:
            with transaction():
                administration.join_team(signed_in(), account_id, form.team_id.data, form.chosen())
        except AccountRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The person is in the team from that day.", "success")
            return redirect(url_for("staff.person", account_id=account_id))
    return page("staff/person_join.html", form=form, person=card)


@staff.route("/staff/memberships/<int(max=2147483647):membership_id>", methods=["GET", "POST"])
@requires(Action.STAFF_CHANGE)
def end_membership(membership_id: int) -> ResponseReturnValue:
    """Write down the day on which somebody leaves a team."""
    card = person_queries.membership(membership_id) or abort(404)
    form = DayForm()
    if form.validate_on_submit():
        try:
            with transaction():
                administration.end_membership(signed_in(), membership_id, form.chosen())
        except AccountRefused as refused:
            form.refuse("day", refused.words)
        else:
            flash("The day is saved. From that day the person is not in the team.", "success")
            return redirect(url_for("staff.person", account_id=card.account_id))
    return page("staff/membership_end.html", form=form, membership=card)


def offer_managers(form: TeamDetailsForm, manager_id: int | None) -> None:
    """Managers who work here, and whoever manages the team now, also if they are away or gone."""
    on = queries.council_day(now_utc())
    people = {card.account_id: card for card in queries.everybody(on)}
    offered = [card for card in people.values() if card.role in queries.MANAGERS]
    present = queries.person(manager_id) if manager_id is not None else None
    if present is not None and present.account_id not in {card.account_id for card in offered}:
        offered.append(present)
    form.manager_id.choices = [
        choice(str(card.account_id), f"{card.name}, {ROLE_WORDS[card.role].lower()}")
        for card in offered
    ]
