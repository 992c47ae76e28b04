"""What in a text may point to somebody, for warnings before it goes out."""

from __future__ import annotations

from datetime import date

from lacrecords.rules.identifying_text import signs_of_somebody


def marks_of(text: str, child_id: int | None, on: date) -> tuple[str, ...]:
    """The kinds of thing found in the text that may point to somebody, in words."""
    return signs_of_somebody(text)
