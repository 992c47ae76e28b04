"""What is written down after a search of a suitability check. Each needs an open transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lacrecords.check_requests.answering import record_reply_gone
from lacrecords.check_requests.searching import decide_candidate
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.database import transaction
from lacrecords.people.services import (
    NewPersonAddress,
    NewPersonName,
    add_address,
    add_birth_date,
    add_name,
)
from lacrecords.risk_notifications.described import SourceCheck
from lacrecords.risk_notifications.source_checks import record_source_check
from lacrecords.terms import PersonAnswer, VerificationMethod, VerificationOutcome
from tests.factories.checks import BORN_ON, HOME, Desk, again, make_adult, procedure
from tests.factories.risk import id_of, make_notification
from tests.factories.staff import MAKER
from tests.factories.town import NOW, make_child

AT_HOME = NewPersonAddress(
    line1=HOME.line1, town=HOME.town, postcode=HOME.postcode, from_on=HOME.from_on
)


def notify_of(desk: Desk, checked: bool = True, **more: object) -> str:
    """A notification of the very person who is checked."""
    said = {"forename": "Isadora", "surname": "Pennyfeather", "addresses": (AT_HOME,)}
    person = {"born_on": BORN_ON}
    return make_notification(desk.manager, checked=checked, now=NOW, **said, person=person, **more)  # type: ignore[arg-type]


def confirm_source(desk: Desk, reference: str) -> None:
    """Whoever sent the notification is checked."""
    check = SourceCheck(
        method=VerificationMethod.IDENTITY_DOCUMENT,
        outcome=VerificationOutcome.CONFIRMED,
        second_fact="Photo pass 8812",
    )
    record_source_check(desk.manager, id_of(reference), check, procedure(), NOW)


def join_household(desk: Desk, person_id: int) -> int:
    """An adult is written into a child's household; the child."""
    child_id = make_child(case_open=True)
    member = RecordHouseholdMember(
        person_id=person_id,
        relationship="Aunt",
        lives_with_child=False,
        parental_responsibility=False,
    )
    record_household_member(desk.town.duty_manager, child_id, member, NOW)
    return child_id


def _another_adult(_desk: Desk, _known: int, _stranger: int) -> None:
    make_adult()


def _name(_desk: Desk, _known: int, stranger: int) -> None:
    name = NewPersonName(forename="Isadora", surname="Tollemache")
    add_name(MAKER, stranger, name, NOW)


def _address(_desk: Desk, known: int, _stranger: int) -> None:
    add_address(MAKER, known, AT_HOME, NOW)


def _birth(_desk: Desk, known: int, _stranger: int) -> None:
    add_birth_date(MAKER, known, BORN_ON, NOW)


def _household(desk: Desk, known: int, _stranger: int) -> None:
    join_household(desk, known)


def _notification(desk: Desk, _known: int, _stranger: int) -> None:
    notify_of(desk)


def _notification_of_known(desk: Desk, known: int, _stranger: int) -> None:
    notify_of(desk, person_id=known)


WRITTEN: dict[str, Callable[[Desk, int, int], None]] = {
    "another adult": _another_adult,
    "a name of somebody who was not found": _name,
    "an address of somebody who was found": _address,
    "a date of birth of somebody who was found": _birth,
    "a child's household": _household,
    "a notification": _notification,
    "a notification of somebody who was found": _notification_of_known,
}
"""Each makes the register hold more of whoever is checked; given are an adult who was found and
one who was not."""


def make_known_and_stranger() -> tuple[int, int]:
    """An adult whom the search finds, though weakly, and one whom it does not."""
    return (
        make_adult("Isadora", "Pennyfeather", date(1984, 3, 29)),
        make_adult("Bettina", "Rowntree", BORN_ON),
    )


def send(desk: Desk, standing: RequestStanding) -> None:
    """The answer goes to the address of the directory."""
    with transaction():
        record_reply_gone(desk.officer, standing.request.id, desk.email_id, procedure(), NOW)


def not_the_same(desk: Desk, standing: RequestStanding) -> RequestStanding:
    """Everybody who came up is decided to be somebody else."""
    (one,) = standing.people
    assert one.search is not None
    for candidate in one.search.evidence["candidates"]:
        who = candidate["person_id"]
        with transaction():
            decide_candidate(desk.manager, one, who, PersonAnswer.NOT_THE_SAME, "Weighed", NOW)
    return again(standing)
