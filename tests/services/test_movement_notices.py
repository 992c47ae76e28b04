"""Notices and acknowledgements: what stands in them, and files between two authorities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, render_template
from pypdf import PdfReader
from sqlalchemy import func, select

from lacrecords.children.services import RecordAddress, record_address
from lacrecords.database import db, transaction
from lacrecords.movements import notices
from lacrecords.movements.document_views import _in_words
from lacrecords.movements.loading import Loaded, load_file
from lacrecords.movements.models import Movement, MovementDocument
from lacrecords.movements.notice_format import (
    AcknowledgementContent,
    NoticeContent,
    digest_of,
    file_bytes,
    read_data,
)
from lacrecords.movements.notices import (
    NewAcknowledgement,
    NewNotice,
    make_acknowledgement,
    make_notice,
)
from lacrecords.movements.refusals import MovementRefused
from lacrecords.terms import (
    AddressType,
    MovementDirection,
    MovementState,
    MovementStepKind,
)
from lacrecords.web.documents import pdf_from_template
from tests.factories.movements import (
    MERECOMBE,
    THORNLEIGH,
    by,
    make_authority,
    make_movement,
    take_step,
)
from tests.factories.town import NOW, Town, make_child

TODAY = NOW.date()
HIDDEN = "9 Kestrel Court"


def notice_of(town: Town, movement_id: int, **said: Any) -> MovementDocument:
    with transaction():
        new = NewNotice(form_key=str(said.pop("form_key", "n1")), **said)
        reference = make_notice(town.designated_manager, movement_id, new, NOW)
    found = notices.document(reference)
    assert found is not None
    return found


def refused(action: Callable[[], object]) -> MovementRefused:
    with pytest.raises(MovementRefused) as found, transaction():
        action()
    return found.value


def test_a_notice_says_no_more_than_is_needed(town: Town, authority: int) -> None:
    with transaction():
        child = make_child(
            case_open=True, on_plan=True, lead=town.lead, lived_at=("6 Juniper Walk", "ZZ6 1TW")
        )
        one = make_movement(
            town.designated_manager, authority, child_id=child, description="Her aunt drinks"
        )
    row = notice_of(town, one.row.id)
    shown = _in_words(row, by(one.row.reference))
    for said in ("Wilfreda Ashgrove", "7 March 2018", "3 Rook Lane, Merecombe, ZZ3 3ZZ", MERECOMBE):
        assert said in shown.text
    for said in ("Ines Thackeray", "Hold a transfer-in conference within 15 working days"):
        assert said in shown.text
    for kept in ("Juniper", "Quince", "Neglect", "aunt", "grandmother"):
        assert kept not in shown.text and kept not in str(row.content)
    assert shown.is_notice and shown.is_ours


def test_a_confidential_address_stands_in_it_only_by_a_decision_with_a_reason(
    town: Town, authority: int
) -> None:
    manager = town.designated_manager
    with transaction():
        child = make_child(on_plan=True, lead=town.lead, case_open=True)
        hidden = RecordAddress(
            address_type=AddressType.HOME,
            line1=HIDDEN,
            line2="",
            town="Merecombe",
            postcode="ZZ3 8AB",
            confidential=True,
        )
        record_address(manager, child, hidden, NOW)
        # Nobody ticked the box: the record says so itself.
        one = make_movement(
            manager, authority, child_id=child, address=f"{HIDDEN}, Merecombe", postcode="ZZ3 8AB"
        )
    assert one.row.address_confidential
    plain = notice_of(town, one.row.id)
    assert HIDDEN not in str(plain.content) and "ZZ3 8AB" not in str(plain.content)
    shown = _in_words(plain, by(one.row.reference))
    assert "Confidential: ask us by telephone" in shown.text
    both = NewNotice(form_key="n2", include_confidential_address=True)
    wrong = refused(lambda: make_notice(manager, one.row.id, both, NOW))
    assert wrong.field == "confidential_because"
    decided = notice_of(
        town,
        one.row.id,
        form_key="n3",
        include_confidential_address=True,
        confidential_because="They visit tonight",
    )
    assert HIDDEN in str(decided.content)
    assert (decided.confidential_address, decided.confidential_because) == (
        True,
        "They visit tonight",
    )


def test_a_notice_is_made_once_of_one_form_and_never_of_a_move_into_the_area(
    town: Town, authority: int
) -> None:
    with transaction():
        one = make_movement(town.designated_manager, authority)
        into = make_movement(town.designated_manager, authority, direction=MovementDirection.IN)
    assert notice_of(town, one.row.id).id == notice_of(town, one.row.id).id
    new = NewNotice(form_key="n9")
    assert refused(lambda: make_notice(town.designated_manager, into.row.id, new, NOW)).words


def test_the_pdf_says_what_the_text_says(app: Flask, town: Town, authority: int) -> None:
    with transaction():
        one = make_movement(town.designated_manager, authority)
    shown = _in_words(notice_of(town, one.row.id), by(one.row.reference))
    with app.test_request_context():
        made = pdf_from_template("movements/document_pdf.html", document=shown)
        assert render_template("movements/document_pdf.html", document=shown)
    read = PdfReader(BytesIO(made))
    assert read.root_object["/MarkInfo"]["/Marked"]
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for what, which in shown.lines:
        assert what in words and which in words
    for asked in shown.requests:
        assert asked in words


class Elsewhere:
    """What the other authority's copy would write, made here and loaded here."""

    def __init__(self, town: Town, **said: Any) -> None:
        self.manager = town.designated_manager
        with transaction():
            self.there = make_authority(said.pop("there", THORNLEIGH))
            self.one = make_movement(self.manager, self.there, **said)
        self.notice = notice_of(town, self.one.row.id)

    def file(self, **said: Any) -> bytes:
        data = dict(self.notice.content) | said
        return file_bytes(data | {"digest": digest_of(data)})

    def load(self, content: bytes, sender: int | None, on: date = TODAY) -> Loaded:
        with transaction():
            return load_file(self.manager, content, sender, on, NOW)


