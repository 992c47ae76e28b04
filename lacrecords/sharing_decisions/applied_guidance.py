"""The guidance that applied on the day of a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lacrecords.guidance.queries import GuidanceText, agreement_with, guidance_on
from lacrecords.terms import GuidanceKind


@dataclass(frozen=True, slots=True)
class AppliedText:
    """A text that applied on the day, and whether it still says what it said then."""

    text: GuidanceText
    as_then: bool


def versions_that_apply(day: date, agency_id: int | None) -> list[str]:
    """Key and checksum of every text that applied on this day, in order.

    Agreements are with one agency each: only the recipient's own applies.
    """
    own = agreement_with(agency_id, day) if agency_id is not None else None
    found = [one for one in guidance_on(day) if not _is_agreement(one) or one == own]
    return [f"{one.key} {one.version}" for one in found]


def _is_agreement(text: GuidanceText) -> bool:
    return text.kind is GuidanceKind.AGENCY_AGREEMENT


def texts_of(kept: Iterable[str], day: date) -> tuple[AppliedText, ...]:
    """The texts that a decision of this day kept, as they are known of that day now."""
    by_key = {one.key: one for one in guidance_on(day)}
    found = []
    for one in kept:
        key, _, version = one.partition(" ")
        if key in by_key:
            found.append(AppliedText(by_key[key], by_key[key].version == version))
    return tuple(found)
