"""What becomes of a consent: taken back, sought again, confirmed; who of our people hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.children.restrictions import DeclareConnection, declare_connection
from lacrecords.consents.due import due_for
from lacrecords.consents.queries import (
    ConsentStanding,
    consents_about,
    whose_consent,
    withdrawn_since,
)
from lacrecords.consents.recording import record_consent
from lacrecords.consents.reviewing import look_after_consents, note_change, record_review
from lacrecords.consents.values import ConsentRefused, NewChange, NewReview
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.deadlines import anniversary
from lacrecords.terms import (
    ConsentAnswer,
    ConsentChangeKind,
    ConsentReviewOutcome,
    ConsentState,
    NotificationKind,
    ReviewReason,
    Role,
    TaskKind,
    WhoseConsent,
)
from tests.factories.children import restrict
from tests.factories.consents import (
    FIVE,
    THIRTEEN,
    TODAY,
    again,
    answer,
    answered,
    days_later,
    make_family,
    not_able,
    taken_back,
    worked,
    worksheet,
)
from tests.factories.town import NOW, Town

CHANGE = NewChange(kind=ConsentChangeKind.USE_CHANGED, since_on=TODAY, words="For a new service")


def told() -> list[tuple[int | None, Role | None]]:
    rows = db.session.scalars(
        select(Notification)
        .where(Notification.kind == NotificationKind.CONSENT_WITHDRAWN)
        .order_by(Notification.id)
    )
    return [(row.account_id, row.role) for row in rows]


def tasks(kind: TaskKind = TaskKind.CONSENT_REVIEW) -> list[Task]:
    found = select(Task).where(Task.kind == kind, Task.closed_at.is_(None)).order_by(Task.id)
    return list(db.session.scalars(found))


def reviewed(
    town: Town,
    one: ConsentStanding,
    now: datetime,
    outcome: ConsentReviewOutcome = ConsentReviewOutcome.CONFIRMED,
    words: str = "Talked it over at home",
) -> ConsentStanding:
    with transaction():
        record_review(town.lead, one.consent_id, NewReview(outcome=outcome, words=words), now)
    return again(one, now)


def changed(town: Town, one: ConsentStanding, now: datetime, **said: object) -> ConsentStanding:
    with transaction():
        note_change(town.lead, one.consent_id, replace(CHANGE, **said), now)  # type: ignore[arg-type]
    return again(one, now)


def test_what_is_taken_back_stays_so_and_whoever_leads_hears(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.team_manager, family.child_id)
    before = NOW - timedelta(seconds=1)
    assert withdrawn_since(before) == ()
    gone = taken_back(town.team_manager, one)
    assert (gone.state, gone.counts, gone.withdrawn_at) == (ConsentState.WITHDRAWN, False, NOW)
    assert told() == [(town.lead.account_id, None)]
    (found,) = withdrawn_since(before)
    assert (found.reference, found.already_shared) == (one.reference, False)
    assert withdrawn_since(NOW) == ()
    with pytest.raises(ConsentRefused, match="already"):
        taken_back(town.team_manager, one)
    with pytest.raises(ConsentRefused, match="no consent that stands"):
        reviewed(town, one, days_later(300))
    assert again(one, days_later(3000)).state is ConsentState.WITHDRAWN


def test_the_designated_manager_hears_where_something_was_shared(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.team_manager, family.child_id)
    taken_back(town.team_manager, one, already_shared=True)
    assert told() == [(town.lead.account_id, None), (None, Role.DESIGNATED_MANAGER)]


def test_of_a_restricted_record_only_its_owner_hears(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    with transaction():
        restrict(family.child_id, town.team_manager)
    one = answered(town.team_manager, family.child_id, taken_on=TODAY - timedelta(days=170))
    assert one.given_by == "Isolde Fennimore"
    assert look_after_consents(days_later(30)) == 1
    assert [task.account_id for task in tasks()] == [town.team_manager.account_id]
    assert due_for(town.lead, days_later(30)) == ()
    assert due_for(town.designated_manager, days_later(30)) == ()
    assert len(due_for(town.team_manager, days_later(30))) == 1
    taken_back(town.team_manager, one, already_shared=True)
    assert set(told()) == {(town.team_manager.account_id, None)}


def test_who_has_declared_a_connection_is_not_told_though_they_lead(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.team_manager, family.child_id)
    with transaction():
        declare_connection(town.lead, family.child_id, DeclareConnection(reason="Niece"), NOW)
    taken_back(town.team_manager, one)
    assert told() == [(None, Role.DESIGNATED_MANAGER)]


def test_a_sealed_record_stands_in_no_list_and_its_lead_does_not_hear(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.team_manager, family.child_id, taken_on=TODAY - timedelta(days=170))
    with transaction():
        restrict(family.child_id, town.team_manager, kind="sealed_at_adoption")
    assert look_after_consents(days_later(30)) == 1
    assert due_for(town.team_manager, days_later(30)) == ()
    taken_back(town.team_manager, one)
    assert told() == [(town.team_manager.account_id, None)]


def test_taken_back_on_the_same_day_and_on_an_earlier_one(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.lead, family.child_id)
    assert taken_back(town.lead, one, days_later(0)).state is ConsentState.WITHDRAWN
    two = answered(town.lead, family.child_id, taken_on=TODAY - timedelta(days=9))
    gone = taken_back(town.lead, two, withdrawn_on=TODAY - timedelta(days=2))
    assert gone.withdrawn_at == datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"withdrawn_on": TODAY + timedelta(days=1)}, "withdrawn_on"),
        ({"withdrawn_on": TODAY - timedelta(days=1)}, "withdrawn_on"),
        ({"what_was_said": " "}, "what_was_said"),
        ({"by_giver": False, "whose": WhoseConsent.CHILD, "name": ""}, "name"),
        ({"by_giver": False, "whose": WhoseConsent.CHILD, "name": "Isolde"}, "by"),
        (
            {"by_giver": False, "whose": WhoseConsent.PARENTAL_RESPONSIBILITY, "name": "Tobias"},
            "by",
        ),
        ({"by_giver": False, "whose": None, "name": "Tobias"}, "by"),
    ],
)
def test_what_cannot_be_a_withdrawal_is_refused(
    town: Town, said: dict[str, object], field: str
) -> None:
    family = make_family(town, FIVE)
    one = answered(town.lead, family.child_id, giver=family.mother)
    with pytest.raises(ConsentRefused) as refused:
        taken_back(town.lead, one, **said)
    assert refused.value.field == field and told() == []
    assert again(one).state is ConsentState.GIVEN


def test_a_refusal_is_not_taken_back(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.lead, family.child_id, answer=ConsentAnswer.REFUSED)
    with pytest.raises(ConsentRefused, match="another answer"):
        taken_back(town.lead, one)


def test_a_child_who_turned_16_between_question_and_sharing_decides_and_takes_back(
    town: Town,
) -> None:
    family = make_family(town, date(2010, 12, 1))
    shown = worked(town.lead, family.child_id, not_able())
    mother = answered(town.lead, family.child_id, giver=family.mother, worksheet=shown)
    assert mother.counts and again(mother, days_later(12)).counts
    on = days_later(13)
    turned = again(mother, on)
    assert turned.state is ConsentState.REVIEW_DUE and not turned.counts
    assert turned.review_reasons == (ReviewReason.CHILD_DECIDES_NOW,)
    assert whose_consent(family.child_id, on).whose is WhoseConsent.CHILD
    by_child = {"by_giver": False, "whose": WhoseConsent.CHILD, "name": "Isolde Fennimore"}
    assert taken_back(town.lead, mother, on, **by_child).state is ConsentState.WITHDRAWN


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    born_on=st.sampled_from([date(2012, 2, 29), date(2011, 3, 1)])
    | st.dates(date(2010, 1, 1), date(2013, 12, 31)),
    days=st.integers(-400, 1500),
)
def test_from_the_eighteenth_birthday_no_answer_of_childhood_is_leaned_on(
    town: Town, born_on: date, days: int
) -> None:
    family = make_family(town, born_on)
    one = answered(town.lead, family.child_id)
    grown = anniversary(born_on, 18)
    at = datetime.combine(grown, NOW.time(), UTC) + timedelta(days=days)
    adult = ReviewReason.ADULT_NOW in again(one, at).review_reasons
    assert adult == (days >= 0)


def test_a_change_asks_for_consent_anew_and_no_review_confirms_it(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.lead, family.child_id)
    due = changed(town, one, NOW)
    assert due.state is ConsentState.REVIEW_DUE
    (task,) = tasks()
    assert (task.account_id, task.matter_reference) == (town.lead.account_id, one.reference)
    assert task.due_at == datetime(2026, 11, 25, 11, tzinfo=UTC)
    with pytest.raises(ConsentRefused) as refused:
        reviewed(town, one, NOW)
    assert refused.value.field == "outcome"
    assert reviewed(town, one, NOW, ConsentReviewOutcome.ASKED_AGAIN).state is due.state
    assert tasks() == []
    assert answered(town.lead, family.child_id).counts


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"since_on": TODAY + timedelta(days=1)}, "since_on"),
        ({"since_on": TODAY - timedelta(days=1)}, "since_on"),
        ({"words": ""}, "words"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    town: Town, said: dict[str, object], field: str
) -> None:
    one = answered(town.lead, make_family(town, THIRTEEN).child_id)
    with pytest.raises(ConsentRefused) as refused:
        changed(town, one, NOW, **said)
    assert refused.value.field == field


def test_a_giver_who_has_died_gives_no_other_answer(town: Town) -> None:
    family = make_family(town, FIVE)
    one = answered(town.lead, family.child_id, giver=family.mother)
    died = {"kind": ConsentChangeKind.GIVER_DIED, "words": "A road accident"}
    due = changed(town, one, days_later(3), **died, since_on=TODAY)
    assert due.review_reasons == (ReviewReason.GIVER_DIED,)
    with pytest.raises(ConsentRefused, match="died on 18 November 2026"), transaction():
        later = answer(giver=family.mother, taken_on=TODAY + timedelta(days=1))
        record_consent(town.lead, family.child_id, later, days_later(3))
    of_that_day = answer(giver=family.mother)
    with transaction():
        assert record_consent(town.lead, family.child_id, of_that_day, days_later(3))


def test_the_day_of_the_review_brings_one_task_and_a_review_sets_the_next_day(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    one = answered(town.lead, family.child_id, taken_on=date(2026, 6, 2))
    assert one.review_on == date(2026, 12, 2)
    assert look_after_consents(datetime(2026, 12, 1, 12, tzinfo=UTC)) == 0
    on = datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert look_after_consents(on) == 1 and look_after_consents(on) == 0
    assert len(tasks()) == 1
    (due,) = due_for(town.lead, on)
    assert (due.child_name, due.standing.reference) == ("Isolde Fennimore", one.reference)
    assert due_for(town.other_lead, on) == () and len(due_for(town.team_manager, on)) == 1
    goes_on = reviewed(town, one, on)
    assert goes_on.counts and goes_on.review_on == date(2027, 6, 2)
    assert tasks() == [] and due_for(town.lead, on) == ()
    assert look_after_consents(datetime(2027, 6, 2, 12, tzinfo=UTC)) == 1, "another day, another"


def test_nobody_is_asked_about_a_closed_case(town: Town) -> None:
    family = make_family(town, THIRTEEN, case_open=False)
    answered(town.lead, family.child_id, taken_on=date(2026, 1, 2))
    assert look_after_consents(NOW) == 0 and tasks() == []


def test_a_review_needs_words(town: Town) -> None:
    one = answered(town.lead, make_family(town, THIRTEEN).child_id)
    with pytest.raises(ConsentRefused) as refused:
        reviewed(town, one, NOW, words="  ")
    assert refused.value.field == "words"


def test_a_later_worksheet_that_finds_otherwise_asks_for_another_answer(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    child = answered(town.lead, family.child_id)
    later = NOW + timedelta(hours=2)
    worked(town.lead, family.child_id, not_able(), later)
    assert again(child, later).review_reasons == (ReviewReason.NOT_ABLE_NOW,)
    young = make_family(town, FIVE)
    mother = answered(town.lead, young.child_id, giver=young.mother)
    worked(town.lead, young.child_id, worksheet(), later)
    assert again(mother, later).review_reasons == (ReviewReason.CHILD_DECIDES_NOW,)
    assert len(consents_about(young.child_id, later)) == 1


def test_a_childs_no_is_not_taken_away_by_a_worksheet_of_another_question(town: Town) -> None:
    family = make_family(town, THIRTEEN)
    child = answered(town.lead, family.child_id, answer=ConsentAnswer.REFUSED)
    later = NOW + timedelta(hours=2)
    worked(town.lead, family.child_id, not_able(), later)
    assert again(child, later).counts
