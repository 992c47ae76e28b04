"""A request is recorded, its clock runs, who asks is checked, and the person is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.subject_access.checking import record_check, record_voice
from lacrecords.subject_access.closed_records import answer_for_record, question_for
from lacrecords.subject_access.models import OwnerQuestion, SubjectAccessRequest
from lacrecords.subject_access.recording import ask_back, extend, record_answer, record_request
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.values import AccessRefused
from lacrecords.subject_access.visible import hidden_requests, request_for
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessClock,
    AccessQuestionKind,
    AccessStep,
    AsksAs,
    Entitlement,
    MatterKind,
    Role,
    SubjectLinkKind,
    SubjectVoiceKind,
    VerificationOutcome,
)
from tests.factories.children import restrict
from tests.factories.staff import make_account
from tests.factories.subject_access import (
    Access,
    again,
    asked,
    check_of,
    morning,
    new_request,
    searched,
    shown,
)
from tests.factories.town import NOW


def test_a_form_that_is_sent_twice_is_one_request(access: Access) -> None:
    new = new_request()
    numbers = set()
    for _ in range(2):
        with transaction():
            numbers.add(record_request(access.town.duty_officer, new, NOW).id)
    assert len(numbers) == 1
    assert db.session.scalar(select(func.count(SubjectAccessRequest.id))) == 1


def test_both_who_answer_are_told_and_nobody_is_named(access: Access) -> None:
    asked(access)
    (task,) = db.session.scalars(select(Task).where(Task.matter == MatterKind.SUBJECT_ACCESS)).all()
    assert task.role is Role.DESIGNATED_MANAGER
    told = db.session.scalars(
        select(Notification).where(Notification.matter == MatterKind.SUBJECT_ACCESS)
    ).all()
    assert {row.role for row in told} == {Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}
    assert not [row for row in (task, *told) if "Ashgrove" in row.why]


def test_the_month_counts_from_receipt(access: Access) -> None:
    standing = again(asked(access, received_on=date(2026, 10, 30)))
    assert standing.due_on == date(2026, 11, 30)
    assert standing.clock is AccessClock.IN_TIME
    assert standing.missing[0] is AccessStep.IDENTITY


def test_asking_for_proof_without_delay_moves_the_beginning(access: Access) -> None:
    request_id = asked(access, received_on=date(2026, 11, 2))
    kind = AccessQuestionKind.IDENTITY
    with transaction():
        ask_back(access.guardian, request_id, kind, date(2026, 11, 4), "A passport.", NOW)
    assert again(request_id).clock is AccessClock.NOT_BEGUN
    with transaction():
        record_check(access.guardian, request_id, check_of(shown_on=date(2026, 11, 16)), NOW)
    standing = again(request_id)
    assert standing.due_on == date(2026, 12, 16)
    assert standing.question(kind) is None


def test_the_clock_stands_still_while_a_clarification_is_waited_for(access: Access) -> None:
    request_id = asked(access, received_on=date(2026, 11, 2))
    kind = AccessQuestionKind.CLARIFICATION
    with transaction():
        ask_back(access.guardian, request_id, kind, date(2026, 11, 5), "Which years?", NOW)
    assert again(request_id).clock is AccessClock.PAUSED
    with pytest.raises(AccessRefused, match="waits for its answer"), transaction():
        ask_back(access.guardian, request_id, kind, date(2026, 11, 6), "Again?", NOW)
    with pytest.raises(AccessRefused, match="before it was asked"), transaction():
        record_answer(access.guardian, request_id, kind, date(2026, 11, 4), "All.", NOW)
    with transaction():
        record_answer(access.guardian, request_id, kind, date(2026, 11, 9), "All.", NOW)
    assert again(request_id).due_on == date(2026, 12, 7), "6 December is a Sunday"


def test_an_extension_is_told_within_the_first_month_and_once(access: Access) -> None:
    request_id = asked(access, received_on=date(2026, 9, 18))
    with pytest.raises(AccessRefused, match="Too late"), transaction():
        extend(access.guardian, request_id, date(2026, 10, 19), "Four files.", NOW)
    with transaction():
        extend(access.guardian, request_id, date(2026, 10, 18), "Four files.", NOW)
    assert again(request_id).due_on == date(2026, 12, 18)
    with pytest.raises(AccessRefused, match="extended already"), transaction():
        extend(access.guardian, request_id, date(2026, 10, 18), "Five files.", NOW)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"method": AccessCheckMethod.NONE}, "method"),
        ({"documents": ""}, "documents"),
        ({"outcome": VerificationOutcome.NOT_CONFIRMED, "words": ""}, "words"),
        ({"shown_on": NOW.date() + timedelta(days=1)}, "shown_on"),
        ({"kind": AccessCheckKind.AUTHORITY}, None),
    ],
)
def test_nobody_is_confirmed_by_nothing(
    access: Access, said: dict[str, object], field: str | None
) -> None:
    request_id = asked(access)
    with pytest.raises(AccessRefused) as refused, transaction():
        record_check(access.guardian, request_id, check_of(**said), NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nobody_is_searched_for_before_who_asks_was_shown(access: Access) -> None:
    request_id = asked(access, asks_as=AsksAs.REPRESENTATIVE, relationship="solicitor")
    with pytest.raises(AccessRefused, match="who asks was shown"), transaction():
        search(access.guardian, request_id, NOW)
    shown(access, request_id)
    with pytest.raises(AccessRefused, match="who asks was shown"), transaction():
        search(access.guardian, request_id, NOW)
    shown(access, request_id, kind=AccessCheckKind.AUTHORITY)
    with transaction():
        search(access.guardian, request_id, NOW)


def test_the_search_finds_the_record_and_a_person_decides(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    standing = again(request_id)
    assert standing.undecided == ()
    assert standing.subject.child_ids == frozenset({access.child_id})
    assert standing.missing[0] is AccessStep.PACK
    assert standing.search is not None
    (link,) = [row for row in standing.links if row.is_the_person]
    with transaction():
        place = (SubjectLinkKind.CHILD, access.child_id)
        number = standing.search.id
        decide_candidate(access.manager, request_id, number, place, False, "A namesake.", NOW)
    assert not again(request_id).subject.is_held
    assert link.decided_by == access.guardian.key


def test_a_decision_on_an_older_search_is_refused(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    with pytest.raises(AccessRefused, match="searched again"), transaction():
        place = (SubjectLinkKind.CHILD, access.child_id)
        decide_candidate(access.guardian, request_id, 99_999, place, True, "Yes.", NOW)


def test_a_closed_record_is_asked_about_and_nobody_else_learns_of_it(access: Access) -> None:
    with transaction():
        owner = make_account(Role.TEAM_MANAGER, name="Odo Farrant")
        restrict(access.child_id, owner)
    request_id = shown(access, asked(access))
    with transaction():
        search(access.guardian, request_id, NOW)
    standing = again(request_id)
    assert (SubjectLinkKind.CHILD, access.child_id) not in standing.undecided
    assert standing.search is not None
    assert access.child_id not in [
        one["id"] for one in standing.search.evidence["candidates"] if one["kind"] == "child"
    ]
    question = db.session.scalars(
        select(OwnerQuestion).where(OwnerQuestion.child_id == access.child_id)
    ).one()
    for actor in (access.guardian, access.town.lead, access.town.team_manager):
        assert question_for(actor, question.reference, NOW) is None
    found = question_for(owner, question.reference, NOW)
    assert found is not None
    with transaction():
        answer_for_record(owner, found, True, "It is her own.", NOW)
    standing = again(request_id)
    assert access.child_id in standing.subject.child_ids
    assert not hidden_requests(access.guardian, (request_id,), NOW)


def test_every_search_waits_equally_long_whether_or_not_a_record_is_closed(
    access: Access,
) -> None:
    waits = []
    for closed in (False, True):
        if closed:
            with transaction():
                restrict(access.child_id, make_account(Role.TEAM_MANAGER))
        request_id = shown(access, asked(access))
        with transaction():
            search(access.guardian, request_id, NOW)
        standing = again(request_id)
        assert standing.search is not None
        waits.append(standing.search.release_from)
        assert AccessStep.CLOSED_RECORDS in standing.missing
    assert waits == [date(2026, 11, 25)] * 2


def test_a_request_about_a_record_that_is_closed_later_is_there_for_nobody_it_is_closed_to(
    access: Access,
) -> None:
    request_id = searched(access, shown(access, asked(access)))
    reference = again(request_id).request.reference
    assert request_for(access.guardian, reference, NOW) is not None
    with transaction():
        restrict(access.child_id, make_account(Role.TEAM_MANAGER))
    assert request_for(access.guardian, reference, NOW) is None


def test_whoever_wrote_a_request_down_sees_it_and_a_colleague_does_not(access: Access) -> None:
    reference = again(asked(access)).request.reference
    assert request_for(access.town.duty_officer, reference, NOW) is not None
    assert request_for(access.town.duty_social_worker, reference, NOW) is None
    assert request_for(access.town.lead, reference, NOW) is None


def test_a_child_who_turned_16_while_a_parent_waited_speaks_for_themselves(
    access: Access,
) -> None:
    born_on = date(2010, 11, 20)
    request_id = asked(
        access,
        asks_as=AsksAs.PARENTAL_RESPONSIBILITY,
        relationship="Mother",
        subject_forename="Nobody",
        subject_surname="Known",
        subject_born_on=born_on,
    )
    with transaction():
        said = "She said so in school."
        record_voice(access.guardian, request_id, SubjectVoiceKind.CONSENT, True, said, NOW)
    before, after = morning(date(2026, 11, 19)), morning(date(2026, 11, 20))
    assert again(request_id, before).facts.entitlement is Entitlement.MAY_BE_GIVEN
    standing = again(request_id, after)
    assert standing.facts.entitlement is Entitlement.CONSENT_NEEDED
    assert AccessStep.CONSENT in standing.missing
    with transaction():
        record_voice(access.guardian, request_id, SubjectVoiceKind.CONSENT, True, said, after)
    assert again(request_id, after).facts.entitlement is Entitlement.MAY_BE_GIVEN
