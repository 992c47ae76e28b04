"""Where the pages of requests for information live, and how a page finds its request."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, abort, flash, redirect, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.values import AccessRefused
from lacrecords.subject_access.visible import request_for, works
from lacrecords.terms import MatterKind
from lacrecords.web.access import signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation

subject_access = Blueprint("subject_access", __name__, url_prefix="/subject-access")


@subject_access.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Information requests",
        "subject_access.index",
        Action.SUBJECT_ACCESS_RECORD,
        position=39,
        on_home=True,
    )
    register_navigation(app, item)
    for kind, label, endpoint in (
        (MatterKind.SUBJECT_ACCESS, "Request for own information", "subject_access.show"),
        (MatterKind.SUBJECT_ACCESS_HARM, "Serious harm by a release", "subject_access.harm"),
        (MatterKind.SUBJECT_ACCESS_CLOSED, "Closed record", "subject_access.closed_record"),
    ):
        register_matter_page(app, kind, MatterPage(label, endpoint))


def request_or_404(reference: str) -> int:
    """The number of the request with this reference, where the reader may see anything of it."""
    request_id = request_for(signed_in(), reference, now_utc())
    if request_id is None:
        abort(404)
    return request_id


def worked_or_404(reference: str) -> AccessStanding:
    """The same, as it stands, for those who work requests."""
    request_id = request_or_404(reference)
    if not works(signed_in()):
        abort(404)
    return standing_of(request_id, now_utc())


def pack_or_404(standing: AccessStanding) -> SubjectPack:
    """The newest pack of the request."""
    if standing.pack is None:
        abort(404)
    return standing.pack


def note_reading(action: str, request_id: int) -> None:
    """Put the reading in the trail before the page is drawn."""
    with transaction():
        audit.record(signed_in(), action, "subject_access_request", request_id)


def taken_or_said(step: Callable[[], object], said: str) -> None:
    """Take a step that has no form of its own; what stands against it is said on the next page."""
    try:
        with transaction():
            step()
    except AccessRefused as refused:
        flash(str(refused))
    else:
        flash(said, "success")


def back_to(reference: str, endpoint: str = "subject_access.show") -> ResponseReturnValue:
    """To the page of the request, or another of it."""
    return redirect(url_for(endpoint, reference=reference), 303)
