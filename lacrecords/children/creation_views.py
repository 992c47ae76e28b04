"""The page on which a record is made by hand, reached from the results of a search."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.children.blueprint import children
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.creation import (
    GOOD_FOR,
    TYPED_FOR,
    Likely,
    likely_records,
    make_record,
    search_for_making,
)
from lacrecords.children.creation_forms import MakeRecordForm
from lacrecords.children.queries import reference_of
from lacrecords.children.search_models import ChildSearch
from lacrecords.database import now_utc, transaction
from lacrecords.matching.identifiers import nhs_number_is_valid
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.forms import page

SEARCHED_BY = ("born", "expected", "nhs_number", "mother_nhs_number", "postcode")
"""While one of these is wrong, nothing can be searched with what is typed."""


@children.route("/search/<reference>/new", methods=["GET", "POST"])
@requires(Action.CHILD_CHANGE)
def new_record(reference: str) -> ResponseReturnValue:
    """Make a record of a child whom the search did not find."""
    actor, now = signed_in(), now_utc()
    good_for = TYPED_FOR if request.method == "POST" else GOOD_FOR
    search = search_for_making(actor, reference, now, good_for)
    if search is None:
        flash("Search first. A record is made on a search of the last hour.")
        return redirect(url_for("children.index"))
    form = MakeRecordForm(data=_from_search(search))
    form.prepare(actor, council_day(now))
    if form.validate_on_submit():
        try:
            with transaction():
                child_id = make_record(actor, reference, form.value(), now)
        except ChangeRefused as refused:
            form.refuse_step(refused)
        else:
            flash("The record is made", "success")
            return redirect(url_for("children.child", reference=reference_of(child_id)))
    likely = _likely(actor, form, now)
    form.shown.data = ",".join(one.card.reference for one in likely.shown)
    return page("children/new.html", form=form, likely=likely.shown, search_reference=reference)


def _likely(actor: Actor, form: MakeRecordForm, now: datetime) -> Likely:
    """Records that look like what is typed; at first like what was searched for."""
    unreadable = any(field.process_errors for field in form)
    if unreadable or any(form[name].errors for name in SEARCHED_BY):
        return Likely((), ())
    return likely_records(actor, form.value(), now)


def _from_search(search: ChildSearch) -> dict[str, Any]:
    nhs = search.identifier if nhs_number_is_valid(search.identifier) else ""
    return {
        "forename": search.forename,
        "surname": search.surname,
        "born": DateParts.of(search.born_on),
        "line1": search.address,
        "postcode": search.postcode,
        "nhs_number": nhs,
    }
