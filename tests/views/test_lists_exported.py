"""Each list that names people leaves by two people, with the rows its reader may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from lacrecords.database import now_utc, transaction
from lacrecords.exports.csv_file import BYTE_ORDER_MARK
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import MatchAnswer, Role
from tests.factories.checks import asked as request_asked
from tests.factories.checks import make_desk
from tests.factories.children import restrict
from tests.factories.enquiries import STRANGER, ask, check, children_of, decide
from tests.factories.movements import make_authority, make_movement
from tests.factories.schemes import asked as question_asked
from tests.factories.schemes import make_scheme_desk
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import NOW, Town, make_child
from tests.support.posting import post_form


def exported(app: Flask, town: Town, key: str, query: str = "") -> list[dict[str, str]]:
    """The manager asks, the Caldicott Guardian agrees, the manager fetches."""
    return exported_by(app, town.designated_manager, key, query)


def exported_by(
    app: Flask,
    asker: SignedInActor,
    key: str,
    query: str = "",
    meanwhile: Callable[[], None] = lambda: None,
) -> list[dict[str, str]]:
    """Somebody asks, the Caldicott Guardian agrees, they fetch what they may see by then."""
    with app.app_context(), transaction():
        guardian: SignedInActor = make_account(Role.CALDICOTT_GUARDIAN)
    mine = sign_in_as(app.test_client(), asker)
    theirs = sign_in_as(app.test_client(), guardian)
    address = f"/exports/ask/{key}{query}"
    answer = post_form(mine, address, purpose="For the board, on paper")
    assert answer.status_code == 303, answer.text
    path = str(answer.location)
    assert post_form(theirs, path, approve="yes", reason="Needed").status_code == 303
    meanwhile()
    with post_form(mine, f"{path}/fetch", page=path) as file:
        assert file.status_code == 200
        text = file.data.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text)))


def test_movements_leave_without_those_of_records_closed_to_the_reader(
    app: Flask, town: Town
) -> None:
    with app.app_context(), transaction():
        authority, now = make_authority(), now_utc()
        make_movement(town.designated_manager, authority, now, moved_on=now.date())
        hidden = make_child()
        make_movement(town.designated_manager, authority, now, child_id=hidden, moved_on=now.date())
        restrict(hidden, make_account(Role.TEAM_MANAGER))
    rows = exported(app, town, "movements", "?direction=out&state=nonsense")
    assert [row["Child"] for row in rows] == ["Ottoline Fairweather"]
    assert rows[0]["Other authority"] == "Merecombe Borough Council"
    assert exported(app, town, "movements", "?direction=in") == []


def test_suitability_checks_leave_with_their_clocks(app: Flask, town: Town) -> None:
    with app.app_context():
        with transaction():
            desk = make_desk(town)
        request_asked(desk, at=NOW)
    (row,) = exported(app, town, "suitability_checks", "?shown=all")
    assert row["About"] == "Isadora Pennyfeather"
    assert exported(app, town, "suitability_checks", "?shown=answered") == []


def test_considerations_leave_as_the_list_shows_them(app: Flask, town: Town) -> None:
    moments: list[datetime] = [NOW, NOW.replace(minute=30)]
    with app.app_context():
        for moment in moments:
            with transaction():
                enquiry = ask(town, STRANGER, now=moment)
                check(town, enquiry, now=moment)
                (child, *_) = children_of(enquiry)
                decide(town, child, MatchAnswer.NOT_KNOWN, now=moment)
    (row,) = exported(app, town, "considerations")
    assert row["Enquiries"] == "2" and row["Closed"] == ""
    assert exported(app, town, "considerations", "?show=closed") == []


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("considerations", Role.TEAM_MANAGER),
        ("nothing", Role.DESIGNATED_MANAGER),
        ("../accounts", Role.DESIGNATED_MANAGER),
    ],
)
def test_a_list_one_may_not_read_cannot_be_asked_for(app: Flask, key: str, role: Role) -> None:
    with app.app_context(), transaction():
        person = make_account(role)
    browser = sign_in_as(app.test_client(), person)
    assert browser.get(f"/exports/ask/{key}").status_code == 404


def test_questions_about_a_person_leave_without_any_name(app: Flask, town: Town) -> None:
    with app.app_context():
        with transaction():
            desk = make_scheme_desk(town)
        standing = question_asked(desk, at=now_utc())
    (row,) = exported(app, town, "scheme_questions", "?shown=open&scheme=nonsense")
    assert row["Question"] == standing.question.reference
    assert row["State"] == "To be referred to the police" and row["Late"] == ""
    for name in ("Thistlewood", "Fairbairn", "Wilfreda"):
        assert name not in " ".join(row.values())
