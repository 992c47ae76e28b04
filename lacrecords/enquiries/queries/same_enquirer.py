"""Other enquiries of the same enquirer: by number, e-mail address, or name and agency, near enough.

What an enquirer gives proves nothing; it is shown to a person, who weighs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, false, func, or_, select

from lacrecords.database import db
from lacrecords.enquiries.models import Enquirer, Enquiry

MOST_COMPARED = 3000
ALIKE = 88.0
ALMOST_EQUAL = 94.0
FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class InCommon:
    """What two enquirers have in common; `is_person`: it speaks for one person, not one office."""

    words: str
    is_person: bool

    def __str__(self) -> str:
        """The words."""
        return self.words


def same_enquirer(enquiry: Enquiry, window: timedelta) -> dict[int, InCommon]:
    """The enquiries within this time whose enquirer may be the same, and why."""
    mine = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    rows = db.session.execute(
        select(
            Enquirer.enquiry_id,
            Enquirer.name,
            Enquirer.telephone_given,
            Enquirer.email_given,
            Enquirer.agency_id,
            Enquirer.agency_name,
        )
        .join(Enquiry, Enquiry.id == Enquirer.enquiry_id)
        .where(
            Enquiry.id != enquiry.id,
            Enquiry.asked_at.between(enquiry.asked_at - window, enquiry.asked_at + window),
            or_(*_may_be_the_same(mine)),
        )
        .order_by(Enquirer.enquiry_id.desc())
        .limit(MOST_COMPARED)
    )
    found = {}
    for number, name, telephone, email, agency_id, agency_name in rows:
        same_agency = _same_agency(mine, agency_id, agency_name)
        common = _in_common(mine, name, telephone, email, same_agency)
        if common is not None:
            found[number] = common
    return found


def _may_be_the_same(mine: Enquirer) -> list[ColumnElement[bool]]:
    """Cheap conditions for the database; what they bring up is compared one by one."""
    conditions: list[ColumnElement[bool]] = [false()]
    digits = _digits(mine.telephone_given)
    if len(digits) >= FEWEST_DIGITS:
        bare: ColumnElement[str] = func.lower(Enquirer.telephone_given)
        for mark in (" ", "-", "(", ")", "+44", "+"):
            bare = func.replace(bare, mark, "")
        conditions.append(bare.like(f"%{digits[-FEWEST_DIGITS:]}"))
    if mine.email_given:
        conditions.append(func.lower(Enquirer.email_given) == mine.email_given.lower())
    if mine.agency_id is not None:
        conditions.append(Enquirer.agency_id == mine.agency_id)
    if mine.name:
        first = _folded(mine.name)[:2].replace("%", "").replace("_", "")
        conditions.append(func.lower(Enquirer.name).like(f"{first}%"))
        conditions.append(func.lower(Enquirer.name).like(f"%{_folded(mine.name)[-3:]}"))
    return conditions


def _in_common(
    mine: Enquirer, name: str, telephone: str, email: str, same_agency: bool
) -> InCommon | None:
    alike = _alike(mine.name, name)
    same_number = _same_number(mine.telephone_given, telephone)
    same_email = bool(email) and email.casefold().strip() == mine.email_given.casefold().strip()
    nameless = not mine.name or not name
    parts = [
        words
        for words, holds in (
            ("the same number given", same_number),
            ("the same e-mail address given", same_email),
            ("the same name", alike >= ALMOST_EQUAL),
            ("a name much like it", ALIKE <= alike < ALMOST_EQUAL),
            ("the same agency", same_agency and alike >= ALIKE),
        )
        if holds
    ]
    by_name = alike >= ALMOST_EQUAL or (alike >= ALIKE and (same_agency or same_number))
    if not (same_number or same_email or by_name):
        return None
    return InCommon(", ".join(parts), by_name or same_email or (same_number and nameless))


def _same_number(one: str, other: str) -> bool:
    mine, theirs = _digits(one), _digits(other)
    return len(mine) >= FEWEST_DIGITS and mine == theirs


def _same_agency(mine: Enquirer, agency_id: int | None, agency_name: str) -> bool:
    if mine.agency_id is not None or agency_id is not None:
        return mine.agency_id == agency_id
    return bool(agency_name) and _folded(agency_name) == _folded(mine.agency_name)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return float(fuzz.token_sort_ratio(_folded(one), _folded(other)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _digits(telephone: str) -> str:
    """The digits of a British number, in one spelling."""
    digits = "".join(letter for letter in telephone if letter.isdecimal())
    return digits.removeprefix("0044").removeprefix("44").removeprefix("0")
