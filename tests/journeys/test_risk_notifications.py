"""A person who may pose a risk: written down, met with a child, told, asked for, taken off."""

from __future__ import annotations

import re

import pytest

from tests.journeys import pages_of_risk_notifications as steps
from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.pages_of_risk_notifications import FACT, NAME
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
MEETS = "Does a notification concern this child?"


def test_a_person_who_may_pose_a_risk_reaches_the_childs_worker(enter: Enter) -> None:
    manager = enter("designated manager")
    manager.sees("What is waiting", "The desk before a notification comes")
    path = _writes_it_down(manager)
    _decides_the_meeting(manager)
    lead = enter("lead social worker")
    lead.sees("Inbox", "The worker is told that there is something")
    lead.reads("Something may concern the safety of a child you lead for")
    lead.does_not_read(NAME)
    steps.asks(lead, path, "Of a child I lead for")
    _lets_them_in(manager, path)
    lead.go(path)
    lead.sees(NAME, "Somebody who was let in reads it")
    lead.reads(FACT)
    lead.go(lead.council.child_path)
    lead.sees(WILFREDA.name, "The child's page for somebody who may see the notification")
    lead.reads("Adults of whom we were notified")
    _proposes_removal(manager)


def _writes_it_down(manager: Person) -> str:
    steps.begins(manager, "Of a new notification")
    manager.presses("Continue")
    manager.sees("Who sent it?", "A step with nothing in it says what to enter")
    manager.reads("Enter who sent it")
    steps.says_who_sent_it(manager, "Of a new notification")
    steps.describes_the_person(manager, "Of a new notification")
    steps.says_why(manager, "Of a new notification")
    path = steps.keeps(manager, "Of a new notification")
    manager.reads(FACT)
    return path


def _decides_the_meeting(manager: Person) -> None:
    steps.waits_for_the_meeting(manager)
    manager.sees("Children whom notifications may concern", "A child is met at the address")
    with manager.arrives():
        manager.page.get_by_role("link", name=re.compile(f"{WILFREDA.surname} and")).first.click()
    manager.sees(MEETS, "Both sides stand before whoever decides")
    manager.presses("Keep the decision")
    manager.sees(MEETS, "A decision without reasons is sent back")
    manager.chooses("Yes: it concerns this child")
    manager.types("Your reasons", "The health visitor met him at the home.")
    manager.presses("Keep the decision")
    manager.sees(MEETS, "The decision is kept")


def _lets_them_in(manager: Person, path: str) -> None:
    manager.go(path)
    manager.sees(NAME, "A request waits on the notification")
    manager.follows("Decide request")
    manager.sees("May they see this notification?", "The purpose is read before it is decided")
    manager.chooses("Yes")
    manager.types("Why?", "They lead for the child.")
    manager.presses("Keep the decision")
    manager.sees(NAME, "Who may see it and who did stand on it")


def _proposes_removal(manager: Person) -> None:
    manager.presses("Review it")
    manager.sees("Review a notification", "A notification is reviewed")
    manager.chooses("It should be taken off")
    manager.types("Your reasons", "The police say that it is another person.")
    manager.presses("Record the review")
    manager.sees(NAME, "Its removal is proposed")
    manager.follows("Its removal is proposed")
    manager.sees("Take a notification off the register", "A second person decides")
    manager.reads("You proposed this.")
