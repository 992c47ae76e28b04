"""Second enquiries about children who are not known: considered in time, and what came of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.figures.sections import Breakdown, Period, Section, duty, parts_of, with_done
from lacrecords.terms import ConsiderationOutcome
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class _Clock:
    due_at: datetime
    done_at: datetime | None


def considerations_section(period: Period) -> Section | None:
    """Child in need considerations opened in the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    found = enquiries.considerations(period.span)
    clocks = [_Clock(one.due_at, one.closed_at) for one in found]
    key = "considerations"
    opened = duty(key, "Child in need considerations", clocks, period.as_of)
    opened, closed = with_done(opened, "Closed")
    counted = Counter(one.outcome.value for one in found if one.outcome is not None)
    labels = {one.value: words(one) for one in ConsiderationOutcome}
    return Section(
        key=key,
        title="Second enquiries about children who are not known",
        about="A second enquiry about a child who is not known opens a child in need consideration"
        " for the designated manager.",
        duties=(opened,),
        breakdowns=(
            Breakdown(
                title="What came of the considerations",
                heading="Outcome",
                total=closed,
                parts=parts_of("considered", labels, counted),
                leaves_out_none=True,
            ),
        ),
    )
