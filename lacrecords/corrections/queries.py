"""Corrections as lists and pages: what was wrong, what is right, who had it, how each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.replaced import title_of
from lacrecords.clocks import local_date
from lacrecords.corrections.access import duties_of, duties_seen, is_seen, thread_of
from lacrecords.corrections.models import Correction, CorrectionDuty
from lacrecords.corrections.moving import asked_now
from lacrecords.corrections.reaching import root_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CorrectionCause
from lacrecords.waiting import Waiting, next_of
from lacrecords.web.listing import Asked, ListKind, Paged, Selection

SHOWN = Selection(
    "shown",
    "Corrections",
    (
        ("waiting", "Somebody is still to be told"),
        ("late", "Late"),
        ("done", "Everybody is told, or it is decided that they are not"),
        ("all", "All"),
    ),
)
WHOSE = Selection("whose", "Whose", (("all", "All that I may see"), ("own", "I am to tell them")))
ORDER = Selection(
    "order", "Order", (("due", "Due first"), ("newest", "Newest first"), ("oldest", "Oldest first"))
)
CORRECTIONS = ListKind("corrections", (SHOWN, WHOSE, ORDER))
NO_RECORD = "A child without a record"


@dataclass(frozen=True, slots=True)
class CorrectionStanding:
    """Every correction of one thing, and those who had it as far as this reader may see them."""

    corrections: tuple[Correction, ...]
    duties: tuple[CorrectionDuty, ...]

    @property
    def newest(self) -> Correction:
        """The correction that holds."""
        return self.corrections[-1]

    @property
    def title(self) -> str:
        """What was corrected: the kind of fact, or an item."""
        if self.newest.cause is CorrectionCause.ITEM:
            return "something that was shared"
        return title_of(self.newest.fact_kind)

    @property
    def open_duties(self) -> tuple[CorrectionDuty, ...]:
        """Who is still to be told."""
        return tuple(one for one in self.duties if one.settled_at is None)

    @property
    def due_at(self) -> datetime | None:
        """When the first of them is to be told."""
        return min((one.due_at for one in self.open_duties), default=None)

    def is_late(self, now: datetime) -> bool:
        """Whether somebody should have been told before now."""
        return self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction in a list."""

    standing: CorrectionStanding
    about: str
    late: bool


def standing_with(actor: Actor, reference: str, now: datetime) -> CorrectionStanding | None:
    """The correction with this reference and all of the same thing, where this reader may see."""
    row = db.session.scalar(select(Correction).where(Correction.reference == reference.upper()))
    return _seen(actor, row, now) if row is not None else None


def duty_with(
    actor: Actor, reference: str, now: datetime
) -> tuple[CorrectionStanding, CorrectionDuty] | None:
    """The recipient with this reference, and the correction, where this reader may see both."""
    duty = db.session.scalar(
        select(CorrectionDuty).where(CorrectionDuty.reference == reference.upper())
    )
    if duty is None or not duties_seen(actor, (duty,), now):
        return None
    standing = _seen(actor, db.session.get_one(Correction, duty.correction_id), now)
    return (standing, duty) if standing is not None else None


def _seen(actor: Actor, row: Correction, now: datetime) -> CorrectionStanding | None:
    thread = thread_of(row)
    seen = duties_seen(actor, duties_of({root_of(row)}), now)
    return CorrectionStanding(thread, seen) if is_seen(actor, thread, seen, now) else None


def standings(
    actor: Actor | None, now: datetime, child_ids: Sequence[int] | None = None
) -> list[CorrectionStanding]:
    """Every correction with somebody whom this reader may know of; of these children alone."""
    rows = select(Correction).order_by(Correction.corrected_at, Correction.id)
    if child_ids is not None:
        rows = rows.where(Correction.child_id.in_(child_ids))
    threads: dict[int, list[Correction]] = defaultdict(list)
    for row in db.session.scalars(rows):
        threads[root_of(row)].append(row)
    if not threads:
        return []
    by_root: dict[int, list[CorrectionDuty]] = defaultdict(list)
    for duty in duties_seen(actor, duties_of(threads), now):
        by_root[duty.root_id].append(duty)
    return [
        CorrectionStanding(tuple(threads[root_id]), tuple(duties))
        for root_id, duties in by_root.items()
    ]


def corrections_page(actor: Actor, asked: Asked, now: datetime) -> Paged[CorrectionLine]:
    """The part of the list that this reader asked for."""
    found = [one for one in standings(actor, now) if _is_shown(one, asked["shown"], now)]
    if asked["whose"] == "own":
        found = _asked_of(actor, found)
    found.sort(
        key=lambda one: (one.newest.corrected_at, one.newest.id), reverse=asked["order"] == "newest"
    )
    if asked["order"] == "due":
        found.sort(key=lambda one: (one.due_at is None, one.due_at or now))
    paged = asked.page_of(found)
    return Paged(_lines(actor, paged.rows, now), paged.total, paged.page)


def _is_shown(one: CorrectionStanding, shown: str, now: datetime) -> bool:
    if shown == "late":
        return one.is_late(now)
    return shown == "all" or bool(one.open_duties) == (shown == "waiting")


def _asked_of(actor: Actor, found: Sequence[CorrectionStanding]) -> list[CorrectionStanding]:
    """Those of which this reader has somebody to tell."""
    waiting = asked_now([duty for one in found for duty in one.open_duties])
    theirs = {number for number, who in waiting.items() if who.account_id == actor.account_id}
    return [one for one in found if any(duty.id in theirs for duty in one.open_duties)]


def _lines(
    actor: Actor, found: Sequence[CorrectionStanding], now: datetime
) -> list[CorrectionLine]:
    ids = {one.newest.child_id for one in found if one.newest.child_id is not None}
    named = children.names_of(ids, actor.account_id, local_date(now))
    return [
        CorrectionLine(one, named.get(one.newest.child_id or 0, NO_RECORD), one.is_late(now))
        for one in found
    ]


def open_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The corrections of which somebody is still to be told."""
    waiting = [one for one in standings(reader, now) if one.open_duties]
    due = next_of((duty.due_at for one in waiting for duty in one.open_duties), now)
    return Waiting(len(waiting), sum(one.is_late(now) for one in waiting), due)
