"""A correction reaches everybody who had the old version: what is one, and whom it reaches.

A change says that it is so from a day on, and was right before; a correction says that it
was never so. Whoever was told what was never so has something wrong in their own records.
Better one recipient too many to look at than one too few: a text in somebody's own words
may hold any fact, so it counts for every correction of that child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lacrecords.terms import NameType, SharedItemKind, TellingKind, ToldBy

FREE_TEXT = frozenset(
    {
        SharedItemKind.FAMILY_AND_RELATIONSHIPS,
        SharedItemKind.HISTORY_OF_INVOLVEMENT,
        SharedItemKind.ASSESSMENT,
        SharedItemKind.CONCERN,
        SharedItemKind.HEALTH,
        SharedItemKind.EDUCATION,
        SharedItemKind.RISK_FROM_A_PERSON,
        SharedItemKind.CHILD_VIEW,
        SharedItemKind.CONTACT_ARRANGEMENTS,
        SharedItemKind.OTHER,
    }
)
"""Items in somebody's own words, which may hold any fact."""
IN_OWN_WORDS = frozenset({ToldBy.MORE_TOLD, ToldBy.OUTSIDE_RULES})
"""What an enquirer was told in words that no rule gave: it may hold any fact as well."""

_WORKER = frozenset(
    {
        TellingKind.LEAD_SOCIAL_WORKER_NAME,
        TellingKind.COVER_WORKER_NAME,
        TellingKind.DUTY_TEAM,
        TellingKind.OUT_OF_HOURS_TEAM,
    }
)
"""What an enquirer is told of who works with the child; that anybody does rests on the case."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which disclosures a kind of fact reaches, besides everything in somebody's own words."""

    items: frozenset[SharedItemKind] = frozenset()
    """Items that were shared."""
    tellings: frozenset[TellingKind] = frozenset()
    """What enquirers were told by the fixed answer."""
    notices: bool = False
    """Written notices to another authority that the child moves."""
    checks: bool = False
    """Answers to suitability checks about the same person."""
    lists: bool = False
    """Lists with the child in them that were exported."""


REACHES: Mapping[str, Reach] = {
    "names": Reach(
        items=frozenset({SharedItemKind.CHILD_NAME_AND_BIRTH}), notices=True, lists=True
    ),
    "birth": Reach(
        items=frozenset({SharedItemKind.CHILD_NAME_AND_BIRTH}), notices=True, lists=True
    ),
    "sex-and-ethnicity": Reach(),
    "numbers": Reach(),
    # No enquirer is ever told an address.
    "addresses": Reach(items=frozenset({SharedItemKind.ADDRESS}), notices=True),
    "legal-status": Reach(items=frozenset({SharedItemKind.LEGAL_STATUS}), notices=True),
    "adults": Reach(checks=True),
    "other-children": Reach(),
    "professionals": Reach(),
    "cases": Reach(items=frozenset({SharedItemKind.THAT_KNOWN}), tellings=_WORKER),
    "plans": Reach(
        items=frozenset({SharedItemKind.PLAN_STATUS, SharedItemKind.PLAN_CATEGORY}),
        tellings=frozenset({TellingKind.PLAN_STATUS}),
        notices=True,
    ),
    "conferences": Reach(),
    "other-authorities": Reach(
        items=frozenset({SharedItemKind.THAT_KNOWN, SharedItemKind.LEGAL_STATUS}),
        tellings=frozenset({TellingKind.OTHER_AUTHORITY_CONTACT}),
    ),
    "lead-social-workers": Reach(
        items=frozenset({SharedItemKind.LEAD_SOCIAL_WORKER}),
        tellings=_WORKER,
        notices=True,
        lists=True,
    ),
    "death": Reach(items=frozenset({SharedItemKind.THAT_KNOWN}), tellings=_WORKER),
}
"""Which disclosures rest on which kind of fact (the kinds of `children/fact_kinds.py`).

That somebody asked earlier (`TellingKind.EARLIER_ENQUIRY`) rests on an enquiry, not on a fact.
"""
NOBODY_IS_TOLD = frozenset(
    {"restrictions", "restriction_readers", "declared_connections", "risk_linked_children"}
)
"""Tables of facts that nobody outside is told of: who may open a record, and which child a risk
notification names. What was shared of a risk is said to be wrong on the page of its decision.
"""

OFFERED_AS_IT_IS = frozenset({"names", "birth", "legal-status", "plans", "lead-social-workers"})
"""Kinds of which whoever had exactly this may be told what is right now, as the record says it.

Of all others whoever tells finds the words; an address is never offered.
"""
_FILLED_LATER = frozenset({"to_on", "held_on", "quorate"})


@dataclass(frozen=True, slots=True)
class ToldRecipient:
    """Who had it, as they were known then; `key` is the same for one request or one body."""

    key: str
    name: str
    role: str = ""
    agency_id: int | None = None
    agency_name: str = ""
    authority_id: int | None = None
    managers_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One thing that somebody outside was told of a child: when, in which words, by whom."""

    source: ToldBy
    row: int
    child_id: int
    at: datetime
    words: str
    told_by: str
    recipient: ToldRecipient
    origin_id: int
    kind: SharedItemKind | TellingKind | None = None
    people: frozenset[int] = field(default_factory=frozenset)
    """Of an answer to a suitability check: whom it was about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongFact:
    """A fact that was corrected: which kind, how long the record said so, whom it is about."""

    kind: str
    begun_at: datetime
    corrected_at: datetime
    people: frozenset[int] = frozenset()


def goes_on(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the new version says the same: it ended, or more became known; no correction.

    A name that became an earlier name was right, and so was a review that was booked anew.
    """
    return all(
        old[name] == new[name]
        or (name in _FILLED_LATER and old[name] is None)
        or name == "booked_on"
        or (new[name] is NameType.EARLIER and new["to_on"] is not None)
        for name in old
    )


def had_old_version(telling: Telling, wrong: WrongFact) -> bool:
    """Whether this was told while the record said what was never so, and rests on it."""
    return wrong.begun_at <= telling.at <= wrong.corrected_at and rests_on(telling, wrong)


def rests_on(telling: Telling, wrong: WrongFact) -> bool:
    """Whether what was told may hold this kind of fact."""
    if telling.source in IN_OWN_WORDS or telling.kind in FREE_TEXT:
        return True
    reach = REACHES[wrong.kind]
    return {
        ToldBy.SHARED_ITEM: telling.kind in reach.items,
        ToldBy.DISCLOSURE: telling.kind in reach.tellings,
        ToldBy.MOVEMENT_NOTICE: reach.notices,
        ToldBy.SUITABILITY_ANSWER: reach.checks and bool(telling.people & wrong.people),
        ToldBy.LIST_EXPORT: reach.lists,
        # Whoever was told of an earlier correction is looked for with that correction.
        ToldBy.CORRECTION: False,
    }[telling.source]


def is_exactly_this(telling: Telling, kind: str) -> bool:
    """Whether it said just this kind of fact, and nothing in anybody's own words."""
    reach = REACHES[kind]
    return telling.kind in reach.items or telling.kind in reach.tellings
