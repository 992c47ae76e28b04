"""One finding for one reader, with what was accepted of it; and the panel on the child's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy import exists, select

from lacrecords.children.panels import RECORDS, Panel, PanelLine, PanelOfSlice
from lacrecords.clocks import local_date
from lacrecords.currency.models import (
    AddressConfirmation,
    CurrencyAcceptance,
    CurrencyDigest,
    CurrencyFinding,
)
from lacrecords.currency.scope import is_accepted, seen_by
from lacrecords.currency.words import FINDING_WORDS, SEVERITY_WORDS
from lacrecords.currency.worklist import ListedFinding, listed
from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.rules.currency import BY_KIND
from lacrecords.staff import queries as staff

MOST_IN_PANEL = 25
IN_PANEL, NOTHING_WRONG = "To put right in this record", "Nothing is known to be wrong."


@dataclass(frozen=True, slots=True)
class AcceptanceShown:
    """It was let stand: by whom, until when, why."""

    by: str
    accepted_at: datetime
    until_on: date
    reason: str
    ended_by: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding and its history."""

    finding: ListedFinding
    rule_text: str
    acceptances: tuple[AcceptanceShown, ...]
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class DigestShown:
    """One digest: when it was made."""

    id: int
    made_at: datetime


def finding_page(actor: Actor, reference: str, now: datetime) -> FindingPage | None:
    """One open finding; None: mended, or not for this reader."""
    on = local_date(now)
    found = select(CurrencyFinding).where(
        CurrencyFinding.reference == reference, seen_by(actor, on)
    )
    row = db.session.scalar(found)
    if row is None:
        return None
    (shown,) = listed(actor, (row,), now)
    confirmed = (
        select(AddressConfirmation.confirmed_on)
        .where(AddressConfirmation.child_id == row.child_id)
        .order_by(AddressConfirmation.confirmed_on.desc())
        .limit(1)
    )
    return FindingPage(
        shown, BY_KIND[row.rule].text, acceptances_of(row.id), db.session.scalar(confirmed)
    )


def acceptances_of(finding_id: int) -> tuple[AcceptanceShown, ...]:
    """Every time it was let stand, the newest first."""
    rows = db.session.scalars(
        select(CurrencyAcceptance)
        .where(CurrencyAcceptance.finding_id == finding_id)
        .order_by(CurrencyAcceptance.id.desc())
    ).all()
    names = staff.names_for({key for row in rows for key in (row.accepted_by, row.ended_by) if key})
    return tuple(
        AcceptanceShown(
            by=names[row.accepted_by],
            accepted_at=row.accepted_at,
            until_on=row.until_on,
            reason=row.reason,
            ended_by=names.get(row.ended_by or "", ""),
            ended_at=row.ended_at,
        )
        for row in rows
    )


def digest_of(reference: str) -> DigestShown | None:
    """A digest: what of it may be read, the list decides for each reader."""
    row = db.session.scalar(select(CurrencyDigest).where(CurrencyDigest.reference == reference))
    return None if row is None else DigestShown(row.id, row.made_at)


def _nothing(_actor: Actor, _child_id: int, _now: datetime) -> Panel:
    return Panel(IN_PANEL, NOTHING_WRONG, ())


def _panel(actor: Actor, child_id: int, now: datetime) -> Panel:
    """What is to be put right in this record, for everybody who may read the child."""
    on = local_date(now)
    rows = db.session.scalars(
        select(CurrencyFinding)
        .where(
            CurrencyFinding.child_id == child_id,
            CurrencyFinding.mended_at.is_(None),
            ~is_accepted(on),
        )
        .order_by(CurrencyFinding.first_found_at.desc(), CurrencyFinding.id.desc())
        .limit(MOST_IN_PANEL)
    ).all()
    links = _links(actor, [row.id for row in rows], on)
    lines = tuple(
        PanelLine(
            at=row.first_found_at,
            what=FINDING_WORDS[row.rule].wrong,
            who=SEVERITY_WORDS[BY_KIND[row.rule].severity],
            reference=row.reference,
            href=links.get(row.id),
        )
        for row in rows
    )
    return Panel(IN_PANEL, NOTHING_WRONG, lines)


CHILD_PANEL = PanelOfSlice(
    show=_panel,
    show_nothing=_nothing,
    has_anything=exists().where(
        CurrencyFinding.child_id.in_(RECORDS), CurrencyFinding.mended_at.is_(None)
    ),
)


def _links(actor: Actor, numbers: list[int], on: date) -> dict[int, str]:
    if not numbers or not may(actor.role, Action.CURRENCY_READ):
        return {}
    rows = db.session.execute(
        select(CurrencyFinding.id, CurrencyFinding.reference).where(
            CurrencyFinding.id.in_(numbers), seen_by(actor, on)
        )
    )
    return {number: url_for("currency.finding", reference=reference) for number, reference in rows}
