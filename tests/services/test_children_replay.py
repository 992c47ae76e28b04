"""What did the record say on a given day? The page of then, from the facts of then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lacrecords.children import services
from lacrecords.children.facts import latest
from lacrecords.children.models import ChildCase
from lacrecords.children.page import ChildPage, child_page
from lacrecords.children.record import When
from lacrecords.children.services import CloseCase, NewChild, NewName, OpenCase, RecordName
from lacrecords.database import now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import NameType
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
NOW = now_utc()
MADE, OPENED, CLOSED = (NOW - timedelta(days=days) for days in (30, 20, 10))


def make_history() -> int:
    """Made 30 days ago, opened 20 days ago, closed and renamed 10 days ago."""
    with transaction():
        name = NewName(forename="Brannock", surname="Lockyer")
        child = services.create_child(MAKER, NewChild(names=(name,)), MADE)
        opening = OpenCase(opened_on=council_day(OPENED), reason="A referral", shown_id=None)
        shown = services.open_case(MAKER, child, opening, OPENED)
        closing = CloseCase(
            closure_reason="RC7", closed_on=council_day(CLOSED), reason="Needs met", shown_id=shown
        )
        services.close_case(MAKER, child, closing, CLOSED)
        renamed = RecordName(name_type=NameType.CURRENT, forename="Brannock", surname="Crisp")
        services.record_name(MAKER, child, renamed, CLOSED)
    return child


def page_at(child: int, days_ago: int) -> ChildPage:
    moment = NOW - timedelta(days=days_ago)
    with transaction():
        reader = make_account()
    return child_page(reader, child, When(moment, council_day(moment)))


def test_the_page_says_what_the_record_said_then() -> None:
    child = make_history()
    pages = [page_at(child, days) for days in (25, 15, 5)]
    assert [page.circumstances.case for page in pages] == [
        "Case status not recorded",
        "Case open",
        "Case closed",
    ]
    assert [page.identity.name for page in pages] == [
        "Brannock Lockyer",
        "Brannock Lockyer",
        "Brannock Crisp",
    ]
    assert [len(page.timeline) for page in pages] == [1, 2, 5]


def test_the_timeline_has_both_ends_once_and_marks_what_was_replaced() -> None:
    entries = page_at(make_history(), 0).timeline
    cases = [(entry.title, entry.reason, entry.replaced_at) for entry in entries[:2]]
    assert cases == [("Case closed", "Needs met", None), ("Case opened", "A referral", None)]
    names = {entry.title: entry.replaced_at for entry in entries if "Lockyer" in entry.details}
    assert names == {"Name recorded": CLOSED, "Earlier name recorded": None}
    assert {entry.recorded_by for entry in entries} == {"tests (command)"}


def test_a_fact_once_replaced_stays_as_it_was_written() -> None:
    child = make_history()
    newest = latest(ChildCase, child)
    assert newest is not None and newest.recorded_at == CLOSED
