"""The queue, the notifications, their meetings and the tasks leave by two people too."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Task
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role, TaskKind
from tests.factories.children import make_child, restrict
from tests.factories.considered import ordinary_call
from tests.factories.disposals import long_ago, make_removed
from tests.factories.risk import make_notification
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import Town
from tests.views.test_lists_exported import exported, exported_by


def actor(app: Flask, role: Role) -> SignedInActor:
    with app.app_context(), transaction():
        return make_account(role)


def compare(app: Flask) -> None:
    with app.app_context():
        comparing.compare_changed(load_procedure(), now_utc())


def test_the_queue_leaves_with_what_enquirers_gave_in_the_part_asked_for(
    app: Flask, town: Town
) -> None:
    with app.app_context(), transaction():
        ordinary_call(town)
    (row,) = exported(app, town, "enquiries_to_consider", "?state=bogus&team_id=x&from_on=1&sort=q")
    assert row["Late"] == "Yes" and "Ottoline" in row["About"] and row["State"] == "To be read"
    assert exported(app, town, "enquiries_to_consider", "?state=considered") == []
    assert exported(app, town, "enquiries_to_consider", "?to_on=2001-01-01&flagged=no") == []
    browser = sign_in_as(app.test_client(), town.designated_manager)
    page = browser.get("/enquiries-to-consider?filter=1&state=to_read", follow_redirects=True).text
    assert "exports/ask/enquiries_to_consider?" in page and "state=to_read" in page


def test_notifications_leave_as_the_list_shows_them(app: Flask, town: Town) -> None:
    with app.app_context():
        with transaction():
            make_notification(checked=False)
        make_removed(long_ago())
    (row,) = exported(app, town, "risk_notifications")
    assert row["Person"] == "Bertram Quillfeather"
    assert (row["Source confirmed"], row["Taken off"]) == ("No", "No")
    (gone,) = exported(app, town, "risk_notifications", "?show=removed")
    assert (gone["Taken off"], gone["Next review"]) == ("Yes", "")
    assert exported(app, town, "risk_notifications", "?level=low") == []


def test_what_was_destroyed_after_it_was_asked_for_does_not_leave(app: Flask, town: Town) -> None:
    with app.app_context():
        made = make_removed(long_ago())

    def destroyed_meanwhile() -> None:
        with app.app_context():
            made.asked(at=now_utc())
            made.decided(at=now_utc())

    query = "?show=removed"
    rows = exported_by(
        app, town.designated_manager, "risk_notifications", query, destroyed_meanwhile
    )
    assert rows == []


def test_meetings_leave_without_records_closed_to_whoever_asks(app: Flask, town: Town) -> None:
    with app.app_context(), transaction():
        shown, closed = make_child(forename="Odalys"), make_child(forename="Perpetua")
        assert shown
        make_notification()
    compare(app)
    rows = exported(app, town, "risk_hits")
    assert sorted(row["Child"].split()[0] for row in rows) == ["Odalys", "Perpetua"]
    with app.app_context(), transaction():
        restrict(closed, make_account(Role.TEAM_MANAGER))
    (row,) = exported(app, town, "risk_hits")
    assert row["Child"].startswith("Odalys") and row["Person"] == "Bertram Quillfeather"


def test_a_team_manager_who_sees_no_notification_gets_no_meeting(app: Flask, town: Town) -> None:
    with app.app_context(), transaction():
        make_child()
        make_notification()
    compare(app)
    assert exported_by(app, actor(app, Role.TEAM_MANAGER), "risk_hits") == []


def test_tasks_leave_without_names_and_everybodys_for_the_manager_alone(
    app: Flask, town: Town
) -> None:
    with app.app_context(), transaction():
        make_child(forename="Odalys")
        make_notification()
    compare(app)
    (row,) = exported(app, town, "tasks", f"?kind={TaskKind.RISK_HIT.value}&whose=all")
    assert row["What"] == "Decide whether a notification concerns a child"
    with app.app_context():
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.RISK_HIT)).one()
        assert row["Task"] == task.reference
    assert "Odalys" not in str(row) and "Quillfeather" not in str(row)
    theirs = exported_by(app, actor(app, Role.TEAM_MANAGER), "tasks", "?whose=all")
    assert theirs == []


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("risk_notifications", Role.TEAM_MANAGER),
        ("enquiries_to_consider", Role.TEAM_MANAGER),
        ("risk_hits", Role.CALDICOTT_GUARDIAN),
        ("tasks", Role.LEAD_SOCIAL_WORKER),
    ],
)
def test_whoever_may_not_read_or_export_it_cannot_ask(app: Flask, key: str, role: Role) -> None:
    browser = sign_in_as(app.test_client(), actor(app, role))
    assert browser.get(f"/exports/ask/{key}").status_code in (403, 404)
