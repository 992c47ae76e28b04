"""Whether a reason speaks for a record, nearly, or against it: for the mark beside its words."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """How one part of a record stands to what was described."""

    AGREES = "agrees"
    NEARLY = "nearly"
    DIFFERS = "differs"


def mark_of(reason: str) -> Mark:
    """The mark of a reason as the search words it."""
    against = reason.endswith(" differs") and " agree" not in reason
    if against or reason == "another address":
        return Mark.DIFFERS
    here = reason.startswith(("lives at this address", "lived at this address"))
    whole = reason.endswith(" agrees") and not reason.startswith("only ")
    return Mark.AGREES if here or whole else Mark.NEARLY
