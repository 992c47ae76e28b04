"""A child recorded twice: found, proposed, linked by a second person, and taken apart again."""

from __future__ import annotations

import pytest

from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey


def test_a_child_recorded_twice_from_the_list_to_one_record_and_back(enter: Enter) -> None:
    chief = enter("designated manager")
    second = _records_her_again(chief)
    chief.go(second)
    chief.follows("Link another record of the same child")
    chief.types("Reference of the other record", chief.council.child_path.rpartition("/")[2])
    chief.presses("Compare them")
    chief.sees("Propose to link two records", "She compares both")
    chief.chooses_each_first()
    chief.picks("Who should decide?", "Perrin Aldous")
    chief.types("Why are they of one child?", "One birth certificate.")
    chief.presses("Propose it")
    manager = enter("team manager")
