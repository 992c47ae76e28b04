"""Keeping half-typed text: by the page's script while the officer types, or by a button."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import StepOutOfOrder
from lacrecords.enquiries.services.drafts import Fields, remove_draft, save_draft
from lacrecords.enquiries.views.blueprint import enquiries
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in

NOT_KEPT = {"csrf_token", "idempotency_key", "keep", "group"}
LONGEST_KEY = 100
NUL = "\x00"  # PostgreSQL keeps no such character, and nobody types one.


@enquiries.post("/enquiries/draft")
@requires(Action.ENQUIRY_RECORD)
def keep_draft() -> ResponseReturnValue:
    """Keep what is typed so far; nothing is checked, so nothing is lost."""
    key = request.form.get("idempotency_key", "")
    if not 0 < len(key) <= LONGEST_KEY or NUL in key:
        return "", 400
    fields: Fields = {
        name.replace(NUL, ""): [text.replace(NUL, "") for text in texts]
        for name, texts in request.form.lists()
        if name not in NOT_KEPT
    }
    try:
        with transaction():
            save_draft(signed_in(), key, fields, now_utc())
    except StepOutOfOrder:
        return "", 409
    if request.form.get("keep") == "later":
        flash("What you typed is kept. It is not an enquiry until you save it.", "important")
        return redirect(url_for("enquiries.index"))
    return "", 204


@enquiries.post("/enquiries/draft/remove")
@requires(Action.ENQUIRY_RECORD)
def drop_draft() -> ResponseReturnValue:
    """Throw half-typed text away; only one's own."""
    key = request.form.get("idempotency_key", "")
    with transaction():
        remove_draft(key, signed_in())
    return redirect(url_for("enquiries.index"))
