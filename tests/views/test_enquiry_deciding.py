"""The page of the candidates: role and reason are weighed with each child."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from lacrecords.children.services import NewName
from lacrecords.database import db
from lacrecords.enquiries.asked import AskingPerson, DescribedChild
from lacrecords.enquiries.models import MatchDecision
from lacrecords.terms import Channel, EnquirerKind
from tests.factories.children import make_child
from tests.support.calls import Call, Council, council

ASKED = "Are their role with this child and their reason acceptable?"


def look(there: Council, call: Call) -> str:
    """Look for the first child as the duty officer; the path of the candidates."""
    found = there.browser(there.town.duty_officer).post(f"{call.first}/search")
    assert found.status_code == 302
    return str(found.headers["Location"])


def decide(there: Council, path: str, **given: str) -> TestResponse:
    """Decide that the child is not known."""
    return there.browser(there.town.duty_officer).post(path, data={"answer": "not_known", **given})


def decided(there: Council) -> list[bool | None]:
    """What was kept of role and reason, decision by decision."""
    return there.read(lambda: list(db.session.scalars(select(MatchDecision.reason_accepted))))


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False)])
def test_a_checked_professional_is_answered_only_once_the_reason_is_weighed(
    database: str, answer: str, kept: bool
) -> None:
    with council(database) as there:
        call = there.take()
        there.record_check(call, "confirmed")
        path = look(there, call)
        assert ASKED in there.browser(there.town.duty_officer).get(path).text
        unanswered = decide(there, path)
        assert unanswered.status_code == 422
        assert "Select whether their role" in unanswered.text
        assert decided(there) == []
        assert decide(there, path, reason_accepted=answer).status_code == 302
        assert decided(there) == [kept]


def test_nobody_but_a_professional_is_asked_for_role_and_reason(database: str) -> None:
    mother: dict[str, Any] = {
        "channel": Channel.IN_PERSON,
        "enquirer": AskingPerson(kind=EnquirerKind.PARENT, name="Leda Ashgrove"),
    }
    with council(database) as there:
        call = there.take(**mother)
        officer = there.browser(there.town.duty_officer)
        document = {"how": "identity_document", "outcome": "confirmed", "second_fact": "Passport"}
        assert officer.post(call.path("check"), data=document).status_code == 302
        path = look(there, call)
        assert ASKED not in officer.get(path).text
        assert decide(there, path, reason_accepted="yes").status_code == 302
        assert decided(there) == [None]


@pytest.mark.parametrize(
    ("described", "asked_for"),
    [
        (DescribedChild(forename="Wren", surname="Tarn"), "a date of birth or an address"),
        (DescribedChild(forename="Wren", surname="Tarn", line1="3 Larch Lane"), "a date of birth"),
    ],
)
def test_where_too_many_look_alike_only_what_was_not_said_is_asked_for(
    database: str, described: DescribedChild, asked_for: str
) -> None:
    named = (NewName(forename="Wren", surname="Tarn"),)
    with council(database) as there:
        there.do(lambda: [make_child(names=named) for _ in range(30)])
        call = there.take(described)
        there.record_check(call, "confirmed")
        page = there.browser(there.town.duty_officer).get(look(there, call)).text
    assert f"Too many records look alike. Ask for {asked_for}." in page
