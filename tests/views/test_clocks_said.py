"""Each page with a clock says what started it, when it ends and under which setting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.clocks import clock_of, local_date, unit_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.considered_models import EnquiryToConsider
from lacrecords.enquiries.incident_models import Incident, IncidentDuty
from lacrecords.enquiries.services.awaiting import bring_back
from lacrecords.enquiries.services.incidents import SETTINGS
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.procedure import load_procedure
from lacrecords.rules.deadlines import months_later
from lacrecords.terms import ClockUnit, ManagerViewKind
from lacrecords.web.clocks_shown import FIGURE_CHANGED, clock_shown
from lacrecords.web.words import figure_words, moment_words
from tests.factories.checks import asked, make_desk
from tests.factories.considered import ordinary_call, view
from tests.factories.enquiries import STRANGER
from tests.factories.risk import make_notification
from tests.factories.staff import sign_in_as
from tests.factories.town import Town

PROCEDURE = load_procedure()


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.designated_manager)


def said(setting: str, began_at: datetime, because: str) -> str:
    """The clock as it stands on a page, up to when it ends."""
    unit = unit_of(setting)
    figure = figure_words(getattr(PROCEDURE, setting), unit)
    return f"{figure} from {moment_words(began_at)}, when {because}, until "


def test_a_consideration(app: Flask, town: Town, manager: FlaskClient) -> None:
    with app.app_context():
        for days in (3, 1):
            with transaction():
                ordinary_call(town, STRANGER, now=now_utc() - timedelta(days=days))
        row = db.session.scalars(select(Consideration)).one()
        path, began, due = f"/considerations/{row.reference}", row.opened_at, row.due_at
    page = manager.get(path).text
    words = said("consideration_working_days", began, "the second enquiry was settled")
    assert f"{words}{moment_words(due)}." in page
    assert "Setting consideration_working_days, set on 1 November 2026 (Local setting" in page
    assert FIGURE_CHANGED not in page


def test_an_enquiry_to_consider_and_one_that_came_back(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            call = ordinary_call(town, now=now_utc() - timedelta(days=2))
        path = f"/enquiries-to-consider/{call.reference}"
        entry = db.session.get_one(EnquiryToConsider, call.id)
        first, due = entry.settled_at, entry.due_at
    setting = "enquiry_considered_working_days"
    page = manager.get(path).text
    assert said(setting, first, "every child in it was settled") + moment_words(due) in page
    with app.app_context():
        with transaction():
            view(town, call, ManagerViewKind.NO_FURTHER_ACTION, now=now_utc())
        assert "Setting enquiry" not in manager.get(path).text, "it is closed: no clock runs"
        with transaction():
            entry = db.session.get_one(EnquiryToConsider, call.id)
            bring_back(call.id, now_utc())
            again = entry.settled_at
    assert said(setting, again, "something happened in it after it was closed") in (
        manager.get(path).text
    )


def test_everybody_who_must_be_told_of_an_incident(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            call = ordinary_call(town, now=now_utc() - timedelta(hours=3))
            view(town, call, ManagerViewKind.WRONG_DISCLOSURE, now=now_utc())
        incident = db.session.scalars(select(Incident)).one()
        duties = db.session.scalars(select(IncidentDuty)).all()
        path, aware = f"/incidents/{incident.reference}", incident.aware_at
        assert {duty.kind for duty in duties} == set(SETTINGS)
        for duty in duties:
            clock = clock_of(PROCEDURE, SETTINGS[duty.kind], aware, "x")
            assert clock.due_at == duty.due_at and clock.unit is ClockUnit.HOURS
        ends = {SETTINGS[duty.kind]: duty.due_at for duty in duties}
    page = manager.get(path).text
    for setting, due in ends.items():
        assert said(setting, aware, "the council became aware") + moment_words(due) in page
        assert f"Setting {setting}, set on" in page
    assert FIGURE_CHANGED not in page


def test_a_suitability_check(app: Flask, town: Town, manager: FlaskClient) -> None:
    with app.app_context():
        with transaction():
            desk = make_desk(town)
        request = asked(desk, at=now_utc()).request
        path = f"/check-requests/{request.reference}"
        words = said(
            "suitability_check_working_days", request.received_at, "the request reached us"
        )
        words += moment_words(request.due_at)
    page = manager.get(path).text
    assert words in page and "Setting suitability_check_working_days" in page
    assert FIGURE_CHANGED not in page


def test_a_risk_review_by_the_figure_or_on_a_day_that_was_chosen(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    now = now_utc()
    usual = months_later(local_date(now), PROCEDURE.risk_review_months)
    with app.app_context(), transaction():
        plain = make_notification(now=now)
        chosen = make_notification(now=now, first_review_on=usual - timedelta(days=30))
    words = said("risk_review_months", now, "it was written down")
    for path in (f"/risk-notifications/{plain}", f"/risk-notifications/{plain}/review"):
        page = manager.get(path).text
        assert f"{words}the end of " in page and "Setting risk_review_months" in page
        assert "chose this day" not in page
    assert "chose this day" in manager.get(f"/risk-notifications/{chosen}").text


def test_a_clock_whose_figure_was_changed_keeps_its_end_and_says_so(app: Flask) -> None:
    began = datetime.fromisoformat("2026-11-18T10:00:00+00:00")
    setting = "suitability_check_working_days"
    with app.app_context():
        right = clock_of(PROCEDURE, setting, began, "it began").due_at
        assert clock_shown(setting, began, "it began", right).otherwise == ""
        kept = clock_shown(setting, began, "it began", right + timedelta(days=1))
        assert kept.otherwise == FIGURE_CHANGED and kept.due_at == right + timedelta(days=1)
        review = clock_shown("risk_review_months", began, "it began", date(2027, 5, 18))
        assert (review.otherwise, review.due_words) == ("", "the end of 18 May 2027")
        assert review.figure_words == "6 months"
