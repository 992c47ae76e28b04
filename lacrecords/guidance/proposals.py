"""Proposals of guidance as their readers see them, and the agreements with their review days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.guidance import own
from lacrecords.guidance.comparing import Words, compared
from lacrecords.guidance.lines import GuidanceVersion
from lacrecords.guidance.models import GuidanceChange, OwnGuidance
from lacrecords.guidance.pages import agency_name
from lacrecords.guidance.reviews import reviews_due
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.rules.guidance import Period, in_force, periods
from lacrecords.staff.queries import names_for
from lacrecords.terms import GuidanceKind

MOST_SHOWN = 100


class ProposalState(StrEnum):
    """Where a proposal is on its way."""

    WAITS = "waits"
    OVERTAKEN = "overtaken"
    AGREED = "agreed"
    REFUSED = "refused"


STATE_WORDS = {
    ProposalState.WAITS: ("Waits for an answer", "blue"),
    ProposalState.OVERTAKEN: ("Overtaken by another change", "orange"),
    ProposalState.AGREED: ("Agreed", "green"),
    ProposalState.REFUSED: ("Refused", "red"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """One proposal, and what would change if it is agreed."""

    reference: str
    key: str
    kind: GuidanceKind
    agency: str
    title: str
    version: GuidanceVersion
    before: GuidanceVersion | None
    """What the text says on the day the proposal begins."""
    changed: tuple[Words, ...]
    period: Period[GuidanceVersion] | None
    """The days on which it would apply, as things stand."""
    reason: str
    corrects_record: bool
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decided_because: str
    state: ProposalState
    is_mine_to_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementShown:
    """An agreement with an agency, as it applies today."""

    key: str
    agency: str
    version: GuidanceVersion | None
    is_due: bool
    is_proposed: bool
    """Nothing of it was agreed so far."""


def proposals(actor: Actor) -> tuple[ProposalShown, ...]:
    """What waits for an answer first, then what was decided last."""
    newest = select(GuidanceChange).order_by(
        GuidanceChange.decided_at.is_not(None), GuidanceChange.id.desc()
    )
    return _shown(db.session.scalars(newest.limit(MOST_SHOWN)).all(), actor)


def proposal(actor: Actor, reference: str) -> ProposalShown | None:
    """One proposal; None: there is none of this reference."""
    found = select(GuidanceChange).where(GuidanceChange.reference == reference)
    shown = _shown(db.session.scalars(found).all(), actor)
    return shown[0] if shown else None


def _shown(rows: Sequence[GuidanceChange], actor: Actor) -> tuple[ProposalShown, ...]:
    people = {one for row in rows for one in (row.proposed_by_id, row.decided_by_id) if one}
    names = names_for(f"account:{one}" for one in people)
    return tuple(_one(row, actor, names) for row in rows)


def _one(row: GuidanceChange, actor: Actor, names: dict[str, str]) -> ProposalShown:
    text = db.session.get_one(OwnGuidance, row.text_id)
    agreed = own.agreed_versions(row.text_id)
    version, state = own.version_of(row), _state(row, len(agreed))
    others = tuple(one for one in agreed if one.number < version.number)
    before = in_force(others, version.from_on)
    decides = may(actor.role, Action.GUIDANCE_DECIDE) and actor.account_id != row.proposed_by_id
    return ProposalShown(
        reference=row.reference,
        key=text.reference,
        kind=text.kind,
        agency=agency_name(text.agency_id),
        title=row.title or (before.title if before else ""),
        version=version,
        before=before,
        changed=compared(before.text, version.text) if before and not version.ends else (),
        period=_period(others, version),
        reason=row.reason,
        corrects_record=row.corrects_record,
        proposed_by=names[f"account:{row.proposed_by_id}"],
        proposed_at=row.proposed_at,
        decided_by=names.get(f"account:{row.decided_by_id}", ""),
        decided_at=row.decided_at,
        decided_because=row.decided_because or "",
        state=state,
        is_mine_to_decide=decides and row.decided_at is None,
    )


def _state(row: GuidanceChange, agreed: int) -> ProposalState:
    if row.decided_at is None:
        is_overtaken = row.after_number != agreed
        return ProposalState.OVERTAKEN if is_overtaken else ProposalState.WAITS
    return ProposalState.AGREED if row.approved else ProposalState.REFUSED


def _period(
    others: tuple[GuidanceVersion, ...], version: GuidanceVersion
) -> Period[GuidanceVersion] | None:
    every = periods((*others, version))
    return next((one for one in every if one.version.number == version.number), None)


def agreements(today: date) -> tuple[AgreementShown, ...]:
    """Every agreement by the name of its agency: those due for review first."""
    due = {one.reference for one in reviews_due(today)}
    rows = db.session.scalars(
        select(OwnGuidance).where(OwnGuidance.kind == GuidanceKind.AGENCY_AGREEMENT)
    ).all()
    shown = [_agreement(row, due, today) for row in rows]
    return tuple(sorted(shown, key=lambda one: (not one.is_due, one.agency.lower())))


def _agreement(row: OwnGuidance, due: set[str], today: date) -> AgreementShown:
    agreed = own.agreed_versions(row.id)
    return AgreementShown(
        key=row.reference,
        agency=agency_name(row.agency_id),
        version=in_force(agreed, today),
        is_due=row.reference in due,
        is_proposed=not agreed,
    )
