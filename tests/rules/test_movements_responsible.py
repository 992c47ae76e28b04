"""Which authority answers for a child who moves, and what keeps that from passing on."""

from __future__ import annotations

from itertools import product

import pytest

from lacrecords.rules.movements import PassingBar, bar_to_passing, responsible
from lacrecords.terms import MovementDirection, Responsible
from tests.rules.movement_cases import EITHER, SOON, WHO, facts


@pytest.mark.parametrize("passed", EITHER)
@pytest.mark.parametrize("direction", MovementDirection)
def test_the_originating_authority_is_responsible_until_it_has_passed(
    direction: MovementDirection, passed: bool
) -> None:
    one = facts(direction=direction, responsibility_passed_on=SOON if passed else None)
    ours = (direction is MovementDirection.OUT) is not passed
    assert responsible(one) is (Responsible.OURS if ours else Responsible.THEIRS)


def test_responsibility_passes_after_a_conference_or_by_written_agreement_and_once() -> None:
    for (plan, looked, home), held, passed, ended, agreed in product(
        WHO, EITHER, EITHER, EITHER, EITHER
    ):
        one = facts(
            on_plan=plan,
            looked_after=looked,
            childrens_home=home,
            conference_held_on=SOON if held else None,
            responsibility_passed_on=SOON if passed else None,
            ended_on=SOON if ended else None,
        )
        expected: PassingBar | None = None
        if ended:
            expected = PassingBar.ENDED
        elif passed:
            expected = PassingBar.PASSED_ALREADY
        elif not agreed and not plan:
            expected = PassingBar.LOOKED_AFTER
        elif not agreed and not held:
            expected = PassingBar.NO_CONFERENCE
        assert bar_to_passing(one, agreed) is expected, one
