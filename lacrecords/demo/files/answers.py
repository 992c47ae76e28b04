"""The right answer to every enquiry of the files, from a second pass over the register.

Memory grows with the enquiries, not with the register: only who lives at an address that was
asked about, and who bears a name that was asked about, is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lacrecords.demo.files.hearing import Subject
from lacrecords.demo.files.lives import Life
from lacrecords.demo.files.margins import Frequencies, margin_of, parts_of
from lacrecords.demo.files.questions import Question
from lacrecords.demo.places import Home

ENQUIRY_COLUMNS = (
    "enquiry_id date forename middle surname dob age sex nhs upn address postcode".split()
)
TRUTH_COLUMNS = (
    "enquiry_id kind known child_ids near_ids classes channel n_ops bits margin"
    " same_address_ids cp_same_address repeat_of second_home_ids"
).split()
NEAR_DAYS = 366
_Key = tuple[str, str, str]


class _Resident(NamedTuple):
    number: str
    on_plan: bool
    second_home: bool


class _Namesake(NamedTuple):
    number: str
    born_on: date | None
    home: _Key


class Answers:
    """Finds the answers to these enquiries while the register passes by once more."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        homes = [one.subject.home for one in questions if one.subject.home]
        self._at: dict[_Key, list[_Resident]] = {_key(home): [] for home in homes}
        names = (_name(one.subject) for one in questions)
        self._called: dict[tuple[str, str], list[_Namesake]] = {name: [] for name in names}

    def look_at(self, lives: Iterable[Life]) -> None:
        """Keep whoever lives where, or is called as, somebody asked."""
        for life in lives:
            child = life.child
            name = (child.forename, child.surname)
            if name in self._called:
                here = _key(child.home)
                self._called[name].append(_Namesake(child.number, child.born_on, here))
            on_plan = life.circumstances.plan_category is not None
            residents = self._at.get(_key(child.home))
            if residents is not None:
                residents.append(_Resident(child.number, on_plan, False))
            if child.second_home and (others := self._at.get(_key(child.second_home))) is not None:
                others.append(_Resident(child.number, on_plan, True))

    def write(self, directory: Path, frequencies: Frequencies) -> None:
        """Write the enquiries and their answers."""
        with (
            (directory / "enquiries.csv").open("w", encoding="utf-8", newline="") as asked,
            (directory / "truth.csv").open("w", encoding="utf-8", newline="") as true,
        ):
            enquiries, truth = csv.writer(asked), csv.writer(true)
            enquiries.writerow(ENQUIRY_COLUMNS)
            truth.writerow(TRUTH_COLUMNS)
            for question in self._questions:
                enquiries.writerow(_enquiry(question))
                truth.writerow(self._truth(question, frequencies))

    def _truth(self, question: Question, frequencies: Frequencies) -> tuple[object, ...]:
        heard, subject = question.heard, question.subject
        residents = self._at[_key(subject.home)] if subject.home and "address" in heard.left else []
        here = [one for one in residents if not one.second_home]
        namesakes = self._namesakes(question)
        near = dict.fromkeys([*question.near_ids, *(one.number for one in namesakes)])
        parts = parts_of(frequencies, subject, heard)
        shared = [_shared_with_namesake(one, subject) for one in namesakes]
        shared += _shared_with_family(question)
        bits, margin = margin_of(frequencies, parts, shared)
        return (
            question.enquiry_id,
            question.kind,
            int(bool(question.child_ids)),
            ";".join(question.child_ids),
            ";".join(number for number in near if number not in question.child_ids),
            ";".join(heard.classes),
            question.channel,
            heard.mistakes,
            f"{bits:.1f}",
            f"{margin:.1f}",
            ";".join(one.number for one in here),
            int(any(one.on_plan for one in here)),
            question.repeat_of,
            ";".join(one.number for one in residents if one.second_home),
        )

    def _namesakes(self, question: Question) -> list[_Namesake]:
        born = question.subject.born_on
        return [
            one
            for one in self._called[_name(question.subject)]
            if born
            and one.born_on
            and abs((one.born_on - born).days) <= NEAR_DAYS
            and one.number not in question.child_ids
        ]


def _key(home: Home) -> _Key:
    return home.line1, home.line2, home.postcode


def _name(subject: Subject) -> tuple[str, str]:
    return subject.forename, subject.surname


def _shared_with_namesake(namesake: _Namesake, subject: Subject) -> set[str]:
    shared = {"forename", "surname"}
    if namesake.born_on == subject.born_on:
        shared.add("dob")
    if subject.home and namesake.home == _key(subject.home):
        shared.add("address")
    return shared


def _shared_with_family(question: Question) -> list[set[str]]:
    """What each brother and sister has in common with the known child who is asked about."""
    base = question.base
    if base is None or not question.child_ids:
        return []
    shared = []
    for sibling in base.family:
        child, subject = sibling.child, question.subject
        if child.number in question.child_ids:
            continue
        common = {"address"} if child.home == base.life.child.home else set()
        common |= {"surname"} if child.surname == subject.surname else set()
        common |= {"forename"} if child.forename == subject.forename else set()
        common |= {"dob"} if child.born_on == subject.born_on else set()
        shared.append(common)
    return shared


def _enquiry(question: Question) -> tuple[object, ...]:
    heard = question.heard
    return (
        question.enquiry_id,
        question.on,
        heard.forename,
        heard.middle,
        heard.surname,
        heard.born_on or "",
        "" if heard.age is None else heard.age,
        heard.sex,
        heard.nhs,
        heard.upn,
        heard.address,
        heard.postcode,
    )
