"""A child on a plan at the address changes nothing that the officer sees of an enquiry (A5)."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.database import db
from lacrecords.notifications.models import Notification
from lacrecords.terms import NotificationKind
from tests.factories.enquiries import CHILD
from tests.factories.standings import closed, neighbour, open_with_lead
from tests.factories.town import Town
from tests.support.calls import Call, Council, council, masked

Standing = Callable[[Town], int | None]
TOLD = {
    "said": ["advice", "worry_taken_here", "lead_social_worker_name"],
    "nothing_more_said": "y",
    "words_advice": "Write it down",
    "words_worry_taken_here": "Tell me now",
    "words_lead_social_worker_name": "Ines Thackeray",
}


def whole_call(there: Council, call: Call, child_id: int | None) -> dict[str, str]:
    """Every page of the call as the officer sees it, step by step, to the end."""
    officer = there.browser(there.town.duty_officer)
    seen = {}

    def see(step: str, answer: TestResponse) -> TestResponse:
        seen[step] = f"{answer.status_code} {masked(answer.text)}"
        return answer

    see("new", officer.get(call.path()))
    see("check", officer.get(call.path("check")))
    there.record_check(call, "not_confirmed")
    see("not confirmed", officer.get(call.path()))
    see("not confirmed: what to say", officer.get(f"{call.first}/answer"))
    there.record_check(call, "confirmed")
    see("confirmed", officer.get(call.path()))
    address = officer.post(f"{call.first}/search").location
    see("candidates", officer.get(address))
    answer = f"child:{child_id}" if child_id else "not_known"
    see(
        "decided",
        officer.post(
            address, data={"answer": answer, "words": "Spoken back", "reason_accepted": "yes"}
        ),
    )
    page = see("what to say", officer.get(f"{call.first}/answer")).text
    outcome = page.partition('name="outcome" value="')[2].partition('"')[0]
    allowed = [kind for kind in TOLD["said"] if f'value="{kind}"' in page]
    see(
        "told",
        officer.post(f"{call.first}/told", data=TOLD | {"outcome": outcome, "said": allowed}),
    )
    see("after it", officer.get(f"{call.first}/answer"))
    see("contact record", officer.get(f"{call.first}/contact-record"))
    see("at the end", officer.get(call.path()))
    see("list", officer.get("/enquiries"))
    see("more is asked", _asked_for_more(officer, call))
    return seen


def _asked_for_more(officer: FlaskClient, call: Call) -> TestResponse:
    data = {"asked": "Who else lives there?"}
    return officer.post(f"{call.first}/more", data=data, follow_redirects=True)


def seen_with(
    database: str, standing: Standing, *, on_plan: bool
) -> tuple[dict[str, str], set[NotificationKind]]:
    """The pages of a call, with a neighbour on a plan or not, and what our people were told."""
    with council(database) as there:
        child_id = there.do(lambda: standing(there.town))
        there.do(lambda: neighbour(there.town, on_plan=on_plan))
        pages = whole_call(there, there.take(CHILD), child_id)
        told = there.read(lambda: set(db.session.scalars(select(Notification.kind))))
    return pages, told


def assert_the_same(database: str, standing: Standing) -> None:
    """Only our own people learn of the plan."""
    (beside_plan, told), (beside_none, nothing) = (
        seen_with(database, standing, on_plan=True),
        seen_with(database, standing, on_plan=False),
    )
    assert NotificationKind.SAME_ADDRESS in told
    assert NotificationKind.SAME_ADDRESS not in nothing
    for step, page in beside_none.items():
        assert beside_plan[step] == page, step


def test_for_a_child_not_known_every_page_is_the_same(database: str) -> None:
    assert_the_same(database, lambda _town: None)


def test_for_a_closed_case_every_page_is_the_same(database: str) -> None:
    assert_the_same(database, closed)


def test_for_an_open_case_every_page_is_the_same(database: str) -> None:
    assert_the_same(database, open_with_lead)


def test_that_nobody_lives_there_changes_the_candidates_and_nothing_else(database: str) -> None:
    with council(database) as there:
        alone = whole_call(there, there.take(CHILD), None)
    beside_plan, _ = seen_with(database, lambda _town: None, on_plan=True)
    different = {step for step, page in alone.items() if beside_plan[step] != page}
    assert different <= {"candidates"}
