"""Which checks count: a way from the directory in force, of this enquirer's agency (A2)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.agencies.models import ContactPoint
from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.audit import services as audit
from lacrecords.database import db, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.models import Enquiry, Verification
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.notifications.models import Notification
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    AgencyType,
    Channel,
    ContactPointKind,
    MatchAnswer,
    NotificationKind,
    Role,
    TellingKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.enquiries import (
    ask,
    check,
    children_of,
    decide,
    health_visitor,
    sentences,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

TELEPHONE = ContactPointKind.TELEPHONE
EMAIL = ContactPointKind.EMAIL
NUMBERS = count(400)
LONG_AGO = NOW - timedelta(days=400)
_numbers = itertools.count(400)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def point(
    agency_id: int,
    kind: ContactPointKind = TELEPHONE,
    *,
    usable_from_at: object = LONG_AGO,
    shared_mailbox: bool = False,
) -> int:
    number = next(NUMBERS)
    value = f"01632 960{number}" if kind is TELEPHONE else f"duty{number}@fernhill.example"
    new = NewContactPoint(kind=kind, value=value, label="office", shared_mailbox=shared_mailbox)
    return add_contact_point(MAKER, agency_id, new, "command:second", usable_from_at)  # type: ignore[arg-type]


def refusal(town: Town, enquiry: Enquiry, **changes: Any) -> str:
    """Why the check was refused; it left no row behind."""
    with pytest.raises(EnquiryError) as refused:
        check(town, enquiry, **changes)
    assert db.session.scalar(select(Verification.id)) is None
    return str(refused.value)


def test_a_number_that_is_not_in_the_directory_cannot_be_named_at_all(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        for nowhere in (None, 0, 999_999):
            assert "agency directory" in refusal(town, enquiry, contact_point_id=nowhere)


def test_a_point_of_another_agency_withdrawn_or_not_yet_usable_is_refused(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        other = point(add_agency(MAKER, "Alder School", AgencyType.SCHOOL))
        assert "another agency" in refusal(town, enquiry, contact_point_id=other)
        tomorrow = point(town.agency_id, usable_from_at=NOW + timedelta(days=1))
        assert "agency directory" in refusal(town, enquiry, contact_point_id=tomorrow)
        withdrawn = point(town.agency_id)
        row = db.session.get_one(ContactPoint, withdrawn)
        row.withdrawn_at, row.withdrawn_by = NOW - timedelta(days=1), MAKER.key
        audit.record(MAKER, "contact_point_withdrawn", "contact_point", withdrawn)
        db.session.flush()
        assert "agency directory" in refusal(town, enquiry, contact_point_id=withdrawn)


def test_an_enquirer_from_no_agency_of_the_directory_cannot_be_rung_back(town: Town) -> None:
    with transaction():
        person = replace(health_visitor(town), agency_id=None)
        assert "another agency" in refusal(town, ask(town, enquirer=person))


def test_a_shared_mailbox_proves_no_role(town: Town) -> None:
    with transaction():
        shared = point(town.agency_id, EMAIL, shared_mailbox=True)
        enquiry = ask(town, channel=Channel.EMAIL)
        email = VerificationMethod.DIRECTORY_EMAIL
        assert "proves no role" in refusal(town, enquiry, contact_point_id=shared, method=email)
        own = point(town.agency_id, EMAIL)
        check(town, enquiry, contact_point_id=own, method=email)


def test_a_way_and_its_kind_of_point_belong_together(town: Town) -> None:
    with transaction():
        email = point(town.agency_id, EMAIL)
        enquiry = ask(town)
        assert "Ring back" in refusal(town, enquiry, contact_point_id=email)
        directory_email = VerificationMethod.DIRECTORY_EMAIL
        assert "Ring back" in refusal(town, enquiry, method=directory_email)
        words = refusal(town, enquiry, contact_point_id=email, method=directory_email)
        assert "did not come from an address" in words


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.EMAIL, Channel.LETTER])
def test_an_identity_document_counts_only_in_person(town: Town, channel: Channel) -> None:
    document: dict[str, Any] = {
        "method": VerificationMethod.IDENTITY_DOCUMENT,
        "contact_point_id": None,
    }
    with transaction():
        elsewhere = ask(town, channel=channel)
        assert "in person" in refusal(town, elsewhere, second_fact="Passport", **document)
        here = ask(town, channel=Channel.IN_PERSON)
        for blank in ("", "  "):
            assert "which document" in refusal(town, here, second_fact=blank, **document)
        check(town, here, second_fact="Passport", **document)


@pytest.mark.parametrize("agency_is_ours", [False, True])
def test_a_document_makes_nobody_a_professional_of_an_agency_that_we_do_not_know(
    town: Town, agency_is_ours: bool
) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        person = health_visitor(town)
        if not agency_is_ours:
            person = replace(person, agency_id=None, agency_name="Fernhill Visiting Limited")
        enquiry = ask(town, channel=Channel.IN_PERSON, enquirer=person)
        check(
            town,
            enquiry,
            method=VerificationMethod.IDENTITY_DOCUMENT,
            contact_point_id=None,
            second_fact="Photo pass of Fernhill with her name",
        )
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
    told = sentences(outcome)
    assert (TellingKind.LEAD_SOCIAL_WORKER_NAME in told) is agency_is_ours
    assert agency_is_ours or not set(told) & TELLINGS_ABOUT_A_CHILD


def test_a_known_voice_makes_nobody_a_professional_of_an_agency_that_we_do_not_know(
    town: Town,
) -> None:
    allowed = replace(town, procedure=replace(town.procedure, known_voice_permitted=True))
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        person = replace(health_visitor(town), agency_id=None)
        enquiry = ask(allowed, enquirer=person)
        check(
            allowed,
            enquiry,
            method=VerificationMethod.KNOWN_VOICE,
            contact_point_id=None,
            second_fact="Her staff number",
        )
        outcome = decide(allowed, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
    assert not set(sentences(outcome)) & TELLINGS_ABOUT_A_CHILD


def test_a_known_voice_counts_only_where_the_council_says_so_and_with_a_second_fact(
    town: Town,
) -> None:
    voice: dict[str, Any] = {"method": VerificationMethod.KNOWN_VOICE, "contact_point_id": None}
    allowed = replace(town, procedure=replace(town.procedure, known_voice_permitted=True))
    with transaction():
        enquiry = ask(town)
        assert "council allows it" in refusal(town, enquiry, second_fact="Staff number", **voice)
        assert "second fact" in refusal(allowed, enquiry, **voice)
        check(allowed, enquiry, second_fact="Staff number", **voice)


def test_nothing_checked_confirms_nobody_and_a_failed_check_says_what_happened(
    town: Town,
) -> None:
    none: dict[str, Any] = {"method": VerificationMethod.NONE, "contact_point_id": None}
    with transaction():
        enquiry = ask(town)
        assert "Choose how" in refusal(town, enquiry, **none)
        for shown in (VerificationOutcome.NOT_CONFIRMED, VerificationOutcome.COULD_NOT_BE_DONE):
            assert "Say what happened" in refusal(town, enquiry, outcome=shown, words=" ", **none)


def told_of_an_attempt() -> bool:
    """Whether the designated manager was told of an attempt."""
    found = select(Notification.id).where(
        Notification.kind == NotificationKind.ATTEMPT_SUSPECTED,
        Notification.role == Role.DESIGNATED_MANAGER,
    )
    return db.session.scalar(found.limit(1)) is not None


@pytest.mark.parametrize("attempt", [False, True])
def test_a_check_that_looks_like_an_attempt_reaches_the_designated_manager(
    town: Town, attempt: bool
) -> None:
    with transaction():
        enquiry = ask(town)
        not_confirmed = VerificationOutcome.NOT_CONFIRMED
        check(town, enquiry, not_confirmed, contact_point_id=None, looks_like_an_attempt=attempt)
        assert told_of_an_attempt() is attempt


def test_a_later_check_does_not_wipe_away_that_an_earlier_one_looked_like_an_attempt(
    town: Town,
) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry, looks_like_an_attempt=True)
        assert not told_of_an_attempt()
        check(town, enquiry, now=NOW + timedelta(minutes=5))
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert told_of_an_attempt()


def test_an_attempt_seen_after_the_decision_is_told_then(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert not told_of_an_attempt()
        before = sentences(outcome)
        check(town, enquiry, now=NOW + timedelta(minutes=5), looks_like_an_attempt=True)
        assert told_of_an_attempt()
        again = current_outcome(children_of(enquiry)[0].id)
        assert again is not None
        assert sentences(again) == before
