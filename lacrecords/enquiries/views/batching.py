"""Enquiries that nothing flags, read line by line: a tick for each, none for all."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.considered import BatchForm
from lacrecords.enquiries.queries.batch_page import batch_page
from lacrecords.enquiries.services.batches import BatchClosed, begin_batch, close_batch
from lacrecords.enquiries.views.blueprint import enquiries, procedure
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.post("/enquiries-to-consider/batches")
@requires(Action.ENQUIRY_CONSIDER)
def begin_a_batch() -> Response:
    """Put the longest waiting enquiries that nothing flags before the manager."""
    try:
        with transaction():
            reference = begin_batch(signed_in(), procedure(), now_utc()).reference
    except EnquiryError as refusal:
        flash(str(refusal))
        return redirect(url_for("enquiries.queue"))
    return redirect(url_for("enquiries.batch", reference=reference))


@enquiries.route("/enquiries-to-consider/batches/<reference>", methods=["GET", "POST"])
@requires(Action.ENQUIRY_CONSIDER)
def batch(reference: str) -> ResponseReturnValue:
    """The lines, each with its own tick; those ticked are closed and some drawn."""
    found = batch_page(reference, signed_in())
    if found is None:
        abort(404)
    form = BatchForm()
    form.offer(found.lines)
    with transaction():
        audit.record(signed_in(), "enquiry_batch_viewed", "enquiry_batch", found.id)
    if form.validate_on_submit():
        try:
            with transaction():
                done = close_batch(signed_in(), reference, form.read.data, procedure(), now_utc())
        except EnquiryError as refusal:
            form.refuse("read", str(refusal))
        else:
            flash(_closed_words(done), "success")
            return redirect(url_for("enquiries.queue"))
    return page("enquiries/batch.html", form=form, found=found)


def _closed_words(done: BatchClosed) -> str:
    words = f"{done.closed} closed. {done.drawn} drawn for a second look"
    if done.left:
        words += f". {done.left} not closed: something has happened in them since. Read them"
    return words
