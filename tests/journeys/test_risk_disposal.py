"""A notification that was taken off long ago: held, asked for, destroyed by a second person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lacrecords.database import db
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import course
from lacrecords.staff.models import Account
from lacrecords.terms import Role
from tests.factories.disposals import long_ago
from tests.factories.risk import id_of, make_notification, source
from tests.factories.staff import make_account
from tests.factories.town import Town
from tests.journeys.conftest import Enter
from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
NAME = "Bertram Quillfeather"
LIST = "Notifications that were taken off"
DESTROY = "Destroy a notification"


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """One notification was taken off long ago, and there is a Caldicott Guardian."""
    emails: dict[str, str] = {}

    def taken_off(town: Town) -> None:
        then, figures = long_ago(), load_procedure()
        guardian = make_account(Role.CALDICOTT_GUARDIAN, name="Theodora Whitlock")
        emails["Caldicott Guardian"] = db.session.get_one(Account, guardian.account_id).email
        manager, sent = town.designated_manager, source(None, received_on=then.date())
        reference = make_notification(manager, checked=False, now=then, source=sent)
        number = id_of(reference)
        course.propose_removal(manager, number, "He has died", figures, then)
        course.decide_removal(guardian, number, True, "The register of deaths", then)

    with serve_council(further=taken_off) as council:
        council.emails.update(emails)
        yield council


def test_two_people_destroy_a_notification_and_a_certificate_stays(enter: Enter) -> None:
    manager, guardian = enter("designated manager"), enter("Caldicott Guardian")
    _is_held(guardian)
    _hold_is_lifted(manager)
    _asks(manager)
    _decides(guardian)
    manager.follows("Inbox")
    manager.reads("A notification that you asked to be destroyed was decided")
    manager.go("/risk-notifications/disposal?show=destroyed")
    manager.sees(LIST, "What was destroyed is listed without a name")
    manager.does_not_read("Quillfeather")


def _is_held(guardian: Person) -> None:
    guardian.follows("Risk notifications")
    guardian.sees("People who may pose a risk to children", "The guardian looks at the register")
    guardian.follows("What was taken off, and may be destroyed")
    guardian.sees(LIST, "What was taken off long ago may be destroyed")
    guardian.follows(NAME)
    guardian.follows("Hold it, so that it is not destroyed")
    guardian.sees("Hold a notification", "The guardian holds it")
    guardian.types("Why?", "The coroner may need it")
    guardian.presses("Hold it")
    guardian.reads("It is held")


def _hold_is_lifted(manager: Person) -> None:
    manager.follows("Risk notifications")
    manager.follows("What was taken off, and may be destroyed")
    manager.go("/risk-notifications/disposal?show=held")
    manager.follows(NAME)
    manager.follows("Destroy it, by two people")
    manager.sees(DESTROY, "What is held is not destroyed")
    manager.reads("It is held. The hold must be lifted first.")
    manager.follows("Back")
    manager.follows("It is held: see why, or lift that")
    manager.sees("A notification is held", "The manager reads why it is held")
    manager.reads("The coroner may need it")
    manager.types("Why?", "The inquest is over")
    manager.presses("Lift the hold")
    manager.reads("It is held no longer")


def _asks(manager: Person) -> None:
    manager.follows("Destroy it, by two people")
    manager.presses("Ask that it be destroyed")
    manager.sees(DESTROY, "Without a ground nothing is asked")
    manager.reads("Select why it should be destroyed")
    manager.chooses("The time for which it is kept is over")
    manager.presses("Ask that it be destroyed")
    manager.reads("A second person decides")
    manager.follows("Destroy it, by two people")
    manager.sees(DESTROY, "Whoever asked does not decide")
    manager.reads("You asked for this.")


def _decides(guardian: Person) -> None:
    guardian.go("/risk-notifications/disposal?show=waits")
    guardian.sees(LIST, "It waits for the second person")
    guardian.follows(NAME)
    guardian.follows("Destroy it, by two people")
    guardian.sees(DESTROY, "The second person reads what goes for good")
    guardian.chooses("Yes: destroy it now")
    guardian.presses("Keep the decision")
    guardian.sees("A notification that was destroyed", "A certificate stands in its place")
    guardian.reads("The time for which it is kept is over")
    guardian.does_not_read("Quillfeather")
    guardian.go("/risk-notifications?show=removed")
    guardian.sees("People who may pose a risk to children", "It is in no list any more")
    guardian.does_not_read("Quillfeather")
