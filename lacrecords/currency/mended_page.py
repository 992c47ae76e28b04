"""One finding that was mended, for whoever follows an old link: when, how it went, and back.

Shown to those who saw it while it stood and may still read the record; to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select

from lacrecords.clocks import LOCAL, local_date
from lacrecords.currency.finding_page import AcceptanceShown, acceptances_of
from lacrecords.currency.models import AddressConfirmation, CurrencyFinding
from lacrecords.currency.scope import saw_before, seen_by
from lacrecords.currency.worklist import ListedFinding, listed
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency import BY_KIND
from lacrecords.staff import queries as staff
from lacrecords.terms import CurrencyRule
from lacrecords.web.navigation import may_follow

LOOK_BACK = "children.look_back"
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AddressSure:
    """Somebody made sure of the address meanwhile: for which day, who, how."""

    on: date
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class MendedPage:
    """A finding that no longer stands, and its history."""

    finding: ListedFinding
    rule_text: str
    last_seen_at: datetime
    mended_at: datetime
    between_href: str
    """What was written in the record between the two looks; empty: not for this reader."""
    confirmed: AddressSure | None
    again: str
    """The reference of the same finding, where it stands again."""
    acceptances: tuple[AcceptanceShown, ...]


def mended_page(actor: Actor, reference: str, now: datetime) -> MendedPage | None:
    """One mended finding; None: it is open, or was not for this reader."""
    on = local_date(now)
    row = db.session.scalar(select(CurrencyFinding).where(CurrencyFinding.reference == reference))
    if row is None or row.mended_at is None:
        return None
    seen = select(CurrencyFinding.id).where(saw_before(actor, row, on))
    if db.session.scalar(seen) is None:
        return None
    (shown,) = listed(actor, (row,), now)
    same = select(CurrencyFinding.reference).where(
        CurrencyFinding.child_id == row.child_id,
        CurrencyFinding.rule == row.rule,
        seen_by(actor, on),
    )
    last_seen_at = row.last_seen_at or row.first_found_at
    return MendedPage(
        finding=shown,
        rule_text=BY_KIND[row.rule].text,
        last_seen_at=last_seen_at,
        mended_at=row.mended_at,
        between_href=_between(shown, last_seen_at, min(row.mended_at, now)),
        confirmed=_confirmed(row),
        again=db.session.scalar(same) or "",
        acceptances=acceptances_of(row.id),
    )


def _confirmed(row: CurrencyFinding) -> AddressSure | None:
    """What mends an address without a change to the record."""
    if row.rule is not CurrencyRule.ADDRESS_NOT_CONFIRMED:
        return None
    said = db.session.scalar(
        select(AddressConfirmation)
        .where(
            AddressConfirmation.child_id == row.child_id,
            AddressConfirmation.recorded_at >= row.first_found_at,
            AddressConfirmation.recorded_at <= row.mended_at,
        )
        .order_by(AddressConfirmation.id.desc())
        .limit(1)
    )
    if said is None:
        return None
    by = staff.names_for([said.recorded_by])[said.recorded_by]
    return AddressSure(said.confirmed_on, by, said.how)


def _between(shown: ListedFinding, first: datetime, second: datetime) -> str:
    """The page of what became different between the looks, to whoever may open the record.

    A minute that is asked for is included: the first look counts from the minute before it.
    """
    if not shown.name or not may_follow(LOOK_BACK):
        return ""
    asked: dict[str, Any] = {"how": "said"}
    for day, clock, moment in (("on", "at", first - ONE_MINUTE), ("later_on", "later_at", second)):
        here = moment.astimezone(LOCAL)
        asked |= {f"{day}-{part}": str(getattr(here, part)) for part in ("day", "month", "year")}
        asked[clock] = f"{here:%H:%M}"
    return url_for(LOOK_BACK, reference=shown.child_reference, **asked)
