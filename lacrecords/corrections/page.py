"""The page of a correction, and of one recipient: in words, and only what this reader may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.fact_readers import is_hidden, reader_of
from lacrecords.children.replaced import fact_of, said_by_fact, standing_version
from lacrecords.clocks import local_date
from lacrecords.corrections.models import Correction, CorrectionDuty, CorrectionHad
from lacrecords.corrections.moving import asked_now
from lacrecords.corrections.queries import CorrectionStanding
from lacrecords.corrections.words import (
    NOTHING_NOW,
    offered_words,
    right_words,
    right_words_of_item,
)
from lacrecords.database import db
from lacrecords.notifications.services import Recipient
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.queries import visible_standing
from lacrecords.sharing_decisions.told import item_by_id
from lacrecords.staff.queries import names_for
from lacrecords.terms import CorrectionCause
from lacrecords.web.words import date_words

NOT_FOR_READER = "Not for you to read"


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One correction: what had been said, why it was corrected, by whom and when."""

    was: str
    because: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """What the page of a correction shows besides those who had the old version."""

    versions: tuple[VersionShown, ...]
    right_now: str
    child_reference: str
    child_name: str
    decision_reference: str
    decision_opens: bool
    """Whether this reader may open that decision."""
    names: dict[str, str]
    asked: Mapping[int, Recipient]
    """Of each open duty: who has the task to tell them."""


def correction_page(actor: Actor, standing: CorrectionStanding, now: datetime) -> CorrectionShown:
    """This correction, for this reader."""
    asked = asked_now(standing.duties)
    names = names_for(_keys(standing, asked))
    child_id = standing.newest.child_id
    ids = {child_id} if child_id is not None else set[int]()
    named = children.names_of(ids, actor.account_id, local_date(now))
    of_item = standing.newest.cause is CorrectionCause.ITEM
    decision = item_by_id(standing.newest.item_id or 0).decision.reference if of_item else ""
    return CorrectionShown(
        versions=tuple(
            VersionShown(
                _was(actor, standing.corrections, place, now),
                one.because,
                names.get(one.corrected_by, one.corrected_by),
                one.corrected_at,
            )
            for place, one in enumerate(standing.corrections)
        ),
        right_now=right_now(actor, standing.newest, now),
        child_reference=children.reference_of(child_id) if child_id is not None else "",
        child_name=named.get(child_id or 0, ""),
        decision_reference=decision,
        decision_opens=bool(decision) and visible_standing(actor, decision, now) is not None,
        names=names,
        asked=asked,
    )


def _keys(standing: CorrectionStanding, asked: Mapping[int, Recipient]) -> set[str]:
    settled = {one.settled_by for one in standing.duties if one.settled_by}
    waiting = {f"account:{one.account_id}" for one in asked.values() if one.account_id}
    return {one.corrected_by for one in standing.corrections} | settled | waiting


def _was(actor: Actor, thread: tuple[Correction, ...], place: int, now: datetime) -> str:
    one = thread[place]
    if one.cause is CorrectionCause.ITEM:
        return thread[place - 1].right_now if place else item_by_id(one.item_id or 0).item.words
    return _said(actor, one, fact_of(one.fact_kind, one.fact_id), now)


def right_now(actor: Actor, newest: Correction, now: datetime) -> str:
    """What is right now, as far as this reader may read it."""
    if newest.cause is CorrectionCause.ITEM:
        return newest.right_now
    row = standing_version(newest.fact_kind, newest.new_fact_id)
    return _said(actor, newest, row, now) or NOTHING_NOW


def _said(actor: Actor, correction: Correction, fact: Any, now: datetime) -> str:
    if fact is None or correction.child_id is None:
        return ""
    reader = reader_of(actor, correction.child_id, (fact,), local_date(now))
    if is_hidden(fact, reader):
        return NOT_FOR_READER
    return said_by_fact(correction.fact_kind, fact.id, reader)


def had_by(duty: CorrectionDuty) -> tuple[CorrectionHad, ...]:
    """What this recipient was told that rests on it, the first thing first."""
    found = select(CorrectionHad).where(CorrectionHad.duty_id == duty.id)
    return tuple(db.session.scalars(found.order_by(CorrectionHad.told_at, CorrectionHad.id)))


def words_to_say(
    actor: Actor, standing: CorrectionStanding, duty: CorrectionDuty, now: datetime
) -> str:
    """The words that are offered for telling this recipient; an address is in none of them."""
    newest, had = standing.newest, had_by(duty)
    if newest.cause is CorrectionCause.ITEM:
        kind = item_by_id(newest.item_id or 0).item.kind
        right = right_words_of_item(kind, newest.right_now)
    else:
        stands = standing_version(newest.fact_kind, newest.new_fact_id)
        said = _said(actor, newest, stands, now)
        right = right_words(newest.fact_kind, said, any(one.exactly for one in had))
    day = date_words(local_date(had[0].told_at if had else duty.opened_at))
    return offered_words(standing.title, day, right)
