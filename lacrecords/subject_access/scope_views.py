"""The pages on which it is said which part is asked for, and on which more is taken in."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.blueprint import (
    back_to,
    pack_or_404,
    subject_access,
    worked_or_404,
)
from lacrecords.subject_access.narrowing import say_part, take_in
from lacrecords.subject_access.scope_forms import ScopeForm
from lacrecords.subject_access.scoping import unasked_of
from lacrecords.subject_access.step_forms import ReasonForm
from lacrecords.terms import AccessPart
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@subject_access.route("/<reference>/part", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def part(reference: str) -> ResponseReturnValue:
    """Say which kinds of record and which days are asked for."""
    standing = worked_or_404(reference)
    if standing.request.everything or not standing.is_open:
        abort(404)
    scope = standing.scope
    form = ScopeForm(
        kinds=[AccessPart(kind) for kind in scope.kinds] if scope else [],
        since=DateParts.of(scope.from_on) if scope else None,
        until=DateParts.of(scope.to_on) if scope else None,
    )

    def step() -> None:
        say_part(signed_in(), standing.request.id, form.value(), now_utc())

    if is_taken(form, step, "It is written down which part is asked for"):
        return back_to(reference)
    return page("subject_access/part.html", form=form, standing=standing)


@subject_access.route("/<reference>/pack/unasked/<source>", methods=["GET", "POST"])
@requires(Action.SUBJECT_ACCESS_WORK)
def take_part_in(reference: str, source: str) -> ResponseReturnValue:
    """Take a part of the records into the pack that was not asked for."""
    standing = worked_or_404(reference)
    rows = unasked_of(pack_or_404(standing).id)
    one = next((row for row in rows if row.source == source), None)
    if one is None or not standing.is_open:
        abort(404)
    form = ReasonForm()

    def step() -> None:
        take_in(signed_in(), standing.request.id, source, form.because.data, now_utc())

    if is_taken(form, step, "It is taken in. The pack is being assembled anew"):
        return back_to(reference, "subject_access.pack")
    return page("subject_access/take_in.html", form=form, standing=standing, one=one)
