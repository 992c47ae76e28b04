"""The words in which the tests of currency speak: days round one day, and short records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lacrecords.rules.currency import what_is_wrong
from lacrecords.rules.currency_record import Address, CurrencyFigures, RecordFacts, Spell
from lacrecords.terms import AddressType, CurrencyRule

ON = date(2026, 11, 16)
LONG_AGO = date(2026, 1, 5)
FIGURES = CurrencyFigures(
    first_review_months=3,
    later_review_months=6,
    review_booked_days=28,
    address_confirmed_months=12,
    expected_date_days=14,
    movement_days=56,
    own_districts=frozenset({"ZZ9", "ZZ8"}),
)
SILENT = "silent"
OPEN = Spell(LONG_AGO)


def day(away: int) -> date:
    """The day so many days from the day of the tests."""
    return ON + timedelta(days=away)


def home(district: str = "ZZ9", **said: Any) -> Address:
    """A home, written down not long ago."""
    said = {"address_type": AddressType.HOME, "recorded_on": day(-30), **said}
    return Address(district=district, **said)


def since(kind: CurrencyRule, figures: CurrencyFigures = FIGURES, **said: Any) -> date | str | None:
    """Since when this rule speaks of such a record; SILENT where it does not."""
    return what_is_wrong(RecordFacts(**({"on": ON} | said)), figures).get(kind, SILENT)
