"""Checks of enquirers: confirmed, refused, or could not be done."""

from __future__ import annotations

from collections import Counter

from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.figures.sections import Breakdown, Figure, Period, Section, parts_of
from lacrecords.terms import VerificationOutcome

NO_CHECK = "no_check"
LABELS = {
    VerificationOutcome.CONFIRMED.value: "Confirmed: they are who they say",
    VerificationOutcome.NOT_CONFIRMED.value: "Not confirmed: nothing is told",
    VerificationOutcome.COULD_NOT_BE_DONE.value: "The check could not be done: nothing is told",
    NO_CHECK: "No check was recorded",
}


def checks_section(period: Period) -> Section:
    """Enquiries of the period by the last check of who asked."""
    found = enquiries.checks(period.span)
    counted = Counter({one.value if one else NO_CHECK: count for one, count in found.items()})
    return Section(
        key="checks",
        title="Checks of who asks",
        about="Every enquiry by the last check of its enquirer. Nothing about a child is told"
        " without a confirmed check.",
        breakdowns=(
            Breakdown(
                title="Last check of each enquiry",
                heading="Check",
                total=Figure("enquiries", "Enquiries", counted.total()),
                parts=parts_of("check", LABELS, counted),
            ),
        ),
    )
