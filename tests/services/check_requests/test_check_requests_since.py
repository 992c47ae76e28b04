"""The register holds more than a search found: nothing is decided or sent on that search."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, func, select

from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import CheckReply, CheckSearch, DecidedResult
from lacrecords.check_requests.answering import overtaken_words
from lacrecords.check_requests.queries import Order, Shown, ageing_page
from lacrecords.check_requests.searching import decide_candidate, search
from lacrecords.check_requests.standing import standings_of
from lacrecords.check_requests.values import CheckRefused
from lacrecords.database import db, transaction
from lacrecords.people.indexing import index_waiting_people
from lacrecords.people.models import PersonForm, PersonKey
from lacrecords.terms import CheckResult, MissingPart, PersonAnswer
from tests.factories.checks import (
    Desk,
    again,
    asked,
    consented,
    decided,
    make_adult,
    procedure,
    ready,
    rung_back,
    searched,
)
from tests.factories.checks_since import (
    WRITTEN,
    confirm_source,
    make_known_and_stranger,
    not_the_same,
    notify_of,
    send,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW

SINCE = "The register has changed since the search of 18 November 2026"


def rows(kind: type[CheckReply] | type[DecidedResult]) -> int:
    return db.session.scalar(select(func.count(kind.id))) or 0


@pytest.mark.parametrize("written", list(WRITTEN))
def test_nothing_is_decided_or_sent_on_a_search_that_found_less(desk: Desk, written: str) -> None:
    with transaction():
        known, stranger = make_known_and_stranger()
    standing = searched(desk, consented(desk, rung_back(desk, asked(desk))))
    decided_one = decided(desk, not_the_same(desk, standing))
    assert decided_one.may_send and overtaken_words(decided_one) == ""
    with transaction():
        WRITTEN[written](desk, known, stranger)
    now = again(decided_one)
    assert now.missing == (MissingPart.SEARCH_AGAIN,) and not now.may_send
    assert overtaken_words(now).startswith(SINCE)
    with pytest.raises(CheckRefused, match=SINCE):
        send(desk, now)
    with pytest.raises(CheckRefused, match=SINCE):
        decided(desk, now)
    assert rows(CheckReply) == 0 and rows(DecidedResult) == 1
    found = searched(desk, now)
    assert found.missing == (MissingPart.DECISIONS,) and overtaken_words(found) == ""
    send(desk, decided(desk, not_the_same(desk, found)))
    assert rows(CheckReply) == 1


def test_a_source_that_is_checked_since_changes_what_rests_on_a_person(desk: Desk) -> None:
    with transaction():
        reference = notify_of(desk, checked=False)
    standing = not_the_same(desk, searched(desk, consented(desk, asked(desk))))
    assert standing.missing == (MissingPart.REQUESTER_CHECK,)
    with transaction():
        confirm_source(desk, reference)
    assert MissingPart.SEARCH_AGAIN in again(standing).missing


def test_what_concerns_somebody_else_changes_nothing(desk: Desk) -> None:
    standing = ready(desk)
    with transaction():
        make_adult("Bettina", "Rowntree", date(1951, 1, 2))
    assert again(standing).may_send
    send(desk, standing)
    assert rows(CheckReply) == 1


def test_nobody_is_decided_on_while_the_register_holds_more(desk: Desk) -> None:
    with transaction():
        known, _ = make_known_and_stranger()
    standing = searched(desk, consented(desk, asked(desk)))
    with transaction():
        notify_of(desk, person_id=known)
    (one,) = again(standing).people
    with pytest.raises(CheckRefused, match="Search again"), transaction():
        decide_candidate(desk.manager, one, known, PersonAnswer.SAME, "Weighed", NOW)


def test_while_adults_wait_for_the_index_nothing_goes_and_nothing_is_decided(desk: Desk) -> None:
    standing = ready(desk)
    with transaction():
        who = make_adult()
        for kind in (PersonForm, PersonKey):
            db.session.execute(delete(kind).where(kind.person_id == who))
    for step in (send, decided):
        with pytest.raises(CheckRefused, match="being put in order"):
            step(desk, standing)
    assert rows(CheckReply) == 0
    index_waiting_people()
    with pytest.raises(CheckRefused, match=SINCE):
        send(desk, standing)


def test_of_several_people_the_one_found_since_holds_the_answer_up(desk: Desk) -> None:
    from_other_people = again(ready(desk))
    other = asked(desk, *(one.said for one in from_other_people.people * 2))
    standing = decided(desk, searched(desk, consented(desk, rung_back(desk, other))))
    assert standing.may_send
    with transaction():
        make_adult()
    now = again(standing)
    assert [one.facts.register_changed for one in now.people] == [True, True]
    with transaction():
        search(desk.manager, now, now.people[0], NOW)
    now = again(standing)
    assert [one.facts.register_changed for one in now.people] == [False, True]
    with pytest.raises(CheckRefused, match=SINCE):
        send(desk, now)


def test_a_search_that_kept_no_notifications_counts_every_one_as_new(desk: Desk) -> None:
    with transaction():
        notify_of(desk)
    standing = searched(desk, consented(desk, asked(desk)))
    row = standing.people[0].search
    assert row is not None
    kept = [
        {key: value for key, value in one.items() if key not in ("notifications", "confirmed")}
        for one in row.evidence["candidates"]
    ]
    with transaction():
        bare = CheckSearch(
            check_request_id=row.check_request_id,
            checked_person_id=row.checked_person_id,
            person_version_id=row.person_version_id,
            consent_id=row.consent_id,
            searched_by=row.searched_by,
            searched_at=row.searched_at,
            evidence={"candidates": kept, "register": {}, "tried": {}},
        )
        db.session.add(bare)
        audit.record(MAKER, "person_searched", "check_request", row.check_request_id)
    assert MissingPart.SEARCH_AGAIN in again(standing).missing


def test_the_list_looks_nobody_up_and_says_that_the_register_has_grown(desk: Desk) -> None:
    standing = ready(desk)

    def grown() -> dict[int, object]:
        db.session.rollback()
        page = ageing_page(Shown.OPEN, None, Order.DUE, 1, procedure(), NOW)
        return dict(page.grown)

    assert grown() == {}
    with transaction():
        make_adult("Bettina", "Rowntree", date(1951, 1, 2))
    assert grown() == {standing.request.id: NOW}
    bulk = standings_of((standing.request.id,), procedure())[standing.request.id]
    assert bulk.may_send, "only the request itself looks again"
    assert grown() == {standing.request.id: NOW}
    searched(desk, standing)
    assert grown() == {}


def test_another_result_than_nothing_known_is_not_decided_on_it_either(desk: Desk) -> None:
    with transaction():
        known, _ = make_known_and_stranger()
    standing = searched(desk, consented(desk, asked(desk)))
    with transaction():
        decide_candidate(desk.manager, standing.people[0], known, PersonAnswer.SAME, "x", NOW)
    with transaction():
        notify_of(desk, person_id=known)
    with pytest.raises(CheckRefused, match=SINCE):
        decided(desk, again(standing), CheckResult.REFER_ALLEGATION)
