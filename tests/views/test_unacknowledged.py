"""Notifications that nobody acknowledged: each row leads where the reader may go, or says whose."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.audit.actors import WORKER
from lacrecords.children.queries import reference_of
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.services import Matter, Notice, Recipient, notify
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency
from tests.factories.children import make_child, restrict
from tests.factories.considered import ordinary_call
from tests.factories.movements import make_authority, make_movement
from tests.factories.staff import make_account, sign_in_as
from tests.factories.town import Town
from tests.views.test_lists_exported import exported

PAGE = "/oversight/unacknowledged?passing=yes"


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.designated_manager)


def tell(
    recipient: SignedInActor,
    kind: NotificationKind = NotificationKind.CHILD_MOVED,
    matter: Matter | None = None,
    **said: int,
) -> None:
    notice = Notice(
        kind=kind,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=recipient.account_id),
        matter=matter,
        why="Look at it",
        **said,
    )
    notify(WORKER, notice, now_utc())


def movement(town: Town, child_id: int) -> Matter:
    made = make_movement(
        town.designated_manager,
        make_authority(),
        now_utc(),
        child_id=child_id,
        moved_on=now_utc().date(),
    )
    return Matter(MatterKind.MOVEMENT, made.row.reference)


def test_a_row_opens_its_movement_or_its_enquiry(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context(), transaction():
        moved = movement(town, make_child())
        call = ordinary_call(town)
        tell(town.lead, matter=moved)
        tell(town.lead, NotificationKind.ENQUIRY_ABOUT_CHILD, enquiry_id=call.id)
        enquiry = call.reference
    page = manager.get(PAGE).text
    for address in (f"/movements/{moved.reference}", f"/enquiries/{enquiry}"):
        assert f'href="{address}"' in page
        assert manager.get(address).status_code == 200
    rows = exported(app, town, "unacknowledged", "?kind=child_moved")
    assert f"Movement {moved.reference}" in {row["About"] for row in rows}


def test_a_row_opens_the_record_unless_it_is_closed_to_the_reader(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context(), transaction():
        shown, closed = make_child(), make_child()
        for child in (shown, closed):
            tell(town.lead, NotificationKind.TURNED_EIGHTEEN, child_id=child)
        restrict(closed, make_account(Role.TEAM_MANAGER))
        open_reference, closed_reference = reference_of(shown), reference_of(closed)
    page = manager.get(PAGE).text
    assert f'href="/children/{open_reference}"' in page
    assert closed_reference not in page and f"For {town.lead.name} to open" in page


def test_what_concerns_a_restricted_record_names_nothing_and_says_whose_it_is(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context(), transaction():
        owner = make_account(Role.TEAM_MANAGER, name="Theodora Penhallow")
        call = ordinary_call(town)
        for kind in (NotificationKind.RESTRICTED_RECORD, NotificationKind.SEALED_RECORD):
            tell(owner, kind, enquiry_id=call.id)
        enquiry = call.reference
    page = manager.get(f"{PAGE}&kind=restricted_record").text
    assert "For Theodora Penhallow to open" in page and enquiry not in page
    rows = exported(app, town, "unacknowledged", "?kind=sealed_record")
    assert rows and {row["About"] for row in rows} == {""}


def test_a_movement_that_became_closed_and_advice_of_others_open_nothing(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context(), transaction():
        child = make_child()
        moved = movement(town, child)
        tell(town.lead, matter=moved)
        tell(town.lead, NotificationKind.ADVICE_WRITTEN, Matter(MatterKind.ADVICE, "ADVI-CEAA"))
        restrict(child, make_account(Role.TEAM_MANAGER))
    page = manager.get(PAGE).text
    assert moved.reference not in page and "ADVI-CEAA" not in page
    assert page.count(f"For {town.lead.name} to open") >= 2


def test_what_is_addressed_to_the_reader_opens_in_their_inbox(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context(), transaction():
        tell(town.designated_manager, NotificationKind.POWERS_HANDED_OVER)
    page = manager.get(f"{PAGE}&kind=powers_handed_over").text
    assert 'href="/inbox/' in page and "to open" not in page
