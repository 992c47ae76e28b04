"""How a child stands on a day: everything the rules ask of the register, read at once.

Read for many children with a fixed number of queries. It says what is so; who may
be told what is decided by the rules, and who may open a record by `closed_to`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from lacrecords.children import facts
from lacrecords.children.ages import Birth, is_adult
from lacrecords.children.leads import Lead, Worker, leads_of
from lacrecords.children.linked import records_of
from lacrecords.children.models import (
    ChildBirth,
    ChildCase,
    ChildDeath,
    ChildProtectionPlan,
    DeclaredConnection,
    OtherAuthorityInvolvement,
    Restriction,
    RestrictionReader,
)
from lacrecords.children.read_once import read_once
from lacrecords.terms import RestrictionKind

__all__ = ["ChildStanding", "OtherAuthority", "RestrictionCard", "Worker"]


@dataclass(frozen=True, slots=True)
class RestrictionCard:
    """Who alone may open a record."""

    owner_id: int
    kind: RestrictionKind
    reader_ids: frozenset[int]

    @property
    def sealed(self) -> bool:
        """Sealed at adoption."""
        return self.kind is RestrictionKind.SEALED_AT_ADOPTION

    @property
    def may_open(self) -> frozenset[int]:
        """Everybody who may open it: the owner and the readers."""
        return self.reader_ids | {self.owner_id}


@dataclass(frozen=True, slots=True)
class OtherAuthority:
    """Another authority that has a plan for the child or has placed the child."""

    authority: str
    telephone: str
    what: str

    @property
    def can_be_named(self) -> bool:
        """Whether an enquirer can be told its name and number; a file may leave them out."""
        return bool(self.authority and self.telephone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStanding:
    """How one child stands on a day."""

    child_id: int
    reference: str
    died_or_adult: bool
    restriction: RestrictionCard | None
    connected_account_ids: frozenset[int]
    other_authority: OtherAuthority | None
    case_recorded: bool
    case_open: bool
    on_plan: bool
    lead: Worker | None
    lead_active: bool
    cover: Worker | None
    team_id: int | None
    team_manager_id: int | None
    also_leading: tuple[Lead, ...] = ()
    """Who leads besides, by a record that is linked: they hear of an enquiry as well."""

    @property
    def sealed(self) -> bool:
        """Sealed at adoption: for its named owner alone, and in no list or link."""
        return self.restriction is not None and self.restriction.sealed


class _LeadParts(TypedDict):
    lead: Worker | None
    lead_active: bool
    cover: Worker | None
    team_id: int | None
    team_manager_id: int | None
    also_leading: tuple[Lead, ...]


def standing_of(child_id: int, on: date) -> ChildStanding:
    """How this child stands on that day; KeyError when there is no such child."""
    return standings_of((child_id,), on)[child_id]


def standings_of(child_ids: Iterable[int], on: date) -> dict[int, ChildStanding]:
    """How each of these children stands on that day, with a fixed number of queries."""
    wanted = tuple(set(child_ids))
    references = facts.references_of(wanted)
    gone = died_or_adult(wanted, on)
    restrictions, connections = restrictions_of(wanted, on), connections_of(wanted, on)
    others = facts.in_force(OtherAuthorityInvolvement, wanted, on)
    cases = facts.current(ChildCase, wanted)
    planned = on_plan(wanted, on)
    leads = leads_of(wanted, on)
    return {
        child_id: ChildStanding(
            child_id=child_id,
            reference=reference,
            died_or_adult=child_id in gone,
            restriction=restrictions.get(child_id),
            connected_account_ids=connections.get(child_id, frozenset()),
            other_authority=_other_authority(others.get(child_id)),
            case_recorded=case_is_recorded(cases.get(child_id, []), on),
            case_open=case_is_open(cases.get(child_id, []), on),
            on_plan=child_id in planned,
            **_lead_parts(leads.get(child_id)),
        )
        for child_id, reference in references.items()
    }


def closed_to(standing: ChildStanding, account_id: int | None) -> bool:
    """Whether the record is closed to this member of staff: restricted to others, or connected."""
    return _closed(standing.restriction, standing.connected_account_ids, account_id)


def closed_ids(child_ids: Iterable[int], account_id: int | None, on: date) -> frozenset[int]:
    """Which of these records are closed to this member of staff."""
    wanted = tuple(set(child_ids))
    restrictions, connections = restrictions_of(wanted, on), connections_of(wanted, on)
    return frozenset(
        child_id
        for child_id in wanted
        if _closed(restrictions.get(child_id), connections.get(child_id, frozenset()), account_id)
    )


def hidden_ids(child_ids: Iterable[int], account_id: int | None, on: date) -> frozenset[int]:
    """Which of these stand in no list for this member of staff: closed to them, or sealed.

    A sealed record is listed for nobody, its owner included: beside the record after the
    adoption it would say that both are one child. Its owner opens it by its reference.
    """
    wanted = tuple(set(child_ids))
    return closed_ids(wanted, account_id, on) | sealed_ids(wanted, on)


def sealed_ids(child_ids: Iterable[int], on: date) -> frozenset[int]:
    """Which of these records are sealed at adoption."""
    cards = restrictions_of(child_ids, on)
    return frozenset(child_id for child_id, card in cards.items() if card.sealed)


def _closed(
    restriction: RestrictionCard | None, connected: frozenset[int], account_id: int | None
) -> bool:
    if account_id is not None and account_id in connected:
        return True
    if restriction is None:
        return False
    return account_id not in restriction.may_open


def died_or_adult(child_ids: Iterable[int], on: date) -> frozenset[int]:
    """Those who have died by that day or are eighteen or over on it."""
    wanted = tuple(set(child_ids))
    births, deaths = facts.in_force(ChildBirth, wanted, on), facts.in_force(ChildDeath, wanted, on)
    adults = (
        child_id for child_id, rows in births.items() if rows and is_adult(birth_of(rows), on)
    )
    return frozenset((*adults, *deaths))


def birth_of(rows: list[ChildBirth]) -> Birth | None:
    """The latest of these facts of birth."""
    if not rows:
        return None
    return Birth(rows[-1].born_on, rows[-1].expected_on, rows[-1].precision)


def case_is_open(rows: list[ChildCase], on: date) -> bool:
    """Whether a case is in force on that day."""
    return any(_begun(row, on) and (row.to_on is None or row.to_on > on) for row in rows)


def case_is_recorded(rows: list[ChildCase], on: date) -> bool:
    """Whether there is or was a case by that day; without one the status is not recorded."""
    return any(_begun(row, on) for row in rows)


def _begun(row: ChildCase, on: date) -> bool:
    return row.from_on is None or row.from_on <= on


def on_plan(child_ids: Iterable[int], on: date) -> frozenset[int]:
    """Those who are the subject of a child protection plan on that day."""
    return frozenset(facts.in_force(ChildProtectionPlan, child_ids, on))


def restrictions_of(child_ids: Iterable[int], on: date) -> dict[int, RestrictionCard]:
    """Who alone may open these records: of a child with linked records, whoever may open each."""
    wanted = tuple(set(child_ids))
    linked = records_of(wanted)
    every = {one for records in linked.values() for one in records.ids}
    own = own_restrictions_of({*wanted, *every}, on)
    cards = {one: own[one] for one in wanted if one in own and one not in linked}
    for one, records in linked.items():
        held = [own[each] for each in records.ids if each in own]
        if held:
            may = frozenset.intersection(*(card.may_open for card in held))
            # Whoever answers for one record alone must not be let into the other by the link.
            owners = [card.owner_id for card in held if card.owner_id in may]
            owner_id = next(iter([*owners, *sorted(may)]), held[0].owner_id)
            cards[one] = RestrictionCard(owner_id, held[0].kind, may)
    return cards


def own_restrictions_of(record_ids: Iterable[int], on: date) -> dict[int, RestrictionCard]:
    """The restriction of each record itself; a seal at adoption outranks a restriction."""
    wanted, known = set(record_ids), read_once(f"restrictions on {on}")
    new = wanted - known.keys()
    found = _read_restrictions(new, on) if new else {}
    known.update((one, found.get(one)) for one in new)
    return {one: card for one in sorted(wanted) if (card := known[one]) is not None}


def _read_restrictions(record_ids: Iterable[int], on: date) -> dict[int, RestrictionCard]:
    restrictions = facts.in_force(Restriction, record_ids, on)
    readers = facts.in_force(RestrictionReader, restrictions, on)
    cards = {}
    for child_id, rows in restrictions.items():
        sealed = [row for row in rows if row.kind == RestrictionKind.SEALED_AT_ADOPTION]
        chosen = (sealed or rows)[-1]
        # A sealed record is for its named owner alone, whoever could read it before.
        may = frozenset(row.account_id for row in readers.get(child_id, ()) if not sealed)
        cards[child_id] = RestrictionCard(chosen.owner_id, RestrictionKind(chosen.kind), may)
    return cards


def connections_of(child_ids: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """Which members of staff have declared a connection with these children."""
    wanted = tuple(set(child_ids))
    linked = records_of(wanted)
    every = {one for records in linked.values() for one in records.ids}
    known = read_once(f"connections on {on}")
    new = {*wanted, *every} - known.keys()
    found = facts.in_force(DeclaredConnection, new, on)
    known.update((one, frozenset(row.account_id for row in found.get(one, ()))) for one in new)
    who: dict[int, frozenset[int]] = {}
    for one in wanted:
        ids = linked[one].ids if one in linked else (one,)
        accounts: frozenset[int] = frozenset().union(*(known[each] for each in ids))
        if accounts:
            who[one] = accounts
    return who


def _lead_parts(lead: Lead | None) -> _LeadParts:
    if lead is None:
        return _LeadParts(
            lead=None,
            lead_active=False,
            cover=None,
            team_id=None,
            team_manager_id=None,
            also_leading=(),
        )
    return _LeadParts(
        lead=lead.worker,
        lead_active=lead.active,
        cover=lead.cover,
        team_id=lead.team_id,
        team_manager_id=lead.team_manager_id,
        also_leading=lead.besides,
    )


def _other_authority(rows: list[OtherAuthorityInvolvement] | None) -> OtherAuthority | None:
    if not rows:
        return None
    return OtherAuthority(rows[-1].authority, rows[-1].telephone, rows[-1].what)
