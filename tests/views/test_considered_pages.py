"""The designated manager's queue, reading, batches, questions and their bad input, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, now_utc
from lacrecords.enquiries.considered_models import ManagerView, OfficerQuestion, SecondLook
from lacrecords.enquiries.services.awaiting import weigh_waiting
from lacrecords.notifications.models import Task
from lacrecords.terms import MatchAnswer, TaskKind
from tests.factories.considered import ordinary_call, unknown_child
from tests.factories.enquiries import CHILD, ask, check, children_of, decide
from tests.factories.town import make_child
from tests.support.calls import Council, council

QUEUE = "/enquiries-to-consider"


def taken(there: Council, number: int = 0, **changes: object) -> str:
    """A call that is settled; its reference."""
    now = now_utc() - timedelta(minutes=30 - number)
    child = unknown_child(number)
    return there.do(lambda: ordinary_call(there.town, child, now=now, **changes).reference)


def weigh(there: Council) -> None:
    town = there.town
    there.read(lambda: weigh_waiting(town.designated_manager, town.procedure, now_utc()))


def page_of(reference: str) -> str:
    return f"{QUEUE}/{reference}"


def test_the_queue_shows_the_oldest_first_with_its_flags(database: str) -> None:
    with council(database) as there:
        first, second = taken(there), taken(there, 1, worried=True, worry="Thin")
        manager = there.browser(there.town.designated_manager)
        assert "Not weighed yet" in manager.get(QUEUE).text
        weigh(there)
        page = manager.get(QUEUE).text
        assert "2 wait to be read and closed" in page
        assert page.index(first) < page.index(second)
        assert "The enquirer is worried that a child may be harmed." in page


def test_the_last_filter_is_remembered_and_let_go(database: str) -> None:
    with council(database) as there:
        plain, worried = taken(there), taken(there, 1, worried=True, worry="Thin")
        weigh(there)
        manager = there.browser(there.town.designated_manager)
        asked = manager.get(f"{QUEUE}?filter=1&flagged=yes")
        assert asked.location == QUEUE, "nothing stands in the address afterwards"
        page = manager.get(QUEUE).text
        assert worried in page and plain not in page
        manager.get(f"{QUEUE}?reset=1")
        assert plain in manager.get(QUEUE).text


def test_a_filter_that_finds_nothing_is_said_to_be_on_and_is_cleared(database: str) -> None:
    with council(database) as there:
        plain = taken(there)
        weigh(there)
        manager = there.browser(there.town.designated_manager)
        manager.get(f"{QUEUE}?filter=1&clock=late")
        page = manager.get(QUEUE).text
        assert "1 waits to be read" in page and "A filter is on, and nothing is like" in page
        assert f'href="{QUEUE}?reset=1">Clear the filter' in page
        assert plain in manager.get(f"{QUEUE}?reset=1", follow_redirects=True).text


@pytest.mark.parametrize(
    ("path", "asked", "cleared"),
    [
        (QUEUE, "?filter=1&sort=newest&flagged=no", "?reset=1"),
        ("/considerations", "?show=late", "?show=open&amp;sort=due"),
        ("/incidents", "?show=closed", "?show=open&amp;sort=due"),
        ("/movements", "?late=yes", "?direction="),
        ("/check-requests", "?shown=overdue", "?shown=open"),
        ("/subject-access", "?shown=overdue", "?shown=open"),
        ("/tasks", "?state=late", "?whose=mine&amp;kind=&amp;state=open"),
        ("/risk-notifications", "?level=high", "?show="),
        ("/oversight/unacknowledged", "?state=urgent", "?kind="),
        ("/corrections", "?shown=all&whose=own", "?shown="),
    ],
)
def test_every_list_that_remembers_says_that_a_filter_is_on(
    database: str, path: str, asked: str, cleared: str
) -> None:
    with council(database) as there:
        manager = there.browser(there.town.designated_manager)
        assert "A filter is on" not in manager.get(path).text
        manager.get(path + asked)
        page = manager.get(path).text
        assert "A filter is on, and nothing is like what it asks for" in page
        (clear,) = re.findall(r'href="([^"]*)">Clear the filter', page)
        assert clear.startswith(path + cleared)
        assert "A filter is on" not in manager.get(clear.replace("&amp;", "&")).text
        assert "A filter is on" not in manager.get(path).text


@pytest.mark.parametrize(
    "wanted",
    [
        "filter=1&from_on-day=40&from_on-month=2&from_on-year=2026",
        "filter=1&state=nonsense",
        "filter=1&team=abc",
        "filter=1&team=99999",
        "filter=1&sort=';drop",
        "page=-4",
        "page=99999999999999999999",
        "page=abc",
        "filter=1&from_on-day=1&from_on-month=1&from_on-year=0001",
        "filter=1&to_on-day=31&to_on-month=12&to_on-year=9999",
    ],
)
def test_a_filter_that_cannot_be_read_is_sent_back_or_shows_all(wanted: str) -> None:
    with council("sqlite") as there:
        taken(there)
        manager = there.browser(there.town.designated_manager)
        assert manager.get(f"{QUEUE}?{wanted}").status_code in (200, 302, 422)
        assert manager.get(QUEUE).status_code == 200


def test_the_manager_reads_one_and_comes_to_the_next(database: str) -> None:
    with council(database) as there:
        first, second = taken(there), taken(there, 1)
        manager = there.browser(there.town.designated_manager)
        page = manager.get(page_of(first)).text
        for words in ("Missed appointments", "Ottoline Fairweather", "Nothing flags this enquiry"):
            assert words in page
        assert "Philippa Snow" in page and second in page, "the same enquirer asked twice"
        done = manager.post(page_of(first), data={"kind": "no_further_action", "shown": ""})
        assert done.location == page_of(second)
        assert "Read and closed" in manager.get(page_of(first)).text
        trail = select(AuditEntry.action).where(AuditEntry.action == "enquiry_read_to_consider")
        assert there.read(lambda: db.session.scalars(trail).first())
        again = manager.post(page_of(first), data={"kind": "no_further_action", "shown": ""})
        assert again.status_code == 422 and "Somebody has recorded a view" in again.text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(database: str) -> None:
    with council(database) as there:
        reference = taken(there, worried=True, worry="Thin")
        manager = there.browser(there.town.designated_manager)
        path = page_of(reference)
        assert "Select what you make of this enquiry" in manager.post(path, data={}).text
        assert "something is flagged" in (
            manager.post(path, data={"kind": "no_further_action"}).text
        )
        wrong = {
            "kind": "wrong_disclosure",
            "what_was_told": "Her school",
            "aware_on-day": "1",
            "aware_on-month": "1",
            "aware_on-year": "2099",
            "aware_time": "10:00",
        }
        page = manager.post(path, data=wrong).text
        assert "Enter to whom it was told" in page and "in the future" in page
        assert "Her school" in page
        for time, said in (("25:99", "like 14:05"), ("", "like 14:05")):
            page = manager.post(path, data=wrong | {"aware_time": time}).text
            assert said in page
        assert there.read(lambda: db.session.scalars(select(ManagerView)).all()) == []


def test_lines_are_ticked_one_by_one_and_none_for_all(database: str) -> None:
    with council(database) as there:
        references = [taken(there, number) for number in range(2)]
        weigh(there)
        manager = there.browser(there.town.designated_manager)
        begun = manager.post(f"{QUEUE}/batches")
        page = manager.get(begun.location).text
        assert all(reference in page for reference in references)
        assert page.count('type="checkbox"') == 2
        assert "Tick each enquiry" in manager.post(begun.location, data={}).text
        assert manager.post(begun.location, data={"read": "9999"}).status_code == 422
        ids = [part.split('"')[0] for part in page.split('type="checkbox" value="')[1:]]
        done = manager.post(begun.location, data={"read": ids})
        assert done.location == QUEUE
        assert "2 closed. 1 drawn for a second look" in manager.get(QUEUE).text
        assert "Drawn for a second look" in manager.get(QUEUE).text
        assert "as they were shown" in manager.get(begun.location).text
        again = manager.post(begun.location, data={"read": ids})
        assert again.status_code == 422
        looks = there.read(lambda: db.session.scalars(select(SecondLook)).all())
        assert len(looks) == 1


def test_where_everything_is_flagged_there_is_no_batch(database: str) -> None:
    with council(database) as there:
        taken(there, worried=True, worry="Thin")
        weigh(there)
        manager = there.browser(there.town.designated_manager)
        assert manager.post(f"{QUEUE}/batches").location == QUEUE
        assert "no enquiry that nothing flags" in manager.get(QUEUE).text


def test_the_officer_answers_and_nobody_else_reads_the_question(database: str) -> None:
    with council(database) as there:
        reference = taken(there)
        town = there.town
        manager = there.browser(town.designated_manager)
        asked = {"kind": "ask_the_officer", "words": "Who gave the name?"}
        manager.post(page_of(reference), data=asked)
        task = there.read(
            lambda: db.session.scalars(
                select(Task.reference).where(Task.kind == TaskKind.OFFICER_QUESTION)
            ).one()
        )
        officer = there.browser(town.duty_officer)
        assert "Read the question and answer" in officer.get(f"/tasks/{task}").text
        assert officer.post(f"/tasks/{task}/done", data={"words": "Done"}).status_code == 409
        question = officer.get(f"/tasks/{task}/question").location
        assert "Who gave the name?" in officer.get(question).text
        for other in (town.duty_social_worker, town.lead, town.team_manager):
            assert there.browser(other).get(question).status_code == 404
        opened = manager.get(f"/tasks/{task}/question", follow_redirects=True)
        assert "Who gave the name?" in opened.text
        assert "Enter your answer" in officer.post(question, data={"answer": " "}).text
        officer.post(question, data={"answer": "Her aunt"})
        assert "Her aunt" in officer.get(question).text
        assert "The officer has answered" in manager.get(QUEUE).text
        assert "Her aunt" in manager.get(page_of(reference)).text
        answered = there.read(lambda: db.session.scalars(select(OfficerQuestion)).one().answer)
        assert answered == "Her aunt"


def test_that_a_record_is_restricted_is_shown_only_to_whom_it_is_open(database: str) -> None:
    with council(database) as there:
        town = there.town

        def restricted(owner: int, surname: str) -> str:
            child_id = make_child("Wilfreda", surname, case_open=True, lead=town.lead)
            new = Restrict(owner_id=owner, reader_ids=(), reason="Threats", shown_id=None)
            restrict_record(town.designated_manager, child_id, new, now_utc())
            enquiry = ask(town, CHILD, now=now_utc() - timedelta(minutes=9))
            check(town, enquiry, now=now_utc() - timedelta(minutes=9))
            decide(
                town,
                children_of(enquiry)[0],
                MatchAnswer.NOT_KNOWN,
                now=now_utc() - timedelta(minutes=9),
            )
            return enquiry.reference

        hidden = there.do(lambda: restricted(town.team_manager.account_id or 0, "Ashgrove"))
        weigh(there)
        manager = there.browser(town.designated_manager)
        for page in (manager.get(QUEUE).text, manager.get(page_of(hidden)).text):
            assert "restricted record" not in page
            assert "could not be answered at once" in page
        unsure = there.take(now=now_utc() - timedelta(minutes=8))
        there.record_check(unsure, "not_confirmed")
        page = manager.get(page_of(unsure.reference)).text
        assert "Cannot tell" in page and "with a record" not in page
        own = there.do(lambda: restricted(town.designated_manager.account_id or 0, "Ashgrove"))
        assert "It may concern a restricted record." in manager.get(page_of(own)).text


def test_an_enquiry_that_is_not_settled_is_not_found(database: str) -> None:
    with council(database) as there:
        call = there.take()
        manager = there.browser(there.town.designated_manager)
        assert manager.get(page_of(call.reference)).status_code == 404
        assert manager.get(page_of("ZZZZ-ZZZZ")).status_code == 404
        assert manager.get(f"{QUEUE}/batches/ZZZZ-ZZZZ").status_code == 404
        assert manager.get("/questions/ZZZZ-ZZZZ").status_code == 404
