"""Which checks count: a way from the directory in force, of this enquirer's agency (A2)."""

from __future__ import annotations

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
from lacrecords.terms import (
    AgencyType,
    Channel,
    ContactPointKind,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.enquiries import ask, check, health_visitor
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town
from tests.support.calls import council

TELEPHONE = ContactPointKind.TELEPHONE
EMAIL = ContactPointKind.EMAIL
NUMBERS = count(400)
LONG_AGO = NOW - timedelta(days=400)


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
        db.session.get_one(ContactPoint, withdrawn).withdrawn_at = NOW - timedelta(days=1)
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
        check(town, here, second_fact="Passport", **document)


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
