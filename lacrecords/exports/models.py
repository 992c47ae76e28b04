"""One request to export a list that names children: asked, decided, fetched, each once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "internal", "retention": "six years"}


class ExportRequest(Base):
    """Somebody asks for a list as a file, and for what."""

    __tablename__ = "export_requests"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(purpose) <> ''", name="asked_with_a_purpose"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="two_people"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (approved IS NULL)"
            " AND (decided_at IS NULL) = (usable_until_at IS NULL)",
            name="decided_in_one_go",
        ),
        CheckConstraint(
            "fetched_at IS NULL OR (approved IS NOT NULL AND approved"
            " AND fetched_at <= usable_until_at)",
            name="fetched_as_agreed",
        ),
        {"info": {"meaning": "lists exported, by two people", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    kind: Mapped[str] = described("which list")
    chosen: Mapped[dict[str, Any]] = described("which part of it: numbers and closed words only")
    purpose: Mapped[str] = described("why, in their words")
    asked_at: Mapped[datetime] = described("moment it was asked for")
    asked_by_id: Mapped[int] = described("who asked", ForeignKey("accounts.id"), index=True)
    decided_at: Mapped[datetime | None] = described("moment it was decided")
    decided_by_id: Mapped[int | None] = described("who decided", ForeignKey("accounts.id"))
    approved: Mapped[bool | None] = described("whether it may be fetched")
    decided_because: Mapped[str | None] = described("why, in their words")
    usable_until_at: Mapped[datetime | None] = described("moment after which it is void")
    fetched_at: Mapped[datetime | None] = described("moment it was fetched")
    rows_fetched: Mapped[int | None] = described("how many rows went out")
