"""The one blueprint of the statement's pages."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from lacrecords.figures.charts import chart_alone, chart_of, pieces_of
from lacrecords.figures.words import TIMELINESS_COLUMNS, WHOLE_COUNCIL, days_words
from lacrecords.notifications.services import MatterPage, register_matter_page
from lacrecords.rules.authorisation import Action
from lacrecords.terms import MatterKind
from lacrecords.web.navigation import NavigationItem, register_navigation

statements = Blueprint("statements", __name__, url_prefix="/statements")


@statements.record_once
def _show_in_navigation(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    item = NavigationItem("Statements", "statements.index", Action.STATEMENT_READ, 7, on_home=True)
    register_navigation(app, item)
    page = MatterPage("The statement", "statements.issued")
    register_matter_page(app, MatterKind.STATEMENT, page)


@statements.record_once
def _give_words_to_templates(state: BlueprintSetupState) -> None:
    # Globals: what a macro of another template needs, no context processor gives it.
    cast(Flask, state.app).jinja_env.globals.update(
        statement_chart=chart_of,
        chart_alone=chart_alone,
        table_pieces=pieces_of,
        days_words=days_words,
        timeliness_columns=TIMELINESS_COLUMNS,
        whole_council=WHOLE_COUNCIL,
    )
