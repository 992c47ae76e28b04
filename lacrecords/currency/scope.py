"""Which open findings somebody sees: those they can mend, of children who are theirs.

A lead social worker sees those of the children they lead, or cover for; a team manager the
team's; business support whatever business support can mend; the designated manager all.
What stands on a record that is closed to the reader is as if it were not there, but for one
thing: that nobody answers for a restricted record is told to the designated manager.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from lacrecords.children.led import closed_among, led_by, of_teams, restricted_or_connected
from lacrecords.clocks import local_date
from lacrecords.currency.figures import TEAM_MANAGER, late_before, this_procedure
from lacrecords.currency.models import CurrencyAcceptance, CurrencyFinding
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency import mendable_by, of_severity
from lacrecords.staff import queries as staff
from lacrecords.terms import CurrencyRule, CurrencySeverity, Role

Criterion = ColumnElement[bool]
IS_OPEN: Criterion = CurrencyFinding.mended_at.is_(None)
WITHOUT_OWNER = CurrencyRule.RESTRICTED_WITHOUT_OWNER


def seen_by(actor: Actor, on: date) -> Criterion:
    """The open findings that this person sees, accepted ones included."""
    return and_(IS_OPEN, _theirs(actor, on), _not_closed(actor.account_id, actor.role, on))


def saw_before(actor: Actor, finding: CurrencyFinding, on: date) -> Criterion:
    """This mended finding, where the person saw it while it stood and may still read the record."""
    this = CurrencyFinding.id == finding.id
    ends = (finding.last_seen_at or finding.first_found_at, finding.mended_at)
    days = {local_date(moment) for moment in ends if moment is not None}
    stood = or_(*(_theirs(actor, day) for day in sorted(days)))
    return and_(~IS_OPEN, this, stood, _not_closed(actor.account_id, actor.role, on, this))


def open_to_all(on: date) -> Criterion:
    """The open findings that may be counted for everybody: no restricted or sealed record."""
    return and_(IS_OPEN, _not_closed(None, None, on))


def is_accepted(on: date) -> Criterion:
    """Accepted on that day, so that it waits for nobody."""
    return _acceptance(CurrencyAcceptance.ended_at.is_(None), CurrencyAcceptance.until_on > on)


def was_accepted() -> Criterion:
    """Accepted at any time, so that its clock may have begun again."""
    return _acceptance()


def is_late(now: datetime, step: int = TEAM_MANAGER) -> Criterion:
    """Stands longer than it may; where it was accepted, the clock begins again at the end."""
    before = late_before(this_procedure(), now, step)
    return or_(*(_late(severity, moment) for severity, moment in before.items()))


def _late(severity: CurrencySeverity, before: datetime) -> Criterion:
    ended = or_(
        and_(
            CurrencyAcceptance.ended_at.is_(None),
            CurrencyAcceptance.until_on >= local_date(before),
        ),
        CurrencyAcceptance.ended_at >= before,
    )
    return and_(
        CurrencyFinding.rule.in_(sorted(of_severity(severity))),
        CurrencyFinding.first_found_at < before,
        ~_acceptance(ended),
    )


def _acceptance(*conditions: Criterion) -> Criterion:
    return (
        select(CurrencyAcceptance.id)
        .where(CurrencyAcceptance.finding_id == CurrencyFinding.id, *conditions)
        .exists()
    )


def _theirs(actor: Actor, on: date) -> Criterion:
    if actor.role is Role.DESIGNATED_MANAGER:
        return CurrencyFinding.id.is_not(None)
    if actor.role is Role.BUSINESS_SUPPORT_OFFICER:
        return CurrencyFinding.rule.in_(sorted(mendable_by(actor.role)))
    if actor.role is Role.TEAM_MANAGER:
        teams = teams_managed(actor)
        return CurrencyFinding.child_id.in_(of_teams(teams, members_of(teams, on), on))
    leads = (actor.account_id or 0, *covered_by(actor.account_id or 0, on))
    return CurrencyFinding.child_id.in_(led_by(leads, on))


def teams_managed(actor: Actor) -> tuple[int, ...]:
    """The teams whose findings a team manager answers for."""
    return actor.team_ids


def members_of(team_ids: tuple[int, ...], on: date) -> tuple[int, ...]:
    """Everybody who is in one of these teams on that day."""
    wanted = set(team_ids)
    return tuple(one.account_id for one in staff.everybody(on) if wanted & set(one.team_ids))


def covered_by(account_id: int, on: date) -> tuple[int, ...]:
    """For whose absence this person covers on that day."""
    return tuple(one.account_id for one in staff.absences_covered_by(account_id, on))


def _not_closed(
    account_id: int | None, role: Role | None, on: date, among: Criterion = IS_OPEN
) -> Criterion:
    asked = restricted_or_connected(account_id, on)
    found = select(CurrencyFinding.child_id).where(among, CurrencyFinding.child_id.in_(asked))
    closed = closed_among(set(db.session.scalars(found.distinct())), account_id, on)
    if not closed:
        return CurrencyFinding.id.is_not(None)
    readable = CurrencyFinding.child_id.not_in(sorted(closed))
    if role is Role.DESIGNATED_MANAGER:
        return or_(readable, CurrencyFinding.rule == WITHOUT_OWNER)
    return readable


def count_by_rule(which: Criterion) -> Mapping[CurrencyRule, int]:
    """How many findings of each rule there are among these."""
    rows = db.session.execute(
        select(CurrencyFinding.rule, func.count()).where(which).group_by(CurrencyFinding.rule)
    )
    return {rule: number for rule, number in rows}
