"""Which facts of a child a row changes: added, superseded, or in conflict with one kept by hand.

Pure. A row that says nothing new changes nothing; an empty cell removes nothing,
except a lead social worker, because a wrong name must not be told. A fact that a
person recorded is never replaced: the difference is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lacrecords.children.bulk import FactKind, HeldFact, NewFact
from lacrecords.exchange.changes import Changes, HeldFacts, Values, is_by_hand, same
from lacrecords.exchange.register_said import (
    CheckedRow,
    address_values,
    birth_values,
    identifier_values,
    lead_values,
    name_values,
)
from lacrecords.exchange.register_spells import SpellChange, change_case, change_plan
from lacrecords.matching.names import is_stand_in
from lacrecords.terms import AddressType, NameType, Sex

LEAD_COLUMN = "lead_social_worker_email"


def changes_of(row: CheckedRow, held: HeldFacts, former: HeldFacts, on: date) -> Changes:
    """What the row, as of the day `on`, changes of a child of whom these facts are held.

    `former` are facts that the record said once and says no longer.
    """
    changes = Changes(former)
    _identifiers(row, held.get(FactKind.IDENTIFIER, ()), changes)
    _name(row, held.get(FactKind.NAME, ()), changes, on)
    _other_names(row, held.get(FactKind.NAME, ()), changes)
    _birth(row, held.get(FactKind.BIRTH, ()), changes)
    _characteristics(row, held.get(FactKind.CHARACTERISTICS, ()), changes)
    _address(row, held.get(FactKind.ADDRESS, ()), changes, on)
    if row.said.case:
        spells = held.get(FactKind.CASE, ())
        case = change_case(row.said.case, spells)
        _spell(FactKind.CASE, "case_opened_on", spells, case, changes)
    if row.said.plan:
        spells = held.get(FactKind.PLAN, ())
        plan = change_plan(row.said.plan, spells, on)
        _spell(FactKind.PLAN, "cp_plan", spells, plan, changes)
    if row.said.lead:
        _lead(row, held.get(FactKind.LEAD, ()), changes, on)
    return changes


def _identifiers(row: CheckedRow, held: Sequence[HeldFact], changes: Changes) -> None:
    for values in identifier_values(row.said):
        scheme = values["scheme"]
        latest = _latest(held, lambda fact, scheme=scheme: fact.values["scheme"] == scheme)
        changes.state(FactKind.IDENTIFIER, latest, values, scheme.value)


def _name(row: CheckedRow, held: Sequence[HeldFact], changes: Changes, on: date) -> None:
    said = name_values(row.said.name, NameType.CURRENT)
    if not said["middle"]:
        del said["middle"]
    state_name(said, held, changes, on)


def state_name(
    said: dict[str, Any],
    held: Sequence[HeldFact],
    changes: Changes,
    on: date,
    column: str = "surname",
) -> None:
    """The current name; one that it takes the place of becomes an earlier name.

    Middle names that are not said stand as long as the forename does.
    """
    latest = _latest(held, lambda fact: fact.values["name_type"] is NameType.CURRENT)
    if "middle" not in said:
        stands = latest is not None and latest.values["forename"] == said["forename"]
        said = {**said, "middle": latest.values["middle"] if latest and stands else ""}
    replaced = changes.state(FactKind.NAME, latest, said, column)
    if latest and replaced and _is_another_name(latest.values, said):
        earlier = {**latest.values, "name_type": NameType.EARLIER}
        # A name that the child was once known by must go on finding the child.
        fact = NewFact(earlier, latest.from_on, on, "The file gives another name now.")
        changes.added[FactKind.NAME].append(fact)


def _is_another_name(held: Values, said: Values) -> bool:
    if is_stand_in(f"{held['forename']}"):
        return bool(held["surname"].casefold() != said["surname"].casefold())
    return any(held[part].casefold() != said[part].casefold() for part in ("forename", "surname"))


def _other_names(row: CheckedRow, held: Sequence[HeldFact], changes: Changes) -> None:
    if not row.said.other_names:
        return
    said = [name_values(name, NameType.OTHER) for name in row.said.other_names]
    parts = ("forename", "middle", "surname")
    wanted = {tuple(values[part] for part in parts): values for values in said}
    for fact in held:
        if fact.values["name_type"] is NameType.CURRENT:
            continue
        known = wanted.pop(tuple(fact.values[part] for part in parts), None)
        left_out = known is None and fact.values["name_type"] is NameType.OTHER
        if left_out and not is_by_hand(fact):
            changes.replace(FactKind.NAME, fact, None)
    for values in wanted.values():
        changes.added[FactKind.NAME].append(NewFact(values))


def _birth(row: CheckedRow, held: Sequence[HeldFact], changes: Changes) -> None:
    values = birth_values(row.said)
    if values:
        changes.state(FactKind.BIRTH, _latest(held), values, "dob")


def _characteristics(row: CheckedRow, held: Sequence[HeldFact], changes: Changes) -> None:
    if row.said.sex is Sex.NOT_RECORDED:
        return
    latest = _latest(held)
    ethnicity = latest.values["ethnicity"] if latest else ""
    values: dict[str, Any] = {"sex": row.said.sex, "ethnicity": ethnicity}
    changes.state(FactKind.CHARACTERISTICS, latest, values, "sex")


def _address(row: CheckedRow, held: Sequence[HeldFact], changes: Changes, on: date) -> None:
    if row.said.address is None:
        return
    values = address_values(row.said.address)
    home = _latest(
        held, lambda fact: fact.values["address_type"] is AddressType.HOME and not fact.to_on
    )
    if home and home.values["confidential"]:
        values["confidential"] = True
    if home is None and _ended_by_hand(held, values):
        changes.disagree(FactKind.ADDRESS, "addr1", None, NewFact(values))
        return
    if home and not is_by_hand(home) and _is_another_home(home.values, values):
        ended = NewFact(home.values, home.from_on, on, "The register file gives another address.")
        changes.replace(FactKind.ADDRESS, home, ended)
        changes.added[FactKind.ADDRESS].append(NewFact(values))
        return
    changes.state(FactKind.ADDRESS, home, values, "addr1")


def _is_another_home(held: Values, said: Values) -> bool:
    if held["uprn"] and held["uprn"] == said["uprn"]:
        return False
    parts = ("line1", "line2", "postcode")
    return any(held[part].casefold() != said[part].casefold() for part in parts)


def _spell(
    kind: FactKind,
    column: str,
    held: Sequence[HeldFact],
    change: SpellChange,
    changes: Changes,
) -> None:
    if change.instead_of and is_by_hand(change.instead_of):
        # Only the end of what was kept by hand is in dispute, not what the file says began then.
        changes.disagree(kind, column, change.instead_of, change.altered)
    else:
        changes.replace(kind, change.instead_of, change.altered)
    if change.begun and (not held or _was_taken_out(kind, change.begun, held, changes)):
        changes.begin(kind, change.begun, column)
    elif change.begun:
        changes.added[kind].append(change.begun)


def _was_taken_out(
    kind: FactKind, begun: NewFact, held: Sequence[HeldFact], changes: Changes
) -> bool:
    """Whether the record had this spell and has none any more that begins on its day."""
    starts = [
        fact.from_on for fact in changes.former.get(kind, ()) if same(fact.values, begun.values)
    ]
    return begun.from_on in starts and begun.from_on not in [fact.from_on for fact in held]


def _lead(row: CheckedRow, held: Sequence[HeldFact], changes: Changes, on: date) -> None:
    latest = _latest(held, lambda fact: not fact.to_on)
    values = lead_values(row)
    if latest is None:
        _first_lead(values, held, changes)
    elif values and _is_same_lead(latest.values, values):
        return
    elif is_by_hand(latest):
        says = NewFact(values, on) if values else None
        changes.disagree(FactKind.LEAD, LEAD_COLUMN, latest, says)
    elif row.said.lead and latest.values["name_as_given"] == row.said.lead.email:
        changes.replace(FactKind.LEAD, latest, NewFact(values or {}, latest.from_on))
    else:
        reason = "The register file names another, or nobody."
        ended = NewFact(latest.values, latest.from_on, on, reason)
        changes.replace(FactKind.LEAD, latest, ended)
        changes.added[FactKind.LEAD] += [NewFact(values, on)] if values else []


def _first_lead(values: Values | None, held: Sequence[HeldFact], changes: Changes) -> None:
    if values is None:
        return
    if _ended_by_hand(held, {"account_id": values["account_id"]}):
        changes.disagree(FactKind.LEAD, LEAD_COLUMN, None, NewFact(values))
    else:
        changes.begin(FactKind.LEAD, NewFact(values), LEAD_COLUMN)


def _is_same_lead(held: Values, said: Values) -> bool:
    if said["account_id"]:
        return bool(held["account_id"] == said["account_id"])
    return same(
        {name: held[name] for name in ("account_id", "name_as_given")},
        {name: said[name] for name in ("account_id", "name_as_given")},
    )


def _ended_by_hand(held: Sequence[HeldFact], values: Values) -> bool:
    return any(fact.to_on and is_by_hand(fact) and same(fact.values, values) for fact in held)


def _latest(held: Sequence[HeldFact], such_that: Any = None) -> HeldFact | None:
    found = [fact for fact in held if such_that is None or such_that(fact)]
    return found[-1] if found else None
