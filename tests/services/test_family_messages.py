"""A relative is told that the message is passed on: it is, whatever the child's state (row 11)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, union_all

from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import AskingPerson
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.notifications.models import JoinedNotice, Notification
from lacrecords.terms import EnquirerKind, NotificationKind, TellingKind, VerificationOutcome
from tests.factories.enquiries import ask, check, children_of, sentences
from tests.factories.standings import STANDINGS, closed, not_known, open_with_lead
from tests.factories.town import NOW, Town, make_child

AUNT = AskingPerson(kind=EnquirerKind.RELATIVE, name="Hesper Ashgrove", relationship="Aunt")
MESSAGE = NotificationKind.MESSAGE_FROM_FAMILY


def message_reaches() -> set[int | None]:
    """The accounts that hold the family's message, on its own or joined; None: a team or role."""
    own = select(Notification.account_id.label("account")).where(Notification.kind == MESSAGE)
    joined = (
        select(Notification.account_id.label("account"))
        .join(JoinedNotice, JoinedNotice.notification_id == Notification.id)
        .where(JoinedNotice.kind == MESSAGE)
    )
    return set(db.session.scalars(union_all(own, joined)))


def unchecked_aunt(town: Town, standing: Callable[[Town], int | None]) -> set[TellingKind]:
    """She asks, nobody can check her; what she may be told."""
    standing(town)
    enquiry = ask(town, enquirer=AUNT, reason="Tell her I have her coat")
    check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE, contact_point_id=None)
    outcome = current_outcome(children_of(enquiry)[0].id)
    assert outcome is not None
    return set(sentences(outcome))


@pytest.mark.parametrize("standing", STANDINGS, ids=lambda standing: standing.__name__)
def test_in_every_state_the_message_reaches_somebody(
    town: Town, standing: Callable[[Town], int | None]
) -> None:
    with transaction():
        assert TellingKind.MESSAGE_PASSED_ON in unchecked_aunt(town, standing)
    assert message_reaches()


def restricted(town: Town) -> int | None:
    """The record was restricted to the designated manager before the call."""
    child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    owner_id = town.designated_manager.account_id
    new = Restrict(owner_id=owner_id, reader_ids=(), reason="Works here", shown_id=None)
    restrict_record(town.designated_manager, child_id, new, NOW)
    return child_id


@pytest.mark.parametrize(
    ("standing", "reached"),
    [
        (not_known, {"duty_manager"}),
        (closed, {"duty_manager"}),
        (restricted, {"duty_manager", "designated_manager"}),
        (open_with_lead, {"lead"}),
    ],
)
def test_whom_it_reaches_depends_on_the_state(
    town: Town, standing: Callable[[Town], int | None], reached: set[str]
) -> None:
    with transaction():
        unchecked_aunt(town, standing)
    assert message_reaches() == {getattr(town, post).account_id for post in reached}
