"""Records kept up to date: what was found to be stale, missing or wrong, and what was mended."""

from __future__ import annotations

from collections import Counter

from lacrecords.currency.period_figures import currency_period
from lacrecords.currency.words import FINDING_WORDS
from lacrecords.figures.sections import Breakdown, Figure, Period, Section, parts_of
from lacrecords.terms import CurrencyRule


def currency_section(period: Period) -> Section | None:
    """What the rules said of the records in the period, of the whole council."""
    if period.team_id is not None:
        return None
    found = currency_period(period.span, period.to_on)
    counted = Counter({rule.value: number for rule, number in found.found.items()})
    labels = {rule.value: FINDING_WORDS[rule].wrong for rule in CurrencyRule}
    return Section(
        key="currency",
        title="Records kept up to date",
        about="What the rules of the worklist found in the records. What was left is counted on"
        " the last day of the period on which the records were looked over.",
        figures=(
            Figure("currency_mended", "Put right in the period", found.mended),
            Figure("currency_open", "Left to put right at the end", found.open_at_end),
            Figure(
                "currency_late", "Of these, open for longer than they may be", found.late_at_end
            ),
        ),
        breakdowns=(
            Breakdown(
                title="What was found in the records",
                heading="What is to be put right",
                total=Figure("currency_found", "Found in the period", counted.total()),
                parts=parts_of("currency_rule", labels, counted),
                leaves_out_none=True,
            ),
        ),
    )
