"""What cannot be recorded by hand: impossible days, overlaps, numbers that cannot be right.

An import warns of most of this and keeps it, because the file is what the council has;
whoever types can be asked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lacrecords.children import facts
from lacrecords.children.ages import Birth
from lacrecords.children.changes import ChangeRefused, Stamp, refuse_future
from lacrecords.children.identities import checked_number
from lacrecords.children.models import ChildDeath
from lacrecords.history import Fact
from lacrecords.matching.addresses import (
    display_postcode,
    normalise_postcode,
    postcode_is_whole,
)
from lacrecords.rules.sentences import is_speakable_authority, is_speakable_number
from lacrecords.terms import AddressType, DatePrecision, IdentifierScheme

OLDEST = 40
"""Years: nobody older is a child's record here; a year mistyped is."""
LONGEST_EXPECTED = timedelta(days=310)
NHS = (IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wants to record; `others` are the other facts of the same kind that stand.

    `fact` is the one that it takes the place of, where there is one. `strange_on_purpose`: whoever
    says it was asked whether it is right.
    """

    child_id: int
    columns: dict[str, Any]
    others: tuple[Fact, ...]
    stamp: Stamp
    fact: Fact | None = None
    strange_on_purpose: bool = False


def check_days(said: Said) -> None:
    """Raise ChangeRefused for days that are to come, or that end before they begin."""
    from_on, to_on = said.columns.get("from_on"), said.columns.get("to_on")
    refuse_future("from_on", from_on, said.stamp)
    refuse_future("to_on", to_on, said.stamp)
    if from_on and to_on and to_on < from_on:
        raise ChangeRefused("to_on", "The last day must be on or after the first")


def nothing_to_check(said: Said) -> dict[str, Any]:
    """Most kinds need no more than right days."""
    return said.columns


def check_birth(said: Said) -> dict[str, Any]:
    """A date of birth is not to come and not impossibly long ago; an expected one is near."""
    birth = Birth(said.columns["born_on"], said.columns["expected_on"], said.columns["precision"])
    refuse_impossible_birth(birth, said.stamp.today)
    for death in facts.running(ChildDeath, said.child_id):
        if birth.born_on and death.from_on and death.from_on < birth.born_on:
            raise ChangeRefused("born", "The date of birth must be on or before the day of death")
    return said.columns


def refuse_impossible_birth(birth: Birth, today: date) -> None:
    """Raise ChangeRefused for a day of birth to come or long ago, or an expected one far off."""
    born, expected = birth.born_on, birth.expected_on
    if born is not None and _is_to_come(birth, today):
        raise ChangeRefused("born", "The date of birth must be today or in the past")
    if born is not None and born.year < today.year - OLDEST:
        raise ChangeRefused("born", f"The date of birth must be in the last {OLDEST} years")
    if expected is not None and abs(expected - today) > LONGEST_EXPECTED:
        raise ChangeRefused("expected", "The expected date must be within ten months of today")


def _is_to_come(birth: Birth, today: date) -> bool:
    """The 15th that stands for a month, or July for a year, may itself be to come."""
    born = birth.born_on or today
    if birth.precision is DatePrecision.YEAR:
        return born.year > today.year
    if birth.precision is DatePrecision.MONTH:
        return (born.year, born.month) > (today.year, today.month)
    return born > today


def check_number(said: Said) -> dict[str, Any]:
    """An NHS number with a wrong check digit is refused; a pupil number with one is marked."""
    scheme = said.columns["scheme"]
    number, wrong = checked_number(scheme, said.columns["value"])
    if wrong and scheme in NHS:
        words = "Enter the ten digits of an NHS number; this one is mistyped"
        raise ChangeRefused("value", words)
    if any(_same_scheme(other, scheme) for other in said.others):
        raise ChangeRefused("scheme", "A number of this kind stands already. Correct or end it")
    return said.columns | {"value": number, "check_failed": wrong}


def doubt_number(columns: dict[str, Any]) -> str:
    """A pupil number whose letter is wrong is kept, for many that are in use are so."""
    wrong = "scheme" in columns and checked_number(columns["scheme"], columns["value"])[1]
    return ", but its check letter is wrong. Look at it once more" if wrong else ""


def nothing_to_doubt(_columns: dict[str, Any]) -> str:
    """Most kinds are right or refused."""
    return ""


def _same_scheme(other: Any, scheme: IdentifierScheme) -> bool:
    return bool(other.to_on is None and other.scheme is scheme)


def check_address(said: Said) -> dict[str, Any]:
    """A postcode is kept with its blank; one that looks like none is sent back."""
    given = said.columns["postcode"]
    postcode = normalise_postcode(given)
    if given and not postcode_is_whole(postcode):
        raise ChangeRefused("postcode", "Enter a whole postcode, like ZZ9 4QR, or leave it empty")
    uprn = "".join(said.columns["uprn"].split()).lstrip("0")
    if uprn and not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
        raise ChangeRefused("uprn", "Enter up to 12 digits")
    if said.columns["to_on"] is None and said.columns["address_type"] is AddressType.HOME:
        _refuse_second_home(said)
    return said.columns | {"postcode": display_postcode(postcode), "uprn": uprn}


def _refuse_second_home(said: Said) -> None:
    """A move is a change of the home; whoever lives in two places has a second home."""
    if any(_is_home(other) for other in said.others):
        words = "A home is recorded already. Change it, or choose second home if both are so"
        raise ChangeRefused("address_type", words)


def _is_home(other: Any) -> bool:
    return bool(other.to_on is None and other.address_type is AddressType.HOME)


def check_other_authority(said: Said) -> dict[str, Any]:
    """Enquirers are told its name and number, so both must be fit to be spoken."""
    if not is_speakable_authority(said.columns["authority"]):
        raise ChangeRefused("authority", "Enter the name of the authority as it is spoken")
    if not is_speakable_number(said.columns["telephone"]):
        raise ChangeRefused("telephone", "Enter one telephone number, like 01632 960 001")
    return said.columns


def check_no_overlap(said: Said) -> dict[str, Any]:
    """Two of these cannot hold on one day."""
    begins, ends = said.columns.get("from_on"), said.columns.get("to_on")
    for other in said.others:
        starts_before_end = other.to_on is None or (begins or date.min) < other.to_on
        ends_after_start = ends is None or ends > (other.from_on or date.min)
        if starts_before_end and ends_after_start:
            raise ChangeRefused("from_on", "Another one holds on some of these days")
    return said.columns
