"""A recorded request is put right by a further row: the clock follows, what stood before stays."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.database import db, transaction
from lacrecords.notifications.models import Task
from lacrecords.subject_access.asked import asked_for
from lacrecords.subject_access.correcting import history_of, put_right
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.recording import ask_back, extend
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.searching import decide_candidate
from lacrecords.subject_access.values import SAID, AccessRefused, NewCorrection, Said
from lacrecords.terms import AccessQuestionKind, AccessStep, AsksAs, TaskKind
from tests.factories.subject_access import (
    LATER,
    Access,
    again,
    asked,
    given_to_second,
    morning,
    prepared,
    released,
    searched,
    shown,
)
from tests.factories.town import NOW

SOON = NOW + timedelta(hours=1)


def corrected(
    access: Access, request_id: int, shown_correction: int | None = None, **said: object
) -> None:
    """The Caldicott Guardian puts these parts right."""
    now = asked_for(request_id)
    reads = Said(**{name: getattr(now, name) for name in SAID} | said)
    number = now.correction_id if shown_correction is None else shown_correction
    new = NewCorrection(said=reads, because="Misheard on the telephone.", shown=number)
    with transaction():
        put_right(access.guardian, request_id, new, SOON)


def test_what_is_wrong_is_put_right_and_what_stood_before_stays_readable(access: Access) -> None:
    request_id = asked(access)
    before = asked_for(request_id)
    corrected(access, request_id, asker_contact="3 Elm Mews", asker_name="Wilfreda Ashgrave")
    corrected(access, request_id, asker_name="Wilfreda Ashgrove")
    standing = again(request_id, LATER)
    assert standing.request.asker_name == "Wilfreda Ashgrove"
    assert standing.request.asker_contact == "3 Elm Mews"
    row = db.session.get_one(SubjectAccessRequest, request_id)
    assert (row.asker_name, row.asker_contact) == (before.asker_name, before.asker_contact)
    first, second = history_of(standing.request)
    assert (first.by, first.because) == ("Anselm Brook", "Misheard on the telephone.")
    assert ("How they can be reached", "01632 960555", "3 Elm Mews") in first.changes
    assert second.changes == (("Name of whoever asks", "Wilfreda Ashgrave", "Wilfreda Ashgrove"),)


def test_the_clock_and_its_task_follow_the_corrected_day(access: Access) -> None:
    request_id = asked(access)
    before = again(request_id).due_on
    corrected(access, request_id, received_on=NOW.date() - timedelta(days=14))
    after = again(request_id).due_on
    assert before is not None and after is not None and after < before
    open_task = select(Task.due_at).where(
        Task.kind == TaskKind.SUBJECT_ACCESS, Task.closed_at.is_(None)
    )
    (due_at,) = db.session.scalars(open_task)
    assert due_at - timedelta(hours=24) <= morning(after) < due_at
    assert db.session.scalar(select(func.count(Task.id))) == 2, "the first task is closed, not gone"


def test_an_extension_that_was_told_too_late_for_the_corrected_day_counts_no_more(
    access: Access,
) -> None:
    request_id = asked(access)
    told = NOW + timedelta(days=20)
    with transaction():
        extend(access.guardian, request_id, told.date(), "Many records.", told)
    assert again(request_id, told).days.extended
    corrected(access, request_id, received_on=NOW.date() - timedelta(days=25))
    standing = again(request_id, told)
    assert not standing.days.extended and standing.extension is not None


@pytest.mark.parametrize("days", [1, 2])
def test_it_did_not_reach_us_after_it_was_recorded_or_asked_back(access: Access, days: int) -> None:
    request_id = asked(access, received_on=NOW.date() - timedelta(days=9))
    with transaction():
        kind, on = AccessQuestionKind.IDENTITY, NOW.date() - timedelta(days=3)
        ask_back(access.guardian, request_id, kind, on, "Bring a passport.", NOW)
    with pytest.raises(AccessRefused, match="It reached us by") as refused:
        corrected(access, request_id, received_on=NOW.date() - timedelta(days=days))
    assert refused.value.field == "received"
    corrected(access, request_id, received_on=on)
    assert again(request_id).request.received_on == on


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ({"asker_name": "Philippa Tollemache"}, AccessStep.IDENTITY),
        ({"subject_born_on": date(2008, 3, 8)}, AccessStep.SEARCH),
        ({"everything": False, "asked": "Only my addresses."}, AccessStep.PACK),
        ({"asker_contact": "3 Elm Mews"}, None),
    ],
)
def test_what_rests_on_what_was_wrong_is_done_anew(
    access: Access, said: dict[str, object], step: AccessStep | None
) -> None:
    request_id = prepared(access)
    assert again(request_id, LATER).missing == ()
    corrected(access, request_id, **said)
    missing = again(request_id, LATER).missing
    assert step in missing if step else missing == ()


def test_whoever_was_decided_to_be_the_person_is_decided_on_anew(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    assert again(request_id).subject.child_ids == {access.child_id}
    corrected(access, request_id, subject_forename="Wilfred")
    standing = again(request_id)
    assert standing.subject.child_ids == frozenset() and standing.search is not None
    with pytest.raises(AccessRefused, match="Search again first"), transaction():
        place = standing.undecided[0]
        number = standing.search.id
        decide_candidate(access.guardian, request_id, number, place, True, "Same.", LATER)


def test_an_authority_is_needed_when_it_turns_out_that_they_ask_for_another(
    access: Access,
) -> None:
    request_id = prepared(access)
    corrected(access, request_id, asks_as=AsksAs.REPRESENTATIVE, relationship="Solicitor")
    assert AccessStep.AUTHORITY in again(request_id, LATER).missing


def test_the_letter_goes_to_the_name_that_was_put_right(access: Access) -> None:
    request_id = prepared(access)
    corrected(access, request_id, asker_name="Wilfreda Ashgrove-Bell")
    standing = again(request_id)
    assert standing.pack is not None
    assert released_pack(standing.request, standing.pack).to_whom == "Wilfreda Ashgrove-Bell"


def test_nothing_is_put_right_twice_or_for_nothing_or_while_the_pack_waits(access: Access) -> None:
    request_id = asked(access)
    with pytest.raises(AccessRefused, match="Nothing is different"):
        corrected(access, request_id)
    corrected(access, request_id, asked="All of it.")
    with pytest.raises(AccessRefused, match="put right meanwhile"):
        corrected(access, request_id, 0, asked="Something else.")
    waiting = given_to_second(access)
    with pytest.raises(AccessRefused, match="waits for a second person"):
        corrected(access, waiting, asked="All of it.")
    over = released(access)
    with pytest.raises(AccessRefused, match="was released or has ended"):
        corrected(access, over, asked="All of it.")


def test_a_value_of_a_request_has_exactly_the_parts_that_can_be_put_right(access: Access) -> None:
    now = asked_for(asked(access))
    assert set(SAID) < asdict(now).keys()
    assert replace(now, asked="x").asked == "x"
