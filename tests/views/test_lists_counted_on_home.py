"""The lists behind the numbers of the home page sort, filter, are remembered, and leave by two."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.children.duplicate_finding import compare_waiting
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.views.incidents_export import COLUMNS
from lacrecords.movements import missing, missing_queries
from lacrecords.movements.missing import NewMissingChild, NewMissingFamily, Told
from lacrecords.movements.received import end_alert
from lacrecords.movements.told import tellings_about
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import comparing
from lacrecords.terms import ManagerViewKind, RiskHitKind, Role, SendingMethod, ToldBy
from tests.factories.children import born, make_child, restrict
from tests.factories.considered import ordinary_call, view
from tests.factories.movements import MERECOMBE, THORNLEIGH, make_authority
from tests.factories.received import MOTHER, WILFREDA, make_alert, make_sender
from tests.factories.risk import make_notification
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import NOW, Town
from tests.views.test_lists_exported import exported

ROW = re.compile(r'<a class="govuk-link" href="/movements/[a-z-]+/[A-Z0-9-]+">([^<]+)</a>')
DAY = timedelta(days=1)


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.designated_manager)


def family(town: Town, words: str, child_id: int | None = None, days: int = 0) -> int:
    """A family nobody can find; its number."""
    at = NOW + days * DAY
    new = NewMissingFamily(
        form_key=f"family {words}",
        family="Tall, a red car",
        worry="They left at night",
        last_seen_on=None,
        last_seen_where="",
        if_found="Ring us",
        children=(NewMissingChild(words, child_id),),
    )
    with transaction():
        reference = missing.record_missing_family(town.designated_manager, new, at)
    found = missing_queries.family(town.designated_manager, reference, at)
    assert found is not None
    return found.row.id


def tell(town: Town, family_id: int, authority: str) -> None:
    told = Told(on=NOW.date(), method=SendingMethod.SECURE_EMAIL, whom="desk@merecombe.example")
    with transaction():
        number = make_authority(authority)
        missing.tell_authority(town.designated_manager, family_id, number, told, NOW)


def listed(browser: FlaskClient, address: str) -> list[str]:
    return ROW.findall(browser.get(address).text)


def test_missing_families_sort_filter_and_are_remembered(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        told = family(town, "Zebedee, born 2019")
        tell(town, told, MERECOMBE)
        family(town, "Araminta, born 2020", days=1)
        gone = family(town, "Corisande, born 2018", days=2)
        tell(town, gone, THORNLEIGH)
        with transaction():
            missing.family_found(town.designated_manager, gone, NOW.date(), "At home", NOW)
    page, first = "/movements/missing-families", "Zebedee, born 2019"
    names = ["Corisande, born 2018", "Araminta, born 2020", first]
    assert listed(manager, page) == names
    assert listed(manager, f"{page}?sort=name") == sorted(names)
    assert listed(manager, f"{page}?state=stand_down") == names[:1]
    assert listed(manager, f"{page}?told=nobody") == names[1:2]
    assert listed(manager, f"{page}?state=looked_for&sort=old") == [first, names[1]]
    assert listed(manager, page) == [first, names[1]], "it opens as it was left"
    assert listed(manager, f"{page}?passing=yes") == names, "a number opens what it counts"
    assert "exports/ask/missing_families?state=looked_for" in manager.get(page).text
    rows = exported(app, town, "missing_families", "?sort=old&state=all")
    assert [row["Children"] for row in rows] == names[::-1]
    assert rows[2]["State"] == "Found: 1 not told to stand down"
    assert rows[2]["Not told to stand down"] == THORNLEIGH and rows[0]["Found on"] == ""
    assert exported(app, town, "missing_families", "?state=stand_down&told=nobody") == []


def test_a_family_leaves_without_closed_records_and_a_correction_finds_who_took_it(
    app: Flask, town: Town
) -> None:
    with app.app_context():
        with transaction():
            child, closed = make_child(), make_child()
        family(town, "Araminta, born 2020", child)
        family(town, "Closed, born 2020", closed)
        with transaction():
            restrict(closed, make_account(Role.TEAM_MANAGER))
    (row,) = exported(app, town, "missing_families")
    assert row["Children"] == "Araminta, born 2020"
    with app.app_context():
        (telling,) = tellings_about((child,))
        assert telling.source is ToldBy.LIST_EXPORT and telling.child_id == child
        assert "Families whose whereabouts" in telling.words


def test_received_alerts_sort_filter_and_leave_as_they_were_described(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        first = make_alert(town.designated_manager, make_sender(town))
        other = make_sender(town, THORNLEIGH)
        make_alert(town.designated_manager, other, MOTHER, WILFREDA, received_at=NOW - DAY)
        with transaction():
            end_alert(town.designated_manager, first.row.id, NOW.date(), "Found", NOW)
    page = "/movements/received-alerts"
    mother, child = "Isolde Ashgrove", "Wilfreda Ashgrove"
    assert [one.split(",")[0] for one in listed(manager, page)] == [mother]
    whole = [one.split(",")[0] for one in listed(manager, f"{page}?state=all&sort=waiting")]
    assert whole == [mother, child]
    for order in ("new", "authority"):
        named = [one.split(",")[0] for one in listed(manager, f"{page}?state=all&sort={order}")]
        assert named == [child, mother], order
    (by_due, ended) = listed(manager, f"{page}?state=all&sort=due")
    assert mother in by_due and child in ended, "nothing is due of one that ended"
    assert len(listed(manager, f"{page}?state=late")) == 1
    assert len(listed(manager, f"{page}?state=all&to_do=acknowledge")) == 1
    assert listed(manager, f"{page}?state=all&to_do=tell_sender") == []
    assert listed(manager, page) == [], "it opens as it was left"
    rows = exported(app, town, "received_alerts", "?state=all&sort=authority")
    assert [row["State"] for row in rows] == ["Ended", "Looked for"]
    assert rows[1]["From"] == THORNLEIGH and "Acknowledge it" in rows[1]["Still to do"]
    assert rows[0]["Due"] == "" and rows[1]["Due"]


def test_risk_meetings_sort_and_filter(app: Flask, town: Town, manager: FlaskClient) -> None:
    with app.app_context():
        for forename in ("Zebedee", "Araminta"):
            with transaction():
                make_child(forename=forename)
        with transaction():
            make_notification()
        comparing.compare_changed(load_procedure(), now_utc())
    page = "/risk-notifications/hits"

    def children(query: str) -> list[str]:
        return re.findall(r"(Zebedee|Araminta) \w+ and", manager.get(page + query).text)

    newest = children("?sort=new")
    assert sorted(newest) == ["Araminta", "Zebedee"]
    assert children("?sort=old") == newest[::-1]
    assert children("?sort=child") == ["Araminta", "Zebedee"]
    assert children("") == ["Araminta", "Zebedee"], "it opens as it was left"
    assert len(children("?sort=person")) == len(children("?sort=surest")) == 2
    kinds = [len(children(f"?kind={kind.value}")) for kind in RiskHitKind]
    assert sorted(kinds) == [0, 0, 0, 2]
    rows = exported(app, town, "risk_hits", "?sort=child")
    assert [row["Child"].split()[0] for row in rows] == ["Araminta", "Zebedee"]


def test_incidents_leave_without_a_word_of_what_was_told(app: Flask, town: Town) -> None:
    with app.app_context(), transaction():
        call = ordinary_call(town)
        view(town, call, ManagerViewKind.WRONG_DISCLOSURE)
        reference = call.reference
    (row,) = exported(app, town, "incidents", "?sort=newest&show=nonsense")
    assert row["Enquiry"] == reference and row["Late"] == "Yes" and row["Closed"] == ""
    assert set(row) == set(COLUMNS)
    assert exported(app, town, "incidents", "?show=closed") == []


def test_records_of_one_child_sort_are_remembered_and_leave_where_both_are_open(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    page = "/children/duplicates"
    with app.app_context():
        for surname, year in (("Ormerod", 2018), ("Quillfeather", 2011)):
            with transaction():
                for forename in ("Tamsin", "Tamsyn"):
                    child = make_child(forename, surname, birth=born(date(year, year % 12, 7)))
            compare_waiting(now_utc())

    def surnames(query: str) -> list[str]:
        return re.findall(r"Tams[iy]n (\w+) \([^)]+\) and", manager.get(page + query).text)

    assert surnames("?sort=new") == ["Quillfeather", "Ormerod"]
    assert surnames("?sort=old") == ["Ormerod", "Quillfeather"]
    assert surnames("") == ["Ormerod", "Quillfeather"], "it opens as it was left"
    assert surnames("?strength=likely") == surnames("?decided=yes") == []
    rows = exported(app, town, "duplicates", "?sort=new")
    assert [row["Child"].split()[1] for row in rows] == ["Quillfeather", "Ormerod"]
    assert rows[0]["Strength"] == "Strong" and "date of birth" in rows[0]["Agrees"]
    with app.app_context(), transaction():
        restrict(child, make_account(Role.TEAM_MANAGER))
    (row,) = exported(app, town, "duplicates")
    assert row["Other child"].endswith("Ormerod")


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("missing_families", Role.LEAD_SOCIAL_WORKER),
        ("received_alerts", Role.DUTY_SOCIAL_WORKER),
        ("incidents", Role.DIRECTOR),
        ("incidents", Role.TEAM_MANAGER),
        ("unacknowledged", Role.TEAM_MANAGER),
        ("duplicates", Role.TEAM_MANAGER),
    ],
)
def test_who_may_not_read_or_export_a_list_cannot_ask_for_it(
    app: Flask, key: str, role: Role
) -> None:
    with app.app_context(), transaction():
        person = make_account(role)
    browser = sign_in_as(app.test_client(), person)
    assert browser.get(f"/exports/ask/{key}").status_code in (403, 404)
