"""Loading a notice or an acknowledgement that another authority's copy of the program wrote.

A notice becomes a movement into our area with its written notice received; the same one again
is recognised. An acknowledgement becomes a step of the movement whose notice it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.movements import reading
from lacrecords.movements.holding import hold
from lacrecords.movements.models import Movement, MovementDocument
from lacrecords.movements.notice_format import (
    AcknowledgementContent,
    FileNotRead,
    NoticeContent,
    parsed,
    read_data,
)
from lacrecords.movements.recording import NewMovement, record_movement
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.steps import NewStep, record_step
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    MovementDirection,
    MovementDocumentKind,
    MovementStepKind,
    SendingMethod,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a file became."""

    movement_reference: str
    was_there: bool
    is_notice: bool


def load_file(
    actor: Actor, content: bytes, authority_id: int | None, received_on: date, now: datetime
) -> Loaded:
    """Load it; MovementRefused says what is wrong. Nothing is kept of a file that is refused.

    `authority_id`: who sent it; None: as the file says, where that name is on our list.
    """
    try:
        data = parsed(content)
        said = read_data(data)
    except FileNotRead as refused:
        raise MovementRefused("file", str(refused)) from refused
    if received_on > local_date(now):
        raise MovementRefused("received_on", "The day must be today or in the past")
    authority = _authority(authority_id, said.sender)
    if isinstance(said, NoticeContent):
        return _load_notice(actor, _File(data, authority, received_on), said, now)
    return _load_acknowledgement(actor, _File(data, authority, received_on), said, now)


@dataclass(frozen=True, slots=True)
class _File:
    data: dict[str, object]
    authority_id: int
    received_on: date

    @property
    def digest(self) -> str:
        """What tells whether it is the same file."""
        return str(self.data["digest"])


def _authority(chosen: int | None, name: str) -> int:
    if chosen is not None:
        if not authorities.is_listed(chosen):
            raise MovementRefused("authority_id", "Select the authority that sent the file")
        return chosen
    named = authorities.authority_named(name)
    if named is None:
        words = "The authority that the file names is not on our list. Select which one sent it"
        raise MovementRefused("authority_id", words)
    return named.authority_id


def _load_notice(actor: Actor, file: _File, said: NoticeContent, now: datetime) -> Loaded:
    if said.direction is not MovementDirection.OUT:
        raise MovementRefused("file", "The notice is of a child who does not leave its sender")
    known = _loaded_before(file, said.reference, MovementDocumentKind.NOTICE_LOADED)
    if known is not None:
        return known
    # By the notice itself, so that two people who load it at once make one movement.
    form_key = f"{file.authority_id}:{said.reference}"
    reference = record_movement(actor, _movement(form_key, file, said), now)
    row = db.session.scalars(select(Movement).where(Movement.reference == reference)).one()
    kind = MovementDocumentKind.NOTICE_LOADED
    document = _keep(actor, row.id, kind, file, said.reference, now)
    received = NewStep(
        form_key=form_key,
        kind=MovementStepKind.NOTICE_RECEIVED,
        happened_on=file.received_on,
        method=SendingMethod.FILE,
        whom=said.worker_name or said.sender,
        words=f"Their reference {said.reference}",
        document_id=document.id,
    )
    record_step(actor, row.id, received, now)
    return Loaded(movement_reference=reference, was_there=False, is_notice=True)


def _movement(form_key: str, file: _File, said: NoticeContent) -> NewMovement:
    worker = " ".join(part for part in (said.worker_name, said.worker_telephone) if part)
    return NewMovement(
        form_key=form_key,
        direction=MovementDirection.IN,
        stay=said.stay,
        in_haste=said.in_haste,
        on_plan=said.on_plan,
        looked_after=said.looked_after,
        childrens_home=said.childrens_home,
        authority_id=file.authority_id,
        moved_on=said.moved_on,
        expected_back_on=said.expected_back_on,
        told_by=worker or said.sender,
        told_on=file.received_on,
        described_name=said.child_name,
        described_born_on=said.child_born_on,
        described_precision=said.child_born_precision,
        description=f"Lead social worker there: {worker}" if worker else "",
        address=said.address,
        postcode=said.postcode,
        address_confidential=said.address_confidential,
        area=said.area or ("" if said.address else "Address not given in the notice"),
    )


