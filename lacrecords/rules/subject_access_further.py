"""What a further pack after a release asks for anew. Pure.

Everybody is searched for anew and consents anew: what is given is more than what was agreed to.
Somebody who asks again later is shown anew; whoever was given the first pack is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.terms import FurtherReason


@dataclass(frozen=True, slots=True)
class Anew:
    """What counts only where it was done after the request was opened again."""

    shown: bool
    searched: bool
    consented: bool
    assembled: bool


def asked_anew(why: FurtherReason | None) -> Anew:
    """What is done anew; None: it is the first pack, and nothing is."""
    again = why is not None
    return Anew(shown=why is FurtherReason.UPDATE, searched=again, consented=again, assembled=again)


def later_of(first: datetime | None, second: datetime | None) -> datetime | None:
    """The later of two moments; None is before everything."""
    known = [one for one in (first, second) if one is not None]
    return max(known) if known else None


FURTHER_WORDS = {
    FurtherReason.MORE_FOUND: "We found more after we answered you.",
    FurtherReason.SOMETHING_MISSING: "You told us that something was missing.",
    FurtherReason.UPDATE: "You asked us again, for what came since.",
}


def further_words(number: int, why: FurtherReason) -> str:
    """How the letter of a further pack begins."""
    return (
        f"This is answer number {number} to your request. {FURTHER_WORDS[why]}"
        " What we gave you before stays as it is."
    )
