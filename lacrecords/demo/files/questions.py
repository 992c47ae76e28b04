"""Which children the enquiries of the files are about, and what is true of each. Pure.

Kinds: a known child; one recorded before birth; one whom nobody knows; one asked about
before; and the hard ones, who resemble a known child and are somebody else. Children to ask
about are picked by number beforehand, so that one pass over the register finds them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from lacrecords.demo.families import OLDEST_DAYS
from lacrecords.demo.files.hearing import Heard, Subject, hear
from lacrecords.demo.files.lives import Life
from lacrecords.demo.names import STOCKS, Stock, choose_forename, choose_stock, choose_surname
from lacrecords.demo.places import Home, choose_home
from lacrecords.terms import Sex

KNOWN, UNBORN, UNKNOWN, REPEAT = "known", "unborn", "unknown", "repeat"
SAME_NAME, NEAR_BIRTH, SIBLING, TWIN, SAME_ADDRESS = (
    "hn_same_name",
    "hn_near_dob_name",
    "hn_sibling",
    "hn_twin",
    "hn_same_address",
)
_KINDS = (KNOWN, UNBORN, UNKNOWN, REPEAT, SAME_NAME, NEAR_BIRTH, SIBLING, TWIN, SAME_ADDRESS)
_OFTEN = tuple(accumulate((58, 2, 13, 8, 4, 4, 3, 4, 4)))
_CHANNELS = ("police", "school", "health", "agency", "public")
DAYS = 28


@dataclass(frozen=True, slots=True)
class Picked:
    """A child of the register to be asked about, with its family and its parents' names."""

    life: Life
    family: tuple[Life, ...]
    mother_surnames: tuple[str, ...]


@dataclass(slots=True)
class Question:
    """One enquiry: what is true, what was typed, and who resembles the child."""

    enquiry_id: str
    kind: str
    on: date
    channel: str
    subject: Subject
    heard: Heard
    base: Picked | None = None
    child_ids: list[str] = field(default_factory=list)
    near_ids: list[str] = field(default_factory=list)
    repeat_of: str = ""


