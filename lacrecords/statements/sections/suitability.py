"""Suitability checks: answered in time, and with which result."""

from __future__ import annotations

from collections import Counter

from lacrecords.check_requests.figures import requests, results
from lacrecords.figures.sections import Breakdown, Figure, Period, Section, duty, parts_of
from lacrecords.terms import CheckResult

_RESULTS = {
    CheckResult.NOTHING_KNOWN.value: "Nothing known to share",
    CheckResult.INFORMATION.value: "Information for the requester's decision",
    CheckResult.REFER_ALLEGATION.value: "Referred to the designated officer for allegations",
}


def suitability_section(period: Period) -> Section | None:
    """Requests that came in the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    decided = Counter({one.value: number for one, number in results(period.span).items()})
    return Section(
        key="suitability",
        title="Suitability checks",
        about="Requests are counted when they reached us, and their clock runs from then, whatever"
        " was waited for. Results are counted when they were decided.",
        duties=(
            duty("checks_requested", "Requests received", requests(period.span), period.as_of),
        ),
        breakdowns=(
            Breakdown(
                title="Results of suitability checks",
                heading="Result",
                total=Figure("checks_decided", "Results decided", decided.total()),
                parts=parts_of("check_result", _RESULTS, decided),
            ),
        ),
    )
