"""The page on which more is written down of a child, and the list that is folded until then."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.children.services import NewName
from lacrecords.database import db
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.heard_models import FurtherDescription
from tests.factories.children import make_child
from tests.support.calls import Call, Council, council

MANY = 30
NAMED = DescribedChild(forename="Wren", surname="Tarn")
BORN = {"child-born-day": "17", "child-born-month": "5", "child-born-year": "2019"}
MORE = "Write down what more they say"


def taken(there: Council, checked: bool = True) -> Call:
    named = (NewName(forename="Wren", surname="Tarn"),)
    there.do(lambda: [make_child(names=named) for _ in range(MANY)])
    call = there.take(NAMED)
    if checked:
        there.record_check(call, "confirmed")
    return call


def said_later(there: Council) -> list[FurtherDescription]:
    return there.read(lambda: list(db.session.scalars(select(FurtherDescription))))


def test_where_nobody_can_tell_the_list_is_folded_and_more_is_written_down(database: str) -> None:
    with council(database) as there:
        call = taken(there)
        officer = there.browser(there.town.duty_officer)
        path = officer.post(f"{call.first}/search").location
        folded = officer.get(path).text
        assert "Ask for a date of birth or an address." in folded and MORE in folded
        assert "Decide</button>" not in folded and "Tansy Walk" not in folded
        opened = officer.get(f"{path}?show=all").text
        assert "Decide" in opened and "Tansy Walk" in opened
        answer = officer.post(f"{call.first}/further", data=BORN)
        assert answer.status_code == 302 and "/candidates/" in answer.location
        found = officer.get(answer.location).text
        assert "Date of birth (said later)" in found and "17 May 2019" in found
        assert answer.location != path


def test_a_wrong_answer_or_none_gives_the_page_back_with_what_was_typed(database: str) -> None:
    with council(database) as there:
        call = taken(there)
        officer = there.browser(there.town.duty_officer)
        page = f"{call.first}/further"
        assert "Wren Tarn" in officer.get(page).text
        assert "Enter what more they say of the child" in officer.post(page, data={}).text
        typed = {"child-line1": "3 Larch Lane", "child-born-year": "2999"}
        wrong = officer.post(page, data=typed).text
        assert "must be in the past" in wrong and "3 Larch Lane" in wrong
        assert said_later(there) == []


def test_before_the_check_it_is_kept_and_nobody_is_looked_for(database: str) -> None:
    with council(database) as there:
        call = taken(there, checked=False)
        officer = there.browser(there.town.duty_officer)
        assert MORE in officer.get(call.path()).text
        answer = officer.post(f"{call.first}/further", data=BORN)
        assert answer.location.endswith(call.path())
        assert "Date of birth (said later)" in officer.get(call.path()).text
        assert len(said_later(there)) == 1
        assert officer.get(call.path("children", "2", "further")).status_code == 404
