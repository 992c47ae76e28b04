"""From the enquiry to the lead social worker's acknowledgement: how long, and how many too late."""

from __future__ import annotations

from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.figures.sections import Period, Section, duty_counted, usual_times

KEY = "lead_told"


def acknowledging_section(period: Period) -> Section:
    """What lead social workers (or who stands in for them) were told of enquiries of the period."""
    found = enquiries.leads_answers(period.span, period.as_of)
    return Section(
        key="acknowledging",
        title="Lead social workers told of enquiries",
        about="From the moment of the enquiry until the lead social worker, or whoever stood in"
        " for them, said that they had read it. The clock runs from the moment they were told.",
        duties=(duty_counted(KEY, "Told of an enquiry about their child", found.states),),
        measures=usual_times(KEY, "From enquiry to acknowledgement", found.minutes),
    )
