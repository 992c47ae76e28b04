"""After a release a further pack is made: numbered, with its reason. The earlier one stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, request_column
from lacrecords.terms import FurtherReason


class FurtherPack(Base):
    """The request is opened again after a release; it goes through every check again."""

    __tablename__ = "subject_access_further_packs"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("request_id", "number"),
        CheckConstraint("number >= 2", name="after_the_first"),
        CheckConstraint("trim(words) <> ''", name="opened_with_reasons"),
        CheckConstraint("asked_on <= opened_on", name="asked_before_opened"),
        {"info": {"meaning": "further packs after a release", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    number: Mapped[int] = described("second, third ... release of the request")
    release_id: Mapped[int] = described(
        "the release that it follows", ForeignKey("subject_access_releases.id"), unique=True
    )
    why: Mapped[FurtherReason] = described("why, from the closed list")
    words: Mapped[str] = described("why, in their words")
    asked_on: Mapped[date] = described("day it was asked or found; the clock runs from it")
    opened_on: Mapped[date] = described("day it was opened, on the office wall")
    opened_by: Mapped[str] = described("who opened it")
    opened_at: Mapped[datetime] = described("moment")
