"""A request ends without a pack as one person asked and another agreed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.subject_access import refusing
from lacrecords.subject_access.correcting import put_right
from lacrecords.subject_access.course import course_of
from lacrecords.subject_access.ending import end_request
from lacrecords.subject_access.refusing import agree_to_end, ask_for_end, give_end_back
from lacrecords.subject_access.releasing import ask_for_release, give_back
from lacrecords.subject_access.standing import AccessStanding
from lacrecords.subject_access.values import SAID, AccessRefused, NewAccessEnd, NewCorrection, Said
from lacrecords.terms import AccessEnd, AccessStep, HarmAnswer, TaskKind
from tests.factories.subject_access import (
    LATER,
    Access,
    again,
    asked,
    assembled,
    decided,
    given_to_second,
    harmless,
    searched,
    shown,
)
from tests.factories.town import NOW
from tests.support.access_documents import pdf_text, run_once_of_long_work

NOBODY = {
    "subject_forename": "Leopold",
    "subject_surname": "Vance",
    "asker_name": "L Vance",
    "subject_address": "",
    "subject_postcode": "",
    "subject_born_on": date(1960, 1, 2),
}
NOTHING = NewAccessEnd(ended_as=AccessEnd.NOTHING_HELD, words="Nobody came up.")
HARM = NewAccessEnd(ended_as=AccessEnd.REFUSED_HARM, words="He would find her.")
UNFOUNDED = NewAccessEnd(ended_as=AccessEnd.REFUSED_UNFOUNDED, words="The twelfth this week.")
GONE = NewAccessEnd(ended_as=AccessEnd.WITHDRAWN, words="She rang: no more.")


def end_asked(access: Access, new: NewAccessEnd = UNFOUNDED) -> int:
    """A request of which the Caldicott Guardian asks that it ends."""
    request_id = asked(access)
    with transaction():
        ask_for_end(access.guardian, request_id, new, NOW)
    return request_id


def waiting(request_id: int) -> int:
    """The number of the end that waits."""
    asked_for = again(request_id).end_ask
    assert asked_for is not None
    return asked_for.id


def open_tasks() -> list[Task]:
    """What somebody is to do about requests for own information."""
    found = select(Task).where(Task.kind == TaskKind.SUBJECT_ACCESS, Task.closed_at.is_(None))
    return list(db.session.scalars(found))


def nobody_came_up(access: Access) -> int:
    """A request about somebody of whom nothing is held."""
    return searched(access, shown(access, asked(access, **NOBODY)))


def harmful(access: Access) -> int:
    """A request whose pack as a whole would harm."""
    request_id = searched(access, shown(access, asked(access)))
    assembled(request_id, access.guardian)
    return harmless(access, decided(access, request_id), NOW, HarmAnswer.LIKELY_AS_A_WHOLE)


@pytest.mark.parametrize(
    ("new", "why"), [(NOTHING, "First say who asks"), (HARM, "Nobody has said")]
)
def test_an_end_that_does_not_fit_is_not_asked_for(
    access: Access, new: NewAccessEnd, why: str
) -> None:
    request_id = asked(access)
    with pytest.raises(AccessRefused, match=why), transaction():
        ask_for_end(access.guardian, request_id, new, NOW)


def test_something_is_held_of_somebody_found(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    with pytest.raises(AccessRefused, match="something is held"), transaction():
        ask_for_end(access.guardian, request_id, NOTHING, LATER)


@pytest.mark.parametrize("ended_as", sorted(set(AccessEnd) - {AccessEnd.WITHDRAWN}))
def test_nobody_ends_a_request_alone(access: Access, ended_as: AccessEnd) -> None:
    request_id = asked(access)
    new = NewAccessEnd(ended_as=ended_as, words="So.")
    with pytest.raises(AccessRefused, match="Another person must agree"), transaction():
        end_request(access.guardian, request_id, new, NOW)


def test_another_person_agrees_and_the_letter_is_drawn(app: Flask, access: Access) -> None:
    request_id = end_asked(access)
    assert again(request_id).next_step is AccessStep.AGREE_END
    assert again(request_id).is_open
    number = waiting(request_id)
    with pytest.raises(AccessRefused, match="Another person must agree"), transaction():
        agree_to_end(access.guardian, request_id, number, NOW)
    with transaction():
        agree_to_end(access.manager, request_id, number, NOW)
    ended = again(request_id).ended
    assert ended is not None
    assert (ended.asked_by, ended.ended_by) == (access.guardian.key, access.manager.key)
    assert ended.words == UNFOUNDED.words
    run_once_of_long_work(app)
    document = again(request_id).document
    assert document is not None
    assert "Our reasons: The twelfth this week." in pdf_text(document.pdf)[0]


def test_the_second_people_are_given_a_task(access: Access) -> None:
    end_asked(access)
    tasks = db.session.scalars(select(Task).where(Task.kind == TaskKind.SUBJECT_ACCESS))
    assert any("ends without a pack" in one.why for one in tasks)
    told = select(func.count()).where(Notification.why.contains("ends without a pack"))
    assert db.session.scalar(told)


def test_nothing_is_held_only_after_everybody_had_the_time_and_another_agreed(
    access: Access,
) -> None:
    request_id = nobody_came_up(access)
    with pytest.raises(AccessRefused, match="waits some days"), transaction():
        ask_for_end(access.guardian, request_id, NOTHING, NOW)
    with transaction():
        ask_for_end(access.guardian, request_id, NOTHING, LATER)
    number = waiting(request_id)
    with transaction():
        agree_to_end(access.manager, request_id, number, LATER)
    assert again(request_id, LATER).next_step is AccessStep.DOCUMENT


def test_serious_harm_is_refused_only_while_the_answer_says_so(access: Access) -> None:
    request_id = harmful(access)
    with transaction():
        ask_for_end(access.guardian, request_id, HARM, LATER)
    harmless(access, request_id, LATER)
    number = waiting(request_id)
    with pytest.raises(AccessRefused, match="does not fit any more"), transaction():
        agree_to_end(access.manager, request_id, number, LATER)
    harmless(access, request_id, LATER, HarmAnswer.LIKELY_AS_A_WHOLE)
    with transaction():
        agree_to_end(access.manager, request_id, number, LATER)
    assert again(request_id, LATER).ended is not None


def test_it_is_given_back_with_reasons_and_can_be_asked_for_anew(access: Access) -> None:
    request_id = end_asked(access)
    first = waiting(request_id)
    with transaction():
        give_end_back(access.manager, request_id, "They are twelve different requests.", NOW)
    standing = again(request_id)
    assert standing.end_ask is None
    assert standing.end_returned is not None
    assert standing.next_step is AccessStep.IDENTITY
    assert [one.why for one in open_tasks()] == [refusing.GIVEN_BACK[1]]
    with pytest.raises(AccessRefused, match="Nobody asks"), transaction():
        give_end_back(access.manager, request_id, "Again.", NOW)
    later = NOW + timedelta(hours=1)
    with transaction():
        ask_for_end(access.guardian, request_id, UNFOUNDED, later)
    with pytest.raises(AccessRefused, match="Nobody asks"), transaction():
        agree_to_end(access.manager, request_id, first, later)
    assert again(request_id).end_returned is None
    titles = [event.title for event in course_of(again(request_id))]
    assert titles.count("The end was given back") == 1
    assert sum(title.startswith("Asked to end it: ") for title in titles) == 2


def test_whoever_asked_takes_it_back_while_an_end_waits(access: Access) -> None:
    request_id = end_asked(access)
    with transaction():
        end_request(access.guardian, request_id, GONE, NOW)
    standing = again(request_id)
    assert standing.end_ask is None
    assert standing.ended is not None
    assert standing.ended.ended_as is AccessEnd.WITHDRAWN


def test_one_thing_at_a_time_waits_for_a_second_person(access: Access) -> None:
    request_id = given_to_second(access)
    with pytest.raises(AccessRefused, match="The pack waits"), transaction():
        ask_for_end(access.guardian, request_id, UNFOUNDED, LATER)
    with transaction():
        give_back(access.manager, request_id, "Read page 2 again.", LATER)
    with transaction():
        ask_for_end(access.guardian, request_id, UNFOUNDED, LATER)
    with pytest.raises(AccessRefused, match="waits for a second person already"), transaction():
        ask_for_end(access.guardian, request_id, UNFOUNDED, LATER)
    with pytest.raises(AccessRefused, match="The end of this request waits"), transaction():
        ask_for_release(access.guardian, request_id, LATER)
    other = _other_name(again(request_id))
    with pytest.raises(AccessRefused, match="The end of this request waits"), transaction():
        put_right(access.guardian, request_id, other, LATER)


def _other_name(standing: AccessStanding) -> NewCorrection:
    said = {name: getattr(standing.request, name) for name in SAID}
    return NewCorrection(said=Said(**(said | {"asker_name": "W Ash"})), because="So.", shown=0)