def movements() -> int:
    return db.session.scalar(select(func.count(Movement.id))) or 0


def test_a_notice_is_loaded_as_a_movement_in_and_acknowledged_back(
    town: Town, authority: int
) -> None:
    elsewhere = Elsewhere(town)
    loaded = elsewhere.load(elsewhere.file(), authority, date(2026, 11, 17))
    assert loaded.is_notice and not loaded.was_there
    here = by(loaded.movement_reference)
    assert here.row.direction is MovementDirection.IN
    assert here.row.described_name == "Ottoline Fairweather"
    assert here.facts.notice_on == date(2026, 11, 17) and here.facts.on_plan
    assert here.child_id is None, "whose record it is a person decides"
    with transaction():
        take_step(
            elsewhere.manager,
            here.row.id,
            MovementStepKind.CONFERENCE_BOOKED,
            TODAY + timedelta(days=9),
        )
        said = NewAcknowledgement(
            form_key="a1", contact_name="Oriel Tamsett", contact_telephone="01632 960777"
        )
        reference = make_acknowledgement(elsewhere.manager, here.row.id, said, NOW)
    answer = notices.document(reference)
    assert answer is not None
    content = read_data(answer.content)
    assert isinstance(content, AcknowledgementContent)
    assert content.notice_reference == elsewhere.notice.reference
    back = elsewhere.load(file_bytes(answer.content), elsewhere.there)
    assert (back.is_notice, back.was_there) == (False, False)
    assert back.movement_reference == elsewhere.one.row.reference
    there = by(back.movement_reference)
    assert there.state is MovementState.CONFERENCE_BOOKED
    assert there.facts.acknowledged_on == TODAY
    assert there.facts.conference_booked_for == TODAY + timedelta(days=9)
    again = elsewhere.load(file_bytes(answer.content), elsewhere.there)
    assert again.was_there and len(by(back.movement_reference).steps) == 2


