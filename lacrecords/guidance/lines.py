"""One text of guidance through its versions, wherever it is kept, and its version of a day."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from lacrecords.rules.guidance import in_force
from lacrecords.terms import DatePrecision, GuidanceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceVersion:
    """What a text says from a day; an end says nothing."""

    number: int
    title: str
    text: str
    source: str
    from_on: date
    ends: bool = False
    from_known: DatePrecision = DatePrecision.EXACT
    """How exactly the day is established; what is not exact is counted from that day."""
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceLine:
    """A text of guidance: the same rule, act or agreement from its first version to its last."""

    key: str
    kind: GuidanceKind
    order: int
    versions: tuple[GuidanceVersion, ...]
    agency_id: int | None = None

    def on(self, day: date) -> GuidanceVersion | None:
        """The version that applies on this day."""
        return in_force(self.versions, day)


def checksum(line: GuidanceLine, version: GuidanceVersion) -> str:
    """The same for the same text, and another for every other: SHA-256 of all that it says."""
    parts = (line.key, line.kind, version.title, version.text, version.source)
    said = json.dumps([*parts, version.from_on.isoformat()], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
