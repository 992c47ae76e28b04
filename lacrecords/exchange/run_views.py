"""One run: its counts, who was not in the file, what was found, and undoing it."""

from __future__ import annotations

from flask import abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.exchange import conflict_pages, run_pages, undoing
from lacrecords.exchange.blueprint import RUN, exchange
from lacrecords.exchange.built_on import built_on_run
from lacrecords.exchange.forms import UndoForm
from lacrecords.exchange.run_pages import RunRow
from lacrecords.exchange.uploading import NotNow
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

MOST_PAGES = 1_000_000


def page_number() -> int:
    """Which page of a list is asked for; the first where the address says none."""
    number = request.args.get("page", 1, type=int)
    return min(max(number, 1), MOST_PAGES)


@exchange.get(RUN)
@requires(Action.REGISTER_IMPORT)
def run(run_id: int) -> ResponseReturnValue:
    """All that is kept of one run."""
    found, actor, on = _found(run_id), signed_in(), council_day(now_utc())
    return page(
        "exchange/run.html",
        row=found,
        has_findings=run_pages.rejects_of(run_id) is not None,
        open_conflicts=conflict_pages.count_open(actor.account_id, on, run_id),
    )


@exchange.get(f"{RUN}/findings")
@requires(Action.REGISTER_IMPORT)
def run_findings(run_id: int) -> ResponseReturnValue:
    """The rows that the run refused or doubted, as a file."""
    path = run_pages.rejects_of(_found(run_id).run.id)
    if path is None:
        abort(404)
    with transaction():
        audit.record(signed_in(), "import_findings_downloaded", "import_run", run_id)
    name = f"run-{run_id}-findings.csv"
    return send_file(path, "text/csv; charset=utf-8", as_attachment=True, download_name=name)


@exchange.get(f"{RUN}/not-in-file")
@requires(Action.REGISTER_IMPORT)
def not_in_file(run_id: int) -> ResponseReturnValue:
    """Children of earlier files whom this one did not name, by the authority's numbers."""
    found = _found(run_id)
    with transaction():
        audit.record(signed_in(), "import_absences_viewed", "import_run", run_id)
    numbers = run_pages.not_in_file(run_id, page_number())
    return page("exchange/not_in_file.html", row=found, numbers=numbers)


@exchange.get(f"{RUN}/conflicts")
@requires(Action.REGISTER_IMPORT)
def run_conflicts(run_id: int) -> ResponseReturnValue:
    """Every conflict that the run raised, settled or not."""
    found, actor = _found(run_id), signed_in()
    with transaction():
        audit.record(actor, "import_conflicts_viewed", "import_run", run_id)
    on = council_day(now_utc())
    paged = conflict_pages.conflicts(page_number(), actor.account_id, on, run_id)
    return page("exchange/conflicts.html", row=found, paged=paged)


@exchange.route(f"{RUN}/undo", methods=["GET", "POST"])
@requires(Action.REGISTER_IMPORT)
def undo(run_id: int) -> ResponseReturnValue:
    """Undo a whole run, where nothing has been built on it; what has been is counted first."""
    found, form = _found(run_id), UndoForm()
    if form.validate_on_submit():
        try:
            with transaction():
                undoing.ask_to_undo(signed_in(), run_id, form.reason.data, now_utc())
            return redirect(url_for("exchange.run", run_id=run_id), 303)
        except NotNow as refused:
            form.refuse(None, str(refused))
            found = _found(run_id)
    in_the_way = built_on_run(found.run) if found.may_be_undone else {}
    return page("exchange/undo.html", row=found, form=form, in_the_way=in_the_way)


@exchange.post(f"{RUN}/undo/go-on")
@requires(Action.REGISTER_IMPORT)
def go_on_undoing(run_id: int) -> ResponseReturnValue:
    """Have the worker take up an undoing that it gave up."""
    _found(run_id)
    try:
        with transaction():
            undoing.go_on(signed_in(), run_id, now_utc())
    except NotNow as refused:
        flash(f"{refused}.")
    return redirect(url_for("exchange.run", run_id=run_id), 303)


def _found(run_id: int) -> RunRow:
    found = run_pages.run_row(run_id)
    if found is None:
        abort(404)
    return found
