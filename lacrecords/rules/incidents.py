"""Something was told that should not have been: who must be told of it, by when, and when it ends.

Pure. The clocks run in hours as they pass, day and night, from the moment the council became
aware. Source: UK GDPR articles 33 and 34 (the Information Commissioner within 72 hours of
becoming aware, unless a risk to people is unlikely; the persons concerned without undue delay);
product C1. The hours themselves are the authority's settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lacrecords.rules.deadlines import add_hours
from lacrecords.terms import IncidentDutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentHours:
    """The authority's figures: hours from becoming aware until each must have been told."""

    data_protection_officer: int
    lead_social_worker: int
    director: int
    information_commissioner: int
    persons_concerned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentState:
    """How an incident stands; `duties` says of each whether done, decided against, or neither."""

    contained: bool
    commissioner_is_told: bool | None
    """The decision whether to notify the Commissioner; None: not decided yet."""
    duties: Mapping[IncidentDutyKind, bool | None]


def due_moments(aware_at: datetime, hours: IncidentHours) -> dict[IncidentDutyKind, datetime]:
    """Give the moment by which each must have been told, in real hours from becoming aware."""
    figures = {
        IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: hours.data_protection_officer,
        IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: hours.lead_social_worker,
        IncidentDutyKind.TELL_DIRECTOR: hours.director,
        IncidentDutyKind.TELL_INFORMATION_COMMISSIONER: hours.information_commissioner,
        IncidentDutyKind.TELL_PERSONS_CONCERNED: hours.persons_concerned,
    }
    return {kind: add_hours(aware_at, figure) for kind, figure in figures.items()}


def why_a_duty_is_not_settled(
    kind: IncidentDutyKind, *, done: bool, commissioner_is_told: bool | None, words: str
) -> str | None:
    """Say why a duty cannot be marked as done, or decided against, in this way; None: it can.

    The Commissioner's row follows the decision whether to notify; nothing else settles it.
    The data protection officer and the Director are always told.
    """
    if not words.strip():
        return WORDS_NEEDED[done]
    if kind is IncidentDutyKind.TELL_INFORMATION_COMMISSIONER:
        if commissioner_is_told is None:
            return "Decide first whether the Information Commissioner is notified"
        if done is not commissioner_is_told:
            return "The decision about the Information Commissioner says otherwise"
    if not done and kind in ALWAYS_TOLD:
        return "This cannot be decided against: they are always told"
    return None


WORDS_NEEDED = {
    True: "Enter who was told, when and how",
    False: "Enter why they are not told",
}
ALWAYS_TOLD = frozenset(
    {IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER, IncidentDutyKind.TELL_DIRECTOR}
)


def why_it_cannot_be_closed(state: IncidentState) -> tuple[str, ...]:
    """Say everything that is still open; nothing: the incident may be closed.

    It is closed only when what was told is contained, the decision about the Commissioner is
    made with reasons, and each duty is done or decided against with a reason.
    """
    missing = []
    if not state.contained:
        missing.append("Record what was done to contain it")
    if state.commissioner_is_told is None:
        missing.append("Decide whether the Information Commissioner is notified")
    missing += [NOT_SETTLED[kind] for kind in IncidentDutyKind if state.duties.get(kind) is None]
    return tuple(missing)


NOT_SETTLED = {
    IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: "Tell the data protection officer",
    IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: "Tell the lead social worker, or say why not",
    IncidentDutyKind.TELL_DIRECTOR: "Tell the Director of Children's Services",
    IncidentDutyKind.TELL_INFORMATION_COMMISSIONER: (
        "Notify the Information Commissioner, or say why not"
    ),
    IncidentDutyKind.TELL_PERSONS_CONCERNED: "Tell the persons concerned, or say why not",
}
