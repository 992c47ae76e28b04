"""Whose names and addresses are looked for in a pack, and what is the person's own.

It is read from the records of the person: household, other children, enquirers, whoever asked
for a check. A word that is in the person's own name is never another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from lacrecords.children.queries import CandidateCard, cards_of
from lacrecords.database import db
from lacrecords.people.queries import addresses_of, people_by_id
from lacrecords.rules.identifying_known import known_words
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.proposing import Known, Own, folded, words_of_name
from lacrecords.subject_access.subject import Subject, table
from lacrecords.terms import AsksAs

FOR_THEMSELVES = frozenset({AsksAs.THEMSELVES, AsksAs.CHILD})
ADDRESS = ("line1", "line2", "town", "postcode")
_ASKED_ABOUT = (("enquired_children", "id"), ("further_descriptions", "enquired_child_id"))
"""What was said of children in enquiries, at first and later, and the column of the child."""
OWN_NUMBERS = ("uprn", "nhs_number", "upn", "value")


def known_of(subject: Subject, request: Asked, on: date) -> Known:
    """Whose names, addresses and numbers are looked for in the pack of this person."""
    names = set(_own_names(subject, request, on))
    whole = {folded(name) for name in names}
    own = Own(
        words=frozenset(word for name in names for word in words_of_name(name)),
        forenames=frozenset(word for name in names for word in words_of_name(name)[:-1]),
        homes=frozenset(_own_homes(subject, request)),
        values=frozenset(_own_values(subject, request)),
    )
    others = sorted(
        name
        for name in set(_other_names(subject, on))
        if folded(name) and folded(name) not in whole
    )
    places = sorted(
        place
        for place in _other_addresses(subject)
        if not any(folded(place) in home for home in own.homes)
    )
    return Known(known_words(others, places), own, frozenset(_our_names()))


def _own_names(subject: Subject, request: Asked, on: date) -> Iterator[str]:
    yield f"{request.subject_forename} {request.subject_surname}"
    yield from re.split(r"[,;\n]+", request.subject_other_names)
    for child in cards_of(subject.child_ids, on).values():
        yield from _every_name(child)
    for person in people_by_id(subject.person_ids).values():
        yield from (person.name, *person.other_names)
    yield from _typed_names("checked_names", "version_id", _versions(subject))
    for name, column in _ASKED_ABOUT:
        yield from _typed_names(name, column, subject.enquired_child_ids)


def _every_name(child: CandidateCard) -> Iterator[str]:
    yield from (child.name, *(other.split(" (")[0] for other in child.other_names))


def _typed_names(name: str, column: str, ids: Iterable[int]) -> list[str]:
    columns = table(name).c
    found = select(columns.forename, columns.middle, columns.surname).where(
        columns[column].in_(set(ids))
    )
    return [" ".join(part for part in row if part) for row in db.session.execute(found)]


def _versions(subject: Subject) -> frozenset[int]:
    columns = table("checked_person_versions").c
    found = select(columns.id).where(columns.checked_person_id.in_(subject.checked_person_ids))
    return frozenset(db.session.scalars(found))


def _own_tables(subject: Subject) -> Iterator[tuple[str, str, frozenset[int]]]:
    """Tables with addresses, numbers or days of the person, and which rows are theirs."""
    yield ("child_addresses", "child_id", subject.child_ids)
    yield ("person_addresses", "person_id", subject.person_ids)
    for name, column in _ASKED_ABOUT:
        yield (name, column, subject.enquired_child_ids)
    yield ("checked_addresses", "version_id", _versions(subject))
    yield ("child_identifiers", "child_id", subject.child_ids)
    yield ("child_births", "child_id", subject.child_ids)


def _own_rows(subject: Subject, wanted: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """What those tables hold of these columns, row by row."""
    for name, column, ids in _own_tables(subject):
        columns = table(name).c
        chosen = [columns[one] for one in wanted if one in columns]
        if chosen and ids:
            rows = db.session.execute(select(*chosen).where(columns[column].in_(ids)))
            yield from (tuple(row) for row in rows)


def _own_homes(subject: Subject, request: Asked) -> Iterator[str]:
    """Whole addresses, folded; a confidential one is nobody's own to whoever asks for another."""
    given = (request.subject_address, request.subject_postcode)
    kept_back = frozenset() if request.asks_as in FOR_THEMSELVES else _confidential(subject)
    for row in (*_own_rows(subject, ADDRESS), given):
        said = folded("".join(str(part) for part in row if part))
        if said and not any(line in said for line in kept_back):
            yield said


def _confidential(subject: Subject) -> frozenset[str]:
    """First lines, folded, of addresses of the child that only those may know who must."""
    columns = table("child_addresses").c
    mine = columns.child_id.in_(subject.child_ids) & columns.confidential
    return frozenset(folded(line) for line in _values(columns.line1, mine))


def _own_values(subject: Subject, request: Asked) -> Iterator[str]:
    """Numbers and days of birth, folded; and how somebody who asks for themselves is reached."""
    if request.asks_as in FOR_THEMSELVES:
        yield folded(request.asker_contact)
    days = {request.subject_born_on} if request.subject_born_on else set()
    for row in _own_rows(subject, (*OWN_NUMBERS, "born_on")):
        days.update(one for one in row if isinstance(one, date))
        yield from (folded(one) for one in row if isinstance(one, str) and one)
    for day in days:
        yield from (folded(f"{day:{how}}") for how in ("%d %B %Y", "%d/%m/%Y", "%Y-%m-%d"))
        yield folded(f"{day.day} {day:%B %Y}")


def _our_names() -> set[str]:
    return {folded(name) for name in _values(table("accounts").c.name)}


def _values(column: Any, where: Any = None) -> set[str]:
    found = select(column) if where is None else select(column).where(where)
    return {one for one in db.session.scalars(found) if one}


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


def _other_names(subject: Subject, on: date) -> Iterator[str]:
    for card in people_by_id(_other_people(subject)).values():
        yield from (card.name, *card.other_names)
    for child in cards_of(_other_children(subject), on).values():
        yield from _every_name(child)
    enquirers = table("enquirers").c
    about = subject.about_enquiry_ids
    yield from _values(enquirers.name, enquirers.enquiry_id.in_(about))
    yield from _others_asked_about(subject)
    checks = table("check_request_versions").c
    yield from _values(
        checks.requester_name, checks.check_request_id.in_(subject.check_request_ids)
    )


def _others_asked_about(subject: Subject) -> Iterator[str]:
    """Whoever else was described in the same enquiries, and the mothers who were named."""
    asked = table("enquired_children").c
    in_them = select(asked.id).where(asked.enquiry_id.in_(subject.every_enquiry_id))
    for name, column in _ASKED_ABOUT:
        heard = table(name).c
        others = select(heard.forename, heard.surname, heard.mother_name).where(
            heard[column].in_(in_them), heard[column].not_in(subject.enquired_child_ids)
        )
        for forename, surname, mother in db.session.execute(others):
            yield from (f"{forename} {surname}".strip(), mother)
        yield from _values(heard.mother_name, heard[column].in_(subject.enquired_child_ids))


def _other_addresses(subject: Subject) -> Iterator[str]:
    """First lines of the addresses of other adults."""
    for person_id in _other_people(subject):
        for address in addresses_of(person_id):
            yield address.words.split(",")[0].strip()
