"""Patterns across enquiries: the same enquirer, the same address, the same child, many children.

Everything is read from what enquirers gave. What rests on a record that is closed to the
reader is left out, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.description import addresses_heard, described_form, heard_of, names_heard
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.queries.lists import titles_of
from lacrecords.enquiries.queries.pages import enquirer_title
from lacrecords.enquiries.queries.same_enquirer import same_enquirer
from lacrecords.enquiries.queries.steps import latest_decision
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.matching.address_search import enquired_at_address
from lacrecords.procedure import Procedure
from lacrecords.terms import MatchAnswer

MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class OtherEnquiry:
    """Another enquiry that belongs to a pattern, with what they have in common."""

    reference: str
    asked_at: datetime
    enquirer: str
    children: str
    why: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """What stands beside one enquiry."""

    same_enquirer: tuple[OtherEnquiry, ...]
    same_address: tuple[OtherEnquiry, ...]
    same_child: tuple[OtherEnquiry, ...]
    unrelated_children: int

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.same_enquirer or self.same_address or self.same_child)


def patterns_of(
    enquiry: Enquiry, account_id: int | None, procedure: Procedure, now: datetime
) -> Patterns:
    """Every pattern that this enquiry belongs to, for a reader."""
    asked = _described(enquiry.id)
    return Patterns(
        same_enquirer=_shown(same_enquirer(enquiry, timedelta(days=procedure.pattern_days))),
        same_address=_shown(_at_the_address(enquiry, asked, procedure.pattern_days)),
        same_child=_shown(_about_the_child(enquiry, asked, account_id, now)),
        unrelated_children=unrelated_children(enquiry, procedure),
    )


def unrelated_children(enquiry: Enquiry, procedure: Procedure) -> int:
    """How many children without a common name or home the same person asked about lately."""
    theirs = same_enquirer(enquiry, timedelta(days=procedure.unrelated_children_days))
    numbers = [enquiry.id, *(number for number, why in theirs.items() if why.is_person)]
    rows = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id.in_(numbers), EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.id)
    )
    families: list[tuple[str, str]] = []
    for child in rows:
        surnames = [one.surname for one in names_heard(heard_of(child))]
        name, home = "".join(surnames[:1]).casefold().strip(), _home(child)
        if not any(_related((name, home), family) for family in families):
            families.append((name, home))
    return len(families)


def _home(child: EnquiredChild) -> str:
    places = addresses_heard(heard_of(child))[:1]
    said = "".join(f"{place.line1}{place.postcode}" for place in places)
    return "".join(said.casefold().split())


def _related(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(mine and mine == theirs for mine, theirs in zip(one, other, strict=True))


def another_child_at_the_address(enquiry: Enquiry, procedure: Procedure) -> bool:
    """Whether another child was asked about at an address that this enquiry gave."""
    return bool(_at_the_address(enquiry, _described(enquiry.id), procedure.pattern_days))


def _described(enquiry_id: int) -> list[EnquiredChild]:
    return list(
        db.session.scalars(
            select(EnquiredChild)
            .where(EnquiredChild.enquiry_id == enquiry_id, EnquiredChild.from_list.is_(False))
            .order_by(EnquiredChild.position)
        )
    )


def _at_the_address(enquiry: Enquiry, asked: list[EnquiredChild], days: int) -> dict[int, str]:
    """Other enquiries about another child at the same address, and why it is the same."""
    on = local_date(enquiry.asked_at)
    found: dict[int, str] = {}
    for child in asked:
        there = enquired_at_address(db.session(), described_form(child, on).addresses)
        others = {one.subject_id: one.why for one in there if one.subject_id != child.id}
        same = _same_child_ids(child)
        for row in _rows_in(others.keys() - same, enquiry, days):
            found.setdefault(row.enquiry_id, others[row.id])
    return found


def _rows_in(ids: set[int], enquiry: Enquiry, days: int) -> list[EnquiredChild]:
    window = timedelta(days=days)
    return list(
        db.session.scalars(
            select(EnquiredChild)
            .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
            .where(
                EnquiredChild.id.in_(ids),
                EnquiredChild.from_list.is_(False),
                Enquiry.id != enquiry.id,
                Enquiry.asked_at.between(enquiry.asked_at - window, enquiry.asked_at + window),
            )
            .order_by(EnquiredChild.id.desc())
            .limit(MOST_SHOWN)
        )
    )


def _same_child_ids(child: EnquiredChild) -> set[int]:
    """Enquired children decided, or linked, to be the same child as this one."""
    decision = latest_decision(child.id)
    found: set[int] = set()
    if decision is not None and decision.child_id is not None:
        found |= _decided_to_be(decision.child_id)
    return found | _linked_with(child.id)


def _decided_to_be(child_id: int) -> set[int]:
    decided = select(MatchDecision.enquired_child_id).where(
        MatchDecision.child_id.in_(children.record_ids(child_id)),
        MatchDecision.answer == MatchAnswer.SAME,
    )
    return set(db.session.scalars(decided))


def _linked_with(enquired_child_id: int) -> set[int]:
    mine = select(UnknownChildLink.unknown_child_id).where(
        UnknownChildLink.enquired_child_id == enquired_child_id,
        UnknownChildLink.undone_at.is_(None),
    )
    linked = select(UnknownChildLink.enquired_child_id).where(
        UnknownChildLink.unknown_child_id.in_(mine), UnknownChildLink.undone_at.is_(None)
    )
    return set(db.session.scalars(linked))


def _about_the_child(
    enquiry: Enquiry, asked: list[EnquiredChild], account_id: int | None, now: datetime
) -> dict[int, str]:
    found: dict[int, str] = {}
    for child in asked:
        decision = latest_decision(child.id)
        record = decision.child_id if decision else None
        same = _linked_with(child.id)
        if record is not None and not children.hidden_ids((record,), account_id, local_date(now)):
            same |= _decided_to_be(record)
        rows = db.session.execute(
            select(EnquiredChild.enquiry_id).where(
                EnquiredChild.id.in_(same), EnquiredChild.enquiry_id != enquiry.id
            )
        )
        for (number,) in rows:
            found.setdefault(number, "decided, or linked, to be the same child")
    return found


def _shown(found: Mapping[int, object]) -> tuple[OtherEnquiry, ...]:
    """The newest of them, as lines."""
    rows = db.session.execute(
        select(Enquiry, Enquirer)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(Enquiry.id.in_(found))
        .order_by(Enquiry.asked_at.desc(), Enquiry.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    titles = titles_of([enquiry.id for enquiry, _ in rows])
    return tuple(
        OtherEnquiry(
            reference=enquiry.reference,
            asked_at=enquiry.asked_at,
            enquirer=enquirer_title(enquirer),
            children="; ".join(titles.get(enquiry.id, ())),
            why=str(found[enquiry.id]),
        )
        for enquiry, enquirer in rows
    )
