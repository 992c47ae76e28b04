"""What was taken away from a record without anything in its place, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.children.models import ABOUT, child_column
from lacrecords.database import Base, described


class WithdrawnFact(Base):
    """A fact was taken away as never meant to be recorded, and nothing stands in its place."""

    __tablename__ = "withdrawn_facts"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("table_name", "fact_id"),
        {"info": {"meaning": "facts withdrawn, and why", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = child_column()
    table_name: Mapped[str] = described("the table of the fact")
    fact_id: Mapped[int] = described("the number of its row there")
    withdrawn_by: Mapped[str] = described("who withdrew it")
    withdrawn_at: Mapped[datetime] = described("moment")
    reason: Mapped[str] = described("why, in their words")
