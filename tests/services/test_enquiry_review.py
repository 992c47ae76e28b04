"""What a sceptical review found, each as the situation in which it went wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import AskingPerson, NewMatchDecision
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.services.continuations import mark_continuation
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.unattended import settle_enquiries_left_unchecked
from lacrecords.enquiries.unknown_models import Consideration, Continuation
from lacrecords.notifications.models import Notification
from lacrecords.terms import EnquirerKind, MatchAnswer, NotificationKind, VerificationOutcome
from tests.factories.enquiries import STRANGER, ask, check, children_of, decide, look
from tests.factories.town import NOW, Town, make_child

LATER = NOW + timedelta(hours=2)


def told(kind: NotificationKind | None = None) -> set[int | None]:
    rows = db.session.scalars(select(Notification)).all()
    return {row.account_id for row in rows if kind is None or row.kind is kind}


@pytest.mark.parametrize("answer", [MatchAnswer.CANNOT_TELL, MatchAnswer.NOT_KNOWN])
def test_an_enquiry_about_our_worker_reaches_no_worker_in_any_state(
    town: Town, answer: MatchAnswer
) -> None:
    with transaction():
        make_child(case_open=True, on_plan=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town, about_our_worker=True)
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], answer)
        assert town.lead.account_id not in told()
        assert town.team_manager.account_id in told()


def test_the_owner_of_a_restricted_record_hears_of_the_systems_own_search(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        restricted = make_child(case_open=True, lead=town.other_lead)
        restrict_record(
            town.designated_manager,
            restricted,
            Restrict(
                owner_id=town.duty_manager.account_id,
                reader_ids=(),
                reason="The family works here",
                shown_id=None,
            ),
            NOW,
        )
        enquiry = ask(town)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
        assert town.duty_manager.account_id in told(NotificationKind.RESTRICTED_RECORD)


def test_a_record_that_came_in_since_the_search_is_looked_at_first(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        search_id, _ = look(town, child)
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        new = NewMatchDecision(
            answer=MatchAnswer.NOT_KNOWN, search_id=search_id, reason_accepted=True
        )
        with pytest.raises(StepOutOfOrder, match="Look again"):
            decide_match(town.duty_officer, child.id, new, town.procedure, LATER)


def test_two_officers_do_not_overrule_each_other_unseen(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        search_id, _ = look(town, child, town.duty_social_worker)
        decide(town, child, MatchAnswer.SAME, child_id=child_id)
        new = NewMatchDecision(
            answer=MatchAnswer.NOT_KNOWN, search_id=search_id, reason_accepted=True
        )
        with pytest.raises(StepOutOfOrder, match="Somebody has decided"):
            decide_match(town.duty_social_worker, child.id, new, town.procedure, LATER)
        assert len(db.session.scalars(select(MatchDecision)).all()) == 1


def test_an_earlier_enquiry_nobody_could_tell_counts_as_asked_before(town: Town) -> None:
    with transaction():
        first = ask(town, STRANGER)
        check(town, first)
        decide(town, children_of(first)[0], MatchAnswer.CANNOT_TELL)
        assert db.session.scalar(select(Consideration.id)) is None
        second = ask(town, STRANGER)
        check(town, second)
        decide(town, children_of(second)[0], MatchAnswer.NOT_KNOWN)
        assert len(db.session.scalars(select(Consideration)).all()) == 1


def test_a_continuation_needs_the_same_enquirer(town: Town) -> None:
    with transaction():
        first = ask(town, STRANGER)
        check(town, first)
        decide(town, children_of(first)[0], MatchAnswer.NOT_KNOWN)
        earlier = children_of(first)[0].id
        somebody_else = AskingPerson(kind=EnquirerKind.PROFESSIONAL, name="Ada Loom", role="Nurse")
        second = ask(town, STRANGER, enquirer=somebody_else)
        check(town, second, VerificationOutcome.NOT_CONFIRMED)
        assert len(db.session.scalars(select(Consideration)).all()) == 1
        third = ask(town, STRANGER)
        check(town, third)
        decide(
            town,
            children_of(third)[0],
            MatchAnswer.NOT_KNOWN,
            earlier_enquired_child_id=earlier,
            continuation_reason="She rings again about the same visit",
        )
        assert len(db.session.scalars(select(Continuation)).all()) == 1
        with pytest.raises(EnquiryError, match="counts on its own"):
            mark_continuation(town.duty_officer, children_of(second)[0].id, earlier, "Same", NOW)


def test_each_child_of_a_call_nobody_finished_is_settled(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        ask(town)
        assert settle_enquiries_left_unchecked(town.duty_officer, town.procedure, LATER) == 1
        assert town.lead.account_id in told(NotificationKind.ENQUIRY_ABOUT_CHILD)
        assert settle_enquiries_left_unchecked(town.duty_officer, town.procedure, LATER) == 0
