"""A pack holds everything that is held, as it stood; what is left out is a row beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lacrecords.children.identities import RecordName, record_name
from lacrecords.database import Base, db, transaction
from lacrecords.queue.models import Job
from lacrecords.subject_access.assembling import ask_to_assemble, has_changed
from lacrecords.subject_access.differences import differences_of
from lacrecords.subject_access.pack_models import PackPage, Redaction, SubjectPack
from lacrecords.subject_access.pack_source import (
    LEFT_COLUMNS,
    Passage,
    Section,
    cut,
    shown_columns,
    table,
)
from lacrecords.subject_access.pack_sources import NOT_ASSEMBLED, SOURCES
from lacrecords.subject_access.packs import (
    page_rows,
    passages_of,
    redactions_of,
    undecided_by_page,
    undecided_of,
)
from lacrecords.subject_access.paging import LINES_A_PAGE, checksum_of, lines_of, pages_of
from lacrecords.subject_access.redacting import (
    leave_out_passages,
    leave_out_words,
    refuse_proposals,
    undo_redaction,
)
from lacrecords.subject_access.released import released_pack, still_standing
from lacrecords.subject_access.values import AccessRefused
from lacrecords.terms import KeptInReason, LeftOutReason, MatchAnswer, NameType
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.subject_access import (
    MOTHER,
    SISTER,
    SUBJECT,
    Access,
    again,
    asked,
    assembled,
    decided,
    searched,
    shown,
)
from tests.factories.town import NOW

THIRD_PARTY = LeftOutReason.THIRD_PARTY


def packed(access: Access) -> int:
    """A request with its first pack."""
    request_id = searched(access, shown(access, asked(access)))
    return assembled(request_id, access.guardian)


def pack_of(request_id: int) -> SubjectPack:
    """The newest pack."""
    pack = again(request_id).pack
    assert pack is not None
    return pack


def text_of(pack: SubjectPack) -> str:
    """Every word of the pack as it is kept."""
    return "\n".join(
        f"{page.heading}\n" + "\n".join(one.words for one in passages_of(page))
        for page in page_rows(pack.id)
    )


def where(pack: SubjectPack, words: str) -> tuple[int, int, str]:
    """The first page and passage that holds these words."""
    return next(
        (page.number, place, one.words)
        for page in page_rows(pack.id)
        for place, one in enumerate(passages_of(page))
        if words in one.words
    )


def test_every_sensitive_table_is_assembled_or_declared_with_the_reason(in_app: Flask) -> None:
    """A table that is added fails here until somebody decides."""
    sensitive = {
        str(mapper.local_table) for mapper in Base.registry.mappers if mapper.class_.__sensitive__
    }
    assembled_tables = [source.table for source in SOURCES]
    assert len(assembled_tables) == len(set(assembled_tables))
    assert not sensitive - set(assembled_tables) - set(NOT_ASSEMBLED)
    assert not set(NOT_ASSEMBLED) & set(assembled_tables)
    assert set(NOT_ASSEMBLED) <= sensitive
    assert all(len(reason.split()) > 3 for reason in NOT_ASSEMBLED.values())


def test_every_column_of_an_assembled_table_is_shown_or_left_with_a_reason(in_app: Flask) -> None:
    unknown = []
    for source in SOURCES:
        rows = table(source.table)
        shown_names = {column.name for column in shown_columns(rows, source)}
        for column in rows.columns:
            ties_rows = bool(column.foreign_keys)
            if column.name not in shown_names | source.leaves | LEFT_COLUMNS.keys():
                if not ties_rows:
                    unknown.append(f"{source.table}.{column.name}")
    assert unknown == []


def test_the_pack_holds_the_record_its_history_and_who_changed_it(access: Access) -> None:
    with transaction():
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(access.town.lead, access.child_id, name, NOW - timedelta(days=3))
    text = text_of(pack_of(packed(access)))
    for words in ("Wilfreda Ashgrove", "Freda Ashgrove", "14 Quince Row", MOTHER, "Ines Thackeray"):
        assert words in text
    assert SISTER in text and "Who looked at the record and who changed it" in text


def test_the_pack_holds_who_asked_about_the_person_and_what_was_said(access: Access) -> None:
    with transaction():
        enquiry = ask(access.town, reason="She missed her appointment.")
        check(access.town, enquiry)
        (child,) = children_of(enquiry)
        decide(access.town, child, MatchAnswer.SAME, child_id=access.child_id)
    text = text_of(pack_of(packed(access)))
    for words in ("Philippa Snow", "She missed her appointment.", "What might be said"):
        assert words in text


def test_pages_are_numbered_without_a_gap_and_kept_with_their_checksum(access: Access) -> None:
    pack = pack_of(packed(access))
    rows = page_rows(pack.id)
    assert [row.number for row in rows] == list(range(1, pack.pages + 1))
    assert len(pack.checksum) == len(pack.content_digest) == 64
    assert all(row.heading and row.passages for row in rows)
    assert sum(lines_of(one) for one in passages_of(rows[0])) <= LINES_A_PAGE


def test_nothing_is_changed_by_reading_and_something_by_a_new_name(access: Access) -> None:
    request_id = packed(access)
    assert not has_changed(pack_of(request_id), NOW + timedelta(days=2))
    with transaction():
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(access.town.lead, access.child_id, name, NOW)
    assert has_changed(pack_of(request_id), NOW)


def test_a_new_pack_takes_over_what_was_decided_and_marks_what_is_new(access: Access) -> None:
    request_id = decided(access, packed(access))
    first = pack_of(request_id)
    page, place, _ = where(first, "14 Quince Row")
    with transaction():
        at = (first.number, page)
        leave_out_words(access.guardian, request_id, at, place, [0], THIRD_PARTY, NOW)
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(access.town.lead, access.child_id, name, NOW)
    assembled(request_id, access.guardian, NOW + timedelta(hours=1))
    second = pack_of(request_id)
    assert second.number == 2
    difference = differences_of(second)
    assert difference is not None
    assert any("Freda" in one.words for _, one in difference.added)
    assert sum(undecided_by_page(second.id).values()) == 0
    before = {_said(first, row) for row in redactions_of(first.id)}
    after = {_said(second, row) for row in redactions_of(second.id)}
    assert before == after and any("14" in one for one in after)
    assert all(row.carried_from_id for row in redactions_of(second.id))


def _said(pack: SubjectPack, row: Redaction) -> str:
    page = db.session.get_one(PackPage, (pack.id, row.page))
    return passages_of(page)[row.passage].words[row.begins : row.ends]


def test_others_are_proposed_and_the_person_never_is(access: Access) -> None:
    pack = pack_of(packed(access))
    proposed = {
        row.words for page in page_rows(pack.id) for row in undecided_of(pack.id, page.number)
    }
    assert MOTHER in proposed
    assert not {word for word in proposed if SUBJECT[0] in word.split()}
    assert SUBJECT[1] not in proposed, "the person's own family name"
    assert any(SISTER in word for word in proposed)
    assert "ZZ9 4QR" not in proposed, "the person's own postcode"


def test_a_proposal_is_let_stand_with_a_reason(access: Access) -> None:
    request_id = packed(access)
    pack = pack_of(request_id)
    number = next(iter(undecided_by_page(pack.id)))
    rows = undecided_of(pack.id, number)
    before = sum(undecided_by_page(pack.id).values())
    with transaction():
        done = refuse_proposals(
            access.guardian,
            request_id,
            (pack.number, number),
            [rows[0].id],
            KeptInReason.KNOWN_TO_THE_PERSON,
            False,
            NOW,
        )
    assert done == 1
    assert sum(undecided_by_page(pack.id).values()) == before - 1


def test_lines_and_words_are_left_out_and_stand_again(access: Access) -> None:
    request_id = packed(access)
    pack = pack_of(request_id)
    page, place, words = where(pack, "14 Quince Row")
    at = (pack.number, page)
    with transaction():
        leave_out_words(access.guardian, request_id, at, place, [1, 2], THIRD_PARTY, NOW)
    (row,) = redactions_of(pack.id, page)
    assert words[row.begins : row.ends] == "Quince Row,"
    request = again(request_id).request
    out = released_pack(request, pack)
    assert "Quince Row" not in str(out.pages)
    with transaction():
        undo_redaction(access.guardian, request_id, at, row.id, "It is her own.", NOW)
    assert redactions_of(pack.id, page) == ()
    with pytest.raises(AccessRefused, match="undone already"), transaction():
        undo_redaction(access.guardian, request_id, at, row.id, "Again.", NOW)
    with transaction():
        leave_out_passages(access.guardian, request_id, at, [place], THIRD_PARTY, NOW)
    assert "Quince Row" not in str(released_pack(request, pack).pages)
    assert db.session.scalar(select(func.count(Redaction.id))) == 2, "every decision is kept"


def test_a_page_that_is_left_out_as_a_whole_is_not_there_and_nor_is_its_heading(
    access: Access,
) -> None:
    request_id = packed(access)
    pack = pack_of(request_id)
    page = next(one for one in page_rows(pack.id) if one.heading == "Household and family")
    every = range(len(passages_of(page)))
    at, ground = (pack.number, page.number), LeftOutReason.SERIOUS_HARM
    with transaction():
        leave_out_passages(access.guardian, request_id, at, every, ground, NOW)
    out = released_pack(again(request_id).request, pack)
    assert "Household" not in str(out)
    assert [one.number for one in out.pages] == list(range(1, pack.pages))
    assert "serious harm" in " ".join(out.letter)


def test_words_that_were_left_out_on_one_page_and_stand_on_another_are_pointed_out(
    access: Access,
) -> None:
    request_id = packed(access)
    pack = pack_of(request_id)
    page, place, _ = where(pack, "Ines Thackeray")
    text = page_rows(pack.id)[page - 1]
    words = passages_of(text)[place].words.split()
    chosen = [number for number, word in enumerate(words) if word in ("Ines", "Thackeray")]
    at = (pack.number, page)
    with transaction():
        leave_out_words(access.guardian, request_id, at, place, chosen, THIRD_PARTY, NOW)
    assert ("Ines Thackeray", True) in [(one, bool(pages)) for one, pages in still_standing(pack)]


@pytest.mark.parametrize("at", [(7, 1), (1, 9_999), (0, 0)])
def test_a_page_of_another_pack_is_not_changed(access: Access, at: tuple[int, int]) -> None:
    request_id = packed(access)
    with pytest.raises(AccessRefused), transaction():
        leave_out_passages(access.guardian, request_id, at, [0], THIRD_PARTY, NOW)


def test_the_worker_is_asked_once_for_one_pack(access: Access) -> None:
    request_id = searched(access, shown(access, asked(access)))
    for _ in range(2):
        with transaction():
            ask_to_assemble(access.guardian, request_id, NOW)
    waiting = select(func.count(Job.id)).where(Job.kind == "subject_access_assemble")
    assert db.session.scalar(waiting) == 1


def test_nothing_is_assembled_before_it_is_known_whose_it_is(access: Access) -> None:
    request_id = asked(access)
    with pytest.raises(AccessRefused, match="First say who asks"), transaction():
        ask_to_assemble(access.guardian, request_id, NOW)


WORDS = st.text(st.sampled_from("abc d.\n!"), min_size=1, max_size=1500)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_no_page_is_longer_than_a_screenful_and_no_word_is_lost(texts: list[str]) -> None:
    entries = tuple(
        tuple(Passage(f"t:{number}", "Said", part) for part in cut(text))
        for number, text in enumerate(texts)
    )
    pages = pages_of([Section("t", "What was said", tuple(e for e in entries if e), False)])
    said = [one for page in pages for one in page.passages]
    assert said == [one for entry in entries for one in entry]
    for page in pages:
        assert page.passages
        assert sum(lines_of(one) for one in page.passages) <= LINES_A_PAGE
    assert "".join("".join(texts).split()) == "".join("".join(o.words for o in said).split())
    assert checksum_of(pages) == checksum_of(pages)
