"""Documents of a decision: kept once, set aside and put back, typed by people; all in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.documents.models import DocumentFile, KeptDocument, TypedWords
from lacrecords.documents.queries import counted, document_of, documents_of, file_of
from lacrecords.documents.services import say_whether_it_belongs, type_words
from lacrecords.documents.values import DocumentRefused, NewTyping
from lacrecords.sharing_decisions.document_place import DOCUMENTS
from lacrecords.sharing_decisions.peer_pool import reviewers_of
from lacrecords.sharing_decisions.standing import standing_of
from tests.factories.documents import keep, letter, mixed, scan
from tests.factories.sharing import begun
from tests.factories.town import NOW, Town, make_town

TYPED = NewTyping(page=1, words="Maya lives with her aunt", nothing_on_it=False, shown=0)


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        return make_town()


def kept(town: Town, content: bytes) -> tuple[int, int]:
    """A decision with this file as its document; their numbers."""
    decision_id = begun(town).row.id
    return decision_id, keep(town.team_manager, DOCUMENTS, decision_id, content)


def aside(town: Town, decision_id: int, number: int, belongs: bool = False) -> None:
    with transaction():
        because = "It is of another child"
        say_whether_it_belongs(
            town.team_manager, DOCUMENTS, decision_id, number, belongs, because, NOW
        )


def typed(town: Town, decision_id: int, number: int, new: NewTyping) -> None:
    with transaction():
        type_words(town.team_manager, DOCUMENTS, decision_id, number, new, NOW)


def test_a_document_is_kept_byte_for_byte_with_what_was_read(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id, number = kept(town, mixed())
        shown = document_of(DOCUMENTS, decision_id, number)
        assert shown and file_of(shown.row.id) == mixed()
        assert shown.pages[0].row.words.startswith("Dear Ms Okafor")
        assert shown.pages_to_type == (2,) and shown.belongs
        assert counted(DOCUMENTS, decision_id) == (1, 1)
        trail = db.session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject_kind == "document")
        )
        assert list(trail) == ["document_added"]


def test_the_same_file_twice_is_said_to_be_kept_already(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id, number = kept(town, letter())
        with pytest.raises(DocumentRefused, match=r"kept here already, as document 1 .*Letter"):
            keep(town.team_manager, DOCUMENTS, decision_id, letter())
        aside(town, decision_id, number)
        with pytest.raises(DocumentRefused, match="put it back"):
            keep(town.team_manager, DOCUMENTS, decision_id, letter())
        assert len(documents_of(DOCUMENTS, decision_id)) == 1
        another = begun(town).row.id
        assert keep(town.team_manager, DOCUMENTS, another, letter()) == 1
        assert keep(town.team_manager, DOCUMENTS, decision_id, scan()) == 2


def test_a_form_sent_twice_is_one_document(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id = begun(town).row.id
        for _ in range(2):
            assert keep(town.team_manager, DOCUMENTS, decision_id, scan(), idempotency_key="x") == 1
        assert len(db.session.scalars(select(DocumentFile.document_id)).all()) == 1


def test_a_date_to_come_is_refused(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id = begun(town).row.id
        later = (NOW + timedelta(days=1)).date()
        with pytest.raises(DocumentRefused, match="today or in the past"):
            keep(town.team_manager, DOCUMENTS, decision_id, scan(), dated_on=later)
        assert keep(town.team_manager, DOCUMENTS, decision_id, scan(), dated_on=NOW.date()) == 1


def test_a_document_set_aside_stays_kept_and_can_be_put_back(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id, number = kept(town, mixed())
        aside(town, decision_id, number)
        shown = document_of(DOCUMENTS, decision_id, number)
        assert shown and not shown.belongs and file_of(shown.row.id) == mixed()
        assert counted(DOCUMENTS, decision_id) == (0, 0)
        with pytest.raises(DocumentRefused, match="in the meantime"):
            aside(town, decision_id, number)
        aside(town, decision_id, number, belongs=True)
        assert counted(DOCUMENTS, decision_id) == (1, 1)


def test_what_a_person_types_of_a_page_counts_and_the_earlier_words_stay(
    app: Flask, town: Town
) -> None:
    with app.app_context():
        decision_id, number = kept(town, scan(1))
        typed(town, decision_id, number, TYPED)
        typed(town, decision_id, number, replace(TYPED, words="With her uncle", shown=1))
        shown = document_of(DOCUMENTS, decision_id, number)
        assert shown and shown.pages[0].typed and not shown.pages_to_type
        assert shown.pages[0].typed.words == "With her uncle"
        assert len(db.session.scalars(select(TypedWords)).all()) == 2
        assert counted(DOCUMENTS, decision_id) == (1, 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": ""}, "Type the words"),
        ({"nothing_on_it": True}, "Take one of the two away"),
        ({"shown": 1}, "Somebody else changed this"),
        ({"page": 2}, "no such page"),
    ],
)
def test_half_a_typing_is_refused(
    app: Flask, town: Town, changed: dict[str, object], words: str
) -> None:
    with app.app_context():
        decision_id, number = kept(town, scan(1))
        with pytest.raises(DocumentRefused, match=words):
            typed(town, decision_id, number, replace(TYPED, **changed))


def test_that_there_are_no_words_on_a_page_is_said_by_a_person(app: Flask, town: Town) -> None:
    with app.app_context():
        decision_id, number = kept(town, scan(1))
        typed(town, decision_id, number, replace(TYPED, words="", nothing_on_it=True))
        assert counted(DOCUMENTS, decision_id) == (1, 0)


def test_whoever_gave_a_document_is_not_drawn_to_review_the_decision(
    app: Flask, town: Town
) -> None:
    with app.app_context():
        decision_id = begun(town, by=town.designated_manager).row.id
        standing = standing_of(decision_id)
        before = {one.key for one in reviewers_of((standing,), NOW)[decision_id]}
        assert town.team_manager.key in before
        keep(town.team_manager, DOCUMENTS, decision_id, letter())
        after = {one.key for one in reviewers_of((standing,), NOW)[decision_id]}
        assert town.team_manager.key not in after
        assert db.session.scalar(select(KeptDocument.added_by)) == town.team_manager.key
