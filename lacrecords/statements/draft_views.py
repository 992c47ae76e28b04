"""The designated manager's own pages: the figures as they are, a draft, the signature."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from lacrecords.audit import services as audit
from lacrecords.children.named import any_child_named
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.rules.identifying_text import pairs_of_words, signs_of_somebody
from lacrecords.staff import queries as staff
from lacrecords.statements import making, queries, services
from lacrecords.statements.blueprint import statements
from lacrecords.statements.document import pdf_if_possible
from lacrecords.statements.forms import CommentForm, DaysForm, SignForm
from lacrecords.statements.issued import Issue
from lacrecords.statements.making import Days
from lacrecords.statements.queries import DraftPage
from lacrecords.statements.services import DraftChanged, NumberTaken, Signed
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

TRIES = 3
CHANGED = "The draft was changed after this page was shown. Read it again, then sign it"


@statements.route("/figures", methods=["GET", "POST"])
@requires(Action.STATEMENT_WRITE)
def choose_days() -> ResponseReturnValue:
    """Which days, and whose work."""
    now, form = now_utc(), DaysForm()
    form.offer()
    if form.validate_on_submit():
        days = form.value(now)
        if days is not None:
            return redirect(_address(days), 303)
    usual = [(label, days, _address(days)) for label, days in making.usual_periods(local_date(now))]
    return page("statements/days.html", form=form, usual=usual)


def _address(days: Days) -> str:
    return url_for(
        "statements.figures",
        from_on=days.from_on.isoformat(),
        to_on=days.to_on.isoformat(),
        team=days.team_id,
    )


@statements.get("/figures/<from_on>/<to_on>")
@requires(Action.STATEMENT_WRITE)
def figures(from_on: str, to_on: str) -> ResponseReturnValue:
    """Every number as it is: the manager's working page, not to be passed on."""
    now, days = now_utc(), _days_or_404(from_on, to_on)
    statement = making.exact_statement(days, now)
    with transaction():
        audit.record(signed_in(), "statement_figures_viewed", "statement_draft")
    return page(
        "statements/figures.html",
        days=days,
        before=days.before(),
        team_name=making.team_name(days.team_id),
        statement=statement,
        looked_at=now,
    )


@statements.post("/figures/<from_on>/<to_on>/draft")
@requires(Action.STATEMENT_WRITE)
def begin(from_on: str, to_on: str) -> ResponseReturnValue:
    """Begin a statement of these days."""
    now, days = now_utc(), _days_or_404(from_on, to_on)
    made = making.statement_to_issue(days, now)
    with transaction():
        reference = services.start_draft(signed_in(), days, made, now)
    return redirect(url_for("statements.draft", reference=reference), 303)


def _days_or_404(from_on: str, to_on: str) -> Days:
    team = request.args.get("team", "")
    try:
        days = Days(
            date.fromisoformat(from_on), date.fromisoformat(to_on), int(team) if team else None
        )
    except ValueError:
        abort(404)
    known = days.team_id is None or any(one.team_id == days.team_id for one in staff.every_team())
    if not known or making.refusal_of(days, now_utc()):
        abort(404)
    return days


@statements.route("/drafts/<reference>", methods=["GET", "POST"])
@requires(Action.STATEMENT_WRITE)
def draft(reference: str) -> ResponseReturnValue:
    """A draft as it would be issued, and its comment."""
    found = _draft_or_404(reference)
    form = CommentForm(data={"comment": found.comment})
    if form.validate_on_submit():
        try:
            with transaction():
                services.save_comment(signed_in(), reference, form.comment.data)
        except LookupError:
            abort(404)
        return redirect(url_for("statements.sign", reference=reference), 303)
    return page("statements/draft.html", form=form, found=found, before=found.days.before())


@statements.post("/drafts/<reference>/renew")
@requires(Action.STATEMENT_WRITE)
def renew(reference: str) -> ResponseReturnValue:
    """Work the figures out again as things stand now."""
    now, found = now_utc(), _draft_or_404(reference)
    made = making.statement_to_issue(found.days, now)
    with transaction():
        services.renew_figures(signed_in(), reference, made, now)
    flash("The figures were worked out again", "success")
    return redirect(url_for("statements.draft", reference=reference), 303)


@statements.post("/drafts/<reference>/throw-away")
@requires(Action.STATEMENT_WRITE)
def throw_away(reference: str) -> ResponseReturnValue:
    """Remove a draft."""
    _draft_or_404(reference)
    with transaction():
        services.throw_away(signed_in(), reference)
    flash("The draft is removed", "success")
    return redirect(url_for("statements.index"), 303)


@statements.route("/drafts/<reference>/sign", methods=["GET", "POST"])
@requires(Action.STATEMENT_WRITE)
def sign(reference: str) -> ResponseReturnValue:
    """The comment once more, what in it may point to somebody, and the signature."""
    actor, now = signed_in(), now_utc()
    found = queries.draft_page(reference)
    if found is None:
        # Signed already, perhaps by a form that was sent twice.
        return redirect(url_for("statements.issued", reference=reference), 303)
    if not found.comment:
        return redirect(url_for("statements.draft", reference=reference), 303)
    form = SignForm()
    if form.validate_on_submit():
        if (form.shown_figures.data, form.shown_comment.data) != _marks(found):
            form.refuse(None, CHANGED)
        elif _issue(actor, found, form):
            flash("The statement is issued, and the Director is told", "success")
            return redirect(url_for("statements.issued", reference=reference), 303)
    form.shown_figures.data, form.shown_comment.data = _marks(found)
    return page("statements/sign.html", form=form, found=found, signs=_signs(actor, found, now))


def _issue(actor: Actor, found: DraftPage, form: SignForm) -> bool:
    for _ in range(TRIES):
        issue = _issue_of(actor, found, now_utc())
        signed = Signed(found.reference, issue, pdf_if_possible(issue))
        try:
            with transaction():
                services.issue_statement(actor, signed)
        except (NumberTaken, IntegrityError):  # two are signed at once: the second is numbered anew
            continue
        except DraftChanged:
            break
        return True
    form.refuse(None, CHANGED)
    return False


def _issue_of(actor: Actor, found: DraftPage, now: datetime) -> Issue:
    year = local_date(now).year
    return Issue(
        year=year,
        number=queries.next_number(year),
        from_on=found.days.from_on,
        to_on=found.days.to_on,
        team_name=found.team_name,
        figures=found.statement.as_json(),
        figures_at=found.figures_at,
        comment=found.comment,
        issued_by_name=actor.name,
        issued_at=now,
        replaces=found.replaces,
    )


def _marks(found: DraftPage) -> tuple[str, str]:
    """Which figures and which comment the page shows."""
    return found.figures_at.isoformat(), hashlib.sha256(found.comment.encode()).hexdigest()


def _signs(actor: Actor, found: DraftPage, now: datetime) -> tuple[str, ...]:
    """What in the comment may point to somebody, in words."""
    signs = signs_of_somebody(found.comment)
    pairs = pairs_of_words(found.comment)
    named = any_child_named(pairs, actor.account_id, local_date(now))
    return (*signs, "the name of a child who has a record") if named else signs


def _draft_or_404(reference: str) -> DraftPage:
    found = queries.draft_page(reference)
    if found is None:
        abort(404)
    return found
