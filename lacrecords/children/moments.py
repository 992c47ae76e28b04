"""Choosing the moment at which a record or a list is looked at, in plain words.

Two different questions: what was known then, and what was true then as we know it now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from wtforms import StringField

from lacrecords.children.record import When
from lacrecords.web.date_parts import DateParts
from lacrecords.web.fields import DatePartsField, RadiosField, choice
from lacrecords.web.forms import GroupForm, required
from lacrecords.web.words import OFFICE_TIME, date_words, moment_words

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
WRONG_TIME = "Enter a time like 9:30 or 14:05"
IN_THE_FUTURE = "The moment must be in the past"
FIRST_DAY = date(1900, 1, 1)


class Knowledge(StrEnum):
    """Which of the two questions is asked."""

    SAID = "said"
    TRUE = "true"


KNOWLEDGE_WORDS = {
    Knowledge.SAID: "What was known then",
    Knowledge.TRUE: "What was true on that day, as we know it now",
}
_HINTS = {
    Knowledge.SAID: "What the record said at that moment, mistakes included",
    Knowledge.TRUE: "With everything that was written down or corrected since. The time counts not",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A moment that was asked for, and what is asked of it."""

    when: When
    knowledge: Knowledge

    @property
    def words(self) -> str:
        """The moment in words."""
        if self.knowledge is Knowledge.TRUE:
            return f"on {date_words(self.when.on)}"
        return f"at {moment_words(self.when.moment)}"


def asked_at(day: date, at: time | None, knowledge: Knowledge, now: datetime) -> Asked | None:
    """The moment of this day and minute; None: it is not past.

    The minute asked for is included, as the day is. No time: the end of the day; today: now.
    """
    today = now.astimezone(OFFICE_TIME).date()
    if at is None and day == today:
        return Asked(When(now, day), knowledge)
    whole = at if at is not None else time(23, 59)
    here = datetime.combine(day, whole, OFFICE_TIME)
    moment = here.astimezone(UTC) + timedelta(minutes=1) - timedelta(microseconds=1)
    if day < FIRST_DAY or day > today or (knowledge is Knowledge.SAID and here > now):
        return None
    if knowledge is Knowledge.TRUE:
        return Asked(When(now, day), knowledge)
    return Asked(When(min(moment, now), day), knowledge)


def read_time(text: str) -> time | None:
    """The time of day typed; None where nothing was. ValueError says what to do."""
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(WRONG_TIME)
    return time(int(found.group(1)), int(found.group(2)))


class LookBackForm(GroupForm):
    """One moment, or two to compare; they travel in the address, and say nothing of a child."""

    how = RadiosField(
        "What do you want to see?",
        kind=Knowledge,
        choices=[choice(one.value, KNOWLEDGE_WORDS[one], _HINTS[one]) for one in Knowledge],
        default=Knowledge.SAID,
    )
    on = DatePartsField("Day", [required("Enter the day")])
    at = StringField(
        "Time on the office clock",
        description="For example, 14:05. Leave empty for the end of the day, or today for now",
    )
    later_on = DatePartsField(
        "Later day", description="Leave empty to see one moment. To compare, enter a later day"
    )
    later_at = StringField(
        "Later time on the office clock",
        description="Leave empty for the end of the day, or today for now",
    )

    def moments(self, now: datetime) -> tuple[Asked | None, Asked | None]:
        """The one moment or both; none where the form says what to do."""
        first = self._asked(self.on, self.at, now)
        second = self._asked(self.later_on, self.later_at, now) if self.later_on.data else None
        if first and second and not _is_before(first, second):
            _refuse(self.later_on, "The later moment must be after the first")
        return (None, None) if self.errors else (first, second)

    def _asked(self, day: DatePartsField, at: StringField, now: datetime) -> Asked | None:
        try:
            typed = read_time(at.data or "")
        except ValueError as wrong:
            _refuse(at, str(wrong))
            return None
        exact = day.data.exact if isinstance(day.data, DateParts) else None
        found = asked_at(exact, typed, self.how.data or Knowledge.SAID, now) if exact else None
        if found is None:
            _refuse(day, IN_THE_FUTURE)
        return found


def _is_before(first: Asked, second: Asked) -> bool:
    one, other = first.when, second.when
    if first.knowledge is Knowledge.TRUE:
        return one.on < other.on
    return one.moment < other.moment


def _refuse(field: DatePartsField | StringField, message: str) -> None:
    field.errors = [*field.errors, message]
