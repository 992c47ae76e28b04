"""What is proposed to be left out of a new pack: others' names, addresses and numbers.

Whose names are looked for is read from the records of the person: household, other children,
enquirers, whoever asked for a check. Names of the person themselves are never proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from lacrecords.children.queries import CandidateCard, cards_of
from lacrecords.database import db
from lacrecords.people.queries import addresses_of, people_by_id
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.marking import Mark, marks_in
from lacrecords.subject_access.paging import Page
from lacrecords.subject_access.subject import Subject, table

LABELS_NEVER_MARKED = frozenset({"Written down"})
"""Our own staff acted in their work: their names are the reader's to mark."""
SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Names and addresses of others that are looked for, and what is the person's own."""

    names: frozenset[str]
    addresses: frozenset[str]
    own: frozenset[str]
    """Postcodes, numbers and words of names that are the person's, folded."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mark, and where it stands."""

    page: int
    passage: int
    mark: Mark


def proposals_in(pages: Iterable[Page], known: Known) -> Iterator[Proposed]:
    """Every proposal on these pages."""
    for page in pages:
        for place, passage in enumerate(page.passages):
            if passage.label in LABELS_NEVER_MARKED:
                continue
            for mark in _marks(passage.words, known):
                yield Proposed(page.number, place, mark)


def _marks(text: str, known: Known) -> list[Mark]:
    by_address = [
        Mark(one.start, one.end, "address" if one.kind == "name" else one.kind, one.words)
        for one in marks_in(text, known.addresses)
    ]
    found = [one for one in by_address if folded(one.words) not in known.own]
    for mark in marks_in(text, known.names):
        taken = any(mark.start < one.end and one.start < mark.end for one in found)
        if mark.kind == "name" and not taken:
            found.append(mark)
    return sorted(found)


def known_of(subject: Subject, request: Asked, on: Any) -> Known:
    """Whose names, addresses and numbers are looked for in the pack of this person."""
    cards = cards_of(subject.child_ids, on)
    people = people_by_id(subject.person_ids)
    own_names = _own_names(cards.values(), request)
    own_names += [name for card in people.values() for name in (card.name, *card.other_names)]
    own_names += _typed_names("checked_names", _versions(subject))
    others = set(_other_names(subject, on))
    own_words = {folded(word) for name in own_names for word in name.split()}
    own_whole = {folded(name) for name in own_names}
    return Known(
        names=frozenset(_searchable(others, own_whole, own_words)),
        addresses=frozenset(_other_addresses(subject, on)),
        own=frozenset(own_words | _own_postcodes(subject, cards.values(), request)),
    )


def folded(text: str) -> str:
    """Without blanks, signs and case."""
    return re.sub(r"[\W_]+", "", text).lower()


def _searchable(others: set[str], own_whole: set[str], own_words: set[str]) -> Iterator[str]:
    """Whole names, and each word of them that is none of the person's own."""
    for name in others:
        if folded(name) and folded(name) not in own_whole:
            yield name
            for word in name.split():
                if len(word) >= SHORTEST_PART and folded(word) not in own_words:
                    yield word


def _own_names(cards: Iterable[CandidateCard], request: Asked) -> list[str]:
    names = [f"{request.subject_forename} {request.subject_surname}"]
    names += re.split(r"[,;\n]+", request.subject_other_names)
    for card in cards:
        names += [card.name, *(other.split(" (")[0] for other in card.other_names)]
    return [name for name in names if name.strip()]


def _own_postcodes(subject: Subject, cards: Iterable[CandidateCard], request: Asked) -> set[str]:
    found = {folded(request.subject_postcode)}
    for name, column, ids in (
        ("child_addresses", "child_id", subject.child_ids),
        ("person_addresses", "person_id", subject.person_ids),
        ("enquired_children", "id", subject.enquired_child_ids),
    ):
        columns = table(name).c
        found |= {folded(one) for one in _values(columns.postcode, columns[column].in_(ids))}
    return found - {""}


def _values(column: Any, where: Any) -> set[str]:
    return {one for one in db.session.scalars(select(column).where(where)) if one}


def _versions(subject: Subject) -> frozenset[int]:
    columns = table("checked_person_versions").c
    found = select(columns.id).where(columns.checked_person_id.in_(subject.checked_person_ids))
    return frozenset(db.session.scalars(found))


def _typed_names(name: str, version_ids: Iterable[int]) -> list[str]:
    columns = table(name).c
    found = select(columns.forename, columns.middle, columns.surname).where(
        columns.version_id.in_(set(version_ids))
    )
    return [" ".join(part for part in row if part) for row in db.session.execute(found)]


def _other_people(subject: Subject) -> set[int]:
    """Adults in the same records, and the other adults of the households of an adult."""
    rows = table("household_members").c
    mine = select(rows.child_id).where(rows.person_id.in_(subject.person_ids))
    found = select(rows.person_id).where(
        or_(rows.child_id.in_(subject.child_ids), rows.child_id.in_(mine))
    )
    hits = table("risk_hits").c
    notices = table("risk_notifications").c
    posing = (
        select(notices.person_id)
        .join_from(table("risk_hits"), table("risk_notifications"))
        .where(hits.child_id.in_(subject.child_ids))
    )
    people = set(db.session.scalars(found)) | set(db.session.scalars(posing))
    return people - subject.person_ids


def _other_children(subject: Subject) -> set[int]:
    related, members = table("child_relationships").c, table("household_members").c
    rows = db.session.execute(
        select(related.child_id, related.other_child_id).where(
            or_(
                related.child_id.in_(subject.child_ids),
                related.other_child_id.in_(subject.child_ids),
            )
        )
    )
    found = {number for row in rows for number in row}
    theirs = select(members.child_id).where(members.person_id.in_(subject.person_ids))
    return (found | set(db.session.scalars(theirs))) - subject.child_ids


def _other_names(subject: Subject, on: Any) -> Iterator[str]:
    for card in people_by_id(_other_people(subject)).values():
        yield from (card.name, *card.other_names)
    for child in cards_of(_other_children(subject), on).values():
        yield from (child.name, *(one.split(" (")[0] for one in child.other_names))
    enquirers, asked = table("enquirers").c, table("enquired_children").c
    about = subject.about_enquiry_ids
    yield from _values(enquirers.name, enquirers.enquiry_id.in_(about))
    others = select(asked.forename, asked.surname, asked.mother_name).where(
        asked.enquiry_id.in_(subject.every_enquiry_id),
        asked.id.not_in(subject.enquired_child_ids),
    )
    for forename, surname, mother in db.session.execute(others):
        yield from (f"{forename} {surname}".strip(), mother)
    yield from _values(asked.mother_name, asked.id.in_(subject.enquired_child_ids))
    checks = table("check_request_versions").c
    yield from _values(
        checks.requester_name, checks.check_request_id.in_(subject.check_request_ids)
    )


def _other_addresses(subject: Subject, on: Any) -> Iterator[str]:
    """First lines of the addresses of other adults, where they are not the person's own."""
    own = table("child_addresses").c
    mine = {folded(one) for one in _values(own.line1, own.child_id.in_(subject.child_ids))}
    for person_id in _other_people(subject):
        for address in addresses_of(person_id):
            first = address.words.split(",")[0].strip()
            if len(first) > SHORTEST_PART and folded(first) not in mine:
                yield first
