"""The figures of a statement, counted from calls that went the whole way through the services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.children.models import Child
from lacrecords.clocks import LOCAL, local_date
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import NewToldOutsideRules
from lacrecords.enquiries.services.considerations import close_consideration
from lacrecords.enquiries.services.telling import record_told_outside_rules
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.figures.sections import time_taken
from lacrecords.figures.shown import ShownStatement
from lacrecords.notifications.models import Notification
from lacrecords.notifications.services import acknowledge
from lacrecords.staff.stints import begins_at, span_of_days
from lacrecords.statements.making import Days, exact_statement, statement_to_issue
from lacrecords.terms import (
    Channel,
    ConsiderationOutcome,
    MatchAnswer,
    NotificationKind,
    VerificationOutcome,
)
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide
from tests.factories.town import NIGHT, NOW, Town, make_child
from tests.support.calls import council

DAY = NOW.date()
LATER = NOW + timedelta(days=3)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def numbers(statement: ShownStatement) -> dict[str, str]:
    """Every number of this period in words, by table and row; of duties by duty and place."""
    found = {}
    for section in statement.sections:
        found |= {f"{row.label}": row.now.words for row in section.figures}
        for duty in section.duties:
            found[duty.label] = "/".join(number.words for number in duty.now)
        for table in section.tables:
            found |= {f"{table.title}: {row.label}": row.now.words for row in table.rows}
            found[f"{table.title}: all"] = table.total.now.words
    return found


def of_the_day(town: Town, **changes: object) -> dict[str, str]:
    days = replace(Days(DAY, DAY), **changes)  # type: ignore[arg-type]
    return numbers(exact_statement(days, LATER))


def a_day_of_calls(town: Town) -> None:
    """A told call, a ring-back of a failed check, a call at night, two about a child not known."""
    make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    told = ask(town, CHILD)
    check(town, told)
    decide(town, children_of(told)[0], MatchAnswer.SAME, child_id=_child_id())
    refused = ask(town, STRANGER, channel=Channel.EMAIL)
    check(town, refused, VerificationOutcome.NOT_CONFIRMED)
    ask(town, STRANGER, now=NIGHT)
    for minutes in (10, 20):
        again = ask(town, STRANGER, now=NOW + timedelta(minutes=minutes))
        check(town, again, now=NOW + timedelta(minutes=minutes))
        decide(
            town,
            children_of(again)[0],
            MatchAnswer.NOT_KNOWN,
            now=NOW + timedelta(minutes=minutes),
        )


def _child_id() -> int:
    return db.session.scalars(select(Child.id)).one()


def test_every_call_of_the_day_is_counted_once_from_each_side(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
    found = of_the_day(town)
    assert found["Who asked: all"] == "5"
    assert found["Who asked: Health visiting"] == "5"
    assert found["How they reached us: Telephone"] == "4"
    assert found["How they reached us: Email"] == "1"
    assert found["In and out of office hours: In office hours"] == "4"
    assert found["In and out of office hours: Out of office hours"] == "1"
    assert found["Hour of the day: 11:00 to 11:59"] == "4"
    assert found["Hour of the day: 23:00 to 23:59"] == "1"
    assert found["Last check of each enquiry: Confirmed: they are who they say"] == "3"
    assert found["Last check of each enquiry: Not confirmed: nothing is told"] == "1"
    assert found["Last check of each enquiry: No check was recorded"] == "1"
    outcome = "What came of each enquiry"
    assert found[f"{outcome}: Told who leads, or another fact about a child"] == "1"
    assert int(found[f"{outcome}: Child not known: advice and a contact record"]) >= 2
    assert found[f"{outcome}: all"] == "5"
    assert found["Children asked about"] == "5"


def test_who_asked_is_crossed_with_what_came_of_it(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
        both = ask(town, CHILD, STRANGER)
        check(town, both)
        known, unknown = children_of(both)
        decide(town, known, MatchAnswer.SAME, child_id=_child_id())
        decide(town, unknown, MatchAnswer.NOT_KNOWN)
    (section, *_) = exact_statement(Days(DAY, DAY), LATER).sections
    (table,) = section.crossed
    (line,) = table.rows
    told, waiting = (
        table.columns.index(one)
        for one in ("Told who leads, or another fact about a child", "Not decided yet")
    )
    assert line.label == "Health visiting" and table.columns[0] == "Enquiries"
    assert [line.now[at].words for at in (0, told, waiting)] == ["6", "2", "1"]
    assert sum(one.exact or 0 for one in line.now[1:]) == 6
    assert [one.words for one in table.total.now] == [one.words for one in line.now]
    assert {one.words for one in line.before} == {"0"}
    assert of_the_day(town)["Children asked about"] == "7"


def test_nothing_outside_the_days_is_counted(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
    other = Days(DAY - timedelta(days=7), DAY - timedelta(days=1))
    found = numbers(exact_statement(other, LATER))
    assert found["Who asked: all"] == "0"
    before = exact_statement(Days(DAY + timedelta(days=1), DAY + timedelta(days=1)), LATER)
    assert before.sections[0].tables[0].total.before.words == "5"


def test_the_time_to_the_lead_social_workers_acknowledgement(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
    row = db.session.scalars(
        select(Notification).where(
            Notification.kind == NotificationKind.ENQUIRY_ABOUT_CHILD,
            Notification.account_id == town.lead.account_id,
        )
    ).one()
    assert of_the_day(town)["Told of an enquiry about their child"] == "1/0/0/1/0"
    with transaction():
        acknowledge(town.lead, row.reference, 9, NOW + timedelta(minutes=95))
    found = of_the_day(town)
    assert found["Told of an enquiry about their child"] == "1/1/0/0/0"
    assert found["From enquiry to acknowledgement: median"] == "1 hour 35 minutes"
    assert found["From enquiry to acknowledgement: 90th percentile"] == "1 hour 35 minutes"


@pytest.mark.parametrize("late", [False, True])
def test_second_enquiries_are_considered_in_time_or_late(town: Town, late: bool) -> None:
    with transaction():
        a_day_of_calls(town)
    row = db.session.scalars(select(Consideration)).one()
    assert of_the_day(town)["Child in need considerations"] == "1/0/0/1/0"
    at = row.due_at + timedelta(minutes=1 if late else -1)
    with transaction():
        outcome = ConsiderationOutcome.EARLY_HELP
        close_consideration(
            town.designated_manager, row.reference, outcome, "Seen", town.procedure, at
        )
    found = of_the_day(town)
    assert found["Child in need considerations"] == ("1/0/1/0/0" if late else "1/1/0/0/0")
    assert found["What came of the considerations: Early help"] == "1"


def test_told_outside_the_rules_is_counted_for_council_and_team(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        new = NewToldOutsideRules(words="She is ours", reason="Asked again", authorised_by="")
        record_told_outside_rules(town.duty_officer, enquiry.id, new, town.procedure, NOW)
    assert of_the_day(town)["Told outside the rules: looked into"].startswith("1/0/0/")
    assert of_the_day(town, team_id=town.duty_team_id)["Told outside the rules"] == "1"
    assert of_the_day(town, team_id=town.casework_team_id)["Told outside the rules"] == "0"


def test_a_team_has_its_own_work_and_no_more(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
    duty = of_the_day(town, team_id=town.duty_team_id)
    casework = of_the_day(town, team_id=town.casework_team_id)
    assert duty["Who asked: all"] == "5"
    assert casework["Who asked: all"] == "0"
    assert casework["Told of an enquiry about their child"].startswith("1/")
    assert duty["Told of an enquiry about their child"] == "0/0/0/0/0"
    assert "Child in need considerations" not in duty
    assert "Children with a record" not in duty


def test_the_register_is_counted_as_it_was_on_the_last_day(town: Town) -> None:
    with transaction():
        make_child(case_open=True, on_plan=True)
        make_child(forename="Ottoline", case_open=False)
    found = of_the_day(town)
    assert found["Children with a record"] == "2"
    assert found["Children whose case was open"] == "1"
    assert found["Children on a child protection plan"] == "1"
    assert found["Loads of the register"] == "0"
    early = numbers(exact_statement(Days(date(2026, 1, 1), date(2026, 1, 31)), LATER))
    assert early["Children with a record"] == "0"
    assert early["Children on a child protection plan"] == "0"


def test_small_numbers_are_hidden_in_what_is_issued(town: Town) -> None:
    with transaction():
        a_day_of_calls(town)
    issued = statement_to_issue(Days(DAY, DAY), LATER)
    found = numbers(issued)
    assert found["Who asked: all"] == "5"
    assert found["From enquiry to acknowledgement: median"] == "none"
    for label, words in found.items():
        for word in words.split("/"):
            assert not word.isdigit() or int(word) == 0 or int(word) >= 5, label
    assert ShownStatement.from_json(issued.as_json()) == issued


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2031, 1, 1)).map(
        lambda one: one.replace(tzinfo=UTC)
    ),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_a_moment_is_in_the_days_when_the_office_clock_says_so(
    moment: datetime, back: int, on: int
) -> None:
    day = local_date(moment)
    from_on, to_on = day - timedelta(days=back), day + timedelta(days=on)
    span = span_of_days(from_on, to_on)
    assert span.starts_at <= moment < span.ends_at
    before = span_of_days(from_on - timedelta(days=1), from_on - timedelta(days=1))
    assert before.ends_at == span.starts_at
    assert span.starts_at.astimezone(LOCAL).hour == 0


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)]
)
def test_a_day_on_which_the_clocks_change_has_all_its_hours(day: date, hours: int) -> None:
    span = span_of_days(day, day)
    assert span.ends_at - span.starts_at == timedelta(hours=hours)
    assert span.starts_at == begins_at(day)


def test_days_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        span_of_days(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "none"),
        (0, "0 minutes"),
        (1, "1 minute"),
        (35, "35 minutes"),
        (310, "5 hours 10 minutes"),
        (120, "2 hours"),
        (3 * 1440 + 9, "3 days"),
        (28 * 60, "1 day 4 hours"),
    ],
)
def test_a_time_is_said_in_two_units_at_most(minutes: int | None, words: str) -> None:
    assert time_taken(minutes) == words
