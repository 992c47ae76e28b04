"""The written notice of a movement, kept word for word as it was made, and its acknowledgement.

No more stands in it than the other authority needs. A confidential address stands in it only
where a person decided that this authority needs it, and wrote down why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.children.standing import standing_of as child_standing
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.movements import reading
from lacrecords.movements.holding import hold
from lacrecords.movements.models import MovementDocument
from lacrecords.movements.notice_format import (
    AcknowledgementContent,
    NoticeContent,
    acknowledgement_data,
    digest_of,
    notice_data,
    read_data,
)
from lacrecords.movements.reading import Standing
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DatePrecision, MovementDirection, MovementDocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """What a person decides of a notice before it is made."""

    form_key: str
    include_confidential_address: bool = False
    confidential_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAcknowledgement:
    """What is said with an acknowledgement."""

    form_key: str
    contact_name: str
    contact_telephone: str


def council_name() -> str:
    """How this council calls itself."""
    name: str = current_app.extensions["lacrecords_settings"].council_name
    return name


def make_notice(actor: Actor, movement_id: int, new: NewNotice, now: datetime) -> str:
    """Make the notice of a child who moves out; its reference. MovementRefused: why not.

    Making it is not sending it: that is a step of its own, with to whom and how.
    """
    made = _made(new.form_key)
    if made is not None:
        return made.reference
    standing = reading.standing_of(movement_id, now)
    if standing.row.direction is not MovementDirection.OUT or not standing.is_open:
        raise MovementRefused("", "A notice is made of an open movement out of our area")
    includes = standing.row.address_confidential and new.include_confidential_address
    if includes and not new.confidential_because.strip():
        words = "Enter why the other authority needs the confidential address"
        raise MovementRefused("confidential_because", words)
    reference = new_reference()
    shows_address = includes or not standing.row.address_confidential
    content = _content(actor, standing, reference, shows_address, now)
    row = _row(actor, movement_id, MovementDocumentKind.NOTICE_MADE, notice_data(content), now)
    row.form_key, row.reference = new.form_key, reference
    row.confidential_address = includes
    row.confidential_because = new.confidential_because.strip() if includes else ""
    return _kept(actor, row, "movement_notice_made")


def _content(
    actor: Actor, standing: Standing, reference: str, shows_address: bool, now: datetime
) -> NoticeContent:
    row, today = standing.row, local_date(now)
    name, born_on, precision = who(actor, standing, today)
    worker, telephone = _worker(standing, today)
    return NoticeContent(
        reference=reference,
        sender=council_name() or "This council",
        sender_contact=reading.this_procedure().enquiries_number,
        recipient=authorities.authority_names()[row.authority_id],
        written_on=today,
        child_name=name,
        child_born_on=born_on,
        child_born_precision=precision,
        on_plan=row.on_plan,
        looked_after=row.looked_after,
        direction=row.direction,
        stay=row.stay,
        in_haste=row.in_haste,
        childrens_home=row.childrens_home,
        moved_on=row.moved_on,
        expected_back_on=row.expected_back_on,
        address=row.address if shows_address else "",
        postcode=row.postcode if shows_address else "",
        area=row.area,
        address_confidential=row.address_confidential,
        worker_name=worker,
        worker_telephone=telephone,
    )


def who(
    actor: Actor, standing: Standing, today: date
) -> tuple[str, date | None, DatePrecision | None]:
    """The child's name and date of birth: by the record, where there is one, else as described."""
    row = standing.row
    if standing.child_id is None:
        return row.described_name, row.described_born_on, row.described_precision
    names = children.names_of((standing.child_id,), actor.account_id, today)
    birth = children.birth_of_child(standing.child_id)
    born_on = (birth.born_on or birth.expected_on) if birth else None
    return names[standing.child_id], born_on, birth.precision if birth else None


def _worker(standing: Standing, today: date) -> tuple[str, str]:
    """The lead social worker at work, else the cover; else nobody, and the office number stands."""
    if standing.child_id is None:
        return "", ""
    child = child_standing(standing.child_id, today)
    chosen = child.lead if child.lead_active else child.cover
    return (chosen.name, chosen.office_number) if chosen is not None else ("", "")


def make_acknowledgement(
    actor: Actor, movement_id: int, new: NewAcknowledgement, now: datetime
) -> str:
    """Make the acknowledgement of the notice that was loaded; its reference."""
    made = _made(new.form_key)
    if made is not None:
        return made.reference
    notice = loaded_notice(movement_id)
    if notice is None:
        raise MovementRefused("", "Their notice came on paper: acknowledge it on paper as well")
    said = read_data(notice.content)
    if not isinstance(said, NoticeContent):
        raise MovementRefused("", "What was loaded is no notice")
    standing, reference = reading.standing_of(movement_id, now), new_reference()
    content = AcknowledgementContent(
        reference=reference,
        sender=council_name() or "This council",
        recipient=said.sender,
        written_on=local_date(now),
        notice_reference=said.reference,
        notice_digest=notice.digest,
        contact_name=new.contact_name,
        contact_telephone=new.contact_telephone,
        conference_booked_for=standing.facts.conference_booked_for,
    )
    kind = MovementDocumentKind.ACKNOWLEDGEMENT_MADE
    row = _row(actor, movement_id, kind, acknowledgement_data(content), now)
    row.form_key, row.reference = new.form_key, reference
    return _kept(actor, row, "movement_acknowledgement_made")


def _row(
    actor: Actor,
    movement_id: int,
    kind: MovementDocumentKind,
    data: dict[str, object],
    now: datetime,
) -> MovementDocument:
    return MovementDocument(
        movement_id=movement_id,
        kind=kind,
        content=data,
        digest=digest_of(data),
        confidential_address=False,
        confidential_because="",
        made_at=now,
        made_by=actor.key,
    )


def _kept(actor: Actor, row: MovementDocument, action: str) -> str:
    db.session.add(row)
    db.session.flush()
    audit.record(actor, action, "movement_document", row.id)
    return row.reference


def _made(form_key: str) -> MovementDocument | None:
    hold(form_key)
    return db.session.scalar(select(MovementDocument).where(MovementDocument.form_key == form_key))


def document(reference: str) -> MovementDocument | None:
    """The notice or acknowledgement with this reference."""
    found = select(MovementDocument).where(MovementDocument.reference == reference)
    return db.session.scalar(found)


def documents_of(movement_id: int) -> tuple[MovementDocument, ...]:
    """Every notice and acknowledgement of a movement, oldest first."""
    found = select(MovementDocument).where(MovementDocument.movement_id == movement_id)
    return tuple(db.session.scalars(found.order_by(MovementDocument.id)))


def loaded_notice(movement_id: int) -> MovementDocument | None:
    """The other authority's notice, where it came as a file."""
    loaded = MovementDocumentKind.NOTICE_LOADED
    return next((one for one in documents_of(movement_id) if one.kind is loaded), None)
