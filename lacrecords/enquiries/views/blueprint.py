"""The one blueprint of the enquiry's pages, and what each of them begins with."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, current_app
from flask.blueprints import BlueprintSetupState

from lacrecords.audit import services as audit
from lacrecords.children.panels import register_panel
from lacrecords.children.stood_lists import register_stood_list
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.queries.pages import EnquiredChildCard, EnquiryPage, enquiry_page
from lacrecords.enquiries.queries.stood_queue import ENQUIRIES_THAT_WAITED
from lacrecords.enquiries.services.opening import candidates_are_open_to
from lacrecords.enquiries.views.child_panel import CHILD_PANEL
from lacrecords.enquiries.views.considerations_export import CONSIDERATIONS
from lacrecords.enquiries.views.incidents_export import INCIDENTS
from lacrecords.enquiries.views.queue_export import ENQUIRIES_TO_CONSIDER
from lacrecords.exports.services import register_export
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, may
from lacrecords.terms import MatterKind
from lacrecords.web.access import signed_in
from lacrecords.web.navigation import NavigationItem, hide_counts_on, register_navigation

enquiries = Blueprint("enquiries", __name__)


@enquiries.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    item = NavigationItem("Enquiries", "enquiries.index", Action.ENQUIRY_RECORD, position=10)
    register_navigation(cast(Flask, state.app), item)
    to_read = NavigationItem(
        "To consider", "enquiries.queue", Action.ENQUIRY_CONSIDER, 12, on_home=True
    )
    register_navigation(cast(Flask, state.app), to_read)
    register_matter_page(
        state.app, MatterKind.INCIDENT, MatterPage("Incident", "enquiries.incident")
    )
    register_matter_page(
        state.app, MatterKind.CONSIDERATION, MatterPage("Referral", "enquiries.referral")
    )
    hide_counts_on(state.app, enquiries.name)
    register_panel(state.app, CHILD_PANEL)
    register_stood_list(cast(Flask, state.app), ENQUIRIES_THAT_WAITED)
    for kind in (CONSIDERATIONS, ENQUIRIES_TO_CONSIDER, INCIDENTS):
        register_export(cast(Flask, state.app), kind)


def procedure() -> Procedure:
    """This authority's own figures."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def enquiry_or_404(reference: str) -> EnquiryPage:
    """The enquiry, where this person takes enquiries or was told of this one; the view is kept."""
    page = enquiry_page(reference, now_utc())
    actor = signed_in()
    if page is None:
        abort(404)
    takes_enquiries = may(actor.role, Action.ENQUIRY_RECORD)
    if not takes_enquiries and not notifications.was_told_of(actor, page.id):
        abort(404)
    with transaction():
        audit.record(actor, "enquiry_viewed", "enquiry", page.id)
    return page


def child_or_404(page: EnquiryPage, position: int) -> EnquiredChildCard:
    """The described child at this position of the enquiry."""
    for child in page.children:
        if child.position == position:
            return child
    abort(404)


def is_open_to_me(page: EnquiryPage) -> bool:
    """Whether this person may see who the children of the enquiry might be."""
    return candidates_are_open_to(signed_in(), page.id)
