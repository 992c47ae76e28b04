"""The pages of exports: what was asked, the answer of the second person, and the file, once."""

from __future__ import annotations

import tempfile
from io import TextIOWrapper
from typing import cast

from flask import Blueprint, Flask, abort, flash, redirect, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.exports import services
from lacrecords.exports.csv_file import write_csv
from lacrecords.exports.forms import DecideForm, PurposeForm
from lacrecords.exports.kinds import export_kind, is_export
from lacrecords.exports.queries import STATE_WORDS, ExportShown, ExportState, export_of, exports_of
from lacrecords.exports.task_list import TASK_LIST
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import MatterKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.navigation import NavigationItem, register_navigation

exports = Blueprint("exports", __name__, url_prefix="/exports")


@exports.record_once
def _stand_where_they_are_looked_for(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_matter_page(app, MatterKind.EXPORT, MatterPage("Export", "exports.show"))
    item = NavigationItem("Exports", "exports.index", Action.EXPORT_READ, 48, on_home=True)
    register_navigation(app, item)
    services.register_export(app, TASK_LIST)


@exports.get("")
@requires(Action.EXPORT_READ)
def index() -> ResponseReturnValue:
    """The requests that one made, and those that wait for one's answer."""
    rows = exports_of(signed_in(), now_utc())
    return page("exports/index.html", rows=rows, states=STATE_WORDS)


@exports.route("/ask/<key>", methods=["GET", "POST"])
@requires(Action.EXPORT_ASK)
def ask_for(key: str) -> ResponseReturnValue:
    """Ask for the part of a list that the address chooses: another person must agree."""
    if not is_export(key) or not may(signed_in().role, export_kind(key).action):
        abort(404)
    kind, form = export_kind(key), PurposeForm()
    chosen = kind.chosen_of(request.args)
    if form.validate_on_submit():
        try:
            with transaction():
                value = services.AskExport(key, chosen, str(form.purpose.data))
                reference = services.ask(signed_in(), value, now_utc())
        except services.ExportRefused as refused:
            form.refuse_step(refused)
        else:
            return redirect(url_for("exports.show", reference=reference), 303)
    return page("exports/ask.html", form=form, kind=kind, chosen_words=kind.describe(chosen))


@exports.route("/<reference>", methods=["GET", "POST"])
@requires(Action.EXPORT_READ)
def show(reference: str) -> ResponseReturnValue:
    """One request: how it stands, and for the second person the answer to it."""
    actor, now = signed_in(), now_utc()
    found, form = _found(actor, reference), DecideForm()
    if not found.is_mine_to_decide:
        return page("exports/show.html", found=found, form=None, states=STATE_WORDS)
    if form.validate_on_submit():
        try:
            with transaction():
                services.decide(actor, found.id, bool(form.approve.data), form.reason.data, now)
        except services.ExportRefused as refused:
            form.refuse_step(refused)
        else:
            flash("Your answer is kept", "success")
            return redirect(url_for("exports.show", reference=reference), 303)
    return page("exports/show.html", found=found, form=form, states=STATE_WORDS)


@exports.post("/<reference>/fetch")
@requires(Action.EXPORT_ASK)
def fetch(reference: str) -> ResponseReturnValue:
    """The file, once: it is written first, then it stands in the trail, then it goes out."""
    actor, now = signed_in(), now_utc()
    found = _found(actor, reference)
    if not found.is_mine or found.state is not ExportState.CAN_BE_FETCHED:
        abort(410)
    kind = export_kind(found.kind)
    # Nameless, and gone when the answer is sent.
    file = tempfile.TemporaryFile()
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    rows = write_csv(text, kind.columns, kind.rows(actor, found.chosen, now))
    text.detach()
    try:
        with transaction():
            services.take(actor, found.id, rows, now)
    except services.ExportRefused:
        file.close()
        abort(410)
    file.seek(0)
    name = f"{found.kind.replace('_', '-')}-{reference}.csv"
    return send_file(file, "text/csv", as_attachment=True, download_name=name)


def _found(actor: Actor, reference: str) -> ExportShown:
    found = export_of(actor, reference, now_utc())
    if found is None:
        abort(404)
    with transaction():
        audit.record(actor, "export_read", "export_request", found.id)
    return found
