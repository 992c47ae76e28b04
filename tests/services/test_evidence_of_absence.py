"""What "not known" rested on is read back as kept, whatever the register says since (A12)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.children.changes import Stamp
from lacrecords.children.models import ChildName
from lacrecords.children.services import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.evidence import KeptEvidence, kept_evidence
from lacrecords.history import supersede
from lacrecords.terms import MatchAnswer, NameType, VerificationOutcome
from tests.factories.enquiries import CHILD, ask, check, children_of, decide
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

NEAR = replace(CHILD, forename="Wilfrida", surname="Ashgrave", born_on=date(2018, 7, 3))
"""Heard nearly as the record has it, and another day of birth."""
AFTERWARDS = NOW + timedelta(days=30)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def not_known(town: Town) -> Enquiry:
    enquiry = ask(town, NEAR)
    check(town, enquiry)
    decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
    return enquiry


def evidence(town: Town, enquiry: Enquiry) -> KeptEvidence:
    reader = town.designated_manager.account_id
    found = kept_evidence(children_of(enquiry)[0].id, reader, AFTERWARDS)
    assert found is not None
    return found


def rename(town: Town, child_id: int) -> None:
    row = db.session.scalars(select(ChildName).where(ChildName.child_id == child_id)).one()
    stamp = Stamp(town.lead, AFTERWARDS, "Adopted name")
    new = ChildName(
        child_id=child_id,
        name_type=NameType.CURRENT,
        forename="Posy",
        middle="",
        surname="Larkrise",
        **stamp.columns(),
    )
    supersede(row, new, AFTERWARDS)


def test_the_evidence_stands_as_it_was_after_the_register_has_changed(town: Town) -> None:
    with transaction():
        child_id = make_child()
        enquiry = not_known(town)
        before = evidence(town, enquiry)
        rename(town, child_id)
        make_child("Wilfrida", "Ashgrave", born_on=date(2018, 7, 3))
        after = evidence(town, enquiry)
    assert after == before
    assert [one.card.name for one in after.near_misses] == ["Wilfreda Ashgrove"]
    assert after.near_misses[0].reasons
    assert after.decided_by_name == "Juno Castellan"
    assert after.words == "As described, and spoken back"
    assert after.tried
    assert after.records_then == 1


def test_a_record_closed_to_the_reader_since_leaves_no_trace(town: Town) -> None:
    with transaction():
        child_id = make_child()
        enquiry = not_known(town)
        owner = town.team_manager.account_id
        restrict = Restrict(owner_id=owner, reader_ids=(), reason="A threat", shown_id=None)
        restrict_record(town.designated_manager, child_id, restrict, NOW)
        found = evidence(town, enquiry)
    assert found.near_misses == ()


def test_a_child_found_in_the_register_has_no_evidence_of_absence(town: Town) -> None:
    with transaction():
        child_id = make_child()
        enquiry = ask(town)
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert kept_evidence(children_of(enquiry)[0].id, None, AFTERWARDS) is None


def test_the_evidence_stays_readable_when_a_record_is_found_later(town: Town) -> None:
    with transaction():
        enquiry = not_known(town)
        child = children_of(enquiry)[0]
        record = make_child("Wilfrida", "Ashgrave", born_on=date(2018, 7, 3))
        decide(town, child, MatchAnswer.SAME, child_id=record, now=AFTERWARDS)
    found = evidence(town, enquiry)
    assert found.answer is MatchAnswer.NOT_KNOWN
    assert found.decided_anew_at is not None


def test_the_systems_own_decision_keeps_its_evidence_too(town: Town) -> None:
    with transaction():
        make_child()
        enquiry = ask(town, replace(CHILD, forename="Tancred", surname="Yarrow", line1=""))
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE)
        found = evidence(town, enquiry)
    assert not found.by_person
    assert found.answer is not MatchAnswer.SAME
    assert found.tried


def test_the_evidence_is_replayed_by_command(environment: dict[str, str], app: object) -> None:
    command = [sys.executable, "-m", "lacrecords.cli", "enquiries", "replay", "AAAA-AAAA"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "No enquiry has the reference AAAA-AAAA" in done.stderr
