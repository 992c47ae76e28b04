"""Exported lists of records to put right in which a child stood: for corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from lacrecords.currency.export import KIND
from lacrecords.currency.models import CurrencyFinding
from lacrecords.database import db
from lacrecords.exports.fetched import fetched_lists
from lacrecords.rules.corrections import Telling


def tellings_about(child_ids: Collection[int]) -> tuple[Telling, ...]:
    """The lists that were fetched while something of these children was to be put right."""
    rows = db.session.execute(
        select(
            CurrencyFinding.child_id, CurrencyFinding.first_found_at, CurrencyFinding.mended_at
        ).where(CurrencyFinding.child_id.in_(child_ids))
    )
    stood: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for child_id, found_at, mended_at in rows:
        stood[child_id].append((found_at, mended_at))
    return fetched_lists(KIND, stood) if stood else ()
