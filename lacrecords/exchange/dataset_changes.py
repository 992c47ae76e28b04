"""Which facts of a child the dataset changes: the rows of the files against the record. Pure.

A row with a number of its own is followed by that number; any other by what it is about.
What a person recorded stands, and the difference is a conflict. A fact whose row is gone
is left as it is, except that nobody leads by a row that the whole file no longer has,
because a wrong name must not be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lacrecords.children.bulk import FactKind, HeldFact, NewFact
from lacrecords.exchange.changes import Changes, HeldFacts, is_by_hand, row_in_file
from lacrecords.exchange.dataset_pairing import pair, same_text, says_the_same
from lacrecords.exchange.dataset_said import DatasetSays, SaidFact
from lacrecords.exchange.register_changes import state_name
from lacrecords.terms import IdentifierScheme, Sex

USUAL: Mapping[FactKind, Mapping[str, Any]] = {
    FactKind.ADDRESS: {"confidential": False},
    FactKind.LEGAL_STATUS: {"code": "", "looked_after": True, "placing_authority": ""},
    FactKind.REVIEW: {"booked_on": None},
    FactKind.CASE: {"closure_reason": "closed in the file"},
}
"""What is kept of a new fact where the file does not say."""

ONE_OF_A_SCHEME = (IdentifierScheme.AUTHORITY, IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS)
NO_LONGER_LEADS = "The file no longer says that this person leads."
MOVED = "The file gives another address from this day."
NOT_THIS_PLAN = "The file no longer says that the plan is of this authority."
ONE_TABLE = (FactKind.PLAN, FactKind.OTHER_AUTHORITY)
"""Plans of ours and of another authority are rows of one file."""


def changes_of(said: DatasetSays, held: HeldFacts, former: HeldFacts, on: date) -> Changes:
    """What the files, as of the day `on`, change of a child of whom these facts are held."""
    changes = Changes(former)
    for fact in said.of(FactKind.NAME):
        state_name(dict(fact.values), held.get(FactKind.NAME, ()), changes, on, fact.column)
    for fact in said.of(FactKind.BIRTH):
        _one(fact, held, changes)
    for fact in said.of(FactKind.CHARACTERISTICS):
        _characteristics(fact, held.get(FactKind.CHARACTERISTICS, ()), changes)
    _identifiers(said, held, changes)
    for kind in (FactKind.DEATH, FactKind.ADDRESS, FactKind.PLAN, FactKind.OTHER_AUTHORITY):
        _many(kind, said.of(kind), held.get(kind, ()), changes)
    _turned(said, held, changes, on)
    for kind in (FactKind.REVIEW, FactKind.LEGAL_STATUS):
        _many(kind, said.of(kind), held.get(kind, ()), changes)
    _cases(said, held.get(FactKind.CASE, ()), changes)
    _leads(said, held.get(FactKind.LEAD, ()), changes, on)
    return changes


def _one(fact: SaidFact, held: HeldFacts, changes: Changes) -> None:
    facts = held.get(fact.kind, ())
    changes.state(fact.kind, facts[-1] if facts else None, fact.values, fact.column)


def _characteristics(fact: SaidFact, held: Sequence[HeldFact], changes: Changes) -> None:
    """What the file leaves empty is not said."""
    latest = held[-1] if held else None
    values = dict(fact.values)
    if latest and values["sex"] is Sex.NOT_RECORDED:
        values["sex"] = latest.values["sex"]
    if latest and not values["ethnicity"]:
        values["ethnicity"] = latest.values["ethnicity"]
    changes.state(fact.kind, latest, values, fact.column)


def _identifiers(said: DatasetSays, held: HeldFacts, changes: Changes) -> None:
    facts = said.of(FactKind.IDENTIFIER)
    rows = held.get(FactKind.IDENTIFIER, ())
    for scheme in ONE_OF_A_SCHEME:
        # Files give one number in two places; the person's own row stands first.
        running = [one for one in facts if one.values["scheme"] is scheme and not one.to_on]
        for fact in running[:1]:
            of_scheme = [row for row in rows if row.values["scheme"] is scheme and not row.to_on]
            latest = of_scheme[-1] if of_scheme else None
            changes.state(fact.kind, latest, fact.values, fact.column)
    others = [fact for fact in facts if fact.values["scheme"] is IdentifierScheme.UPN]
    pupil = [row for row in rows if row.values["scheme"] is IdentifierScheme.UPN]
    _many(FactKind.IDENTIFIER, others, pupil, changes)


def _turned(said: DatasetSays, held: HeldFacts, changes: Changes, on: date) -> None:
    """A plan that ran and whose row makes it the other authority's now, or ours, ends that day."""
    for was, now in (ONE_TABLE, ONE_TABLE[::-1]):
        numbers = {fact.row_in_file for fact in said.of(now)} - {""}
        numbers -= {fact.row_in_file for fact in said.of(was)}
        for row in held.get(was, ()):
            number = row_in_file(row)
            if row.to_on is None and number in numbers:
                ended = NewFact(row.values, row.from_on, on, NOT_THIS_PLAN, number)
                changes.replace(was, row, ended)


