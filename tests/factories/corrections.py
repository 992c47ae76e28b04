"""Invented corrections of what others were told. Each opens its transactions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from lacrecords.children import fact_services, facts
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.corrections.models import CorrectionDuty
from lacrecords.corrections.noticing import notice_corrections
from lacrecords.corrections.telling import record_check, record_told
from lacrecords.corrections.values import NewCheck, NewTold
from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.way import (
    add_item,
    record_agreement,
    record_informed,
)
from lacrecords.terms import (
    AddressType,
    NameType,
    SharedItemKind,
    SharingMeans,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.sharing import (
    AGREED,
    AN_ITEM,
    TOLD,
    again,
    begun,
    checked,
    decided,
    read_out,
    with_consent,
)
from tests.factories.town import NOW, Town

HOUR = timedelta(hours=1)
COLUMNS: dict[str, dict[str, Any]] = {
    "names": {"name_type": NameType.CURRENT, "forename": "", "middle": "", "surname": "Ashgrove"},
    "addresses": {
        "address_type": AddressType.HOME,
        "line1": "",
        "line2": "",
        "town": "",
        "postcode": "ZZ9 4QR",
        "uprn": "",
        "confidential": False,
    },
}


def share(
    town: Town,
    child_id: int | None,
    kind: SharedItemKind = SharedItemKind.CONTACT_ARRANGEMENTS,
    at: datetime = NOW,
    **said: Any,
) -> DecisionStanding:
    """Something of this kind goes out about the child at that moment, or has gone out then."""
    standing = decided(town, with_consent(town, begun(town, child_id, **said)))
    standing = checked(town, standing)
    number, actor = standing.row.id, town.team_manager
    with transaction():
        add_item(actor, number, replace(AN_ITEM, kind=kind), NOW)
        record_agreement(actor, number, AGREED, NOW)
        record_informed(actor, number, TOLD, NOW)
    with transaction():
        record_sharing(actor, number, read_out(at=at), max(at, NOW))
    return again(standing)


def correct(
    actor: Actor, child_id: int, slug: str, at: datetime, reason: str = "Misheard", **said: Any
) -> int:
    """The newest fact of this kind was never so; the number of what takes its place."""
    kind = BY_SLUG[slug]
    (*_, fact) = facts.running(kind.model, child_id)
    from_on: date | None = fact.from_on
    columns = COLUMNS.get(slug, {}) | {"from_on": from_on, "to_on": None} | said
    with transaction():
        shown = FactSaid(columns=columns, reason=reason, shown_id=fact.id)
        return fact_services.correct(actor, child_id, kind, shown, at)


def noticed(at: datetime = NOW + HOUR) -> list[CorrectionDuty]:
    """The worker looks; everybody who is or was to be told."""
    notice_corrections(at)
    return duties()


def duties() -> list[CorrectionDuty]:
    """Everybody who is or was to be told."""
    return list(db.session.scalars(select(CorrectionDuty).order_by(CorrectionDuty.id)))


def rung(town: Town) -> NewCheck:
    """They were rung back on the directory's number."""
    return NewCheck(
        method=VerificationMethod.RING_BACK,
        outcome=VerificationOutcome.CONFIRMED,
        contact_point_id=town.telephone_id,
        authority_contact_id=None,
        words="Was put through",
    )


def tell(town: Town, duty_id: int, at: datetime, words: str = "It is spelt otherwise") -> None:
    """They are checked, and told at that moment."""
    with transaction():
        record_check(town.team_manager, duty_id, rung(town), at)
        new = NewTold(means=SharingMeans.READ_OUT, told_at=at, words=words)
        record_told(town.team_manager, duty_id, new, at)
