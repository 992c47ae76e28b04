"""Families nobody can find: recording one, telling authorities, found, and standing down."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities
from lacrecords.children import queries as children
from lacrecords.database import now_utc, transaction
from lacrecords.movements import missing, missing_queries
from lacrecords.movements.access import is_closed
from lacrecords.movements.blueprint import movements, note
from lacrecords.movements.document_views import download, no_pdf
from lacrecords.movements.forms import needed_day
from lacrecords.movements.identifying import NOT_THERE
from lacrecords.movements.missing import NewMissingChild
from lacrecords.movements.missing_forms import AlertForm, FoundForm, MissingFamilyForm, ToldForm
from lacrecords.movements.missing_queries import FamilyPage
from lacrecords.movements.notices import council_name
from lacrecords.movements.reading import this_procedure
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Action
from lacrecords.staff.list_choices import asked_by
from lacrecords.staff.queries import council_day
from lacrecords.web.access import record_refusal, requires, signed_in
from lacrecords.web.documents import CannotMakePdf, pdf_from_template
from lacrecords.web.forms import page


@movements.get("/missing-families")
@requires(Action.MOVEMENT_READ)
def families() -> ResponseReturnValue:
    """Families whose whereabouts are not known, and those found of whom somebody still looks."""
    asked = asked_by(signed_in(), missing_queries.FAMILIES, request.args)
    note("missing_families_listed", "missing_family")
    paged = missing_queries.families_page(signed_in(), asked, now_utc())
    return page("movements/families.html", asked=asked, paged=paged)


@movements.route("/missing-families/new", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def family_new() -> ResponseReturnValue:
    """Record a family whose whereabouts are not known."""
    form = MissingFamilyForm()
    if form.regroup():
        return page("movements/family_new.html", form=form)
    if form.validate_on_submit():
        try:
            value = form.value(_children(form))
            with transaction():
                reference = missing.record_missing_family(signed_in(), value, now_utc())
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Recorded. Tell the authorities next, and record each one here", "success")
            return redirect(url_for("movements.family", reference=reference), 303)
    return page("movements/family_new.html", form=form)


def _children(form: MissingFamilyForm) -> tuple[NewMissingChild, ...]:
    """The children described; MovementRefused for a record that this person may not open."""
    actor, now, found = signed_in(), now_utc(), []
    for entry in form.children.entries:
        group = entry.form
        if group.is_empty():
            continue
        child_id = None
        if group.child_reference.data:
            child_id = children.child_id_of(group.child_reference.data.upper())
            if child_id is None or is_closed(actor, child_id, now):
                group.child_reference.errors = [*group.child_reference.errors, NOT_THERE]
                raise MovementRefused("", "Check the references of the records")
            child_id = children.kept_ids((child_id,))[child_id]
        words = group.told_as.data
        if child_id is not None:
            words = missing.told_as(actor, child_id, council_day(now))
        found.append(NewMissingChild(words, child_id))
    return tuple(found)


@movements.get("/missing-families/<reference>")
@requires(Action.MOVEMENT_READ)
def family(reference: str) -> ResponseReturnValue:
    """One family: the alert, the authorities told, and who must still stand down."""
    found = _family_or_404(reference)
    note("missing_family_viewed", "missing_family", found.row.id)
    found = _family_or_404(reference)
    number = this_procedure().enquiries_number
    return page(
        "movements/family.html",
        family=found,
        lines=missing_queries.alert_lines(found, number),
        text=missing_queries.alert_text(found, council_name(), number),
    )


@movements.get("/missing-families/<reference>.pdf")
@requires(Action.MOVEMENT_CHANGE)
def family_pdf(reference: str) -> ResponseReturnValue:
    """The alert, or the standing down, as a tagged PDF."""
    found = _family_or_404(reference)
    note("missing_family_alert_taken", "missing_family", found.row.id)
    found = _family_or_404(reference)
    lines = missing_queries.alert_lines(found, this_procedure().enquiries_number)
    try:
        made = pdf_from_template("movements/family_pdf.html", family=found, lines=lines)
    except CannotMakePdf as missing_library:
        return no_pdf(str(missing_library))
    return download(made, "application/pdf", f"missing-family-{reference}.pdf")


@movements.route("/missing-families/<reference>/tell", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def tell(reference: str) -> ResponseReturnValue:
    """Record that an authority was told to look for the family."""
    found, form = _family_or_404(reference), AlertForm()
    if found.found:
        abort(409)
    told = {one.row.authority_id for one in found.alerts}
    every = authorities.every_authority()
    form.offer(every)
    if form.validate_on_submit():
        authority_id = form.authority_id.data
        try:
            with transaction():
                is_new = missing.tell_authority(
                    signed_in(), found.row.id, authority_id, form.told(), now_utc()
                )
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Recorded" if is_new else "This authority was told before", "success")
            return redirect(url_for("movements.family", reference=reference), 303)
    contacts = authorities.contacts_by_authority(tuple(one.authority_id for one in every))
    known = [
        (one.name, [contact for contact in contacts.get(one.authority_id, []) if contact.in_force])
        for one in every
        if one.authority_id not in told
    ]
    return page("movements/tell.html", form=form, family=found, known=known)


@movements.route("/missing-families/<reference>/found", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def found(reference: str) -> ResponseReturnValue:
    """Record that the family is found: each authority told is a task from now on."""
    family_page, form = _family_or_404(reference), FoundForm()
    if family_page.found:
        return redirect(url_for("movements.family", reference=reference))
    if form.validate_on_submit():
        day = needed_day(form.found_on)
        try:
            with transaction():
                missing.family_found(
                    signed_in(), family_page.row.id, day, form.words.data, now_utc()
                )
        except MovementRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Recorded. Now tell every authority to stand down", "success")
            return redirect(url_for("movements.family", reference=reference), 303)
    return page("movements/found.html", form=form, family=family_page)


@movements.route("/alerts/<reference>", methods=["GET", "POST"])
@requires(Action.MOVEMENT_CHANGE)
def alert(reference: str) -> ResponseReturnValue:
    """One authority that was told: record that it was told to stand down."""
    both = missing_queries.family_of_alert(signed_in(), reference, now_utc())
    if both is None:
        _refuse("missing_family_alert_viewed")
    family_page, line = both
    form = ToldForm()
    if form.validate_on_submit():
        try:
            with transaction():
                missing.stand_down(signed_in(), line.row.id, form.told(), now_utc())
        except MovementRefused as refused:
            form.refuse(None, refused.words)
        else:
            flash(f"Recorded: {line.authority} was told to stand down", "success")
            there = url_for("movements.family", reference=family_page.row.reference)
            return redirect(there, 303)
    contacts = authorities.contacts_in_force(line.row.authority_id)
    text = missing_queries.alert_text(
        family_page, council_name(), this_procedure().enquiries_number
    )
    return page(
        "movements/alert.html",
        form=form,
        family=family_page,
        line=line,
        contacts=contacts,
        text=text,
    )


def _family_or_404(reference: str) -> FamilyPage:
    page_found = missing_queries.family(signed_in(), reference, now_utc())
    if page_found is None:
        _refuse("missing_family_viewed")
    return page_found


def _refuse(action: str) -> NoReturn:
    record_refusal(signed_in(), action)
    abort(404)
