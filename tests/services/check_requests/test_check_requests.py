"""A suitability check request from its recording to the answer, through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.check_requests.answer_models import CheckReply, CheckSearch
from lacrecords.check_requests.answering import (
    record_reply_gone,
    reply_addresses,
    words_to_send,
)
from lacrecords.check_requests.checking import (
    record_consent,
    record_requester_check,
    withdraw_consent,
)
from lacrecords.check_requests.ending import end_request
from lacrecords.check_requests.models import CheckedPersonVersion, CheckRequest
from lacrecords.check_requests.pages import request_page, requests_alike
from lacrecords.check_requests.recording import add_person, amend_person, amend_request
from lacrecords.check_requests.searching import search
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import (
    CheckRefused,
    NewConsent,
    NewEnd,
    NewRequesterCheck,
    SaidOfPerson,
)
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Task
from lacrecords.terms import (
    CheckClock,
    CheckEnd,
    ConsentGiver,
    MissingPart,
    PersonNameType,
    TaskKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.checks import (
    AT_BIRTH,
    BEFORE,
    BORN_ON,
    HOME,
    ISADORA,
    WHOLE,
    Desk,
    again,
    amended,
    asked,
    consented,
    make_adult,
    procedure,
    ready,
    rung_back,
    said_of_request,
    searched,
)
from tests.factories.town import NOW


def open_tasks(kind: TaskKind) -> int:
    found = select(func.count(Task.id)).where(Task.kind == kind, Task.closed_at.is_(None))
    return db.session.scalar(found) or 0


def send(desk: Desk, standing: RequestStanding, point_id: int) -> None:
    record_reply_gone(desk.officer, standing.request.id, point_id, procedure(), NOW)


def test_a_request_runs_from_receipt_to_the_answer(desk: Desk) -> None:
    standing = asked(desk)
    assert open_tasks(TaskKind.SUITABILITY_CHECK) == 1
    assert standing.missing == (MissingPart.REQUESTER_CHECK, MissingPart.CONSENT)
    standing = ready(desk)
    assert standing.may_send and standing.missing == ()
    with transaction():
        send(desk, standing, desk.email_id)
    standing = again(standing)
    assert standing.reply is not None and standing.result is not None
    assert standing.reply.words == standing.result.words == words_to_send(standing)
    assert "Isadora Pennyfeather" in standing.reply.words
    assert standing.clock(NOW + timedelta(days=90)) is CheckClock.STOPPED
    assert open_tasks(TaskKind.SUITABILITY_CHECK) == 1, "only that of the other request"


def test_a_form_that_was_sent_twice_is_one_request(desk: Desk) -> None:
    first, second = asked(desk, key="one form"), asked(desk, key="one form")
    assert first.request.id == second.request.id
    assert db.session.scalar(select(func.count(CheckRequest.id))) == 1
    assert open_tasks(TaskKind.SUITABILITY_CHECK) == 1


def test_a_reply_that_is_said_to_have_gone_twice_is_kept_once(desk: Desk) -> None:
    standing = ready(desk)
    for _ in range(2):
        with transaction():
            send(desk, standing, desk.email_id)
    assert db.session.scalar(select(func.count(CheckReply.id))) == 1


def test_without_consent_nobody_is_searched_for(desk: Desk) -> None:
    standing = asked(desk)
    with pytest.raises(CheckRefused, match="still missing"), transaction():
        search(desk.manager, standing, standing.people[0], NOW)
    assert db.session.scalar(select(func.count(CheckSearch.id))) == 0


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (replace(WHOLE, births=()), MissingPart.BIRTH),
        (replace(WHOLE, addresses=()), MissingPart.ADDRESSES),
        (replace(WHOLE, addresses=(HOME,)), MissingPart.GAP_EXPLANATION),
    ],
)
def test_half_a_description_is_not_searched(
    desk: Desk, said: SaidOfPerson, part: MissingPart
) -> None:
    standing = consented(desk, asked(desk, said))
    assert part in standing.people[0].missing
    with pytest.raises(CheckRefused), transaction():
        search(desk.manager, standing, standing.people[0], NOW)


def test_a_gap_that_is_explained_holds_nothing_up_and_is_kept(desk: Desk) -> None:
    standing = consented(desk, asked(desk, replace(WHOLE, addresses=(HOME,))))
    (gap,) = standing.people[0].gaps
    assert gap.to_on == date(2023, 4, 1)
    said = replace(WHOLE, addresses=(HOME,), gap_explanation="She travelled in Chile.")
    standing = searched(desk, amended(desk, standing, said))
    assert standing.people[0].facts.searched
    assert standing.people[0].version.gap_explanation == "She travelled in Chile."


def test_what_was_said_before_an_amendment_stays_and_the_search_is_run_again(desk: Desk) -> None:
    standing = ready(desk)
    alias = replace(ISADORA, name_type=PersonNameType.ALIAS, forename="Dora")
    standing = amended(desk, standing, replace(WHOLE, names=(ISADORA, AT_BIRTH, alias)))
    assert standing.missing == (MissingPart.SEARCH,)
    assert standing.result is not None and not standing.may_send
    standing = searched(desk, standing)
    assert standing.result is None, "a result rests on the searches it was decided on"
    with pytest.raises(CheckRefused), transaction():
        send(desk, standing, desk.email_id)
    kept = db.session.scalar(select(func.count(CheckedPersonVersion.id)))
    assert kept == 2
    tried = [row.evidence["tried"]["names"] for row in db.session.scalars(select(CheckSearch))]
    assert [len(names) for names in tried] == [2, 3]


def test_an_amendment_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    standing = amended(desk, asked(desk), WHOLE)
    assert standing.people[0].version.number == 1


def test_two_amendments_at_once_do_not_overwrite_each_other(desk: Desk) -> None:
    before = asked(desk)
    amended(desk, before, replace(WHOLE, addresses=(HOME,)))
    with pytest.raises(CheckRefused, match="Somebody else changed this"), transaction():
        amend_person(desk.officer, before.people[0], replace(WHOLE, births=()), "", 1, NOW)


def test_another_requester_is_checked_anew(desk: Desk) -> None:
    standing = ready(desk)
    said = said_of_request(desk.town.agency_id, requester_name="Somebody Else")
    with transaction():
        amend_request(desk.officer, standing.request.id, said, "She left", 1, NOW)
    standing = again(standing)
    assert standing.missing == (MissingPart.REQUESTER_CHECK,)
    with pytest.raises(CheckRefused), transaction():
        send(desk, standing, desk.email_id)


def test_a_later_check_that_fails_stops_the_answer(desk: Desk) -> None:
    standing = rung_back(desk, ready(desk), VerificationOutcome.NOT_CONFIRMED)
    assert not standing.may_send


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (VerificationMethod.NONE, "from the agency directory"),
        (VerificationMethod.IDENTITY_DOCUMENT, "from the agency directory"),
        (VerificationMethod.DIRECTORY_EMAIL, "from the agency directory"),
    ],
)
def test_a_check_that_does_not_rest_on_the_directory_is_none(
    desk: Desk, method: VerificationMethod, words: str
) -> None:
    check = NewRequesterCheck(
        method=method,
        outcome=VerificationOutcome.CONFIRMED,
        contact_point_id=desk.town.telephone_id,
        words="",
    )
    standing = asked(desk)
    with pytest.raises(CheckRefused, match=words), transaction():
        record_requester_check(desk.officer, standing, check, NOW)


def test_an_agency_that_is_not_in_the_directory_is_checked_by_nobody(desk: Desk) -> None:
    standing = asked(desk, agency_id=None)
    assert reply_addresses(standing, NOW) == ()
    with pytest.raises(CheckRefused, match="another agency"):
        rung_back(desk, standing)
    standing = rung_back(desk, standing, VerificationOutcome.COULD_NOT_BE_DONE)
    assert MissingPart.REQUESTER_CHECK in standing.missing


def consent(given_by: ConsentGiver, **said: object) -> NewConsent:
    plain = NewConsent(
        given_by=given_by,
        signer_name="Somebody",
        relationship="",
        signed_on=date(2026, 11, 10),
        seen_by="Juno Castellan",
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def test_a_young_person_is_signed_for_and_somebody_of_sixteen_signs(desk: Desk) -> None:
    young = replace(WHOLE, births=(date(2011, 2, 3),))
    one = asked(desk, young).people[0]
    with pytest.raises(CheckRefused, match="under 16"), transaction():
        record_consent(desk.officer, one, consent(ConsentGiver.THE_PERSON), NOW)
    by_another = ConsentGiver.PARENTAL_RESPONSIBILITY
    with pytest.raises(CheckRefused, match="what they are"), transaction():
        record_consent(desk.officer, one, consent(by_another), NOW)
    with transaction():
        record_consent(desk.officer, one, consent(by_another, relationship="Father"), NOW)
    grown = asked(desk).people[0]
    with pytest.raises(CheckRefused, match="signs for themselves"), transaction():
        record_consent(desk.officer, grown, consent(by_another, relationship="Father"), NOW)
    later = consent(ConsentGiver.THE_PERSON, signed_on=date(2026, 11, 30))
    with pytest.raises(CheckRefused, match="today or in the past"), transaction():
        record_consent(desk.officer, grown, later, NOW)


def test_a_consent_that_is_taken_back_ends_the_request_and_nothing_is_sent(desk: Desk) -> None:
    standing = ready(desk)
    with transaction():
        withdraw_consent(desk.officer, standing, standing.people[0], "She rang", NOW)
    standing = again(standing)
    assert standing.end is not None and standing.end.ended_as is CheckEnd.CONSENT_WITHDRAWN
    assert not standing.may_send and open_tasks(TaskKind.SUITABILITY_CHECK) == 0
    for step in (
        lambda: send(desk, standing, desk.email_id),
        lambda: search(desk.manager, standing, standing.people[0], NOW),
        lambda: add_person(desk.officer, standing.request.id, WHOLE, NOW),
        lambda: record_consent(desk.officer, standing.people[0], consent("the_person"), NOW),  # type: ignore[arg-type]
    ):
        with pytest.raises(CheckRefused), transaction():
            step()


def test_everybody_of_a_request_is_searched_for(desk: Desk) -> None:
    other = replace(WHOLE, names=(replace(ISADORA, forename="Lucian"),), births=(date(1980, 1, 2),))
    standing = ready(desk, WHOLE, other)
    assert standing.result is not None and len(standing.result.rests_on) == 2
    assert "Isadora Pennyfeather and Lucian Pennyfeather" in standing.result.words
    with transaction():
        add_person(desk.officer, standing.request.id, WHOLE, NOW)
    assert MissingPart.CONSENT in again(standing).missing


def test_somebody_with_one_name_is_found(desk: Desk) -> None:
    with transaction():
        person_id = make_adult("", "Anantharaman")
    one_name = replace(ISADORA, forename="Anantharaman", surname="")
    standing = consented(desk, asked(desk, replace(WHOLE, names=(one_name,))))
    row = searched(desk, standing).people[0].search
    assert row is not None
    assert [one["person_id"] for one in row.evidence["candidates"]] == [person_id]


def test_an_empty_search_is_kept_with_the_state_of_the_register(desk: Desk) -> None:
    with transaction():
        make_adult("Quite", "Another", date(1950, 1, 1))
    row = searched(desk, consented(desk, asked(desk))).people[0].search
    assert row is not None and row.evidence["candidates"] == []
    assert row.evidence["tried"] == {
        "names": ["Isadora Pennyfeather", "Isadora Tollemache"],
        "births": ["1984-03-27"],
        "addresses": [HOME.whole, BEFORE.whole],
    }
    assert row.evidence["register"]["newest_person"] > 0


def test_the_same_request_twice_is_recognised_and_one_ends(desk: Desk) -> None:
    first = asked(desk)
    second = asked(desk, replace(WHOLE, names=(AT_BIRTH,)))
    stranger = asked(desk, replace(WHOLE, names=(replace(ISADORA, forename="X", surname="Y"),)))
    (alike,) = requests_alike(second)
    assert alike.reference == first.request.reference
    assert requests_alike(stranger) == ()
    end = NewEnd(ended_as=CheckEnd.SAME_AS_ANOTHER, words="Sent twice", other_reference="nothing")
    with pytest.raises(CheckRefused, match="reference of the other"), transaction():
        end_request(desk.officer, second.request.id, end, NOW)
    end = replace(end, other_reference=f" {first.request.reference.lower()} ")
    with transaction():
        end_request(desk.officer, second.request.id, end, NOW)
    assert request_page(again(second)).other_reference == first.request.reference


def test_times_of_waiting_are_shown_and_take_nothing_off_the_clock(desk: Desk) -> None:
    standing = asked(desk, replace(WHOLE, addresses=()))
    due_at = standing.request.due_at
    standing = rung_back(desk, standing, at=NOW + timedelta(days=1))
    standing = consented(desk, standing, at=NOW + timedelta(days=2))
    first, second, third = request_page(standing).waiting
    assert first.from_at == NOW and MissingPart.REQUESTER_CHECK in first.parts
    assert second.parts == {MissingPart.CONSENT, MissingPart.ADDRESSES}
    assert third.parts == {MissingPart.ADDRESSES} and third.to_at is None
    standing = amended(desk, standing, WHOLE, at=NOW + timedelta(days=5))
    *_, third = request_page(standing).waiting
    assert third.to_at == NOW + timedelta(days=5)
    assert standing.request.due_at == due_at


def test_the_trail_holds_every_step_and_no_name(desk: Desk) -> None:
    standing = ready(desk)
    with transaction():
        send(desk, standing, desk.email_id)
    actions = list(
        db.session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject_kind == "check_request")
            .order_by(AuditEntry.id)
        )
    )
    assert actions == [
        "check_request_recorded",
        "check_confirmed",
        "consent_seen",
        "person_searched",
        "result_nothing_known",
        "check_reply_gone",
    ]


def test_births_that_differ_are_all_searched(desk: Desk) -> None:
    with transaction():
        person_id = make_adult(born_on=date(1985, 3, 27))
    said = replace(WHOLE, births=(BORN_ON, date(1985, 3, 27)))
    row = searched(desk, consented(desk, asked(desk, said))).people[0].search
    assert row is not None
    assert person_id in {one["person_id"] for one in row.evidence["candidates"]}
