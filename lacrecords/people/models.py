"""Adults: the names, dates of birth and addresses they have had, and the keys that find them.

Identity stands in `people`; everything said of an adult is a dated fact, never overwritten.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, SmallInteger, Text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.history import Fact
from lacrecords.terms import DatePrecision, PersonNameType

_ABOUT = {
    "class": "family",
    "retention": "with the child's record, the notification or the check that holds them",
}
_INDEX = {"class": "family", "retention": "with the adult they stand for"}


class Person(Base):
    """An adult; identity only, everything said of them is a dated fact."""

    __tablename__ = "people"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "adults in children's lives", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    born_on: Mapped[date | None] = described(
        "date of birth first given; further ones stand in person_births"
    )


class PersonName(Fact, Base):
    """A name an adult has or had; an adult with one name has it as family name."""

    __tablename__ = "person_names"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "names of adults", **_ABOUT}},)

    person_id: Mapped[int] = described("the adult", ForeignKey("people.id"), index=True)
    forename: Mapped[str] = described("given name")
    middle: Mapped[str] = described("middle names", default="", server_default="")
    surname: Mapped[str] = described("family name", index=True)
    name_type: Mapped[PersonNameType] = described(
        "name they go by, at birth, by marriage, previous, alias",
        default=PersonNameType.NOT_STATED,
        server_default=PersonNameType.NOT_STATED.value,
    )


class PersonBirth(Fact, Base):
    """A date of birth that an adult has given or is said to have; there may be several."""

    __tablename__ = "person_births"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "dates of birth stated of adults", **_ABOUT}},)

    person_id: Mapped[int] = described("the adult", ForeignKey("people.id"), index=True)
    born_on: Mapped[date] = described("date of birth as stated")
    precision: Mapped[DatePrecision] = described(
        "how much of the date is known", default=DatePrecision.EXACT
    )


class PersonAddress(Fact, Base):
    """An address of an adult, between its days."""

    __tablename__ = "person_addresses"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="in_order"),
        {"info": {"meaning": "addresses of adults", **_ABOUT}},
    )

    person_id: Mapped[int] = described("the adult", ForeignKey("people.id"), index=True)
    line1: Mapped[str] = described("first line")
    line2: Mapped[str] = described("second line", default="")
    town: Mapped[str] = described("town", default="")
    postcode: Mapped[str] = described("postcode", default="")
    uprn: Mapped[str] = described("unique property reference number", default="")


class PersonKey(Base):
    """One key under which one adult is found."""

    __tablename__ = "people_keys"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "keys under which adults are found", **_INDEX},
        },
    )

    key: Mapped[int] = described(
        "A 48-bit number made from one piece of evidence",
        BigInteger,
        primary_key=True,
        autoincrement=False,
    )
    person_id: Mapped[int] = described(
        "The adult", BigInteger, primary_key=True, autoincrement=False
    )


class PersonForm(Base):
    """The plain form of one adult, packed, so that a search parses nothing."""

    __tablename__ = "people_forms"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {"meaning": "plain forms of adults for the search", **_INDEX},
        },
    )

    person_id: Mapped[int] = described(
        "The adult", BigInteger, primary_key=True, autoincrement=False
    )
    keys_version: Mapped[int] = described("Which way of making keys was used", SmallInteger)
    packed: Mapped[str] = described("What is said of the adult in one plain form", Text)


class PersonChange(Base):
    """An adult changed, and is to be compared again with children's homes and households."""

    __tablename__ = "people_changes"
    __table_args__ = (
        {
            # A number is never given twice: a change that comes while one is worked on stays.
            "sqlite_autoincrement": True,
            "info": {"meaning": "changed adults to be looked at again", **_INDEX},
        },
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    person_id: Mapped[int] = described("The adult that changed", BigInteger)


INDEX_TABLES: list[Any] = [one.__table__ for one in (PersonKey, PersonForm, PersonChange)]
"""Every table of the index of adults, for an index that stands alone."""
