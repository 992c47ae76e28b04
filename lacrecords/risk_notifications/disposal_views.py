"""The pages of holding a notification, destroying it, and saying who else may see one."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.risk_notifications import disposal, holding, readers
from lacrecords.risk_notifications.acting_views import back, is_done
from lacrecords.risk_notifications.blueprint import procedure, risk_notifications, seen_or_404
from lacrecords.risk_notifications.disposal_forms import (
    DisposalDecisionForm,
    DisposalForm,
    HoldForm,
    ReaderEndForm,
    ReaderForm,
)
from lacrecords.risk_notifications.disposal_pages import (
    DISPOSALS,
    certificate_of,
    disposals_page,
)
from lacrecords.risk_notifications.forms import day_of
from lacrecords.risk_notifications.reader_pages import (
    chosen,
    let_in,
    reader_lines,
    readers_offered,
)
from lacrecords.rules.authorisation import Action, may
from lacrecords.rules.risk_disposal import why_not_destroyed
from lacrecords.staff import queries as staff
from lacrecords.staff.list_choices import asked_by
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.forms import GovukForm, page
from lacrecords.wording import words


@risk_notifications.get("/disposal")
@requires(Action.RISK_DISPOSAL)
def disposals() -> ResponseReturnValue:
    """What was taken off: what may be destroyed, what is held, and what was destroyed."""
    asked, now = asked_by(signed_in(), DISPOSALS, request.args), now_utc()
    with transaction():
        audit.record(signed_in(), "risk_disposals_listed", "risk_notification")
    paged = disposals_page(asked, procedure(), now)
    years = procedure().risk_disposal_years
    return page("risk_notifications/disposals.html", asked=asked, paged=paged, years=years)


@risk_notifications.route("/<reference>/dispose", methods=["GET", "POST"])
@requires(Action.RISK_DISPOSAL)
def dispose(reference: str) -> ResponseReturnValue:
    """Ask that it be destroyed, or decide as the second person what another asked."""
    row, actor, now = seen_or_404(reference), signed_in(), now_utc()
    number, waiting = row.id, disposal.waiting_disposal(row.id)
    facts = disposal.facts_of(row, waits=waiting is not None)
    why_not = why_not_destroyed(facts, procedure().risk_disposal_years, local_date(now))
    ground, asked_by_id = (waiting.ground, waiting.asked_by_id) if waiting else (None, None)
    form: GovukForm = DisposalDecisionForm() if waiting else DisposalForm()
    if form.validate_on_submit() and is_done(form, lambda: _dispose(form, number)):
        return back(reference, "Your answer is kept" if waiting else "A second person decides")
    key = f"account:{asked_by_id}"
    return page(
        "risk_notifications/dispose.html",
        form=form,
        reference=reference,
        why_not=why_not,
        ground=words(ground) if ground else "",
        asked_by=staff.names_for({key})[key] if asked_by_id else "",
        own=asked_by_id == actor.account_id,
        decides=ground is not None,
        may_ask=may(actor.role, Action.RISK_RECORD),
    )


def _dispose(form: GovukForm, number: int) -> None:
    actor, now = signed_in(), now_utc()
    if isinstance(form, DisposalDecisionForm):
        disposal.decide_disposal(actor, number, form.answer.data, procedure(), now)
        return
    disposal.ask_disposal(actor, number, form["ground"].data, procedure(), now)


@risk_notifications.route("/<reference>/hold", methods=["GET", "POST"])
@requires(Action.RISK_DISPOSAL)
def hold(reference: str) -> ResponseReturnValue:
    """Hold it, so that it is not destroyed; or lift that, as another person."""
    row, form, actor = seen_or_404(reference), HoldForm(), signed_in()
    number, standing = row.id, holding.standing_hold(row.id)
    said = (standing.reason, standing.set_at, standing.set_by) if standing else None
    if form.validate_on_submit():
        act, reason = holding.lift_hold if said else holding.hold, form.reason.data
        if is_done(form, lambda: act(actor, number, reason, now_utc())):
            return back(reference, "It is held no longer" if said else "It is held")
    return page(
        "risk_notifications/hold.html",
        form=form,
        reference=reference,
        held=said is not None,
        reason=said[0] if said else "",
        since=said[1] if said else None,
        by=staff.names_for({said[2]})[said[2]] if said else "",
        own=bool(said and said[2] == actor.key),
    )


@risk_notifications.route("/<reference>/readers", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def who_may_see(reference: str) -> ResponseReturnValue:
    """Who else may see it; let somebody see it."""
    row, form, actor, now = seen_or_404(reference), ReaderForm(), signed_in(), now_utc()
    number = row.id
    form.who.choices = readers_offered(now)
    if form.validate_on_submit():
        account_id, role = chosen(form.who.data)
        value = readers.NewReader(
            account_id=account_id,
            role=role,
            from_on=day_of(form.from_on),
            until_on=day_of(form.until_on),
            reason=form.reason.data,
        )
        if is_done(form, lambda: readers.add_reader(actor, number, value, now)):
            flash("They may see it, and are told so", "success")
            there = url_for("risk_notifications.who_may_see", reference=reference)
            return redirect(there, 303)
    return page(
        "risk_notifications/readers.html",
        form=form,
        reference=reference,
        lines=reader_lines(number, now),
        let_in=let_in(number, now),
    )


@risk_notifications.route("/<reference>/readers/<int:reader_id>", methods=["GET", "POST"])
@requires(Action.RISK_RECORD)
def no_longer_sees(reference: str, reader_id: int) -> ResponseReturnValue:
    """Somebody who was listed may no longer see it."""
    row, form, actor, now = seen_or_404(reference), ReaderEndForm(), signed_in(), now_utc()
    number = row.id
    line = next((one for one in reader_lines(number, now) if one.id == reader_id), None)
    there = url_for("risk_notifications.who_may_see", reference=reference)
    if line is None:
        flash("This was changed meanwhile. Here is how it stands now")
        return redirect(there)
    if form.validate_on_submit():
        reason = form.reason.data
        if is_done(form, lambda: readers.take_reader_away(actor, number, reader_id, reason, now)):
            flash("They may no longer see it, and are told so", "success")
            return redirect(there, 303)
    return page("risk_notifications/reader_end.html", form=form, reference=reference, line=line)


def certificate_page(reference: str) -> ResponseReturnValue:
    """What stands in place of what was destroyed; where there never was anything, nothing."""
    actor, found = signed_in(), certificate_of(reference)
    if found is None:
        record_refusal(actor, Action.RISK_READ.value)
        abort(404)
    with transaction():
        audit.record(actor, "risk_certificate_read", "risk_notification", found.number)
    answers = may(actor.role, Action.RISK_DISPOSAL)
    shown = certificate_of(reference)
    return page("risk_notifications/destroyed.html", found=shown, answers=answers)
