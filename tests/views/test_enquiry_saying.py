"""What the officer may say at once, and what was said: on the pages of an enquiry."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.asked import AskingPerson
from lacrecords.enquiries.outcome_models import Disclosure, ToldOutsideRules
from lacrecords.notifications.models import Task
from lacrecords.rules.sentences import FIXED_SENTENCES
from lacrecords.terms import EnquirerKind, TaskKind, TellingKind
from tests.support.calls import Council, council

THROUGH = "Put the child through to the duty social worker now"
OUTSIDE = {"outside_words": "He is at Alder School", "outside_reason": "I spoke too soon"}


def asked_by(kind: EnquirerKind) -> dict[str, Any]:
    """A call of somebody who is no professional."""
    return {"enquirer": AskingPerson(kind=kind, name="Leda Ashgrove")}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (EnquirerKind.CHILD, TellingKind.ARE_YOU_SAFE_NOW),
        (EnquirerKind.PARENT, TellingKind.MESSAGE_PASSED_ON),
        (EnquirerKind.PARENT, TellingKind.OWN_INFORMATION_ROUTE),
        (EnquirerKind.PUBLIC, TellingKind.ADVICE),
        (EnquirerKind.PUBLIC, TellingKind.DISCLOSURE_SCHEMES),
    ],
)
def test_what_rests_on_nothing_we_know_is_on_the_page_before_any_check(
    database: str, kind: EnquirerKind, said: TellingKind
) -> None:
    with council(database) as there:
        call = there.take(**asked_by(kind))
        page = there.browser(there.town.duty_officer).get(call.path()).text
        assert FIXED_SENTENCES[said] in page
        assert (THROUGH in page) is (kind is EnquirerKind.CHILD)


def test_a_professional_hears_how_to_be_checked_until_the_check(database: str) -> None:
    with council(database) as there:
        call = there.take()
        officer = there.browser(there.town.duty_officer)
        how = FIXED_SENTENCES[TellingKind.HOW_TO_BE_CHECKED]
        assert how in officer.get(call.path()).text
        there.record_check(call, "confirmed")
        assert how not in officer.get(call.path()).text


def outside(there: Council) -> list[ToldOutsideRules]:
    """What is kept as said outside the rules."""
    return there.read(lambda: list(db.session.scalars(select(ToldOutsideRules))))


def test_something_else_is_recorded_before_any_check_and_alerts_at_once(database: str) -> None:
    with council(database) as there:
        call = there.take()
        officer = there.browser(there.town.duty_officer)
        path = call.path("told-outside")
        assert officer.post(path, data=OUTSIDE | {"outside_words": " "}).status_code == 422
        assert outside(there) == []
        assert officer.post(path, data=OUTSIDE).headers["Location"] == call.path()
        (row,) = outside(there)
        assert (row.enquired_child_id, row.words) == (None, OUTSIDE["outside_words"])
        assert OUTSIDE["outside_words"] in officer.get(call.path()).text
        kinds = there.read(lambda: list(db.session.scalars(select(Task.kind))))
        assert kinds == [TaskKind.TOLD_OUTSIDE_RULES]


def test_other_words_stay_on_the_page_until_the_officer_says_they_held_no_more(
    database: str,
) -> None:
    with council(database) as there:
        call = there.take(**asked_by(EnquirerKind.PUBLIC))
        assert there.record_check(call, "not_confirmed").status_code == 302
        officer = there.browser(there.town.duty_officer)
        page = officer.get(f"{call.first}/answer").text
        outcome = page.partition('name="outcome" value="')[2].partition('"')[0]
        given = {"outcome": outcome, "said": "advice", "words_advice": "Ring 999 if it is urgent"}
        refused = officer.post(f"{call.first}/told", data=given)
        assert refused.status_code == 422
        assert "Tick that you said nothing more" in refused.text
        assert "Ring 999 if it is urgent</textarea>" in refused.text
        for _ in range(2):
            told = officer.post(f"{call.first}/told", data=given | {"nothing_more_said": "y"})
            assert told.status_code == 302
        words = there.read(lambda: list(db.session.scalars(select(Disclosure.words))))
        assert words == ["Ring 999 if it is urgent"]


def test_a_court_order_is_shown_as_no_proof_of_identity(database: str) -> None:
    with council(database) as there:
        officer = there.browser(there.town.duty_officer)
        for brought in (False, True):
            call = there.take(court_order=brought)
            for path in (call.path(), call.path("check")):
                assert ("A court order proves no identity" in officer.get(path).text) is brought
