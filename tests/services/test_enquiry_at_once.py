"""Two officers at one enquiry at the same moment: one step waits for the other, neither is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar

from sqlalchemy import func, select

from lacrecords.audit.actors import WORKER
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import NewMatchDecision, NewTelling
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.models import Enquiry, MatchDecision, Verification
from lacrecords.enquiries.outcome_models import Disclosure, OutcomeRow
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.enquiries.services.unattended import settle_enquiries_left_unchecked
from lacrecords.terms import MatchAnswer, TellingKind, VerificationOutcome
from tests.factories.enquiries import check, children_of, decide, look
from tests.factories.standings import open_with_lead
from tests.support.calls import Call, Council, council

LEAD = TellingKind.LEAD_SOCIAL_WORKER_NAME
Work = Callable[[], object]
Made = TypeVar("Made")


def at_once(there: Council, works: list[Work]) -> list[str]:
    """Do all of this at the same moment; "done" or "refused" for each, and no other end."""
    start = Barrier(len(works))

    def one(work: Work) -> str:
        with there.app.app_context():
            start.wait(timeout=30)
            try:
                with transaction():
                    work()
            except EnquiryError:
                return "refused"
            return "done"

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def checked(there: Council) -> tuple[Call, NewMatchDecision]:
    """A confirmed call about a child with an open case, and the decision about to be made."""
    child_id = there.do(lambda: open_with_lead(there.town))
    call = there.take()

    def work(enquiry: Enquiry) -> int:
        check(there.town, enquiry, now=earlier())
        return look(there.town, children_of(enquiry)[0], now=earlier())[0]

    search_id = with_enquiry(there, call, work)
    return call, NewMatchDecision(
        answer=MatchAnswer.SAME, search_id=search_id, child_id=child_id, reason_accepted=True
    )


def earlier() -> datetime:
    return now_utc() - timedelta(minutes=5)


def with_enquiry(there: Council, call: Call, work: Callable[[Enquiry], Made]) -> Made:
    """Do this with the enquiry of the call, in a transaction."""
    return there.do(lambda: work(db.session.get_one(Enquiry, call.enquiry_id)))


def fail_the_check(there: Council, call: Call) -> Work:
    def work() -> None:
        enquiry = db.session.get_one(Enquiry, call.enquiry_id)
        failed = VerificationOutcome.NOT_CONFIRMED
        check(there.town, enquiry, failed, now=earlier(), contact_point_id=None)

    return work


def decide_it(there: Council, call: Call, new: NewMatchDecision) -> Work:
    def work() -> object:
        town = there.town
        return decide_match(town.duty_officer, call.child_ids[0], new, town.procedure, now_utc())

    return work


def decided(there: Council, call: Call, new: NewMatchDecision) -> int:
    """The number of the outcome, decided a minute ago."""

    def work(enquiry: Enquiry) -> int:
        child = children_of(enquiry)[0]
        return decide(there.town, child, new.answer, child_id=new.child_id, now=earlier()).id

    return with_enquiry(there, call, work)


def test_a_decision_and_a_check_that_failed_wait_for_each_other(database: str) -> None:
    for _ in range(3):
        with council(database) as there:
            call, same = checked(there)
            ends = at_once(there, [decide_it(there, call, same), fail_the_check(there, call)] * 3)
            assert ends[1::2] == ["done"] * 3
            page = there.read(partial(answer_page, call.child_ids[0], confirmed=False))
            assert page is not None
            assert "Ines" not in " ".join(one.sentence for one in page.sentences)


def test_a_telling_and_a_check_that_failed_wait_for_each_other(database: str) -> None:
    for _ in range(3):
        with council(database) as there:
            call, same = checked(there)
            new = NewTelling(outcome_id=decided(there, call, same), said={LEAD: "It is Ines"})

            def tell(there: Council = there, new: NewTelling = new) -> object:
                return record_disclosures(there.town.duty_officer, new, now_utc())

            ends = at_once(there, [tell, fail_the_check(there, call), tell])
            told = there.read(lambda: len(db.session.scalars(select(Disclosure.id)).all()))
            assert (ends[1], told) == ("done", ends.count("done") - 1)
            assert at_once(there, [tell]) == ["refused"]


def number_of(table: type[MatchDecision | OutcomeRow]) -> int | None:
    return db.session.scalar(select(func.count(table.id)))


def test_workers_that_settle_at_once_settle_each_enquiry_once(database: str) -> None:
    with council(database) as there:
        calls = [there.take(now=now_utc() - timedelta(hours=2)) for _ in range(3)]

        def settle() -> object:
            return settle_enquiries_left_unchecked(WORKER, there.town.procedure, now_utc())

        assert at_once(there, [settle] * 4) == ["done"] * 4
        for table in (MatchDecision, OutcomeRow):
            assert there.read(partial(number_of, table)) == len(calls)
        assert there.read(lambda: db.session.scalar(select(func.count(Verification.id)))) == 0
