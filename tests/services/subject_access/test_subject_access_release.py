"""Serious harm, release by two people, the document word for word, withdrawal."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lacrecords.children.identities import RecordName, record_name
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Notification, Task
from lacrecords.queue.models import Job
from lacrecords.rules.redaction import LEFT_OUT, Span, released
from lacrecords.staff.stints import Span as Period
from lacrecords.subject_access import figures
from lacrecords.subject_access.document_jobs import DOCUMENT, pdf_of
from lacrecords.subject_access.ending import end_request, record_delivery
from lacrecords.subject_access.harm import answer_harm, ask_for_harm_check, may_answer
from lacrecords.subject_access.redacting import leave_out_passages
from lacrecords.subject_access.released import ReleasedPack, ReleasedPage, released_pack
from lacrecords.subject_access.releasing import ask_for_release, give_back, release
from lacrecords.subject_access.values import (
    AccessRefused,
    NewAccessEnd,
    NewDelivery,
    NewHarmCheck,
)
from lacrecords.subject_access.warning import warn, warnings_due
from lacrecords.terms import (
    AccessEnd,
    AccessStep,
    DeliveryWay,
    HarmAnswer,
    LeftOutReason,
    NameType,
    NotificationKind,
    Role,
    TaskKind,
)
from tests.factories.staff import MAKER, make_account
from tests.factories.subject_access import (
    LATER,
    MOTHER,
    MOTHERS_ADDRESS,
    Access,
    again,
    asked,
    assembled,
    decided,
    given_to_second,
    harmless,
    prepared,
    searched,
    shown,
)
from tests.factories.subject_access import issued as issued_request
from tests.factories.subject_access import released as released_request
from tests.factories.town import NOW
from tests.support.access_documents import pdf_text, run_once_of_long_work


def test_one_prepares_and_another_releases(access: Access) -> None:
    request_id = given_to_second(access)
    digest = again(request_id, LATER).open_ask.release_digest  # type: ignore[union-attr]
    with pytest.raises(AccessRefused, match="Another person"), transaction():
        release(access.guardian, request_id, digest, LATER)
    with transaction():
        release(access.manager, request_id, digest, LATER)
    standing = again(request_id, LATER)
    assert standing.next_step is AccessStep.DOCUMENT and not standing.is_open
    waiting = select(func.count(Task.id)).where(
        Task.kind == TaskKind.SUBJECT_ACCESS, Task.closed_at.is_(None)
    )
    assert db.session.scalar(waiting) == 0
    assert db.session.scalar(select(func.count(Job.id)).where(Job.kind == DOCUMENT)) == 1


def test_nothing_is_released_before_everybody_had_the_time_to_answer(access: Access) -> None:
    request_id = prepared(access)
    with pytest.raises(AccessRefused, match="still missing"), transaction():
        ask_for_release(access.guardian, request_id, NOW)
    assert again(request_id).missing == (AccessStep.CLOSED_RECORDS,)
    assert again(request_id, LATER).missing == ()


def test_nothing_is_released_while_nobody_answered_on_serious_harm(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    decided(access, assembled(request_id, access.guardian))
    assert AccessStep.HARM in again(request_id, LATER).missing
    harmless(access, request_id, answer=HarmAnswer.LIKELY_AS_A_WHOLE)
    assert again(request_id, LATER).missing == (AccessStep.HARM_REFUSES,)
    harmless(access, request_id, answer=HarmAnswer.LIKELY_ON_PAGES)
    assert again(request_id, LATER).missing == (AccessStep.HARM_PAGES,)
    pack = again(request_id).pack
    assert pack is not None
    with transaction():
        at, reason = (pack.number, 1), LeftOutReason.SERIOUS_HARM
        leave_out_passages(access.guardian, request_id, at, [0], reason, NOW)
    assert again(request_id, LATER).missing == ()


def test_a_new_pack_is_answered_for_anew(access: Access) -> None:
    request_id = prepared(access)
    assembled(request_id, access.guardian, LATER)
    assert AccessStep.HARM in again(request_id, LATER).missing


def test_the_childs_own_lead_social_worker_answers_and_no_other(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    assembled(request_id, access.guardian)
    town = access.town
    may = {one.name: may_answer(one, request_id, NOW) for one in (town.lead, town.other_lead)}
    assert may == {town.lead.name: True, town.other_lead.name: False}
    assert not may_answer(access.guardian, request_id, NOW)
    request = again(request_id).request
    with transaction():
        ask_for_harm_check(access.guardian, request, True, NOW)
    kind = TaskKind.SUBJECT_ACCESS_HARM
    (task,) = db.session.scalars(select(Task).where(Task.kind == kind)).all()
    assert task.account_id == town.lead.account_id
    new = NewHarmCheck(pack_number=1, answer=HarmAnswer.NOT_LIKELY, pages=(), words="Read.")
    with pytest.raises(AccessRefused), transaction():
        answer_harm(town.other_lead, request, new, NOW)
    with transaction():
        answer_harm(town.lead, request, new, NOW)
    assert again(request_id).facts.harm is HarmAnswer.NOT_LIKELY
    db.session.refresh(task)
    assert task.closed_at is not None


def test_a_pack_is_given_back_changed_and_asked_for_anew(access: Access) -> None:
    request_id = given_to_second(access)
    pack = again(request_id, LATER).pack
    assert pack is not None
    at, reason = (pack.number, 1), LeftOutReason.IN_CONFIDENCE
    with pytest.raises(AccessRefused, match="waits for a second person"), transaction():
        leave_out_passages(access.guardian, request_id, at, [0], reason, LATER)
    with transaction():
        give_back(access.manager, request_id, "Page 1 names a neighbour.", LATER)
    digest = released_pack(again(request_id).request, pack).digest()
    with pytest.raises(AccessRefused, match="Nobody asks"), transaction():
        release(access.manager, request_id, digest, LATER)
    with transaction():
        leave_out_passages(access.guardian, request_id, at, [0], reason, LATER)
    again_at = LATER + timedelta(minutes=5)
    with transaction():
        ask_for_release(access.guardian, request_id, again_at)
    with pytest.raises(AccessRefused, match="have changed"), transaction():
        release(access.manager, request_id, digest, again_at)


def test_what_came_in_since_the_pack_was_assembled_stops_the_release(access: Access) -> None:
    request_id = given_to_second(access)
    digest = again(request_id, LATER).open_ask.release_digest  # type: ignore[union-attr]
    with transaction():
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(MAKER, access.child_id, name, LATER)
    with pytest.raises(AccessRefused, match="Assemble it anew"), transaction():
        release(access.manager, request_id, digest, LATER)


def test_the_document_holds_none_of_what_was_left_out_and_all_of_the_rest(access: Access) -> None:
    request_id = issued_request(access)
    standing = again(request_id, LATER)
    assert standing.document is not None and standing.pack is not None
    made = standing.document.pdf
    assert hashlib.sha256(made).hexdigest() == standing.document.checksum
    text, reader = pdf_text(made)
    for words in (*MOTHER.split(), MOTHERS_ADDRESS, "Coralie", "Tollemache"):
        assert words not in text and words.encode() not in made
    assert "Wilfreda Ashgrove" in text and LEFT_OUT in text
    assert "About another person" not in text, "grounds are told in the words of the letter"
    assert "it is about another person who has not agreed" in text
    assert "Information Commissioner" in text
    assert f"Page 1 of {len(reader.pages)}" in text
    assert reader.trailer["/Root"]["/Lang"] and "/StructTreeRoot" in reader.trailer["/Root"]
    xmp = reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""
    metadata = f"{reader.metadata} {xmp!r}"
    assert "Tollemache" not in metadata and "Ashgrove" not in metadata
    for page in released_pack(standing.request, standing.pack).pages:
        for row in page.rows:
            for _, words in row:
                assert _squeezed(words) in _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text)


WORDS = st.text(st.sampled_from("abdeghiklmoprstu"), min_size=5, max_size=9)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(WORDS, min_size=1, max_size=12, unique=True),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=5),
)
def test_whatever_is_left_out_is_absent_from_the_document(
    in_app: Flask, words: list[str], spans: list[tuple[int, int]]
) -> None:
    """Overlapping, touching, empty, whole: of words that stand nowhere else nothing remains."""
    text = " ".join(words)
    chosen = [Span(*sorted(each)) for each in spans]
    out = released(text, chosen)
    page = ReleasedPage(1, "Names", (((("Said"), out),),))
    pack = ReleasedPack("ABCD-2345", "Whoever", "you", ("Hello.",), ("Bye.",), (page,))
    with in_app.test_request_context():
        made = pdf_of(pack, NOW)
    found, _ = pdf_text(made)
    for span in chosen:
        for word in re.findall(r"[a-z]{4,}", text[span.start : span.end]):
            if word not in out.replace(LEFT_OUT, ""):
                assert word not in found.replace(LEFT_OUT, "")
    assert _squeezed(out) in _squeezed(found)


def test_the_worker_draws_the_letter_and_it_is_written_down_how_it_went(
    app: Flask, access: Access
) -> None:
    request_id = asked(access)
    new = NewAccessEnd(ended_as=AccessEnd.WITHDRAWN, words="She rang: no more.")
    with transaction():
        end_request(access.guardian, request_id, new, NOW)
    run_once_of_long_work(app)
    standing = again(request_id)
    assert standing.document is not None
    text, _ = pdf_text(standing.document.pdf)
    assert "do not ask any more" in text and "She rang" not in text
    day = local_date(standing.document.made_at)
    gone = NewDelivery(
        way=DeliveryWay.POST_RECORDED, to_whom="W Ashgrove", went_on=day, words="AB 12 CD"
    )
    at = standing.document.made_at + timedelta(hours=1)
    with transaction():
        record_delivery(access.guardian, request_id, gone, at)
    assert again(request_id).next_step is None
    with pytest.raises(AccessRefused, match="written down already"), transaction():
        record_delivery(access.guardian, request_id, gone, at)


def test_late_requests_are_told_once_for_each_state_and_at_last_to_the_director(
    access: Access,
) -> None:
    with transaction():
        make_account(Role.DIRECTOR, name="Aurelia Stroud")
    request_id = asked(access, received_on=date(2026, 10, 19), at=NOW)
    told: list[tuple[int, ...]] = []
    for day in (0, 1, 2, 8, 9):
        moment = NOW + timedelta(days=day)
        db.session.rollback()
        due = warnings_due(moment)
        told.append(due)
        for number in due:
            with transaction():
                assert warn(MAKER, number, moment)
            with transaction():
                assert not warn(MAKER, number, moment)
    assert told == [(request_id,), (), (request_id,), (request_id,), ()]
    to_director = select(func.count(Notification.id)).where(
        Notification.kind == NotificationKind.SUBJECT_ACCESS, Notification.role == Role.DIRECTOR
    )
    assert db.session.scalar(to_director) == 1


def test_the_figures_count_and_name_nobody(access: Access) -> None:
    released_request(access)
    asked(access)
    span = Period(NOW - timedelta(days=1), LATER + timedelta(days=1))
    requests = figures.requests(span, LATER)
    assert [one.done_on for one in requests] == [local_date(LATER), None]
    assert requests[0].due_on == date(2026, 12, 18)
    assert figures.released(span) == 1 and not figures.ended(span)
