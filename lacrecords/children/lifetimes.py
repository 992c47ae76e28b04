"""Whether a case, a plan or an order begins within the life of the child, as its record stands.

The rule is `rules.lifetimes`; here its answers become words at a field of a form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.ages import Birth, adult_from
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.models import ChildBirth, ChildDeath
from lacrecords.children.standing import birth_of
from lacrecords.rules.lifetimes import STRANGE, Begun, Lifetime, OutsideLife, outside_life
from lacrecords.terms import DatePrecision
from lacrecords.web.words import date_words

FIELD = "strange_on_purpose"
"""The tick that answers a doubt, under this name on every form that raises one."""
LABEL = "I have checked it, and the reason says why it is so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What begins, where the form says the day, and whether a doubt was answered already."""

    what: str
    field: str
    begun: Begun
    on_purpose: bool


def refuse_outside_life(child_id: int, begins: Beginning, today: date) -> None:
    """Raise ChangeRefused for what cannot be, and for what is strange and not ticked."""
    life = _life_of(child_id)
    why = outside_life(life, begins.begun, today)
    if why is None or (why in STRANGE and begins.on_purpose):
        return
    words = _words(why, life, begins.what)
    if why in STRANGE:
        raise ChangeRefused(FIELD, f"{words} Tick this if it is right, and say why in the reason")
    raise ChangeRefused(begins.field, words)


def _life_of(child_id: int) -> Lifetime:
    birth = birth_of(facts.current(ChildBirth, (child_id,)).get(child_id, []))
    deaths = facts.running(ChildDeath, child_id)
    return Lifetime(
        born_on=_earliest(birth),
        expected_on=birth.expected_on if birth else None,
        died=bool(deaths),
        died_on=deaths[-1].from_on if deaths else None,
        adult_on=adult_from(birth),
    )


def _earliest(birth: Birth | None) -> date | None:
    """The first day on which the child may have been born."""
    if birth is None or birth.born_on is None or birth.precision is DatePrecision.EXACT:
        return birth.born_on if birth else None
    month = 1 if birth.precision is DatePrecision.YEAR else birth.born_on.month
    return birth.born_on.replace(day=1, month=month)


def _words(why: OutsideLife, life: Lifetime, what: str) -> str:
    died = f"The child died{f' on {date_words(life.died_on)}' if life.died_on else ''}."
    which = "date of birth" if life.born_on else "expected date of birth"
    return {
        OutsideLife.BEFORE_BIRTH: f"{what} cannot begin before the date of birth. Check the day",
        OutsideLife.BEFORE_PREGNANCY: (
            f"The day is more than nine months before the {which}. Check the day"
        ),
        OutsideLife.NO_DAY: f"{died} Enter the day on which it began",
        OutsideLife.AFTER_DEATH: f"{died} {what} cannot begin after that",
        OutsideLife.CHILD_DIED: died,
        OutsideLife.CHILD_IS_ADULT: (
            f"The child turned 18 on {date_words(life.adult_on)}, before {what.lower()} begins."
        ),
    }[why]
