"""Guidance as other slices read it: what applied on a day, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import current_app

from lacrecords.guidance.lines import GuidanceLine, GuidanceVersion, checksum
from lacrecords.guidance.own import own_lines
from lacrecords.terms import GuidanceKind

_ORDER = {kind: place for place, kind in enumerate(GuidanceKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceText:
    """A text of guidance as it applies on a day; `version` is a checksum of what it says."""

    key: str
    kind: GuidanceKind
    title: str
    text: str
    source: str
    from_on: date
    version: str


@dataclass(frozen=True, slots=True)
class GuidanceDifference:
    """A text that is not the same on two days; None: it did not apply on that one."""

    before: GuidanceText | None
    after: GuidanceText | None


def guidance_on(day: date) -> tuple[GuidanceText, ...]:
    """Everything that applied on this day, in the order in which it is read."""
    return tuple(text_of(line, found) for line in every_line() if (found := line.on(day)))


def differences_between(first: date, second: date) -> tuple[GuidanceDifference, ...]:
    """The texts that are not the same on these two days, in the order in which they are read."""
    found = []
    for line in every_line():
        before, after = line.on(first), line.on(second)
        if before != after:
            found.append(
                GuidanceDifference(
                    text_of(line, before) if before else None,
                    text_of(line, after) if after else None,
                )
            )
    return tuple(found)


def not_to_seek_consent_on(day: date) -> tuple[str, ...]:
    """The council's own list of when consent is not sought; empty until the council fills it."""
    texts = [one for one in guidance_on(day) if one.kind is GuidanceKind.NOT_TO_SEEK_CONSENT]
    lines = [line.strip() for one in texts for line in one.text.splitlines()]
    return tuple(line for line in lines if line)


def agreement_with(agency_id: int, day: date) -> GuidanceText | None:
    """The agreement with this agency that applied on this day."""
    for line in own_lines():
        if line.agency_id == agency_id and (found := line.on(day)):
            return text_of(line, found)
    return None


def every_line() -> tuple[GuidanceLine, ...]:
    """Every text with its versions, in the order in which they are read."""
    national: tuple[GuidanceLine, ...] = current_app.extensions["lacrecords_national_guidance"]
    lines = (*national, *own_lines())
    return tuple(sorted(lines, key=lambda one: (_ORDER[one.kind], one.order, one.key)))


def text_of(line: GuidanceLine, version: GuidanceVersion) -> GuidanceText:
    """One version of a text, as it is shown and kept."""
    return GuidanceText(
        key=line.key,
        kind=line.kind,
        title=version.title,
        text=version.text,
        source=version.source,
        from_on=version.from_on,
        version=checksum(line, version),
    )
