"""A court order goes to the designated manager at once, and opens nothing."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.models import Verification
from lacrecords.enquiries.queries.pages import enquiry_page
from lacrecords.enquiries.services.opening import candidates_are_open_to
from lacrecords.notifications.models import Notification
from lacrecords.terms import NotificationKind, Role, Urgency, VerificationOutcome
from tests.factories.enquiries import ask, check
from tests.factories.town import NOW, Town


def court_orders() -> list[Notification]:
    """What was sent about court orders."""
    of_orders = Notification.kind == NotificationKind.COURT_ORDER
    return list(db.session.scalars(select(Notification).where(of_orders)))


def test_the_designated_manager_hears_at_once(town: Town) -> None:
    with transaction():
        ask(town)
        assert court_orders() == []
        enquiry = ask(town, court_order=True)
        (sent,) = court_orders()
    assert (sent.role, sent.urgency) == (Role.DESIGNATED_MANAGER, Urgency.URGENT)
    assert sent.enquiry_id == enquiry.id
    assert "legal services" in sent.why and "proves no identity" in sent.why


def test_it_is_no_check_and_opens_nothing(town: Town) -> None:
    with transaction():
        enquiry = ask(town, court_order=True)
    page = enquiry_page(enquiry.reference, NOW)
    assert page is not None
    assert (page.check, page.court_order) == (None, True)
    assert db.session.scalar(select(Verification.id)) is None
    assert not candidates_are_open_to(town.duty_officer, enquiry.id)


def test_what_else_the_manager_must_hear_is_not_lost_behind_it(town: Town) -> None:
    with transaction():
        enquiry = ask(town, court_order=True, looks_like_an_attempt=True)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED, contact_point_id=None)
    kinds = set(
        db.session.scalars(
            select(Notification.kind).where(
                Notification.enquiry_id == enquiry.id,
                Notification.role == Role.DESIGNATED_MANAGER,
            )
        )
    )
    assert {NotificationKind.COURT_ORDER, NotificationKind.ATTEMPT_SUSPECTED} <= kinds
