"""The candidates for one enquired child, as one search showed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.queries import CandidateCard
from lacrecords.database import db
from lacrecords.enquiries.models import CandidateSearch, EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.queries.earlier_decisions import (
    EarlierDecision,
    earlier_decisions,
    with_the_same_not_known_child,
)
from lacrecords.enquiries.queries.pages import EnquiredChildCard, child_card, enquirer_title
from lacrecords.terms import MatchStrength

_CLOSE = frozenset({MatchStrength.STRONG.value, MatchStrength.LIKELY.value})


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A record that may be the child's, with why."""

    card: CandidateCard
    strength: str
    label: str
    reasons: tuple[str, ...]
    decided: tuple[EarlierDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownEarlier:
    """An earlier enquiry about a child not known who may be the same."""

    enquired_child_id: int
    child: EnquiredChildCard
    asked_on: date
    enquirer_title: str
    strength: str
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidatesPage:
    """What one search shows the officer; records closed to the officer are not on it."""

    search_id: int
    candidates: tuple[ShownCandidate, ...]
    earlier: tuple[ShownEarlier, ...]
    too_many: bool
    tried: tuple[str, ...]


def candidates_page(
    search_id: int, enquired_child_id: int, searched_by: str, account_id: int | None, on: date
) -> CandidatesPage | None:
    """What this search showed; None where it is another person's or another child's."""
    search = db.session.get(CandidateSearch, search_id)
    if search is None or search.enquired_child_id != enquired_child_id:
        return None
    if search.searched_by != searched_by:
        return None
    shown = search.evidence["shown"]
    close = [
        one["id"]
        for one in search.evidence["earlier_enquired_children"]
        if one["strength"] in _CLOSE and not one["label"]
    ]
    decided = earlier_decisions(
        with_the_same_not_known_child((enquired_child_id, *close)), [one["id"] for one in shown]
    )
    cards = children.candidate_cards([one["id"] for one in shown], account_id, on)
    return CandidatesPage(
        search_id=search.id,
        candidates=tuple(
            ShownCandidate(
                cards[one["id"]],
                one["strength"],
                one["label"],
                tuple(one["reasons"]),
                decided.get(one["id"], ()),
            )
            for one in shown
            if one["id"] in cards
        ),
        earlier=tuple(shown_earlier(one) for one in search.evidence["earlier_enquired_children"]),
        too_many=search.evidence["too_many"],
        tried=tuple(search.evidence["tried"]),
    )


def shown_earlier(kept: dict[str, object]) -> ShownEarlier:
    """An earlier enquiry as the evidence of a search kept it."""
    row = db.session.execute(
        select(EnquiredChild, Enquiry.asked_at, Enquirer)
        .join(Enquiry, Enquiry.id == EnquiredChild.enquiry_id)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(EnquiredChild.id == kept["id"])
    ).one()
    child, asked_at, enquirer = row
    reasons = kept["reasons"]
    return ShownEarlier(
        enquired_child_id=child.id,
        child=child_card(child),
        asked_on=asked_at.date(),
        enquirer_title=enquirer_title(enquirer),
        strength=str(kept["strength"]),
        label=str(kept["label"]),
        reasons=tuple(reasons) if isinstance(reasons, list) else (),
    )
