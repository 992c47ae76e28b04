"""What is not put right in time is told further up: the team manager, then the designated manager.

One digest a day to each, never one notification for each finding, and no child is named in
it. What is of a restricted record is told to its owner alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Select, case, func, insert, or_, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.children.led import last_assigned
from lacrecords.children.standing import RestrictionCard, restrictions_of
from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.currency.figures import DESIGNATED_MANAGER, TEAM_MANAGER, this_procedure
from lacrecords.currency.models import (
    CurrencyAcceptance,
    CurrencyClimb,
    CurrencyDigest,
    CurrencyFinding,
)
from lacrecords.currency.scope import IS_OPEN, WITHOUT_OWNER, Criterion, is_accepted, is_late
from lacrecords.currency.writing import take_writers_turn
from lacrecords.database import db, new_reference, transaction
from lacrecords.notifications.services import Matter, Notice, Recipient, notify
from lacrecords.rules.currency import of_severity
from lacrecords.staff import queries as staff
from lacrecords.terms import (
    CurrencyRule,
    CurrencySeverity,
    MatterKind,
    NotificationKind,
    Role,
    Urgency,
)

MOST_AT_ONCE = 5_000
WRITTEN_AT_ONCE = 500
THE_DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
_URGENT = of_severity(CurrencySeverity.URGENT)


@dataclass(frozen=True, slots=True)
class _Late:
    """A finding that climbs one step."""

    id: int
    child_id: int
    rule: CurrencyRule
    step: int


def tell_what_is_late(now: datetime) -> int:
    """Tell everybody who is to be told today; how many digests were made."""
    procedure = this_procedure()
    if is_out_of_hours(procedure, now):
        return 0
    on = local_date(now)
    late = [*_climbing(now, on, TEAM_MANAGER), *_climbing(now, on, DESIGNATED_MANAGER)]
    told = _told_today(on)
    made = 0
    for recipient, findings in _by_recipient(late, on).items():
        if recipient not in told:
            _tell(recipient, findings, now, on)
            made += 1
    db.session.rollback()
    return made


def _climbing(now: datetime, on: date, step: int) -> tuple[_Late, ...]:
    """What is late for this step and was not told on it since it came back to the list."""
    found = (
        select(CurrencyFinding.id, CurrencyFinding.child_id, CurrencyFinding.rule)
        .where(IS_OPEN, ~is_accepted(on), is_late(now, step), ~_climbed(step))
        .order_by(case((CurrencyFinding.rule.in_(sorted(_URGENT)), 0), else_=1), CurrencyFinding.id)
        .limit(MOST_AT_ONCE)
    )
    if step > TEAM_MANAGER:
        found = found.where(_climbed(TEAM_MANAGER))
    return tuple(
        _Late(number, child, rule, step) for number, child, rule in db.session.execute(found)
    )


def _climbed(step: int) -> Criterion:
    back_on = case(
        (CurrencyAcceptance.ended_at.is_(None), CurrencyAcceptance.until_on),
        else_=func.date(CurrencyAcceptance.ended_at, type_=Date()),
    )
    ended = (
        select(func.max(back_on))
        .where(CurrencyAcceptance.finding_id == CurrencyFinding.id)
        .scalar_subquery()
    )
    told: Select[int] = (
        select(CurrencyClimb.id)
        .join(CurrencyDigest, CurrencyDigest.id == CurrencyClimb.digest_id)
        .where(
            CurrencyClimb.finding_id == CurrencyFinding.id,
            CurrencyClimb.step == step,
            or_(ended.is_(None), CurrencyDigest.made_on >= ended),
        )
    )
    return told.exists()


def _told_today(on: date) -> set[Recipient]:
    rows = db.session.execute(
        select(CurrencyDigest.account_id, CurrencyDigest.role).where(CurrencyDigest.made_on == on)
    )
    return {Recipient(account_id=account_id, role=role) for account_id, role in rows}


def _by_recipient(late: Iterable[_Late], on: date) -> Mapping[Recipient, list[_Late]]:
    findings = tuple(late)
    ids = {one.child_id for one in findings}
    restricted, managers = restrictions_of(ids, on), _managers(ids, on)
    told: dict[Recipient, list[_Late]] = defaultdict(list)
    for one in findings:
        recipient = _recipient(one, restricted.get(one.child_id), managers, on)
        if recipient is not None:
            told[recipient].append(one)
    return told


def _recipient(
    late: _Late, restriction: RestrictionCard | None, managers: Mapping[int, int], on: date
) -> Recipient | None:
    """To whom this one is told; None: its owner knows, or is not there to be told."""
    if late.rule is WITHOUT_OWNER:
        return THE_DESIGNATED_MANAGER
    if restriction is not None:
        at_work = late.step == TEAM_MANAGER and staff.is_active(restriction.owner_id, on)
        return Recipient(account_id=restriction.owner_id) if at_work else None
    manager = managers.get(late.child_id) if late.step == TEAM_MANAGER else None
    return THE_DESIGNATED_MANAGER if manager is None else Recipient(account_id=manager)


def _managers(child_ids: Collection[int], on: date) -> dict[int, int]:
    """The manager at work of each child's team, where there is one."""
    teams = {one.account_id: next(iter(one.team_ids), None) for one in staff.everybody(on)}
    known: dict[int | None, int | None] = {None: None}
    managers = {}
    for child_id, (account_id, team_id) in last_assigned(child_ids).items():
        team = team_id if team_id is not None else teams.get(account_id or 0)
        if team not in known:
            card = staff.team_manager_for(team, on)
            known[team] = card.account_id if card else None
        manager = known[team]
        if manager is not None:
            managers[child_id] = manager
    return managers


def _tell(recipient: Recipient, findings: Sequence[_Late], now: datetime, on: date) -> None:
    """One digest and one notification; what is much is written in several short transactions."""
    digest_id = 0
    for start in range(0, len(findings), WRITTEN_AT_ONCE):
        some = findings[start : start + WRITTEN_AT_ONCE]
        with transaction():
            take_writers_turn()
            digest_id = digest_id or _digest(recipient, findings, now, on)
            rows = [
                {"finding_id": one.id, "step": one.step, "digest_id": digest_id}
                for one in {one.id: one for one in some}.values()
            ]
            db.session.connection().execute(insert(CurrencyClimb), rows)
            audit.record(WORKER, "findings_told", "currency_digest", digest_id)


def _digest(recipient: Recipient, findings: Sequence[_Late], now: datetime, on: date) -> int:
    row = CurrencyDigest(
        reference=new_reference(),
        made_on=on,
        made_at=now,
        account_id=recipient.account_id,
        role=recipient.role,
    )
    db.session.add(row)
    db.session.flush()
    notice = Notice(
        kind=NotificationKind.RECORDS_TO_PUT_RIGHT,
        urgency=Urgency.ROUTINE,
        recipient=recipient,
        matter=Matter(MatterKind.CURRENCY_DIGEST, row.reference),
        why=digest_words(len(findings), sum(one.rule in _URGENT for one in findings)),
    )
    notify(WORKER, notice, now)
    return row.id


def digest_words(findings: int, urgent: int) -> str:
    """What the notification says: numbers, and nobody's name."""
    what = "1 thing in a record was" if findings == 1 else f"{findings:,} things in records were"
    if not urgent:
        return f"{what} not put right in time. None of them is urgent."
    how_many = "1 is urgent" if urgent == 1 else f"{urgent:,} are urgent"
    return f"{what} not put right in time. Of these {how_many}."
