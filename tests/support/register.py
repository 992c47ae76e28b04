"""Children, staff and browsers for the tests of pages, each made in its own transaction."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.children import led_by, make_child, path_of
from tests.factories.staff import make_account, sign_in_as


class Register:
    """What a test of pages sets up, and the trail that it looks at afterwards."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def staff(self, role: Role = Role.DUTY_OFFICER, **said: Any) -> SignedInActor:
        """A member of staff."""
        with self.app.app_context(), transaction():
            return make_account(role, **said)

    def child(self, lead: SignedInActor | None = None, **said: Any) -> tuple[int, str]:
        """A child, led by somebody or not: the number and the path of the page."""
        with self.app.app_context(), transaction():
            number = led_by(lead, **said) if lead else make_child(**said)
            return number, path_of(number)

    def browser(self, actor: SignedInActor) -> FlaskClient:
        """A browser in which this person is signed in."""
        return sign_in_as(self.app.test_client(), actor)

    def trail(self, action: str) -> list[tuple[str, int | None, str]]:
        """Who did this to what, with which outcome, oldest first."""
        with self.app.app_context():
            rows = db.session.scalars(
                select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
            )
            return [(row.actor, row.subject_id, row.outcome) for row in rows]
