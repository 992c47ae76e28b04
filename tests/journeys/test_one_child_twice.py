"""A child on two records: proposed, linked by a second person, read as one, taken apart again."""

from __future__ import annotations

import pytest

from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
ONE_CHILD = "Two records of one child"


def test_a_child_on_two_records_from_the_proposal_to_the_undoing(enter: Enter) -> None:
    chief = enter("designated manager")
    chief.follows("Home")
    chief.follows("Records that may be of one child")
    chief.sees("Records that may be of one child", "The list of records that may be of one child")
    _proposes(chief)
    manager = enter("team manager")
    manager.go(manager.council.child_path)
    manager.sees(WILFREDA.name, "A proposal stands on the record")
    manager.follows("A proposal to link record")
    manager.sees("Are these records of one child?", "The second person compares both")
    manager.chooses("Yes")
    manager.types("Reason", "I know the family.")
    manager.presses("Keep the answer")
    manager.sees(WILFREDA.name, "The record speaks for both")
    manager.reads("What stands on it is shown here too.")
    manager.reads("Clemency Rushbrooke")
    lead = enter("lead social worker")
    lead.go(lead.council.closed_child_path)
    lead.sees("Clemency Rushbrooke", "The linked record leads to the kept one")
    lead.reads("That record shows everything and is where it is changed.")
    _undoes(manager)
    lead.go(lead.council.closed_child_path)
    lead.sees("Clemency Rushbrooke", "The record stands as it was")
    lead.does_not_read("is linked to record")


def _proposes(chief: Person) -> None:
    chief.go(chief.council.child_path)
    chief.follows("Link another record of the same child")
    chief.sees("Link another record of the same child", "She names the other record")
    other = chief.council.closed_child_path.rpartition("/")[2]
    chief.types("Reference of the other record", other)
    chief.presses("Compare them")
    chief.sees("Propose to link two records", "She compares both records")
    chief.presses("Propose it")
    chief.sees("Propose to link two records", "What she left out is said")
    chief.reads("Select which name holds now")
    chief.chooses(WILFREDA.name, "Which name holds now?")
    chief.picks("Who should decide?", "Perrin Aldous")
    chief.types("Why are they of one child?", "One birth certificate.")
    chief.presses("Propose it")
    chief.sees(WILFREDA.name, "The proposal is kept")
    chief.reads("The proposal is kept, and the person you chose is told")


def _undoes(manager: Person) -> None:
    manager.go(manager.council.child_path)
    manager.follows("Why they were linked")
    manager.sees(ONE_CHILD, "Why they were linked")
    manager.follows("Undo the link")
    manager.sees("Undo the link", "What undoing means")
    manager.types("Reason", "They are cousins.")
    manager.presses("Undo the link")
    manager.sees("Clemency Rushbrooke", "The record speaks for itself again")
