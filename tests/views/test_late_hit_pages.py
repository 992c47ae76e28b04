"""The pages of late hits and of undone decisions: who reads them, and what they say."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, now_utc
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.notifications.models import Task
from lacrecords.terms import LateHitAnswer, MatchAnswer, TaskKind
from tests.factories.enquiries import decide
from tests.factories.town import make_child
from tests.support.calls import Call, Council, council

SAME = {
    "answer": "same",
    "reasons": "The same name, day and home",
    "ring_back": "yes",
    "ring_back_because": "They were told that nobody knows her",
}


def _decided(there: Council, answer: MatchAnswer = MatchAnswer.NOT_KNOWN) -> Call:
    call = there.take()
    there.record_check(call, "confirmed")

    def decide_it() -> None:
        child = db.session.get_one(EnquiredChild, call.child_ids[0])
        decide(there.town, child, answer, now=now_utc() - timedelta(minutes=4))

    there.do(decide_it)
    return call


def _comes_in(there: Council) -> int:
    town = there.town
    return there.do(
        lambda: make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    )


def _match(there: Council) -> str:
    """Match what changed; the reference of the newest late hit."""
    there.read(lambda: match_changed_children(there.town.procedure, now_utc()))
    found = select(LateHit.reference).order_by(LateHit.id.desc())
    return there.read(lambda: db.session.scalars(found).first()) or ""


def _task(there: Council) -> str:
    found = select(Task.reference).where(Task.kind == TaskKind.LATE_HIT).order_by(Task.id.desc())
    return there.read(lambda: db.session.scalars(found).first()) or ""


def test_the_manager_goes_from_the_task_to_the_record_and_decides(database: str) -> None:
    with council(database) as there:
        call = _decided(there)
        _comes_in(there)
        reference = _match(there)
        manager = there.browser(there.town.designated_manager)
        assert "Decide whether a later record" in manager.get("/tasks").text
        task = manager.get(f"/tasks/{_task(there)}").text
        assert "Wilfreda" not in task, "the task names no record"
        assert "Read it and decide" in task
        moved = manager.get(f"/tasks/{_task(there)}/late-hit")
        assert moved.location == f"/late-hits/{reference}"
        page = manager.get(moved.location).text
        for words in ("Wilfreda Ashgrove", "14 Quince Row", "Missed appointments", call.reference):
            assert words in page
        answered = manager.post(moved.location, data=SAME)
        assert answered.status_code == 302
        page = manager.get(moved.location).text
        assert "Same child" in page and "They were told that nobody knows her" in page
        assert "To be decided" not in manager.get(call.path()).text
        assert "Same child" in manager.get(call.path()).text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(database: str) -> None:
    with council(database) as there:
        _decided(there)
        _comes_in(there)
        path = f"/late-hits/{_match(there)}"
        manager = there.browser(there.town.designated_manager)
        page = manager.post(path, data={"answer": "same", "reasons": "Same home"}).text
        assert "Select whether the enquirer is to be rung back" in page
        assert "Same home" in page
        assert "Enter your reasons" in manager.post(path, data={"answer": "different"}).text
        found = there.read(lambda: db.session.scalars(select(LateHit)).one().answer)
        assert found is None


def test_it_is_the_designated_managers_and_nobody_elses(database: str) -> None:
    with council(database) as there:
        call = _decided(there)
        _comes_in(there)
        path = f"/late-hits/{_match(there)}"
        town = there.town
        assert there.browser(town.team_manager).get(path).status_code == 404
        for other in (town.duty_officer, town.lead, town.duty_social_worker):
            assert there.browser(other).get(path).status_code == 403
        for other in (town.duty_officer, town.team_manager):
            assert "Records that came in" not in there.browser(other).get(call.path()).text


def test_a_restricted_record_is_shown_to_its_owner_and_betrayed_to_nobody(database: str) -> None:
    with council(database) as there:
        call = _decided(there)
        child_id = _comes_in(there)
        owner = there.town.team_manager
        new = Restrict(
            owner_id=owner.account_id or 0, reader_ids=(), reason="Threats", shown_id=None
        )
        there.do(lambda: restrict_record(there.town.designated_manager, child_id, new, now_utc()))
        path = f"/late-hits/{_match(there)}"
        manager = there.browser(there.town.designated_manager)
        assert manager.get(path).status_code == 404
        assert "Records that came in" not in manager.get(call.path()).text
        assert "Wilfreda Ashgrove" in there.browser(owner).get(path).text
        answered = there.browser(owner).post(path, data=SAME)
        assert answered.status_code == 302


def test_a_decision_is_undone_with_a_reason_and_says_what_stays_told(database: str) -> None:
    with council(database) as there:
        _decided(there)
        _comes_in(there)
        path = f"/late-hits/{_match(there)}"
        manager = there.browser(there.town.designated_manager)
        manager.post(path, data={"answer": "different", "reasons": "A cousin"})
        asked = manager.get(f"{path}/undo").text
        assert "stays told" in asked
        assert "Enter why" in manager.post(f"{path}/undo", data={"why": ""}).text
        again = manager.post(f"{path}/undo", data={"why": "Misread the date"})
        assert again.location != path
        page = manager.get(again.location).text
        assert "Rosalind Ekwueme decided that this is not the child" in page
        assert "Undone since" in page
        assert "Misread the date" in manager.get(path).text


def test_an_officer_undoes_their_decision(database: str) -> None:
    with council(database) as there:
        call = _decided(there)
        officer = there.browser(there.town.duty_officer)
        assert "Undo the decision" in officer.get(f"{call.first}/answer").text
        page = officer.get(f"{call.first}/undo-decision").text
        assert "Juno Castellan" in page and "stays told" in page
        shown = page.split('name="shown" value="')[1].split('"')[0]
        done = officer.post(
            f"{call.first}/undo-decision", data={"shown": shown, "why": "Misheard the name"}
        )
        assert done.location == call.path()
        assert officer.get(f"{call.first}/undo-decision").status_code == 404


def test_a_later_call_shows_what_was_decided_of_the_record(database: str) -> None:
    with council(database) as there:
        there.do(lambda: make_child())
        _decided(there)
        later = there.take()
        there.record_check(later, "confirmed")
        officer = there.browser(there.town.duty_officer)
        found = officer.post(f"{later.first}/search")
        page = officer.get(found.location).text
        assert "Juno Castellan decided that this is not the child" in page


def test_a_managers_no_is_shown_in_a_later_call(database: str) -> None:
    with council(database) as there:
        _decided(there)
        _comes_in(there)
        path = f"/late-hits/{_match(there)}"
        manager = there.browser(there.town.designated_manager)
        manager.post(path, data={"answer": LateHitAnswer.DIFFERENT.value, "reasons": "A cousin"})
        later = there.take()
        there.record_check(later, "confirmed")
        officer = there.browser(there.town.duty_officer)
        page = officer.get(officer.post(f"{later.first}/search").location).text
        assert "Rosalind Ekwueme decided that this is not the child" in page
        assert "A cousin" in page
