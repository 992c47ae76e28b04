"""Where the pages of advice stand, and what of it a child's page shows."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Blueprint, Flask, abort, current_app, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy import exists

from lacrecords.advice.concerned import Concerned, concerned_by, register_concerned
from lacrecords.advice.families import child_concerned
from lacrecords.advice.models import AdviceMatter
from lacrecords.advice.queries import about_any, count_to_answer
from lacrecords.advice.sending import expect_long_texts
from lacrecords.advice.threads import Standing, Thread, standing_of, thread_by
from lacrecords.children.panels import (
    REFERENCES,
    Panel,
    PanelLine,
    PanelOfSlice,
    register_panel,
)
from lacrecords.children.queries import record_ids, references_of
from lacrecords.database import now_utc
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.notifications.words import clock_words
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import MatterKind
from lacrecords.web.access import signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation
from lacrecords.wording import words

advice = Blueprint("advice", __name__, url_prefix="/advice")

advice.url_value_preprocessor(expect_long_texts)

advice.add_app_template_filter(clock_words)


@advice.context_processor
def _words_of_lists() -> dict[str, object]:
    """The pages say what stands in closed lists."""
    return {"words": words}


@advice.record_once
def _take_its_places(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem(
        "Advice",
        "advice.index",
        Action.ADVICE_READ,
        position=49,
        count=count_to_answer,
        count_words="to answer",
        on_home=True,
    )
    register_navigation(app, item)
    register_matter_page(app, MatterKind.ADVICE, MatterPage("Advice", "advice.show"))
    register_matter_page(app, MatterKind.CHILD, MatterPage("Child's record", "children.child"))
    register_concerned(app, MatterKind.CHILD, child_concerned)
    register_panel(app, CHILD_PANEL)


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel | None:
    """Advice that concerns this child, for whoever may open the record."""
    if not may(actor.role, Action.ADVICE_READ):
        return None
    references = tuple(references_of(record_ids(child_id)).values())
    found = about_any(MatterKind.CHILD, references, now)
    lines = tuple(
        PanelLine(
            at=one.asked_at,
            what="Late" if one.late else words(one.state),
            who=one.of_whom,
            reference=one.reference,
            href=url_for("advice.about", kind=one.matter.kind, reference=one.matter.reference),
        )
        for one in found
    )
    return Panel("Advice on sharing", "", lines) if lines else None


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=lambda _actor, _child_id, _now: None,
    has_anything=exists().where(
        AdviceMatter.matter == MatterKind.CHILD, AdviceMatter.matter_reference.in_(REFERENCES)
    ),
)


def procedure() -> Procedure:
    """The figures of this authority."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


def concerned_or_404(kind: str, reference: str) -> Concerned:
    """The matter, for somebody who may see it; for everybody else there is none."""
    found = concerned_by(signed_in(), kind, reference, now_utc())
    if found is None:
        abort(404)
    return found


def read_or_404(reference: str) -> tuple[Thread, Standing]:
    """The question, for somebody who may read it; for everybody else there is none."""
    thread = thread_by(reference)
    if thread is None:
        abort(404)
    standing = standing_of(signed_in(), thread)
    if not standing.reads:
        abort(404)
    return thread, standing