def _cases(said: DatasetSays, held: Sequence[HeldFact], changes: Changes) -> None:
    facts = said.of(FactKind.CASE)
    stated = [fact for fact in facts if not fact.is_implied]
    _many(FactKind.CASE, stated, held, changes)
    runs = any(row.to_on is None for row in held) or any(fact.to_on is None for fact in stated)
    for fact in facts:
        if not fact.is_implied or runs:
            continue
        if any(is_by_hand(row) for row in held):
            changes.disagree(fact.kind, fact.column, None, fact.as_new({}))
        else:
            changes.begin(fact.kind, fact.as_new({}), fact.column)


def _leads(said: DatasetSays, held: Sequence[HeldFact], changes: Changes, on: date) -> None:
    gone = _many(FactKind.LEAD, said.of(FactKind.LEAD), held, changes)
    if not (said.whole and FactKind.LEAD in said.speaks_of):
        return
    for row in gone:
        if row.to_on is None and not is_by_hand(row):
            number = row_in_file(row)
            ended = NewFact(row.values, row.from_on, on, NO_LONGER_LEADS, number)
            changes.replace(FactKind.LEAD, row, ended)


def _many(
    kind: FactKind, said: Sequence[SaidFact], held: Sequence[HeldFact], changes: Changes
) -> list[HeldFact]:
    """Weigh each row against what is held; gives what is held and no row is about."""
    pairing, usual = pair(kind, said, held), _usual(kind, held)
    for fact, row in pairing.pairs:
        _weigh(fact, row, usual, changes)
    for fact in pairing.only_said:
        _new(fact, usual, changes)
    return pairing.only_held


def _usual(kind: FactKind, held: Sequence[HeldFact]) -> Mapping[str, Any]:
    """What is kept where a file does not say; who hides at one address hides at the next."""
    usual = USUAL.get(kind, {})
    if kind is not FactKind.ADDRESS:
        return usual
    hides = any(row.values["confidential"] and row.to_on is None for row in held)
    return {**usual, "confidential": hides}


def _new(fact: SaidFact, usual: Mapping[str, Any], changes: Changes) -> None:
    """A fact that the record does not hold: added, unless a person took it out."""
    said = fact.as_new(usual)
    # A file never takes out a fact without putting another with its number in its place.
    taken_out = any(
        (fact.row_in_file and row_in_file(row) == fact.row_in_file)
        or (row.from_on == fact.from_on and says_the_same(fact, row.values))
        for row in changes.former.get(fact.kind, ())
    )
    if taken_out:
        changes.disagree(fact.kind, fact.column, None, said)
    else:
        changes.added[fact.kind].append(said)


def _weigh(fact: SaidFact, row: HeldFact, usual: Mapping[str, Any], changes: Changes) -> None:
    """One row of the files and one fact of the record about the same thing."""
    fact = fact._replace(from_on=fact.from_on or row.from_on)
    if fact.is_unnamed:
        fact = fact._replace(values={})
    same_days = (fact.from_on, fact.to_on) == (row.from_on, row.to_on)
    if same_days and says_the_same(fact, row.values):
        return
    if is_by_hand(row):
        changes.disagree(fact.kind, fact.column, row, fact.as_new(row.values))
    elif fact.kind is FactKind.ADDRESS and row.from_on is None and _is_another_home(fact, row):
        ended = NewFact(row.values, row.from_on, fact.from_on, MOVED, row_in_file(row))
        changes.replace(fact.kind, row, ended)
        changes.added[fact.kind].append(fact.as_new(usual))
    else:
        changes.replace(fact.kind, row, fact.as_new(row.values))


def _is_another_home(fact: SaidFact, row: HeldFact) -> bool:
    uprn = fact.values["uprn"]
    same_home = uprn and uprn == row.values["uprn"]
    parts = ("line1", "line2", "postcode")
    differs = any(not same_text(fact.values[part], row.values[part]) for part in parts)
    return bool(fact.from_on and differs and not same_home)
