"""What files leave to be settled: conflicts with facts kept by hand, and names of nobody."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children import leads_by_name
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.leads_by_name import names_without_account
from lacrecords.children.services import who_may_lead
from lacrecords.database import now_utc, transaction
from lacrecords.exchange import conflict_pages, lead_names, settling
from lacrecords.exchange.blueprint import CONFLICT, LEAD_NAME, exchange
from lacrecords.exchange.forms import LeadNameForm, SettleForm
from lacrecords.exchange.run_views import page_number
from lacrecords.exchange.settling import RecordChanged, SettledAlready
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@exchange.get("/conflicts")
@requires(Action.REGISTER_IMPORT)
def conflicts() -> ResponseReturnValue:
    """Every conflict that waits to be settled, whichever run raised it."""
    actor = signed_in()
    with transaction():
        audit.record(actor, "import_conflicts_viewed", "import_conflict")
    on = council_day(now_utc())
    paged = conflict_pages.conflicts(page_number(), actor.account_id, on, None)
    return page("exchange/conflicts.html", row=None, paged=paged)


@exchange.route(CONFLICT, methods=["GET", "POST"])
@requires(Action.REGISTER_IMPORT)
def conflict(conflict_id: int) -> ResponseReturnValue:
    """One conflict: what the record says, what the file says, and which of them holds."""
    actor, now, form = signed_in(), now_utc(), SettleForm()
    found = conflict_pages.conflict_page(conflict_id, actor.account_id, council_day(now))
    if found is None:
        abort(404)
    if found.changed:
        form.offer_only_the_record()
    if not found.settlement and form.validate_on_submit():
        try:
            with transaction():
                settling.settle(actor, conflict_id, form.settlement.data, form.reason.data, now)
            flash("The conflict is settled.", "success")
            return redirect(url_for("exchange.conflicts"), 303)
        except (SettledAlready, RecordChanged):
            abort(409)
    with transaction():
        audit.record(actor, "import_conflict_viewed", "child", found.child_id)
    return page("exchange/conflict.html", conflict=found, form=form)


@exchange.get("/lead-names")
@requires(Action.REGISTER_IMPORT)
def lead_names_list() -> ResponseReturnValue:
    """Lead social workers whom the files name and the staff list does not."""
    return page("exchange/lead_names.html", names=names_without_account())


@exchange.route(LEAD_NAME, methods=["GET", "POST"])
@requires(Action.REGISTER_IMPORT)
def lead_name(assignment_id: int) -> ResponseReturnValue:
    """Say whose name it is: that person leads for every child of that name."""
    name = leads_by_name.name_of(assignment_id)
    if name is None:
        abort(404)
    actor, now, form = signed_in(), now_utc(), LeadNameForm()
    form.offer(who_may_lead(council_day(now)))
    children = leads_by_name.children_of_name(name)
    if form.validate_on_submit():
        account_id = form.account_id.data
        try:
            with transaction():
                lead_names.settle_name(actor, name, account_id, form.reason.data, now)
        except ChangeRefused as refused:
            form.refuse("account_id", refused.words)
        else:
            for some in lead_names.batches_of(children):
                with transaction():
                    lead_names.put_in_place(actor, name, some, account_id, now)
            count = len(children)
            words = "1 child now has" if count == 1 else f"{count:,} children now have"
            flash(f"{words} this lead social worker.", "success")
            return redirect(url_for("exchange.lead_names_list"), 303)
    return page("exchange/lead_name.html", name=name, children=len(children), form=form)