class Picks:
    """The numbers to be picked, and the children picked so far; as many as there are enquiries."""

    def __init__(self, children: int, enquiries: int, seed: int) -> None:
        self.chance = Random(seed + 5)  # noqa: S311 - not a secret
        self.numbers = [f"AS{self.chance.randrange(children) + 1:07}" for _ in range(enquiries)]
        self._wanted = frozenset(self.numbers)
        self._unborn_wanted = max(1, enquiries // 20) if enquiries else 0
        self._unborn_seen = 0
        self.picked: dict[str, Picked] = {}
        self.unborn: list[Picked] = []

    def look_at(self, family: tuple[Life, ...], mother_surnames: tuple[str, ...]) -> None:
        """Keep those of this family who are to be asked about."""
        for life in family:
            if life.child.expected_on:
                self._keep_unborn(Picked(life, family, mother_surnames))
            if life.child.number in self._wanted:
                self.picked[life.child.number] = Picked(life, family, mother_surnames)

    def _keep_unborn(self, one: Picked) -> None:
        """An even sample of all who are expected, however many there will be."""
        self._unborn_seen += 1
        if len(self.unborn) < self._unborn_wanted:
            self.unborn.append(one)
        elif (place := self.chance.randrange(self._unborn_seen)) < self._unborn_wanted:
            self.unborn[place] = one


def questions_about(picks: Picks, towns: int, today: date) -> list[Question]:
    """Every enquiry, in the order of their days; none is dated before the register."""
    chance, asked = picks.chance, list[Question]()
    days = sorted(today + timedelta(days=chance.randrange(DAYS)) for _ in picks.numbers)
    for place, (number, on) in enumerate(zip(picks.numbers, days, strict=True), start=1):
        kind = chance.choices(_KINDS, cum_weights=_OFTEN)[0]
        base = picks.picked[number]
        if kind == REPEAT:
            earlier = [one for one in asked[-400:] if not one.child_ids and not one.repeat_of]
            kind = REPEAT if earlier else UNKNOWN
        if kind == UNBORN and picks.unborn:
            base = chance.choice(picks.unborn)
        # A child not born yet has no age, no name and no twin to be mistaken for.
        kind = _fitting(kind, base)
        if kind == REPEAT:
            question = _asked_again(chance.choice(earlier), chance)
        elif kind == UNKNOWN:
            question = _about(kind, _stranger(chance, towns, today), None)
        else:
            question = _about(kind, _subject(kind, base, chance, towns, today), base)
        question.enquiry_id, question.on = f"E{place:07}", on
        question.channel = chance.choice(_CHANNELS)
        question.heard = hear(question.subject, on, chance)
        _note_home(question)
        asked.append(question)
    return asked


def _fitting(kind: str, base: Picked) -> str:
    if kind in (UNKNOWN, REPEAT):
        return kind
    expected = base.life.child.expected_on is not None
    if expected:
        return UNBORN
    return KNOWN if kind == UNBORN else kind


def _about(kind: str, subject: Subject, base: Picked | None) -> Question:
    question = Question("", kind, date.min, "", subject, Heard(), base)
    if base and kind in (KNOWN, UNBORN):
        number = base.life.child.same_as or base.life.child.number
        question.child_ids = [
            one.child.number
            for one in base.family
            if number in (one.child.number, one.child.same_as)
        ]
    elif base and kind in (SIBLING, TWIN):
        question.near_ids = [one.child.number for one in base.family]
    elif base:
        question.near_ids = [base.life.child.number]
    return question


def _asked_again(earlier: Question, chance: Random) -> Question:
    question = replace(earlier, kind=REPEAT, repeat_of=earlier.enquiry_id, heard=Heard())
    question.near_ids = list(earlier.near_ids)
    return question


def _subject(kind: str, base: Picked, chance: Random, towns: int, today: date) -> Subject:
    truth = _truth(base, chance, towns)
    if kind == KNOWN:
        return truth
    if kind == UNBORN:
        return _expected(truth, base, chance, today)
    stock = _stock_of(base)
    sex = Sex.FEMALE if chance.random() < 0.5 else Sex.MALE
    taken = {one.child.forename for one in base.family}
    other = choose_forename(chance, stock, sex is Sex.FEMALE, taken)
    truth = replace(truth, middle="", nhs_number="", upn="", home=base.life.child.home)
    born = base.life.child.born_on or today
    if kind == TWIN:
        return replace(truth, forename=other, sex=sex.value)
    if kind == SIBLING:
        apart = chance.choice((-1, 1)) * timedelta(days=chance.randrange(400, 1400))
        later = born + apart if born + apart < today else born - abs(apart)
        return replace(truth, forename=other, sex=sex.value, born_on=later)
    if kind == SAME_ADDRESS:
        return replace(_stranger(chance, towns, today), home=truth.home)
    days = chance.randrange(8, 45) if kind == NEAR_BIRTH else chance.randrange(700, 2500)
    other_birth = _child_still(born - timedelta(days=days), days, today)
    return replace(truth, born_on=other_birth, home=choose_home(chance, towns))


def _child_still(born: date, days: int, today: date) -> date:
    """That birth, or as long after the other child's where this one would be grown up."""
    return born if (today - born).days < OLDEST_DAYS + 300 else born + 2 * timedelta(days=days)


def _stock_of(base: Picked) -> Stock:
    """The stock from which the family's names came, as far as its child tells."""
    fitting = [stock for stock in STOCKS if base.life.ethnicity in stock.ethnicities]
    name = base.life.child.forename
    sure = [stock for stock in fitting if name in stock.girls or name in stock.boys]
    return (sure or fitting)[0]


def _note_home(question: Question) -> None:
    base, home = question.base, question.subject.home
    if base and question.child_ids and home != base.life.child.home and question.heard.address:
        question.heard.classes.append("moved")


def _truth(base: Picked, chance: Random, towns: int) -> Subject:
    """The child as it is; now and then asked about at an address where it lives no more."""
    child, stays = base.life.child, base.life.stays
    home: Home = child.home
    fate = chance.random()
    past = [one.home for one in stays if one.to_on is not None]
    if fate < 0.08 and past:
        home = chance.choice(past)
    elif fate < 0.14:
        home = choose_home(chance, towns)
    known_as = tuple(alias.rpartition(" ")[2] for alias in child.aliases)
    return Subject(
        forename="" if child.expected_on else child.forename,
        middle=child.middle,
        surname=child.surname,
        other_surnames=known_as,
        parents_surnames=base.mother_surnames,
        born_on=child.born_on,
        expected_on=child.expected_on,
        sex=child.sex.value,
        nhs_number=child.nhs_number,
        upn=child.upn,
        home=home,
    )


def _expected(truth: Subject, base: Picked, chance: Random, today: date) -> Subject:
    """A child recorded before birth: asked about as expected, or named and born by now."""
    expected = truth.expected_on or today
    off = timedelta(days=chance.randrange(-12, 13))
    if chance.random() < 0.45 or expected + off > today:
        return replace(truth, expected_on=max(expected + off, today + timedelta(days=DAYS)))
    girl = chance.random() < 0.5
    name = choose_forename(chance, _stock_of(base), girl, set())
    sex = Sex.FEMALE if girl else Sex.MALE
    born = min(expected + off, today)
    return replace(truth, forename=name, sex=sex.value, born_on=born, expected_on=None)


def _stranger(chance: Random, towns: int, today: date) -> Subject:
    stock, girl = choose_stock(chance), chance.random() < 0.5
    surname = stock.surname_of(choose_surname(chance, stock), girl)
    return Subject(
        forename=choose_forename(chance, stock, girl, set()),
        middle="",
        surname=surname,
        other_surnames=(),
        parents_surnames=(choose_surname(chance, stock),),
        born_on=today - timedelta(days=chance.randrange(40, 6200)),
        expected_on=None,
        sex=(Sex.FEMALE if girl else Sex.MALE).value,
        nhs_number="",
        upn="",
        home=choose_home(chance, towns),
    )
