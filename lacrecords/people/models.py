"""Adults in children's lives, and the names they have had."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.history import Fact

_ABOUT = {"class": "family", "retention": "with the child's record"}


class Person(Base):
    """An adult; identity only, everything said of them is a dated fact."""

    __tablename__ = "people"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "adults in children's lives", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    born_on: Mapped[date | None] = described("date of birth, where known")


class PersonName(Fact, Base):
    """A name an adult has or had."""

    __tablename__ = "person_names"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "names of adults", **_ABOUT}},)

    person_id: Mapped[int] = described("the adult", ForeignKey("people.id"), index=True)
    forename: Mapped[str] = described("given name")
    surname: Mapped[str] = described("family name", index=True)
