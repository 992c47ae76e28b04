"""Movements of children on a plan or looked after: who, where to, and every step since.

A movement and its steps are added and never changed. A step that was recorded by mistake
is withdrawn, with a reason, and stays. Status is derived from the rows.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    DatePrecision,
    EndingReason,
    MovementDirection,
    MovementDocumentKind,
    MovementStay,
    MovementStepKind,
    SendingMethod,
)

ABOUT = {"class": "child", "retention": "with the child's record"}
_NOT_UNDONE = text("undone_at IS NULL")
_ONCE = text("withdrawn_at IS NULL AND kind IN ('responsibility_passed', 'left', 'ended')")


class Movement(Base):
    """One child comes into the area or leaves it."""

    __tablename__ = "movements"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("on_plan OR looked_after", name="on_plan_or_looked_after"),
        CheckConstraint("looked_after OR NOT childrens_home", name="home_of_looked_after"),
        CheckConstraint(
            "expected_back_on IS NULL OR (stay = 'temporary' AND expected_back_on >= moved_on)",
            name="back_after_the_move",
        ),
        CheckConstraint("trim(told_by) <> ''", name="told_by_somebody"),
        CheckConstraint("trim(address) <> '' OR trim(area) <> ''", name="somewhere"),
        {"info": {"meaning": "children who move into or out of the area", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    form_key: Mapped[str] = described(
        "of the form that made it, so that it is made once", unique=True
    )
    direction: Mapped[MovementDirection] = described("into our area or out of it")
    stay: Mapped[MovementStay] = described("for good, or for a while, as it was said")
    in_haste: Mapped[bool] = described("in an emergency; no: planned")
    on_plan: Mapped[bool] = described("the child is on a plan")
    looked_after: Mapped[bool] = described("the child is looked after")
    childrens_home: Mapped[bool] = described("the child is placed in a children's home")
    described_name: Mapped[str] = described("name as given, of a child who was not on the register")
    described_born_on: Mapped[date | None] = described("date of birth as given")
    described_precision: Mapped[DatePrecision | None] = described("how exact that date is")
    description: Mapped[str] = described("what else was said of the child")
    address: Mapped[str] = described("the address to which the child moves, as given")
    postcode: Mapped[str] = described("its postcode, as given")
    address_confidential: Mapped[bool] = described("the address stands in no notice by itself")
    area: Mapped[str] = described("the area or town, where no address is known")
    authority_id: Mapped[int] = described(
        "the other authority", ForeignKey("other_authorities.id"), index=True
    )
    moved_on: Mapped[date] = described("day of the move; in the future: planned for it")
    expected_back_on: Mapped[date | None] = described("day a temporary stay should end")
    told_by: Mapped[str] = described("who said so")
    told_on: Mapped[date] = described("day it was said")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class MovementChild(Base):
    """A person decided that the child of a movement is this record."""

    __tablename__ = "movement_children"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_movement_children_one",
            "movement_id",
            unique=True,
            sqlite_where=_NOT_UNDONE,
            postgresql_where=_NOT_UNDONE,
        ),
        CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)"
            " AND (undone_at IS NULL OR trim(undone_because) <> '')",
            name="undone_with_reasons",
        ),
        {"info": {"meaning": "whose movement it is", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    movement_id: Mapped[int] = described("the movement", ForeignKey("movements.id"))
    child_id: Mapped[int] = described("the child's record", ForeignKey("children.id"), index=True)
    because: Mapped[str] = described("why it is this child; empty: recorded from the child's page")
    decided_at: Mapped[datetime] = described("moment")
    decided_by: Mapped[str] = described("who decided")
    undone_at: Mapped[datetime | None] = described("moment it was undone")
    undone_by: Mapped[str | None] = described("who undid it")
    undone_because: Mapped[str | None] = described("why it was undone")


class MovementDocument(Base):
    """A written notice or its acknowledgement, as data: what the text, the PDF and the file say."""

    __tablename__ = "movement_documents"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_movement_documents_origin", "authority_id", "origin_reference", "kind", unique=True
        ),
        CheckConstraint(
            "NOT confidential_address OR trim(confidential_because) <> ''",
            name="confidential_with_reasons",
        ),
        {"info": {"meaning": "notices and acknowledgements, made or loaded", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    form_key: Mapped[str] = described(
        "of the form that made it, so that it is made once", unique=True
    )
    movement_id: Mapped[int] = described("the movement", ForeignKey("movements.id"), index=True)
    kind: Mapped[MovementDocumentKind] = described("notice or acknowledgement, made or loaded")
    content: Mapped[dict[str, Any]] = described("what it says, in the open format")
    digest: Mapped[str] = described("SHA-256 of what it says")
    confidential_address: Mapped[bool] = described("a confidential address stands in it")
    confidential_because: Mapped[str] = described("why the other authority needs that address")
    authority_id: Mapped[int | None] = described(
        "the authority that made it; empty: we did", ForeignKey("other_authorities.id")
    )
    origin_reference: Mapped[str | None] = described("its reference at that authority")
    made_at: Mapped[datetime] = described("moment it was made or loaded")
    made_by: Mapped[str] = described("who made or loaded it")


class MovementStep(Base):
    """One thing that was done about a movement, on a day."""

    __tablename__ = "movement_steps"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_movement_steps_once",
            "movement_id",
            "kind",
            unique=True,
            sqlite_where=_ONCE,
            postgresql_where=_ONCE,
        ),
        CheckConstraint(
            "NOT agreed_in_writing OR (kind = 'responsibility_passed' AND trim(words) <> '')",
            name="agreement_with_reasons",
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)"
            " AND (withdrawn_at IS NULL OR trim(withdrawn_because) <> '')",
            name="withdrawn_with_reasons",
        ),
        {"info": {"meaning": "what was done about a movement", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    movement_id: Mapped[int] = described("the movement", ForeignKey("movements.id"), index=True)
    form_key: Mapped[str] = described(
        "of the form that made it, so that it is made once", unique=True
    )
    kind: Mapped[MovementStepKind] = described("what was done")
    happened_on: Mapped[date] = described("day it was done; of a booking: the day booked for")
    method: Mapped[SendingMethod | None] = described("how it went or came")
    whom: Mapped[str] = described("to whom it went, or from whom it came")
    words: Mapped[str] = described("what else is to be known, such as the list of papers")
    ending_reason: Mapped[EndingReason | None] = described(
        "why it ends with something left undone, or is proposed to"
    )
    agreed_in_writing: Mapped[bool] = described("passed by written agreement, without a conference")
    document_id: Mapped[int | None] = described(
        "the notice or acknowledgement", ForeignKey("movement_documents.id")
    )
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")
    withdrawn_at: Mapped[datetime | None] = described("moment it was withdrawn as a mistake")
    withdrawn_by: Mapped[str | None] = described("who withdrew it")
    withdrawn_because: Mapped[str | None] = described("why it was a mistake")
