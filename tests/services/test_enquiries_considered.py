"""Every enquiry enters the manager's queue when it is settled, is read, closed, and may return."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.clocks import working_days_later
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import DescribedChild, NewToldOutsideRules
from lacrecords.enquiries.considered_models import (
    EnquiryToConsider,
    ManagerView,
    OfficerQuestion,
)
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.queue import Wanted, queue_page, unconsidered_counts
from lacrecords.enquiries.queries.reading_page import reading_page
from lacrecords.enquiries.queries.views_given import current_view, views_of
from lacrecords.enquiries.services.awaiting import enter_settled, weigh_waiting
from lacrecords.enquiries.services.telling import record_told_outside_rules
from lacrecords.enquiries.services.unattended import settle_enquiries_left_unchecked
from lacrecords.enquiries.services.viewing import NewView, answer_question
from lacrecords.notifications.models import Notification, Task
from lacrecords.terms import (
    AnswerGiven,
    ManagerViewKind,
    MatchAnswer,
    NotificationKind,
    QueueState,
    TaskKind,
    VerificationOutcome,
)
from tests.factories.considered import ordinary_call, unknown_child, view
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide
from tests.factories.town import NOW, Town, make_child

LATER = NOW + timedelta(days=20)


def entry(enquiry: Enquiry) -> EnquiryToConsider:
    return db.session.get_one(EnquiryToConsider, enquiry.id)


def flags(enquiry: Enquiry, town: Town) -> set[str]:
    weigh_waiting(town.designated_manager, town.procedure, NOW + timedelta(minutes=10))
    return set(db.session.get_one(EnquiryToConsider, enquiry.id).flags)


def test_an_enquiry_enters_the_queue_when_every_child_is_settled(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER, unknown_child(1))
        check(town, enquiry)
        one, two = children_of(enquiry)
        decide(town, one, MatchAnswer.NOT_KNOWN)
        assert db.session.get(EnquiryToConsider, enquiry.id) is None
        decide(town, two, MatchAnswer.NOT_KNOWN)
        row = entry(enquiry)
        assert row.state is QueueState.TO_READ
        assert row.due_at == working_days_later(
            town.procedure,
            row.settled_at,
            town.procedure.enquiry_considered_working_days,
        )
        assert row.team_id == town.duty_team_id
        assert row.answer is AnswerGiven.ADVICE
        assert unconsidered_counts(NOW).counts == (1, 0)
        assert unconsidered_counts(LATER).counts == (1, 1)


def test_an_ordinary_enquiry_is_not_flagged(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
    assert entry(enquiry).flagged is None, "not weighed yet"
    assert flags(enquiry, town) == set()
    assert entry(enquiry).flagged is False


def test_what_nobody_attended_to_is_flagged(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        settle_enquiries_left_unchecked(town.duty_officer, town.procedure, NOW + timedelta(hours=2))
    found = flags(enquiry, town)
    assert {"check_not_done", "left_unattended"} <= found


def test_what_is_unusual_in_a_call_is_flagged(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(
            town,
            CHILD,
            worried=True,
            worry="A bruise",
            about_our_worker=True,
            looks_like_an_attempt=True,
            court_order=True,
            entered_late_because="The system was down",
        )
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
        new = NewToldOutsideRules(words="She goes to Elm Road", reason="He was shouting")
        record_told_outside_rules(town.duty_officer, enquiry.id, new, town.procedure, NOW)
    assert {
        "check_failed",
        "worried",
        "about_our_worker",
        "attempt_suspected",
        "court_order",
        "entered_late",
        "told_outside_rules",
        "left_unattended",
    } <= flags(enquiry, town)


def test_a_second_enquiry_and_another_child_at_the_address_are_flagged(town: Town) -> None:
    with transaction():
        first = ordinary_call(town)
        second = ordinary_call(town, now=NOW + timedelta(days=3))
    assert "second_enquiry" in flags(second, town)
    assert "second_enquiry" not in flags(first, town)
    assert "same_address_asked_before" not in flags(second, town), "it is the same child"
    with transaction():
        other = ordinary_call(
            town,
            DescribedChild(
                forename="Barnaby", surname="Threlkeld", line1=STRANGER.line1, postcode="ZZ8 2BT"
            ),
            now=NOW + timedelta(days=4),
        )
    assert "same_address_asked_before" in flags(other, town)


def test_one_caller_who_asks_about_many_unrelated_children_is_flagged(town: Town) -> None:
    with transaction():
        calls = [
            ordinary_call(town, unknown_child(number), now=NOW + timedelta(hours=number))
            for number in range(town.procedure.unrelated_children_flagged)
        ]
    assert "many_children_by_one_enquirer" in flags(calls[-1], town)


def test_the_manager_closes_an_enquiry_once_and_a_form_sent_twice_changes_nothing(
    town: Town,
) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        view(town, enquiry)
        assert entry(enquiry).state is QueueState.CONSIDERED
        assert unconsidered_counts(LATER).counts == (0, 0)
        with pytest.raises(StepOutOfOrder, match="Somebody has recorded a view"):
            view(town, enquiry, shown_id=None)
        assert len(db.session.scalars(select(ManagerView)).all()) == 1


def test_a_later_view_takes_the_place_of_an_earlier_one(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        first = view(town, enquiry)
        second = view(town, enquiry, ManagerViewKind.REFERRAL_MADE, "To early help")
        assert second.follows_id == first.id
        current = current_view(enquiry.id)
        assert current is not None and current.id == second.id
        assert [one.id for one in views_of(enquiry.id)] == [second.id, first.id]


def test_a_flagged_enquiry_is_not_closed_without_a_reason(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER, worried=True, worry="Thin")
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        with pytest.raises(EnquiryError, match="something is flagged"):
            view(town, enquiry, words=" ")


def test_an_enquiry_that_is_not_settled_cannot_be_closed(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        with pytest.raises(StepOutOfOrder, match="not settled yet"):
            view(town, enquiry)


def test_the_officer_is_asked_and_the_answer_comes_back_to_the_queue(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        view(town, enquiry, ManagerViewKind.ASK_THE_OFFICER, "Who gave you the name?")
        assert entry(enquiry).state is QueueState.ASKED
        task = db.session.scalars(select(Task).where(Task.kind == TaskKind.OFFICER_QUESTION)).one()
        assert task.account_id == town.duty_officer.account_id
        asked = db.session.scalars(select(OfficerQuestion)).one()
        with pytest.raises(EnquiryError, match="Enter your answer"):
            answer_question(town.duty_officer, asked.reference, " ", NOW)
        answer_question(town.duty_officer, asked.reference, "Her aunt did", NOW)
        assert entry(enquiry).state is QueueState.ANSWERED
        assert task.closed_at is not None
        told = select(Notification).where(Notification.kind == NotificationKind.OFFICER_ANSWERED)
        assert len(db.session.scalars(told).all()) == 1
        with pytest.raises(StepOutOfOrder, match="answered already"):
            answer_question(town.duty_officer, asked.reference, "Her uncle", NOW)
        view(town, enquiry)
        assert entry(enquiry).state is QueueState.CONSIDERED


def test_another_view_ends_a_question_that_still_waits(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        view(town, enquiry, ManagerViewKind.ASK_THE_OFFICER, "Who gave you the name?")
        asked = db.session.scalars(select(OfficerQuestion)).one()
        view(town, enquiry)
        assert db.session.get_one(Task, asked.task_id).closed_at is not None
        with pytest.raises(StepOutOfOrder, match="needs no answer"):
            answer_question(town.duty_officer, asked.reference, "Her aunt", NOW)


def test_an_enquiry_in_which_something_happens_afterwards_comes_back(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        view(town, enquiry)
        new = NewToldOutsideRules(words="She lives with her aunt", reason="Slipped out")
        record_told_outside_rules(town.duty_officer, enquiry.id, new, town.procedure, LATER)
        row = entry(enquiry)
        assert row.state is QueueState.TO_READ and row.due_at > LATER
    assert "told_outside_rules" in flags(enquiry, town)


def test_what_was_settled_by_an_earlier_program_enters_the_queue(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        db.session.delete(entry(enquiry))
    assert unconsidered_counts(NOW).counts == (0, 0)
    assert enter_settled(town.designated_manager, town.procedure) == 1
    assert unconsidered_counts(NOW).counts == (1, 0)
    assert enter_settled(town.designated_manager, town.procedure) == 0


def test_the_queue_is_filtered_sorted_and_paged(town: Town) -> None:
    with transaction():
        plain = ordinary_call(town)
        worried = ask(town, unknown_child(3), worried=True, worry="Thin", now=NOW)
        check(town, worried)
        decide(town, children_of(worried)[0], MatchAnswer.NOT_KNOWN, now=NOW + timedelta(hours=1))
    flags(worried, town)

    def shown(**wanted: object) -> list[str]:
        page = queue_page(Wanted(**wanted), 1, NOW)  # type: ignore[arg-type]
        return [one.reference for one in page.items]

    both = [plain.reference, worried.reference]
    assert shown() == both
    assert shown(sort="flags") == both[::-1]
    assert shown(flagged=True) == [worried.reference]
    assert shown(flagged=False) == [plain.reference]
    assert shown(late=True) == []
    assert shown(team_id=town.duty_team_id) == both
    assert shown(team_id=town.casework_team_id) == []
    assert shown(answer=AnswerGiven.ADVICE) == both
    assert shown(from_on=NOW.date(), to_on=NOW.date()) == both
    assert shown(from_on=NOW.date() + timedelta(days=1)) == []
    assert shown(state=QueueState.CONSIDERED) == []
    assert queue_page(Wanted(), 99, NOW).number == 1


def test_patterns_stand_beside_an_enquiry(town: Town) -> None:
    with transaction():
        first = ordinary_call(town)
        ordinary_call(town, unknown_child(2), now=NOW + timedelta(days=1))
        again = ordinary_call(town, now=NOW + timedelta(days=2))
    page = reading_page(again.reference, town.designated_manager, town.procedure, LATER)
    assert page is not None
    assert len(page.patterns.same_enquirer) == 2
    assert [one.reference for one in page.patterns.same_child] == [first.reference]
    assert page.patterns.unrelated_children == 2


def test_a_view_that_was_tampered_with_is_refused(town: Town) -> None:
    with transaction():
        enquiry = ordinary_call(town)
        with pytest.raises(StepOutOfOrder):
            view(town, enquiry, shown_id=999)
        with pytest.raises(EnquiryError, match="what was told"):
            view(town, enquiry, ManagerViewKind.WRONG_DISCLOSURE, "Oh", incident=None)
    assert NewView(kind=ManagerViewKind.REFERRAL_MADE, words="", shown_id=None).incident is None
