"""A request that was written down wrong is put right by a further row; the first one stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, AsSaid, request_column


class RequestCorrection(AsSaid, Base):
    """The whole request as it reads from now on, with the reason; the newest counts."""

    __tablename__ = "subject_access_corrections"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(asker_name) <> ''", name="somebody_asks"),
        CheckConstraint("trim(subject_forename || subject_surname) <> ''", name="about_somebody"),
        CheckConstraint("received_on <= corrected_on", name="received_before_corrected"),
        CheckConstraint("trim(because) <> ''", name="corrected_with_reasons"),
        {"info": {"meaning": "requests for information that were put right", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    asker_changed: Mapped[bool] = described("whoever asks reads otherwise: shown anew")
    person_changed: Mapped[bool] = described("the person reads otherwise: searched for anew")
    part_changed: Mapped[bool] = described("what is asked reads otherwise: assembled anew")
    because: Mapped[str] = described("why, in their words")
    corrected_on: Mapped[date] = described("day it was put right, on the office wall")
    corrected_by: Mapped[str] = described("who put it right")
    corrected_at: Mapped[datetime] = described("moment it was put right")
