"""Sending a list, watching it being looked up, reading what it brought up, throwing it away."""

from __future__ import annotations

import json
import tempfile
from typing import Any, cast

from flask import Blueprint, Flask, abort, flash, redirect, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.exchange import upload_folder
from lacrecords.exchange.receiving import Incoming
from lacrecords.exchange.source import FileRefused
from lacrecords.lists import pages, sending
from lacrecords.lists.answers import Answer
from lacrecords.lists.asking import NotAsked
from lacrecords.lists.forms import ListForm
from lacrecords.lists.pages import ListPage
from lacrecords.lists.sending import SentList
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.queries import council_day
from lacrecords.web.access import current_actor, requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.large_files import allow_large_files
from lacrecords.web.navigation import NavigationItem, register_navigation

lists = Blueprint("lists", __name__, url_prefix="/register/lists")
MOST_PAGES = 1_000_000
NO_ROOM = "There is no room left for the list on the server. Tell your system administrator"


@lists.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem("Look-ups", "lists.index", Action.LIST_LOOKUP, position=46)
    register_navigation(cast(Flask, state.app), item)


@lists.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the form; for everybody else the strict limit stands."""
    if endpoint != "lists.send" or request.method != "POST":
        return
    actor = current_actor()
    if actor is not None and may(actor.role, Action.LIST_LOOKUP):
        most = upload_folder.settings().import_upload_megabytes * upload_folder.MEGABYTE
        allow_large_files(upload_folder.root(), most)


@lists.get("")
@requires(Action.LIST_LOOKUP)
def index() -> ResponseReturnValue:
    """The lists that were looked up, by page and by command."""
    return page("lists/index.html", lists=pages.lists_looked_up(now_utc()))


@lists.route("/send", methods=["GET", "POST"])
@requires(Action.LIST_LOOKUP)
def send() -> ResponseReturnValue:
    """Send a list, with its purpose or under an enquiry, to be looked up by the worker."""
    form = ListForm()
    if form.validate_on_submit():
        try:
            reference = sending.send(signed_in(), _sent(form), now_utc())
            return redirect(url_for("lists.show", reference=reference), 303)
        except FileRefused as refused:
            form.refuse("file", str(refused))
        except OSError:
            form.refuse("file", NO_ROOM)
        except EnquiryError as refused:
            form.refuse("enquiry", str(refused))
        except NotAsked as refused:
            form.refuse("purpose", str(refused))
    return page("lists/send.html", form=form, settings=upload_folder.settings())


def _sent(form: ListForm) -> SentList:
    file = form.file.data
    return SentList(
        incoming=Incoming(file.filename or "", file.stream),
        purpose=form.purpose.data,
        enquiry_reference=form.enquiry.data,
        rows_are_enquiries=form.rows_are_enquiries.data,
    )


@lists.get("/<reference>")
@requires(Action.LIST_LOOKUP)
def show(reference: str) -> ResponseReturnValue:
    """How a list stands; once it is answered, its answers, which stands in the trail."""
    actor, found = signed_in(), _found(reference)
    rows, answer = None, request.args.get("answer", "")
    if answer not in ("", "error", *Answer):
        abort(404)
    if found.has_answers:
        with transaction():
            audit.record(actor, "list_answers_read", "list_lookup", found.lookup.id)
        number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
        found = _found(reference)
        on = council_day(now_utc())
        rows = pages.rows_page(found.lookup, actor.account_id, on, number, answer)
    return page("lists/show.html", found=found, rows=rows, answer=answer)


@lists.get("/<reference>/answers")
@requires(Action.LIST_LOOKUP)
def answers(reference: str) -> ResponseReturnValue:
    """Every answer as a file of one JSON line a row, as this reader may see them now."""
    actor, found = signed_in(), _found(reference)
    if not found.has_answers:
        abort(404)
    with transaction():
        audit.record(actor, "list_answers_downloaded", "list_lookup", found.lookup.id)
    found, on = _found(reference), council_day(now_utc())
    # Nameless, and gone when the answer is sent.
    file = tempfile.TemporaryFile(dir=upload_folder.root())
    for _, said in pages.every_answer(found.lookup, actor.account_id, on):
        file.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    file.seek(0)
    name = f"list-{reference}-answers.jsonl"
    return send_file(file, "application/jsonl", as_attachment=True, download_name=name)


@lists.post("/<reference>/try-again")
@requires(Action.LIST_LOOKUP)
def try_again(reference: str) -> ResponseReturnValue:
    """Have the worker take up what it gave up."""
    _found(reference)
    with transaction():
        sending.try_again(signed_in(), reference, now_utc())
    return redirect(url_for("lists.show", reference=reference), 303)


@lists.post("/<reference>/throw-away")
@requires(Action.LIST_LOOKUP)
def throw_away(reference: str) -> ResponseReturnValue:
    """Remove the list and its answers; what the run was stays in the trail."""
    _found(reference)
    with transaction():
        folder = sending.throw_away(signed_in(), reference, now_utc())
    sending.remove(folder)
    flash("The list and its answers are removed", "success")
    return redirect(url_for("lists.index"), 303)


def _found(reference: str) -> ListPage:
    found = pages.list_page(reference, now_utc())
    if found is None:
        abort(404)
    return found
