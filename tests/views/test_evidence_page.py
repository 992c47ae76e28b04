"""The page of the evidence of absence: for those who may see candidates, and nobody else."""

from __future__ import annotations

from datetime import timedelta

from lacrecords.database import db, now_utc
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.terms import MatchAnswer
from tests.factories.enquiries import decide
from tests.factories.town import make_child
from tests.support.calls import Call, Council, council


def _not_known(there: Council, call: Call) -> None:
    def decide_it() -> None:
        child = db.session.get_one(EnquiredChild, call.child_ids[0])
        decide(there.town, child, MatchAnswer.NOT_KNOWN, now=now_utc() - timedelta(minutes=4))

    there.do(decide_it)


def test_the_officer_reads_what_the_answer_rests_on(database: str) -> None:
    with council(database) as there:
        there.do(lambda: make_child("Wilfrida", "Ashgrove"))
        call = there.take()
        officer = there.browser(there.town.duty_officer)
        assert officer.get(f"{call.first}/evidence").status_code == 404
        there.record_check(call, "confirmed")
        assert officer.get(f"{call.first}/evidence").status_code == 404
        _not_known(there, call)
        assert "Evidence of absence" in officer.get(f"{call.first}/answer").text
        page = officer.get(f"{call.first}/evidence").text
        assert "Wilfrida Ashgrove" in page
        assert "The child is not known" in page
        assert "Juno Castellan" in page


def test_nobody_reads_it_on_a_check_that_failed_since(database: str) -> None:
    with council(database) as there:
        there.do(lambda: make_child("Wilfrida", "Ashgrove"))
        call = there.take()
        there.record_check(call, "confirmed")
        _not_known(there, call)
        there.record_check(call, "not_confirmed")
        officer = there.browser(there.town.duty_officer)
        assert officer.get(f"{call.first}/evidence").status_code == 404
        assert "Evidence of absence" not in officer.get(f"{call.first}/answer").text
