"""Opening the candidates without a confirmed check: who may, and for whom it opens (A1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db
from lacrecords.enquiries.models import ProtectiveOpening
from lacrecords.enquiries.outcome_models import Disclosure
from lacrecords.staff.sessions import SignedInActor
from tests.factories.standings import open_with_lead
from tests.support.calls import Call, Council, council

REASON = {"reason": "She says that he is at the door"}
LOOK = "Look for this child"
HIDDEN_ADDRESS = "Canary Wharfside"


@pytest.fixture
def there(database: str) -> Iterator[Council]:
    with council(database) as made:
        made.do(lambda: open_with_lead(made.town))
        yield made


def candidates_of(there: Council, actor: SignedInActor, call: Call) -> str:
    """What this person sees after pressing the button that looks for the child."""
    answer = there.browser(actor).post(f"{call.first}/search", follow_redirects=True)
    return answer.text


@pytest.mark.parametrize("outcome", ["", "not_confirmed", "could_not_be_done"])
def test_a_social_worker_on_duty_opens_the_candidates_with_a_reason_for_herself_alone(
    there: Council, outcome: str
) -> None:
    call, town = there.take(), there.town
    if outcome:
        there.record_check(call, outcome)
    for worker in (town.duty_social_worker, town.out_of_hours_worker):
        assert HIDDEN_ADDRESS not in candidates_of(there, worker, call)
        there.browser(worker).post(call.path("protect"), data=REASON)
        assert HIDDEN_ADDRESS in candidates_of(there, worker, call)
        for other in (town.duty_officer, town.team_manager, town.designated_manager):
            assert HIDDEN_ADDRESS not in candidates_of(there, other, call)
    opened = there.read(lambda: db.session.scalars(select(ProtectiveOpening)).all())
    assert {row.opened_by for row in opened} == {
        town.duty_social_worker.key,
        town.out_of_hours_worker.key,
    }
    assert all(row.reason and row.emergency == (not outcome) for row in opened)
    trail = there.read(lambda: set(db.session.scalars(select(AuditEntry.action))))
    assert "candidates_opened_to_protect" in trail


def test_nobody_else_opens_them_and_nobody_without_a_reason(there: Council) -> None:
    call, town = there.take(), there.town
    refused = {
        403: (town.duty_officer, town.lead),
        422: (town.team_manager, town.designated_manager),  # only after a check that failed
    }
    for status, others in refused.items():
        for other in others:
            answer = there.browser(other).post(call.path("protect"), data=REASON)
            assert answer.status_code == status
    worker = there.browser(town.duty_social_worker)
    for nothing in ("", "   ", "\n"):
        answer = worker.post(call.path("protect"), data={"reason": nothing})
        assert (answer.status_code, "Enter why you must look now" in answer.text) == (422, True)
    assert there.read(lambda: db.session.scalars(select(ProtectiveOpening)).all()) == []


def test_an_opening_serves_one_enquiry_only(there: Council) -> None:
    first, second, worker = there.take(), there.take(), there.town.duty_social_worker
    there.browser(worker).post(first.path("protect"), data=REASON)
    assert HIDDEN_ADDRESS in candidates_of(there, worker, first)
    assert HIDDEN_ADDRESS not in candidates_of(there, worker, second)


def test_anothers_search_shows_nothing_to_whoever_knows_its_address(there: Council) -> None:
    call, town = there.take(), there.town
    for worker in (town.duty_social_worker, town.out_of_hours_worker):
        there.browser(worker).post(call.path("protect"), data=REASON)
    address = there.browser(town.duty_social_worker).post(f"{call.first}/search").location
    assert there.browser(town.duty_social_worker).get(address).status_code == 200
    assert there.browser(town.out_of_hours_worker).get(address).status_code == 404


@pytest.mark.parametrize("outcome", ["", "not_confirmed"])
def test_telling_stays_locked_after_the_candidates_were_opened(
    there: Council, outcome: str
) -> None:
    call, browser = there.take(), there.browser(there.town.duty_social_worker)
    if outcome:
        there.record_check(call, outcome)
    browser.post(call.path("protect"), data=REASON)
    address = browser.post(f"{call.first}/search").location
    page = browser.get(address).text
    child = page.partition('value="child:')[2].partition('"')[0]
    decided = browser.post(address, data={"answer": f"child:{child}"}, follow_redirects=True)
    assert decided.status_code == 200
    assert "Ines Thackeray" not in decided.text
    told = {
        "said": "lead_social_worker_name",
        "words_lead_social_worker_name": "Ines",
        "outcome": "1",
    }
    browser.post(f"{call.first}/told", data=told)
    assert there.read(lambda: db.session.scalars(select(Disclosure)).all()) == []
