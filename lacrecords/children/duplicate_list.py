"""The list of records that may be of one child, for one reader, and the links that stand.

A pair is shown only to whoever may open both records. What was decided to be two children
comes back when either record says something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from lacrecords.children.linked import kept_ids
from lacrecords.children.links import standing_links
from lacrecords.children.merge_models import DecidedTwoChildren, DuplicatePair
from lacrecords.children.queries import CandidateCard, candidate_cards
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db
from lacrecords.staff.queries import council_day
from lacrecords.terms import MatchStrength
from lacrecords.web.listing import Asked, ListKind, Paged, Selection

MOST_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShown:
    """Two records that may be of one child, with why."""

    id: int
    reference: str
    evidence: str
    strength: MatchStrength
    reasons: tuple[str, ...]
    one: CandidateCard
    other: CandidateCard
    is_proposed: bool
    found_at: datetime

    @property
    def differs(self) -> tuple[str, ...]:
        """What a reader should look at before believing it."""
        return tuple(words for words in self.reasons if "differ" in words or "apart" in words)

    @property
    def agrees(self) -> tuple[str, ...]:
        """What speaks for one child."""
        return tuple(words for words in self.reasons if words not in self.differs)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are wanted: of one strength or of each, those to look at or those decided."""

    strength: str = ""
    decided: bool = False


DUPLICATES = ListKind(
    "duplicates",
    (
        Selection(
            "decided", "Pairs", (("no", "Those that wait"), ("yes", "Decided to be two children"))
        ),
        Selection(
            "strength",
            "Strength",
            (
                ("", "Any"),
                (MatchStrength.STRONG.value, "Strong only"),
                (MatchStrength.LIKELY.value, "Likely only"),
            ),
        ),
        Selection(
            "sort",
            "In order of",
            (("strongest", "Strongest first"), ("new", "Found last"), ("old", "Found first")),
        ),
    ),
)


def pairs_page(account_id: int | None, asked: Asked, now: datetime) -> Paged[PairShown]:
    """One page of the pairs that this reader may see, in the order asked for."""
    on = council_day(now)
    wanted = Wanted(strength=asked["strength"], decided=asked["decided"] == "yes")
    pairs = _open_pairs(account_id, wanted, on)
    if asked["sort"] != "strongest":
        pairs.sort(key=lambda pair: (pair.found_at, pair.id), reverse=asked["sort"] == "new")
    paged = asked.page_of(pairs)
    return Paged(_shown(paged.rows, account_id, on), paged.total, paged.page)


def count_pairs(now: datetime, account_id: int | None = None) -> int:
    """How many pairs wait for this reader; None: those in which no record is restricted."""
    return len(_open_pairs(account_id, Wanted(), council_day(now)))


def pairs_with(
    account_id: int | None, child_ids: Iterable[int], now: datetime
) -> tuple[PairShown, ...]:
    """The pairs in which one of these records is, that wait to be looked at."""
    on = council_day(now)
    return _shown(_open_pairs(account_id, Wanted(), on, tuple(child_ids)), account_id, on)


def pair_of(account_id: int | None, reference: str, now: datetime) -> PairShown | None:
    """One pair, decided or not; None: no such pair for this reader."""
    on = council_day(now)
    pair = db.session.scalar(select(DuplicatePair).where(DuplicatePair.reference == reference))
    found = _shown(_for_reader([pair], account_id, on), account_id, on) if pair else ()
    return found[0] if found else None


def _open_pairs(
    account_id: int | None, wanted: Wanted, on: date, child_ids: tuple[int, ...] = ()
) -> list[DuplicatePair]:
    decided = select(DecidedTwoChildren.id).where(
        DecidedTwoChildren.evidence == DuplicatePair.evidence
    )
    pairs = select(DuplicatePair).where(decided.exists() if wanted.decided else ~decided.exists())
    if wanted.strength:
        pairs = pairs.where(DuplicatePair.strength == wanted.strength)
    if child_ids:
        pairs = pairs.where(
            or_(
                DuplicatePair.first_child_id.in_(child_ids),
                DuplicatePair.second_child_id.in_(child_ids),
            )
        )
    ordered = pairs.order_by(DuplicatePair.score.desc(), DuplicatePair.id).limit(MOST_LOOKED_AT)
    return _for_reader(db.session.scalars(ordered), account_id, on)


def _for_reader(
    pairs: Iterable[DuplicatePair], account_id: int | None, on: date
) -> list[DuplicatePair]:
    """Those whose records are both open to the reader, and are two children still."""
    found = list(pairs)
    ids = {one for pair in found for one in (pair.first_child_id, pair.second_child_id)}
    hidden, kept = hidden_ids(ids, account_id, on), kept_ids(ids)
    return [
        pair
        for pair in found
        if not hidden & {pair.first_child_id, pair.second_child_id}
        and kept[pair.first_child_id] != kept[pair.second_child_id]
    ]


def _shown(
    pairs: Iterable[DuplicatePair], account_id: int | None, on: date
) -> tuple[PairShown, ...]:
    pairs = tuple(pairs)
    ids = {one for pair in pairs for one in (pair.first_child_id, pair.second_child_id)}
    kept = kept_ids(ids)
    cards = candidate_cards(kept.values(), account_id, on)
    proposed = {
        frozenset((merge.kept_child_id, merge.linked_child_id))
        for merge in standing_links(kept.values())
    }
    return tuple(
        PairShown(
            id=pair.id,
            reference=pair.reference,
            evidence=pair.evidence,
            strength=MatchStrength(pair.strength),
            reasons=tuple(pair.reasons),
            one=cards[kept[pair.first_child_id]],
            other=cards[kept[pair.second_child_id]],
            is_proposed=frozenset((kept[pair.first_child_id], kept[pair.second_child_id]))
            in proposed,
            found_at=pair.found_at,
        )
        for pair in pairs
    )
