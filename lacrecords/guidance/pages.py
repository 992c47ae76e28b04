"""What the pages of guidance show: a day, one text through its versions, agreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.agencies import queries as agencies
from lacrecords.guidance import own, queries
from lacrecords.guidance.comparing import Words, compared
from lacrecords.guidance.lines import GuidanceLine, GuidanceVersion
from lacrecords.guidance.models import GuidanceChange, OwnGuidance
from lacrecords.guidance.queries import GuidanceText
from lacrecords.rules.guidance import Period, in_force, periods
from lacrecords.staff.queries import names_for
from lacrecords.terms import ONE_SET, OWN_GUIDANCE, DatePrecision, GuidanceKind
from lacrecords.web.words import MONTHS, date_words

HEADINGS = {
    GuidanceKind.GOLDEN_RULE: "Golden rules of information sharing",
    GuidanceKind.QUESTION: "Questions to decide by",
    GuidanceKind.CALDICOTT_PRINCIPLE: "Caldicott principles",
    GuidanceKind.NATIONAL_TEXT: "National texts",
    GuidanceKind.LOCAL_PROTOCOL: "Local protocols",
    GuidanceKind.AGENCY_AGREEMENT: "Agreements with agencies",
    GuidanceKind.NOT_TO_SEEK_CONSENT: "When consent is not sought",
}


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text as it applied on a day, and since when in words."""

    text: GuidanceText
    since: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Section:
    """The texts of one kind that applied on a day."""

    kind: GuidanceKind
    heading: str
    texts: tuple[TextShown, ...]

    @property
    def is_set(self) -> bool:
        """Whether its texts are numbered and read together."""
        return self.kind in ONE_SET

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the texts are and since when, each once, in order."""
        said = [f"{one.text.source}. From {one.since}." for one in self.texts]
        return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """One version of a text; `period` is None where it applied on no day."""

    version: GuidanceVersion
    period: Period[GuidanceVersion] | None
    changed: tuple[Words, ...]
    """Against the version that applied before it; nothing for the first."""
    titled_before: str
    reference: str
    agreed_by: str
    agreed_at: datetime | None
    proposed_by: str
    reason: str
    corrects_record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A text through its versions, the latest days first."""

    key: str
    kind: GuidanceKind
    title: str
    agency: str
    on_today: GuidanceVersion | None
    versions: tuple[VersionShown, ...]
    waiting: tuple[str, ...]
    """References of proposals that nobody has decided."""
    is_own: bool
    review_on: date | None


def day_page(day: date) -> tuple[Section, ...]:
    """Every kind with the texts that applied on this day, also a kind without any."""
    shown: dict[GuidanceKind, list[TextShown]] = {kind: [] for kind in GuidanceKind}
    for line in queries.every_line():
        if found := line.on(day):
            text = queries.text_of(line, found)
            shown[line.kind].append(TextShown(text, from_words(found), found.review_on))
    return tuple(Section(kind, HEADINGS[kind], tuple(texts)) for kind, texts in shown.items())


def text_page(key: str, today: date) -> TextPage | None:
    """One text; None: there is none of this key."""
    row = own.text_row(key)
    if row is not None:
        return _own_page(row, today)
    for line in queries.every_line():
        if line.key == key:
            return _page(line, (), today, "")
    return None


def _own_page(row: OwnGuidance, today: date) -> TextPage:
    changes = own.change_rows(row.id)
    agreed = sorted((one for one in changes if one.approved), key=lambda one: one.after_number)
    line = GuidanceLine(
        key=row.reference,
        kind=row.kind,
        order=row.id,
        versions=tuple(own.version_of(one) for one in agreed),
        agency_id=row.agency_id,
    )
    return _page(line, changes, today, agency_name(row.agency_id))


def agency_name(agency_id: int | None) -> str:
    """The name of the agency; empty for none."""
    found = agencies.agency(agency_id) if agency_id is not None else None
    return found.name if found else ""


def _page(
    line: GuidanceLine, changes: Iterable[GuidanceChange], today: date, agency: str
) -> TextPage:
    changes = tuple(changes)
    on_today = line.on(today)
    shown = _versions(line, changes)
    return TextPage(
        key=line.key,
        kind=line.kind,
        title=_title(line, changes, on_today),
        agency=agency,
        on_today=on_today,
        versions=shown,
        waiting=tuple(one.reference for one in changes if one.decided_at is None),
        is_own=line.kind in OWN_GUIDANCE,
        review_on=on_today.review_on if on_today else None,
    )


def _title(
    line: GuidanceLine, changes: tuple[GuidanceChange, ...], on_today: GuidanceVersion | None
) -> str:
    if on_today is not None:
        return on_today.title
    titled = [one.title for one in line.versions if one.title]
    titled = titled or [one.title for one in changes if one.title]
    return titled[-1] if titled else HEADINGS[line.kind]


def _versions(line: GuidanceLine, changes: tuple[GuidanceChange, ...]) -> tuple[VersionShown, ...]:
    of_number = {one.after_number + 1: one for one in changes if one.approved}
    keys = {
        f"account:{number}"
        for one in of_number.values()
        for number in (one.proposed_by_id, one.decided_by_id)
    }
    names = names_for(keys)
    days = {one.version.number: one for one in periods(line.versions)}
    ordered = sorted(line.versions, key=lambda one: (one.from_on, one.number))
    shown = [
        _shown(line, version, days.get(version.number), of_number.get(version.number), names)
        for version in ordered
    ]
    return tuple(reversed(shown))


def _shown(
    line: GuidanceLine,
    version: GuidanceVersion,
    period: Period[GuidanceVersion] | None,
    change: GuidanceChange | None,
    names: dict[str, str],
) -> VersionShown:
    before = _before(line, version)
    is_told_apart = before is not None and not version.ends
    return VersionShown(
        version=version,
        period=period,
        changed=compared(before.text, version.text) if before and is_told_apart else (),
        titled_before=before.title if before and before.title != version.title else "",
        reference=change.reference if change else "",
        agreed_by=names.get(f"account:{change.decided_by_id}", "") if change else "",
        agreed_at=change.decided_at if change else None,
        proposed_by=names.get(f"account:{change.proposed_by_id}", "") if change else "",
        reason=change.reason if change else "",
        corrects_record=change.corrects_record if change else False,
    )


def _before(line: GuidanceLine, version: GuidanceVersion) -> GuidanceVersion | None:
    """What applied on the day before this one began, or what it took the place of."""
    earlier = [one for one in line.versions if one.number < version.number]
    return in_force(earlier, version.from_on)


def from_words(version: GuidanceVersion) -> str:
    """Since when a version applies, said no more exactly than it is known."""
    day = version.from_on
    if version.from_known is DatePrecision.EXACT:
        return date_words(day)
    known = str(day.year)
    if version.from_known is DatePrecision.MONTH:
        known = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{known}, counted from {date_words(day)}"
