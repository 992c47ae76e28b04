"""The words of the statement's pages, document and file."""

from __future__ import annotations

from datetime import date

from lacrecords.web.words import date_words

TIMELINESS_COLUMNS = ("All", "In time", "Late", "Late, not done", "Not yet due")
"""The columns of a duty: how many there were, and how each of them stands."""
WHOLE_COUNCIL = "The whole council"


def days_words(from_on: date, to_on: date) -> str:
    """A period as people say it: "1 January 2026 to 31 March 2026"; one day alone."""
    if from_on == to_on:
        return date_words(from_on)
    return f"{date_words(from_on)} to {date_words(to_on)}"
