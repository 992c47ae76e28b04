"""From the enquiry to the lead social worker's acknowledgement: how long, and how many too late."""

from __future__ import annotations

from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.notifications import figures as notifications
from lacrecords.staff.stints import Span
from lacrecords.statements.figures import Period, Section, duty, usual_times
from lacrecords.terms import NotificationKind

KEY = "lead_told"


def acknowledging_section(period: Period) -> Section:
    """What lead social workers (or who stands in for them) were told of enquiries of the period."""
    asked_at = enquiries.asked_at_by_id(Span(period.span.starts_at, period.span.ends_at))
    # What was sent of the last enquiries may have been sent after the period.
    later = Span(period.span.starts_at, period.as_of, period.team_id, period.span.stints)
    told = [
        one
        for one in notifications.notices(later, NotificationKind.ENQUIRY_ABOUT_CHILD)
        if one.to_a_person and one.enquiry_id in asked_at
    ]
    times = [
        one.done_at - asked_at[one.enquiry_id]
        for one in told
        if one.done_at is not None and one.enquiry_id is not None
    ]
    return Section(
        key="acknowledging",
        title="Lead social workers told of enquiries",
        about="From the moment of the enquiry until the lead social worker, or whoever stood in"
        " for them, said that they had read it. The clock runs from the moment they were told.",
        duties=(duty(KEY, "Told of an enquiry about their child", told, period.as_of),),
        measures=usual_times(KEY, "From enquiry to acknowledgement", times),
    )
