"""Agencies and the contact points that we, not the enquirer, know to be theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import AgencyType, ContactPointKind

_ABOUT = {"class": "directory", "retention": "kept while the agency exists, then 6 years"}


class Agency(Base):
    """A body whose staff ask about children."""

    __tablename__ = "agencies"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "the agency directory", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    name: Mapped[str] = described("name of the agency", unique=True)
    agency_type: Mapped[AgencyType] = described("kind of body, by the national source list")
    left_directory_at: Mapped[datetime | None] = described("moment it left the directory")


class ContactPoint(Base):
    """A telephone number or e-mail address from the directory; only these serve for a check."""

    __tablename__ = "contact_points"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "known contact points of agencies", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    agency_id: Mapped[int] = described("the agency", ForeignKey("agencies.id"), index=True)
    kind: Mapped[ContactPointKind] = described("telephone or e-mail")
    value: Mapped[str] = described("the number or the address")
    label: Mapped[str] = described("whose it is, as in 'school office'")
    shared_mailbox: Mapped[bool] = described("several roles read it, so it proves no role")
    added_by: Mapped[str] = described("who added it")
    confirmed_by: Mapped[str] = described("the second person, who confirmed it")
    usable_from_at: Mapped[datetime] = described("moment from which it may serve for a check")
    withdrawn_at: Mapped[datetime | None] = described("moment it was withdrawn")