def test_the_same_notice_twice_is_recognised_and_another_of_its_name_refused(
    town: Town, authority: int
) -> None:
    elsewhere = Elsewhere(town)
    first = elsewhere.load(elsewhere.file(), authority)
    before = movements()
    second = elsewhere.load(elsewhere.file(), authority)
    assert second.was_there and second.movement_reference == first.movement_reference
    other = elsewhere.file(child_name="Ottilie Fairweather")
    wrong = refused(lambda: load_file(elsewhere.manager, other, authority, TODAY, NOW))
    assert wrong.field == "file" and "it said something else" in wrong.words
    assert movements() == before and len(by(first.movement_reference).steps) == 1


def test_the_authority_is_the_one_that_the_file_names_or_a_person_chooses(
    town: Town, authority: int
) -> None:
    elsewhere = Elsewhere(town)
    stranger = elsewhere.file(sender="Nowhere Council")
    wrong = refused(lambda: load_file(elsewhere.manager, stranger, None, TODAY, NOW))
    assert wrong.field == "authority_id" and "not on our list" in wrong.words
    named = elsewhere.file(sender=MERECOMBE.upper())
    found = by(elsewhere.load(named, None).movement_reference)
    assert found.row.authority_id == authority
    unlisted = refused(lambda: load_file(elsewhere.manager, named, 4711, TODAY, NOW))
    assert unlisted.field == "authority_id"


def test_what_is_refused_leaves_nothing_behind(town: Town, authority: int) -> None:
    elsewhere, before = Elsewhere(town), movements()
    for content, day, field in (
        (b"\x00\xff", TODAY, "file"),
        (elsewhere.file()[:-30], TODAY, "file"),
        (elsewhere.file(version=2), TODAY, "file"),
        (elsewhere.file(direction="in"), TODAY, "file"),
        (elsewhere.file(), TODAY + timedelta(days=1), "received_on"),
        (elsewhere.file(moved_on="1950-01-01"), TODAY, "moved_on"),
    ):
        wrong = refused(
            lambda content=content, day=day: load_file(  # type: ignore[misc]
                elsewhere.manager, content, authority, day, NOW
            )
        )
        assert wrong.field == field, wrong.words
    assert movements() == before
    loaded = select(func.count(MovementDocument.id)).where(
        MovementDocument.authority_id.is_not(None)
    )
    assert db.session.scalar(loaded) == 0


def test_an_acknowledgement_of_something_else_is_refused(town: Town, authority: int) -> None:
    elsewhere = Elsewhere(town)
    here = elsewhere.load(elsewhere.file(), authority)
    with transaction():
        said = NewAcknowledgement(form_key="a1", contact_name="O", contact_telephone="1")
        reference = make_acknowledgement(
            elsewhere.manager, by(here.movement_reference).row.id, said, NOW
        )
    answer = notices.document(reference)
    assert answer is not None

    def altered(**more: Any) -> bytes:
        data = dict(answer.content) | more
        return file_bytes(data | {"digest": digest_of(data)})

    for content, sender, words in (
        (altered(notice_digest="00"), elsewhere.there, "no notice of ours as we sent it"),
        (altered(notice_reference="XXXX-XXXX"), elsewhere.there, "no notice of ours"),
        (altered(), authority, "went to another authority"),
    ):
        wrong = refused(
            lambda content=content, sender=sender: load_file(  # type: ignore[misc]
                elsewhere.manager, content, sender, TODAY, NOW
            )
        )
        assert words in wrong.words
    assert by(elsewhere.one.row.reference).facts.acknowledged_on is None


def test_a_paper_notice_has_no_acknowledgement_file(town: Town, authority: int) -> None:
    with transaction():
        into = make_movement(town.designated_manager, authority, direction=MovementDirection.IN)
    said = NewAcknowledgement(form_key="a1", contact_name="O", contact_telephone="1")
    wrong = refused(lambda: make_acknowledgement(town.designated_manager, into.row.id, said, NOW))
    assert "acknowledge it on paper" in wrong.words


def test_a_notice_holds_the_lead_at_work_or_the_cover_or_nobody(town: Town, authority: int) -> None:
    with transaction():
        nobody = make_movement(town.designated_manager, authority)
    content = read_data(notice_of(town, nobody.row.id).content)
    assert isinstance(content, NoticeContent)
    assert (content.worker_name, content.sender_contact) == ("", town.procedure.enquiries_number)
