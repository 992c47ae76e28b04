"""A list that names children leaves by two people, once, in time, and as its reader may see it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.exports.csv_file import BYTE_ORDER_MARK, as_text, write_csv
from lacrecords.exports.models import ExportRequest
from lacrecords.exports.services import AskExport, ExportRefused, ask, decide, take
from lacrecords.notifications.models import Notification
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role
from tests.factories.children import OPEN, restrict
from tests.factories.currency import look_at_changes
from tests.factories.staff import make_account, make_team
from tests.support.posting import post_form
from tests.support.register import Register

ASK = "/exports/ask/records_to_put_right"
PURPOSE = "For the board of the ninth of June"


def team(register: Register) -> tuple[SignedInActor, SignedInActor]:
    """A team manager and a lead social worker of the team."""
    with register.app.app_context(), transaction():
        manager = make_account(Role.TEAM_MANAGER)
        team_id = make_team(manager_id=manager.account_id)
        return manager, make_account(Role.LEAD_SOCIAL_WORKER, team_id=team_id)


def asked(register: Register, actor: SignedInActor, query: str = "") -> str:
    answer = post_form(register.browser(actor), ASK + query, purpose=PURPOSE)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def agreed(register: Register, actor: SignedInActor, path: str, approve: str = "yes") -> None:
    answer = post_form(register.browser(actor), path, approve=approve, reason="It is needed")
    assert answer.status_code == 303, answer.text


def fetched(browser: FlaskClient, path: str) -> list[dict[str, str]]:
    with post_form(browser, f"{path}/fetch", page=path) as file:
        assert file.status_code == 200 and file.mimetype == "text/csv"
        assert "Ormerod" not in file.headers["Content-Disposition"]
        text = file.data.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))


def test_one_asks_another_agrees_and_the_file_goes_out_once(register: Register) -> None:
    manager, lead = team(register)
    chief = register.staff(Role.DESIGNATED_MANAGER)
    register.child(lead, forename="=HYPERLINK(1)", surname="Ormerod")
    register.child(forename="Leofric", surname="Pomfret", cases=(OPEN,))
    hidden, _ = register.child(lead, forename="Perpetua", surname="Hidden")
    with register.app.app_context():
        with transaction():
            restrict(hidden, make_account(Role.TEAM_MANAGER))
        look_at_changes()
    mine, theirs = register.browser(manager), register.browser(chief)
    path = asked(register, manager)
    assert asked(register, manager) == path, "a second press asks for nothing more"
    assert "must answer, and not whoever asked" in mine.get(path).text
    assert mine.post(f"{path}/fetch", data={}).status_code in (400, 410)
    assert (
        PURPOSE in theirs.get(path).text and "May this list be exported?" in theirs.get(path).text
    )
    agreed(register, chief, path)
    assert "Fetch the file" in mine.get(path).text and "Fetch the file" not in theirs.get(path).text
    assert post_form(theirs, f"{path}/fetch", page=ASK).status_code == 410
    rows = fetched(mine, path)
    assert {row["Child"] for row in rows} == {"'=HYPERLINK(1) Ormerod"}
    assert {row["Lead social worker now or last"] for row in rows} == {lead.name}
    assert post_form(mine, f"{path}/fetch", page=ASK).status_code == 410
    assert f"{len(rows)} rows" in mine.get(path).text
    assert register.trail("export_fetched") == [(manager.key, 1, "allowed")]
    assert len(register.trail("export_asked")) == 1 and register.trail("export_agreed")


def test_a_purpose_and_a_reason_are_asked_for(register: Register) -> None:
    manager, chief = team(register)[0], register.staff(Role.DESIGNATED_MANAGER)
    blank = post_form(register.browser(manager), ASK, purpose=" ")
    assert blank.status_code == 422 and "Enter what the list is for" in blank.text
    path = asked(register, manager)
    unsure = post_form(register.browser(chief), path, approve="yes")
    assert unsure.status_code == 422 and "Enter the reason" in unsure.text


def test_a_refused_export_says_why_and_goes_nowhere(register: Register) -> None:
    manager, guardian = team(register)[0], register.staff(Role.CALDICOTT_GUARDIAN)
    path = asked(register, manager, "?state=late&severity=urgent")
    agreed(register, guardian, path, approve="no")
    page = register.browser(manager).get(path).text
    assert "Refused by" in page and "It is needed" in page and "Late, Urgent" in page
    assert post_form(register.browser(manager), f"{path}/fetch", page=ASK).status_code == 410
    assert post_form(register.browser(guardian), path, page="/tasks").status_code in (200, 400, 404)


def test_nobody_agrees_to_what_they_asked_for_themselves(register: Register) -> None:
    chief, guardian = (
        register.staff(Role.DESIGNATED_MANAGER),
        register.staff(Role.CALDICOTT_GUARDIAN),
    )
    path = asked(register, chief)
    assert "May this list be exported?" not in register.browser(chief).get(path).text
    with register.app.app_context():
        (row,) = db.session.scalars(select(ExportRequest))
        with pytest.raises(ExportRefused, match="Somebody else"), transaction():
            decide(chief, row.id, True, "Mine", now_utc())
        told = select(Notification).where(Notification.kind == NotificationKind.EXPORT_ASKED)
        assert [one.role for one in db.session.scalars(told)] == [Role.CALDICOTT_GUARDIAN]
    agreed(register, guardian, path)
    assert "Fetch the file" in register.browser(chief).get(path).text


def test_a_request_of_somebody_else_is_not_there(register: Register) -> None:
    manager, other = team(register)[0], register.staff(Role.TEAM_MANAGER)
    path = asked(register, manager)
    browser = register.browser(other)
    assert browser.get(path).status_code == 404
    assert post_form(browser, f"{path}/fetch", page=ASK).status_code == 404
    assert "Nobody has asked" in browser.get("/exports").text
    assert "Records to put right" in register.browser(manager).get("/exports").text


def test_what_was_agreed_runs_out(register: Register) -> None:
    manager, chief = team(register)[0], register.staff(Role.DESIGNATED_MANAGER)
    with register.app.app_context():
        now = now_utc()
        with transaction():
            ask(manager, AskExport("records_to_put_right", {}, PURPOSE), now)
        (number,) = db.session.scalars(select(ExportRequest.id))
        with transaction():
            decide(chief, number, True, "Needed", now - timedelta(hours=25))
        with pytest.raises(ExportRefused), transaction():
            take(manager, number, 1, now)
        with pytest.raises(ExportRefused, match="meanwhile"), transaction():
            decide(chief, number, False, "No", now)
        lead = make_unsaved(Role.LEAD_SOCIAL_WORKER)
        with pytest.raises(ExportRefused), transaction():
            ask(lead, AskExport("records_to_put_right", {}, PURPOSE), now)
    page = register.browser(manager).get("/exports").text
    assert "Ran out" in page


def make_unsaved(role: Role) -> SignedInActor:
    with transaction():
        return make_account(role)


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0-", "\uff1d", "|"]
)
def test_no_cell_begins_a_formula(begins: str) -> None:
    assert as_text(f"{begins}1+1") == f"'{begins}1+1"
    assert as_text(f"a{begins}") == f"a{begins}"


@settings(deadline=None)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_whatever_the_cells_hold_they_come_back_as_they_are_shown(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    assert write_csv(file, ("one", "two"), rows) == len(rows)
    text = file.getvalue().removeprefix(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["one", "two"], *[[as_text(cell) for cell in row] for row in rows]]
    for row in read:
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for cell in row)
