"""A child's page as one frozen value: what stands at the top, and the timeline below.

Built for one reader, on the record as it stood on a day. Confidential addresses are
in it for the lead social worker, the cover and managers only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from lacrecords.children.confidential_addresses import confidential_places
from lacrecords.children.differences import Difference, differences
from lacrecords.children.fact_readers import (
    sees_confidential,
    staff_names,
    withdrawn_of,
)
from lacrecords.children.fact_words import FactReader
from lacrecords.children.facts import references_of
from lacrecords.children.leads import Lead, leads_of
from lacrecords.children.models import (
    ChildAddress,
    DeclaredConnection,
    HouseholdMember,
    LeadSocialWorkerAssignment,
    Restriction,
    RestrictionReader,
)
from lacrecords.children.moments import Asked
from lacrecords.children.page_circumstances import Circumstances, circumstances, lead_on
from lacrecords.children.page_household import Household, household
from lacrecords.children.page_identity import Identity, identity
from lacrecords.children.page_visits import Visit, latest_visits
from lacrecords.children.queries import names_of
from lacrecords.children.record import Record, When, read_record
from lacrecords.children.taking_back import taken_back_at
from lacrecords.children.timeline import TimelineEntry, timeline
from lacrecords.database import now_utc
from lacrecords.history import Fact
from lacrecords.people.queries import people_by_id
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """Everything on the page, in words."""

    reference: str
    identity: Identity
    circumstances: Circumstances
    household: Household
    timeline: tuple[TimelineEntry, ...]
    visits: tuple[Visit, ...]
    taken_back_at: datetime | None
    """The moment at which the only import that spoke of the child was undone."""


def child_page(actor: Actor, child_id: int, when: When) -> ChildPage:
    """The page of a record that is open to this reader, on a bounded number of queries."""
    record = read_record(child_id, when)
    lead, lead_since = lead_on(record)
    today = council_day(now_utc())
    lead_today = lead if when.on == today else leads_of((child_id,), today).get(child_id)
    reader = _reader(record, actor, lead_today)
    rows = list(_rows_seen(record, reader))
    authors = staff.names_for({row.recorded_by for row in rows})
    linked = references_of(record.record_ids[1:])
    withdrawn = withdrawn_of(record.record_ids, when.moment)
    return ChildPage(
        reference=record.reference,
        identity=identity(record),
        circumstances=circumstances(record, reader, lead, lead_since),
        household=household(record, reader, actor.account_id),
        timeline=timeline(rows, reader, authors, withdrawn, linked),
        visits=latest_visits(record, actor),
        taken_back_at=None if withdrawn else taken_back_at(rows, when.moment),
    )


def page_differences(
    actor: Actor, child_id: int, both: tuple[Asked, Asked]
) -> tuple[Difference, ...]:
    """What became different between two moments, for a reader who may open the record today."""
    now, today = now_utc(), council_day(now_utc())
    # As the links stand at the later moment: what a link brought with it is there from then on.
    record = read_record(child_id, both[1].when)
    reader = _reader(record, actor, leads_of((child_id,), today).get(child_id))
    every = replace(record, when=When(now, today))
    return differences(_rows_seen(every, reader), reader, record.record_ids, both)


def _reader(record: Record, actor: Actor, lead: Lead | None) -> FactReader:
    people = people_by_id(row.person_id for row in record.every(HouseholdMember))
    others = {record.other_child(row) for row in record.relationships}
    return FactReader(
        staff=staff_names(_accounts_in(record)),
        people={person_id: card.name for person_id, card in people.items()},
        children=names_of(others, actor.account_id, council_day(now_utc())),
        # Whoever led on an earlier day does not lead today.
        sees_confidential=sees_confidential(actor, (lead.worker, lead.cover) if lead else ()),
        sees_every_confidential=sees_confidential(actor, ()),
        confidential_places=confidential_places(record.every(ChildAddress)),
    )


def _accounts_in(record: Record) -> Iterator[int]:
    for row in record.every(LeadSocialWorkerAssignment):
        if row.account_id is not None:
            yield row.account_id
    yield from (row.owner_id for row in record.every(Restriction))
    yield from (row.account_id for row in record.every(RestrictionReader))
    yield from (row.account_id for row in record.every(DeclaredConnection))


def _rows_seen(record: Record, reader: FactReader) -> Iterator[Fact]:
    """Every row written by that moment; a related child closed to the reader is left out."""
    written = record.when.moment
    for rows in record.rows.values():
        yield from (row for row in rows if row.recorded_at <= written)
    for relationship in record.relationships:
        known = record.other_child(relationship) in reader.children
        if known and relationship.recorded_at <= written:
            yield relationship
