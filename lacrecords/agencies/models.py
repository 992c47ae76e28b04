"""Agencies and the contact points that we, not the enquirer, know to be theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import AgencyType, AuthorityContactKind, ContactPointKind

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


class OtherAuthority(Base):
    """Another local authority, with the number that an enquirer is given for it."""

    __tablename__ = "other_authorities"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "other local authorities", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    name: Mapped[str] = described("name of the authority", unique=True)
    telephone: Mapped[str] = described("its number for enquiries about children")
    left_list_at: Mapped[datetime | None] = described("moment it left the list")


class AuthorityContact(Base):
    """Where another authority takes written notices: proposed by one person, confirmed by another.

    A notice that goes astray tells a stranger where a child is, so that one person alone
    can make no address serve. The value never changes: another one is another row.
    """

    __tablename__ = "authority_contacts"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("confirmed_by <> added_by", name="confirmed_by_another"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_whole"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_whole"),
        {"info": {"meaning": "where other authorities take notices of movements", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    authority_id: Mapped[int] = described(
        "the authority", ForeignKey("other_authorities.id"), index=True
    )
    kind: Mapped[AuthorityContactKind] = described("postal address, e-mail or telephone")
    value: Mapped[str] = described("the address or number")
    label: Mapped[str] = described("whose it is, as in 'movements of children'")
    added_by: Mapped[str] = described("who proposed it")
    added_at: Mapped[datetime] = described("moment it was proposed")
    confirmed_by: Mapped[str | None] = described("the second person, who confirmed it")
    confirmed_at: Mapped[datetime | None] = described("moment it was confirmed; empty: a proposal")
    withdrawn_by: Mapped[str | None] = described("who withdrew it")
    withdrawn_at: Mapped[datetime | None] = described("moment it was withdrawn")


class ContactPoint(Base):
    """A telephone number or e-mail address: proposed by one person, confirmed by another.

    It serves for a check only when confirmed, after a time to cool off, and until it is
    withdrawn. The number itself never changes: another number is another row.
    """

    __tablename__ = "contact_points"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("confirmed_by <> added_by", name="confirmed_by_another"),
        CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)"
            " AND (confirmed_by IS NULL) = (usable_from_at IS NULL)",
            name="usable_only_if_confirmed",
        ),
        CheckConstraint("usable_from_at >= confirmed_at", name="usable_after_confirmed"),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_by_somebody"
        ),
        {"info": {"meaning": "known contact points of agencies", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    agency_id: Mapped[int] = described("the agency", ForeignKey("agencies.id"), index=True)
    kind: Mapped[ContactPointKind] = described("telephone or e-mail")
    value: Mapped[str] = described("the number or the address")
    label: Mapped[str] = described("whose it is, as in 'school office'")
    shared_mailbox: Mapped[bool] = described("several roles read it, so it proves no role")
    added_by: Mapped[str] = described("who proposed it")
    added_at: Mapped[datetime] = described("moment it was proposed")
    confirmed_by: Mapped[str | None] = described("the second person, who confirmed it")
    confirmed_at: Mapped[datetime | None] = described("moment it was confirmed; empty: a proposal")
    usable_from_at: Mapped[datetime | None] = described("moment from which it serves for a check")
    withdrawn_by: Mapped[str | None] = described("who withdrew it")
    withdrawn_at: Mapped[datetime | None] = described("moment it was withdrawn")
