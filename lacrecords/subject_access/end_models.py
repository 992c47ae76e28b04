"""An end that one person asks for and another agrees to or gives back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, request_column
from lacrecords.terms import AccessEnd


class EndAsked(Base):
    """Somebody asks a second person to agree that a request ends without a pack."""

    __tablename__ = "subject_access_ends_asked"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="asked_with_reasons"),
        CheckConstraint("ended_as <> 'withdrawn'", name="not_their_own_end"),
        {"info": {"meaning": "ends that wait for a second person", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    ended_as: Mapped[AccessEnd] = described("how, from the closed list")
    words: Mapped[str] = described("the reasons")
    asked_by: Mapped[str] = described("who asked for it")
    asked_at: Mapped[datetime] = described("moment")


class EndReturned(Base):
    """The second person does not agree, and gives the end back with reasons."""

    __tablename__ = "subject_access_ends_returned"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(because) <> ''", name="returned_with_reasons"),
        {"info": {"meaning": "ends that were given back", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    asked_id: Mapped[int] = described(
        "what was asked", ForeignKey("subject_access_ends_asked.id"), unique=True
    )
    because: Mapped[str] = described("why, in their words")
    returned_by: Mapped[str] = described("who read it")
    returned_at: Mapped[datetime] = described("moment")
