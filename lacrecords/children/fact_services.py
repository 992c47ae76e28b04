"""Facts kept by hand: added, changed from a day on, corrected, ended, withdrawn.

A change says that it is so from a day on: what was so before ends and stays. A correction
says that it was never so: another statement takes its place. Nothing is written over,
and every one of these re-indexes the child where the fact helps to find it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NoReturn, cast

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.changes import (
    ChangeRefused,
    Stamp,
    add_facts,
    end_fact,
    lock_child,
    refuse_future,
    restate,
)
from lacrecords.children.descriptions import reindex
from lacrecords.children.fact_kinds import FactKind, Way
from lacrecords.children.fact_readers import is_hidden, reader_of
from lacrecords.children.fact_rules import Said, check_days
from lacrecords.children.facts import AboutChild
from lacrecords.children.identities import make_earlier
from lacrecords.children.linked import record_ids
from lacrecords.children.models import ChildIdentifier, ChildName
from lacrecords.children.shared_numbers import refuse_number_of_another
from lacrecords.children.versions import version_of
from lacrecords.children.withdrawal_models import WithdrawnFact
from lacrecords.database import db
from lacrecords.history import Fact, FactChangedMeanwhile, supersede
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NameType

NOT_THERE = "What the page showed is not there. Open the record again"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSaid:
    """What somebody says of a child, with the fact that their form showed, and the reason."""

    columns: dict[str, Any]
    reason: str
    shown_id: int | None = None
    twice_on_purpose: bool = False
    strange_on_purpose: bool = False


def add(actor: Actor, child_id: int, kind: FactKind, said: FactSaid, now: datetime) -> int:
    """Record one more fact; ChangeRefused where only one can stand and one does."""
    stamp = _begin(actor, child_id, said.reason, now)
    standing = _standing(kind, child_id)
    if not kind.several and any(row.to_on is None for row in standing):
        raise ChangeRefused("reason", f"A {kind.one} stands already. Change or correct it")
    columns = _checked(actor, kind, child_id, said, standing, stamp)
    _make_earlier(child_id, columns, None, stamp)
    return _put(kind, child_id, columns, stamp, Way.ADD)


def change(actor: Actor, child_id: int, kind: FactKind, said: FactSaid, now: datetime) -> int:
    """It is so from a day on: what was so until then ends on that day."""
    stamp = _begin(actor, child_id, said.reason, now)
    fact = _shown(kind, child_id, said.shown_id, stamp)
    from_on = said.columns["from_on"]
    if from_on is None:
        raise ChangeRefused("from_on", "Enter the day from which it is so")
    if fact.to_on is not None:
        raise ChangeRefused("from_on", "This has ended already. Add what is so now")
    columns = _checked(actor, kind, child_id, said, _others(kind, child_id, fact), stamp, fact)
    columns |= {name: getattr(fact, name) for name in kind.carried}
    _make_earlier(child_id, columns, fact, stamp)
    earlier: dict[str, Any] = {}
    if isinstance(fact, ChildName) and fact.name_type is NameType.CURRENT:
        earlier = {"name_type": NameType.EARLIER}
    end_fact(fact, from_on, stamp, "from_on", **earlier)
    return _put(kind, child_id, columns, stamp, Way.CHANGE)


def correct(actor: Actor, child_id: int, kind: FactKind, said: FactSaid, now: datetime) -> int:
    """It was never so: what is said now takes its place, and the old words stay in the history."""
    stamp = _begin(actor, child_id, said.reason, now)
    return _restated(actor, child_id, kind, said, stamp, Way.CORRECT)


def complete(actor: Actor, child_id: int, kind: FactKind, said: FactSaid, now: datetime) -> int:
    """What was recorded goes on and more is known of it: a review was held, a category changed."""
    stamp = _begin(actor, child_id, said.reason, now)
    return _restated(actor, child_id, kind, said, stamp, Way.COMPLETE)


def _restated(
    actor: Actor, child_id: int, kind: FactKind, said: FactSaid, stamp: Stamp, way: Way
) -> int:
    fact = _shown(kind, child_id, said.shown_id, stamp)
    if way is Way.COMPLETE:
        said = replace(said, columns=_as_it_stands(kind, fact) | said.columns)
    columns = _checked(actor, kind, child_id, said, _others(kind, child_id, fact), stamp, fact)
    _make_earlier(child_id, columns, fact, stamp)
    replacement = restate(fact, stamp, **columns)
    _note(actor, kind, child_id, way)
    return replacement.id


def end(
    actor: Actor, child_id: int, kind: FactKind, ended_on: date, said: FactSaid, now: datetime
) -> int:
    """It was so until that day."""
    stamp = _begin(actor, child_id, said.reason, now)
    fact = _shown(kind, child_id, said.shown_id, stamp)
    refuse_future("ended_on", ended_on, stamp)
    if fact.to_on is not None:
        raise ChangeRefused("ended_on", "It has ended already. Correct the day instead")
    ended = end_fact(fact, ended_on, stamp)
    _note(actor, kind, child_id, Way.END)
    return ended.id


def withdraw(actor: Actor, child_id: int, kind: FactKind, said: FactSaid, now: datetime) -> None:
    """It should never have been recorded: nothing takes its place, and the reason is kept."""
    stamp = _begin(actor, child_id, said.reason, now)
    fact = _shown(kind, child_id, said.shown_id, stamp)
    if kind.refuse_withdrawal is not None:
        kind.refuse_withdrawal(child_id)
    supersede(fact, None, now)
    db.session.add(
        WithdrawnFact(
            child_id=cast("AboutChild", fact).child_id,
            table_name=kind.model.__table__.name,  # type: ignore[attr-defined]
            fact_id=fact.id,
            withdrawn_by=actor.key,
            withdrawn_at=now,
            reason=said.reason,
        )
    )
    _note(actor, kind, child_id, Way.WITHDRAW)


def _begin(actor: Actor, child_id: int, reason: str, now: datetime) -> Stamp:
    lock_child(child_id)
    return Stamp(actor, now, reason)


def _standing(kind: FactKind, child_id: int) -> list[Fact]:
    return facts.current(kind.model, (child_id,)).get(child_id, [])


def _as_it_stands(kind: FactKind, fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in (*kind.form.own, "from_on", "to_on")}


def _others(kind: FactKind, child_id: int, fact: Fact) -> list[Fact]:
    return [row for row in _standing(kind, child_id) if row.id != fact.id]


def _shown(kind: FactKind, child_id: int, shown_id: int | None, stamp: Stamp) -> Fact:
    """The fact that the form showed; FactChangedMeanwhile when another took its place."""
    fact = db.session.get(kind.model, shown_id or 0, populate_existing=True)
    if fact is None or cast("AboutChild", fact).child_id not in record_ids(child_id):
        raise ChangeRefused("reason", NOT_THERE)
    reader = reader_of(stamp.actor, child_id, (fact,), stamp.today)
    if fact.superseded_at is not None:
        _overtaken(kind, child_id, fact, stamp)
    if is_hidden(fact, reader):
        # Nobody changes what they may not read, whatever number their form sends.
        raise ChangeRefused("reason", NOT_THERE)
    return fact


def _overtaken(kind: FactKind, child_id: int, fact: Fact, stamp: Stamp) -> NoReturn:
    """Words, not rows: the transaction that read the rows ends with this."""
    about = cast("Any", kind.model).child_id
    taken_by = db.session.scalars(
        select(kind.model)
        .where(about.in_(record_ids(child_id)), kind.model.recorded_at == fact.superseded_at)
        .order_by(kind.model.id)
    ).first()
    both = [row for row in (fact, taken_by) if row is not None]
    reader = reader_of(stamp.actor, child_id, both, stamp.today)
    raise FactChangedMeanwhile(version_of(fact, reader), version_of(taken_by, reader))


def _checked(
    actor: Actor,
    kind: FactKind,
    child_id: int,
    said: FactSaid,
    others: list[Fact],
    stamp: Stamp,
    fact: Fact | None = None,
) -> dict[str, Any]:
    looked_at = Said(
        child_id=child_id,
        columns=said.columns,
        others=tuple(others),
        stamp=stamp,
        fact=fact,
        strange_on_purpose=said.strange_on_purpose,
    )
    check_days(looked_at)
    columns = kind.check(looked_at)
    if kind.model is ChildIdentifier and not said.twice_on_purpose:
        number = columns["scheme"], columns["value"]
        refuse_number_of_another(actor, child_id, *number, stamp.today)
    return columns


def _make_earlier(
    child_id: int, columns: dict[str, Any], taken_from: Fact | None, stamp: Stamp
) -> None:
    """A name that is the current one now makes the one before it an earlier name."""
    if columns.get("name_type") is not NameType.CURRENT or columns.get("to_on") is not None:
        return
    make_earlier(child_id, columns["from_on"], stamp, taken_from)


def _put(kind: FactKind, child_id: int, columns: dict[str, Any], stamp: Stamp, way: Way) -> int:
    row = kind.model(**({"child_id": child_id} | columns | stamp.columns()))
    add_facts([row])
    _note(stamp.actor, kind, child_id, way)
    return row.id


def _note(actor: Actor, kind: FactKind, child_id: int, way: Way) -> None:
    audit.record(actor, f"{kind.slug.replace('-', '_')}_{way.value}", "child", child_id)
    if kind.found_by:
        reindex((child_id,))