def _load_acknowledgement(
    actor: Actor, file: _File, said: AcknowledgementContent, now: datetime
) -> Loaded:
    known = _loaded_before(file, said.reference, MovementDocumentKind.ACKNOWLEDGEMENT_LOADED)
    if known is not None:
        return known
    notice = db.session.scalar(
        select(MovementDocument).where(
            MovementDocument.reference == said.notice_reference,
            MovementDocument.kind == MovementDocumentKind.NOTICE_MADE,
        )
    )
    if notice is None or notice.digest != said.notice_digest:
        words = "It acknowledges no notice of ours as we sent it. Ring the authority"
        raise MovementRefused("file", words)
    movement = db.session.get_one(Movement, notice.movement_id)
    if movement.authority_id != file.authority_id:
        words = "The notice went to another authority. Check who sent the file"
        raise MovementRefused("authority_id", words)
    kind = MovementDocumentKind.ACKNOWLEDGEMENT_LOADED
    document = _keep(actor, movement.id, kind, file, said.reference, now)
    _record_answer(actor, movement, file, said, document.id, now)
    return Loaded(movement_reference=movement.reference, was_there=False, is_notice=False)


def _record_answer(
    actor: Actor,
    movement: Movement,
    file: _File,
    said: AcknowledgementContent,
    document_id: int,
    now: datetime,
) -> None:
    if not reading.standing_of(movement.id, now).is_open:
        return
    key = f"{file.authority_id}:{said.reference}"
    contact = " ".join(part for part in (said.contact_name, said.contact_telephone) if part)
    answer = NewStep(
        form_key=key,
        kind=MovementStepKind.ACKNOWLEDGEMENT_RECEIVED,
        happened_on=file.received_on,
        method=SendingMethod.FILE,
        whom=contact or said.sender,
        words=f"Their reference {said.reference}",
        document_id=document_id,
    )
    record_step(actor, movement.id, answer, now)
    day = said.conference_booked_for
    if day is not None and movement.on_plan and day >= local_date(now):
        booked = NewStep(
            form_key=f"{key}:conference",
            kind=MovementStepKind.CONFERENCE_BOOKED,
            happened_on=day,
            words="As their acknowledgement says",
            document_id=document_id,
        )
        record_step(actor, movement.id, booked, now)


def _loaded_before(file: _File, reference: str, kind: MovementDocumentKind) -> Loaded | None:
    """What this very file became; MovementRefused where another of its reference came before."""
    hold(f"{file.authority_id}:{kind.value}:{reference}")
    row = db.session.scalar(
        select(MovementDocument).where(
            MovementDocument.authority_id == file.authority_id,
            MovementDocument.origin_reference == reference,
            MovementDocument.kind == kind,
        )
    )
    if row is None:
        return None
    if row.digest != file.digest:
        words = (
            "A file with this reference was loaded before, and it said something else."
            " Nothing is changed. Ring the authority and ask which one holds"
        )
        raise MovementRefused("file", words)
    movement = db.session.get_one(Movement, row.movement_id)
    is_notice = kind is MovementDocumentKind.NOTICE_LOADED
    return Loaded(movement_reference=movement.reference, was_there=True, is_notice=is_notice)


def _keep(
    actor: Actor,
    movement_id: int,
    kind: MovementDocumentKind,
    file: _File,
    reference: str,
    now: datetime,
) -> MovementDocument:
    row = MovementDocument(
        reference=new_reference(),
        form_key=f"{file.authority_id}:{kind.value}:{reference}",
        movement_id=movement_id,
        kind=kind,
        content=file.data,
        digest=file.digest,
        confidential_address=False,
        confidential_because="",
        authority_id=file.authority_id,
        origin_reference=reference,
        made_at=now,
        made_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, f"movement_{kind.value}", "movement_document", row.id)
    return row
