"""What the register holds since a search: every way of holding more, alone and together."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from lacrecords.rules.suitability_since import Held, found_since, holds_more
from lacrecords.terms import PersonStrength

STRONG, LIKELY, POSSIBLE = PersonStrength
THEN = Held(
    person_id=7,
    strength=LIKELY,
    reasons=frozenset({"The names agree"}),
    child_ids=frozenset({1}),
    notifications=frozenset({5}),
    confirmed=frozenset({5}),
)
SAME: dict[str, Any] = {name: getattr(THEN, name) for name in Held.__dataclass_fields__}
MORE: dict[str, Any] = {
    "strength": STRONG,
    "reasons": frozenset({"The names agree", "An address agrees: the house is the same"}),
    "child_ids": frozenset({1, 2}),
    "notifications": frozenset({5, 6}),
    "confirmed": frozenset({5, 6}),
}
LESS: dict[str, Any] = {"strength": POSSIBLE} | {
    name: frozenset() for name in MORE if name != "strength"
}


def test_every_way_of_holding_more_counts_whatever_else_is_less() -> None:
    """Each part is the same, more or less: all 243 combinations."""
    tried = 0
    for chosen in itertools.product((SAME, MORE, LESS), repeat=len(MORE)):
        now = replace(THEN, **{name: one[name] for name, one in zip(MORE, chosen, strict=True)})
        assert holds_more(THEN, now) is any(one is MORE for one in chosen)
        tried += 1
    assert tried == 243


@pytest.mark.parametrize("then", list(PersonStrength))
@pytest.mark.parametrize("now", list(PersonStrength))
def test_found_more_strongly(then: PersonStrength, now: PersonStrength) -> None:
    order = [POSSIBLE, LIKELY, STRONG]
    stronger = order.index(now) > order.index(then)
    assert holds_more(replace(THEN, strength=then), replace(THEN, strength=now)) is stronger


@pytest.mark.parametrize("name", [name for name in MORE if name != "strength"])
def test_another_in_the_place_of_one_counts(name: str) -> None:
    other = replace(THEN, **{name: frozenset({"Another"} if name == "reasons" else {99})})
    assert holds_more(THEN, other)


def test_somebody_new_is_found_and_whoever_is_gone_is_not() -> None:
    new, more = replace(THEN, person_id=3), replace(THEN, child_ids=frozenset({1, 2}))
    assert found_since([THEN], [new, THEN]) == (3,)
    assert found_since([THEN], [new, more]) == (3, 7)
    assert found_since([THEN, new], [THEN]) == ()
    assert found_since([], [THEN]) == (7,)
    assert found_since([THEN], []) == ()
    assert found_since([], []) == ()
