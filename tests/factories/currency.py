"""Findings in records: looked for as the worker does it, and read back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from lacrecords.currency.looking_over import look_over_all, look_over_changed
from lacrecords.currency.models import CurrencyFinding
from lacrecords.currency.staff_changes import mark_where_staff_changed
from lacrecords.database import db, now_utc
from lacrecords.terms import CurrencyRule


def no_rest(_seconds: float) -> None:
    """Tests need not wait for others."""


def look_at_changes(now: datetime | None = None) -> int:
    """Look over the changed children, as the worker does every few seconds."""
    now = now or now_utc()
    mark_where_staff_changed(now)
    return look_over_changed(current_app.extensions["lacrecords_procedure"], now, no_rest)


def look_at_everything(now: datetime | None = None) -> int:
    """Look over every record, as the worker does once a day."""
    now = now or now_utc()
    return look_over_all(current_app.extensions["lacrecords_procedure"], now, no_rest)


def open_rules(child_id: int) -> set[CurrencyRule]:
    """What is wrong with this child's record now, as it is kept."""
    return {finding.rule for finding in findings_of((child_id,)) if finding.mended_at is None}


def findings_of(child_ids: Iterable[int]) -> list[CurrencyFinding]:
    """Every finding ever of these children, oldest first."""
    db.session.rollback()
    found = select(CurrencyFinding).where(CurrencyFinding.child_id.in_(list(child_ids)))
    return list(db.session.scalars(found.order_by(CurrencyFinding.id)))


def finding(child_id: int, rule: CurrencyRule) -> CurrencyFinding:
    """The open finding of this rule."""
    (one,) = [each for each in findings_of((child_id,)) if each.rule is rule and not each.mended_at]
    return one


def days_later(days: int) -> datetime:
    """The moment so many days from now."""
    return now_utc() + timedelta(days=days)
