"""The pages of the worklist: the list, one finding, what is done with it, the trend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Flask, abort, flash, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.clocks import local_date
from lacrecords.currency import counting, export, services
from lacrecords.currency.chart import HEIGHT, WIDTH, chart_of
from lacrecords.currency.figures import lacks_own_districts, this_procedure
from lacrecords.currency.finding_page import CHILD_PANEL, FindingPage, digest_of, finding_page
from lacrecords.currency.forms import (
    ORDERS,
    STATES,
    AcceptForm,
    ConfirmAddressForm,
    as_arguments,
    wanted_of,
)
from lacrecords.currency.mended_page import mended_page
from lacrecords.currency.queries import count_for
from lacrecords.currency.words import FINDING_WORDS, SEVERITY_COLOURS, SEVERITY_WORDS
from lacrecords.currency.worklist import Wanted, counts, worklist
from lacrecords.database import now_utc, transaction
from lacrecords.exports.services import register_export
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.list_choices import words_asked
from lacrecords.terms import CurrencyRule, CurrencySeverity, MatterKind, Role
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.listing import ORDERS as ORDERED_BY
from lacrecords.web.navigation import NavigationItem, register_navigation

currency = Blueprint("currency", __name__, url_prefix="/records-to-put-right")
MOST_PAGES = 100_000
WORDS = {
    "severity_words": SEVERITY_WORDS,
    "severity_colours": SEVERITY_COLOURS,
    "severities": tuple(CurrencySeverity),
}


@currency.record_once
def _stand_where_they_are_looked_for(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Records to put right",
        "currency.index",
        Action.CURRENCY_READ,
        position=42,
        count=lambda actor: count_for(actor, now_utc()),
        count_words="to put right",
        on_home=True,
    )
    register_navigation(app, item)
    register_panel(app, CHILD_PANEL)
    register_matter_page(
        app, MatterKind.CURRENCY_DIGEST, MatterPage("Records to put right", "currency.digest")
    )
    register_export(app, export.WORKLIST)


CHOSEN_BY = ("rule", "severity", "team_id", "worker", "state", "order")
"""What a reader chooses of the list; the address and their memory hold these and no others."""


@currency.get("")
@requires(Action.CURRENCY_READ)
def index() -> ResponseReturnValue:
    """What this reader is to put right, narrowed and ordered as they ask."""
    said = words_asked(signed_in(), "records_to_put_right", request.args, CHOSEN_BY)
    return _list(signed_in(), wanted_of(said))


@currency.get("/told/<reference>")
@requires(Action.CURRENCY_READ)
def digest(reference: str) -> ResponseReturnValue:
    """What of a digest still waits, as far as this reader sees it."""
    found = digest_of(reference)
    if found is None:
        abort(404)
    return _list(signed_in(), Wanted(digest_id=found.id), digest=found, reference=reference)


def _list(actor: Actor, wanted: Wanted, **shown: Any) -> ResponseReturnValue:
    now = now_utc()
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    paged = worklist(actor, wanted, number, now)
    of_rules = () if shown else counts(actor, wanted, now)
    people = staff.active_people([Role.LEAD_SOCIAL_WORKER], local_date(now))
    teams = staff.every_team()
    with transaction():
        audit.record(actor, "records_to_put_right_listed", "currency_finding")
    return page(
        "currency/index.html",
        paged=paged,
        wanted=wanted,
        arguments=as_arguments(wanted),
        filtered=bool(as_arguments(wanted).keys() - ORDERED_BY),
        counts=of_rules,
        teams=teams,
        people=people,
        rules=FINDING_WORDS,
        states=STATES,
        orders=ORDERS,
        narrows=actor.role is not Role.LEAD_SOCIAL_WORKER,
        needs_districts=lacks_own_districts(actor),
        **WORDS,
        **shown,
    )


@currency.get("/<reference>")
@requires(Action.CURRENCY_READ)
def finding(reference: str) -> ResponseReturnValue:
    """One finding: what is wrong, why it matters, what to do, and where; or that it was mended."""
    mended = mended_page(signed_in(), reference, now_utc())
    if mended is not None:
        with transaction():
            audit.record(signed_in(), "finding_read", "currency_finding", mended.finding.id)
        return page("currency/mended.html", found=mended, **WORDS)
    found = _found(reference)
    return page("currency/finding.html", found=found, **WORDS)


@currency.route("/<reference>/accept", methods=["GET", "POST"])
@requires(Action.CURRENCY_ACCEPT)
def accept(reference: str) -> ResponseReturnValue:
    """Let it stand until a day, with a reason."""
    form = AcceptForm()
    most = this_procedure().currency_accepted_most_days
    return _change(
        reference,
        form,
        lambda actor, number: services.accept(actor, number, form.value(), now_utc()),
        "It may stand until that day, and comes back by itself",
        "currency/accept.html",
        most=most,
    )


@currency.route("/<reference>/confirm-address", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def confirm_address(reference: str) -> ResponseReturnValue:
    """Say that the child still lives where the record says."""
    if _found(reference).finding.rule is not CurrencyRule.ADDRESS_NOT_CONFIRMED:
        abort(404)
    form = ConfirmAddressForm()
    return _change(
        reference,
        form,
        lambda actor, number: services.confirm_address(actor, number, form.value(), now_utc()),
        "The address is confirmed. The list follows within moments",
        "currency/confirm_address.html",
    )


def _change(
    reference: str,
    form: Any,
    do: Callable[[Actor, int], None],
    done: str,
    template: str,
    **shown: Any,
) -> ResponseReturnValue:
    found, actor = _found(reference), signed_in()
    if form.validate_on_submit():
        try:
            with transaction():
                do(actor, found.finding.id)
        except services.FindingRefused as refused:
            form.refuse_step(refused)
        except services.NoSuchFinding:
            abort(409)
        else:
            flash(done, "success")
            return redirect(url_for("currency.index"), 303)
    return page(template, found=found, form=form, **WORDS, **shown)


@currency.post("/<reference>/bring-back")
@requires(Action.CURRENCY_ACCEPT)
def bring_back(reference: str) -> ResponseReturnValue:
    """Put an accepted finding on the list again before its day."""
    found = _found(reference)
    with transaction():
        services.bring_back(signed_in(), found.finding.id, now_utc())
    flash("It is on the list again", "success")
    return redirect(url_for("currency.finding", reference=reference), 303)


@currency.get("/trend")
@requires(Action.OVERSIGHT)
def trend() -> ResponseReturnValue:
    """How many were open on each of the last weeks or months; nobody is named."""
    on, by_month = local_date(now_utc()), request.args.get("by") == "month"
    days = counting.month_ends(on) if by_month else counting.week_ends(on)
    found = counting.trend(days)
    with transaction():
        audit.record(signed_in(), "trend_of_records_viewed", "currency_finding")
    return page(
        "currency/trend.html",
        trend=found,
        chart=chart_of(found.totals),
        width=WIDTH,
        height=HEIGHT,
        by_month=by_month,
        rules=FINDING_WORDS,
    )


def _found(reference: str) -> FindingPage:
    """An open finding; whoever would change one that was mended is led to what is said of it."""
    actor = signed_in()
    found = finding_page(actor, reference, now_utc())
    if found is None and mended_page(actor, reference, now_utc()) is not None:
        abort(redirect(url_for("currency.finding", reference=reference), 303))
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "finding_read", "currency_finding", found.finding.id)
    return found
