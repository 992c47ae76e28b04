"""The page of the answer: what is shown, what is kept, what is given back when it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.children.queries import reference_of
from lacrecords.database import db, now_utc
from lacrecords.enquiries.models import Enquiry, Verification
from lacrecords.enquiries.outcome_models import Disclosure, MoreAsked, ToldOutsideRules
from lacrecords.notifications.models import Task
from lacrecords.terms import AgencyType, ContactPointKind, MatchAnswer, TaskKind
from tests.factories.enquiries import check, children_of, decide
from tests.factories.staff import MAKER
from tests.factories.standings import open_with_lead, restricted
from tests.support.calls import Call, Council, council

LEAD = "lead_social_worker_name"
SENTENCE = "The lead social worker is Ines Thackeray"
ODD = ("x" * 6_000, "No\x00thing", "\u202eevil")


@pytest.fixture
def there(database: str) -> Iterator[Council]:
    with council(database) as made:
        yield made


@pytest.fixture
def officer(there: Council) -> FlaskClient:
    return there.browser(there.town.duty_officer)


def answered(there: Council, minutes_ago: int = 5) -> Call:
    """A confirmed call about a child with an open case, decided so many minutes ago."""
    moment = now_utc() - timedelta(minutes=minutes_ago)
    child_id = there.do(lambda: open_with_lead(there.town))
    call = there.take(now=moment)

    def work() -> None:
        enquiry = db.session.get_one(Enquiry, call.enquiry_id)
        check(there.town, enquiry, now=moment)
        child = children_of(enquiry)[0]
        decide(there.town, child, MatchAnswer.SAME, child_id=child_id, now=moment)

    there.do(work)
    return call


def outcome_on(page: str) -> str:
    return page.partition('name="outcome" value="')[2].partition('"')[0]


def told(there: Council, officer: FlaskClient, call: Call, **fields: str) -> tuple[int, str]:
    page = officer.get(f"{call.first}/answer").text
    answer = officer.post(f"{call.first}/told", data={"outcome": outcome_on(page)} | fields)
    return answer.status_code, answer.text


def kept(there: Council, table: type) -> list[object]:
    return there.read(lambda: list(db.session.scalars(select(table))))


def test_the_sentence_is_shown_and_what_was_said_is_kept(
    there: Council, officer: FlaskClient
) -> None:
    call = answered(there)
    assert SENTENCE in officer.get(f"{call.first}/answer").text
    words = {f"words_{LEAD}": "It's <Ines>", "nothing_more_said": "y"}
    status, _ = told(there, officer, call, said=LEAD, **words)
    assert status == 302
    assert [row.words for row in kept(there, Disclosure)] == ["It's <Ines>"]  # type: ignore[attr-defined]
    assert "It&#39;s &lt;Ines&gt;" in officer.get(f"{call.first}/answer").text


@pytest.mark.parametrize("odd", ODD)
def test_words_that_cannot_be_kept_are_refused_and_the_others_given_back(
    there: Council, officer: FlaskClient, odd: str
) -> None:
    call = answered(there)
    fields = {"said": LEAD, f"words_{LEAD}": odd, "words_ring_back": "Kept"}
    status, page = told(there, officer, call, **fields)
    assert (status, "There is a problem" in page) == (422, True)
    assert kept(there, Disclosure) == []


def test_words_are_given_back_when_nothing_was_ticked(there: Council, officer: FlaskClient) -> None:
    call = answered(there)
    status, page = told(there, officer, call, **{f"words_{LEAD}": "I said it slowly"})
    assert (status, "I said it slowly" in page) == (422, True)


def test_words_said_after_the_check_ran_out_are_given_back_to_be_kept_as_such(
    there: Council, officer: FlaskClient
) -> None:
    call = answered(there, minutes_ago=70)
    page = officer.get(f"{call.first}/answer").text
    assert SENTENCE not in page
    assert "The check has run out" in page
    status, page = told(there, officer, call, said=LEAD, **{f"words_{LEAD}": "I named her"})
    assert (status, kept(there, Disclosure)) == (422, [])
    assert "Ring back again" in page
    box = page.partition('name="outside_words"')[2].partition("</textarea>")[0]
    assert "I named her" in box


def test_an_answer_that_was_replaced_meanwhile_is_not_told(
    there: Council, officer: FlaskClient
) -> None:
    call = answered(there)
    page = officer.get(f"{call.first}/answer").text
    there.record_check(call, "not_confirmed")
    after = officer.get(f"{call.first}/answer").text
    assert SENTENCE not in after
    fields = {"outcome": outcome_on(page), "said": LEAD, f"words_{LEAD}": "Her name is Ines"}
    answer = officer.post(f"{call.first}/told", data=fields)
    assert (answer.status_code, "The answer has changed" in answer.text) == (422, True)
    assert kept(there, Disclosure) == []


def test_what_the_system_found_in_a_restricted_record_is_not_shown_once_checked(
    there: Council, officer: FlaskClient
) -> None:
    reference = there.do(lambda: reference_of(restricted(there.town) or 0))
    call = there.take()
    there.record_check(call, "could_not_be_done")
    assert there.record_check(call, "confirmed").status_code == 302
    for path in (call.path(), f"{call.first}/answer"):
        page = officer.get(path, follow_redirects=True).text
        assert reference not in page
        assert "Your decision" not in page


@pytest.mark.parametrize("outcome", ["", "not_confirmed", "confirmed"])
def test_words_outside_the_rules_can_be_recorded_at_every_stage(
    there: Council, officer: FlaskClient, outcome: str
) -> None:
    call = there.take()
    if outcome:
        there.record_check(call, outcome)
    path = call.path("told-outside")
    assert path in officer.get(call.path()).text
    assert officer.get(path).status_code == 200
    given = {"outside_words": "Yes, we know him", "outside_reason": "It slipped out"}
    assert officer.post(path, data=given).status_code == 302
    assert len(kept(there, ToldOutsideRules)) == 1
    tasks = there.read(lambda: db.session.scalars(select(Task.kind)).all())
    assert TaskKind.TOLD_OUTSIDE_RULES in tasks


@pytest.mark.parametrize("below", ["", "/children/1"])
def test_words_outside_the_rules_without_a_reason_are_given_back(
    there: Council, officer: FlaskClient, below: str
) -> None:
    call = there.take()
    answer = officer.post(call.path() + below + "/told-outside", data={"outside_words": "Known"})
    assert (answer.status_code, "Known" in answer.text) == (422, True)
    assert kept(there, ToldOutsideRules) == []


def test_what_more_is_asked_is_handed_on_or_given_back(
    there: Council, officer: FlaskClient
) -> None:
    call = answered(there)
    long = "Is there a plan? " * 400
    answer = officer.post(f"{call.first}/more", data={"asked": long})
    assert (answer.status_code, long.strip() in answer.text) == (422, True)
    assert officer.post(f"{call.first}/more", data={"asked": "Is there a plan?"}).status_code == 302
    reference = kept(there, MoreAsked)[0].reference  # type: ignore[attr-defined]
    path = f"/more-asked/{reference}"
    assert officer.get(path).status_code == 403
    manager = there.browser(there.town.duty_manager)
    decided = {"shared": "yes", "reasons": "Needed", "exact_words": "Yes, since <May>"}
    assert manager.post(path, data=decided).status_code == 302
    assert "Yes, since &lt;May&gt;" in officer.get(f"{call.first}/answer").text
    again = manager.post(path, data=decided | {"shared": "no"})
    assert (again.status_code, "decided already" in again.text) == (422, True)


def test_the_number_given_is_shown_as_unusable_and_cannot_be_chosen(
    there: Council, officer: FlaskClient
) -> None:
    call = there.take()
    page = officer.get(call.path("check")).text
    assert "(07700 900123) cannot be used for the check" in page
    assert f'value="ring_back:{there.town.telephone_id}"' in page
    assert "known_voice" not in page
    other = there.do(lambda: _another_agencys_number())
    ways = (f"ring_back:{other}", "ring_back:07700900123", "ring_back:", "ring_back", "known_voice")
    for way in (*ways, "directory_email", "court_order", "9" * 30):
        answer = there.record_check(call, "confirmed", how=way)
        assert (answer.status_code, "Rang the office" in answer.text) == (422, True), way
    assert kept(there, Verification) == []


def _another_agencys_number() -> int:
    agency = add_agency(MAKER, "Alder School", AgencyType.SCHOOL)
    new = NewContactPoint(kind=ContactPointKind.TELEPHONE, value="01632 960777", label="office")
    long_ago = now_utc() - timedelta(days=9)
    return add_contact_point(MAKER, agency, new, "command:second", long_ago)
