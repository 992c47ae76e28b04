"""The index: keys of every child and every enquired child, and their plain forms.

An index, not a record: rows are replaced and deleted with the record they stand for, in
its transaction. Nothing here is evidence of anything.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "child", "retention": "with the record it stands for"}
# As wide as the numbers of children are there: two steps of alignment less for every key.
_SHORT_ON_POSTGRESQL = BigInteger().with_variant(Integer(), "postgresql")
_KIND = "What is found: 0 a child of the register, 1 a child someone enquired about"


class MatchKey(Base):
    """One key under which one subject is found."""

    __tablename__ = "match_keys"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "keys under which children are found", **_ABOUT},
        },
    )

    key: Mapped[int] = described(
        "A 48-bit number made from one piece of evidence",
        BigInteger,
        primary_key=True,
        autoincrement=False,
    )
    subject_kind: Mapped[int] = described(
        _KIND, SmallInteger, primary_key=True, autoincrement=False
    )
    subject_id: Mapped[int] = described(
        "The row of that child", _SHORT_ON_POSTGRESQL, primary_key=True, autoincrement=False
    )


class MatchForm(Base):
    """The plain form of one subject, packed, so that a search parses nothing."""

    __tablename__ = "match_forms"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "plain forms of children for the search", **_ABOUT},
        },
    )

    subject_kind: Mapped[int] = described(
        _KIND, SmallInteger, primary_key=True, autoincrement=False
    )
    subject_id: Mapped[int] = described(
        "The row of that child", BigInteger, primary_key=True, autoincrement=False
    )
    keys_version: Mapped[int] = described("Which way of making keys was used", SmallInteger)
    packed: Mapped[str] = described("What is said of the child in one plain form", Text)


class MatchNameVariant(Base):
    """A name in the register under its own spelling and each spelling one letter short."""

    __tablename__ = "match_name_variants"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "spellings of the names in the register", **_ABOUT},
        },
    )

    variant: Mapped[int] = described(
        "A 48-bit number of the spelling",
        BigInteger,
        primary_key=True,
        autoincrement=False,
    )
    name: Mapped[str] = described("The name in plain letters", String(120), primary_key=True)


class MatchMark(Base):
    """A child of the register whose entry changed and was not compared with the others since."""

    __tablename__ = "match_marks"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "children to compare with the others", **_ABOUT},
        },
    )

    subject_id: Mapped[int] = described(
        "The child", BigInteger, primary_key=True, autoincrement=False
    )
    mark: Mapped[int] = described("A number that is another after each change", BigInteger)


class ChangeJob(IntEnum):
    """A job that looks at a changed child again, and waits for none of the others."""

    EARLIER_ENQUIRIES = 0
    RECORD = 1
    ADULTS = 2
    CORRECTIONS = 3


class MatchChange(Base):
    """A child of the register changed, and one job has still to look at the child again."""

    __tablename__ = "match_changes"
    __table_args__ = (
        Index("ix_match_changes_job", "job", "id"),
        {
            # A number is never given twice: a change that comes while one is worked on stays.
            "sqlite_autoincrement": True,
            "info": {"meaning": "changed children to be looked at again", **_ABOUT},
        },
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = described("The child that changed", BigInteger)
    job: Mapped[int] = described(
        "Who looks again: 0 earlier enquiries, 1 what the record says, 2 adults, 3 corrections",
        SmallInteger,
        server_default=str(ChangeJob.EARLIER_ENQUIRIES.value),
    )


INDEX_TABLES: list[Any] = [
    one.__table__ for one in (MatchKey, MatchForm, MatchNameVariant, MatchMark, MatchChange)
]
"""Every table of the index, for an index that stands alone."""
