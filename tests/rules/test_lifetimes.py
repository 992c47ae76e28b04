"""A case, a plan or an order begins from the pregnancy to the death, or is asked about again."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from lacrecords.rules.lifetimes import (
    NINE_MONTHS,
    STRANGE,
    Begun,
    Lifetime,
    OutsideLife,
    begins_long_before,
    outside_life,
)

BORN, DIED, ADULT, TODAY = (
    date(2008, 6, 10),
    date(2025, 9, 20),
    date(2026, 6, 10),
    date(2026, 11, 30),
)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("life", "begun", "why"),
    [
        (Lifetime(), Begun(day=None), None),
        (Lifetime(), Begun(day=date(1901, 1, 1)), None),
        (Lifetime(born_on=BORN), Begun(day=BORN - NINE_MONTHS), None),
        (Lifetime(born_on=BORN), Begun(day=BORN - NINE_MONTHS - DAY), OutsideLife.BEFORE_PREGNANCY),
        (Lifetime(expected_on=BORN), Begun(day=BORN - NINE_MONTHS), None),
        (
            Lifetime(expected_on=BORN),
            Begun(day=BORN - NINE_MONTHS - DAY),
            OutsideLife.BEFORE_PREGNANCY,
        ),
        (Lifetime(born_on=BORN), Begun(day=BORN, only_when_born=True), None),
        (
            Lifetime(born_on=BORN),
            Begun(day=BORN - DAY, only_when_born=True),
            OutsideLife.BEFORE_BIRTH,
        ),
        (Lifetime(expected_on=BORN), Begun(day=BORN - DAY, only_when_born=True), None),
        (Lifetime(died=True, died_on=DIED), Begun(day=DIED, ended=True), None),
        (Lifetime(died=True, died_on=DIED), Begun(day=DIED), OutsideLife.CHILD_DIED),
        (
            Lifetime(died=True, died_on=DIED),
            Begun(day=DIED + DAY, ended=True),
            OutsideLife.AFTER_DEATH,
        ),
        (Lifetime(died=True, died_on=DIED), Begun(day=None, ended=True), OutsideLife.NO_DAY),
        (
            Lifetime(died=True, died_on=DIED),
            Begun(day=DIED + DAY, after_death=True),
            OutsideLife.CHILD_DIED,
        ),
        (
            Lifetime(died=True, died_on=DIED),
            Begun(day=None, after_death=True, ended=True),
            None,
        ),
        (Lifetime(died=True), Begun(day=None), OutsideLife.CHILD_DIED),
        (Lifetime(died=True), Begun(day=None, ended=True), None),
        (Lifetime(born_on=BORN, adult_on=ADULT), Begun(day=ADULT - DAY), None),
        (Lifetime(born_on=BORN, adult_on=ADULT), Begun(day=ADULT), OutsideLife.CHILD_IS_ADULT),
        (Lifetime(born_on=BORN, adult_on=ADULT), Begun(day=None), OutsideLife.CHILD_IS_ADULT),
        (Lifetime(born_on=BORN, adult_on=TODAY + DAY), Begun(day=None), None),
        (
            Lifetime(born_on=BORN, adult_on=ADULT),
            Begun(day=ADULT, ended=True),
            OutsideLife.CHILD_IS_ADULT,
        ),
    ],
)
def test_what_begins_is_within_the_life_of_the_child(
    life: Lifetime, begun: Begun, why: OutsideLife | None
) -> None:
    assert outside_life(life, begun, TODAY) is why


def test_the_impossible_is_said_before_the_strange_whatever_else_is_recorded() -> None:
    days = (None, BORN - NINE_MONTHS - DAY, BORN - DAY, BORN, DIED, DIED + DAY, ADULT)
    for died_on, day, *flags in product((None, DIED), days, *[(False, True)] * 4):
        died, ended, after_death, only_when_born = flags
        life = Lifetime(born_on=BORN, died=died, died_on=died_on if died else None, adult_on=ADULT)
        begun = Begun(day=day, ended=ended, after_death=after_death, only_when_born=only_when_born)
        why = outside_life(life, begun, TODAY)
        too_early = day is not None and day < (BORN if only_when_born else BORN - NINE_MONTHS)
        late = life.died_on is not None and (day is None or day > life.died_on)
        impossible = too_early or (late and not after_death)
        assert (why is not None and why not in STRANGE) is impossible
        if not impossible:
            assert (why is OutsideLife.CHILD_DIED) is (died and not ended)


def test_nine_months_are_forty_weeks_and_two_answers_are_only_strange() -> None:
    assert begins_long_before(BORN - timedelta(days=281), BORN)
    assert not begins_long_before(BORN - timedelta(days=280), BORN)
    assert STRANGE == {OutsideLife.CHILD_DIED, OutsideLife.CHILD_IS_ADULT}
    assert {one.value for one in OutsideLife} == {
        "before_birth",
        "before_pregnancy",
        "no_day",
        "after_death",
        "child_died",
        "child_is_adult",
    }
