"""Who came up in a closed record is shown to nobody else: whoever answers for it is asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lacrecords.check_requests.answer_models import ClosedRecordQuestion
from lacrecords.check_requests.answering import results_offered
from lacrecords.check_requests.candidates import search_page
from lacrecords.check_requests.searching import answer_for_closed_record, decide_candidate
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import CheckRefused
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.children.restrictions import (
    DeclareConnection,
    Restrict,
    declare_connection,
    restrict_record,
)
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CheckResult, MissingPart, NotificationKind, PersonAnswer
from tests.factories.checks import Desk, again, asked, consented, make_adult, searched
from tests.factories.town import NOW, make_child


def aunt_of(desk: Desk, *child_ids: int) -> int:
    person_id = make_adult()
    for child_id in child_ids:
        member = RecordHouseholdMember(
            person_id=person_id,
            relationship="Aunt",
            lives_with_child=True,
            parental_responsibility=False,
        )
        record_household_member(desk.town.duty_manager, child_id, member, NOW)
    return person_id


def close(desk: Desk, child_id: int, how: str) -> Actor:
    """Close the record to the designated manager; gives whoever answers for it."""
    owner = desk.town.team_manager
    if how == "sealed":
        seal_record(
            desk.manager, child_id, SealRecord(owner_id=_id(owner), reason="x", shown_id=None), NOW
        )
    else:
        value = Restrict(owner_id=_id(owner), reader_ids=(), reason="x", shown_id=None)
        restrict_record(desk.manager, child_id, value, NOW)
    return owner


def _id(actor: Actor) -> int:
    assert actor.account_id is not None
    return actor.account_id


def searched_request(desk: Desk) -> RequestStanding:
    return searched(desk, consented(desk, asked(desk)))


@pytest.mark.parametrize("how", ["restricted", "sealed"])
def test_a_closed_record_is_not_shown_and_its_owner_is_asked(desk: Desk, how: str) -> None:
    with transaction():
        child_id = make_child(case_open=True)
        aunt_of(desk, child_id)
        owner = close(desk, child_id, how)
    standing = searched_request(desk)
    page = search_page(desk.manager, standing.people[0], NOW)
    assert page is not None and page.people == () and page.questions == ()
    assert page.owners_asked and not page.others_must_decide
    assert standing.missing == (MissingPart.REQUESTER_CHECK, MissingPart.CLOSED_RECORDS)
    kinds = (NotificationKind.RESTRICTED_RECORD, NotificationKind.SEALED_RECORD)
    told = db.session.scalars(
        select(Notification).where(Notification.kind.in_(kinds), Notification.matter.is_not(None))
    ).one()
    assert told.account_id == owner.account_id and told.child_id == child_id
    assert told.matter_reference == standing.request.reference


@pytest.mark.parametrize("concerns", [True, False])
def test_only_the_owner_answers_and_once_and_the_result_heeds_it(
    desk: Desk, concerns: bool
) -> None:
    with transaction():
        child_id = make_child(case_open=True)
        aunt_of(desk, child_id)
        owner = close(desk, child_id, "sealed")
    standing = searched_request(desk)
    question = db.session.scalars(select(ClosedRecordQuestion.id)).one()
    number = standing.request.id
    with pytest.raises(CheckRefused, match="answers for the record"), transaction():
        answer_for_closed_record(desk.manager, question, number, concerns, "No", NOW)
    page = search_page(owner, again(standing).people[0], NOW)
    assert page is not None and [one.id for one in page.questions] == [question]
    with transaction():
        answer_for_closed_record(owner, question, number, concerns, "Read it", NOW)
    with pytest.raises(CheckRefused, match="answered already"), transaction():
        answer_for_closed_record(owner, question, number, not concerns, "Again", NOW)
    standing = again(standing)
    assert standing.missing == (MissingPart.REQUESTER_CHECK,)
    assert (CheckResult.NOTHING_KNOWN in results_offered(standing)) is not concerns


def test_somebody_in_an_open_record_too_is_shown_without_the_closed_one(desk: Desk) -> None:
    with transaction():
        closed, open_one = make_child(), make_child("Merrin", "Ashgrove", line1="9 Teal Yard")
        aunt_of(desk, closed, open_one)
        close(desk, closed, "restricted")
    standing = searched_request(desk)
    page = search_page(desk.manager, standing.people[0], NOW)
    assert page is not None
    (shown,) = page.people
    assert [kin.child.child_id for kin in shown.kin] == [open_one]
    assert set(standing.people[0].missing) == {MissingPart.DECISIONS, MissingPart.CLOSED_RECORDS}


def test_whoever_knows_the_family_leaves_the_decision_to_another(desk: Desk) -> None:
    with transaction():
        child_id = make_child(case_open=True)
        person_id = aunt_of(desk, child_id)
        declare_connection(desk.manager, child_id, DeclareConnection(reason="Neighbours"), NOW)
    standing = searched_request(desk)
    page = search_page(desk.manager, standing.people[0], NOW)
    assert page is not None and page.people == () and page.others_must_decide
    other = search_page(desk.town.team_manager, standing.people[0], NOW)
    assert other is not None and [one.person.person_id for one in other.people] == [person_id]
    with transaction():
        decide_candidate(
            desk.town.team_manager,
            standing.people[0],
            person_id,
            PersonAnswer.NOT_THE_SAME,
            "Another",
            NOW,
        )
    assert again(standing).people[0].missing == ()


def test_what_was_decided_before_is_shown_after_the_next_search(desk: Desk) -> None:
    with transaction():
        person_id = aunt_of(desk, make_child())
    standing = searched_request(desk)
    with transaction():
        decide_candidate(
            desk.manager, standing.people[0], person_id, PersonAnswer.SAME, "One address", NOW
        )
    standing = searched(desk, again(standing))
    assert standing.people[0].missing == (MissingPart.DECISIONS,)
    page = search_page(desk.manager, standing.people[0], NOW)
    assert page is not None and page.people[0].decision is None
    assert page.people[0].earlier is not None
    assert page.people[0].earlier.answer is PersonAnswer.SAME
