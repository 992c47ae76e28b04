"""Which search a record made by hand rests on, and which likely records were passed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.children.models import ABOUT
from lacrecords.database import Base, described


class RecordMade(Base):
    """A record was made by hand after a search that did not find the child."""

    __tablename__ = "records_made"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "records made by hand after a search", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), unique=True)
    child_search_id: Mapped[int] = described(
        "the search", ForeignKey("child_searches.id"), unique=True
    )
    likely: Mapped[list[Any]] = described("records that looked like the child, with reasons")
    why_none: Mapped[str] = described("why it is none of them; empty: none looked like the child")
    made_by: Mapped[str] = described("who made it")
    made_at: Mapped[datetime] = described("moment")
