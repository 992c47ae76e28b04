"""Whose information it is: the records decided to be the person's, and what hangs on them.

Only what a person decided, or whoever answers for a closed record, is the person's. Of an
enquiry the person's part is what was said of them; the other children of a call are not theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, func, select

from lacrecords.children.linked import with_linked
from lacrecords.database import Base, db
from lacrecords.documents.queries import kept_in
from lacrecords.subject_access.correction_models import RequestCorrection
from lacrecords.subject_access.models import SubjectLink
from lacrecords.terms import MatchAnswer, PersonAnswer, SubjectLinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The numbers of everything that is the person's, by the kind of thing."""

    request_id: int
    child_ids: frozenset[int]
    person_ids: frozenset[int]
    enquired_child_ids: frozenset[int]
    enquiry_ids: frozenset[int]
    """Enquiries that the person made."""
    about_enquiry_ids: frozenset[int]
    """Enquiries in which the person was asked about."""
    unknown_child_ids: frozenset[int]
    checked_person_ids: frozenset[int]
    check_request_ids: frozenset[int]
    earlier_request_ids: frozenset[int]
    paper_ids: frozenset[int]
    """Papers that were kept with this request, or an earlier one."""

    @property
    def every_enquiry_id(self) -> frozenset[int]:
        """Enquiries by the person and about them."""
        return self.enquiry_ids | self.about_enquiry_ids

    @property
    def is_held(self) -> bool:
        """Whether anything was decided to be the person's, or was kept with the request."""
        of_records = self.child_ids | self.person_ids | self.enquired_child_ids | self.enquiry_ids
        return bool(of_records or self.paper_ids)


def links_of(request_id: int) -> tuple[SubjectLink, ...]:
    """The newest decision on each place of our records, in order."""
    rows = db.session.scalars(
        select(SubjectLink)
        .where(SubjectLink.request_id == request_id, still_counts())
        .order_by(SubjectLink.id)
    )
    newest = {place_of(row): row for row in rows}
    return tuple(sorted(newest.values(), key=lambda row: row.id))


def still_counts() -> ColumnElement[bool]:
    """A decision on who the person is, made after what was said of them was put right last."""
    return ~exists().where(
        RequestCorrection.request_id == SubjectLink.request_id,
        RequestCorrection.person_changed,
        RequestCorrection.corrected_at >= SubjectLink.decided_at,
    )


def place_of(row: SubjectLink) -> tuple[SubjectLinkKind, int]:
    """Which place of our records a decision is about."""
    number = row.child_id or row.person_id or row.enquiry_id or row.enquired_child_id or 0
    return row.kind, number


def subject_of(request_id: int) -> Subject:
    """The person of this request, as it was decided so far."""
    by_kind: dict[SubjectLinkKind, set[int]] = {kind: set() for kind in SubjectLinkKind}
    for row in links_of(request_id):
        if row.is_the_person:
            kind, number = place_of(row)
            by_kind[kind].add(number)
    child_ids = frozenset(with_linked(by_kind[SubjectLinkKind.CHILD]))
    person_ids = frozenset(by_kind[SubjectLinkKind.PERSON])
    enquired = frozenset(by_kind[SubjectLinkKind.ASKED_ABOUT]) | _decided_to_be(child_ids)
    checked = _checked(person_ids)
    earlier = _earlier(request_id, child_ids, person_ids)
    return Subject(
        request_id=request_id,
        child_ids=child_ids,
        person_ids=person_ids,
        enquired_child_ids=enquired,
        enquiry_ids=frozenset(by_kind[SubjectLinkKind.ENQUIRER]),
        about_enquiry_ids=_column("enquired_children", "enquiry_id", "id", enquired),
        unknown_child_ids=_unknown(enquired),
        checked_person_ids=checked,
        check_request_ids=_column("checked_people", "check_request_id", "id", checked),
        earlier_request_ids=earlier,
        paper_ids=kept_in("access_request_id", {request_id, *earlier}),
    )


def table(name: str) -> Table:
    """A table of the program by its name."""
    return Base.metadata.tables[name]


def _numbers(found: Any) -> frozenset[int]:
    return frozenset(db.session.scalars(found))


def _column(name: str, wanted: str, column: str, ids: Collection[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    columns = table(name).c
    return _numbers(select(columns[wanted]).where(columns[column].in_(ids)))


def _newest(name: str, of: str, answer: ColumnElement[bool], wanted: str) -> Any:
    """What the newest row of each group says, where that is this."""
    columns = table(name).c
    newest = select(func.max(columns.id)).group_by(columns[of])
    return select(columns[wanted]).where(columns.id.in_(newest), answer)


def _decided_to_be(child_ids: Collection[int]) -> frozenset[int]:
    """Enquired children of whom it was decided last that they are this child."""
    if not child_ids:
        return frozenset()
    columns = table("match_decisions").c
    same = and_(columns.answer == MatchAnswer.SAME, columns.child_id.in_(child_ids))
    return _numbers(_newest("match_decisions", "enquired_child_id", same, "enquired_child_id"))


def _unknown(enquired: Collection[int]) -> frozenset[int]:
    if not enquired:
        return frozenset()
    columns = table("unknown_child_links").c
    found = select(columns.unknown_child_id).where(
        columns.enquired_child_id.in_(enquired), columns.undone_at.is_(None)
    )
    return _numbers(found)


def _checked(person_ids: Collection[int]) -> frozenset[int]:
    """People of suitability checks of whom it was decided that they are this adult."""
    if not person_ids:
        return frozenset()
    decisions, searches = table("check_decisions").c, table("check_searches").c
    newest = select(func.max(decisions.id)).group_by(decisions.search_id, decisions.person_id)
    found = (
        select(searches.checked_person_id)
        .join_from(table("check_decisions"), table("check_searches"))
        .where(
            decisions.id.in_(newest),
            decisions.answer == PersonAnswer.SAME,
            decisions.person_id.in_(person_ids),
        )
    )
    return _numbers(found)


def _earlier(
    request_id: int, child_ids: Iterable[int], person_ids: Iterable[int]
) -> frozenset[int]:
    found = select(SubjectLink.request_id).where(
        SubjectLink.is_the_person,
        still_counts(),
        SubjectLink.request_id < request_id,
        SubjectLink.child_id.in_(set(child_ids)) | SubjectLink.person_id.in_(set(person_ids)),
    )
    return _numbers(found)
