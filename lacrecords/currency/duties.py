"""What the worker looks after for this slice: changed children, the daily look, what is late."""

from __future__ import annotations

from datetime import datetime

from lacrecords.currency.climbing import tell_what_is_late
from lacrecords.currency.counting import count_the_day
from lacrecords.currency.figures import this_procedure
from lacrecords.currency.looking_over import look_over_all, look_over_changed
from lacrecords.currency.staff_changes import mark_where_staff_changed

__all__ = ["look_at_changes", "look_at_everything", "tell_what_is_late"]


def look_at_changes(now: datetime) -> int:
    """Look over the children that changed, and those whose people came or went."""
    mark_where_staff_changed(now)
    return look_over_changed(this_procedure(), now)


def look_at_everything(now: datetime) -> int:
    """Look over every record, once a day, and count what is open then."""
    changed = look_over_all(this_procedure(), now)
    count_the_day(now)
    return changed
