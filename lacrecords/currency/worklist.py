"""The worklist as one reader may see it: narrowed, in order, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, case, func, select

from lacrecords.children import queries as children
from lacrecords.children.led import led_by, led_by_anybody, of_teams
from lacrecords.clocks import local_date
from lacrecords.currency.models import CurrencyAcceptance, CurrencyClimb, CurrencyFinding
from lacrecords.currency.scope import (
    WITHOUT_OWNER,
    Criterion,
    count_by_rule,
    is_accepted,
    is_late,
    members_of,
    seen_by,
)
from lacrecords.currency.sources import movement_endpoint
from lacrecords.currency.words import FINDING_WORDS, FindingWords
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency import BY_KIND, may_mend, of_severity
from lacrecords.terms import CurrencyRule, CurrencySeverity
from lacrecords.web.navigation import may_follow

A_PAGE = 25
NOBODY = "nobody"
WAITING, LATE, ACCEPTED = "waiting", "late", "accepted"
SOONEST, OLDEST, NEWEST = "soonest", "oldest", "newest"
MOVEMENT_RULES = frozenset(
    {
        CurrencyRule.MOVED_OUT_UNRECORDED,
        CurrencyRule.PLACED_OUT_WITHOUT_NOTICE,
        CurrencyRule.OTHER_AUTHORITY_NOT_TOLD,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What part of the list is wanted, in which order."""

    rule: CurrencyRule | None = None
    severity: CurrencySeverity | None = None
    team_id: int | None = None
    worker: str = ""
    """The account of a lead social worker, or `nobody`."""
    state: str = WAITING
    order: str = SOONEST
    digest_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """One finding as the list shows it."""

    id: int
    reference: str
    child_id: int
    child_reference: str
    name: str
    """Empty: of a record that is closed to the reader, only its reference is told."""
    rule: CurrencyRule
    severity: CurrencySeverity
    words: FindingWords
    since_on: date | None
    first_found_at: datetime
    late: bool
    accepted_until: date | None
    mend_href: str
    """Where it is mended; empty for those who cannot."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and how long all of it is."""

    rows: tuple[ListedFinding, ...]
    number: int
    more: bool
    every: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings of one rule the reader sees."""

    rule: CurrencyRule
    words: str
    severity: CurrencySeverity
    number: int


def worklist(actor: Actor, wanted: Wanted, number: int, now: datetime) -> Page:
    """The findings that this reader sees, so many a page."""
    which = criterion(actor, wanted, now)
    every = db.session.scalar(select(func.count()).select_from(CurrencyFinding).where(which)) or 0
    found = (
        select(CurrencyFinding)
        .where(which)
        .order_by(*_order(wanted.order))
        .offset((number - 1) * A_PAGE)
        .limit(A_PAGE + 1)
    )
    rows = db.session.scalars(found).all()
    return Page(listed(actor, rows[:A_PAGE], now), number, len(rows) > A_PAGE, every)


def counts(actor: Actor, wanted: Wanted, now: datetime) -> tuple[RuleCount, ...]:
    """How many there are of each rule, the most urgent rules first, whatever rule is wanted."""
    any_rule = Wanted(
        severity=wanted.severity, team_id=wanted.team_id, worker=wanted.worker, state=wanted.state
    )
    of_rule = count_by_rule(criterion(actor, any_rule, now))
    severities = list(CurrencySeverity)
    found = [
        RuleCount(rule, FINDING_WORDS[rule].wrong, BY_KIND[rule].severity, number)
        for rule, number in of_rule.items()
    ]
    return tuple(sorted(found, key=lambda one: (severities.index(one.severity), one.words)))


def criterion(actor: Actor, wanted: Wanted, now: datetime) -> Criterion:
    """Which findings are wanted, of those that this reader sees."""
    on = local_date(now)
    which = seen_by(actor, on)
    for narrowed in (_of_rules(wanted), _of_people(wanted, on), _in_state(wanted, now, on)):
        which &= narrowed
    return which


def _of_rules(wanted: Wanted) -> Criterion:
    which: Criterion = CurrencyFinding.id.is_not(None)
    if wanted.rule is not None:
        which &= CurrencyFinding.rule == wanted.rule
    if wanted.severity is not None:
        which &= CurrencyFinding.rule.in_(sorted(of_severity(wanted.severity)))
    return which


def _of_people(wanted: Wanted, on: date) -> Criterion:
    which: Criterion = CurrencyFinding.id.is_not(None)
    if wanted.team_id is not None:
        teams = (wanted.team_id,)
        which &= CurrencyFinding.child_id.in_(of_teams(teams, members_of(teams, on), on))
    if wanted.worker == NOBODY:
        which &= CurrencyFinding.child_id.not_in(led_by_anybody(on))
    elif wanted.worker:
        which &= CurrencyFinding.child_id.in_(led_by((int(wanted.worker),), on))
    return which


def _in_state(wanted: Wanted, now: datetime, on: date) -> Criterion:
    if wanted.digest_id is not None:
        told = select(CurrencyClimb.finding_id).where(CurrencyClimb.digest_id == wanted.digest_id)
        return CurrencyFinding.id.in_(told) & ~is_accepted(on)
    if wanted.state == ACCEPTED:
        return is_accepted(on)
    return ~is_accepted(on) & is_late(now) if wanted.state == LATE else ~is_accepted(on)


def _order(order: str) -> tuple[ColumnElement[Any], ...]:
    since = func.coalesce(CurrencyFinding.since_on, func.date(CurrencyFinding.first_found_at))
    oldest = (CurrencyFinding.first_found_at.asc(), CurrencyFinding.id.asc())
    if order == NEWEST:
        return (CurrencyFinding.first_found_at.desc(), CurrencyFinding.id.desc())
    if order == OLDEST:
        return (since, *oldest)
    severity = {
        rule: place
        for place, severity in enumerate(CurrencySeverity)
        for rule in of_severity(severity)
    }
    return (case(severity, value=CurrencyFinding.rule), since, *oldest)


def listed(
    actor: Actor, findings: Sequence[CurrencyFinding], now: datetime
) -> tuple[ListedFinding, ...]:
    """These findings as this reader sees them; the caller has chosen what may be seen."""
    on = local_date(now)
    ids = {finding.child_id for finding in findings}
    closed = children.hidden_ids(ids, actor.account_id, on)
    names = children.names_of(ids - closed, actor.account_id, on)
    references = children.references_of(ids)
    numbers = [finding.id for finding in findings]
    late, accepted = _late_among(numbers, now), _accepted_until(numbers, on)
    return tuple(
        ListedFinding(
            id=one.id,
            reference=one.reference,
            child_id=one.child_id,
            child_reference=references[one.child_id],
            name=names.get(one.child_id, ""),
            rule=one.rule,
            severity=BY_KIND[one.rule].severity,
            words=FINDING_WORDS[one.rule],
            since_on=one.since_on,
            first_found_at=one.first_found_at,
            late=one.id in late and one.id not in accepted,
            accepted_until=accepted.get(one.id),
            mend_href=_mend_href(actor, one, references[one.child_id]),
        )
        for one in findings
    )


def _late_among(numbers: Iterable[int], now: datetime) -> set[int]:
    found = select(CurrencyFinding.id).where(CurrencyFinding.id.in_(numbers), is_late(now))
    return set(db.session.scalars(found))


def _accepted_until(numbers: Iterable[int], on: date) -> dict[int, date]:
    rows = db.session.execute(
        select(CurrencyAcceptance.finding_id, CurrencyAcceptance.until_on).where(
            CurrencyAcceptance.finding_id.in_(numbers),
            CurrencyAcceptance.ended_at.is_(None),
            CurrencyAcceptance.until_on > on,
        )
    )
    return {number: until_on for number, until_on in rows}


def _mend_href(actor: Actor, finding: CurrencyFinding, child_reference: str) -> str:
    """The page where it is mended, for those who can mend it and may open that page."""
    words = FINDING_WORDS[finding.rule]
    endpoint = words.endpoint
    if finding.rule in MOVEMENT_RULES:
        endpoint = movement_endpoint() or endpoint
    if not may_mend(actor.role, finding.rule) or not may_follow(endpoint):
        return ""
    if finding.rule is WITHOUT_OWNER:
        return url_for(endpoint)
    if finding.rule is CurrencyRule.ADDRESS_NOT_CONFIRMED:
        return url_for(endpoint, reference=finding.reference)
    if words.kind_slug:
        return url_for(endpoint, reference=child_reference, kind_slug=words.kind_slug)
    return url_for(endpoint, reference=child_reference)
