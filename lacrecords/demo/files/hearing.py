"""What an officer types of a child who is described over the telephone, mistakes and all. Pure.

Every mistake is named among the classes of the answer, so that it can be told which kinds
of mistake a search does not survive. `left` says how much is left of each piece of evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from lacrecords.demo.files.misspelling import (
    SHORT_FORMS,
    digit_slipped,
    folded,
    misheard,
    mistyped,
    sounding_alike,
)
from lacrecords.demo.files.spoken_addresses import spoken
from lacrecords.demo.places import Home

EXACT, ALIKE, PART, OFF = "exact", "alike", "part", "off"
"""How much is left: all of it; a spelling alike; an initial, month or short form; one off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A child as it is in truth, whether the register knows the child or not."""

    forename: str
    middle: str
    surname: str
    other_surnames: tuple[str, ...]
    parents_surnames: tuple[str, ...]
    born_on: date | None
    expected_on: date | None
    sex: str
    nhs_number: str
    upn: str
    home: Home | None


@dataclass(slots=True)
class Heard:
    """What was typed, the kinds of mistake in it, and what is left of the evidence."""

    forename: str = ""
    middle: str = ""
    surname: str = ""
    born_on: date | None = None
    age: int | None = None
    sex: str = ""
    nhs: str = ""
    upn: str = ""
    address: str = ""
    postcode: str = ""
    mistakes: int = 0
    classes: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def hear(subject: Subject, on: date, chance: Random) -> Heard:
    """The child as somebody described it on that day."""
    heard = Heard(
        forename=subject.forename,
        surname=subject.surname,
        middle=subject.middle if chance.random() < 0.08 else "",
        born_on=subject.born_on or subject.expected_on,
        sex=subject.sex.replace("U", ""),
        left={"forename": EXACT, "surname": EXACT, "dob": EXACT},
    )
    if not subject.forename:
        del heard.left["forename"]
    _numbers(heard, subject, chance)
    _how_old(heard, on, chance)
    _where(heard, subject, chance)
    if chance.random() < 0.12:
        heard.sex = ""
        heard.classes.append("sex_missing")
    for _ in range(chance.choices((0, 1, 2, 3, 4), cum_weights=(13, 46, 80, 95, 100))[0]):
        _mistake(heard, subject, chance)
    _fold(heard, chance)
    return heard


def _numbers(heard: Heard, subject: Subject, chance: Random) -> None:
    if subject.nhs_number and chance.random() < 0.1:
        heard.nhs, heard.left["nhs"] = subject.nhs_number, EXACT
        if chance.random() < 0.15:
            heard.nhs = digit_slipped(heard.nhs, chance)
            heard.left["nhs"] = OFF
            heard.classes.append("nhs_typo")
    if subject.upn and chance.random() < 0.08:
        heard.upn, heard.left["upn"] = subject.upn, EXACT


def _how_old(heard: Heard, on: date, chance: Random) -> None:
    fate = chance.random()
    if heard.born_on is None or heard.born_on > on:
        return
    if fate < 0.15:
        heard.age = max(0, (on - heard.born_on).days // 365 + chance.choice((-1, 0, 0, 0, 0)))
        heard.born_on, heard.left["dob"] = None, OFF
        heard.classes.append("age_only")
    elif fate < 0.25:
        heard.born_on = None
        del heard.left["dob"]
        heard.classes.append("dob_missing")


def _where(heard: Heard, subject: Subject, chance: Random) -> None:
    if subject.home is None or chance.random() < 0.24:
        heard.classes.append("addr_missing")
        return
    heard.address, heard.postcode, kinds = spoken(subject.home, chance)
    heard.classes += kinds
    spoilt = {"pc_missing", "pc_typo", "a_typo"} & set(kinds)
    heard.left["address"] = PART if len(spoilt) > 1 else ALIKE if spoilt else EXACT
    if chance.random() < 0.03:
        heard.address = ""
        heard.classes.append("a_postcode_only")
        heard.left["address"] = PART


def _mistake(heard: Heard, subject: Subject, chance: Random) -> None:
    for _ in range(6):
        word = chance.choices(_KINDS, cum_weights=_OFTEN)[0](heard, subject, chance)
        if word and word not in heard.classes:
            heard.classes.append(word)
            heard.mistakes += 1
            return


def _spelt_otherwise(name: str, chance: Random) -> tuple[str, str]:
    way, word = chance.choice(((sounding_alike, "phon"), (misheard, "mishear"), (mistyped, "typo")))
    return way(name, chance), word


def _forename_misspelt(heard: Heard, _subject: Subject, chance: Random) -> str:
    if heard.left.get("forename") != EXACT:
        return ""
    heard.forename, word = _spelt_otherwise(heard.forename, chance)
    heard.left["forename"] = ALIKE
    return f"f_{word}"


def _surname_misspelt(heard: Heard, _subject: Subject, chance: Random) -> str:
    if heard.left.get("surname") != EXACT:
        return ""
    heard.surname, word = _spelt_otherwise(heard.surname, chance)
    heard.left["surname"] = ALIKE
    return f"s_{word}"


def _short_form(heard: Heard, subject: Subject, chance: Random) -> str:
    forms = SHORT_FORMS.get(heard.forename, "").split()
    if not forms or heard.left.get("forename") != EXACT:
        return ""
    heard.forename = chance.choice(forms)
    heard.left["forename"] = PART
    return "f_nick"


def _initial(heard: Heard, subject: Subject, chance: Random) -> str:
    if heard.left.get("forename") != EXACT:
        return ""
    heard.forename, heard.left["forename"] = heard.forename[:1], PART
    return "f_initial"


def _no_forename(heard: Heard, subject: Subject, chance: Random) -> str:
    if "forename" not in heard.left or "surname" not in heard.left:
        return ""
    heard.forename = ""
    del heard.left["forename"]
    return "f_missing"


def _no_surname(heard: Heard, subject: Subject, chance: Random) -> str:
    if "forename" not in heard.left or "surname" not in heard.left:
        return ""
    heard.surname = ""
    del heard.left["surname"]
    return "s_missing"


def _middle_name_used(heard: Heard, subject: Subject, chance: Random) -> str:
    if not subject.middle or heard.left.get("forename") != EXACT:
        return ""
    heard.forename, heard.middle, heard.left["forename"] = subject.middle, "", PART
    return "f_middle"


def _swapped(heard: Heard, subject: Subject, chance: Random) -> str:
    if not heard.forename or not heard.surname:
        return ""
    heard.forename, heard.surname = heard.surname, heard.forename
    return "swap"


def _other_surname(heard: Heard, subject: Subject, chance: Random) -> str:
    names = (*subject.other_surnames, *subject.parents_surnames)
    others = [name for name in names if name and name != subject.surname]
    if not others or heard.left.get("surname") != EXACT or "swap" in heard.classes:
        return ""
    heard.surname = chance.choice(others)
    if heard.surname in subject.other_surnames:
        heard.left["surname"] = PART
        return "s_alias"
    # Neither file says what a parent is called, so nothing of this leads to the child.
    del heard.left["surname"]
    return "s_other_parent"


def _part_of_surname(heard: Heard, subject: Subject, chance: Random) -> str:
    if "-" not in heard.surname or heard.left.get("surname") != EXACT:
        return ""
    heard.surname, heard.left["surname"] = chance.choice(heard.surname.split("-")), PART
    return "s_barrel"


def _day_and_month_swapped(heard: Heard, subject: Subject, chance: Random) -> str:
    on = heard.born_on
    if on is None or on.day > 12 or on.day == on.month or heard.left.get("dob") != EXACT:
        return ""
    heard.born_on, heard.left["dob"] = on.replace(month=on.day, day=on.month), ALIKE
    return "dob_swap"


def _year_off(heard: Heard, subject: Subject, chance: Random) -> str:
    on = heard.born_on
    if on is None or subject.born_on is None or heard.left.get("dob") != EXACT:
        return ""
    heard.born_on = on.replace(year=on.year - 1, day=min(on.day, 28))
    if on.day > 28:
        heard.born_on += timedelta(days=on.day - 28)
    heard.left["dob"] = OFF
    return "dob_year1"


def _days_off(heard: Heard, subject: Subject, chance: Random) -> str:
    if heard.born_on is None or heard.left.get("dob") != EXACT:
        return ""
    heard.born_on, heard.left["dob"] = heard.born_on - timedelta(days=chance.randrange(1, 4)), ALIKE
    return "dob_day"


def _only_month(heard: Heard, subject: Subject, chance: Random) -> str:
    if heard.born_on is None or subject.born_on is None or heard.left.get("dob") != EXACT:
        return ""
    # By national convention a day that is not known is written as the 15th.
    heard.born_on, heard.left["dob"] = heard.born_on.replace(day=15), PART
    return "dob_month_only"


def _wrong_sex(heard: Heard, subject: Subject, chance: Random) -> str:
    if not heard.sex:
        return ""
    heard.sex = "M" if heard.sex == "F" else "F"
    return "sex_wrong"


_MISTAKES: dict[Callable[[Heard, Subject, Random], str], float] = {
    _surname_misspelt: 30,
    _forename_misspelt: 30,
    _short_form: 18,
    _initial: 9,
    _no_forename: 4,
    _no_surname: 2,
    _middle_name_used: 8,
    _swapped: 8,
    _other_surname: 10,
    _part_of_surname: 10,
    _day_and_month_swapped: 6,
    _year_off: 6,
    _days_off: 5,
    _only_month: 3,
    _wrong_sex: 2,
}
_KINDS, _OFTEN = tuple(_MISTAKES), tuple(accumulate(_MISTAKES.values()))


def _fold(heard: Heard, chance: Random) -> None:
    """Most people type no letter that their keyboard has no key for; some type all small."""
    plain = folded(heard.forename), folded(heard.surname)
    if plain != (heard.forename, heard.surname) and chance.random() < 0.8:
        heard.forename, heard.surname = plain
        heard.classes.append("folded")
    if chance.random() < 0.15:
        heard.forename, heard.surname = heard.forename.lower(), heard.surname.lower()
