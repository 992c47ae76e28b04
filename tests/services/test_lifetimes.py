"""A case, a plan or an order begins in the lifetime of the child, or is asked about once more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lacrecords.children import fact_services, facts, services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.models import ChildCase, ChildProtectionPlan
from lacrecords.children.services import (
    NewPlan,
    OpenCase,
    RecordDeath,
    StartPlan,
    open_case,
    record_death,
    start_plan,
)
from lacrecords.database import now_utc, transaction
from lacrecords.staff.queries import council_day
from lacrecords.terms import DatePrecision, PlanCategory
from tests.factories.children import OPEN, born, expected, make_child
from tests.factories.staff import MAKER

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = council_day(now_utc())
BORN, DIED = date(2015, 6, 10), date(2025, 9, 20)
ADULT_BIRTH = born(date(TODAY.year - 18, TODAY.month, 1))
TICK = "strange_on_purpose"


def child(died_on: date | None = None, **said: Any) -> int:
    with transaction():
        number = make_child(**{"birth": born(BORN)} | said)
        if died_on is not None:
            record_death(MAKER, number, RecordDeath(died_on=died_on), now_utc())
    return number


def plan(child_id: int, day: date | None, tick: bool = False) -> int:
    value = StartPlan(
        category=PlanCategory.NEGLECT,
        started_on=day,
        reason="Conference",
        shown_id=None,
        strange_on_purpose=tick,
    )
    with transaction():
        return start_plan(MAKER, child_id, value, now_utc())


def case(child_id: int, day: date | None, tick: bool = False) -> int:
    value = OpenCase(opened_on=day, reason="Referral", shown_id=None, strange_on_purpose=tick)
    with transaction():
        return open_case(MAKER, child_id, value, now_utc())


def status(child_id: int, day: date | None, tick: bool = False, until: date | None = None) -> int:
    columns = {"code": "C2", "looked_after": True, "placing_authority": ""}
    days = {"from_on": day, "to_on": until}
    said = FactSaid(columns=columns | days, reason="Order seen", strange_on_purpose=tick)
    with transaction():
        return fact_services.add(MAKER, child_id, BY_SLUG["legal-status"], said, now_utc())


def refused(child_id: int, begin: Any, day: date | None, **more: Any) -> tuple[str | None, str]:
    with pytest.raises(ChangeRefused) as why:
        begin(child_id, day, **more)
    return why.value.field, why.value.words


@pytest.mark.parametrize(
    ("begin", "field", "day", "words"),
    [
        (plan, "started_on", DIED + timedelta(days=1), "A plan cannot begin after that"),
        (plan, "started_on", None, "Enter the day on which it began"),
        (plan, "started_on", date(1999, 1, 1), "nine months before the date of birth"),
        (case, "opened_on", date(1999, 1, 1), "nine months before the date of birth"),
        (case, "opened_on", BORN - timedelta(days=281), "nine months before the date of birth"),
        (status, "from_on", DIED + timedelta(days=1), "A legal status cannot begin after that"),
        (status, "from_on", None, "Enter the day on which it began"),
        (status, "from_on", BORN - timedelta(days=1), "before the date of birth"),
    ],
)
def test_what_cannot_be_is_refused_whatever_is_ticked(
    begin: Any, field: str, day: date | None, words: str
) -> None:
    number = child(DIED, cases=(OPEN,) if begin is plan else ())
    for tick in (False, True):
        where, why = refused(number, begin, day, tick=tick)
        assert where == field
        assert words in why


@pytest.mark.parametrize(
    ("begin", "day", "words"),
    [
        (plan, DIED, "The child died on 20 September 2025."),
        (case, DIED, "The child died on 20 September 2025."),
        (case, DIED + timedelta(days=9), "The child died on 20 September 2025."),
        (case, None, "The child died on 20 September 2025."),
        (status, DIED, "The child died on 20 September 2025."),
    ],
)
def test_what_is_strange_of_a_child_who_died_is_asked_about(
    begin: Any, day: date | None, words: str
) -> None:
    number = child(DIED, cases=(OPEN,) if begin is plan else ())
    where, why = refused(number, begin, day)
    assert (where, words in why) == (TICK, True)
    assert begin(number, day, tick=True)


@pytest.mark.parametrize("begin", [plan, case, status])
@pytest.mark.parametrize("day", [None, TODAY])
def test_somebody_of_eighteen_is_asked_about(begin: Any, day: date | None) -> None:
    number = child(birth=ADULT_BIRTH, cases=(OPEN,) if begin is plan else ())
    where, why = refused(number, begin, day)
    assert where == TICK
    assert "turned 18" in why
    assert begin(number, day, tick=True)


def test_what_began_before_the_eighteenth_birthday_or_ended_before_the_death_is_no_doubt() -> None:
    grown = child(birth=ADULT_BIRTH, cases=(OPEN,))
    assert plan(grown, TODAY - timedelta(days=200))
    died = child(DIED)
    assert status(died, date(2020, 1, 1), until=date(2021, 1, 1))


def test_an_unborn_child_has_a_case_and_a_plan_in_the_pregnancy() -> None:
    due = TODAY + timedelta(days=40)
    unborn = child(birth=expected(due), cases=(OPEN,))
    field, why = refused(unborn, plan, due - timedelta(days=281))
    assert (field, "the expected date of birth" in why) == ("started_on", True)
    assert plan(unborn, due - timedelta(days=100))


@pytest.mark.parametrize(
    ("precision", "first"),
    [(DatePrecision.MONTH, date(2015, 6, 1)), (DatePrecision.YEAR, date(2015, 1, 1))],
)
def test_a_date_of_birth_that_is_not_exact_is_read_at_its_earliest(
    precision: DatePrecision, first: date
) -> None:
    number = child(birth=born(date(2015, 6, 15), precision))
    assert refused(number, status, first - timedelta(days=1))[0] == "from_on"
    assert status(number, first)


@pytest.mark.parametrize(("slug", "model"), [("plans", ChildProtectionPlan), ("cases", ChildCase)])
def test_a_correction_is_held_to_it_only_where_it_moves_the_day(slug: str, model: Any) -> None:
    long_ago = date(1999, 1, 1)
    number = child(cases=(OPEN,), plans=(NewPlan(from_on=date(2025, 3, 3)),))
    old = child(cases=(services.NewCase(from_on=long_ago),), plans=(NewPlan(from_on=long_ago),))

    def correct(child_id: int, day: date, **more: Any) -> None:
        fact: Any = facts.latest(model, child_id)
        columns = {name: getattr(fact, name) for name in BY_SLUG[slug].form.own}
        said = FactSaid(
            columns=columns | {"from_on": day, "to_on": None} | more,
            reason="The file had it so",
            shown_id=fact.id,
        )
        with transaction():
            fact_services.correct(MAKER, child_id, BY_SLUG[slug], said, now_utc())

    with pytest.raises(ChangeRefused) as why:
        correct(number, long_ago)
    assert why.value.field == "from_on"
    correct(old, long_ago)
    kept: Any = facts.latest(model, old)
    assert kept.from_on == long_ago
