"""What enquirers were told of children: for corrections, which must reach whoever had them.

A telling stays one whatever was decided afterwards of who the child is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import (
    Disclosure,
    MoreAsked,
    MoreTold,
    OutcomeRow,
    ToldOutsideRules,
)
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.terms import TELLINGS_ABOUT_A_CHILD, ToldBy

NO_NAME = "Somebody who gave no name"


def enquiries_about(child_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The enquiries of which a decision named one of these children, and which."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        select(MatchDecision.enquiry_id, MatchDecision.child_id).where(
            MatchDecision.child_id.in_(child_ids)
        )
    )
    for enquiry_id, child_id in rows:
        if child_id is not None:
            found[enquiry_id].add(child_id)
    return {enquiry_id: frozenset(named) for enquiry_id, named in found.items()}


def told_children() -> frozenset[int]:
    """Every child of whom an enquirer may have been told something."""
    named = select(MatchDecision.child_id).where(MatchDecision.child_id.is_not(None)).distinct()
    return frozenset(one for one in db.session.scalars(named) if one is not None)


def tellings_about(child_ids: Collection[int]) -> tuple[Telling, ...]:
    """What enquirers were told of these children, by the rules and beyond them."""
    about = enquiries_about(child_ids)
    if not about:
        return ()
    asked = _recipients(about)
    return (
        *_disclosures(child_ids, asked),
        *_more_told(child_ids, asked),
        *_outside_rules(about, asked),
    )


def _recipients(enquiry_ids: Collection[int]) -> dict[int, ToldRecipient]:
    rows = db.session.execute(
        select(Enquirer, Enquiry.about_our_worker)
        .join(Enquiry, Enquiry.id == Enquirer.enquiry_id)
        .where(Enquirer.enquiry_id.in_(enquiry_ids))
    )
    return {
        one.enquiry_id: ToldRecipient(
            key=f"enquiry:{one.enquiry_id}",
            name=one.name or NO_NAME,
            role=one.role or one.relationship,
            agency_id=one.agency_id,
            agency_name=one.agency_name,
            managers_only=about_our_worker,
        )
        for one, about_our_worker in rows
    }


def _disclosures(
    child_ids: Collection[int], asked: dict[int, ToldRecipient]
) -> tuple[Telling, ...]:
    rows = db.session.execute(
        select(Disclosure, MatchDecision.child_id)
        .join(OutcomeRow, OutcomeRow.id == Disclosure.outcome_id)
        .join(MatchDecision, MatchDecision.id == OutcomeRow.match_decision_id)
        .where(MatchDecision.child_id.in_(child_ids), Disclosure.kind.in_(TELLINGS_ABOUT_A_CHILD))
    )
    return tuple(
        Telling(
            source=ToldBy.DISCLOSURE,
            row=one.id,
            child_id=child_id or 0,
            at=one.said_at,
            words=one.words,
            told_by=one.said_by,
            recipient=asked[one.enquiry_id],
            origin_id=one.enquiry_id,
            kind=one.kind,
        )
        for one, child_id in rows
    )


def _more_told(child_ids: Collection[int], asked: dict[int, ToldRecipient]) -> tuple[Telling, ...]:
    named = (
        select(MatchDecision.enquired_child_id, MatchDecision.child_id)
        .where(MatchDecision.child_id.in_(child_ids))
        .distinct()
        .subquery()
    )
    rows = db.session.execute(
        select(MoreTold, named.c.child_id)
        .join(MoreAsked, MoreAsked.id == MoreTold.more_asked_id)
        .join(named, named.c.enquired_child_id == MoreAsked.enquired_child_id)
    )
    return tuple(
        Telling(
            source=ToldBy.MORE_TOLD,
            row=one.id,
            child_id=child_id,
            at=one.said_at,
            words=one.words,
            told_by=one.said_by,
            recipient=asked[one.enquiry_id],
            origin_id=one.enquiry_id,
        )
        for one, child_id in rows
    )


def _outside_rules(
    about: dict[int, frozenset[int]], asked: dict[int, ToldRecipient]
) -> tuple[Telling, ...]:
    """Of every child of the call: whoever went beyond the rules did not say of whom, as a rule."""
    rows = db.session.scalars(
        select(ToldOutsideRules).where(ToldOutsideRules.enquiry_id.in_(about))
    )
    return tuple(
        Telling(
            source=ToldBy.OUTSIDE_RULES,
            row=one.id,
            child_id=child_id,
            at=one.said_at,
            words=one.words,
            told_by=one.said_by,
            recipient=asked[one.enquiry_id],
            origin_id=one.enquiry_id,
        )
        for one in rows
        for child_id in sorted(about[one.enquiry_id])
    )
