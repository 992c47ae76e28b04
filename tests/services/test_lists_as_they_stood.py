"""Lists at a moment and their difference; for random histories, that then is as it was then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lacrecords.children import services
from lacrecords.children.facts import latest
from lacrecords.children.models import ChildCase
from lacrecords.children.moments import Asked, Knowledge
from lacrecords.children.page import child_page, page_differences
from lacrecords.children.record import When
from lacrecords.children.services import CloseCase, NewChild, NewName, OpenCase
from lacrecords.children.stood_children import ListKind
from lacrecords.children.stood_lists import (
    Wanted,
    list_at,
    list_difference,
)
from lacrecords.database import now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NameType, Role, TeamKind
from tests.factories.children import restrict
from tests.factories.staff import MAKER, make_account, make_team
from tests.factories.town import make_child

pytestmark = pytest.mark.usefixtures("in_app")
BEGAN = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
NAMES = ("Brannock", "Odalys", "Perrin", "Sunniva")


def at(moment: datetime) -> When:
    return When(moment, council_day(moment))


def reader(role: Role = Role.DESIGNATED_MANAGER) -> SignedInActor:
    with transaction():
        return make_account(role)


def joins_and_leaves() -> int:
    """Opened on the tenth day, closed on the twentieth; the number of the record."""
    with transaction():
        name = NewName(forename="Brannock", surname="Lockyer")
        child = services.create_child(MAKER, NewChild(names=(name,)), BEGAN)
        opened = BEGAN + timedelta(days=10)
        opening = OpenCase(opened_on=council_day(opened), reason="A referral", shown_id=None)
        shown = services.open_case(MAKER, child, opening, opened)
        closed = BEGAN + timedelta(days=20)
        closing = CloseCase(
            closure_reason="RC7", closed_on=council_day(closed), reason="Needs met", shown_id=shown
        )
        services.close_case(MAKER, child, closing, closed)
    return child


def test_a_child_is_on_the_list_of_then_and_joins_and_leaves() -> None:
    joins_and_leaves()
    actor, now, cases = reader(), now_utc(), Wanted(ListKind.OPEN_CASES)
    days = [at(BEGAN + timedelta(days=one)) for one in (5, 15, 25)]
    assert [list_at(actor, cases, one, now).total for one in days] == [0, 1, 0]
    joined = list_difference(actor, cases, (days[0], days[1]), now).rows
    left = list_difference(actor, cases, (days[1], days[2]), now).rows
    assert [(one.how, one.card.name) for one in joined] == [("Joined", "Brannock Lockyer")]
    assert [one.how for one in left] == ["Left"]
    assert list_difference(actor, cases, (days[0], days[2]), now).total == 0


def test_a_list_is_of_a_team_or_of_a_lead_social_worker() -> None:
    with transaction():
        team, other = make_team(TeamKind.CASEWORK, name="A"), make_team(TeamKind.CASEWORK, name="B")
        lead = make_account(Role.LEAD_SOCIAL_WORKER, name="Ines Thackeray", team_id=team)
        make_child(case_open=True, on_plan=True, lead=lead, team_id=team)
    actor, now = reader(), now_utc()
    when = at(now)
    for wanted, number in (
        (Wanted(ListKind.OPEN_CASES, team_id=team), 1),
        (Wanted(ListKind.OPEN_CASES, team_id=other), 0),
        (Wanted(ListKind.OPEN_CASES, lead_id=lead.account_id), 1),
        (Wanted(ListKind.ON_PLAN), 1),
    ):
        assert list_at(actor, wanted, when, now).total == number, wanted
    row = list_at(actor, Wanted(ListKind.ON_PLAN), when, now).rows[0]
    assert "Neglect" in row.after and "led by Ines Thackeray, A" in row.after


@pytest.mark.parametrize("kind", ["restricted", "sealed_at_adoption"])
def test_what_is_closed_today_stands_in_no_list_of_then(kind: str) -> None:
    child, owner, other = joins_and_leaves(), reader(), reader(Role.TEAM_MANAGER)
    when, cases = at(BEGAN + timedelta(days=15)), Wanted(ListKind.OPEN_CASES)
    assert list_at(other, cases, when, now_utc()).total == 1
    with transaction():
        restrict(child, owner, kind=kind)
    now = now_utc()
    before = at(BEGAN + timedelta(days=5))
    assert list_at(other, cases, when, now).total == 0
    assert list_difference(other, cases, (before, when), now).total == 0
    assert list_at(owner, cases, when, now).total == (1 if kind == "restricted" else 0)
    mine = Wanted(ListKind.RESTRICTED)
    assert list_at(owner, mine, at(now), now).total == (1 if kind == "restricted" else 0)
    assert list_at(other, mine, at(now), now).total == 0


def test_a_list_has_pages() -> None:
    with transaction():
        for number in range(53):
            make_child(f"Child{number}", case_open=True)
    actor, now, cases = reader(), now_utc(), Wanted(ListKind.OPEN_CASES)
    first, second = (list_at(actor, cases, at(now), now, number) for number in (1, 2))
    assert (len(first.rows), first.more, first.total) == (50, True, 53)
    assert (len(second.rows), second.more) == (3, False)
    assert not {one.card.reference for one in first.rows} & {
        one.card.reference for one in second.rows
    }


def happens(child: int, what: int, moment: datetime) -> None:
    """One change of a record, of three kinds."""
    day = council_day(moment)
    with transaction():
        case = latest(ChildCase, child)
        if what == 0:
            name = services.RecordName(
                name_type=NameType.CURRENT, forename=NAMES[moment.day % 4], surname="Lockyer"
            )
            services.record_name(MAKER, child, name, moment)
        elif case is None or case.to_on is not None:
            opening = OpenCase(opened_on=day, reason="Again", shown_id=case.id if case else None)
            services.open_case(MAKER, child, opening, moment)
        else:
            closing = CloseCase(
                closure_reason="RC7", closed_on=day, reason="Needs met", shown_id=case.id
            )
            services.close_case(MAKER, child, closing, moment)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 9)), min_size=1, max_size=7))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_as_it_stood_then_is_what_the_page_said_then(changes: list[tuple[int, int]]) -> None:
    actor = reader()
    with transaction():
        name = NewName(forename="Brannock", surname="Lockyer")
        child = services.create_child(MAKER, NewChild(names=(name,)), BEGAN)
    moment, seen = BEGAN, [(BEGAN, child_page(actor, child, at(BEGAN)))]
    for what, days in changes:
        moment += timedelta(days=days)
        happens(child, what, moment)
        # What the page says at this very moment, before anything else happens.
        seen.append((moment, child_page(actor, child, at(moment))))
    for then, page in seen:
        # Marks of what was replaced since belong to later: the rest is the page of then.
        again = child_page(actor, child, at(then))
        assert again.identity == page.identity
        assert again.circumstances == page.circumstances
        assert again.household == page.household
        assert [one.title for one in again.timeline] == [one.title for one in page.timeline]
    both = tuple(Asked(at(one), Knowledge.SAID) for one in (seen[0][0], seen[-1][0]))
    found = page_differences(actor, child, (both[0], both[1]))
    first, last = seen[0][1], seen[-1][1]
    if (first.identity, first.circumstances.case) != (last.identity, last.circumstances.case):
        assert found
    assert page_differences(actor, child, (both[1], both[1])) == ()
