"""What may be said of a child in an enquiry, and what is said of one later in the same enquiry.

Rows are added, never changed: what was heard first stays as it was heard.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import DatePrecision, Sex

ABOUT = {"class": "enquiry", "retention": "the authority's schedule for enquiries"}


class AsHeard:
    """The columns of a description: each as the enquirer gave it, or empty."""

    forename: Mapped[str] = described("given name as heard")
    middle: Mapped[str] = described("other given names as heard")
    surname: Mapped[str] = described("family name as heard")
    other_names: Mapped[str] = described("other names as heard")
    born_on: Mapped[date | None] = described("date of birth as given")
    born_precision: Mapped[DatePrecision] = described(
        "how much of the date of birth was given",
        default=DatePrecision.EXACT,
        server_default=DatePrecision.EXACT.value,
    )
    expected_on: Mapped[date | None] = described("expected date of an unborn child")
    age_years: Mapped[int | None] = described("age where no date is known")
    mother_name: Mapped[str] = described("mother's name, for an unborn or newborn child")
    sex: Mapped[Sex] = described("sex as given")
    nhs_number: Mapped[str] = described("NHS number as given")
    upn: Mapped[str] = described("unique pupil number as given")
    line1: Mapped[str] = described("address as given: first line")
    town: Mapped[str] = described("address as given: town")
    postcode: Mapped[str] = described("postcode as given")
    notes: Mapped[str] = described("what was said of the child")


class FurtherDescription(AsHeard, Base):
    """What the enquirer said of a child later, when the call had been saved."""

    __tablename__ = "further_descriptions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "trim(forename || middle || surname || other_names || mother_name || nhs_number || upn"
            " || line1 || town || postcode || notes) <> '' OR born_on IS NOT NULL"
            " OR expected_on IS NOT NULL OR age_years IS NOT NULL OR sex <> 'U'",
            name="says_something",
        ),
        {"info": {"meaning": "what was said of enquired children later", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), index=True
    )
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")
