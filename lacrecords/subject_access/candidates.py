"""Who came up in the search, as this reader may see them: enough to tell whether it is them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from lacrecords.children.queries import cards_of, hidden_ids
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.people.queries import addresses_of, people_by_id
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.subject_access.models import SubjectLink
from lacrecords.subject_access.standing import AccessStanding
from lacrecords.subject_access.subject import place_of, table
from lacrecords.terms import SubjectLinkKind
from lacrecords.web.words import date_words, moment_words

Place = tuple[SubjectLinkKind, int]
KIND_WORDS = {
    SubjectLinkKind.CHILD: "A child of the register",
    SubjectLinkKind.PERSON: "An adult of the register",
    SubjectLinkKind.ENQUIRER: "Somebody who made an enquiry",
    SubjectLinkKind.ASKED_ABOUT: "A child whom an enquiry described",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One of those who came up: what is held to tell them by, and what was decided."""

    number: int
    place: Place
    title: str
    lines: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    link: SubjectLink | None
    decided_by: str

    @property
    def kind_words(self) -> str:
        """Where they stand."""
        return KIND_WORDS[self.place[0]]


def shown_candidates(actor: Actor, standing: AccessStanding, now: datetime) -> tuple[Shown, ...]:
    """Everybody who came up and whom this reader may see, in order."""
    if standing.search is None:
        return ()
    evidence = standing.search.evidence["candidates"]
    places = [(SubjectLinkKind(one["kind"]), int(one["id"])) for one in evidence]
    said = _said_of(actor, places, now)
    links = {place_of(row): row for row in standing.links}
    names = staff.names_for({row.decided_by for row in links.values()})
    return tuple(
        Shown(
            number=number,
            place=place,
            title=said[place][0],
            lines=said[place][1],
            reasons=tuple(one["reasons"]),
            link=(link := links.get(place)),
            decided_by=names[link.decided_by] if link else "",
        )
        for number, (one, place) in enumerate(zip(evidence, places, strict=True), 1)
        if place in said
    )


Said = dict[Place, tuple[str, tuple[tuple[str, str], ...]]]


def _said_of(actor: Actor, places: Iterable[Place], now: datetime) -> Said:
    by_kind: dict[SubjectLinkKind, set[int]] = {kind: set() for kind in SubjectLinkKind}
    for kind, number in places:
        by_kind[kind].add(number)
    return (
        _children(actor, by_kind[SubjectLinkKind.CHILD], now)
        | _adults(by_kind[SubjectLinkKind.PERSON])
        | _enquirers(by_kind[SubjectLinkKind.ENQUIRER])
        | _asked_about(by_kind[SubjectLinkKind.ASKED_ABOUT])
    )


def _children(actor: Actor, ids: set[int], now: datetime) -> Said:
    on = local_date(now)
    cards = cards_of(ids - hidden_ids(ids, actor.account_id, on), on)
    return {
        (SubjectLinkKind.CHILD, number): (
            card.name,
            (
                ("Other names", "; ".join(card.other_names)),
                ("Date of birth", card.birth_words),
                ("Addresses", "; ".join(card.addresses)),
                ("Case", card.case_words),
            ),
        )
        for number, card in cards.items()
    }


def _adults(ids: set[int]) -> Said:
    return {
        (SubjectLinkKind.PERSON, number): (
            card.name or "No name recorded",
            (
                ("Other names", "; ".join(card.other_names)),
                ("Date of birth", "; ".join(date_words(day) for day in card.births)),
                ("Addresses", "; ".join(one.words for one in addresses_of(number))),
            ),
        )
        for number, card in people_by_id(ids).items()
    }


def _enquirers(ids: set[int]) -> Said:
    enquirers, enquiries = table("enquirers"), table("enquiries")
    rows = db.session.execute(
        select(enquirers, enquiries.c.asked_at)
        .join_from(enquirers, enquiries)
        .where(enquirers.c.enquiry_id.in_(ids))
    ).mappings()
    return {
        (SubjectLinkKind.ENQUIRER, row["enquiry_id"]): (
            row["name"],
            (
                ("Asked", moment_words(row["asked_at"])),
                ("As", row["role"] or row["relationship"]),
                ("From", row["agency_name"]),
                ("Number given", row["telephone_given"]),
            ),
        )
        for row in rows
    }


def _asked_about(ids: set[int]) -> Said:
    asked, enquiries = table("enquired_children"), table("enquiries")
    rows = db.session.execute(
        select(asked, enquiries.c.asked_at).join_from(asked, enquiries).where(asked.c.id.in_(ids))
    ).mappings()
    later = _said_later(ids)
    return {
        (SubjectLinkKind.ASKED_ABOUT, row["id"]): (
            next(filter(None, map(_name_given, (row, *later.get(row["id"], ())))), "No name given"),
            (
                ("Asked about", moment_words(row["asked_at"])),
                *_given(row, "given"),
                *(line for one in later.get(row["id"], ()) for line in _given(one, "said later")),
            ),
        )
        for row in rows
    }


def _said_later(ids: set[int]) -> dict[int, list[RowMapping]]:
    """What was said later of children whom enquiries described, in the order it was said."""
    further = table("further_descriptions")
    found = select(further).where(further.c.enquired_child_id.in_(ids)).order_by(further.c.id)
    later: dict[int, list[RowMapping]] = {}
    for row in db.session.execute(found).mappings():
        later.setdefault(row["enquired_child_id"], []).append(row)
    return later


def _name_given(row: RowMapping) -> str:
    return f"{row['forename']} {row['surname']}".strip()


def _given(row: RowMapping, when: str) -> tuple[tuple[str, str], ...]:
    address = ", ".join(part for part in (row["line1"], row["town"], row["postcode"]) if part)
    name = _name_given(row) if when != "given" else ""
    given = (("Name", name), ("Date of birth", date_words(row["born_on"])), ("Address", address))
    return tuple(
        (f"{label} {when}", text)
        for label, text in given
        if text or (when == "given" and label != "Name")
    )
