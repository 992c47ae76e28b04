"""Every route, method and role, generated from the program's own map of routes.

The table of authorisation is the only source of what is expected here: a new
route is tested from the day it is made. Form tokens are off, so that what
answers is the belt and not the token.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from lacrecords import application
from lacrecords.application import create_app
from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from lacrecords.web.access import UndeclaredRoute, declared_action
from tests.factories.staff import make_account, sign_in_as
from tests.support import databases

MAY_ANSWER = {200, 204, 302, 303, 400, 404, 405, 409, 410, 422, 429}
"""What a permitted request may be answered, empty as it is."""
SAMPLES = {"IntegerConverter": "999999", "PathConverter": "none", "UnicodeConverter": "ABCD-2345"}


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    """One program and database for the whole table: nothing here depends on what is kept."""
    with databases.fresh("sqlite") as url:
        app = create_app({"database_url": url})
        app.config["WTF_CSRF_ENABLED"] = False
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[Role, SignedInActor]:
    """One member of staff in each role."""
    with app.app_context(), transaction():
        return {role: make_account(role) for role in Role}


def _cells(app: Flask) -> Iterator[tuple[str, str, Action]]:
    """Every path and method of the program, with the action that its view declares."""
    for rule in app.url_map.iter_rules():
        action = declared_action(app, rule.endpoint)
        assert action is not None, rule.endpoint
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield _path(app, rule), method, action


def _path(app: Flask, rule: Rule) -> str:
    values = {
        name: SAMPLES[type(converter).__name__] for name, converter in rule._converters.items()
    }
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_use_exactly_the_routes_of_the_table(
    app: Flask, people: dict[Role, SignedInActor], role: Role
) -> None:
    wrong = []
    for path, method, action in _cells(app):
        client = sign_in_as(app.test_client(), people[role])
        status = client.open(path, method=method).status_code
        permitted = status in MAY_ANSWER
        if permitted != may(role, action) or not (permitted or status == 403):
            wrong.append(f"{method} {path} ({action}): {status}")
    assert wrong == []


def test_nobody_is_sent_to_sign_in_from_every_route_but_the_open_ones(app: Flask) -> None:
    wrong = []
    for path, method, action in _cells(app):
        answer = app.test_client().open(path, method=method)
        sent = answer.status_code == 302 and (answer.location or "").startswith("/sign-in")
        if sent == may(None, action):
            wrong.append(f"{method} {path} ({action}): {answer.status_code}")
    assert wrong == []


def test_the_routes_open_to_anybody_are_these_and_no_others(app: Flask) -> None:
    open_to_all = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if declared_action(app, rule.endpoint) is Action.ANYBODY
    }
    assert open_to_all == {"static", "staff.sign_in", "staff.accept_invitation"}


def test_every_action_is_in_the_table_and_every_role_can_do_something() -> None:
    for role in Role:
        assert any(may(role, action) for action in Action)
    for action in Action:
        assert any(may(role, action) for role in Role), action
        assert may(None, action) is (action is Action.ANYBODY)


def test_a_route_that_declares_no_action_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    careless = Blueprint("careless", __name__)
    careless.add_url_rule("/forgotten", "forgotten", lambda: "anybody could read this")
    monkeypatch.setattr(application, "BLUEPRINTS", (*application.BLUEPRINTS, careless))
    with pytest.raises(UndeclaredRoute, match=r"careless\.forgotten"):
        create_app({"database_url": "sqlite://"})


def test_a_route_added_after_the_start_is_refused_to_everybody(
    app: Flask, people: dict[Role, SignedInActor]
) -> None:
    fresh = create_app({"database_url": app.config["SQLALCHEMY_DATABASE_URI"]})
    fresh.add_url_rule("/forgotten", "forgotten", lambda: "anybody could read this")
    assert fresh.test_client().get("/forgotten").status_code == 403
    for actor in people.values():
        client = sign_in_as(fresh.test_client(), actor)
        assert client.get("/forgotten").status_code == 403
