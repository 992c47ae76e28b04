"""Uploading a register, checking it without writing, loading it or throwing it away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flask import abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.leads_by_name import names_without_account
from lacrecords.database import now_utc, transaction
from lacrecords.exchange import (
    conflict_pages,
    run_pages,
    run_views,
    settling_views,
    upload_folder,
    upload_pages,
    uploading,
)
from lacrecords.exchange.blueprint import exchange
from lacrecords.exchange.forms import DELTA, LoadForm, UploadForm
from lacrecords.exchange.receiving import Incoming, receive
from lacrecords.exchange.source import FileRefused
from lacrecords.exchange.upload_jobs import CHECK_REJECTS
from lacrecords.exchange.upload_pages import UploadPage, UploadState
from lacrecords.exchange.uploading import NotNow
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff.queries import council_day
from lacrecords.web.access import current_actor, requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.large_files import allow_large_files

__all__ = ["exchange", "run_views", "settling_views"]

NO_ROOM = "There is no room left for the files on the server. Tell your system administrator"


@exchange.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the form; for everybody else the strict limit stands."""
    if endpoint != "exchange.upload" or request.method != "POST":
        return
    actor = current_actor()
    if actor is not None and may(actor.role, Action.REGISTER_IMPORT):
        most = upload_folder.settings().import_upload_megabytes * upload_folder.MEGABYTE
        allow_large_files(upload_folder.root(), most)


@exchange.get("")
@requires(Action.REGISTER_IMPORT)
def index() -> ResponseReturnValue:
    """What waits, and the history of every run."""
    actor, now = signed_in(), now_utc()
    return page(
        "exchange/index.html",
        uploads=upload_pages.uploads_under_way(now),
        runs=run_pages.runs(run_views.page_number()),
        conflicts=conflict_pages.count_open(actor.account_id, council_day(now)),
        lead_names=len(names_without_account()),
    )


@exchange.route("/upload", methods=["GET", "POST"])
@requires(Action.REGISTER_IMPORT)
def upload() -> ResponseReturnValue:
    """Send the files of a register, to be checked."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            reference = _keep(signed_in(), form)
            return redirect(url_for("exchange.show", reference=reference), 303)
        except (FileRefused, NotNow) as refused:
            form.refuse("files", str(refused))
    return page("exchange/upload.html", form=form, settings=upload_folder.settings())


def _keep(actor: Actor, form: UploadForm) -> str:
    """The files first, then the row that knows them; without the row no file stays."""
    uploading.refuse_when_too_many_wait()
    folder = upload_folder.make()
    files = [Incoming(each.filename, each.stream) for each in form.files.data]
    try:
        received = receive(files, upload_folder.path_of(folder), upload_folder.limits())
        with transaction():
            delta = form.extent.data == DELTA
            return uploading.take_in(actor, received, folder, delta, now_utc())
    except OSError as full:
        upload_folder.remove(folder)
        raise FileRefused(NO_ROOM) from full
    except BaseException:
        upload_folder.remove(folder)
        raise


@exchange.get("/uploads/<reference>")
@requires(Action.REGISTER_IMPORT)
def show(reference: str) -> ResponseReturnValue:
    """How an upload stands; one that is loaded is shown as its run."""
    found = _found(reference)
    if found.state in (UploadState.LOADED, UploadState.LEFT):
        return redirect(url_for("exchange.run", run_id=found.run_id))
    return page("exchange/show.html", upload=found, form=LoadForm())


@exchange.get("/uploads/<reference>/findings")
@requires(Action.REGISTER_IMPORT)
def findings(reference: str) -> ResponseReturnValue:
    """The rows that the check refused or doubted, as a file."""
    found = _found(reference)
    upload = uploading.upload_of(found.reference)
    if upload is None or not found.has_rejects:
        abort(404)
    path = upload_folder.path_of(upload.folder) / CHECK_REJECTS
    with transaction():
        audit.record(signed_in(), "import_findings_downloaded", "import_upload", upload.id)
    name = f"check-{reference}-findings.csv"
    return send_file(path, "text/csv; charset=utf-8", as_attachment=True, download_name=name)


@exchange.post("/uploads/<reference>/load")
@requires(Action.REGISTER_IMPORT)
def load(reference: str) -> ResponseReturnValue:
    """Have the worker load what was checked; what was meant for us and is not read is known."""
    found, form = _found(reference), LoadForm()
    asks = found.state is UploadState.CHECKED and found.meant_for_us
    if asks and not form.validate_on_submit():
        return page("exchange/show.html", upload=found, form=form)
    return _step(reference, partial(uploading.ask_to_load, knows_what_is_left_out=True))


@exchange.post("/uploads/<reference>/try-again")
@requires(Action.REGISTER_IMPORT)
def try_again(reference: str) -> ResponseReturnValue:
    """Have the worker take up what it gave up."""
    return _step(reference, uploading.try_again)


@exchange.post("/uploads/<reference>/leave")
@requires(Action.REGISTER_IMPORT)
def leave(reference: str) -> ResponseReturnValue:
    """Go on no more with what the worker gave up."""
    return _step(reference, uploading.leave_as_it_is)


@exchange.post("/uploads/<reference>/throw-away")
@requires(Action.REGISTER_IMPORT)
def throw_away(reference: str) -> ResponseReturnValue:
    """Remove the files."""
    _found(reference)
    try:
        with transaction():
            folder = uploading.throw_away(signed_in(), reference, now_utc())
    except NotNow as refused:
        flash(f"{refused}.")
        return redirect(url_for("exchange.show", reference=reference), 303)
    upload_folder.remove(folder)
    flash("The files are removed. Nothing was loaded.", "success")
    return redirect(url_for("exchange.index"), 303)


def _step(reference: str, do: Callable[[Actor, str, datetime], object]) -> ResponseReturnValue:
    _found(reference)
    try:
        with transaction():
            do(signed_in(), reference, now_utc())
    except NotNow as refused:
        flash(f"{refused}.")
    return redirect(url_for("exchange.show", reference=reference), 303)


def _found(reference: str) -> UploadPage:
    found = upload_pages.upload_page(reference, now_utc())
    if found is None:
        abort(404)
    return found
