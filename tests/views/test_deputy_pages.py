"""The pages of deputies: named and ended by those who may, with the text kept on a mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.database import now_utc, transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.staff import make_account, sign_in_as

ONE_DAY = timedelta(days=1)


@pytest.fixture
def people(app: Flask) -> dict[Role, SignedInActor]:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), transaction():
        return {role: make_account(role) for role in Role}


def browser(app: Flask, people: dict[Role, SignedInActor], role: Role) -> FlaskClient:
    return sign_in_as(app.test_client(), people[role])


def form_of(deputy: SignedInActor, **changes: str) -> dict[str, str]:
    last = (now_utc() + 3 * ONE_DAY).date()
    first = now_utc().date() + ONE_DAY
    days = {"from_on": first, "last_on": last}
    parts = {
        f"{name}-{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }
    return parts | {"account_id": str(deputy.account_id), "reason": "A week of leave"} | changes


@pytest.mark.parametrize("who", [Role.DESIGNATED_MANAGER, Role.DIRECTOR])
def test_a_deputy_is_named_seen_by_them_and_ended(
    app: Flask, people: dict[Role, SignedInActor], who: Role
) -> None:
    deputy = people[Role.LEAD_SOCIAL_WORKER]
    manager = browser(app, people, who)
    answer = manager.post("/deputies/new", data=form_of(deputy))
    assert answer.status_code == 302
    address = answer.location
    assert "Not begun yet" in manager.get(address).get_data(as_text=True)
    assert deputy.name in manager.get("/deputies").get_data(as_text=True)
    own = browser(app, people, Role.LEAD_SOCIAL_WORKER)
    assert address in own.get(_notification(own)).get_data(as_text=True)
    assert "A week of leave" in own.get(address).get_data(as_text=True)
    assert browser(app, people, Role.TEAM_MANAGER).get(address).status_code == 404
    assert "Enter why it ends now" in manager.post(address, data={}).get_data(as_text=True)
    assert manager.post(address, data={"because": "Back early"}).status_code == 302
    assert "Ended early" in manager.get(address).get_data(as_text=True)


def _notification(own: FlaskClient) -> str:
    page = own.get("/inbox").get_data(as_text=True)
    start = page.index('href="/inbox/') + len('href="')
    return page[start : page.index('"', start)]


def test_a_deputy_sees_the_managers_home_and_says_so_on_every_page(
    app: Flask, people: dict[Role, SignedInActor]
) -> None:
    deputy = people[Role.TEAM_MANAGER]
    own = browser(app, people, Role.TEAM_MANAGER)
    assert own.get("/oversight").status_code == 403
    today = now_utc().date()
    begins = {f"from_on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    manager = browser(app, people, Role.DESIGNATED_MANAGER)
    assert manager.post("/deputies/new", data=form_of(deputy, **begins)).status_code == 302
    page = own.get("/oversight").get_data(as_text=True)
    assert "deputy designated manager" in page
    assert own.get("/deputies/new").status_code == 200
    refused = own.post("/deputies/new", data=form_of(people[Role.LEAD_SOCIAL_WORKER]))
    assert "Only the designated manager or the Director" in refused.get_data(as_text=True)


def test_a_mistake_gives_the_text_back(app: Flask, people: dict[Role, SignedInActor]) -> None:
    manager = browser(app, people, Role.DESIGNATED_MANAGER)
    wrong = form_of(people[Role.TEAM_MANAGER], **{"last_on-year": "2020"})
    page = manager.post("/deputies/new", data=wrong).get_data(as_text=True)
    assert "Last day must be the first day or after it" in page
    assert "A week of leave" in page
