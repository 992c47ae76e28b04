"""What every change of a child's record shares: the lock, the stamp, the check of the form.

A change never overwrites: it supersedes a fact and adds another. Two people who
change one child wait for each other; the second is told, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import inspect, select
from sqlalchemy.exc import NoResultFound

from lacrecords.children.facts import AboutChild, latest
from lacrecords.children.linked import forget_what_is_known, record_ids, with_linked
from lacrecords.children.models import Child
from lacrecords.children.versions import version_of
from lacrecords.database import db
from lacrecords.history import Fact, FactChangedMeanwhile, supersede
from lacrecords.matching.changed import mark_changed
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.web.words import date_words

BY_HAND = "hand"
_BOOKKEEPING = frozenset({"id", "recorded_at", "recorded_by", "reason", "source", "superseded_at"})

FactType = TypeVar("FactType", bound=Fact)


class ChangeRefused(StepRefused):
    """The record does not allow this change; `field` says where on the form, `words` why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes a fact down, when, why and from which source."""

    actor: Actor
    now: datetime
    reason: str
    source: str = BY_HAND

    @property
    def today(self) -> date:
        """The council's day on which it is written."""
        return council_day(self.now)

    def columns(self) -> dict[str, Any]:
        """The stamp as the columns of a fact."""
        return {
            "recorded_at": self.now,
            "recorded_by": self.actor.key,
            "reason": self.reason,
            "source": self.source,
        }


def lock_child(child_id: int) -> None:
    """Let one change of this child's record happen at a time; NoResultFound: no such child.

    Whoever locks a record changes it: earlier enquiries are matched with it again, for a plan
    or a lead social worker also changes what must be done.
    """
    lock_records((child_id,))


def lock_records(child_ids: Iterable[int]) -> None:
    """The same for several records, and for all that are linked to them."""
    wanted: tuple[int, ...] = ()
    # A link that was made while one waited adds a record.
    while (now := with_linked(child_ids)) != wanted:
        wanted = now
        # SQLite has one writer anyway and leaves FOR UPDATE out.
        locked = select(Child.id).where(Child.id.in_(wanted)).order_by(Child.id).with_for_update()
        if len(db.session.scalars(locked).all()) < len(wanted):
            raise NoResultFound
        forget_what_is_known()
    mark_changed(db.session(), wanted)


def check_shown(model: type[FactType], child_id: int, shown_id: int | None) -> None:
    """Raise FactChangedMeanwhile unless the newest fact is the one that the form showed."""
    newest = latest(model, child_id)
    if (newest.id if newest else None) == shown_id:
        return
    shown = db.session.get(model, shown_id) if shown_id is not None else None
    if shown is not None and cast("AboutChild", shown).child_id not in record_ids(child_id):
        shown = None
    # Words, not rows: the transaction that read the rows ends with this.
    raise FactChangedMeanwhile(version_of(shown), version_of(newest))


def add_facts(facts: Iterable[Fact]) -> None:
    """Add these facts and give them their numbers."""
    db.session.add_all(facts)
    db.session.flush()


def restate(fact: FactType, stamp: Stamp, **changed: Any) -> FactType:
    """Supersede a fact by the same with these columns changed, and give the new one back."""
    columns = inspect(type(fact)).column_attrs.keys()
    kept = {name: getattr(fact, name) for name in columns if name not in _BOOKKEEPING}
    replacement = type(fact)(**(kept | changed | stamp.columns()))
    supersede(fact, replacement, stamp.now)
    return replacement


def end_fact(
    fact: FactType, ended_on: date, stamp: Stamp, field: str = "ended_on", **changed: Any
) -> FactType:
    """Say that a fact ended on that day; ChangeRefused when it began later."""
    if fact.from_on is not None and ended_on < fact.from_on:
        raise ChangeRefused(field, f"The end must be on or after {date_words(fact.from_on)}")
    return restate(fact, stamp, to_on=ended_on, **changed)


def end_behind_guard(fact: FactType, ended_on: date, stamp: Stamp) -> FactType:
    """As `end_fact`, for a fact that its guard lets go only when the next stands already."""
    columns = inspect(type(fact)).column_attrs.keys()
    kept = {name: getattr(fact, name) for name in columns if name not in _BOOKKEEPING}
    ended = type(fact)(**(kept | {"to_on": ended_on} | stamp.columns()))
    add_facts([ended])
    supersede(fact, None, stamp.now)
    return ended


def refuse_future(field: str, day: date | None, stamp: Stamp) -> None:
    """Raise ChangeRefused for a day that has not come yet."""
    if day is not None and day > stamp.today:
        raise ChangeRefused(field, "The day must be today or in the past")
