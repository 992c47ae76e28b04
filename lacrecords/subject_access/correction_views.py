"""The page on which a recorded request is put right."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.blueprint import back_to, subject_access, worked_or_404
from lacrecords.subject_access.correcting import history_of, put_right
from lacrecords.subject_access.forms import PutRightForm
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.route("/<reference>/put-right", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def correct(reference: str) -> ResponseReturnValue:
    """Put a recorded request right; what stood before stays readable."""
    standing = worked_or_404(reference)
    if not standing.is_open:
        abort(404)
    asked = standing.request
    form = PutRightForm.reading(asked, asked.correction_id)

    def step() -> None:
        put_right(signed_in(), asked.id, form.correction(), now_utc())

    if is_taken(form, step, "The request is put right. What stood before stays readable"):
        return back_to(reference)
    return page(
        "subject_access/put_right.html", form=form, standing=standing, history=history_of(asked)
    )
