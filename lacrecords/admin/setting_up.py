"""Flask-Admin fastened to our belt: every route of it declares an action, or is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from flask_admin import Admin, AdminIndexView, expose

from lacrecords.admin.lists import AgenciesView, AuthoritiesView, TeamsView
from lacrecords.admin.reference_view import ReferenceView
from lacrecords.agencies.models import Agency, OtherAuthority
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.models import Team
from lacrecords.web.access import requires, signed_in
from lacrecords.web.navigation import NavigationItem, register_navigation

ENDPOINT = "admin"


class ListOfLists(AdminIndexView):  # type: ignore[misc]
    """The first page: the lists that this person keeps."""

    def __init__(self) -> None:
        super().__init__(name="Lists", endpoint=ENDPOINT, url="/admin")
        # Its scripts and styles are not ours: none is served.
        self.static_folder = None

    @expose("/")  # type: ignore[untyped-decorator]
    def index(self) -> str:
        """The lists that this person keeps, with what each is for."""
        lists = [view for view in self.admin._views if isinstance(view, ReferenceView)]
        actor = signed_in()
        mine = [view for view in lists if may(actor.role, view.action)]
        html: str = self.render("reference_data/index.html", lists=mine)
        return html


def init_admin(app: Flask) -> None:
    """Register the lists, and declare what each route of theirs requires."""
    admin = Admin(app, name="Lists", index_view=ListOfLists())
    actions = {ENDPOINT: Action.DIRECTORY_CHANGE}
    for view in (
        TeamsView(Team, "admin_teams", "/admin/teams"),
        AgenciesView(Agency, "admin_agencies", "/admin/agencies"),
        AuthoritiesView(OtherAuthority, "admin_authorities", "/admin/authorities"),
    ):
        admin.add_view(view)
        actions[view.endpoint] = view.action
    for endpoint, view_function in list(app.view_functions.items()):
        action = actions.get(endpoint.partition(".")[0])
        if action is not None:
            app.view_functions[endpoint] = requires(action)(_of_its_own(view_function))
    item = NavigationItem("Lists", "admin.index", Action.DIRECTORY_CHANGE, position=85)
    register_navigation(app, item)


def _of_its_own(view_function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that can carry a declaration: a bound method cannot."""

    @wraps(view_function)
    def call(*given: Any, **named: Any) -> Any:
        return view_function(*given, **named)

    return call
